//! The configuration: TOML read key by key, so that every mistake is told at once, with its place.
mod build;
mod enrich;
pub mod keys;
pub mod problem;
mod read;
mod value;

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use model::{Domain, FeedId};
use url::Url;

pub use build::{build, platform_data_dir, user_agent};
pub use enrich::{Enrich, Names};
pub use problem::{Problem, SourceFile};
use read::Setting;
pub use read::{Settings, Surroundings};
pub use value::duration;

/// The whole configuration of a worker, with defaults filled in.
#[derive(Clone, Debug)]
pub struct Config {
    pub worker: Worker,
    pub log: Log,
    pub http: Http,
    pub fetch: fetcher::Config,
    pub journal: Retention,
    /// `None`: records stay in the journal.
    pub kafka: Option<Kafka>,
    pub enrich: Enrich,
    /// `None`: hubs are not used.
    pub websub: Option<WebSub>,
    /// `None`: nothing is archived.
    pub archive: Option<Archive>,
    pub feeds: BTreeMap<FeedId, Feed>,
    /// What SIGHUP does not change, by path, as it was set.
    fixed: BTreeMap<String, Setting>,
}

#[derive(Clone, Debug)]
pub struct Worker {
    pub name: String,
    pub data_dir: PathBuf,
    pub polls_in_flight: usize,
    pub items_in_flight: usize,
    pub cpu_threads: usize,
}

#[derive(Clone, Debug)]
pub struct Log {
    pub level: String,
    pub json: bool,
}

#[derive(Clone, Debug)]
pub struct Http {
    pub listen: SocketAddr,
    pub token: Option<Secret>,
}

#[derive(Clone, Debug)]
pub struct Retention {
    pub max_age: Duration,
    pub max_size: u64,
    pub remember: Duration,
}

#[derive(Clone, Debug)]
pub struct Kafka {
    pub brokers: Vec<String>,
    pub prefix: String,
    pub exactly_once: bool,
    pub backlog_retained: bool,
    pub transaction_timeout: Duration,
    pub replication: Option<u32>,
    pub max_record: usize,
    pub max_outbox: u64,
    pub properties: BTreeMap<String, Secret>,
}

/// How hubs reach this worker (W3C WebSub).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebSub {
    pub callback: Url,
    /// What hubs are asked for.
    pub lease: Duration,
}

/// Where fetched bodies are kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Archive {
    pub dir: PathBuf,
    /// Bytes at which a file is closed.
    pub max_file: u64,
}

/// One feed with the defaults applied. What is the same for many feeds is kept once.
#[derive(Clone, Debug, PartialEq)]
pub struct Feed {
    pub url: Url,
    pub domain: Domain,
    /// The operator wrote `domain = "…"`.
    pub domain_named: bool,
    pub terms: Arc<Terms>,
}

/// How a feed is read, and what is known of its publisher.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Terms {
    pub kind: FeedKind,
    pub publisher: Option<String>,
    pub country: Option<String>,
    pub language: Option<String>,
    pub labels: BTreeMap<String, String>,
    pub min_interval: Duration,
    pub max_interval: Duration,
    pub first_fill: FirstFill,
    pub pages: Pages,
    pub revisit: Vec<Duration>,
    pub user_agent: Option<String>,
    pub headers: Vec<(String, String)>,
    pub auth: Option<Auth>,
    pub proxy: Option<Url>,
    /// Further certificate authorities, PEM.
    pub certificates: Option<Arc<[u8]>>,
}

/// What stands at a feed's address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FeedKind {
    Feed,
    /// A sitemap, or an index of sitemaps (sitemaps.org 0.9).
    Sitemap,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Auth {
    Basic { username: String, password: Secret },
    Bearer(Secret),
}

/// What a feed seen for the first time gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FirstFill {
    All,
    None,
    Age(Duration),
}

/// Whether article pages are fetched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Pages {
    /// When the feed's own text is short.
    Auto,
    Always,
    Never,
}

/// A text that never shows.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Secret(String);

impl Secret {
    pub fn new(text: impl Into<String>) -> Self {
        Secret(text.into())
    }

    /// The secret itself, for the one place that sends it.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(…)")
    }
}

impl Config {
    /// The defaults, with no feeds: for commands that build a worker without a file.
    pub fn standard(data_dir: PathBuf) -> Self {
        match build(Settings::default(), Path::new("")) {
            Ok(config) => Config { worker: Worker { data_dir, ..config.worker }, ..config },
            // The table of keys is tested to build; a mistake in it is a bug of ours.
            Err(problems) => unreachable!("the defaults do not build: {problems:?}"),
        }
    }

