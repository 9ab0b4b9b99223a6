//! Why each block of a page is in its article or not: what `page_why` prints and a report of a bad page quotes.
use std::fmt;

use model::article::Article;

use super::PageError;
use super::block::Block;
use super::tree::{NodeId, Tree};

/// One block of a page and the verdict on it.
#[derive(Clone, Debug)]
pub struct Verdict {
    pub text: String,
    /// Where it stands: `main > div.article-body > p`.
    pub path: String,
    /// The rule that dropped it; `None` when it is in the article.
    pub rule: Option<&'static str>,
}

/// A page's outcome and the verdicts that led to it; its `Display` is meant for a terminal.
#[derive(Clone, Debug)]
pub struct Explanation {
    pub outcome: Result<Article, PageError>,
    pub verdicts: Vec<Verdict>,
}

impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.outcome {
            Ok(article) => fields(f, article)?,
            Err(error) => writeln!(f, "refused: {error}")?,
        }
        writeln!(f)?;
        let mut place = String::new();
        for run in self.verdicts.chunk_by(|a, b| is_frame(a) && is_frame(b) && a.rule == b.rule) {
            match run {
                [first, _, _, ..] => {
                    let text = format!("({} blocks) {}", run.len(), shown(&first.text));
                    line(f, first, &text, &mut place)?;
                }
                few => {
                    few.iter().try_for_each(|verdict| line(f, verdict, &shown(&verdict.text), &mut place))?
                }
            }
        }
        Ok(())
    }
}

/// Rules that drop what is far from the story, whose blocks are shown as one line for many.
fn is_frame(verdict: &Verdict) -> bool {
    matches!(
        verdict.rule,
        Some("outside the content" | "hidden" | "nav" | "footer" | "comments" | "after the story")
    )
}

/// The rule and the text, and where they stand if that is another place than the last block's.
fn line(f: &mut fmt::Formatter<'_>, verdict: &Verdict, text: &str, place: &mut String) -> fmt::Result {
    let steps: Vec<&str> = verdict.path.split(" > ").collect();
    let near = steps.get(steps.len().saturating_sub(SHOWN_STEPS)..).unwrap_or_default().join(" > ");
    if near != *place {
        writeln!(f, "{:20} in {}", "", clipped(&near, 100))?;
        *place = near;
    }
    writeln!(f, "{:20} {text}", verdict.rule.unwrap_or("kept"))
}

fn fields(f: &mut fmt::Formatter<'_>, article: &Article) -> fmt::Result {
    let mut row = |name: &str, value: &str| {
        let source = article.sources.get(name).map_or("", |source| source.as_str());
        if value.is_empty() { Ok(()) } else { writeln!(f, "{name:16} {:10} {}", source, clipped(value, 120)) }
    };
    row("title", article.title.as_deref().unwrap_or("(none)"))?;
    row("subtitle", article.subtitle.as_deref().unwrap_or(""))?;
    let names: Vec<&str> = article.authors.iter().map(|author| author.name.as_str()).collect();
    row("authors", &names.join(", "))?;
    row("credit", article.credit.as_deref().unwrap_or(""))?;
    row("published_at", &article.published.as_ref().map(|time| time.at.to_string()).unwrap_or_default())?;
    row("modified_at", &article.modified.as_ref().map(|time| time.at.to_string()).unwrap_or_default())?;
    row("publisher", article.publisher.as_deref().unwrap_or(""))?;
    row("section", article.section.as_deref().unwrap_or(""))?;
    row("language", article.language.as_deref().unwrap_or(""))?;
    row("canonical_url", article.canonical_url.as_deref().unwrap_or(""))?;
    row("kind", &format!("{}, {}", article.kind, article.access))?;
    for notice in &article.notices {
        row("notice", &notice.text)?;
    }
    row("rights", article.rights.notice.as_deref().unwrap_or(""))?;
    let chars = article.text.chars().count();
    let whole = if article.text_complete { "" } else { ", incomplete" };
    row("text", &format!("{} paragraphs, {chars} characters{whole}", article.paragraphs.len()))
}

/// The nearest steps of a path are shown, and so many characters of a text.
const SHOWN_STEPS: usize = 3;
const SHOWN_CHARS: usize = 90;

fn shown(text: &str) -> String {
    clipped(text, SHOWN_CHARS)
}

fn clipped(text: &str, longest: usize) -> String {
    let clean: String = text.chars().take(longest).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if text.chars().nth(longest).is_some() { clean + "…" } else { clean }
}

pub(super) fn verdicts(tree: &Tree<'_>, blocks: Vec<Block>) -> Vec<Verdict> {
    blocks
        .into_iter()
        .map(|block| Verdict { path: path(tree, block.owner), text: block.text, rule: block.dropped })
        .collect()
}

/// A path shows so many steps, the nearest ones.
const MAX_STEPS: usize = 12;

fn path(tree: &Tree<'_>, id: NodeId) -> String {
    let mut ids: Vec<NodeId> = tree.ancestors(id).take_while(|id| *id != tree.body()).collect();
    let deep = ids.len() > MAX_STEPS;
    ids.truncate(MAX_STEPS);
    let mut steps: Vec<String> = ids.into_iter().map(|id| step(tree, id)).collect();
    steps.extend(deep.then(|| "…".to_owned()));
    steps.reverse();
    steps.join(" > ")
}

fn step(tree: &Tree<'_>, id: NodeId) -> String {
    let mut step = tree.name(id).to_ascii_lowercase();
    for (name, value) in tree.attributes(id) {
        match name {
            "id" => step.push_str(&format!("#{value}")),
            "class" => value.split_ascii_whitespace().for_each(|class| step.push_str(&format!(".{class}"))),
            "itemprop" | "role" | "data-testid" | "data-component" => {
                step.push_str(&format!("[{name}={value}]"))
            }
            _ => {}
        }
    }
    step
}
