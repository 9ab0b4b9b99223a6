//! The topics of a sink: created with their settings when missing, refused when they cannot keep a promise.
use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use model::record::Topic;
use rdkafka::admin::{AdminClient, AdminOptions, NewTopic, ResourceSpecifier, TopicReplication};

use rdkafka::types::RDKafkaErrorCode as Code;

use crate::client::Clients;
use crate::config::Config;
use crate::error::{Result, SinkError};
use crate::events::{TopicCreated, TopicUnchecked, TopicWeaker};
use crate::listener::Listener;
use crate::patience::Patience;

/// Fixed: the journal numbers them (docs/delivery.md, rule 12).
const STATE_PARTITIONS: i32 = journal::PARTITIONS as i32;
const DAY: u64 = 24 * 60 * 60 * 1000;
const ADMIN_TIMEOUT: Duration = Duration::from_secs(30);

/// One topic as docs/records.md has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spec {
    pub topic: Topic,
    pub name: String,
    pub partitions: i32,
    pub settings: BTreeMap<&'static str, String>,
}

impl Spec {
    pub fn of(topic: Topic, config: &Config) -> Spec {
        let mut settings = BTreeMap::from([
            ("cleanup.policy", String::from("delete")),
            // Event time as record time would let retention delete fresh records.
            ("message.timestamp.type", String::from("LogAppendTime")),
            ("max.message.bytes", config.max_record_bytes.to_string()),
        ]);
        let mut set = |name, value: String| drop(settings.insert(name, value));
        match topic {
            Topic::Enriched => {
                set("cleanup.policy", "compact,delete".into());
                set("min.compaction.lag.ms", (7 * DAY).to_string());
                set("retention.ms", (90 * DAY).to_string());
            }
            Topic::Articles | Topic::Quotes | Topic::Entities | Topic::DeadLetters => {
                set("retention.ms", (30 * DAY).to_string());
            }
            Topic::Handover => set("retention.ms", (7 * DAY).to_string()),
            Topic::Progress => set("cleanup.policy", "compact".into()),
            Topic::FeedState => {
                set("cleanup.policy", "compact".into());
                // Only closed segments are compacted, and a restore reads what is not (docs/delivery.md, rule 12).
                set("segment.ms", (60 * 60 * 1000).to_string());
                set("segment.bytes", (16 << 20).to_string());
            }
        }
        let partitions = match topic {
            Topic::FeedState | Topic::Handover => STATE_PARTITIONS,
            Topic::Progress => 1,
            _ => config.record_partitions,
        };
        Spec { topic, name: topic_name(&config.prefix, topic), partitions, settings }
    }

    /// How an administrator creates it by hand.
    fn by_hand(&self) -> String {
        let settings: String =
            self.settings.iter().map(|(name, value)| format!(" --config {name}={value}")).collect();
        format!(
            "create it with `kafka-topics.sh --create --topic {} --partitions {}{settings}`",
            self.name, self.partitions
        )
    }
}

pub fn topic_name(prefix: &str, topic: Topic) -> String {
    format!("{prefix}{}", topic.name())
}

/// Creates what is missing and checks what is there. Gives the largest batch of records that every topic takes.
pub(crate) fn ensure(config: &Config, clients: &Clients, patience: &Patience) -> Result<usize> {
    let admin = clients.admin()?;
    let specs: Vec<Spec> = Topic::ALL.into_iter().map(|topic| Spec::of(topic, config)).collect();
    let mut present = partitions_by_topic(&admin)?;
    let missing: Vec<&Spec> = specs.iter().filter(|spec| !present.contains_key(&spec.name)).collect();
    if !missing.is_empty() {
        create(config, &admin, patience, &missing)?;
        present = appeared(&admin, patience, &specs)?;
    }
    let settings = describe(&admin, patience, &specs)?;
    for spec in &specs {
        let partitions = present.get(&spec.name).copied();
        check(spec, partitions, settings.get(&spec.name))?;
    }
    let limits = settings.values().filter_map(|settings| settings.get("max.message.bytes")?.parse().ok());
    Ok(limits.min().unwrap_or(config.max_record_bytes))
}

