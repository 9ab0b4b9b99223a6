//! The fields of the article: for each, which source is believed before which.
use std::collections::BTreeMap;

use model::article::{Access, Article, ArticleKind, FieldSource, Image, PublishedTime, Rights, TextSource};
use url::Url;

use super::PageContext;
use super::facts::Facts;
use super::meta::Metas;
use super::tag::Tag;
use super::tree::Tree;
use super::when;
use crate::byline;

/// The facts of a page by source.
#[derive(Default)]
pub struct Sources {
    pub json_ld: Facts,
    pub meta: Facts,
    pub microdata: Facts,
    pub dom: Facts,
}

use FieldSource::{Dom, JsonLd, Meta, Microdata};

/// For each field the sources in the order in which they are believed; the first that says something sensible counts.
const TITLE: &[FieldSource] = &[JsonLd, Meta, Microdata, Dom];
const AUTHORS: &[FieldSource] = &[JsonLd, Microdata, Meta, Dom];
const TIMES: &[FieldSource] = &[JsonLd, Meta, Microdata, Dom];
const OTHERS: &[FieldSource] = &[JsonLd, Meta, Microdata, Dom];

impl Sources {
    fn of(&self, source: &FieldSource) -> &Facts {
        match source {
            JsonLd => &self.json_ld,
            Meta => &self.meta,
            Microdata => &self.microdata,
            _ => &self.dom,
        }
    }

    /// Every title that a source states.
    pub fn titles(&self) -> impl Iterator<Item = &str> {
        self.all().filter_map(|facts| facts.title.as_deref())
    }

    /// Every summary and subtitle that a source states.
    pub fn leads(&self) -> impl Iterator<Item = &str> {
        self.all().flat_map(|facts| [facts.summary.as_deref(), facts.subtitle.as_deref()]).flatten()
    }

    pub fn author_names(&self) -> impl Iterator<Item = &str> {
        self.all().flat_map(|facts| facts.authors.iter().map(String::as_str))
    }

    fn all(&self) -> impl Iterator<Item = &Facts> {
        [&self.json_ld, &self.meta, &self.microdata, &self.dom].into_iter()
    }

    fn pick<T>(
        &self,
        order: &[FieldSource],
        field: impl Fn(&Facts) -> Option<T>,
    ) -> Option<(T, FieldSource)> {
        order.iter().find_map(|source| field(self.of(source)).map(|value| (value, source.clone())))
    }
}

/// What the page shows rather than states: its first heading, a time element.
pub fn of_dom(tree: &Tree<'_>, metas: &Metas) -> Facts {
    let heading = tree.elements(tree.body()).find(|(_, tag)| *tag == Tag::H1).map(|(id, _)| tree.text(id));
    let time = tree
        .elements(tree.body())
        .filter(|(_, tag)| *tag == Tag::Time)
        .find_map(|(id, _)| tree.attribute(id, "datetime"));
    Facts {
        title: heading.filter(|title| !title.is_empty()).or_else(|| metas.title.clone()),
        published: time.map(|time| time.into_owned()),
        ..Facts::default()
    }
}

/// The article with every field but its text.
pub fn article(sources: &Sources, context: &PageContext<'_>) -> Article {
    let mut from = BTreeMap::new();
    let mut note = |field: &str, source: FieldSource| {
        from.insert(field.to_owned(), source);
    };
    let title = sources.pick(TITLE, |f| f.title.clone());
    let publisher = sources.pick(OTHERS, |f| f.publisher.clone());
    let publisher_name = publisher.as_ref().map(|(name, _)| name.clone());
    let authors = sources.pick(AUTHORS, |f| {
        let read = byline::read(&f.authors, publisher_name.as_deref());
        (!read.authors.is_empty()).then_some(read)
    });
    let published = time(sources, |f| f.published.as_deref());
    let modified = time(sources, |f| f.modified.as_deref());
    let subtitle = sources.pick(OTHERS, |f| f.subtitle.clone());
    let summary = sources.pick(OTHERS, |f| f.summary.clone());
    let section = sources.pick(OTHERS, |f| f.section.clone());
    let tags = sources.pick(OTHERS, |f| (!f.tags.is_empty()).then(|| f.tags.clone()));
    let images = sources.pick(OTHERS, |f| (!f.images.is_empty()).then(|| f.images.clone()));
    let canonical =
        sources.pick(&[Meta, JsonLd], |f| f.url.as_deref().and_then(|url| absolute(url, context.url)));
    let base = context.url;
    let mut article = blank(context);
    for (field, source) in [
        ("title", title.as_ref().map(|p| &p.1)),
        ("publisher", publisher.as_ref().map(|p| &p.1)),
        ("authors", authors.as_ref().map(|p| &p.1)),
        ("published_at", published.as_ref().map(|p| &p.source)),
        ("modified_at", modified.as_ref().map(|p| &p.source)),
        ("subtitle", subtitle.as_ref().map(|p| &p.1)),
        ("summary", summary.as_ref().map(|p| &p.1)),
        ("section", section.as_ref().map(|p| &p.1)),
        ("tags", tags.as_ref().map(|p| &p.1)),
        ("images", images.as_ref().map(|p| &p.1)),
        ("canonical_url", canonical.as_ref().map(|p| &p.1)),
    ] {
        if let Some(source) = source {
            note(field, source.clone());
        }
    }
    article.title = title.map(|p| p.0);
    article.publisher = publisher_name;
    article.authors = authors.map(|p| p.0.authors).unwrap_or_default();
    article.published = published;
    article.modified = modified;
    article.subtitle = subtitle.map(|p| p.0);
    article.summary = summary.map(|p| p.0);
    article.section = section.map(|p| p.0);
    article.tags = tags.map(|p| p.0).unwrap_or_default();
    article.images = images
        .map(|p| p.0)
        .unwrap_or_default()
        .into_iter()
        .filter_map(|image| {
            Some(Image { url: absolute(&image.url, base)?, caption: image.caption, credit: image.credit })
        })
        .collect();
    article.canonical_url = canonical.map(|p| p.0);
    article.sources = from;
    article
}

fn time(sources: &Sources, field: impl Fn(&Facts) -> Option<&str>) -> Option<PublishedTime> {
    TIMES.iter().find_map(|source| when::read(field(sources.of(source))?, None, source.clone()))
}

fn absolute(url: &str, base: &str) -> Option<String> {
    let base = Url::parse(base).ok();
    let url = Url::options().base_url(base.as_ref()).parse(url.trim()).ok()?;
    matches!(url.scheme(), "http" | "https").then(|| url.to_string())
}

fn blank(context: &PageContext<'_>) -> Article {
    Article {
        url: context.url.to_owned(),
        canonical_url: None,
        publisher: None,
        credit: None,
        title: None,
        subtitle: None,
        summary: None,
        language: None,
        text: String::new(),
        text_source: TextSource::Page,
        text_complete: true,
        paragraphs: Vec::new(),
        authors: Vec::new(),
        dateline: None,
        section: None,
        tags: Vec::new(),
        images: Vec::new(),
        published: None,
        modified: None,
        access: Access::Free,
        kind: ArticleKind::Article,
        rights: Rights::default(),
        take: None,
        notices: Vec::new(),
        sources: BTreeMap::new(),
        fingerprint: String::new(),
        simhash: 0,
        warnings: Vec::new(),
    }
}
