//! Whom a description means: the person whose role, nationality, age or looks it repeats.
use super::items::Item;
use super::phrases::{Description, Determiner};
use super::resolve::Person;
use super::tracks::Tracks;
use crate::document::Document;
use crate::lexicon::people::Class;

/// Nouns that name the same office or trade.
const KINDRED: &[&[&str]] = &[
    &["lawyer", "attorney", "counsel", "solicitor", "barrister", "advocate"],
    &["leader", "chief", "head", "boss", "chairman", "chairwoman", "chair", "president"],
    &["minister", "secretary", "premier"],
    &["author", "writer", "novelist", "poet"],
    &["priest", "pastor", "cleric", "clergyman", "reverend", "vicar", "bishop"],
    &["lawmaker", "legislator", "senator", "congressman", "congresswoman", "mp", "politician"],
    &["officer", "lieutenant", "constable", "sergeant", "policeman", "detective", "captain", "colonel", "general"],
    &["player", "striker", "forward", "midfielder", "defender", "goalkeeper", "footballer"],
    &["manager", "coach", "boss"],
    &["envoy", "ambassador", "diplomat"],
    &["scientist", "researcher", "biologist", "physicist", "ecologist", "chemist", "limnologist", "professor"],
    &["skipper", "captain"],
    &["singer", "musician", "artist", "performer", "star"],
    &["teacher", "schoolteacher"],
    &["economist", "analyst"],
    &["widow", "pensioner"],
];

/// Least score of a description that is given to somebody; more when the words after it say who it is ("the guard at
/// the gate").
const LEAST: f32 = -0.9;
const LEAST_MODIFIED: f32 = 1.0;

/// The person meant, who is none of `others` (the possessor, the speaker).
pub fn find(
    document: &Document<'_>,
    description: &Description,
    item: &Item,
    people: &[Person],
    tracks: &Tracks,
    others: &[Option<usize>],
) -> Option<usize> {
    let is_possessed = description.determiner != Determiner::Definite;
    if description.determiner == Determiner::Indefinite || is_possessed && description.noun.class != Class::Role {
        return None;
    }
    let fits = tracks.recent().iter().filter(|e| !others.contains(&Some(**e))).filter_map(|&entity| {
        let person = people.get(entity)?;
        let track = tracks.get(entity)?;
        let (place, is_only_quoted) = track.seen_from(item)?;
        let mut score = likeness(description, person)?;
        score -= if is_only_quoted && !item.is_quoted() { 1.0 } else { 0.0 };
        score -= 0.4 * item.sentence.abs_diff(place.sentence).min(6) as f32;
        score += if place.is_subject { 0.5 } else { 0.0 } + if person.is_named { 0.3 } else { 0.0 };
        score += if tracks.last_speaker == Some(entity) { 0.3 } else { 0.0 };
        // "Moon told the driver": two people.
        if place.sentence == item.sentence && place.token < item.tokens.start && place.is_subject && !item.is_quoted() {
            score -= 2.0;
        }
        Some((entity, score))
    });
    let (best, score) = fits.max_by(|a, b| a.1.total_cmp(&b.1))?;
    let is_modified = matches!(document.token(item.tokens.end), "at" | "in" | "with" | "who" | "from" | "on" | "whose");
    let least = if is_modified || is_possessed { LEAST_MODIFIED } else { LEAST };
    (score >= least).then_some(best)
}

/// How much of the description is known of the person; none if it contradicts.
fn likeness(description: &Description, person: &Person) -> Option<f32> {
    if let (Some(a), Some(b)) = (description.noun.gender, person.gender)
        && a != b
    {
        return None;
    }
    if let (Some(a), Some(b)) = (description.age, person.profile.age)
        && a != b
    {
        return None;
    }
    let head = description.head.as_str();
    let is_role = description.noun.class == Class::Role;
    let knows = |word: &str| person.profile.words.contains(word);
    let mut score = if knows(head) || person.heads.iter().any(|h| h == head) {
        3.0
    } else if kindred(head).any(knows) {
        2.0
    } else if person.profile.words.is_empty() {
        if is_role { -0.3 } else { 0.3 }
    } else if is_role {
        // Known for another office.
        -1.2
    } else {
        0.0
    };
    let is_elder = |h: &String| matches!(h.as_str(), "father" | "grandfather" | "mother" | "grandmother");
    if description.modifiers.iter().any(|m| m == "old") && person.heads.iter().any(is_elder) {
        score += 1.5;
    }
    if description.noun.gender.is_some() && person.gender == description.noun.gender {
        score += 0.8;
    }
    if description.age.is_some() && description.age == person.profile.age {
        score += 3.0;
    }
    if let Some(nation) = description.nation {
        score += match &person.profile.nations {
            known if known.contains(nation) => 2.0,
            known if known.is_empty() => 0.0,
            _ => -1.5,
        };
    }
    Some(score + 0.5 * description.modifiers.iter().filter(|m| knows(m)).count() as f32)
}

fn kindred(head: &str) -> impl Iterator<Item = &'static str> {
    KINDRED.iter().filter(move |group| group.contains(&head)).flat_map(|group| group.iter().copied())
}
