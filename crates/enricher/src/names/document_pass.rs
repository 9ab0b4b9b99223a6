//! What the whole document says of its names: titles come off, each surface has one type, surnames follow their full
//! names, and known names that were overlooked are found.
use rustc_hash::FxHashMap;

use super::{Name, NameKind};
use crate::document::{Document, TokenKind};
use crate::lexicon::titles;
use crate::places::Places;

/// Settles the names of a document; the result is in order and without overlaps.
pub fn settle(document: &Document<'_>, places: &Places, names: Vec<Name>) -> Vec<Name> {
    let mut names: Vec<Name> = names.into_iter().filter_map(|n| trimmed(document, n)).collect();
    vote(document, &mut names);
    let surnames = surnames(document, &names);
    for name in &mut names {
        if name.kind != NameKind::Person && surnames.contains_key(document.slice(&name.bytes)) {
            name.kind = NameKind::Person;
        }
    }
    find_again(document, &mut names, &surnames);
    find_countries(document, places, &mut names);
    names
}

/// Articles, titles and the possessive are no part of a name.
fn trimmed(document: &Document<'_>, mut name: Name) -> Option<Name> {
    let word = |at: usize| document.token(at);
    while name.tokens.len() > 1 {
        let first = word(name.tokens.start);
        let drop = matches!(first, "the" | "The" | "a" | "A" | "an" | "An")
            || name.kind == NameKind::Person && titles::is_title(first) && name.tokens.len() > 1
            || document.kind(name.tokens.start) == TokenKind::Punctuation;
        if !drop {
            break;
        }
        name.tokens.start += 1;
    }
    while name.tokens.len() > 1 {
        let last = name.tokens.end - 1;
        if !matches!(word(last), "'s" | "’s") && document.kind(last) != TokenKind::Punctuation {
            break;
        }
        name.tokens.end -= 1;
    }
    if document.kind(name.tokens.start) == TokenKind::Punctuation {
        return None;
    }
    name.bytes = document.bytes(&name.tokens)?;
    Some(name)
}

/// One sense per surface: the type that most of its mentions have.
fn vote(document: &Document<'_>, names: &mut [Name]) {
    let mut votes: FxHashMap<&str, [u32; 4]> = FxHashMap::default();
    for name in names.iter() {
        votes.entry(document.slice(&name.bytes)).or_default()[name.kind as usize] += 1;
    }
    for name in names {
        let Some(counts) = votes.get(document.slice(&name.bytes)) else { continue };
        let most = counts.iter().copied().max().unwrap_or(0);
        if most >= 2 && most > counts[name.kind as usize] {
            name.kind = super::KINDS.into_iter().find(|k| counts[*k as usize] == most).unwrap_or(name.kind);
        }
    }
}

/// Last words of the full names of people.
fn surnames<'a>(document: &Document<'a>, names: &[Name]) -> FxHashMap<&'a str, ()> {
    let mut found = FxHashMap::default();
    for name in names.iter().filter(|n| n.kind == NameKind::Person && (2..=4).contains(&n.tokens.len())) {
        let last = document.token(name.tokens.end - 1);
        if last.chars().next().is_some_and(char::is_uppercase)
            && last.chars().count() > 2
            && !titles::is_suffix(last)
        {
            found.insert(last, ());
        }
    }
    found
}

/// Repeats of a known name that the sentence alone did not show.
fn find_again(document: &Document<'_>, names: &mut Vec<Name>, surnames: &FxHashMap<&str, ()>) {
    let mut counts: FxHashMap<&str, (u32, NameKind, usize)> = FxHashMap::default();
    for name in names.iter() {
        let entry = counts.entry(document.slice(&name.bytes)).or_insert((0, name.kind, name.tokens.len()));
        entry.0 += 1;
    }
    // First word → the names that begin with it, the longest first.
    let mut known: FxHashMap<&str, Vec<(&str, usize, NameKind)>> = FxHashMap::default();
    for (&surface, &(count, kind, length)) in &counts {
        let capital = surface.starts_with(char::is_uppercase) && surface.chars().any(char::is_lowercase);
        if length > 1 || (count >= 2 && capital && surface.len() > 3) || surnames.contains_key(surface) {
            known.entry(first_word(surface)).or_default().push((surface, length, kind));
        }
    }
    for &surname in surnames.keys() {
        if !counts.contains_key(surname) {
            known.entry(surname).or_default().push((surname, 1, NameKind::Person));
        }
    }
    for list in known.values_mut() {
        list.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
        list.truncate(20);
    }
    let free = Free::new(document, names);
    let mut at = 0;
    while at < document.tokens.len() {
        let hit = known.get(first_word(document.token(at))).and_then(|list| {
            list.iter().find(|(surface, length, _)| {
                free.all(at..at + length)
                    && document.bytes(&(at..at + length)).is_some_and(|b| document.slice(&b) == *surface)
            })
        });
        if let Some(&(_, length, kind)) = hit {
            push(document, names, at..at + length, kind);
            at += length;
        } else {
            at += 1;
        }
    }
    names.sort_by_key(|n| n.bytes.start);
}

fn first_word(text: &str) -> &str {
    text.split([' ', '\n']).next().unwrap_or(text)
}

/// Countries and nationalities are known words: found wherever they stand outside another name.
fn find_countries(document: &Document<'_>, places: &Places, names: &mut Vec<Name>) {
    let free = Free::new(document, names);
    let mut at = 0;
    while at < document.tokens.len() {
        let capital = document.token(at).starts_with(char::is_uppercase);
        let found = capital.then(|| {
            (1..=4).rev().find_map(|length| {
                let tokens = at..at + length;
                let surface = document.bytes(&tokens).filter(|_| free.all(tokens.clone()))?;
                let surface = document.slice(&surface);
                if places.is_group(surface) {
                    Some((length, NameKind::Other))
                } else {
                    (places.country(surface).is_some() && !matches!(surface, "US" if document.is_shouted(at)))
                        .then_some((length, NameKind::Place))
                }
            })
        });
        if let Some(Some((length, kind))) = found {
            push(document, names, at..at + length, kind);
            at += length;
        } else {
            at += 1;
        }
    }
    names.sort_by_key(|n| n.bytes.start);
}

fn push(document: &Document<'_>, names: &mut Vec<Name>, tokens: std::ops::Range<usize>, kind: NameKind) {
    if let Some(bytes) = document.bytes(&tokens) {
        names.push(Name { bytes, tokens, kind });
    }
}

/// Tokens that no name covers.
struct Free(Vec<bool>);

impl Free {
    fn new(document: &Document<'_>, names: &[Name]) -> Self {
        let mut free = vec![true; document.tokens.len()];
        for name in names {
            free[name.tokens.clone()].fill(false);
        }
        Free(free)
    }

    fn all(&self, tokens: std::ops::Range<usize>) -> bool {
        self.0.get(tokens).is_some_and(|range| range.iter().all(|&f| f))
    }
}
