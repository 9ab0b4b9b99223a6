//! Reads dates in free form: splits the text into numbers, words and marks, and lets each pattern claim what is its own.
use super::{Fields, Habits, words::Zone};

mod clock;
mod day;
mod token;

use token::{Token, tokens};

/// `None` unless year, month and day are stated.
pub fn fields(text: &str, habits: Habits) -> Option<Fields> {
    let mut scan = Scan { tokens: tokens(text), fields: Fields::default(), habits };
    scan.epoch();
    scan.units();
    scan.clock();
    scan.meridiem();
    scan.zone();
    scan.numeric_date();
    scan.named_month();
    scan.packed();
    if scan.fields.hour.is_none() {
        scan.dotted_clock();
        scan.zone();
    }
    let found = scan.fields;
    (found.year.is_some() && found.month.is_some() && found.day.is_some()).then_some(found)
}

struct Scan {
    tokens: Vec<Token>,
    fields: Fields,
    habits: Habits,
}

impl Scan {
    fn number(&self, at: usize) -> Option<(u64, usize)> {
        match self.tokens.get(at) {
            Some(Token::Number { value, digits }) => Some((*value, *digits)),
            _ => None,
        }
    }

    fn small(&self, at: usize) -> Option<u8> {
        self.number(at).filter(|(_, digits)| *digits <= 2).and_then(|(value, _)| u8::try_from(value).ok())
    }

    fn word(&self, at: usize) -> Option<&str> {
        match self.tokens.get(at) {
            Some(Token::Word(word)) => Some(word),
            _ => None,
        }
    }

    fn is_mark(&self, at: usize, wanted: char) -> bool {
        self.tokens.get(at) == Some(&Token::Mark(wanted))
    }

    fn use_up(&mut self, range: std::ops::Range<usize>) {
        for token in self.tokens.get_mut(range).into_iter().flatten() {
            *token = Token::Used;
        }
    }

    /// Seconds or milliseconds since 1970, alone or as .NET writes them: `/Date(1574331660000)/`.
    fn epoch(&mut self) {
        let mut words = self.tokens.iter().filter_map(|token| match token {
            Token::Word(word) => Some(word),
            _ => None,
        });
        let Some(at) = (0..self.tokens.len().min(4)).find(|at| self.number(*at).is_some()) else { return };
        if words.any(|word| word != "date") {
            return;
        }
        let alone = self.tokens.len() == 1 || self.is_mark(at + 1, '.');
        let seconds = match self.number(at) {
            Some((value, 9 | 10)) if alone && at == 0 => value,
            Some((value, 13)) => value / 1000,
            _ => return,
        };
        let Ok(at) = jiff::Timestamp::from_second(i64::try_from(seconds).unwrap_or(0)) else { return };
        let local = jiff::tz::Offset::UTC.to_datetime(at);
        self.fields = Fields {
            year: Some(i32::from(local.year())),
            month: u8::try_from(local.month()).ok(),
            day: u8::try_from(local.day()).ok(),
            hour: u8::try_from(local.hour()).ok(),
            minute: u8::try_from(local.minute()).ok(),
            second: u8::try_from(local.second()).ok(),
            zone: Some(Zone::Minutes(0)),
            ..Fields::default()
        };
        self.use_up(0..self.tokens.len());
    }
}
