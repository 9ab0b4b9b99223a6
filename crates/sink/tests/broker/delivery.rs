//! Each version once, whatever happens to the producer.
use std::time::Duration;

use model::record::Topic;
use rand::Rng;
use rdkafka::producer::{BaseProducer, Producer};
use sink::{Delivery, SinkStatus};

use crate::kit::{self, Desk, LIMIT, check_stories, read, wait_for};

#[tokio::test(flavor = "multi_thread")]
async fn once_over_dropped_producers() {
    let mut desk = Desk::open().await;
    let mut config = desk.config();
    config.batch_rows = 20;
    let mut number = 0;
    for _ in 0..12 {
        let publisher = desk.publisher(config.clone());
        let (more, after) = (rand::rng().random_range(5..40), rand::rng().random_range(0..30));
        desk.commit_stories(number..number + more).await;
        number += more;
        let goal = publisher.progress().borrow().published + after;
        let _ = tokio::time::timeout(LIMIT, publisher.progress().wait_for(|it| it.published >= goal)).await;
        drop(publisher); // as a crash would: the transaction in hand stays open
    }
    desk.publish_all(config.clone()).await;
    check_stories(&config, 0..number);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fenced_producer_is_replaced() {
    let mut desk = Desk::open().await;
    let config = desk.config();
    let publisher = desk.publisher(config.clone());
    desk.commit_stories(0..10).await;
    desk.published(&publisher).await;
    let thief: BaseProducer = kit::client()
        .set("transactional.id", sink::group_of(desk.journal.id()))
        .create()
        .expect("a producer");
    thief.init_transactions(LIMIT).expect("the identity is taken");
    desk.commit_stories(10..20).await;
    desk.published(&publisher).await;
    assert_eq!(*publisher.status().borrow(), SinkStatus::Ready);
    assert!(publisher.stop(LIMIT).await);
    check_stories(&config, 0..20);
}

#[tokio::test(flavor = "multi_thread")]
async fn records_carry_key_headers_and_commit_time() {
    let mut desk = Desk::open().await;
    desk.commit_stories(3..4).await;
    desk.publish_all(desk.config()).await;
    let records = read(&desk.config(), Topic::Enriched);
    let record = records.first().expect("one record");
    assert_eq!(record.key.as_deref(), Some(b"wd3".as_slice()));
    assert_eq!(record.header("ce_id"), Some("wd3.1"));
    let time = record.header("ce_time").and_then(model::Timestamp::parse).expect("a time");
    let appended = record.appended_at.expect("LogAppendTime");
    assert!(
        appended.since(time) < LIMIT && time <= appended.plus(Duration::from_secs(1)),
        "{time} {appended}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn at_least_once_arrives_and_keeps_its_position() {
    let mut desk = Desk::open().await;
    let mut config = desk.config();
    config.delivery = Delivery::AtLeastOnce;
    desk.commit_stories(0..30).await;
    desk.publish_all(config.clone()).await;
    desk.commit_stories(30..40).await;
    desk.publish_all(config.clone()).await;
    // Nothing failed, so nothing came twice.
    check_stories(&config, 0..40);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stop_ends_the_transaction_in_hand() {
    let mut desk = Desk::open().await;
    let config = desk.config();
    desk.commit_stories(0..200).await;
    let publisher = desk.publisher(config.clone());
    wait_for(&publisher, "ready", |status| *status == SinkStatus::Ready).await;
    assert!(publisher.stop(LIMIT).await);
    desk.publish_all(config.clone()).await;
    check_stories(&config, 0..200);
}
