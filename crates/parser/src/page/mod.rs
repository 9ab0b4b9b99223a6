//! A page to an article: decode → tree → structured data → blocks → content → fields → text. Each step is a file.
use model::article::{Article, ParagraphKind};
use model::{Timestamp, Warning};

use crate::{credit, take};

mod arbitrate;
mod block;
mod body;
mod build;
mod charref;
mod content;
mod decode;
mod discard;
mod dom;
mod error;
mod explain;
mod facts;
mod fields;
mod item;
mod json_ld;
mod measure;
mod meta;
mod microdata;
mod prune;
mod stated;
mod tag;
pub mod text;
mod title;
mod token;
mod tree;
mod when;
mod zone;

pub use error::{PageError, PageErrorKind};
pub use explain::Verdict;
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
    let (source, cut) = decode::decode(bytes, context.content_type);
    let tree = build::build(&source);
    if tree.is_empty() {
        return Err(PageError::NotHtml);
    }
    let sources = sources(&tree, context);
    let mut article = fields::article(&sources, context);
    let mut drafts: Vec<text::Draft> = body::blocks(&tree, &sources)
        .into_iter()
        .filter(|block| block.dropped.is_none())
        .map(|block| text::Draft {
            kind: match block.kind {
                block::BlockKind::Heading => ParagraphKind::Heading,
                block::BlockKind::Item => ParagraphKind::List,
                _ => ParagraphKind::Text,
            },
            text: block.text,
            at: None,
        })
        .collect();
    let kept = drafts.iter().map(|draft| draft.text.len()).sum();
    if let Some(stated) = arbitrate::stated_paragraphs(sources.json_ld.body.as_deref(), kept) {
        drafts = stated;
    }
    if let Some(last) = drafts.last_mut() {
        let (text, credit) = credit::strip(&last.text);
        last.text = text.to_owned();
        article.credit = credit;
    }
    let title = article.title.take().unwrap_or_default();
    let (title, take) = take::strip(&title, &mut drafts);
    article.title = Some(title).filter(|title| !title.is_empty());
    article.take = take;
    if cut || tree.truncated {
        article.warnings.push(Warning::new("page-cut"));
    }
    (article.text, article.paragraphs) = text::join(drafts);
    let stated = tree.attribute(tree::NodeId::ROOT, "lang");
    item::complete(&mut article, stated.as_deref().or(context.content_language));
    Ok(article)
}

/// Every block of a page with the rule that keeps it out of the article, for whoever asks why.
pub fn explain(bytes: &[u8], context: &PageContext<'_>) -> Vec<Verdict> {
    let (source, _) = decode::decode(bytes, context.content_type);
    let tree = build::build(&source);
    let sources = sources(&tree, context);
    explain::verdicts(&tree, body::blocks(&tree, &sources))
}

fn sources(tree: &tree::Tree<'_>, context: &PageContext<'_>) -> fields::Sources {
    let graph = json_ld::Graph::of(tree);
    let metas = meta::Metas::of(tree);
    fields::Sources {
        json_ld: stated::facts(&graph, context.url),
        meta: metas.facts(),
        microdata: microdata::facts(tree),
        dom: dom::facts(tree, &metas),
        head: metas.title.clone(),
    }
}
