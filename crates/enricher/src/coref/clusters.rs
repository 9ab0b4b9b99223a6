//! Which names mean the same: surnames and given names go to the full name, acronyms to what they stand for, short
//! forms to the long one. Everything is looked up by words, so ten thousand names cost ten thousand look-ups.
use model::annotations::EntityType;
use rustc_hash::FxHashMap;

use super::gender::GivenNames;
use super::sorts::SortedName;
use crate::document::{Document, Gender};
use crate::lexicon::titles;
use crate::places::Places;

/// A word that more clusters share than this says nothing.
const MOST_NAMESAKES: usize = 24;

/// The cluster of each name, numbered in the order of their first mention.
pub fn cluster(
    document: &Document<'_>,
    places: &Places,
    given: &GivenNames,
    names: &[SortedName],
) -> Vec<usize> {
    let mut keys: Vec<Key> = names.iter().map(|n| Key::of(document, places, given, n)).collect();
    koreas(document, names, &mut keys);
    let mut groups = Groups::default();
    // Long names first, so that short ones find them wherever they stand.
    let mut order: Vec<usize> = (0..names.len()).collect();
    order.sort_by_key(|&at| (std::cmp::Reverse(keys[at].words.len().min(4)), at));
    let mut found = vec![0; names.len()];
    for at in order {
        found[at] = groups.place(&keys[at], at);
    }
    for (long, short) in definitions(document, names) {
        groups.join(found[long], found[short]);
    }
    let mut numbers: FxHashMap<usize, usize> = FxHashMap::default();
    found
        .into_iter()
        .map(|group| {
            let next = numbers.len();
            *numbers.entry(groups.root(group)).or_insert(next)
        })
        .collect()
}

/// "The North" is North Korea where the text speaks of it.
fn koreas(document: &Document<'_>, names: &[SortedName], keys: &mut [Key]) {
    for (half, code) in [("North", "KP"), ("South", "KR")] {
        if !keys.iter().any(|k| k.country == Some(code)) {
            continue;
        }
        for (name, key) in names.iter().zip(keys.iter_mut()) {
            let is_the = name
                .tokens
                .start
                .checked_sub(1)
                .is_some_and(|at| matches!(document.token(at), "the" | "The"));
            if key.kind == EntityType::Place && is_the && document.slice(&name.bytes) == half {
                key.country = Some(code);
            }
        }
    }
}

/// A name as it is compared.
#[derive(Debug)]
struct Key {
    kind: EntityType,
    /// Lower-case words without titles and legal forms.
    words: Vec<String>,
    /// The code of a country, whatever its form.
    country: Option<&'static str>,
    /// "GSOMIA" when written in capitals.
    acronym: Option<String>,
    /// Letters that an acronym of this name would have.
    initials: Vec<String>,
    /// "Jr", "Sr": tells father from son.
    suffix: Option<String>,
    /// What "Ms." before it or its given name says: "Ms. Roth" is not Ernst Roth.
    gender: Option<Gender>,
}

const LEGAL_FORMS: [&str; 12] =
    ["inc", "corp", "co", "ltd", "plc", "llc", "company", "corporation", "group", "ag", "sa", "gmbh"];

impl Key {
    fn of(document: &Document<'_>, places: &Places, given: &GivenNames, name: &SortedName) -> Self {
        let surface = document.slice(&name.bytes);
        let raw: Vec<&str> =
            surface.split_whitespace().map(|w| w.trim_matches([',', '"', '“', '”'])).collect();
        let mut words: Vec<String> = raw
            .iter()
            .filter(|w| !matches!(**w, "the" | "The" | "." | "," | "'s" | "’s"))
            .map(|w| w.trim_end_matches('.').to_lowercase().replace('’', "'"))
            .collect();
        let mut suffix = None;
        match name.kind {
            EntityType::Person => {
                suffix = words.last().filter(|w| matches!(w.as_str(), "jr" | "sr")).cloned();
                words.retain(|w| !titles::is_suffix(&w.to_uppercase()) && !matches!(w.as_str(), "jr" | "sr"));
            }
            EntityType::Organization => {
                while words.len() > 1 && words.last().is_some_and(|w| LEGAL_FORMS.contains(&w.as_str())) {
                    words.pop();
                }
            }
            EntityType::Group if words.len() == 1 => {
                // "Brazilian" and "Brazilians" are one people.
                words.iter_mut().for_each(|w| *w = w.strip_suffix('s').unwrap_or(w).to_owned());
            }
            _ => {}
        }
        let is_place = name.kind == EntityType::Place;
        let letters = surface.replace('.', "");
        let is_acronym = (2..=8).contains(&letters.len()) && letters.chars().all(|c| c.is_ascii_uppercase());
        Key {
            kind: name.kind.clone(),
            country: is_place.then(|| places.country(surface).map(|p| p.country)).flatten(),
            acronym: (is_acronym && words.len() == 1).then_some(letters),
            initials: initials(&raw),
            gender: (name.kind == EntityType::Person)
                .then(|| gender(document, given, name, &words))
                .flatten(),
            suffix,
            words,
        }
    }
}

