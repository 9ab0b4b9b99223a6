//! JSON Feed 1.1.
use serde_json::{Map, Value, json};

use super::markup::body_html;
use super::{Edition, Entry};

pub(super) fn render(edition: &Edition) -> String {
    let mut feed = json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": format!("{}: {}", edition.publisher.name, edition.feed.title),
        "home_page_url": format!("{}/", edition.base),
        "feed_url": edition.url,
        "language": edition.feed.language,
        "authors": [{"name": edition.publisher.name}],
        "items": edition.entries.iter().map(|entry| item(edition, entry)).collect::<Vec<_>>(),
    });
    for (rel, url) in &edition.links {
        match *rel {
            "hub" => feed["hubs"] = json!([{"type": "WebSub", "url": url}]),
            "next" | "prev-archive" => feed["next_url"] = url.clone().into(),
            _ => {}
        }
    }
    format!("{feed:#}\n")
}

fn item(edition: &Edition, entry: &Entry) -> Value {
    let (story, zone) = (&entry.version.story, edition.publisher.zone);
    let mut tags = vec![story.section.clone()];
    tags.extend(story.tags.iter().cloned());
    let mut item = Map::new();
    // JSON Feed requires an id, which need be no more than unique.
    item.insert("id".into(), entry.guid.clone().unwrap_or_else(|| entry.article.number.to_string()).into());
    item.insert("url".into(), entry.link.clone().into());
    item.insert("title".into(), story.title.clone().into());
    item.insert("summary".into(), story.summary.clone().into());
    item.insert("date_published".into(), zone.rfc3339(entry.article.published_at).into());
    if entry.article.revision() > 1 {
        item.insert("date_modified".into(), zone.rfc3339(entry.version.shown_at).into());
    }
    if let Some(byline) = &story.byline {
        item.insert("authors".into(), json!([{"name": byline}]));
    }
    item.insert("tags".into(), tags.into());
    if story.image.is_some() {
        item.insert("image".into(), format!("{}/photo/{}.gif", edition.base, story.slug).into());
    }
    if edition.feed.full_text {
        item.insert("content_html".into(), body_html(story).into());
    } else {
        // The specification asks for one of the two contents.
        item.insert("content_text".into(), story.summary.clone().into());
    }
    Value::Object(item)
}
