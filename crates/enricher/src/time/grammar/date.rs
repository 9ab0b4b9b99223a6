//! Days and months: "Friday", "March 12, 2026", "the first Sunday of March", "Easter week".
use super::{Grammar, Parse};
use crate::time::{
    feasts::NAMED_DAYS,
    lexeme::{Holiday, Plural, Sense, Unit},
    meaning::Meaning,
};

impl Grammar<'_> {
    /// Days, months, years and what is larger.
    pub(super) fn date(&self, at: usize) -> Parse {
        self.named_day(at)
            .or_else(|| self.week_of(at))
            .or_else(|| self.calendar_day(at))
            .or_else(|| self.nth_weekday(at))
            .or_else(|| self.fraction(at))
            .or_else(|| self.season(at))
            .or_else(|| self.era(at))
            .or_else(|| self.away(at))
            .or_else(|| self.year(at))
    }

    pub(super) fn named_day(&self, at: usize) -> Parse {
        let (shift, start) = match self.sense(at) {
            Sense::Last => (Some(-1), at + 1),
            Sense::Next => (Some(1), at + 1),
            Sense::This => (Some(0), at + 1),
            _ => (None, at),
        };
        if !self.capital(start) {
            return None;
        }
        let first = self.lexemes.get(start)?;
        let rest = self
            .text
            .get(first.start..(first.start + 20).min(self.text.len()))
            .or_else(|| self.text.get(first.start..))?;
        for (name, holiday) in NAMED_DAYS {
            let Some(surface) = rest.get(..).and_then(|rest| prefix_ignoring_case(rest, name)) else {
                continue;
            };
            let end =
                (start..self.lexemes.len()).find(|at| self.lexemes[*at].start >= first.start + surface)?;
            return Some(self.holiday(end, *holiday, shift));
        }
        match self.sense(start) {
            Sense::Holiday(holiday) => Some(self.holiday(start + 1, holiday, shift)),
            _ => None,
        }
    }

    /// A feast whose name ends before `at`, with its year or its week: "Christmas Day 2012", "Easter week".
    fn holiday(&self, at: usize, holiday: Holiday, shift: Option<i64>) -> (usize, Meaning) {
        if self.sense(at) == Sense::Unit(Unit::Week, Plural::One) {
            let day = Meaning::Holiday { holiday, shift, year: None };
            return (at + 1, Meaning::WeekOf(Box::new(day)));
        }
        let year_at = if self.sense(at) == Sense::Of { at + 1 } else { at };
        let year = self.year_digits(year_at);
        (if year.is_some() { year_at + 1 } else { at }, Meaning::Holiday { holiday, shift, year })
    }

    /// "the week of March 6"
    fn week_of(&self, at: usize) -> Parse {
        let week_at = if self.sense(at) == Sense::The { at + 1 } else { at };
        if self.sense(week_at) != Sense::Unit(Unit::Week, Plural::One) || self.sense(week_at + 1) != Sense::Of
        {
            return None;
        }
        let (end, day) = self.named_day(week_at + 2).or_else(|| self.month_day(week_at + 2, None))?;
        matches!(day, Meaning::Date { day: Some(_), .. } | Meaning::Holiday { .. })
            .then(|| (end, Meaning::WeekOf(Box::new(day))))
    }

    /// "Friday", "last Friday", "Saturday, April 11", "March 12, 2026", "4 February", "2026-03-12", "May", "April 2023".
    pub(super) fn calendar_day(&self, at: usize) -> Parse {
        let (shift, start) = self.shift(at);
        match self.sense(start) {
            Sense::Weekday(day @ 1..=7) if self.capital(start) => {
                // "Saturday, April 11": the date decides.
                let next = if self.sense(start + 1) == Sense::Comma { start + 2 } else { start + 1 };
                if let Some((end, date @ Meaning::Date { day: Some(_), .. })) = self.month_day(next, None) {
                    return Some((end, date));
                }
                if let Some(found) = self.weekday_of_week(start, day).filter(|_| start == at) {
                    return Some(found);
                }
                if self.word(start).ends_with('.') && self.word(start).len() < 5 && !self.capital(start) {
                    return None;
                }
                Some((start + 1, Meaning::Weekday { day, shift }))
            }
            _ if start == at => {
                self.month_day(at, None).or_else(|| self.iso(at)).or_else(|| self.second_day(at))
            }
            _ => self.month_day(start, shift),
        }
    }

    /// "Monday of last week"
    fn weekday_of_week(&self, at: usize, day: i8) -> Parse {
        if self.sense(at + 1) != Sense::Of {
            return None;
        }
        let (weeks, week_at) = self.shift(at + 2);
        let weeks = weeks.filter(|_| self.sense(week_at) == Sense::Unit(Unit::Week, Plural::One))?;
        let day = Box::new(Meaning::Weekday { day, shift: Some(0) });
        Some((week_at + 1, Meaning::From { day, days: 7 * weeks }))
    }

    /// "last", "this past", "next" at `at`, and the place after it.
    pub(super) fn shift(&self, at: usize) -> (Option<i64>, usize) {
        match (self.sense(at), self.sense(at + 1)) {
            (Sense::This, Sense::Past) => (Some(-1), at + 2),
            (Sense::This, Sense::Coming) => (Some(1), at + 2),
            (Sense::Last | Sense::Past, _) => (Some(-1), at + 1),
            (Sense::Next | Sense::Coming, _) => (Some(1), at + 1),
            (Sense::This, _) => (Some(0), at + 1),
            _ => (None, at),
        }
    }

    /// "April 24 and 25": the second number.
    fn second_day(&self, at: usize) -> Parse {
        let first = at.checked_sub(3)?;
        let (Sense::Month(month), Sense::Digits(before, 1 | 2), Sense::And, Sense::Digits(day, 1 | 2)) =
            (self.sense(first), self.sense(first + 1), self.sense(first + 2), self.sense(at))
        else {
            return None;
        };
        let counts = matches!(self.sense(at + 1), Sense::Unit(..) | Sense::Month(_) | Sense::Meridiem(_))
            || self.sense(at + 1) == Sense::Other && !self.ends_clause(at + 1);
        let meaning = Meaning::Date { year: None, month, day: Some(day as i8), shift: None };
        (before < day && day <= 31.0 && !counts && self.capital(first)).then_some((at + 1, meaning))
    }

    pub(super) fn month_day(&self, at: usize, shift: Option<i64>) -> Parse {
        if let Sense::Month(month) = self.sense(at) {
            let short = self.word(at).len() == 3
                && self.word(at) != "May"
                && !matches!(self.sense(at + 1), Sense::Digits(..) | Sense::Ordinal(_));
            if !self.capital(at) || short || self.is_other_word(at, shift.is_some()) {
                return None;
            }
            let spoken = self.spoken_day(at + 1);
            let day = match self.sense(at + 1) {
                _ if spoken.is_some() => spoken.map(|(_, day)| day),
                Sense::Digits(day, 1 | 2)
                    if (1.0..=31.0).contains(&day) && !matches!(self.sense(at + 2), Sense::Meridiem(_)) =>
                {
                    Some(day as i8)
                }
                Sense::Ordinal(day) if self.word(at + 1).starts_with(|c: char| c.is_ascii_digit()) => {
                    Some(day as i8)
                }
                _ => None,
            };
            let mut end = match spoken {
                Some((end, _)) => end,
                None if day.is_some() => at + 2,
                None => at + 1,
            };
            let mut year = None;
            let next = if matches!(self.sense(end), Sense::Comma | Sense::Of) { end + 1 } else { end };
            if let Some((after, said)) = self.said_year(next) {
                (year, end) = (Some(said), after);
            } else if day.is_none()
                && matches!(self.sense(end), Sense::Last | Sense::Next | Sense::This)
                && self.sense(end + 1) == Sense::Unit(Unit::Year, Plural::One)
            {
                let shift = match self.sense(end) {
                    Sense::Last => -1,
                    Sense::Next => 1,
                    _ => 0,
                };
                return Some((end + 2, Meaning::Date { year: None, month, day, shift: Some(10 + shift) }));
            }
            let attacks =
                matches!(self.word(end), "attack" | "attacks" | "terror" | "terrorist" | "hijackers");
            if (month, day, year) == (9, Some(11), None) && attacks {
                year = Some(2001);
            }
            return Some((end, Meaning::Date { year, month, day, shift }));
        }
        // "4 February 2024", "the 4th of February"
        let number = if self.sense(at) == Sense::The { at + 1 } else { at };
        let day = match self.sense(number) {
            Sense::Digits(day, 1 | 2) if (1.0..=31.0).contains(&day) => day as i8,
            Sense::Ordinal(day) => day as i8,
            _ => return None,
        };
        let month_at = if self.sense(number + 1) == Sense::Of { number + 2 } else { number + 1 };
        let Sense::Month(month) = self.sense(month_at) else { return None };
        if !self.capital(month_at) {
            return None;
        }
        let year = self.year_digits(month_at + 1);
        let end = if year.is_some() { month_at + 2 } else { month_at + 1 };
        Some((end, Meaning::Date { year, month, day: Some(day), shift }))
    }

    /// "March eighth", "March twenty-first" as broadcasters say it, and the place after it.
    fn spoken_day(&self, at: usize) -> Option<(usize, i8)> {
        let written = |at: usize| self.word(at).starts_with(|c: char| c.is_ascii_digit());
        match (self.sense(at), self.sense(at + 1)) {
            (Sense::NumberWord(tens @ (20.0 | 30.0)), Sense::Ordinal(ones @ 1..=9)) if !written(at + 1) => {
                Some((at + 2, tens as i8 + ones as i8)).filter(|(_, day)| *day <= 31)
            }
            (Sense::Ordinal(day @ 1..=10), _) if !written(at) && self.ends_clause(at + 1) => {
                Some((at + 1, day as i8))
            }
            _ => None,
        }
    }

    /// "May" the verb, "March" the verb, "August" the name: a month alone wants a word before it that dates have.
    pub(super) fn is_other_word(&self, at: usize, shifted: bool) -> bool {
        if shifted || !matches!(self.word(at), "May" | "March" | "August" | "April" | "June") {
            return false;
        }
        if matches!(self.sense(at + 1), Sense::Digits(..) | Sense::Ordinal(_)) {
            return false;
        }
        let before = at.checked_sub(1).map_or("", |before| self.word(before));
        let dated = matches!(
            before,
            "in" | "In"
                | "since"
                | "Since"
                | "until"
                | "by"
                | "By"
                | "of"
                | "from"
                | "through"
                | "to"
                | "and"
                | "or"
                | "early"
                | "late"
                | "mid"
                | "for"
                | "this"
                | "last"
                | "next"
                | "on"
                | "before"
                | "after"
                | ","
                | "–"
                | "between"
                | "each"
                | "every"
                | "during"
                | "till"
        );
        // "the March accession"
        if matches!(before, "the" | "The" | "its" | "their")
            && self.sense(at + 1) == Sense::Other
            && self.word(at + 1).starts_with(char::is_lowercase)
        {
            return false;
        }
        if matches!(self.word(at), "April" | "June" | "August") {
            // A first name stands before another capital.
            return !dated && self.capital(at + 1) && !matches!(self.sense(at + 1), Sense::Weekday(_));
        }
        !dated
    }

    pub(super) fn iso(&self, at: usize) -> Parse {
        let year = self.year_digits(at)?;
        if !self.hyphen(at + 1) || !self.hyphen(at + 2) {
            return None;
        }
        match (self.sense(at + 1), self.sense(at + 2)) {
            (Sense::Digits(month, 2), Sense::Digits(day, 2)) => Some((
                at + 3,
                Meaning::Date { year: Some(year), month: month as i8, day: Some(day as i8), shift: None },
            )),
            _ => None,
        }
    }

    /// "the first Sunday of March"
    pub(super) fn nth_weekday(&self, at: usize) -> Parse {
        let start = if self.sense(at) == Sense::The { at + 1 } else { at };
        let index = match self.sense(start) {
            Sense::Ordinal(index @ 1..=5) => index as i8,
            Sense::Last => -1,
            _ => return None,
        };
        let Sense::Weekday(day @ 1..=7) = self.sense(start + 1) else { return None };
        if !matches!(self.sense(start + 2), Sense::Of | Sense::In) {
            return None;
        }
        let Sense::Month(month) = self.sense(start + 3) else { return None };
        let year = self.year_digits(start + 4);
        Some((
            if year.is_some() { start + 5 } else { start + 4 },
            Meaning::NthWeekday { index, day, month, year },
        ))
    }
}

/// The length of what stands for `name` at the start of `text`, whatever its case and its apostrophe.
fn prefix_ignoring_case(text: &str, name: &str) -> Option<usize> {
    let mut chars = text.char_indices();
    for expected in name.chars() {
        let (_, c) = chars.next()?;
        let c = if c == '’' { '\'' } else { c.to_ascii_lowercase() };
        if c != expected {
            return None;
        }
    }
    let end = chars.next().map_or(text.len(), |(at, _)| at);
    text.get(end..)?.chars().next().is_none_or(|c| !c.is_alphanumeric()).then_some(end)
}
