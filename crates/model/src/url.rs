//! URLs as sameness sees them: two links that differ only in what does not name another page are one.
use std::fmt;

use url::Url;

/// A URL without scheme, fragment, default port, user and tracking parameters, host in lower case: `host/path?query`.
///
/// It names an article and is never fetched. The path keeps its case and its trailing slash is dropped.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NormalUrl(String);

impl NormalUrl {
    /// `None` unless it is an absolute `http` or `https` URL with a host.
    pub fn parse(text: &str) -> Option<Self> {
        Self::of(&Url::parse(text.trim()).ok()?)
    }

    pub fn of(url: &Url) -> Option<Self> {
        if !matches!(url.scheme(), "http" | "https") {
            return None;
        }
        let mut out = url.host_str()?.trim_end_matches('.').to_ascii_lowercase();
        if let Some(port) = url.port() {
            out.push_str(&format!(":{port}"));
        }
        out.push_str(match url.path().trim_end_matches('/') {
            "" => "/",
            path => path,
        });
        let kept: Vec<&str> =
            url.query().unwrap_or("").split('&').filter(|pair| names_a_page(pair)).collect();
        if !kept.is_empty() {
            out.push('?');
            out.push_str(&kept.join("&"));
        }
        Some(NormalUrl(out))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for NormalUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Parameters that campaigns, shares and analytics add; the list follows what ClearURLs and browsers strip.
fn names_a_page(pair: &str) -> bool {
    let name = pair.split('=').next().unwrap_or("").to_ascii_lowercase();
    let tracking = name.is_empty()
        || ["utm_", "at_", "mc_", "pk_", "mtm_", "ns_", "hsa_", "__twitter"]
            .iter()
            .any(|prefix| name.starts_with(prefix))
        || matches!(
            name.as_str(),
            "fbclid"
                | "gclid"
                | "dclid"
                | "msclkid"
                | "yclid"
                | "igshid"
                | "ocid"
                | "cmp"
                | "cmpid"
                | "ito"
                | "smid"
                | "smtyp"
                | "partner"
                | "ref_src"
                | "ref_url"
                | "referrer"
                | "xtor"
                | "rss"
                | "feedtype"
                | "feedname"
                | "ncid"
                | "taid"
                | "sr_share"
                | "wt_mc"
                | "mkt_tok"
                | "s_cid"
                | "_ga"
                | "_gl"
                | "spm"
                | "guccounter"
        );
    !tracking
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_names_a_page_counts() {
        for (text, expect) in [
            ("HTTP://News.Example:80/a/B/?utm_source=rss&id=7#top", Some("news.example/a/B?id=7")),
            ("https://news.example/a/B?id=7", Some("news.example/a/B?id=7")),
            ("https://user:pw@news.example:8443", Some("news.example:8443/")),
            ("https://news.example/?fbclid=x&&", Some("news.example/")),
            ("https://news.example/view?rss=y&article=12&cmp=z", Some("news.example/view?article=12")),
            ("mailto:desk@news.example", None),
            ("/relative", None),
        ] {
            assert_eq!(NormalUrl::parse(text).as_ref().map(NormalUrl::as_str), expect, "{text}");
        }
    }
}
