//! Readers: pages, cursors, waiting, and a reader that is another process.
use std::time::Duration;

use journal::{Config, Cursor, CursorError, ErrorKind, Journal, Reader};
use model::record::Topic;
use model::{Clock, JournalId};

use crate::kit::*;

async fn three_stories(journal: &Journal) {
    let feed = feed(journal, "a").await;
    admit(journal, &feed, ["x", "y", "z"].map(|name| item(name, name)).to_vec()).await;
    publish_due(journal).await;
}

#[tokio::test]
async fn pages_go_on_where_the_cursor_says() {
    let dir = tempfile::tempdir().unwrap();
    let journal = open(dir.path());
    three_stories(&journal).await;
    let reader = journal.reader();
    let mut seen = Vec::new();
    let mut cursor: Option<Cursor> = None;
    loop {
        let page = reader.records(Some(Topic::Quotes), cursor.as_ref(), 2).await.unwrap();
        if page.records.is_empty() {
            break;
        }
        seen.extend(page.records.iter().map(|record| record.seq));
        // Through its text, as HTTP does.
        cursor = Some(page.next.to_string().parse().unwrap());
    }
    assert_eq!(seen, [2, 4, 6]);
    let all = reader.records(None, None, 1_000).await.unwrap();
    assert_eq!((all.records.len(), all.next.seq), (6, 6));
    let latest = reader.latest(Topic::Enriched, 2).await.unwrap();
    assert_eq!(latest.records.iter().map(|record| record.seq).collect::<Vec<_>>(), [3, 5]);
    assert_eq!(all.records[0].headers, [("content-type".to_owned(), "application/json".to_owned())]);
}

#[tokio::test]
async fn foreign_and_expired_cursors_are_told_apart() {
    let dir = tempfile::tempdir().unwrap();
    let journal =
        Journal::open(Config { max_bytes: 250, ..Config::new(dir.path()) }, Clock::system()).unwrap();
    three_stories(&journal).await;
    let reader = journal.reader();
    let old = Cursor { journal: journal.id().clone(), seq: 1 };
    journal.retain(now(), HOUR / 2).await.unwrap();
    let ask = async |cursor: Cursor| reader.records(None, Some(&cursor), 10).await;
    assert!(matches!(ask(old).await, Err(CursorError::Expired { gone: 1.. })));
    let stranger = Cursor { journal: JournalId::new("jother"), seq: 1 };
    assert!(matches!(ask(stranger).await, Err(CursorError::Foreign)));
    let beyond = Cursor { journal: journal.id().clone(), seq: 7 };
    assert!(matches!(ask(beyond).await, Err(CursorError::Foreign)));
    let end = Cursor { journal: journal.id().clone(), seq: 6 };
    assert_eq!(ask(end.clone()).await.unwrap().next, end);
    for text in ["", "j", "j.", ".1", "j.x", "j.-1", "j.99999999999999999999999"] {
        assert!(matches!(text.parse::<Cursor>(), Err(CursorError::Malformed)), "{text}");
    }
}

#[tokio::test]
async fn versions_of_an_article_and_their_records() {
    let dir = tempfile::tempdir().unwrap();
    let journal = open(dir.path());
    let feed = feed(&journal, "a").await;
    for text in ["one", "two"] {
        admit(&journal, &feed, vec![item("x", text)]).await;
        publish_due(&journal).await;
    }
    let reader = journal.reader();
    let id = reader.latest(Topic::Enriched, 1).await.unwrap().records[0].key.clone();
    let id = model::ArticleId::new(id);
    let versions = reader.versions(&id).await.unwrap();
    assert_eq!(versions.iter().map(|head| head.version).collect::<Vec<_>>(), [2001, 1001]);
    let records = reader.version_records(versions[0].version_id).await.unwrap();
    assert_eq!(records.iter().map(|record| record.seq).collect::<Vec<_>>(), [3, 4]);
    assert_eq!(reader.article(&id).await.unwrap().unwrap().revision, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn another_process_reads_and_notices_news() {
    let dir = tempfile::tempdir().unwrap();
    assert_eq!(Reader::open(dir.path()).err().unwrap().kind(), ErrorKind::Io);
    let journal = open(dir.path());
    let other = Reader::open(dir.path()).unwrap();
    assert_eq!(other.journal_id(), journal.id());
    assert!(!other.wait(0, Duration::from_millis(10)).await.unwrap());
    let (near, far) = (journal.reader(), other.clone());
    let long = Duration::from_secs(60);
    let waiting =
        tokio::spawn(async move { (near.wait(5, long).await.unwrap(), far.wait(5, long).await.unwrap()) });
    three_stories(&journal).await;
    assert_eq!(waiting.await.unwrap(), (true, true));
    assert_eq!(other.records(None, None, 10).await.unwrap().records.len(), 6);
    // A stopped worker's journal can be read too.
    journal.checkpoint_and_close().await.unwrap();
    drop(journal);
    assert_eq!(other.last_seq().await.unwrap(), 6);
    assert_eq!(Reader::open(dir.path()).unwrap().records(None, None, 10).await.unwrap().records.len(), 6);
}

#[tokio::test]
async fn forgotten_articles_leave_tombstones_and_do_not_come_back() {
    let dir = tempfile::tempdir().unwrap();
    let journal = open(dir.path());
    three_stories(&journal).await;
    let reader = journal.reader();
    let id = model::ArticleId::new(reader.latest(Topic::Enriched, 1).await.unwrap().records[0].key.clone());
    assert!(journal.forget(&id).await.unwrap());
    assert!(!journal.forget(&model::ArticleId::new("wd1unknown")).await.unwrap());
    let all = reader.records(None, None, 100).await.unwrap().records;
    let of_it: Vec<_> = all.iter().filter(|record| record.key == id.as_str()).collect();
    assert!(of_it.len() == 3 && of_it.iter().all(|record| record.value.is_none()));
    assert_eq!(of_it[2].topic, Topic::Enriched);
    let feed = feed(&journal, "a").await;
    let shown = admit(&journal, &feed, vec![item("z", "z"), item("z", "changed")]).await;
    assert_eq!((shown.new, shown.changed, shown.known), (0, 0, 2));
    assert!(!journal.replay(&id).await.unwrap());
}
