//! A scripted press on loopback: publishers with domains of their own, feeds, pages, faults and a ledger.
//!
//! [`Press::start`] opens an HTTP server and a name server. With [`Script::Demo`] stories appear by themselves;
//! with [`Script::Silent`] a test publishes and revises them one by one, and the ledger says what was shown.
//! It depends on none of the other crates, so that it can judge them.
#![forbid(unsafe_code)]

mod article;
mod clock;
mod config;
mod demo;
mod desk;
mod dice;
mod dns;
mod encoding;
mod fault;
mod generator;
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
pub use encoding::Encoding;
pub use fault::Fault;
pub use ledger::Shown;
pub use page::Page;
pub use press::{Press, PressError, PressErrorKind};
pub use publisher::{Feed, FeedInfo, Format, Guid, Look, Publisher, Validators, test_publishers};
pub use state::StateError;
pub use story::{Block, Image, Kind, Story};
pub use traffic::{HostTraffic, Requests};

#[cfg(test)]
mod tests;
