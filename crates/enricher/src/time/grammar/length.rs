//! Lengths and repetitions: "three decades", "every Thursday".
use super::{Grammar, Parse, whole_units};
use crate::time::{
    calendar,
    lexeme::{Plural, Reference, Sense, Unit},
    meaning::Meaning,
};

impl Grammar<'_> {
    /// A number and, behind adjectives, the place of its unit.
    pub(super) fn counted(&self, at: usize) -> Option<(usize, Option<f64>)> {
        let mut start = at;
        if self.sense(start) == Sense::About {
            start += 1;
        } else if matches!(self.word(start), "more" | "less" | "fewer" | "at" | "up" | "More" | "Less" | "At")
            && matches!(self.sense(start + 1), Sense::Than | Sense::To)
        {
            start += 2;
        }
        let (mut next, mut amount) = self.number(start)?;
        for _ in 0..2 {
            if self.sense(next) == Sense::Full || matches!(self.word(next), "more" | "other") {
                next += 1;
            }
        }
        if self.sense(next) == Sense::And
            && self.sense(next + 1) == Sense::A
            && self.sense(next + 2) == Sense::HalfWord
        {
            amount = amount.map(|amount| amount + 0.5);
            next += 3;
        }
        matches!(self.sense(next), Sense::Unit(..)).then_some((next, amount))
    }

    pub(super) fn number(&self, at: usize) -> Option<(usize, Option<f64>)> {
        match self.sense(at) {
            Sense::Digits(value, _) => {
                // "2 1/2"
                if self.word(at + 1).starts_with("1/2") || self.word(at + 1) == "½" {
                    return Some((at + 2, Some(value + 0.5)));
                }
                if self.word(at + 1) == "1" && self.word(at + 2) == "/" && self.word(at + 3) == "2" {
                    return Some((at + 4, Some(value + 0.5)));
                }
                Some((at + 1, Some(value)))
            }
            Sense::NumberWord(value) => {
                if (20.0..100.0).contains(&value)
                    && let Sense::NumberWord(ones) = self.sense(at + 1)
                    && ones < 10.0
                {
                    return Some((at + 2, Some(value + ones)));
                }
                if let Sense::NumberWord(scale @ (100.0 | 1000.0)) = self.sense(at + 1) {
                    return Some((at + 2, Some(value * scale)));
                }
                Some((at + 1, Some(value)))
            }
            Sense::A => match self.sense(at + 1) {
                Sense::Several => Some((at + 2, None)),
                Sense::Couple => {
                    Some((if self.sense(at + 2) == Sense::Of { at + 3 } else { at + 2 }, Some(2.0)))
                }
                Sense::NumberWord(value) if value >= 12.0 => Some((at + 2, Some(value))),
                _ => Some((at + 1, Some(1.0))),
            },
            // "the next couple of years"
            Sense::Couple if self.sense(at + 1) == Sense::Of => Some((at + 2, Some(2.0))),
            Sense::Couple => Some((at + 1, Some(2.0))),
            Sense::HalfWord if self.sense(at + 1) == Sense::A => Some((at + 2, Some(0.5))),
            Sense::HalfWord if self.hyphen(at + 1) => Some((at + 1, Some(0.5))),
            Sense::Several => Some((at + 1, None)),
            _ => None,
        }
    }

    pub(super) fn length(&self, at: usize) -> Parse {
        // "the past two months", "the next few days", "the 45 minutes", "the last half-hour"
        let mut start = at;
        if matches!(self.sense(at), Sense::The | Sense::That) || self.is_period_of(at) {
            start += 1;
        }
        let before = at.checked_sub(1).map_or("", |before| self.word(before));
        // "is expected to last two weeks"; "after 12 minutes" is told of a match
        if before == "to" && self.word(at) == "last"
            || before == "on" && matches!(self.sense(at + 1), Sense::Unit(Unit::Minute, _))
        {
            return None;
        }
        if self.sense(at) == Sense::This && self.word(at + 1) == "days" {
            return Some((at + 2, Meaning::Reference(Reference::Present)));
        }
        if self.word(at) == "those" && self.word(at + 1) == "days" {
            return Some((at + 2, Meaning::Reference(Reference::Past)));
        }
        if let Some(found) = self.drawn_out(at).or_else(|| self.one_day(at)) {
            return Some(found);
        }
        let leading = matches!(
            self.sense(start),
            Sense::Last | Sense::Past | Sense::Next | Sense::Coming | Sense::Recent | Sense::Ordinal(_)
        );
        if leading {
            start += 1;
        }
        if let Some((unit_at, amount)) = self.counted(start) {
            let Sense::Unit(unit, plural) = self.sense(unit_at) else { return None };
            let one = amount == Some(1.0) || amount == Some(0.5);
            // "a three hour meeting"
            let attributive = amount.is_some_and(|amount| amount >= 2.0)
                && matches!(
                    unit,
                    Unit::Minute | Unit::Hour | Unit::Day | Unit::Week | Unit::Month | Unit::Year
                )
                && self.sense(unit_at + 1) == Sense::Other
                && !self.ends_clause(unit_at + 1)
                && !self.capital(unit_at + 1);
            let agrees = plural == Plural::Many || one || self.hyphen(unit_at) || leading || attributive;
            // "he said that four days seemed long"
            if plural == Plural::Many && start > at && self.word(at).eq_ignore_ascii_case("that") {
                return None;
            }
            if !agrees || self.is_age(unit_at + 1) || matches!(self.sense(start), Sense::A) && start > at {
                return None;
            }
            // In "a day-long meeting", "a decades-long feud" the article counts nothing.
            let counts_nothing = self.sense(start) == Sense::A && unit_at == start + 1;
            if counts_nothing && (plural == Plural::Many || self.is_long(unit_at + 1)) {
                return None;
            }
            // The article of "the two day rally" belongs to the rally.
            if attributive && plural == Plural::One && !leading && start > at && !self.hyphen(unit_at) {
                return None;
            }
            let singular = plural == Plural::One && !self.hyphen(unit_at);
            // "more than a quarter of the market"
            if unit == Unit::Quarter && singular && self.sense(unit_at + 1) == Sense::Of {
                return None;
            }
            // "a minute and a half"
            if amount == Some(1.0)
                && singular
                && (self.sense(unit_at + 1), self.sense(unit_at + 2), self.sense(unit_at + 3))
                    == (Sense::And, Sense::A, Sense::HalfWord)
            {
                return Some((unit_at + 4, Meaning::Duration(calendar::duration(unit, Some(1.5)))));
            }
            if unit == Unit::Quarter
                && (one && singular && !leading && unit_at == start + 1 || self.hyphen(unit_at))
            {
                return None;
            }
            if matches!(before, "in" | "In")
                && start == at
                && amount.is_some_and(|amount| amount > 1.0)
                && let Some((unit, amount)) = amount.and_then(|amount| whole_units(unit, amount))
                && matches!(unit, Unit::Year | Unit::Month | Unit::Week)
                && plural == Plural::Many
            {
                return Some((unit_at + 1, Meaning::Ahead { unit, amount }));
            }
            if matches!(unit, Unit::Half | Unit::Night | Unit::Weekend)
                && !(unit == Unit::Night && one && unit_at > start + 1)
            {
                return None;
            }
            // "a three-year period", "a six-month-long trial"
            if self.hyphen(unit_at) && self.sense(unit_at + 1) == Sense::Period || self.is_long(unit_at + 1) {
                return Some((unit_at + 2, Meaning::Duration(calendar::duration(unit, amount))));
            }
            let (after, vague) = self.approximated(unit_at + 1);
            let end = if vague { unit_at + 1 } else { after };
            return Some((end, Meaning::Duration(calendar::duration(unit, amount))));
        }
        match self.sense(start) {
            // "the last decade", "the past year"; "recent years", "coming months"
            Sense::Unit(unit, Plural::One) if leading && start > at + 1 && unit != Unit::Night => {
                matches!(self.sense(start - 1), Sense::Last | Sense::Past)
                    .then(|| (start + 1, Meaning::Duration(calendar::duration(unit, Some(1.0)))))
            }
            Sense::Unit(unit, Plural::Many) if leading => {
                Some((start + 1, Meaning::Duration(calendar::duration(unit, None))))
            }
            Sense::Unit(unit, Plural::Many)
                if start == at
                    && !matches!(unit, Unit::Night | Unit::Quarter | Unit::Half | Unit::Weekend) =>
            {
                if self.sense(start + 1) == Sense::Ago {
                    return Some((start + 2, Meaning::Reference(Reference::Past)));
                }
                let before = at.checked_sub(1).map_or("", |before| self.word(before));
                let counts = matches!(
                    before,
                    "for"
                        | "in"
                        | "of"
                        | "took"
                        | "take"
                        | "takes"
                        | "last"
                        | "within"
                        | "Within"
                        | "after"
                        | "spent"
                        | "over"
                        | "spend"
                        | "lasted"
                        | "two"
                        | "by"
                        | "For"
                        | "After"
                );
                let of = self.sense(start + 1) == Sense::Of && self.capital(start);
                (counts || of).then(|| (start + 1, Meaning::Duration(calendar::duration(unit, None))))
            }
            _ => None,
        }
    }

    pub(super) fn is_age(&self, at: usize) -> bool {
        self.sense(at) == Sense::Old
            || self.word(at) == "olds"
            || self.sense(at) == Sense::Comma && self.sense(at + 1) == Sense::Old
    }

    /// "every day", "every Thursday", "each July", "one day each month", "daily".
    pub(super) fn set(&self, at: usize) -> Parse {
        if let (Sense::NumberWord(_) | Sense::A, Sense::Unit(Unit::Day, _), Sense::Every) =
            (self.sense(at), self.sense(at + 1), self.sense(at + 2))
        {
            return self.set(at + 2);
        }
        match self.sense(at) {
            // "the party daily Granma", "a Seoul daily"
            Sense::Daily("P1D") if self.word(at) == "daily" && self.is_paper(at) => None,
            Sense::Daily(value) if !self.capital(at) || at == 0 => {
                Some((at + 1, Meaning::Set(value.to_owned())))
            }
            Sense::Every => {
                let word = self.word(at);
                let mut next = at + 1;
                let mut amount = 1.0;
                if let Some((unit_at, Some(counted))) = self.counted(next) {
                    (next, amount) = (unit_at, counted);
                } else if matches!(self.word(next), "other" | "single") {
                    amount = if self.word(next) == "other" { 2.0 } else { 1.0 };
                    next += 1;
                }
                match self.sense(next) {
                    Sense::Unit(unit, _) if unit != Unit::Half => {
                        Some((next + 1, Meaning::Set(calendar::duration(unit, Some(amount)))))
                    }
                    Sense::Weekday(day @ 1..=7) => {
                        let part = self.part_word(next + 1);
                        let end = if part.is_some() { next + 2 } else { next + 1 };
                        Some((
                            end,
                            Meaning::Set(format!(
                                "XXXX-WXX-{day}{}",
                                part.map(|part| format!("T{part}")).unwrap_or_default()
                            )),
                        ))
                    }
                    Sense::Month(month) if self.capital(next) => {
                        Some((next + 1, Meaning::Set(format!("XXXX-{month:02}"))))
                    }
                    Sense::Season(season) => Some((next + 1, Meaning::Set(format!("XXXX-{season}")))),
                    Sense::Part(part) if word != "per" => {
                        Some((next + 1, Meaning::Set(format!("XXXX-XX-XXT{part}"))))
                    }
                    _ => None,
                }
            }
            _ => None,
        }
    }

    fn is_paper(&self, at: usize) -> bool {
        let named = self.sense(at + 1) == Sense::Other && self.capital(at + 1);
        let city = at.checked_sub(1).is_some_and(|before| self.capital(before)) && self.ends_clause(at + 1);
        named || city
    }
}
