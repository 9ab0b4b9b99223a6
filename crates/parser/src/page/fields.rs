//! The fields of the article: for each, which source is believed before which.
use std::collections::BTreeMap;

use model::article::{
    Access, Article, ArticleKind, Author, FieldSource, Image, PublishedTime, Rights, TextSource,
};
use url::Url;

use super::PageContext;
use super::facts::Facts;
use super::nature;
use super::signature;
use super::sources::Sources;
use super::story::Story;
use super::when;
use super::zone::{self, Zone};
use crate::{agency, rights, take};

use FieldSource::{Dom, JsonLd, Meta, Microdata};

/// For each field the sources in the order in which they are believed; the first that says something sensible counts.
const TIMES: &[FieldSource] = &[JsonLd, Meta, Microdata, Dom];
const OTHERS: &[FieldSource] = &[JsonLd, Meta, Microdata, Dom];
const CANONICAL: &[FieldSource] = &[Meta, JsonLd];

/// The article with every field but its text.
pub fn article(sources: &Sources, context: &PageContext<'_>) -> Article {
    let zone = zone::usual(context.url);
    let mut article = blank(context);
    let mut from = From::default();
    article.title = from.take("title", sources.title());
    article.publisher = from.take("publisher", sources.pick(OTHERS, |f| f.publisher.clone()));
    let authors = signature::authors(sources, article.publisher.as_deref());
    article.authors = from.take("authors", authors).unwrap_or_default();
    let published = time(sources, zone, |f| f.published.as_deref()).or_else(|| when::of_address(context.url));
    article.published = from.take_time("published_at", published);
    article.modified = from.take_time("modified_at", time(sources, zone, |f| f.modified.as_deref()));
    article.subtitle = from.take("subtitle", sources.pick(OTHERS, |f| f.subtitle.clone()));
    article.summary = from.take("summary", sources.pick(OTHERS, |f| f.summary.clone()));
    article.section = from.take("section", sources.pick(OTHERS, |f| f.section.clone()));
    let tags = sources.pick(OTHERS, |f| (!f.tags.is_empty()).then(|| f.tags.clone()));
    article.tags = from.take("tags", tags).unwrap_or_default();
    let images = sources.pick(OTHERS, |f| Some(images(f, context.url)).filter(|images| !images.is_empty()));
    article.images = from.take("images", images).unwrap_or_default();
    let canonical = sources.pick(CANONICAL, |f| absolute(f.url.as_deref()?, context.url));
    article.canonical_url = from.take("canonical_url", canonical);
    article.sources = from.0;
    article
}

/// Which source each field came from.
#[derive(Default)]
struct From(BTreeMap<String, FieldSource>);

impl From {
    fn take<T>(&mut self, field: &str, picked: Option<(T, FieldSource)>) -> Option<T> {
        let (value, source) = picked?;
        self.0.insert(field.to_owned(), source);
        Some(value)
    }

    fn take_time(&mut self, field: &str, time: Option<PublishedTime>) -> Option<PublishedTime> {
        self.take(field, time.map(|time| (time.clone(), time.source)))
    }
}

fn images(facts: &Facts, base: &str) -> Vec<Image> {
    let stated = facts.images.iter().filter_map(|image| {
        let url = absolute(&image.url, base)?;
        Some(Image { url, caption: image.caption.clone(), credit: image.credit.clone() })
    });
    stated.collect()
}

/// What the story itself says of its article: credit, take, notices, rights, access.
pub fn put_story(article: &mut Article, sources: &Sources, story: &mut Story) {
    let title = article.title.take().or_else(|| story.untitled()).unwrap_or_default();
    let (title, take) = take::strip(&title, &mut story.drafts);
    article.title = Some(title).filter(|title| !title.is_empty());
    article.take = take;
    article.credit = story.credit.take().or_else(|| {
        let named = sources.all().flat_map(|facts| &facts.authors);
        named.filter_map(|name| agency::named(name)).next()
    });
    put_signature(article, sources, story);
    article.notices = std::mem::take(&mut story.notices);
    article.kind = nature::kind(sources, &article.url);
    article.access = nature::access(sources, story.offer);
    article.text_complete = article.access == Access::Free || !story.offer;
    if article.subtitle.is_none()
        && let Some(standfirst) = story.standfirst.take()
    {
        article.sources.insert("subtitle".to_owned(), Dom);
        article.subtitle = Some(standfirst);
    }
    let stated = || sources.all().find_map(|facts| facts.copyright.clone());
    // "Copyright" alone is a link to a page about it.
    let notice = story.rights.take().or_else(stated).filter(|notice| notice.chars().count() > 12);
    article.rights = Rights {
        holder: notice.as_deref().and_then(rights::holder),
        notice,
        license: sources.all().find_map(|facts| facts.license.clone()),
        tdm_reserved: sources.meta.tdm_reserved,
        robots: sources.meta.robots.clone(),
    };
}

/// A name that stands alone before the story signs it where the page knows none but its own account.
fn put_signature(article: &mut Article, sources: &Sources, story: &mut Story) {
    let sites = sources.sites();
    if let Some(name) = story.signed.take()
        && article.authors.iter().all(|author| signature::is_account(&author.name, &sites))
    {
        article.authors = vec![Author { name, role: None }];
        article.sources.insert("authors".to_owned(), Dom);
    }
}

fn time(
    sources: &Sources,
    zone: Option<Zone>,
    field: impl Fn(&Facts) -> Option<&str>,
) -> Option<PublishedTime> {
    TIMES.iter().find_map(|source| when::read(field(sources.of(source))?, zone, source.clone()))
}

fn absolute(url: &str, base: &str) -> Option<String> {
    let base = Url::parse(base).ok();
    let url = Url::options().base_url(base.as_ref()).parse(url.trim()).ok()?;
    matches!(url.scheme(), "http" | "https").then(|| url.to_string())
}

pub fn blank(context: &PageContext<'_>) -> Article {
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
