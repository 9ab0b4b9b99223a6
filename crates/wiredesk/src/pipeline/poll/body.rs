//! What a poll brings: the request for a feed, and its body decoded and read.
use fetcher::schedule::{self, Outcome};
use fetcher::{FetchError, Fetched, Request, RequestKind};
use journal::Scope;
use model::feed::FeedDocument;
use model::{Domain, FeedState, Hash64};
use parser::feed::{FeedContext, FeedError};
use url::Url;

use super::super::cpu::CpuError;
use super::super::desk::Desk;
use crate::config::Feed;

/// What a look at a feed showed.
pub enum Seen {
    /// 304, or a body equal to the last one.
    Unchanged(Box<Fetched>),
    Body(Box<Body>),
    Failed(Failure),
    /// The worker stops; the feed was not looked at.
    Stopping,
}

/// A body that differs from the last one.
pub struct Body {
    pub fetched: Fetched,
    /// `None`: the next body is read whatever it is.
    pub hash: Option<Hash64>,
    pub document: FeedDocument,
    /// How much of the feed it shows.
    pub scope: Scope,
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

    pub fn outcome(&self) -> Outcome {
        match self {
            Failure::Fetch(error) => Outcome::from(error),
            other => Outcome::Failed(schedule::Failure::unreadable(crate::report::chain(other))),
        }
    }
}

/// A look at the feed itself, conditional on what its last body said.
pub async fn look(desk: &Desk, feed: &Feed, state: &FeedState) -> Seen {
    let last = state.body_hash;
    let Some(fetched) = ask(desk, conditional(feed, state)).await else { return Seen::Stopping };
    let fetched = match fetched {
        Err(error) => return Seen::Failed(error.into()),
        Ok(fetched) if fetched.not_modified() => return Seen::Unchanged(Box::new(fetched)),
        Ok(fetched) => fetched,
    };
    match read(desk, fetched, last).await {
        Ok(seen) => seen,
        Err(failure) => Seen::Failed(failure),
    }
}

/// `None` when the worker stops.
pub async fn ask(desk: &Desk, request: Request) -> Option<Result<Fetched, FetchError>> {
    tokio::select! {
        fetched = desk.fetcher.fetch(request) => Some(fetched),
        () = desk.stopping.cancelled() => None,
    }
}

/// The request for a feed's own address.
pub fn conditional(feed: &Feed, state: &FeedState) -> Request {
    // The state's URL is the configuration's until a permanent redirect was believed.
    let url = Url::parse(&state.url).unwrap_or_else(|_| feed.url.clone());
    let mut request = request(feed, state, url, RequestKind::Feed);
    request.keep_head = true;
    if !schedule::unconditional(state) {
        request.validators = state.validators.clone();
        request.delta = true;
    }
    request
}

/// The request for something else that belongs to a feed: with its user agent, proxy and authorities. Headers and
/// credentials go along to the feed's own origin only.
pub fn request(feed: &Feed, state: &FeedState, url: Url, kind: RequestKind) -> Request {
    let at_home = url.origin() == feed.url.origin();
    let domain = match at_home {
        true => state.domain.clone(),
        false => Domain::of_url(&url).unwrap_or_else(|| state.domain.clone()),
    };
    let mut request = Request::new(url, domain, kind);
    request.user_agent = feed.user_agent.clone();
    request.proxy = feed.proxy.clone();
    request.certificates = feed.certificates.clone();
    if at_home {
        request.headers = feed.headers.clone();
        request.auth = feed.auth.as_ref().map(crate::config::Auth::to_fetcher);
    }
    request
}

/// Decompression and parsing, on the CPU pool. A body equal to `last` is not parsed.
pub async fn read(desk: &Desk, fetched: Fetched, last: Option<Hash64>) -> Result<Seen, Failure> {
    let cap = desk.config().fetch.max_decoded;
    let job = move || -> Result<Seen, Failure> {
        let bytes = fetcher::body::decode(&fetched.body, cap)?;
        let hash = Hash64::of([&bytes]);
        if last == Some(hash) {
            return Ok(Seen::Unchanged(Box::new(fetched)));
        }
        match parser::feed::read(&bytes, &context(&fetched)) {
            Ok(document) => {
                let scope = if fetched.is_delta() { Scope::Changes } else { Scope::Whole };
                Ok(Seen::Body(Box::new(Body { hash: Some(hash), document, scope, fetched })))
            }
            Err(error) => Err(Failure::Read { error, bytes }),
        }
    };
    desk.cpu.run(job).await?
}

/// What is known of a body beside its bytes.
pub fn context(fetched: &Fetched) -> FeedContext<'_> {
    FeedContext {
        url: fetched.url.as_str(),
        content_type: fetched.content_type.as_deref(),
        content_language: fetched.content_language.as_deref(),
        now: Some(fetched.fetched_at),
    }
}
