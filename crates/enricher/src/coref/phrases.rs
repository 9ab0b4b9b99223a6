//! Finds the words that may mean a person without a name: pronouns and descriptions ("the defense secretary").
use std::ops::Range;

use crate::document::{Document, Gender, TokenKind};
use crate::lexicon::people::{self, Class, PersonNoun};
use crate::lexicon::words;
use crate::places::Places;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pronoun {
    pub gender: Gender,
    pub case: Case,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    Subject,
    Object,
    Possessive,
    Reflexive,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Determiner {
    /// the, this, that
    Definite,
    /// a, one, another
    Indefinite,
    /// his, her
    Possessive(Gender),
    /// my, our, your, their
    OtherPossessive,
    /// NAME's
    Named,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Description {
    pub determiner: Determiner,
    /// Small letters; "year-old" for "the 79-year-old".
    pub head: String,
    pub noun: PersonNoun,
    /// Between determiner and head, in small letters.
    pub modifiers: Vec<String>,
    /// The code of a country for "the Norwegian".
    pub nation: Option<&'static str>,
    pub age: Option<u32>,
    /// "the Japanese" is a whole people, unless the text has spoken of one.
    pub is_people: bool,
}

/// The pronoun that a token is.
pub fn pronoun(document: &Document<'_>, at: usize) -> Option<Pronoun> {
    let word = document.token(at);
    if !(2..=7).contains(&word.len()) {
        return None;
    }
    let (gender, case) = match word.to_ascii_lowercase().as_str() {
        "he" => (Gender::Male, Case::Subject),
        "him" => (Gender::Male, Case::Object),
        "his" => (Gender::Male, Case::Possessive),
        "himself" => (Gender::Male, Case::Reflexive),
        "she" => (Gender::Female, Case::Subject),
        "her" if is_noun_ahead(document, at + 1) => (Gender::Female, Case::Possessive),
        "her" => (Gender::Female, Case::Object),
        "hers" => (Gender::Female, Case::Possessive),
        "herself" => (Gender::Female, Case::Reflexive),
        _ => return None,
    };
    Some(Pronoun { gender, case })
}

fn is_noun_ahead(document: &Document<'_>, at: usize) -> bool {
    let word = document.token(at);
    document.kind(at) != TokenKind::Punctuation && !words::is_stop(&word.to_lowercase())
}

/// Longest noun phrase in words after its determiner.
const LONGEST: usize = 7;

/// The description that begins at a token, with its tokens.
pub fn description(
    document: &Document<'_>,
    places: &Places,
    at: usize,
    end: usize,
) -> Option<(Range<usize>, Description)> {
    let determiner = determiner(document, at)?;
    let first = at + 1;
    let mut head: Option<(usize, PersonNoun, &'_ str)> = None;
    let mut nation = None;
    let mut age = None;
    // "the Norwegian", if no noun follows.
    let mut instead: Option<(usize, &str)> = None;
    for next in first..end.min(first + LONGEST) {
        let word = document.token(next);
        let lower = word.to_lowercase();
        // "the airline's chief executive"
        if head.is_none() && next > first && matches!(word, "'s" | "’s") {
            continue;
        }
        if document.kind(next) == TokenKind::Punctuation || words::is_stop(&lower) {
            break;
        }
        let goes_on = head.is_none_or(|(last, ..)| next == last + 1);
        if let Some(noun) = people::noun(&lower).filter(|_| goes_on && !is_verb_use(document, next, first)) {
            head = Some((next, noun, word));
            continue;
        }
        if head.is_some() || words::is_verb(&lower) && next > first && !lower.ends_with("ed") {
            break;
        }
        if let Some(years) = years_old(&lower) {
            age = Some(years);
            if is_phrase_end(document, next + 1) {
                instead = Some((next, "year-old"));
            }
        }
        if let Some(code) =
            places.nation(word).filter(|_| word.chars().next().is_some_and(char::is_uppercase))
        {
            nation = Some(code);
            if !word.ends_with('s') && is_phrase_end(document, next + 1) && determiner == Determiner::Definite
            {
                instead = Some((next, "native"));
            }
        }
    }
    if let Some((last, ..)) = head
        && let Some(second) = coordinated(document, last, end)
    {
        head = Some(second);
    }
    let (head, noun, word) = head.or_else(|| instead.map(|(at, word)| (at, ANYONE, word)))?;
    if !is_phrase_end(document, head + 1) {
        return None;
    }
    let modifiers = (first..head).map(|at| document.token(at).to_lowercase()).collect();
    let is_people = word == "native" && is_collective(document.token(head));
    let description =
        Description { determiner, head: word.to_lowercase(), noun, modifiers, nation, age, is_people };
    let end = match determiner {
        Determiner::Indefinite => with_place(document, head + 1, end),
        _ => with_complement(document, head + 1, end),
    };
    Some((at..end, description))
}

/// Nationalities that are one word for one and for all: "the Japanese", "the French".
fn is_collective(word: &str) -> bool {
    ["ese", "sh", "ch", "ss"].iter().any(|ending| word.ends_with(ending))
}

/// "the co-founder and chief executive": the second noun, when it has no determiner of its own.
fn coordinated<'a>(document: &Document<'a>, head: usize, end: usize) -> Option<(usize, PersonNoun, &'a str)> {
    if document.token(head + 1) != "and" {
        return None;
    }
    let candidates = head + 2..end.min(head + 5);
    let words = candidates
        .take_while(|at| document.kind(*at) == TokenKind::Word && !words::is_stop(document.token(*at)));
    let nouns =
        words.filter_map(|at| people::noun(document.token(at)).map(|noun| (at, noun, document.token(at))));
    nouns.last().filter(|(_, noun, _)| noun.class == Class::Role)
}

const ANYONE: PersonNoun = PersonNoun { class: Class::Anyone, gender: None };

fn determiner(document: &Document<'_>, at: usize) -> Option<Determiner> {
    let word = document.token(at);
    if word.len() > 7 {
        return None;
    }
    Some(match word.to_ascii_lowercase().as_str() {
        "the" | "this" => Determiner::Definite,
        "a" | "an" | "one" | "another" => Determiner::Indefinite,
        "his" => Determiner::Possessive(Gender::Male),
        "her" => Determiner::Possessive(Gender::Female),
        "my" | "our" | "your" | "their" => Determiner::OtherPossessive,
        "'s" | "’s" => Determiner::Named,
        _ => return None,
    })
}

/// "the guard let", "the model predicts" are nouns; "to model", "he guards" are not looked at. A noun that is also a verb
/// right after the determiner is a noun.
fn is_verb_use(document: &Document<'_>, at: usize, first: usize) -> bool {
    at > first
        && matches!(
            document.token(at),
            "model" | "guard" | "coach" | "counsel" | "host" | "head" | "judge" | "cook" | "guide"
        )
        && is_phrase_start(document, at + 1)
}

fn is_phrase_start(document: &Document<'_>, at: usize) -> bool {
    matches!(document.token(at), "the" | "a" | "an" | "his" | "her" | "their" | "its")
}

/// A noun that goes on ("the player market") is no person: what follows must end the phrase.
fn is_phrase_end(document: &Document<'_>, at: usize) -> bool {
    let word = document.token(at);
    let lower = word.to_lowercase();
    word.is_empty()
        || document.kind(at) == TokenKind::Punctuation
        || words::is_stop(&lower)
        || words::is_verb(&lower)
        || lower.ends_with("ly")
        || lower.ends_with("ing")
        || lower.len() > 3 && lower.ends_with('s') && word.starts_with(char::is_lowercase)
        || matches!(
            word,
            "'s" | "’s"
                | "ahead"
                | "be"
                | "go"
                | "keep"
                | "stand"
                | "take"
                | "make"
                | "come"
                | "leave"
                | "speak"
                | "know"
                | "want"
        )
}

/// "of four", "of a Devon council": up to the next verb or mark.
fn with_complement(document: &Document<'_>, after: usize, end: usize) -> usize {
    if document.token(after) == "ahead" && document.token(after + 1) == "of" && after + 2 < end {
        return after + 3;
    }
    if document.token(after) != "of" {
        return after;
    }
    // "convicted a man of stealing" says what he did.
    if document.token(after + 1).ends_with("ing") {
        return after;
    }
    let mut at = after + 1;
    while at < end.min(after + 8) {
        let lower = document.token(at).to_lowercase();
        let article =
            matches!(lower.as_str(), "the" | "a" | "an" | "his" | "her" | "its" | "their") && at == after + 1;
        if document.kind(at) == TokenKind::Punctuation
            || (words::is_stop(&lower) || words::is_verb(&lower)) && !article
        {
            break;
        }
        at += 1;
    }
    if at == after + 1 { after } else { at }
}

/// "a man at a bus stop", "a lone protester in a leek costume".
fn with_place(document: &Document<'_>, after: usize, end: usize) -> usize {
    let is_place = matches!(document.token(after), "at" | "in" | "with")
        && matches!(document.token(after + 1), "a" | "an");
    if !is_place {
        return with_complement(document, after, end);
    }
    let is_noun = |at: &usize| {
        document.kind(*at) == TokenKind::Word
            && !words::is_stop(&document.token(*at).to_lowercase())
            && !words::is_verb(document.token(*at))
    };
    (after + 2..end.min(after + 6)).take_while(is_noun).last().map_or(after, |last| last + 1)
}

/// 79 of "79-year-old".
fn years_old(lower: &str) -> Option<u32> {
    lower.strip_suffix("-year-old")?.parse().ok()
}
