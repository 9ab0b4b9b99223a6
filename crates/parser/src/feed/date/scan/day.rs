//! Year, month and day: in figures, with units, with the name of the month, or packed into one number.
use super::{Scan, token::Token};
use crate::feed::date::words;

impl Scan {
    /// "2024年5月28日 午後11時31分", "2024년 5월 28일".
    pub fn units(&mut self) {
        for at in 0..self.tokens.len() {
            let (Some((value, _)), Some(unit)) = (self.number(at), self.word(at + 1)) else { continue };
            let small = u8::try_from(value).ok();
            match unit {
                "年" | "년" => self.fields.year = self.fields.year.or_else(|| self.year_of_era(at)),
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

    /// The year before "年": of our era, of Japan's (令和), or of the Republic of China (民國, or three digits alone).
    fn year_of_era(&self, at: usize) -> Option<i32> {
        let (value, digits) = self.number(at)?;
        let before = at.checked_sub(1).and_then(|before| self.word(before)).unwrap_or("");
        let eras = [("令和", 2018), ("平成", 1988), ("昭和", 1925), ("民國", 1911), ("民国", 1911)];
        let era = eras.iter().find(|(name, _)| before.ends_with(name)).map(|(_, start)| *start);
        let start = era.or((digits == 3).then_some(1911));
        match start {
            Some(start) if digits <= 3 => Some(start + i32::try_from(value).ok()?),
            _ => full_year(value, digits),
        }
    }

    /// "2024-05-28", "2024. 5. 28.", "28/05/2024", "5/28/24", "28.05.2024".
    pub fn numeric_date(&mut self) {
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
            } else if mark == '/' && a.0 <= 12 && !(self.habits.day_first && b.0 <= 12) {
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
    pub fn named_month(&mut self) {
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
        let stated =
            year.and_then(|year| self.number(year)).and_then(|(value, digits)| full_year(value, digits));
        self.fields.year = self.fields.year.or(stated);
        for at in [day, year].into_iter().flatten() {
            self.use_up(at..at + 1);
        }
    }

    fn month_at(&self, at: usize) -> Option<(u8, usize)> {
        let word = self.word(at)?;
        if word == "tháng" {
            return self.small(at + 1).filter(|month| (1..=12).contains(month)).map(|month| (month, 2));
        }
        // The months of the Levant that come in pairs: "تشرين الثاني" is the second Tishrin, November.
        let second = self.word(at + 1).map(|next| next.contains("ثان"));
        match (word, second) {
            ("تشرين", Some(second)) => return Some((if second { 11 } else { 10 }, 2)),
            ("كانون", Some(second)) => return Some((if second { 1 } else { 12 }, 2)),
            _ => {}
        }
        // Hebrew joins "in" to the month: "20 בנובמבר".
        let bare = word.strip_prefix('ב').filter(|rest| rest.chars().count() > 2);
        words::month(word).or_else(|| words::month(bare?)).map(|month| (month, 1))
    }

    /// asctime puts the year last, behind the clock: "Thu Jan  1 19:48:21 2004".
    fn last_year(&self) -> Option<usize> {
        (0..self.tokens.len()).rev().find(|at| self.number(*at).is_some_and(|(_, digits)| digits == 4))
    }

    /// "20191121192100", "201911211921", "20191121": as databases write it.
    pub fn packed(&mut self) {
        if self.fields.year.is_some() || self.fields.month.is_some() || self.fields.day.is_some() {
            return;
        }
        for at in 0..self.tokens.len() {
            let Some((value, digits @ (8 | 12 | 14))) = self.number(at) else { continue };
            let (date, time) = match digits {
                8 => (value, None),
                12 => (value / 10_000, Some(value % 10_000 * 100)),
                _ => (value / 1_000_000, Some(value % 1_000_000)),
            };
            let (year, month, day) = (date / 10_000, date / 100 % 100, date % 100);
            if !(1900..2100).contains(&year) || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
                continue;
            }
            let small = |value: u64| u8::try_from(value).ok();
            self.fields.year = i32::try_from(year).ok();
            (self.fields.month, self.fields.day) = (small(month), small(day));
            if let Some(time) = time.filter(|_| self.fields.hour.is_none()) {
                (self.fields.hour, self.fields.minute) = (small(time / 10_000), small(time / 100 % 100));
                self.fields.second = (digits == 14).then(|| small(time % 100)).flatten();
            }
            return self.use_up(at..at + 1);
        }
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
