//! The fields of the article: for each, which source is believed before which.
use std::collections::BTreeMap;

use model::article::{Access, Article, ArticleKind, FieldSource, Image, PublishedTime, Rights, TextSource};
use url::Url;

use super::PageContext;
use super::facts::Facts;

use super::nature;
use super::prune::letters;
use super::story::Story;
use super::title;
use super::when;
use super::zone::{self, Zone};
use crate::{agency, byline, rights, take};

/// The facts of a page by source.
#[derive(Default)]
pub struct Sources {
    pub json_ld: Facts,
    pub meta: Facts,
    pub microdata: Facts,
    pub dom: Facts,
    /// The page's address.
    pub url: String,
    /// The `<title>` element.
    pub head: Option<String>,
}

use FieldSource::{Dom, JsonLd, Meta, Microdata};

/// For each field the sources in the order in which they are believed; the first that says something sensible counts.
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

    /// What the site may be called, as letters alone: names that sources state, and the host's.
    fn sites(&self) -> Vec<String> {
        let stated = self.all().filter_map(|facts| facts.publisher.as_deref()).map(letters);
        let host =
            Url::parse(&self.url).ok().and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_default();
        let host = host.trim_start_matches("www.");
        let domain = model::Domain::of_host(host);
        let label = domain.as_str().split('.').next().unwrap_or("");
        stated
            .chain([letters(host), letters(domain.as_str()), letters(label)])
            .filter(|name| name.len() > 1)
            .collect()
    }

    /// The article's own title and where it came from.
    pub fn title(&self) -> Option<(String, FieldSource)> {
        title::choose(&title::Stated {
            json_ld: self.json_ld.title.as_deref(),
            meta: self.meta.title.as_deref(),
            microdata: self.microdata.title.as_deref(),
            heading: self.dom.title.as_deref(),
            head: self.head.as_deref(),
            sites: &self.sites(),
        })
    }

    /// Every title that a source states of the page; microdata, which teasers carry too, only where nothing else does.
    pub fn titles(&self) -> impl Iterator<Item = &str> {
        let sure =
            [&self.json_ld, &self.meta, &self.dom].into_iter().filter_map(|facts| facts.title.as_deref());
        let microdata = self
            .microdata
            .title
            .as_deref()
            .filter(|_| self.json_ld.title.is_none() && self.meta.title.is_none());
        sure.chain(microdata).chain(self.head.as_deref())
    }

    /// Every summary and subtitle that a source states.
    pub fn leads(&self) -> impl Iterator<Item = &str> {
        self.all().flat_map(|facts| [facts.summary.as_deref(), facts.subtitle.as_deref()]).flatten()
    }

    /// Persons who sign, and not the site's own name.
    pub fn author_names(&self) -> impl Iterator<Item = &str> {
        let sites = self.sites();
        let named = self.all().flat_map(|facts| facts.authors.iter().map(String::as_str));
        named.filter(move |name| {
            byline::is_name(name)
                && !sites.iter().any(|site| site.len() > 3 && letters(name).contains(site.as_str()))
        })
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

/// The article with every field but its text.
pub fn article(sources: &Sources, context: &PageContext<'_>) -> Article {
    let mut from = BTreeMap::new();
    let mut note = |field: &str, source: FieldSource| {
        from.insert(field.to_owned(), source);
    };
    let title = sources.title();
    let publisher = sources.pick(OTHERS, |f| f.publisher.clone());
    let publisher_name = publisher.as_ref().map(|(name, _)| name.clone());
    // Persons and agencies before other organisations, whichever source names them.
    let authors = sources.pick(AUTHORS, |f| {
        let read = byline::read(&f.authors, publisher_name.as_deref());
        let signed = read.agency.is_some() || read.authors.iter().any(|author| byline::is_name(&author.name));
        signed.then_some(read.authors)
    });
    let authors = authors.or_else(|| {
        sources.pick(AUTHORS, |f| {
            let read = byline::read(&f.authors, publisher_name.as_deref());
            (!read.authors.is_empty()).then_some(read.authors)
        })
    });
    // A story without a person's name is signed by whom the page names.
    let authors = authors.or_else(|| {
        sources.pick(AUTHORS, |f| {
            let read = byline::read(&f.authors, None);
            (!read.authors.is_empty()).then_some(read.authors)
        })
    });
    let zone = zone::usual(context.url);
    let published = time(sources, zone, |f| f.published.as_deref());
    let modified = time(sources, zone, |f| f.modified.as_deref());
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
    article.authors = authors.map(|p| p.0).unwrap_or_default();
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
    let notice = story.rights.take().or_else(|| sources.all().find_map(|facts| facts.copyright.clone()));
    article.rights = Rights {
        holder: notice.as_deref().and_then(rights::holder),
        notice,
        license: sources.all().find_map(|facts| facts.license.clone()),
        tdm_reserved: sources.meta.tdm_reserved,
        robots: sources.meta.robots.clone(),
    };
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
