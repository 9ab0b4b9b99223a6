//! Names that the layout shows: datelines ("TULSA, Okla. --"), labels of a transcript ("QUIROGA: …") and the acronyms that
//! stand in brackets after what they stand for.
use rustc_hash::FxHashMap;

use super::{Name, NameKind};
use crate::document::{Document, TokenKind};
use crate::lexicon::abbreviation;

/// Applies what the layout shows to the names of a document.
pub fn read(document: &Document<'_>, names: &mut Vec<Name>) {
    korean_names(document, names);
    dateline(document, names);
    labels(document, names);
    definitions(document, names);
    names.sort_by_key(|n| n.bytes.start);
}

/// Puts a name in place of those that it overlaps.
fn put(document: &Document<'_>, names: &mut Vec<Name>, tokens: std::ops::Range<usize>, kind: NameKind) {
    let Some(bytes) = document.bytes(&tokens) else { return };
    let from = names.partition_point(|n| n.tokens.end <= tokens.start);
    let to = from + names[from..].iter().take_while(|n| n.tokens.start < tokens.end).count();
    names.splice(from..to, [Name { bytes, tokens, kind }]);
}

#[rustfmt::skip]
const SURNAMES: &[&str] = &[
    "Ahn", "An", "Bae", "Baek", "Ban", "Bang", "Byun", "Cha", "Chae", "Chang", "Chin", "Cho", "Choe", "Choi", "Chon", "Chu", "Chun", "Chung", "Do", "Eom", "Gang", "Go", "Gong", "Goo", "Gu", "Gwak", "Ha",
    "Ham", "Han", "Heo", "Ho", "Hong", "Huh", "Hur", "Hwang", "Hyun", "Im", "Jang", "Jeon", "Jeong", "Ji", "Jin", "Jo", "Joo", "Ju", "Jun", "Jung", "Kang", "Kil", "Kim", "Ko", "Koh", "Koo", "Kwak", "Kwon", "Lee",
    "Lim", "Ma", "Maeng", "Min", "Mo", "Moon", "Mun", "Myung", "Na", "Nam", "Noh", "Oh", "Ok", "Paik", "Pak", "Park", "Pyo", "Ra", "Rhee", "Ri", "Roh", "Ryu", "Seo", "Seok", "Shim", "Shin", "Sim", "Sin", "So", "Son",
    "Song", "Suh", "Suk", "Sul", "Sung", "Tak", "Wang", "Wi", "Woo", "Yang", "Yeo", "Yeom", "Yi", "Yim", "Yom", "Yoo", "Yoon", "You", "Yu", "Yuk", "Yun",
];

/// "Do Hyung-jin": a surname that is also a word, before a given name of two syllables.
fn korean_names(document: &Document<'_>, names: &mut Vec<Name>) {
    for at in 1..document.tokens.len() {
        let given = document.token(at);
        let Some((first, second)) = given.split_once('-') else { continue };
        let syllable =
            |s: &str| (2..=6).contains(&s.len()) && s.bytes().skip(1).all(|b| b.is_ascii_lowercase());
        let is_given =
            syllable(first) && syllable(second) && first.starts_with(|c: char| c.is_ascii_uppercase());
        if is_given
            && second.starts_with(|c: char| c.is_ascii_lowercase())
            && SURNAMES.contains(&document.token(at - 1))
        {
            put(document, names, at - 1..at + 1, NameKind::Person);
        }
    }
}

fn is_capitals(word: &str) -> bool {
    word.chars().any(char::is_uppercase) && !word.chars().any(char::is_lowercase)
}

/// Words in capitals at the start, up to a comma, a dash or a bracket.
fn dateline(document: &Document<'_>, names: &mut Vec<Name>) {
    for sentence in document.sentences.iter().take(3) {
        let start = sentence.tokens.start;
        let end = (start..sentence.tokens.end.min(start + 4))
            .find(|&at| !is_capitals(document.token(at)) || document.kind(at) != TokenKind::Word)
            .unwrap_or(start);
        let is_place = end > start && document.bytes(&(start..end)).is_some_and(|b| b.len() > 2);
        if !is_place || !ends_dateline(document, end) {
            continue;
        }
        put(document, names, start..end, NameKind::Place);
        // What the dateline calls a place is one in the text.
        let place =
            document.bytes(&(start..end)).map(|b| document.slice(&b).to_lowercase()).unwrap_or_default();
        for name in names.iter_mut().filter(|n| document.slice(&n.bytes).to_lowercase() == place) {
            name.kind = NameKind::Place;
        }
        if document.token(end) == "," && abbreviation::is_state(document.token(end + 1)) {
            put(document, names, end + 1..end + 2, NameKind::Place);
        }
        return;
    }
}

