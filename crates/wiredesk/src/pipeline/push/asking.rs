//! Asks hubs to subscribe and to renew: each when it is due, with a back-off that heals by itself.
use std::sync::Arc;
use std::time::Duration;

use fetcher::{FetchErrorKind, RequestKind};
use futures_util::{StreamExt, stream};
use journal::{JournalError, Subscription};
use model::Timestamp;
use url::Url;

use super::super::desk::Desk;
use super::super::events;
use super::super::poll::request;
use super::Push;

/// Hubs asked at once.
const AT_ONCE: usize = 8;
/// A hub that said yes and does not call back within this time is asked again.
const PATIENCE: Duration = Duration::from_secs(10 * 60);
const FIRST_WAIT: Duration = Duration::from_secs(60);
const LONGEST_WAIT: Duration = Duration::from_secs(6 * 3600);
/// Looked at again at least this often, for clocks that jump.
const LONGEST_NAP: Duration = Duration::from_secs(60);

/// Runs until the desk stops.
pub async fn run(desk: Arc<Desk>) -> anyhow::Result<()> {
    let Some(push) = &desk.push else {
        desk.stopping.cancelled().await;
        return Ok(());
    };
    for state in desk.feeds() {
        push.consider(&desk, &state).await?;
    }
    while !desk.stopping.is_cancelled() {
        let now = desk.clock.now();
        let asked = stream::iter(push.due(now))
            .map(|subscription| ask(&desk, push, subscription))
            .buffer_unordered(AT_ONCE)
            .collect::<Vec<_>>();
        asked.await.into_iter().collect::<Result<(), JournalError>>()?;
        let nap = push.next_at().map_or(LONGEST_NAP, |at| at.since(desk.clock.now()).min(LONGEST_NAP));
        tokio::select! {
            () = tokio::time::sleep(nap.max(Duration::from_millis(100))) => {}
            () = push.changed.notified() => {}
            () = desk.stopping.cancelled() => {}
        }
    }
    Ok(())
}

impl Push {
    fn due(&self, now: Timestamp) -> Vec<Subscription> {
        self.held().subscriptions.values().filter(|found| found.next_try_at <= now).cloned().collect()
    }

    fn next_at(&self) -> Option<Timestamp> {
        self.held().subscriptions.values().map(|found| found.next_try_at).min()
    }

    /// Where the hub of this subscription reaches us.
    fn callback(&self, token: &str) -> String {
        format!("{}/{token}", self.config.callback.as_str().trim_end_matches('/'))
    }
}

/// Section 5.1: `hub.mode=subscribe`. The hub's yes is only that it will ask back.
async fn ask(desk: &Desk, push: &Push, subscription: Subscription) -> Result<(), JournalError> {
    let Some((feed, state)) = desk.feed(&subscription.feed) else {
        return push.leave(desk, &subscription.feed).await;
    };
    let Ok(hub) = Url::parse(&subscription.hub) else { return push.leave(desk, &subscription.feed).await };
    let mut request = request(&feed, &state, hub, RequestKind::Hub);
    request.form = Some(vec![
        ("hub.mode".into(), "subscribe".into()),
        ("hub.topic".into(), subscription.topic.clone()),
        ("hub.callback".into(), push.callback(&subscription.token)),
        ("hub.secret".into(), subscription.secret.clone()),
        ("hub.lease_seconds".into(), push.config.lease.as_secs().to_string()),
    ]);
    // The hub may ask back before its answer has arrived: what it verifies must be known by then.
    let mut next = subscription.clone();
    next.asked_at = Some(desk.clock.now());
    next.next_try_at = desk.clock.now().plus(PATIENCE);
    push.keep(desk, next).await?;
    let asked = tokio::select! {
        asked = desk.fetcher.fetch(request) => asked,
        () = desk.stopping.cancelled() => return Ok(()),
    };
    let error = match asked {
        Ok(_) => {
            events::hub_asked(&subscription, "accepted");
            return Ok(());
        }
        Err(error) => error,
    };
    let Some(mut next) = push.of_token(&subscription.token) else { return Ok(()) };
    let now = desk.clock.now();
    if error.kind() == FetchErrorKind::Busy {
        next.next_try_at = error.retry_after().unwrap_or(now.plus(FIRST_WAIT));
    } else {
        next.failures = next.failures.saturating_add(1);
        next.reason = Some(error.reason());
        next.next_try_at = now.plus(wait(next.failures));
        events::hub_failed(&next);
    }
    push.keep(desk, next).await
}

/// One minute, doubled with each failure, six hours at most.
pub(super) fn wait(failures: u32) -> Duration {
    FIRST_WAIT.saturating_mul(1 << failures.saturating_sub(1).min(16)).min(LONGEST_WAIT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_six_hours() {
        let minutes: Vec<u64> = [0, 1, 2, 3, 8, 9, 40].map(|n| wait(n).as_secs() / 60).to_vec();
        assert_eq!(minutes, [1, 1, 2, 4, 128, 256, 360]);
    }
}
