//! A look at a sitemap: its own addresses, or those of the sitemaps that its index says have changed (sitemaps.org 0.9).
use std::time::Duration;

use fetcher::{Fetched, RequestKind};
use journal::Scope;
use model::feed::{FeedDocument, FeedFormat, Item};
use model::{FeedState, Hash64, Timestamp};
use parser::feed::FeedError;
use parser::sitemap::{Child, Sitemap};
use url::Url;

use super::super::desk::Desk;
use super::super::events;
use super::body::{self, Body, Failure, Seen};
use crate::config::{Feed, FirstFill};

/// Sitemaps of an index that are read at one poll, those changed last first.
const MOST_CHILDREN: usize = 10;
/// A sitemap says that it changed when it did, give or take the clocks.
const CLOCKS: Duration = Duration::from_secs(3600);

/// A look at a sitemap, conditional on what its last body said.
pub async fn look(desk: &Desk, feed: &Feed, state: &FeedState) -> Seen {
    let mut request = body::conditional(feed, state);
    request.delta = false;
    let fetched = match body::ask(desk, request).await {
        None => return Seen::Stopping,
        Some(Err(error)) => return Seen::Failed(error.into()),
        Some(Ok(fetched)) if fetched.not_modified() => return Seen::Unchanged(Box::new(fetched)),
        Some(Ok(fetched)) => fetched,
    };
    let oldest = oldest(feed, desk.clock.now());
    match read(desk, fetched, state.body_hash, oldest).await {
        Err(failure) => Seen::Failed(failure),
        Ok(Read::Unchanged(fetched)) => Seen::Unchanged(fetched),
        Ok(Read::Urls(body)) => Seen::Body(body),
        Ok(Read::Index(index)) => children(desk, feed, state, *index, oldest).await,
    }
}

/// What stood at the address.
enum Read {
    Unchanged(Box<Fetched>),
    Urls(Box<Body>),
    Index(Box<Index>),
}

struct Index {
    fetched: Fetched,
    hash: Hash64,
    children: Vec<Child>,
}

async fn read(
    desk: &Desk,
    fetched: Fetched,
    last: Option<Hash64>,
    oldest: Option<Timestamp>,
) -> Result<Read, Failure> {
    let cap = desk.config().fetch.max_decoded;
    let job = move || -> Result<Read, Failure> {
        let bytes = fetcher::body::decode(&fetched.body, cap)?;
        let hash = Hash64::of([&bytes]);
        if last == Some(hash) {
            return Ok(Read::Unchanged(Box::new(fetched)));
        }
        match parser::sitemap::read(&bytes, &body::context(&fetched)) {
            Ok(Sitemap::Urls(mut document)) => {
                keep_young(&mut document, oldest);
                Ok(Read::Urls(Box::new(Body { hash: Some(hash), document, scope: Scope::Whole, fetched })))
            }
            Ok(Sitemap::Index(children)) => Ok(Read::Index(Box::new(Index { fetched, hash, children }))),
            Err(error) => Err(Failure::Read { error, bytes }),
        }
    };
    desk.cpu.run(job).await?
}

/// Reads the sitemaps of an index that may hold something new.
async fn children(
    desk: &Desk,
    feed: &Feed,
    state: &FeedState,
    index: Index,
    oldest: Option<Timestamp>,
) -> Seen {
    let Index { fetched, hash, children } = index;
    let since = state.last_success_at.map(|at| at.minus(CLOCKS));
    let changed = changed(&children, since.max(oldest));
    let mut all = FeedDocument::empty(FeedFormat::Sitemap);
    // An index that does not date its sitemaps does not say when they change; one that could not be read must be asked
    // for again. Both times the index is read anew at the next poll (docs/delivery.md, rule 5).
    let mut whole = children.iter().all(|child| child.modified.is_some());
    let mut failed: Option<Failure> = None;
    for child in &changed {
        match self::child(desk, feed, state, child, oldest).await {
            None => return Seen::Stopping,
            Some(Ok(document)) => {
                all.items.extend(document.items);
                all.warnings.extend(document.warnings);
            }
            Some(Err(failure)) => {
                whole = false;
                events::sitemap_failed(state, &child.url, &failure);
                failed = Some(failure);
            }
        }
    }
    match failed {
        Some(failure) if all.items.is_empty() => Seen::Failed(failure),
        _ => {
            let hash = whole.then_some(hash);
            Seen::Body(Box::new(Body { hash, document: all, scope: Scope::Changes, fetched }))
        }
    }
}

/// `None` when the worker stops.
async fn child(
    desk: &Desk,
    feed: &Feed,
    state: &FeedState,
    child: &Child,
    oldest: Option<Timestamp>,
) -> Option<Result<FeedDocument, Failure>> {
    let Ok(url) = Url::parse(&child.url) else {
        return Some(Err(Failure::Read { error: FeedError::NotAFeed, bytes: Vec::new() }));
    };
    let request = body::request(feed, state, url, RequestKind::Feed);
    let fetched = match body::ask(desk, request).await? {
        Ok(fetched) => fetched,
        Err(error) => return Some(Err(error.into())),
    };
    Some(match read(desk, fetched, None, oldest).await {
        Ok(Read::Urls(body)) => Ok(body.document),
        // An index within an index is not allowed, and could lead in circles.
        Ok(_) => Err(Failure::Read { error: FeedError::NotAFeed, bytes: Vec::new() }),
        Err(failure) => Err(failure),
    })
}

/// Dated before this is not wanted; `None`: everything is.
fn oldest(feed: &Feed, now: Timestamp) -> Option<Timestamp> {
    match feed.first_fill {
        FirstFill::All => None,
        // What changes from now on is wanted all the same, and it is dated when it is first seen.
        FirstFill::None => Some(now.minus(Duration::from_secs(24 * 3600))),
        FirstFill::Age(age) => Some(now.minus(age)),
    }
}

/// A sitemap may hold all that its site ever published: what is dated and old is left out before it costs anything.
fn keep_young(document: &mut FeedDocument, oldest: Option<Timestamp>) {
    let Some(oldest) = oldest else { return };
    let at = |item: &Item| item.published.iter().chain(&item.updated).map(|date| date.at).max();
    document.items.retain(|item| at(item).is_none_or(|at| at >= oldest));
}

/// The sitemaps that changed since then or do not say, those changed last first.
fn changed(children: &[Child], since: Option<Timestamp>) -> Vec<Child> {
    let at = |child: &Child| child.modified.as_ref().map(|date| date.at);
    let mut found: Vec<&Child> =
        children.iter().filter(|child| at(child).zip(since).is_none_or(|(at, since)| at >= since)).collect();
    found.sort_by_key(|child| std::cmp::Reverse(at(child)));
    found.into_iter().take(MOST_CHILDREN).cloned().collect()
}
