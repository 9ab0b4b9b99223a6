//! What the words of a name, and the words beside it, say of its type.
use super::NameKind;
use super::tables::{Tables, kind};
use crate::coref::GivenNames;
use crate::document::{Document, TokenKind};
use crate::lexicon::nations::PARTISANS;
use crate::lexicon::people::{self, Class};
use crate::lexicon::{abbreviation, organisations, titles};
use crate::places::Places;

use super::Name;

/// Rivers and hills are called after people.
fn is_landform(word: &str) -> bool {
    matches!(
        word,
        "River"
            | "Lake"
            | "Island"
            | "Islands"
            | "Bay"
            | "Mountains"
            | "Mount"
            | "Hill"
            | "Hills"
            | "Street"
            | "Road"
            | "Avenue"
            | "Square"
            | "Park"
            | "Falls"
            | "Beach"
            | "County"
            | "City"
            | "Valley"
            | "Bridge"
            | "Airport"
            | "Stadium"
            | "Point"
            | "Springs"
    )
}

/// What settles names beside the weights.
pub struct Evidence<'a, 'd> {
    pub document: &'a Document<'d>,
    pub places: &'a Places,
    pub tables: &'a Tables,
    pub given_names: &'a GivenNames,
}

impl Evidence<'_, '_> {
    /// No name: without a capital, or nothing but a title ("State Senator").
    pub fn is_none(&self, name: &Name) -> bool {
        let words = || name.tokens.clone().map(|at| self.document.token(at));
        let has_capital = words().any(|w| w.chars().any(char::is_uppercase));
        let is_title = words().all(titles::is_title) && name.kind != NameKind::Place;
        // "US$61m" is money.
        let is_money =
            self.document.token(name.tokens.end) == "$" && self.document.slice(&name.bytes).len() <= 3;
        let is_post = words()
            .all(|w| matches!(w, "CEO" | "CFO" | "CTO" | "COO" | "KC" | "QC" | "MP" | "MD" | "God" | "PM"));
        !has_capital || is_title || is_post || is_money
    }

    /// "Larkspur" before "Shipping": the head of the organisation belongs to its name.
    pub fn with_head(&self, name: &mut Name) {
        let head = self.document.token(name.tokens.end);
        let is_country = self.places.country(self.document.slice(&name.bytes)).is_some();
        let has_head = organisations::is_head(self.document.token(name.tokens.end - 1));
        if !is_country
            && !has_head
            && organisations::is_head(head)
            && self.document.kind(name.tokens.end) == TokenKind::Word
        {
            let tokens = name.tokens.start..name.tokens.end + 1;
            if let Some(bytes) = self.document.bytes(&tokens) {
                *name = Name { bytes, tokens, kind: NameKind::Organization };
            }
        }
    }

    /// The type that the words prove.
    pub fn kind(&self, name: &Name) -> Option<NameKind> {
        let surface = self.document.slice(&name.bytes);
        let first = self.document.token(name.tokens.start);
        let last = self.document.token(name.tokens.end - 1);
        let is_group = self.places.is_group(surface) || self.is_partisan(surface);
        if is_group {
            return Some(NameKind::Other);
        }
        if abbreviation::is_state(surface) {
            return Some(NameKind::Place);
        }
        let has_given_name =
            self.tables.kinds(&first.to_lowercase()) & kind::FIRST != 0 && name.tokens.len() > 1;
        if organisations::known(surface).is_some() {
            return Some(NameKind::Organization);
        }
        let is_country = || {
            self.tables.kinds(&surface.to_lowercase()) & kind::COUNTRY != 0
                || self.places.country(surface).is_some()
        };
        if name.kind == NameKind::Organization && is_country() {
            return Some(NameKind::Place);
        }
        let is_person = name.kind == NameKind::Person && has_given_name;
        let of = self.document.token(name.tokens.start + 1) == "of";
        let has_head = name.tokens.len() > 1
            && (organisations::is_head(last)
                || organisations::is_first(first) && (of || name.kind != NameKind::Person));
        if has_head && !is_person && name.kind != NameKind::Other {
            return Some(NameKind::Organization);
        }
        if name.kind != NameKind::Organization && !is_person && self.is_called_a_body(name) {
            return Some(NameKind::Organization);
        }
        if name.kind != NameKind::Person
            && name.kind != NameKind::Other
            && !has_head
            && self.is_called_a_person(name)
        {
            return Some(NameKind::Person);
        }
        let is_given =
            self.given_names.of(first).is_some() && name.tokens.len() > 1 && !self.places.is_known(surface);
        if name.kind == NameKind::Place && is_given && !is_landform(last) {
            return Some(NameKind::Person);
        }
        if name.kind == NameKind::Person
            && name.tokens.len() == 1
            && self.places.is_prominent(surface)
            && !self.is_addressed(name)
        {
            return Some(NameKind::Place);
        }
        None
    }

