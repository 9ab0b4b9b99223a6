//! `wiredesk bench polls`: a crowd of feeds in this process, and a worker in another that polls them.
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result};
use newsroom::Crowd;

use super::{costs, scale};
use crate::config::Log;
use crate::observe;
use crate::report::Failure;

#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Feeds of the large worker, each on a domain of its own
    #[arg(long, default_value_t = 100_000)]
    pub feeds: u32,
    /// Polls a second
    #[arg(long, default_value_t = 500, value_parser = clap::value_parser!(u32).range(1..))]
    pub rate: u32,
    /// How long each figure is measured
    #[arg(long, default_value_t = 60)]
    pub seconds: u64,
    /// Milliseconds until the large worker's feeds answer
    #[arg(long, default_value_t = 100)]
    pub delay: u64,
    /// One part alone
    #[arg(long, value_enum)]
    pub only: Option<Part>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Part {
    /// Many feeds: start-up, memory, lateness
    Scale,
    /// Processor time of a poll
    Costs,
}

pub fn run(arguments: &Arguments) -> Result<(), Failure> {
    let dir = std::env::temp_dir().join(format!("wiredesk-polls-{}", std::process::id()));
    std::fs::create_dir_all(&dir)?;
    // What the worker complains of.
    observe::logs(&Log { level: "error".into(), json: false })?;
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    let measured = runtime.block_on(async {
        if arguments.only != Some(Part::Costs) {
            scale::measure(arguments, &dir).await?;
        }
        if arguments.only != Some(Part::Scale) {
            costs::measure(arguments, &dir).await?;
        }
        Ok::<_, anyhow::Error>(())
    });
    std::fs::remove_dir_all(&dir).ok();
    Ok(measured?)
}

/// A worker's configuration: little differs from the defaults.
pub struct Plan<'a> {
    pub crowd: &'a Crowd,
    pub feeds: u32,
    /// Least and longest between two polls of a feed.
    pub interval: (Duration, Duration),
    pub polls_in_flight: u32,
    /// Between two requests to one domain.
    pub spacing: Duration,
}

impl Plan<'_> {
    /// Writes `<name>.toml`; the worker's data come into the folder `<name>` beside it.
    pub fn write(&self, dir: &Path, name: &str) -> Result<PathBuf> {
        let [least, longest, spacing] =
            [self.interval.0, self.interval.1, self.spacing].map(|t| t.as_millis());
        let mut text = format!(
            "[worker]\ndata_dir = \"{name}\"\npolls_in_flight = {}\n\
             [log]\nlevel = \"error,wiredesk::cli::run=info\"\n\
             [http]\nlisten = \"127.0.0.1:0\"\n\
             [fetch]\nallow_private = [\"127.0.0.0/8\"]\nnameservers = [\"{}\"]\ndomain_spacing = \"{spacing}ms\"\n\
             [defaults]\nmin_interval = \"{least}ms\"\nmax_interval = \"{longest}ms\"\n\
             first_fill = \"none\"\npages = \"never\"\nrevisit = []\n",
            self.polls_in_flight,
            self.crowd.dns_addr(),
        );
        for feed in 0..self.feeds {
            writeln!(text, "[feeds.f{feed}]\nurl = \"{}\"", self.crowd.url(feed))?;
        }
        let path = dir.join(format!("{name}.toml"));
        std::fs::write(&path, text).with_context(|| format!("writing {}", path.display()))?;
        Ok(path)
    }
}
