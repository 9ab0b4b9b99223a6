//! What comes beside a feed's own body: pushes, deltas, older pages, files of a sitemap, archives.
use std::path::Path;

use journal::{Admission, Config, FirstFill, ImportMark, Journal, Scope};
use model::record::Origin;
use model::{Clock, FeedState, Hash64};

use crate::kit::*;

fn part(feed: &FeedState, items: Vec<journal::AdmitItem>) -> Admission {
    Admission { scope: Scope::Part, ..admission(feed, items) }
}

fn stored(dir: &Path, sql: &str) -> String {
    let conn = rusqlite::Connection::open(dir.join("wiredesk.db")).unwrap();
    conn.query_row(sql, [], |row| row.get(0)).unwrap()
}

#[tokio::test]
async fn rule_5_a_part_moves_no_validators() {
    let dir = tempfile::tempdir().unwrap();
    let journal = open(dir.path());
    let feed = feed(&journal, "a").await;
    let mut whole = admission(&feed, vec![item("x", "x")]);
    whole.feed.body_hash = Some(Hash64(7));
    journal.admit(whole).await.unwrap();
    let before = journal.feeds().await.unwrap().remove(0);

    // A push between two polls brings its items, and of the feed's state nothing.
    let mut push = part(&feed, vec![item("y", "y"), item("x", "x")]);
    push.feed.validators.etag = Some("of the push".to_owned());
    push.feed.body_hash = Some(Hash64(8));
    push.feed.next_poll_at = now().plus(DAY);
    let admitted = journal.admit(push).await.unwrap();
    assert_eq!((admitted.new, admitted.known, admitted.pending.len()), (1, 1, 1));
    assert_eq!(journal.feeds().await.unwrap(), [before]);

    // The next whole body shows it too, then loses it: it comes back as what is known.
    for body in [vec!["y", "x"], vec!["x"], vec!["y", "x"]] {
        let body = body.into_iter().map(|name| item(name, name)).collect();
        let admitted = admit(&journal, &feed, body).await;
        assert_eq!((admitted.new, admitted.changed), (0, 0));
    }
}

#[tokio::test]
async fn rule_5_a_note_that_waits_is_not_lost_to_a_part() {
    let dir = tempfile::tempdir().unwrap();
    let journal = open(dir.path());
    let feed = feed(&journal, "a").await;
    admit(&journal, &feed, vec![]).await;
    let noted = FeedState { polls: 5, next_poll_at: now().plus(HOUR / 2), ..feed.clone() };
    journal.note_poll(noted.clone());
    journal.admit(part(&feed, vec![item("x", "x")])).await.unwrap();
    journal.checkpoint_and_close().await.unwrap();
    drop(journal);
    let state = open(dir.path()).feeds().await.unwrap().remove(0);
    assert_eq!((state.polls, state.next_poll_at), (5, noted.next_poll_at));
}

#[tokio::test]
async fn a_part_of_an_unknown_feed_leaves_no_validators() {
    let dir = tempfile::tempdir().unwrap();
    let journal = open(dir.path());
    let mut state = FeedState::new(
        model::FeedId::new("a"),
        "http://desk.example/a.xml".to_owned(),
        model::Domain::named("desk.example"),
        now(),
    );
    state.validators.etag = Some("of a part".to_owned());
    journal.admit(part(&state, vec![item("x", "x")])).await.unwrap();
    assert_eq!(feed(&journal, "a").await.validators.etag, None);
}

