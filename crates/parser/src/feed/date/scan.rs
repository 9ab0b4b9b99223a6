//! Reads dates in free form: splits the text into numbers, words and marks, and lets each pattern claim what is its own.
use model::Offset;

use super::{
    Fields,
    words::{self, Zone},
};

#[derive(Clone, Debug, PartialEq)]
enum Token {
    Number {
        value: u64,
        digits: usize,
    },
    Word(String),
    Mark(char),
    /// Claimed by a pattern.
    Used,
}

/// More tokens than any date has.
const TOKENS: usize = 48;

/// `None` unless year, month and day are stated.
pub fn fields(text: &str, usual_zone: Option<Offset>) -> Option<Fields> {
    let mut scan = Scan { tokens: tokens(text), fields: Fields::default(), usual_zone };
    scan.epoch();
    scan.units();
    scan.clock();
    scan.meridiem();
    scan.zone();
    scan.numeric_date();
    scan.named_month();
    let found = scan.fields;
    (found.year.is_some() && found.month.is_some() && found.day.is_some()).then_some(found)
}

struct Scan {
    tokens: Vec<Token>,
    fields: Fields,
    usual_zone: Option<Offset>,
}

fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if tokens.len() == TOKENS {
            break;
        }
        if let Some(digit) = digit(c) {
            let (mut value, mut digits) = (u64::from(digit), 1);
            while let Some(digit) = chars.peek().and_then(|c| digit_of(*c)) {
                value = value.saturating_mul(10).saturating_add(u64::from(digit));
                digits += 1;
                chars.next();
            }
            tokens.push(Token::Number { value, digits });
        } else if is_unit(c) && matches!(tokens.last(), Some(Token::Number { .. })) {
            tokens.push(Token::Word(c.to_string()));
        } else if c.is_alphabetic() {
            let mut word: String = c.to_lowercase().collect();
            while let Some(next) = chars.peek().copied().filter(|c| is_word(*c)) {
                word.extend(next.to_lowercase());
                chars.next();
            }
            tokens.push(Token::Word(word));
        } else if !c.is_whitespace() {
            tokens.push(Token::Mark(if c == '−' || c == '–' { '-' } else { c }));
        }
    }
    tokens
}

fn digit(c: char) -> Option<u32> {
    digit_of(c)
}

/// Digits of ASCII, full width, Arabic, Persian and Devanagari.
fn digit_of(c: char) -> Option<u32> {
    let zero = match c {
        '0'..='9' => '0',
        '０'..='９' => '０',
        '٠'..='٩' => '٠',
        '۰'..='۹' => '۰',
        '०'..='९' => '०',
        _ => return None,
    };
    Some(u32::from(c) - u32::from(zero))
}

/// Letters and their marks: vowel signs of Devanagari are no letters to Unicode's `Alphabetic` alone.
fn is_word(c: char) -> bool {
    c.is_alphabetic() || ('\u{900}'..='\u{963}').contains(&c) || ('\u{300}'..='\u{36F}').contains(&c)
}

