//! What machines read of a page: from a full JSON-LD graph down to nothing but a title.
use maud::{Markup, PreEscaped, html};
use serde_json::{Value, json};

use super::Sheet;
use crate::story::Kind;

pub(super) fn wire(sheet: &Sheet) -> Markup {
    let mut article = news_article(sheet);
    article["@context"] = "https://schema.org".into();
    html! {
        (common(sheet, " | "))
        (open_graph(sheet))
        meta name="keywords" content=(sheet.story.tags.join(", "));
        (json_ld(&article))
    }
}

pub(super) fn broadsheet(sheet: &Sheet) -> Markup {
    let site = json!({"@type": "WebSite", "name": sheet.publisher.name, "url": sheet.base});
    let crumbs = json!({"@type": "BreadcrumbList", "itemListElement": [
        {"@type": "ListItem", "position": 1, "name": "Home", "item": sheet.base},
        {"@type": "ListItem", "position": 2, "name": sheet.story.section},
    ]});
    let graph = json!({"@context": "https://schema.org", "@graph": [site, news_article(sheet), crumbs]});
    html! {
        (common(sheet, " — "))
        (open_graph(sheet))
        meta name="twitter:card" content="summary_large_image";
        meta name="twitter:title" content=(sheet.story.title);
        (json_ld(&graph))
    }
}

/// A site whose system knows OpenGraph alone.
pub(super) fn regional(sheet: &Sheet) -> Markup {
    html! {
        (common(sheet, " - "))
        (open_graph(sheet))
        @if let Some(byline) = &sheet.story.byline { meta name="author" content=(byline); }
    }
}

pub(super) fn plain(sheet: &Sheet) -> Markup {
    html! { meta charset="utf-8"; title { (sheet.story.title) } }
}

fn common(sheet: &Sheet, separator: &str) -> Markup {
    html! {
        meta charset="utf-8";
        title { (sheet.story.title) (separator) (sheet.publisher.name) }
        meta name="viewport" content="width=device-width, initial-scale=1";
        meta name="description" content=(sheet.story.summary);
        link rel="canonical" href=(sheet.url);
        link rel="stylesheet" href="/static/site.css";
        script { (PreEscaped("window.dataLayer=window.dataLayer||[];function track(){dataLayer.push(arguments)}")) }
    }
}

fn open_graph(sheet: &Sheet) -> Markup {
    html! {
        meta property="og:type" content="article";
        meta property="og:site_name" content=(sheet.publisher.name);
        meta property="og:title" content=(sheet.story.title);
        meta property="og:description" content=(sheet.story.summary);
        meta property="og:url" content=(sheet.url);
        @if sheet.story.image.is_some() { meta property="og:image" content=(sheet.photo()); }
        meta property="article:published_time" content=(sheet.published());
        meta property="article:modified_time" content=(sheet.modified());
        meta property="article:section" content=(sheet.story.section);
        @for tag in &sheet.story.tags { meta property="article:tag" content=(tag); }
    }
}

fn news_article(sheet: &Sheet) -> Value {
    let story = sheet.story;
    let kind = match story.kind {
        Kind::Opinion => "OpinionNewsArticle",
        Kind::Live => "LiveBlogPosting",
        Kind::Article | Kind::Interview | Kind::Obituary => "NewsArticle",
    };
    let mut article = json!({
        "@type": kind,
        "mainEntityOfPage": {"@type": "WebPage", "@id": sheet.url},
        "headline": story.title,
        "description": story.summary,
        "datePublished": sheet.published(),
        "dateModified": sheet.modified(),
        "articleSection": story.section,
        "keywords": story.tags,
        "inLanguage": story.language,
        "isAccessibleForFree": true,
        "publisher": {"@type": "NewsMediaOrganization", "name": sheet.publisher.name, "url": sheet.base},
    });
    if let Some(byline) = &story.byline {
        let names = byline.split(" and ").map(|name| json!({"@type": "Person", "name": name}));
        article["author"] = names.collect();
    }
    if story.image.is_some() {
        article["image"] = json!([sheet.photo()]);
    }
    article
}

/// `<` inside the script would end it early, so it is written as JSON allows.
fn json_ld(value: &Value) -> Markup {
    let text = value.to_string().replace('<', "\\u003c");
    html! { script type="application/ld+json" { (PreEscaped(text)) } }
}
