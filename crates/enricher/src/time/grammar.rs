//! The grammar of English time expressions: from lexemes to a meaning, longest and surest patterns first.
use super::{
    calendar,
    lexeme::{Half, Lexeme, NAMED_DAYS, Plural, Reference, Sense, Unit},
    meaning::{Meaning, YearOf},
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
        let found =
            self.modified(at).map(|found| (found, false)).or_else(|| self.from_context(at)).or_else(|| {
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
            && !matches!(self.sense(end - 1), Sense::Period | Sense::Unit(Unit::Quarter, _))
            || matches!(self.sense(at), Sense::The | Sense::A) && self.hyphen(end - 1);
        (!adjectival).then_some(Found { start: at, end, meaning, from_context })
    }

    fn sense(&self, at: usize) -> Sense {
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
                if self.sense(inner) == Sense::The || self.sense(inner) == Sense::This {
                    if let Sense::Unit(
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
                self.date(inner).filter(|(_, meaning)| !matches!(meaning, Meaning::Reference(_)))
            }
            Sense::Earlier | Sense::Later if after_the == at => {
                let inner = if matches!(self.sense(at + 1), Sense::On | Sense::In) { at + 2 } else { at + 1 };
                let named = matches!(
                    self.sense(inner),
                    Sense::This | Sense::Weekday(_) | Sense::Month(_) | Sense::Last | Sense::Today
                );
                let word = self.word(at);
                if !named || word.eq_ignore_ascii_case("before") || word.eq_ignore_ascii_case("after") {
                    return None;
                }
                self.moment(inner).or_else(|| self.date(inner))
            }
            _ => None,
        }
    }

    /// "a year earlier", "three hours later", "the year-ago quarter".
    fn from_context(&self, at: usize) -> Option<((usize, Meaning), bool)> {
        let start = if self.sense(at) == Sense::The { at + 1 } else { at };
        if self.sense(start) == Sense::Unit(Unit::Year, Plural::One)
            && self.hyphen(start + 1)
            && matches!(self.sense(start + 1), Sense::Ago | Sense::Earlier)
        {
            let end = if matches!(self.sense(start + 2), Sense::Period | Sense::Unit(Unit::Quarter, _)) {
                start + 3
            } else {
                start + 2
            };
            return Some(((end, Meaning::Away { unit: Unit::Year, amount: -1 }), true));
        }
        // "the following year", "the latest quarter"
        if start > at {
            if let Sense::Unit(unit, Plural::One) = self.sense(start + 1) {
                let amount = match (self.sense(start), unit) {
                    (Sense::Next, Unit::Day | Unit::Week | Unit::Month | Unit::Year)
                        if self.word(start) == "following" =>
                    {
                        1
                    }
                    (Sense::Latest, Unit::Quarter) if self.business => 0,
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
        // In a report on results a year ago is the quarter of a year ago.
        if self.business && unit == Unit::Year && amount == 1.0 && self.sense(unit_at + 1) == Sense::Ago {
            return Some(((unit_at + 2, Meaning::Away { unit, amount: -1 }), true));
        }
        let sign = match self.sense(unit_at + 1) {
            Sense::Earlier if self.word(unit_at + 1) == "earlier" => -1,
            Sense::Later if self.word(unit_at + 1) == "later" => 1,
            _ => return None,
        };
        let (unit, amount) = whole_units(unit, amount)?;
        Some(((unit_at + 2, Meaning::Away { unit, amount: sign * amount }), true))
    }

    // Times of day.

    fn moment(&self, at: usize) -> Parse {
        self.clock(at).or_else(|| self.part(at))
    }

    fn clock(&self, at: usize) -> Parse {
        let (mut end, hour, minute) = match self.sense(at) {
            Sense::Clock(hour, minute, half) => {
                let (end, half) = match (half, self.sense(at + 1)) {
                    (None, Sense::Meridiem(half)) => (at + 2, Some(half)),
                    _ => (at + 1, half),
                };
                let named = half.is_some() || self.word(at).contains(':');
                if !named {
                    return None;
                }
                (end, in_half(hour, half), minute)
            }
            Sense::Digits(hour, 1 | 2)
                if matches!(self.sense(at + 1), Sense::Meridiem(_)) && hour <= 12.0 =>
            {
                let Sense::Meridiem(half) = self.sense(at + 1) else { return None };
                (at + 2, in_half(hour as i8, Some(half)), 0)
            }
            // "7.15 p.m."
            Sense::Digits(value, _)
                if matches!(self.sense(at + 1), Sense::Meridiem(_))
                    && value < 13.0
                    && self.word(at).contains('.') =>
            {
                let Sense::Meridiem(half) = self.sense(at + 1) else { return None };
                (at + 2, in_half(value as i8, Some(half)), (value.fract() * 100.0).round() as i8)
            }
            Sense::Digits(hour, 1 | 2) | Sense::NumberWord(hour) if (1.0..=12.0).contains(&hour) => {
                let spoken = self.sense(at + 1) == Sense::OClock;
                let end = if spoken { at + 2 } else { at + 1 };
                let (end, half) = self.half_of_day(end);
                if !spoken && (half.is_none() || self.hyphen(at)) {
                    return None;
                }
                (end, in_half(hour as i8, half), 0)
            }
            Sense::HalfWord if self.sense(at + 1) == Sense::Past => {
                let (Sense::Digits(hour, _) | Sense::NumberWord(hour)) = self.sense(at + 2) else {
                    return None;
                };
                // People tell of their afternoons.
                let half = if hour < 7.0 { Some(Half::Pm) } else { None };
                (at + 3, in_half(hour as i8, half), 30)
            }
            Sense::Noon => (at + 1, 12, 0),
            Sense::Midnight => (at + 1, 24, 0),
            _ => return None,
        };
        // "4 a.m. EDT Thursday"
        if self.word(end).len() >= 2
            && self.word(end).len() <= 4
            && self.word(end).bytes().all(|b| b.is_ascii_uppercase())
            && !matches!(self.sense(end), Sense::Weekday(_) | Sense::Month(_))
        {
            end += 1;
        }
        let day = self.day_after(end);
        let (end, day) = day.map_or((end, None), |(end, day)| (end, Some(Box::new(day))));
        let hour = if hour == 24 && day.is_none() { 0 } else { hour };
        Some((end, Meaning::Clock { hour, minute, day }))
    }

    /// "in the morning", "at night" after an hour.
    fn half_of_day(&self, at: usize) -> (usize, Option<Half>) {
        if self.sense(at) == Sense::In && self.sense(at + 1) == Sense::The {
            match self.sense(at + 2) {
                Sense::Part("MO") => return (at + 3, Some(Half::Am)),
                Sense::Part(_) => return (at + 3, Some(Half::Pm)),
                _ => {}
            }
        }
        if self.sense(at) == Sense::At && self.sense(at + 1) == Sense::Unit(Unit::Night, Plural::One) {
            return (at + 2, Some(Half::Pm));
        }
        (at, None)
    }

    /// "Saturday", "on Monday", ", March 3" after a time of day.
    fn day_after(&self, at: usize) -> Parse {
        let start = if matches!(self.sense(at), Sense::On | Sense::Of | Sense::Comma) { at + 1 } else { at };
        let day = match self.sense(start) {
            Sense::Today => Some((start + 1, Meaning::Away { unit: Unit::Day, amount: 0 })),
            Sense::Yesterday => Some((start + 1, Meaning::Away { unit: Unit::Day, amount: -1 })),
            Sense::Tomorrow => Some((start + 1, Meaning::Away { unit: Unit::Day, amount: 1 })),
            Sense::Weekday(1..=7) | Sense::Month(_) | Sense::Last | Sense::Next | Sense::Digits(..) => {
                self.calendar_day(start)
            }
            _ => None,
        }?;
        matches!(
            day.1,
            Meaning::Weekday { .. }
                | Meaning::Date { day: Some(_), .. }
                | Meaning::Away { unit: Unit::Day, .. }
        )
        .then_some(day)
    }

    fn part(&self, at: usize) -> Parse {
        match self.sense(at) {
            Sense::Tonight => return Some((at + 1, Meaning::Part { part: "NI", day: Some(today()) })),
            Sense::Last if self.sense(at + 1) == Sense::Unit(Unit::Night, Plural::One) => {
                return Some((
                    at + 2,
                    Meaning::Part {
                        part: "NI",
                        day: Some(Box::new(Meaning::Away { unit: Unit::Day, amount: -1 })),
                    },
                ));
            }
            Sense::This => {
                let part = self.part_word(at + 1)?;
                return Some((at + 2, Meaning::Part { part, day: Some(today()) }));
            }
            Sense::Yesterday | Sense::Tomorrow => {
                let part = self.part_word(at + 1)?;
                let amount = if self.sense(at) == Sense::Yesterday { -1 } else { 1 };
                return Some((
                    at + 2,
                    Meaning::Part { part, day: Some(Box::new(Meaning::Away { unit: Unit::Day, amount })) },
                ));
            }
            Sense::That => {
                let part = self.part_word(at + 1)?;
                return Some((at + 2, Meaning::Part { part, day: None }));
            }
            // "a Tuesday night", "one evening"
            Sense::A
                if matches!(self.sense(at + 1), Sense::Weekday(1..=7))
                    && self.part_word(at + 2).is_some() =>
            {
                let (Sense::Weekday(day), Some(part)) = (self.sense(at + 1), self.part_word(at + 2)) else {
                    return None;
                };
                return Some((at + 3, Meaning::Set(format!("XXXX-WXX-{day}T{part}"))));
            }
            Sense::Weekday(day @ 11..=17) if self.capital(at) => {
                return Some((at + 1, Meaning::Set(format!("XXXX-WXX-{}", day - 10))));
            }
            _ => {}
        }
        // "the night of May 19", "the small hours of Wednesday", "dawn on Monday"
        let start = if self.sense(at) == Sense::The { at + 1 } else { at };
        let (end, part) = match self.sense(start) {
            Sense::Hours if self.word(start + 1) == "hours" => (start + 2, "NI"),
            Sense::Early if self.word(start + 1) == "hours" => (start + 2, "NI"),
            Sense::Dawn => (start + 1, "MO"),
            Sense::Part(part) if start > at => (start + 1, part),
            Sense::Unit(Unit::Night, Plural::One) if start > at => (start + 1, "NI"),
            _ => return self.part_of_day(at),
        };
        if matches!(self.sense(end), Sense::Of | Sense::On) {
            if let Some((end, day)) = self.day_after(end) {
                return Some((end, Meaning::Part { part, day: Some(Box::new(day)) }));
            }
        }
        match self.sense(start) {
            Sense::Dawn | Sense::Hours | Sense::Early => Some((end, Meaning::Part { part, day: None })),
            // "the afternoon", "the night" need a day named before.
            Sense::Part(_) | Sense::Unit(..) if start > at && !self.hyphen(end) => {
                Some((end, Meaning::Part { part, day: None }))
            }
            _ => None,
        }
    }

    fn part_word(&self, at: usize) -> Option<&'static str> {
        match self.sense(at) {
            Sense::Part(part) => Some(part),
            Sense::Unit(Unit::Night, Plural::One) => Some("NI"),
            _ => None,
        }
    }

    /// "Tuesday evening", "March 3 morning".
    fn part_of_day(&self, at: usize) -> Parse {
        if !matches!(self.sense(at), Sense::Weekday(1..=7) | Sense::Month(_) | Sense::Last | Sense::Next) {
            return None;
        }
        let (end, day) = self.calendar_day(at)?;
        let part = self.part_word(end)?;
        Some((end + 1, Meaning::Part { part, day: Some(Box::new(day)) }))
    }

    // Dates.

    /// Days, months, years and what is larger.
    fn date(&self, at: usize) -> Parse {
        self.named_day(at)
            .or_else(|| self.calendar_day(at))
            .or_else(|| self.nth_weekday(at))
            .or_else(|| self.fraction(at))
            .or_else(|| self.season(at))
            .or_else(|| self.era(at))
            .or_else(|| self.away(at))
            .or_else(|| self.year(at))
    }

    fn named_day(&self, at: usize) -> Parse {
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
            return Some((end, Meaning::Holiday { holiday: *holiday, shift }));
        }
        match self.sense(start) {
            Sense::Holiday(holiday) => Some((start + 1, Meaning::Holiday { holiday, shift })),
            _ => None,
        }
    }

    /// "Friday", "last Friday", "Saturday, April 11", "March 12, 2026", "4 February", "2026-03-12", "May", "April 2023".
    fn calendar_day(&self, at: usize) -> Parse {
        let (shift, start) = match self.sense(at) {
            Sense::Last | Sense::Past => (Some(-1), at + 1),
            Sense::Next | Sense::Coming => (Some(1), at + 1),
            Sense::This => (Some(0), at + 1),
            _ => (None, at),
        };
        match self.sense(start) {
            Sense::Weekday(day @ 1..=7) if self.capital(start) => {
                // "Saturday, April 11": the date decides.
                let next = if self.sense(start + 1) == Sense::Comma { start + 2 } else { start + 1 };
                if let Some((end, date @ Meaning::Date { day: Some(_), .. })) = self.month_day(next, None) {
                    return Some((end, date));
                }
                if self.word(start).ends_with('.') && self.word(start).len() < 5 && !self.capital(start) {
                    return None;
                }
                Some((start + 1, Meaning::Weekday { day, shift }))
            }
            _ if start == at => self.month_day(at, None).or_else(|| self.iso(at)),
            _ => self.month_day(start, shift),
        }
    }

    fn month_day(&self, at: usize, shift: Option<i64>) -> Parse {
        if let Sense::Month(month) = self.sense(at) {
            let short = self.word(at).len() == 3
                && self.word(at) != "May"
                && !matches!(self.sense(at + 1), Sense::Digits(..) | Sense::Ordinal(_));
            if !self.capital(at) || short || self.is_other_word(at, shift.is_some()) {
                return None;
            }
            let day = match self.sense(at + 1) {
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
            let mut end = if day.is_some() { at + 2 } else { at + 1 };
            let mut year = None;
            let next = if matches!(self.sense(end), Sense::Comma | Sense::Of) { end + 1 } else { end };
            if let Some(said) = self.year_digits(next) {
                (year, end) = (Some(said), next + 1);
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

    /// "May" the verb, "March" the verb, "August" the name: a month alone wants a word before it that dates have.
    fn is_other_word(&self, at: usize, shifted: bool) -> bool {
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
        if matches!(self.word(at), "April" | "June" | "August") {
            // A first name stands before another capital.
            return !dated && self.capital(at + 1) && !matches!(self.sense(at + 1), Sense::Weekday(_));
        }
        !dated
    }

    fn iso(&self, at: usize) -> Parse {
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
    fn nth_weekday(&self, at: usize) -> Parse {
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

    /// "the first quarter", "third-quarter", "the quarter ended June 30", "the second half of 2025".
    fn fraction(&self, at: usize) -> Parse {
        let start = if self.sense(at) == Sense::The { at + 1 } else { at };
        let shift = match self.sense(start) {
            Sense::Last => Some(-1),
            Sense::This => Some(0),
            Sense::Next => Some(1),
            _ => None,
        };
        if let Some(shift) = shift.filter(|_| self.sense(start + 1) == Sense::Unit(Unit::Year, Plural::One)) {
            if let (Sense::Ordinal(index @ 1..=4), Sense::Unit(Unit::Quarter, _)) =
                (self.sense(start + 3), self.sense(start + 4))
            {
                return Some((
                    start + 5,
                    Meaning::Fraction { of: Unit::Quarter, index, year: YearOf::Shifted(shift) },
                ));
            }
        }
        if let (Some(year), Sense::Ordinal(index @ 1..=4), Sense::Unit(Unit::Quarter, _)) =
            (self.year_digits(start), self.sense(start + 1), self.sense(start + 2))
        {
            return Some((
                start + 3,
                Meaning::Fraction { of: Unit::Quarter, index, year: YearOf::Said(year) },
            ));
        }
        if self.sense(start) == Sense::Unit(Unit::Quarter, Plural::One)
            && self.sense(start + 1) == Sense::Ended
        {
            let (end, date) = self.month_day(start + 2, None)?;
            let Meaning::Date { month, year, .. } = date else { return None };
            let year = year.map_or(YearOf::Open, YearOf::Said);
            return Some((
                end,
                Meaning::Fraction { of: Unit::Quarter, index: ((month + 2) / 3) as u8, year },
            ));
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

    fn season(&self, at: usize) -> Parse {
        let (year, start) = match self.sense(at) {
            Sense::Last | Sense::Past => (YearOf::Shifted(-1), at + 1),
            Sense::Next | Sense::Coming => (YearOf::Shifted(1), at + 1),
            Sense::This => (YearOf::Shifted(0), at + 1),
            Sense::The => (YearOf::Open, at + 1),
            _ => (YearOf::Open, at),
        };
        let Sense::Season(season) = self.sense(start) else { return None };
        let next = if self.sense(start + 1) == Sense::Of { start + 2 } else { start + 1 };
        if let Some(said) = self.year_digits(next) {
            return Some((next + 1, Meaning::Season { season, year: YearOf::Said(said) }));
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

    fn ends_clause(&self, at: usize) -> bool {
        let word = self.word(at);
        word.is_empty()
            || !word.starts_with(char::is_alphanumeric)
            || matches!(word, "and" | "when" | "as" | "but" | "after" | "before" | "if" | "while")
    }

    /// "the 1980s", "the ’90s", "the 19th century".
    fn era(&self, at: usize) -> Parse {
        let mut start = if self.sense(at) == Sense::The { at + 1 } else { at };
        if self.sense(start) == Sense::Quote {
            start += 1;
        }
        match self.sense(start) {
            Sense::Decade(decade) if start > at || decade > 100 && self.word(start).len() > 3 => {
                let spelled = !self.word(start).starts_with(|c: char| c.is_ascii_digit());
                (!spelled || start > at).then_some((start + 1, Meaning::Decade(decade)))
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
    fn away(&self, at: usize) -> Parse {
        let day = |amount| Some((at + 1, Meaning::Away { unit: Unit::Day, amount }));
        match self.sense(at) {
            Sense::Today => return day(0),
            Sense::Yesterday => return day(-1),
            Sense::Tomorrow => return day(1),
            _ => {}
        }
        if let Some((unit_at, amount)) = self.counted(at) {
            if let Sense::Unit(unit, _) = self.sense(unit_at) {
                if self.sense(unit_at + 1) == Sense::Ago {
                    return match amount.and_then(|amount| whole_units(unit, amount)) {
                        Some((unit, amount)) => Some((unit_at + 2, Meaning::Away { unit, amount: -amount })),
                        None => Some((unit_at + 2, Meaning::Reference(Reference::Past))),
                    };
                }
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
            Sense::Unit(Unit::Day, Plural::One) if start > at && amount == 1 => {
                Some((unit_at + 1, Meaning::Away { unit: Unit::Day, amount: 1 }))
            }
            _ if unit_at > start + 1 => Some((unit_at, Meaning::FiscalYear(None))),
            _ => None,
        }
    }

    fn year_digits(&self, at: usize) -> Option<i16> {
        match self.sense(at) {
            Sense::Digits(year, 4) if (1400.0..2100.0).contains(&year) => Some(year as i16),
            _ => None,
        }
    }

    fn year(&self, at: usize) -> Parse {
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
        ) || next.len() > 4
            && next.ends_with('s')
            && next.starts_with(|c: char| c.is_lowercase())
            && !matches!(
                before,
                "in" | "In" | "since" | "Since" | "of" | "the" | "until" | "by" | "from" | "between"
            );
        let joined = self.hyphen(at)
            && !matches!(self.sense(at.wrapping_sub(1)), Sense::Mid | Sense::Early | Sense::Late);
        (!counts && !joined).then_some((at + 1, Meaning::Year(year)))
    }

    // Lengths and repetitions.

    /// A number and, behind adjectives, the place of its unit.
    fn counted(&self, at: usize) -> Option<(usize, Option<f64>)> {
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

    fn number(&self, at: usize) -> Option<(usize, Option<f64>)> {
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
                if value >= 20.0 && value < 100.0 {
                    if let Sense::NumberWord(ones) = self.sense(at + 1) {
                        if ones < 10.0 {
                            return Some((at + 2, Some(value + ones)));
                        }
                    }
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
            Sense::HalfWord if self.sense(at + 1) == Sense::A => Some((at + 2, Some(0.5))),
            Sense::HalfWord if self.hyphen(at + 1) => Some((at + 1, Some(0.5))),
            Sense::Several => Some((at + 1, None)),
            _ => None,
        }
    }

    fn length(&self, at: usize) -> Parse {
        // "the past two months", "the next few days", "the 45 minutes", "the last half-hour"
        let mut start = if matches!(self.sense(at), Sense::The | Sense::That) { at + 1 } else { at };
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
            let agrees = plural == Plural::Many || one || self.hyphen(unit_at) || leading;
            if !agrees || self.is_age(unit_at + 1) || matches!(self.sense(start), Sense::A) && start > at {
                return None;
            }
            let singular = plural == Plural::One && !self.hyphen(unit_at);
            if unit == Unit::Quarter
                && (one && singular && !leading && unit_at == start + 1 || self.hyphen(unit_at))
            {
                return None;
            }
            if matches!(before, "in" | "In" | "within")
                && start == at
                && amount.is_some_and(|amount| amount > 1.0)
            {
                if let Some((unit, amount)) = amount.and_then(|amount| whole_units(unit, amount)) {
                    if matches!(unit, Unit::Year | Unit::Month | Unit::Week) && plural == Plural::Many {
                        return Some((unit_at + 1, Meaning::Ahead { unit, amount }));
                    }
                }
            }
            if matches!(unit, Unit::Half | Unit::Night | Unit::Weekend)
                && !(unit == Unit::Night && one && unit_at > start + 1)
            {
                return None;
            }
            return Some((unit_at + 1, Meaning::Duration(calendar::duration(unit, amount))));
        }
        match self.sense(start) {
            // "the last decade", "the past year"; "recent years", "coming months"
            Sense::Unit(unit, Plural::One) if leading && start > at + 1 && unit != Unit::Night => {
                matches!(self.sense(start - 1), Sense::Last | Sense::Past)
                    .then(|| (start + 1, Meaning::Duration(calendar::duration(unit, Some(1.0)))))
            }
            Sense::Unit(unit, Plural::Many) if leading => match self.sense(start - 1) {
                _ => Some((start + 1, Meaning::Duration(calendar::duration(unit, None)))),
            },
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

    fn is_age(&self, at: usize) -> bool {
        self.sense(at) == Sense::Old
            || self.word(at) == "olds"
            || self.sense(at) == Sense::Comma && self.sense(at + 1) == Sense::Old
    }

    /// "every day", "every Thursday", "each July", "one day each month", "daily".
    fn set(&self, at: usize) -> Parse {
        if let (Sense::NumberWord(_) | Sense::A, Sense::Unit(Unit::Day, _), Sense::Every) =
            (self.sense(at), self.sense(at + 1), self.sense(at + 2))
        {
            return self.set(at + 2);
        }
        match self.sense(at) {
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

    fn reference(&self, at: usize) -> Parse {
        let plain = |reference| Some((at + 1, Meaning::Reference(reference)));
        match self.sense(at) {
            Sense::Now => plain(Reference::Present),
            Sense::Reference(Reference::Future) if self.word(at) == "future" => None,
            Sense::Reference(reference) => plain(reference),
            Sense::The => match self.sense(at + 1) {
                Sense::Past
                    if !matches!(
                        self.sense(at + 2),
                        Sense::Unit(..) | Sense::Several | Sense::NumberWord(_) | Sense::Digits(..)
                    ) && self.ends_clause(at + 2) =>
                {
                    Some((at + 2, Meaning::Reference(Reference::Past)))
                }
                Sense::Reference(Reference::Future) if self.word(at + 1) == "future" => {
                    Some((at + 2, Meaning::Reference(Reference::Future)))
                }
                _ => None,
            },
            Sense::Other if matches!(self.word(at), "These" | "these") => None,
            Sense::That | Sense::This => None,
            _ => None,
        }
    }
}

fn today() -> Box<Meaning> {
    Box::new(Meaning::Away { unit: Unit::Day, amount: 0 })
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

fn in_half(hour: i8, half: Option<Half>) -> i8 {
    match half {
        Some(Half::Am) if hour == 12 => 0,
        Some(Half::Pm) if hour < 12 => hour + 12,
        _ => hour,
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
