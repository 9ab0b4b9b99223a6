//! Whom a description means: the person whose role, nationality, age or looks it repeats.
use rustc_hash::FxHashMap;

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
    &[
        "officer",
        "lieutenant",
        "constable",
        "sergeant",
        "policeman",
        "detective",
        "captain",
        "colonel",
        "general",
    ],
    &["player", "striker", "forward", "midfielder", "defender", "goalkeeper", "footballer"],
    &["manager", "coach", "boss"],
    &["envoy", "ambassador", "diplomat"],
    &[
        "scientist",
        "researcher",
        "biologist",
        "physicist",
        "ecologist",
        "chemist",
        "limnologist",
        "professor",
    ],
    &["skipper", "captain"],
    &["singer", "musician", "artist", "performer", "star"],
    &["teacher", "schoolteacher"],
    &["economist", "analyst"],
    &["widow", "pensioner"],
];

/// What speaks for or against a person as the meaning of a description, with its weight; fitted on the stories of Wiregold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sign {
    /// The noun is known of the person.
    SameNoun,
    KindredNoun,
    /// Nothing is known of the person, and the noun is an office; or any noun.
    BlankForOffice,
    BlankForAnyone,
    /// The person is known for other offices.
    OtherOffice,
    SameGender,
    SameAge,
    SameNation,
    OtherNation,
    /// How many of the words before the noun are known.
    Modifiers,
    /// "the old man": a father.
    Elder,
    OnlyQuoted,
    /// Sentences since the last mention, at most 6.
    Distance,
    LastAsSubject,
    RecentSubject,
    Named,
    LastSpeaker,
    /// "Moon told the driver": two people.
    SameClause,
    Frequency,
    /// Least score of a description that is given to somebody …
    Least,
    /// … and of one that says itself who it is ("the guard at the gate") or whose.
    LeastModified,
}

const SIGNS: usize = Sign::LeastModified as usize + 1;

const WEIGHTS: [f32; SIGNS] = [
    3.0, 2.0, 0.6, 0.3, -1.2, 0.8, 3.0, 2.0, -1.5, 0.5, 1.5, -1.0, -0.4, 0.15, 0.4, 0.45, 0.15, -2.0, -0.35,
    -0.9, -0.2,
];

const fn weight(sign: Sign) -> f32 {
    WEIGHTS[sign as usize]
}

/// Whom a description means, and how sure that is.
pub struct Found {
    pub entity: usize,
    /// The noun itself is known of the person.
    pub is_known: bool,
}

/// The person meant, who is none of `others` (the possessor, the speaker).
pub fn find(
    document: &Document<'_>,
    description: &Description,
    item: &Item,
    people: &[Person],
    tracks: &Tracks,
    others: &[Option<usize>],
) -> Option<Found> {
    // "his client" is somebody of the story, "his wife" a relation.
    let is_possessed = description.determiner != Determiner::Definite && description.head != "client";
    if description.determiner == Determiner::Indefinite
        || is_possessed && description.noun.class != Class::Role
    {
        return None;
    }
    let on = |test: bool, sign: Sign| if test { weight(sign) } else { 0.0 };
    let fits = tracks.recent().iter().filter(|e| !others.contains(&Some(**e))).filter_map(|&entity| {
        let person = people.get(entity)?;
        let track = tracks.get(entity)?;
        let (place, is_only_quoted) = track.seen_from(item)?;
        let told = !item.is_quoted();
        let clause = place.sentence == item.sentence && place.token < item.tokens.start && place.is_subject;
        let score = likeness(description, person)?
            + on(is_only_quoted && told, Sign::OnlyQuoted)
            + weight(Sign::Distance) * item.sentence.abs_diff(place.sentence).min(6) as f32
            + on(place.is_subject, Sign::LastAsSubject)
            + on(track.subject_of.is_some_and(|s| s + 1 >= item.sentence), Sign::RecentSubject)
            + on(person.is_named, Sign::Named)
            + on(tracks.last_speaker == Some(entity), Sign::LastSpeaker)
            + on(clause && told, Sign::SameClause)
            + weight(Sign::Frequency) * (track.count as f32).ln();
        Some((entity, score))
    });
    let (entity, score) = fits.max_by(|a, b| a.1.total_cmp(&b.1))?;
    let is_modified =
        matches!(document.token(item.tokens.end), "at" | "in" | "with" | "who" | "from" | "on" | "whose");
    let least = weight(if is_modified || is_possessed { Sign::LeastModified } else { Sign::Least });
    let is_known = knows(&description.head, people.get(entity)?);
    (score >= least).then_some(Found { entity, is_known })
}

