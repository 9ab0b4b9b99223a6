//! Chinese and Japanese dates: "2026年11月24日", "来月30日", "同日午後", "第三季度", "4年前", read where a number or a word begins.
use jiff::civil::Date;

use crate::document::Bytes;
use crate::time::{
    calendar::{self, plus_days, plus_months},
    lean::Lean,
    lexeme::Unit,
    meaning::{Meaning, YearOf},
    resolve::Calendar,
    settled::{self, Settled},
};

/// All times of a text.
pub fn find(text: &str, japanese: bool, calendar: &mut Calendar) -> Vec<(Bytes, Settled)> {
    let mut found = Vec::new();
    let mut skip_to = 0;
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        let opens = at >= skip_to && !(is_digit(before) && is_digit(c)) && may_open(c);
        before = c;
        let Some(rest) = text.get(at..).filter(|_| opens) else { continue };
        let reader = Reader { rest, japanese, calendar };
        if let Some((len, settled)) = reader.read() {
            if settled.from.is_some() {
                calendar.named = settled.day().or(calendar.named);
                calendar.before = Some(settled.clone());
            }
            found.push((at..at + len, settled));
            skip_to = at + len;
        }
    }
    found
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c) || numeral(c).is_some()
}

/// Numbers and the first characters of the words below; all others cost one look.
fn may_open(c: char) -> bool {
    is_digit(c)
        || "今昨来去前一先同当本上下这次翌午早晚夜朝正未きあこ令平第月火水木金土日周星明後后年两".contains(c)
}

fn numeral(c: char) -> Option<i64> {
    "〇一二三四五六七八九"
        .chars()
        .position(|digit| digit == c)
        .map(|at| at as i64)
        .or((c == '两').then_some(2))
}

struct Reader<'a> {
    rest: &'a str,
    japanese: bool,
    calendar: &'a Calendar,
}

/// A parse: its length in bytes and what it says.
type Read = Option<(usize, Settled)>;

const PARTS: &[(&str, &str)] = &[
    ("午前", "MO"),
    ("早朝", "MO"),
    ("未明", "MO"),
    ("朝", "MO"),
    ("上午", "MO"),
    ("早上", "MO"),
    ("凌晨", "MO"),
    ("午後", "AF"),
    ("下午", "AF"),
    ("中午", "AF"),
    ("正午", "AF"),
    ("夕方", "EV"),
    ("傍晚", "EV"),
    ("晚上", "EV"),
    ("晚", "EV"),
    ("夜", "NI"),
];

