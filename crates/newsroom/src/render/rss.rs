//! RSS 2.0, with the namespaces that publishers use beside it.
use super::markup::{Xml, body_html};
use super::{Edition, Entry};

pub(super) fn render(edition: &Edition) -> String {
    let mut xml = Xml::new();
    xml.raw(concat!(
        "<rss version=\"2.0\" xmlns:atom=\"http://www.w3.org/2005/Atom\"",
        " xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"",
        " xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:fh=\"http://purl.org/syndication/history/1.0\"",
        " xmlns:media=\"http://search.yahoo.com/mrss/\">\n<channel>\n"
    ));
    xml.element("title", &[], &format!("{} - {}", edition.publisher.name, edition.feed.title));
    xml.element("link", &[], &format!("{}/", edition.base));
    xml.element("description", &[], &format!("{} from {}", edition.feed.title, edition.publisher.name));
    xml.element("language", &[], &edition.feed.language);
    let year = edition.changed_rfc3339.get(..4).unwrap_or_default();
    xml.element("copyright", &[], &format!("Copyright {year} {}", edition.publisher.name));
    xml.element("lastBuildDate", &[], &edition.changed_rfc822);
    xml.empty("atom:link", &[("href", &edition.url), ("rel", "self"), ("type", "application/rss+xml")]);
    for (rel, url) in &edition.links {
        xml.empty("atom:link", &[("href", url), ("rel", rel)]);
    }
    if edition.is_archive {
        xml.empty("fh:archive", &[]);
    }
    for entry in &edition.entries {
        item(&mut xml, edition, entry);
    }
    xml.raw("</channel>\n</rss>\n");
    xml.finish()
}

fn item(xml: &mut Xml, edition: &Edition, entry: &Entry) {
    let story = &entry.version.story;
    xml.raw("<item>\n");
    xml.element("title", &[], &story.title);
    xml.element("link", &[], &entry.link);
    if let Some(guid) = &entry.guid {
        let permalink = if *guid == entry.url { "true" } else { "false" };
        xml.element("guid", &[("isPermaLink", permalink)], guid);
    }
    xml.element("pubDate", &[], &edition.publisher.zone.rfc822(entry.article.published_at));
    if let Some(byline) = &story.byline {
        xml.element("dc:creator", &[], byline);
    }
    xml.element("category", &[], &story.section);
    for tag in &story.tags {
        xml.element("category", &[], tag);
    }
    xml.element("description", &[], &story.summary);
    if edition.feed.full_text {
        xml.element("content:encoded", &[], &body_html(story));
    }
    if let Some(image) = &story.image {
        let photo = format!("{}/photo/{}.gif", edition.base, story.slug);
        xml.raw("<media:group>");
        xml.empty("media:content", &[("url", &photo), ("medium", "image"), ("type", "image/gif")]);
        xml.element("media:description", &[], &image.caption);
        xml.element("media:credit", &[], &image.credit);
        xml.raw("</media:group>\n");
    }
    xml.raw("</item>\n");
}
