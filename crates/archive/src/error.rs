//! What can go wrong with an archive, the few kinds that callers decide by, and what may be wrong with a record.
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ArchiveError {
    #[error("the disk is full: `{}` was not written", .path.display())]
    Full {
        path: PathBuf,
        #[source]
        source: io::Error,
    },
    #[error("cannot {action} `{}`", .path.display())]
    Io {
        action: &'static str,
        path: PathBuf,
        #[source]
        source: io::Error,
    },
    #[error("`{file}` is {what}, not a WARC file")]
    NotWarc { file: String, what: &'static str },
    /// One record; a reader goes on behind it.
    #[error("the record at byte {offset} of `{file}` cannot be used: {damage}")]
    Broken { file: String, offset: u64, damage: Damage },
}

/// What is wrong with a record, or with what stands where a record should be.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Damage {
    /// Bytes that begin no record.
    NoRecord,
    /// The header ends nowhere, or another record begins inside it.
    Header,
    /// `Content-Length` is missing, contradicts itself, or is no number.
    Length,
    /// `Content-Length` is wrong: no record follows where it says.
    Framing,
    /// The file, or the gzip member, ends inside the record.
    Torn,
    /// The gzip member cannot be unpacked, or its checksum differs.
    Gzip,
    /// More than the reader may hold in memory.
    TooLarge { bytes: u64, cap: u64 },
    /// The payload is not the one that the place names.
    Digest,
}

impl fmt::Display for Damage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Damage::NoRecord => f.write_str("no record begins there"),
            Damage::Header => f.write_str("its header has no end"),
            Damage::Length => f.write_str("its `Content-Length` is missing or no number"),
            Damage::Framing => f.write_str("no record follows where its `Content-Length` says"),
            Damage::Torn => f.write_str("it is cut off"),
            Damage::Gzip => f.write_str("its gzip member is damaged"),
            Damage::TooLarge { bytes, cap } => write!(f, "it has {bytes} bytes, more than {cap}"),
            Damage::Digest => f.write_str("its payload has another digest"),
        }
    }
}

/// For metrics, and for what callers do about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ErrorKind {
    Full,
    Io,
    NotWarc,
    Broken,
    TooLarge,
}

impl ErrorKind {
    pub const fn as_str(self) -> &'static str {
        match self {
            ErrorKind::Full => "full",
            ErrorKind::Io => "io",
            ErrorKind::NotWarc => "not_warc",
            ErrorKind::Broken => "broken",
            ErrorKind::TooLarge => "too_large",
        }
    }
}

impl ArchiveError {
    pub fn kind(&self) -> ErrorKind {
        match self {
            ArchiveError::Full { .. } => ErrorKind::Full,
            ArchiveError::Io { .. } => ErrorKind::Io,
            ArchiveError::NotWarc { .. } => ErrorKind::NotWarc,
            ArchiveError::Broken { damage: Damage::TooLarge { .. }, .. } => ErrorKind::TooLarge,
            ArchiveError::Broken { .. } => ErrorKind::Broken,
        }
    }

    pub(crate) fn io(action: &'static str, path: &Path, source: io::Error) -> Self {
        use io::ErrorKind::{FileTooLarge, QuotaExceeded, StorageFull};
        let path = path.to_owned();
        match source.kind() {
            StorageFull | QuotaExceeded | FileTooLarge => ArchiveError::Full { path, source },
            _ => ArchiveError::Io { action, path, source },
        }
    }
}
