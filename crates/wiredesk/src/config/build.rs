//! From settings to a configuration: defaults from the table of keys, and the checks that span several keys.
use std::collections::{BTreeMap, BTreeSet};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use model::{Domain, FeedId};
use url::Url;

use super::keys::{KEYS, Kind};
use super::problem::{Place, Problem};
use super::read::{Setting, Settings, single};
use super::{Auth, Config, Feed, FirstFill, Http, Kafka, Log, Pages, Retention, Secret, Worker, value};

/// Builds the configuration; paths are relative to `folder`.
pub fn build(settings: Settings, folder: &Path) -> Result<Config, Vec<Problem>> {
    let Settings { values, written, feeds: tables, problems } = settings;
    let fixed = fixed(&values);
    let mut build = Build { values, written, problems };
    let fetch = build.fetch();
    let mut feeds = BTreeMap::new();
    for (id, place) in &tables {
        if let Some(feed) = build.feed(id, place, &fetch.allow_private) {
            feeds.insert(FeedId::new(id), feed);
        }
    }
    let config = Config {
        worker: build.worker(folder),
        log: Log { level: build.text("log.level"), json: build.text("log.format") == "json" },
        http: build.http(),
        fetch,
        journal: Retention {
            max_age: build.duration("journal.max_age"),
            max_size: build.count("journal.max_size"),
            remember: build.duration("journal.remember"),
        },
        kafka: build.kafka(),
        enrich_inline: build.flag("enrich.inline"),
        feeds,
        fixed,
    };
    if build.problems.is_empty() { Ok(config) } else { Err(build.problems) }
}

/// What SIGHUP does not change, as it was set.
fn fixed(values: &BTreeMap<String, (Setting, Place)>) -> BTreeMap<String, Setting> {
    let reloadable = |path: &str| {
        let parts: Vec<&str> = path.split('.').collect();
        KEYS.iter().any(|key| key.reloadable && key.matches(&parts))
    };
    let kept = values.iter().filter(|(path, _)| !reloadable(path));
    kept.map(|(path, (setting, _))| (path.clone(), setting.clone())).collect()
}

struct Build {
    values: BTreeMap<String, (Setting, Place)>,
    /// What stands in the files, also where its value did not fit.
    written: BTreeSet<String>,
    problems: Vec<Problem>,
}

impl Build {
    fn worker(&mut self, folder: &Path) -> Worker {
        let data_dir = match self.optional_text("worker.data_dir") {
            Some(dir) => folder.join(dir),
            None => platform_data_dir(),
        };
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
            ..standard
        }
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

    /// `None` (with a problem told, unless it is switched off) when the feed can not be polled.
    fn feed(&mut self, id: &str, place: &Place, allow: &[fetcher::AddressRange]) -> Option<Feed> {
        let key = |name: &str| format!("feeds.{id}.{name}");
        let Some(url) = self.url(&key("url")) else {
            if !self.written.contains(&key("url")) {
                let problem = Problem::new(format!("the feed `{id}` has no `url`")).at(place);
                self.problems.push(problem.help("add url = \"https://…\""));
            }
            return None;
        };
        if let Err(refusal) = fetcher::guard::check_url(&url, allow) {
            let problem = Problem::new(format!("`{url}` can never be fetched: {refusal}"));
            self.problem_at(
                &key("url"),
                problem.help("mend the URL, or list the range in `fetch.allow_private`"),
            );
        }
        let named = self.optional_text(&key("domain"));
        let domain_named = named.is_some();
        let domain = match named {
            Some(name) => Domain::named(&name),
            None => Domain::of_url(&url)?,
        };
        if self.own_duration(id, "min_interval") > self.own_duration(id, "max_interval") {
            let at =
                if self.values.contains_key(&key("max_interval")) { "max_interval" } else { "min_interval" };
            let problem = Problem::new("`min_interval` is longer than `max_interval`");
            self.problem_or(&key(at), place, problem);
        }
        let feed = self.feed_with(id, url, domain, domain_named);
        self.flag(&key("enabled")).then_some(feed)
    }

    fn feed_with(&mut self, id: &str, url: Url, domain: Domain, domain_named: bool) -> Feed {
        let key = |name: &str| format!("feeds.{id}.{name}");
        let first_fill = self.own_text(id, "first_fill");
        let pages = self.own_text(id, "pages");
        let headers = match self.setting(&key("headers")) {
            Some(Setting::Map(map)) => map.into_iter().collect(),
            _ => Vec::new(),
        };
        let labels = match self.setting(&key("labels")) {
            Some(Setting::Map(map)) => map,
            _ => BTreeMap::new(),
        };
        Feed {
            url,
            domain,
            domain_named,
            publisher: self.optional_text(&key("publisher")),
            country: self.optional_text(&key("country")),
            language: self.optional_text(&key("language")),
            labels,
            min_interval: self.own_duration(id, "min_interval"),
            max_interval: self.own_duration(id, "max_interval"),
            first_fill: first_fill_of(&first_fill),
            pages: pages_of(&pages),
            revisit: self.own_durations(id, "revisit"),
            user_agent: self.optional_text(&key("user_agent")),
            headers,
            auth: self.auth(id),
        }
    }

