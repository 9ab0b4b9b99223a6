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
    /// The quotation of the last mention inside one.
    pub quote: Option<usize>,
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
            track.quote = item.quote;
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
    /// Also whether there are only mentions inside quotations.
    pub fn seen_from(&self, item: &Item) -> Option<(Place, bool)> {
        match (self.told, self.quoted) {
            (Some(told), Some(quoted)) if item.is_quoted() => {
                let before = quoted.token < item.tokens.start && quoted.token > told.token;
                Some((if before { quoted } else { told }, false))
            }
            (Some(told), _) => Some((told, false)),
            (None, Some(quoted)) => Some((quoted, true)),
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
    let before =
        item.tokens.start.checked_sub(1).map(|at| document.token(at).to_lowercase()).unwrap_or_default();
    if words::is_preposition(&before) {
        return false;
    }
    let inverted = matches!(before.as_str(), "said" | "says" | "added" | "asked" | "replied" | "told");
    let opens = document.sentences.get(item.sentence).is_some_and(|s| s.tokens.start + 3 > item.tokens.start);
    words::is_verb(&next) || inverted || opens
}

/// What speaks for or against a person as the meaning of a pronoun, with its weight: set by hand, then
/// moved half the way to what fits the stories of Wiregold best.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sign {
    GenderKnown,
    /// -1 to 1: how the given name's ending fits.
    GenderLeaning,
    Unnamed,
    /// Known only from inside quotations.
    OnlyQuoted,
    /// Sentences since the last mention, at most 8.
    Distance,
    Far,
    /// Paragraphs since the last mention, at most 4.
    Paragraphs,
    LastAsSubject,
    RecentSubject,
    JustIntroduced,
    LastAsPossessive,
    /// Logarithm of the number of mentions.
    Frequency,
    /// The same where a paragraph opens with the pronoun: it goes back to whom the text is about.
    FrequencyAtOpening,
    /// "Moon told him": the object of a clause is not its subject.
    ObjectOfSubject,
    /// Tens of words since the last mention, at most 6.
    Words,
    Reflexive,
    LastSpeaker,
    SubjectAfterSubject,
    PossessorIsSubject,
    SameParagraph,
    SameQuote,
    /// "said an official, who asked not to be named because he …".
    InRelativeClause,
}

const SIGNS: usize = Sign::InRelativeClause as usize + 1;

const WEIGHTS: [f32; SIGNS] = [
    2.4, 1.6, -0.6, -0.4, -0.9, -2.0, -0.6, 1.0, 0.91, 0.4, -0.5, 0.42, 0.5, -3.9, -0.25, 2.0, 0.32, 0.15,
    0.3, 0.07, 0.3, 1.75,
];

/// A candidate for a pronoun.
pub struct Candidate<'a> {
    pub person: &'a Person,
    pub track: &'a Track,
    pub is_last_speaker: bool,
}

/// How well a person fits a pronoun; none where it cannot be.
pub fn fit(document: &Document<'_>, candidate: &Candidate<'_>, pronoun: Pronoun, item: &Item) -> Option<f32> {
    let Candidate { person, track, is_last_speaker } = candidate;
    if person.gender.is_some_and(|g| g != pronoun.gender) {
        return None;
    }
    let (place, is_only_quoted) = track.seen_from(item)?;
    let paragraph = document.sentences.get(item.sentence).map_or(0, |s| s.paragraph);
    let near = item.tokens.start.saturating_sub(place.token);
    let is_same_sentence = place.sentence == item.sentence;
    let is_object = is_same_sentence && pronoun.case == Case::Object && place.is_subject;
    if is_object && near <= 3 {
        return None;
    }
    let relative = || {
        (place.token..item.tokens.start)
            .take(14)
            .any(|at| matches!(document.token(at), "who" | "whom" | "whose"))
    };
    // "Chae, who has known him": he is another.
    if is_same_sentence && pronoun.case == Case::Object && near < 12 && relative() && !item.is_quoted() {
        return None;
    }
    if is_same_sentence && pronoun.case == Case::Subject && is_companion(document, item, place) {
        return None;
    }
    let toward = if pronoun.gender == Gender::Female { 1.0 } else { -1.0 };
    let frequency = (track.count as f32).ln();
    let told = !item.is_quoted();
    let on = |test: bool| f32::from(u8::from(test));
    let distance = item.sentence.abs_diff(place.sentence);
    let values = [
        (Sign::GenderKnown, on(person.gender.is_some())),
        (Sign::GenderLeaning, if person.gender.is_none() { person.profile.leaning * toward } else { 0.0 }),
        (Sign::Unnamed, on(!person.is_named)),
        (Sign::OnlyQuoted, on(is_only_quoted && told)),
        (Sign::Distance, distance.min(8) as f32),
        (Sign::Far, on(distance > 6)),
        (Sign::Paragraphs, paragraph.abs_diff(place.paragraph).min(4) as f32),
        (Sign::LastAsSubject, on(place.is_subject)),
        (Sign::RecentSubject, on(track.subject_of.is_some_and(|s| s + 1 >= item.sentence))),
        (Sign::JustIntroduced, on(track.is_new)),
        (Sign::LastAsPossessive, on(place.is_possessive)),
        (Sign::Frequency, frequency),
        (Sign::FrequencyAtOpening, if told && opens_paragraph(document, item) { frequency } else { 0.0 }),
        (Sign::ObjectOfSubject, on(is_object && near <= 6)),
        (Sign::Words, (near as f32 / 10.0).min(6.0)),
        (Sign::Reflexive, on(is_same_sentence && pronoun.case == Case::Reflexive)),
        (Sign::LastSpeaker, on(*is_last_speaker && told)),
        (Sign::SubjectAfterSubject, on(pronoun.case == Case::Subject && place.is_subject && distance == 1)),
        (
            Sign::PossessorIsSubject,
            on(pronoun.case == Case::Possessive && place.is_subject && is_same_sentence),
        ),
        (Sign::SameParagraph, on(paragraph == place.paragraph)),
        (Sign::SameQuote, on(item.is_quoted() && track.quote == item.quote)),
        (
            Sign::InRelativeClause,
            on(is_same_sentence && pronoun.case != Case::Object && near < 20 && relative()),
        ),
    ];
    Some(values.iter().map(|(sign, value)| WEIGHTS[*sign as usize] * value).sum())
}

/// "With left-hander Thangam, he added 118": he is another.
fn is_companion(document: &Document<'_>, item: &Item, place: Place) -> bool {
    let Some(sentence) = document.sentences.get(item.sentence) else { return false };
    let first = document.token(sentence.tokens.start);
    let comma = item.tokens.start.checked_sub(1).filter(|before| document.token(*before) == ",");
    matches!(first, "With" | "Alongside" | "Besides" | "Like" | "Unlike")
        && place.token < sentence.tokens.start + 8
        && comma.is_some_and(|comma| comma < sentence.tokens.start + 16)
}

fn opens_paragraph(document: &Document<'_>, item: &Item) -> bool {
    document.sentences.get(item.sentence).is_some_and(|s| {
        let first = document.paragraphs.get(s.paragraph).is_some_and(|p| p.start == s.bytes.start);
        first && item.tokens.start < s.tokens.start + 4
    })
}
