//! Feeds of every format and in every state, each a few lines written here: what comes out of them.
use model::{FeedDocument, Timestamp};

use super::*;

mod broken;
mod formats;
mod fuzz;
mod hostile;
mod kept;
mod peer;
mod times;

const URL: &str = "https://news.example/feeds/all.xml";

fn document(body: &str) -> FeedDocument {
    bytes(body.as_bytes())
}

#[track_caller]
fn bytes(body: &[u8]) -> FeedDocument {
    let context = FeedContext { url: URL, ..FeedContext::default() };
    read(body, &context).expect("a feed")
}

/// Items as lines of `title | link | id | published`, `-` for nothing.
fn lines(document: &FeedDocument) -> Vec<String> {
    let text = |text: &Option<String>| text.clone().unwrap_or_else(|| "-".to_owned());
    let line = |item: &model::Item| {
        let date = item.published.as_ref().or(item.updated.as_ref()).map(|date| date.at.to_string());
        [text(&item.title), text(&item.link), text(&item.id), text(&date)].join(" | ")
    };
    document.items.iter().map(line).collect()
}

#[track_caller]
fn check(body: &str, expect: &[&str]) {
    assert_eq!(lines(&document(body)), expect, "{body}");
}

/// `items` in a channel of RSS 2.0.
fn rss(items: &str) -> String {
    format!("<rss version=\"2.0\"><channel><title>Desk</title>{items}</channel></rss>")
}

fn codes(document: &FeedDocument) -> Vec<&str> {
    document.warnings.iter().map(|warning| &*warning.code).collect()
}

#[test]
fn what_is_no_feed_says_what_it_is() {
    for (body, kind) in [
        ("", FeedErrorKind::Empty),
        (" \n\u{feff} ", FeedErrorKind::Empty),
        (
            "<!DOCTYPE html><html><head><title>Desk</title></head><body>News</body></html>",
            FeedErrorKind::Html,
        ),
        ("<html><body><p>404", FeedErrorKind::Html),
        ("Not found", FeedErrorKind::NotAFeed),
        ("<svg xmlns=\"http://www.w3.org/2000/svg\"><title>x</title></svg>", FeedErrorKind::NotAFeed),
        ("{\"error\": \"not found\"}", FeedErrorKind::NotAFeed),
        ("{\"version\": nonsense", FeedErrorKind::Unreadable),
    ] {
        let found = read(body.as_bytes(), &FeedContext::default());
        assert_eq!(found.map_err(|error| error.kind()), Err(kind), "{body}");
    }
}

#[test]
fn an_empty_channel_is_a_feed() {
    check("<rss version=\"2.0\"><channel></channel></rss>", &[]);
    check("<feed xmlns=\"http://www.w3.org/2005/Atom\"/>", &[]);
    check("{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"Desk\"}", &[]);
}

#[test]
fn the_view_has_the_keys_that_the_command_line_promises() {
    let view = view(&document(&rss("<item><title>A</title><pubDate>21 Nov 2019 10:21 GMT</pubDate></item>")));
    assert_eq!(view["title"], "Desk");
    assert_eq!(view["items"][0]["title"], "A");
    assert_eq!(view["items"][0]["published"], "2019-11-21T10:21:00.000Z");
    assert!(view["items"][0]["updated"].is_null());
}

fn at(text: &str) -> Timestamp {
    Timestamp::parse(text).expect("a time of the table")
}
