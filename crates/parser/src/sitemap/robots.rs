//! The sitemaps that a site names in its robots.txt.
use url::Url;

/// Big publishers name some dozens.
const MOST: usize = 500;

/// The `Sitemap:` lines of a robots.txt, in order. The field stands outside of groups (sitemaps.org, "Informing search
/// engine crawlers"); its URL should be absolute and is resolved against `base` where it is not.
pub fn of_robots(text: &str, base: &Url) -> Vec<Url> {
    let mut found: Vec<Url> = Vec::new();
    for line in text.trim_start_matches('\u{feff}').split(['\n', '\r']) {
        let Some((name, value)) = line.split_once(':') else { continue };
        // RFC 9309 §2.2: `#` begins a comment. What stands behind it in a URL is a fragment, and no part of an address.
        let value = value.split('#').next().unwrap_or("").trim();
        if !name.trim().eq_ignore_ascii_case("sitemap") || value.is_empty() || found.len() == MOST {
            continue;
        }
        let Ok(url) = base.join(value) else { continue };
        if matches!(url.scheme(), "http" | "https") && !found.contains(&url) {
            found.push(url);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lines_that_name_a_sitemap() {
        for (text, expect) in [
            ("Sitemap: https://a.example/news.xml", &["https://a.example/news.xml"] as &[&str]),
            (
                "\u{feff}User-agent: *\r\nDisallow: /x\r\nSITEMAP :  /a.xml # daily\r\nsitemap:b.xml.gz\r\n",
                &["https://www.a.example/a.xml", "https://www.a.example/b.xml.gz"],
            ),
            ("sitemap: https://a.example/1\nsitemap: https://a.example/1", &["https://a.example/1"]),
            ("Sitemap: http://127.0.0.1/x", &["http://127.0.0.1/x"]), // the fetcher's guard judges it, as any other
            ("# Sitemap: https://a.example/1\nSitemap:\nSitemaps: /x\nSitemap: ftp://a.example/x", &[]),
            ("Sitemap https://a.example/1", &[]),
            ("", &[]),
        ] {
            let base = Url::parse("https://www.a.example/robots.txt").expect("a URL");
            let found = of_robots(text, &base);
            assert_eq!(found.iter().map(Url::as_str).collect::<Vec<_>>(), expect, "{text}");
        }
    }
}
