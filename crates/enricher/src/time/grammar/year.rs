//! Years: "2024", "nineteen ninety-one", "the year 1998", "2009-2011".
use super::{Grammar, Parse};
use crate::time::{
    lexeme::{Plural, Sense, Unit},
    meaning::Meaning,
};

impl Grammar<'_> {
    pub(super) fn year_digits(&self, at: usize) -> Option<i16> {
        match self.sense(at) {
            Sense::Digits(year, 4) if (1400.0..2100.0).contains(&year) => Some(year as i16),
            _ => None,
        }
    }

    /// A year in digits or in words, "nineteen ninety-one", and the place after it.
    pub(super) fn said_year(&self, at: usize) -> Option<(usize, i16)> {
        if let Some(year) = self.year_digits(at) {
            return Some((at + 1, year));
        }
        let Sense::NumberWord(century @ 17.0..=20.0) = self.sense(at) else { return None };
        let Sense::NumberWord(rest @ 11.0..=90.0) = self.sense(at + 1) else { return None };
        let hundred = century as i16 * 100;
        match self.sense(at + 2) {
            Sense::NumberWord(ones @ 1.0..=9.0) if rest >= 20.0 && self.hyphen(at + 2) => {
                Some((at + 3, hundred + rest as i16 + ones as i16))
            }
            // "twenty thirty people", "nineteen ninety thousand"
            Sense::NumberWord(_) | Sense::Unit(..) => None,
            _ => Some((at + 2, hundred + rest as i16)),
        }
    }

    pub(super) fn year(&self, at: usize) -> Parse {
        if self.year_digits(at).is_none()
            && let Some((end, year)) = self.said_year(at)
        {
            return Some((end, Meaning::Year(year)));
        }
        // "the year 1998", "the year two thousand"
        if self.sense(at) == Sense::The && self.word(at + 1) == "year" {
            if let Some((end, year)) = self.said_year(at + 2) {
                return Some((end, Meaning::Year(year)));
            }
            if self.word(at + 2) == "two" && self.word(at + 3) == "thousand" {
                return Some((at + 4, Meaning::Year(2000)));
            }
        }
        if self.sense(at) == Sense::Fiscal {
            let digits =
                if self.sense(at + 1) == Sense::Unit(Unit::Year, Plural::One) { at + 2 } else { at + 1 };
            return Some((digits + 1, Meaning::Year(self.year_digits(digits)?)));
        }
        let year = self.year_digits(at)?;
        let before = at.checked_sub(1).map_or("", |before| self.word(before));
        if matches!(
            before,
            "$" | "Act"
                | "£"
                | "€"
                | "¥"
                | "#"
                | "No"
                | "No."
                | "Route"
                | "Highway"
                | "Room"
                | "about"
                | "than"
                | "over"
                | "nearly"
                | "some"
        ) {
            return None;
        }
        // "1,500 people" has a comma, "2000 people" has not: a plural after it counts.
        let next = self.word(at + 1);
        let counts = matches!(
            next,
            "%" | "percent"
                | "people"
                | "men"
                | "women"
                | "km"
                | "miles"
                | "meters"
                | "metres"
                | "feet"
                | "points"
                | "GMT"
                | "UTC"
        ) || next.len() > 4
            && next.ends_with('s')
            && next.starts_with(|c: char| c.is_lowercase())
            && !matches!(
                before,
                "in" | "In" | "since" | "Since" | "of" | "the" | "until" | "by" | "from" | "between"
            );
        let joined = self.hyphen(at)
            && !matches!(self.sense(at.wrapping_sub(1)), Sense::Mid | Sense::Early | Sense::Late)
            // "2009-2011"
            && self.year_digits(at.wrapping_sub(1)).is_none_or(|first| first >= year);
        (!counts && !joined).then_some((at + 1, Meaning::Year(year)))
    }
}