/// Is the noun known of the person?
fn knows(head: &str, person: &Person) -> bool {
    person.profile.words.contains(head) || person.heads.iter().any(|h| h == head)
}

/// The one named person of the whole text whose role has the noun, if it has but one.
pub fn holder(
    description: &Description,
    people: &[Person],
    holders: &Holders,
    others: &[Option<usize>],
) -> Option<usize> {
    if description.noun.class != Class::Role || description.determiner == Determiner::Indefinite {
        return None;
    }
    let mut fitting = holders.of(&description.head).iter().copied().filter(|entity| {
        !others.contains(&Some(*entity))
            && people.get(*entity).is_some_and(|person| likeness(description, person).is_some())
    });
    let one = fitting.next()?;
    fitting.next().is_none().then_some(one)
}

/// The named people whose roles have a word.
#[derive(Default)]
pub struct Holders(FxHashMap<String, Vec<usize>>);

/// A word that more people hold than this tells nobody apart.
const MOST_HOLDERS: usize = 64;

impl Holders {
    /// Notes what is known of a named person.
    pub fn note(&mut self, entity: usize, person: &Person) {
        if !(person.is_named && person.is_person) {
            return;
        }
        for word in &person.profile.words {
            let held = self.0.entry(word.clone()).or_default();
            if held.len() <= MOST_HOLDERS && !held.contains(&entity) {
                held.push(entity);
            }
        }
    }

    fn of(&self, word: &str) -> &[usize] {
        self.0.get(word).map_or(&[][..], Vec::as_slice)
    }
}

/// How much of the description is known of the person; none if it contradicts.
fn likeness(description: &Description, person: &Person) -> Option<f32> {
    #[cfg(test)]
    crate::growth::step();
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
    let is_office = description.noun.class == Class::Role;
    let profile = &person.profile;
    let mut score = if knows(head, person) {
        weight(Sign::SameNoun)
    } else if kindred(head).any(|word| profile.words.contains(word)) {
        weight(Sign::KindredNoun)
    } else if profile.words.is_empty() {
        weight(if is_office { Sign::BlankForOffice } else { Sign::BlankForAnyone })
    } else if is_office {
        weight(Sign::OtherOffice)
    } else {
        0.0
    };
    let is_elder = |h: &String| matches!(h.as_str(), "father" | "grandfather" | "mother" | "grandmother");
    if description.modifiers.iter().any(|m| m == "old") && person.heads.iter().any(is_elder) {
        score += weight(Sign::Elder);
    }
    if description.noun.gender.is_some() && person.gender == description.noun.gender {
        score += weight(Sign::SameGender);
    }
    if description.age.is_some() && description.age == profile.age {
        score += weight(Sign::SameAge);
    }
    if let Some(nation) = description.nation {
        score += match &profile.nations {
            known if known.contains(nation) => weight(Sign::SameNation),
            known if known.is_empty() => 0.0,
            _ => weight(Sign::OtherNation),
        };
    }
    let modifiers = description.modifiers.iter().filter(|m| profile.words.contains(*m)).count();
    Some(score + weight(Sign::Modifiers) * modifiers as f32)
}

fn kindred(head: &str) -> impl Iterator<Item = &'static str> {
    KINDRED.iter().filter(move |group| group.contains(&head)).flat_map(|group| group.iter().copied())
}
