//! Retention: old records, versions, articles and feeds leave in slices, never what is unpublished or still shown.
use std::time::Duration;

use model::Timestamp;

use crate::{Journal, Result};

/// What one pass deleted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Retained {
    pub rows: u64,
    pub versions: u64,
    pub articles: u64,
    pub feeds: u64,
    /// The clocks disagreed: nothing is deleted by age until a day has passed (DELIVERY.md, rule 7).
    pub paused: bool,
}

impl Journal {
    /// One pass, in slices of one transaction each. `uptime` is monotonic time since the process started.
    pub async fn retain(&self, now: Timestamp, uptime: Duration) -> Result<Retained> {
        let _ = (now, uptime);
        todo!()
    }
}
