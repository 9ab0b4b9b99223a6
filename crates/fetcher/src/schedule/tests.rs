//! The table of cases of the schedule: a feed's past, a poll's outcome, and what follows.
use model::{Domain, FeedId};

use super::*;

const MINUTE: Duration = Duration::from_secs(60);
const HOUR: Duration = Duration::from_secs(3600);
const DAY: Duration = Duration::from_secs(86_400);
const NOW: Timestamp = Timestamp::from_millis(1_700_000_000_000); // Tuesday 2023-11-14, 22:13:20Z
const CONFIG: ScheduleConfig = ScheduleConfig { min: Duration::from_secs(120), max: HOUR };

/// A feed that was polled five minutes ago and has given `items_a_day`.
fn feed(items_a_day: f64) -> FeedState {
    let url = "https://news.example/rss".to_owned();
    let mut state = FeedState::new(FeedId::new("f"), url, Domain::named("news.example"), NOW.minus(30 * DAY));
    state.health = Health::Ok;
    state.items_a_day = items_a_day;
    state.polls = 7;
    state.last_poll_at = Some(NOW.minus(5 * MINUTE));
    state.last_success_at = state.last_poll_at;
    state
}

fn unchanged() -> Outcome {
    Outcome::Unchanged { freshness: Freshness::default(), moved: None }
}

fn changed(new_items: usize) -> Outcome {
    Outcome::Changed { new_items, freshness: Freshness::default(), moved: None }
}

fn failing(kind: FailureKind, retry_after: Option<Duration>) -> Outcome {
    let retry_after = retry_after.map(|after| NOW.plus(after));
    Outcome::Failed(Failure { kind, retry_after, reason: "https://news.example/rss sulks".to_owned() })
}

/// The wait lies between the expected one and a tenth more (or less, at the longest interval).
fn check(
    state: &FeedState,
    outcome: &Outcome,
    hints: &FeedHints,
    least: Duration,
    most: Duration,
) -> FeedState {
    let mut waits = Vec::new();
    let mut last = None;
    for seed in 0..50 {
        let plan = next(state, outcome, hints, &CONFIG, NOW, seed);
        waits.push(plan.state.next_poll_at.since(NOW));
        assert_eq!(
            plan,
            next(state, outcome, hints, &CONFIG, NOW, seed),
            "the same input gives the same plan"
        );
        last = Some(plan.state);
    }
    assert!(
        waits.iter().all(|wait| (least..=most).contains(wait)),
        "{outcome:?}: {waits:?}, expected {least:?}..{most:?}"
    );
    last.unwrap()
}

#[test]
fn the_interval_follows_the_feeds_own_pace_within_the_operators_bounds() {
    let none = FeedHints::default();
    for (items_a_day, outcome, least, most) in [
        (0.0, unchanged(), 54 * MINUTE, HOUR),
        (3.0, unchanged(), 54 * MINUTE, HOUR),
        (48.0, unchanged(), 14 * MINUTE, 17 * MINUTE),
        (200.0, unchanged(), 3 * MINUTE, 5 * MINUTE),
        (5000.0, unchanged(), 2 * MINUTE, 132 * MINUTE / 60),
        (0.0, changed(40), 25 * MINUTE, 29 * MINUTE),
    ] {
        let state = check(&feed(items_a_day), &outcome, &none, least, most);
        assert_eq!((state.health, state.failures, state.reason), (Health::Ok, 0, None));
    }
}

#[test]
fn silence_lengthens_the_interval_and_a_new_item_ends_it() {
    let mut state = feed(200.0);
    state.unchanged = 14;
    let none = FeedHints::default();
    // Eleven polls beyond patience: twice the observed interval, and a little.
    let silent = check(&state, &unchanged(), &none, 7 * MINUTE, 9 * MINUTE);
    assert_eq!(silent.unchanged, 15);
    let again = check(&silent, &changed(1), &none, 3 * MINUTE, 5 * MINUTE);
    assert_eq!((again.unchanged, again.last_new_item_at), (0, Some(NOW)));
    state.unchanged = u32::MAX;
    check(&state, &unchanged(), &none, 10 * MINUTE, 13 * MINUTE);
}