fn gender(
    document: &Document<'_>,
    given: &GivenNames,
    name: &SortedName,
    words: &[String],
) -> Option<Gender> {
    let before = name.tokens.start.checked_sub(1).map_or("", |at| document.token(at));
    match titles::address(before).flatten() {
        None if words.len() > 1 => given.of(words.first()?),
        address => address,
    }
}

/// The acronyms that a name of several words could have: of its capitals, and of all words but the smallest.
fn initials(words: &[&str]) -> Vec<String> {
    if words.len() < 2 {
        return Vec::new();
    }
    let take = |keep: fn(&str) -> bool| -> String {
        let parts = words.iter().flat_map(|w| w.split('-')).filter(|w| keep(w));
        parts.filter_map(|w| w.chars().next()).flat_map(char::to_uppercase).collect()
    };
    let capitals = take(|w| w.starts_with(char::is_uppercase));
    let most = take(|w| {
        w.starts_with(char::is_alphabetic) && !matches!(w, "of" | "the" | "and" | "for" | "in" | "on" | "a")
    });
    if capitals == most { vec![capitals] } else { vec![capitals, most] }
}

#[derive(Default)]
struct Groups {
    parents: Vec<usize>,
    members: Vec<Member>,
    exact: FxHashMap<(u8, String), usize>,
    by_word: FxHashMap<(u8, String), Vec<usize>>,
    by_initials: FxHashMap<String, Vec<usize>>,
    /// Groups of people by the words between first and last: "Hernán Dávila Ponce" is called "Dávila".
    by_middle: FxHashMap<String, Vec<usize>>,
}

/// The first name of a group and its place in the text.
struct Member {
    words: Vec<String>,
    at: usize,
    suffix: Option<String>,
    gender: Option<Gender>,
}

/// Types whose names are compared with each other.
fn family(kind: &EntityType) -> u8 {
    match kind {
        EntityType::Person => 0,
        EntityType::Organization => 1,
        EntityType::Place => 2,
        EntityType::Group => 3,
        _ => 4,
    }
}

impl Groups {
    fn root(&self, group: usize) -> usize {
        let mut at = group;
        while self.parents[at] != at {
            at = self.parents[at];
        }
        at
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        self.parents[a.max(b)] = a.min(b);
    }

    /// The group of a name, a new one if it is like none.
    fn place(&mut self, key: &Key, at: usize) -> usize {
        let family = family(&key.kind);
        let whole = match key.country {
            Some(code) => format!("={code}"),
            None => [key.words.join(" "), key.suffix.clone().unwrap_or_default()].join("|"),
        };
        // "Mr. Roth" and "Ms. Roth" may be two.
        if let Some(gender) = key.gender.filter(|_| key.words.len() == 1) {
            let addressed = (family, format!("{whole}{gender:?}"));
            let known = self.exact.get(&addressed).copied().or_else(|| self.similar(key, family, at));
            if let Some(group) = known {
                self.exact.insert(addressed, group);
                return group;
            }
        }
        if let Some(&group) = self.exact.get(&(family, whole.clone())) {
            return group;
        }
        let group = self.similar(key, family, at).unwrap_or_else(|| self.open(key, family, at));
        self.exact.insert((family, whole), group);
        group
    }

    fn open(&mut self, key: &Key, family: u8, at: usize) -> usize {
        let group = self.parents.len();
        self.parents.push(group);
        self.members.push(Member {
            words: key.words.clone(),
            at,
            suffix: key.suffix.clone(),
            gender: key.gender,
        });
        if key.words.len() > 1 {
            for word in [key.words.first(), key.words.last()].into_iter().flatten() {
                self.by_word.entry((family, word.clone())).or_default().push(group);
            }
        }
        if key.kind == EntityType::Person {
            for word in key.words.iter().take(key.words.len().saturating_sub(1)).skip(1).take(4) {
                self.by_middle.entry(word.clone()).or_default().push(group);
            }
        }
        for letters in &key.initials {
            self.by_initials.entry(letters.clone()).or_default().push(group);
        }
        group
    }

    fn similar(&self, key: &Key, family: u8, at: usize) -> Option<usize> {
        if let Some(found) = key.acronym.as_ref().and_then(|letters| self.by_initials.get(letters)) {
            return (found.len() == 1).then(|| found[0]);
        }
        match key.kind {
            EntityType::Person => self.same_person(key, family, at),
            EntityType::Organization => self.short_form(key, family),
            _ => None,
        }
    }

    fn sharing(&self, family: u8, word: Option<&String>) -> &[usize] {
        let list = word.and_then(|w| self.by_word.get(&(family, w.clone()))).map_or(&[][..], Vec::as_slice);
        if list.len() > MOST_NAMESAKES { &[] } else { list }
    }

