//! The command line: what can be asked for, with an example for each command; each command is a file of its own.
mod adopt;
mod annotate;
mod bench;
mod check;
mod demo;
mod extract;
mod feed;
mod feeds;
mod forget;
mod import;
mod inputs;
mod newsroom;
mod oneshot;
mod poll;
mod replay;
mod run;
mod schema;
mod status;
mod tail;
mod terminal;
mod view;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

use crate::report::{Failure, report};

/// Turns the world's news feeds into a stream that programs can use.
#[derive(Debug, Parser)]
#[command(
    name = "wiredesk",
    version,
    max_term_width = 100,
    subcommand_required = true,
    arg_required_else_help = true
)]
struct Wiredesk {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Poll the configured feeds and publish what they bring
    #[command(after_help = "Example:\n  wiredesk run -c config/wiredesk.toml")]
    Run(run::Arguments),
    /// A newsroom, a worker and a page that shows what arrives; needs no network
    #[command(after_help = "Example:\n  wiredesk demo --data-dir demo-data")]
    Demo(demo::Arguments),
    /// Fetch one feed, article or site, and print what is in it
    #[command(
        after_help = "Examples:\n  wiredesk poll https://en.yna.co.kr/RSS/news.xml\n  wiredesk poll https://example.org/story.html --json | jq .quotes"
    )]
    Poll(poll::Arguments),
    /// Read feeds: one JSON object a line
    #[command(
        after_help = "Examples:\n  wiredesk feed saved.xml | jq '.feed.items[].title'\n  wiredesk feed --list feeds.tsv > feeds.ndjson"
    )]
    Feed(feed::Arguments),
    /// Extract articles from pages: one JSON object a line
    #[command(
        after_help = "Examples:\n  wiredesk extract page.html | jq -r .text\n  wiredesk extract --list pages.tsv > articles.ndjson\n  wiredesk extract page.html --why"
    )]
    Extract(extract::Arguments),
    /// Find entities, quotations and dates in text from standard input: one JSON object a line
    #[command(
        after_help = "Examples:\n  wiredesk annotate < story.txt | jq .quotes\n  echo '{\"id\":\"a\",\"text\":\"…\",\"published_at\":\"2026-03-12\"}' | wiredesk annotate --ndjson"
    )]
    Annotate(annotate::Arguments),
    /// Tell every mistake of a configuration, with its place
    #[command(
        after_help = "Examples:\n  wiredesk check -c config/wiredesk.toml\n  wiredesk check --online -c config/wiredesk.toml"
    )]
    Check(check::Arguments),
    /// What is known of the feeds, and how others come in and out
    #[command(
        subcommand,
        after_help = "Examples:\n  wiredesk feeds list --json | jq 'select(.health != \"ok\")'\n  wiredesk feeds add https://en.yna.co.kr/"
    )]
    Feeds(feeds::Command),
    /// Take the pages of WARC files through the same extraction and enrichment (the worker must be stopped)
    #[command(
        after_help = "Examples:\n  wiredesk import data/warc/*.warc.gz -c config/wiredesk.toml\n  wiredesk import CC-NEWS-20261101.warc.gz -c history.toml\n\nA second start goes on where the first stopped."
    )]
    Import(import::Arguments),
    /// Print records as they arrive
    #[command(
        after_help = "Examples:\n  wiredesk tail enriched --since 1h\n  wiredesk tail quotes --speaker \"Mark Esper\" --no-follow | jq -r .quote.text"
    )]
    Tail(tail::Arguments),
    /// How the worker is doing
    #[command(after_help = "Example:\n  wiredesk status -c config/wiredesk.toml")]
    Status(status::Arguments),
    /// The JSON Schemas of the records
    #[command(after_help = "Examples:\n  wiredesk schema\n  wiredesk schema enriched.v1 > enriched.v1.json")]
    Schema(schema::Arguments),
    /// Give a copied journal an identity of its own (the worker must be stopped)
    #[command(after_help = "Example:\n  wiredesk adopt -c config/wiredesk.toml")]
    Adopt(Configuration),
    /// Write tombstones for an article and forget what is known of it (the worker must be stopped)
    #[command(after_help = "Example:\n  wiredesk forget wd1… -c config/wiredesk.toml")]
    Forget(forget::Arguments),
    /// Try a parked article again, or look at a known one once more (the worker must be stopped)
    #[command(after_help = "Example:\n  wiredesk replay wd1… -c config/wiredesk.toml")]
    Replay(replay::Arguments),
    /// A scripted press on loopback, for demonstrations and tests
    #[command(after_help = "Example:\n  wiredesk newsroom --listen 127.0.0.1:8480 --data-dir press")]
    Newsroom(newsroom::Arguments),
    /// Measure the whole way on loopback
    #[command(hide = true)]
    Bench(bench::Arguments),
}

/// Where the configuration is.
#[derive(Clone, Debug, Args)]
pub struct Configuration {
    /// The configuration
    #[arg(short, long, value_name = "FILE", default_value = "wiredesk.toml")]
    pub config: PathBuf,
}

/// Where a journal is: named, or by its worker's configuration.
#[derive(Clone, Debug, Args)]
pub struct JournalPlace {
    #[command(flatten)]
    pub configuration: Configuration,
    /// The worker's data directory, instead of the configuration's
    #[arg(long, value_name = "DIR")]
    pub data_dir: Option<PathBuf>,
}

impl JournalPlace {
    pub fn dir(&self) -> Result<PathBuf, Failure> {
        match &self.data_dir {
            Some(dir) => Ok(dir.clone()),
            None => Ok(self.configuration.load()?.worker.data_dir),
        }
    }
}

impl Configuration {
    /// Whether there is such a file; commands that can do without ask first.
    pub fn exists(&self) -> bool {
        self.config.exists()
    }

    pub fn load(&self) -> Result<crate::config::Config, Failure> {
        crate::config::load(&self.config).map_err(Failure::Configuration)
    }
}

/// An address that the worker's page listens on, where a command line may change it.
#[derive(Clone, Debug, Args)]
pub struct Listen {
    /// Address of the page and the API
    #[arg(long, value_name = "ADDR")]
    pub listen: Option<SocketAddr>,
}

/// Runs the command that was asked for. Exit codes: 0 done, 1 failed, 2 wrong usage or configuration.
pub fn main() -> ExitCode {
    let done = match Wiredesk::parse().command {
        Command::Run(arguments) => run::run(&arguments),
        Command::Demo(arguments) => demo::run(&arguments),
        Command::Poll(arguments) => poll::run(&arguments),
        Command::Feed(arguments) => feed::run(&arguments),
        Command::Extract(arguments) => extract::run(&arguments),
        Command::Annotate(arguments) => annotate::run(&arguments),
        Command::Check(arguments) => check::run(&arguments),
        Command::Feeds(command) => feeds::run(&command),
        Command::Import(arguments) => import::run(&arguments),
        Command::Tail(arguments) => tail::run(&arguments),
        Command::Status(arguments) => status::run(&arguments),
        Command::Schema(arguments) => schema::run(&arguments),
        Command::Adopt(configuration) => adopt::run(&configuration),
        Command::Forget(arguments) => forget::run(&arguments),
        Command::Replay(arguments) => replay::run(&arguments),
        Command::Newsroom(arguments) => newsroom::run(&arguments),
        Command::Bench(arguments) => bench::run(&arguments),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => report(&failure),
    }
}
