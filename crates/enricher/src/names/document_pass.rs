//! What the whole document says of its names: titles come off, each surface has one type, parts of a full name follow it,
//! and known names that were overlooked are found.
use rustc_hash::{FxHashMap, FxHashSet};

use super::evidence::Evidence;
use super::{KINDS, Name, NameKind, layout, teams};
use crate::document::{Document, TokenKind};
use crate::lexicon::{abbreviation, organisations, titles, words};

/// Settles the names of a document; the result is in order and without overlaps.
pub fn settle(evidence: &Evidence<'_, '_>, names: Vec<Name>) -> Vec<Name> {
    let document = evidence.document;
    let mut names: Vec<Name> = names.into_iter().filter_map(|n| trimmed(document, n)).collect();
    names.retain(|name| !evidence.is_none(name));
    layout::read(document, &mut names);
    for at in 0..names.len() {
        let next = names.get(at + 1).map_or(usize::MAX, |n| n.tokens.start);
        if names[at].tokens.end < next {
            evidence.with_head(&mut names[at]);
        }
    }
    find_bodies(document, &mut names);
    for name in &mut names {
        name.kind = evidence.kind(name).unwrap_or(name.kind);
    }
    vote(document, &mut names);
    let parts = parts(document, &names);
    for name in &mut names {
        let is_part = name.tokens.len() <= 2 && parts.contains(document.slice(&name.bytes));
        let is_group = name.kind == NameKind::Other && evidence.kind(name) == Some(NameKind::Other);
        let is_country = evidence.places.country(document.slice(&name.bytes)).is_some();
        if is_part && !is_group && !is_country {
            name.kind = NameKind::Person;
        }
    }
    let coined = coined(evidence, &names, &parts);
    for name in &mut names {
        if coined.contains(document.slice(&name.bytes)) {
            name.kind = NameKind::Organization;
        }
    }
    find_again(document, &mut names, &parts, &coined);
    find_known(evidence, &mut names);
    teams::settle(document, &mut names);
    with_generation(document, &mut names);
    names
}

/// "Phiri Sr." is the father, where "Phiri" might be the son.
fn with_generation(document: &Document<'_>, names: &mut [Name]) {
    for at in 0..names.len() {
        let next = names.get(at + 1).map_or(usize::MAX, |n| n.tokens.start);
        let Some(name) = names.get_mut(at).filter(|n| n.kind == NameKind::Person && n.tokens.end < next)
        else {
            continue;
        };
        if matches!(document.token(name.tokens.end), "Jr" | "Jr." | "Sr" | "Sr.") {
            name.tokens.end += 1;
            name.bytes = document.bytes(&name.tokens).unwrap_or(name.bytes.clone());
        }
    }
}

/// Articles, titles and the possessive are no part of a name.
fn trimmed(document: &Document<'_>, mut name: Name) -> Option<Name> {
    let word = |at: usize| document.token(at);
    while name.tokens.len() > 1 {
        let first = word(name.tokens.start);
        let drop = matches!(first, "the" | "The" | "a" | "A" | "an" | "An")
            || name.kind == NameKind::Person && titles::is_title(first)
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
            name.kind = KINDS.into_iter().find(|k| counts[*k as usize] == most).unwrap_or(name.kind);
        }
    }
}

/// Particles that begin a surname: "Van der Horst", "de la Garza".
fn is_particle(word: &str) -> bool {
    matches!(
        word,
        "van"
            | "von"
            | "de"
            | "der"
            | "den"
            | "del"
            | "della"
            | "di"
            | "da"
            | "du"
            | "dos"
            | "la"
            | "le"
            | "bin"
            | "ibn"
            | "al"
            | "el"
            | "ten"
            | "ter"
    )
}

