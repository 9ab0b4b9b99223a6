//! The grammar of English time expressions: from lexemes to a meaning, longest and surest patterns first.
mod date;
mod length;
mod moment;
mod period;
mod vague;
mod year;

use super::{
    calendar,
    lexeme::{Lexeme, Plural, Sense, Unit},
    meaning::Meaning,
};

/// An expression: lexemes and meaning.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    pub start: usize,
    pub end: usize,
    pub meaning: Meaning,
    /// "a year earlier": counted from the date named before it, not from the day of publication.
    pub from_context: bool,
}

pub struct Grammar<'a> {
    pub text: &'a str,
    pub lexemes: &'a [Lexeme],
    /// The text is about results, so that "the second half" is no match's.
    pub business: bool,
}

/// A parse: the lexeme after it, and what it means.
type Parse = Option<(usize, Meaning)>;

impl Grammar<'_> {
    /// The expression that starts at lexeme `at`, if one does.
    pub fn at(&self, at: usize) -> Option<Found> {
        if matches!(self.sense(at), Sense::Other | Sense::Comma | Sense::Quote)
            && !self.lexemes.get(at)?.capital
        {
            return None;
        }
        let found = self
            .modified(at)
            .or_else(|| self.named_before(at))
            .map(|found| (found, false))
            .or_else(|| self.counted_from_named(at))
            .or_else(|| {
                let found = self
                    .moment(at)
                    .or_else(|| self.date(at))
                    .or_else(|| self.set(at))
                    .or_else(|| self.length(at))
                    .or_else(|| self.reference(at))?;
                Some((found, false))
            });
        let ((end, meaning), from_context) = found?;
        // The article of "the 30-hour siege" belongs to the siege.
        let adjectival = matches!(self.sense(at), Sense::The | Sense::A)
            && (at + 2..end).any(|at| self.hyphen(at))
            && !matches!(
                self.sense(end - 1),
                Sense::Period | Sense::Unit(Unit::Quarter, _) | Sense::Unit(_, Plural::Many)
            )
            || matches!(self.sense(at), Sense::The | Sense::A) && self.hyphen(end - 1);
        // "the last half-hour" is a noun.
        let noun = end >= at + 2 && self.sense(end - 2) == Sense::HalfWord && self.ends_clause(end);
        let adjectival = adjectival && !noun;
        (!adjectival && !self.is_title(at, end, &meaning)).then_some(Found {
            start: at,
            end,
            meaning,
            from_context,
        })
    }

    /// "60 Minutes", "This Week", "Entertainment Tonight": capitals inside a sentence make a name of it.
    fn is_title(&self, start: usize, end: usize, meaning: &Meaning) -> bool {
        let holiday = matches!(meaning, Meaning::Holiday { .. });
        let opens = start.checked_sub(1).is_none_or(|before| {
            matches!(
                self.word(before),
                "." | "!" | "?" | ":" | "\"" | "“" | "‘" | "'" | "``" | "—" | "–" | "--" | "-" | ")"
            )
        }) || self.opens_line(start);
        !holiday
            && (start..end).any(|at| {
                let plain = matches!(
                    self.sense(at),
                    Sense::Unit(..)
                        | Sense::Part(_)
                        | Sense::Today
                        | Sense::Tonight
                        | Sense::Noon
                        | Sense::Now
                );
                plain && self.capital(at) && (at > start || !opens)
            })
    }

    /// Does a line begin at the lexeme?
    fn opens_line(&self, at: usize) -> bool {
        let (Some(before), Some(here)) =
            (at.checked_sub(1).and_then(|at| self.lexemes.get(at)), self.lexemes.get(at))
        else {
            return true;
        };
        self.text.get(before.end..here.start).is_some_and(|gap| gap.contains('\n'))
    }

    fn sense(&self, at: usize) -> Sense {
        #[cfg(test)]
        crate::growth::step();
        self.lexemes.get(at).map_or(Sense::Other, |lexeme| lexeme.sense)
    }

    fn word(&self, at: usize) -> &str {
        self.lexemes.get(at).and_then(|lexeme| self.text.get(lexeme.start..lexeme.end)).unwrap_or("")
    }

    fn capital(&self, at: usize) -> bool {
        self.lexemes.get(at).is_some_and(|lexeme| lexeme.capital)
    }

    fn hyphen(&self, at: usize) -> bool {
        self.lexemes.get(at).is_some_and(|lexeme| lexeme.hyphen)
    }

    /// "early Sunday", "mid-November", "the end of next year", "earlier this month".
    fn modified(&self, at: usize) -> Parse {
        let after_the = if self.sense(at) == Sense::The { at + 1 } else { at };
        match self.sense(after_the) {
            Sense::End | Sense::Start | Sense::Mid if self.sense(after_the + 1) == Sense::Of => {
                let inner = after_the + 2;
                if (self.sense(inner) == Sense::The || self.sense(inner) == Sense::This)
                    && let Sense::Unit(
                        unit @ (Unit::Year
                        | Unit::Month
                        | Unit::Week
                        | Unit::Decade
                        | Unit::Quarter
                        | Unit::Century),
                        Plural::One,
                    ) = self.sense(inner + 1)
                {
                    return Some((inner + 2, Meaning::Away { unit, amount: 0 }));
                }
                self.date(inner)
            }
            Sense::Early | Sense::Late | Sense::Mid => {
                let mut inner = after_the + 1;
                if matches!(self.sense(inner), Sense::On | Sense::In) && !self.hyphen(inner) {
                    inner += 1;
                }
                if self.sense(after_the) == Sense::Mid && matches!(self.sense(inner), Sense::Part(_)) {
                    let Sense::Part(part) = self.sense(inner) else { return None };
                    return Some((inner + 1, Meaning::Part { part, day: None }));
                }
                // "early Friday morning"
                self.part_of_day(inner).or_else(|| {
                    self.date(inner).filter(|(_, meaning)| !matches!(meaning, Meaning::Reference(_)))
                })
            }
            Sense::Earlier | Sense::Later if after_the == at => {
                let inner = if matches!(self.sense(at + 1), Sense::On | Sense::In) { at + 2 } else { at + 1 };
                // "later in the day", "earlier in the year"
                if inner > at + 1
                    && self.sense(inner) == Sense::The
                    && let Sense::Unit(
                        unit @ (Unit::Day | Unit::Week | Unit::Month | Unit::Year),
                        Plural::One,
                    ) = self.sense(inner + 1)
                {
                    let meaning = match unit {
                        Unit::Day => Meaning::Named { unit, shift: 0 },
                        unit => Meaning::Away { unit, amount: 0 },
                    };
                    return Some((inner + 2, meaning));
                }
                let named = matches!(
                    self.sense(inner),
                    Sense::This
                        | Sense::Yesterday
                        | Sense::That
                        | Sense::Weekday(_)
                        | Sense::Month(_)
                        | Sense::Last
                        | Sense::Today
                );
                let word = self.word(at);
                if !named || word.eq_ignore_ascii_case("before") || word.eq_ignore_ascii_case("after") {
                    return None;
                }
                self.named_before(inner).or_else(|| self.moment(inner)).or_else(|| self.date(inner))
            }
            _ => None,
        }
    }

    /// "that year", "that same day", "the same month", "the next day", "the previous day", "the day before".
    fn named_before(&self, at: usize) -> Parse {
        if let Some(found) = self.day_beside(at) {
            return Some(found);
        }
        let (shift, unit_at) = match (self.sense(at), self.sense(at + 1)) {
            (Sense::That, Sense::Same) | (Sense::The, Sense::Same) => (0, at + 2),
            (Sense::That, _) if self.word(at).eq_ignore_ascii_case("that") => (0, at + 1),
            (Sense::The, Sense::Next) => (1, at + 2),
            (Sense::The, Sense::Last) if self.word(at + 1) == "previous" => (-1, at + 2),
            _ => return None,
        };
        let Sense::Unit(unit, Plural::One) = self.sense(unit_at) else { return None };
        let fits = match unit {
            Unit::Day => true,
            Unit::Quarter => shift == 0,
            Unit::Month | Unit::Year => shift == 0 || self.word(at + 1) != "next",
            Unit::Week => shift != 0 && self.word(at + 1) != "next",
            _ => false,
        };
        fits.then_some((unit_at + 1, Meaning::Named { unit, shift }))
    }

    /// "the day before", "the night before", "the year after", "the day before yesterday".
    fn day_beside(&self, at: usize) -> Parse {
        let (Sense::The, Sense::Unit(unit, Plural::One)) = (self.sense(at), self.sense(at + 1)) else {
            return None;
        };
        let shift = match self.word(at + 2) {
            "before" => -1,
            "after" => 1,
            _ => return None,
        };
        let beyond = match self.sense(at + 3) {
            Sense::Yesterday => -1,
            Sense::Tomorrow => 1,
            _ => 0,
        };
        if unit == Unit::Day && beyond == shift {
            return Some((at + 4, Meaning::Away { unit, amount: 2 * shift }));
        }
        if !self.ends_clause(at + 3) {
            return None;
        }
        let day = Meaning::Named { unit: Unit::Day, shift };
        match unit {
            Unit::Day => Some((at + 3, day)),
            Unit::Night => Some((at + 3, Meaning::Part { part: "NI", day: Some(Box::new(day)) })),
            Unit::Week | Unit::Month | Unit::Year => Some((at + 3, Meaning::Named { unit, shift })),
            _ => None,
        }
    }

    /// "a year earlier", "three hours later", "the year-ago quarter".
    fn counted_from_named(&self, at: usize) -> Option<((usize, Meaning), bool)> {
        let start = if self.sense(at) == Sense::The { at + 1 } else { at };
        if self.sense(start) == Sense::Unit(Unit::Year, Plural::One)
            && self.hyphen(start + 1)
            && matches!(self.sense(start + 1), Sense::Ago | Sense::Earlier)
        {
            // "the year-earlier nine months"
            if let Some((unit_at, Some(amount))) = self.counted(start + 2)
                && let Sense::Unit(unit, Plural::Many) = self.sense(unit_at)
            {
                let length = Meaning::Duration(calendar::duration(unit, Some(amount)));
                return Some(((unit_at + 1, length), false));
            }
            // "the year-ago third quarter"
            if matches!(self.sense(start + 2), Sense::Ordinal(_)) {
                return None;
            }
            let end = if matches!(self.sense(start + 2), Sense::Period | Sense::Unit(Unit::Quarter, _)) {
                start + 3
            } else {
                start + 2
            };
            return Some(((end, Meaning::Away { unit: Unit::Year, amount: -1 }), true));
        }
        if let Some(found) = self.business_year(at) {
            return Some((found, false));
        }
        // "the following year", "the latest quarter"
        if start > at {
            if self.business && self.sense(start) == Sense::Latest && self.sense(start + 1) == Sense::Period {
                return Some(((start + 2, Meaning::Away { unit: Unit::Quarter, amount: -1 }), true));
            }
            if let Sense::Unit(unit, Plural::One) = self.sense(start + 1) {
                let amount = match (self.sense(start), unit) {
                    (Sense::Latest, Unit::Quarter) if self.business => -1,
                    _ => return None,
                };
                return Some(((start + 2, Meaning::Away { unit, amount }), true));
            }
            let quarter = self.sense(start) == Sense::Unit(Unit::Quarter, Plural::One)
                && self.sense(start + 1) != Sense::Ended;
            if quarter && self.business {
                return Some(((start + 1, Meaning::Away { unit: Unit::Quarter, amount: 0 }), true));
            }
        }
        let (unit_at, amount) = self.counted(at)?;
        let Sense::Unit(unit, _) = self.sense(unit_at) else { return None };
        let amount = amount?;
        let (after, vague) = self.approximated(unit_at + 1);
        if vague {
            return None;
        }
        // In a report on results a year ago is the quarter of a year ago.
        if self.business && unit == Unit::Year && amount == 1.0 && self.sense(after) == Sense::Ago {
            return Some(((after + 1, Meaning::Away { unit, amount: -1 }), true));
        }
        let sign = match self.word(after) {
            "earlier" => -1,
            "later" => 1,
            _ => return None,
        };
        let (unit, amount) = whole_units(unit, amount)?;
        Some(((after + 1, Meaning::Away { unit, amount: sign * amount }), true))
    }
}

