//! Subscriptions at hubs outlive the process, and go with their feed.
use journal::{Config, Journal, Subscription};
use model::{Clock, FeedId};

use crate::kit::*;

fn subscription(feed: &str) -> Subscription {
    Subscription {
        feed: FeedId::new(feed),
        hub: "https://hub.example/".to_owned(),
        topic: format!("https://desk.example/{feed}.xml"),
        token: "t0ken".to_owned(),
        secret: "s3cret".to_owned(),
        asked_at: Some(now()),
        lease_until: None,
        next_try_at: now().plus(HOUR),
        failures: 2,
        reason: Some("the hub answered 500".to_owned()),
    }
}

#[tokio::test]
async fn subscriptions_survive_and_are_replaced() {
    let dir = tempfile::tempdir().unwrap();
    let journal = open(dir.path());
    let (a, b) = (subscription("a"), subscription("b"));
    for kept in [&b, &a] {
        journal.keep_subscription(kept.clone()).await.unwrap();
    }
    let confirmed =
        Subscription { lease_until: Some(now().plus(10 * DAY)), failures: 0, reason: None, ..a.clone() };
    journal.keep_subscription(confirmed.clone()).await.unwrap();
    let left = crash(dir.path());
    let journal = open(left.path());
    assert_eq!(journal.subscriptions().await.unwrap(), [confirmed.clone(), b]);
    journal.drop_subscription(&FeedId::new("b")).await.unwrap();
    assert_eq!(journal.subscriptions().await.unwrap(), [confirmed]);
    let shown = format!("{a:?}");
    assert!(
        shown.contains("hub.example") && !shown.contains("t0ken") && !shown.contains("s3cret"),
        "{shown}"
    );
}

#[tokio::test]
async fn a_forgotten_feed_takes_its_subscription_along() {
    let dir = tempfile::tempdir().unwrap();
    let config = Config { remember: DAY, ..Config::new(dir.path()) };
    let journal = Journal::open(config, Clock::system()).unwrap();
    for name in ["a", "b"] {
        feed(&journal, name).await;
        journal.keep_subscription(subscription(name)).await.unwrap();
    }
    assert_eq!(retain_after(&journal, 2 * DAY).await.feeds, 1);
    let left = journal.subscriptions().await.unwrap();
    assert_eq!(left.iter().map(|left| left.feed.as_str()).collect::<Vec<_>>(), ["b"]);
}
