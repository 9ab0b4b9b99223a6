//! URLs as sameness sees them: two links that differ only in what does not name another page are one.
use std::fmt;

use url::Url;

/// A URL without scheme, fragment, default port, user, `www.` and tracking parameters, host in lower case: `host/path?query`.
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
        let host = url.host_str()?.trim_end_matches('.').to_ascii_lowercase();
        // Mobile and AMP hosts stand for both forms, and no publisher shows different pages under them.
        let bare = host.strip_prefix("www.").filter(|bare| bare.contains('.'));
        let mut out = bare.unwrap_or(&host).to_owned();
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

fn names_a_page(pair: &str) -> bool {
    let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
    let (name, value) = (name.to_ascii_lowercase(), value.to_ascii_lowercase());
    let tracking = name.is_empty()
        || TRACKING_PREFIXES.iter().any(|prefix| name.starts_with(prefix))
        || TRACKING.contains(&&*name)
        || (CHANNELS.contains(&&*name) && CHANNEL_VALUES.contains(&&*value));
    !tracking
}

const TRACKING_PREFIXES: &[&str] =
    &["utm_", "at_", "mc_", "pk_", "mtm_", "ns_", "hsa_", "__twitter", "stm_", "itm_"];

/// Parameters that campaigns, shares and analytics add; the list follows what ClearURLs and browsers strip.
#[rustfmt::skip]
const TRACKING: &[&str] = &[
    "fbclid", "gclid", "gclsrc", "gbraid", "wbraid", "gad_source", "dclid", "msclkid", "yclid", "ysclid", "twclid",
    "ttclid", "li_fat_id", "igshid", "igsh", "ocid", "cmp", "cmpid", "icid", "intcmp", "ito", "smid", "smtyp", "partner",
    "emc", "sref", "ref_src", "ref_url", "referrer", "xtor", "rss", "feedtype", "feedname", "wprss", "ncid", "n_cid", "iref",
    "taid", "sr_share", "wt_mc", "wt_zmc", "maca", "mkt_tok", "s_cid", "s_kwcid", "ef_id", "_ga", "_gl", "spm", "guccounter",
    "guce_referrer", "guce_referrer_sig", "vero_id", "oly_anon_id", "oly_enc_id", "__s", "trk", "wickedid", "srsltid", "mibextid",
];

/// Parameters that may name a page, and do not when they name where the reader came from.
const CHANNELS: &[&str] =
    &["ref", "source", "src", "from", "via", "origin", "medium", "campaign", "share", "output"];

#[rustfmt::skip]
const CHANNEL_VALUES: &[&str] = &[
    "rss", "rss20", "rss2", "atom", "feed", "feeds", "feedburner", "sitemap", "google", "googlenews", "newsletter", "twitter", "tw",
    "facebook", "fb", "linkedin", "whatsapp", "telegram", "kakaotalk", "line", "naver", "social",
];

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
            ("https://www.news.example/1", Some("news.example/1")),
            ("https://www.example/1", Some("www.example/1")),
            ("https://news.example/1?from=RSS&Source=feed&gbraid=x", Some("news.example/1")),
            ("https://news.example/1?from=seoul&source=12", Some("news.example/1?from=seoul&source=12")),
            ("mailto:desk@news.example", None),
            ("/relative", None),
        ] {
            assert_eq!(NormalUrl::parse(text).as_ref().map(NormalUrl::as_str), expect, "{text}");
        }
    }
}
