//! Pages out of WARC files: admitted batch by batch, then the second story's like any other, with the file as their web.
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result, anyhow, ensure};
use archive::{Reader, Record};
use fetcher::body::Body;
use fetcher::{Fetched, Freshness};
use futures_util::future::try_join_all;
use journal::{Admission, AdmitItem, FirstFill, ImportMark, PendingItem, Scope};
use model::record::{ArchivePlace, Origin};
use model::state::Validators;
use model::{Alias, Aliases, Domain, FeedId, FeedState, Hash64, Item, Timestamp};
use tokio_util::sync::CancellationToken;
use url::Url;

use super::desk::Desk;
use crate::config::{Config, Feed};

/// Pages admitted together.
const BATCH: usize = 256;
/// Records passed over before the mark moves without a page.
const PASSED: usize = 10_000;
const LOOK: Duration = Duration::from_millis(50);

/// What an import has done, for those who watch it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Bytes of all files that are behind us.
    pub bytes: u64,
    pub pages: u64,
    /// Of them, those that were known or are given to the second story twice.
    pub known: u64,
    /// Records that could not be read.
    pub broken: u64,
}

/// Files to import, and who is told how far it is.
pub struct Import {
    pub files: Vec<PathBuf>,
    pub told: Box<dyn Fn(Progress) + Send + Sync>,
}

/// Admits the pages of all files, waits until they are committed and published, then asks the worker to stop.
pub async fn run(desk: Arc<Desk>, import: Import, asked: CancellationToken) -> Result<()> {
    let mut progress = Progress::default();
    for file in &import.files {
        one(&desk, file, &mut progress, &import.told)
            .await
            .with_context(|| format!("importing {}", file.display()))?;
        if desk.stopping.is_cancelled() {
            return Ok(());
        }
    }
    while desk.sink.is_some() && desk.journal.unpublished_bytes() > 0 && rest(&desk).await {}
    asked.cancel();
    desk.stopping.cancelled().await;
    Ok(())
}

/// `false` when the desk stops.
async fn rest(desk: &Desk) -> bool {
    tokio::select! {
        () = tokio::time::sleep(LOOK) => true,
        () = desk.stopping.cancelled() => false,
    }
}

/// One file, from its mark on. A batch is in the journal before the next is read, so that two captures of one page become
/// two revisions.
async fn one(
    desk: &Desk,
    path: &Path,
    progress: &mut Progress,
    told: &(dyn Fn(Progress) + Send + Sync),
) -> Result<()> {
    let path = path.canonicalize().context("can not find it")?;
    let name = path.display().to_string();
    let size = path.metadata()?.len();
    let mark = desk.journal.import_mark(&name).await?.filter(|mark| mark.size == size);
    let begin = mark.map_or(0, |mark| mark.offset);
    let before = progress.bytes;
    let mut reader = {
        let path = path.clone();
        blocking(move || {
            let mut reader = Reader::open(&path)?;
            // Each page is read again at its place, which would mean to unpack all that lies before it.
            ensure!(
                reader.is_random_access(),
                "it is one gzip stream; unpack it first (gunzip -k) and import the .warc"
            );
            if begin > 0 {
                reader.seek_to(begin)?;
            }
            Ok(reader)
        })
        .await?
    };
    loop {
        let path = path.clone();
        let (returned, batch) = blocking(move || Ok(batch(reader, &path))).await?;
        reader = returned;
        progress.broken += batch.broken;
        progress.pages += batch.pages.len() as u64;
        let mark = ImportMark { file: name.clone(), size, offset: batch.end };
        progress.known += admit(desk, batch.pages, mark).await?;
        progress.bytes = before + if batch.ended { size } else { batch.read };
        told(*progress);
        while desk.journal.reader().waiting(Some(&Origin::Import)).await? > 0 {
            if !rest(desk).await {
                return Ok(());
            }
        }
        if batch.ended || desk.stopping.is_cancelled() {
            return Ok(());
        }
    }
}

async fn blocking<T: Send + 'static>(job: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(job).await?
}

type WarcFile = Reader<std::fs::File>;

/// Pages with different addresses, and where the next batch begins.
#[derive(Default)]
struct Batch {
    pages: Vec<Page>,
    end: u64,
    /// Bytes of the file that were read.
    read: u64,
    ended: bool,
    broken: u64,
}

/// A page that an archive holds.
struct Page {
    domain: Domain,
    alias: Alias,
    item: Item,
    hash: Hash64,
    fetched_at: Timestamp,
}

