//! Feeds by the time when they are due: hands them out one by one, not before, and not while paused.
use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use model::{Clock, FeedId, Timestamp};
use tokio::sync::Notify;

/// The longest sleep: wall clocks jump, and a due time is wall-clock.
const LONGEST_SLEEP: Duration = Duration::from_secs(10);

/// Who takes a feed out owns it until it is put back with its next due time. Any number of takers may wait.
pub struct DueQueue {
    clock: Clock,
    state: Mutex<State>,
    /// Something changed that a sleeper should look at.
    changed: Notify,
}

#[derive(Default)]
struct State {
    /// Ids are shared with `due_of`: one allocation a feed.
    by_due: BTreeSet<(Timestamp, Arc<FeedId>)>,
    due_of: HashMap<Arc<FeedId>, Timestamp>,
    paused: bool,
    closed: bool,
}

/// What a taker does next.
enum Turn {
    Take(FeedId),
    Sleep(Duration),
    Stop,
}

impl DueQueue {
    pub fn new(clock: Clock) -> Self {
        DueQueue { clock, state: Mutex::default(), changed: Notify::new() }
    }

    /// Puts a feed in, or moves it.
    pub fn insert(&self, feed: FeedId, due: Timestamp) {
        self.extend([(feed, due)]);
    }

    /// Moves a feed that is in; one that is in hand, or unknown, is left alone.
    pub fn update(&self, feed: &FeedId, due: Timestamp) -> bool {
        let moved = self.state().reschedule(feed, due);
        self.changed.notify_waiters();
        moved
    }

    /// Puts many feeds in at once: the start of a worker with 100,000 wakes its takers once.
    pub fn extend(&self, feeds: impl IntoIterator<Item = (FeedId, Timestamp)>) {
        let mut state = self.state();
        for (feed, due) in feeds {
            if !state.reschedule(&feed, due) {
                let feed = Arc::new(feed);
                state.by_due.insert((due, feed.clone()));
                state.due_of.insert(feed, due);
            }
        }
        drop(state);
        self.changed.notify_waiters();
    }

    /// Takes a feed out for good; `false` when it is in hand or unknown.
    pub fn remove(&self, feed: &FeedId) -> bool {
        self.state().take(feed)
    }

    /// The feed that has been due longest, once there is one. `None` after [`close`](Self::close).
    ///
    /// Dropping the future loses nothing.
    pub async fn next(&self) -> Option<FeedId> {
        loop {
            let mut changed = std::pin::pin!(self.changed.notified());
            // Listens before it looks, so that no change falls in between.
            changed.as_mut().enable();
            match self.turn() {
                Turn::Take(feed) => return Some(feed),
                Turn::Stop => return None,
                Turn::Sleep(time) => {
                    // Either way it looks again.
                    let _ = tokio::time::timeout(time, changed).await;
                }
            }
        }
    }

    /// Nothing is handed out until [`resume`](Self::resume): the outbox is full.
    pub fn pause(&self) {
        self.state().paused = true;
    }

    pub fn resume(&self) {
        self.state().paused = false;
        self.changed.notify_waiters();
    }

    /// For good: all takers get `None`.
    pub fn close(&self) {
        self.state().closed = true;
        self.changed.notify_waiters();
    }

    pub fn is_paused(&self) -> bool {
        self.state().paused
    }

    /// Feeds that wait; those in hand are not counted.
    pub fn len(&self) -> usize {
        self.state().due_of.len()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How late the feed is that has been due longest.
    pub fn lateness(&self) -> Duration {
        let first = self.state().by_due.first().map(|(due, _)| *due);
        first.map(|due| self.clock.now().since(due)).unwrap_or_default()
    }

    fn turn(&self) -> Turn {
        let mut state = self.state();
        if state.closed {
            return Turn::Stop;
        }
        let first = state.by_due.first().filter(|_| !state.paused);
        let Some((due, feed)) = first else { return Turn::Sleep(LONGEST_SLEEP) };
        let wait = due.since(self.clock.now());
        if !wait.is_zero() {
            return Turn::Sleep(wait.min(LONGEST_SLEEP));
        }
        let feed = feed.clone();
        state.take(&feed);
        Turn::Take(Arc::try_unwrap(feed).unwrap_or_else(|shared| (*shared).clone()))
    }

    /// Never held over an await. A poisoned lock may miss one feed in one of the two maps, which `take` bears.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn reschedule(&mut self, feed: &FeedId, due: Timestamp) -> bool {
        let Some((feed, old)) = self.due_of.get_key_value(feed) else { return false };
        let feed = feed.clone();
        self.by_due.remove(&(*old, feed.clone()));
        self.by_due.insert((due, feed.clone()));
        self.due_of.insert(feed, due);
        true
    }

