//! What a fetch brought: the body as it came over the wire, and what the answer said about it.
use std::{net::IpAddr, time::Duration};

use model::{Timestamp, state::Validators};
use url::Url;

use crate::body::Body;

/// An answer worth reading: 2xx, or 304 to a conditional request.
#[derive(Debug)]
pub struct Fetched {
    /// Where the body was, after all redirects.
    pub url: Url,
    pub hops: Vec<Hop>,
    pub status: u16,
    /// Of this answer; a 304 that repeats none leaves them empty.
    pub validators: Validators,
    pub content_type: Option<String>,
    pub content_language: Option<String>,
    pub freshness: Freshness,
    pub body: Body,
    /// Only when the request asked for it.
    pub head: Option<Box<Head>>,
    /// When the answer began to arrive.
    pub fetched_at: Timestamp,
    /// Without the time at gates.
    pub elapsed: Duration,
}

/// The head of an answer as an archive keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    pub status: u16,
    /// As the server put it; HTTP/2 has none, and gets the usual words.
    pub reason: String,
    pub http2: bool,
    /// In the server's order as far as equal names allow; names are in lower case, values are bytes as they came.
    pub headers: Vec<(String, Vec<u8>)>,
    /// Who answered; unknown through a proxy.
    pub address: Option<IpAddr>,
}

/// One redirect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hop {
    pub status: u16,
    pub from: Url,
    pub to: Url,
}

/// How long the answer says that it holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Freshness {
    /// `Cache-Control: max-age`, what `Age` says has passed taken off.
    pub max_age: Option<Duration>,
    /// `Expires`, corrected by how far the server's clock is from ours.
    pub expires: Option<Timestamp>,
    /// `Retry-After`, either form.
    pub retry_after: Option<Timestamp>,
}

impl Freshness {
    /// When the answer goes stale; `max-age` beats `Expires` (RFC 9111, section 5.3).
    pub fn until(&self, now: Timestamp) -> Option<Timestamp> {
        self.max_age.map(|age| now.plus(age)).or(self.expires)
    }
}

impl Fetched {
    /// The server says that the body is the one whose validators were sent.
    pub fn not_modified(&self) -> bool {
        self.status == 304
    }

    /// The body holds only what is new since the validators that were sent (226, RFC 3229): not the whole feed.
    pub fn is_delta(&self) -> bool {
        self.status == 226
    }

    /// Where the resource has moved for good: every hop was 301 or 308. `None` when it has not moved.
    pub fn permanent_target(&self) -> Option<&Url> {
        let moved = !self.hops.is_empty() && self.hops.iter().all(|hop| matches!(hop.status, 301 | 308));
        moved.then_some(&self.url)
    }
}