    fn auth(&mut self, id: &str) -> Option<Auth> {
        let username = self.optional_text(&format!("feeds.{id}.username"));
        let password = self.optional_text(&format!("feeds.{id}.password"));
        let bearer = self.optional_text(&format!("feeds.{id}.bearer"));
        if username.is_some() && bearer.is_some() {
            let problem = Problem::new("a feed has either `username` and `password`, or `bearer`");
            self.problem_at(&format!("feeds.{id}.bearer"), problem);
        }
        match (username, password, bearer) {
            (_, _, Some(token)) => Some(Auth::Bearer(Secret::new(token))),
            (Some(username), password, None) => {
                Some(Auth::Basic { username, password: Secret::new(password.unwrap_or_default()) })
            }
            (None, Some(_), None) => {
                let problem = Problem::new("`password` needs `username`");
                self.problem_at(&format!("feeds.{id}.password"), problem);
                None
            }
            _ => None,
        }
    }

    fn problem_at(&mut self, path: &str, problem: Problem) {
        let place = self.values.get(path).map(|(_, place)| place.clone());
        self.problems.push(match place {
            Some(place) => problem.at(&place),
            None => problem,
        });
    }

    fn problem_or(&mut self, path: &str, otherwise: &Place, problem: Problem) {
        let place = self.values.get(path).map_or(otherwise, |(_, place)| place);
        let problem = problem.at(place);
        self.problems.push(problem);
    }

    /// What was set, else the default of the table.
    fn setting(&self, path: &str) -> Option<Setting> {
        if let Some((setting, _)) = self.values.get(path) {
            return Some(setting.clone());
        }
        default_of(path)
    }

    fn optional_text(&self, path: &str) -> Option<String> {
        match self.setting(path) {
            Some(Setting::Text(text)) => Some(text),
            _ => None,
        }
    }

    fn text(&self, path: &str) -> String {
        self.optional_text(path).unwrap_or_default()
    }

    fn url(&self, path: &str) -> Option<Url> {
        match self.setting(path) {
            Some(Setting::Url(url)) => Some(url),
            _ => None,
        }
    }

    fn flag(&self, path: &str) -> bool {
        matches!(self.setting(path), Some(Setting::Flag(true)))
    }

    fn count(&self, path: &str) -> u64 {
        match self.setting(path) {
            Some(Setting::Count(number)) => number,
            _ => 0,
        }
    }

    fn duration(&self, path: &str) -> Duration {
        match self.setting(path) {
            Some(Setting::Duration(duration)) => duration,
            _ => Duration::ZERO,
        }
    }

    /// The feed's own key, else the one of `[defaults]`.
    fn own(&self, id: &str, name: &str) -> Option<Setting> {
        let own = self.values.get(&format!("feeds.{id}.{name}")).map(|(setting, _)| setting.clone());
        own.or_else(|| self.setting(&format!("defaults.{name}")))
    }

    fn own_duration(&self, id: &str, name: &str) -> Duration {
        match self.own(id, name) {
            Some(Setting::Duration(duration)) => duration,
            _ => Duration::ZERO,
        }
    }

    fn own_durations(&self, id: &str, name: &str) -> Vec<Duration> {
        match self.own(id, name) {
            Some(Setting::Durations(durations)) => durations,
            _ => Vec::new(),
        }
    }

    fn own_text(&self, id: &str, name: &str) -> String {
        match self.own(id, name) {
            Some(Setting::Text(text)) => text,
            _ => String::new(),
        }
    }
}

/// A feed that says nothing but its URL.
pub fn standard_feed(url: Url, domain: Domain) -> Feed {
    let mut build = Build { values: BTreeMap::new(), written: BTreeSet::new(), problems: Vec::new() };
    build.feed_with("", url, domain, false)
}

/// A sink that says nothing but its brokers and prefix.
pub fn standard_kafka(brokers: Vec<String>, prefix: &str) -> Kafka {
    let mut build = Build { values: BTreeMap::new(), written: BTreeSet::new(), problems: Vec::new() };
    build.kafka_with(brokers, prefix.to_owned())
}

/// The table's default, read as the value of its key would be.
pub fn default_of(path: &str) -> Option<Setting> {
    let parts: Vec<&str> = path.split('.').collect();
    let key = KEYS.iter().find(|key| key.matches(&parts))?;
    match (key.kind, key.default) {
        (_, "") => None,
        (Kind::Flag, text) => Some(Setting::Flag(text == "true")),
        (Kind::Count(..), text) => text.parse().ok().map(Setting::Count),
        (Kind::Map | Kind::SecretMap, _) => Some(Setting::Map(BTreeMap::new())),
        (Kind::DurationList, text) => {
            let words = text.split('"').skip(1).step_by(2);
            Some(Setting::Durations(words.filter_map(value::duration).collect()))
        }
        (Kind::TextList, _) => Some(Setting::Texts(Vec::new())),
        (Kind::AddressList, _) => Some(Setting::Addresses(Vec::new())),
        (Kind::Ranges, _) => Some(Setting::Ranges(Vec::new())),
        (kind, text) => single(kind, text.to_owned()).ok(),
    }
}

fn first_fill_of(text: &str) -> FirstFill {
    match text {
        "all" => FirstFill::All,
        "none" => FirstFill::None,
        age => FirstFill::Age(value::duration(age).unwrap_or(Duration::from_secs(24 * 3600))),
    }
}

fn pages_of(text: &str) -> Pages {
    match text {
        "always" => Pages::Always,
        "never" => Pages::Never,
        _ => Pages::Auto,
    }
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
