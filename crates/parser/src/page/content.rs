//! Where the article stands in its page: near its headline, where prose is densest, in the element named as its body.
use super::block::{Block, BlockKind};
use super::names::{Word, words};
use super::prune::letters;
use super::tag::Tag;
use super::tree::{NodeId, Step, Tree};

/// The element whose blocks are the article's body.
pub fn root(tree: &Tree<'_>, blocks: &[Block], titles: &[String]) -> NodeId {
    let weights = Weights::of(tree, blocks);
    let scope = scope(tree, blocks, titles, &weights);
    let Some(dense) = weights.densest(tree, scope) else { return scope };
    let inside = |id: &NodeId| tree.contains(scope, *id);
    let named =
        tree.ancestors(dense).take_while(inside).find(|id| rank(tree, *id).is_some_and(|rank| rank >= NAMED));
    let base = named.unwrap_or(dense);
    let base = with_like(tree, base, scope, &weights);
    if named.is_some() { base } else { widen(tree, base, scope, &weights) }
}

/// The smallest element around the headline that holds a fair part of the prose: an infinite page holds other articles,
/// comments hold more text than what they comment.
fn scope(tree: &Tree<'_>, blocks: &[Block], titles: &[String], weights: &Weights) -> NodeId {
    let total = weights.sum(tree.body());
    let headline = |tag: Tag| {
        move |block: &&Block| {
            block.owner_tag == tag && block.chars > 8 && titles.contains(&letters(&block.text))
        }
    };
    let found = blocks
        .iter()
        .find(headline(Tag::H1))
        .or_else(|| blocks.iter().find(headline(Tag::H2)))
        .or_else(|| blocks.iter().find(headline(Tag::H3)));
    let Some(found) = found else { return tree.body() };
    let holds =
        |id: &NodeId, share: f32| weights.sum(*id) >= SCOPE_LEAST && weights.sum(*id) >= share * total;
    let article = tree.ancestors(found.owner).find(|id| is_article(tree, *id) && holds(id, ARTICLE_SHARE));
    article.or_else(|| tree.ancestors(found.owner).find(|id| holds(id, SCOPE_SHARE))).unwrap_or(tree.body())
}

fn is_article(tree: &Tree<'_>, id: NodeId) -> bool {
    tree.tag(id) == Some(Tag::Article) || tree.attribute(id, "role").is_some_and(|role| role == "article")
}

/// Prose that an element around the headline must hold, in points of [`weight`] and as a share of the page's: little for
/// an `<article>`, more for an element that does not say what it is.
const SCOPE_LEAST: f32 = 200.0;
const ARTICLE_SHARE: f32 = 0.08;
const SCOPE_SHARE: f32 = 0.4;

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

    /// The element of the scope nearest to most prose.
    fn densest(&self, tree: &Tree<'_>, scope: NodeId) -> Option<NodeId> {
        let near = |id: NodeId| self.near.get(id.index()).copied().unwrap_or(0.0);
        let best = tree
            .elements(scope)
            .map(|(id, _)| (near(id), id))
            .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)))?;
        (best.0 > 0.0).then_some(best.1)
    }
}

/// A body in several pieces (adverts between them): the element around all pieces that are named or marked up alike.
fn with_like(tree: &Tree<'_>, base: NodeId, scope: NodeId, weights: &Weights) -> NodeId {
    let class = tree.attribute(base, "class").unwrap_or_default();
    let named = is_named_body(tree, base);
    let alike = |id: NodeId| {
        tree.tag(id) == tree.tag(base)
            && (!class.is_empty() && tree.attribute(id, "class").unwrap_or_default() == class
                || named && is_named_body(tree, id))
    };
    let mut best = base;
    for outer in tree.ancestors(base).skip(1).take(6).take_while(|id| tree.contains(scope, *id)) {
        if is_named_body(tree, outer) && weights.sum(outer) <= 1.05 * weights.sum(best) {
            continue;
        }
        let sum = sum_of_outermost(tree, outer, &alike, weights);
        if sum > 1.1 * weights.sum(base) && sum >= 0.75 * weights.sum(outer) {
            best = outer;
        }
    }
    best
}

fn sum_of_outermost(
    tree: &Tree<'_>,
    outer: NodeId,
    alike: &dyn Fn(NodeId) -> bool,
    weights: &Weights,
) -> f32 {
    let mut sum = 0.0;
    let mut walk = tree.walk(outer);
    while let Some(step) = walk.next() {
        if let Step::Open(id, _) = step {
            if weights.sum(id) <= 0.0 {
                walk.skip_content();
            } else if id != outer && alike(id) {
                sum += weights.sum(id);
                walk.skip_content();
            }
        }
    }
    sum
}

/// Wider, while the parent adds a good part of the same.
fn widen(tree: &Tree<'_>, base: NodeId, scope: NodeId, weights: &Weights) -> NodeId {
    let mut top = base;
    while let Some(parent) = tree.parent(top) {
        let whole = tree.tag(top).is_some_and(|tag| matches!(tag, Tag::Article | Tag::Main));
        if parent == tree.body() || top == scope || whole {
            break;
        }
        if weights.sum(parent) > 1.15 * weights.sum(top) && !is_worth(tree, parent, top, weights) {
            break;
        }
        top = parent;
    }
    top
}

/// Whether what `parent` adds to `top` is more of the same: siblings that are marked up alike, or little at all.
fn is_worth(tree: &Tree<'_>, parent: NodeId, top: NodeId, weights: &Weights) -> bool {
    let share = weights.sum(top) / weights.sum(parent).max(1.0);
    let class = tree.attribute(top, "class").unwrap_or_default();
    let alike = tree
        .children(parent)
        .filter(|id| *id != top && weights.sum(*id) > 0.0)
        .filter(|id| {
            tree.tag(*id) == tree.tag(top) && tree.attribute(*id, "class").unwrap_or_default() == class
        })
        .map(|id| weights.sum(id))
        .sum::<f32>();
    share > 0.7 || alike > 0.5 * (weights.sum(parent) - weights.sum(top))
}

/// Names from this rank on are believed.
const NAMED: f32 = 0.8;

/// Whether an element carries a name that only an article's body has.
pub fn is_named_body(tree: &Tree<'_>, id: NodeId) -> bool {
    rank(tree, id).is_some_and(|rank| rank >= 1.0)
}

/// How sure a name is: 1 for `articleBody`, less for wider elements.
fn rank(tree: &Tree<'_>, id: NodeId) -> Option<f32> {
    let mut rank: f32 = 0.0;
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
    let mut previous = Word::EMPTY;
    for word in words(value) {
        let subject = matches!(
            &*previous,
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
            &*word,
            "body" | "content" | "text" | "copy" | "contents" | "paragraphs" | "bodytext" | "txt"
        );
        if subject && object {
            let strong = !matches!(&*previous, "page" | "content" | "body" | "text" | "rich" | "detail");
            rank = rank.max(if strong { 1.0 } else { 0.8 });
        }
        rank = rank.max(match &*word {
            "articlebody" | "storybody" | "articlecontent" | "articletext" | "storycontent"
            | "entrycontent" | "postcontent" | "postbody" | "bodycopy" | "newsbody" | "bodytext"
            | "articletxt" => 1.0,
            _ => 0.0,
        });
        previous = word;
    }
    rank
}
