//! The one clock of the project: wall time for stamps, shifted only by test builds.
use std::time::Duration;

use crate::Timestamp;

/// Reads the wall clock. Copy it freely; all copies of a process agree.
#[derive(Clone, Copy, Debug, Default)]
pub struct Clock {
    shift_millis: i64,
}

impl Clock {
    pub const fn system() -> Self {
        Clock { shift_millis: 0 }
    }

    /// A clock that runs `millis` ahead (or behind): test builds only (docs/delivery.md, rule 7).
    #[cfg(feature = "faults")]
    pub const fn shifted(millis: i64) -> Self {
        Clock { shift_millis: millis }
    }

    #[allow(clippy::disallowed_methods)] // the one place that may
    pub fn now(&self) -> Timestamp {
        let since = std::time::SystemTime::now()
            .duration_since(std::time::UNIX_EPOCH)
            .unwrap_or(Duration::ZERO)
            .as_millis();
        Timestamp::from_millis(i64::try_from(since).unwrap_or(i64::MAX).saturating_add(self.shift_millis))
    }
}
