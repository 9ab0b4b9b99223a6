//! Everything that a page states, by source, and the questions that more than one step asks of it.
use model::article::FieldSource;
use url::Url;

use super::facts::Facts;
use super::prune::letters;
use super::title;
use crate::byline;

use FieldSource::{JsonLd, Meta, Microdata};

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

impl Sources {
    pub fn of(&self, source: &FieldSource) -> &Facts {
        match source {
            JsonLd => &self.json_ld,
            Meta => &self.meta,
            Microdata => &self.microdata,
            _ => &self.dom,
        }
    }

    /// What the site may be called, as letters alone: names that sources state, and the host's.
    pub fn sites(&self) -> Vec<String> {
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

    pub fn all(&self) -> impl Iterator<Item = &Facts> {
        [&self.json_ld, &self.meta, &self.microdata, &self.dom].into_iter()
    }

    /// The first source of an order that says something, and what.
    pub fn pick<T>(
        &self,
        order: &[FieldSource],
        field: impl Fn(&Facts) -> Option<T>,
    ) -> Option<(T, FieldSource)> {
        order.iter().find_map(|source| field(self.of(source)).map(|value| (value, source.clone())))
    }
}
