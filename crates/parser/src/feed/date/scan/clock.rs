//! The time of day and its zone.
use super::{Scan, token::Token};
use crate::feed::date::words::{self, Zone};

impl Scan {
    /// "19:48:21.5", "7.48 pm", "19h48", "19 Uhr", "7 pm"; after a `T` also "194821".
    pub fn clock(&mut self) {
        if self.fields.hour.is_some() {
            return;
        }
        for at in 0..self.tokens.len() {
            let (Some(hour), Some(minute)) = (self.small(at), self.small(at + 2)) else { continue };
            if self.is_mark(at + 1, ':') || self.is_mark(at + 1, '：') || self.word(at + 1) == Some("h") {
                return self.clock_at(at, hour, minute);
            }
        }
        for at in 0..self.tokens.len() {
            let Some(hour) = self.small(at) else { continue };
            let dotted = self.small(at + 2).filter(|_| self.is_mark(at + 1, '.'));
            let (minute, next) = dotted.map_or((None, at + 1), |minute| (Some(minute), at + 3));
            let says_so = self.word(next).is_some_and(|word| {
                matches!(word, "uhr" | "h" | "am" | "pm")
                    || (matches!(word, "a" | "p") && self.is_mark(next + 1, '.'))
            });
            if says_so {
                self.fields.hour = Some(hour);
                self.fields.minute = minute;
                return self.use_up(at..next);
            }
        }
    }

    fn clock_at(&mut self, at: usize, hour: u8, minute: u8) {
        self.fields.hour = Some(hour);
        self.fields.minute = Some(minute);
        let mut end = at + 3;
        if let Some(second) = self.small(end + 1).filter(|_| self.is_mark(end, ':') || self.is_mark(end, '.'))
        {
            self.fields.second = Some(second);
            end += 2;
            if let Some((value, digits)) = self.number(end + 1).filter(|_| self.is_mark(end, '.')) {
                let scaled = value as f64 / 10f64.powi(i32::try_from(digits.min(12)).unwrap_or(0));
                self.fields.millis = if digits <= 12 { (scaled * 1000.0) as u16 } else { 0 };
                end += 2;
            }
        }
        self.use_up(at..end);
    }

    pub fn meridiem(&mut self) {
        for at in 0..self.tokens.len() {
            let Some(word) = self.word(at) else { continue };
            let dotted = self.is_mark(at + 1, '.') && self.word(at + 2) == Some("m");
            // Alone, the Arabic letter for "afternoon" also marks a year of our era.
            let behind_clock = at > 0 && self.tokens.get(at - 1) == Some(&Token::Used);
            let afternoon = match word {
                "p" if dotted => Some(true),
                "a" if dotted => Some(false),
                "م" if behind_clock => Some(true),
                "ص" if behind_clock => Some(false),
                word => words::afternoon(word),
            };
            if afternoon.is_some() {
                self.fields.afternoon = afternoon;
                return self.use_up(at..at + if dotted { 3 } else { 1 });
            }
        }
    }

    /// A sign and digits behind the time, or a name; of "GMT+0900 (KST)" the digits.
    pub fn zone(&mut self) {
        if self.fields.hour.is_none() || self.fields.zone.is_some() {
            return;
        }
        let clock = self.tokens.iter().rposition(|token| *token == Token::Used).unwrap_or(0);
        for at in clock..self.tokens.len() {
            let sign = match self.tokens.get(at) {
                Some(Token::Mark('+')) => 1,
                Some(Token::Mark('-')) => -1,
                _ => continue,
            };
            let Some((value, digits)) = self.number(at + 1) else { continue };
            // Another date follows: "10:21, edited 2019-11-22".
            let joins = |at: Option<usize>| at.is_some_and(|at| self.is_mark(at, '-'));
            let is_date = at.checked_sub(1).is_some_and(|before| self.number(before).is_some())
                && (joins(Some(at + 2)) || joins(at.checked_sub(2)));
            if is_date {
                continue;
            }
            let value = i32::try_from(value).unwrap_or(i32::MAX);
            let (minutes, end) = match digits {
                3 | 4 => (value / 100 * 60 + value % 100, at + 2),
                1 | 2 => match self.small(at + 3).filter(|_| self.is_mark(at + 2, ':')) {
                    Some(minutes) => (value * 60 + i32::from(minutes), at + 4),
                    None => (value * 60, at + 2),
                },
                _ => continue,
            };
            self.fields.zone = Some(Zone::Minutes(sign * minutes));
            return self.use_up(at..end);
        }
        for at in 0..self.tokens.len() {
            let named = self.word(at).and_then(|word| words::zone(word, self.habits.zone));
            if named.is_some() {
                self.fields.zone = named;
                return self.use_up(at..at + 1);
            }
        }
    }

    /// "10.21" beside a date that is claimed already, as in Indonesia, Italy and the north.
    pub fn dotted_clock(&mut self) {
        for at in 0..self.tokens.len() {
            let minute = self.number(at + 2).filter(|(_, digits)| *digits == 2);
            let (Some(hour), Some((minute @ 0..60, _))) = (self.small(at), minute) else { continue };
            if hour < 24 && self.is_mark(at + 1, '.') && !self.is_mark(at + 3, '.') {
                self.fields.hour = Some(hour);
                self.fields.minute = u8::try_from(minute).ok();
                return self.use_up(at..at + 3);
            }
        }
    }
}
