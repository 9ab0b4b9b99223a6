//! Bytes from strangers, safely and politely: when to ask, whom, how often, and how much of the answer to take.
//!
//! Reading order: when a feed is due ([`schedule`], [`DueQueue`]), what a fetch is ([`Request`], [`Fetched`],
//! [`FetchError`]), the way of one fetch ([`Fetcher`]), whom it may reach ([`guard`]) and how bodies are unpacked
//! ([`body`]).
#![forbid(unsafe_code)]

pub mod schedule;

mod due_queue;

mod config;
mod error;
mod fetched;
mod request;
mod shown;

mod client;
mod exchange;
mod keep_alive;
mod redirect;
mod transport;
mod validators;

pub mod body;
pub mod guard;

mod events;
mod host_gate;
mod robots;

pub use client::Fetcher;
pub use config::Config;
pub use due_queue::DueQueue;
pub use error::{FetchError, FetchErrorKind, RedirectError, RobotsError, Slowness};
pub use fetched::{Fetched, Freshness, Head, Hop};
pub use guard::AddressRange;
pub use request::{Auth, Request, RequestKind};
pub use shown::ShownUrl;
