//! The text as the steps of the enricher share it: paragraphs, sentences, tokens and mentions, in bytes.
//!
//! Bytes inside, code points outside: [`crate`] converts once, as its last step.
use std::ops::Range;

use model::annotations::{
    DateKind, EntityLink, EntityType, MentionForm, PlaceFacts, QuantityKind, QuoteKind,
};
use model::{Offset, Timestamp};

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
    pub links: Vec<EntityLink>,
    pub place: Option<PlaceFacts>,
}

impl CastEntity {
    pub fn new(kind: EntityType) -> Self {
        CastEntity { kind, name: String::new(), role: None, gender: None, links: Vec::new(), place: None }
    }
}

/// Evidence for pronouns, never published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gender {
    Female,
    Male,
}

/// A quotation as the step of quotations leaves it: places in the text, its speaker not yet resolved.
#[derive(Clone, Debug, PartialEq)]
pub struct QuoteDraft {
    pub kind: QuoteKind,
    /// Inner texts without their marks, in order.
    pub spans: Vec<Bytes>,
    pub speaker: Option<SpeakerDraft>,
    pub cue: Option<Bytes>,
    pub addressee: Option<Bytes>,
    pub medium: Option<String>,
    /// 0–1.
    pub confidence: f64,
}

/// Where the speaker of a quotation is found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SpeakerDraft {
    /// The words that say who speaks: a name, a description or a pronoun.
    Words(Bytes),
    /// No words of its own: the speaker of an earlier draft in the same list.
    SameAs(usize),
    /// No words of its own: an entity of the cast, known from the context.
    Entity(usize),
}

/// A time expression with its value.
#[derive(Clone, Debug, PartialEq)]
pub struct DateDraft {
    pub bytes: Bytes,
    pub kind: DateKind,
    pub from: Option<Timestamp>,
    pub to: Option<Timestamp>,
    pub timex: Option<String>,
}

/// An amount of money, a percentage, a count or a measure.
#[derive(Clone, Debug, PartialEq)]
pub struct QuantityDraft {
    pub bytes: Bytes,
    pub kind: QuantityKind,
    pub value: Option<f64>,
    pub unit: Option<String>,
}

/// What time expressions are resolved against.
#[derive(Clone, Copy, Debug, Default)]
pub struct TimeAnchor<'a> {
    /// When the article was published; without it only absolute expressions have a value.
    pub published_at: Option<Timestamp>,
    /// The publisher's offset from UTC; UTC when unknown.
    pub offset: Option<Offset>,
    /// The date of the dateline ("2019-11-21"), when the text has one.
    pub dateline_date: Option<&'a str>,
}

/// What the step of times found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Times {
    pub dates: Vec<DateDraft>,
    pub quantities: Vec<QuantityDraft>,
}

impl Cast {
    /// The entity of the mention that stands at or inside `words`: an equal span first, then the last name in it
    /// ("the Pentagon's spokesman John Doe": John Doe), then a description or pronoun.
    pub fn entity_at(&self, words: &Bytes) -> Option<usize> {
        let first = self.mentions.partition_point(|m| m.bytes.start < words.start);
        let inside = || {
            self.mentions
                .iter()
                .skip(first)
                .take_while(|m| m.bytes.start < words.end)
                .filter(|m| m.bytes.end <= words.end)
        };
        inside()
            .find(|m| m.bytes == *words)
            .or_else(|| inside().filter(|m| m.form == MentionForm::Name && self.is_person(m.entity)).last())
            .or_else(|| inside().find(|m| m.form != MentionForm::Name))
            .map(|m| m.entity)
    }

    fn is_person(&self, entity: usize) -> bool {
        self.entities.get(entity).is_some_and(|e| e.kind == EntityType::Person)
    }
}

impl<'a> Document<'a> {
    pub fn slice(&self, bytes: &Bytes) -> &'a str {
        self.text.get(bytes.clone()).unwrap_or("")
    }

    /// The text of a token; empty outside the document.
    pub fn token(&self, at: usize) -> &'a str {
        #[cfg(test)]
        crate::growth::step();
        self.tokens.get(at).map_or("", |t| self.slice(&(t.start..t.end)))
    }

    pub fn kind(&self, at: usize) -> TokenKind {
        self.tokens.get(at).map_or(TokenKind::Punctuation, |t| t.kind)
    }

    /// Where a run of tokens stands.
    pub fn bytes(&self, tokens: &Range<usize>) -> Option<Bytes> {
        let first = self.tokens.get(tokens.start)?;
        let last = self.tokens.get(tokens.end.checked_sub(1)?)?;
        (first.start < last.end).then_some(first.start..last.end)
    }

    /// The first token that ends after this byte.
    pub fn token_at(&self, byte: usize) -> usize {
        self.tokens.partition_point(|t| t.end <= byte)
    }

    /// The sentence of a token.
    pub fn sentence_of(&self, token: usize) -> usize {
        self.sentences.partition_point(|s| s.tokens.end <= token)
    }
}
