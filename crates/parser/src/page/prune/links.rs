//! Lines and lists that only lead elsewhere.
use std::collections::HashMap;

use super::Scene;
use crate::page::block::{Block, BlockKind};
use crate::page::tag::Tag;
use crate::page::tree::NodeId;

pub fn drop_links(blocks: &mut [Block], scene: &Scene<'_, '_>) {
    for block in super::kept(blocks) {
        if block.link_share() >= 0.75 && !is_linked_sentence(block) {
            block.drop("links");
        } else if is_labelled_link(block) {
            block.drop("labelled link");
        }
    }
    let mut lists: HashMap<NodeId, Vec<usize>> = HashMap::new();
    for (at, block) in blocks.iter().enumerate().filter(|(_, block)| block.kind == BlockKind::Item) {
        if block.dropped.is_none_or(|rule| rule == "links")
            && let Some(list) = scene
                .tree
                .ancestors(block.owner)
                .find(|id| matches!(scene.tree.tag(*id), Some(Tag::Ul | Tag::Ol)))
        {
            lists.entry(list).or_default().push(at);
        }
    }
    for members in lists.into_values() {
        let (chars, linked) =
            members.iter().fold((0, 0), |(c, l), at| (c + blocks[*at].chars, l + blocks[*at].linked));
        if linked * 3 > chars && members.iter().all(|at| blocks[*at].links > 0) {
            members.into_iter().for_each(|at| blocks[at].drop("link list"));
        }
    }
}

/// "READ ON | Ferry halts two routes": a label in capitals, and a link that is all the rest.
fn is_labelled_link(block: &Block) -> bool {
    let Some((label, rest)) = block.text.split_once(['|', ':']) else { return false };
    let solid = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count() as u32;
    let shouts = !label.chars().any(char::is_lowercase) && label.chars().any(char::is_uppercase);
    block.kind == BlockKind::Text
        && shouts
        && (2..=6).contains(&label.split_whitespace().count())
        && block.links > 0
        && block.linked * 10 >= solid(rest) * 9
}

/// A sentence of the story that happens to be linked whole; headlines of other stories end without a stop.
fn is_linked_sentence(block: &Block) -> bool {
    let ends = block.text.ends_with(['.', '!', '?', '。', '।', '؟']);
    let ends = ends || block.chars >= 80 && block.text.ends_with(['”', '"', '»', '」']);
    block.owner_tag == Tag::P && ends && block.chars >= 40
}
