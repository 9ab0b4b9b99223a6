//! The first story: a due feed is fetched, read, and its new items are admitted.
use fetcher::schedule::{self, Outcome};
use fetcher::{FetchError, Fetched, Request, RequestKind};
use journal::{Admission, AdmitItem, Admitted, JournalError};
use model::change::item_hash;
use model::feed::FeedDocument;
use model::record::{DeadLetter, Origin};
use model::{FeedId, FeedState, Hash64, Timestamp};
use parser::feed::{FeedContext, FeedError};
use url::Url;

use super::cpu::CpuError;
use super::desk::Desk;
use super::{events, records};
use crate::config::Feed;

/// Due feed → admitted items. Whatever happens, the feed is due again afterwards.
///
/// # Errors
/// Only what the journal refuses; the poll is then as if it had not been.
pub async fn poll(desk: &Desk, id: &FeedId) -> Result<(), JournalError> {
    let Some((feed, state)) = desk.feed(id) else { return Ok(()) };
    let feed = &feed;
    let poll = desk.poll_id();
    let seen = look(desk, feed, &state).await;
    match seen {
        Seen::Stopping => {}
        Seen::Unchanged(fetched) => {
            let next = plan(desk, feed, &state, &unchanged_outcome(&fetched));
            events::feed_polled(&next, "unchanged", 0);
            unchanged(desk, next);
        }
        Seen::Failed(failure) => {
            let next = plan(desk, feed, &state, &failure.outcome());
            events::feed_failed(&next, &failure);
            tell(desk, &state, &failure).await?;
            unchanged(desk, next);
        }
        Seen::Body(body) => {
            let admitted = admit(desk, feed, &state, &body, poll).await?;
            let next = plan(desk, feed, &known(&state, &body), &changed_outcome(&body.fetched, admitted.new));
            events::feed_polled(&next, "changed", admitted.new + admitted.changed);
            unchanged(desk, next);
        }
    }
    Ok(())
}

/// What a look at a feed showed.
enum Seen {
    /// 304, or a body equal to the last one.
    Unchanged(Box<Fetched>),
    Body(Box<Body>),
    Failed(Failure),
    /// The worker stops; the feed was not looked at.
    Stopping,
}

struct Body {
    fetched: Fetched,
    hash: Hash64,
    document: FeedDocument,
}