/// Asked for all topics at once: asking for one that is missing would let the broker create it with its defaults.
fn partitions_by_topic(admin: &AdminClient<Listener>) -> Result<BTreeMap<String, usize>> {
    let metadata =
        admin.inner().fetch_metadata(None, ADMIN_TIMEOUT).map_err(SinkError::kafka("list the topics"))?;
    Ok(metadata.topics().iter().map(|topic| (topic.name().to_owned(), topic.partitions().len())).collect())
}

/// A broker may answer from before the creation that another has just confirmed (seen, on a single node too).
fn appeared(
    admin: &AdminClient<Listener>,
    patience: &Patience,
    specs: &[Spec],
) -> Result<BTreeMap<String, usize>> {
    let began = Instant::now();
    loop {
        let present = partitions_by_topic(admin)?;
        let complete =
            specs.iter().all(|spec| present.get(&spec.name).is_some_and(|partitions| *partitions > 0));
        if complete || began.elapsed() > ADMIN_TIMEOUT || patience.stop_asked() {
            return Ok(present);
        }
        patience.pause(Duration::from_millis(100));
    }
}

fn create(
    config: &Config,
    admin: &AdminClient<Listener>,
    patience: &Patience,
    specs: &[&Spec],
) -> Result<()> {
    let replication = config.replication.unwrap_or(-1); // -1: the cluster's default (KIP-464)
    let new: Vec<NewTopic<'_>> = specs
        .iter()
        .map(|spec| {
            let topic = NewTopic::new(&spec.name, spec.partitions, TopicReplication::Fixed(replication));
            spec.settings.iter().fold(topic, |topic, (name, value)| topic.set(name, value))
        })
        .collect();
    let options =
        AdminOptions::new().operation_timeout(Some(ADMIN_TIMEOUT)).request_timeout(Some(ADMIN_TIMEOUT));
    let results = patience
        .block_on(admin.create_topics(&new, &options))
        .map_err(SinkError::kafka("create the topics"))?;
    for result in results {
        match result {
            Ok(topic) => TopicCreated { topic: &topic }.emit(),
            Err((_, Code::TopicAlreadyExists)) => {} // another worker was faster; checked below
            Err((topic, code)) => {
                let help = specs
                    .iter()
                    .find(|spec| spec.name == topic)
                    .map(|spec| spec.by_hand())
                    .unwrap_or_default();
                return Err(SinkError::Topic { topic, reason: format!("cannot be created: {code}"), help });
            }
        }
    }
    Ok(())
}

type Settings = BTreeMap<String, String>;

/// The settings of each topic that may be read. A cluster may forbid reading them: then they are taken on trust.
fn describe(
    admin: &AdminClient<Listener>,
    patience: &Patience,
    specs: &[Spec],
) -> Result<BTreeMap<String, Settings>> {
    let resources: Vec<ResourceSpecifier<'_>> =
        specs.iter().map(|spec| ResourceSpecifier::Topic(&spec.name)).collect();
    let options = AdminOptions::new().request_timeout(Some(ADMIN_TIMEOUT));
    let results = patience
        .block_on(admin.describe_configs(&resources, &options))
        .map_err(SinkError::kafka("read the topics' settings"))?;
    let mut settings = BTreeMap::new();
    for (spec, result) in specs.iter().zip(results) {
        match result {
            Ok(resource) => {
                let entries = resource.entries.into_iter();
                let read = entries.filter_map(|entry| Some((entry.name, entry.value?))).collect();
                settings.insert(spec.name.clone(), read);
            }
            Err(code) => TopicUnchecked { topic: &spec.name, code }.emit(),
        }
    }
    Ok(settings)
}

