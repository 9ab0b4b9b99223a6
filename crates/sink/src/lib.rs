//! The Kafka boundary: what the journal's outbox holds goes to topics, each version once.
//!
//! Start at [`Publisher`]; what it promises, and the failure that each rule prevents, stands in docs/delivery.md.
#![forbid(unsafe_code)]

mod config;
mod publisher;

mod ownership;
mod position;
mod reach;
mod reader;
pub mod topics;

mod verdict;

mod backoff;
mod client;
mod error;
mod events;
mod faults;
mod headers;
mod letter;
mod listener;
mod patience;

pub use config::{Config, Delivery, check_property};
pub use error::{ErrorKind, Result, SinkError};
pub use journal::Backlog;
pub use ownership::Owned;
pub use position::group_of;
pub use publisher::{LetterRow, Progress, Publisher, SinkStatus};
pub use reach::{Reached, reach};
pub use reader::{Reader, Record, Start};
pub use verdict::Verdict;
