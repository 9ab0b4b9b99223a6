//! Quarters, seasons, decades, and what is counted from the day of publication: "last week", "two years ago".
use super::{Grammar, Parse, whole_units};
use crate::time::{
    lexeme::{Plural, Reference, Sense, Unit},
    meaning::{Meaning, YearOf},
};

impl Grammar<'_> {
    /// "the first quarter", "third-quarter", "Q3", "the quarter" before "ended June 30", "the second half of 2025".
    pub(super) fn fraction(&self, at: usize) -> Parse {
        let start = if self.sense(at) == Sense::The { at + 1 } else { at };
        let shift = match self.sense(start) {
            Sense::Last => Some(-1),
            Sense::This => Some(0),
            Sense::Next => Some(1),
            _ => None,
        };
        if let Some(shift) = shift.filter(|_| self.sense(start + 1) == Sense::Unit(Unit::Year, Plural::One))
            && let (Sense::Ordinal(index @ 1..=4), Sense::Unit(Unit::Quarter, _)) =
                (self.sense(start + 3), self.sense(start + 4))
        {
            return Some((
                start + 5,
                Meaning::Fraction { of: Unit::Quarter, index, year: YearOf::Shifted(shift) },
            ));
        }
        // "the 1988 third quarter", "2012's first quarter"
        let owned = usize::from(matches!(self.word(start + 1), "'s" | "’s"));
        if let (Some(year), Sense::Ordinal(index @ 1..=4), Sense::Unit(Unit::Quarter, _)) =
            (self.year_digits(start), self.sense(start + 1 + owned), self.sense(start + 2 + owned))
        {
            return Some((
                start + 3 + owned,
                Meaning::Fraction { of: Unit::Quarter, index, year: YearOf::Said(year) },
            ));
        }
        if self.sense(start) == Sense::Unit(Unit::Quarter, Plural::One)
            && self.sense(start + 1) == Sense::Ended
        {
            let (_, date) = self.month_day(start + 2, None)?;
            let Meaning::Date { month, year, .. } = date else { return None };
            // The calendar quarter that holds the middle one of its three months.
            let (index, year) = match (month, year) {
                (1, year) => (4, year.map(|year| year - 1)),
                (month, year) => ((month + 1) / 3, year),
            };
            let year = year.map_or(YearOf::Open, YearOf::Said);
            return Some((start + 1, Meaning::Fraction { of: Unit::Quarter, index: index as u8, year }));
        }
        if let Some(index) = self.numbered_quarter(start) {
            let year_at = if self.sense(start + 1) == Sense::Of { start + 2 } else { start + 1 };
            let said = self.year_digits(year_at);
            let end = if said.is_some() { year_at + 1 } else { start + 1 };
            let year = said.map_or(YearOf::Open, YearOf::Said);
            return (said.is_some() || self.business)
                .then_some((end, Meaning::Fraction { of: Unit::Quarter, index, year }));
        }
        // "the year-ago third quarter"
        if self.sense(start) == Sense::Unit(Unit::Year, Plural::One)
            && self.hyphen(start + 1)
            && matches!(self.sense(start + 1), Sense::Ago | Sense::Earlier)
            && let (Sense::Ordinal(index @ 1..=4), Sense::Unit(Unit::Quarter, _)) =
                (self.sense(start + 2), self.sense(start + 3))
        {
            let year = YearOf::Shifted(-1);
            return Some((start + 4, Meaning::Fraction { of: Unit::Quarter, index, year }));
        }
        let start = if self.sense(start) == Sense::Fiscal { start + 1 } else { start };
        let index = match self.sense(start) {
            Sense::Ordinal(index) => index,
            _ => return None,
        };
        let unit_at = if self.sense(start + 1) == Sense::Fiscal { start + 2 } else { start + 1 };
        let of = match self.sense(unit_at) {
            Sense::Unit(Unit::Quarter, Plural::One) if index <= 4 => Unit::Quarter,
            Sense::HalfWord if index <= 2 => Unit::Half,
            _ => return None,
        };
        let mut end = unit_at + 1;
        let mut year = YearOf::Open;
        let mut said = false;
        let next = if matches!(self.sense(end), Sense::Of | Sense::Comma) { end + 1 } else { end };
        if let Some(digits) = self.year_digits(next) {
            (year, end, said) = (YearOf::Said(digits), next + 1, true);
        } else if self.sense(end) == Sense::Of {
            let shift = match self.sense(end + 1) {
                Sense::Last => Some(-1),
                Sense::This | Sense::The => Some(0),
                Sense::Next => Some(1),
                _ => None,
            };
            let year_at = if self.sense(end + 2) == Sense::Fiscal { end + 3 } else { end + 2 };
            if let Some(shift) = shift.filter(|_| self.sense(year_at) == Sense::Unit(Unit::Year, Plural::One))
            {
                (year, end, said) = (YearOf::Shifted(shift), year_at + 1, true);
            }
        }
        (of == Unit::Quarter || said || self.business).then_some((end, Meaning::Fraction { of, index, year }))
    }

    /// "Q3"
    fn numbered_quarter(&self, at: usize) -> Option<u8> {
        match self.word(at).as_bytes() {
            [b'Q', index @ b'1'..=b'4'] => Some(index - b'0'),
            _ => None,
        }
    }

    pub(super) fn season(&self, at: usize) -> Parse {
        let (year, start) = match self.shift(at) {
            (Some(shift), start) => (YearOf::Shifted(shift), start),
            (None, _) if self.sense(at) == Sense::The => (YearOf::Open, at + 1),
            (None, _) if self.word(at).eq_ignore_ascii_case("that") => (YearOf::Named, at + 1),
            (None, _) => (YearOf::Open, at),
        };
        let Sense::Season(season) = self.sense(start) else { return None };
        let next = if self.sense(start + 1) == Sense::Of { start + 2 } else { start + 1 };
        if let Some((end, said)) = self.said_year(next) {
            return Some((end, Meaning::Season { season, year: YearOf::Said(said) }));
        }
        if start == at {
            let before = at.checked_sub(1).map_or("", |before| self.word(before));
            let dated = matches!(
                before,
                "in" | "In"
                    | "by"
                    | "By"
                    | "until"
                    | "since"
                    | "before"
                    | "after"
                    | "during"
                    | "through"
                    | "early"
                    | "late"
            );
            if !dated
                || self.word(at) == "fall" && self.sense(at + 1) == Sense::Other && !self.ends_clause(at + 1)
            {
                return None;
            }
        }
        if self.sense(at) == Sense::The
            && matches!(self.word(start), "fall" | "spring")
            && !self.ends_clause(start + 1)
        {
            return None;
        }
        Some((start + 1, Meaning::Season { season, year }))
    }

    pub(super) fn ends_clause(&self, at: usize) -> bool {
        let word = self.word(at);
        word.is_empty()
            || !word.starts_with(char::is_alphanumeric)
            || matches!(word, "and" | "when" | "as" | "but" | "after" | "before" | "if" | "while")
    }

    /// "the 1980s", "the ’90s", "the 19th century".
    pub(super) fn era(&self, at: usize) -> Parse {
        let mut start = if self.sense(at) == Sense::The { at + 1 } else { at };
        if self.sense(start) == Sense::Quote {
            start += 1;
        }
        match self.sense(start) {
            Sense::Decade(decade) if start > at || decade > 100 && self.word(start).len() > 3 => {
                let spelled = !self.word(start).starts_with(|c: char| c.is_ascii_digit());
                let part = matches!(self.sense(at.wrapping_sub(1)), Sense::Early | Sense::Mid | Sense::Late);
                (!spelled || start > at || part).then_some((start + 1, Meaning::Decade(decade)))
            }
            Sense::Ordinal(century)
                if matches!(self.sense(start + 1), Sense::Unit(Unit::Century, Plural::One)) =>
            {
                Some((start + 2, Meaning::Century(i16::from(century) - 1)))
            }
            _ => None,
        }
    }

    /// "yesterday", "last week", "two years ago", "in five years", "the weekend", "this year".
    pub(super) fn away(&self, at: usize) -> Parse {
        let day = |amount| Some((at + 1, Meaning::Away { unit: Unit::Day, amount }));
        // "year-end", "year's end"
        if self.sense(at) == Sense::Unit(Unit::Year, Plural::One) {
            let end = if matches!(self.word(at + 1), "'s" | "’s") { at + 2 } else { at + 1 };
            return (self.word(end) == "end")
                .then_some((end + 1, Meaning::Away { unit: Unit::Year, amount: 0 }));
        }
        match self.sense(at) {
            Sense::Today => return day(0),
            Sense::Yesterday => return day(-1),
            Sense::Tomorrow => return day(1),
            _ => {}
        }
        if let Some((unit_at, amount)) = self.counted(at)
            && let Sense::Unit(unit, _) = self.sense(unit_at)
        {
            let (after, vague) = self.approximated(unit_at + 1);
            let amount = amount.filter(|_| !vague).and_then(|amount| whole_units(unit, amount));
            if self.sense(after) == Sense::Ago {
                return match amount {
                    Some((unit, amount)) => Some((after + 1, Meaning::Away { unit, amount: -amount })),
                    None => Some((after + 1, Meaning::Reference(Reference::Past))),
                };
            }
            if self.word(after) == "from" {
                return self.ahead_of(after + 1, amount);
            }
        }
        let start = if self.sense(at) == Sense::The { at + 1 } else { at };
        let amount = match self.sense(start) {
            Sense::Last | Sense::Past => -1,
            Sense::Next | Sense::Coming => 1,
            Sense::This => 0,
            Sense::Now if self.word(start) == "current" => 0,
            Sense::Unit(Unit::Weekend, Plural::One) if start > at => {
                return Some((start + 1, Meaning::Weekend { shift: None }));
            }
            _ => return None,
        };
        let unit_at = if self.sense(start + 1) == Sense::Fiscal { start + 2 } else { start + 1 };
        match self.sense(unit_at) {
            Sense::Unit(Unit::Weekend, Plural::One) => {
                Some((unit_at + 1, Meaning::Weekend { shift: Some(amount) }))
            }
            Sense::Unit(
                unit @ (Unit::Week | Unit::Month | Unit::Year | Unit::Quarter | Unit::Decade | Unit::Century),
                Plural::One,
            ) => {
                // "the last year" is a length; "the next year" follows another.
                if start > at && matches!(self.sense(start), Sense::Last | Sense::Past) {
                    return None;
                }
                Some((unit_at + 1, Meaning::Away { unit, amount }))
            }
            // "the current fiscal", not "current fiscal policy"
            _ if self.word(start + 1) == "fiscal" && self.ends_clause(unit_at) => {
                Some((unit_at, Meaning::FiscalYear(None)))
            }
            _ => None,
        }
    }

    /// "now", "today" or a weekday at `at`, after "two weeks from".
    fn ahead_of(&self, at: usize, amount: Option<(Unit, i64)>) -> Parse {
        match (self.sense(at), amount) {
            (Sense::Now | Sense::Today, Some((unit, amount))) if self.word(at) != "current" => {
                Some((at + 1, Meaning::Away { unit, amount }))
            }
            (Sense::Now, None) if self.word(at) == "now" => {
                Some((at + 1, Meaning::Reference(Reference::Future)))
            }
            (Sense::Weekday(day @ 1..=7), Some((Unit::Week, weeks))) if self.capital(at) => {
                let day = Box::new(Meaning::Weekday { day, shift: None });
                Some((at + 1, Meaning::From { day, days: 7 * weeks }))
            }
            _ => None,
        }
    }
}
