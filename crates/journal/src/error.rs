//! What can go wrong with the journal, and the few kinds that callers decide by.
use std::path::PathBuf;
use std::sync::Arc;

/// Cloneable, because one failed commit answers every job of its batch.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum JournalError {
    #[error("another process{} works in `{}`", pid_hint(*.pid), .dir.display())]
    Locked { dir: PathBuf, pid: Option<u32> },
    #[error("the disk is full, or the journal's own limit is reached: nothing of this step was stored")]
    Full(#[source] Arc<rusqlite::Error>),
    #[error("the journal's file is damaged")]
    Corrupt(#[source] Source),
    #[error(
        "the journal has schema {found}, this program knows up to {known}: it was written by a newer version"
    )]
    NewerSchema { found: i64, known: i64 },
    #[error("cannot {action} `{}`", .path.display())]
    Io {
        action: &'static str,
        path: PathBuf,
        #[source]
        source: Arc<std::io::Error>,
    },
    #[error("the journal's database refused a step")]
    Database(#[source] Arc<rusqlite::Error>),
    #[error("the journal is closed")]
    Closed,
}

/// The cause beneath an error, shared between the answers of one batch.
pub type Source = Arc<dyn std::error::Error + Send + Sync>;

/// For metrics, and for what the pipeline does about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ErrorKind {
    Locked,
    Full,
    Corrupt,
    NewerSchema,
    Io,
    Closed,
}

impl ErrorKind {
    pub const fn as_str(self) -> &'static str {
        match self {
            ErrorKind::Locked => "locked",
            ErrorKind::Full => "full",
            ErrorKind::Corrupt => "corrupt",
            ErrorKind::NewerSchema => "newer_schema",
            ErrorKind::Io => "io",
            ErrorKind::Closed => "closed",
        }
    }
}

impl JournalError {
    pub fn kind(&self) -> ErrorKind {
        match self {
            JournalError::Locked { .. } => ErrorKind::Locked,
            JournalError::Full(_) => ErrorKind::Full,
            JournalError::Corrupt(_) => ErrorKind::Corrupt,
            JournalError::NewerSchema { .. } => ErrorKind::NewerSchema,
            JournalError::Io { .. } | JournalError::Database(_) => ErrorKind::Io,
            JournalError::Closed => ErrorKind::Closed,
        }
    }

    /// What a failpoint pretends.
    #[cfg(feature = "faults")]
    pub(crate) fn simulated_full() -> Self {
        let code = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_FULL);
        rusqlite::Error::SqliteFailure(code, None).into()
    }

    pub(crate) fn io(action: &'static str, path: impl Into<PathBuf>, source: std::io::Error) -> Self {
        JournalError::Io { action, path: path.into(), source: Arc::new(source) }
    }
}

impl From<rusqlite::Error> for JournalError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode::{DatabaseCorrupt, DiskFull, NotADatabase};
        match error.sqlite_error_code() {
            Some(DiskFull) => JournalError::Full(Arc::new(error)),
            Some(DatabaseCorrupt | NotADatabase) => JournalError::Corrupt(Arc::new(error)),
            _ => JournalError::Database(Arc::new(error)),
        }
    }
}

/// A column that does not hold what we put there.
impl From<rusqlite::types::FromSqlError> for JournalError {
    fn from(error: rusqlite::types::FromSqlError) -> Self {
        JournalError::Corrupt(Arc::new(error))
    }
}

/// What we stored as JSON and cannot read back was damaged.
impl From<serde_json::Error> for JournalError {
    fn from(error: serde_json::Error) -> Self {
        JournalError::Corrupt(Arc::new(error))
    }
}

fn pid_hint(pid: Option<u32>) -> String {
    pid.map(|pid| format!(" (pid {pid})")).unwrap_or_default()
}
