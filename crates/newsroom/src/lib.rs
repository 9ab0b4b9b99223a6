//! A scripted press on loopback: publishers with domains of their own, feeds, pages, faults and a ledger.
//!
//! [`Press::start`] opens an HTTP server and a name server. With [`Script::Demo`] stories appear by themselves;
//! with [`Script::Silent`] a test publishes and revises them one by one, and the ledger says what was shown.
//!
//! ```no_run
//! # async fn example() -> Result<(), newsroom::PressError> {
//! use newsroom::{Config, Press};
//!
//! let press = Press::start(Config::test(40, 10)).await?;
//! let feeds = press.feeds(); // for a configuration, with `press.dns_addr()` as its name server
//! let first = press.publish_next()?; // `first.marker` stands in its text
//! let second = press.revise(first.article)?; // in its place, in feed and page
//! assert_eq!((second.revision, &second.url), (2, &first.url));
//! press.shutdown().await;
//! # let _ = feeds; Ok(()) }
//! ```
//!
//! A [`Feed`] may be pushed by the press's WebSub hub (`hub`), answer with deltas (`delta`), keep its past in further
//! documents (`archive_pages`, filled by [`Press::backfill`]), be a sitemap or an index of them ([`Format`]), move
//! ([`Press::move_feed`]) and misbehave ([`Fault`], [`HubFault`]).
//!
//! It depends on none of the other crates, so that it can judge them.
#![forbid(unsafe_code)]

mod article;
mod channel;
mod clock;
mod config;
mod crowd;
mod demo;
mod desk;
mod dice;
mod dns;
mod documents;
mod encoding;
mod fault;
mod generator;
mod hub;
mod ledger;
mod name_server;
mod page;
mod press;
mod publisher;
mod render;
mod respond;
mod server;
mod shelf;
mod state;
mod story;
mod traffic;

pub use clock::Zone;
pub use config::{Config, Script};
pub use crowd::{Arrival, Crowd, Manner};
pub use desk::Moved;
pub use encoding::Encoding;
pub use fault::{Fault, Raw};
pub use hub::{HubDelivery, HubFault, HubManner, HubRequest, HubState, HubSubscription, Signature};
pub use ledger::Shown;
pub use page::Page;
pub use press::{Press, PressError, PressErrorKind};
pub use publisher::{Feed, FeedInfo, Format, Guid, Look, Paging, Publisher, Validators, test_publishers};
pub use state::StateError;
pub use story::{Block, Image, Kind, Story};
pub use traffic::{HostTraffic, Requests};

#[cfg(test)]
mod tests;
