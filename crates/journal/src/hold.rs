//! Which pending rows are handed out in this process: a row is given to one task at a time.
use std::collections::HashSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::watch;

/// All rows that are handed out.
#[derive(Debug)]
pub(crate) struct Holds {
    held: Mutex<HashSet<i64>>,
    /// Counts up when a row becomes free, or may have become due.
    news: watch::Sender<u64>,
}

impl Holds {
    pub(crate) fn new() -> Arc<Holds> {
        Arc::new(Holds { held: Mutex::default(), news: watch::Sender::new(0) })
    }

    /// `None` while somebody holds the row.
    pub(crate) fn take(self: &Arc<Self>, id: i64) -> Option<Hold> {
        self.lock().insert(id).then(|| Hold(Arc::new(Guard { id, holds: Arc::clone(self) })))
    }

    pub(crate) fn is_held(&self, id: i64) -> bool {
        self.lock().contains(&id)
    }

    pub(crate) fn notify(&self) {
        self.news.send_modify(|count| *count = count.wrapping_add(1));
    }

    pub(crate) fn watch(&self) -> watch::Receiver<u64> {
        self.news.subscribe()
    }

    fn lock(&self) -> MutexGuard<'_, HashSet<i64>> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Keeps a pending row from being handed out again; the last clone's drop frees it.
#[derive(Clone, Debug)]
pub(crate) struct Hold(#[expect(dead_code, reason = "kept for its drop")] Arc<Guard>);

#[derive(Debug)]
struct Guard {
    id: i64,
    holds: Arc<Holds>,
}

impl Drop for Guard {
    fn drop(&mut self) {
        self.holds.lock().remove(&self.id);
        self.holds.notify();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_held_once_and_freed_by_the_last_clone() {
        let holds = Holds::new();
        let first = holds.take(7);
        assert!(first.is_some() && holds.take(7).is_none() && holds.take(8).is_some());
        let second = first.clone();
        drop(first);
        assert!(holds.is_held(7));
        drop(second);
        assert!(holds.take(7).is_some());
    }
}
