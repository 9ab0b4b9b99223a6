//! The whole way without Kafka: feeds and pages become records; revisions, takes, copies and withdrawals say so.
use std::collections::BTreeSet;

use newsroom::{Press, Story};
use serde_json::Value;

use crate::kit::records::Cursor;
use crate::kit::rounds::{Patience, Plan, Rounds};
use crate::kit::schema::Schemas;
use crate::kit::worker::{Desk, stdout};
use crate::kit::{LIMIT, press, wait_until};

/// Reads `enriched` until a record satisfies the test; all that came before are kept.
async fn until(
    desk: &Desk,
    cursor: &mut Cursor,
    seen: &mut Vec<Value>,
    what: &str,
    test: impl Fn(&Value) -> bool,
) -> Value {
    wait_until(what, LIMIT, async || {
        seen.extend(cursor.read(desk).await);
        seen.iter().find(|record| test(record)).cloned()
    })
    .await
}

fn story(slug: &str, title: &str, lead: &str) -> Story {
    let rest = [
        lead,
        "“We have counted every boat twice,” said Maren Ostvik, the harbour master of Tolnes.",
        "She told reporters in Oslo on Monday that the quay would open again in March.",
        "The repairs cost $4.2 million, according to the county council.",
    ];
    Story::of(slug, title, lead, &rest)
}

#[tokio::test(flavor = "multi_thread")]
async fn every_version_is_read_once_and_fits_its_schema() {
    let press = press(8, 4).await;
    let mut desk = Desk::for_press(&press, "");
    desk.start().await;
    let schemas = Schemas::committed();
    let mut rounds = Rounds::new(&press, Plan { versions: 60, revisions: 3, outstanding: 12 }, 1);
    let mut cursor = Cursor::new("enriched");
    let mut patience = Patience::new(LIMIT);
    let mut all = Vec::new();
    while !rounds.done() {
        rounds.show();
        let records = cursor.read(&desk).await;
        rounds.read(&records);
        all.extend(records);
        patience.check(rounds.progress(), &rounds.oracle.missing());
        tokio::time::sleep(std::time::Duration::from_millis(30)).await;
    }
    rounds.oracle.judge();
    for topic in ["quotes", "entities"] {
        let parts = Cursor::new(topic).read(&desk).await;
        assert!(!parts.is_empty(), "{topic} are empty");
        all.extend(parts);
    }
    all.iter().for_each(|record| schemas.check(record));
    ops_add_up(&all);
    let revised = all.iter().find(|record| record["revision"] == 2).expect("a second revision");
    assert!(
        revised["change"]["fields"].as_array().is_some_and(|fields| !fields.is_empty()),
        "{}",
        revised["change"]
    );
    assert_eq!(desk.stop().await.code(), Some(0), "a worker that is asked to stop ends well");
    press.shutdown().await;
}

/// Applying the ops of `quotes` in order leaves exactly the quotations of each article's last version.
fn ops_add_up(all: &[Value]) {
    let schema = |record: &&Value, name: &str| record["schema"] == name;
    let mut last: std::collections::BTreeMap<&str, &Value> = Default::default();
    for record in all.iter().filter(|record| schema(record, "wiredesk.enriched.v1")) {
        last.insert(record["id"].as_str().unwrap_or_default(), record);
    }
    let mut standing: BTreeSet<(String, String)> = BTreeSet::new();
    for record in all.iter().filter(|record| schema(record, "wiredesk.quote.v1")) {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let key = (text(&record["article"]["id"]), text(&record["quote"]["id"]));
        match record["op"].as_str() {
            Some("added") => assert!(standing.insert(key.clone()), "added twice: {key:?}"),
            Some("removed") => assert!(standing.remove(&key), "removed without being there: {key:?}"),
            Some("changed") => assert!(standing.contains(&key), "changed without being there: {key:?}"),
            op => panic!("no op: {op:?}"),
        }
    }
    let quotes = |record: &Value| -> Vec<(String, String)> {
        let id = record["id"].as_str().unwrap_or_default().to_owned();
        let list = record["quotes"].as_array().cloned().unwrap_or_default();
        list.iter().map(|quote| (id.clone(), quote["id"].as_str().unwrap_or_default().to_owned())).collect()
    };
    let expected: BTreeSet<(String, String)> = last.values().flat_map(|record| quotes(record)).collect();
    assert_eq!(standing, expected);
}

