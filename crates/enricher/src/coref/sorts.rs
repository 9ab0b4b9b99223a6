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
            if let Some(group) = nationality_of_title(document, places, name) {
                return Some(group);
            }
            let kind = match name.kind {
                NameKind::Person if is_club(document, name) => EntityType::Organization,
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
    peers(document, &mut sorted);
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

/// "Lord Keir of Elan" is one name.
fn peers(document: &Document<'_>, sorted: &mut Vec<SortedName>) {
    const PEERS: &[&str] =
        &["Lord", "Lady", "Baron", "Baroness", "Earl", "Duke", "Duchess", "Viscount", "Marquess", "Countess"];
    let mut at = 0;
    while at < sorted.len() {
        let tokens = sorted[at].tokens.clone();
        let titled = tokens.start.checked_sub(1).is_some_and(|title| PEERS.contains(&document.token(title)));
        let estate = sorted.get(at + 1).filter(|next| {
            titled && next.tokens.start == tokens.end + 1 && document.token(tokens.end) == "of"
        });
        if let Some(end) =
            estate.filter(|_| sorted[at].kind == EntityType::Person).map(|next| next.tokens.end)
            && let Some(bytes) = document.bytes(&(tokens.start..end))
        {
            sorted[at].tokens.end = end;
            sorted[at].bytes = bytes;
            sorted.remove(at + 1);
        }
        at += 1;
    }
}

/// Last words of clubs that nobody has for a surname.
const CLUBS: &[&str] =
    &["AFC", "Albion", "Athletic", "Athletics", "FC", "Hotspur", "Rovers", "United", "Wanderers"];

fn is_club(document: &Document<'_>, name: &Name) -> bool {
    let last = name.tokens.end.checked_sub(1).map_or("", |at| document.token(at));
    name.tokens.len() > 1 && CLUBS.contains(&last)
}

/// "Australian Defense" of "Australian Defense Minister Marise Payne" is a part of her title: only the people is named.
fn nationality_of_title(document: &Document<'_>, places: &Places, name: &Name) -> Option<SortedName> {
    let office = matches!(
        document.token(name.tokens.end),
        "Minister" | "Secretary" | "Ministers" | "Secretaries" | "Chief" | "Commissioner"
    );
    if name.kind != NameKind::Organization || !office || name.tokens.len() < 2 {
        return None;
    }
    let people = (1..name.tokens.len()).rev().find_map(|length| {
        let tokens = name.tokens.start..name.tokens.start + length;
        let bytes = document.bytes(&tokens)?;
        places.nation(document.slice(&bytes)).map(|_| (tokens, bytes))
    });
    people.map(|(tokens, bytes)| SortedName { bytes, tokens, kind: EntityType::Group })
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
