//! JSON Feed 1.0 and 1.1, read leniently: trailing commas, raw line ends in strings, a cut end.
use model::{
    FeedDocument, FeedHints, Item, Warning,
    feed::{Category, Channel, Content, Enclosure, FeedFormat, Link, Media, Person},
};
use serde_json::{Map, Value};

use super::{FeedContext, FeedError, date, language_tag, uri};

mod parts;
mod repair;

type Object = Map<String, Value>;

pub fn read(text: &str, context: &FeedContext<'_>) -> Result<FeedDocument, FeedError> {
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let mut warnings = Vec::new();
    let repaired;
    let mut broken = None;
    let parts = match parts::split(text) {
        Ok(parts) => parts,
        Err(error) => {
            let (whole, what) = repair::repair(text);
            warnings.push(Warning::new(what));
            repaired = whole;
            broken = Some(error.to_string());
            parts::split(&repaired).unwrap_or_default()
        }
    };
    let version = string(&parts.feed, "version").unwrap_or_default();
    if parts.items.is_none() && !version.contains("jsonfeed.org") {
        return Err(broken.map_or(FeedError::NotAFeed, FeedError::Unreadable));
    }
    let raw = parts.items.unwrap_or_default();
    let items: Vec<Item> =
        raw.iter().filter_map(|item| Some(read_item(&parts::object(item)?, context.url))).collect();
    if items.len() < raw.len() {
        warnings.push(Warning::with(
            "items-unreadable",
            format!("{} items are no objects", raw.len() - items.len()),
        ));
    }
    Ok(FeedDocument {
        format: FeedFormat::Json,
        channel: read_channel(&parts.feed, context),
        items,
        hints: read_hints(&parts.feed, context.url),
        warnings,
    })
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
        complete: feed.get("expired").and_then(Value::as_bool).unwrap_or(false),
        ..FeedHints::default()
    }
}

fn read_item(item: &Object, base: &str) -> Item {
    let link = url(item, "url", base).or_else(|| url(item, "external_url", base));
    let html = string(item, "content_html");
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
    string(object, name).map(|text| uri::join(base, &text).into_owned())
}
