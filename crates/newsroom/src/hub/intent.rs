//! Whether a request was meant (WebSub, 5.3): the callback must give back a challenge.
use std::time::Duration;

use bytes::Bytes;
use http::Method;
use jiff::{SignedDuration, Timestamp};
use url::Url;

use super::client::send;
use super::{Books, Hub, HubFault, HubSubscription, Subscriber};
use crate::name_server::Names;

/// A request that was accepted.
#[derive(Clone, Debug)]
pub(super) struct Intent {
    /// Its place among the requests.
    pub request: usize,
    pub mode: Mode,
    pub topic: String,
    pub channel: usize,
    /// The feed's last change when it was asked for: what follows is to be pushed.
    pub told: u64,
    pub callback: Url,
    /// The callback as it was written, by which the subscription is known.
    pub written_callback: String,
    pub secret: Option<String>,
    pub lease: Duration,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    Subscribe,
    Unsubscribe,
}

/// A question to a callback.
#[derive(Clone, Debug)]
pub(super) struct Question {
    intent: Intent,
    url: Url,
    /// What it must answer; `None` tells it of a denial, whatever it answers.
    challenge: Option<String>,
    /// A question about what nobody asked for has no consequence.
    is_honest: bool,
}

impl Mode {
    pub(super) fn read(text: &str) -> Option<Self> {
        match text {
            "subscribe" => Some(Mode::Subscribe),
            "unsubscribe" => Some(Mode::Unsubscribe),
            _ => None,
        }
    }

    fn as_str(self) -> &'static str {
        match self {
            Mode::Subscribe => "subscribe",
            Mode::Unsubscribe => "unsubscribe",
        }
    }
}

impl Books {
    /// The next request that waits for its callback, as a question.
    pub(super) fn next_question(&mut self) -> Option<Question> {
        let mut intent = self.intents.pop_front()?;
        self.challenges += 1;
        let mut url = intent.callback.clone();
        let is_honest = self.fault != Some(HubFault::Lies);
        let topic = if is_honest { intent.topic.clone() } else { format!("{}?unasked", intent.topic) };
        if let Some(HubFault::Denies(reason)) = &self.fault {
            url.query_pairs_mut()
                .append_pair("hub.mode", "denied")
                .append_pair("hub.topic", &topic)
                .append_pair("hub.reason", reason);
            return Some(Question { intent, url, challenge: None, is_honest });
        }
        if let Some(HubFault::Lease(granted)) = self.fault {
            intent.lease = granted;
        }
        let challenge = format!("challenge-{:06}", self.challenges);
        url.query_pairs_mut()
            .append_pair("hub.mode", intent.mode.as_str())
            .append_pair("hub.topic", &topic)
            .append_pair("hub.challenge", &challenge);
        if intent.mode == Mode::Subscribe {
            url.query_pairs_mut().append_pair("hub.lease_seconds", &intent.lease.as_secs().to_string());
        }
        Some(Question { intent, url, challenge: Some(challenge), is_honest })
    }

    fn conclude(&mut self, question: Question, confirmed: bool, feed: String, now: Timestamp) {
        let Question { intent, challenge, is_honest, .. } = question;
        if let Some(request) = self.requests.get_mut(intent.request) {
            request.confirmed = Some(confirmed);
        }
        if !confirmed || challenge.is_none() || !is_honest {
            return;
        }
        match intent.mode {
            Mode::Unsubscribe => {
                self.subscribers.retain(|known| !known.is(&intent.topic, &intent.written_callback));
            }
            Mode::Subscribe => self.subscribe(intent, feed, now),
        }
    }

    /// A renewal takes the place of what was (WebSub, 5.1), but what was told is told.
    fn subscribe(&mut self, intent: Intent, feed: String, now: Timestamp) {
        let lease = SignedDuration::try_from(intent.lease).unwrap_or(SignedDuration::MAX);
        let public = HubSubscription {
            feed,
            topic: intent.topic,
            callback: intent.written_callback,
            secret: intent.secret,
            lease: intent.lease,
            lease_until: now.checked_add(lease).unwrap_or(Timestamp::MAX),
        };
        match self.subscriber(&public.topic, &public.callback) {
            Some(known) => known.public = public,
            None => {
                let (channel, told) = (intent.channel, intent.told);
                self.subscribers.push(Subscriber { public, channel, told, is_busy: false });
            }
        }
    }
}

impl Question {
    pub(super) fn channel(&self) -> usize {
        self.intent.channel
    }

    /// Asks, and draws the consequence. `now` is asked for when the answer is there.
    pub(super) async fn ask(self, hub: &Hub, names: &Names, feed: String, now: impl Fn() -> Timestamp) {
        let reply = send(names, Method::GET, &self.url, &[], Bytes::new()).await;
        let confirmed = match (&reply, &self.challenge) {
            (Ok(reply), Some(challenge)) => {
                (200..300).contains(&reply.status) && reply.body == challenge.as_bytes()
            }
            (Ok(_), None) => false,
            (Err(error), _) => {
                tracing::debug!(error = error as &dyn std::error::Error, "a callback gives no answer");
                false
            }
        };
        hub.with(|books| books.conclude(self, confirmed, feed, now()));
    }
}