#[tokio::test]
async fn what_parts_showed_stands_in_the_feed_until_a_whole_body_lacks_it() {
    let dir = tempfile::tempdir().unwrap();
    let config = Config { max_age: HOUR, remember: 3 * DAY, ..Config::new(dir.path()) };
    let journal = Journal::open(config, Clock::system()).unwrap();
    let feed = feed(&journal, "a").await;
    admit(&journal, &feed, vec![item("x", "x")]).await;
    // A server that answers with deltas shows each item once.
    for name in ["y", "z"] {
        assert_eq!(journal.admit(part(&feed, vec![item(name, name)])).await.unwrap().new, 1);
    }
    publish_due(&journal).await;
    let standing = "SELECT count(*) || ' ' || (SELECT length(last_body) || ' ' || length(parts) FROM feeds) FROM articles";
    assert_eq!(stored(dir.path(), standing), "3 8 16");
    assert_eq!(retain_after(&journal, 4 * DAY).await.articles, 0);
    admit(&journal, &feed, vec![item("z", "z")]).await;
    assert_eq!(stored(dir.path(), standing), "3 8 0");
    assert_eq!(retain_after(&journal, 4 * DAY).await.articles, 2);
}

#[tokio::test]
async fn rule_5_changes_move_validators_and_nothing_leaves() {
    let dir = tempfile::tempdir().unwrap();
    let config = Config { max_age: HOUR, remember: 3 * DAY, ..Config::new(dir.path()) };
    let journal = Journal::open(config, Clock::system()).unwrap();
    let feed = feed(&journal, "a").await;
    for (name, origin) in [("x", Origin::FirstFill), ("y", Origin::Poll), ("z", Origin::Poll)] {
        let delta = Admission { scope: Scope::Changes, ..admission(&feed, vec![item(name, name)]) };
        let admitted = journal.admit(delta).await.unwrap();
        assert_eq!(admitted.pending[0].origin, origin);
        let state = journal.feeds().await.unwrap().remove(0);
        assert_eq!(state.validators.etag.as_deref(), Some(name));
    }
    publish_due(&journal).await;
    assert_eq!(retain_after(&journal, 4 * DAY).await.articles, 0);
    let whole = admit(&journal, &feed, ["z", "y", "x"].map(|name| item(name, name)).to_vec()).await;
    assert_eq!((whole.new, whole.known), (0, 3));
}

#[tokio::test]
async fn parts_are_capped_and_the_last_body_is_not() {
    let dir = tempfile::tempdir().unwrap();
    let journal = open(dir.path());
    let feed = feed(&journal, "a").await;
    let page = |from: usize| (from..from + 11_000).map(|n| item(&n.to_string(), "same")).collect();
    let fill = FirstFill::None;
    admit(&journal, &feed, vec![item("front", "front")]).await;
    for from in [0, 11_000] {
        let page = Admission { first_fill: fill, fill_always: true, ..part(&feed, page(from)) };
        assert_eq!(journal.admit(page).await.unwrap().skipped, 11_000);
    }
    let standing = "SELECT (length(last_body) / 8) || ' ' || (length(parts) / 8) FROM feeds";
    assert_eq!(stored(dir.path(), standing), "1 20000");
    // What fell out is remembered from then on.
    let moved = "SELECT '' || (count(*) = 2000) FROM articles WHERE last_seen_at > story_at";
    assert_eq!(stored(dir.path(), moved), "1");
}

#[tokio::test]
async fn what_a_first_part_gives_is_a_first_fill_until_something_was_read() {
    let dir = tempfile::tempdir().unwrap();
    let journal = open(dir.path());
    let mut state = feed(&journal, "a").await;
    let day = FirstFill::Age(DAY);
    let file = |state: &FeedState, name: &str, fill_always| {
        let items = vec![dated(name, name, now()), dated(&format!("old-{name}"), name, now().minus(2 * DAY))];
        Admission { first_fill: day, fill_always, ..part(state, items) }
    };
    // The two files of a sitemap's first poll; then the poll is noted, and the files of the next one are no first fill.
    for name in ["one", "two"] {
        let admitted = journal.admit(file(&state, name, true)).await.unwrap();
        assert_eq!((admitted.new, admitted.skipped), (1, 1));
        assert_eq!(admitted.pending[0].origin, Origin::FirstFill);
    }
    state.last_success_at = Some(now());
    journal.note_poll(state.clone());
    for (name, fill_always, expect) in [("three", true, (1, 1)), ("four", false, (2, 0))] {
        let admitted = journal.admit(file(&state, name, fill_always)).await.unwrap();
        assert_eq!((admitted.new, admitted.skipped), expect, "{name}");
        assert_eq!(admitted.pending[0].origin, Origin::Poll);
    }
}

