//! One table: what each kind of failure leads to.
use fetcher::FetchErrorKind;

use super::compose::ComposeError;
use super::cpu::CpuError;

/// What the pipeline does about a failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Try the same again later; after the last try, `UseFeed`.
    Retry,
    /// The page can not be had: the feed's own text is the article.
    UseFeed,
    /// The page is gone for good.
    Gone,
    /// Write a dead letter; the item is not tried again until `replay` or a change.
    DeadLetter,
    /// The worker is stopping, or can not go on: leave everything as it is.
    Stop,
}

/// A page's request failed.
pub fn of_page_fetch(kind: FetchErrorKind, status: Option<u16>) -> Verdict {
    use FetchErrorKind as Kind;
    match (kind, status) {
        (_, Some(410)) => Verdict::Gone,
        // Caches of a publisher may lag behind its feed by minutes.
        (_, Some(404 | 408 | 425 | 429 | 500..=599)) => Verdict::Retry,
        (_, Some(_)) => Verdict::UseFeed,
        (
            Kind::Dns | Kind::Connect | Kind::Timeout | Kind::Protocol | Kind::RobotsUnknown | Kind::Busy,
            None,
        ) => Verdict::Retry,
        _ => Verdict::UseFeed,
    }
}

/// The journal refused a step.
pub fn of_journal(kind: journal::ErrorKind) -> Verdict {
    match kind {
        // The disk may get room again: the item stays pending.
        journal::ErrorKind::Full => Verdict::Retry,
        _ => Verdict::Stop,
    }
}

/// A job of the CPU pool did not end well.
pub fn of_cpu(error: &CpuError) -> Verdict {
    match error {
        CpuError::Panicked(_) => Verdict::DeadLetter,
        CpuError::Closed => Verdict::Stop,
    }
}

/// An article could not be composed.
pub fn of_compose(_: &ComposeError) -> Verdict {
    Verdict::DeadLetter
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_has_its_consequence() {
        for (kind, status, expect) in [
            (FetchErrorKind::Status, Some(410), Verdict::Gone),
            (FetchErrorKind::Status, Some(404), Verdict::Retry),
            (FetchErrorKind::Status, Some(503), Verdict::Retry),
            (FetchErrorKind::Status, Some(403), Verdict::UseFeed),
            (FetchErrorKind::Timeout, None, Verdict::Retry),
            (FetchErrorKind::Refused, None, Verdict::UseFeed),
            (FetchErrorKind::Robots, None, Verdict::UseFeed),
            (FetchErrorKind::TooLarge, None, Verdict::UseFeed),
        ] {
            assert_eq!(of_page_fetch(kind, status), expect, "{kind:?} {status:?}");
        }
    }
}
