//! Atom 1.0 (RFC 4287).
use super::markup::{Xml, body_html};
use super::{Edition, Entry};
use crate::publisher::Guid;

pub(super) fn render(edition: &Edition) -> String {
    let mut xml = Xml::new();
    let language =
        format!("<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n", edition.feed.language);
    xml.raw(&language);
    xml.element("title", &[], &format!("{} | {}", edition.feed.title, edition.publisher.name));
    xml.element("id", &[], &format!("tag:{},2005:{}", edition.publisher.domain, edition.feed.path));
    xml.element("updated", &[], &edition.changed_rfc3339);
    xml.empty("link", &[("rel", "self"), ("type", "application/atom+xml"), ("href", &edition.url)]);
    for (rel, url) in &edition.links {
        xml.empty("link", &[("rel", rel), ("href", url)]);
    }
    if edition.is_archive {
        xml.raw("<fh:archive xmlns:fh=\"http://purl.org/syndication/history/1.0\"/>\n");
    }
    xml.empty(
        "link",
        &[("rel", "alternate"), ("type", "text/html"), ("href", &format!("{}/", edition.base))],
    );
    xml.element("rights", &[], &format!("© {}", edition.publisher.name));
    for entry in &edition.entries {
        item(&mut xml, edition, entry);
    }
    xml.raw("</feed>\n");
    xml.finish()
}

fn item(xml: &mut Xml, edition: &Edition, entry: &Entry) {
    let (story, zone) = (&entry.version.story, edition.publisher.zone);
    xml.raw("<entry>\n");
    xml.element("title", &[("type", "text")], &story.title);
    // Atom requires an id, so a feed that says `None` still has the tag.
    let id = entry.guid.clone().or_else(|| entry.article.guid(edition.publisher, Guid::Tag, &entry.url));
    xml.element("id", &[], &id.unwrap_or_default());
    xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", &entry.link)]);
    xml.element("published", &[], &zone.rfc3339(entry.article.published_at));
    xml.element("updated", &[], &zone.rfc3339(entry.version.shown_at));
    if let Some(byline) = &story.byline {
        xml.raw("<author>");
        xml.element("name", &[], byline);
        xml.raw("</author>\n");
    }
    xml.empty("category", &[("term", &story.section)]);
    for tag in &story.tags {
        xml.empty("category", &[("term", tag)]);
    }
    xml.element("summary", &[("type", "text")], &story.summary);
    if edition.feed.full_text {
        xml.element("content", &[("type", "html"), ("xml:base", &entry.url)], &body_html(story));
    }
    xml.raw("</entry>\n");
}
