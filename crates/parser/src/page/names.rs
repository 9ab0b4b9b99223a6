//! The words of class names and ids (`relatedArticles`, `related-articles`), without those that a build made up.
use std::ops::Deref;

use super::tree::{NodeId, Tree};

/// A word in lower case. Longer ones say nothing.
const LONGEST: usize = 24;

/// Of a longer attribute, in bytes, only the beginning is read: every rule asks for its words again.
const LONGEST_NAME: usize = 2_000;

/// A word of a name, held in place: a page has tens of thousands.
#[derive(Clone, Copy)]
pub struct Word {
    bytes: [u8; LONGEST],
    len: u8,
}

impl Word {
    pub const EMPTY: Word = Word { bytes: [0; LONGEST], len: 0 };
}

impl Deref for Word {
    type Target = str;

    fn deref(&self) -> &str {
        self.bytes.get(..usize::from(self.len)).and_then(|word| std::str::from_utf8(word).ok()).unwrap_or("")
    }
}

/// The words of an identifier in lower case. Names that a build made up (`hJpRRP`, `css-1x2Y3z`) have no words.
pub fn words(value: &str) -> impl Iterator<Item = Word> + '_ {
    let value = value.as_bytes();
    let parts = value.get(..LONGEST_NAME).unwrap_or(value).split(|b| !b.is_ascii_alphanumeric());
    parts.filter(|part| !part.is_empty() && !is_made_up(part)).flat_map(Humps)
}

/// Parts a word in camel case at its humps.
struct Humps<'v>(&'v [u8]);

impl Iterator for Humps<'_> {
    type Item = Word;

    fn next(&mut self) -> Option<Word> {
        let pairs = self.0.iter().zip(self.0.iter().skip(1));
        let hump = pairs.take_while(|(a, b)| !(a.is_ascii_lowercase() && b.is_ascii_uppercase())).count() + 1;
        let (word, rest) = self.0.split_at(hump.min(self.0.len()));
        self.0 = rest;
        if word.is_empty() {
            return None;
        }
        let mut out = Word::EMPTY;
        if let Some(slot) = out.bytes.get_mut(..word.len()) {
            slot.copy_from_slice(word);
            slot.make_ascii_lowercase();
            out.len = word.len() as u8;
        }
        Some(out)
    }
}

/// Short, with upper case or digits strewn in.
fn is_made_up(part: &[u8]) -> bool {
    if part.len() > 9 {
        return false;
    }
    let inner = part.iter().skip(1).filter(|b| b.is_ascii_uppercase()).count();
    let digits = part.iter().filter(|b| b.is_ascii_digit()).count();
    let lower = part.iter().any(u8::is_ascii_lowercase);
    inner >= 2 && lower || inner >= 1 && digits >= 1 || inner >= 1 && part.len() <= 6
}

/// Whether one of an element's attributes holds one of the words.
pub fn has_word(tree: &Tree<'_>, id: NodeId, attributes: &[&str], wanted: &[&str]) -> bool {
    tree.attributes(id)
        .filter(|(name, _)| attributes.contains(name))
        .any(|(_, value)| words(value).any(|word| wanted.contains(&&*word)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_names() {
        for (value, expect) in [
            ("relatedArticles", &["related", "articles"][..]),
            ("article__related-links c-Teaser", &["article", "related", "links", "c", "teaser"]),
            ("sc-1ylecsg-0 hJpRRP StyledAd", &["sc", "1ylecsg", "0", "styled", "ad"]),
            ("", &[]),
            ("größe", &["gr", "e"]),
        ] {
            let found: Vec<String> = words(value).map(|word| word.to_string()).collect();
            assert_eq!(found, expect, "{value}");
        }
    }
}
