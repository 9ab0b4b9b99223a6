//! Pushes that hubs were asked for (W3C WebSub): kept, so that a restart neither asks again nor forgets a lease.
use std::fmt;

use model::{FeedId, Timestamp};
use rusqlite::{Row, params};

use crate::ledger::Ledger;
use crate::{Journal, Result};

/// One feed's subscription at its hub.
#[derive(Clone, PartialEq, Eq)]
pub struct Subscription {
    pub feed: FeedId,
    pub hub: String,
    pub topic: String,
    /// The part of the callback's path that only the hub knows.
    pub token: String,
    /// The key of the hub's signatures.
    pub secret: String,
    /// When the hub was last asked.
    pub asked_at: Option<Timestamp>,
    /// Until when the hub has promised to push.
    pub lease_until: Option<Timestamp>,
    pub next_try_at: Timestamp,
    /// Errors in a row.
    pub failures: u32,
    /// A sentence for a person: why there is no lease.
    pub reason: Option<String>,
}

impl fmt::Debug for Subscription {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Subscription")
            .field("feed", &self.feed)
            .field("hub", &self.hub)
            .field("topic", &self.topic)
            .field("asked_at", &self.asked_at)
            .field("lease_until", &self.lease_until)
            .field("next_try_at", &self.next_try_at)
            .field("failures", &self.failures)
            .field("reason", &self.reason)
            .finish_non_exhaustive()
    }
}

impl Journal {
    /// All of them, by feed.
    pub async fn subscriptions(&self) -> Result<Vec<Subscription>> {
        let sql = "SELECT feed, hub, topic, token, secret, asked_at, lease_until, next_try_at, failures, reason \
                   FROM subscriptions ORDER BY feed";
        self.reader()
            .read(move |conn| {
                let mut query = conn.prepare_cached(sql)?;
                let all = query.query_map([], read)?;
                Ok(all.collect::<std::result::Result<_, _>>()?)
            })
            .await
    }

    /// Stores a subscription in the place of an older one of the same feed.
    pub async fn keep_subscription(&self, subscription: Subscription) -> Result<()> {
        self.inner.writer.write(move |ledger| ledger.keep_subscription(&subscription)).await
    }

    pub async fn drop_subscription(&self, feed: &FeedId) -> Result<()> {
        let feed = feed.clone();
        self.inner.writer.write(move |ledger| ledger.drop_subscription(&feed)).await
    }
}

impl Ledger {
    fn keep_subscription(&self, subscription: &Subscription) -> Result<()> {
        let sql = "INSERT OR REPLACE INTO subscriptions \
                     (feed, hub, topic, token, secret, asked_at, lease_until, next_try_at, failures, reason) \
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";
        self.conn.prepare_cached(sql)?.execute(params![
            subscription.feed.as_str(),
            subscription.hub,
            subscription.topic,
            subscription.token,
            subscription.secret,
            subscription.asked_at.map(|at| at.millis()),
            subscription.lease_until.map(|at| at.millis()),
            subscription.next_try_at.millis(),
            subscription.failures,
            subscription.reason
        ])?;
        Ok(())
    }

    pub(crate) fn drop_subscription(&self, feed: &FeedId) -> Result<()> {
        self.conn.prepare_cached("DELETE FROM subscriptions WHERE feed = ?1")?.execute([feed.as_str()])?;
        Ok(())
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<Subscription> {
    let time =
        |index| Ok::<_, rusqlite::Error>(row.get::<_, Option<i64>>(index)?.map(Timestamp::from_millis));
    Ok(Subscription {
        feed: FeedId::new(row.get::<_, String>(0)?),
        hub: row.get(1)?,
        topic: row.get(2)?,
        token: row.get(3)?,
        secret: row.get(4)?,
        asked_at: time(5)?,
        lease_until: time(6)?,
        next_try_at: Timestamp::from_millis(row.get(7)?),
        failures: row.get(8)?,
        reason: row.get(9)?,
    })
}
