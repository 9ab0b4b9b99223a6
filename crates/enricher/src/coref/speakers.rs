//! Who speaks the quotations, as far as pronouns and descriptions need it.
use std::ops::Range;

use super::items::{Item, What};
use crate::document::{Bytes, Document, QuoteDraft, SpeakerDraft};

enum Source {
    /// The item that is the head of the speaker's words.
    Item(usize),
    Quote(usize),
    Entity(usize),
    Unknown,
}

pub struct Speakers {
    sources: Vec<Source>,
    /// By item.
    heads: Vec<bool>,
}

impl Speakers {
    pub fn new(
        document: &Document<'_>,
        quotes: &[QuoteDraft],
        items: &[Item],
        is_person: &dyn Fn(usize) -> bool,
    ) -> Self {
        let source = |quote: &QuoteDraft| match &quote.speaker {
            Some(SpeakerDraft::Words(words)) => {
                head(document, items, words, is_person).map_or(Source::Unknown, Source::Item)
            }
            Some(SpeakerDraft::SameAs(earlier)) => Source::Quote(*earlier),
            Some(SpeakerDraft::Entity(entity)) => Source::Entity(*entity),
            None => Source::Unknown,
        };
        let sources: Vec<Source> = quotes.iter().map(source).collect();
        let mut heads = vec![false; items.len()];
        for source in &sources {
            if let Source::Item(item) = source {
                heads[*item] = true;
            }
        }
        Speakers { sources, heads }
    }

    /// Are these the words that say who speaks a quotation?
    pub fn is_head(&self, item: usize) -> bool {
        self.heads.get(item).copied().unwrap_or(false)
    }

    /// The speaker of a quotation, once its words are resolved.
    pub fn of(&self, quote: usize, found: &[Option<usize>]) -> Option<usize> {
        let mut at = quote;
        loop {
            match self.sources.get(at)? {
                Source::Item(item) => return found.get(*item).copied().flatten(),
                Source::Entity(entity) => return Some(*entity),
                // Earlier only: no circles.
                Source::Quote(earlier) if *earlier < at => at = *earlier,
                _ => return None,
            }
        }
    }
}

/// The item that a speaker's words are about: in "a spokesman for Moon" the spokesman, in "Defense Minister Han
/// Seo-yun" the name.
fn head(
    document: &Document<'_>,
    items: &[Item],
    words: &Bytes,
    is_person: &dyn Fn(usize) -> bool,
) -> Option<usize> {
    let first = items.partition_point(|i| i.bytes.start < words.start);
    let inside: Range<usize> = first
        ..first
            + items[first..]
                .iter()
                .take_while(|i| i.bytes.end <= words.end && i.bytes.start < words.end)
                .count();
    // "Moon and Asanuma": two speak, no one of them.
    let first_token = document.token_at(words.start);
    let both = items.get(inside.clone()).and_then(|list| {
        let (one, other) = (list.first()?, list.last()?);
        let between = one.tokens.end.max(first_token)..other.tokens.start;
        let joined = between.clone().any(|at| document.token(at) == "and") && other.bytes.end == words.end;
        (joined && between.len() <= 3).then_some(())
    });
    if both.is_some() {
        return None;
    }
    let at = |test: &dyn Fn(&Item) -> bool| inside.clone().find(|&i| test(&items[i]));
    at(&|i| i.bytes == *words)
        .or_else(|| at(&|i| i.bytes.start == words.start && matches!(i.what, What::Description(_))))
        .or_else(|| {
            at(&|i| {
                matches!(i.what, What::Name(_))
                    && i.bytes.end == words.end
                    && !is_complement(document, words, i)
            })
        })
        .or_else(|| {
            at(&|i| matches!(i.what, What::Name(e) if is_person(e)) && !is_complement(document, words, i))
        })
}

/// Does a preposition or possessive make the name a part of another phrase?
fn is_complement(document: &Document<'_>, words: &Bytes, item: &Item) -> bool {
    let first = document.token_at(words.start);
    (first..item.tokens.start)
        .any(|at| matches!(document.token(at), "of" | "for" | "from" | "at" | "in" | "with" | "to"))
        || matches!(document.token(item.tokens.end), "'s" | "’s")
}
