//! What retention deletes, and what it must not.
use journal::{Backlog, Config, FeedSpec, Journal, Retained, Sink};
use model::{Clock, FeedState};

use crate::kit::*;

#[tokio::test]
async fn records_go_by_age_and_states_stay() {
    let dir = tempfile::tempdir().unwrap();
    let journal = open(dir.path());
    let feed = feed(&journal, "a").await;
    admit(&journal, &feed, vec![item("x", "x")]).await;
    publish_due(&journal).await;
    assert_eq!(retain_after(&journal, 6 * DAY).await, Retained::default());
    let gone = retain_after(&journal, 8 * DAY).await;
    assert_eq!((gone.rows, gone.versions, gone.articles), (2, 1, 0));
    let summary = journal.reader().summary().await.unwrap();
    assert_eq!((summary.record_bytes, summary.articles, summary.last_seq), (0, 1, 2));
}

#[tokio::test]
async fn records_go_by_size_oldest_first() {
    let dir = tempfile::tempdir().unwrap();
    let journal =
        Journal::open(Config { max_bytes: 2_000, ..Config::new(dir.path()) }, Clock::system()).unwrap();
    let feed = feed(&journal, "a").await;
    for n in 0..30 {
        admit(&journal, &feed, vec![item(&n.to_string(), &format!("story {n}"))]).await;
    }
    publish_due(&journal).await;
    journal.retain(now(), HOUR / 2).await.unwrap();
    let kept = texts(&journal).await;
    assert!(kept.len() < 15 && kept.last().unwrap() == "story 29", "{kept:?}");
    assert!(journal.reader().summary().await.unwrap().record_bytes <= 2_000);
}

#[tokio::test]
async fn a_clock_that_jumps_deletes_nothing_for_a_day() {
    let dir = tempfile::tempdir().unwrap();
    let journal = open(dir.path());
    let feed = feed(&journal, "a").await;
    admit(&journal, &feed, vec![item("x", "x")]).await;
    publish_due(&journal).await;
    let jump = 40 * DAY;
    for (uptime, paused) in [(HOUR, true), (23 * HOUR, true), (26 * HOUR, false)] {
        let pass = journal.retain(now().plus(jump).plus(uptime), uptime).await.unwrap();
        assert_eq!(pass.paused, paused, "{uptime:?}");
        assert_eq!(pass.rows > 0, !paused, "{uptime:?}");
    }
}

#[tokio::test]
async fn a_wrong_clock_at_the_start_deletes_nothing_for_a_day() {
    let dir = tempfile::tempdir().unwrap();
    let journal = open(dir.path());
    let feed = feed(&journal, "a").await;
    admit(&journal, &feed, vec![item("x", "x")]).await;
    publish_due(&journal).await;
    drop(journal);
    let journal = open_later(dir.path(), 40 * DAY);
    let pass = journal.retain(now().plus(40 * DAY), HOUR / 2).await.unwrap();
    assert_eq!(pass, Retained { paused: true, ..Retained::default() });
}

#[tokio::test]
async fn rule_7_what_stands_in_the_last_body_is_never_forgotten() {
    let dir = tempfile::tempdir().unwrap();
    let config = Config { max_age: HOUR, remember: 3 * DAY, ..Config::new(dir.path()) };
    let journal = Journal::open(config, Clock::system()).unwrap();
    let feed = feed(&journal, "a").await;
    admit(&journal, &feed, vec![item("gone", "gone"), item("stays", "stays")]).await;
    publish_due(&journal).await;
    admit(&journal, &feed, vec![item("stays", "stays")]).await;
    let gone = retain_after(&journal, 4 * DAY).await;
    assert_eq!(gone.articles, 1);
    let back = admit(&journal, &feed, vec![item("gone", "gone"), item("stays", "stays")]).await;
    assert_eq!((back.new, back.known), (1, 1));
}

#[tokio::test]
async fn what_is_pending_is_never_forgotten() {
    let dir = tempfile::tempdir().unwrap();
    let config = Config { remember: 2 * DAY, ..Config::new(dir.path()) };
    let journal = Journal::open(config, Clock::system()).unwrap();
    let feed = feed(&journal, "a").await;
    admit(&journal, &feed, vec![item("x", "x")]).await;
    admit(&journal, &feed, vec![]).await;
    assert_eq!(retain_after(&journal, 4 * DAY).await.articles, 0);
    assert_eq!(publish_due(&journal).await, 1);
}