fn batch(mut reader: WarcFile, path: &Path) -> (WarcFile, Batch) {
    let mut batch = Batch::default();
    let mut addresses = BTreeSet::new();
    let mut passed = 0;
    while batch.pages.len() < BATCH && passed < PASSED {
        let record = match reader.next() {
            None => {
                batch.ended = true;
                break;
            }
            Some(Err(error)) => {
                tracing::warn!(error = %crate::report::chain(&error), "a record was passed over");
                batch.broken += 1;
                passed += 1;
                continue;
            }
            Some(Ok(record)) => record,
        };
        let Some(page) = page_of(&record, path) else {
            passed += 1;
            continue;
        };
        if !addresses.insert(page.alias.clone()) {
            // The earlier capture is to be a version before this one is looked at.
            batch.end = record.offset;
            return match reader.seek_to(record.offset) {
                Ok(()) => (reader, batch),
                Err(error) => {
                    tracing::warn!(error = %crate::report::chain(&error), "an archive can not be read again");
                    batch.ended = true;
                    (reader, batch)
                }
            };
        }
        batch.pages.push(page);
    }
    batch.end = reader.position();
    batch.read = reader.progress().0;
    (reader, batch)
}

/// A page of HTML that was had; everything else in an archive is passed over.
fn page_of(record: &Record, path: &Path) -> Option<Page> {
    let answer = record.http().filter(|answer| answer.status == 200)?;
    let kind = answer.content_type.as_deref().unwrap_or("text/html").to_ascii_lowercase();
    if !(kind.starts_with("text/html") || kind.starts_with("application/xhtml")) {
        return None;
    }
    let url = Url::parse(record.target_uri()?).ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
    let domain = Domain::of_url(&url)?;
    let alias = Alias::uri(parser::identity::address(url.as_str())?.as_str());
    let fetched_at = record.date()?;
    let place = record.place();
    let hash = Hash64::of([place.digest.as_bytes(), fetched_at.to_string().as_bytes()]);
    let archived = ArchivePlace { file: path.display().to_string(), ..place };
    let item = Item { link: Some(url.to_string()), archived: Some(archived), ..Item::default() };
    Some(Page { domain, alias, item, hash, fetched_at })
}

/// Admits the pages, then moves the mark. Each page was fetched at a time of its own, which decides what is older news,
/// so each is an admission; they share commits. How many were known already.
async fn admit(desk: &Desk, pages: Vec<Page>, mark: ImportMark) -> Result<u64> {
    let nothing = admission(desk, &Domain::named("import"), desk.clock.now(), Vec::new());
    let admissions = pages.into_iter().map(|page| {
        let Page { domain, alias, item, hash, fetched_at } = page;
        let item = AdmitItem { aliases: Aliases::new(alias), item_hash: hash, published_at: None, item };
        desk.journal.admit(admission(desk, &domain, fetched_at, vec![item]))
    });
    let admitted = try_join_all(admissions).await?;
    desk.journal.admit(Admission { import: Some(mark), ..nothing }).await?;
    Ok(admitted.iter().map(|admitted| u64::from(admitted.known)).sum())
}

fn admission(desk: &Desk, domain: &Domain, fetched_at: Timestamp, items: Vec<AdmitItem>) -> Admission {
    Admission {
        feed: FeedState::new(feed_id(domain), String::new(), domain.clone(), desk.clock.now()),
        items,
        scope: Scope::Part,
        fetched_at,
        poll: desk.poll_id(),
        first_fill: FirstFill::All,
        fill_always: false,
        origin: Origin::Import,
        import: None,
    }
}

/// What is imported stands in no feed: its records name this instead.
fn feed_id(domain: &Domain) -> FeedId {
    FeedId::new(format!("import.{domain}"))
}

/// The configured feed whose publisher an imported page is of, for labels and names; else one that says nothing.
pub fn feed<'a>(config: &'a Config, item: &PendingItem) -> Option<Cow<'a, Feed>> {
    if let Some(feed) = config.feeds.values().find(|feed| feed.domain == item.domain) {
        return Some(Cow::Borrowed(feed));
    }
    let url = Url::parse(item.item.link.as_deref()?).ok()?;
    Some(Cow::Owned(Feed::standard(url, item.domain.clone())))
}

/// The page at a place, as if it had been fetched, and the place as records tell it.
///
/// # Errors
/// A sentence for the dead letter: the file is gone or was changed.
pub async fn page(place: ArchivePlace) -> Result<(Fetched, ArchivePlace), String> {
    let read = blocking(move || {
        let record = archive::read_at(Path::new(&place.file), &place)?;
        let fetched = fetched(&record).ok_or_else(|| anyhow!("the record is no HTTP answer"))?;
        Ok((fetched, record.place()))
    });
    read.await.map_err(|error| format!("{error:#}"))
}

fn fetched(record: &Record) -> Option<Fetched> {
    let answer = record.http()?;
    let language = answer.header("Content-Language").map(|value| String::from_utf8_lossy(value).into_owned());
    let encodings =
        fetcher::body::parse_encodings(answer.content_encoding.iter().map(String::as_str)).ok()?;
    Some(Fetched {
        url: Url::parse(record.target_uri()?).ok()?,
        hops: Vec::new(),
        status: answer.status,
        validators: Validators::default(),
        content_type: answer.content_type.clone(),
        content_language: language,
        freshness: Freshness::default(),
        body: Body::new(answer.body.into_owned(), encodings),
        head: None,
        fetched_at: record.date()?,
        elapsed: Duration::ZERO,
    })
}
