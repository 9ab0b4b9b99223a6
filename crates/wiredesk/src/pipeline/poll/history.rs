//! Older pages of a feed seen for the first time, one by one and paced, where `first_fill = "all"` (RFC 5005).
use std::time::Duration;

use fetcher::RequestKind;
use journal::{JournalError, Scope};
use model::feed::FeedDocument;
use model::record::Origin;
use model::state::History;
use model::{FeedState, Timestamp};
use url::Url;

use super::super::desk::Desk;
use super::super::events;
use super::admit::{Shown, admit};
use super::body::{self, Failure, Seen};
use crate::config::{Feed, FirstFill};

/// Between two older pages, over and above the spacing of their domain.
const PACE: Duration = Duration::from_secs(1);
/// A feed that is polled more often than this leaves its older pages their turn.
const TURN: Duration = Duration::from_secs(5);
/// More items than these waiting: the next page comes later.
const WAITING: u64 = 500;
const BREATH: Duration = Duration::from_secs(30);
/// Some feeds lead in circles, or show their last page again under another number.
const MOST_PAGES: u32 = 2_000;
const MOST_BARREN: u32 = 3;
const MOST_FAILURES: u32 = 8;

/// The older page to read now; `None` when there is none, or the feed itself is due.
pub fn due(state: &FeedState, now: Timestamp) -> Option<History> {
    state.history.clone().filter(|history| now < history.feed_due_at)
}

/// Where a first body leads to, if everything is wanted; what was begun goes on.
pub fn begin(feed: &Feed, state: &FeedState, document: &FeedDocument, now: Timestamp) -> Option<History> {
    if state.last_success_at.is_some() || feed.first_fill != FirstFill::All {
        return state.history.clone();
    }
    let next = older(document)?;
    Some(History { next, pages: 0, barren: 0, failures: 0, feed_due_at: now })
}

/// Sets the due time to the next older page, and keeps the feed's own aside.
pub fn pace(next: &mut FeedState, now: Timestamp) {
    if let Some(history) = &mut next.history {
        history.feed_due_at = next.next_poll_at.max(now.plus(TURN));
        next.next_poll_at = now.plus(PACE);
    }
}

/// Reads one older page and admits what it holds.
pub async fn poll(desk: &Desk, feed: &Feed, state: &FeedState, history: History) -> Result<(), JournalError> {
    let now = desk.clock.now();
    let mut next = state.clone();
    if desk.journal.reader().waiting(None).await? > WAITING {
        return wait(desk, next, history, now.plus(BREATH));
    }
    let document = match page(desk, feed, state, &history.next).await {
        Page::Read(document) => document,
        Page::Stopping => return Ok(()),
        Page::Failed(failure) => {
            events::history_failed(state, &history, &failure);
            if history.failures + 1 >= MOST_FAILURES {
                next.history = None;
                return done(desk, next, &history);
            }
            let failures = history.failures + 1;
            let at = now.plus(BREATH * 2u32.pow(failures.min(7)));
            return wait(desk, next, History { failures, ..history }, at);
        }
    };
    let shown = Shown {
        document: &document,
        fetched_at: now,
        scope: Scope::Part,
        origin: Origin::FirstFill,
        poll: desk.poll_id(),
    };
    let admitted = admit(desk, feed, next.clone(), shown).await?;
    events::history_read(state, &history, admitted.new);
    let pages = history.pages + 1;
    let barren = if admitted.new > 0 { 0 } else { history.barren + 1 };
    match older(&document).filter(|url| *url != history.next && *url != state.url) {
        Some(url) if pages < MOST_PAGES && barren < MOST_BARREN => {
            let history = History { next: url, pages, barren, failures: 0, ..history };
            wait(desk, next, history, now.plus(PACE))
        }
        _ => {
            next.history = None;
            done(desk, next, &history)
        }
    }
}

/// What came of asking for a page.
enum Page {
    Read(Box<FeedDocument>),
    Failed(Failure),
    Stopping,
}

async fn page(desk: &Desk, feed: &Feed, state: &FeedState, url: &str) -> Page {
    let Ok(url) = Url::parse(url) else {
        let error = parser::feed::FeedError::NotAFeed;
        return Page::Failed(Failure::Read { error, bytes: Vec::new() });
    };
    let request = body::request(feed, state, url, RequestKind::Feed);
    match body::ask(desk, request).await {
        None => Page::Stopping,
        Some(Err(error)) => Page::Failed(error.into()),
        Some(Ok(fetched)) => match body::read(desk, fetched, None).await {
            Ok(Seen::Body(body)) => Page::Read(Box::new(body.document)),
            Ok(_) => Page::Stopping,
            Err(failure) => Page::Failed(failure),
        },
    }
}

/// Archived feeds are read backwards from the newest archive, paged ones forward from the first page.
fn older(document: &FeedDocument) -> Option<String> {
    let hints = &document.hints;
    hints.prev_archive.clone().or_else(|| hints.next_page.clone())
}

fn wait(desk: &Desk, mut next: FeedState, history: History, at: Timestamp) -> Result<(), JournalError> {
    next.next_poll_at = at.min(history.feed_due_at);
    next.history = Some(history);
    keep(desk, next)
}

/// All that can be had is read: the feed is polled as any other.
fn done(desk: &Desk, mut next: FeedState, history: &History) -> Result<(), JournalError> {
    next.next_poll_at = history.feed_due_at;
    keep(desk, next)
}

fn keep(desk: &Desk, next: FeedState) -> Result<(), JournalError> {
    desk.journal.note_poll(next.clone());
    desk.keep(next);
    Ok(())
}
