//! The press from outside: over HTTP and DNS, as a stranger meets it.
mod client;
mod deltas;
mod demo;
mod faults;
mod floods;
mod history;
mod hub;
mod moves;
mod naming;
mod serving;
mod sitemaps;
mod subscriber;

pub(crate) use faults::unpack;
