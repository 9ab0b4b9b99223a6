//! `wiredesk bench`: figures on loopback for `cargo xtask bench`; asserted by nobody.
mod articles;
mod costs;
mod polls;
mod scale;
mod worker;

use std::io::Write;

use crate::report::Failure;

#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Arguments {
    #[command(flatten)]
    articles: articles::Arguments,
    #[command(subcommand)]
    what: Option<What>,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Many feeds in one worker: memory, start-up, lateness, and what a poll costs
    Polls(polls::Arguments),
}

/// The whole way from newsroom to record, unless something else is named.
pub fn run(arguments: &Arguments) -> Result<(), Failure> {
    match &arguments.what {
        None => articles::run(&arguments.articles),
        Some(What::Polls(arguments)) => polls::run(arguments),
    }
}

/// One line of figures.
fn tell(line: std::fmt::Arguments<'_>) -> std::io::Result<()> {
    writeln!(std::io::stdout().lock(), "{line}")
}

/// Of sorted values; 0 when there are none.
fn percentile(sorted: &[f64], share: f64) -> f64 {
    let place = (sorted.len() as f64 * share) as usize;
    sorted.get(place.min(sorted.len().saturating_sub(1))).copied().unwrap_or(0.0)
}