impl Reader<'_> {
    fn read(&self) -> Read {
        self.relative_day()
            .or_else(|| self.year())
            .or_else(|| self.month(0, None))
            .or_else(|| self.week())
            .or_else(|| self.quarter(0, None))
            .or_else(|| self.counted())
            .or_else(|| self.day_of_month(0))
            .or_else(|| self.time_of_day())
    }

    fn after(&self, at: usize) -> &str {
        #[cfg(test)]
        crate::growth::step();
        self.rest.get(at..).unwrap_or("")
    }

    fn any<T: Copy>(&self, at: usize, words: &[(&str, T)]) -> Option<(usize, T)> {
        let rest = self.after(at);
        words.iter().find(|(word, _)| rest.starts_with(word)).map(|(word, value)| (at + word.len(), *value))
    }

    fn has(&self, at: usize, words: &[&str]) -> Option<usize> {
        let rest = self.after(at);
        words.iter().find(|word| rest.starts_with(**word)).map(|word| at + word.len())
    }

    /// A number in digits of either width or in numerals up to 99, and the place after it.
    fn number(&self, at: usize) -> Option<(usize, i64)> {
        let (mut end, mut value, mut tens) = (at, 0i64, None);
        for c in self.after(at).chars().take(6) {
            let full = (c as u32).wrapping_sub('０' as u32);
            value = match (c.to_digit(10), numeral(c)) {
                (Some(digit), _) => value * 10 + i64::from(digit),
                (None, Some(digit)) => value * 10 + digit,
                (None, None) if full < 10 => value * 10 + i64::from(full),
                (None, None) if c == '十' && tens.is_none() && value < 10 => {
                    tens = Some(value.max(1) * 10);
                    0
                }
                _ => break,
            };
            end += c.len_utf8();
        }
        (end > at).then_some((end, tens.unwrap_or(0) + value))
    }

    /// A number with its unit behind.
    fn numbered(
        &self,
        at: usize,
        units: &[&str],
        range: std::ops::RangeInclusive<i64>,
    ) -> Option<(usize, i64)> {
        let (end, value) = self.number(at).filter(|(_, value)| range.contains(value))?;
        Some((self.has(end, units)?, value))
    }

    /// "同日午後", "きょう", "昨天", "当天"
    fn relative_day(&self) -> Read {
        const NAMED: &[&str] = &["同日", "この日", "当天", "当日"];
        const DAYS: &[(&str, i64)] = &[
            ("きょう", 0),
            ("今日", 0),
            ("今天", 0),
            ("きのう", -1),
            ("昨日", -1),
            ("昨天", -1),
            ("前日", -1),
            ("前天", -2),
            ("明日", 1),
            ("あす", 1),
            ("明天", 1),
            ("后天", 2),
        ];
        if let Some(end) = self.has(0, NAMED) {
            return self.with_time(end, self.calendar.named?);
        }
        let (end, days) = self.any(0, DAYS)?;
        self.with_time(end, plus_days(self.calendar.today?, days)?)
    }

    /// A day with what hour or part of it follows.
    fn with_time(&self, end: usize, day: Date) -> Read {
        if let Some(found) = self.clock(end, day) {
            return Some(found);
        }
        match self.any(end, PARTS) {
            Some((end, part)) => Some((end, self.part(part, day)?)),
            None => Some((end, settled::one_day(day))),
        }
    }

    fn part(&self, part: &str, day: Date) -> Option<Settled> {
        Calendar { named: Some(day), ..Calendar::default() }.part(part, None, Lean::Past)
    }

    /// "午後3時半", "下午3点20分", "10時"
    fn clock(&self, at: usize, day: Date) -> Read {
        let half = self.any(at, PARTS);
        let (after, hour) = self.numbered(half.map_or(at, |(end, _)| end), &["時", "时", "点"], 0..=24)?;
        // "3時間" is a length.
        if self.has(after, &["間", "间"]).is_some() {
            return None;
        }
        let (end, minute) = self
            .has(after, &["半"])
            .map(|end| (end, 30))
            .or_else(|| self.numbered(after, &["分"], 0..=59))
            .unwrap_or((after, 0));
        let late = half.is_some_and(|(_, part)| matches!(part, "AF" | "EV" | "NI")) && hour < 12;
        let hour = if late { hour + 12 } else { hour };
        let calendar = Calendar { named: Some(day), ..Calendar::default() };
        let settled =
            calendar.clock(i8::try_from(hour).ok()?, i8::try_from(minute).ok()?, None, Lean::Past)?;
        Some((end, settled))
    }

    /// "午後" alone, "午前10時": of the day that the text named.
    fn time_of_day(&self) -> Read {
        let day = self.calendar.named?;
        if let Some(found) = self.clock(0, day) {
            return Some(found);
        }
        let end = self.has(0, &["午前", "午後", "上午", "下午"])?;
        let (_, part) = self.any(0, PARTS)?;
        Some((end, self.part(part, day)?))
    }

    /// "2026年", "令和9年3月末", "昨年夏", "来年度", "24年10月", "去年同期".
    fn year(&self) -> Read {
        const YEARS: &[(&str, i16)] = &[
            ("今年", 0),
            ("本年", 0),
            ("昨年", -1),
            ("去年", -1),
            ("一昨年", -2),
            ("前年", -1),
            ("来年", 1),
            ("明年", 1),
            ("年明け", 1),
        ];
        let today = self.calendar.today;
        let (end, year) = match self.any(0, YEARS) {
            Some((end, shift)) => (end, today?.year() + shift),
            None => {
                const ERAS: &[(&str, i64)] = &[("令和", 2018), ("平成", 1988)];
                let (start, era) = self.any(0, ERAS).unwrap_or((0, 0));
                let (end, year) = self.numbered(start, &["年"], 1..=2200)?;
                let short = era == 0 && year < 100;
                // "24年10月" is a year, "24年" mostly a length.
                if short && self.numbered(end, &["月"], 1..=12).is_none() || !short && era == 0 && year < 1400
                {
                    return None;
                }
                (end, i16::try_from(if short { 2000 + year } else { era + year }).ok()?)
            }
        };
        if let Some(found) = self.month(end, Some(year)).or_else(|| self.quarter(end, Some(year))) {
            return Some(found);
        }
        const SEASONS: &[(&str, &str)] = &[("春", "SP"), ("夏", "SU"), ("秋", "FA"), ("冬", "WI")];
        if let Some((end, season)) = self.any(end, SEASONS) {
            return Some((end, self.calendar.season(season, YearOf::Said(year), Lean::Past)?));
        }
        if let Some(end) = self.has(end, &["同期", "同月"]) {
            return Some((end, self.same_time(year)?));
        }
        let end = self.has(end, &["度", "末", "底", "初"]).unwrap_or(end);
        Some((end, self.calendar.year(year)))
    }

    /// What the text named last, in another year.
    fn same_time(&self, year: i16) -> Option<Settled> {
        let before = self.calendar.before.as_ref()?;
        let first = before.from?.date().with().year(year).build().ok()?;
        match before.timex.len() {
            7 if before.timex.contains('Q') => Some(settled::quarter_of(first)),
            7 if before.timex.contains('H') => {
                let index = if first.month() > 6 { 2 } else { 1 };
                self.calendar.fraction(Unit::Half, index, YearOf::Said(year), Lean::Past)
            }
            7 | 10 => Some(settled::month_of(first)),
            _ => None,
        }
    }

    /// "第三季度", "前半", "下半年"
    fn quarter(&self, at: usize, year: Option<i16>) -> Read {
        const HALVES: &[(&str, u8)] =
            &[("前半", 1), ("上半期", 1), ("上半年", 1), ("後半", 2), ("下半期", 2), ("下半年", 2)];
        let of = year.map_or(YearOf::Open, YearOf::Said);
        if let Some((end, index)) = self.any(at, HALVES) {
            // "前半" without a year may be a match's.
            let said = year.is_some()
                || self.after(end).starts_with('年')
                || self.after(at).starts_with(['上', '下']);
            return said.then(|| Some((end, self.calendar.fraction(Unit::Half, index, of, Lean::Past)?)))?;
        }
        let start = self.has(at, &["第"])?;
        let (end, index) = self.numbered(start, &["季度", "四半期"], 1..=4)?;
        Some((end, self.calendar.fraction(Unit::Quarter, u8::try_from(index).ok()?, of, Lean::Past)?))
    }

    /// "3月5日", "6月末", "来月9日", "本月19日"
    fn month(&self, at: usize, year: Option<i16>) -> Read {
        const MONTHS: &[(&str, i64)] = &[
            ("先月", -1),
            ("上个月", -1),
            ("上月", -1),
            ("今月", 0),
            ("本月", 0),
            ("这个月", 0),
            ("来月", 1),
            ("下个月", 1),
            ("下月", 1),
        ];
        let today = self.calendar.today;
        let (end, first) = match self.any(at, MONTHS).filter(|_| year.is_none()) {
            Some((end, months)) => (end, plus_months(today?.first_of_month(), months)?),
            None => {
                let (end, month) = self.numbered(at, &["月"], 1..=12)?;
                let month = i8::try_from(month).ok()?;
                let first = match year {
                    Some(year) => Date::new(year, month, 1).ok()?,
                    None => {
                        let lean = if self.speaks_of_plans() { Lean::Future } else { Lean::Open };
                        self.calendar.month(None, month, None, lean)?.from?.date()
                    }
                };
                (end, first)
            }
        };
        if let Some((end, day)) = self.numbered(end, &["日", "号"], 1..=31)
            && let Ok(date) = first.with().day(i8::try_from(day).ok()?).build()
        {
            return self.with_time(end, date);
        }
        let end = self.has(end, &["末", "上旬", "中旬", "下旬", "初め", "底", "初"]).unwrap_or(end);
        Some((end, settled::month_of(first)))
    }

    /// "12日", "26日朝", not "12日間", "3日連続".
    fn day_of_month(&self, at: usize) -> Read {
        let (end, day) = self.numbered(at, &["日", "号"], 1..=31)?;
        let length = ["間", "目", "連続", "以内", "分", "ぶり", "线", "楼", "馬", "本"];
        if self.has(end, &length).is_some() {
            return None;
        }
        let day = i8::try_from(day).ok()?;
        let today = self.calendar.today?;
        let months = match i64::from(day) - i64::from(today.day()) {
            ahead @ 1.. => i64::from(self.speaks_of_plans() || ahead < 8) - 1,
            behind => i64::from(self.speaks_of_plans() && behind < -15),
        };
        let first = plus_months(today.first_of_month(), months)?;
        self.with_time(end, first.with().day(day).build().ok()?)
    }

    /// Does the rest of the sentence say that it is to come?
    fn speaks_of_plans(&self) -> bool {
        // No further than 40 characters: a text without sentence ends must not cost its square.
        let near: String = self.rest.chars().take(40).take_while(|c| !matches!(c, '。' | '\n')).collect();
        let signs: &[&str] = if self.japanese {
            &[
                "予定",
                "見通し",
                "方針",
                "目指",
                "までに",
                "計画",
                "始まる",
                "開く",
                "開かれる",
                "見込み",
                "から",
            ]
        } else {
            &["将", "计划", "预计", "拟"]
        };
        signs.iter().any(|sign| near.contains(sign))
    }

    /// "来週", "上周", "来週水曜日", "周三", "星期五", "月曜日"
    fn week(&self) -> Read {
        const WEEKS: &[(&str, i64)] =
            &[("先週", -1), ("上周", -1), ("今週", 0), ("本周", 0), ("这周", 0), ("来週", 1), ("下周", 1)];
        let today = self.calendar.today?;
        let monday = plus_days(today, 1 - i64::from(calendar::weekday(today)))?;
        if let Some((end, weeks)) = self.any(0, WEEKS) {
            let first = plus_days(monday, 7 * weeks)?;
            return match self.weekday(end, true) {
                Some((end, day)) => self.with_time(end, plus_days(first, i64::from(day) - 1)?),
                // "来週間" does not exist, "今週末" is a weekend.
                None if self.after(end).starts_with('末') => None,
                None => Some((end, settled::week_of(first))),
            };
        }
        let (end, day) = self.weekday(0, false)?;
        let lean = if self.speaks_of_plans() { Lean::Future } else { Lean::Past };
        self.with_time(end, calendar::nearest_weekday(today, day, lean)?)
    }

    /// Monday is 1; behind "next week" Chinese says the number alone.
    fn weekday(&self, at: usize, behind_week: bool) -> Option<(usize, i8)> {
        if self.japanese {
            let c = self.after(at).chars().next()?;
            let day = "月火水木金土日".chars().position(|day| day == c)?;
            let end = self.has(at + c.len_utf8(), &["曜日", "曜"])?;
            return Some((end, day as i8 + 1));
        }
        let start = match self.has(at, &["星期", "周", "礼拜"]) {
            Some(start) => start,
            None => behind_week.then_some(at)?,
        };
        let c = self.after(start).chars().next()?;
        let day = "一二三四五六日".chars().position(|day| day == c).or((c == '天').then_some(6))?;
        Some((start + c.len_utf8(), day as i8 + 1))
    }

    /// "90分間", "2カ月", "9年", "4年前", "一分钟", "三天"
    fn counted(&self) -> Read {
        const UNITS: &[(&str, Unit)] = &[
            ("年間", Unit::Year),
            ("年", Unit::Year),
            ("カ月", Unit::Month),
            ("か月", Unit::Month),
            ("ヶ月", Unit::Month),
            ("个月", Unit::Month),
            ("個月", Unit::Month),
            ("週間", Unit::Week),
            ("周", Unit::Week),
            ("日間", Unit::Day),
            ("天", Unit::Day),
            ("時間", Unit::Hour),
            ("小时", Unit::Hour),
            ("个小时", Unit::Hour),
            ("分間", Unit::Minute),
            ("分钟", Unit::Minute),
            ("秒間", Unit::Second),
            ("秒钟", Unit::Second),
        ];
        let (end, amount) = self.number(0).filter(|(_, amount)| *amount > 0)?;
        let (mut end, unit) = self.any(end, UNITS)?;
        if amount > 500 || self.has(end, &["度", "目", "生", "代", "级", "级", "連続", "组"]).is_some()
        {
            return None;
        }
        if self.japanese
            && unit == Unit::Month
            && let Some(after) = self.has(end, &["間"])
        {
            end = after;
        }
        if let Some(after) = self.has(end, &["前"])
            && matches!(unit, Unit::Year | Unit::Month | Unit::Week | Unit::Day)
        {
            let meaning = Meaning::Away { unit, amount: -amount };
            return Some((after, self.calendar.settle(&meaning, Lean::Past, false)?));
        }
        let meaning = Meaning::Duration(calendar::duration(unit, Some(amount as f64)));
        Some((end, self.calendar.settle(&meaning, Lean::Past, false)?))
    }
}
