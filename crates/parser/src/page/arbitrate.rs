//! The page's own `articleBody` as a witness: never believed alone (it is cut short, or a teaser, on many pages), but where it
//! agrees with most of what the markup gave, it decides about the rest.
use super::block::{Block, BlockKind};
use super::prune::letters;
use super::text::Draft;

/// A shorter statement is a teaser.
const ENOUGH: usize = 300;

pub fn arbitrate(blocks: &mut [Block], stated: Option<&str>) {
    let Some(body) = stated.and_then(super::facts::line).map(|line| letters(&line)) else { return };
    if body.len() < ENOUGH {
        return;
    }
    let texts: Vec<Option<String>> =
        blocks.iter().map(|block| block.dropped.is_none().then(|| letters(&block.text))).collect();
    let found: Vec<Option<bool>> =
        texts.iter().map(|text| text.as_deref().and_then(|text| is_in(text, &body))).collect();
    let (mut both, mut kept) = (0, 0);
    for (text, found) in texts.iter().zip(&found) {
        let size = text.as_deref().map_or(0, str::len);
        kept += size;
        both += if *found == Some(true) { size } else { 0 };
    }
    let covered = both as f32 / body.len() as f32;
    let agreed = both as f32 / kept.max(1) as f32;
    if covered < 0.8 || agreed < 0.6 {
        return;
    }
    judge(blocks, &found);
}

/// Whether the stated body holds the block; `None` for lines too short to tell.
fn is_in(text: &str, body: &str) -> Option<bool> {
    let length = text.chars().count();
    if length < 12 {
        return None;
    }
    if body.contains(text) {
        return Some(true);
    }
    // One differing word (an inline label, a repaired entity) does not make it another paragraph.
    let part = |skip: usize| text.chars().skip(skip).take(40).collect::<String>();
    Some(
        length > 120
            && (body.contains(&part(0)) && body.contains(&part(length / 2))
                || body.contains(&part(length / 2)) && body.contains(&part(length - 40))),
    )
}

fn judge(blocks: &mut [Block], found: &[Option<bool>]) {
    // Bodies are stated with or without headings and lists; only where some are in it do the others count as missing.
    let states = |kind: BlockKind| {
        blocks.iter().zip(found).any(|(b, f)| b.dropped.is_none() && b.kind == kind && *f == Some(true))
    };
    let headings = states(BlockKind::Heading);
    let items = states(BlockKind::Item);
    for (block, found) in blocks.iter_mut().zip(found) {
        let decided = match block.kind {
            BlockKind::Heading => headings,
            BlockKind::Item => items,
            BlockKind::Cell => false,
            _ => true,
        };
        if decided && *found == Some(false) {
            block.drop("not in the stated body");
        }
    }
}

/// The stated body as paragraphs, for a page whose markup holds none of it.
pub fn stated_paragraphs(stated: Option<&str>, kept: usize) -> Option<Vec<Draft>> {
    let stated = stated?;
    if stated.len() < ENOUGH || kept * 2 > stated.len() {
        return None;
    }
    let marked =
        stated.replace("</p>", "\n").replace("<br", "\n<br").replace("</h", "\n</h").replace("</li>", "\n");
    let lines: Vec<Draft> = marked.lines().filter_map(super::facts::line).map(Draft::text).collect();
    (!lines.is_empty()).then_some(lines)
}
