//! `wiredesk forget`: tombstones for an article, and nothing left of it in the journal.
use std::io::Write;

use model::ArticleId;

use super::Configuration;
use super::run::{clock, runtime};
use crate::report::Failure;

#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The article's id, `wd1…`
    id: String,
    #[command(flatten)]
    configuration: Configuration,
}

pub fn run(arguments: &Arguments) -> Result<(), Failure> {
    let config = arguments.configuration.load()?;
    if !journal::Reader::exists(&config.worker.data_dir) {
        return Err(anyhow::anyhow!("there is no journal in {}", config.worker.data_dir.display()).into());
    }
    let known = runtime(&config)?.block_on(async {
        let journal = journal::Journal::open(journal::Config::new(&config.worker.data_dir), clock())?;
        journal.set_sink_present(config.kafka.is_some());
        let known = journal.forget(&ArticleId::new(arguments.id.clone())).await?;
        journal.checkpoint_and_close().await?;
        Ok::<_, journal::JournalError>(known)
    })?;
    if !known {
        return Err(anyhow::anyhow!("no article `{}` is known", arguments.id).into());
    }
    writeln!(
        std::io::stdout().lock(),
        "{} is forgotten; its tombstones are published at the next start",
        arguments.id
    )?;
    Ok(())
}
