//! Where each person was last seen in the text, and who of them a pronoun means.
use super::items::Item;
use super::phrases::{Case, Pronoun};
use super::resolve::Person;
use crate::document::{Document, Gender};
use crate::lexicon::words;

/// Where a person was mentioned last.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    pub token: usize,
    pub sentence: usize,
    pub paragraph: usize,
    pub is_subject: bool,
    /// "Moon's"
    pub is_possessive: bool,
}

/// Of one person: the last mentions and how often.
#[derive(Clone, Debug, Default)]
pub struct Track {
    /// In the reporter's own words.
    pub told: Option<Place>,
    /// Inside a quotation.
    pub quoted: Option<Place>,
    pub count: u32,
    /// The last sentence in which the person was the subject.
    pub subject_of: Option<usize>,
    /// The first mention is this recent.
    pub is_new: bool,
}

/// People that were mentioned, the last first.
#[derive(Clone, Debug, Default)]
pub struct Tracks {
    tracks: Vec<Track>,
    recent: Vec<usize>,
    /// Who spoke the last quotation.
    pub last_speaker: Option<usize>,
}

/// So many people are kept in mind.
const MEMORY: usize = 24;

impl Tracks {
    pub fn get(&self, entity: usize) -> Option<&Track> {
        self.tracks.get(entity).filter(|t| t.count > 0)
    }

    /// The last mentioned first.
    pub fn recent(&self) -> &[usize] {
        &self.recent
    }

    pub fn see(&mut self, document: &Document<'_>, entity: usize, item: &Item) {
        if self.tracks.len() <= entity {
            self.tracks.resize(entity + 1, Track::default());
        }
        let is_subject = is_subject(document, item);
        let place = Place {
            token: item.tokens.start,
            sentence: item.sentence,
            paragraph: document.sentences.get(item.sentence).map_or(0, |s| s.paragraph),
            is_subject,
            is_possessive: matches!(document.token(item.tokens.end), "'s" | "’s"),
        };
        let track = &mut self.tracks[entity];
        track.is_new = track.count == 0;
        track.count += 1;
        if item.is_quoted() {
            track.quoted = Some(place);
        } else {
            track.told = Some(place);
            if is_subject {
                track.subject_of = track.subject_of.max(Some(item.sentence));
            }
        }
        self.recent.retain(|&e| e != entity);
        self.recent.insert(0, entity);
        self.recent.truncate(MEMORY);
    }
}

impl Track {
    /// The mention that a word of the text looks back to: inside a quotation any, outside one rather the reporter's own.
    pub fn seen_from(&self, item: &Item) -> Option<(Place, f32)> {
        match (self.told, self.quoted) {
            (Some(told), Some(quoted)) if item.is_quoted() => {
                let before = quoted.token < item.tokens.start && quoted.token > told.token;
                Some((if before { quoted } else { told }, 0.0))
            }
            (Some(told), _) => Some((told, 0.0)),
            (None, Some(quoted)) => Some((quoted, if item.is_quoted() { 0.0 } else { 1.0 })),
            (None, None) => None,
        }
    }
}

/// Does the mention begin its clause: no preposition before it, a verb or the clause's start beside it?
pub fn is_subject(document: &Document<'_>, item: &Item) -> bool {
    let next = document.token(item.tokens.end).to_lowercase();
    if matches!(next.as_str(), "'s" | "’s") {
        return false;
    }
    let before = item.tokens.start.checked_sub(1).map(|at| document.token(at).to_lowercase()).unwrap_or_default();
    if words::is_preposition(&before) {
        return false;
    }
    let inverted = matches!(before.as_str(), "said" | "says" | "added" | "asked" | "replied" | "told");
    let opens = document.sentences.get(item.sentence).is_some_and(|s| s.tokens.start + 3 > item.tokens.start);
    words::is_verb(&next) || inverted || opens
}

/// How well a person fits a pronoun; none where it cannot be.
pub fn fit(
    document: &Document<'_>,
    track: &Track,
    person: &Person,
    pronoun: Pronoun,
    item: &Item,
) -> Option<f32> {
    let mut score = match person.gender {
        Some(g) if g == pronoun.gender => 1.5,
        Some(_) => return None,
        None => (if pronoun.gender == Gender::Female { person.profile.leaning } else { -person.profile.leaning }) * 1.0,
    };
    let (place, penalty) = track.seen_from(item)?;
    score -= penalty + if person.is_named { 0.0 } else { 0.6 };
    let distance = item.sentence.abs_diff(place.sentence) as f32;
    score -= distance.min(8.0) * 0.9;
    if distance > 6.0 {
        score -= 2.0;
    }
    let paragraph = document.sentences.get(item.sentence).map_or(0, |s| s.paragraph);
    score -= paragraph.abs_diff(place.paragraph).min(4) as f32 * 0.3;
    if place.is_subject {
        score += 1.0;
    }
    if track.subject_of.is_some_and(|s| s + 1 >= item.sentence) {
        score += 0.7;
    }
    if track.is_new {
        score += 0.4;
    }
    if place.is_possessive {
        score -= 0.5;
    }
    // A paragraph that opens with "he" goes back to whom the text is about.
    let opens = document.sentences.get(item.sentence).is_some_and(|s| {
        let first = document.paragraphs.get(s.paragraph).is_some_and(|p| p.start == s.bytes.start);
        first && item.tokens.start < s.tokens.start + 4
    });
    score += (track.count as f32).ln() * if opens && !item.is_quoted() { 0.7 } else { 0.35 };
    let near = item.tokens.start.saturating_sub(place.token);
    // "Moon told him": the object of a clause is not its subject.
    if place.sentence == item.sentence && pronoun.case == Case::Object && place.is_subject && near <= 6 {
        score -= 3.0;
    }
    score -= (near as f32 * 0.01).min(0.6);
    if pronoun.case == Case::Reflexive && place.sentence == item.sentence {
        score += 2.0;
    }
    Some(score)
}
