//! What stands at an address: a feed, an article's page, a front page, robots.txt, or what a test has put there.
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use http::HeaderMap;
use jiff::Timestamp;

use crate::clock::{http_date, now};
use crate::desk::{Address, Desk, Moved};
use crate::documents::Document;
use crate::encoding::Encoding;
use crate::fault::Faults;
use crate::hub::{Hub, HubManner, Parcel, Topic};
use crate::page::Page;
use crate::publisher::Validators;
use crate::render;
use crate::respond::names_tag;
use crate::traffic::Traffic;

/// What the server and the press's handle share.
#[derive(Default)]
pub(crate) struct Overrides {
    pub pages: HashMap<String, Page>,
    pub faults: Faults,
}

pub(crate) struct Shelf {
    desk: Mutex<Desk>,
    overrides: Mutex<Overrides>,
    pub hub: Hub,
    pub traffic: Traffic,
}

const ROBOTS: &str = "User-agent: *\nDisallow: /search\nDisallow: /support\n";

/// One pixel, so that a picture's address is not a broken link.
const PIXEL: &[u8] =
    b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff!\xf9\x04\x01\x00\x00\x00\x00,\
\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;";

impl Shelf {
    pub(crate) fn new(desk: Desk) -> Arc<Self> {
        let hub = Hub::new(desk.pushed.clone());
        Arc::new(Shelf {
            desk: Mutex::new(desk),
            overrides: Mutex::default(),
            hub,
            traffic: Traffic::default(),
        })
    }

    pub(crate) fn with_desk<T>(&self, act: impl FnOnce(&mut Desk) -> T) -> T {
        act(&mut self.desk.lock().unwrap_or_else(PoisonError::into_inner))
    }

