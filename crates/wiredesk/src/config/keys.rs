//! The one table of configuration keys: reading, defaults, reference, schema and "did you mean" all come from it. (table)
use std::collections::HashMap;
use std::sync::LazyLock;

/// What a key's value may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Text,
    /// Text that no message shows. `<key>_file` beside it names a file that holds it.
    Secret,
    Path,
    Flag,
    /// A whole number from the first to the second.
    Count(u64, u64),
    Duration,
    Size,
    /// `ip:port`
    Address,
    AddressList,
    /// Address ranges: "127.0.0.0/8".
    Ranges,
    Url,
    TextList,
    DurationList,
    /// Words to words.
    Map,
    /// The same, with values that no message shows.
    SecretMap,
    Choice(&'static [&'static str]),
    /// `all`, `none` or an age.
    FirstFill,
    /// A word, or `{ model = "folder" }`.
    Names,
}

/// One key. `path` is dotted; `*` stands for a feed's id.
#[derive(Debug)]
pub struct Key {
    pub path: &'static str,
    pub kind: Kind,
    /// As it would be written in TOML (a text without its quotation marks); empty: nothing unless it is set.
    pub default: &'static str,
    /// SIGHUP applies it to a running worker.
    pub reloadable: bool,
    pub doc: &'static str,
}

const fn key(path: &'static str, kind: Kind, default: &'static str, doc: &'static str) -> Key {
    Key { path, kind, default, reloadable: false, doc }
}

const fn live(path: &'static str, kind: Kind, default: &'static str, doc: &'static str) -> Key {
    Key { path, kind, default, reloadable: true, doc }
}

const PAGES: Kind = Kind::Choice(&["auto", "always", "never"]);