#[test]
fn the_pace_is_learnt_and_forgotten() {
    let mut state = FeedState::new(FeedId::new("f"), String::new(), Domain::named("x"), NOW);
    let mut now = NOW;
    // A first body says little: it may hold a year.
    state = next(&state, &changed(500), &FeedHints::default(), &CONFIG, now, 1).state;
    assert_eq!(state.items_a_day, 48.0);
    for _ in 0..24 * 14 {
        now = now.plus(HOUR);
        state = next(&state, &changed(4), &FeedHints::default(), &CONFIG, now, 1).state;
    }
    assert!((90.0..100.0).contains(&state.items_a_day), "{}", state.items_a_day);
    for _ in 0..24 * 14 {
        now = now.plus(HOUR);
        state = next(&state, &unchanged(), &FeedHints::default(), &CONFIG, now, 1).state;
    }
    assert!(state.items_a_day < 0.1, "{}", state.items_a_day);
    // A clock that ran backwards, and a burst within one second, stay finite.
    state = next(&state, &changed(usize::MAX), &FeedHints::default(), &CONFIG, now.minus(DAY), 1).state;
    assert!(state.items_a_day.is_finite());
    assert!(state.next_poll_at.since(now.minus(DAY)) >= CONFIG.min);
}

#[test]
fn what_the_feed_and_its_server_say_holds_us_back_but_not_beyond_the_longest_interval() {
    let hints = |change: fn(&mut FeedHints)| {
        let mut hints = FeedHints::default();
        change(&mut hints);
        hints
    };
    let body = |freshness| Outcome::Changed { new_items: 1, freshness, moved: None };
    let plain = || body(Freshness::default());
    let max_age =
        |seconds| body(Freshness { max_age: Some(Duration::from_secs(seconds)), ..Freshness::default() });
    for (outcome, hints, least, most) in [
        (plain(), hints(|_| ()), 2 * MINUTE, 3 * MINUTE),
        (plain(), hints(|h| h.ttl_minutes = Some(15)), 15 * MINUTE, 17 * MINUTE),
        (plain(), hints(|h| h.ttl_minutes = Some(u32::MAX)), 54 * MINUTE, HOUR),
        (plain(), hints(|h| h.ttl_minutes = Some(0)), 2 * MINUTE, 3 * MINUTE),
        // "hourly" of a feed that is seen to be quicker is boilerplate.
        (plain(), hints(|h| h.update_every_seconds = Some(3600)), 2 * MINUTE, 3 * MINUTE),
        (max_age(600), hints(|_| ()), 10 * MINUTE, 11 * MINUTE),
        (max_age(600), hints(|h| h.ttl_minutes = Some(20)), 20 * MINUTE, 22 * MINUTE),
        (max_age(0), hints(|_| ()), 2 * MINUTE, 3 * MINUTE),
        (max_age(31_536_000), hints(|_| ()), 54 * MINUTE, HOUR),
        (
            body(Freshness { expires: Some(NOW.plus(10 * MINUTE)), ..Freshness::default() }),
            hints(|_| ()),
            10 * MINUTE,
            11 * MINUTE,
        ),
        (
            body(Freshness { expires: Some(NOW.minus(DAY)), ..Freshness::default() }),
            hints(|_| ()),
            2 * MINUTE,
            3 * MINUTE,
        ),
        (
            body(Freshness { retry_after: Some(NOW.plus(3 * HOUR)), ..Freshness::default() }),
            hints(|_| ()),
            3 * HOUR,
            3 * HOUR,
        ),
    ] {
        check(&feed(500.0), &outcome, &hints, least, most);
    }
}

