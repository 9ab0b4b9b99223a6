//! Where publishing goes on: two keepers, a foreign journal, a new sink.
use model::record::Topic;
use rdkafka::admin::AdminOptions;
use rdkafka::consumer::{BaseConsumer, Consumer};
use rdkafka::{Offset, TopicPartitionList};
use sink::Backlog;
use sink::topics::topic_name;

use crate::kit::{self, Desk, LIMIT, check_stories, open_journal, read, stopped};

/// What Kafka holds as the journal's position.
fn position_in_kafka(desk: &Desk) -> Offset {
    let group = sink::group_of(desk.journal.id());
    let consumer: BaseConsumer = kit::client().set("group.id", group).create().expect("a consumer");
    let topic = topic_name(&desk.prefix(), Topic::Progress);
    let mut wanted = TopicPartitionList::new();
    wanted.add_partition(&topic, 0);
    let found = consumer.committed_offsets(wanted, LIMIT).expect("committed offsets");
    found.find_partition(&topic, 0).map(|element| element.offset()).unwrap_or(Offset::Invalid)
}

#[tokio::test(flavor = "multi_thread")]
async fn an_expired_position_is_the_journals() {
    let mut desk = Desk::open().await;
    let config = desk.config();
    desk.commit_stories(0..10).await;
    desk.publish_all(config.clone()).await;
    let published = position_in_kafka(&desk);
    let group = sink::group_of(desk.journal.id());
    kit::admin().delete_groups(&[&group], &AdminOptions::new()).await.expect("an answer");
    assert_eq!(position_in_kafka(&desk), Offset::Invalid);
    desk.commit_stories(10..12).await;
    desk.publish_all(config.clone()).await;
    check_stories(&config, 0..12);
    assert!(matches!((published, position_in_kafka(&desk)), (Offset::Offset(a), Offset::Offset(b)) if b > a));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_idle_worker_commits_its_position_again() {
    let mut desk = Desk::open().await;
    let mut config = desk.config();
    desk.commit_stories(0..3).await;
    desk.publish_all(config.clone()).await;
    let published = position_in_kafka(&desk);
    config.recommit = std::time::Duration::from_millis(200);
    let publisher = desk.publisher(config.clone());
    desk.published(&publisher).await;
    let group = sink::group_of(desk.journal.id());
    kit::admin().delete_groups(&[&group], &AdminOptions::new()).await.expect("an answer");
    kit::wait_until("the position is back in Kafka", || position_in_kafka(&desk) == published).await;
    assert!(publisher.stop(LIMIT).await);
    check_stories(&config, 0..3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copied_journal_is_told_apart() {
    let mut desk = Desk::open().await;
    let config = desk.config();
    desk.commit_stories(0..5).await;
    desk.publish_all(config.clone()).await;
    desk.journal.checkpoint_and_close().await.expect("closed");
    let copy = tempfile::tempdir().expect("a directory");
    for entry in std::fs::read_dir(desk.dir.path()).expect("the journal's files") {
        let entry = entry.expect("an entry");
        std::fs::copy(entry.path(), copy.path().join(entry.file_name())).expect("a copy");
    }
    let mut desk = Desk::reopen(desk).await;
    desk.commit_stories(5..9).await;
    desk.publish_all(config.clone()).await;
    // Behind what was published under its id…
    let twin = open_journal(copy.path());
    let publisher = kit::start(config.clone(), &twin);
    let said = stopped(&publisher).await;
    assert!(said.contains("wiredesk adopt"), "{said}");
    assert!(publisher.stop(LIMIT).await);
    twin.checkpoint_and_close().await.expect("closed");
    drop(twin);
    // …and level with it, but with rows of its own.
    let mut twin = Desk::around(copy, &desk).await;
    twin.commit_stories(100..104).await;
    let said = stopped(&twin.publisher(config.clone())).await;
    assert!(said.contains("wiredesk adopt"), "{said}");
    check_stories(&config, 0..9);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_sink_gets_the_backlog_or_not() {
    for (backlog, expected) in
        [(Backlog::Retained, vec!["0", "1", "2", "3"]), (Backlog::None, vec!["2", "3"])]
    {
        let mut desk = Desk::open().await;
        let mut config = desk.config();
        config.backlog = backlog;
        desk.commit_stories(0..2).await;
        let publisher = desk.publisher(config.clone());
        kit::wait_for(&publisher, "ready", |status| *status == sink::SinkStatus::Ready).await;
        desk.commit_stories(2..4).await;
        desk.published(&publisher).await;
        assert!(publisher.stop(LIMIT).await);
        let mut found: Vec<String> = read(&config, Topic::Enriched).iter().map(kit::text).collect();
        found.sort();
        assert_eq!(found, expected, "{backlog:?}");
    }
}
