//! What can go wrong with a publisher, scripted for a host, a path or a feed.
mod apply;
mod bodies;
pub(crate) mod maze;
mod raw;

use std::collections::HashMap;
use std::time::Duration;

pub(crate) use apply::{Outcome, apply};
use bytes::Bytes;
pub use raw::Raw;

use crate::encoding::{Charge, Encoding, pack};
use crate::page::Page;

/// One thing that goes wrong.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Fault {
    /// A status with a small HTML body: 404, 410, 500.
    Status(u16),
    /// A status with `Retry-After`: seconds or a date, as text (RFC 9110, 10.2.3).
    RetryAfter {
        status: u16,
        after: String,
    },
    /// A consent page with status 200 where a feed should be.
    Html,
    /// Status 200 and no byte.
    Empty,
    /// The document ends in its middle, its length agreeing.
    Truncated,
    /// A feed with so many elements, one in the other.
    Nested(usize),
    /// EUC-KR bytes that header and declaration call UTF-8.
    WrongCharset,
    /// To another address, with this status.
    Redirect {
        status: u16,
        to: String,
    },
    /// So many hops on the same path before the true answer.
    RedirectChain(u32),
    RedirectLoop,
    /// The true answer, one byte at a time.
    SlowBody {
        every: Duration,
    },
    /// A feed whose items never end.
    EndlessBody,
    /// `Content-Length` is off by this much; with too much promised, the connection closes early.
    WrongLength(i64),
    /// Encoded so, whatever the client accepts.
    Encoded(Encoding),
    /// Called so encoded, and is not.
    FalseEncoding(Encoding),
    /// Unpacks to more than this many bytes, and takes more than `wire` bytes on the wire; encoded by one encoding
    /// after the other.
    Bomb {
        encodings: Vec<Encoding>,
        bytes: u64,
        wire: usize,
    },
    /// The same as a file of its own, as sitemaps come: `application/gzip` without a content encoding.
    GzipFile {
        bytes: u64,
        wire: usize,
    },
    /// The ETag stays when the content changes, so that every conditional request is answered 304.
    ConstantEtag,
    /// The ETag changes when the content stays.
    FreshEtags,
    NoValidators,
    /// The connection closes before an answer.
    Reset,
    /// No answer, ever.
    Hang,
    /// So many headers of 100 bytes each.
    HeaderFlood(usize),
    /// One header of so many bytes.
    HugeHeader(usize),
    /// Headers that never end.
    EndlessHeaders,
    /// Interim answers (103) that never end.
    EndlessHints,
    /// So many trailers of 100 bytes each behind the true body.
    TrailerFlood(usize),
    /// Bytes that are no text in all the headers that a client reads.
    OddHeaders,
    /// The true answer from its first byte on, one byte at a time.
    SlowHead {
        every: Duration,
    },
    /// The true body under these `Content-Length` headers: conflicting, negative, no numbers.
    Lengths(Vec<String>),
    /// From one new address to the next, in every form of `Location`.
    RedirectMaze,
    /// A redirect to an address of so many bytes.
    LongLocation(usize),
    /// A feed of three items, the second of which has a link of so many bytes.
    LongLinks(usize),
    /// Another answer in its place.
    Page(Page),
    /// No answer but these bytes.
    Raw(Raw),
}

/// The faults that are set, by `host/path`, `host` or feed.
#[derive(Default)]
pub(crate) struct Faults {
    rules: HashMap<String, Rule>,
    served: u64,
}

/// A fault as it is set.
pub(crate) struct Rule {
    fault: Fault,
    /// How often it still strikes; `None` for always.
    left: Option<u32>,
    /// A bomb is packed once, before it is set, so that it costs nothing where it strikes.
    packed: Option<Bytes>,
}

impl Rule {
    pub(crate) fn new(fault: Fault, times: Option<u32>) -> Self {
        let packed = match &fault {
            Fault::Bomb { encodings, bytes, wire } => packed(encodings, *bytes, *wire),
            Fault::GzipFile { bytes, wire } => packed(&[Encoding::Gzip], *bytes, *wire),
            _ => None,
        };
        Rule { fault, left: times, packed }
    }
}

fn packed(encodings: &[Encoding], blanks: u64, noise: usize) -> Option<Bytes> {
    let (first, further) = encodings.split_first()?;
    let inner = pack(*first, Charge { noise, blanks }).ok()?;
    let outer = further.iter().try_fold(inner, |body, encoding| encoding.encode(&body)).ok()?;
    Some(Bytes::from(outer))
}

/// A fault that strikes this request.
pub(crate) struct Struck {
    pub fault: Fault,
    pub packed: Option<Bytes>,
    /// The number of the fault served, for what must differ each time.
    pub count: u64,
}

impl Faults {
    pub(crate) fn set(&mut self, target: &str, rule: Rule) {
        self.rules.insert(target.to_owned(), rule);
    }

    pub(crate) fn heal(&mut self, target: &str) {
        self.rules.remove(target);
    }

    /// The fault for an address, that of the path before that of the host.
    pub(crate) fn strike(&mut self, address: &str) -> Option<Struck> {
        let host = address.split('/').next().unwrap_or_default();
        let key = [address, host].into_iter().find(|key| self.rules.contains_key(*key))?.to_owned();
        let rule = self.rules.get_mut(&key)?;
        self.served += 1;
        let struck = Struck { fault: rule.fault.clone(), packed: rule.packed.clone(), count: self.served };
        if let Some(left) = &mut rule.left {
            *left = left.saturating_sub(1);
            if *left == 0 {
                self.rules.remove(&key);
            }
        }
        Some(struck)
    }
}
