//! Pending items: handed out once, in order, kept over crashes, replaced by newer ones.
use journal::{Committed, Extended, Merged};
use model::record::{Origin, Topic};
use model::{Alias, NormalUrl};

use crate::kit::*;

#[tokio::test]
async fn a_row_is_handed_out_once_until_it_is_dropped() {
    let dir = tempfile::tempdir().unwrap();
    let journal = open(dir.path());
    let feed = feed(&journal, "a").await;
    let admitted = admit(&journal, &feed, vec![item("x", "x")]).await;
    let later = now().plus(HOUR);
    assert!(journal.pending_due(later, 10).await.unwrap().is_empty());
    assert_eq!(journal.next_pending_at().await.unwrap(), None);
    let mut news = journal.watch_pending();
    news.borrow_and_update();
    drop(admitted);
    assert!(news.has_changed().unwrap());
    assert!(journal.next_pending_at().await.unwrap().is_some());
    let due = journal.pending_due(later, 10).await.unwrap();
    assert_eq!(due.len(), 1);
    assert!(journal.pending_due(later, 10).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_changed_item_takes_the_place_of_the_waiting_one() {
    let dir = tempfile::tempdir().unwrap();
    let journal = open(dir.path());
    let feed = feed(&journal, "a").await;
    drop(admit(&journal, &feed, vec![item("x", "one")]).await);
    let changed = admit(&journal, &feed, vec![item("x", "two")]).await;
    assert_eq!((changed.changed, changed.pending.len(), changed.pending[0].generation), (1, 1, 2));
    drop(changed);
    assert_eq!(publish_due(&journal).await, 1);
    assert_eq!(texts(&journal).await, ["two"]);
}

#[tokio::test]
async fn what_changes_while_it_is_in_hand_is_looked_at_again() {
    let dir = tempfile::tempdir().unwrap();
    let journal = open(dir.path());
    let feed = feed(&journal, "a").await;
    let mut admitted = admit(&journal, &feed, vec![item("x", "one")]).await;
    let claim = journal.claim(admitted.pending.remove(0)).await.unwrap().unwrap();
    let changed = admit(&journal, &feed, vec![item("x", "two")]).await;
    assert_eq!((changed.changed, changed.pending.len()), (1, 0));
    journal.commit(&claim, revision(&claim, "one")).await.unwrap();
    drop(claim);
    assert_eq!(publish_due(&journal).await, 1);
    assert_eq!(publish_due(&journal).await, 0);
    assert_eq!(texts(&journal).await, ["one", "two"]);
}

#[tokio::test]
async fn a_commit_against_another_version_writes_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let journal = open(dir.path());
    let feed = feed(&journal, "a").await;
    let mut admitted = admit(&journal, &feed, vec![item("x", "one")]).await;
    let claim = journal.claim(admitted.pending.remove(0)).await.unwrap().unwrap();
    let mut stale = revision(&claim, "one");
    stale.expected = Some(model::Version::new(3, 1));
    assert_eq!(journal.commit(&claim, stale).await.unwrap(), Committed::Stale);
    assert_eq!(journal.reader().last_seq().await.unwrap(), 0);
    let again = revision(&claim, "one");
    assert!(matches!(journal.commit(&claim, again.clone()).await.unwrap(), Committed::Done { .. }));
    // The row is gone: the same commit a second time is refused.
    assert_eq!(journal.commit(&claim, again).await.unwrap(), Committed::Stale);
    assert_eq!(texts(&journal).await, ["one"]);
}

#[tokio::test]
async fn leases_are_served_in_order_of_asking() {
    let dir = tempfile::tempdir().unwrap();
    let journal = open(dir.path());
    let feed = feed(&journal, "a").await;
    let mut admitted = admit(&journal, &feed, vec![item("x", "x")]).await;
    let pending = admitted.pending.remove(0);
    let first = journal.claim(pending.clone()).await.unwrap().unwrap();
    let order = std::sync::Arc::new(std::sync::Mutex::new(Vec::new()));
    let mut waiting = Vec::new();
    for number in 0..3 {
        let (journal, pending, order) = (journal.clone(), pending.clone(), order.clone());
        let mut task = Box::pin(async move {
            let claim = journal.claim(pending).await.unwrap().unwrap();
            order.lock().unwrap().push(number);
            drop(claim);
        });
        // Polled once: it stands in the queue now.
        assert!(futures_poll_once(&mut task).await);
        waiting.push(task);
    }
    drop(first);
    for task in waiting.into_iter().rev().map(tokio::spawn).collect::<Vec<_>>() {
        task.await.unwrap();
    }
    assert_eq!(*order.lock().unwrap(), [0, 1, 2]);
}

/// `true`: still waiting.
async fn futures_poll_once(task: &mut (impl Future<Output = ()> + Unpin)) -> bool {
    tokio::select! {
        biased;
        () = task => false,
        () = std::future::ready(()) => true,
    }
}

#[tokio::test]
async fn a_canonical_url_is_one_more_name() {
    let dir = tempfile::tempdir().unwrap();
    let journal = open(dir.path());
    let feed = feed(&journal, "a").await;
    let mut admitted = admit(&journal, &feed, vec![item("x?a=1", "x"), item("x?a=2", "y")]).await;
    let canonical = Alias::uri(NormalUrl::parse("http://desk.example/story").unwrap().as_str());
    let mut x = journal.claim(admitted.pending.remove(0)).await.unwrap().unwrap();
    let mut y = journal.claim(admitted.pending.remove(0)).await.unwrap().unwrap();
    assert_eq!(journal.extend(&mut x, &canonical).await.unwrap(), Extended::Mine);
    assert_eq!(journal.extend(&mut y, &canonical).await.unwrap(), Extended::Conflict);
    let mut commit = revision(&x, "x");
    commit.state.aliases.add(canonical.clone());
    journal.commit(&x, commit).await.unwrap();
    let known = x.state.id.clone();
    drop(x);
    assert_eq!(journal.extend(&mut y, &canonical).await.unwrap(), Extended::Known(known.clone()));
    // The second turns out to be the first: its look is one at the first.
    let Merged::Moved(moved) = journal.merge(y.item.clone(), &known).await.unwrap() else {
        panic!("not moved")
    };
    assert_eq!(moved.article, known);
    drop(y);
    let claim = journal.claim(*moved).await.unwrap().unwrap();
    assert_eq!(claim.state.revision, 1);
    let same = journal::Commit {
        expected: claim.state.version(),
        state: claim.state.clone(),
        rows: vec![],
        version: None,
        withheld: false,
    };
    assert!(matches!(journal.commit(&claim, same).await.unwrap(), Committed::Done { .. }));
    let both = vec![item("x?a=1", "x"), item("x?a=2", "y")];
    assert_eq!(admit(&journal, &feed, both).await.known, 2);
}

#[tokio::test]
async fn a_retry_waits_and_counts_and_a_postponed_item_only_waits() {
    let dir = tempfile::tempdir().unwrap();
    let journal = open(dir.path());
    let feed = feed(&journal, "a").await;
    let mut admitted = admit(&journal, &feed, vec![item("x", "x")]).await;
    let pending = admitted.pending.remove(0);
    journal.retry(&pending, now().plus(HOUR), "the page did not answer").await.unwrap();
    journal.postpone(&pending, now().plus(HOUR)).await.unwrap();
    drop(pending);
    assert!(journal.pending_due(now(), 10).await.unwrap().is_empty());
    let next = journal.next_pending_at().await.unwrap().unwrap();
    assert!(next > now().plus(HOUR / 2));
    let due = journal.pending_due(next, 10).await.unwrap();
    assert_eq!(due[0].attempts, 1);
}

#[tokio::test]
async fn parked_is_not_tried_until_it_changes_or_is_replayed() {
    let dir = tempfile::tempdir().unwrap();
    let journal = open(dir.path());
    let feed = feed(&journal, "a").await;
    let mut admitted = admit(&journal, &feed, vec![item("x", "x")]).await;
    let pending = admitted.pending.remove(0);
    let article = pending.article.clone();
    let letter = || row(Topic::DeadLetters, article.as_str(), "{}");
    journal.park(&pending, letter()).await.unwrap();
    assert!(journal.claim(pending).await.unwrap().is_none());
    assert!(journal.pending_due(now().plus(HOUR), 10).await.unwrap().is_empty());
    assert_eq!(admit(&journal, &feed, vec![item("x", "x")]).await.known, 1);
    let summary = journal.reader().summary().await.unwrap();
    assert_eq!((summary.pending.parked, summary.pending.waiting, summary.rows["dead-letters"]), (1, 0, 1));

    assert!(journal.replay(&article).await.unwrap());
    let pending = journal.pending_due(now().plus(HOUR), 10).await.unwrap().remove(0);
    assert_eq!(pending.item.title.as_deref(), Some("x"), "the feed's text is still there");
    journal.park(&pending, letter()).await.unwrap();
    drop(pending);
    let changed = admit(&journal, &feed, vec![item("x", "better")]).await;
    assert_eq!(changed.pending.len(), 1);
    assert!(!journal.replay(&model::ArticleId::new("wd1unknown")).await.unwrap());
}

#[tokio::test]
async fn a_due_revisit_comes_once() {
    let dir = tempfile::tempdir().unwrap();
    let journal = open(dir.path());
    let feed = feed(&journal, "a").await;
    let mut admitted = admit(&journal, &feed, vec![item("x", "x")]).await;
    let claim = journal.claim(admitted.pending.remove(0)).await.unwrap().unwrap();
    let mut commit = revision(&claim, "x");
    let soon = now().plus(HOUR);
    commit.state.revisits = vec![soon, soon.plus(HOUR)];
    journal.commit(&claim, commit).await.unwrap();
    drop(claim);
    assert!(journal.revisit_due(now(), 10).await.unwrap().is_empty());
    let due = journal.revisit_due(soon, 10).await.unwrap();
    assert_eq!((due.len(), &due[0].origin), (1, &Origin::Revisit));
    assert_eq!(due[0].item.link.as_deref(), Some("http://desk.example/x"));
    assert!(journal.revisit_due(soon, 10).await.unwrap().is_empty());
    let state = journal.reader().article(&due[0].article).await.unwrap().unwrap();
    assert_eq!(state.revisits, [soon.plus(HOUR)]);
}

#[tokio::test]
async fn takes_are_sought_among_recent_articles_of_the_domain() {
    let dir = tempfile::tempdir().unwrap();
    let journal = open(dir.path());
    let feed = feed(&journal, "a").await;
    let ago = |time| now().minus(time);
    let items = vec![
        dated("lead", "lead", ago(HOUR)),
        dated("plain", "plain", ago(2 * HOUR)),
        dated("old", "old", ago(3 * DAY)),
    ];
    for pending in admit(&journal, &feed, items).await.pending {
        let claim = journal.claim(pending).await.unwrap().unwrap();
        let mut commit = revision(&claim, claim.item.item.title.as_deref().unwrap());
        commit.state.simhash = u64::MAX;
        commit.state.take_label = (commit.state.stripped_title == "lead").then(|| "LEAD".to_owned());
        journal.commit(&claim, commit).await.unwrap();
    }
    let mut admitted = admit(&journal, &feed, vec![item("new", "new")]).await;
    let claim = journal.claim(admitted.pending.remove(0)).await.unwrap().unwrap();
    for (labelled, expect) in [(false, vec!["lead", "plain"]), (true, vec!["lead"])] {
        let found = journal.take_candidates(&claim, now(), labelled).await.unwrap();
        assert_eq!(found.iter().map(|take| take.stripped_title.as_str()).collect::<Vec<_>>(), expect);
        assert!(found.iter().all(|take| take.simhash == u64::MAX));
    }
}
