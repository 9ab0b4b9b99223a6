//! WebSub (W3C Recommendation, 2018): hubs push what polling would find later; polling stays as the net below.
//!
//! [`asking`] subscribes and renews, [`callback`] answers hubs: verification of intent and pushed bodies.
mod asking;
mod callback;
mod signature;

pub use asking::run;
pub use callback::{Answer, Verification, receive, verify};

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use data_encoding::HEXLOWER;
use journal::{Journal, JournalError, Subscription};
use model::{FeedHints, FeedId, FeedState, Timestamp};
use tokio::sync::Notify;
use url::Url;

use super::desk::Desk;
use crate::config::WebSub;

/// Subscriptions that were dropped lately: their hubs may still ask whether that was meant.
const MOST_LEAVING: usize = 1_000;

/// What is subscribed where; the journal holds the same.
pub struct Push {
    config: WebSub,
    held: Mutex<Held>,
    /// Something may be due.
    changed: Notify,
}

#[derive(Default)]
struct Held {
    subscriptions: BTreeMap<FeedId, Subscription>,
    by_token: BTreeMap<String, FeedId>,
    /// Token and topic of those that left.
    leaving: Vec<(String, String)>,
}

impl Push {
    /// Takes up the subscriptions that the journal remembers.
    pub async fn open(config: WebSub, journal: &Journal) -> Result<Push, JournalError> {
        let mut held = Held::default();
        for subscription in journal.subscriptions().await? {
            held.put(subscription);
        }
        Ok(Push { config, held: Mutex::new(held), changed: Notify::new() })
    }

    /// Whether a hub has promised to push this feed, and the promise holds.
    pub fn is_live(&self, feed: &FeedId, now: Timestamp) -> bool {
        let held = self.held();
        held.subscriptions.get(feed).and_then(|found| found.lease_until).is_some_and(|until| until > now)
    }

    /// Subscribes where a feed names a hub, or another hub than before; leaves where it names none any more.
    pub async fn consider(&self, desk: &Desk, state: &FeedState) -> Result<(), JournalError> {
        let wanted = place(&state.hints, &state.url);
        let known = self.held().subscriptions.get(&state.id).cloned();
        match (wanted, known) {
            (Some((hub, topic)), Some(known)) if known.hub == hub && known.topic == topic => Ok(()),
            (Some((hub, topic)), known) => {
                if let Some(known) = known {
                    self.leave(desk, &known.feed).await?;
                }
                let now = desk.clock.now();
                let subscription = Subscription {
                    feed: state.id.clone(),
                    hub,
                    topic,
                    token: random(),
                    secret: random(),
                    asked_at: None,
                    lease_until: None,
                    next_try_at: now,
                    failures: 0,
                    reason: None,
                };
                self.keep(desk, subscription).await?;
                self.changed.notify_one();
                Ok(())
            }
            (None, Some(known)) => self.leave(desk, &known.feed).await,
            (None, None) => Ok(()),
        }
    }

    /// Drops the subscription of a feed that is gone; its lease runs out by itself, and what is pushed until then is
    /// refused as gone.
    pub async fn leave(&self, desk: &Desk, feed: &FeedId) -> Result<(), JournalError> {
        if self.held().remove(feed) {
            desk.journal.drop_subscription(feed).await?;
        }
        Ok(())
    }

    async fn keep(&self, desk: &Desk, subscription: Subscription) -> Result<(), JournalError> {
        self.held().put(subscription.clone());
        desk.journal.keep_subscription(subscription).await
    }

    fn of_token(&self, token: &str) -> Option<Subscription> {
        let held = self.held();
        held.subscriptions.get(held.by_token.get(token)?).cloned()
    }

    fn held(&self) -> MutexGuard<'_, Held> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Held {
    fn put(&mut self, subscription: Subscription) {
        self.by_token.insert(subscription.token.clone(), subscription.feed.clone());
        self.subscriptions.insert(subscription.feed.clone(), subscription);
    }

    fn remove(&mut self, feed: &FeedId) -> bool {
        let Some(gone) = self.subscriptions.remove(feed) else { return false };
        self.by_token.remove(&gone.token);
        if self.leaving.len() >= MOST_LEAVING {
            self.leaving.remove(0);
        }
        self.leaving.push((gone.token, gone.topic));
        true
    }
}

/// The hub and topic that a feed names: the first hub that could be asked, and the feed's own word for itself.
fn place(hints: &FeedHints, url: &str) -> Option<(String, String)> {
    let asks = |hub: &&String| Url::parse(hub).is_ok_and(|url| matches!(url.scheme(), "http" | "https"));
    let hub = hints.hubs.iter().find(asks)?;
    let topic = hints.self_url.as_deref().filter(|topic| Url::parse(topic).is_ok()).unwrap_or(url);
    Some((hub.clone(), topic.to_owned()))
}

/// 160 random bits: nobody guesses the address that a hub calls, nor the key that it signs with.
fn random() -> String {
    HEXLOWER.encode(&rand::random::<[u8; 20]>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(hubs: &[&str], own: Option<&str>, expect: Option<(&str, &str)>) {
        let hints = FeedHints {
            hubs: hubs.iter().map(|hub| (*hub).to_owned()).collect(),
            self_url: own.map(str::to_owned),
            ..FeedHints::default()
        };
        let found = place(&hints, "http://a.example/feed");
        assert_eq!(found.as_ref().map(|(hub, topic)| (hub.as_str(), topic.as_str())), expect);
    }

    #[test]
    fn the_first_hub_that_can_be_asked() {
        check(&[], None, None);
        check(&["http://hub.example/"], None, Some(("http://hub.example/", "http://a.example/feed")));
        check(
            &["ftp://hub.example", "https://h.example"],
            Some("http://a.example/own"),
            Some(("https://h.example", "http://a.example/own")),
        );
        check(
            &["https://h.example"],
            Some("not a URL"),
            Some(("https://h.example", "http://a.example/feed")),
        );
    }
}
