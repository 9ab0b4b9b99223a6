//! Microdata in the page's own markup (`itemprop`), as facts.
use super::facts::{Facts, StatedImage, line};
use super::tag::Tag;
use super::tree::{NodeId, Tree};

/// Authors of one story stand within so many nodes of each other; further ones are of teasers.
const ONE_BYLINE: usize = 40;

/// Authors or images that are kept.
const MANY: usize = 100;
/// Elements below an author in which its name is looked for.
const SCANNED: usize = 100;

pub fn facts(tree: &Tree<'_>) -> Facts {
    let mut facts = Facts::default();
    let mut last_author = None;
    for (id, tag) in tree.elements(NodeId::ROOT) {
        let Some(property) = tree.attribute(id, "itemprop") else { continue };
        for property in property.split_ascii_whitespace() {
            match property {
                "headline" => keep(&mut facts.title, || value(tree, id, tag)),
                "alternativeHeadline" => keep(&mut facts.subtitle, || value(tree, id, tag)),
                "description" => keep(&mut facts.summary, || value(tree, id, tag)),
                "datePublished" => keep(&mut facts.published, || value(tree, id, tag)),
                "dateModified" => keep(&mut facts.modified, || value(tree, id, tag)),
                "articleSection" => keep(&mut facts.section, || value(tree, id, tag)),
                "author" | "creator"
                    if facts.authors.len() < MANY
                        && last_author
                            .is_none_or(|last: NodeId| id.index().abs_diff(last.index()) < ONE_BYLINE) =>
                {
                    last_author = Some(id);
                    let name = name_of(tree, id).or_else(|| value(tree, id, tag));
                    facts.authors.extend(name.filter(|name| !name.starts_with("http")));
                }
                "image" if facts.images.len() < MANY => {
                    let url = tree.attribute(id, "src").or_else(|| tree.attribute(id, "content"));
                    facts.images.extend(
                        url.map(|url| StatedImage { url: url.trim().to_owned(), ..Default::default() }),
                    );
                }
                _ => {}
            }
        }
    }
    facts.authors.dedup();
    facts
}

fn keep(slot: &mut Option<String>, value: impl FnOnce() -> Option<String>) {
    if slot.is_none() {
        *slot = value();
    }
}

/// `content`, `datetime`, or the text.
fn value(tree: &Tree<'_>, id: NodeId, tag: Tag) -> Option<String> {
    let stated = tree.attribute(id, "content").or_else(|| match tag {
        Tag::Time => tree.attribute(id, "datetime"),
        Tag::Meta => tree.attribute(id, "value"),
        _ => None,
    });
    match stated.as_deref().and_then(line) {
        Some(value) => Some(value),
        None => tree.short_text(id, 1_000).filter(|text| !text.is_empty()),
    }
}

fn name_of(tree: &Tree<'_>, id: NodeId) -> Option<String> {
    let inner = tree
        .elements(id)
        .take(SCANNED)
        .find(|(inner, _)| *inner != id && tree.attribute(*inner, "itemprop").is_some_and(|p| p == "name"));
    inner.and_then(|(inner, tag)| value(tree, inner, tag))
}
