//! A record that the brokers refuse costs its own version, and nothing else.
use model::record::{DeadLetter, Topic};
use rdkafka::admin::{AdminOptions, NewTopic, TopicReplication};
use sink::topics::topic_name;
use sink::{Config, Delivery, SinkStatus};

use crate::kit::{Desk, LIMIT, admin, check_stories, noise, read, row};

/// A topic whose limit is smaller than ours, as an operator may have set it.
async fn small_topic(config: &Config, topic: Topic, limit: &str) {
    let name = topic_name(&config.prefix, topic);
    let new = NewTopic::new(&name, 2, TopicReplication::Fixed(1)).set("max.message.bytes", limit);
    let created = admin().create_topics([&new], &AdminOptions::new()).await.expect("an answer");
    assert!(created.iter().all(Result::is_ok), "{created:?}");
}

/// Twenty stories around one version whose second record nobody takes.
async fn refuse(desk: &mut Desk, config: Config, bytes: usize) {
    desk.commit_stories(0..10).await;
    desk.commit(vec![
        row(Topic::Enriched, "wdx", "not published either"),
        row(Topic::Quotes, "wdx", noise(bytes)),
    ])
    .await;
    desk.commit_stories(10..20).await;
    let publisher = desk.publisher(config.clone());
    desk.published(&publisher).await;
    let mut progress = publisher.progress();
    let _ = tokio::time::timeout(LIMIT, progress.wait_for(|progress| progress.unpublished == 0)).await;
    assert_eq!(*publisher.status().borrow(), SinkStatus::Ready);
    assert!(publisher.stop(LIMIT).await);
    let letters = read(&config, Topic::DeadLetters);
    assert_eq!(letters.len(), 1);
    let letter: DeadLetter =
        serde_json::from_slice(letters[0].value.as_deref().unwrap_or_default()).expect("a dead letter");
    assert_eq!((letter.stage.as_str(), letter.kind.as_str()), ("publish", "record_refused"));
    assert!(letter.article.is_some() && letter.reason.contains("quotes"), "{letter:?}");
    assert_eq!(letter.body_truncated, bytes > 64 << 10);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_record_over_the_topics_limit_is_withheld() {
    let mut desk = Desk::open().await;
    let config = desk.config();
    small_topic(&config, Topic::Quotes, "20000").await;
    refuse(&mut desk, config.clone(), 50_000).await;
    check_stories(&config, 0..20);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_record_over_our_own_limit_is_withheld() {
    let mut desk = Desk::open().await;
    let mut config = desk.config();
    config.max_record_bytes = 300_000;
    refuse(&mut desk, config.clone(), 400_000).await;
    check_stories(&config, 0..20);
}

#[tokio::test(flavor = "multi_thread")]
async fn at_least_once_withholds_too() {
    let mut desk = Desk::open().await;
    let mut config = desk.config();
    config.delivery = Delivery::AtLeastOnce;
    small_topic(&config, Topic::Quotes, "20000").await;
    refuse(&mut desk, config.clone(), 50_000).await;
    // What went out before the refusal may come again, as promised; nothing is missing.
    let mut found: Vec<usize> = read(&config, Topic::Enriched)
        .iter()
        .filter_map(|record| crate::kit::text(record).parse().ok())
        .collect();
    found.sort();
    found.dedup();
    assert_eq!(found, Vec::from_iter(0..20));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_row_of_no_version_is_passed_over() {
    let mut desk = Desk::open().await;
    let config = desk.config();
    small_topic(&config, Topic::DeadLetters, "20000").await;
    desk.commit_stories(0..3).await;
    let letters =
        vec![row(Topic::DeadLetters, "feed", noise(50_000)), row(Topic::DeadLetters, "feed", "small")];
    desk.journal.record_dead_letters(letters).await.expect("appended");
    desk.commit_stories(3..6).await;
    desk.publish_all(config.clone()).await;
    check_stories(&config, 0..6);
    assert_eq!(read(&config, Topic::DeadLetters).iter().map(crate::kit::text).collect::<Vec<_>>(), ["small"]);
}
