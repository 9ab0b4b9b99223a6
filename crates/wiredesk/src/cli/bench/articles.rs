//! `wiredesk bench`: newsroom, worker and clock on loopback, from publication to record.
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use journal::Reader;
use model::record::Topic;
use model::{Domain, FeedId};
use newsroom::Press;
use serde_json::Value;
use tokio_util::sync::CancellationToken;

use super::worker::{cpu_seconds, memory};
use super::{percentile, tell};
use crate::cli::run::{clock, runtime};
use crate::config::{Config, Feed, FirstFill, Kafka, Pages, Terms};
use crate::observe;
use crate::pipeline::worker;
use crate::report::Failure;

#[derive(Debug, clap::Args)]
pub struct Arguments {
    #[arg(long, default_value_t = 40)]
    feeds: usize,
    #[arg(long, default_value_t = 2_000)]
    articles: usize,
    /// Articles a second; 0: all at once
    #[arg(long, default_value_t = 0.0)]
    rate: f64,
    /// Also into this Kafka
    #[arg(long, value_name = "HOST:PORT")]
    kafka: Option<String>,
}

/// What one run showed.
struct Figures {
    seconds: f64,
    lags: Vec<f64>,
    cpu_seconds: f64,
    records: usize,
}

pub fn run(arguments: &Arguments) -> Result<(), Failure> {
    let dir = std::env::temp_dir().join(format!("wiredesk-bench-{}", std::process::id()));
    let mut config = Config::standard(dir.clone());
    config.http.listen = std::net::SocketAddr::from(([127, 0, 0, 1], 0));
    config.log.level = "error".into();
    config.fetch.allow_private = "127.0.0.0/8".parse().into_iter().collect();
    config.fetch.domain_spacing = Duration::ZERO;
    config.fetch.domain_connections = 8;
    config.kafka = arguments.kafka.as_ref().map(|broker| Kafka::standard(vec![broker.clone()], "bench."));
    observe::logs(&config.log)?;
    let metrics = observe::metrics()?;
    let figures = runtime(&config)?.block_on(measure(arguments, config, metrics));
    std::fs::remove_dir_all(&dir).ok();
    report(arguments, &figures?)?;
    Ok(())
}

async fn measure(
    arguments: &Arguments,
    mut config: Config,
    metrics: metrics_exporter_prometheus::PrometheusHandle,
) -> Result<Figures> {
    let domains = (arguments.feeds / 4).max(1);
    let mut press = newsroom::Config::test(arguments.feeds, domains);
    press.newest = arguments.articles.div_ceil(arguments.feeds) * 2 + 10;
    let press = Press::start(press).await?;
    config.fetch.nameservers = vec![press.dns_addr()];
    config.feeds = press.feeds().iter().filter_map(feed).collect();
    let dir = config.worker.data_dir.clone();
    let asked = CancellationToken::new();
    let start = worker::Start {
        config,
        clock: clock(),
        metrics,
        asked: asked.clone(),
        again: None,
        listening: Box::new(|_| {}),
        work: worker::Work::Feeds,
    };
    let worker = tokio::spawn(worker::run(start));
    let reader = open(&dir).await?;
    let (began, cpu) = (Instant::now(), cpu_seconds("self")?);
    if arguments.rate > 0.0 {
        press.publish_at_rate(arguments.rate, arguments.articles).await?;
    } else {
        press.flood(arguments.articles)?;
    }
    let published: BTreeMap<String, i64> =
        press.ledger().iter().map(|shown| (shown.url.clone(), shown.at.as_millisecond())).collect();
    let mut lags = Vec::new();
    let mut after = None;
    while lags.len() < arguments.articles {
        let page = reader.records(Some(Topic::Enriched), after.as_ref(), 1_000).await?;
        for record in &page.records {
            let value: Value = serde_json::from_slice(record.value.as_deref().unwrap_or_default())?;
            let at = value.get("url").and_then(Value::as_str).and_then(|url| published.get(url));
            lags.extend(at.map(|at| (record.committed_at.millis() - at) as f64 / 1_000.0));
        }
        let seq = page.next.seq;
        after = Some(page.next);
        anyhow::ensure!(
            began.elapsed() < Duration::from_secs(600),
            "only {} articles after ten minutes",
            lags.len()
        );
        reader.wait(seq, Duration::from_millis(200)).await?;
    }
    let (seconds, cpu_seconds) = (began.elapsed().as_secs_f64(), cpu_seconds("self")? - cpu);
    asked.cancel();
    worker.await??;
    press.shutdown().await;
    Ok(Figures { seconds, cpu_seconds, records: lags.len(), lags })
}

async fn open(dir: &std::path::Path) -> Result<Reader> {
    for _ in 0..200 {
        if let Ok(reader) = Reader::open(dir) {
            return Ok(reader);
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    Reader::open(dir).context("the worker did not open its journal")
}

fn feed(info: &newsroom::FeedInfo) -> Option<(FeedId, Feed)> {
    let url: url::Url = info.url.parse().ok()?;
    let standard = Feed::standard(url.clone(), Domain::of_url(&url)?);
    let terms = Terms {
        min_interval: Duration::from_millis(500),
        max_interval: Duration::from_secs(1),
        first_fill: FirstFill::All,
        pages: if info.full_text { Pages::Never } else { Pages::Always },
        revisit: Vec::new(),
        ..Terms::clone(&standard.terms)
    };
    let feed = Feed { terms: Arc::new(terms), ..standard };
    Some((FeedId::new(info.id.clone()), feed))
}

fn report(arguments: &Arguments, figures: &Figures) -> Result<()> {
    let mut lags = figures.lags.clone();
    lags.sort_by(f64::total_cmp);
    let cores = std::thread::available_parallelism().map_or(1, |cores| cores.get());
    let sink = if arguments.kafka.is_some() { "journal and kafka" } else { "journal" };
    tell(format_args!(
        "newsroom → {sink}: {} articles of {} feeds in {:.1} s = {:.0} articles/s on {cores} cores; \
         publication to record p50 {:.2} s, p99 {:.2} s; {:.2} CPU s per 1,000 articles (newsroom included); peak memory {} MiB",
        figures.records,
        arguments.feeds,
        figures.seconds,
        figures.records as f64 / figures.seconds,
        percentile(&lags, 0.50),
        percentile(&lags, 0.99),
        figures.cpu_seconds * 1_000.0 / figures.records.max(1) as f64,
        memory("self", "VmHWM")? >> 20,
    ))?;
    Ok(())
}
