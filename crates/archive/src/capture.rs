//! A capture: one HTTP answer as an archive keeps it.
use std::net::IpAddr;

use model::Timestamp;

/// Borrowed: the writer copies what it needs into the file.
#[derive(Clone, Copy, Debug)]
pub struct Capture<'a> {
    /// Where the body was, after all redirects. Credentials and fragment are left out of the file.
    pub url: &'a str,
    pub fetched_at: Timestamp,
    /// Who answered, if that is known.
    pub ip: Option<IpAddr>,
    pub kind: CaptureKind,
    /// Told as HTTP/1.1 with a note (WARC-Protocol), as the extension for HTTP/2 has it.
    pub http2: bool,
    pub status: u16,
    pub reason: &'a str,
    pub headers: &'a [(String, Vec<u8>)],
    /// Without transfer coding, but with its content encoding.
    pub body: &'a [u8],
}

/// What the answer was asked for as; a field of its own in the record (`Wiredesk-Kind`), which other readers pass over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CaptureKind {
    Page,
    Feed,
}

impl CaptureKind {
    pub const fn as_str(self) -> &'static str {
        match self {
            CaptureKind::Page => "page",
            CaptureKind::Feed => "feed",
        }
    }

    pub fn parse(word: &str) -> Option<Self> {
        [CaptureKind::Page, CaptureKind::Feed].into_iter().find(|kind| kind.as_str() == word)
    }
}
