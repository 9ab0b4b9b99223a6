//! Exclusive leases on articles by their aliases, first come first served.
//!
//! A lease stands in the queue of each of its keys at once, entered under one mutex: so two leases never wait for
//! each other, and one that came first is served first.
use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use model::Hash64;
use tokio::sync::oneshot;

type Ticket = u64;

#[derive(Debug, Default)]
pub(crate) struct Leases {
    table: Mutex<Table>,
}

#[derive(Debug, Default)]
struct Table {
    next: Ticket,
    queues: HashMap<Hash64, VecDeque<Ticket>>,
    waiting: HashMap<Ticket, Waiting>,
}

#[derive(Debug)]
struct Waiting {
    keys: Vec<Hash64>,
    grant: oneshot::Sender<()>,
}

/// Holds its keys (or waits for them) until it is dropped.
#[derive(Debug)]
pub(crate) struct Lease {
    ticket: Ticket,
    keys: Vec<Hash64>,
    leases: Arc<Leases>,
}

impl Leases {
    /// Waits until all keys are free of earlier askers. Cancelling the wait gives the place up.
    pub(crate) async fn acquire(self: &Arc<Self>, keys: Vec<Hash64>) -> Lease {
        let (lease, granted) = self.enter(keys);
        if let Some(granted) = granted {
            // The sender lives in the table as long as we stand there.
            let _ = granted.await;
        }
        lease
    }

    fn enter(self: &Arc<Self>, keys: Vec<Hash64>) -> (Lease, Option<oneshot::Receiver<()>>) {
        let unique: HashSet<Hash64> = keys.into_iter().collect();
        let keys: Vec<Hash64> = unique.into_iter().collect();
        let mut table = self.lock();
        let ticket = table.next;
        table.next += 1;
        for key in &keys {
            table.queues.entry(*key).or_default().push_back(ticket);
        }
        let granted = if table.leads(ticket, &keys) {
            None
        } else {
            let (grant, granted) = oneshot::channel();
            table.waiting.insert(ticket, Waiting { keys: keys.clone(), grant });
            Some(granted)
        };
        (Lease { ticket, keys, leases: Arc::clone(self) }, granted)
    }

    fn lock(&self) -> MutexGuard<'_, Table> {
        self.table.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Lease {
    /// Takes one more key if nobody holds it or waits for it.
    pub(crate) fn extend(&mut self, key: Hash64) -> bool {
        if self.keys.contains(&key) {
            return true;
        }
        let mut table = self.leases.lock();
        if table.queues.contains_key(&key) {
            return false;
        }
        table.queues.insert(key, VecDeque::from([self.ticket]));
        self.keys.push(key);
        true
    }
}

impl Drop for Lease {
    fn drop(&mut self) {
        let mut table = self.leases.lock();
        table.waiting.remove(&self.ticket);
        for key in &self.keys {
            table.leave(self.ticket, key);
        }
        table.grant(&self.keys);
    }
}

impl Table {
    fn leads(&self, ticket: Ticket, keys: &[Hash64]) -> bool {
        keys.iter().all(|key| self.queues.get(key).and_then(VecDeque::front) == Some(&ticket))
    }

    fn leave(&mut self, ticket: Ticket, key: &Hash64) {
        if let Some(queue) = self.queues.get_mut(key) {
            queue.retain(|other| *other != ticket);
            if queue.is_empty() {
                self.queues.remove(key);
            }
        }
    }

    /// Wakes whoever now leads all of its queues; only the heads of the queues just left can.
    fn grant(&mut self, left: &[Hash64]) {
        let heads: HashSet<Ticket> =
            left.iter().filter_map(|key| self.queues.get(key)?.front().copied()).collect();
        for ticket in heads {
            let ready = self.waiting.get(&ticket).is_some_and(|waiting| self.leads(ticket, &waiting.keys));
            if ready && let Some(waiting) = self.waiting.remove(&ticket) {
                // Refused only when the waiter was just cancelled: its drop, which waits for this table, hands on.
                let _ = waiting.grant.send(());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(text: &str) -> Vec<Hash64> {
        text.bytes().map(|b| Hash64(u64::from(b))).collect()
    }

    fn granted(receiver: &mut Option<oneshot::Receiver<()>>) -> bool {
        receiver.as_mut().is_none_or(|granted| granted.try_recv().is_ok())
    }

    #[test]
    fn first_come_first_served_on_every_key() {
        let leases = Arc::new(Leases::default());
        let (ab, mut ab_granted) = leases.enter(keys("aab"));
        let (bc, mut bc_granted) = leases.enter(keys("bc"));
        let (c, mut c_granted) = leases.enter(keys("c"));
        let (_d, mut d_granted) = leases.enter(keys("d"));
        assert!(granted(&mut ab_granted) && granted(&mut d_granted));
        assert!(!granted(&mut bc_granted) && !granted(&mut c_granted), "c waits behind bc, which came first");
        drop(ab);
        assert!(granted(&mut bc_granted) && !granted(&mut c_granted));
        drop(bc);
        assert!(granted(&mut c_granted));
        drop(c);
        assert!(leases.lock().waiting.is_empty());
    }

    #[test]
    fn a_cancelled_wait_lets_the_next_go_on() {
        let leases = Arc::new(Leases::default());
        let (a, _) = leases.enter(keys("a"));
        let (ab, _) = leases.enter(keys("ab"));
        let (_b, mut b_granted) = leases.enter(keys("b"));
        assert!(!granted(&mut b_granted));
        drop(ab);
        assert!(granted(&mut b_granted));
        drop(a);
    }

    #[test]
    fn extending_never_waits() {
        let leases = Arc::new(Leases::default());
        let (mut a, _) = leases.enter(keys("a"));
        let (b, _) = leases.enter(keys("b"));
        assert!(!a.extend(Hash64(u64::from(b'b'))));
        drop(b);
        assert!(a.extend(Hash64(u64::from(b'b'))) && a.extend(Hash64(u64::from(b'a'))));
        let (_late, mut late_granted) = leases.enter(keys("b"));
        assert!(!granted(&mut late_granted));
        drop(a);
        assert!(granted(&mut late_granted) && leases.lock().queues.len() == 1);
    }
}
