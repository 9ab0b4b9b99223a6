//! Why a body is no feed, in words for a person.
use thiserror::Error;

#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum FeedError {
    #[error("the body is empty")]
    Empty,
    #[error("this is an HTML page, not a feed")]
    Html,
    #[error("this is neither RSS nor Atom nor a JSON feed")]
    NotAFeed,
    #[error("the JSON of this feed cannot be read: {0}")]
    Unreadable(String),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FeedErrorKind {
    Empty,
    Html,
    NotAFeed,
    Unreadable,
}

impl FeedErrorKind {
    /// A word for metrics.
    pub fn as_str(self) -> &'static str {
        match self {
            FeedErrorKind::Empty => "empty",
            FeedErrorKind::Html => "html",
            FeedErrorKind::NotAFeed => "not-a-feed",
            FeedErrorKind::Unreadable => "unreadable",
        }
    }
}

impl FeedError {
    pub fn kind(&self) -> FeedErrorKind {
        match self {
            FeedError::Empty => FeedErrorKind::Empty,
            FeedError::Html => FeedErrorKind::Html,
            FeedError::NotAFeed => FeedErrorKind::NotAFeed,
            FeedError::Unreadable(_) => FeedErrorKind::Unreadable,
        }
    }
}
