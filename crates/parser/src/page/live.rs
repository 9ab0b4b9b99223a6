//! The entries of a live page: each opens with the first kept block of an element that bears a time of its own.
use std::collections::HashMap;

use model::Timestamp;
use model::article::FieldSource;

use super::block::Block;
use super::tag::Tag;
use super::tree::{NodeId, Tree};
use super::when;
use super::zone::Zone;

/// At most so many entries of one page get their time.
const MAX_ENTRIES: usize = 500;
/// An entry is found so many elements around its time.
const NEAR: usize = 6;

/// Gives the block that opens an entry the entry's time.
pub fn mark(tree: &Tree<'_>, blocks: &mut [Block], zone: Option<Zone>) {
    let times = tree.elements(tree.body()).filter(|(_, tag)| *tag == Tag::Time);
    let mut entries: HashMap<NodeId, Timestamp> = HashMap::new();
    let mut seen = Vec::new();
    for (id, _) in times.take(2 * MAX_ENTRIES) {
        let Some(stated) = tree.attribute(id, "datetime") else { continue };
        let Some(time) = when::read(&stated, zone, FieldSource::Dom) else { continue };
        seen.push((id, time.at));
    }
    for (id, at) in &seen {
        if let Some(entry) = entry_of(tree, *id)
            && entries.len() < MAX_ENTRIES
        {
            entries.entry(entry).or_insert(*at);
        }
    }
    // A single element with a time is the article and its date.
    if entries.len() < 2 {
        return;
    }
    for block in blocks.iter_mut().filter(|block| block.dropped.is_none()) {
        let entry = tree.ancestors(block.owner).find(|id| entries.contains_key(id));
        block.at = entry.and_then(|id| entries.remove(&id));
    }
}

/// The element around a time that has siblings of its kind, as entries have.
fn entry_of(tree: &Tree<'_>, time: NodeId) -> Option<NodeId> {
    let alike = |id: NodeId| {
        let class = tree.attribute(id, "class").unwrap_or_default();
        let Some(parent) = tree.parent(id) else { return false };
        let others = tree.children(parent).take(SIBLINGS).filter(|other| *other != id);
        let mut same = others.filter(|other| {
            tree.tag(*other) == tree.tag(id) && tree.attribute(*other, "class").unwrap_or_default() == class
        });
        same.next().is_some()
    };
    let blocks = tree.ancestors(time).skip(1).take(NEAR);
    blocks
        .filter(|id| matches!(tree.tag(*id), Some(Tag::Article | Tag::Li | Tag::Section | Tag::Div)))
        .find(|id| alike(*id))
}

/// Siblings that are looked at.
const SIBLINGS: usize = 40;
