//! One gate for each registrable domain: how many requests at once, how far apart, and when it must be left alone.
//!
//! Who finds a gate crowded or cooling down is not kept: it is told when to come back, each a step after the last,
//! so that a thousand feeds of one domain neither hold up the others nor return in one wave. A domain that says "too
//! many" finds its requests further apart when they return, and wins its pace back answer by answer: so a limit that
//! nobody states is found, and not run into again and again.
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use model::Domain;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, sleep_until, timeout_at};

/// How politely all domains are treated.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Manners {
    pub connections: usize,
    pub spacing: Duration,
    pub patience: Duration,
    /// The shortest and the longest rest after 429 or 503.
    pub cool_down: (Duration, Duration),
}

/// All gates of a worker. Cheap to clone.
#[derive(Clone)]
pub(crate) struct HostGate {
    manners: Manners,
    lanes: Arc<Mutex<Lanes>>,
}

struct Lanes {
    by_domain: HashMap<Domain, Lane>,
    /// Above this many, idle ones are forgotten.
    sweep_at: usize,
}

/// The state of one domain. Idle ones are forgotten, so memory follows what is in use.
struct Lane {
    connections: Arc<Semaphore>,
    /// Held by the one whose turn is next: tokio's mutex is fair, so starts keep the order of arrival.
    turn: Arc<tokio::sync::Mutex<()>>,
    waiting: u32,
    next_start: Instant,
    cool_until: Instant,
    /// Rests in a row without a good answer in between; each is twice the one before.
    strikes: u32,
    /// How many times further apart than configured; 1 until a domain says "too many".
    slowed: f64,
    /// When the next one who is sent away may come back.
    return_at: Instant,
}

/// The right to one request; giving it back is dropping it.
#[derive(Debug)]
pub(crate) struct Pass {
    _connection: OwnedSemaphorePermit,
    pub domain: Domain,
}

/// Sent away: the gate is crowded or cools down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ComeBack {
    pub after: Duration,
}

/// Why a domain must be left alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rest {
    /// 503: for a while, whatever the reason.
    Away,
    /// 429: we were too many (RFC 6585, section 4).
    TooMany,
}

const FEWEST_LANES: usize = 1024;
const MOST_STRIKES: u32 = 10;
const MOST_SLOWED: f64 = 16.0;
/// Each good answer takes this share off what a domain was slowed down by: half is won back after 88 answers.
const WON_BACK: f64 = 1.0 / 128.0;

impl HostGate {
    pub(crate) fn new(manners: Manners) -> Self {
        let lanes = Lanes { by_domain: HashMap::new(), sweep_at: FEWEST_LANES };
        HostGate { manners, lanes: Arc::new(Mutex::new(lanes)) }
    }

    /// Waits for a place and a turn. `spacing` widens the domain's own (robots.txt `crawl-delay`).
    pub(crate) async fn enter(&self, domain: &Domain, spacing: Duration) -> Result<Pass, ComeBack> {
        let spacing = self.spacing(domain, spacing);
        let (connections, turn, _waiting) = self.queue(domain, spacing)?;
        let deadline = Instant::now() + self.manners.patience;
        // Places and turns are asked for in one order, and a place is held by those alone who go in or are next.
        let admitted = timeout_at(deadline, async {
            let place = connections.acquire_owned().await.ok()?;
            let _turn = turn.lock_owned().await;
            while let Some(due) = self.start(domain, spacing) {
                if due > deadline {
                    return None;
                }
                sleep_until(due).await;
            }
            Some(Pass { _connection: place, domain: domain.clone() })
        });
        match admitted.await {
            Ok(Some(pass)) => Ok(pass),
            // A rest began meanwhile, or the places stayed taken: by slow answers, which will not be quicker at once.
            _ => Err(self
                .lanes()
                .lane(domain, &self.manners)
                .send_away(spacing, deadline + self.manners.patience)),
        }
    }

    /// The domain asked to be left alone. `None`: it did not say for how long, so each time is twice the last.
    pub(crate) fn cool_down(&self, domain: &Domain, why: Rest, asked: Option<Duration>) -> Duration {
        let (least, most) = self.manners.cool_down;
        let mut lanes = self.lanes();
        let lane = lanes.lane(domain, &self.manners);
        let now = Instant::now();
        // Requests that were under way together are one strike.
        if lane.cool_until <= now {
            lane.strikes = (lane.strikes + 1).min(MOST_STRIKES);
            if why == Rest::TooMany {
                lane.slowed = (lane.slowed * 2.0).min(MOST_SLOWED);
            }
        }
        let doubled = least.saturating_mul(1 << lane.strikes.saturating_sub(1));
        let rest = asked.unwrap_or(doubled).clamp(least, most.max(least));
        lane.cool_until = lane.cool_until.max(now + rest);
        lane.cool_until - now
    }