/// The parts of the full names of people that stand for them alone: surnames, given names.
fn parts(document: &Document<'_>, names: &[Name]) -> FxHashSet<String> {
    let mut found = FxHashSet::default();
    for name in names.iter().filter(|n| n.kind == NameKind::Person && (2..=6).contains(&n.tokens.len())) {
        let mut words: Vec<&str> = name.tokens.clone().map(|at| document.token(at)).collect();
        while words.last().is_some_and(|w| titles::is_suffix(w)) {
            words.pop();
        }
        for word in &words {
            let is_short = word.chars().count() < 3 && !words.last().is_some_and(|l| l.contains('-'));
            if word.starts_with(char::is_uppercase) && !word.ends_with('.') && !is_short {
                found.insert((*word).to_owned());
            }
        }
        if let Some(at) = words.iter().position(|w| is_particle(w)).filter(|at| *at > 0) {
            let surname = words[at..].join(" ");
            let mut letters = surname.chars();
            let capital: String =
                letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
            found.insert(capital);
            found.insert(surname);
        }
    }
    found
}

/// First words of organisations that are no words otherwise: "Larkspur" of "Larkspur Shipping".
fn coined<'a>(evidence: &Evidence<'a, '_>, names: &[Name], parts: &FxHashSet<String>) -> FxHashSet<&'a str> {
    let firsts = names.iter().filter(|n| n.kind == NameKind::Organization && n.tokens.len() > 1);
    let words = firsts.map(|n| evidence.document.token(n.tokens.start));
    words
        .filter(|w| w.len() > 3 && w.starts_with(char::is_uppercase) && !parts.contains(*w))
        .filter(|w| !evidence.tables.is_word(&w.to_lowercase()) && !evidence.places.is_known(w))
        .collect()
}

/// Repeats of a known name that the sentence alone did not show.
fn find_again(
    document: &Document<'_>,
    names: &mut Vec<Name>,
    parts: &FxHashSet<String>,
    coined: &FxHashSet<&str>,
) {
    let mut counts: FxHashMap<&str, (u32, NameKind, usize)> = FxHashMap::default();
    for name in names.iter() {
        let entry = counts.entry(document.slice(&name.bytes)).or_insert((0, name.kind, name.tokens.len()));
        entry.0 += 1;
    }
    // First word → the names that begin with it, the longest first.
    let mut known: FxHashMap<&str, Vec<(&str, usize, NameKind)>> = FxHashMap::default();
    for (&surface, &(count, kind, length)) in &counts {
        let capital = surface.starts_with(char::is_uppercase) && surface.chars().any(char::is_lowercase);
        if length > 1 || count >= 2 && capital && surface.len() > 3 {
            known.entry(first_word(surface)).or_default().push((surface, length, kind));
        }
    }
    for part in parts {
        known.entry(first_word(part)).or_default().push((part, part.split(' ').count(), NameKind::Person));
    }
    for &word in coined {
        known.entry(word).or_default().push((word, 1, NameKind::Organization));
    }
    for list in known.values_mut() {
        list.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)).then(a.2.cmp(&b.2)));
        list.truncate(20);
    }
    let free = Free::new(document, names);
    let common = common_words(document);
    let mut at = 0;
    while at < document.tokens.len() {
        let hit = known.get(document.token(at)).and_then(|list| {
            list.iter().find(|(surface, length, _)| {
                let tokens = at..at + length;
                let same = document.bytes(&tokens).is_some_and(|b| document.slice(&b) == *surface);
                same && free.all(tokens) && (*length > 1 || !is_plain_opener(document, &common, at))
            })
        });
        match hit {
            Some(&(_, length, kind)) => {
                push(document, names, at..at + length, kind);
                at += length;
            }
            None => at += 1,
        }
    }
    names.sort_by_key(|n| n.bytes.start);
}

/// Words that the text also writes small.
fn common_words<'a>(document: &Document<'a>) -> FxHashSet<&'a str> {
    let small = |at: &usize| document.token(*at).starts_with(char::is_lowercase);
    (0..document.tokens.len()).filter(small).map(|at| document.token(at)).collect()
}

/// At the start of a sentence "May", "Do" and "Will" are words before they are names.
fn is_plain_opener(document: &Document<'_>, common: &FxHashSet<&str>, at: usize) -> bool {
    let lower = document.token(at).to_lowercase();
    let before = at.checked_sub(1).map_or("", |b| document.token(b));
    let opens = document.sentences.get(document.sentence_of(at)).is_none_or(|s| s.tokens.start == at)
        || matches!(before, "\"" | "“" | "‘" | "'" | "«" | ":");
    let is_word = common.contains(lower.as_str()) || words::is_stop(&lower);
    is_word && opens && !words::is_verb(&document.token(at + 1).to_lowercase())
}