    pub(crate) fn with_overrides<T>(&self, act: impl FnOnce(&mut Overrides) -> T) -> T {
        act(&mut self.overrides.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// The true answer for `host/path` to a request with these headers, and the coding that its publisher likes.
    pub(crate) fn page(&self, address: &str, headers: &HeaderMap) -> (Page, Option<Encoding>) {
        if let Some(page) = self.with_overrides(|overrides| overrides.pages.get(address).cloned()) {
            return (page, None);
        }
        self.with_desk(|desk| match desk.find(address) {
            Some(Address::Feed(place, document)) => {
                let encoding = desk.publishers[desk.channels[place].publisher].encoding;
                let page = feed(desk, place, document).unwrap_or_else(Page::not_found);
                let is_delta = desk.channels[place].feed.delta && document == Document::Current;
                (if is_delta { delta(desk, place, page, headers) } else { page }, encoding)
            }
            Some(Address::Moved(place, moved)) => (moved_to(desk, place, moved), None),
            Some(Address::Removed(status)) => (Page::plain(status), None),
            Some(Address::Article(place)) => {
                let encoding = desk.publishers[desk.articles[place].publisher].encoding;
                (article(desk, place), encoding)
            }
            Some(Address::Home(place)) => (Page::html(render::page::home(desk, place)), None),
            None => (other(desk, address), None),
        })
    }

    /// The hub's answer to a form; `None` closes the connection.
    pub(crate) fn ask_hub(&self, form: &[u8]) -> Option<Page> {
        self.hub.take(form, |url| {
            self.with_desk(|desk| {
                let channel = desk.topic(url)?;
                Some(Topic { channel, changes: desk.channels[channel].changes })
            })
        })
    }

    /// What the hub pushes to somebody who was told of a feed's changes up to this one.
    pub(crate) fn parcel(&self, place: usize, told: u64, manner: HubManner) -> Option<Parcel> {
        self.with_desk(|desk| {
            let page = feed(desk, place, Document::Current)?;
            let channel = &desk.channels[place];
            let (articles, body) = match manner {
                HubManner::Whole => (channel.articles_of(Document::Current)?, page.body.clone()),
                HubManner::Delta => {
                    let articles = channel.since(told);
                    let body = render::entries(desk, channel, Document::Current, &articles).body;
                    (articles, body)
                }
            };
            let header = |name| page.header(name).unwrap_or_default().to_owned();
            Some(Parcel {
                content_type: header("content-type"),
                link: header("link"),
                body,
                articles: articles.into_iter().map(|article| article as u64).collect(),
                change: channel.changes,
            })
        })
    }
}

/// A document of a feed, drawn once until the feed changes.
fn feed(desk: &mut Desk, place: usize, document: Document) -> Option<Page> {
    let rendered = match desk.channels[place].rendered.get(&document) {
        Some(rendered) => rendered.clone(),
        None => {
            let rendered = render::document(desk, &desk.channels[place], document)?;
            desk.channels[place].keep(document, rendered)
        }
    };
    let channel = &desk.channels[place];
    let feed = &channel.feed;
    let mut page = Page::new(200, rendered.content_type, rendered.body.clone());
    if feed.hub && document == Document::Current {
        let (hub, url) = (desk.hub_url(), desk.feed_url(channel));
        page = page.with("link", format!("<{hub}>; rel=\"hub\", <{url}>; rel=\"self\""));
    }
    if matches!(feed.validators, Validators::Both | Validators::Etag) {
        page = page.with("etag", &rendered.etag);
    }
    if matches!(feed.validators, Validators::Both | Validators::LastModified) {
        page = last_modified(page, channel.changed_at);
    }
    Some(match &feed.cache_control {
        Some(value) => page.with("cache-control", value),
        None => page,
    })
}

/// What is new since the ETag that the client holds, if it asks for that (RFC 3229, 4 and 10).
fn delta(desk: &Desk, place: usize, whole: Page, headers: &HeaderMap) -> Page {
    let channel = &desk.channels[place];
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let asks = text("a-im").split(',').any(|manipulation| manipulation.trim() == "feed");
    let held = |tag: &str| names_tag(text("if-none-match"), tag);
    let Some(changes) = channel.changes_at(held).filter(|changes| asks && *changes < channel.changes) else {
        return whole;
    };
    let body = render::entries(desk, channel, Document::Current, &channel.since(changes)).body;
    Page { status: 226, body, ..whole }.with("im", "feed")
}

fn moved_to(desk: &Desk, place: usize, moved: Moved) -> Page {
    match moved {
        Moved::Redirect(status) => Page::plain(status).with("location", desk.feed_url(&desk.channels[place])),
        Moved::Gone => Page::plain(410),
        Moved::NotFound => Page::not_found(),
    }
}

fn article(desk: &Desk, place: usize) -> Page {
    let article = &desk.articles[place];
    if article.withdrawn {
        return Page::new(
            410,
            "text/html; charset=utf-8",
            "<!doctype html><title>Gone</title><h1>This story is gone</h1>",
        );
    }
    let page = Page::new(200, "text/html; charset=utf-8", render::page::article(desk, article));
    let page = page.with("etag", format!("\"a{}-{}\"", article.number, article.revision()));
    last_modified(page, article.latest().shown_at)
}

/// A date says nothing about changes within its second, so it is left out until that second is over
/// (RFC 9110, 8.8.2.2): else a client would rightly miss the second change of a second.
fn last_modified(page: Page, changed_at: Timestamp) -> Page {
    if now().as_second() > changed_at.as_second() {
        page.with("last-modified", http_date(changed_at))
    } else {
        page
    }
}

fn other(desk: &Desk, address: &str) -> Page {
    let (host, path) = address.split_once('/').unwrap_or((address, ""));
    let Some(publisher) = desk.publishers.iter().position(|publisher| publisher.domain == host) else {
        return Page::not_found();
    };
    match path {
        "robots.txt" => Page::text(robots(desk, publisher)),
        path if path.starts_with("photo/") => Page::new(200, "image/gif", PIXEL),
        "static/site.css" => Page::new(200, "text/css", "body{font-family:serif}"),
        _ => Page::not_found(),
    }
}

/// The rules of the house, and where its sitemaps are (RFC 9309, 2.2.4).
fn robots(desk: &Desk, publisher: usize) -> String {
    let sitemaps = desk.channels_of(publisher).filter(|channel| channel.feed.format.is_sitemap());
    sitemaps.fold(ROBOTS.to_owned(), |text, channel| text + &format!("Sitemap: {}\n", desk.feed_url(channel)))
}
