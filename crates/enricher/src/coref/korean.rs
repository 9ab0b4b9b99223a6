//! Who is meant in Korean: "김 장관", "오씨" and "그는" go to the person who was named with that surname, or last.
use model::annotations::{EntityType, MentionForm};

use super::items::{Item, What};
use super::resolve::{Scene, publish_known};
use super::speakers::Speakers;
use crate::document::{Cast, CastMention, Document, TokenKind};
use crate::lexicon::korean;

/// Adds mentions by surname and title, and by pronoun; returns the entity that speaks each quotation.
pub fn resolve(scene: &Scene<'_>, cast: &mut Cast) -> Vec<Option<usize>> {
    roles(scene.document, cast);
    let mentions = mentions(scene.document, cast);
    cast.mentions.extend(mentions);
    cast.mentions.sort_by_key(|m| (m.bytes.start, std::cmp::Reverse(m.bytes.end)));
    let items: Vec<Item> = cast.mentions.iter().map(|m| item(scene.document, m)).collect();
    let is_person = |entity: usize| cast.entities.get(entity).is_some_and(|e| e.kind == EntityType::Person);
    let speakers = Speakers::new(scene.document, scene.quotes, &items, &is_person);
    publish_known(scene, &speakers, &items)
}

fn item(document: &Document<'_>, mention: &CastMention) -> Item {
    let first = document.token_at(mention.bytes.start);
    let last = document.token_at(mention.bytes.end.saturating_sub(1));
    Item {
        tokens: first..last + 1,
        bytes: mention.bytes.clone(),
        sentence: document.sentence_of(first),
        what: What::Name(mention.entity),
        quote: None,
    }
}

/// Most words of a role.
const LONGEST_ROLE: usize = 4;

/// "김민재 | 외교부 장관": the words after the name up to the title.
fn roles(document: &Document<'_>, cast: &mut Cast) {
    for mention in cast.mentions.iter().filter(|m| m.form == MentionForm::Name) {
        let Some(entity) = cast.entities.get_mut(mention.entity) else { continue };
        if entity.kind != EntityType::Person || entity.role.is_some() {
            continue;
        }
        let first = document.token_at(mention.bytes.end.saturating_sub(1)) + 1;
        let title = (first..first + LONGEST_ROLE)
            .take_while(|at| document.kind(*at) != TokenKind::Punctuation)
            .find_map(|at| korean::title_of(document.token(at)).map(|title| (at, title)));
        if let (Some((at, title)), Some(start)) = (title, document.tokens.get(first))
            && let Some(token) = document.tokens.get(at)
        {
            entity.role = Some(document.slice(&(start.start..token.start + title.len())).to_owned());
        }
    }
}

fn mentions(document: &Document<'_>, cast: &Cast) -> Vec<CastMention> {
    let mut found = Vec::new();
    let mut names = cast.mentions.iter().filter(|m| m.form == MentionForm::Name).peekable();
    // People in the order of their last mention, the last at the end.
    let mut people: Vec<usize> = Vec::new();
    let mut covered_to = 0;
    for (at, token) in document.tokens.iter().enumerate() {
        while let Some(name) = names.next_if(|n| n.bytes.start <= token.start) {
            covered_to = name.bytes.end;
            if cast.entities.get(name.entity).is_some_and(|e| e.kind == EntityType::Person) {
                see(&mut people, name.entity);
            }
        }
        if token.start < covered_to {
            continue;
        }
        let mention = by_title(document, cast, &people, at).or_else(|| by_pronoun(document, &people, at));
        if let Some(mention) = mention {
            see(&mut people, mention.entity);
            found.push(mention);
        }
    }
    found
}

/// So many people are kept in mind.
const MEMORY: usize = 24;

fn see(people: &mut Vec<usize>, entity: usize) {
    people.retain(|&e| e != entity);
    people.push(entity);
    if people.len() > MEMORY {
        people.remove(0);
    }
}

/// "김 장관은", "오씨는".
fn by_title(document: &Document<'_>, cast: &Cast, people: &[usize], at: usize) -> Option<CastMention> {
    let token = document.tokens.get(at)?;
    let word = document.token(at);
    let next = document.tokens.get(at + 1);
    let by_surname = |surname: &str, title: &str| {
        let of_surname = |e: &&usize| cast.entities.get(**e).is_some_and(|e| e.name.starts_with(surname));
        let with_title = |e: &&usize| {
            cast.entities.get(**e).and_then(|e| e.role.as_deref()).is_some_and(|r| r.ends_with(title))
        };
        let mut fitting = people.iter().rev().filter(of_surname);
        fitting.clone().find(with_title).or_else(|| fitting.next()).copied()
    };
    if korean::is_surname(word) {
        let title = korean::title_of(document.token(at + 1))?;
        let end = next?.start + title.len();
        let entity = by_surname(word, title)?;
        return Some(CastMention { bytes: token.start..end, form: MentionForm::Nominal, entity });
    }
    let stem =
        korean::stems(word).find(|s| s.ends_with('씨') && korean::is_surname(s.trim_end_matches('씨')))?;
    let entity = by_surname(stem.trim_end_matches('씨'), "")?;
    Some(CastMention { bytes: token.start..token.start + stem.len(), form: MentionForm::Nominal, entity })
}

/// "그는", "그녀의"; "그 사람" is no pronoun.
fn by_pronoun(document: &Document<'_>, people: &[usize], at: usize) -> Option<CastMention> {
    let word = document.token(at);
    let length = ["그녀", "그"].into_iter().find(|p| {
        word.strip_prefix(p).is_some_and(|rest| {
            matches!(rest, "는" | "가" | "의" | "를" | "에게" | "도" | "와" | "만" | "에게는")
        })
    })?;
    let token = document.tokens.get(at)?;
    let entity = *people.last()?;
    Some(CastMention { bytes: token.start..token.start + length.len(), form: MentionForm::Pronoun, entity })
}
