//! The article's body: every block of the page with the verdict on it, in the order in which the rules judge.
use super::arbitrate;
use super::block::{self, Block};
use super::content;
use super::measure::Measure;
use super::prune;
use super::sources::Sources;
use super::tree::Tree;

/// All blocks of the page; those without a rule that drops them are the article.
pub fn blocks(tree: &Tree<'_>, measure: &Measure, sources: &Sources) -> Vec<Block> {
    let mut blocks = block::read(tree, measure);
    let mut titles: Vec<String> = sources.titles().map(prune::letters).collect();
    titles.extend(sources.title().map(|(title, _)| prune::letters(&title)));
    titles.retain(|title| title.len() > 3);
    let root = content::root(tree, &blocks, &titles);
    for block in &mut blocks {
        if !tree.contains(root, block.owner) {
            block.drop("outside the content");
        }
    }
    prune::prune(&mut blocks, &prune::Scene { tree, root, titles: &titles, sources });
    arbitrate::arbitrate(&mut blocks, sources.json_ld.body.as_deref());
    prune::close(&mut blocks);
    blocks
}