    /// A good answer: the next rest begins small again, and the pace rises a little.
    pub(crate) fn forgive(&self, domain: &Domain) {
        if let Some(lane) = self.lanes().by_domain.get_mut(domain) {
            lane.strikes = 0;
            lane.slowed = (lane.slowed * (1.0 - WON_BACK)).max(1.0);
        }
    }

    /// The domain's own, or `asked` where that is more.
    fn spacing(&self, domain: &Domain, asked: Duration) -> Duration {
        let slowed = self.lanes().by_domain.get(domain).map_or(1.0, |lane| lane.slowed);
        self.manners.spacing.mul_f64(slowed).max(asked)
    }

    /// Takes a number, or is sent away because the queue is longer than anyone's patience.
    #[allow(clippy::type_complexity)] // three parts of one lane, used by one caller
    fn queue(
        &self,
        domain: &Domain,
        spacing: Duration,
    ) -> Result<(Arc<Semaphore>, Arc<tokio::sync::Mutex<()>>, Waiting<'_>), ComeBack> {
        let mut lanes = self.lanes();
        lanes.sweep();
        let lane = lanes.lane(domain, &self.manners);
        let now = Instant::now();
        let opens = lane.next_start.max(lane.cool_until).max(now);
        if opens + spacing.saturating_mul(lane.waiting) > now + self.manners.patience {
            return Err(lane.send_away(spacing, now));
        }
        lane.waiting += 1;
        let waiting = Waiting { gate: self, domain: domain.clone() };
        Ok((lane.connections.clone(), lane.turn.clone(), waiting))
    }

    /// Starts now (`None`), or says when to ask again.
    fn start(&self, domain: &Domain, spacing: Duration) -> Option<Instant> {
        let mut lanes = self.lanes();
        let lane = lanes.lane(domain, &self.manners);
        let now = Instant::now();
        let due = lane.next_start.max(lane.cool_until);
        if due > now {
            return Some(due);
        }
        lane.next_start = now + spacing;
        None
    }

    /// Never held over an await. A poisoned lock still holds whole lanes: each change is one assignment.
    fn lanes(&self) -> MutexGuard<'_, Lanes> {
        self.lanes.lock().unwrap_or_else(PoisonError::into_inner)
    }

    #[cfg(test)]
    fn lane_count(&self) -> usize {
        self.lanes().by_domain.len()
    }
}

impl Lanes {
    fn lane(&mut self, domain: &Domain, manners: &Manners) -> &mut Lane {
        self.by_domain.entry(domain.clone()).or_insert_with(|| Lane::new(manners.connections))
    }

    fn sweep(&mut self) {
        if self.by_domain.len() >= self.sweep_at {
            let now = Instant::now();
            self.by_domain.retain(|_, lane| !lane.is_idle(now));
            self.sweep_at = (self.by_domain.len() * 2).max(FEWEST_LANES);
        }
    }
}

impl Lane {
    fn new(connections: usize) -> Self {
        let now = Instant::now();
        Lane {
            connections: Arc::new(Semaphore::new(connections.max(1))),
            turn: Arc::default(),
            waiting: 0,
            next_start: now,
            cool_until: now,
            strikes: 0,
            slowed: 1.0,
            return_at: now,
        }
    }

    /// Not back before `earliest`, and each a step after the one before.
    fn send_away(&mut self, spacing: Duration, earliest: Instant) -> ComeBack {
        let opens = self.next_start.max(self.cool_until).max(earliest);
        let at = self.return_at.max(opens + spacing.saturating_mul(self.waiting));
        self.return_at = at + spacing;
        ComeBack { after: at.saturating_duration_since(Instant::now()) }
    }

    /// Nothing under way (a pass keeps the semaphore shared) and nothing worth remembering.
    fn is_idle(&self, now: Instant) -> bool {
        self.waiting == 0
            && Arc::strong_count(&self.connections) == 1
            && [self.next_start, self.cool_until, self.return_at].iter().all(|at| *at <= now)
            && ((self.strikes == 0 && self.slowed == 1.0)
                || self.cool_until + Duration::from_secs(3600) < now)
    }
}

/// Counts one who waits, also when its task is dropped.
struct Waiting<'a> {
    gate: &'a HostGate,
    domain: Domain,
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        if let Some(lane) = self.gate.lanes().by_domain.get_mut(&self.domain) {
            lane.waiting = lane.waiting.saturating_sub(1);
        }
    }
}

#[cfg(test)]
mod tests;
