//! The WebSub hub of the press (W3C Recommendation, 23 January 2018): who subscribes, and what was delivered.
mod client;
mod delivery;
mod errand;
mod intake;
mod intent;
mod signature;

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

pub(crate) use delivery::Parcel;
pub(crate) use errand::run;
pub(crate) use intake::Topic;
use jiff::Timestamp;
pub use signature::Signature;
use tokio::sync::Notify;

use intent::Intent;

/// The host of the hub; all its paths are the hub.
pub(crate) const HOST: &str = "hub.example";

/// What a push carries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum HubManner {
    /// The feed's document, as a poll would find it.
    #[default]
    Whole,
    /// A document of the entries that changed since the last push.
    Delta,
}

/// What goes wrong at the hub.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum HubFault {
    /// Every request is answered with this status.
    Refuses(u16),
    /// 202, then `hub.mode=denied` at the callback with this reason.
    Denies(String),
    /// Asks the callback to confirm a topic that nobody asked for.
    Lies,
    /// 202, and no verification follows.
    Forgets,
    /// Pushes with a signature by another key.
    SignsWrongly,
    /// Grants this lease, whatever was asked for.
    Lease(Duration),
    /// Closes each connection without an answer, and pushes nothing.
    Down,
}

/// The hub as a test sees it.
#[derive(Clone, Debug, Default)]
pub struct HubState {
    /// Those whose lease runs.
    pub subscriptions: Vec<HubSubscription>,
    /// What was asked of the hub, in order.
    pub requests: Vec<HubRequest>,
    /// Each attempt of a push, in order.
    pub deliveries: Vec<HubDelivery>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HubSubscription {
    /// The feed's id.
    pub feed: String,
    pub topic: String,
    pub callback: String,
    pub secret: Option<String>,
    pub lease: Duration,
    pub lease_until: Timestamp,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HubRequest {
    pub mode: String,
    pub topic: String,
    pub callback: String,
    pub lease_seconds: Option<u64>,
    /// The hub's answer.
    pub status: u16,
    /// Whether the callback confirmed it; `None` while nobody has asked there.
    pub confirmed: Option<bool>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HubDelivery {
    pub feed: String,
    pub callback: String,
    /// The numbers of the articles in the document.
    pub articles: Vec<u64>,
    pub at: Timestamp,
    /// The subscriber's answer; `None` where it gave none.
    pub status: Option<u16>,
}

/// The hub's books, and the bell that wakes its errands.
pub(crate) struct Hub {
    books: Mutex<Books>,
    pub wake: Arc<Notify>,
}

#[derive(Default)]
pub(crate) struct Books {
    pub manner: HubManner,
    pub signature: Signature,
    pub fault: Option<HubFault>,
    subscribers: Vec<Subscriber>,
    requests: Vec<HubRequest>,
    deliveries: Vec<HubDelivery>,
    /// Requests that the callback has yet to confirm.
    intents: VecDeque<Intent>,
    challenges: u64,
}

struct Subscriber {
    public: HubSubscription,
    /// The feed's place in the desk's table.
    channel: usize,
    /// The last change of the feed that it was told of.
    told: u64,
    /// A push is under way.
    is_busy: bool,
}

impl Hub {
    pub(crate) fn new(wake: Arc<Notify>) -> Self {
        Hub { books: Mutex::default(), wake }
    }

    pub(crate) fn with<T>(&self, act: impl FnOnce(&mut Books) -> T) -> T {
        act(&mut self.books.lock().unwrap_or_else(PoisonError::into_inner))
    }

    pub(crate) fn state(&self, now: Timestamp) -> HubState {
        self.with(|books| HubState {
            subscriptions: books.running(now).map(|subscriber| subscriber.public.clone()).collect(),
            requests: books.requests.clone(),
            deliveries: books.deliveries.clone(),
        })
    }
}

impl Books {
    fn running(&mut self, now: Timestamp) -> impl Iterator<Item = &mut Subscriber> {
        self.subscribers.retain(|subscriber| subscriber.public.lease_until > now);
        self.subscribers.iter_mut()
    }

    fn subscriber(&mut self, topic: &str, callback: &str) -> Option<&mut Subscriber> {
        self.subscribers.iter_mut().find(|known| known.is(topic, callback))
    }
}

impl Subscriber {
    /// A subscription is known by its topic and its callback (WebSub, 5.1).
    fn is(&self, topic: &str, callback: &str) -> bool {
        self.public.topic == topic && self.public.callback == callback
    }
}
