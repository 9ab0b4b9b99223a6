//! What the binary decides about fetching: who we say we are, whom we may reach, and every limit.
use std::{fmt, net::SocketAddr, time::Duration};

use url::Url;

use crate::guard::AddressRange;
use crate::shown::ShownUrl;

/// Plain values; [`Config::default`] is what a desk on the public internet wants.
#[derive(Clone)]
pub struct Config {
    /// Product and version. Its first word, up to `/`, is the name that robots.txt is asked for.
    pub user_agent: String,
    /// Who to write to about us, put behind the user agent: `mailto:desk@example.org` or a page.
    pub contact: Option<String>,
    /// Private networks that may be fetched all the same.
    pub allow_private: Vec<AddressRange>,
    /// Name servers instead of the system's.
    pub nameservers: Vec<SocketAddr>,
    /// All requests go through it; it resolves names itself, so only literal addresses are judged here then.
    pub proxy: Option<Url>,
    /// Certificate authorities beside the system's, PEM.
    pub certificates: Vec<Vec<u8>>,

    /// Requests in flight to one registrable domain.
    pub domain_connections: usize,
    /// From the start of one request to the start of the next, within one registrable domain.
    pub domain_spacing: Duration,
    /// The longest that a request waits at its domain's gate before it is sent away with a time to come back. Who
    /// waits holds a place among the polls in flight: longer, and few crowded domains would hold up all others.
    pub patience: Duration,
    /// A domain that answers 429 or 503 rests at least and at most this long.
    pub cool_down: (Duration, Duration),

    /// One fetch with all its redirects, waiting at gates excepted.
    pub timeout: Duration,
    pub connect_timeout: Duration,
    /// Kept-alive connections are closed after this; each costs a file descriptor.
    pub idle_timeout: Duration,
    /// Kept-alive connections of all servers together; what comes beyond is closed at once.
    pub max_idle: usize,
    /// A body that brings nothing for this long is given up.
    pub stall_timeout: Duration,
    /// Bytes a second that a body must bring once `stall_timeout` has passed.
    pub min_rate: usize,

    pub max_headers: usize,
    /// Body as it comes over the wire.
    pub max_wire: usize,
    /// Body after decoding; the cap to hand to [`crate::body::decode`].
    pub max_decoded: usize,
    pub max_redirects: usize,
    /// Bodies in memory, all requests together: half for small ones, half for large ones.
    pub bytes_in_flight: usize,
}

impl Default for Config {
    fn default() -> Self {
        Config {
            user_agent: concat!("wiredesk/", env!("CARGO_PKG_VERSION")).to_owned(),
            contact: None,
            allow_private: Vec::new(),
            nameservers: Vec::new(),
            proxy: None,
            certificates: Vec::new(),
            domain_connections: 2,
            domain_spacing: Duration::from_secs(1),
            patience: Duration::from_secs(10),
            cool_down: (Duration::from_secs(60), Duration::from_secs(3600)),
            timeout: Duration::from_secs(30),
            connect_timeout: Duration::from_secs(10),
            idle_timeout: Duration::from_secs(5),
            max_idle: 512,
            stall_timeout: Duration::from_secs(10),
            min_rate: 512,
            max_headers: 64 * 1024,
            max_wire: 5 * 1024 * 1024,
            max_decoded: 10 * 1024 * 1024,
            max_redirects: 5,
            bytes_in_flight: 192 * 1024 * 1024,
        }
    }
}

/// What tells two fetchers apart; a proxy's password is not shown.
impl fmt::Debug for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Config")
            .field("user_agent", &self.full_user_agent())
            .field("allow_private", &self.allow_private)
            .field("nameservers", &self.nameservers)
            .field("proxy", &self.proxy.as_ref().map(ShownUrl::from))
            .finish_non_exhaustive()
    }
}

impl Config {
    /// Product, version and contact, as every request says it.
    pub(crate) fn full_user_agent(&self) -> String {
        match &self.contact {
            Some(contact) => format!("{} (+{contact})", self.user_agent),
            None => self.user_agent.clone(),
        }
    }

    /// The token that robots.txt addresses us by (RFC 9309, section 2.2.1).
    pub(crate) fn robots_token(&self) -> &str {
        self.user_agent.split(['/', ' ']).next().unwrap_or_default()
    }
}
