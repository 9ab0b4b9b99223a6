//! A reader's place in the journal's log: which journal, and after which row.
use std::fmt;
use std::str::FromStr;

use model::JournalId;

use crate::JournalError;

/// Everything up to and with `seq` was read. Prints as `<journal>.<seq>`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Cursor {
    pub journal: JournalId,
    pub seq: u64,
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.journal, self.seq)
    }
}

impl FromStr for Cursor {
    type Err = CursorError;

    fn from_str(text: &str) -> Result<Self, CursorError> {
        let (journal, seq) = text.trim().rsplit_once('.').ok_or(CursorError::Malformed)?;
        if journal.is_empty() || !seq.bytes().all(|b| b.is_ascii_digit()) {
            return Err(CursorError::Malformed);
        }
        let seq = seq.parse().map_err(|_| CursorError::Malformed)?;
        Ok(Cursor { journal: JournalId::new(journal), seq })
    }
}

/// Why a cursor gives no page. `Foreign` and `Expired` answer 410 over HTTP, `Malformed` 400.
#[derive(Clone, Debug, thiserror::Error)]
pub enum CursorError {
    #[error("this is no cursor: expected `<journal>.<number>`")]
    Malformed,
    #[error("the cursor belongs to another journal: start again without one")]
    Foreign,
    #[error("{gone} rows after the cursor were deleted by retention: start again without one")]
    Expired { gone: u64 },
    #[error(transparent)]
    Journal(#[from] JournalError),
}
