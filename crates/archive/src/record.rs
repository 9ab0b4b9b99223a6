//! A record of a WARC file: its named fields and its block.
use std::borrow::Cow;
use std::sync::Arc;

use model::Timestamp;
use model::record::ArchivePlace;

use crate::capture::CaptureKind;
use crate::digest;
use crate::http::{self, HttpResponse};

/// `WARC-Type`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RecordKind {
    Warcinfo,
    Response,
    Resource,
    Request,
    Metadata,
    Revisit,
    Conversion,
    Continuation,
    /// Of an extension, or none at all: to be passed over (ISO 28500, 6.1).
    Other(String),
}

impl RecordKind {
    pub(crate) fn parse(word: &str) -> Self {
        match word.to_ascii_lowercase().as_str() {
            "warcinfo" => RecordKind::Warcinfo,
            "response" => RecordKind::Response,
            "resource" => RecordKind::Resource,
            "request" => RecordKind::Request,
            "metadata" => RecordKind::Metadata,
            "revisit" => RecordKind::Revisit,
            "conversion" => RecordKind::Conversion,
            "continuation" => RecordKind::Continuation,
            other => RecordKind::Other(other.to_owned()),
        }
    }
}

/// Whole, and held in memory: a reader gives no record that is larger than its cap.
#[derive(Clone, Debug)]
pub struct Record {
    /// The file's name, without its folder.
    pub(crate) file: Arc<str>,
    /// Where a reader finds the record again: its gzip member, or its first byte in a plain file. In a file that is one gzip
    /// stream it counts the unpacked bytes before it.
    pub offset: u64,
    /// As the record says: `1.0`, `1.1`, `0.18`.
    pub version: String,
    pub kind: RecordKind,
    /// In the file's order; invalid UTF-8 is replaced.
    pub fields: Vec<(String, String)>,
    pub block: Vec<u8>,
}

impl Record {
    /// The first field of this name, in any case.
    pub fn field(&self, name: &str) -> Option<&str> {
        let found = self.fields.iter().find(|(field, _)| field.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }

    /// Without `<` and `>`, which the standard puts around it and some writers do not.
    pub fn id(&self) -> Option<&str> {
        self.field("WARC-Record-ID").map(bare)
    }

    /// Without `<` and `>`, which wget puts around it.
    pub fn target_uri(&self) -> Option<&str> {
        self.field("WARC-Target-URI").map(bare)
    }

    /// When the capture began.
    pub fn date(&self) -> Option<Timestamp> {
        self.field("WARC-Date").and_then(Timestamp::parse)
    }

    /// What our own writer says of it.
    pub fn capture_kind(&self) -> Option<CaptureKind> {
        self.field("Wiredesk-Kind").and_then(CaptureKind::parse)
    }

    /// Whether the writer of the file cut it short (a revisit always is), or goes on in another record.
    pub fn is_truncated(&self) -> bool {
        self.field("WARC-Truncated").is_some() || self.field("WARC-Segment-Number").is_some()
    }

    /// The answer in a `response` record; a `resource` record of the web (an answer whose head was not kept) counts as
    /// 200. `None` for all else, and for a revisit, whose body lies elsewhere.
    pub fn http(&self) -> Option<HttpResponse<'_>> {
        let mut answer = match self.kind {
            RecordKind::Response => http::parse(&self.block)?,
            RecordKind::Resource if self.is_of_web() => http::bare(&self.block, self.field("Content-Type")),
            _ => return None,
        };
        answer.complete &= !self.is_truncated();
        Some(answer)
    }

    fn is_of_web(&self) -> bool {
        self.target_uri().is_some_and(|uri| uri.starts_with("http://") || uri.starts_with("https://"))
    }

    /// The body of an HTTP answer, as in [`Record::http`]; the block of any other record.
    pub fn payload(&self) -> Cow<'_, [u8]> {
        self.http().map_or(Cow::Borrowed(&self.block), |answer| answer.body)
    }

    /// For provenance: the place from which [`crate::read_at`] fetches this record again.
    pub fn place(&self) -> ArchivePlace {
        let digest = digest::labelled(&[&self.payload()]);
        ArchivePlace { file: self.file.to_string(), offset: self.offset, digest }
    }
}

fn bare(value: &str) -> &str {
    value.strip_prefix('<').and_then(|value| value.strip_suffix('>')).unwrap_or(value)
}