/// Why a poll brought nothing.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    #[error(transparent)]
    Fetch(#[from] FetchError),
    #[error(transparent)]
    Decode(#[from] fetcher::body::DecodeError),
    #[error("{error}")]
    Read { error: FeedError, bytes: Vec<u8> },
    #[error(transparent)]
    Cpu(#[from] CpuError),
}

impl Failure {
    /// A stable word for metrics and dead letters.
    pub fn kind(&self) -> &'static str {
        match self {
            Failure::Fetch(error) => error.kind().as_str(),
            Failure::Decode(_) => "decode",
            Failure::Read { error, .. } => error.kind().as_str(),
            Failure::Cpu(_) => "panic",
        }
    }

    fn outcome(&self) -> Outcome {
        match self {
            Failure::Fetch(error) => Outcome::from(error),
            other => Outcome::Failed(schedule::Failure::unreadable(crate::report::chain(other))),
        }
    }
}

async fn look(desk: &Desk, feed: &Feed, state: &FeedState) -> Seen {
    let request = request_of(feed, state);
    let fetched = tokio::select! {
        fetched = desk.fetcher.fetch(request) => fetched,
        () = desk.stopping.cancelled() => return Seen::Stopping,
    };
    match fetched {
        Err(error) => Seen::Failed(error.into()),
        Ok(fetched) if fetched.not_modified() => Seen::Unchanged(Box::new(fetched)),
        Ok(fetched) => match read(desk, state.body_hash, fetched).await {
            Ok(seen) => seen,
            Err(failure) => Seen::Failed(failure),
        },
    }
}

fn request_of(feed: &Feed, state: &FeedState) -> Request {
    // The state's URL is the configuration's until a permanent redirect was believed.
    let url = Url::parse(&state.url).unwrap_or_else(|_| feed.url.clone());
    let mut request = Request::new(url, state.domain.clone(), RequestKind::Feed);
    if !schedule::unconditional(state) {
        request.validators = state.validators.clone();
    }
    request.headers = feed.headers.clone();
    request.user_agent = feed.user_agent.clone();
    request.auth = feed.auth.as_ref().map(crate::config::Auth::to_fetcher);
    request
}

/// Decompression and parsing, on the CPU pool. An equal body is not parsed.
async fn read(desk: &Desk, last: Option<Hash64>, fetched: Fetched) -> Result<Seen, Failure> {
    let cap = desk.config().fetch.max_decoded;
    let job = move || -> Result<Seen, Failure> {
        let bytes = fetcher::body::decode(&fetched.body, cap)?;
        let hash = Hash64::of([&bytes]);
        if last == Some(hash) {
            return Ok(Seen::Unchanged(Box::new(fetched)));
        }
        let context = FeedContext {
            url: fetched.url.as_str(),
            content_type: fetched.content_type.as_deref(),
            content_language: fetched.content_language.as_deref(),
            now: Some(fetched.fetched_at),
        };
        match parser::feed::read(&bytes, &context) {
            Ok(document) => Ok(Seen::Body(Box::new(Body { hash, document, fetched }))),
            Err(error) => Err(Failure::Read { error, bytes }),
        }
    };
    desk.cpu.run(job).await?
}

/// One transaction of the journal: items, validators and the next due time together.
async fn admit(
    desk: &Desk,
    feed: &Feed,
    state: &FeedState,
    body: &Body,
    poll: String,
) -> Result<Admitted, JournalError> {
    let aliases = parser::identity::aliases(&body.document, &state.id, &state.domain);
    let items = body.document.items.iter().zip(aliases).map(|(item, aliases)| AdmitItem {
        item_hash: item_hash(item),
        published_at: item.published.as_ref().or(item.updated.as_ref()).map(|date| date.at),
        item: item.clone(),
        aliases,
    });
    let mut next = plan(desk, feed, &known(state, body), &changed_outcome(&body.fetched, 0));
    next.validators = body.fetched.validators.clone();
    next.body_hash = Some(body.hash);
    let admission = Admission {
        feed: next,
        items: items.collect(),
        fetched_at: body.fetched.fetched_at,
        poll,
        first_fill: feed.first_fill.to_journal(),
        origin: Origin::Poll,
    };
    desk.journal.admit(admission).await
}

/// The state with what the body says about polling.
fn known(state: &FeedState, body: &Body) -> FeedState {
    let mut state = state.clone();
    state.hints = body.document.hints.clone();
    state.validators = body.fetched.validators.clone();
    state.body_hash = Some(body.hash);
    state
}

fn plan(desk: &Desk, feed: &Feed, state: &FeedState, outcome: &Outcome) -> FeedState {
    let config = schedule::ScheduleConfig { min: feed.min_interval, max: feed.max_interval };
    let seed = Hash64::of([state.id.as_str(), &state.polls.to_string()]).0;
    let plan = schedule::next(state, outcome, &state.hints, &config, desk.clock.now(), seed);
    if let Some(moved) = &plan.moved {
        events::feed_moved(state, moved);
    }
    plan.state
}

fn unchanged_outcome(fetched: &Fetched) -> Outcome {
    Outcome::Unchanged { freshness: fetched.freshness, moved: fetched.permanent_target().cloned() }
}

fn changed_outcome(fetched: &Fetched, new_items: u32) -> Outcome {
    let moved = fetched.permanent_target().cloned();
    Outcome::Changed { new_items: new_items as usize, freshness: fetched.freshness, moved }
}

fn unchanged(desk: &Desk, next: FeedState) {
    desk.journal.note_poll(next.clone());
    desk.keep(next);
}

/// A feed that begins to be unreadable leaves its bytes as a dead letter, once until it is read again.
async fn tell(desk: &Desk, state: &FeedState, failure: &Failure) -> Result<(), JournalError> {
    let Failure::Read { bytes, .. } = failure else { return Ok(()) };
    if state.failures > 0 {
        return Ok(());
    }
    let letter = letter(state, failure, bytes, desk.clock.now());
    match records::dead_letter(&letter, desk.journal.id().as_str()) {
        Ok(row) => desk.journal.record_dead_letters(vec![row]).await,
        Err(error) => {
            tracing::error!(feed = %state.id, %error, "a dead letter could not be written as JSON");
            Ok(())
        }
    }
}

fn letter(state: &FeedState, failure: &Failure, bytes: &[u8], now: Timestamp) -> DeadLetter {
    let kept = &bytes[..bytes.len().min(records::LETTER_BYTES)];
    DeadLetter {
        schema: "wiredesk.dead-letter.v1".into(),
        stage: "poll".into(),
        kind: failure.kind().into(),
        reason: crate::report::chain(failure),
        feed: Some(state.id.clone()),
        article: None,
        url: Some(state.url.clone()),
        attempts: 1,
        failed_at: now,
        body: Some(String::from_utf8_lossy(kept).into_owned()),
        body_truncated: kept.len() < bytes.len(),
    }
}
