//! Why a fetch brought nothing, as a sentence for a person and a kind for the pipeline.
use std::{error::Error, io, time::Duration};

use model::{Domain, Timestamp};

use crate::guard::{NameError, Refusal};
use crate::shown::ShownUrl;

/// Each message is a sentence with the address in it; what lies beneath is the source.
#[derive(Debug, thiserror::Error)]
pub enum FetchError {
    #[error("the fetcher cannot be set up")]
    Setup { source: Box<dyn Error + Send + Sync> },
    #[error("{url} is not fetched")]
    Refused { url: ShownUrl, source: Refusal },
    #[error("{url} has no address")]
    Dns { url: ShownUrl, source: Box<dyn Error + Send + Sync> },
    #[error("{url} cannot be reached")]
    Connect { url: ShownUrl, source: reqwest::Error },
    #[error("{url} does not prove who it is")]
    Tls { url: ShownUrl, source: reqwest::Error },
    #[error("{url} {phase}")]
    Timeout { url: ShownUrl, phase: Slowness },
    #[error("{url} sends more than {limit} bytes of {what}")]
    TooLarge { url: ShownUrl, what: &'static str, limit: usize },
    #[error("{url} answers {status}{}", reason_phrase(*status))]
    Status { url: ShownUrl, status: u16, retry_after: Option<Timestamp> },
    #[error("{url} redirects in a way that cannot be followed")]
    Redirect { url: ShownUrl, source: RedirectError },
    #[error("{url} breaks the rules of HTTP")]
    Protocol { url: ShownUrl, source: Box<dyn Error + Send + Sync> },
    #[error("{url} is closed to us")]
    Robots { url: ShownUrl, source: RobotsError },
    /// Nobody was asked: the domain has its fill of requests, or cools down. No failure of the feed.
    #[error("{domain} is not asked before {until}")]
    Busy { domain: Domain, until: Timestamp },
}

/// What the pipeline acts on and what metrics count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FetchErrorKind {
    Setup,
    Refused,
    Dns,
    Connect,
    Tls,
    Timeout,
    TooLarge,
    Status,
    Redirect,
    Protocol,
    /// Disallowed: asking again soon is no use.
    Robots,
    /// robots.txt could not be had: try later.
    RobotsUnknown,
    Busy,
}

impl FetchErrorKind {
    pub fn as_str(self) -> &'static str {
        match self {
            FetchErrorKind::Setup => "setup",
            FetchErrorKind::Refused => "refused",
            FetchErrorKind::Dns => "dns",
            FetchErrorKind::Connect => "connect",
            FetchErrorKind::Tls => "tls",
            FetchErrorKind::Timeout => "timeout",
            FetchErrorKind::TooLarge => "too_large",
            FetchErrorKind::Status => "status",
            FetchErrorKind::Redirect => "redirect",
            FetchErrorKind::Protocol => "protocol",
            FetchErrorKind::Robots => "robots",
            FetchErrorKind::RobotsUnknown => "robots_unknown",
            FetchErrorKind::Busy => "busy",
        }
    }
}

/// How a server was too slow; reads on after its address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slowness {
    Whole(Duration),
    Connect(Duration),
    Silent(Duration),
    Rate(usize),
}

impl std::fmt::Display for Slowness {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Slowness::Whole(limit) => write!(f, "was not done within {limit:?}"),
            Slowness::Connect(limit) => write!(f, "let nobody connect within {limit:?}"),
            Slowness::Silent(limit) => write!(f, "fell silent for {limit:?}"),
            Slowness::Rate(least) => write!(f, "sends less than {least} bytes a second"),
        }
    }
}

/// Why a redirect cannot be followed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RedirectError {
    #[error("it names no target")]
    NoTarget,
    #[error("its target is no address")]
    BadTarget,
    #[error("it comes back to where it was")]
    Loop,
    #[error("it goes on after {0} hops")]
    TooMany(usize),
    #[error("it would not repeat the form that was sent")]
    FormLost,
    #[error("it would send a form that came over https on without it")]
    FormInClear,
}

/// Why robots.txt keeps us out.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RobotsError {
    #[error("robots.txt disallows it")]
    Disallowed,
    /// Complete disallow until the server can say (RFC 9309, section 2.3.1.4): later it may be open.
    #[error("robots.txt could not be had: {0}")]
    Unreachable(String),
}