    /// Paths of settings that differ from another configuration and need a restart.
    pub fn needs_restart<'a>(&'a self, other: &'a Config) -> Vec<&'a str> {
        let differs = |path: &&String| self.fixed.get(*path) != other.fixed.get(*path);
        let mut paths: Vec<&str> =
            self.fixed.keys().chain(other.fixed.keys()).filter(differs).map(String::as_str).collect();
        paths.sort_unstable();
        paths.dedup();
        paths
    }

    /// Largest record that the topics take.
    pub fn max_record(&self) -> usize {
        self.kafka.as_ref().map_or(4 << 20, |kafka| kafka.max_record)
    }
}

impl Feed {
    /// A feed with the defaults.
    pub fn standard(url: Url, domain: Domain) -> Self {
        build::standard_feed(url, domain)
    }
}

impl std::ops::Deref for Feed {
    type Target = Terms;

    fn deref(&self) -> &Terms {
        &self.terms
    }
}

impl FirstFill {
    pub fn to_journal(self) -> journal::FirstFill {
        match self {
            FirstFill::All => journal::FirstFill::All,
            FirstFill::None => journal::FirstFill::None,
            FirstFill::Age(age) => journal::FirstFill::Age(age),
        }
    }
}

impl Auth {
    pub fn to_fetcher(&self) -> fetcher::Auth {
        match self {
            Auth::Basic { username, password } => {
                fetcher::Auth::Basic { user: username.clone(), password: password.reveal().to_owned() }
            }
            Auth::Bearer(token) => fetcher::Auth::Bearer(token.reveal().to_owned()),
        }
    }
}

impl Kafka {
    /// The defaults for these brokers.
    pub fn standard(brokers: Vec<String>, prefix: &str) -> Self {
        build::standard_kafka(brokers, prefix)
    }

    pub fn to_sink(&self) -> sink::Config {
        let mut config = sink::Config::new(self.brokers.clone(), self.prefix.clone());
        config.delivery =
            if self.exactly_once { sink::Delivery::ExactlyOnce } else { sink::Delivery::AtLeastOnce };
        config.backlog = if self.backlog_retained { sink::Backlog::Retained } else { sink::Backlog::None };
        config.transaction_timeout = self.transaction_timeout;
        config.replication = self.replication.and_then(|replicas| i32::try_from(replicas).ok());
        config.max_record_bytes = self.max_record;
        config.properties =
            self.properties.iter().map(|(name, text)| (name.clone(), text.reveal().to_owned())).collect();
        config
    }
}

/// Reads a configuration file and the `feeds.d/*.toml` beside it; all mistakes at once.
pub fn load(path: &Path) -> Result<Config, Vec<Problem>> {
    let folder = path.parent().unwrap_or(Path::new("")).to_owned();
    let mut settings = Settings::default();
    let around = Surroundings {
        variable: &|name| std::env::var(name).ok(),
        file: &|name| std::fs::read_to_string(folder.join(name)).map_err(|error| error.to_string()),
    };
    for file in files(path)? {
        match std::fs::read_to_string(&file) {
            Ok(text) => {
                settings.read(Rc::new(SourceFile { name: file.display().to_string(), text }), &around);
            }
            Err(error) => settings.problems.push(unreadable(&file, &error)),
        }
    }
    build(settings, &folder)
}

/// The file itself, then `feeds.d/*.toml` in order of name.
fn files(path: &Path) -> Result<Vec<PathBuf>, Vec<Problem>> {
    let mut files = vec![path.to_owned()];
    let feeds = path.parent().unwrap_or(Path::new("")).join("feeds.d");
    if feeds.is_dir() {
        let entries = std::fs::read_dir(&feeds).map_err(|error| vec![unreadable(&feeds, &error)])?;
        let mut more: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
        more.retain(|file| file.extension().is_some_and(|extension| extension == "toml"));
        more.sort();
        files.extend(more);
    }
    Ok(files)
}

fn unreadable(path: &Path, error: &std::io::Error) -> Problem {
    let problem = Problem::new(format!("can not read {}: {error}", path.display()));
    if error.kind() == std::io::ErrorKind::NotFound {
        return problem.help("name a configuration with `-c FILE`; config/minimal.toml is one to start from");
    }
    problem
}
