//! Links that lead through a counter, a checker or a cache, and say in themselves where they lead.
use data_encoding::BASE64URL_NOPAD;
use url::Url;

/// Where a wrapping link leads; `None` for a link that wraps none, or does not say.
pub fn unwrapped(url: &Url) -> Option<Url> {
    let host = url.host_str()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    let path = url.path();
    match host {
        google if is_google(google) => match path.strip_prefix("/amp/") {
            Some(rest) => return of_cache(url, rest),
            None if path == "/url" => return parameter(url, &["url", "q"]),
            None => {}
        },
        "news.google.com" => return of_google_news(url),
        "r.search.yahoo.com" => return absolute(&decoded(between(path, "/RU=", "/R")?)),
        "href.li" | "anonym.to" | "dereferer.me" => return absolute(url.query()?),
        cdn if cdn == "cdn.ampproject.org" || cdn.ends_with(".cdn.ampproject.org") => {
            return of_cache(url, path.strip_prefix("/c/").or_else(|| path.strip_prefix("/v/"))?);
        }
        cdn if cdn == "bing-amp.com" || cdn.ends_with(".bing-amp.com") => {
            return of_cache(url, path.strip_prefix("/c/")?);
        }
        _ => {}
    }
    let is_host =
        |wanted: &str| host == wanted || wanted.strip_prefix('*').is_some_and(|end| host.ends_with(end));
    let (.., name) = WRAPPERS
        .iter()
        .find(|(wanted, at, _)| is_host(wanted) && (*at == "*" || path.trim_end_matches('/') == *at))?;
    parameter(url, &[name])
}

/// Host (`*.` for any below), path without its last slash (`*` for any), and the parameter that says where to.
const WRAPPERS: &[(&str, &str, &str)] = &[
    ("l.facebook.com", "/l.php", "u"),
    ("lm.facebook.com", "/l.php", "u"),
    ("l.messenger.com", "/l.php", "u"),
    ("l.instagram.com", "", "u"),
    ("l.threads.net", "", "u"),
    ("l.threads.com", "", "u"),
    ("l.wl.co", "/l", "u"),
    ("t.umblr.com", "/redirect", "z"),
    ("out.reddit.com", "*", "url"),
    ("youtube.com", "/redirect", "q"),
    ("linkedin.com", "/redir/redirect", "url"),
    ("linkedin.com", "/safety/go", "url"),
    ("slack-redir.net", "/link", "url"),
    ("vk.com", "/away.php", "to"),
    ("away.vk.com", "/away.php", "to"),
    ("ok.ru", "/dk", "st.link"),
    ("bing.com", "/news/apiclick.aspx", "url"),
    ("duckduckgo.com", "/l", "uddg"),
    ("getpocket.com", "/redirect", "url"),
    ("disq.us", "/url", "url"),
    ("go.redirectingat.com", "", "url"),
    ("go.skimresources.com", "", "url"),
    ("steamcommunity.com", "/linkfilter", "u"),
    ("*.safelinks.protection.outlook.com", "", "url"),
    ("click.linksynergy.com", "/deeplink", "murl"),
];

fn is_google(host: &str) -> bool {
    let rest = host.strip_prefix("google.");
    // "google.com", "google.co.kr"; not "google.a.example".
    rest.is_some_and(|rest| rest.split('.').all(|label| label.len() <= 3) && rest.matches('.').count() <= 1)
}

fn parameter(url: &Url, names: &[&str]) -> Option<Url> {
    let value = url.query_pairs().find(|(name, _)| names.contains(&&**name))?.1;
    // Disqus puts a checksum behind the address.
    let value = if url.host_str() == Some("disq.us") { value.rsplit_once(':')?.0.into() } else { value };
    absolute(&value)
}

fn absolute(text: &str) -> Option<Url> {
    Url::parse(text).ok().filter(|url| matches!(url.scheme(), "http" | "https"))
}

fn between<'t>(text: &'t str, start: &str, end: &str) -> Option<&'t str> {
    Some(text.split_once(start)?.1.split_once(end)?.0)
}

fn decoded(text: &str) -> String {
    // The encoding of forms but for its blanks, which a path has as they are.
    let escaped = text.replace('+', "%2B");
    url::form_urlencoded::parse(escaped.replace('&', "%26").as_bytes())
        .map(|(name, value)| if value.is_empty() { name.into_owned() } else { format!("{name}={value}") })
        .collect()
}

/// A cache of AMP pages: `s/host/path` for https, `host/path` for http. The page's query is the cache's own, or a part of
/// the path.
fn of_cache(url: &Url, rest: &str) -> Option<Url> {
    let (scheme, rest) = rest.strip_prefix("s/").map_or(("http", rest), |rest| ("https", rest));
    let query = url.query().map(|query| format!("?{query}")).unwrap_or_default();
    absolute(&format!("{scheme}://{rest}{query}").replacen("%3F", "?", 1).replacen("%3f", "?", 1))
}

