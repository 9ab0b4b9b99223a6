//! `wiredesk adopt`: gives a copied journal an identity of its own (docs/delivery.md, rule 1).
use std::io::Write;

use super::Configuration;
use crate::report::Failure;

pub fn run(configuration: &Configuration) -> Result<(), Failure> {
    let config = configuration.load()?;
    let id = journal::Journal::adopt(&config.worker.data_dir, super::run::clock())?;
    let shown = config.worker.data_dir.display();
    writeln!(
        std::io::stdout().lock(),
        "the journal in {shown} is now {id}; for Kafka it is a new publisher"
    )?;
    Ok(())
}
