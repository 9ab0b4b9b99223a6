//! `wiredesk feeds list`: what is known of the configured feeds.
use std::collections::BTreeMap;
use std::io::Write;

use model::{FeedState, Timestamp};

use super::super::Configuration;
use super::super::run::clock;
use super::super::terminal::plain;
use crate::config::Config;
use crate::http::{FeedRow, rows};
use crate::report::Failure;

#[derive(Debug, clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    configuration: Configuration,
    /// One JSON object a line
    #[arg(long)]
    json: bool,
}

pub fn run(arguments: &Arguments) -> Result<(), Failure> {
    let Arguments { configuration, json } = arguments;
    let config = configuration.load()?;
    let rows = rows(states(&config)?);
    let mut out = std::io::stdout().lock();
    if *json {
        for row in &rows {
            writeln!(out, "{}", serde_json::to_string(row)?)?;
        }
        return Ok(());
    }
    table(&mut out, &rows)?;
    Ok(())
}

/// The journal's states, and new ones for feeds that no worker has polled yet.
fn states(config: &Config) -> Result<Vec<FeedState>, Failure> {
    let mut known: BTreeMap<_, FeedState> = BTreeMap::new();
    if journal::Reader::exists(&config.worker.data_dir) {
        let reader = journal::Reader::open(&config.worker.data_dir)?;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        known =
            runtime.block_on(reader.feeds())?.into_iter().map(|state| (state.id.clone(), state)).collect();
    }
    let now = clock().now();
    let state = |(id, feed): (&model::FeedId, &crate::config::Feed)| {
        known
            .remove(id)
            .unwrap_or_else(|| FeedState::new(id.clone(), feed.url.to_string(), feed.domain.clone(), now))
    };
    Ok(config.feeds.iter().map(state).collect())
}

fn table(out: &mut impl Write, rows: &[FeedRow]) -> std::io::Result<()> {
    let width = rows.iter().map(|row| row.id.len()).max().unwrap_or(4).max(4);
    writeln!(
        out,
        "{:width$}  {:8}  {:8}  {:8}  {:>11}  reason",
        "feed", "health", "polled", "next", "items a day"
    )?;
    for row in rows {
        let polled = row.last_poll_at.map_or_else(|| "-".to_owned(), clock_time);
        let reason = row.reason.as_deref().map(plain).unwrap_or_default();
        writeln!(
            out,
            "{:width$}  {:8}  {polled:8}  {:8}  {:>11.1}  {reason}",
            row.id,
            row.health,
            clock_time(row.next_poll_at),
            row.items_a_day
        )?;
    }
    Ok(())
}

/// Hours, minutes and seconds of UTC.
fn clock_time(at: Timestamp) -> String {
    at.to_string().get(11..19).unwrap_or("").to_owned()
}
