//! One address for one article: unwraps links that redirect, and takes AMP and mobile forms back to the page they show.
//!
//! Only forms that are known to show the same article count. The result names an article and is never fetched.
use model::NormalUrl;
use url::{Host, Url};

use super::wrapper::unwrapped;

/// The address that a link stands for. `None` unless it is an absolute `http` or `https` URL.
pub fn address(link: &str) -> Option<NormalUrl> {
    let mut url = Url::parse(link.trim()).ok()?;
    // A wrapper in a wrapper is seen, a third never.
    for _ in 0..2 {
        let Some(inner) = unwrapped(&url) else { break };
        url = inner;
    }
    let url = unmobile(unamp(url));
    NormalUrl::of(&url)
}

fn unamp(url: Url) -> Url {
    let mut url = without_parameters(url, |name, value| match name {
        "amp" => matches!(value, "" | "1" | "true"),
        "outputType" | "output" | "view" | "tpl" => value == "amp",
        // What viewers of AMP pages add.
        "amp_js_v" | "amp_gsa" | "usqp" | "amp_tf" | "aoh" => true,
        _ => false,
    });
    let path = url.path().trim_end_matches('/');
    if let Some(bare) = path.strip_suffix(".amp.html").filter(|bare| !bare.ends_with('/')) {
        let bare = format!("{bare}.html");
        url.set_path(&bare);
        return with_host(url, |host| host.strip_prefix("amp.").map(str::to_owned));
    }
    let ends = ["/amp", "/amp.html", "/amp/index.html", ".amp"];
    let bare = ends.iter().find_map(|end| path.strip_suffix(end)).or_else(|| {
        // "/ampere" is no AMP at all.
        path.strip_prefix("/amp").filter(|rest| rest.starts_with('/'))
    });
    // "/amp" alone is a section.
    if let Some(bare) = bare.filter(|bare| bare.len() > 1).map(str::to_owned) {
        url.set_path(&bare);
    }
    with_host(url, |host| host.strip_prefix("amp.").map(str::to_owned))
}

/// "m.a.example", "mobile.a.example", Korean "m-en.a.example" and "m.en.a.example", "en.m.a.example".
fn unmobile(url: Url) -> Url {
    let url = match url.host_str().is_some_and(|host| host.contains(".blogspot.")) {
        true => without_parameters(url, |name, value| name == "m" && matches!(value, "0" | "1")),
        false => url,
    };
    with_host(url, |host| {
        let bare = ["m.", "mobile.", "touch.", "www.m."].iter().find_map(|prefix| host.strip_prefix(prefix));
        bare.or_else(|| host.strip_prefix("m-")).map(str::to_owned).or_else(|| {
            let (first, rest) = host.split_once(".m.")?;
            (!first.contains('.')).then(|| format!("{first}.{rest}"))
        })
    })
}

/// The URL without the parameters of the query that `goes`.
fn without_parameters(mut url: Url, goes: impl Fn(&str, &str) -> bool) -> Url {
    let of_pair = |pair: &str| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        goes(name, value)
    };
    let Some(query) = url.query().filter(|query| query.split('&').any(of_pair)) else { return url };
    let kept: Vec<&str> = query.split('&').filter(|pair| !of_pair(pair)).collect();
    let kept = Some(kept.join("&")).filter(|query| !query.is_empty());
    url.set_query(kept.as_deref());
    url
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

    #[track_caller]
    fn check(link: &str, expect: &str) {
        assert_eq!(address(link).as_ref().map(NormalUrl::as_str), Some(expect), "{link}");
    }

    #[test]
    fn amp_forms_are_the_page_they_show() {
        for link in [
            "https://a.example/1/amp/",
            "https://a.example/1.amp",
            "https://a.example/1/amp.html",
            "https://a.example/1/amp/index.html",
            "https://a.example/amp/1",
            "https://amp.a.example/1",
            "https://a.example/1?amp",
            "https://a.example/1?amp=1",
            "https://a.example/1?outputType=amp",
            "https://a.example/1?amp_js_v=a6&amp_gsa=1&usqp=mq331AQ",
        ] {
            check(link, "a.example/1");
        }
        check("https://a.example/news/1.amp.html", "a.example/news/1.html");
        check("https://a.example/1?amp=1&id=2", "a.example/1?id=2");
        check("https://a.example/1?id=a%20b&amp", "a.example/1?id=a%20b");
    }

    #[test]
    fn mobile_forms_are_the_page_they_show() {
        for (link, expect) in [
            ("https://m.a.example/1", "a.example/1"),
            ("https://mobile.a.example/1", "a.example/1"),
            ("https://www.m.a.example/1", "a.example/1"),
            ("https://m-en.a.example/view/1", "en.a.example/view/1"),
            ("https://m.en.a.example/view/1", "en.a.example/view/1"),
            ("https://en.m.a.example/view/1", "en.a.example/view/1"),
            ("https://desk.blogspot.example/1.html?m=1", "desk.blogspot.example/1.html"),
            ("https://www.a.example/1", "a.example/1"),
        ] {
            check(link, expect);
        }
    }

    #[test]
    fn what_only_looks_alike_stays() {
        for (link, expect) in [
            ("https://a.example/amp", "a.example/amp"),
            ("https://a.example/ampere-law", "a.example/ampere-law"),
            ("https://a.example/lamp", "a.example/lamp"),
            ("https://a.example/.amp.html", "a.example/.amp.html"),
            ("https://a.example/go?url=https://b.example/1", "a.example/go?url=https://b.example/1"),
            ("https://m.example/1", "m.example/1"),
            ("https://mail.a.example/1", "mail.a.example/1"),
            ("https://a.b.m.example/1", "a.b.m.example/1"),
            ("https://a.example/1?m=1", "a.example/1?m=1"),
            ("https://a.example/?amp=5", "a.example/?amp=5"),
            ("https://a.example/?view=list", "a.example/?view=list"),
        ] {
            check(link, expect);
        }
        assert_eq!(address("tag:a.example,2024:1"), None);
    }
}
