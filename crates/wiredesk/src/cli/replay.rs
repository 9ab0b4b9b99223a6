//! `wiredesk replay`: tries a parked article again, or looks at a known one once more.
use std::io::Write;

use journal::{Journal, JournalError, Reader};
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
    let dir = &config.worker.data_dir;
    if !Reader::exists(dir) {
        return Err(anyhow::anyhow!("there is no journal in {}", dir.display()).into());
    }
    let known = runtime(&config)?.block_on(async {
        let journal = Journal::open(journal::Config::new(dir), clock())?;
        let known = journal.replay(&ArticleId::new(arguments.id.clone())).await?;
        journal.checkpoint_and_close().await?;
        Ok::<_, JournalError>(known)
    })?;
    if !known {
        return Err(anyhow::anyhow!("no article `{}` is known", arguments.id).into());
    }
    writeln!(std::io::stdout().lock(), "{} is looked at again at the next start", arguments.id)?;
    Ok(())
}
