//! JSON Feed 1.0 and 1.1, read leniently: commas too many or too few, escapes that are none, a cut end.
use model::{
    FeedDocument, FeedHints, Item, Warning,
    feed::{Category, Channel, Content, Enclosure, FeedFormat, Link, Media, Person},
};
use serde::de::{DeserializeOwned, IgnoredAny};

use super::{
    FeedContext, FeedError, date, language_tag, markup,
    read::{LIST, Room, fitted},
    uri,
};

mod parts;
mod repair;

/// A field of the feed larger than this is no title.
const FIELD: usize = 64 * 1024;
/// An item larger than this is no article.
const ITEM: usize = 4 * 1024 * 1024;

pub fn read(text: &str, context: &FeedContext<'_>) -> Result<FeedDocument, FeedError> {
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let mut parts = parts::split(text);
    parts.head.retain(|(_, value)| value.len() <= FIELD);
    let mut reader = Reader {
        base: context.url,
        budget: text.len() + 64 * 1024,
        room: Room::of(text.len()),
        repaired: parts.odd,
    };
    let feed = Object(parts.head);
    let version = reader.string(&feed, "version").unwrap_or_default();
    if parts.items.is_none() && !version.contains("jsonfeed.org") {
        let broken = serde_json::from_str::<IgnoredAny>(text).err();
        return Err(broken.map_or(FeedError::NotAFeed, |error| FeedError::Unreadable(error.to_string())));
    }
    let raw = parts.items.unwrap_or_default();
    let mut items = Vec::with_capacity(raw.len());
    items.extend(raw.iter().filter_map(|item| reader.item(item)));
    let (channel, hints) = (reader.channel(&feed, context), reader.hints(&feed));
    let mut warnings = Vec::new();
    let mut warn = |code, count: usize, what: &str| {
        if count > 0 {
            warnings.push(Warning::with(code, format!("{count} {what}")));
        }
    };
    warn("items-unreadable", raw.len() - items.len(), "items are no objects");
    warn("items-left-out", parts.left_out, "items beyond the limit");
    if reader.repaired {
        warnings.push(Warning::new("json-repaired"));
    }
    if parts.cut {
        warnings.push(Warning::new("truncated"));
    }
    Ok(FeedDocument { format: FeedFormat::Json, channel, items, hints, warnings })
}

/// Names and values as they stand in the text: a value costs memory only when it is asked for.
struct Object<'t>(Vec<(&'t str, &'t str)>);

impl<'t> Object<'t> {
    /// `None` for what is no object, or has nothing in it that could be read.
    fn of(text: &'t str) -> Option<Self> {
        let text = text.trim_end();
        let fields = text.starts_with('{').then(|| parts::split(text).head)?;
        (!fields.is_empty() || text.len() <= "{ }".len()).then_some(Object(fields))
    }

    /// Of two equal names the last one counts, as in JavaScript.
    fn get(&self, name: &str) -> Option<&'t str> {
        self.0.iter().rev().find(|(known, _)| *known == name).map(|(_, value)| *value)
    }

    fn list(&self, name: &str) -> Vec<&'t str> {
        parts::elements(self.get(name).unwrap_or(""), LIST)
    }
}

struct Reader<'c> {
    base: &'c str,
    /// How many bytes resolved links may still add.
    budget: usize,
    room: Room,
    repaired: bool,
}

