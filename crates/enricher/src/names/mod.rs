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

mod tables;

mod weights;

#[cfg(feature = "training")]
pub mod training;

use crate::coref::GivenNames;
use crate::document::{Bytes, Document};
use crate::places::Places;
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

/// A recogniser of names: weights with the tables that its features look into.
pub struct Recogniser {
    tables: Tables,
    weights: Weights,
}

impl Recogniser {
    pub fn new(tables: Tables, weights: Weights) -> Self {
        Recogniser { tables, weights }
    }

    pub fn tables(&self) -> &Tables {
        &self.tables
    }

    /// The names of a document, in order, without overlaps.
    pub fn find(&self, document: &Document<'_>, places: &Places, given_names: &GivenNames) -> Vec<Name> {
        let evidence = evidence::Evidence { document, places, tables: &self.tables, given_names };
        match document.language {
            "ko" => korean::find(document, places),
            "en" => document_pass::settle(&evidence, self.tag(document)),
            _ => abroad::confirmed(&evidence, document_pass::settle(&evidence, self.tag(document))),
        }
    }

    /// The names of each sentence by itself.
    fn tag(&self, document: &Document<'_>) -> Vec<Name> {
        let mut words = features::Words::new(&self.tables);
        let mut names = Vec::new();
        for sentence in &document.sentences {
            let Some(tokens) = document.tokens.get(sentence.tokens.clone()) else { continue };
            let facts: Vec<_> =
                tokens.iter().map(|t| words.look_up(&document.text[t.start..t.end])).collect();
            if !facts.iter().any(|&f| words.may_be_named(f)) {
                continue;
            }
            let emissions = perceptron::emissions(&self.weights, &words, &facts);
            let labels = perceptron::best_path(&emissions, self.weights.transitions(), None);
            collect(&labels, sentence.tokens.start, document, &mut names);
        }
        names
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