#[tokio::test]
async fn nothing_unpublished_goes_while_a_sink_is_present() {
    let dir = tempfile::tempdir().unwrap();
    let journal = Journal::open(Config { max_bytes: 0, ..Config::new(dir.path()) }, Clock::system()).unwrap();
    let feed = feed(&journal, "a").await;
    admit(&journal, &feed, vec![item("x", "x"), item("y", "y")]).await;
    publish_due(&journal).await;
    let sink = Sink { cluster_id: "k".to_owned(), prefix: "news.".to_owned(), backlog: Backlog::Retained };
    let (outbox, there) = (journal.outbox(), sink.clone());
    tokio::task::spawn_blocking(move || outbox.open_sink(&there).unwrap()).await.unwrap();
    assert!(journal.unpublished_bytes() > 0);
    assert_eq!(journal.retain(now(), HOUR / 2).await.unwrap().rows, 0);
    let (outbox, there) = (journal.outbox(), sink.clone());
    tokio::task::spawn_blocking(move || outbox.set_sink_position(&there, 3).unwrap()).await.unwrap();
    assert_eq!(journal.retain(now(), HOUR / 2).await.unwrap().rows, 2, "the third is the last published one");
    let last = *journal.watch().borrow();
    let outbox = journal.outbox();
    tokio::task::spawn_blocking(move || outbox.set_sink_position(&sink, last).unwrap()).await.unwrap();
    assert_eq!(journal.unpublished_bytes(), 0);
}

#[tokio::test]
async fn a_feed_that_left_the_configuration_is_kept_for_a_while() {
    let dir = tempfile::tempdir().unwrap();
    assert_eq!(Config::new(dir.path()).remember, 30 * DAY);
    let config = Config { remember: 2 * DAY, ..Config::new(dir.path()) };
    let journal = Journal::open(config, Clock::system()).unwrap();
    let a = feed(&journal, "a").await;
    admit(&journal, &a, vec![item("x", "x")]).await;
    journal.note_poll(FeedState { polls: 7, last_success_at: Some(now()), ..a });
    feed(&journal, "b").await;
    assert_eq!(journal.feeds().await.unwrap().len(), 1);
    // Back within the time: everything is still known, and the days are counted anew.
    assert_eq!(retain_after(&journal, DAY + HOUR).await.feeds, 0);
    let specs: Vec<FeedSpec> = ["a", "b"].map(|id| spec(id, "desk.example")).to_vec();
    let back = journal.open_feeds(specs).await.unwrap();
    assert_eq!((back[0].validators.etag.as_deref(), back[0].polls), (Some("x"), 7));
    assert_eq!(admit(&journal, &back[0], vec![item("x", "x")]).await.known, 1);
    feed(&journal, "b").await;
    assert_eq!(retain_after(&journal, DAY + HOUR).await.feeds, 0);
    assert_eq!(retain_after(&journal, 2 * DAY + HOUR).await.feeds, 1);
    // Then it is a feed like any other that was never seen; its articles have their own time.
    let again = feed(&journal, "a").await;
    assert_eq!((again.validators.etag, again.polls), (None, 0));
    assert_eq!(journal.reader().summary().await.unwrap().articles, 1);
}

#[tokio::test]
async fn more_feeds_than_a_slice_are_forgotten_in_one_pass() {
    let dir = tempfile::tempdir().unwrap();
    let config = Config { remember: DAY, ..Config::new(dir.path()) };
    let journal = Journal::open(config, Clock::system()).unwrap();
    let specs = (0..1_200).map(|n| spec(&format!("feed-{n}"), "desk.example")).collect();
    assert_eq!(journal.open_feeds(specs).await.unwrap().len(), 1_200);
    feed(&journal, "feed-1").await;
    assert_eq!(retain_after(&journal, DAY + HOUR).await.feeds, 1_199);
    assert_eq!(journal.feeds().await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_version_goes_whole_over_slices() {
    let dir = tempfile::tempdir().unwrap();
    let journal =
        Journal::open(Config { max_bytes: 90_000, ..Config::new(dir.path()) }, Clock::system()).unwrap();
    let feed = feed(&journal, "a").await;
    for (name, rows) in [("x", 700), ("y", 700)] {
        let mut admitted = admit(&journal, &feed, vec![item(name, name)]).await;
        let claim = journal.claim(admitted.pending.remove(0)).await.unwrap().unwrap();
        let mut commit = revision(&claim, name);
        commit.rows = (0..rows).map(|_| row(model::record::Topic::Entities, "wd1", "{}")).collect();
        journal.commit(&claim, commit).await.unwrap();
    }
    // The limit alone would leave the second part of the first version.
    let config = Config { max_bytes: 50_000, ..Config::new(dir.path()) };
    drop(journal);
    let journal = Journal::open(config, Clock::system()).unwrap();
    let gone = journal.retain(now(), HOUR / 2).await.unwrap();
    assert_eq!((gone.rows, gone.versions), (700, 1));
}
