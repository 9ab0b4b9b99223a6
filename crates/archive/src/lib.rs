//! WARC files (ISO 28500), written and read: what was fetched can be fetched again from the disk, by us and by others.
//!
//! [`Writer`] keeps captures; [`Reader`] goes through any WARC file from its start, or from where it stopped; [`read_at`]
//! fetches the one record that a provenance names. All of it is synchronous and owns no thread: the caller has one.
//!
//! A capture is told as its payload came over the wire (`Content-Encoding` kept), without the transfer coding, which
//! belongs to the connection (RFC 9112, section 6.1): `Transfer-Encoding` is left out and `Content-Length` is what follows.
#![forbid(unsafe_code)]

mod capture;
mod digest;
mod error;
mod http;
mod place;
mod reader;
mod record;
mod writer;

pub use capture::{Capture, CaptureKind};
pub use error::{ArchiveError, Damage, ErrorKind};
pub use http::HttpResponse;
pub use place::read_at;
pub use reader::Reader;
pub use record::{Record, RecordKind};
pub use writer::{Config, Mended, Totals, Writer};

pub(crate) type Result<T> = std::result::Result<T, ArchiveError>;

#[cfg(test)]
mod tests;
