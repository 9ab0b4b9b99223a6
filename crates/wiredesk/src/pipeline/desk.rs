//! What the steps of a worker share: its configuration, its crates, and the feeds' states.
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use enricher::Enricher;
use fetcher::schedule::{self, ScheduleConfig};
use fetcher::{DueQueue, Fetcher};
use journal::{FeedSpec, Journal, JournalError};
use model::state::Health;
use model::{Clock, FeedId, FeedState, Hash128};
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use super::archive::Archive;
use super::cpu::CpuPool;
use super::push::Push;
use super::states::States;
use crate::config::{Config, Feed};

/// One worker's desk. Everything in it is shared by reference; nothing in it is a decision.
pub struct Desk {
    pub clock: Clock,
    pub journal: Journal,
    pub fetcher: Fetcher,
    pub enricher: Arc<Enricher>,
    pub cpu: CpuPool,
    pub due: DueQueue,
    /// Ends requests when the worker stops; items stay pending.
    pub stopping: CancellationToken,
    /// What the publisher says of itself; `None` without one.
    pub sink: Option<watch::Receiver<sink::SinkStatus>>,
    /// Subscriptions at hubs; `None` without `[websub] callback`.
    pub push: Option<Push>,
    /// Keeps what was fetched; `None` without `[archive] warc`.
    pub archive: Option<Archive>,
    /// Unpublished records fill the outbox: polling waits.
    pub outbox_full: AtomicBool,
    config: RwLock<Arc<Config>>,
    feeds: Mutex<States>,
    polls: AtomicU64,
}

impl Desk {
    /// Opens the feeds' states in the journal and puts every feed into the due queue.
    pub async fn open(parts: Parts) -> Result<Desk, JournalError> {
        let specs = parts.config.feeds.iter().map(|(id, feed)| spec(id, feed)).collect();
        let states = due_by(&parts.config, parts.journal.open_feeds(specs).await?, parts.clock);
        let push = match parts.config.websub.clone() {
            Some(websub) => Some(Push::open(websub, &parts.journal).await?),
            None => None,
        };
        let due = DueQueue::new(parts.clock);
        due.extend(states.iter().map(|state| (state.id.clone(), state.next_poll_at)));
        Ok(Desk {
            cpu: CpuPool::new(parts.config.worker.cpu_threads),
            config: RwLock::new(Arc::new(parts.config)),
            clock: parts.clock,
            journal: parts.journal,
            fetcher: parts.fetcher,
            enricher: parts.enricher,
            due,
            stopping: CancellationToken::new(),
            sink: parts.sink,
            push,
            archive: parts.archive,
            outbox_full: AtomicBool::new(false),
            feeds: Mutex::new(states.iter().collect()),
            polls: AtomicU64::new(0),
        })
    }

    /// The configuration as it stands; a step that took it keeps what it took.
    pub fn config(&self) -> Arc<Config> {
        self.config.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Takes another configuration's feeds and defaults, whole or not at all: new and changed feeds are due as their
    /// states say, those that are gone are no longer polled. What is in hand ends with the configuration it began with.
    pub async fn reload(&self, config: Config) -> Result<Reloaded, JournalError> {
        let before = self.config();
        let specs = config.feeds.iter().map(|(id, feed)| spec(id, feed)).collect();
        let states = due_by(&config, self.journal.open_feeds(specs).await?, self.clock);
        let gone: Vec<FeedId> =
            before.feeds.keys().filter(|id| !config.feeds.contains_key(id)).cloned().collect();
        let mut reloaded = Reloaded { added: 0, changed: 0, removed: gone.len() };
        let config = Arc::new(config);
        *self.config.write().unwrap_or_else(PoisonError::into_inner) = config.clone();
        for id in &gone {
            self.due.remove(id);
            self.states().remove(id);
            if let Some(push) = &self.push {
                push.leave(self, id).await?;
            }
        }
        for state in states {
            match before.feeds.get(&state.id) {
                Some(feed) if config.feeds.get(&state.id) == Some(feed) => continue,
                Some(_) => reloaded.changed += 1,
                None => reloaded.added += 1,
            }
            self.keep(state);
        }
        Ok(reloaded)
    }

    /// The feed's configuration and its state as it stands.
    pub fn feed(&self, id: &FeedId) -> Option<(Feed, FeedState)> {
        let state = self.states().get(id)?;
        Some((self.config().feeds.get(id)?.clone(), state))
    }

    /// The state that the next poll of the feed starts from, and when that poll is due.
    pub fn keep(&self, state: FeedState) {
        // A reload may have taken the feed away while it was polled.
        if !self.config().feeds.contains_key(&state.id) {
            return;
        }
        self.due.insert(state.id.clone(), state.next_poll_at);
        self.states().put(&state);
    }

    /// All states, by id.
    pub fn feeds(&self) -> Vec<FeedState> {
        self.states().all()
    }

    /// How many feeds are in which health.
    pub fn by_health(&self) -> BTreeMap<Health, u64> {
        self.states().by_health().clone()
    }

    /// Names one poll, for provenance and traces.
    pub fn poll_id(&self) -> String {
        let count = self.polls.fetch_add(1, Ordering::Relaxed);
        let parts = [self.journal.id().to_string(), self.clock.now().millis().to_string(), count.to_string()];
        format!("p{}", Hash128::of(parts))
    }

    fn states(&self) -> MutexGuard<'_, States> {
        self.feeds.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What a reload did, in feeds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reloaded {
    pub added: usize,
    pub changed: usize,
    pub removed: usize,
}

/// What a desk is opened from.
pub struct Parts {
    pub config: Config,
    pub clock: Clock,
    pub journal: Journal,
    pub fetcher: Fetcher,
    pub enricher: Arc<Enricher>,
    pub sink: Option<watch::Receiver<sink::SinkStatus>>,
    pub archive: Option<Archive>,
}

/// Due times that a wrong clock, or a longer interval, once set do not hold (docs/delivery.md, rule 7).
fn due_by(config: &Config, mut states: Vec<FeedState>, clock: Clock) -> Vec<FeedState> {
    let now = clock.now();
    for state in &mut states {
        if let Some(feed) = config.feeds.get(&state.id) {
            let bounds = ScheduleConfig { min: feed.min_interval, max: feed.max_interval };
            state.next_poll_at = schedule::due(state, &bounds, now);
        }
    }
    states
}

fn spec(id: &FeedId, feed: &Feed) -> FeedSpec {
    FeedSpec {
        id: id.clone(),
        url: feed.url.to_string(),
        domain: feed.domain.clone(),
        domain_named: feed.domain_named,
        // A feed may rest for a week; what its own interval allows is settled by `due`.
        max_interval: schedule::REST,
    }
}
