//! The same records on Kafka: topics with their settings, keys, headers, and the same bytes as in the journal.
use std::time::Duration;

use serde_json::Value;

use crate::kit::consumer::{Consumer, Read};
use crate::kit::records::Cursor;
use crate::kit::rounds::{Patience, Plan, Rounds};
use crate::kit::worker::Desk;
use crate::kit::{LIMIT, broker, press, wait_until};

fn header<'a>(record: &'a Read, name: &str) -> &'a str {
    let found = record.headers.iter().find(|(known, _)| known == name);
    found.map(|(_, text)| text.as_str()).unwrap_or_else(|| panic!("no header `{name}`: {:?}", record.headers))
}

#[tokio::test(flavor = "multi_thread")]
async fn topics_carry_what_the_journal_holds() {
    let press = press(8, 4).await;
    let (bootstrap, prefix) = (broker::bootstrap(), broker::prefix("happy"));
    let mut desk = Desk::for_press(&press, &broker::section(&bootstrap, &prefix));
    desk.start().await;
    let mut consumer = Consumer::of(&bootstrap, &format!("{prefix}enriched"));
    let mut rounds = Rounds::new(&press, Plan { versions: 40, revisions: 3, outstanding: 10 }, 5);
    let mut patience = Patience::new(LIMIT);
    let mut read = Vec::new();
    while !rounds.done() {
        rounds.show();
        let records = consumer.records(Duration::from_millis(100));
        let values: Vec<Value> = records.iter().filter_map(|record| record.value.clone()).collect();
        rounds.read(&values);
        read.extend(records);
        patience.check(rounds.progress(), &rounds.oracle.missing());
    }
    rounds.oracle.judge();

    for record in &read {
        let value = record.value.as_ref().expect("no tombstones here");
        assert_eq!(Some(record.key.as_str()), value["id"].as_str());
        assert_eq!(header(record, "ce_specversion"), "1.0");
        assert_eq!(header(record, "ce_type"), "wiredesk.enriched");
        assert_eq!(header(record, "content-type"), "application/json");
        assert_eq!(header(record, "ce_id"), format!("{}.{}", record.key, value["version"]));
        assert!(header(record, "ce_time").ends_with('Z'));
        assert_eq!(header(record, "traceparent").len(), 55);
    }
    let mut journal = Cursor::new("enriched").read(&desk).await;
    let mut kafka: Vec<Value> = read.into_iter().filter_map(|record| record.value).collect();
    let key = |value: &Value| (value["id"].to_string(), value["version"].as_u64());
    journal.sort_by_key(key);
    kafka.sort_by_key(key);
    assert_eq!(journal, kafka);

    let mut quotes = Consumer::of(&bootstrap, &format!("{prefix}quotes"));
    let quote =
        wait_until("quotations arrive", LIMIT, async || quotes.read(Duration::from_millis(200)).pop()).await;
    assert_eq!(quote["schema"], "wiredesk.quote.v1");
    assert_eq!(desk.stop().await.code(), Some(0));
    press.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sink_named_later_receives_what_the_journal_kept() {
    let press = press(4, 2).await;
    let mut desk = Desk::for_press(&press, "");
    desk.start().await;
    let mut rounds = Rounds::new(&press, Plan { versions: 12, revisions: 1, outstanding: 12 }, 9);
    rounds.show();
    let expected = 12.0;
    wait_until("the journal has them", LIMIT, async || {
        (desk.metric("wiredesk_versions_total", "").await >= expected).then_some(())
    })
    .await;
    assert_eq!(desk.stop().await.code(), Some(0));

    let (bootstrap, prefix) = (broker::bootstrap(), broker::prefix("later"));
    let text = std::fs::read_to_string(desk.config()).expect("the configuration");
    desk.configure(&(broker::section(&bootstrap, &prefix) + &text));
    desk.start().await;
    let mut consumer = Consumer::of(&bootstrap, &format!("{prefix}enriched"));
    let mut patience = Patience::new(LIMIT);
    while !rounds.done() {
        rounds.read(&consumer.read(Duration::from_millis(200)));
        patience.check(rounds.progress(), &rounds.oracle.missing());
    }
    rounds.oracle.judge();
    press.shutdown().await;
}
