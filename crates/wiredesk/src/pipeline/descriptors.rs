//! Descriptors: each connection, name query and file takes one, and most systems give a process 1,024 unless it asks.
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// Raises the soft limit to the hard one. Gives the limit that now holds; `None`: there is none.
pub fn raise() -> Option<u64> {
    let limit = getrlimit(Resource::Nofile);
    if limit.current == limit.maximum {
        return limit.current;
    }
    let raised = Rlimit { current: limit.maximum, maximum: limit.maximum };
    match setrlimit(Resource::Nofile, raised) {
        Ok(()) => limit.maximum,
        Err(_) => limit.current,
    }
}

/// What a worker may need at once: a poll holds a connection and two name queries, an item a connection, idle
/// connections their bound, and the journal, logs and listeners a few.
pub fn needed(polls: usize, items: usize, idle: usize) -> u64 {
    (3 * polls + 2 * items + idle + 64) as u64
}
