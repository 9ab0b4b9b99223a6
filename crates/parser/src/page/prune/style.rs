//! How the story's paragraphs are marked up: the commonest signature of its prose, and which elements hold any of it.
use std::collections::HashMap;

use model::Hash64;

use super::Scene;
use crate::page::block::{Block, BlockKind};
use crate::page::tree::{NodeId, Tree};

pub struct Style {
    /// For each block, whether it is marked up as the bulk of the prose is.
    pub main: Vec<bool>,
    /// For each node, how many such blocks stand below it.
    counts: Vec<u32>,
}

impl Style {
    pub fn of(blocks: &[Block], scene: &Scene<'_, '_>) -> Style {
        let signatures: Vec<u64> = blocks.iter().map(|block| signature(scene.tree, block)).collect();
        let mut weights: HashMap<u64, u32> = HashMap::new();
        for (block, signature) in blocks.iter().zip(&signatures) {
            if block.dropped.is_none() && is_prose(block) {
                *weights.entry(*signature).or_default() += block.chars.min(600);
            }
        }
        let best = weights.iter().max_by_key(|(signature, weight)| (**weight, **signature));
        let main_signature = best.map(|(signature, _)| *signature);
        let kept = |at: &usize| blocks[*at].dropped.is_none();
        let last = (0..blocks.len()).rev().filter(kept).find(|at| Some(signatures[*at]) == main_signature);
        // Another signature that carries a good share of the prose is the story's too, but for what follows its end.
        let total: u32 = weights.values().sum();
        let main: Vec<bool> = (0..blocks.len())
            .map(|at| {
                let weight = weights.get(&signatures[at]).copied().unwrap_or(0);
                let second = weight * 4 >= total && is_prose(&blocks[at]) && Some(at) < last;
                kept(&at) && (Some(signatures[at]) == main_signature || second)
            })
            .collect();
        let mut counts = vec![0; scene.tree.len()];
        for (block, _) in blocks.iter().zip(&main).filter(|(_, main)| **main) {
            for id in scene.tree.ancestors(block.owner) {
                if let Some(count) = counts.get_mut(id.index()) {
                    *count += 1;
                }
                if id == scene.root {
                    break;
                }
            }
        }
        Style { main, counts }
    }

    pub fn holds_main(&self, id: NodeId) -> bool {
        self.counts.get(id.index()).is_some_and(|count| *count > 0)
    }

    /// The widest element around a block that holds none of the main prose; `None` when the block is main, or stands
    /// directly among it.
    pub fn box_of(&self, tree: &Tree<'_>, block: &Block, root: NodeId) -> Option<NodeId> {
        let mut widest = None;
        for id in tree.ancestors(block.owner) {
            if id == root || self.holds_main(id) {
                break;
            }
            widest = Some(id);
        }
        widest
    }
}

pub fn is_prose(block: &Block) -> bool {
    let wide = block.text.len() > block.text.chars().count() * 2;
    let enough = if wide { 30 } else { 60 };
    !matches!(block.kind, BlockKind::Heading) && block.chars >= enough && block.link_share() < 0.5
}

/// The element, its class, and those of its parent.
fn signature(tree: &Tree<'_>, block: &Block) -> u64 {
    let class = |id: NodeId| tree.attribute(id, "class").unwrap_or_default();
    let parent = tree.parent(block.owner).unwrap_or(NodeId::ROOT);
    Hash64::of([tree.name(block.owner), &class(block.owner), tree.name(parent), &class(parent)]).0
}