#[test]
fn the_period_that_a_feed_states_counts_while_its_items_do_not_come_quicker() {
    for (items_a_day, stated, least, most) in [
        // An item each half hour would be asked for each quarter.
        (48.0, None, 14 * MINUTE, 17 * MINUTE),
        (48.0, Some(10 * MINUTE), 14 * MINUTE, 17 * MINUTE),
        (48.0, Some(25 * MINUTE), 25 * MINUTE, 28 * MINUTE),
        (48.0, Some(HOUR), 14 * MINUTE, 17 * MINUTE),
        (48.0, Some(Duration::ZERO), 14 * MINUTE, 17 * MINUTE),
        (1.0, Some(DAY), 54 * MINUTE, HOUR),
        (f64::MIN_POSITIVE, Some(Duration::from_secs(u64::MAX)), 54 * MINUTE, HOUR),
    ] {
        let mut state = feed(items_a_day);
        state.hints.update_every_seconds = stated.map(|every| every.as_secs());
        check(&state, &unchanged(), &FeedHints::default(), least, most);
    }
}

#[test]
fn hints_are_kept_over_answers_without_a_body() {
    let hints = FeedHints { ttl_minutes: Some(30), ..FeedHints::default() };
    let state = next(&feed(500.0), &changed(1), &hints, &CONFIG, NOW, 1).state;
    check(&state, &unchanged(), &FeedHints::default(), 30 * MINUTE, 33 * MINUTE);
}

#[test]
fn hours_and_days_that_a_feed_skips() {
    let until = |outcome_hints: FeedHints| {
        next(&feed(500.0), &changed(1), &outcome_hints, &CONFIG, NOW, 1).state.next_poll_at
    };
    let at = |text: &str| Timestamp::parse(text).unwrap();
    let hours = |skip_hours: &[u8]| FeedHints { skip_hours: skip_hours.to_vec(), ..FeedHints::default() };
    let days = |skip_days: &[u8]| FeedHints { skip_days: skip_days.to_vec(), ..FeedHints::default() };
    assert_eq!(until(hours(&[22])), at("2023-11-14T23:00:00Z"));
    assert_eq!(until(hours(&[22, 23, 0, 1])), at("2023-11-15T02:00:00Z"));
    assert_eq!(until(days(&[1])), at("2023-11-15T00:00:00Z"));
    // Three days of rest: the longest wait is one.
    assert_eq!(until(days(&[1, 2, 3])), NOW.plus(LONGEST_WAIT));
    // What skips everything skips nothing; what is no hour is none.
    for hints in [
        hours(&(0..24).collect::<Vec<_>>()),
        days(&(0..7).collect::<Vec<_>>()),
        hours(&[99, 255]),
        days(&[9]),
    ] {
        assert!(until(hints).since(NOW) < 3 * MINUTE);
    }
}