fn ends_dateline(document: &Document<'_>, at: usize) -> bool {
    let is_dash = |at: usize| matches!(document.token(at), "-" | "--" | "—" | "–" | "(");
    is_dash(at) || document.token(at) == "," && (at + 1..at + 7).any(is_dash)
}

/// Labels before a colon at the start of paragraphs, seen at least twice.
fn labels(document: &Document<'_>, names: &mut Vec<Name>) {
    let mut seen: FxHashMap<&str, Vec<std::ops::Range<usize>>> = FxHashMap::default();
    let mut paragraph = usize::MAX;
    for sentence in &document.sentences {
        if std::mem::replace(&mut paragraph, sentence.paragraph) == sentence.paragraph {
            continue;
        }
        let start = sentence.tokens.start;
        let colon = (start..sentence.tokens.end.min(start + 4)).find(|&at| document.token(at) == ":");
        let Some(tokens) = colon.map(|colon| start..colon).filter(|t| !t.is_empty()) else { continue };
        let is_label =
            tokens.clone().all(|at| is_capitals(document.token(at)) && document.kind(at) == TokenKind::Word);
        if let Some(bytes) = document.bytes(&tokens).filter(|b| is_label && b.len() > 2) {
            seen.entry(document.slice(&bytes)).or_default().push(tokens);
        }
    }
    let mut labels: Vec<_> = seen.into_iter().filter(|(_, places)| places.len() >= 2).collect();
    labels.sort_unstable_by_key(|(label, _)| *label);
    for (label, places) in labels {
        let kind =
            if is_known_person(document, names, label) { NameKind::Person } else { NameKind::Organization };
        for tokens in places {
            put(document, names, tokens, kind);
        }
    }
}

/// Does a person's name of the text end in the label's word?
fn is_known_person(document: &Document<'_>, names: &[Name], label: &str) -> bool {
    let last = label.split(' ').next_back().unwrap_or(label).to_lowercase();
    names
        .iter()
        .any(|n| n.kind == NameKind::Person && document.token(n.tokens.end - 1).to_lowercase() == last)
}

/// Most words before a bracket that an acronym may stand for.
const LONGEST: usize = 10;

/// "U.N. Peacekeeping Force in Cyprus (UNFICYP)": the words whose letters make the acronym are one name.
fn definitions(document: &Document<'_>, names: &mut Vec<Name>) {
    for at in 1..document.tokens.len().saturating_sub(2) {
        if document.token(at) != "(" || document.token(at + 2) != ")" {
            continue;
        }
        let acronym = document.token(at + 1);
        if !(2..=10).contains(&acronym.len()) || !acronym.chars().all(|c| c.is_ascii_uppercase()) {
            continue;
        }
        let from = at
            .saturating_sub(LONGEST)
            .max(document.sentences.get(document.sentence_of(at)).map_or(0, |s| s.tokens.start));
        let Some(start) = (from..at).rev().skip(1).find(|&start| spells(document, start..at, acronym)) else {
            continue;
        };
        let kind = names
            .iter()
            .skip(names.partition_point(|n| n.tokens.end <= start))
            .take_while(|n| n.tokens.start < at)
            .map(|n| n.kind);
        let kind = if kind.clone().any(|k| k == NameKind::Other) && kind.clone().all(|k| k == NameKind::Other)
        {
            NameKind::Other
        } else {
            NameKind::Organization
        };
        put(document, names, start..at, kind);
        put(document, names, at + 1..at + 2, kind);
    }
}

/// Do the first letters of the words make the acronym, small words left out or not?
fn spells(document: &Document<'_>, tokens: std::ops::Range<usize>, acronym: &str) -> bool {
    let words: Vec<&str> = tokens.clone().map(|at| document.token(at)).collect();
    let starts_well = words.first().is_some_and(|w| w.starts_with(char::is_uppercase));
    if !starts_well
        || tokens.clone().any(|at| matches!(document.token(at), "," | "." | ";" | ":" | ")" | "("))
    {
        return false;
    }
    let letters = |keep: fn(&str) -> bool| -> String {
        let parts = words.iter().filter(|w| keep(w)).flat_map(|w| w.split('-'));
        parts
            .filter_map(|w| w.chars().next())
            .filter(|c| c.is_alphabetic())
            .flat_map(char::to_uppercase)
            .collect()
    };
    letters(|_| true) == acronym
        || letters(|w| !matches!(w, "of" | "the" | "and" | "for" | "in" | "on" | "&")) == acronym
        || letters(|w| w.starts_with(char::is_uppercase)) == acronym
}
