//! What is counted from what the text named before: "that year", "a year earlier", "the year-ago period".
use jiff::civil::Date;
use model::annotations::DateKind;

use super::{
    calendar::{plus_days, plus_months},
    lean::Lean,
    lexeme::Unit,
    meaning::Meaning,
    resolve::Calendar,
    settled::{Settled, month_of, one_day, quarter_of},
};

impl Calendar {
    /// "that year", "the next month": counted from the date that the text named last.
    pub fn named(&self, unit: Unit, shift: i64) -> Option<Settled> {
        if unit == Unit::Day {
            return Some(one_day(plus_days(self.named.or(self.today)?, shift)?));
        }
        let last = self.last.or(self.today)?;
        Calendar { today: Some(last), ..Calendar::default() }.away(unit, shift)
    }

    /// The day of an hour that says none: the one that the text named last, but not one ahead of what is told.
    pub fn day_of_hours(&self, lean: Lean) -> Option<Date> {
        match (self.named, self.today) {
            (Some(named), Some(today)) if lean == Lean::Past && named > today => Some(today),
            (named, _) => named,
        }
    }

    /// In a report on results: "the quarter", "the latest period" and "a year ago" speak of the quarter it named.
    pub fn quarter_named(&self, meaning: &Meaning) -> Option<Settled> {
        let from = self.compared_quarter()?;
        match meaning {
            Meaning::Away { unit: Unit::Quarter, .. } => Some(quarter_of(from)),
            Meaning::Away { unit: Unit::Year, amount: -1 } if self.before.is_none() => {
                Some(quarter_of(plus_months(from, -12)?))
            }
            _ => None,
        }
    }

    /// Where the quarter begins that a report on results speaks of, unless it has turned to a longer span.
    pub fn compared_quarter(&self) -> Option<Date> {
        Some(self.quarter.as_ref().filter(|_| !self.aside)?.from?.date())
    }

    /// "a year earlier" than what the sentence named.
    pub fn after_named(&self, meaning: &Meaning) -> Option<Settled> {
        let Meaning::Away { unit, amount } = meaning else { return None };
        let before = self.before.as_ref()?;
        let from = before.from?.date();
        let clock = before.kind == DateKind::Instant && before.timex.contains('T');
        if matches!(unit, Unit::Hour | Unit::Minute) {
            let local = before.from.filter(|_| clock)?;
            let span = match unit {
                Unit::Hour => jiff::Span::new().try_hours(*amount).ok()?,
                _ => jiff::Span::new().try_minutes(*amount).ok()?,
            };
            let at = local.checked_add(span).ok()?;
            return Some(Settled {
                timex: format!("{}T{:02}:{:02}", at.date(), at.hour(), at.minute()),
                kind: DateKind::Instant,
                from: Some(at),
                to: None,
            });
        }
        let counted = Calendar { today: Some(from), ..Calendar::default() };
        match (unit, before.timex.len(), before.timex.contains('Q')) {
            (Unit::Year, _, true) => Some(quarter_of(plus_months(from, amount * 12)?)),
            (Unit::Year, 7, false) if !before.timex.contains('W') => {
                Some(month_of(plus_months(from, amount * 12)?))
            }
            (Unit::Year, 4, _) => Some(self.year(from.year() + i16::try_from(*amount).ok()?)),
            (Unit::Day | Unit::Week | Unit::Month | Unit::Year, 10, _) => counted.away(*unit, *amount),
            _ => None,
        }
    }
}
