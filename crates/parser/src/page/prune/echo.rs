//! What the page says twice: pull quotes repeat a sentence of the story, templates repeat a paragraph.
use std::collections::HashSet;

use super::letters;
use crate::page::block::{Block, BlockKind};

pub fn drop_echoes(blocks: &mut [Block]) {
    let mut seen: HashSet<String> = HashSet::new();
    for block in super::kept(blocks) {
        let text = letters(&block.text);
        if block.chars > 100 && !seen.insert(text) {
            block.drop("repeated");
        }
    }
    let prose: Vec<String> = blocks
        .iter()
        .filter(|block| block.dropped.is_none() && block.chars > 100)
        .map(|block| letters(&block.text))
        .collect();
    for block in super::kept(blocks) {
        let quoted = block.kind == BlockKind::Quote || block.kind != BlockKind::Heading && block.is_bold();
        let text = letters(&block.text);
        if quoted
            && text.len() > 25
            && prose.iter().any(|other| other.len() > text.len() && other.contains(&text))
        {
            block.drop("pull-quote");
        }
    }
}