fn is_unit(c: char) -> bool {
    "年月日時点时分秒년월일시분초".contains(c)
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

    /// Seconds or milliseconds since 1970, alone.
    fn epoch(&mut self) {
        let Some((value, digits)) = self.number(0).filter(|_| self.tokens.len() == 1) else { return };
        let seconds = match digits {
            9 | 10 => value,
            13 => value / 1000,
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
        self.use_up(0..1);
    }

    /// "2024年5月28日 午後11時31分", "2024년 5월 28일".
    fn units(&mut self) {
        for at in 0..self.tokens.len() {
            let (Some((value, _)), Some(unit)) = (self.number(at), self.word(at + 1)) else { continue };
            let small = u8::try_from(value).ok();
            match unit {
                "年" | "년" => self.fields.year = self.fields.year.or_else(|| full_year(value, 4)),
                "月" | "월" => self.fields.month = self.fields.month.or(small),
                "日" | "일" => self.fields.day = self.fields.day.or(small),
                "時" | "点" | "时" | "시" => self.fields.hour = self.fields.hour.or(small),
                "分" | "분" => self.fields.minute = self.fields.minute.or(small),
                "秒" | "초" => self.fields.second = self.fields.second.or(small),
                _ => continue,
            }
            self.use_up(at..at + 2);
        }
    }

    /// "19:48:21.5", "7.48 pm", "19h48", "19 Uhr", "7 pm"; after a `T` also "194821".
    fn clock(&mut self) {
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

    fn meridiem(&mut self) {
        for at in 0..self.tokens.len() {
            let Some(word) = self.word(at) else { continue };
            let dotted = self.is_mark(at + 1, '.') && self.word(at + 2) == Some("m");
            let afternoon = match word {
                "p" if dotted => Some(true),
                "a" if dotted => Some(false),
                word => words::afternoon(word),
            };
            if afternoon.is_some() {
                self.fields.afternoon = afternoon;
                return self.use_up(at..at + if dotted { 3 } else { 1 });
            }
        }
    }

    /// A sign and digits behind the time, or a name; of "GMT+0900 (KST)" the digits.
    fn zone(&mut self) {
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
            let named = self.word(at).and_then(|word| words::zone(word, self.usual_zone));
            if named.is_some() {
                self.fields.zone = named;
                return self.use_up(at..at + 1);
            }
        }
    }

    /// "2024-05-28", "2024. 5. 28.", "28/05/2024", "5/28/24", "28.05.2024".
    fn numeric_date(&mut self) {
        if self.fields.month.is_some() {
            return;
        }
        for at in 0..self.tokens.len() {
            let (Some(a), Some(b), Some(c)) = (self.number(at), self.number(at + 2), self.number(at + 4))
            else {
                continue;
            };
            let Some(Token::Mark(mark @ ('-' | '/' | '.'))) = self.tokens.get(at + 1) else { continue };
            let mark = *mark;
            if !self.is_mark(at + 3, mark) {
                continue;
            }
            let ((year, digits), month, day) = if a.1 == 4 || (mark == '-' && a.1 == 2 && c.1 == 2) {
                (a, b.0, c.0)
            } else if mark == '/' && a.0 <= 12 {
                (c, a.0, b.0) // as in the United States, unless that gives no month
            } else {
                (c, b.0, a.0)
            };
            let (month, day) = if month > 12 { (day, month) } else { (month, day) };
            self.fields.year = full_year(year, digits);
            self.fields.month = u8::try_from(month).ok();
            self.fields.day = u8::try_from(day).ok();
            return self.use_up(at..at + 5);
        }
    }

    /// "28 May 2024", "May 28th, 2024", "28-May-24", "28 de mayo de 2024", "28 tháng 5 2024".
    fn named_month(&mut self) {
        if self.fields.month.is_some() && self.fields.day.is_some() {
            return;
        }
        let mut months = (0..self.tokens.len()).filter_map(|at| Some((at, self.month_at(at)?)));
        let Some(mut found) = months.next() else { return };
        // "mar. 5 mars": the first was a Tuesday.
        if let Some(second) = months.next().filter(|second| second.0 - found.0 <= 4) {
            found = second;
        }
        let (at, (month, width)) = found;
        self.use_up(at..at + width);
        self.fields.month = Some(month);
        let is_day = |scan: &Self, at: usize| scan.small(at).filter(|day| (1..=31).contains(day));
        let before = (at.saturating_sub(3)..at).rev().find(|at| self.number(*at).is_some());
        let after = at + width..(at + width + 4).min(self.tokens.len());
        let behind: Vec<usize> = after.filter(|at| self.number(*at).is_some()).take(2).collect();
        let (day, year) = match (before, behind.as_slice()) {
            (Some(day), [year, ..]) if is_day(self, day).is_some() => (Some(day), Some(*year)),
            // "2024 May 28"
            (Some(year), [day, ..]) if self.number(year).is_some_and(|(_, digits)| digits == 4) => {
                (Some(*day), Some(year))
            }
            (_, [day, year, ..]) => (Some(*day), Some(*year)),
            (_, [day]) => (Some(*day), self.last_year()),
            (Some(day), []) => (Some(day), self.last_year()),
            (None, []) => (None, None),
        };
        self.fields.day = day.and_then(|day| is_day(self, day));
        let year =
            year.and_then(|year| self.number(year)).and_then(|(value, digits)| full_year(value, digits));
        self.fields.year = self.fields.year.or(year);
    }

    fn month_at(&self, at: usize) -> Option<(u8, usize)> {
        let word = self.word(at)?;
        if word == "tháng" {
            return self.small(at + 1).filter(|month| (1..=12).contains(month)).map(|month| (month, 2));
        }
        words::month(word).map(|month| (month, 1))
    }

    /// asctime puts the year last, behind the clock: "Thu Jan  1 19:48:21 2004".
    fn last_year(&self) -> Option<usize> {
        (0..self.tokens.len()).rev().find(|at| self.number(*at).is_some_and(|(_, digits)| digits == 4))
    }
}

/// RFC 2822 §4.3: two digits are of this century up to 49, three count from 1900.
fn full_year(value: u64, digits: usize) -> Option<i32> {
    let year = i32::try_from(value).ok()?;
    match digits {
        2 if year < 50 => Some(2000 + year),
        2 | 3 => Some(1900 + year),
        4 => Some(year),
        _ => None,
    }
}
