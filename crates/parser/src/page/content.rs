//! Where the article stands in its page: the element that its publisher names, checked against where the prose is.
use super::block::{Block, BlockKind};
use super::discard::words;
use super::measure::Measure;
use super::tag::Tag;
use super::tree::{NodeId, Tree};

/// The element whose blocks are the article's body, by markup and density.
pub fn root(tree: &Tree<'_>, blocks: &[Block], measure: &Measure) -> NodeId {
    let weights = Weights::of(tree, blocks);
    let dense = weights.densest(tree);
    let named = named(tree, &weights, measure);
    match named {
        Some(named) if weights.sum(named) >= 0.6 * weights.sum(dense) => named,
        _ => dense,
    }
}

/// How much prose stands below each element, as kept blocks count it.
struct Weights {
    sums: Vec<f32>,
    /// Prose whose parent or grandparent the element is, near prose counting more.
    near: Vec<f32>,
}

/// What a block says for being prose: its length up to a limit, links and other kinds of block counting less.
fn weight(block: &Block) -> f32 {
    if block.dropped.is_some() || block.link_share() > 0.5 {
        return 0.0;
    }
    let wide = block.text.len() as f32 / block.text.chars().count().max(1) as f32 > 2.0;
    // A line of Chinese, Japanese or Korean says as much in half the characters.
    let chars = block.chars as f32 * if wide { 2.0 } else { 1.0 };
    let chars = chars.min(600.0) * (1.0 - block.link_share());
    match block.kind {
        BlockKind::Heading => 0.0,
        BlockKind::Text | BlockKind::Quote | BlockKind::Pre if chars >= 60.0 => chars,
        BlockKind::Item | BlockKind::Cell if chars >= 80.0 => chars * 0.6,
        _ => chars * 0.1,
    }
}

impl Weights {
    fn of(tree: &Tree<'_>, blocks: &[Block]) -> Weights {
        let mut weights = Weights { sums: vec![0.0; tree.len()], near: vec![0.0; tree.len()] };
        for block in blocks {
            let weight = weight(block);
            if weight <= 0.0 {
                continue;
            }
            for (distance, id) in tree.ancestors(block.owner).enumerate() {
                weights.sums[id.index()] += weight;
                if (1..=3).contains(&distance) {
                    weights.near[id.index()] += weight / distance as f32;
                }
                if distance == 0 && block.owner_tag != Tag::P {
                    weights.near[id.index()] += weight;
                }
            }
        }
        weights
    }

    fn sum(&self, id: NodeId) -> f32 {
        self.sums.get(id.index()).copied().unwrap_or(0.0)
    }

    /// The element nearest to most prose, widened while its parent adds a good part of the same.
    fn densest(&self, tree: &Tree<'_>) -> NodeId {
        let best = self.near.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1).then(b.0.cmp(&a.0)));
        let mut top = match best {
            Some((at, near)) if *near > 0.0 => NodeId(at as u32),
            _ => return tree.body(),
        };
        while let Some(parent) = tree.parent(top) {
            let widened = self.sum(parent) > 1.15 * self.sum(top);
            let stop = parent == tree.body()
                || tree.tag(top).is_some_and(|tag| matches!(tag, Tag::Article | Tag::Main));
            if stop {
                break;
            }
            if widened && !self.worth(tree, parent, top) {
                break;
            }
            top = parent;
        }
        top
    }

    /// Whether what `parent` adds to `top` is more of the same: siblings that are dense themselves.
    fn worth(&self, tree: &Tree<'_>, parent: NodeId, top: NodeId) -> bool {
        let share = self.sum(top) / self.sum(parent).max(1.0);
        let class = tree.attribute(top, "class").unwrap_or_default();
        let alike = tree
            .children(parent)
            .filter(|id| *id != top && self.sum(*id) > 0.0)
            .filter(|id| {
                tree.tag(*id) == tree.tag(top) && tree.attribute(*id, "class").unwrap_or_default() == class
            })
            .map(|id| self.sum(id))
            .sum::<f32>();
        share > 0.7 || alike > 0.5 * (self.sum(parent) - self.sum(top))
    }
}

/// The element that carries a name publishers give to an article's body, the most prose of the best-named.
fn named(tree: &Tree<'_>, weights: &Weights, measure: &Measure) -> Option<NodeId> {
    let mut best: Option<(f32, NodeId)> = None;
    for (id, tag) in tree.elements(tree.body()) {
        if !tag.is_block() && tag != Tag::Other || weights.sum(id) <= 0.0 {
            continue;
        }
        let Some(rank) = rank(tree, id, tag) else { continue };
        let value = weights.sum(id) * rank;
        if best.is_none_or(|(most, _)| value > most) {
            best = Some((value, id));
        }
    }
    let _ = measure;
    best.map(|(_, id)| id)
}

/// Whether an element carries a name that only an article's body has.
pub fn is_named_body(tree: &Tree<'_>, id: NodeId, tag: Tag) -> bool {
    rank(tree, id, tag).is_some_and(|rank| rank >= 1.0)
}

/// How sure a name is: 1 for `articleBody`, less for wider elements.
fn rank(tree: &Tree<'_>, id: NodeId, tag: Tag) -> Option<f32> {
    let mut rank: f32 = match tag {
        Tag::Article => 0.6,
        Tag::Main => 0.4,
        _ => 0.0,
    };
    for (name, value) in tree.attributes(id) {
        match name {
            "itemprop" if value.split_ascii_whitespace().any(|v| v == "articleBody" || v == "reviewBody") => {
                rank = 1.0
            }
            "class" | "id" | "data-testid" | "data-component" | "data-qa" | "data-type" | "name" => {
                rank = rank.max(rank_of_names(value));
            }
            _ => {}
        }
    }
    (rank > 0.0).then_some(rank)
}

fn rank_of_names(value: &str) -> f32 {
    let mut rank: f32 = 0.0;
    let mut previous = String::new();
    for word in words(value) {
        let subject = matches!(
            previous.as_str(),
            "article"
                | "story"
                | "entry"
                | "post"
                | "news"
                | "artikel"
                | "articulo"
                | "rich"
                | "content"
                | "body"
                | "page"
                | "text"
                | "detail"
                | "blog"
        );
        let object = matches!(
            word.as_str(),
            "body" | "content" | "text" | "copy" | "contents" | "paragraphs" | "bodytext" | "txt"
        );
        if subject && object {
            let strong =
                !matches!(previous.as_str(), "page" | "content" | "body" | "text" | "rich" | "detail");
            rank = rank.max(if strong { 1.0 } else { 0.8 });
        }
        rank = rank.max(match word.as_str() {
            "articlebody" | "storybody" | "articlecontent" | "articletext" | "storycontent"
            | "entrycontent" | "postcontent" | "postbody" | "bodycopy" | "newsbody" | "bodytext"
            | "articletxt" => 1.0,
            _ => 0.0,
        });
        previous = word;
    }
    rank
}
