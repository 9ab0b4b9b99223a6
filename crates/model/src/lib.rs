//! The nouns of news and the contract of the topics: every type that two crates share, and nothing that does I/O.
//!
//! Reading order: what strangers send ([`feed`]), what we make of it ([`article`], [`annotations`]), what consumers
//! get ([`record`]), what a worker remembers ([`state`]), and the small values they are built from.
#![forbid(unsafe_code)]

pub mod feed;

pub mod article;

pub mod annotations;

pub mod record;

pub mod state;

pub mod change;

pub mod schema;

mod clock;
mod domain;
mod hash;
mod id;
mod open;
mod timestamp;
mod url;

pub use annotations::{Annotations, Span};
pub use article::Article;
pub use clock::Clock;
pub use domain::Domain;
pub use feed::{FeedDate, FeedDocument, FeedHints, Item, Warning};
pub use hash::{Hash64, Hash128, comparable};
pub use id::{ArticleId, FeedId, JournalId, Version, entity_id, quote_id};
pub use state::{Alias, Aliases, ArticleState, FeedState};
pub use timestamp::{Offset, Precision, Timestamp};
pub use url::NormalUrl;
