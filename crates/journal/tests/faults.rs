//! Failpoints: a commit that fails takes its whole batch with it, and the journal goes on.
use journal::{Admission, AdmitItem, Config, ErrorKind, FirstFill, ImportMark, Journal, Scope};
use model::record::Origin;
use model::{Alias, Aliases, Clock, Domain, FeedId, FeedState, Hash64, Item};

fn admission(feed: &FeedState, name: &str) -> Admission {
    let item = AdmitItem {
        item: Item { title: Some(name.to_owned()), ..Item::default() },
        aliases: Aliases::new(Alias::uri(name)),
        item_hash: Hash64::of([name]),
        published_at: None,
    };
    let now = Clock::system().now();
    Admission {
        feed: feed.clone(),
        items: vec![item],
        scope: Scope::Whole,
        fetched_at: now,
        poll: String::new(),
        first_fill: FirstFill::All,
        fill_always: false,
        origin: Origin::Poll,
        import: Some(ImportMark { file: "1.warc".to_owned(), size: 2, offset: 1 }),
    }
}

#[tokio::test]
async fn a_failed_commit_answers_every_job_and_leaves_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let scenario = fail::FailScenario::setup();
    let clock = Clock::system();
    let journal = Journal::open(Config::new(dir.path()), clock).unwrap();
    let feed = FeedState::new(
        FeedId::new("a"),
        "http://a.example/".to_owned(),
        Domain::named("a.example"),
        clock.now(),
    );
    for point in ["journal::admit", "journal::commit-before"] {
        fail::cfg(point, "1*return").unwrap();
        let error = journal.admit(admission(&feed, point)).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Full, "{point}");
        fail::remove(point);
        assert_eq!(journal.reader().summary().await.unwrap().articles, 0);
        assert_eq!(journal.import_mark("1.warc").await.unwrap(), None);
    }
    let admitted = journal.admit(admission(&feed, "x")).await.unwrap();
    assert_eq!((admitted.new, admitted.pending.len()), (1, 1));
    scenario.teardown();
}
