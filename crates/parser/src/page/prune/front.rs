//! What stands before the story: kicker, headline, standfirst, byline, date, reading time.
use super::style::{Style, is_prose};
use super::{Scene, letters};
use crate::page::block::{Block, BlockKind};
use crate::page::names::has_word;
use crate::page::tag::Tag;
use crate::page::tree::NodeId;

/// The headline stands within so many kept blocks of the top, or it is something else.
const TOP: usize = 12;

pub fn drop_front_matter(blocks: &mut [Block], style: &Style, scene: &Scene<'_, '_>) {
    let titles = scene.titles;
    let leads: Vec<String> = scene.sources.leads().map(letters).filter(|lead| lead.len() > 20).collect();
    let kept: Vec<usize> = (0..blocks.len()).filter(|at| blocks[*at].dropped.is_none()).collect();
    let solid: u32 = kept.iter().filter(|at| style.main[**at]).map(|at| blocks[*at].chars).sum();
    let is_story = |at: usize| style.main[at] && is_prose(&blocks[at]);
    let first = kept.iter().position(|at| is_story(*at)).unwrap_or(0);
    let place = kept.get(first).and_then(|at| scene.tree.parent(blocks[*at].owner));
    if let Some(headline) = kept.iter().take(first.min(TOP)).rposition(|at| is_headline(&blocks[*at], titles))
    {
        for at in &kept[..headline] {
            blocks[*at].drop("before the headline");
        }
        blocks[kept[headline]].drop("headline");
    }
    // One paragraph that stands apart before the story is its standfirst; several are the story in other markup.
    let mut before = kept.iter().take(first).copied().filter(|at| is_text(&blocks[*at]));
    let alone = before.next().filter(|_| before.next().is_none());
    for at in kept.into_iter().take(first + 1) {
        let block = &blocks[at];
        let own_markup = !style.main[at];
        let beside = style.main[at] || stands_beside(block, place, scene);
        let is_standfirst = |at: usize| {
            let in_line = beside && block.owner_tag == Tag::P;
            own_markup && !in_line && (is_lead(block, &leads) || is_named_lead(block, scene))
                || block.kind == BlockKind::Heading && block.chars >= 40 && at_top(&blocks[..at])
                || alone == Some(at) && !beside && solid > 6 * block.chars
        };
        let rule = if block.dropped.is_some() {
            continue;
        } else if is_headline(block, titles) {
            "headline"
        } else if is_standfirst(at) {
            "standfirst"
        } else if beside || is_prose(block) || block.kind == BlockKind::Item && is_sentence(block) {
            continue;
        } else {
            "before the story"
        };
        blocks[at].drop(rule);
    }
}

fn is_text(block: &Block) -> bool {
    block.dropped.is_none() && is_prose(block) && block.kind == BlockKind::Text
}

/// Whether a block stands where the story does; the items of a list stand where their list does.
fn stands_beside(block: &Block, place: Option<NodeId>, scene: &Scene<'_, '_>) -> bool {
    let parent = scene.tree.parent(block.owner);
    let list = parent.filter(|_| block.kind == BlockKind::Item).and_then(|list| scene.tree.parent(list));
    place.is_some() && (parent == place || list == place)
}

/// Whether nothing before has been kept.
fn at_top(before: &[Block]) -> bool {
    before.iter().all(|block| block.dropped.is_some())
}

fn is_headline(block: &Block, titles: &[String]) -> bool {
    if block.chars > 400 {
        return false;
    }
    let text = letters(&block.text);
    titles.iter().any(|title| {
        *title == text
            || block.kind == BlockKind::Heading
                && text.len() > 12
                && (title.starts_with(&text) || text.ends_with(title) || title.ends_with(&text))
    })
}

/// The page's own description, word for word or its beginning.
fn is_lead(block: &Block, leads: &[String]) -> bool {
    let text = letters(&block.text);
    let start: String = text.chars().take(60).collect();
    !text.is_empty()
        && leads.iter().any(|lead| {
            *lead == text
                || lead.len() > 60
                    && text.len() <= lead.len() + 20
                    && lead.starts_with(&start)
                    && text.len() > 60
        })
}

fn is_named_lead(block: &Block, scene: &Scene<'_, '_>) -> bool {
    has_word(scene.tree, block.owner, &["class", "itemprop", "data-testid"], LEADS)
}

#[rustfmt::skip]
const LEADS: &[&str] = &[
    "standfirst", "subtitle", "dek", "deck", "subheadline", "summary", "lead", "intro", "teaser", "description", "excerpt", "subhead", "chapo", "vorspann", "lede", "kicker",
];

fn is_sentence(block: &Block) -> bool {
    block.chars >= 12
        && block.text.ends_with(['.', '!', '?', '”', '"', '»', '…', '。', '」', ':', '؟', '।', '“', '’'])
}