/// Google News: `/news/url?url=` in old feeds; in younger ones the address stands in the Base64 of a message behind
/// `articles/`. The youngest (since 2024) say nothing.
fn of_google_news(url: &Url) -> Option<Url> {
    if url.path() == "/news/url" {
        return parameter(url, &["url"]);
    }
    let (_, packed) = url.path().split_once("/articles/")?;
    let message = BASE64URL_NOPAD.decode(packed.trim_end_matches('=').as_bytes()).ok()?;
    let start = memchr::memmem::find(&message, b"http")?;
    let rest = message.get(start..)?;
    // In front stands the length, in one byte or two (protobuf).
    let length = match message.get(start.checked_sub(2)?..start)? {
        [low, high] if *low >= 0x80 && *high == 1 => usize::from(*low),
        [_, length] => usize::from(*length),
        _ => return None,
    };
    absolute(std::str::from_utf8(rest.get(..length)?).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(link: &str, expect: Option<&str>) {
        let url = Url::parse(link).expect("a URL of the table");
        assert_eq!(unwrapped(&url).as_ref().map(Url::as_str), expect, "{link}");
    }

    #[test]
    fn wrappers_say_where_they_lead() {
        let to = "https%3A%2F%2Fa.example%2F1%3Fx%3D2";
        for link in [
            format!("https://www.google.com/url?rct=j&url={to}&ct=ga"),
            format!("https://www.google.co.kr/url?q={to}"),
            format!("https://l.facebook.com/l.php?u={to}&h=x"),
            format!("https://l.instagram.com/?u={to}"),
            format!("https://t.umblr.com/redirect?z={to}"),
            format!("https://www.youtube.com/redirect?q={to}"),
            format!("https://www.linkedin.com/safety/go?url={to}&trk=x"),
            format!("https://slack-redir.net/link?url={to}"),
            format!("https://vk.com/away.php?to={to}"),
            format!("https://duckduckgo.com/l/?uddg={to}"),
            format!("https://www.bing.com/news/apiclick.aspx?ref=x&url={to}"),
            format!("https://eur01.safelinks.protection.outlook.com/?url={to}&data=x"),
            format!("https://r.search.yahoo.com/_ylt=x/RV=2/RE=1/RO=10/RU={to}/RK=2/RS=x"),
            format!("https://disq.us/url?url={to}%3Achecksum"),
            format!("https://out.reddit.com/t3_x?url={to}"),
            format!("http://news.google.com/news/url?sa=t&url={to}"),
            "https://href.li/?https://a.example/1?x=2".to_owned(),
            "https://www.google.com/amp/s/a.example/1".to_owned() + "%3Fx=2",
        ] {
            let found =
                unwrapped(&Url::parse(&link).expect("a URL")).map(|url| url.to_string().replace("%3F", "?"));
            assert_eq!(found.as_deref(), Some("https://a.example/1?x=2"), "{link}");
        }
        check("https://a-example.cdn.ampproject.org/c/s/a.example/1", Some("https://a.example/1"));
        check("https://cdn.ampproject.org/v/a.example/1", Some("http://a.example/1"));
        check("https://a-example.bing-amp.com/c/s/a.example/1", Some("https://a.example/1"));
    }

    #[test]
    fn google_news_packs_the_address() {
        let packed = |url: &str| {
            let mut message = vec![0x08, 0x13, 0x22];
            if url.len() >= 0x80 {
                message.extend([u8::try_from(url.len()).expect("a short URL"), 1]);
            } else {
                message.push(u8::try_from(url.len()).expect("a short URL"));
            }
            message.extend(url.as_bytes());
            message.extend([0xD2, 0x01, 0x00]);
            format!("https://news.google.com/rss/articles/{}?oc=5", BASE64URL_NOPAD.encode(&message))
        };
        let long = format!("https://a.example/{}", "x".repeat(150));
        for url in ["https://a.example/1", &long] {
            check(&packed(url), Some(url));
        }
        check("https://news.google.com/rss/articles/CBMiX0FVX3lxTE0", None);
        check("https://news.google.com/articles/!", None);
        check("https://news.google.com/rss?hl=en", None);
    }

    #[test]
    fn what_only_looks_alike_wraps_nothing() {
        for link in [
            "https://a.example/go?url=https://b.example/1",
            "https://www.google.com/url?url=javascript:x",
            "https://www.google.com/search?q=https://b.example/1",
            "https://google.a.example/url?q=https://b.example/1",
            "https://facebook.com/l.php?u=https://b.example/1",
            "https://notsafelinks.protection.outlook.com/?url=https://b.example/1",
            "https://href.li/about",
            "https://www.google.com/amp/",
        ] {
            check(link, None);
        }
    }
}
