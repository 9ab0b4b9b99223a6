//! What the article says against a link: that by this name it means a team, a person, a dish, a county, an exchange.
use model::annotations::{EntityType, MentionForm};
use rustc_hash::FxHashSet;

use crate::document::{Bytes, Cast, CastMention, Document};
use crate::lexicon::{nations, organisations, people};
use crate::places::Places;

/// Words of the report of a match. Some are used of other things too, so that one alone says nothing.
const SPORTS: &str = "football rugby cricket tennis hockey game coach striker midfielder goalkeeper scorer scorers kicked \
    tries innings wicket wickets quarterback tournament Cup Cups Test semi-final semifinal quarter-final kick-off half-time";

/// Those who play, after the name of their team.
const PLAYERS: &str = "coach captain striker midfielder goalkeeper winger defender skipper pitcher";

const REGIONS: &str = "province region county prefecture oblast governorate provinces counties states Province County \
    Oblast Prefecture Counties Provinces";

/// The words of an article, and whom it names.
pub struct Namesakes<'d> {
    document: &'d Document<'d>,
    words: FxHashSet<&'d str>,
    /// Last words of the names of people.
    people: FxHashSet<&'d str>,
}

impl<'d> Namesakes<'d> {
    pub fn new(document: &'d Document<'d>, cast: &Cast) -> Self {
        let words = document.tokens.iter().map(|t| &document.text[t.start..t.end]).collect();
        let of_people = names(cast).filter(|mention| {
            is_a(cast, mention, &EntityType::Person) || is_called_a_person(document, &mention.bytes)
        });
        let last = |mention: &CastMention| document.slice(&mention.bytes).split_whitespace().next_back();
        Namesakes { document, words, people: of_people.filter_map(last).collect() }
    }

    /// The entities whose names mean something else.
    pub fn others(&self, places: &Places, cast: &Cast) -> Vec<bool> {
        let mut others = vec![false; cast.entities.len()];
        for mention in names(cast).filter(|m| means_another(self.document, places, &m.bytes)) {
            mark(&mut others, mention);
        }
        let has_teams = self.has_teams(cast);
        let (mut stands_in, mut is_person) = (others.clone(), others.clone());
        for mention in names(cast).filter(|m| is_a(cast, m, &EntityType::Place)) {
            let (before, _) = around(self.document, &mention.bytes);
            if matches!(before, "in" | "at" | "near" | "from" | "to" | "across" | "of") {
                mark(&mut stands_in, mention);
            } else if has_teams || self.is_anyone(&mention.bytes, before) {
                mark(&mut is_person, mention);
            }
        }
        let later = is_person.iter().zip(&stands_in).map(|(person, place)| *person && !place);
        others.iter().zip(later).map(|(other, later)| *other || later).collect()
    }

    /// Does the article speak of another than the organisation that shares its name with others?
    pub fn speaks_against(&self, organisation: &str) -> bool {
        self.people.contains(organisation)
            || organisations::otherwise(organisation).any(|word| self.words.contains(word))
    }

    /// "England beat Samoa", "Alabama versus Florida" in the report of a match.
    fn has_teams(&self, cast: &Cast) -> bool {
        let is_match = |word: &str| matches!(word, "beat" | "thrashed" | "versus" | "vs" | "v");
        let plays = |mention: &CastMention| {
            let (before, after) = around(self.document, &mention.bytes);
            is_match(before) || is_match(after)
        };
        SPORTS.split_whitespace().filter(|word| self.words.contains(word)).count() > 1
            && names(cast).any(|mention| is_a(cast, mention, &EntityType::Place) && plays(mention))
    }

    /// "Michael Jordan", then "Jordan"; "his brother Chad"; "Turkey" with gravy.
    fn is_anyone(&self, name: &Bytes, before: &str) -> bool {
        let name = self.document.slice(name);
        let is_dish = nations::otherwise(name).filter(|word| self.words.contains(word)).count() > 1;
        !name.contains(' ') && (self.people.contains(name) || people::noun(before).is_some() || is_dish)
    }
}

