//! The outbox as the publisher sees it.
use journal::{ArticleSnapshot, Backlog, Journal, Outbox, Sink};
use model::FeedState;
use model::record::Topic;

use crate::kit::*;

async fn with_outbox<T: Send + 'static>(
    journal: &Journal,
    work: impl FnOnce(Outbox) -> T + Send + 'static,
) -> T {
    let outbox = journal.outbox();
    tokio::task::spawn_blocking(move || work(outbox)).await.unwrap()
}

fn kafka() -> Sink {
    Sink { cluster_id: "k".to_owned(), prefix: "news.".to_owned(), backlog: Backlog::Retained }
}

async fn stories(journal: &Journal, count: usize) {
    let feed = feed(journal, "a").await;
    let items = (0..count).map(|n| item(&n.to_string(), &format!("story {n}"))).collect();
    admit(journal, &feed, items).await;
    publish_due(journal).await;
}

#[tokio::test]
async fn versions_come_whole_and_at_least_one() {
    let dir = tempfile::tempdir().unwrap();
    let journal = open(dir.path());
    stories(&journal, 5).await;
    with_outbox(&journal, |outbox| {
        for (max_bytes, max_rows, expect) in
            [(usize::MAX, 1_000, 5), (1, 1_000, 1), (usize::MAX, 3, 2), (0, 0, 0)]
        {
            let versions = outbox.read_versions(0, max_bytes, max_rows).unwrap();
            assert_eq!(versions.len(), expect.max(usize::from(max_rows > 0)), "{max_bytes} {max_rows}");
            assert!(versions.iter().all(|version| version.rows.len() == 2));
        }
        let versions = outbox.read_versions(4, usize::MAX, 1_000).unwrap();
        assert_eq!(versions[0].rows[0].seq, 5);
        let row = &versions[0].rows[0];
        assert_eq!(outbox.row_nonce(row.seq).unwrap(), Some(row.nonce));
        assert_eq!(row.partition, journal::partition_of(&model::Domain::named("desk.example")));
        assert_eq!(outbox.row_nonce(99).unwrap(), None);
    })
    .await;
}

#[tokio::test]
async fn a_withheld_version_is_left_out_and_its_letter_follows() {
    let dir = tempfile::tempdir().unwrap();
    let journal = open(dir.path());
    stories(&journal, 3).await;
    with_outbox(&journal, |outbox| {
        let second = outbox.read_versions(0, usize::MAX, 1_000).unwrap()[1].clone();
        let id = second.version_id.unwrap();
        let (article, version) = outbox.version_head(id).unwrap().unwrap();
        assert_eq!((article.as_str(), version), (second.rows[0].key.as_str(), 1001));
        let letter = row(Topic::DeadLetters, article.as_str(), "{}");
        outbox.withhold(id, letter.clone()).unwrap();
        outbox.withhold(id, letter).unwrap();
        let left = outbox.read_versions(0, usize::MAX, 1_000).unwrap();
        assert!(left.iter().all(|version| version.version_id != Some(id)));
        let last = left.last().unwrap();
        assert_eq!((left.len(), last.version_id, last.rows[0].topic), (3, None, Topic::DeadLetters));
        assert_eq!(last.rows[0].partition, second.rows[0].partition);
    })
    .await;
}

#[tokio::test]
async fn states_travel_with_what_moved_them() {
    let dir = tempfile::tempdir().unwrap();
    let journal = open(dir.path());
    let feed = feed(&journal, "a").await;
    with_outbox(&journal, |outbox| outbox.open_sink(&kafka()).unwrap()).await;
    let before = *journal.watch().borrow();
    let mut admitted = admit(&journal, &feed, vec![item("x", "x")]).await;
    let claim = journal.claim(admitted.pending.remove(0)).await.unwrap().unwrap();
    journal.commit(&claim, revision(&claim, "x")).await.unwrap();
    let mut noted = feed.clone();
    noted.polls += 1;
    journal.note_poll(noted);
    let versions =
        with_outbox(&journal, move |outbox| outbox.read_versions(before, usize::MAX, 1_000).unwrap()).await;
    let shape: Vec<Vec<(Topic, &str)>> = versions
        .iter()
        .map(|version| version.rows.iter().map(|row| (row.topic, row.key.get(..2).unwrap())).collect())
        .collect();
    assert_eq!(
        shape,
        [
            vec![(Topic::FeedState, "a:")],
            vec![(Topic::FeedState, "f:")],
            vec![(Topic::Enriched, "wd"), (Topic::Quotes, "wd"), (Topic::FeedState, "a:")],
        ],
        "a poll without news writes none"
    );
    let value = |version: usize, row: usize| versions[version].rows[row].value.clone().unwrap();
    let admitted: ArticleSnapshot = serde_json::from_slice(&value(0, 0)).unwrap();
    assert_eq!(admitted.pending.unwrap().item.title.as_deref(), Some("x"));
    let fed: FeedState = serde_json::from_slice(&value(1, 0)).unwrap();
    assert_eq!((fed.validators.etag.as_deref(), fed.last_body.len()), (Some("x"), 1));
    let committed: ArticleSnapshot = serde_json::from_slice(&value(2, 2)).unwrap();
    assert_eq!((committed.pending, committed.state.revision), (None, 1));
}
