//! Polls that brought nothing: noted in memory and stored together, in rows so narrow that hundreds share a page.
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use model::{FeedId, FeedState, Hash64, Timestamp};
use rusqlite::{Row, Statement, params};
use tokio::sync::Notify;

use crate::ledger::Ledger;
use crate::{Result, feeds};

/// A few notes are stored this long after the first of them.
const SOON: Duration = Duration::from_secs(1);
/// More than a few wait longer: then many of them fall on one page. A crash loses them, and repeats their polls.
const FEW: usize = 256;
const LATEST: Duration = Duration::from_secs(10);
/// So many wait for nothing: storing them must not hold up the commits behind them.
const MANY: usize = 8_192;

/// A poll without news that waits to be stored.
pub(crate) type Noted = Arc<FeedState>;

/// What waits.
#[derive(Debug, Default)]
pub(crate) struct Notes {
    waiting: Mutex<Waiting>,
    changed: Notify,
}

#[derive(Debug, Default)]
struct Waiting {
    notes: HashMap<FeedId, Noted>,
    /// When the first of them came, or storing them was last tried.
    since: Option<Instant>,
    hurried: bool,
}

impl Notes {
    pub(crate) fn note(&self, state: FeedState) {
        let mut waiting = self.lock();
        waiting.notes.insert(state.id.clone(), Arc::new(state));
        let first = waiting.since.is_none();
        waiting.since.get_or_insert_with(Instant::now);
        if first || waiting.notes.len() == MANY {
            self.changed.notify_one();
        }
    }

    pub(crate) fn of(&self, feed: &FeedId) -> Option<Noted> {
        self.lock().notes.get(feed).cloned()
    }

    pub(crate) fn all(&self) -> HashMap<FeedId, Noted> {
        self.lock().notes.clone()
    }

    /// The next transaction stores them, however young they are.
    pub(crate) fn hurry(&self) {
        self.lock().hurried = true;
    }

    pub(crate) fn are_due(&self) -> bool {
        self.lock().wait() == Some(Duration::ZERO)
    }

    /// Resolves when they are to be stored.
    pub(crate) async fn due(&self) {
        loop {
            let wait = self.lock().wait();
            match wait {
                None => self.changed.notified().await,
                Some(Duration::ZERO) => return,
                Some(wait) => tokio::select! {
                    () = tokio::time::sleep(wait) => {}
                    () = self.changed.notified() => {}
                },
            }
        }
    }

    /// Storing them was tried: drops what is on disk now, unless a newer note took its place.
    pub(crate) fn settle(&self, written: &[Noted]) {
        let mut waiting = self.lock();
        for note in written {
            if waiting.notes.get(&note.id).is_some_and(|current| Arc::ptr_eq(current, note)) {
                waiting.notes.remove(&note.id);
            }
        }
        waiting.hurried = false;
        waiting.since = (!waiting.notes.is_empty()).then(Instant::now);
    }

    /// A body follows the notes of its feed: they are out of date.
    pub(crate) fn forget(&self, feed: &FeedId) {
        self.lock().notes.remove(feed);
    }

