//! The names that an item is known by, so that it is the same article in every feed of its publisher and at every poll.
use std::collections::HashMap;

use model::{Alias, Aliases, Domain, FeedDocument, FeedId, Item, NormalUrl};

mod address;
mod wrapper;

pub use address::address;

/// One set of names for each item, in order. The first name of a set fixes the article's id: link, URI guid, guid of
/// this feed, hash of title and text (ARCHITECTURE.md).
pub fn aliases(document: &FeedDocument, feed: &FeedId, domain: &Domain) -> Vec<Aliases> {
    let links: Vec<Option<NormalUrl>> = document.items.iter().map(link).collect();
    let items = || document.items.iter().zip(&links);
    // A link that two items of a body share names the page behind both (a live blog, the front page), a guid that two
    // links share names nothing. An item that stands twice in a body shares with itself.
    let shared_links = shared(items().filter_map(|(item, link)| Some((link.as_ref()?, part(item)))));
    let shared_guids = shared(items().filter_map(|(item, link)| Some((item.id.as_deref()?, link.as_ref()))));
    let own = |link: &&NormalUrl| !is_shared(&shared_links, *link) && !is_home(link, domain);
    let names = items().map(|(item, link)| {
        let guid = item.id.as_deref().filter(|guid| !is_shared(&shared_guids, *guid));
        of_item(item, link.as_ref().filter(own), guid, feed)
    });
    names.collect()
}

/// For each name, whether it stands beside different things.
fn shared<N: Copy + Eq + std::hash::Hash, T: PartialEq>(
    pairs: impl Iterator<Item = (N, T)>,
) -> HashMap<N, bool> {
    let mut first: HashMap<N, T> = HashMap::new();
    let mut shared = HashMap::new();
    for (name, thing) in pairs {
        let known = first.get(&name);
        let differs = known.is_some_and(|known| *known != thing);
        *shared.entry(name).or_default() |= differs;
        first.entry(name).or_insert(thing);
    }
    shared
}

fn is_shared<N: Eq + std::hash::Hash>(shared: &HashMap<N, bool>, name: N) -> bool {
    shared.get(&name).copied().unwrap_or(false)
}

/// What tells an item from another with the same link: its guid, else its title.
fn part(item: &Item) -> (Option<&str>, Option<&str>) {
    match item.id.as_deref() {
        Some(guid) => (Some(guid), None),
        None => (None, item.title.as_deref()),
    }
}

fn of_item(item: &Item, link: Option<&NormalUrl>, guid: Option<&str>, feed: &FeedId) -> Aliases {
    let uri = guid.and_then(uri_guid);
    let names = [
        link.map(|link| Alias::uri(link.as_str())),
        uri.as_deref().map(Alias::uri),
        guid.filter(|_| uri.is_none()).map(|guid| Alias::guid(feed, guid)),
    ];
    let mut names = names.into_iter().flatten();
    let first = names.next().unwrap_or_else(|| content(item));
    let mut aliases = Aliases::new(first);
    names.for_each(|name| aliases.add(name));
    aliases
}

fn link(item: &Item) -> Option<NormalUrl> {
    item.link.as_deref().and_then(address)
}

/// A link to a front page names no article.
fn is_home(link: &NormalUrl, domain: &Domain) -> bool {
    let (host, path) = link.as_str().split_once('/').unwrap_or((link.as_str(), ""));
    path.is_empty() && host == domain.as_str()
}

/// A guid that means the same in every feed: a URL, normalised, or `tag:`, `urn:` and their like as they stand.
fn uri_guid(guid: &str) -> Option<String> {
    if let Some(url) = address(guid) {
        return Some(url.as_str().to_owned());
    }
    let (scheme, rest) = guid.split_once(':')?;
    let known =
        ["tag", "urn", "uuid", "doi", "at", "ark"].iter().any(|known| scheme.eq_ignore_ascii_case(known));
    let plain = !rest.is_empty() && !rest.contains(char::is_whitespace);
    (known && plain).then(|| format!("{}:{rest}", scheme.to_ascii_lowercase()))
}

/// Never the title alone: "Correction" is not one article.
fn content(item: &Item) -> Alias {
    let text = item.content.first().map(|content| content.value.as_str()).or(item.summary.as_deref());
    let published = item.published.as_ref().map(|date| date.raw.as_str());
    let text = text.or(published).unwrap_or("");
    Alias::content(item.title.as_deref().unwrap_or(""), text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::feed::{FeedContext, read};

    #[track_caller]
    fn check(items: &str, expect: &[&[&str]]) {
        let body = format!("<rss version='2.0'><channel>{items}</channel></rss>");
        let document = read(body.as_bytes(), &FeedContext::default()).expect("a feed of the table");
        let found = aliases(&document, &FeedId::new("f"), &Domain::named("a.example"));
        let found: Vec<Vec<&str>> =
            found.iter().map(|names| names.iter().map(Alias::as_str).collect()).collect();
        assert_eq!(found, expect, "{items}");
    }

    #[test]
    fn links_guids_and_content() {
        check(
            "<item><link>http://a.example/1?utm_source=rss</link><guid isPermaLink='false'>7</guid></item>",
            &[&["u:a.example/1", "g:f\n7"]],
        );
        check("<item><guid>http://A.example/1/#x</guid></item>", &[&["u:a.example/1"]]);
        check(
            "<item><guid isPermaLink='false'>tag:a.example,2024:7</guid></item>",
            &[&["u:tag:a.example,2024:7"]],
        );
    }

    #[test]
    fn what_two_items_share_names_neither() {
        check(
            "<item><link>http://a.example/live</link><guid>7</guid></item>\
             <item><link>http://a.example/live</link><guid>8</guid></item>",
            &[&["g:f\n7"], &["g:f\n8"]],
        );
        check("<item><link>http://www.a.example/</link><guid>7</guid></item>", &[&["g:f\n7"]]);
        check(
            "<item><link>http://a.example/1</link><guid>0</guid></item>\
             <item><link>http://a.example/2</link><guid>0</guid></item>",
            &[&["u:a.example/1"], &["u:a.example/2"]],
        );
    }

    #[test]
    fn an_item_that_stands_twice_keeps_its_names() {
        let item = "<item><link>http://a.example/1</link><guid>7</guid></item>";
        check(&format!("{item}{item}"), &[&["u:a.example/1", "g:f\n7"], &["u:a.example/1", "g:f\n7"]]);
    }

    #[test]
    fn equal_titles_are_not_one_article() {
        let body = "<rss><item><title>Correction</title><description>One.</description></item>\
                    <item><title>Correction</title><description>Two.</description></item></rss>";
        let document = read(body.as_bytes(), &FeedContext::default()).expect("a feed");
        let found = aliases(&document, &FeedId::new("f"), &Domain::named("a.example"));
        assert_ne!(found[0], found[1]);
        assert!(found[0].first().as_str().starts_with("h:"));
    }
}
