//! `wiredesk check`: every mistake of a configuration at once.
use std::io::Write;

use super::Configuration;
use crate::report::Failure;

pub fn run(configuration: &Configuration) -> Result<(), Failure> {
    let config = configuration.load()?;
    let domains: std::collections::BTreeSet<&str> =
        config.feeds.values().map(|feed| feed.domain.as_str()).collect();
    let kafka = match &config.kafka {
        Some(kafka) => format!("records go to topics `{}…` at {}", kafka.prefix, kafka.brokers.join(", ")),
        None => "records stay in the journal (no `[kafka] brokers`)".to_owned(),
    };
    let mut out = std::io::stdout().lock();
    writeln!(
        out,
        "{}: {} feeds of {} domains; {kafka}; data in {}",
        configuration.config.display(),
        config.feeds.len(),
        domains.len(),
        config.worker.data_dir.display()
    )?;
    Ok(())
}
