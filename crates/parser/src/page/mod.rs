//! A page to an article: decode → tree → structured data → blocks → content → fields → text. Each step is a file.
use model::article::{Article, ArticleKind, FieldSource};
use model::{Timestamp, Warning};

use crate::zone;

mod arbitrate;
mod block;
mod body;
mod build;
mod charref;
mod content;
mod decode;
mod discard;
mod dom;
mod embedded;
mod error;
mod explain;
mod facts;
mod fields;
mod item;
mod json_ld;
mod live;
mod measure;
mod meta;
mod microdata;
mod names;
mod nature;
mod prune;
mod refuse;
mod relink;
mod signature;
mod sources;
mod stated;
mod story;
mod tag;
pub mod text;
mod title;
mod token;
mod tree;
mod when;

pub use error::{PageError, PageErrorKind};
pub use explain::{Explanation, Verdict};
pub use item::{from_item, merge};

/// What is known of a page besides its bytes.
#[derive(Clone, Copy, Debug, Default)]
pub struct PageContext<'c> {
    /// As fetched, after redirects.
    pub url: &'c str,
    pub content_type: Option<&'c str>,
    pub content_language: Option<&'c str>,
    pub now: Option<Timestamp>,
}

/// Reads the article of a page.
pub fn read(bytes: &[u8], context: &PageContext<'_>) -> Result<Article, PageError> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(PageError::Empty);
    }
    if decode::is_binary(bytes) {
        return Err(PageError::NotHtml);
    }
    let (source, cut) = decode::decode(bytes, context.content_type);
    if decode::is_garbled(&source) {
        return Err(PageError::Unreadable);
    }
    let tree = build::build(&source);
    if !tree.has_markup() {
        return Err(PageError::NotHtml);
    }
    let sources = sources(&tree, context);
    let measure = measure::Measure::of(&tree);
    let zone = zone::usual(context.url);
    let mut blocks = body::blocks(&tree, &measure, &sources);
    if nature::kind(&sources, context.url) == ArticleKind::Live {
        live::mark(&tree, &mut blocks, zone);
    }
    let mut story = story::read(blocks);
    let kept: usize = story.drafts.iter().map(|draft| draft.text.len()).sum();
    let mut text_from = FieldSource::Dom;
    if let Some(stated) = arbitrate::stated_paragraphs(sources.json_ld.body.as_deref(), kept) {
        story.drafts = stated;
        text_from = FieldSource::JsonLd;
    } else if kept < SCRIPT_FILLED {
        let embedded = embedded::paragraphs(&source);
        if embedded.iter().map(|draft| draft.text.len()).sum::<usize>() > 2 * kept {
            story.drafts = embedded;
            text_from = FieldSource::Other("script".to_owned());
        }
    }
    story.put_updates(&sources.json_ld.updates, zone);
    let mut article = fields::article(&sources, context);
    fields::put_story(&mut article, &sources, &mut story);
    (article.text, article.paragraphs) = text::join(story.drafts);
    article.sources.insert("text".to_owned(), text_from);
    let evidence = refuse::Evidence {
        sources: &sources,
        measure: &measure,
        url: context.url,
        tree: &tree,
        text: &article.text,
    };
    if let Some(error) = refuse::refuse(&evidence) {
        return Err(error);
    }
    if cut || tree.truncated {
        article.warnings.push(Warning::new("page-cut"));
        article.text_complete = false;
    }
    let stated = tree.attribute(tree::NodeId::ROOT, "lang");
    let stated = stated.as_deref().or(sources.json_ld.language.as_deref()).or(context.content_language);
    item::complete(&mut article, stated.or(sources.meta.language.as_deref()));
    Ok(article)
}

/// A page with less text of its own may hold its story in a script.
const SCRIPT_FILLED: usize = 300;

/// Every block of a page with the rule that keeps it out of the article, for whoever asks why.
pub fn explain(bytes: &[u8], context: &PageContext<'_>) -> Vec<Verdict> {
    let (source, _) = decode::decode(bytes, context.content_type);
    let tree = build::build(&source);
    let sources = sources(&tree, context);
    let measure = measure::Measure::of(&tree);
    explain::verdicts(&tree, body::blocks(&tree, &measure, &sources))
}

/// What a page comes to, and why: its `Display` is for a person who asks why a paragraph is missing.
pub fn explanation(bytes: &[u8], context: &PageContext<'_>) -> Explanation {
    Explanation { outcome: read(bytes, context), verdicts: explain(bytes, context) }
}

/// The texts of all `p` elements of the body as our tree has them, for comparison with another reader's.
#[doc(hidden)]
pub fn paragraph_texts(source: &str) -> Vec<String> {
    let tree = build::build(source);
    let shown = |id| tree.ancestors(id).all(|id| tree.tag(id) != Some(tag::Tag::Template));
    let paragraphs = tree.elements(tree.body()).filter(|(id, tag)| *tag == tag::Tag::P && shown(*id));
    let texts =
        paragraphs.map(|(id, _)| tree.plain_text(id).split_whitespace().collect::<Vec<_>>().join(" "));
    texts.filter(|text| !text.is_empty()).collect()
}

fn sources(tree: &tree::Tree<'_>, context: &PageContext<'_>) -> sources::Sources {
    let graph = json_ld::Graph::of(tree);
    let metas = meta::Metas::of(tree);
    sources::Sources {
        json_ld: stated::facts(&graph, context.url),
        meta: metas.facts(),
        microdata: microdata::facts(tree),
        dom: dom::facts(tree, &metas),
        url: context.url.to_owned(),
        head: metas.title.clone(),
    }
}

#[cfg(test)]
mod hostile;
#[cfg(test)]
mod tests;
