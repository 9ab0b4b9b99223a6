//! What is new, changed, known or skipped.
use journal::{Admission, FirstFill};
use model::Timestamp;
use model::record::Origin;

use crate::kit::*;

/// A first body of two dated items (an hour and two days old) and 25 undated ones.
async fn first_fill(first_fill: FirstFill) -> (u32, u32) {
    let dir = tempfile::tempdir().unwrap();
    let journal = open(dir.path());
    let feed = feed(&journal, "a").await;
    let at = |ago| Timestamp::minus(now(), ago);
    let mut items = vec![dated("young", "young", at(HOUR)), dated("old", "old", at(2 * DAY))];
    items.extend((0..25).map(|n| item(&format!("undated-{n}"), &format!("undated {n}"))));
    let admitted = journal.admit(Admission { first_fill, ..admission(&feed, items.clone()) }).await.unwrap();
    assert_eq!(admitted.pending.len(), admitted.new as usize);
    assert!(admitted.pending.iter().all(|item| item.origin == Origin::FirstFill));
    // The same body again: everything is known, also what was skipped.
    let again = journal.admit(Admission { first_fill, ..admission(&feed, items) }).await.unwrap();
    assert_eq!((again.new, again.changed, again.known, again.skipped), (0, 0, 27, 0));
    (admitted.new, admitted.skipped)
}

#[tokio::test]
async fn the_first_body_gives_what_is_young() {
    for (fill, expect) in [
        (FirstFill::All, (27, 0)),
        (FirstFill::None, (0, 27)),
        (FirstFill::Age(DAY), (21, 6)),
        (FirstFill::Age(3 * DAY), (22, 5)),
    ] {
        assert_eq!(first_fill(fill).await, expect, "{fill:?}");
    }
}

#[tokio::test]
async fn only_the_first_body_is_filtered_by_age() {
    let dir = tempfile::tempdir().unwrap();
    let journal = open(dir.path());
    let feed = feed(&journal, "a").await;
    let day = FirstFill::Age(DAY);
    journal.admit(Admission { first_fill: day, ..admission(&feed, vec![]) }).await.unwrap();
    let late = dated("late", "late", now().minus(5 * DAY));
    let admitted =
        journal.admit(Admission { first_fill: day, ..admission(&feed, vec![late]) }).await.unwrap();
    assert_eq!((admitted.new, admitted.skipped), (1, 0));
    assert_eq!(admitted.pending[0].origin, Origin::Poll);
}

#[tokio::test]
async fn a_skipped_item_that_changes_becomes_revision_1() {
    let dir = tempfile::tempdir().unwrap();
    let journal = open(dir.path());
    let feed = feed(&journal, "a").await;
    let none = FirstFill::None;
    journal.admit(Admission { first_fill: none, ..admission(&feed, vec![item("x", "one")]) }).await.unwrap();
    assert!(journal.pending_due(now().plus(HOUR), 10).await.unwrap().is_empty());
    let changed = admit(&journal, &feed, vec![item("x", "two")]).await;
    assert_eq!(changed.changed, 1);
    let claim = journal.claim(changed.pending[0].clone()).await.unwrap().unwrap();
    assert_eq!(claim.state.version(), None);
    let commit = revision(&claim, "two");
    assert_eq!(commit.state.revision, 1);
    journal.commit(&claim, commit).await.unwrap();
}

#[tokio::test]
async fn an_item_that_comes_back_is_not_new() {
    let dir = tempfile::tempdir().unwrap();
    let journal = open(dir.path());
    let feed = feed(&journal, "a").await;
    admit(&journal, &feed, vec![item("x", "x"), item("y", "y")]).await;
    publish_due(&journal).await;
    admit(&journal, &feed, vec![item("y", "y")]).await;
    let back = admit(&journal, &feed, vec![item("x", "x"), item("y", "y")]).await;
    assert_eq!((back.new, back.changed, back.known), (0, 0, 2));
}

#[tokio::test]
async fn a_further_feed_is_noted_and_makes_no_look() {
    let dir = tempfile::tempdir().unwrap();
    let journal = open(dir.path());
    let specs = vec![spec("a", "desk.example"), spec("b", "desk.example")];
    let feeds = journal.open_feeds(specs).await.unwrap();
    let (a, b) = (&feeds[0], &feeds[1]);
    let first = admit(&journal, a, vec![item("x", "long text")]).await;
    let article = first.pending[0].article.clone();
    drop(first);
    publish_due(&journal).await;
    // Feed b words it otherwise: known, and later only a change within b counts.
    assert_eq!(admit(&journal, b, vec![item("x", "short")]).await.known, 1);
    assert_eq!(admit(&journal, a, vec![item("x", "long text")]).await.known, 1);
    assert_eq!(admit(&journal, b, vec![item("x", "shorter")]).await.changed, 1);
    let state = journal.reader().article(&article).await.unwrap().unwrap();
    assert_eq!(state.feeds.len(), 2);
}

#[tokio::test]
async fn another_name_of_a_known_article_is_learned() {
    let dir = tempfile::tempdir().unwrap();
    let journal = open(dir.path());
    let feed = feed(&journal, "a").await;
    let guid = model::Alias::guid(&feed.id, "42");
    let mut first = item("x", "x");
    first.aliases.add(guid.clone());
    admit(&journal, &feed, vec![first]).await;
    publish_due(&journal).await;
    // The link moved, the guid stayed; then the guid is gone and the new link is known.
    let mut moved = item("y", "x");
    moved.aliases.add(guid);
    assert_eq!(admit(&journal, &feed, vec![moved]).await.known, 1);
    assert_eq!(admit(&journal, &feed, vec![item("y", "x")]).await.known, 1);
}

#[tokio::test]
async fn two_items_of_a_body_under_one_name_do_not_change_each_other() {
    let dir = tempfile::tempdir().unwrap();
    let journal = open(dir.path());
    let feed = feed(&journal, "a").await;
    let body = || vec![item("x", "one"), item("x", "two")];
    let first = admit(&journal, &feed, body()).await;
    assert_eq!((first.new, first.known), (1, 1));
    assert_eq!(admit(&journal, &feed, body()).await.changed, 0);
}

#[tokio::test]
async fn a_feed_that_draws_new_guids_does_not_fill_the_journal() {
    let dir = tempfile::tempdir().unwrap();
    let journal = open(dir.path());
    let feed = feed(&journal, "a").await;
    for poll in 0..100 {
        let mut shown = item("x", "x");
        shown.aliases.add(model::Alias::guid(&feed.id, &poll.to_string()));
        assert_eq!(admit(&journal, &feed, vec![shown]).await.new, u32::from(poll == 0));
    }
    let id = journal.pending_due(now().plus(HOUR), 1).await.unwrap()[0].article.clone();
    let state = journal.reader().article(&id).await.unwrap().unwrap();
    assert_eq!(state.aliases.iter().count(), 32);
}
