//! One test for each rule of delivery that the journal keeps; their numbers are those of docs/delivery.md.
use journal::{Backlog, Config, ErrorKind, Journal, Sink};
use model::record::Topic;
use model::{Clock, FeedState, Timestamp};

use crate::kit::*;

fn sink(cluster: &str, backlog: Backlog) -> Sink {
    Sink { cluster_id: cluster.to_owned(), prefix: "news.".to_owned(), backlog }
}

/// The publisher's methods block: they run on a thread of their own.
async fn off_reactor<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    tokio::task::spawn_blocking(work).await.unwrap()
}

#[tokio::test]
async fn rule_1_identity_is_the_journals() {
    let dir = tempfile::tempdir().unwrap();
    let journal = open(dir.path());
    let second = Journal::open(Config::new(dir.path()), Clock::system()).err().unwrap();
    assert_eq!(second.kind(), ErrorKind::Locked);
    assert!(second.to_string().contains(&format!("(pid {})", std::process::id())), "{second}");
    assert_eq!(Journal::adopt(dir.path(), Clock::system()).unwrap_err().kind(), ErrorKind::Locked);

    let feed = feed(&journal, "a").await;
    admit(&journal, &feed, vec![item("x", "x"), item("y", "y")]).await;
    publish_due(&journal).await;
    let (outbox, kafka) = (journal.outbox(), sink("k", Backlog::Retained));
    let (nonce, last) = off_reactor(move || {
        outbox.open_sink(&kafka).unwrap();
        let last =
            outbox.read_versions(0, usize::MAX, 1_000).unwrap().last().unwrap().rows.last().unwrap().clone();
        outbox.set_sink_position(&kafka, last.seq).unwrap();
        (last.nonce, last.seq)
    })
    .await;
    let id = journal.id().clone();
    journal.checkpoint_and_close().await.unwrap();
    drop(journal);

    // Everything may go but the last published row; places are never given twice.
    let config = Config { max_bytes: 0, ..Config::new(dir.path()) };
    let journal = Journal::open(config.clone(), Clock::system()).unwrap();
    assert_eq!(journal.id(), &id);
    journal.retain(now(), HOUR).await.unwrap();
    let outbox = journal.outbox();
    assert_eq!(off_reactor(move || outbox.row_nonce(last).unwrap()).await, Some(nonce));
    drop(journal);
    let journal = Journal::open(config, Clock::system()).unwrap();
    admit(&journal, &feed, vec![item("z", "z")]).await;
    let pending = journal.pending_due(now().plus(HOUR), 1).await.unwrap().remove(0);
    assert!(publish(&journal, pending).await[0] > last);
    drop(journal);

    let adopted = Journal::adopt(dir.path(), Clock::system()).unwrap();
    assert_ne!(adopted, id);
    assert_eq!(open(dir.path()).id(), &adopted);
}

#[tokio::test]
async fn rule_2_the_position_survives_and_never_moves_back() {
    let dir = tempfile::tempdir().unwrap();
    let journal = open(dir.path());
    let feed = feed(&journal, "a").await;
    admit(&journal, &feed, vec![item("x", "x")]).await;
    publish_due(&journal).await;
    let outbox = journal.outbox();
    off_reactor(move || {
        let (here, there) = (sink("k", Backlog::Retained), sink("other", Backlog::Retained));
        outbox.open_sink(&here).unwrap();
        outbox.set_sink_position(&here, 2).unwrap();
        outbox.set_sink_position(&here, 1).unwrap();
        assert_eq!(outbox.sink_position(&here).unwrap(), Some(2));
        assert_eq!(outbox.sink_position(&there).unwrap(), None);
    })
    .await;
    let left = crash(dir.path());
    let outbox = open(left.path()).outbox();
    let opened = off_reactor(move || outbox.open_sink(&sink("k", Backlog::Retained)).unwrap()).await;
    assert_eq!((opened.new, opened.position, opened.gone), (false, 2, 0));
}