#[test]
fn failures_back_off_and_heal_by_themselves() {
    let none = FeedHints::default();
    for (kind, failures, failing_for, least, most) in [
        (FailureKind::Unreachable, 0, Duration::ZERO, 2 * MINUTE, 3 * MINUTE),
        (FailureKind::Unreachable, 1, 2 * MINUTE, 4 * MINUTE, 5 * MINUTE),
        (FailureKind::Unreachable, 3, 14 * MINUTE, 16 * MINUTE, 18 * MINUTE),
        (FailureKind::Unreachable, 40, DAY, 54 * MINUTE, HOUR),
        (FailureKind::Unreachable, 100, 4 * DAY, 6 * HOUR, 7 * HOUR),
        (FailureKind::Unreachable, u32::MAX, 400 * DAY, 21 * HOUR, DAY),
        (FailureKind::Unreadable, 0, Duration::ZERO, 2 * MINUTE, 3 * MINUTE),
        (FailureKind::Throttled, 0, Duration::ZERO, 8 * MINUTE, 9 * MINUTE),
        (FailureKind::Denied, 2, HOUR, 32 * MINUTE, 36 * MINUTE),
        (FailureKind::NotFound, 0, Duration::ZERO, 8 * MINUTE, 9 * MINUTE),
        (FailureKind::Refused, 0, Duration::ZERO, 6 * HOUR, 7 * HOUR),
    ] {
        let mut state = feed(100.0);
        state.failures = failures;
        state.failing_since = (failures > 0).then(|| NOW.minus(failing_for));
        let after = check(&state, &failing(kind, None), &none, least, most);
        assert_eq!(
            after.health,
            if kind == FailureKind::Refused { Health::Refused } else { Health::Failing }
        );
        assert_eq!(after.reason.as_deref(), Some("https://news.example/rss sulks"));
        assert_eq!(after.failing_since, Some(if failures > 0 { NOW.minus(failing_for) } else { NOW }));
        assert_eq!(after.items_a_day, 100.0, "a failure says nothing about the pace");
        let healed = check(&after, &changed(1), &none, 5 * MINUTE, 9 * MINUTE);
        assert_eq!((healed.health, healed.failures, healed.failing_since), (Health::Ok, 0, None));
    }
}

#[test]
fn what_is_gone_rests_and_is_probed_weekly() {
    let none = FeedHints::default();
    let gone = check(&feed(100.0), &failing(FailureKind::Gone, None), &none, 6 * DAY, 7 * DAY);
    assert_eq!(gone.health, Health::Resting);
    let mut missing = feed(100.0);
    (missing.failures, missing.failing_since) = (30, Some(NOW.minus(8 * DAY)));
    let resting = check(&missing, &failing(FailureKind::NotFound, None), &none, 6 * DAY, 7 * DAY);
    assert_eq!(resting.health, Health::Resting);
    // Many times in a day, or twice in a month, is not long enough.
    for (failures, since) in [(200, NOW.minus(DAY)), (2, NOW.minus(30 * DAY))] {
        (missing.failures, missing.failing_since) = (failures, Some(since));
        let state = next(&missing, &failing(FailureKind::NotFound, None), &none, &CONFIG, NOW, 1).state;
        assert_eq!(state.health, Health::Failing);
    }
    // A probe that fails in another way is no reason to ask more often.
    for kind in [FailureKind::Unreachable, FailureKind::Throttled, FailureKind::Denied, FailureKind::NotFound]
    {
        let probed = check(&gone, &failing(kind, Some(HOUR)), &none, 7 * DAY, 7 * DAY);
        assert_eq!(probed.health, Health::Resting, "{kind:?}");
        check(&gone, &failing(kind, None), &none, 6 * DAY, 7 * DAY);
    }
    assert_eq!(check(&resting, &changed(3), &none, 2 * MINUTE, HOUR).health, Health::Ok);
}

#[test]
fn retry_after_is_obeyed_within_a_day_and_its_feeds_come_back_apart() {
    let none = FeedHints::default();
    let asked = |after| failing(FailureKind::Throttled, Some(after));
    let state = check(&feed(100.0), &asked(20 * MINUTE), &none, 20 * MINUTE, 21 * MINUTE);
    assert_eq!(state.not_before, Some(NOW.plus(20 * MINUTE)));
    check(&feed(100.0), &asked(Duration::from_secs(1)), &none, 2 * MINUTE, 3 * MINUTE);
    check(&feed(100.0), &asked(365 * DAY), &none, DAY, DAY);
    let due = |seed| next(&feed(100.0), &asked(20 * MINUTE), &none, &CONFIG, NOW, seed).state.next_poll_at;
    let mut all: Vec<Timestamp> = (0..100).map(due).collect();
    all.sort_unstable();
    all.dedup();
    assert!(all.len() > 95, "{} different times", all.len());
}

