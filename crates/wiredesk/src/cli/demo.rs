//! `wiredesk demo`: newsroom, worker and page in one process; needs no network, and goes on where it stopped.
use std::io::Write;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use journal::Reader;
use model::record::{Enriched, Topic};
use model::{Domain, FeedId};
use newsroom::{FeedInfo, Press};
use tokio_util::sync::CancellationToken;

use super::Listen;
use super::run::{clock, runtime};
use super::terminal::{self, Style};
use crate::config::{self, Config, Feed, FirstFill, Pages, Terms};
use crate::observe;
use crate::pipeline::{shutdown, worker};
use crate::report::Failure;

#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Where press and worker keep what they know
    #[arg(long, value_name = "DIR")]
    data_dir: Option<PathBuf>,
    #[command(flatten)]
    listen: Listen,
}

pub fn run(arguments: &Arguments) -> Result<(), Failure> {
    let dir = arguments.data_dir.clone().unwrap_or_else(|| config::platform_data_dir().join("demo"));
    std::fs::create_dir_all(&dir).with_context(|| format!("creating {}", dir.display()))?;
    let mut config = configuration(&dir, arguments.listen.listen);
    observe::logs(&config.log)?;
    let metrics = observe::metrics()?;
    runtime(&config)?.block_on(async move {
        let asked = shutdown::watch_signals()?;
        let press =
            Press::start(newsroom::Config { data_dir: Some(dir.join("press")), ..newsroom::Config::demo() })
                .await?;
        config.fetch.nameservers = vec![press.dns_addr()];
        config.feeds = press.feeds().iter().filter_map(feed).collect();
        let journal_dir = config.worker.data_dir.clone();
        let (told, until) = (asked.clone(), dir.display().to_string());
        let listening = move |address| {
            welcome(address, &until);
            tokio::spawn(tell(journal_dir, told));
        };
        let start = worker::Start {
            config,
            clock: clock(),
            metrics,
            asked,
            again: None,
            listening: Box::new(listening),
            work: worker::Work::Feeds,
        };
        let ended = worker::run(start).await;
        press.shutdown().await;
        ended
    })?;
    writeln!(std::io::stdout().lock(), "stopped; the next `wiredesk demo` goes on from here")?;
    Ok(())
}

/// The defaults of a configuration, with a worker that is quick and may ask loopback.
fn configuration(dir: &Path, listen: Option<SocketAddr>) -> Config {
    let mut config = Config::standard(dir.join("worker"));
    config.log.level = "warn".into();
    config.http.listen = listen.unwrap_or(config.http.listen);
    config.fetch.allow_private = "127.0.0.0/8".parse().into_iter().collect();
    config.fetch.domain_spacing = Duration::from_millis(200);
    config
}

fn feed(info: &FeedInfo) -> Option<(FeedId, Feed)> {
    let url: url::Url = info.url.parse().ok()?;
    let standard = Feed::standard(url.clone(), Domain::of_url(&url)?);
    let terms = Terms {
        publisher: Some(info.publisher.clone()),
        language: Some(info.language.clone()),
        labels: info.labels.clone(),
        min_interval: Duration::from_secs(2),
        max_interval: Duration::from_secs(6),
        first_fill: FirstFill::All,
        pages: if info.full_text { Pages::Never } else { Pages::Auto },
        revisit: vec![Duration::from_secs(30), Duration::from_secs(120)],
        ..Terms::clone(&standard.terms)
    };
    let feed = Feed { terms: Arc::new(terms), ..standard };
    Some((FeedId::new(info.id.clone()), feed))
}

fn welcome(address: SocketAddr, dir: &str) {
    let mut out = std::io::stdout().lock();
    // A terminal that has gone away is noticed by `tell`.
    let _ = writeln!(
        out,
        "Wiredesk demo: a scripted press on this machine, polled by a worker.\n\n  \
         page     http://{address}/\n  records  http://{address}/api/records/enriched\n  \
         health   http://{address}/readyz, http://{address}/metrics\n  data     {dir}\n\n\
         Articles as they arrive (Ctrl-C ends; the next start goes on from here):\n"
    );
}

/// Prints each article as it is committed, from now on.
async fn tell(journal: PathBuf, asked: CancellationToken) {
    let style = Style::of_stdout();
    let told = async {
        let reader = Reader::open(&journal)?;
        let mut after = reader.latest(Topic::Enriched, 0).await?.next;
        loop {
            let page = reader.records(Some(Topic::Enriched), Some(&after), 100).await?;
            for value in page.records.iter().filter_map(|record| record.value.as_deref()) {
                let record: Enriched = serde_json::from_slice(value)?;
                terminal::article(&mut std::io::stdout().lock(), &record, style)?;
            }
            after = page.next;
            reader.wait(after.seq, Duration::from_secs(60)).await?;
        }
        #[allow(unreachable_code)]
        Ok::<(), anyhow::Error>(())
    };
    tokio::select! {
        Err(error) = told => tracing::warn!("articles are no longer printed: {error:#}"),
        () = asked.cancelled() => {}
    }
}
