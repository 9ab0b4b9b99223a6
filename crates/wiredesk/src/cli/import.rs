//! `wiredesk import`: pages of WARC files through the same extraction, enrichment and journal as polled ones.
use std::path::PathBuf;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::Configuration;
use super::run::{clock, runtime};
use crate::observe;
use crate::pipeline::import::{Import, Progress};
use crate::pipeline::{shutdown, worker};
use crate::report::Failure;

#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// WARC files, packed or not
    #[arg(value_name = "FILE.warc.gz", required = true)]
    files: Vec<PathBuf>,
    #[command(flatten)]
    configuration: Configuration,
}

pub fn run(arguments: &Arguments) -> Result<(), Failure> {
    let mut config = arguments.configuration.load()?;
    let mut size = 0;
    for file in &arguments.files {
        let shown = file.display();
        let facts =
            std::fs::metadata(file).map_err(|error| anyhow::anyhow!("can not read {shown}: {error}"))?;
        size += facts.len();
    }
    // The log would tear the bar; what goes wrong is told all the same.
    config.log.level = "warn".into();
    observe::logs(&config.log)?;
    let metrics = observe::metrics()?;
    let bar = bar(size);
    let told = {
        let bar = bar.clone();
        Box::new(move |progress: Progress| {
            bar.set_position(progress.bytes);
            bar.set_message(words(progress));
        })
    };
    runtime(&config)?.block_on(async {
        let asked = shutdown::watch_signals()?;
        let work = worker::Work::Import(Import { files: arguments.files.clone(), told });
        let listening = Box::new(|_| {});
        worker::run(worker::Start { config, clock: clock(), metrics, asked, again: None, listening, work })
            .await
    })?;
    bar.finish();
    Ok(())
}

/// Drawn on standard error, and only where that is a terminal.
fn bar(size: u64) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(Some(size), ProgressDrawTarget::stderr());
    let style = ProgressStyle::with_template("{bar:30} {bytes}/{total_bytes} {bytes_per_sec} {eta}  {msg}");
    bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

fn words(progress: Progress) -> String {
    let broken =
        if progress.broken > 0 { format!(", {} records unreadable", progress.broken) } else { String::new() };
    format!("{} pages, {} of them known{broken}", progress.pages, progress.known)
}