    fn lock(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Waiting {
    /// How long they may wait yet; `None` when there are none.
    fn wait(&self) -> Option<Duration> {
        let since = self.since?;
        let limit = match self.notes.len() {
            _ if self.hurried => Duration::ZERO,
            0..FEW => SOON,
            FEW..MANY => LATEST,
            _ => Duration::ZERO,
        };
        Some(limit.saturating_sub(since.elapsed()))
    }
}

impl Ledger {
    /// Writes the notes into the open transaction. What polls move stands in a narrow table; the wide row is written only
    /// when something else of the state moved too.
    pub(crate) fn store_notes(&mut self) -> Result<Vec<Noted>> {
        let mut notes: Vec<Noted> = self.shared.notes.lock().notes.values().cloned().collect();
        notes.sort_unstable_by(|a, b| a.id.cmp(&b.id));
        let same = "UPDATE polls SET due_at = ?3, not_before = ?4, last_poll_at = ?5, last_success_at = ?6, \
                      interval_seconds = ?7, items_a_day = ?8, polls = ?9, failures = ?10, unchanged = ?11 \
                    WHERE feed = ?1 AND state_hash = ?2";
        let mut same = self.conn.prepare_cached(same)?;
        let mut other = self.conn.prepare_cached("UPDATE feeds SET state = ?2 WHERE id = ?1")?;
        for note in &notes {
            let hash = rest_hash(note)?;
            if write(&mut same, note, hash)? > 0 {
                continue;
            }
            if other.execute(params![note.id.as_str(), feeds::json(note)?])? > 0 {
                self.set_health(note)?;
                self.store_numbers(note, hash)?;
            }
        }
        drop((same, other));
        Ok(notes)
    }

    /// Stores what polls move beside a state that was stored whole.
    pub(crate) fn store_poll(&self, state: &FeedState) -> Result<()> {
        self.store_numbers(state, rest_hash(state)?)
    }

    fn store_numbers(&self, state: &FeedState, hash: Hash64) -> Result<()> {
        let sql = "INSERT INTO polls (feed, state_hash, due_at, not_before, last_poll_at, last_success_at, \
                     interval_seconds, items_a_day, polls, failures, unchanged) \
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11) \
                   ON CONFLICT DO UPDATE SET state_hash = excluded.state_hash, due_at = excluded.due_at, \
                     not_before = excluded.not_before, last_poll_at = excluded.last_poll_at, \
                     last_success_at = excluded.last_success_at, interval_seconds = excluded.interval_seconds, \
                     items_a_day = excluded.items_a_day, polls = excluded.polls, failures = excluded.failures, \
                     unchanged = excluded.unchanged";
        let mut upsert = self.conn.prepare_cached(sql)?;
        write(&mut upsert, state, hash)?;
        Ok(())
    }
}

fn write(statement: &mut Statement<'_>, state: &FeedState, hash: Hash64) -> Result<usize> {
    Ok(statement.execute(params![
        state.id.as_str(),
        hash.0 as i64,
        state.next_poll_at.millis(),
        state.not_before.map(|at| at.millis()),
        state.last_poll_at.map(|at| at.millis()),
        state.last_success_at.map(|at| at.millis()),
        crate::schema::signed(state.interval_seconds),
        state.items_a_day,
        crate::schema::signed(state.polls),
        state.failures,
        state.unchanged
    ])?)
}

/// The columns that [`read`] reads, in its order; all null where no poll was stored yet.
pub(crate) const COLUMNS: &str = "due_at, not_before, last_poll_at, last_success_at, interval_seconds, items_a_day, \
                                  polls, failures, unchanged";

/// Brings a state up to what its last polls left, from the columns that begin at `first`.
pub(crate) fn read(row: &Row<'_>, first: usize, state: &mut FeedState) -> Result<()> {
    let time = |index: usize| -> Result<Option<Timestamp>> {
        Ok(row.get::<_, Option<i64>>(first + index)?.map(Timestamp::from_millis))
    };
    let Some(due_at) = time(0)? else { return Ok(()) };
    state.next_poll_at = due_at;
    state.not_before = time(1)?;
    state.last_poll_at = time(2)?;
    state.last_success_at = time(3)?;
    state.interval_seconds = crate::schema::unsigned(row.get(first + 4)?);
    state.items_a_day = row.get(first + 5)?;
    state.polls = crate::schema::unsigned(row.get(first + 6)?);
    state.failures = row.get(first + 7)?;
    state.unchanged = row.get(first + 8)?;
    Ok(())
}

/// Tells whether a state differs from the stored one in more than what [`read`] reads.
fn rest_hash(state: &FeedState) -> Result<Hash64> {
    let rest = FeedState {
        next_poll_at: Timestamp::from_millis(0),
        not_before: None,
        last_poll_at: None,
        last_success_at: None,
        interval_seconds: 0,
        items_a_day: 0.0,
        polls: 0,
        failures: 0,
        unchanged: 0,
        ..state.clone()
    };
    Ok(Hash64::of([feeds::json(&rest)?]))
}

#[cfg(test)]
mod tests {
    use model::Domain;

    use super::*;

    fn state(n: usize) -> FeedState {
        let (url, domain) = ("http://desk.example/".to_owned(), Domain::named("desk.example"));
        FeedState::new(FeedId::new(n.to_string()), url, domain, Timestamp::from_millis(0))
    }

    #[test]
    fn few_are_stored_soon_and_many_together() {
        let second = Duration::from_secs(1);
        for (count, age, hurried, due) in [
            (0, second * 60, true, false),
            (1, Duration::ZERO, false, false),
            (1, second, false, true),
            (1, Duration::ZERO, true, true),
            (FEW, second, false, false),
            (FEW, second * 10, false, true),
            (MANY, Duration::ZERO, false, true),
        ] {
            let notes = Notes::default();
            (0..count).for_each(|n| notes.note(state(n)));
            let mut waiting = notes.lock();
            waiting.hurried = hurried;
            waiting.since = waiting.since.and_then(|since| since.checked_sub(age));
            drop(waiting);
            assert_eq!(notes.are_due(), due, "{count} notes of {age:?}, hurried: {hurried}");
        }
    }

    #[test]
    fn what_is_stored_leaves_unless_it_is_newer() {
        let notes = Notes::default();
        (0..3).for_each(|n| notes.note(state(n)));
        let written: Vec<Noted> = notes.all().into_values().collect();
        notes.note(FeedState { polls: 1, ..state(1) });
        notes.forget(&state(2).id);
        notes.settle(&written);
        let left = notes.all();
        assert_eq!(
            left.into_values().map(|note| (note.id.to_string(), note.polls)).collect::<Vec<_>>(),
            [("1".to_owned(), 1)]
        );
        notes.settle(&[notes.of(&state(1).id).expect("the newer one")]);
        assert!(notes.all().is_empty() && notes.lock().wait().is_none());
    }

    #[test]
    fn only_what_polls_move_leaves_the_rest_alone() {
        let before = state(1);
        let hash = |state: &FeedState| rest_hash(state).expect("a state is JSON");
        let now = Timestamp::from_millis(1_000);
        let polled = FeedState {
            next_poll_at: now,
            not_before: Some(now),
            last_poll_at: Some(now),
            last_success_at: Some(now),
            interval_seconds: 9,
            items_a_day: 1.5,
            polls: 9,
            failures: 9,
            unchanged: 9,
            ..before.clone()
        };
        assert_eq!(hash(&before), hash(&polled));
        for other in [
            FeedState { reason: Some("no route".to_owned()), ..before.clone() },
            FeedState { moved_to: Some(("http://b.example/".to_owned(), 1)), ..before.clone() },
            FeedState { failing_since: Some(now), ..before.clone() },
        ] {
            assert_ne!(hash(&before), hash(&other));
        }
    }
}
