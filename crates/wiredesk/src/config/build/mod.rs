//! From settings to a configuration: defaults from the table of keys, and the checks that span several keys.
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use model::{Domain, FeedId};
use url::Url;

use super::enrich::{Enrich, Names};
use super::keys;
use super::problem::{Place, Problem};
use super::read::{Setting, Settings};
use super::{Archive, Config, Feed, Http, Kafka, Log, Retention, Secret, Terms, WebSub, Worker};

mod feed;
mod lookup;

/// Builds the configuration; paths are relative to `folder`.
pub fn build(settings: Settings, folder: &Path) -> Result<Config, Vec<Problem>> {
    let Settings { values, written, feeds: tables, problems } = settings;
    let fixed = fixed(&values);
    let mut build = Build { values, written, problems, folder: folder.to_owned(), terms: HashSet::new() };
    let fetch = build.fetch();
    let named = |(id, place): (&String, &Place)| {
        Some((FeedId::new(id), build.feed(id, place, &fetch.allow_private)?))
    };
    // Collected, so that the map's nodes are full: one that grows in order leaves half of each empty.
    let feeds: BTreeMap<FeedId, Feed> = tables.iter().filter_map(named).collect();
    let worker = build.worker();
    let config = Config {
        websub: build.websub(),
        archive: build.archive(&worker.data_dir),
        worker,
        log: Log { level: build.text("log.level"), json: build.text("log.format") == "json" },
        http: build.http(),
        fetch,
        journal: Retention {
            max_age: build.duration("journal.max_age"),
            max_size: build.count("journal.max_size"),
            remember: build.duration("journal.remember"),
        },
        kafka: build.kafka(),
        enrich: build.enrich(),
        feeds,
        fixed,
    };
    if build.problems.is_empty() { Ok(config) } else { Err(build.problems) }
}

/// What SIGHUP does not change, as it was set.
fn fixed(values: &BTreeMap<String, (Setting, Place)>) -> BTreeMap<String, Setting> {
    let reloadable = |path: &str| keys::find_dotted(path).is_some_and(|key| key.reloadable);
    let kept = values.iter().filter(|(path, _)| !reloadable(path));
    kept.map(|(path, (setting, _))| (path.clone(), setting.clone())).collect()
}

struct Build {
    values: BTreeMap<String, (Setting, Place)>,
    /// What stands in the files, also where its value did not fit.
    written: BTreeSet<String>,
    problems: Vec<Problem>,
    /// Paths are relative to it.
    folder: PathBuf,
    /// Those of the feeds so far.
    terms: HashSet<Arc<Terms>>,
}

impl Build {
    /// Nothing but the defaults.
    fn bare() -> Build {
        Build {
            values: BTreeMap::new(),
            written: BTreeSet::new(),
            problems: Vec::new(),
            folder: PathBuf::new(),
            terms: HashSet::new(),
        }
    }

    fn worker(&mut self) -> Worker {
        let data_dir = self.path("worker.data_dir").unwrap_or_else(platform_data_dir);
        Worker {
            name: self.text("worker.name"),
            data_dir,
            polls_in_flight: self.count("worker.polls_in_flight") as usize,
            items_in_flight: self.count("worker.items_in_flight") as usize,
            cpu_threads: self.count("worker.cpu_threads") as usize,
        }
    }

    fn http(&mut self) -> Http {
        let listen = match self.setting("http.listen") {
            Some(Setting::Address(address)) => address,
            _ => SocketAddr::from(([127, 0, 0, 1], 8470)),
        };
        let token = self.optional_text("http.token").filter(|token| !token.is_empty()).map(Secret::new);
        if !listen.ip().is_loopback() && token.is_none() {
            let problem = Problem::new(format!(
                "`http.listen` is {listen}, which others can reach, and there is no token"
            ))
            .help("set `http.token_file`, or listen on 127.0.0.1");
            self.problem_at("http.listen", problem);
        }
        Http { listen, token }
    }

