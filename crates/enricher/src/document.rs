//! The text as the steps of the enricher share it: paragraphs, sentences, tokens and mentions, in bytes.
//!
//! Bytes inside, code points outside: [`crate`] converts once, as its last step.
use std::ops::Range;

use model::annotations::{EntityType, MentionForm};

/// A place in the text in bytes, half open, on character boundaries.
pub type Bytes = Range<usize>;

/// A text that has been cut into paragraphs, sentences and tokens.
#[derive(Debug)]
pub struct Document<'a> {
    pub text: &'a str,
    /// Primary language subtag ("en", "ko"); "und" when unknown.
    pub language: &'a str,
    pub paragraphs: Vec<Bytes>,
    /// In order; no sentence crosses a paragraph.
    pub sentences: Vec<Sentence>,
    /// In order.
    pub tokens: Vec<Token>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    pub bytes: Bytes,
    /// Indices into `tokens`.
    pub tokens: Range<usize>,
    pub paragraph: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    pub start: usize,
    pub end: usize,
    pub kind: TokenKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    Word,
    Number,
    Punctuation,
}

/// A mention of an entity; `entity` is an index into the clusters of [`Cast`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CastMention {
    pub bytes: Bytes,
    pub form: MentionForm,
    pub entity: usize,
}

/// Who and what appears in the text: clusters of names first, pronouns and descriptions once they are resolved.
#[derive(Clone, Debug, Default)]
pub struct Cast {
    pub entities: Vec<CastEntity>,
    /// In the order of the text.
    pub mentions: Vec<CastMention>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct CastEntity {
    pub kind: EntityType,
    pub name: String,
    pub role: Option<String>,
    pub gender: Option<Gender>,
}

/// Evidence for pronouns, never published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gender {
    Female,
    Male,
}

impl Document<'_> {
    pub fn slice(&self, bytes: &Bytes) -> &str {
        self.text.get(bytes.clone()).unwrap_or("")
    }
}
