//! What hubs call us for: to verify that a subscription was meant, to deny one, and to push (sections 5.3, 5.2 and 7).
use std::time::Duration;

use journal::{JournalError, Scope};
use model::record::Origin;
use parser::feed::FeedContext;

use super::super::desk::Desk;
use super::super::events;
use super::super::poll::{Shown, admit};
use super::{asking, signature};

/// Renewed after this share of the lease, so that a hub may be away for the rest.
const RENEW_AT: f64 = 0.8;
/// A hub that grants moments is not asked more often than this.
const SHORTEST_LEASE: Duration = Duration::from_secs(60);
const DENIED: Duration = Duration::from_secs(24 * 3600);
const LEASE: Duration = Duration::from_secs(10 * 24 * 3600);

/// The query of a hub's GET.
#[derive(Debug, Default, serde::Deserialize)]
pub struct Verification {
    #[serde(rename = "hub.mode")]
    pub mode: String,
    #[serde(rename = "hub.topic")]
    pub topic: Option<String>,
    #[serde(rename = "hub.challenge")]
    pub challenge: Option<String>,
    #[serde(rename = "hub.lease_seconds")]
    pub lease_seconds: Option<u64>,
    #[serde(rename = "hub.reason")]
    pub reason: Option<String>,
}

/// What the hub is told.
#[derive(Debug, PartialEq, Eq)]
pub enum Answer {
    /// The subscription was meant: its challenge comes back.
    Challenge(String),
    Accepted,
    /// Nothing of the kind was asked for.
    Unknown,
    /// The subscription has ended.
    Gone,
    /// Not now: the hub pushes again later.
    Later,
}

/// A hub asks whether a subscription is meant, or says that it is denied.
pub async fn verify(desk: &Desk, token: &str, asked: Verification) -> Result<Answer, JournalError> {
    let Some(push) = &desk.push else { return Ok(Answer::Unknown) };
    let Some(mut known) = push.of_token(token) else {
        let topic = asked.topic.unwrap_or_default();
        let left = push.held().leaving.iter().any(|(left, of)| left == token && *of == topic);
        return Ok(match asked.challenge {
            Some(challenge) if left && asked.mode == "unsubscribe" => Answer::Challenge(challenge),
            _ => Answer::Unknown,
        });
    };
    if asked.topic.as_deref() != Some(known.topic.as_str()) {
        return Ok(Answer::Unknown);
    }
    let now = desk.clock.now();
    match (asked.mode.as_str(), asked.challenge) {
        ("subscribe", Some(challenge)) if known.asked_at.is_some() => {
            let lease = asked.lease_seconds.map_or(LEASE, Duration::from_secs).max(SHORTEST_LEASE);
            known.lease_until = Some(now.plus(lease));
            known.next_try_at = now.plus(lease.mul_f64(RENEW_AT));
            known.failures = 0;
            known.reason = None;
            events::hub_asked(&known, "verified");
            push.keep(desk, known).await?;
            push.changed.notify_one();
            Ok(Answer::Challenge(challenge))
        }
        ("denied", _) => {
            known.lease_until = None;
            known.failures = known.failures.saturating_add(1);
            known.next_try_at = now.plus(DENIED.max(asking::wait(known.failures)));
            known.reason = Some(format!("the hub denied it: {}", asked.reason.unwrap_or_default()));
            events::hub_failed(&known);
            push.keep(desk, known).await?;
            Ok(Answer::Accepted)
        }
        _ => Ok(Answer::Unknown),
    }
}

/// A hub pushes a body of the feed. What is not signed by our secret is dropped and accepted all the same, so that
/// nobody can try secrets out (section 8).
pub async fn receive(
    desk: &Desk,
    token: &str,
    content_type: Option<&str>,
    signed: Option<&str>,
    body: Vec<u8>,
) -> Result<Answer, JournalError> {
    let Some(push) = &desk.push else { return Ok(Answer::Unknown) };
    let Some(known) = push.of_token(token) else { return Ok(Answer::Gone) };
    let Some((feed, state)) = desk.feed(&known.feed) else { return Ok(Answer::Gone) };
    if desk.outbox_full.load(std::sync::atomic::Ordering::Relaxed) {
        return Ok(Answer::Later);
    }
    if !signed.is_some_and(|signed| signature::fits(signed, known.secret.as_bytes(), &body)) {
        events::pushed(&known.feed, "unsigned", 0);
        return Ok(Answer::Accepted);
    }
    let now = desk.clock.now();
    let (url, content_type) = (known.topic.clone(), content_type.map(str::to_owned));
    let read = desk.cpu.run(move || {
        let context = FeedContext {
            url: &url,
            content_type: content_type.as_deref(),
            content_language: None,
            now: Some(now),
        };
        parser::feed::read(&body, &context).map_err(|error| error.to_string())
    });
    let document = match read.await {
        Ok(Ok(document)) => document,
        Ok(Err(reason)) => {
            tracing::warn!(feed = %known.feed, reason, "a pushed body could not be read; the next poll will tell");
            events::pushed(&known.feed, "unreadable", 0);
            return Ok(Answer::Accepted);
        }
        Err(_) => return Ok(Answer::Later),
    };
    let shown = Shown {
        document: &document,
        fetched_at: now,
        scope: Scope::Part,
        origin: Origin::Poll,
        poll: desk.poll_id(),
    };
    let admitted = admit(desk, &feed, state, shown).await?;
    events::pushed(&known.feed, "admitted", admitted.new + admitted.changed);
    Ok(Answer::Accepted)
}
