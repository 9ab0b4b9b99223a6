//! What the page says twice: pull quotes repeat a sentence of the story, templates repeat a paragraph.
use std::collections::HashSet;

use model::Hash64;

use super::letters;
use crate::page::block::{Block, BlockKind};

pub fn drop_echoes(blocks: &mut [Block]) {
    let mut seen: HashSet<u64> = HashSet::new();
    for block in super::kept(blocks).filter(|block| block.chars > 100) {
        if !seen.insert(Hash64::of([letters(&block.text)]).0) {
            block.drop("repeated");
        }
    }
    let quoted =
        |block: &Block| block.kind == BlockKind::Quote || block.kind != BlockKind::Heading && block.is_bold();
    if !blocks.iter().any(|block| block.dropped.is_none() && quoted(block)) {
        return;
    }
    let prose: Vec<String> = blocks
        .iter()
        .filter(|block| block.dropped.is_none() && block.chars > 100)
        .map(|block| letters(&block.text))
        .collect();
    for block in super::kept(blocks).filter(|block| quoted(block)) {
        let text = letters(&block.text);
        if text.len() > 25 && prose.iter().any(|other| other.len() > text.len() && other.contains(&text)) {
            block.drop("pull-quote");
        }
    }
}