impl Grammar<'_> {
    /// In a report on results, "the year", "the full year", "the 1988 period", "the year ended March 31" (a length).
    fn business_year(&self, at: usize) -> Parse {
        // "full-year revenue"
        if self.business && self.word(at).eq_ignore_ascii_case("full") && self.hyphen(at + 1) {
            return (self.word(at + 1) == "year")
                .then_some((at + 2, Meaning::Away { unit: Unit::Year, amount: 0 }));
        }
        if self.sense(at) != Sense::The {
            return None;
        }
        if let Some(year) = self.year_digits(at + 1)
            && matches!(self.sense(at + 2), Sense::Period | Sense::Unit(Unit::Quarter, Plural::One))
        {
            return Some((at + 3, Meaning::PeriodOf(year)));
        }
        let year_at = at + 1 + usize::from(matches!(self.word(at + 1), "full" | "fiscal" | "financial"));
        if self.sense(year_at) != Sense::Unit(Unit::Year, Plural::One) || self.hyphen(year_at + 1) {
            return None;
        }
        if self.sense(year_at + 1) == Sense::Ended && !self.hyphen(year_at + 1) {
            return Some((year_at + 1, Meaning::Duration("P1Y".to_owned())));
        }
        let whole = year_at > at + 1
            || matches!(self.before(at), "for" | "For" | "of" | "in" | "throughout" | "during")
                && self.ends_clause(year_at + 1);
        (self.business && whole).then_some((year_at + 1, Meaning::Away { unit: Unit::Year, amount: 0 }))
    }

    fn before(&self, at: usize) -> &str {
        at.checked_sub(1).map_or("", |before| self.word(before))
    }
}

/// Decades and fortnights as years and weeks; half years as months.
fn whole_units(unit: Unit, amount: f64) -> Option<(Unit, i64)> {
    let (unit, amount) = match unit {
        Unit::Decade => (Unit::Year, amount * 10.0),
        Unit::Century => (Unit::Year, amount * 100.0),
        Unit::Fortnight => (Unit::Week, amount * 2.0),
        Unit::Year if amount.fract() != 0.0 => (Unit::Month, amount * 12.0),
        other => (other, amount),
    };
    (amount.fract() == 0.0 && amount.abs() < 1e6).then_some((unit, amount as i64))
}