    fn fetch(&mut self) -> fetcher::Config {
        let contact = self.optional_text("fetch.contact");
        let ranges = match self.setting("fetch.allow_private") {
            Some(Setting::Ranges(ranges)) => ranges,
            _ => Vec::new(),
        };
        let nameservers = match self.setting("fetch.nameservers") {
            Some(Setting::Addresses(addresses)) => addresses,
            _ => Vec::new(),
        };
        let standard = fetcher::Config::default();
        fetcher::Config {
            user_agent: self.optional_text("fetch.user_agent").unwrap_or_else(user_agent),
            contact,
            allow_private: ranges,
            nameservers,
            domain_connections: self.count("fetch.domain_connections") as usize,
            domain_spacing: self.duration("fetch.domain_spacing"),
            timeout: self.duration("fetch.timeout"),
            max_wire: self.count("fetch.max_body") as usize,
            max_decoded: self.count("fetch.max_decoded") as usize,
            proxy: self.url("fetch.proxy"),
            certificates: self.certificates("fetch.ca_file").into_iter().map(|pem| pem.to_vec()).collect(),
            ..standard
        }
    }

    fn enrich(&mut self) -> Enrich {
        let names = match self.setting("enrich.names") {
            Some(Setting::Folder(folder)) => Names::Model(self.folder.join(folder)),
            Some(Setting::Text(word)) => Names::of_word(&word).unwrap_or_default(),
            _ => Names::default(),
        };
        Enrich { inline: self.flag("enrich.inline"), names, aliases: self.path("enrich.aliases") }
    }

    fn websub(&mut self) -> Option<WebSub> {
        let callback = self.url("websub.callback")?;
        if !matches!(callback.scheme(), "http" | "https") {
            let problem = Problem::new(format!("`{callback}` is no address that a hub can call"));
            self.problem_at(
                "websub.callback",
                problem.help("write it like \"https://desk.example.org/push\""),
            );
        }
        Some(WebSub { callback, lease: self.duration("websub.lease") })
    }

    fn archive(&mut self, data_dir: &Path) -> Option<Archive> {
        let dir = self.path("archive.dir").unwrap_or_else(|| data_dir.join("warc"));
        let max_file = self.count("archive.max_file");
        self.flag("archive.warc").then_some(Archive { dir, max_file })
    }

    fn kafka(&mut self) -> Option<Kafka> {
        let brokers = match self.setting("kafka.brokers") {
            Some(Setting::Texts(brokers)) => brokers,
            _ => Vec::new(),
        };
        let prefix = self.text("kafka.prefix");
        let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-');
        if !prefix.chars().all(fits) || prefix.len() > 200 {
            let problem = Problem::new(format!("`{prefix}` can not begin a topic's name"));
            self.problem_at("kafka.prefix", problem.help("use letters, digits, `.`, `_` and `-`"));
        }
        let kafka = self.kafka_with(brokers, prefix);
        if kafka.brokers.is_empty() {
            return None;
        }
        if let Err(error) = kafka.to_sink().check() {
            let problem = Problem::new(crate::report::chain(&error));
            self.problem_at("kafka.properties", problem);
        }
        Some(kafka)
    }

    fn kafka_with(&mut self, brokers: Vec<String>, prefix: String) -> Kafka {
        let properties = match self.setting("kafka.properties") {
            Some(Setting::Map(map)) => {
                map.into_iter().map(|(name, text)| (name, Secret::new(text))).collect()
            }
            _ => BTreeMap::new(),
        };
        let replication = self.count("kafka.replication");
        Kafka {
            prefix,
            exactly_once: self.text("kafka.delivery") == "exactly-once",
            backlog_retained: self.text("kafka.backlog") == "retained",
            transaction_timeout: self.duration("kafka.transaction_timeout"),
            replication: (replication > 0).then_some(replication as u32),
            max_record: self.count("kafka.max_record") as usize,
            max_outbox: self.count("kafka.max_outbox"),
            properties,
            brokers,
        }
    }
}

/// A feed that says nothing but its URL.
pub fn standard_feed(url: Url, domain: Domain) -> Feed {
    Build::bare().feed_with("", url, domain, false)
}

/// A sink that says nothing but its brokers and prefix.
pub fn standard_kafka(brokers: Vec<String>, prefix: &str) -> Kafka {
    Build::bare().kafka_with(brokers, prefix.to_owned())
}

/// Product and version; the fetcher adds the contact.
pub fn user_agent() -> String {
    format!("wiredesk/{}", env!("CARGO_PKG_VERSION"))
}

/// `$XDG_DATA_HOME/wiredesk` or its like; `data` where the platform names none.
pub fn platform_data_dir() -> PathBuf {
    use etcetera::BaseStrategy;
    etcetera::choose_base_strategy()
        .map_or_else(|_| PathBuf::from("data"), |base| base.data_dir().join("wiredesk"))
}
