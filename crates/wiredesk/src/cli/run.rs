//! `wiredesk run`: a worker, until it is asked to stop.
use model::Clock;

use super::Configuration;
use crate::config::Config;
use crate::observe;
use crate::pipeline::{shutdown, worker};
use crate::report::Failure;

#[derive(Debug, clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    configuration: Configuration,
}

pub fn run(arguments: &Arguments) -> Result<(), Failure> {
    let config = arguments.configuration.load()?;
    observe::logs(&config.log)?;
    let metrics = observe::metrics()?;
    tracing::info!(
        version = env!("CARGO_PKG_VERSION"),
        feeds = config.feeds.len(),
        data_dir = %config.worker.data_dir.display(),
        kafka = config.kafka.as_ref().map_or("none", |kafka| kafka.prefix.as_str()),
        "starting"
    );
    runtime(&config)?.block_on(async {
        let asked = shutdown::watch_signals()?;
        let listening = |address| tracing::info!(page = %format!("http://{address}/"), "listening");
        let file = arguments.configuration.config.clone();
        let again: worker::Again =
            Box::new(move || crate::config::load(&file).map_err(|mistakes| rendered(&mistakes)));
        let listening = Box::new(listening);
        let start = worker::Start {
            config,
            clock: clock(),
            metrics,
            asked,
            again: Some(again),
            listening,
            work: worker::Work::Feeds,
        };
        worker::run(start).await
    })?;
    Ok(())
}

fn rendered(mistakes: &[crate::config::Problem]) -> String {
    mistakes.iter().map(|problem| problem.render(false)).collect::<Vec<_>>().join("\n")
}

/// Threads with stacks of 8 MiB: parsers recurse, within their caps.
pub fn runtime(_: &Config) -> std::io::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_multi_thread().enable_all().thread_stack_size(8 << 20).build()
}

/// The system's clock; test builds may shift it by `WIREDESK_CLOCK_SHIFT` milliseconds, and read failpoints.
pub fn clock() -> Clock {
    #[cfg(feature = "faults")]
    let clock = {
        let shift = std::env::var("WIREDESK_CLOCK_SHIFT").ok().and_then(|text| text.parse().ok());
        Clock::shifted(shift.unwrap_or(0))
    };
    #[cfg(not(feature = "faults"))]
    let clock = Clock::system();
    clock
}
