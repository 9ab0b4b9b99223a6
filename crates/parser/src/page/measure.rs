//! How much text stands below each element, and how much of it in links: one pass, before anything is judged.
use super::tag::Tag;
use super::tree::{NodeId, Step, Tree};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Amount {
    /// Bytes of text, white space at the ends aside.
    pub text: u32,
    pub linked: u32,
    /// Bytes of text in paragraphs, or in runs as long as one.
    pub prose: u32,
    /// Bytes of prose in elements named as an article's body, and in the largest of them.
    pub named: u32,
    pub largest: u32,
}

/// A run of text outside any paragraph counts as prose from this length on.
const RUN: u32 = 80;

pub struct Measure {
    amounts: Vec<Amount>,
    total: Amount,
}

impl Measure {
    pub fn of(tree: &Tree<'_>) -> Measure {
        let mut amounts = vec![Amount::default(); tree.len()];
        let mut open: Vec<(Amount, bool, bool)> = vec![(Amount::default(), false, false)];
        let mut walk = tree.walk(tree.body());
        while let Some(step) = walk.next() {
            match step {
                Step::Open(_, tag) => {
                    let (_, in_link, in_prose) = open.last().copied().unwrap_or_default();
                    open.push((Amount::default(), in_link || tag == Tag::A, in_prose || tag == Tag::P));
                    if super::discard::is_invisible(tag) {
                        walk.skip_content();
                    }
                }
                Step::Text(id) => {
                    let len = tree.source_text(id).trim_ascii().len() as u32;
                    if let Some((amount, in_link, in_prose)) = open.last_mut() {
                        amount.text += len;
                        amount.linked += if *in_link { len } else { 0 };
                        amount.prose += if (*in_prose || len >= RUN) && !*in_link { len } else { 0 };
                    }
                }
                Step::Close(id, tag) => {
                    let (mut amount, ..) = open.pop().unwrap_or_default();
                    if amount.prose > 0 && tag.is_block() && super::content::is_named_body(tree, id) {
                        amount.named = amount.prose;
                        amount.largest = amount.prose;
                    }
                    if let Some(slot) = amounts.get_mut(id.index()) {
                        *slot = amount;
                    }
                    if let Some((outer, ..)) = open.last_mut() {
                        outer.text += amount.text;
                        outer.linked += amount.linked;
                        outer.prose += amount.prose;
                        outer.named += amount.named;
                        outer.largest = outer.largest.max(amount.largest);
                    }
                }
            }
        }
        let total = open.first().map(|(amount, ..)| *amount).unwrap_or_default();
        Measure { amounts, total }
    }

    pub fn amount(&self, id: NodeId) -> Amount {
        self.amounts.get(id.index()).copied().unwrap_or_default()
    }

    /// Whether `id` holds so much of the page's prose that its name cannot mean that it is something else.
    pub fn is_content(&self, id: NodeId) -> bool {
        let total = self.total.prose.max(1) as f32;
        let Amount { prose, named, .. } = self.amount(id);
        prose as f32 / total >= 0.4 || named as f32 / total >= 0.15
    }

    /// Whether `id` holds much prose and yet no article: many small pieces, while a good part stands elsewhere.
    pub fn is_crowd(&self, id: NodeId) -> bool {
        let total = self.total.prose.max(1) as f32;
        let Amount { prose, largest, .. } = self.amount(id);
        largest as f32 / total < 0.15 && prose as f32 / total < 0.8
    }

    pub fn total(&self) -> Amount {
        self.total
    }
}