    fn is_partisan(&self, surface: &str) -> bool {
        let singular = surface.strip_suffix('s').unwrap_or(surface);
        PARTISANS.contains(&surface) || PARTISANS.contains(&singular)
    }

    /// "Mr Washington" is a man.
    fn is_addressed(&self, name: &Name) -> bool {
        name.tokens.start.checked_sub(1).is_some_and(|at| titles::is_title(self.document.token(at)))
    }

    /// "left-hander Thangam", "Rowan Teague, a sixth grader who …".
    fn is_called_a_person(&self, name: &Name) -> bool {
        let word = |at: usize| self.document.token(at);
        let is_noun = |at: usize| people::noun(word(at)).is_some_and(|n| n.class == Class::Role);
        if self.places.is_known(self.document.slice(&name.bytes)) {
            return false;
        }
        let before = name.tokens.start.checked_sub(1);
        if before.is_some_and(|at| {
            is_noun(at) && !matches!(word(at), "rival" | "member" | "partner" | "chief" | "owner")
        }) {
            return true;
        }
        // "Everett Two Bears, who teaches fifth grade": only people do.
        if word(name.tokens.end) == ","
            && word(name.tokens.end + 1) == "who"
            && !matches!(word(name.tokens.end + 2), "have" | "are" | "were")
        {
            return true;
        }
        if word(name.tokens.end) != "," || !matches!(word(name.tokens.end + 1), "a" | "an") {
            return false;
        }
        let from = name.tokens.end + 2;
        let ends = |at: usize| matches!(word(at), "who" | "," | "." | "from" | "whose" | "in" | "at");
        (from..from + 5)
            .take_while(|at| self.document.kind(*at) != TokenKind::Punctuation)
            .any(|at| people::noun(word(at)).is_some() && ends(at + 1))
    }

    /// "the newspaper Hanbit Ilbo", "Ferrosal, the company that …".
    fn is_called_a_body(&self, name: &Name) -> bool {
        let word = |at: usize| self.document.token(at);
        let before = name.tokens.start.checked_sub(1).map_or("", word);
        if organisations::is_cue(before) {
            return true;
        }
        let two_before = name.tokens.start.checked_sub(2).map_or("", word);
        let three_before = name.tokens.start.checked_sub(3).map_or("", word);
        if before == ","
            && organisations::is_cue(two_before)
            && matches!(three_before, "The" | "the" | "Its" | "its" | "A" | "a")
        {
            return true;
        }
        if word(name.tokens.end) != "," || !matches!(word(name.tokens.end + 1), "a" | "an" | "the") {
            return false;
        }
        let from = name.tokens.end + 2;
        let ends = |at: usize| matches!(word(at), "that" | "which" | "," | "." | "in" | "of" | "based");
        (from..from + 5)
            .take_while(|at| self.document.kind(*at) != TokenKind::Punctuation)
            .any(|at| organisations::is_cue(word(at)) && ends(at + 1))
    }
}
