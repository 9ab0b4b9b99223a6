//! What the text says of each person beside the name: roles, nationality, age and gender.
use model::annotations::{EntityType, MentionForm};
use rustc_hash::FxHashSet;

use super::gender::{self, GivenNames};
use super::roles;
use crate::document::{Bytes, Cast, Document, Gender, TokenKind};
use crate::lexicon::titles;
use crate::places::Places;

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Profile {
    /// Small letters: the words of all roles and descriptions.
    pub words: FxHashSet<String>,
    /// Codes of countries.
    pub nations: FxHashSet<&'static str>,
    pub age: Option<u32>,
    /// From -1 (a man's name, by its ending) to 1.
    pub leaning: f32,
}

/// Profiles of all entities; the cast receives roles and genders. Also the places of the appositions, which are no
/// descriptions of their own.
pub fn profiles(
    document: &Document<'_>,
    places: &Places,
    names: &GivenNames,
    cast: &mut Cast,
) -> (Vec<Profile>, Vec<Bytes>) {
    let mut profiles = vec![Profile::default(); cast.entities.len()];
    let mut appositions = Vec::new();
    let mut last_end = 0;
    for mention in cast.mentions.iter().filter(|m| m.form == MentionForm::Name) {
        let (Some(entity), Some(profile)) =
            (cast.entities.get_mut(mention.entity), profiles.get_mut(mention.entity))
        else {
            continue;
        };
        let tokens = document.token_at(mention.bytes.start)
            ..document.token_at(mention.bytes.end.saturating_sub(1)) + 1;
        if entity.kind == EntityType::Person {
            let Some(sentence) = document.sentences.get(document.sentence_of(tokens.start)) else { continue };
            let from = sentence.tokens.start.max(last_end);
            let before = roles::before(document, &tokens, from);
            let after = roles::after(document, &tokens, sentence.tokens.end);
            for words in before.iter().chain(&after) {
                profile.add_role(document, places, words);
                entity.gender = entity.gender.or_else(|| gender::of_role(document.slice(words)));
            }
            if entity.role.is_none() {
                entity.role = before.or(after.clone()).map(|words| document.slice(&words).to_owned());
            }
            appositions.extend(after);
            if is_accused(document, tokens.end) {
                profile.words.insert("defendant".to_owned());
            }
            entity.gender = address(document, tokens.start, from).or(entity.gender);
            profile.age = profile.age.or_else(|| age(document, tokens.end));
            last_end = tokens.end;
        }
    }
    for (entity, profile) in cast.entities.iter_mut().zip(&mut profiles) {
        if entity.kind == EntityType::Person {
            let given = entity
                .name
                .split_whitespace()
                .find(|w| w.trim_end_matches('.').chars().count() > 1)
                .unwrap_or("");
            let has_given = entity.name.contains(' ') || entity.gender.is_none();
            entity.gender = entity
                .gender
                .or_else(|| korean(names, &entity.name))
                .or_else(|| names.of(given).filter(|_| has_given));
            profile.leaning = names.leaning(given);
        }
    }
    (profiles, appositions)
}

impl Profile {
    pub fn add_role(&mut self, document: &Document<'_>, places: &Places, words: &Bytes) {
        let first = document.token_at(words.start);
        for at in first..document.token_at(words.end.saturating_sub(1)) + 1 {
            let word = document.token(at);
            self.nations.extend(places.nation(word));
            self.nations.extend(places.country(word).map(|p| p.country));
            for part in word.split('-') {
                self.words.insert(part.to_lowercase());
            }
            self.words.insert(word.to_lowercase());
            // "managing director": the MD.
            for length in 2..=3 {
                let letters = (at..at + length).filter_map(|i| document.token(i).chars().next());
                self.words.insert(letters.flat_map(char::to_lowercase).collect());
            }
        }
    }
}

/// "Dell denies all the charges", "Hollander was convicted": the defendant of the story.
fn is_accused(document: &Document<'_>, after: usize) -> bool {
    let word = |at: usize| document.token(at);
    let is_verdict = |at: usize| {
        matches!(
            word(at),
            "accused"
                | "charged"
                | "convicted"
                | "acquitted"
                | "jailed"
                | "indicted"
                | "sentenced"
                | "guilty"
        )
    };
    let is_plea = |at: usize| matches!(word(at), "denies" | "denied" | "pleaded" | "pleads");
    let verb = if word(after) == "," {
        (after + 1..after + 12).find(|&at| word(at) == ",").map_or(after, |at| at + 1)
    } else {
        after
    };
    is_plea(verb)
        && (verb..verb + 8).any(|at| {
            matches!(
                word(at),
                "charges" | "charge" | "guilty" | "counts" | "count" | "offences" | "wrongdoing"
            )
        })
        || matches!(word(verb), "was" | "is" | "were" | "been" | "stands")
            && (is_verdict(verb + 1) || is_verdict(verb + 2))
        || is_verdict(verb) && verb > after
        || word(after) == "," && is_verdict(after + 1)
}

/// Korean names end with the given name: "Moon Tae-il", "Han Seo-yun".
fn korean(names: &GivenNames, name: &str) -> Option<Gender> {
    let last = name.split_whitespace().last().filter(|w| w.contains('-'))?;
    names.of(last)
}

/// What "Mr" or "Baroness" before the name says.
fn address(document: &Document<'_>, name: usize, from: usize) -> Option<Gender> {
    let last = name.checked_sub(1).filter(|at| *at >= from)?;
    titles::address(document.token(last)).flatten()
}

/// "Esper, 55," and "Esper (55)".
fn age(document: &Document<'_>, after: usize) -> Option<u32> {
    if !matches!(document.token(after), "," | "(") || document.kind(after + 1) != TokenKind::Number {
        return None;
    }
    let years = document.token(after + 1).parse().ok().filter(|years| (1..=120).contains(years))?;
    matches!(document.token(after + 2), "," | ")" | "." | ";").then_some(years)
}