#[test]
fn a_deferred_poll_changes_nothing_but_its_time() {
    let state = feed(100.0);
    let plan =
        next(&state, &Outcome::Deferred { until: NOW.plus(MINUTE) }, &FeedHints::default(), &CONFIG, NOW, 1);
    assert_eq!(plan.state, FeedState { next_poll_at: NOW.plus(MINUTE), ..state });
}

#[test]
fn a_permanent_redirect_is_believed_at_the_third_equal_sighting() {
    let url = |text: &str| Some(Url::parse(text).unwrap());
    let mut state = feed(10.0);
    let mut see = |moved: Option<Url>| {
        let outcome = Outcome::Unchanged { freshness: Freshness::default(), moved };
        let plan = next(&state, &outcome, &FeedHints::default(), &CONFIG, NOW, 1);
        state = plan.state;
        (plan.moved.map(String::from), state.url.clone())
    };
    let (old, new) = ("https://news.example/rss".to_owned(), "https://news.example/feed".to_owned());
    for target in [
        "https://news.example/feed",
        "https://news.example/feed",
        "https://other.example/",
        "https://news.example/feed",
    ] {
        assert_eq!(see(url(target)), (None, old.clone()));
    }
    assert_eq!(see(None), (None, old.clone()));
    assert_eq!(see(url(&new)), (None, old.clone()));
    assert_eq!(see(url(&new)), (None, old));
    assert_eq!(see(url(&new)), (Some(new.clone()), new.clone()));
    assert_eq!(see(url(&new)), (None, new));
}

#[test]
fn a_stored_time_from_a_clock_that_lied_is_brought_back() {
    let mut state = feed(10.0);
    state.next_poll_at = NOW.plus(1000 * DAY);
    assert_eq!(due(&state, &CONFIG, NOW), NOW.plus(DAY));
    state.health = Health::Resting;
    assert_eq!(due(&state, &CONFIG, NOW), NOW.plus(REST));
    state.next_poll_at = NOW.minus(DAY);
    assert_eq!(due(&state, &CONFIG, NOW), NOW.minus(DAY));
    let weekly = ScheduleConfig { min: DAY, max: 9 * DAY };
    let plan = next(&feed(0.0), &unchanged(), &FeedHints::default(), &weekly, NOW, 1);
    assert!(plan.state.next_poll_at.since(NOW) > 8 * DAY);
}

#[test]
fn every_fiftieth_poll_asks_without_validators() {
    let mut state = feed(10.0);
    let asked: Vec<u64> = (0..150)
        .filter(|polls| {
            state.polls = *polls;
            unconditional(&state)
        })
        .collect();
    assert_eq!(asked, [49, 99, 149]);
}

#[test]
fn errors_are_sorted_by_what_they_mean_for_the_next_poll() {
    use crate::{FetchError, ShownUrl};
    let busy = FetchError::Busy { domain: Domain::named("news.example"), until: NOW };
    assert_eq!(Outcome::from(&busy), Outcome::Deferred { until: NOW });
    let url = Url::parse("https://news.example/").unwrap();
    let status = |status| FetchError::Status { url: ShownUrl::from(&url), status, retry_after: Some(NOW) };
    for (error, kind) in [
        (status(404), FailureKind::NotFound),
        (status(410), FailureKind::Gone),
        (status(401), FailureKind::Denied),
        (status(429), FailureKind::Throttled),
        (status(503), FailureKind::Throttled),
        (status(500), FailureKind::Unreachable),
        (FetchError::TooLarge { url: ShownUrl::from(&url), what: "body", limit: 1 }, FailureKind::Unreadable),
    ] {
        let failure = Failure::from(&error);
        assert_eq!((failure.kind, failure.retry_after), (kind, error.retry_after()), "{error}");
        assert!(failure.reason.starts_with("https://news.example/ "), "{}", failure.reason);
        assert_eq!(Outcome::from(&error), Outcome::Failed(failure));
    }
}
