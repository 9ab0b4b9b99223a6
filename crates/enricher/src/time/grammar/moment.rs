//! Times of day: "8am on Monday", "Tuesday evening", "the small hours of Wednesday".
use super::{Grammar, Parse};
use crate::time::{
    lexeme::{Half, Plural, Sense, Unit},
    meaning::Meaning,
};

impl Grammar<'_> {
    pub(super) fn moment(&self, at: usize) -> Parse {
        self.clock(at).or_else(|| self.part(at))
    }

    pub(super) fn clock(&self, at: usize) -> Parse {
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
            // "0900 GMT"; in brackets it only repeats a local time.
            Sense::Digits(value, 4)
                if matches!(self.word(at + 1), "GMT" | "UTC")
                    && value < 2400.0
                    && value % 100.0 < 60.0
                    && self.before(at) != "(" =>
            {
                (at + 1, (value / 100.0) as i8, (value % 100.0) as i8)
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
        if self.word(end) == "local" && self.word(end + 1) == "time" {
            end += 2;
        }
        let day = self.day_after(end);
        let (end, day) = day.map_or((end, None), |(end, day)| (end, Some(Box::new(day))));
        Some((end, Meaning::Clock { hour, minute, day }))
    }

    /// "in the morning", "at night" after an hour.
    pub(super) fn half_of_day(&self, at: usize) -> (usize, Option<Half>) {
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
    pub(super) fn day_after(&self, at: usize) -> Parse {
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

    pub(super) fn part(&self, at: usize) -> Parse {
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
                // "a Sunday night memorial service" was held once.
                if self.sense(at + 3) == Sense::Other && !self.ends_clause(at + 3) {
                    let day = Some(Box::new(Meaning::Weekday { day, shift: None }));
                    return Some((at + 3, Meaning::Part { part, day }));
                }
                return Some((at + 3, Meaning::Set(format!("XXXX-WXX-{day}T{part}"))));
            }
            Sense::Weekday(day @ 11..=17) if self.capital(at) => {
                return Some((at + 1, Meaning::Set(format!("XXXX-WXX-{}", day - 10))));
            }
            _ => {}
        }
        // "the next morning"
        if self.sense(at) == Sense::The
            && self.sense(at + 1) == Sense::Next
            && let Some(part) = self.part_word(at + 2)
        {
            let day = Some(Box::new(Meaning::Named { unit: Unit::Day, shift: 1 }));
            return Some((at + 3, Meaning::Part { part, day }));
        }
        // "pre-dawn raid"
        if self.hyphen(at) && self.sense(at) == Sense::Dawn {
            return None;
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
        let dawn_of = self.sense(start) == Sense::Dawn && matches!(self.sense(end), Sense::Weekday(1..=7));
        if (matches!(self.sense(end), Sense::Of | Sense::On) || dawn_of)
            && let Some((end, day)) = self.day_after(end)
        {
            // "the early hours of Thursday morning"
            let end = if self.part_word(end).is_some() { end + 1 } else { end };
            return Some((end, Meaning::Part { part, day: Some(Box::new(day)) }));
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

    pub(super) fn part_word(&self, at: usize) -> Option<&'static str> {
        match self.sense(at) {
            Sense::Part(part) => Some(part),
            Sense::Unit(Unit::Night, Plural::One) => Some("NI"),
            _ => None,
        }
    }

    /// "Tuesday evening", "March 3 morning".
    pub(super) fn part_of_day(&self, at: usize) -> Parse {
        if !matches!(self.sense(at), Sense::Weekday(1..=7) | Sense::Month(_) | Sense::Last | Sense::Next) {
            return None;
        }
        let (end, day) = self.calendar_day(at)?;
        let part = self.part_word(end)?;
        Some((end + 1, Meaning::Part { part, day: Some(Box::new(day)) }))
    }
}

fn today() -> Box<Meaning> {
    Box::new(Meaning::Away { unit: Unit::Day, amount: 0 })
}

fn in_half(hour: i8, half: Option<Half>) -> i8 {
    match half {
        Some(Half::Am) if hour == 12 => 0,
        Some(Half::Pm) if hour < 12 => hour + 12,
        _ => hour,
    }
}
