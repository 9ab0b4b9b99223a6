//! Meta tags and links of the head (OpenGraph, Twitter, Dublin Core, Parsely, Sailthru …), as facts.
use std::collections::HashMap;

use super::facts::{Facts, StatedImage, line};
use super::tag::Tag;
use super::tree::{NodeId, Tree};

/// Values of one name that are kept.
const MANY: usize = 100;

/// Every meta value by its lower-case name, in the order of the page.
pub struct Metas {
    values: HashMap<String, Vec<String>>,
    pub canonical: Option<String>,
    pub amp: Option<String>,
    pub license: Option<String>,
    /// The `<title>` of the head.
    pub title: Option<String>,
}

impl Metas {
    pub fn of(tree: &Tree<'_>) -> Metas {
        let mut metas =
            Metas { values: HashMap::new(), canonical: None, amp: None, license: None, title: None };
        for (id, tag) in tree.elements(NodeId::ROOT) {
            match tag {
                Tag::Meta => metas.meta(tree, id),
                Tag::Link => metas.link(tree, id),
                Tag::Title if metas.title.is_none() => metas.title = line(tree.raw_text(id)),
                _ => {}
            }
        }
        metas
    }

    fn meta(&mut self, tree: &Tree<'_>, id: NodeId) {
        // Some templates write `value` where HTML has `content`.
        let content = tree.attribute(id, "content").or_else(|| tree.attribute(id, "value"));
        let Some(content) = content.and_then(|v| line(&v)) else { return };
        for key in ["property", "name", "itemprop", "http-equiv"] {
            if let Some(name) = tree.attribute(id, key) {
                // Microdata is read elsewhere, with its scopes; as a meta name it is marked.
                let name = name.trim().to_ascii_lowercase();
                let name = if key == "itemprop" { format!("itemprop:{name}") } else { name };
                let values = self.values.entry(name).or_default();
                if values.len() < MANY {
                    values.push(content.clone());
                }
            }
        }
    }

    fn link(&mut self, tree: &Tree<'_>, id: NodeId) {
        let (Some(rel), Some(href)) = (tree.attribute(id, "rel"), tree.attribute(id, "href")) else { return };
        let href = href.trim();
        if href.is_empty() {
            return;
        }
        for rel in rel.split_ascii_whitespace() {
            let slot = match rel.to_ascii_lowercase().as_str() {
                "canonical" => &mut self.canonical,
                "amphtml" => &mut self.amp,
                "license" => &mut self.license,
                _ => continue,
            };
            slot.get_or_insert_with(|| href.to_owned());
        }
    }

    /// The first value of the first name that has one.
    pub fn first(&self, names: &[&str]) -> Option<&str> {
        names.iter().find_map(|name| self.values.get(*name)?.first()).map(String::as_str)
    }

    pub fn all(&self, names: &[&str]) -> Vec<String> {
        names.iter().find_map(|name| self.values.get(*name)).cloned().unwrap_or_default()
    }

    pub fn facts(&self) -> Facts {
        let text = |names: &[&str]| self.first(names).map(str::to_owned);
        let authors =
            AUTHORS.iter().map(|name| self.all(&[name])).find(|found| found.iter().any(|v| !is_address(v)));
        Facts {
            title: text(TITLES),
            summary: text(SUMMARIES),
            authors: authors.unwrap_or_default().into_iter().filter(|v| !is_address(v)).collect(),
            published: text(PUBLISHED),
            modified: text(MODIFIED),
            section: text(&[
                "article:section",
                "og:article:section",
                "parsely-section",
                "section",
                "category",
            ]),
            tags: self.tags(),
            images: text(&[
                "og:image",
                "og:image:url",
                "twitter:image",
                "twitter:image:src",
                "sailthru.image.full",
            ])
            .map(|url| StatedImage {
                url,
                caption: text(&["og:image:alt", "twitter:image:alt"]),
                credit: None,
            })
            .into_iter()
            .collect(),
            language: text(&["og:locale", "content-language", "dc.language", "language", "inlanguage"]),
            url: self.canonical.clone().or_else(|| text(&["og:url"])),
            publisher: text(&["og:site_name", "application-name", "dc.publisher", "publisher"]),
            license: self.license.clone(),
            copyright: text(&["copyright", "dcterms.rights", "dc.rights", "rights"]),
            free: self.free(),
            metered: self.first(TIERS).is_some_and(|tier| tier.eq_ignore_ascii_case("metered")),
            tdm_reserved: self.first(&["tdm-reservation"]).map(|value| value.trim() == "1"),
            robots: text(&["robots"]),
            kinds: text(&["og:type"]).map(|kind| kind.to_ascii_lowercase()).into_iter().collect(),
            ..Facts::default()
        }
    }

    fn tags(&self) -> Vec<String> {
        let tags = self.all(&["article:tag", "og:article:tag"]);
        if tags.len() > 1 {
            return tags;
        }
        let listed =
            self.first(&["article:tag", "news_keywords", "parsely-tags", "sailthru.tags", "keywords"]);
        listed.map(|text| text.split([',', ';']).filter_map(line).collect()).unwrap_or_default()
    }

    /// What paywalls tell the social networks (`article:content_tier`).
    fn free(&self) -> Option<bool> {
        match self.first(TIERS)?.to_ascii_lowercase().as_str() {
            "free" => Some(true),
            "locked" | "metered" => Some(false),
            _ => None,
        }
    }
}

fn is_address(value: &str) -> bool {
    value.starts_with("http") || value.starts_with('/') || value.starts_with("www.") || value.starts_with('@')
}

const TIERS: &[&str] = &["article:content_tier", "og:article:content_tier"];
const TITLES: &[&str] = &[
    "og:title",
    "twitter:title",
    "parsely-title",
    "sailthru.title",
    "dc.title",
    "dcterms.title",
    "headline",
    "title",
];
const SUMMARIES: &[&str] =
    &["og:description", "description", "twitter:description", "sailthru.description", "dc.description"];
const AUTHORS: &[&str] = &[
    "article:author",
    "author",
    "parsely-author",
    "sailthru.author",
    "byl",
    "article:author_name",
    "og:article:author",
    "dc.creator",
    "dcterms.creator",
    "cxenseparse:author",
    "authors",
    "article.author",
    "articleauthor",
    "article_author",
    "author_name",
    "citation_author",
    "dc.contributor",
];
const PUBLISHED: &[&str] = &[
    "article:published_time",
    "og:article:published_time",
    "article:published",
    "og:published_time",
    "og:pubdate",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime",
    "date.published",
    "datepublished",
    "publish-date",
    "publish_date",
    "publishdate",
    "published_time",
    "publication_date",
    "article.published",
    "pubdate",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date",
    "dcterms.date",
    "dc.date.created",
    "itemprop:datepublished",
    "rnews:datepublished",
    "ptime",
    "pdate",
    "displaydate",
    "article_date_original",
    "cse_pubdate",
    "originalpublicationdate",
    "date",
];
const MODIFIED: &[&str] = &[
    "article:modified_time",
    "og:article:modified_time",
    "og:updated_time",
    "article:modified",
    "dcterms.modified",
    "dc.date.modified",
    "itemprop:datemodified",
    "lastmod",
    "last-modified",
    "revised",
];
