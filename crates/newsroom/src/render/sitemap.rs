//! Sitemaps (sitemaps.org, 0.9) with the extensions for news and images, and indexes of them.
use super::Edition;
use super::markup::Xml;

const URLSET: &str = concat!(
    "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"",
    " xmlns:news=\"http://www.google.com/schemas/sitemap-news/0.9\"",
    " xmlns:image=\"http://www.google.com/schemas/sitemap-image/1.1\">\n"
);

/// An index's entry.
pub(super) struct Child {
    pub url: String,
    /// As in `lastmod`.
    pub changed: String,
}

pub(super) fn render(edition: &Edition) -> String {
    let mut xml = Xml::new();
    xml.raw(URLSET);
    for entry in &edition.entries {
        let (story, zone) = (&entry.version.story, edition.publisher.zone);
        xml.raw("<url>\n");
        xml.element("loc", &[], &entry.link);
        xml.element("lastmod", &[], &zone.w3c(entry.version.shown_at));
        xml.raw("<news:news>\n<news:publication>\n");
        xml.element("news:name", &[], &edition.publisher.name);
        xml.element("news:language", &[], &story.language);
        xml.raw("</news:publication>\n");
        xml.element("news:publication_date", &[], &zone.rfc3339(entry.article.published_at));
        xml.element("news:title", &[], &story.title);
        if !story.tags.is_empty() {
            xml.element("news:keywords", &[], &story.tags.join(", "));
        }
        xml.raw("</news:news>\n");
        if story.image.is_some() {
            xml.raw("<image:image>");
            xml.element("image:loc", &[], &format!("{}/photo/{}.gif", edition.base, story.slug));
            xml.raw("</image:image>\n");
        }
        xml.raw("</url>\n");
    }
    xml.raw("</urlset>\n");
    xml.finish()
}

pub(super) fn index(children: &[Child]) -> String {
    let mut xml = Xml::new();
    xml.raw("<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
    for child in children {
        xml.raw("<sitemap>\n");
        xml.element("loc", &[], &child.url);
        xml.element("lastmod", &[], &child.changed);
        xml.raw("</sitemap>\n");
    }
    xml.raw("</sitemapindex>\n");
    xml.finish()
}
