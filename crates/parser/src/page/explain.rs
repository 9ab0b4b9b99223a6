//! Why each block of a page is in its article or not: what `page_why` prints and a report of a bad page quotes.
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
