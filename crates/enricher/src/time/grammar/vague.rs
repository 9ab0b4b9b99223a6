//! Vague times and lengths: "now", "the near future", "one day", "a decades-long feud", "a week or so".
use super::{Grammar, Parse};
use crate::time::{
    calendar,
    lexeme::{Plural, Reference, Sense, Unit},
    meaning::Meaning,
};

impl Grammar<'_> {
    /// The place after "or so", "or more" at `at`; "or two" makes the number vague.
    pub(super) fn approximated(&self, at: usize) -> (usize, bool) {
        if self.word(at) != "or" {
            return (at, false);
        }
        match self.word(at + 1) {
            "so" | "more" | "less" => (at + 2, false),
            "two" | "three" if !matches!(self.sense(at + 2), Sense::Unit(..)) => (at + 2, true),
            _ => (at, false),
        }
    }

    /// "-long" behind a unit.
    pub(super) fn is_long(&self, at: usize) -> bool {
        self.hyphen(at) && self.word(at) == "long"
    }

    /// "day-long", "decades-long", "monthlong".
    pub(super) fn drawn_out(&self, at: usize) -> Parse {
        let (end, unit, amount) = match self.sense(at) {
            Sense::Long(unit) => (at + 1, unit, Some(1.0)),
            Sense::Unit(unit, Plural::One) if self.is_long(at + 1) => (at + 2, unit, Some(1.0)),
            Sense::Unit(unit, Plural::Many) if self.is_long(at + 1) => (at + 2, unit, None),
            _ => return None,
        };
        Some((end, Meaning::Duration(calendar::duration(unit, amount))))
    }

    /// "She will one day return", but not "in one day" nor "one day after the vote".
    pub(super) fn one_day(&self, at: usize) -> Parse {
        let adverb = self.word(at).eq_ignore_ascii_case("one")
            && self.sense(at + 1) == Sense::Unit(Unit::Day, Plural::One)
            && !self.hyphen(at + 1)
            && !matches!(self.sense(at + 2), Sense::Earlier | Sense::Later | Sense::Of | Sense::Old)
            && !matches!(
                self.before(at),
                "in" | "In" | "for" | "within" | "than" | "after" | "just" | "only" | "least" | "by" | "of"
            );
        adverb.then_some((at + 2, Meaning::OneDay))
    }

    /// "a three-year period": the article belongs to the period.
    pub(super) fn is_period_of(&self, at: usize) -> bool {
        self.sense(at) == Sense::A
            && self
                .counted(at + 1)
                .is_some_and(|(unit_at, _)| self.hyphen(unit_at) && self.sense(unit_at + 1) == Sense::Period)
    }

    pub(super) fn reference(&self, at: usize) -> Parse {
        let plain = |reference| Some((at + 1, Meaning::Reference(reference)));
        match self.sense(at) {
            Sense::Now => plain(Reference::Present),
            Sense::Reference(Reference::Future) => None,
            Sense::Reference(reference) => plain(reference),
            Sense::The => match self.sense(at + 1) {
                Sense::Past
                    if !matches!(
                        self.sense(at + 2),
                        Sense::Unit(..) | Sense::Several | Sense::NumberWord(_) | Sense::Digits(..)
                    ) && (self.ends_clause(at + 2)
                        || matches!(at.checked_sub(1).map(|at| self.word(at)), Some("in" | "In"))) =>
                {
                    Some((at + 2, Meaning::Reference(Reference::Past)))
                }
                Sense::Reference(Reference::Future) if self.word(at + 1) == "future" => {
                    Some((at + 2, Meaning::Reference(Reference::Future)))
                }
                Sense::Other
                    if matches!(self.word(at + 1), "near" | "distant") && self.word(at + 2) == "future" =>
                {
                    Some((at + 3, Meaning::Reference(Reference::Future)))
                }
                _ => None,
            },
            _ => None,
        }
    }
}
