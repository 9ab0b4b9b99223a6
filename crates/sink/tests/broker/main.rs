//! The publisher against a real broker: `cargo xtask test` gives one, or KAFKA_BOOTSTRAP names one.
#![forbid(unsafe_code)]

mod kit;

mod delivery;
mod positions;
mod refusals;
mod topics;
