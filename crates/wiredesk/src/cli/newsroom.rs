//! `wiredesk newsroom`: the scripted press by itself, for demonstrations on several machines.
use std::io::Write;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::time::Duration;

use newsroom::{FeedInfo, Press};

use crate::pipeline::shutdown;
use crate::report::Failure;

#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Where feeds and pages are served
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8480")]
    listen: SocketAddr,
    /// Where the names `*.example` are answered
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8453")]
    dns_listen: SocketAddr,
    /// The address that the names resolve to
    #[arg(long, value_name = "IP", default_value = "127.0.0.1")]
    address: IpAddr,
    /// Where the place in the script is kept
    #[arg(long, value_name = "DIR")]
    data_dir: Option<PathBuf>,
    /// Between two stories, e.g. 4s
    #[arg(long, default_value = "4s", value_parser = pace)]
    pace: Duration,
    /// Write the feeds, as a worker's configuration names them, into this file
    #[arg(long, value_name = "FILE")]
    write_feeds: Option<PathBuf>,
}

fn pace(text: &str) -> Result<Duration, String> {
    crate::config::duration(text).ok_or_else(|| "write it like 4s".to_owned())
}

pub fn run(arguments: &Arguments) -> Result<(), Failure> {
    let config = newsroom::Config {
        listen: arguments.listen,
        dns_listen: arguments.dns_listen,
        address: arguments.address,
        data_dir: arguments.data_dir.clone(),
        pace: arguments.pace,
        ..newsroom::Config::demo()
    };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let asked = shutdown::watch_signals()?;
        let press = Press::start(config).await?;
        let feeds = feeds_toml(&press.feeds());
        if let Some(file) = &arguments.write_feeds {
            std::fs::write(file, &feeds)?;
        }
        {
            let mut out = std::io::stdout().lock();
            writeln!(out, "feeds and pages at {}, names at {}", press.http_addr(), press.dns_addr())?;
            write!(out, "{feeds}")?;
        }
        asked.cancelled().await;
        press.shutdown().await;
        Ok::<_, anyhow::Error>(())
    })?;
    Ok(())
}

/// Feed tables for a configuration.
fn feeds_toml(feeds: &[FeedInfo]) -> String {
    let mut table = toml::Table::new();
    for feed in feeds {
        let mut one = toml::Table::new();
        one.insert("url".into(), feed.url.clone().into());
        one.insert("publisher".into(), feed.publisher.clone().into());
        one.insert("language".into(), feed.language.clone().into());
        let labels =
            feed.labels.iter().map(|(name, text)| (name.clone(), toml::Value::from(text.clone()))).collect();
        one.insert("labels".into(), toml::Value::Table(labels));
        table.insert(feed.id.clone(), one.into());
    }
    let mut root = toml::Table::new();
    root.insert("feeds".into(), table.into());
    toml::to_string(&root).unwrap_or_default()
}
