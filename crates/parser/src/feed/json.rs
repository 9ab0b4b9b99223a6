//! JSON Feed 1.0 and 1.1, read leniently: commas too many or too few, escapes that are none, a cut end.
use model::{
    FeedDocument, FeedHints, Item, Warning,
    feed::{Category, Channel, Content, Enclosure, FeedFormat, Link, Media, Person},
};
use serde::de::IgnoredAny;
use serde_json::{Map, Value};

use super::{FeedContext, FeedError, date, language_tag, markup, uri};

mod parts;
mod repair;

type Object = Map<String, Value>;

/// A field of the feed larger than this is no title.
const FIELD: usize = 64 * 1024;
/// An item larger than this is no article.
const ITEM: usize = 4 * 1024 * 1024;

pub fn read(text: &str, context: &FeedContext<'_>) -> Result<FeedDocument, FeedError> {
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let parts = parts::split(text);
    let mut state = State { budget: text.len() + 64 * 1024, repaired: parts.odd };
    let mut feed = Object::new();
    for (key, value) in parts.head.into_iter().filter(|(_, value)| value.len() <= FIELD) {
        if let Some(value) = state.parse(value) {
            feed.insert(key.to_owned(), value);
        }
    }
    let version = string(&feed, "version").unwrap_or_default();
    if parts.items.is_none() && !version.contains("jsonfeed.org") {
        let broken = serde_json::from_str::<IgnoredAny>(text).err();
        return Err(broken.map_or(FeedError::NotAFeed, |error| FeedError::Unreadable(error.to_string())));
    }
    let raw = parts.items.unwrap_or_default();
    let mut items: Vec<Item> = Vec::new();
    let mut unreadable = 0;
    for item in raw.iter().filter(|item| item.len() <= ITEM) {
        match state.parse(item) {
            Some(Value::Object(item)) => items.push(state.item(&item, context.url)),
            _ => unreadable += 1,
        }
    }
    unreadable += raw.iter().filter(|item| item.len() > ITEM).count();
    let mut warnings = Vec::new();
    let mut warn = |code, count: usize, what: &str| {
        if count > 0 {
            warnings.push(Warning::with(code, format!("{count} {what}")));
        }
    };
    warn("items-unreadable", unreadable, "items are no objects");
    warn("items-left-out", parts.left_out, "items beyond the limit");
    if state.repaired {
        warnings.push(Warning::new("json-repaired"));
    }
    if parts.cut {
        warnings.push(Warning::new("truncated"));
    }
    Ok(FeedDocument {
        format: FeedFormat::Json,
        channel: read_channel(&feed, context),
        items,
        hints: read_hints(&feed, context.url),
        warnings,
    })
}

/// What is kept while a feed is read.
struct State {
    /// How many bytes resolved links may still add.
    budget: usize,
    repaired: bool,
}

impl State {
    /// A piece as it stands, or repaired.
    fn parse(&mut self, text: &str) -> Option<Value> {
        if let Ok(value) = serde_json::from_str(text) {
            return Some(value);
        }
        let value = serde_json::from_str(&repair::repair(text)).ok();
        self.repaired |= value.is_some();
        value
    }

    fn item(&mut self, item: &Object, base: &str) -> Item {
        let link = url(item, "url", base).or_else(|| url(item, "external_url", base));
        // Links in the text are relative to the page that shows it.
        let page = link.as_deref().unwrap_or(base);
        let html =
            string(item, "content_html").map(|html| markup::tidy(&html, page, &mut self.budget).into_owned());
        let content = html
            .map(|value| (value, "text/html"))
            .or_else(|| string(item, "content_text").map(|value| (value, "text/plain")));
        let image = url(item, "image", base).or_else(|| url(item, "banner_image", base));
        Item {
            id: string(item, "id"),
            links: self::link(link.as_deref(), "alternate").into_iter().collect(),
            link,
            title: string(item, "title"),
            summary: string(item, "summary"),
            content: content
                .map(|(value, kind)| Content { value, media_type: Some(kind.to_owned()) })
                .into_iter()
                .collect(),
            published: string(item, "date_published").and_then(|text| date::parse(&text, None)),
            updated: string(item, "date_modified").and_then(|text| date::parse(&text, None)),
            language: string(item, "language").and_then(|tag| language_tag(&tag)),
            authors: authors(item),
            categories: list(item, "tags").iter().filter_map(Value::as_str).map(category).collect(),
            enclosures: list(item, "attachments")
                .iter()
                .filter_map(Value::as_object)
                .filter_map(|o| enclosure(o, base))
                .collect(),
            media: image.map(|url| Media { url: Some(url), ..Media::default() }).into_iter().collect(),
            ..Item::default()
        }
    }
}

fn read_channel(feed: &Object, context: &FeedContext<'_>) -> Channel {
    let home = url(feed, "home_page_url", context.url);
    let own = url(feed, "feed_url", context.url);
    let links = [link(home.as_deref(), "alternate"), link(own.as_deref(), "self")];
    Channel {
        id: own,
        title: string(feed, "title"),
        subtitle: string(feed, "description"),
        link: home,
        links: links.into_iter().flatten().collect(),
        language: string(feed, "language")
            .or(context.content_language.map(str::to_owned))
            .and_then(|tag| language_tag(&tag)),
        logo: url(feed, "icon", context.url),
        icon: url(feed, "favicon", context.url),
        authors: authors(feed),
        ..Channel::default()
    }
}

fn read_hints(feed: &Object, base: &str) -> FeedHints {
    let hubs = feed.get("hubs").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    FeedHints {
        hubs: hubs
            .iter()
            .filter_map(Value::as_object)
            .filter_map(|hub| string(hub, "url"))
            .take(10)
            .collect(),
        self_url: url(feed, "feed_url", base),
        next_page: url(feed, "next_url", base),
        ..FeedHints::default()
    }
}

/// Version 1.0 has `author`, 1.1 `authors`.
fn authors(object: &Object) -> Vec<Person> {
    let one = object.get("author").into_iter();
    let people = one.chain(list(object, "authors")).filter_map(Value::as_object).map(|author| Person {
        name: string(author, "name"),
        email: None,
        url: string(author, "url"),
    });
    let mut known: Vec<Person> = Vec::new();
    people.for_each(|person| {
        if person != Person::default() && !known.contains(&person) {
            known.push(person);
        }
    });
    known
}

fn category(tag: &str) -> Category {
    Category { term: Some(tag.to_owned()), ..Category::default() }
}

fn enclosure(attachment: &Object, base: &str) -> Option<Enclosure> {
    Some(Enclosure {
        url: url(attachment, "url", base)?,
        media_type: string(attachment, "mime_type"),
        length: attachment.get("size_in_bytes").and_then(Value::as_u64),
    })
}

fn list<'v>(object: &'v Object, name: &str) -> &'v [Value] {
    let all = object.get(name).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    all.get(..super::read::LIST).unwrap_or(all)
}

fn link(href: Option<&str>, rel: &str) -> Option<Link> {
    Some(Link { href: href?.to_owned(), rel: Some(rel.to_owned()), ..Link::default() })
}

/// A string, or a number where a string belongs (ids: JSON Feed says to coerce them).
fn string(object: &Object, name: &str) -> Option<String> {
    let text = match object.get(name)? {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        _ => return None,
    };
    (!text.is_empty()).then_some(text)
}

fn url(object: &Object, name: &str, base: &str) -> Option<String> {
    string(object, name).map(|text| uri::join(base, &uri::mended(&text)).into_owned())
}
