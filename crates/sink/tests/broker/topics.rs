//! Topics are created with their settings, and refused when they would lose what a worker remembers.
use model::record::Topic;
use rdkafka::admin::{AdminOptions, NewTopic, ResourceSpecifier, TopicReplication};
use sink::SinkStatus;
use sink::topics::{Spec, topic_name};

use crate::kit::{Desk, admin, stopped, wait_for};

#[tokio::test(flavor = "multi_thread")]
async fn topics_are_created_with_their_settings() {
    let desk = Desk::open().await;
    let config = desk.config();
    let publisher = desk.publisher(config.clone());
    wait_for(&publisher, "ready", |status| *status == SinkStatus::Ready).await;
    assert!(publisher.stop(crate::kit::LIMIT).await);
    let admin = admin();
    let metadata = admin.inner().fetch_metadata(None, crate::kit::LIMIT).expect("metadata");
    for topic in Topic::ALL {
        let spec = Spec::of(topic, &config);
        let found = metadata.topics().iter().find(|found| found.name() == spec.name).expect("the topic");
        assert_eq!(found.partitions().len(), spec.partitions as usize, "{}", spec.name);
        let resource = [ResourceSpecifier::Topic(&spec.name)];
        let described = admin.describe_configs(&resource, &AdminOptions::new()).await.expect("an answer");
        let described = described.into_iter().next().expect("one topic").expect("its settings");
        for (name, value) in &spec.settings {
            let found = described.get(name).and_then(|entry| entry.value.as_deref());
            assert_eq!(found, Some(value.as_str()), "{} {name}", spec.name);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn unfit_topics_are_refused_with_a_reason() {
    for (topic, partitions, policy, reason) in [
        (Topic::FeedState, 3, "compact", "has 3 partitions and needs 32"),
        (Topic::FeedState, 32, "delete", "needs `compact`"),
        (Topic::Progress, 1, "delete", "needs `compact`"),
    ] {
        let desk = Desk::open().await;
        let name = topic_name(&desk.prefix(), topic);
        let new = NewTopic::new(&name, partitions, TopicReplication::Fixed(1)).set("cleanup.policy", policy);
        let created = admin().create_topics([&new], &AdminOptions::new()).await.expect("an answer");
        assert!(created.iter().all(Result::is_ok), "{created:?}");
        let publisher = desk.publisher(desk.config());
        let said = stopped(&publisher).await;
        assert!(said.contains(reason) && said.contains(&name), "{said}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_broker_that_is_away_is_waited_for() {
    let desk = Desk::open().await;
    let unused = std::net::TcpListener::bind("127.0.0.1:0").and_then(|it| it.local_addr()).expect("a port");
    let mut config = desk.config();
    config.brokers = vec![unused.to_string()];
    let publisher = desk.publisher(config);
    let wanted = |status: &SinkStatus| matches!(status, SinkStatus::Degraded { .. });
    let status = wait_for(&publisher, "degraded", wanted).await;
    assert!(format!("{status:?}").contains(&unused.to_string()), "{status:?}");
    assert!(publisher.stop(crate::kit::LIMIT).await);
}
