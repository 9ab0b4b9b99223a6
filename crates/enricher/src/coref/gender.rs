//! What a name, its titles and its role say of a person's gender: evidence for pronouns, never published.
use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::document::Gender;
use crate::lexicon::given_names::{FEMALE, MALE};
use crate::lexicon::people;

/// Given names with their gender, without accents and in small letters.
pub struct GivenNames {
    known: FxHashMap<String, Gender>,
    /// Counts of (female, male) names by their last letters.
    endings: FxHashMap<String, (f32, f32)>,
}

impl GivenNames {
    /// From lines of `name TAB f|m`, and the list of our own.
    pub fn read(census: &str) -> Self {
        let listed = census.lines().filter_map(|line| line.split_once('\t')).map(|(name, sex)| {
            let gender = if sex == "f" { Gender::Female } else { Gender::Male };
            (plain(name), gender)
        });
        let known = listed
            .chain(FEMALE.split_whitespace().map(|n| (plain(n), Gender::Female)))
            .chain(MALE.split_whitespace().map(|n| (plain(n), Gender::Male)))
            .collect();
        let mut names = GivenNames { known, endings: FxHashMap::default() };
        names.count_endings();
        names
    }

    fn count_endings(&mut self) {
        let female = self.known.values().filter(|g| **g == Gender::Female).count().max(1) as f32;
        let weight = female / (self.known.len() as f32 - female).max(1.0);
        for (name, gender) in &self.known {
            for ending in endings(name) {
                let counts = self.endings.entry(ending.to_owned()).or_insert((0.0, 0.0));
                match gender {
                    Gender::Female => counts.0 += 1.0,
                    Gender::Male => counts.1 += weight,
                }
            }
        }
    }

    /// The gender of a listed given name.
    pub fn of(&self, given: &str) -> Option<Gender> {
        self.known.get(&plain(given)).copied()
    }

    /// From -1 (a man's name by its ending) to 1 (a woman's); weak.
    pub fn leaning(&self, given: &str) -> f32 {
        let name = plain(given);
        let counts = endings(&name).filter_map(|e| self.endings.get(e)).find(|c| c.0 + c.1 >= 8.0);
        counts.map_or(0.0, |(female, male)| (female - male) / (female + male))
    }
}

/// The last three letters, two, one.
fn endings(name: &str) -> impl Iterator<Item = &str> {
    (1..=3).rev().filter_map(|n| name.char_indices().rev().nth(n - 1).map(|(at, _)| &name[at..]))
}

/// Small letters without accents.
fn plain(name: &str) -> String {
    let letters = name.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase);
    letters
        .map(|c| match c {
            'ı' => 'i',
            'ð' | 'đ' => 'd',
            'ø' => 'o',
            'ł' => 'l',
            'ə' => 'e',
            c => c,
        })
        .collect()
}

/// What the nouns of a role say: "spokeswoman".
pub fn of_role(role: &str) -> Option<Gender> {
    role.split(|c: char| c.is_whitespace() || c == ',')
        .find_map(|word| people::noun(&word.to_lowercase())?.gender)
}
