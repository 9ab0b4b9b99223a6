//! What the tests share: a journal to commit to, a publisher on it, and what a reader of the topics sees.
use std::path::Path;
use std::time::{Duration, Instant};

use journal::{Admission, AdmitItem, Commit, Committed, FeedSpec, FirstFill, Journal, NewRow, Scope};
use model::record::{DeadLetter, Origin, Topic};
use model::state::Alias;
use model::{Aliases, Clock, Domain, FeedId, FeedState, Hash64, Item, Version};
use rdkafka::ClientConfig;
use rdkafka::admin::AdminClient;
use rdkafka::client::DefaultClientContext;
use sink::{Config, LetterRow, Publisher, Reader, Record, SinkStatus, Start};
use tempfile::TempDir;

/// Longer than anything takes on a busy machine; a test that waits so long has failed.
pub const LIMIT: Duration = Duration::from_secs(60);

pub fn bootstrap() -> String {
    std::env::var("KAFKA_BOOTSTRAP").expect("these tests need a Kafka broker: run cargo xtask test")
}

/// A worker's journal, with one feed that shows whatever the test commits.
pub struct Desk {
    pub journal: Journal,
    pub dir: TempDir,
    feed: FeedState,
    prefix: String,
    articles: u32,
}

impl Desk {
    pub async fn open() -> Desk {
        let dir = tempfile::tempdir().expect("a directory for the journal");
        Desk::open_in(dir).await
    }

    pub async fn open_in(dir: TempDir) -> Desk {
        let journal = open_journal(dir.path());
        let spec = FeedSpec {
            id: FeedId::new("feed"),
            url: "https://feed.example/rss".into(),
            domain: Domain::named("feed.example"),
            domain_named: false,
            max_interval: Duration::from_secs(3600),
        };
        let feeds = journal.open_feeds(vec![spec]).await.expect("a feed");
        let feed = feeds.into_iter().next().expect("the feed");
        let name = dir.path().file_name().and_then(|name| name.to_str()).unwrap_or("tmp");
        let prefix = format!("t{}.", name.replace(|c: char| !c.is_ascii_alphanumeric(), ""));
        Desk { journal, dir, feed, prefix, articles: 0 }
    }

    /// The same journal after a clean end.
    pub async fn reopen(desk: Desk) -> Desk {
        let Desk { journal, dir, prefix, articles, .. } = desk;
        drop(journal);
        Desk { prefix, articles, ..Desk::open_in(dir).await }
    }

    /// A copy of another desk's journal, publishing to the same topics.
    pub async fn around(dir: TempDir, other: &Desk) -> Desk {
        Desk { prefix: other.prefix.clone(), articles: 1000, ..Desk::open_in(dir).await }
    }

    /// A topic prefix that no other test has.
    pub fn prefix(&self) -> String {
        self.prefix.clone()
    }

    pub fn config(&self) -> Config {
        let mut config = Config::new([bootstrap()], self.prefix());
        config.record_partitions = 2; // a hundred tests share the broker
        config
    }

    /// Commits the first version of a new article with these rows.
    pub async fn commit(&mut self, rows: Vec<NewRow>) -> Vec<u64> {
        self.articles += 1;
        let url = format!("https://feed.example/{}/{}", self.prefix(), self.articles);
        let now = Clock::system().now();
        let item = AdmitItem {
            item: Item { link: Some(url.clone()), title: Some(url.clone()), ..Item::default() },
            aliases: Aliases::new(Alias::uri(&url)),
            item_hash: Hash64::of([url.as_str()]),
            published_at: Some(now),
        };
        let admission = Admission {
            feed: self.feed.clone(),
            items: vec![item],
            scope: Scope::Whole,
            fetched_at: now,
            poll: "poll".into(),
            first_fill: FirstFill::All,
            fill_always: false,
            origin: Origin::Poll,
            import: None,
        };
        let admitted = self.journal.admit(admission).await.expect("admitted");
        let pending = admitted.pending.into_iter().next().expect("one new item");
        let claim = self.journal.claim(pending).await.expect("claimed").expect("still pending");
        let mut state = claim.state.clone();
        state.revision = 1;
        state.enrichment = 1;
        let commit =
            Commit { expected: None, state, rows, version: Some(Version::new(1, 1)), withheld: false };
        match self.journal.commit(&claim, commit).await.expect("committed") {
            Committed::Done { seqs } => seqs,
            Committed::Stale => panic!("nobody else works on this journal"),
        }
    }

    /// So many versions of an article record and two quotations each, with numbers as values.
    pub async fn commit_stories(&mut self, numbers: std::ops::Range<usize>) {
        for number in numbers {
            self.commit(story(number)).await;
        }
    }

    pub fn publisher(&self, config: Config) -> Publisher {
        start(config, &self.journal)
    }