    fn same_person(&self, key: &Key, family: u8, at: usize) -> Option<usize> {
        let by_last = self.sharing(family, key.words.last());
        let by_first = self.sharing(family, key.words.first());
        if key.words.len() == 1 {
            if key.suffix.is_some() {
                let same = |g: &&usize| self.members[**g].suffix == key.suffix;
                return self.nearest(&by_last.iter().filter(same).copied().collect::<Vec<_>>(), at);
            }
            let is_last = |g: &&usize| {
                let other = &self.members[**g];
                let agrees = key.gender.is_none() || other.gender.is_none() || key.gender == other.gender;
                agrees && other.words.last() == key.words.last()
            };
            let last: Vec<usize> = by_last.iter().filter(is_last).copied().collect();
            let outer = self.nearest(if last.is_empty() { by_first } else { &last }, at);
            return outer.or_else(|| self.by_surname_within(key));
        }
        let fits = |group: &&usize| {
            let other = &self.members[**group];
            let same_suffix = other.suffix.is_none() || key.suffix.is_none() || other.suffix == key.suffix;
            // "Dale Kowalczyk" is not "Dale Kowalczyk Jr."
            if other.words == key.words && other.suffix != key.suffix {
                return false;
            }
            let ends = other.words.last() == key.words.last();
            same_suffix
                && (ends && same_given_name(other.words.first(), key.words.first())
                    || is_part(&key.words, &other.words))
        };
        let mut fitting: Vec<usize> = by_last.iter().chain(by_first).filter(fits).copied().collect();
        fitting.sort_unstable();
        fitting.dedup();
        match fitting.as_slice() {
            [one] => Some(*one),
            [] => self.by_surname_within(key),
            _ => None,
        }
    }

    /// The one person of whose full name this is the middle: "De la Riva" of "Álvaro de la Riva Suárez".
    fn by_surname_within(&self, key: &Key) -> Option<usize> {
        let groups = self.by_middle.get(key.words.last()?).filter(|groups| groups.len() <= MOST_NAMESAKES)?;
        let mut fitting = groups.iter().filter(|group| {
            let other = &self.members[**group].words;
            other.get(1..).is_some_and(|rest| rest.windows(key.words.len()).any(|part| part == key.words))
        });
        let one = fitting.next()?;
        fitting.next().is_none().then_some(*one)
    }

    /// The group whose first name stands before the mention and nearest to it.
    fn nearest(&self, groups: &[usize], at: usize) -> Option<usize> {
        let before = groups.iter().filter(|g| self.members[**g].at < at).max_by_key(|g| self.members[**g].at);
        before.or_else(|| groups.iter().min_by_key(|g| self.members[**g].at)).copied()
    }

    /// "Oorja" for "Oorja Audio", "Rovers" for "Thornaby Rovers".
    fn short_form(&self, key: &Key, family: u8) -> Option<usize> {
        let mut fitting = self.sharing(family, key.words.first()).iter().filter(|g| {
            let other = &self.members[**g].words;
            other.len() > key.words.len() && (other.starts_with(&key.words) || other.ends_with(&key.words))
        });
        let one = fitting.next()?;
        fitting.next().is_none().then_some(*one)
    }
}

/// "De la Garza" is the end of "Ernesto de la Garza", "Viktor Pavlovich" the start of "Viktor Pavlovich Drozd".
fn is_part(a: &[String], b: &[String]) -> bool {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    short.len() < long.len() && (long.starts_with(short) || long.ends_with(short))
}

/// "John" and "J"; "Jon" and "Jonathan" are left alone.
fn same_given_name(a: Option<&String>, b: Option<&String>) -> bool {
    let (Some(a), Some(b)) = (a, b) else { return false };
    a == b || (a.chars().count() == 1 || b.chars().count() == 1) && a.chars().next() == b.chars().next()
}

/// "General Security of Military Information Agreement (GSOMIA)": pairs of the long and the short name.
fn definitions(document: &Document<'_>, names: &[SortedName]) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    for (at, pair) in names.windows(2).enumerate() {
        let [long, short] = pair else { continue };
        let between = document.slice(&(long.bytes.end..short.bytes.start));
        if !matches!(between.trim(), "(" | ", or")
            || document.token(short.tokens.end) != ")"
            || long.kind != short.kind
        {
            continue;
        }
        let letters: String = document.slice(&short.bytes).chars().filter(|c| c.is_alphabetic()).collect();
        let is_acronym = letters.len() >= 2 && letters.chars().all(char::is_uppercase);
        let first = document.slice(&long.bytes).chars().next();
        if is_acronym && letters.chars().next() == first && long.tokens.len() > 1 {
            pairs.push((at, at + 1));
        }
    }
    pairs
}