#[rustfmt::skip]
pub const KEYS: &[Key] = &[
    key("worker.name", Kind::Text, "desk-1", "A label for logs and provenance. Identity is the journal's, not this name's."),
    key("worker.data_dir", Kind::Path, "", "Where the journal lives; relative to this file. Default: the platform's data directory."),
    key("worker.polls_in_flight", Kind::Count(1, 10_000), "256", "Feeds polled at once."),
    key("worker.items_in_flight", Kind::Count(1, 10_000), "64", "Articles between feed and journal at once."),
    key("worker.cpu_threads", Kind::Count(0, 1024), "0", "Threads that parse and enrich; 0: one for each core."),
    key("log.level", Kind::Text, "info", "error, warn, info, debug, trace, or a tracing filter like `fetcher=debug,info`."),
    key("log.format", Kind::Choice(&["text", "json"]), "text", "Lines for people, or one JSON object a line."),
    key("http.listen", Kind::Address, "127.0.0.1:8470", "Address of dashboard, API, metrics and health."),
    key("http.token", Kind::Secret, "", "Bearer token that every request except health must carry; needed for an address that others can reach."),
    key("fetch.contact", Kind::Text, "", "Goes into the user agent so that a publisher can reach you: a mailto: or https: URL."),
    key("fetch.user_agent", Kind::Text, "", "Default: wiredesk/VERSION (+contact)."),
    key("fetch.allow_private", Kind::Ranges, "[]", "Private address ranges that may be fetched; none unless listed."),
    key("fetch.nameservers", Kind::AddressList, "[]", "DNS servers as ip:port. Default: the system's."),
    key("fetch.domain_connections", Kind::Count(1, 100), "2", "Requests in flight to one registrable domain."),
    key("fetch.domain_spacing", Kind::Duration, "1s", "Least time between two requests to one registrable domain."),
    key("fetch.timeout", Kind::Duration, "30s", "A request in all, redirects included."),
    key("fetch.max_body", Kind::Size, "5MiB", "Largest body on the wire."),
    key("fetch.max_decoded", Kind::Size, "10MiB", "Largest body after decompression."),
    key("fetch.proxy", Kind::Url, "", "An HTTP proxy for all requests."),
    key("fetch.ca_file", Kind::Path, "", "Certificate authorities beside the system's, PEM; relative to this file."),
    key("websub.callback", Kind::Url, "", "Where hubs of WebSub reach this worker's /push: an address on the internet that leads to `http.listen`. Left out: hubs are not used."),
    key("websub.lease", Kind::Duration, "7d", "The lease that hubs are asked for; renewed in time, whatever they grant."),
    key("archive.warc", Kind::Flag, "false", "Keep what was fetched, feeds and pages, in WARC files."),
    key("archive.dir", Kind::Path, "", "Where they go; relative to this file. Default: `warc` in the data directory."),
    key("archive.max_file", Kind::Size, "1GiB", "A WARC file that has grown to this is closed, and another begun."),
    key("journal.max_age", Kind::Duration, "7d", "Records older than this leave the journal (never before they are published)."),
    key("journal.max_size", Kind::Size, "4GiB", "Records beyond this leave the journal, oldest first (never before they are published)."),
    key("journal.remember", Kind::Duration, "30d", "How long an article that no feed shows any more is remembered."),
    key("kafka.brokers", Kind::TextList, "[]", "host:port of some brokers. Left out: records stay in the journal."),
    key("kafka.prefix", Kind::Text, "news.", "Goes before every topic's name."),
    key("kafka.delivery", Kind::Choice(&["exactly-once", "at-least-once"]), "exactly-once", "at-least-once is for clusters that forbid transactions."),
    key("kafka.backlog", Kind::Choice(&["retained", "none"]), "retained", "Whether a new sink first receives the records that the journal still holds."),
    key("kafka.transaction_timeout", Kind::Duration, "15s", "After which the broker aborts a transaction that its worker left open."),
    key("kafka.replication", Kind::Count(0, 100), "0", "Replicas of topics that Wiredesk creates; 0: the cluster's default."),
    key("kafka.max_record", Kind::Size, "4MiB", "Largest record; larger articles are truncated and marked."),
    key("kafka.max_outbox", Kind::Size, "4GiB", "Unpublished bytes at which polling waits for Kafka."),
    key("kafka.properties", Kind::SecretMap, "{}", "Further librdkafka settings, e.g. security.protocol, sasl.username."),
    key("enrich.inline", Kind::Flag, "true", "false: publish parsed articles only, for enrichment elsewhere."),
    key("enrich.names", Kind::Names, "cascade", "Who recognises names: a cascade of the fast recogniser and two networks where it is in doubt, the fast one alone, the large network everywhere, or `{ model = \"folder\" }`: an ONNX token classifier of yours with its tokenizer.json and config.json."),
    key("enrich.aliases", Kind::Path, "", "A TOML file of entities of yours, with names, types and ids (docs/enrichment.md); relative to this file."),
    live("defaults.min_interval", Kind::Duration, "2m", "A feed is polled at most this often."),
    live("defaults.max_interval", Kind::Duration, "1h", "A feed is polled at least this often."),
    live("defaults.first_fill", Kind::FirstFill, "24h", "What a feed seen for the first time gives: all, none, or what is younger than an age."),
    live("defaults.pages", PAGES, "auto", "Whether article pages are fetched; auto: when the feed's own text is short."),
    live("defaults.revisit", Kind::DurationList, "[\"30m\", \"2h\", \"24h\"]", "When an article's page is looked at again."),
    live("feeds.*.url", Kind::Url, "", "Address of the feed."),
    live("feeds.*.kind", Kind::Choice(&["feed", "sitemap"]), "feed", "What stands at the address: a feed, or a sitemap or index of sitemaps."),
    live("feeds.*.domain", Kind::Text, "", "Who owns it; default: the registrable domain of the URL."),
    live("feeds.*.publisher", Kind::Text, "", "The publisher's name; default: what pages and feed say."),
    live("feeds.*.country", Kind::Text, "", "ISO 3166-1 code of the publisher's country."),
    live("feeds.*.language", Kind::Text, "", "Language of the feed where it does not say, e.g. \"ko\"."),
    live("feeds.*.enabled", Kind::Flag, "true", "false: kept in the file, not polled."),
    live("feeds.*.labels", Kind::Map, "{}", "Words of yours that every record of the feed carries."),
    live("feeds.*.min_interval", Kind::Duration, "", "As in [defaults]."),
    live("feeds.*.max_interval", Kind::Duration, "", "As in [defaults]."),
    live("feeds.*.first_fill", Kind::FirstFill, "", "As in [defaults]."),
    live("feeds.*.pages", PAGES, "", "As in [defaults]."),
    live("feeds.*.revisit", Kind::DurationList, "", "As in [defaults]."),
    live("feeds.*.user_agent", Kind::Text, "", "Instead of the worker's."),
    live("feeds.*.headers", Kind::SecretMap, "{}", "Further request headers, sent to the feed's own origin only."),
    live("feeds.*.username", Kind::Text, "", "For basic authentication, with `password` or `password_file`."),
    live("feeds.*.password", Kind::Secret, "", "For basic authentication."),
    live("feeds.*.bearer", Kind::Secret, "", "Bearer token."),
    live("feeds.*.proxy", Kind::Url, "", "An HTTP proxy for this feed and its pages, instead of `fetch.proxy`."),
    live("feeds.*.ca_file", Kind::Path, "", "Certificate authorities for this feed and its pages, beside the others; PEM, relative to the configuration's folder."),
];

