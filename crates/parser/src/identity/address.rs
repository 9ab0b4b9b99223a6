//! One address for one article: unwraps links that redirect, and takes AMP and mobile forms back to the page they show.
//!
//! Only forms that are known to show the same article count. The result names an article and is never fetched.
use model::NormalUrl;
use url::{Host, Url};

/// The address that a link stands for. `None` unless it is an absolute `http` or `https` URL.
pub fn address(link: &str) -> Option<NormalUrl> {
    let mut url = Url::parse(link.trim()).ok()?;
    // A wrapper in a wrapper is seen, a third never.
    for _ in 0..2 {
        let Some(inner) = wrapped(&url) else { break };
        url = inner;
    }
    let url = unmobile(unamp(url));
    NormalUrl::of(&url)
}

/// What a wrapper for counting clicks leads to.
fn wrapped(url: &Url) -> Option<Url> {
    let host = url.host_str()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    let names: &[&str] = match (host, url.path()) {
        (google, "/url") if google.starts_with("google.") => &["url", "q"],
        ("news.google.com", "/news/url") => &["url"],
        ("l.facebook.com" | "lm.facebook.com", "/l.php") | ("l.instagram.com", "/") => &["u"],
        ("t.umblr.com", "/redirect") => &["z"],
        ("bing.com", "/news/apiclick.aspx") => &["url"],
        ("out.reddit.com", _) => &["url"],
        ("youtube.com", "/redirect") => &["q"],
        ("r.search.yahoo.com", path) => return absolute(&between(path, "/RU=", "/RK")?),
        ("cdn.ampproject.org", _) => return ampproject(url.path()),
        (cdn, _) if cdn.ends_with(".cdn.ampproject.org") => return ampproject(url.path()),
        _ => return None,
    };
    let value = url.query_pairs().find(|(name, _)| names.contains(&&**name))?.1;
    absolute(&value)
}

fn absolute(text: &str) -> Option<Url> {
    Url::parse(text).ok().filter(|url| matches!(url.scheme(), "http" | "https"))
}

fn between(text: &str, start: &str, end: &str) -> Option<String> {
    let inner = text.split_once(start)?.1.split_once(end)?.0;
    let decoded = url::form_urlencoded::parse(inner.as_bytes()).next()?.0.into_owned();
    Some(decoded)
}

/// The AMP cache: `/c/s/host/path`, `s` for https, `c` content, `v` viewer.
fn ampproject(path: &str) -> Option<Url> {
    let rest = path.strip_prefix("/c/").or_else(|| path.strip_prefix("/v/"))?;
    match rest.strip_prefix("s/") {
        Some(rest) => absolute(&format!("https://{rest}")),
        None => absolute(&format!("http://{rest}")),
    }
}

fn unamp(mut url: Url) -> Url {
    let is_amp = |name: &str, value: &str| {
        (name == "amp" && matches!(value, "" | "1" | "true")) || (name == "outputType" && value == "amp")
    };
    if url.query_pairs().any(|(name, value)| is_amp(&name, &value)) {
        let kept: Vec<String> = url
            .query()
            .unwrap_or("")
            .split('&')
            .filter(|pair| {
                let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
                !is_amp(name, value)
            })
            .map(str::to_owned)
            .collect();
        url.set_query(Some(kept.join("&").as_str()).filter(|query| !query.is_empty()));
    }
    let path = url.path().trim_end_matches('/');
    let bare =
        path.strip_suffix("/amp").or_else(|| path.strip_suffix(".amp")).or_else(|| path.strip_prefix("/amp"));
    // "/amp" alone is a section, and "/ampere" no AMP at all.
    let bare = bare.filter(|bare| bare.len() > 1 && (path.ends_with("amp") || bare.starts_with('/')));
    if let Some(bare) = bare.map(str::to_owned) {
        url.set_path(&bare);
    }
    with_host(url, |host| host.strip_prefix("amp.").map(str::to_owned))
}

/// "m.a.example", "mobile.a.example", Korean "m-en.a.example" and "m.en.a.example".
fn unmobile(url: Url) -> Url {
    with_host(url, |host| {
        let bare = ["m.", "mobile.", "touch."].iter().find_map(|prefix| host.strip_prefix(prefix));
        bare.map(str::to_owned).or_else(|| host.strip_prefix("m-").map(str::to_owned))
    })
}

/// The URL at the host that `change` makes of a host name with more than a registrable domain.
fn with_host(mut url: Url, change: impl Fn(&str) -> Option<String>) -> Url {
    let Some(Host::Domain(host)) = url.host() else { return url };
    if let Some(changed) = change(host).filter(|changed| changed.contains('.')) {
        let _ = url.set_host(Some(&changed)); // a host that cannot be set stays what it was
    }
    url
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrappers_amp_and_mobile_forms_are_one_article() {
        for (link, expect) in [
            ("https://www.google.com/url?rct=j&url=https://a.example/1&ct=ga", "a.example/1"),
            ("https://l.facebook.com/l.php?u=https%3A%2F%2Fa.example%2F1&h=x", "a.example/1"),
            ("https://a-example.cdn.ampproject.org/c/s/a.example/1", "a.example/1"),
            ("https://a.example/1/amp/", "a.example/1"),
            ("https://a.example/1?amp=1&id=2", "a.example/1?id=2"),
            ("https://a.example/amp/news/1", "a.example/news/1"),
            ("https://amp.a.example/1", "a.example/1"),
            ("https://m.a.example/1", "a.example/1"),
            ("https://m-en.a.example/view/1", "en.a.example/view/1"),
            ("https://a.example/1?utm_source=rss", "a.example/1"),
        ] {
            assert_eq!(address(link).as_ref().map(NormalUrl::as_str), Some(expect), "{link}");
        }
    }

    #[test]
    fn what_only_looks_alike_stays() {
        for (link, expect) in [
            ("https://a.example/amp", "a.example/amp"),
            ("https://a.example/ampere-law", "a.example/ampere-law"),
            ("https://a.example/go?url=https://b.example/1", "a.example/go?url=https://b.example/1"),
            ("https://m.example/1", "m.example/1"),
            ("https://www.google.com/url?url=javascript:x", "www.google.com/url?url=javascript:x"),
            ("https://a.example/?amp=5", "a.example/?amp=5"),
        ] {
            assert_eq!(address(link).as_ref().map(NormalUrl::as_str), Some(expect), "{link}");
        }
        assert_eq!(address("tag:a.example,2024:1"), None);
    }
}