    /// Waits until everything committed so far is published.
    pub async fn published(&self, publisher: &Publisher) {
        let newest = *self.journal.watch().borrow();
        let mut progress = publisher.progress();
        let reached = progress.wait_for(|progress| progress.published >= newest);
        let outcome = tokio::time::timeout(LIMIT, reached).await;
        assert!(outcome.is_ok(), "not published in time: {:?}", *publisher.status().borrow());
    }

    pub async fn publish_all(&self, config: Config) {
        let publisher = self.publisher(config);
        self.published(&publisher).await;
        assert!(publisher.stop(LIMIT).await);
    }
}

pub fn open_journal(dir: &Path) -> Journal {
    Journal::open(journal::Config::new(dir), Clock::system()).expect("a journal")
}

pub fn start(config: Config, journal: &Journal) -> Publisher {
    Publisher::start(config, journal, Publisher::owns_all(), letter_row(), Clock::system())
        .expect("a publisher")
}

fn letter_row() -> LetterRow {
    Box::new(|letter: &DeadLetter| {
        let key = letter.article.as_ref().map(|id| id.to_string()).unwrap_or_default();
        let value = Some(serde_json::to_vec(letter)?);
        Ok(NewRow { topic: Topic::DeadLetters, key, headers: Vec::new(), value })
    })
}

pub fn story(number: usize) -> Vec<NewRow> {
    let key = format!("wd{}", number % 7);
    let quotes = (0..2).map(|quote| row(Topic::Quotes, &key, format!("{number}.{quote}")));
    std::iter::once(row(Topic::Enriched, &key, number.to_string())).chain(quotes).collect()
}

pub fn row(topic: Topic, key: &str, value: impl Into<Vec<u8>>) -> NewRow {
    let headers = vec![("ce_id".to_owned(), format!("{key}.1"))];
    NewRow { topic, key: key.to_owned(), headers, value: Some(value.into()) }
}

/// Text that no compression makes smaller.
pub fn noise(bytes: usize) -> Vec<u8> {
    use rand::Rng;
    let mut rng = rand::rng();
    (0..bytes).map(|_| rng.random_range(b'!'..=b'~')).collect()
}

/// All that a `read_committed` reader finds.
pub fn read(config: &Config, topic: Topic) -> Vec<Record> {
    let mut reader = Reader::open(config, topic, Start::Oldest).expect("a reader");
    let began = Instant::now();
    let mut records = Vec::new();
    while !reader.caught_up() {
        records.extend(reader.next(Duration::from_millis(500)).expect("reading"));
        assert!(began.elapsed() < LIMIT, "no end of `{}` after {} records", topic.name(), records.len());
    }
    records
}

pub fn text(record: &Record) -> String {
    String::from_utf8_lossy(record.value.as_deref().unwrap_or_default()).into_owned()
}

/// Values of a topic, sorted as numbers; and within each key in the order of the topic.
pub fn check_stories(config: &Config, numbers: std::ops::Range<usize>) {
    let records = read(config, Topic::Enriched);
    let mut found: Vec<usize> = records.iter().filter_map(|record| text(record).parse().ok()).collect();
    let ordered = |key: &[u8]| {
        let own = records.iter().filter(|record| record.key.as_deref() == Some(key));
        own.map(|record| text(record).parse::<usize>().unwrap_or_default()).is_sorted()
    };
    for key in 0..7 {
        assert!(ordered(format!("wd{key}").as_bytes()), "wd{key} is out of order");
    }
    found.sort();
    assert_eq!(found, numbers.clone().collect::<Vec<_>>(), "of `enriched`");
    let mut quotes: Vec<String> = read(config, Topic::Quotes).iter().map(text).collect();
    let mut expected: Vec<String> =
        numbers.flat_map(|number| [format!("{number}.0"), format!("{number}.1")]).collect();
    quotes.sort();
    expected.sort();
    assert_eq!(quotes, expected, "of `quotes`");
}

pub async fn wait_for(publisher: &Publisher, what: &str, wanted: impl Fn(&SinkStatus) -> bool) -> SinkStatus {
    let mut status = publisher.status();
    let reached = tokio::time::timeout(LIMIT, status.wait_for(|status| wanted(status))).await;
    match reached {
        Ok(Ok(status)) => status.clone(),
        _ => panic!("not {what} in time: {:?}", *publisher.status().borrow()),
    }
}

pub async fn wait_until(what: &str, probe: impl Fn() -> bool) {
    let began = Instant::now();
    while !probe() {
        assert!(began.elapsed() < LIMIT, "not in time: {what}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

pub async fn stopped(publisher: &Publisher) -> String {
    let wanted = |status: &SinkStatus| matches!(status, SinkStatus::Stopped { .. });
    match wait_for(publisher, "stopped", wanted).await {
        SinkStatus::Stopped { reason } => reason,
        other => unreachable!("{other:?}"),
    }
}

pub fn client() -> ClientConfig {
    let mut settings = ClientConfig::new();
    settings.set("bootstrap.servers", bootstrap());
    settings
}

pub fn admin() -> AdminClient<DefaultClientContext> {
    client().create().expect("an admin client")
}
