//! How often a feed speaks, and how often it is worth asking.
use std::time::Duration;

use model::state::FeedState;
use model::{FeedHints, Timestamp};

use super::ScheduleConfig;
use crate::fetched::Freshness;

const DAY: f64 = 86_400.0;
/// What a feed did is half forgotten after this many days: a week has its rhythm, a year has none.
const HALF_LIFE_DAYS: f64 = 1.0;
/// What a first body may say about a feed's pace; it may hold a year.
const FIRST_PACE: f64 = 48.0;
/// Asking twice between two items keeps the mean wait of an item at a quarter of their distance.
const POLLS_PER_ITEM: f64 = 2.0;
/// Silence beyond this many polls lengthens the interval, step by step, to three times at most.
const PATIENT_POLLS: u32 = 4;
const SILENCE_STEP: f64 = 0.1;
const SILENCE_MOST: f64 = 3.0;

/// Takes a poll's new items into the moving average, weighted by the time that has passed.
pub(super) fn observe(state: &mut FeedState, new_items: usize, now: Timestamp) {
    if new_items > 0 {
        state.last_new_item_at = Some(now);
    }
    let count = new_items as f64;
    let Some(last) = state.last_success_at else {
        state.items_a_day = count.min(FIRST_PACE);
        return;
    };
    // A minute at least, so that a repeated poll does not count as a burst.
    let days = (now.since(last).as_secs_f64() / DAY).max(60.0 / DAY);
    let kept = 0.5f64.powf(days / HALF_LIFE_DAYS);
    let average = state.items_a_day * kept + count / days * (1.0 - kept);
    state.items_a_day = if average.is_finite() { average } else { 0.0 };
}

/// Within the operator's bounds: by the feed's own pace, but not before what it serves could have changed.
pub(super) fn interval(
    state: &FeedState,
    freshness: &Freshness,
    config: &ScheduleConfig,
    now: Timestamp,
) -> Duration {
    let (min, max) = (config.min, config.max.max(config.min));
    let observed = seconds(DAY / (state.items_a_day * POLLS_PER_ITEM)).unwrap_or(max);
    let silence = f64::from(state.unchanged.saturating_sub(PATIENT_POLLS)) * SILENCE_STEP;
    let wanted = observed.min(max).mul_f64((1.0 + silence).min(SILENCE_MOST));
    let hints = &state.hints;
    let ttl = hints.ttl_minutes.map(|minutes| Duration::from_secs(u64::from(minutes) * 60));
    let fresh = freshness.until(now).map(|at| at.since(now));
    // WordPress says "hourly" for every site: a feed whose items come quicker than it says is believed by its deeds.
    let apart = observed.min(max).mul_f64(POLLS_PER_ITEM);
    let stated = hints.update_every_seconds.map(Duration::from_secs).filter(|every| *every <= apart);
    let floor = [ttl, fresh, stated].into_iter().flatten().max().unwrap_or(min);
    wanted.max(floor).clamp(min, max)
}

/// Up to a tenth longer, the same for the same seed and poll: feeds that start together drift apart.
pub(super) fn jitter(interval: Duration, seed: u64, poll: u64, longest: Duration) -> Duration {
    let extra = spread(interval, seed, poll);
    // The longest wait (the operator's `max_interval`) is a promise: there the feed comes a little early instead.
    if interval + extra > longest { interval.min(longest) - extra } else { interval + extra }
}

/// Up to a tenth of an interval.
pub(super) fn spread(interval: Duration, seed: u64, poll: u64) -> Duration {
    // SplitMix64, so that neighbouring seeds and polls share nothing.
    let mut z = seed ^ poll.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    let share = ((z ^ (z >> 31)) >> 11) as f64 / (1u64 << 53) as f64;
    interval.mul_f64(share / 10.0)
}

/// Moves a due time out of the hours and days that the feed wants to be left alone in, but not beyond `latest`.
pub(super) fn after_skips(at: Timestamp, hints: &FeedHints, latest: Timestamp) -> Timestamp {
    const HOUR: i64 = 3_600_000;
    let mut at = at;
    while at < latest && is_skipped(at, hints) {
        at = Timestamp::from_millis((at.millis().div_euclid(HOUR) + 1) * HOUR);
    }
    at.min(latest)
}

/// `skipHours` and `skipDays` are in GMT. A feed that skips everything skips nothing.
fn is_skipped(at: Timestamp, hints: &FeedHints) -> bool {
    let hours = at.millis().div_euclid(3_600_000);
    let hour = hours.rem_euclid(24);
    // 1970-01-01 was a Thursday: 3 when Monday is 0.
    let day = (hours.div_euclid(24) + 3).rem_euclid(7);
    let names = |list: &[u8], value: i64| list.iter().any(|entry| i64::from(*entry) == value);
    let all =
        (0..24).all(|hour| names(&hints.skip_hours, hour)) || (0..7).all(|day| names(&hints.skip_days, day));
    !all && (names(&hints.skip_hours, hour) || names(&hints.skip_days, day))
}

/// `None` for what is no duration: an infinite wait, a negative one.
fn seconds(value: f64) -> Option<Duration> {
    Duration::try_from_secs_f64(value).ok()
}
