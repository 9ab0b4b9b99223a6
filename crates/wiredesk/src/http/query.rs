//! What a request for records asks: after which cursor, how many, how long to wait.
use std::time::Duration;

use journal::{Cursor, CursorError};

/// The most records of one answer.
pub const MOST: usize = 1_000;
const LONGEST_WAIT: Duration = Duration::from_secs(60);

/// The parameters of `/api/records` and `/api/live`.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Parameters {
    after: Option<String>,
    limit: Option<usize>,
    wait: Option<String>,
    last: Option<usize>,
}

/// What was asked, checked.
#[derive(Debug)]
pub struct Wanted {
    pub after: Option<Cursor>,
    /// The newest so many, instead of the oldest.
    pub last: Option<usize>,
    pub limit: usize,
    pub wait: Duration,
}

#[derive(Debug, thiserror::Error)]
pub enum QueryError {
    #[error("`after`: {0}")]
    Cursor(#[from] CursorError),
    #[error("`wait` is no duration: write it like 30s")]
    Wait,
    #[error("`after` and `last` exclude each other")]
    Both,
}

impl Parameters {
    pub fn read(self) -> Result<Wanted, QueryError> {
        if self.after.is_some() && self.last.is_some() {
            return Err(QueryError::Both);
        }
        let wait = match self.wait.as_deref() {
            None => Duration::ZERO,
            Some(text) => crate::config::duration(text).ok_or(QueryError::Wait)?,
        };
        Ok(Wanted {
            after: self.after.as_deref().map(str::parse).transpose()?,
            last: self.last.map(|last| last.min(MOST)),
            limit: self.limit.unwrap_or(MOST).clamp(1, MOST),
            wait: wait.min(LONGEST_WAIT),
        })
    }
}