    fn take(&mut self, feed: &FeedId) -> bool {
        let Some((feed, due)) = self.due_of.remove_entry(feed) else { return false };
        self.by_due.remove(&(due, feed))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    fn queue() -> (DueQueue, Timestamp) {
        (DueQueue::new(Clock::system()), Clock::system().now())
    }

    fn id(text: &str) -> FeedId {
        FeedId::new(text)
    }

    #[tokio::test]
    async fn the_longest_due_comes_first_and_only_once() {
        let (queue, now) = queue();
        let before = |seconds| now.minus(Duration::from_secs(seconds));
        queue.extend([(id("b"), before(2)), (id("a"), before(3)), (id("c"), before(1))]);
        queue.insert(id("c"), before(9));
        assert!(queue.update(&id("a"), before(1)));
        assert!(!queue.update(&id("x"), before(1)));
        for expect in ["c", "b", "a"] {
            assert_eq!(queue.next().await, Some(id(expect)));
        }
        assert!(queue.is_empty());
    }

    #[tokio::test(start_paused = true)]
    async fn what_is_not_due_waits_and_a_removed_feed_never_comes() {
        let (queue, now) = queue();
        queue.insert(id("later"), now.plus(Duration::from_secs(3600)));
        queue.insert(id("gone"), now);
        assert!(queue.remove(&id("gone")));
        assert!(!queue.remove(&id("gone")));
        assert!(tokio::time::timeout(Duration::from_secs(60), queue.next()).await.is_err());
        assert_eq!(queue.len(), 1);
    }

    #[tokio::test]
    async fn sleepers_wake_for_what_becomes_due_earlier() {
        let (queue, now) = queue();
        let queue = Arc::new(queue);
        queue.insert(id("later"), now.plus(Duration::from_secs(3600)));
        let taker = tokio::spawn({
            let queue = queue.clone();
            async move { queue.next().await }
        });
        tokio::task::yield_now().await;
        queue.insert(id("now"), now);
        assert_eq!(taker.await.unwrap(), Some(id("now")));
    }

    #[tokio::test]
    async fn pause_holds_everything_and_close_ends_all_takers() {
        let (queue, now) = queue();
        let queue = Arc::new(queue);
        queue.pause();
        queue.insert(id("a"), now);
        let take = |queue: &Arc<DueQueue>| {
            let queue = queue.clone();
            tokio::spawn(async move { queue.next().await })
        };
        let (first, second) = (take(&queue), take(&queue));
        tokio::task::yield_now().await;
        assert_eq!((queue.len(), queue.is_paused()), (1, true));
        queue.resume();
        let got = tokio::select! { got = first => got, got = second => got };
        assert_eq!(got.unwrap(), Some(id("a")));
        queue.close();
        assert_eq!(take(&queue).await.unwrap(), None);
    }

    #[tokio::test]
    async fn a_hundred_thousand_feeds_come_in_order() {
        let (queue, now) = queue();
        let due = |n: u64| now.minus(Duration::from_millis(1 + (n * 7919) % 100_000));
        queue.extend((0..100_000).map(|n| (id(&format!("feed-{n}")), due(n))));
        let mut last = Timestamp::from_millis(i64::MIN);
        for _ in 0..100_000 {
            let feed = queue.next().await.unwrap();
            let n: u64 = feed.as_str().trim_start_matches("feed-").parse().unwrap();
            assert!(due(n) >= last);
            last = due(n);
        }
    }
}
