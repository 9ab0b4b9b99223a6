//! Blocks inside the content that are not the story: the ordered rules, each with the name it is reported under.
use super::block::Block;
use super::sources::Sources;
use super::tree::{NodeId, Tree};

mod boxes;
mod echo;
mod front;
mod links;
mod phrase;
mod style;
mod tail;

/// What the rules look at besides the blocks.
pub struct Scene<'t, 's> {
    pub tree: &'t Tree<'s>,
    pub root: NodeId,
    /// Every title of the page, as letters alone.
    pub titles: &'t [String],
    pub sources: &'t Sources,
}

/// Judges the blocks; each rule sees what the ones before it left.
pub fn prune(blocks: &mut [Block], scene: &Scene<'_, '_>) {
    links::drop_links(blocks, scene);
    phrase::drop_furniture(blocks);
    let style = style::Style::of(blocks, scene);
    front::drop_front_matter(blocks, &style, scene);
    boxes::drop_boxes(blocks, &style, scene);
    echo::drop_echoes(blocks);
    tail::drop_tail(blocks, &style, scene);
}

/// What the last step leaves behind: headings and introductions of what is gone.
pub fn close(blocks: &mut [Block]) {
    tail::drop_open_ends(blocks);
    tail::drop_bare_headings(blocks);
}

pub use phrase::furniture;

fn kept(blocks: &mut [Block]) -> impl Iterator<Item = &mut Block> {
    blocks.iter_mut().filter(|block| block.dropped.is_none())
}

/// Letters and digits alone, in lower case: what two spellings of one text share.
pub fn letters(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            out.push(c.to_ascii_lowercase());
        } else if !c.is_ascii() && c.is_alphanumeric() {
            out.extend(c.to_lowercase());
        }
    }
    out
}
