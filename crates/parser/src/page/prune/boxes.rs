//! Boxes that interrupt the story: captions, facts, links, embedded cards; told by holding none of its prose.
use std::collections::HashMap;

use super::Scene;
use super::style::Style;
use crate::page::block::{Block, BlockKind};
use crate::page::names::has_word;
use crate::page::tag::Tag;
use crate::page::tree::{NodeId, Tree};

pub fn drop_boxes(blocks: &mut [Block], style: &Style, scene: &Scene<'_, '_>) {
    let mut boxes: HashMap<NodeId, Vec<usize>> = HashMap::new();
    for (at, block) in blocks.iter().enumerate().filter(|(_, block)| block.dropped.is_none()) {
        if let Some(id) = style.box_of(scene.tree, block, scene.root) {
            boxes.entry(id).or_default().push(at);
        }
    }
    let story: u32 = blocks.iter().filter(|block| block.dropped.is_none()).map(|block| block.chars).sum();
    for (id, members) in boxes {
        if let Some(rule) = judge(blocks, id, &members, story, scene) {
            for at in members {
                blocks[at].drop(rule);
            }
        }
    }
}

/// Elements that set part of a story apart without making it something else.
fn is_plain(tag: Option<Tag>) -> bool {
    use Tag::*;
    matches!(
        tag,
        Some(
            P | Ul | Ol | Li | Dl | Dt | Dd | Blockquote | Pre | H1 | H2 | H3 | H4 | H5 | H6 | Table | Center
        )
    )
}

fn judge(
    blocks: &[Block],
    id: NodeId,
    members: &[usize],
    story: u32,
    scene: &Scene<'_, '_>,
) -> Option<&'static str> {
    let tag = scene.tree.tag(id);
    let chars: u32 = members.iter().map(|at| blocks[*at].chars).sum();
    if has_image(scene.tree, id) && chars < 400 {
        return Some("caption");
    }
    if is_plain(tag) {
        return None;
    }
    let named = |words| members.iter().any(|at| is_named(scene.tree, blocks[*at].owner, id, words));
    if named(WALLS) {
        return Some("paywall");
    }
    if named(OFFERS) {
        return Some("offer");
    }
    let linked: u32 = members.iter().map(|at| blocks[*at].linked).sum();
    let links = linked * 2 > chars;
    if links {
        return Some("link box");
    }
    // Tables, and what makes up a good part of the story, are no aside.
    let together = members.windows(2).all(|pair| pair[1] - pair[0] <= 3);
    let cells = members.iter().any(|at| blocks[*at].kind == BlockKind::Cell);
    if !together || cells || chars * 5 > story {
        return None;
    }
    let heads = members.iter().filter(|at| blocks[**at].kind == BlockKind::Heading).count();
    if heads > 0 && members.len() > heads {
        return Some("box");
    }
    None
}

/// A box that sells a subscription says so in a name on the way to its text.
fn is_named(tree: &Tree<'_>, inner: NodeId, outer: NodeId, words: &[&str]) -> bool {
    let inside = |id: &NodeId| tree.contains(outer, *id);
    tree.ancestors(inner).take_while(inside).any(|id| has_word(tree, id, &["class", "id"], words))
}

/// Paragraphs of the story may be named so too ("to be hidden by the paywall"); a box that holds none of it is the wall.
const WALLS: &[&str] = &["paywall", "regwall"];

#[rustfmt::skip]
const OFFERS: &[&str] = &[
    "offer", "abo", "premium", "gate", "metering", "teaser", "promo", "subscriber", "upsell", "cta",
];

fn has_image(tree: &Tree<'_>, id: NodeId) -> bool {
    tree.elements(id).take(200).any(|(_, tag)| matches!(tag, Tag::Img | Tag::Picture | Tag::Video))
}
