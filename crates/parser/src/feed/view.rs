//! The document as `wiredesk feed` prints it: one JSON object, dates in RFC 3339.
use model::{FeedDate, FeedDocument, Item};
use serde_json::{Value, json};

/// The feed as JSON.
pub fn view(document: &FeedDocument) -> Value {
    let channel = &document.channel;
    json!({
        "format": document.format,
        "id": channel.id,
        "title": channel.title,
        "subtitle": channel.subtitle,
        "link": channel.link,
        "links": channel.links,
        "language": channel.language,
        "rights": channel.rights,
        "published": date(&channel.published),
        "updated": date(&channel.updated),
        "ttl_minutes": document.hints.ttl_minutes,
        "logo": channel.logo,
        "icon": channel.icon,
        "generator": channel.generator,
        "authors": channel.authors,
        "contributors": channel.contributors,
        "categories": channel.categories,
        "hints": document.hints,
        "warnings": document.warnings,
        "items": document.items.iter().map(item).collect::<Vec<_>>(),
    })
}

fn item(item: &Item) -> Value {
    json!({
        "id": item.id,
        "id_is_permalink": item.id_is_permalink,
        "title": item.title,
        "link": item.link,
        "links": item.links,
        "summary": item.summary,
        "content": item.content,
        "published": date(&item.published),
        "published_raw": item.published.as_ref().map(|date| &date.raw),
        "updated": date(&item.updated),
        "updated_raw": item.updated.as_ref().map(|date| &date.raw),
        "language": item.language,
        "rights": item.rights,
        "authors": item.authors,
        "contributors": item.contributors,
        "categories": item.categories,
        "enclosures": item.enclosures,
        "source": item.source,
        "comments": item.comments,
        "media": item.media,
    })
}

fn date(date: &Option<FeedDate>) -> Option<String> {
    date.as_ref().map(|date| date.at.to_string())
}
