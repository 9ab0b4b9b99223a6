//! The role or title of a person, as written before the name ("US Defense Secretary Mark Esper") or after it
//! ("Ivete Prado, the state's health secretary,").
use std::ops::Range;

use crate::document::{Bytes, Document, TokenKind};
use crate::lexicon::{people, titles, words};

/// Most words of a role.
const LONGEST: usize = 10;

/// The words before the name that are its role; `from` is where the sentence or the name before it ends.
pub fn before(document: &Document<'_>, name: &Range<usize>, from: usize) -> Option<Bytes> {
    let mut first = name.start;
    // "Mr." is an address, no role.
    while first > from && titles::address(document.token(first - 1)).is_some() {
        first -= 1;
    }
    let end = first;
    let is_office = |at: usize| {
        let word = document.token(at);
        titles::is_title(word)
            || people::noun(&word.to_lowercase()).is_some() && word.starts_with(char::is_lowercase)
    };
    if first == from || !is_office(first - 1) {
        return None;
    }
    while first > from && name.start - first < LONGEST {
        let at = first - 1;
        let word = document.token(at);
        let lower = word.to_lowercase();
        let capital = word.starts_with(char::is_uppercase);
        let is_part = document.kind(at) == TokenKind::Word
            && (!words::is_stop(&lower) || capital && word.chars().all(char::is_uppercase))
            && (!words::is_verb(&lower) || is_adjective(&lower))
            && !is_opener(word);
        if !is_part {
            break;
        }
        first = at;
    }
    document.bytes(&(first..end))
}

/// Forms of verbs that stand in roles: "retired judge", "elected member", "United Nations envoy".
fn is_adjective(word: &str) -> bool {
    matches!(word, "retired" | "elected" | "united")
}

fn is_opener(word: &str) -> bool {
    matches!(word, "Both" | "Meanwhile" | "Outgoing" | "Yesterday" | "Today")
}

/// The apposition after the name, up to its closing comma.
pub fn after(document: &Document<'_>, name: &Range<usize>, end: usize) -> Option<Bytes> {
    let mut at = name.end;
    if document.token(at) != "," {
        return None;
    }
    at += 1;
    // ", 43, a fish farmer": the age stands between.
    if document.kind(at) == TokenKind::Number && document.token(at + 1) == "," {
        at += 2;
    }
    if matches!(document.token(at), "a" | "an" | "the" | "The") {
        at += 1;
    }
    let first = at;
    let mut has_office = false;
    while at < end.min(first + LONGEST + 4) {
        let word = document.token(at);
        let lower = word.to_lowercase();
        if document.kind(at) == TokenKind::Punctuation && word != "'s" && word != "’s" && word != "&" {
            break;
        }
        if matches!(lower.as_str(), "who" | "whose") && has_office {
            return document.bytes(&(first..at));
        }
        let is_clause = words::is_auxiliary(&lower)
            || matches!(lower.as_str(), "who" | "which" | "whose" | "said" | "says" | "he" | "she")
            || lower == "and" && !has_office
            // "…, Walter Quigley, recalled in an interview": the sentence goes on.
            || at == first && words::is_verb(&lower) && !is_adjective(&lower);
        if is_clause {
            return None;
        }
        has_office |= people::noun(&lower).is_some();
        at += 1;
    }
    let closes = matches!(document.token(at), "," | "." | ";" | "—" | "–" | "--" | ")");
    (has_office && at > first && closes).then(|| document.bytes(&(first..at))).flatten()
}
