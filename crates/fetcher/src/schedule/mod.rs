//! When a feed is polled next, and what its state says after a poll: pure, a table of cases.
mod failure;
mod rhythm;

use std::time::Duration;

use model::state::{FeedState, Health};
use model::{FeedHints, Timestamp};
use url::Url;

use crate::error::FetchError;
use crate::fetched::Freshness;
pub use failure::{Failure, FailureKind};

/// Bounds that the operator sets for a feed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ScheduleConfig {
    pub min: Duration,
    pub max: Duration,
}

impl Default for ScheduleConfig {
    fn default() -> Self {
        ScheduleConfig { min: Duration::from_secs(120), max: Duration::from_secs(3600) }
    }
}

/// How a poll ended.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// 304, or a body equal to the last.
    Unchanged {
        freshness: Freshness,
        moved: Option<Url>,
    },
    /// Another body; it may hold no new items.
    Changed {
        new_items: usize,
        freshness: Freshness,
        moved: Option<Url>,
    },
    Failed(Failure),
    /// Nobody was asked: the domain's gate was crowded or cooling down.
    Deferred {
        until: Timestamp,
    },
}

impl From<&FetchError> for Outcome {
    fn from(error: &FetchError) -> Self {
        match error {
            FetchError::Busy { until, .. } => Outcome::Deferred { until: *until },
            error => Outcome::Failed(Failure::from(error)),
        }
    }
}

/// What follows from a poll.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    pub state: FeedState,
    /// The feed has moved for good: three polls in a row were redirected there. `state.url` is already the new one.
    pub moved: Option<Url>,
}

/// A feed that rests is probed this often.
pub const REST: Duration = Duration::from_secs(7 * 24 * 3600);
/// The longest that any other feed waits, whatever servers ask for.
pub const LONGEST_WAIT: Duration = Duration::from_secs(24 * 3600);
/// Equal sightings of a permanent redirect before it is believed: some servers redirect everyone while they are down.
const SIGHTINGS: u32 = 3;
/// How often a poll carries no validators.
const UNCONDITIONAL_EVERY: u64 = 50;

/// The state after a poll. `hints` are the new body's, or those kept from the last one; `seed` spreads feeds apart.
pub fn next(
    state: &FeedState,
    outcome: &Outcome,
    hints: &FeedHints,
    config: &ScheduleConfig,
    now: Timestamp,
    seed: u64,
) -> Plan {
    let mut state = state.clone();
    let moved = match outcome {
        Outcome::Deferred { until } => {
            state.next_poll_at = (*until).max(now);
            None
        }
        Outcome::Failed(failure) => {
            failed(&mut state, failure, config, now, seed);
            None
        }
        Outcome::Unchanged { freshness, moved } => {
            rhythm::observe(&mut state, 0, now);
            state.unchanged = state.unchanged.saturating_add(1);
            succeeded(&mut state, freshness, config, now, seed);
            believe(&mut state, moved.as_ref())
        }
        Outcome::Changed { new_items, freshness, moved } => {
            rhythm::observe(&mut state, *new_items, now);
            state.hints = hints.clone();
            state.unchanged = if *new_items > 0 { 0 } else { state.unchanged.saturating_add(1) };
            succeeded(&mut state, freshness, config, now, seed);
            believe(&mut state, moved.as_ref())
        }
    };
    state.next_poll_at = due(&state, config, now);
    Plan { state, moved }
}

/// The due time to act on: never later than now plus the longest interval, whatever a clock once said
/// (docs/delivery.md, rule 7). Asked for stored states at the start as well.
pub fn due(state: &FeedState, config: &ScheduleConfig, now: Timestamp) -> Timestamp {
    state.next_poll_at.min(now.plus(longest(&state.health, config)))
}

fn longest(health: &Health, config: &ScheduleConfig) -> Duration {
    match health {
        Health::Resting => REST,
        _ => LONGEST_WAIT.max(config.max),
    }
}

/// Every fiftieth poll asks without validators: some servers answer 304 for ever.
pub fn unconditional(state: &FeedState) -> bool {
    state.polls % UNCONDITIONAL_EVERY == UNCONDITIONAL_EVERY - 1
}

fn succeeded(
    state: &mut FeedState,
    freshness: &Freshness,
    config: &ScheduleConfig,
    now: Timestamp,
    seed: u64,
) {
    state.polls += 1;
    state.last_poll_at = Some(now);
    state.last_success_at = Some(now);
    state.health = Health::Ok;
    state.reason = None;
    state.failures = 0;
    state.failing_since = None;
    state.not_before = None;
    let interval = rhythm::interval(state, freshness, config, now);
    state.interval_seconds = interval.as_secs();
    // Retry-After on a good answer: rare, and meant.
    let asked = freshness.retry_after.unwrap_or(now).min(now.plus(LONGEST_WAIT));
    let at = now.plus(rhythm::jitter(interval, seed, state.polls, config.max.max(config.min))).max(asked);
    state.next_poll_at = rhythm::after_skips(at, &state.hints, now.plus(LONGEST_WAIT.max(config.max)));
}

fn failed(state: &mut FeedState, failure: &Failure, config: &ScheduleConfig, now: Timestamp, seed: u64) {
    state.polls += 1;
    state.last_poll_at = Some(now);
    state.failures = state.failures.saturating_add(1);
    let since = *state.failing_since.get_or_insert(now);
    state.reason = Some(failure.reason.clone());
    state.moved_to = None;
    state.health = failure.health(&state.health, state.failures, now.since(since));
    let (least, wait) = match state.health {
        Health::Resting => (REST, REST),
        _ => (config.min, failure.wait(state.failures, now.since(since), config)),
    };
    let asked = failure.retry_after.map(|at| at.min(now.plus(LONGEST_WAIT)));
    state.not_before = asked.filter(|at| *at > now);
    // The operator's longest interval holds as long as the back-off has not passed it on purpose.
    let longest = if wait <= config.max { config.max } else { longest(&state.health, config) };
    state.next_poll_at = match state.not_before {
        // Behind what was asked for, so that the feeds of one server do not come back in one wave.
        Some(at) => at.max(now.plus(least)).plus(rhythm::spread(wait, seed, state.polls)),
        None => now.plus(rhythm::jitter(wait, seed, state.polls, longest)),
    };
}

/// Counts sightings of a permanent redirect; believes the third equal one.
fn believe(state: &mut FeedState, target: Option<&Url>) -> Option<Url> {
    let target = target.filter(|url| url.as_str() != state.url);
    let Some(url) = target else {
        state.moved_to = None;
        return None;
    };
    let seen = match &state.moved_to {
        Some((last, count)) if last == url.as_str() => count + 1,
        _ => 1,
    };
    if seen < SIGHTINGS {
        state.moved_to = Some((url.as_str().to_owned(), seen));
        return None;
    }
    state.moved_to = None;
    state.url = url.as_str().to_owned();
    Some(url.clone())
}

#[cfg(test)]
mod tests;