impl FetchError {
    pub fn kind(&self) -> FetchErrorKind {
        match self {
            FetchError::Setup { .. } => FetchErrorKind::Setup,
            FetchError::Refused { .. } => FetchErrorKind::Refused,
            FetchError::Dns { .. } => FetchErrorKind::Dns,
            FetchError::Connect { .. } => FetchErrorKind::Connect,
            FetchError::Tls { .. } => FetchErrorKind::Tls,
            FetchError::Timeout { .. } => FetchErrorKind::Timeout,
            FetchError::TooLarge { .. } => FetchErrorKind::TooLarge,
            FetchError::Status { .. } => FetchErrorKind::Status,
            FetchError::Redirect { .. } => FetchErrorKind::Redirect,
            FetchError::Protocol { .. } => FetchErrorKind::Protocol,
            FetchError::Robots { source: RobotsError::Disallowed, .. } => FetchErrorKind::Robots,
            FetchError::Robots { source: RobotsError::Unreachable(_), .. } => FetchErrorKind::RobotsUnknown,
            FetchError::Busy { .. } => FetchErrorKind::Busy,
        }
    }

    /// The status of an answer that was an error.
    pub fn status(&self) -> Option<u16> {
        match self {
            FetchError::Status { status, .. } => Some(*status),
            _ => None,
        }
    }

    /// When the server, or the domain's gate, lets us come back.
    pub fn retry_after(&self) -> Option<Timestamp> {
        match self {
            FetchError::Status { retry_after, .. } => *retry_after,
            FetchError::Busy { until, .. } => Some(*until),
            _ => None,
        }
    }

    /// The message with its root cause, for a feed's `reason`: "https://… cannot be reached: connection refused".
    pub fn reason(&self) -> String {
        let mut root: Option<&dyn Error> = None;
        let mut next = self.source();
        while let Some(error) = next {
            root = Some(error);
            next = error.source();
        }
        match root {
            Some(cause) => format!("{self}: {cause}"),
            None => self.to_string(),
        }
    }

    pub(crate) fn setup(source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        FetchError::Setup { source: source.into() }
    }

    /// Sorts what reqwest reports by what lies beneath it. `connect` is the one time limit that it knows.
    pub(crate) fn of_transport(url: ShownUrl, error: reqwest::Error, connect: Duration) -> Self {
        let error = error.without_url();
        if let Some(refusal) = beneath(&error, refusal_in) {
            return FetchError::Refused { url, source: refusal };
        }
        if beneath(&error, is_name_error).is_some() {
            return FetchError::Dns { url, source: Box::new(error) };
        }
        if beneath(&error, is_tls_error).is_some() {
            return FetchError::Tls { url, source: error };
        }
        if error.is_timeout() {
            return FetchError::Timeout { url, phase: Slowness::Connect(connect) };
        }
        if error.is_connect() {
            return FetchError::Connect { url, source: error };
        }
        FetchError::Protocol { url, source: Box::new(error) }
    }
}

/// Asks each error of the chain, outermost first.
fn beneath<T>(error: &dyn Error, find: impl Fn(&(dyn Error + 'static)) -> Option<T>) -> Option<T> {
    let mut next = error.source();
    while let Some(error) = next {
        if let Some(found) = find(error) {
            return Some(found);
        }
        next = error.source();
    }
    None
}

fn refusal_in(error: &(dyn Error + 'static)) -> Option<Refusal> {
    match error.downcast_ref::<NameError>()? {
        NameError::Refused { source, .. } => Some(source.clone()),
        _ => None,
    }
}

fn is_name_error(error: &(dyn Error + 'static)) -> Option<()> {
    error.is::<NameError>().then_some(())
}

/// rustls travels inside an `io::Error`, or two, whose `source` skips what they hold.
fn is_tls_error(error: &(dyn Error + 'static)) -> Option<()> {
    if error.is::<rustls::Error>() {
        return Some(());
    }
    is_tls_error(error.downcast_ref::<io::Error>()?.get_ref()?)
}

/// The words of RFC 9110 that help a person, behind the number.
fn reason_phrase(status: u16) -> String {
    reqwest::StatusCode::from_u16(status)
        .ok()
        .and_then(|status| status.canonical_reason())
        .map(|phrase| format!(" {phrase}"))
        .unwrap_or_default()
}
