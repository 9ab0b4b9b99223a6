//! A journal in a temporary directory, feeds and items to fill it with, and a crash that leaves what was on disk.
use std::path::Path;
use std::time::Duration;

use journal::{
    Admission, AdmitItem, Admitted, Claim, Commit, Committed, Config, FeedSpec, FirstFill, Journal, NewRow,
    Retained, Scope,
};
use model::record::{Origin, Topic};
use model::state::Validators;
use model::{Alias, Aliases, Clock, Domain, FeedId, FeedState, Hash64, Item, NormalUrl, Timestamp};
use tempfile::TempDir;

pub const HOUR: Duration = Duration::from_secs(3_600);
pub const DAY: Duration = Duration::from_secs(86_400);

pub fn open(dir: &Path) -> Journal {
    Journal::open(Config::new(dir), Clock::system()).unwrap()
}

/// As if the machine had run on for this long.
pub fn open_later(dir: &Path, later: Duration) -> Journal {
    Journal::open(Config::new(dir), Clock::shifted(later.as_millis() as i64)).unwrap()
}

pub fn now() -> Timestamp {
    Clock::system().now()
}

/// What a power cut at this moment would leave.
pub fn crash(dir: &Path) -> TempDir {
    let left = TempDir::new().unwrap();
    for file in ["wiredesk.db", "wiredesk.db-wal"] {
        if dir.join(file).exists() {
            std::fs::copy(dir.join(file), left.path().join(file)).unwrap();
        }
    }
    left
}

pub fn spec(id: &str, domain: &str) -> FeedSpec {
    FeedSpec {
        id: FeedId::new(id),
        url: format!("http://{domain}/{id}.xml"),
        domain: Domain::named(domain),
        domain_named: false,
        max_interval: HOUR,
    }
}

pub async fn feed(journal: &Journal, id: &str) -> FeedState {
    feed_of(journal, id, "desk.example").await
}

pub async fn feed_of(journal: &Journal, id: &str, domain: &str) -> FeedState {
    let opened = journal.open_feeds(vec![spec(id, domain)]).await.unwrap();
    opened.into_iter().next().unwrap()
}

/// An item whose hash is that of its text.
pub fn item(path: &str, text: &str) -> AdmitItem {
    let link = format!("http://desk.example/{path}");
    let aliases = Aliases::new(Alias::uri(NormalUrl::parse(&link).unwrap().as_str()));
    AdmitItem {
        item: Item { link: Some(link), title: Some(text.to_owned()), ..Item::default() },
        aliases,
        item_hash: Hash64::of([text]),
        published_at: None,
    }
}

pub fn dated(path: &str, text: &str, at: Timestamp) -> AdmitItem {
    AdmitItem { published_at: Some(at), ..item(path, text) }
}

pub async fn admit(journal: &Journal, feed: &FeedState, items: Vec<AdmitItem>) -> Admitted {
    journal.admit(admission(feed, items)).await.unwrap()
}

/// Everything is young, and the validators say which items the body had.
pub fn admission(feed: &FeedState, items: Vec<AdmitItem>) -> Admission {
    let mut next = feed.clone();
    let tag: Vec<&str> = items.iter().filter_map(|item| item.item.title.as_deref()).collect();
    next.validators = Validators { etag: Some(tag.join(",")), last_modified: None };
    next.polls += 1;
    Admission {
        feed: next,
        items,
        scope: Scope::Whole,
        fetched_at: now(),
        poll: "poll-1".to_owned(),
        first_fill: FirstFill::All,
        fill_always: false,
        origin: Origin::Poll,
        import: None,
    }
}

pub fn row(topic: Topic, key: &str, value: &str) -> NewRow {
    let headers = vec![("content-type".to_owned(), "application/json".to_owned())];
    NewRow { topic, key: key.to_owned(), headers, value: Some(value.as_bytes().to_vec()) }
}

/// The next revision with one record in `enriched` and one in `quotes`.
pub fn revision(claim: &Claim, text: &str) -> Commit {
    let mut state = claim.state.clone();
    state.revision += 1;
    state.enrichment = 1;
    state.stripped_title = text.to_owned();
    state.last_feed = Some(claim.item.feed.clone());
    let version = state.version();
    let key = state.id.as_str();
    let value = serde_json::json!({ "id": key, "version": version, "text": text }).to_string();
    let rows = vec![row(Topic::Enriched, key, &value), row(Topic::Quotes, key, &format!("\"{text}\""))];
    Commit { expected: claim.state.version(), state, rows, version, withheld: false }
}

/// Takes everything that is due through to a committed revision.
pub async fn publish_due(journal: &Journal) -> usize {
    let due = journal.pending_due(now().plus(HOUR), 1_000).await.unwrap();
    let count = due.len();
    for pending in due {
        publish(journal, pending).await;
    }
    count
}

pub async fn publish(journal: &Journal, pending: journal::PendingItem) -> Vec<u64> {
    let claim = journal.claim(pending).await.unwrap().unwrap();
    let text = claim.item.item.title.clone().unwrap_or_default();
    match journal.commit(&claim, revision(&claim, &text)).await.unwrap() {
        Committed::Done { seqs } => seqs,
        Committed::Stale => panic!("stale"),
    }
}

/// Titles of the records in `enriched`, in order.
pub async fn texts(journal: &Journal) -> Vec<String> {
    let page = journal.reader().records(Some(Topic::Enriched), None, 1_000).await.unwrap();
    page.records
        .iter()
        .map(|record| {
            let value: serde_json::Value = serde_json::from_slice(record.value.as_deref().unwrap()).unwrap();
            value["text"].as_str().unwrap().to_owned()
        })
        .collect()
}

/// Runs passes of retention until `later`, half an hour apart as the worker makes them, with clocks that agree.
pub async fn retain_after(journal: &Journal, later: Duration) -> Retained {
    retain_from(journal, Duration::ZERO, later).await
}

/// The same for a journal whose clock is `ahead`.
pub async fn retain_from(journal: &Journal, ahead: Duration, later: Duration) -> Retained {
    let mut total = Retained::default();
    for step in 1..=later.as_secs() / 1_800 {
        let uptime = Duration::from_secs(step * 1_800);
        let pass = journal.retain(now().plus(ahead).plus(uptime), uptime).await.unwrap();
        total.rows += pass.rows;
        total.versions += pass.versions;
        total.articles += pass.articles;
        total.feeds += pass.feeds;
        total.paused |= pass.paused;
    }
    total
}
