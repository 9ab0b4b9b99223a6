//! The file: what a full disk, a damaged file and a newer program do, and what a crash leaves.
use journal::{Config, ErrorKind, Journal};
use model::{Clock, FeedState};

use crate::kit::*;

#[tokio::test]
async fn a_full_disk_stores_nothing_by_half_and_passes() {
    let dir = tempfile::tempdir().unwrap();
    let small = Config { max_file_bytes: Some(600_000), ..Config::new(dir.path()) };
    let journal = Journal::open(small, Clock::system()).unwrap();
    let feed = feed(&journal, "a").await;
    let big = |n: usize| item(&n.to_string(), &format!("{n} {}", "long ".repeat(2_000)));
    let mut stored = 0;
    let error = loop {
        match journal.admit(admission(&feed, vec![big(2 * stored), big(2 * stored + 1)])).await {
            Ok(_) => stored += 1,
            Err(error) => break error,
        }
    };
    assert_eq!(error.kind(), ErrorKind::Full);
    assert!(stored > 3);
    // Reading goes on; of the refused body neither item nor validator is there.
    assert_eq!(journal.pending_due(now().plus(HOUR), 1_000).await.unwrap().len(), 2 * stored);
    let etag = journal.feeds().await.unwrap()[0].validators.etag.clone().unwrap();
    assert!(etag.starts_with(&format!("{} long", 2 * (stored - 1))));
    drop(journal);
    let journal = open(dir.path());
    assert_eq!(admit(&journal, &feed, vec![big(2 * stored), big(2 * stored + 1)]).await.new, 2);
}

#[tokio::test]
async fn a_crash_keeps_what_was_answered() {
    let dir = tempfile::tempdir().unwrap();
    let journal = open(dir.path());
    let feed = feed(&journal, "a").await;
    admit(&journal, &feed, (0..10).map(|n| item(&n.to_string(), &n.to_string())).collect()).await;
    for done in 0..10 {
        let left = crash(dir.path());
        let after = open(left.path());
        assert_eq!(texts(&after).await.len(), done);
        assert_eq!(after.pending_due(now().plus(HOUR), 100).await.unwrap().len(), 10 - done);
        let pending = journal.pending_due(now().plus(HOUR), 1).await.unwrap().remove(0);
        publish(&journal, pending).await;
    }
}

#[tokio::test]
async fn many_jobs_share_commits_and_all_are_answered() {
    let dir = tempfile::tempdir().unwrap();
    let journal = open(dir.path());
    let feed = feed(&journal, "a").await;
    let items = (0..500).map(|n| item(&n.to_string(), &n.to_string())).collect();
    let mut tasks = tokio::task::JoinSet::new();
    for pending in admit(&journal, &feed, items).await.pending {
        let journal = journal.clone();
        tasks.spawn(async move { publish(&journal, pending).await });
    }
    let mut seqs = Vec::new();
    while let Some(done) = tasks.join_next().await {
        seqs.extend(done.unwrap());
    }
    seqs.sort_unstable();
    assert_eq!(seqs, (1..=1_000).collect::<Vec<u64>>());
}

#[tokio::test]
async fn damaged_and_newer_files_are_named() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(
        dir.path().join("wiredesk.db"),
        "this is no database, but a text that is long enough for a header\n".repeat(100),
    )
    .unwrap();
    let error = Journal::open(Config::new(dir.path()), Clock::system()).err().unwrap();
    assert_eq!(error.kind(), ErrorKind::Corrupt);

    let dir = tempfile::tempdir().unwrap();
    open(dir.path()).checkpoint_and_close().await.unwrap();
    let conn = rusqlite::Connection::open(dir.path().join("wiredesk.db")).unwrap();
    conn.pragma_update(None, "user_version", 99).unwrap();
    drop(conn);
    for error in [
        Journal::open(Config::new(dir.path()), Clock::system()).err().unwrap(),
        journal::Reader::open(dir.path()).err().unwrap(),
    ] {
        assert_eq!(error.kind(), ErrorKind::NewerSchema);
    }
}

#[tokio::test]
async fn a_journal_of_schema_1_opens_and_goes_on() {
    let dir = tempfile::tempdir().unwrap();
    let conn = rusqlite::Connection::open(dir.path().join("wiredesk.db")).unwrap();
    conn.execute_batch(include_str!("schema_1.sql")).unwrap();
    drop(conn);
    let journal = open(dir.path());
    assert_eq!(journal.id().as_str(), "jwq4bsykxecvxnq4e4fsdsjtaze");
    let feed = feed(&journal, "a").await;
    assert_eq!((feed.validators.etag.as_deref(), feed.polls), (Some("one,y"), 1));
    assert_eq!(texts(&journal).await, ["one"]);
    // What was pending is published, what was known is known, and polls are counted on.
    assert_eq!(publish_due(&journal).await, 1);
    let body = admit(&journal, &feed, vec![item("x", "one"), item("y", "y"), item("z", "z")]).await;
    assert_eq!((body.new, body.changed, body.known), (1, 0, 2));
    journal.note_poll(FeedState { polls: 3, ..feed });
    journal.checkpoint_and_close().await.unwrap();
    drop(journal);
    assert_eq!(open(dir.path()).feeds().await.unwrap()[0].polls, 3);
}

#[tokio::test]
async fn a_closed_journal_says_so() {
    let dir = tempfile::tempdir().unwrap();
    let journal = open(dir.path());
    let feed = feed(&journal, "a").await;
    journal.checkpoint_and_close().await.unwrap();
    journal.stopped().await;
    let error = journal.admit(admission(&feed, vec![])).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Closed);
    // The lock is free although the handle lives.
    open(dir.path());
}

#[tokio::test]
async fn another_url_clears_validators_and_a_domain_is_pinned() {
    let dir = tempfile::tempdir().unwrap();
    let journal = open(dir.path());
    let feed = feed(&journal, "a").await;
    admit(&journal, &feed, vec![item("x", "x")]).await;
    let mut moved = spec("a", "desk.example");
    moved.url = "http://elsewhere.example/a.xml".to_owned();
    moved.domain = model::Domain::named("elsewhere.example");
    let state = journal.open_feeds(vec![moved.clone()]).await.unwrap().remove(0);
    assert_eq!((state.validators.etag, state.domain.as_str()), (None, "desk.example"));
    assert_eq!(state.url, moved.url);
    moved.domain_named = true;
    let state = journal.open_feeds(vec![moved]).await.unwrap().remove(0);
    assert_eq!(state.domain.as_str(), "elsewhere.example");
}
