//! A text laid out for attribution: its marks, and the narration of every paragraph and of every quotation with others inside.
use std::ops::Range;

use super::{
    marks::{self, Quoted},
    narration::{self, Item, Narration},
    report::{self, Report},
};
use crate::document::Bytes;

pub struct Page<'a> {
    pub text: &'a str,
    pub paragraphs: &'a [Bytes],
    pub quoted: Vec<Quoted>,
    /// First one for each paragraph, then one for each quotation that holds others.
    pub narrations: Vec<Told>,
}

/// A narration with the reports of each of its sentences.
pub struct Told {
    pub narration: Narration,
    pub reports: Vec<Vec<Report>>,
    /// The quotation in which this is told; `None` for a paragraph.
    pub within: Option<usize>,
    pub paragraph: usize,
}

impl<'a> Page<'a> {
    pub fn lay_out(text: &'a str, paragraphs: &'a [Bytes]) -> Self {
        let quoted = marks::find(text, paragraphs);
        let mut in_paragraph: Vec<Vec<usize>> = vec![Vec::new(); paragraphs.len()];
        let mut in_quote: Vec<Vec<usize>> = vec![Vec::new(); quoted.len()];
        for (index, quote) in quoted.iter().enumerate() {
            let list = match quote.parent {
                Some(parent) => in_quote.get_mut(parent),
                None => in_paragraph.get_mut(quote.paragraph),
            };
            if let Some(list) = list {
                list.push(index);
            }
        }
        let mut narrations = Vec::with_capacity(paragraphs.len());
        for (paragraph, (bytes, inside)) in paragraphs.iter().zip(&in_paragraph).enumerate() {
            narrations.push(tell(text, bytes, &quoted, inside, None, paragraph));
        }
        for (index, inside) in in_quote.iter().enumerate().filter(|(_, inside)| !inside.is_empty()) {
            if let Some(quote) = quoted.get(index) {
                narrations.push(tell(text, &quote.inner, &quoted, inside, Some(index), quote.paragraph));
            }
        }
        Page { text, paragraphs, quoted, narrations }
    }

    pub fn inner(&self, quote: usize) -> &'a str {
        self.quoted.get(quote).and_then(|quote| self.text.get(quote.inner.clone())).unwrap_or("")
    }

    pub fn word(&self, item: &Item) -> &'a str {
        self.text.get(item.start..item.end).unwrap_or("")
    }
}

fn tell(
    text: &str,
    bytes: &Bytes,
    quoted: &[Quoted],
    inside: &[usize],
    within: Option<usize>,
    paragraph: usize,
) -> Told {
    let narration = narration::narrate(text, bytes, quoted, inside);
    let reports =
        narration.sentences.iter().map(|sentence| report::find(text, &narration.items, sentence)).collect();
    Told { narration, reports, within, paragraph }
}

impl Told {
    /// The bytes of a run of items, a possessive 's left out.
    pub fn bytes(&self, text: &str, phrase: &Range<usize>) -> Option<Bytes> {
        let first = self.narration.items.get(phrase.start)?;
        let last = self.narration.items.get(phrase.end.checked_sub(1)?)?;
        let mut end = last.end;
        let surface = text.get(last.start..last.end)?;
        for tail in ["'s", "’s"] {
            if let Some(bare) = surface.strip_suffix(tail).filter(|bare| !bare.is_empty()) {
                end = last.start + bare.len();
            }
        }
        (first.start < end).then_some(first.start..end)
    }
}