#[tokio::test]
async fn fill_always_decides_for_whole_bodies_too() {
    let dir = tempfile::tempdir().unwrap();
    let journal = open(dir.path());
    let feed = feed(&journal, "a").await;
    for (poll, origin) in [Origin::FirstFill, Origin::Poll].into_iter().enumerate() {
        let (young, old) = (format!("young-{poll}"), format!("old-{poll}"));
        let items = vec![dated(&young, &young, now()), dated(&old, &old, now().minus(2 * DAY))];
        let sitemap =
            Admission { first_fill: FirstFill::Age(DAY), fill_always: true, ..admission(&feed, items) };
        let admitted = journal.admit(sitemap).await.unwrap();
        assert_eq!((admitted.new, admitted.skipped), (1, 1));
        assert_eq!(admitted.pending[0].origin, origin);
    }
}

#[tokio::test]
async fn a_capture_is_looked_at_once() {
    let dir = tempfile::tempdir().unwrap();
    let journal = open(dir.path());
    let known = feed(&journal, "a").await;
    admit(&journal, &known, vec![item("x", "x")]).await;
    publish_due(&journal).await;
    let archive = FeedState { id: model::FeedId::new("import"), ..known.clone() };
    let captures = |text: &str| Admission { origin: Origin::Import, ..part(&archive, vec![item("x", text)]) };
    for (capture, changed) in [("of 2019", 1), ("of 2019", 0), ("of 2020", 1), ("of 2020", 0)] {
        let admitted = journal.admit(captures(capture)).await.unwrap();
        assert_eq!((admitted.new, admitted.changed), (0, changed), "{capture}");
        assert!(admitted.pending.iter().all(|item| item.origin == Origin::Import));
    }
    // An archive is no feed of the configuration, and what feeds say of the article stays as it was.
    assert_eq!(journal.feeds().await.unwrap().len(), 1);
    assert_eq!(admit(&journal, &known, vec![item("x", "x")]).await.known, 1);
    let new = Admission { origin: Origin::Import, ..part(&archive, vec![item("y", "y")]) };
    assert_eq!(journal.admit(new).await.unwrap().new, 1);
}

#[tokio::test]
async fn an_import_mark_moves_with_its_items() {
    let dir = tempfile::tempdir().unwrap();
    let journal = open(dir.path());
    let archive = FeedState { id: model::FeedId::new("import"), ..feed(&journal, "a").await };
    let mark = |offset| ImportMark { file: "/archive/1.warc.gz".to_owned(), size: 9_000, offset };
    let capture = |name: &str, offset| Admission {
        origin: Origin::Import,
        import: Some(mark(offset)),
        ..part(&archive, vec![item(name, name)])
    };
    assert_eq!(journal.import_mark("/archive/1.warc.gz").await.unwrap(), None);
    for (name, offset) in [("x", 1_000), ("y", 2_000)] {
        let before = crash(dir.path());
        let waiting = journal.pending_due(now().plus(HOUR), 10).await.unwrap().len();
        journal.admit(capture(name, offset)).await.unwrap();
        assert_eq!(journal.import_mark("/archive/1.warc.gz").await.unwrap(), Some(mark(offset)));
        let before = open(before.path());
        let there = before.import_mark("/archive/1.warc.gz").await.unwrap();
        assert_eq!(there, (offset > 1_000).then(|| mark(offset - 1_000)));
        assert_eq!(before.pending_due(now().plus(HOUR), 10).await.unwrap().len(), waiting);
    }
    assert_eq!(journal.import_mark("/archive/2.warc.gz").await.unwrap(), None);
}
