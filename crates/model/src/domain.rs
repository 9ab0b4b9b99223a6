//! Who owns a URL: the registrable domain, or address and port for an address without a name.
use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use url::{Host, Url};

/// A registrable domain ("yna.co.kr") by the Public Suffix List; an IP literal is its own domain, as "ip:port".
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Domain(String);

impl Domain {
    /// What an operator wrote as `domain = "…"`.
    pub fn named(name: &str) -> Self {
        Domain(name.trim().trim_end_matches('.').to_ascii_lowercase())
    }

    /// `None` for URLs without a host (`data:`, `mailto:`).
    pub fn of_url(url: &Url) -> Option<Self> {
        let port = url.port_or_known_default().unwrap_or(0);
        match url.host()? {
            // Asked before the list, which would give "0.1" for 127.0.0.1.
            Host::Ipv4(address) => Some(Domain(format!("{address}:{port}"))),
            Host::Ipv6(address) => Some(Domain(format!("[{address}]:{port}"))),
            Host::Domain(name) => Some(Self::of_host(name)),
        }
    }

    /// The registrable domain of a host name; the name itself where the list knows none ("localhost").
    pub fn of_host(name: &str) -> Self {
        let name = name.trim_end_matches('.').to_ascii_lowercase();
        let registrable = psl::domain_str(&name).map(str::to_owned);
        Domain(registrable.unwrap_or(name))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Domain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn registrable_domain_or_address_and_port() {
        for (url, expect) in [
            ("https://en.yna.co.kr/RSS/news.xml", "yna.co.kr"),
            ("http://127.0.0.1:8080/feed", "127.0.0.1:8080"),
            ("http://[::1]/feed", "[::1]:80"),
            ("http://LOCALHOST:9/feed", "localhost"),
            ("http://feeds.hanbit.example:1234/rss", "hanbit.example"),
            ("https://co.kr/", "co.kr"),
        ] {
            let url = Url::parse(url).expect("a URL of the table");
            assert_eq!(Domain::of_url(&url).as_ref().map(Domain::as_str), Some(expect), "{url}");
        }
    }
}
