//! From an article's text to the people, organisations, places, quotations, dates and quantities in it: pure, no I/O.
#![forbid(unsafe_code)]

pub mod document;

pub mod names;

pub mod quotes;

pub mod time;

mod coref;
mod entities;
mod language;
mod lexicon;
mod models;
mod places;
mod sentence;
mod token;

#[cfg(test)]
mod growth;

use model::annotations::Annotations;
use model::article::Dateline;
use model::{Offset, Span, Timestamp};

use coref::{GivenNames, Known, Scene};
use document::TimeAnchor;
pub use models::{EnricherError, ErrorKind, ModelStamp, Models};
pub use names::{AliasEntry, ModelFiles, NamesMode};
use names::{Aliases, Recogniser};
use places::Places;

/// What the enricher is told by the configuration.
#[derive(Clone, Debug)]
pub struct Config {
    pub names: NamesMode,
    /// Entities of the user's own.
    pub aliases: Vec<AliasEntry>,
    /// What the networks of the names may read of an article, in pieces of words (four for three words).
    pub budget: usize,
}

impl Default for Config {
    fn default() -> Self {
        Config { names: NamesMode::default(), aliases: Vec::new(), budget: names::DEFAULT_BUDGET }
    }
}

/// What was found, and the models that found it.
#[derive(Clone, Debug, PartialEq)]
pub struct Annotated {
    pub annotations: Annotations,
    pub models: Vec<ModelStamp>,
}

/// A text with what is known about it.
#[derive(Clone, Debug, Default)]
pub struct Input<'a> {
    pub text: &'a str,
    /// Code points; empty: what stands between blank lines.
    pub paragraphs: &'a [Span],
    pub title: Option<&'a str>,
    /// A BCP 47 tag; read from the text when unknown.
    pub language: Option<&'a str>,
    pub published_at: Option<Timestamp>,
    pub offset: Option<Offset>,
    pub dateline: Option<&'a Dateline>,
}

/// The whole of the enricher, made once and shared.
pub struct Enricher {
    recogniser: Recogniser,
    places: Places,
    given_names: GivenNames,
    aliases: Aliases,
    budget: usize,
    stamps: Vec<ModelStamp>,
}

impl Enricher {
    pub fn new(config: Config, models: Models) -> Result<Self, EnricherError> {
        let Models { recogniser, places, given_names, stamps } = models;
        Ok(Enricher {
            recogniser: models::with_networks(recogniser, &config.names)?,
            aliases: Aliases::new(config.aliases)?,
            budget: config.budget,
            places,
            given_names,
            stamps,
        })
    }

    /// What takes part in every annotation, for the record's provenance.
    pub fn models(&self) -> &[ModelStamp] {
        &self.stamps
    }

    /// Words of an article that the networks of the names may read, unless a call says less.
    pub fn budget(&self) -> usize {
        self.budget
    }

    /// Everything found in a text; the same input gives the same result.
    pub fn annotate(&self, input: &Input<'_>) -> Annotations {
        self.annotate_within(input, self.budget).annotations
    }

    /// The same where the networks of the names may read at most `budget` pieces of words: less than the
    /// configuration's while other articles wait, 0 for the fast recogniser alone.
    pub fn annotate_within(&self, input: &Input<'_>, budget: usize) -> Annotated {
        let language = language::of(input.language, input.text);
        let document =
            sentence::read(input.text, language, sentence::in_paragraphs(input.text, input.paragraphs));
        let mut found = self.recogniser.find(&document, &self.places, &self.given_names, budget);
        self.aliases.find(&document, &mut found.names);
        let Known { mut cast, profiles, appositions } =
            coref::known(&document, &self.places, &self.given_names, &self.aliases, &found.names);
        let times = time::find(&document, &anchor(input));
        let quotes = quotes::find(&document, &cast);
        let scene =
            Scene { document: &document, places: &self.places, quotes: &quotes, appositions: &appositions };
        let speakers = coref::resolve(&scene, &mut cast, &profiles);
        let mut annotations = entities::compose(&document, &cast, &quotes, &speakers, times);
        annotations.warnings.extend(found.warnings());
        let models = self.stamps.iter().chain(&found.networks).cloned().collect();
        Annotated { annotations, models }
    }
}

/// The sentences of a text, in bytes, in order: what stands around a quotation is cut along them.
pub fn sentences(text: &str) -> Vec<document::Bytes> {
    let document = sentence::read(text, language::of(None, text), sentence::in_paragraphs(text, &[]));
    document.sentences.into_iter().map(|sentence| sentence.bytes).collect()
}

fn anchor<'a>(input: &Input<'a>) -> TimeAnchor<'a> {
    TimeAnchor {
        published_at: input.published_at,
        offset: input.offset,
        dateline_date: input.dateline.and_then(|d| d.date.as_deref()),
    }
}