impl Reader<'_> {
    fn channel(&mut self, feed: &Object<'_>, context: &FeedContext<'_>) -> Channel {
        let home = self.url(feed, "home_page_url");
        let own = self.url(feed, "feed_url");
        let links = [link(home.as_deref(), "alternate"), link(own.as_deref(), "self")];
        Channel {
            id: own,
            title: self.string(feed, "title"),
            subtitle: self.string(feed, "description"),
            link: home,
            links: links.into_iter().flatten().collect(),
            language: self
                .string(feed, "language")
                .or(context.content_language.map(str::to_owned))
                .and_then(|tag| language_tag(&tag)),
            logo: self.url(feed, "icon"),
            icon: self.url(feed, "favicon"),
            authors: self.authors(feed),
            ..Channel::default()
        }
    }

    fn hints(&mut self, feed: &Object<'_>) -> FeedHints {
        let hubs = feed.list("hubs").into_iter().filter_map(Object::of);
        FeedHints {
            hubs: hubs.filter_map(|hub| self.string(&hub, "url")).take(10).collect(),
            self_url: self.url(feed, "feed_url"),
            next_page: self.url(feed, "next_url"),
            ..FeedHints::default()
        }
    }

    /// `None` when it is no object.
    fn item(&mut self, text: &str) -> Option<Item> {
        let item = &Object::of(text).filter(|_| text.len() <= ITEM)?;
        let link = self.url(item, "url").or_else(|| self.url(item, "external_url"));
        // Links in the text are relative to the page that shows it.
        let page = link.as_deref().unwrap_or(self.base);
        let html = self.string(item, "content_html");
        let html = html.map(|html| markup::tidy(&html, page, &mut self.budget).into_owned());
        let content = html
            .map(|value| (value, "text/html"))
            .or_else(|| self.string(item, "content_text").map(|value| (value, "text/plain")));
        let image = self.url(item, "image").or_else(|| self.url(item, "banner_image"));
        let attachments = item.list("attachments").into_iter().filter_map(Object::of);
        let found = Item {
            id: self.string(item, "id"),
            links: self::link(link.as_deref(), "alternate").into_iter().collect(),
            title: self.string(item, "title"),
            summary: self.string(item, "summary"),
            content: content
                .map(|(value, kind)| Content { value, media_type: Some(kind.to_owned()) })
                .into_iter()
                .collect(),
            published: self.string(item, "date_published").and_then(|text| date::parse(&text, None)),
            updated: self.string(item, "date_modified").and_then(|text| date::parse(&text, None)),
            language: self.string(item, "language").and_then(|tag| language_tag(&tag)),
            authors: self.authors(item),
            categories: self.categories(item),
            enclosures: attachments.filter_map(|attachment| self.enclosure(&attachment)).collect(),
            media: image.map(|url| Media { url: Some(url), ..Media::default() }).into_iter().collect(),
            link,
            ..Item::default()
        };
        Some(fitted(found))
    }

    /// Version 1.0 has `author`, 1.1 `authors`.
    fn authors(&mut self, object: &Object<'_>) -> Vec<Person> {
        let mut known: Vec<Person> = Vec::new();
        for author in object.get("author").into_iter().chain(object.list("authors")) {
            let Some(author) = Object::of(author) else { continue };
            let (name, url) = (self.string(&author, "name"), self.string(&author, "url"));
            let person = Person { name, email: None, url };
            if person != Person::default() && !known.contains(&person) && self.room.take::<Person>() {
                known.push(person);
            }
        }
        known
    }

    fn categories(&mut self, item: &Object<'_>) -> Vec<Category> {
        let mut known = Vec::new();
        for tag in item.list("tags") {
            if let Some(term) = self.text(tag).filter(|_| self.room.take::<Category>()) {
                known.push(Category { term: Some(term), ..Category::default() });
            }
        }
        known
    }

    fn enclosure(&mut self, attachment: &Object<'_>) -> Option<Enclosure> {
        let url = self.url(attachment, "url")?;
        self.room.take::<Enclosure>().then(|| Enclosure {
            url,
            media_type: self.string(attachment, "mime_type"),
            length: attachment.get("size_in_bytes").and_then(|length| length.trim().parse().ok()),
        })
    }

    fn url(&mut self, object: &Object<'_>, name: &str) -> Option<String> {
        self.string(object, name).map(|text| uri::join(self.base, &uri::mended(&text)).into_owned())
    }

    fn string(&mut self, object: &Object<'_>, name: &str) -> Option<String> {
        self.text(object.get(name)?)
    }

    /// A string, or a number where a string belongs (ids: JSON Feed says to coerce them). `None` for an empty one.
    fn text(&mut self, value: &str) -> Option<String> {
        let text = match value.as_bytes().first()? {
            b'"' => self.parse::<String>(value)?.trim().to_owned(),
            _ => value.trim().parse::<f64>().ok().map(|_| value.trim().to_owned())?,
        };
        (!text.is_empty()).then_some(text)
    }

    /// A value as it stands, or repaired.
    fn parse<T: DeserializeOwned>(&mut self, text: &str) -> Option<T> {
        if let Ok(value) = serde_json::from_str(text) {
            return Some(value);
        }
        let value = serde_json::from_str(&repair::repair(text)).ok();
        self.repaired |= value.is_some();
        value
    }
}

fn link(href: Option<&str>, rel: &str) -> Option<Link> {
    Some(Link { href: href?.to_owned(), rel: Some(rel.to_owned()), ..Link::default() })
}
