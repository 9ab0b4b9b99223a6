//! The whole behaviour, through the real binary and judged from outside. Run with `cargo xtask test`.
#![forbid(unsafe_code)]
// A failing test shows its worker's last lines.
#![allow(clippy::print_stderr)]

mod kit;

mod archive;
mod broker;
mod cli;
mod crash;
mod deploy;
mod face;
mod feeds;
mod happy;
mod hostile;
mod kafka_happy;
mod mistakes;
mod push;
mod reload;
mod sources;
mod strangers;