fn names(cast: &Cast) -> impl Iterator<Item = &CastMention> {
    cast.mentions.iter().filter(|mention| mention.form == MentionForm::Name)
}

fn is_a(cast: &Cast, mention: &CastMention, kind: &EntityType) -> bool {
    cast.entities.get(mention.entity).is_some_and(|entity| entity.kind == *kind)
}

fn mark(marks: &mut [bool], mention: &CastMention) {
    if let Some(mark) = marks.get_mut(mention.entity) {
        *mark = true;
    }
}

fn around<'d>(document: &'d Document<'_>, name: &Bytes) -> (&'d str, &'d str) {
    let (first, last) = (document.token_at(name.start), document.token_at(name.end.saturating_sub(1)));
    (first.checked_sub(1).map_or("", |at| document.token(at)), document.token(last + 1))
}

fn is_in(list: &str, word: &str) -> bool {
    list.split_whitespace().any(|w| w == word)
}

/// "Mrs Shell", "Shell, 34, was"
fn is_called_a_person(document: &Document<'_>, name: &Bytes) -> bool {
    let last = document.token_at(name.end.saturating_sub(1));
    let (before, after) = around(document, name);
    let age = document.token(last + 2);
    let is_age = (1..=2).contains(&age.len()) && age.chars().all(|c| c.is_ascii_digit());
    is_in("Mr Mrs Ms Miss Dr Sir Lady", before.trim_end_matches('.'))
        || after == "," && is_age && document.token(last + 3) == ","
}

/// "Buenos Aires province" is not the city, "Italy coach Prandelli" trains a team, and "artificial pancreas (AP)" is no
/// agency.
fn means_another(document: &Document<'_>, places: &Places, name: &Bytes) -> bool {
    let (first, last) = (document.token_at(name.start), document.token_at(name.end.saturating_sub(1)));
    let before = |back: usize| first.checked_sub(back).map_or("", |at| document.token(at));
    let after = document.token(last + 1);
    let is_part = is_in(REGIONS, after) || before(1) == "of" && is_in(REGIONS, before(2));
    let letter = document.slice(name).chars().next_back();
    let defines = before(1) == "(" && after == ")" && {
        let word = before(2);
        word.starts_with(char::is_lowercase) && word.chars().next().map(|c| c.to_ascii_uppercase()) == letter
    };
    // "the Lewis County town of Ireland"
    let namesake = before(1) == "of"
        && is_in("town village township hamlet", before(2))
        && places.country(document.slice(name)).is_some();
    let is_listed = is_exchange(document, last + 1) || lists_regions(document, last + 1);
    is_part || defines || namesake || is_in(PLAYERS, after) || is_listed
}

/// "the Tokyo and London Stock Exchanges", "the Amsterdam bourse"
fn is_exchange(document: &Document<'_>, after: usize) -> bool {
    let goes_on = |word: &str| matches!(word, "," | "and" | "or") || word.starts_with(char::is_uppercase);
    let end = (after..after + 8).find(|at| {
        let word = document.token(*at);
        word == "Stock" || !goes_on(word)
    });
    let is_listed = |at: usize| {
        document.token(at) == "Stock" && matches!(document.token(at + 1), "Exchange" | "Exchanges")
    };
    document.token(after) == "bourse" || end.is_some_and(is_listed)
}

/// "Los Angeles, Orange, Riverside and San Bernardino Counties"
fn lists_regions(document: &Document<'_>, after: usize) -> bool {
    let goes_on = |at: &usize| {
        let word = document.token(*at);
        matches!(word, "," | "and" | "or") || word.starts_with(char::is_uppercase)
    };
    let listed = (after..after + 12).take_while(goes_on);
    matches!(document.token(after), "," | "and" | "or")
        && listed.into_iter().any(|at| matches!(document.token(at), "Counties" | "Provinces" | "Oblasts"))
}