#[tokio::test(flavor = "multi_thread")]
async fn takes_supersede_copies_share_a_fingerprint_and_three_feeds_give_one_article() {
    let press = press(8, 4).await;
    let feeds = press.feeds();
    let domain_of = |id: &str| feeds.iter().find(|feed| feed.id == id).expect("a feed").domain.clone();
    let first = &feeds[0];
    let sisters: Vec<&str> =
        feeds.iter().filter(|f| f.domain == first.domain).map(|f| f.id.as_str()).collect();
    let other =
        feeds.iter().find(|feed| feed.domain != first.domain && !feed.full_text).expect("another publisher");
    let mut desk = Desk::for_press(&press, "");
    desk.start().await;
    let (mut cursor, mut seen) = (Cursor::new("enriched"), Vec::new());

    let lead =
        "TOLNES, Nov. 24 (Hanbit) -- The harbour of Tolnes closed on Sunday after a storm broke its quay.";
    press.publish(&[sisters[0]], story("storm", "Storm closes harbour of Tolnes", lead)).expect("published");
    let one = until(&desk, &mut cursor, &mut seen, "the first take", |r| {
        r["title"] == "Storm closes harbour of Tolnes"
    })
    .await;
    assert_eq!(one["take"], Value::Null);

    let mut take = story("storm-2", "(2nd LD) Storm closes harbour of Tolnes", lead);
    take.blocks.insert(1, newsroom::Block::Text("Two trawlers sank at their moorings.".into()));
    press.publish(&[sisters[0]], take).expect("published");
    let two = until(&desk, &mut cursor, &mut seen, "the second take", |r| !r["take"].is_null()).await;
    assert_eq!(two["title"], "Storm closes harbour of Tolnes", "a label leaves the title");
    assert_eq!(two["take"]["label"], "2nd LD");
    assert_eq!(two["take"]["number"], 2);
    assert_eq!(two["take"]["supersedes"], one["id"]);

    press.publish(&[other.id.as_str()], story("copied", "Harbour closed", lead)).expect("published");
    let copy = until(&desk, &mut cursor, &mut seen, "the copy", |r| r["title"] == "Harbour closed").await;
    assert_ne!(copy["id"], one["id"], "a copy is an article of its own");
    assert_eq!(copy["fingerprint"], one["fingerprint"]);
    assert_eq!(copy["publisher"]["domain"].as_str(), Some(domain_of(&other.id).as_str()));

    if sisters.len() > 1 {
        let both = press
            .publish(
                &sisters,
                story("sisters", "Ferry line gets a new ship", "A new ferry was named in Tolnes."),
            )
            .expect("published");
        until(&desk, &mut cursor, &mut seen, "the story of several feeds", |r| {
            r["title"] == "Ferry line gets a new ship"
        })
        .await;
        // Let every feed that carries it be polled twice more: no further version may come.
        let polls = desk.metric("wiredesk_polls_total", "").await;
        wait_until("further polls", LIMIT, async || {
            (desk.metric("wiredesk_polls_total", "").await > polls + 16.0).then_some(())
        })
        .await;
        seen.extend(cursor.read(&desk).await);
        let versions = seen.iter().filter(|r| r["title"] == "Ferry line gets a new ship").count();
        assert_eq!(versions, 1, "{both:?}");
    }
    press.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_is_gone_withdraws_its_article() {
    let press = press(4, 2).await;
    let mut desk = Desk::for_press(&press, "");
    let quick = std::fs::read_to_string(desk.config()).expect("the configuration");
    desk.configure(
        &quick.replace("revisit = []", "revisit = [\"1s\", \"3s\", \"6s\", \"12s\", \"24s\", \"48s\"]"),
    );
    let paged = press.feeds().into_iter().find(|feed| !feed.full_text).expect("a feed with pages");
    desk.start().await;
    let shown = press
        .publish(
            &[paged.id.as_str()],
            story("gone", "Museum lends its whale", "The whale of Tolnes goes on tour."),
        )
        .expect("published");
    let (mut cursor, mut seen) = (Cursor::new("enriched"), Vec::new());
    let first =
        until(&desk, &mut cursor, &mut seen, "the article", |r| r["title"] == "Museum lends its whale").await;
    press.withdraw(shown.article).expect("withdrawn");
    let last = until(&desk, &mut cursor, &mut seen, "its withdrawal", |r| r["status"] == "withdrawn").await;
    Schemas::committed().check(&last);
    assert_eq!(
        (&last["id"], &last["version"], &last["text"]),
        (&first["id"], &Value::from(2001), &Value::Null)
    );
    assert_eq!(
        last["change"]["fields"].as_array().map(|fields| fields.contains(&Value::from("status"))),
        Some(true)
    );
    press.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn first_fill_gives_the_young_and_a_restart_goes_on() {
    let press: Press = press(2, 1).await;
    let feed = press.feeds().into_iter().next().expect("a feed");
    press
        .publish(
            &[feed.id.as_str()],
            story("before", "Told before the worker came", "An old story of Tolnes."),
        )
        .expect("published");
    let mut desk = Desk::for_press(&press, "");
    let text = std::fs::read_to_string(desk.config()).expect("the configuration");
    desk.configure(&text.replace("first_fill = \"all\"", "first_fill = \"none\""));
    desk.start().await;
    wait_until("a first poll", LIMIT, async || {
        (desk.metric("wiredesk_polls_total", "").await >= 2.0).then_some(())
    })
    .await;
    press
        .publish(&[feed.id.as_str()], story("after", "Told while the worker looks", "A new story of Tolnes."))
        .expect("published");
    let (mut cursor, mut seen) = (Cursor::new("enriched"), Vec::new());
    until(&desk, &mut cursor, &mut seen, "the new story", |r| r["title"] == "Told while the worker looks")
        .await;
    assert_eq!(desk.stop().await.code(), Some(0));

    desk.start().await;
    press
        .publish(&[feed.id.as_str()], story("later", "Told after the restart", "A third story of Tolnes."))
        .expect("published");
    until(&desk, &mut cursor, &mut seen, "the story after the restart", |r| {
        r["title"] == "Told after the restart"
    })
    .await;
    let titles: Vec<&str> = seen.iter().filter_map(|record| record["title"].as_str()).collect();
    assert_eq!(
        titles,
        ["Told while the worker looks", "Told after the restart"],
        "nothing old, nothing twice"
    );

    let tailed = desk.command(&["tail", "enriched", "--no-follow", "--feed", &feed.id]);
    let lines: Vec<Value> =
        stdout(&tailed).lines().map(|line| serde_json::from_str(line).expect("NDJSON")).collect();
    assert_eq!(lines, seen, "tail and HTTP show the same records");
    let spoken = desk.command(&["tail", "enriched", "--no-follow", "--speaker", "Ostvik"]);
    assert_eq!(stdout(&spoken).lines().count(), 2, "each story quotes her");
    let nobody = desk.command(&["tail", "enriched", "--no-follow", "--entity", "Nobody At All"]);
    assert_eq!(stdout(&nobody), "");
    press.shutdown().await;
}
