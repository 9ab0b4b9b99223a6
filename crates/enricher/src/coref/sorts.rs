//! Gives each name its type as the record knows it: what the recogniser calls "other" is a group, law, event, work or
//! product by its words, or nothing that we would sign.
use model::annotations::EntityType;

use crate::document::{Bytes, Document, TokenKind};
use crate::names::{Name, NameKind};
use crate::places::Places;

/// A name with the type of the record.
#[derive(Clone, Debug, PartialEq)]
pub struct SortedName {
    pub bytes: Bytes,
    pub tokens: std::ops::Range<usize>,
    pub kind: EntityType,
}

const LAWS: &[&str] = &[
    "Accord",
    "Accords",
    "Act",
    "Agreement",
    "Amendment",
    "Bill",
    "Code",
    "Constitution",
    "Convention",
    "Covenant",
    "Declaration",
    "Directive",
    "Law",
    "Pact",
    "Protocol",
    "Regulation",
    "Resolution",
    "Statute",
    "Treaty",
];

const EVENTS: &[&str] = &[
    "Awards",
    "Biennale",
    "Championship",
    "Championships",
    "Christmas",
    "Classic",
    "Cup",
    "Derby",
    "Easter",
    "Expo",
    "Fair",
    "Festival",
    "Final",
    "Games",
    "Holocaust",
    "Hurricane",
    "League",
    "Marathon",
    "Masters",
    "Olympics",
    "Open",
    "Oscars",
    "Paralympics",
    "Prix",
    "Ramadan",
    "Revolution",
    "Series",
    "Summit",
    "Tournament",
    "Trophy",
    "Typhoon",
    "War",
    "Week",
];

/// In order, without overlaps.
pub fn sort(document: &Document<'_>, places: &Places, names: &[Name]) -> Vec<SortedName> {
    let mut sorted: Vec<SortedName> = names
        .iter()
        .filter_map(|name| {
            let kind = match name.kind {
                NameKind::Person => EntityType::Person,
                NameKind::Organization => EntityType::Organization,
                NameKind::Place => EntityType::Place,
                NameKind::Other => other(document, places, name)?,
            };
            let (tokens, bytes) = match kind {
                EntityType::Law | EntityType::Event => {
                    let tokens = whole(document, &name.tokens);
                    let bytes = document.bytes(&tokens).unwrap_or(name.bytes.clone());
                    (tokens, bytes)
                }
                _ => (name.tokens.clone(), name.bytes.clone()),
            };
            Some(SortedName { bytes, tokens, kind })
        })
        .collect();
    // A name that was widened swallows those before it.
    let mut next = usize::MAX;
    for at in (0..sorted.len()).rev() {
        let (start, end) = (sorted[at].tokens.start, sorted[at].tokens.end);
        if end > next {
            sorted.remove(at);
        } else {
            next = start;
        }
    }
    sorted
}

/// "General Security of Military Information Agreement": the capitals before it, with their small words.
fn whole(document: &Document<'_>, tokens: &std::ops::Range<usize>) -> std::ops::Range<usize> {
    let is_capital = |at: usize| {
        document.token(at).starts_with(char::is_uppercase) && document.kind(at) == TokenKind::Word
    };
    let from =
        document.sentences.get(document.sentence_of(tokens.start)).map_or(tokens.start, |s| s.tokens.start);
    let mut start = tokens.start;
    while start > from {
        let small = (1..=2)
            .take_while(|back| {
                start >= from + back
                    && matches!(document.token(start - back), "of" | "and" | "for" | "on" | "the")
            })
            .count();
        let before = start.checked_sub(small + 1).filter(|at| *at >= from && is_capital(*at));
        match before {
            Some(at) if !matches!(document.token(at), "The" | "A" | "An" | "This" | "In" | "On" | "At") => {
                start = at
            }
            _ => break,
        }
    }
    start..tokens.end
}

fn other(document: &Document<'_>, places: &Places, name: &Name) -> Option<EntityType> {
    let surface = document.slice(&name.bytes);
    if places.is_group(surface) {
        return Some(EntityType::Group);
    }
    let mut words = name.tokens.clone().map(|at| document.token(at));
    let is = |list: &'static [&str]| move |word: &str| list.contains(&word);
    if words.clone().any(is(LAWS)) {
        return Some(EntityType::Law);
    }
    if words.any(is(EVENTS)) {
        return Some(EntityType::Event);
    }
    is_quoted(document, name).then_some(EntityType::Work)
}

/// "The Line and the Body" in marks of its own.
fn is_quoted(document: &Document<'_>, name: &Name) -> bool {
    let before = name.tokens.start.checked_sub(1).map_or("", |at| document.token(at));
    let after = document.token(name.tokens.end);
    let after_comma = matches!(after, "," | ".").then(|| document.token(name.tokens.end + 1)).unwrap_or("");
    let closes = |mark: &str| matches!(mark, "\"" | "”" | "’" | "'" | "»");
    matches!(before, "\"" | "“" | "‘" | "'" | "«") && (closes(after) || closes(after_comma))
}