fn first_word(text: &str) -> &str {
    text.split([' ', '\n']).next().unwrap_or(text)
}

/// Countries, nationalities and the best known organisations are found wherever they stand outside another name.
fn find_known(evidence: &Evidence<'_, '_>, names: &mut Vec<Name>) {
    let document = evidence.document;
    let free = Free::new(document, names);
    let mut at = 0;
    while at < document.tokens.len() {
        if !document.token(at).starts_with(char::is_uppercase) || is_amid_capitals(document, at) {
            at += 1;
            continue;
        }
        let found = (1..=4).rev().find_map(|length| {
            let tokens = at..at + length;
            let surface = document.bytes(&tokens).filter(|_| free.all(tokens.clone()))?;
            Some((length, known_kind(evidence, at, document.slice(&surface))?))
        });
        match found {
            Some((length, kind)) => {
                push(document, names, at..at + length, kind);
                at += length;
            }
            None => at += 1,
        }
    }
    names.sort_by_key(|n| n.bytes.start);
}

/// Organisations that the recogniser overlooked, by their heads.
fn find_bodies(document: &Document<'_>, names: &mut Vec<Name>) {
    let free = Free::new(document, names);
    let mut at = 0;
    while at < document.tokens.len() {
        let length = unseen_body(document, &free, at);
        if let Some(length) = length {
            push(document, names, at..at + length, NameKind::Organization);
        }
        at += length.unwrap_or(1);
    }
    names.sort_by_key(|n| n.bytes.start);
}

/// Capitals that end like an organisation ("Transportation Ministry"): how many, where no name covers them.
fn unseen_body(document: &Document<'_>, free: &Free, at: usize) -> Option<usize> {
    let is_word = |at: usize| {
        document.kind(at) == TokenKind::Word && document.token(at).starts_with(char::is_uppercase)
    };
    if !is_word(at) {
        return None;
    }
    let opens = document.sentences.get(document.sentence_of(at)).is_none_or(|s| s.tokens.start == at);
    let before = at.checked_sub(1).map_or("", |b| document.token(b));
    // The first word of a sentence, and the middle of a run, do not begin a name.
    if opens || before.starts_with(char::is_uppercase) || before == "\"" {
        return None;
    }
    let length = (at..at + 6).take_while(|at| is_word(*at)).count();
    let last = document.token(at + length.checked_sub(1)?);
    (length >= 2 && organisations::is_head(last) && free.all(at..at + length)).then_some(length)
}

fn known_kind(evidence: &Evidence<'_, '_>, at: usize, surface: &str) -> Option<NameKind> {
    let document = evidence.document;
    if evidence.places.is_group(surface) {
        return Some(NameKind::Other);
    }
    // "US$61m" is money.
    let is_money = document.token(at + 1) == "$" && matches!(surface, "US" | "HK" | "A" | "C" | "NZ");
    if !is_money
        && (evidence.places.country(surface).is_some()
            || abbreviation::is_state(surface) && document.token(at.saturating_sub(1)) == ",")
    {
        return Some(NameKind::Place);
    }
    let opens = document.sentences.get(document.sentence_of(at)).is_none_or(|s| s.tokens.start == at);
    let is_certain =
        surface.len() > 2 && !organisations::is_common(surface) && (!opens || surface.contains(' '));
    (is_certain && organisations::known(surface).is_some()).then_some(NameKind::Organization)
}

/// Between words in capitals ("WHO FED US POISON") a capital says nothing.
fn is_amid_capitals(document: &Document<'_>, at: usize) -> bool {
    let is_loud = |at: Option<usize>| {
        at.map(|at| document.token(at)).is_some_and(|w| w.len() > 1 && w.chars().all(char::is_uppercase))
    };
    is_loud(Some(at)) && (is_loud(at.checked_sub(1)) || is_loud(Some(at + 1)))
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