impl Kind {
    pub fn is_secret(self) -> bool {
        matches!(self, Kind::Secret | Kind::SecretMap)
    }
}

/// The key that a path names: `feeds`, a feed's id, `url`.
pub fn find(path: &[&str]) -> Option<&'static Key> {
    match path {
        ["feeds", _, name] => by_path(&format!("feeds.*.{name}")),
        // In quotation marks a dot parts nothing.
        _ if path.iter().any(|part| part.contains('.')) => None,
        _ => by_path(&path.join(".")),
    }
}

/// The same of a dotted path. A feed's id may have dots of its own: `feeds.example.org.url`.
pub fn find_dotted(path: &str) -> Option<&'static Key> {
    match path.strip_prefix("feeds.").and_then(|rest| rest.rsplit_once('.')) {
        Some((id, name)) => find(&["feeds", id, name]),
        None => by_path(path),
    }
}

/// Asked for every setting of a hundred thousand feeds.
fn by_path(path: &str) -> Option<&'static Key> {
    static BY_PATH: LazyLock<HashMap<&str, &Key>> =
        LazyLock::new(|| KEYS.iter().map(|key| (key.path, key)).collect());
    BY_PATH.get(path).copied()
}

/// Names that may follow a table's path, for "did you mean"; `<secret>_file` included.
pub fn names_under(parent: &[&str]) -> Vec<String> {
    let mut names = Vec::new();
    for key in KEYS {
        let parts: Vec<&str> = key.path.split('.').collect();
        let under = parts.len() > parent.len() && parts.iter().zip(parent).all(|(m, p)| *m == "*" || m == p);
        if let (true, Some(name)) = (under, parts.get(parent.len())) {
            names.push((*name).to_owned());
            if key.kind == Kind::Secret {
                names.push(format!("{name}_file"));
            }
        }
    }
    names.sort();
    names.dedup();
    names.retain(|name| name != "*");
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_names_a_key_or_none() {
        for (path, expect) in [
            (&["worker", "name"][..], Some("worker.name")),
            (&["feeds", "yonhap-en", "url"], Some("feeds.*.url")),
            (&["feeds", "example.org", "url"], Some("feeds.*.url")),
            (&["worker.name"], None),
            (&["feeds", "a", "b", "url"], None),
            (&["feeds", "url"], None),
            (&["worker"], None),
        ] {
            assert_eq!(find(path).map(|key| key.path), expect, "{path:?}");
        }
        for (path, expect) in [
            ("defaults.pages", Some("defaults.pages")),
            ("feeds.example.org.pages", Some("feeds.*.pages")),
            ("feeds..pages", Some("feeds.*.pages")),
            ("feeds.a", None),
        ] {
            assert_eq!(find_dotted(path).map(|key| key.path), expect, "{path}");
        }
    }
}