fn check(spec: &Spec, partitions: Option<usize>, settings: Option<&Settings>) -> Result<()> {
    let refuse = |reason: String, help: &str| {
        Err(SinkError::Topic { topic: spec.name.clone(), reason, help: help.to_owned() })
    };
    let fixed = matches!(spec.topic, Topic::FeedState | Topic::Handover | Topic::Progress);
    match partitions {
        None => return refuse("does not exist".into(), &spec.by_hand()),
        Some(found) if fixed && usize::try_from(spec.partitions) != Ok(found) => {
            return refuse(
                format!("has {found} partitions and needs {}", spec.partitions),
                "a feed's partition never changes, so this topic cannot be one of ours: set another `kafka.prefix`",
            );
        }
        Some(_) => {}
    }
    let Some(settings) = settings else { return Ok(()) };
    let policies: BTreeSet<&str> = settings
        .get("cleanup.policy")
        .map(|policy| policy.split(',').map(str::trim).collect())
        .unwrap_or_default();
    if matches!(spec.topic, Topic::FeedState | Topic::Progress) && policies != BTreeSet::from(["compact"]) {
        return refuse(
            format!("has `cleanup.policy` `{}` and needs `compact`", Vec::from_iter(policies).join(",")),
            "with any other policy what a worker remembers would be deleted",
        );
    }
    weaker(spec, settings);
    Ok(())
}

/// What an operator may have chosen, and should know: a smaller limit withholds records, CreateTime ages them.
fn weaker(spec: &Spec, settings: &Settings) {
    let wanted = |name: &str| spec.settings.get(name).map(String::as_str).unwrap_or_default();
    let number = |text: &str| text.parse::<u64>().unwrap_or(u64::MAX);
    for name in ["max.message.bytes", "message.timestamp.type"] {
        let Some(found) = settings.get(name) else { continue };
        let weak = match name {
            "max.message.bytes" => number(found) < number(wanted(name)),
            _ => found != wanted(name),
        };
        if weak {
            TopicWeaker { topic: &spec.name, setting: name, found, wanted: wanted(name) }.emit();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(policy: &str) -> Settings {
        Settings::from([("cleanup.policy".into(), policy.into())])
    }

    #[test]
    fn refuses_what_would_lose_state() {
        let config = Config::new(["localhost:9092"], "news.");
        let check = |topic, partitions: Option<usize>, policy: &str, expect: Option<&str>| {
            let outcome = check(&Spec::of(topic, &config), partitions, Some(&settings(policy)));
            let text = outcome.err().map(|error| error.sentence()).unwrap_or_default();
            match expect {
                None => assert_eq!(text, "", "{topic:?}"),
                Some(part) => assert!(text.contains(part), "{topic:?}: {text}"),
            }
        };
        check(Topic::FeedState, Some(32), "compact", None);
        check(Topic::FeedState, Some(16), "compact", Some("has 16 partitions and needs 32"));
        check(Topic::FeedState, Some(32), "compact,delete", Some("needs `compact`"));
        check(Topic::FeedState, Some(32), "delete", Some("needs `compact`"));
        check(Topic::Progress, Some(1), "delete", Some("needs `compact`"));
        check(Topic::Progress, Some(2), "compact", Some("has 2 partitions and needs 1"));
        check(Topic::Enriched, Some(3), "delete", None);
        check(Topic::Quotes, None, "", Some("kafka-topics.sh --create --topic news.quotes --partitions 8"));
    }

    #[test]
    fn every_topic_has_its_settings() {
        let config = Config::new(["localhost:9092"], "news.");
        let check = |topic, name: &str, expect: &str| {
            let spec = Spec::of(topic, &config);
            assert_eq!(spec.settings.get(name).map(String::as_str), Some(expect), "{topic:?} {name}");
        };
        check(Topic::Enriched, "cleanup.policy", "compact,delete");
        check(Topic::Enriched, "min.compaction.lag.ms", "604800000");
        check(Topic::Enriched, "retention.ms", "7776000000");
        check(Topic::Quotes, "retention.ms", "2592000000");
        check(Topic::FeedState, "segment.bytes", "16777216");
        check(Topic::FeedState, "segment.ms", "3600000");
        check(Topic::Handover, "retention.ms", "604800000");
        for topic in Topic::ALL {
            check(topic, "message.timestamp.type", "LogAppendTime");
            check(topic, "max.message.bytes", "4194304");
        }
    }
}
