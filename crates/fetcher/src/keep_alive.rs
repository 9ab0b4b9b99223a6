//! How many servers may keep a connection open to us while nobody uses it: a bound over all of them.
//!
//! reqwest bounds idle connections for each host only, and a hundred thousand feeds have as many hosts. So a request
//! takes a place here for its origin, or is sent over a connection that is closed after it.
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

/// Places for origins. Clones share them.
#[derive(Clone)]
pub(crate) struct KeepAlive {
    most: usize,
    /// The longest that an unused connection may stay open.
    lasting: Duration,
    places: Arc<Mutex<Places>>,
}

#[derive(Default)]
struct Places {
    /// By hash: of two origins that share one, both may keep connections.
    by_origin: HashMap<u64, Place>,
    /// Looking for free places before this would find none.
    full_until: Option<Instant>,
}

#[derive(Clone, Copy)]
struct Place {
    in_use: u32,
    used_at: Instant,
}

/// A request that may leave its connection open; dropped when it is over.
pub(crate) struct Kept {
    keep_alive: KeepAlive,
    origin: u64,
}

impl KeepAlive {
    pub(crate) fn new(most: usize, idle_timeout: Duration) -> Self {
        // hyper looks for idle connections once in `idle_timeout`, and so may find one just before its time.
        KeepAlive { most, lasting: idle_timeout.saturating_mul(2), places: Arc::default() }
    }

    /// `None`: there is no place, and the connection must be closed after the request.
    pub(crate) fn place(&self, origin: impl Hash) -> Option<Kept> {
        let mut hasher = DefaultHasher::new();
        origin.hash(&mut hasher);
        let origin = hasher.finish();
        let mut places = self.places();
        if !places.by_origin.contains_key(&origin) && !places.make_room(self.most, self.lasting) {
            return None;
        }
        let place = places.by_origin.entry(origin).or_insert(Place { in_use: 0, used_at: Instant::now() });
        place.in_use += 1;
        Some(Kept { keep_alive: self.clone(), origin })
    }

    /// Never held over an await; each change leaves a whole map.
    fn places(&self) -> MutexGuard<'_, Places> {
        self.places.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Places {
    /// Whether there is a place for one more.
    fn make_room(&mut self, most: usize, lasting: Duration) -> bool {
        if self.by_origin.len() < most {
            return true;
        }
        let now = Instant::now();
        if self.full_until.is_some_and(|until| now < until) {
            return false;
        }
        self.by_origin.retain(|_, place| place.in_use > 0 || now < place.used_at + lasting);
        // A look at all places for each request would cost more than what it finds.
        self.full_until = Some(now + lasting / 16);
        self.by_origin.len() < most
    }
}

impl Drop for Kept {
    fn drop(&mut self) {
        if let Some(place) = self.keep_alive.places().by_origin.get_mut(&self.origin) {
            place.in_use = place.in_use.saturating_sub(1);
            place.used_at = Instant::now();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const IDLE: Duration = Duration::from_secs(5);

    #[tokio::test(start_paused = true)]
    async fn places_are_taken_shared_and_given_back_when_nothing_can_be_open_any_more() {
        let keep_alive = KeepAlive::new(2, IDLE);
        let taken = |origin: &str| keep_alive.place(origin).is_some();
        let long = keep_alive.place("a").unwrap();
        assert!(taken("b"), "the second place");
        assert!(!taken("c"), "both may have a connection");
        assert!(taken("a") && taken("b"), "who has a place may use it again");
        tokio::time::advance(IDLE * 2).await;
        assert!(taken("c"), "what `b` left open is closed by now");
        assert!(!taken("d"), "`a` is still being answered");
        drop(long);
        tokio::time::advance(IDLE).await;
        assert!(!taken("d"));
        tokio::time::advance(IDLE).await;
        assert!(taken("d") && taken("e") && !taken("f"));
    }

    #[test]
    fn no_places_at_all() {
        assert!(KeepAlive::new(0, IDLE).place("a").is_none());
    }
}
