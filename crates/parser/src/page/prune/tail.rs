//! What stands after the story: biographies, lists of links, headings with nothing below them.
use super::Scene;
use super::style::{Style, is_prose};
use crate::page::block::{Block, BlockKind};

pub fn drop_tail(blocks: &mut [Block], style: &Style, scene: &Scene<'_, '_>) {
    let last_main = (0..blocks.len())
        .rev()
        .find(|at| blocks[*at].dropped.is_none() && style.main[*at] && is_prose(&blocks[*at]));
    let Some(last_main) = last_main else { return };
    let tail: Vec<usize> = (last_main + 1..blocks.len()).filter(|at| blocks[*at].dropped.is_none()).collect();
    let mut ended = false;
    for at in tail {
        let block = &blocks[at];
        ended |= block.kind == BlockKind::Heading
            && !style.main[at]
            && style.box_of(scene.tree, block, scene.root).is_some_and(|id| id != block.owner);
        if ended {
            blocks[at].drop("after the story");
        }
    }
}

/// A heading that no kept text follows belonged to what was dropped.
pub fn drop_bare_headings(blocks: &mut [Block]) {
    let mut text_follows = false;
    for block in blocks.iter_mut().rev().filter(|block| block.dropped.is_none()) {
        if block.kind == BlockKind::Heading {
            if !text_follows {
                block.drop("heading without text");
            }
        } else {
            text_follows = true;
        }
    }
}