#[tokio::test]
async fn rule_3_a_new_sink_gets_the_backlog_or_not_and_is_told_what_is_gone() {
    let dir = tempfile::tempdir().unwrap();
    let journal =
        Journal::open(Config { max_bytes: 500, ..Config::new(dir.path()) }, Clock::system()).unwrap();
    let feed = feed(&journal, "a").await;
    admit(&journal, &feed, vec![item("x", "x")]).await;
    publish_due(&journal).await;
    let outbox = journal.outbox();
    off_reactor(move || {
        let retained = outbox.open_sink(&sink("old", Backlog::Retained)).unwrap();
        assert_eq!(
            (retained.new, retained.position, retained.states),
            (true, 0, 2),
            "one feed and one article"
        );
        let none = outbox.open_sink(&sink("new", Backlog::None)).unwrap();
        assert_eq!((none.new, none.position, none.states), (true, 4, 2));
        let again = outbox.open_sink(&sink("new", Backlog::None)).unwrap();
        assert_eq!((again.new, again.position, again.states), (false, 4, 0));
    })
    .await;
    // Without brokers a position does not hold retention, and states are not written.
    journal.set_sink_present(false);
    for n in 0..20 {
        admit(&journal, &feed, vec![item(&format!("{n}"), &format!("{n}"))]).await;
    }
    publish_due(&journal).await;
    journal.retain(now(), HOUR).await.unwrap();
    let outbox = journal.outbox();
    off_reactor(move || {
        let back = outbox.open_sink(&sink("new", Backlog::None)).unwrap();
        assert!(back.gone > 0, "{back:?}");
        assert_eq!(back.states, 22, "Kafka missed states: all are sent again");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn rule_4_three_feeds_at_once_give_one_item() {
    let dir = tempfile::tempdir().unwrap();
    let journal = open(dir.path());
    let specs = ["a", "b", "c"].map(|id| spec(id, "desk.example")).to_vec();
    let feeds: Vec<FeedState> = journal.open_feeds(specs).await.unwrap();
    let body = || vec![item("x", "x")];
    let [a, b, c] = [0, 1, 2].map(|n| admit(&journal, &feeds[n], body()));
    let (a, b, c) = tokio::join!(a, b, c);
    assert_eq!(a.new + b.new + c.new, 1);
    assert_eq!(a.known + b.known + c.known, 2);
    drop((a, b, c));
    assert_eq!(publish_due(&journal).await, 1);
    assert_eq!(texts(&journal).await, ["x"]);
}

#[tokio::test]
async fn rule_5_validators_come_with_the_items_or_not_at_all() {
    let dir = tempfile::tempdir().unwrap();
    let journal = open(dir.path());
    let feed = feed(&journal, "a").await;
    let before = crash(dir.path());
    admit(&journal, &feed, vec![item("x", "x"), item("y", "y")]).await;
    let after = crash(dir.path());
    for (left, etag, items) in [(before, None, 0), (after, Some("x,y"), 2)] {
        let journal = open(left.path());
        let feeds = journal.feeds().await.unwrap();
        assert_eq!(feeds[0].validators.etag.as_deref(), etag);
        assert_eq!(journal.pending_due(now().plus(HOUR), 10).await.unwrap().len(), items);
    }
    // A 304 may say what it likes: validators do not move without a body.
    let mut noted = feed.clone();
    noted.validators.etag = Some("stray".to_owned());
    noted.polls = 9;
    journal.note_poll(noted);
    let seen = journal.feeds().await.unwrap();
    assert_eq!((seen[0].validators.etag.as_deref(), seen[0].polls), (Some("x,y"), 9));
    journal.checkpoint_and_close().await.unwrap();
    drop(journal);
    let stored = open(dir.path()).feeds().await.unwrap();
    assert_eq!((stored[0].validators.etag.as_deref(), stored[0].polls), (Some("x,y"), 9));
}

#[tokio::test]
async fn rule_6_what_was_alone_in_hand_is_known_after_three_unclean_ends() {
    let dir = tempfile::tempdir().unwrap();
    let journal = open(dir.path());
    let feed = feed(&journal, "a").await;
    let admitted = admit(&journal, &feed, vec![item("good", "good"), item("poison", "poison")]).await;
    journal.mark_in_hand(&admitted.pending.iter().collect::<Vec<_>>()).await.unwrap();
    drop((admitted, journal));

    // Two were in hand: both are suspects, none is blamed.
    let journal = open(dir.path());
    assert!(journal.pending_due(now().plus(HOUR), 10).await.unwrap().is_empty());
    let suspects = journal.suspects(now(), 10).await.unwrap();
    assert_eq!(suspects.iter().map(|suspect| suspect.ends_alone).collect::<Vec<_>>(), [0, 0]);
    let [good, poison] = <[_; 2]>::try_from(suspects).unwrap();
    publish(&journal, good.item).await;
    journal.mark_in_hand(&[&poison.item]).await.unwrap();
    drop((poison, journal));
    for ends in 1..3 {
        let journal = open(dir.path());
        let suspect = journal.suspects(now(), 10).await.unwrap().remove(0);
        assert_eq!(suspect.ends_alone, ends);
        journal.mark_in_hand(&[&suspect.item]).await.unwrap();
        drop((suspect, journal));
    }
    let journal = open(dir.path());
    let suspect = journal.suspects(now(), 10).await.unwrap().remove(0);
    assert_eq!(suspect.ends_alone, 3);
    let key = suspect.item.article.to_string();
    journal.park(&suspect.item, row(Topic::DeadLetters, &key, "{}")).await.unwrap();
    drop(suspect);
    assert!(journal.suspects(now(), 10).await.unwrap().is_empty());
    assert_eq!(texts(&journal).await, ["good"]);
}

#[tokio::test]
async fn rule_6_a_clean_stop_blames_nobody() {
    let dir = tempfile::tempdir().unwrap();
    let journal = open(dir.path());
    let feed = feed(&journal, "a").await;
    let admitted = admit(&journal, &feed, vec![item("x", "x")]).await;
    journal.mark_in_hand(&[&admitted.pending[0]]).await.unwrap();
    journal.checkpoint_and_close().await.unwrap();
    drop((admitted, journal));
    let journal = open(dir.path());
    assert!(journal.suspects(now(), 10).await.unwrap().is_empty());
    assert_eq!(journal.pending_due(now(), 10).await.unwrap().len(), 1);
}

#[tokio::test]
async fn rule_7_a_due_time_set_by_a_wrong_clock_comes_back() {
    let dir = tempfile::tempdir().unwrap();
    let journal = open_later(dir.path(), 400 * DAY);
    let mut state = feed(&journal, "a").await;
    state.next_poll_at = now().plus(400 * DAY);
    state.not_before = Some(now().plus(400 * DAY));
    let admitted = admit(&journal, &state, vec![item("x", "x")]).await;
    journal.retry(&admitted.pending[0], now().plus(401 * DAY), "later").await.unwrap();
    drop((admitted, journal));
    let journal = open(dir.path());
    let state = feed(&journal, "a").await;
    let latest: Timestamp = now().plus(HOUR);
    assert!(state.next_poll_at <= latest && state.not_before.unwrap() <= latest);
    assert!(journal.next_pending_at().await.unwrap().unwrap() <= now().plus(DAY));
}
