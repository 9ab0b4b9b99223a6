//! `wiredesk check`: every mistake of a configuration at once; with `--online` also what feeds and brokers answer.
use std::io::Write;
use std::sync::Arc;

use anyhow::Context;
use fetcher::{Fetcher, RequestKind};
use futures_util::{StreamExt, stream};
use model::{FeedId, FeedState};
use parser::sitemap::Sitemap;

use super::Configuration;
use super::run::{clock, runtime};
use super::terminal::plain;
use crate::config::{Config, Feed, FeedKind};
use crate::pipeline::poll;
use crate::report::{Failure, chain};

/// Feeds asked at once.
const AT_ONCE: usize = 32;

#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Ask each feed once, and the brokers; nothing is kept
    #[arg(long)]
    online: bool,
    #[command(flatten)]
    configuration: Configuration,
}

pub fn run(arguments: &Arguments) -> Result<(), Failure> {
    let config = arguments.configuration.load()?;
    let domains: std::collections::BTreeSet<&str> =
        config.feeds.values().map(|feed| feed.domain.as_str()).collect();
    let kafka = match &config.kafka {
        Some(kafka) => format!("records go to topics `{}…` at {}", kafka.prefix, kafka.brokers.join(", ")),
        None => "records stay in the journal (no `[kafka] brokers`)".to_owned(),
    };
    writeln!(
        std::io::stdout().lock(),
        "{}: {} feeds of {} domains; {kafka}; data in {}",
        arguments.configuration.config.display(),
        config.feeds.len(),
        domains.len(),
        config.worker.data_dir.display()
    )?;
    if !arguments.online {
        return Ok(());
    }
    let mut failed = runtime(&config)?.block_on(feeds(&config))?;
    if let Some(kafka) = &config.kafka {
        let mut out = std::io::stdout().lock();
        match sink::reach(&kafka.to_sink()) {
            Ok(reached) => {
                writeln!(out, "ok      kafka: cluster {}, {} brokers", reached.cluster_id, reached.brokers)?
            }
            Err(error) => {
                failed += 1;
                writeln!(out, "failed  kafka: {}", plain(&chain(&error)))?;
            }
        }
    }
    if failed > 0 { Err(Failure::Told) } else { Ok(()) }
}

/// Prints a line for each feed as its answer comes; how many failed.
async fn feeds(config: &Config) -> anyhow::Result<usize> {
    let fetcher = Fetcher::new(config.fetch.clone(), clock()).context("building the HTTP client")?;
    let cap = config.fetch.max_decoded;
    let mut answers = stream::iter(&config.feeds)
        .map(|(id, feed)| {
            let fetcher = fetcher.clone();
            async move { (id, one(&fetcher, id, feed, cap).await) }
        })
        .buffer_unordered(AT_ONCE);
    let mut failed = 0;
    while let Some((id, answer)) = answers.next().await {
        let (word, text) = match answer {
            Ok(text) => ("ok", text),
            Err(text) => {
                failed += 1;
                ("failed", text)
            }
        };
        writeln!(std::io::stdout().lock(), "{word:6}  {id}: {}", plain(&text))?;
    }
    Ok(failed)
}

async fn one(fetcher: &Fetcher, id: &FeedId, feed: &Feed, cap: usize) -> Result<String, String> {
    let state = FeedState::new(id.clone(), feed.url.to_string(), feed.domain.clone(), clock().now());
    let request = poll::request(feed, &state, feed.url.clone(), RequestKind::Feed);
    let fetched = Arc::new(fetcher.fetch(request).await.map_err(|error| chain(&error))?);
    let moved = fetched.permanent_target().map(|url| format!("; it has moved to {url}")).unwrap_or_default();
    let kind = feed.kind;
    let read = tokio::task::spawn_blocking(move || {
        let bytes = fetcher::body::decode(&fetched.body, cap).map_err(|error| chain(&error))?;
        match kind {
            FeedKind::Feed => {
                let document =
                    parser::feed::read(&bytes, &poll::context(&fetched)).map_err(|error| chain(&error))?;
                Ok(format!("{} feed of {} items", document.format, document.items.len()))
            }
            FeedKind::Sitemap => {
                match parser::sitemap::read(&bytes, &poll::context(&fetched))
                    .map_err(|error| chain(&error))?
                {
                    Sitemap::Urls(document) => Ok(format!("sitemap of {} pages", document.items.len())),
                    Sitemap::Index(children) => Ok(format!("index of {} sitemaps", children.len())),
                }
            }
        }
    });
    read.await.map_err(|error| error.to_string())?.map(|text: String| text + &moved)
}
