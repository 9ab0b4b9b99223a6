//! Names in running text: a structured perceptron over words, their neighbours, word clusters and a gazetteer, then a
//! pass over the whole document that settles types and finds what the sentence alone did not show.
mod document_pass;

mod evidence;

mod layout;

mod teams;

mod korean;

mod abroad;

mod features;

mod perceptron;

mod network;

mod cascade;

mod mode;

mod tables;

mod aliases;

mod weights;

#[cfg(feature = "training")]
pub mod training;

use model::Warning;

use crate::coref::GivenNames;
use crate::document::{Bytes, Document};
use crate::models::ModelStamp;
use crate::places::Places;
pub use aliases::{AliasEntry, Aliases, AliasesError};
use cascade::{Reading, Reread, Stage};
pub use mode::{DEFAULT_BUDGET, NamesMode, Networks};
pub use network::{ModelFiles, NetworkError};
pub use tables::{Tables, TablesError};
pub use weights::{Weights, WeightsError};

/// What a name stands for, as the recogniser tells them apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum NameKind {
    Person,
    Organization,
    Place,
    /// Nationalities, events, works, products, laws: sorted out later.
    Other,
}

pub const KINDS: [NameKind; 4] = [NameKind::Person, NameKind::Organization, NameKind::Place, NameKind::Other];

/// A name in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    pub bytes: Bytes,
    /// Indices into the document's tokens.
    pub tokens: std::ops::Range<usize>,
    pub kind: NameKind,
}

/// The names of a document, with what found them.
#[derive(Default)]
pub struct Found {
    /// In order, without overlaps.
    pub names: Vec<Name>,
    /// The networks that read something.
    pub networks: Vec<ModelStamp>,
    /// Of the sentences that a network should have read, those that the budget did not reach.
    pub cut: Reread,
    /// A network that failed: its sentences keep what was read before.
    pub failure: Option<NetworkError>,
}

impl Found {
    /// What a reader of the record should know about how its names were found.
    pub fn warnings(&self) -> impl Iterator<Item = Warning> {
        let cut = (self.cut.left > 0).then(|| {
            let Reread { sentences, left } = self.cut;
            let left = format!(
                "{left} of {sentences} doubtful sentences were left as the recogniser before read them"
            );
            Warning::with("names_budget", left)
        });
        let failed = self.failure.as_ref().map(|error| Warning::with("names_network", error.to_string()));
        cut.into_iter().chain(failed)
    }
}

/// A recogniser of names: the fast one, its weights with the tables that its features look into, and the networks that
/// read after it.
pub struct Recogniser {
    tables: Tables,
    weights: Weights,
    stages: Vec<Stage>,
    /// The networks read any language, not English alone.
    is_general: bool,
}

impl Recogniser {
    pub fn new(tables: Tables, weights: Weights) -> Self {
        Recogniser { tables, weights, stages: Vec::new(), is_general: false }
    }

    pub fn tables(&self) -> &Tables {
        &self.tables
    }

    /// The names of a document; the networks read at most `budget` pieces of its words.
    pub fn find(
        &self,
        document: &Document<'_>,
        places: &Places,
        given_names: &GivenNames,
        budget: usize,
    ) -> Found {
        let evidence = evidence::Evidence { document, places, tables: &self.tables, given_names };
        if document.language == "ko" {
            return Found { names: korean::find(document, places), ..Found::default() };
        }
        let is_ours = document.language == "en";
        let budget = if is_ours || self.is_general { budget } else { 0 };
        let mut found = self.tag(document, budget);
        found.names = document_pass::settle(&evidence, found.names);
        if !is_ours && !self.is_general {
            found.names = abroad::confirmed(&evidence, found.names);
        }
        found
    }

    /// The names of each sentence by itself.
    fn tag(&self, document: &Document<'_>, mut budget: usize) -> Found {
        let mut readings = self.read_fast(document, budget > 0 && !self.stages.is_empty());
        let mut found = Found::default();
        let stages = if budget > 0 { &self.stages[..] } else { &[] };
        for stage in stages {
            match stage.reread(document, &mut readings, &mut budget) {
                Ok(reread) => {
                    if reread.left < reread.sentences {
                        found.networks.push(stage.stamp.clone());
                    }
                    // What the small network did not reach, the large one does not either: the larger number says it all.
                    if reread.left > found.cut.left {
                        found.cut = reread;
                    }
                }
                Err(error) => found.failure = Some(error),
            }
        }
        for reading in &readings {
            collect(&reading.labels, reading.tokens.start, document, &mut found.names);
        }
        found
    }

    /// Sentences with a capital, as the perceptron reads them.
    fn read_fast(&self, document: &Document<'_>, with_margins: bool) -> Vec<Reading> {
        let mut words = features::Words::new(&self.tables);
        let mut readings = Vec::new();
        for sentence in &document.sentences {
            let Some(tokens) = document.tokens.get(sentence.tokens.clone()) else { continue };
            let facts: Vec<_> =
                tokens.iter().map(|t| words.look_up(&document.text[t.start..t.end])).collect();
            if !facts.iter().any(|&f| words.may_be_named(f)) {
                continue;
            }
            let emissions = perceptron::emissions(&self.weights, &words, &facts);
            let labels = perceptron::best_path(&emissions, self.weights.transitions(), None);
            let margins = if with_margins {
                perceptron::margins(&emissions, self.weights.transitions())
            } else {
                Vec::new()
            };
            let margin = margins.into_iter().fold(f32::INFINITY, f32::min);
            readings.push(Reading { tokens: sentence.tokens.clone(), labels, margin, emissions });
        }
        readings
    }
}

/// Turns the labels of a sentence into names.
fn collect(labels: &[u8], first: usize, document: &Document<'_>, names: &mut Vec<Name>) {
    let mut at = 0;
    while at < labels.len() {
        let label = labels[at];
        if label.is_multiple_of(2) {
            at += 1;
            continue;
        }
        let mut end = at + 1;
        while labels.get(end) == Some(&(label + 1)) {
            end += 1;
        }
        let tokens = first + at..first + end;
        if let (Some(a), Some(b)) = (document.tokens.get(tokens.start), document.tokens.get(tokens.end - 1)) {
            names.push(Name { bytes: a.start..b.end, tokens, kind: KINDS[usize::from(label / 2)] });
        }
        at = end;
    }
}
