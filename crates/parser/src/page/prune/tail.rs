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
    let names: Vec<String> =
        scene.sources.author_names().map(super::letters).filter(|name| name.len() > 5).collect();
    drop_biographies(blocks, &names);
    drop_signatures(blocks);
    for at in tail {
        let block = &blocks[at];
        if block.dropped.is_some() {
            continue;
        }
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

/// "More on this in our live blog:" at the end introduced what is gone. A colon inside the story may lead on to a list.
pub fn drop_open_ends(blocks: &mut [Block]) {
    for block in blocks.iter_mut().rev().filter(|block| block.dropped.is_none()) {
        let lower = block.text.to_lowercase();
        let points = POINTING.iter().any(|words| lower.contains(words));
        if block.chars > 160 || !lower.ends_with([':', '：']) || !points {
            break;
        }
        block.drop("introduces nothing");
    }
}

#[rustfmt::skip]
const POINTING: &[&str] = &[
    "liveblog", "live blog", "live-blog", "liveticker", "live-ticker", "mehr zu", "mehr themen", "lesen sie", "more on", "more from", "read more", "read the full", "click here", "lire aussi", "en direct",
    "más sobre", "lee más", "leggi anche", "leia mais",
];

/// "Ada Field is our correspondent in …": one of the last blocks, about an author.
fn drop_biographies(blocks: &mut [Block], names: &[String]) {
    let kept: Vec<usize> = (0..blocks.len()).filter(|at| blocks[*at].dropped.is_none()).collect();
    if kept.len() < 6 {
        return;
    }
    for at in kept.iter().rev().take(3) {
        let text = super::letters(&blocks[*at].text);
        let start: String = text.chars().take(40).collect();
        if blocks[*at].chars < 600 && names.iter().any(|name| start.contains(name)) {
            blocks[*at].drop("about the author");
        }
    }
}

/// "mit dpa", "Coast (af)", "AFP/af": short last lines that are no sentence.
fn drop_signatures(blocks: &mut [Block]) {
    let kept: Vec<usize> = (0..blocks.len()).filter(|at| blocks[*at].dropped.is_none()).collect();
    if kept.len() < 4 {
        return;
    }
    for at in kept.iter().rev().take(3) {
        let block = &blocks[*at];
        let ends = block.text.ends_with([
            '.', '!', '?', '…', ':', '"', '”', '“', '»', '’', '\'', '。', '」', '』', '।', '؟', '۔', '다',
            '*', ')',
        ]);
        let bracket = block.text.ends_with(')') && !block.text.contains(['.', '!', '?', '”']);
        if block.kind != BlockKind::Text || block.chars > 50 || ends && !bracket {
            break;
        }
        blocks[*at].drop("signature");
    }
}
