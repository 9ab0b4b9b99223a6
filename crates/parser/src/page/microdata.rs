//! Microdata in the page's own markup (`itemprop`), as facts.
use super::facts::{Facts, StatedImage, line};
use super::tag::Tag;
use super::tree::{NodeId, Tree};

/// Authors of one story stand within so many nodes of each other; further ones are of teasers.
const ONE_BYLINE: usize = 40;

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
                    if last_author
                        .is_none_or(|last: NodeId| id.index().abs_diff(last.index()) < ONE_BYLINE) =>
                {
                    last_author = Some(id);
                    let name = name_of(tree, id).or_else(|| value(tree, id, tag));
                    facts.authors.extend(name.filter(|name| !name.starts_with("http")));
                }
                "image" => {
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
        None => Some(tree.text(id)).filter(|text| !text.is_empty() && text.len() < 1000),
    }
}

fn name_of(tree: &Tree<'_>, id: NodeId) -> Option<String> {
    let inner = tree
        .elements(id)
        .find(|(inner, _)| *inner != id && tree.attribute(*inner, "itemprop").is_some_and(|p| p == "name"));
    inner.and_then(|(inner, tag)| value(tree, inner, tag))
}
