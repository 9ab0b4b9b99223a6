//! What a failed poll means for its feed: how long to wait, and when to let it rest.
use std::time::Duration;

use model::Timestamp;
use model::state::Health;

use super::{LONGEST_WAIT, ScheduleConfig};
use crate::error::{FetchError, FetchErrorKind};

/// Why a poll failed, by what it means for the next one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FailureKind {
    /// Names, connections, TLS, timeouts, server errors, broken HTTP: it may work in a minute.
    Unreachable,
    /// 429 or 503: too many of us.
    Throttled,
    /// 404: perhaps moved, perhaps a slip.
    NotFound,
    /// 410: gone, and meant.
    Gone,
    /// 401, 402, 403, 451 and the rest of 4xx: we are not let in.
    Denied,
    /// The guard does not let it out.
    Refused,
    /// The body could not be read as a feed, or was too large.
    Unreadable,
}

/// A failed poll.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    pub kind: FailureKind,
    pub retry_after: Option<Timestamp>,
    /// A sentence for a person.
    pub reason: String,
}

/// A feed that is not found for so long, and so often, rests.
const MISSING_FOR: Duration = Duration::from_secs(7 * 24 * 3600);
const MISSING_TIMES: u32 = 10;
/// From then on a failing feed is asked less often than `max_interval`.
const LONG: Duration = Duration::from_secs(3 * 24 * 3600);
const VERY_LONG: Duration = Duration::from_secs(14 * 24 * 3600);

impl Failure {
    /// A body that is no feed, or that could not be decoded.
    pub fn unreadable(reason: impl Into<String>) -> Self {
        Failure { kind: FailureKind::Unreadable, retry_after: None, reason: reason.into() }
    }

    pub(super) fn health(&self, before: &Health, failures: u32, failing_for: Duration) -> Health {
        match self.kind {
            FailureKind::Gone => Health::Resting,
            FailureKind::Refused => Health::Refused,
            // Only an answer that can be read ends the rest of what is gone.
            _ if *before == Health::Resting => Health::Resting,
            FailureKind::NotFound if failures >= MISSING_TIMES && failing_for >= MISSING_FOR => {
                Health::Resting
            }
            _ => Health::Failing,
        }
    }

    /// Doubles from the shortest interval to the longest. A feed that has failed for days is asked every six hours, then daily:
    /// it always comes back by itself.
    pub(super) fn wait(&self, failures: u32, failing_for: Duration, config: &ScheduleConfig) -> Duration {
        let first = match self.kind {
            FailureKind::Refused => return LONGEST_WAIT.min(config.max.saturating_mul(6)),
            // Nothing that passes within a minute.
            FailureKind::Denied | FailureKind::NotFound | FailureKind::Throttled => {
                config.min.saturating_mul(4)
            }
            _ => config.min,
        };
        let most = match failing_for {
            long if long >= VERY_LONG => LONGEST_WAIT,
            long if long >= LONG => LONGEST_WAIT / 4,
            _ => config.max,
        };
        let doublings = failures.saturating_sub(1).min(16);
        first.max(Duration::from_secs(1)).saturating_mul(1 << doublings).min(most.max(config.max))
    }
}

impl From<&FetchError> for Failure {
    fn from(error: &FetchError) -> Self {
        let kind = match (error.kind(), error.status()) {
            (_, Some(410)) => FailureKind::Gone,
            (_, Some(404)) => FailureKind::NotFound,
            (_, Some(429 | 503)) => FailureKind::Throttled,
            (_, Some(400..=499)) => FailureKind::Denied,
            (FetchErrorKind::Refused, _) => FailureKind::Refused,
            (FetchErrorKind::Robots, _) => FailureKind::Denied,
            (FetchErrorKind::TooLarge, _) => FailureKind::Unreadable,
            _ => FailureKind::Unreachable,
        };
        Failure { kind, retry_after: error.retry_after(), reason: error.reason() }
    }
}
