//! The tables that the features look into: word clusters and the gazetteer of places and census names.
use rustc_hash::FxHashMap;
use thiserror::Error;

#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum TablesError {
    #[error("line {line} of the word clusters is not a word and three numbers")]
    Cluster { line: usize },
    #[error("line {line} of the gazetteer is not a known kind and a name")]
    Gazetteer { line: usize },
}

/// Three granularities of clusters.
pub type Clusters = [u16; 3];

/// What the gazetteer knows of a name, one bit for each kind.
pub mod kind {
    pub const COUNTRY: u16 = 1;
    pub const CITY: u16 = 2;
    pub const STATE: u16 = 4;
    pub const FIRST: u16 = 8;
    pub const LAST: u16 = 16;
    /// Kinds of more than one word.
    pub const PLACES: u16 = COUNTRY | CITY | STATE;
}

const KINDS: [(&str, u16); 5] = [
    ("country", kind::COUNTRY),
    ("city", kind::CITY),
    ("state", kind::STATE),
    ("first", kind::FIRST),
    ("last", kind::LAST),
];

/// The longest name of a place in words.
const LONGEST: usize = 6;

#[derive(Default)]
pub struct Tables {
    clusters: FxHashMap<&'static str, Clusters>,
    /// Lower-case names.
    gazetteer: FxHashMap<String, u16>,
    /// First word → most words of a place that begins with it.
    longest: FxHashMap<String, u8>,
}

impl Tables {
    /// From lines of `word TAB n TAB n TAB n` and of `kind TAB name`.
    pub fn read(clusters: &'static str, gazetteer: &'static str) -> Result<Self, TablesError> {
        let mut tables = Tables::default();
        for (at, line) in clusters.lines().enumerate() {
            let (word, numbers) = cluster(line).ok_or(TablesError::Cluster { line: at + 1 })?;
            tables.clusters.insert(word, numbers);
        }
        for (at, line) in gazetteer.lines().enumerate() {
            let bad = TablesError::Gazetteer { line: at + 1 };
            let (kind, name) = line.split_once('\t').ok_or(bad.clone())?;
            let bit = KINDS.iter().find(|(k, _)| *k == kind).ok_or(bad)?.1;
            tables.add(name.to_lowercase(), bit);
        }
        Ok(tables)
    }

    fn add(&mut self, name: String, bit: u16) {
        let words = name.split(' ').count().min(LONGEST) as u8;
        if let (2.., Some((first, _))) = (words, name.split_once(' ')) {
            let longest = self.longest.entry(first.to_owned()).or_insert(0);
            *longest = (*longest).max(words);
        }
        *self.gazetteer.entry(name).or_insert(0) |= bit;
    }

    /// Bits of [`kind`] for a lower-case name.
    pub fn kinds(&self, lower: &str) -> u16 {
        self.gazetteer.get(lower).copied().unwrap_or(0)
    }

    /// Most words of a place that begins with this lower-case word.
    pub fn longest(&self, first: &str) -> usize {
        self.longest.get(first).copied().unwrap_or(1).into()
    }

    /// Is it a word of the general vocabulary?
    pub fn is_word(&self, lower: &str) -> bool {
        self.clusters.contains_key(lower)
    }

    /// Clusters of a lower-case word, or of its longest known beginning, marked as such.
    pub fn clusters(&self, lower: &str) -> Option<Clusters> {
        if let Some(&found) = self.clusters.get(lower) {
            return Some(found);
        }
        let longest = lower.len().min(24);
        (3..longest).rev().find_map(|end| Some(self.clusters.get(lower.get(..end)?)?.map(|n| n + 2000)))
    }
}

fn cluster(line: &'static str) -> Option<(&'static str, Clusters)> {
    let mut parts = line.split('\t');
    let word = parts.next()?;
    let mut number = || parts.next()?.parse::<u16>().ok();
    Some((word, [number()?, number()?, number()?]))
}
