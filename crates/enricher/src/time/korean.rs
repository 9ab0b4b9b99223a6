//! Korean times: "지난 12일", "다음 달 5일 오전 9시", "사흘 전", "3분기", read where a word begins.
use jiff::civil::Date;
use model::annotations::DateKind;

use super::{
    calendar::{self, plus_days, plus_months},
    lean::Lean,
    lexeme::Unit,
    meaning::{Meaning, YearOf},
    resolve::Calendar,
    settled::{self, Settled},
};
use crate::document::Bytes;

/// All times of a text.
pub fn find(text: &str, calendar: &mut Calendar) -> Vec<(Bytes, Settled)> {
    let mut found = Vec::new();
    let mut before = ' ';
    let mut skip_to = 0;
    for (at, c) in text.char_indices() {
        let opens = !before.is_alphanumeric();
        before = c;
        if at < skip_to || !opens || !c.is_alphanumeric() {
            continue;
        }
        let Some(rest) = text.get(at..) else { break };
        let reader = Reader { rest, calendar };
        if let Some((len, settled)) = reader.read() {
            if let Some(day) = settled.day() {
                calendar.named = Some(day);
            }
            found.push((at..at + len, settled));
            skip_to = at + len;
        }
    }
    found
}

struct Reader<'a> {
    rest: &'a str,
    calendar: &'a Calendar,
}

/// A parse: its length in bytes and what it says.
type Read = Option<(usize, Settled)>;

impl Reader<'_> {
    fn read(&self) -> Read {
        self.relative_day()
            .or_else(|| self.dated())
            .or_else(|| self.week())
            .or_else(|| self.counted())
            .or_else(|| self.clock(0, None))
            .or_else(|| self.word())
    }

    fn after(&self, at: usize) -> &str {
        self.rest.get(at..).unwrap_or("")
    }

    /// The place after any of the words at `at`.
    fn any<T: Copy>(&self, at: usize, words: &[(&str, T)]) -> Option<(usize, T)> {
        words
            .iter()
            .find(|(word, _)| self.after(at).starts_with(word))
            .map(|(word, value)| (at + word.len(), *value))
    }

    /// A number in digits and the place after it.
    fn number(&self, at: usize) -> Option<(usize, i64)> {
        let digits = self.after(at).bytes().take_while(u8::is_ascii_digit).count();
        let value = self
            .after(at)
            .get(..digits)
            .filter(|digits| !digits.is_empty() && digits.len() < 6)?
            .parse()
            .ok()?;
        Some((at + digits, value))
    }

    fn space(&self, at: usize) -> usize {
        at + usize::from(self.after(at).starts_with(' '))
    }

    /// "이날 오전 10시", "어제", "그제 저녁"
    fn relative_day(&self) -> Read {
        const DAYS: &[(&str, i64)] = &[
            ("이날", 0),
            ("오늘", 0),
            ("어제", -1),
            ("전날", -1),
            ("그제", -2),
            ("내일", 1),
            ("모레", 2),
            ("이튿날", 1),
        ];
        let (end, days) = self.any(0, DAYS)?;
        let today = self.calendar.today?;
        // "이날" is the day that the story tells of, mostly that of publication.
        self.with_time(end, plus_days(today, days)?)
    }

    /// A day with what hour or part of it follows.
    fn with_time(&self, end: usize, day: Date) -> Read {
        let next = self.space(end);
        if next > end {
            if let Some(found) = self.clock(next, Some(day)) {
                return Some(found);
            }
            if let Some((end, part)) = self.any(next, PARTS) {
                return Some((end, self.day_part(part, day)?));
            }
        }
        Some((end, settled::one_day(day)))
    }

    fn day_part(&self, part: &str, day: Date) -> Option<Settled> {
        Calendar { named: Some(day), ..self.calendar.clone() }.part(part, None, Lean::Open)
    }

    /// "오전 9시 20분께", "새벽 2시쯤"
    fn clock(&self, at: usize, day: Option<Date>) -> Read {
        let (mut end, half) = match self.any(at, HALVES) {
            Some((end, half)) => (self.space(end), Some(half)),
            None => return None,
        };
        let (after, hour) = self.number(end)?;
        let (after, ()) = self.any(after, &[("시", ())])?;
        if self.after(after).starts_with('간') {
            return None;
        }
        end = after;
        let mut minute = 0;
        if let Some((place, value)) = self.number(self.space(end))
            && let Some((place, ())) = self.any(place, &[("분", ())])
        {
            (end, minute) = (place, value);
        }
        if let Some((place, ())) = self.any(end, &[("께", ()), ("쯤", ())]) {
            end = place;
        }
        let hour = if half == Some(12) && hour < 12 { hour + 12 } else { hour };
        let (hour, minute) = (i8::try_from(hour).ok()?, i8::try_from(minute).ok()?);
        let named = day.or(self.calendar.named).or(self.calendar.today);
        let settled = Calendar { named, ..self.calendar.clone() }.clock(hour, minute, None, Lean::Open)?;
        Some((end, settled))
    }

    /// "지난해 12월", "2026년 3월 5일", "다음 달 5일", "지난 8일", "12일 오전", "3분기", "내년 상반기"
    fn dated(&self) -> Read {
        let today = self.calendar.today?;
        let (at, year) = self.year()?;
        let (at, shift) = self
            .any(at, &[("지난 ", -1i64), ("오는 ", 1), ("이번 ", 0)])
            .map_or((at, None), |(at, shift)| (at, Some(shift)));
        let said = year.is_some();
        let base = year.unwrap_or(today.year());
        if let Some(found) = self.part_of_year(at, base, said) {
            return Some(found);
        }
        let (at, month) = match self.month(at, base, said, shift) {
            Some((end, first)) => {
                let next = self.space(end);
                let day = self
                    .day_number(next)
                    .and_then(|(end, day)| Some((end, first.with().day(day).build().ok()?)));
                return match day {
                    Some((end, date)) => self.with_time(end, date),
                    None => {
                        let (end, ()) = self
                            .any(next, &[("초순", ()), ("중순", ()), ("하순", ()), ("초", ()), ("말", ())])
                            .filter(|(end, ())| !self.after(*end).starts_with(['하', '씀']))
                            .unwrap_or((end, ()));
                        Some((end, settled::month_of(first)))
                    }
                };
            }
            None => (at, ()),
        };
        let () = month;
        if said && shift.is_none() {
            let end = at - usize::from(self.rest.get(..at).is_some_and(|lead| lead.ends_with(' ')));
            return (end > 0).then(|| (end, self.calendar.year(base)));
        }
        let (end, day) = self.day_number(at)?;
        let date = self.day_of_month(day, shift)?;
        self.with_time(end, date)
    }

    /// A year and the place after it; `None` for the year where none is said.
    fn year(&self) -> Option<(usize, Option<i16>)> {
        let today = self.calendar.today?.year();
        const YEARS: &[(&str, i16)] =
            &[("지난해", -1), ("작년", -1), ("재작년", -2), ("올해", 0), ("내년", 1), ("내후년", 2)];
        if let Some((end, shift)) = self.any(0, YEARS) {
            return Some((self.space(end), Some(today + shift)));
        }
        if let Some((end, year)) = self.number(0) {
            let (end, ()) = self
                .any(end, &[("학년도", ()), ("년", ())])
                .filter(|_| (1500..2200).contains(&year))
                .unwrap_or((0, ()));
            if end > 0 {
                return Some((self.space(end), i16::try_from(year).ok()));
            }
        }
        Some((0, None))
    }

    fn part_of_year(&self, at: usize, year: i16, said: bool) -> Read {
        let of = if said { YearOf::Said(year) } else { YearOf::Open };
        let lean = if self.speaks_of_plans() { Lean::Future } else { Lean::Past };
        if let Some((end, index)) = self.any(at, &[("상반기", 1u8), ("하반기", 2)]) {
            let of = if said { of } else { YearOf::Said(year) };
            return Some((end, self.calendar.fraction(Unit::Half, index, of, lean)?));
        }
        if let Some((end, index)) = self.number(at).filter(|(_, index)| (1..=4).contains(index))
            && let Some((end, ())) = self.any(end, &[("분기", ())])
        {
            let of = if said { of } else { YearOf::Said(year) };
            return Some((end, self.calendar.fraction(Unit::Quarter, u8::try_from(index).ok()?, of, lean)?));
        }
        const SEASONS: &[(&str, &str)] = &[("봄", "SP"), ("여름", "SU"), ("가을", "FA"), ("겨울", "WI")];
        if let Some((end, season)) = self.any(at, SEASONS).filter(|_| said) {
            return Some((end, self.calendar.season(season, of, lean)?));
        }
        if let Some((end, ())) = self.any(at, &[("같은 달", ()), ("동월", ())]).filter(|_| said) {
            let month = self.calendar.named.filter(|_| false).or_else(|| self.last_month())?;
            return Some((end, settled::month_of(month.with().year(year).build().ok()?)));
        }
        None
    }

    /// The month that the text named before, as in "지난달 … 작년 같은 달보다".
    fn last_month(&self) -> Option<Date> {
        let before = self.calendar.before.as_ref().filter(|before| before.timex.len() == 7)?;
        Some(before.from?.date())
    }

    /// The first day of a month and the place after it.
    fn month(&self, at: usize, year: i16, said: bool, shift: Option<i64>) -> Option<(usize, Date)> {
        let today = self.calendar.today?;
        const MONTHS: &[(&str, i64)] =
            &[("지난달", -1), ("이달", 0), ("이번 달", 0), ("다음 달", 1), ("내달", 1), ("다음달", 1)];
        if let Some((end, months)) = self.any(at, MONTHS).filter(|_| !said) {
            return Some((end, plus_months(today.first_of_month(), months)?));
        }
        let (end, month) = self.number(at).filter(|(_, month)| (1..=12).contains(month))?;
        let (end, ()) = self.any(end, &[("월", ())])?;
        let month = i8::try_from(month).ok()?;
        if said {
            return Some((end, Date::new(year, month, 1).ok()?));
        }
        let lean = match shift {
            Some(-1) => Lean::Past,
            Some(1) => Lean::Future,
            _ if self.speaks_of_plans() => Lean::Future,
            _ => Lean::Open,
        };
        let settled = self.calendar.month(None, month, None, lean)?;
        Some((end, settled.from?.date()))
    }

    /// "12일", not "12일간", "12일째", "12일 동안".
    fn day_number(&self, at: usize) -> Option<(usize, i8)> {
        let (end, day) = self.number(at).filter(|(_, day)| (1..=31).contains(day))?;
        let (end, ()) = self.any(end, &[("일", ())])?;
        const LENGTHS: &[(&str, ())] = &[
            ("간", ()),
            ("째", ()),
            (" 동안", ()),
            (" 만", ()),
            (" 연속", ()),
            (" 넘게", ()),
            (" 전", ()),
            (" 뒤", ()),
            (" 후", ()),
            ("여", ()),
        ];
        let length = self.any(end, LENGTHS).is_some_and(|(after, ())| {
            // "14일 전주에서", "13일 전국" name places.
            let next = self.after(after).chars().next().unwrap_or(' ');
            !self.after(end).starts_with(' ')
                || !next.is_alphanumeric()
                || matches!(next, '에' | '까' | '부' | '의' | '보' | '만')
        });
        (!length).then_some((end, i8::try_from(day).ok()?))
    }

    /// The nearest such day behind, or ahead where the sentence speaks of plans.
    fn day_of_month(&self, day: i8, shift: Option<i64>) -> Option<Date> {
        let today = self.calendar.today?;
        let ahead = match shift {
            Some(shift) => shift > 0,
            None => day > today.day() && (self.speaks_of_plans() || day - today.day() < 8),
        };
        let this = today.with().day(day).build().ok();
        let move_month = |months| {
            plus_months(today.first_of_month(), months).and_then(|first| first.with().day(day).build().ok())
        };
        match (ahead, this) {
            (true, Some(date)) if date >= today => Some(date),
            (true, _) => move_month(1),
            (false, Some(date)) if date <= today => Some(date),
            (false, _) => move_month(-1),
        }
    }

    /// Does the rest of the sentence say that it is to come?
    fn speaks_of_plans(&self) -> bool {
        // No further than 60 characters: a text without sentence ends must not cost its square.
        let near: String = self.rest.chars().take(60).take_while(|c| !matches!(c, '.' | '\n')).collect();
        [
            "예정",
            "계획",
            "열린다",
            "연다",
            "까지",
            "겠다",
            "할 것",
            "될 것",
            "들어간다",
            "시작한다",
            "치른다",
            "발표한다",
            "열릴",
            "부터 시행",
        ]
        .iter()
        .any(|sign| near.contains(sign))
    }

    /// "지난주", "이번 주 토요일", "지난 토요일", "금요일"
    fn week(&self) -> Read {
        let today = self.calendar.today?;
        let monday = plus_days(today, 1 - i64::from(calendar::weekday(today)))?;
        const WEEKS: &[(&str, i64)] = &[
            ("지난주", -1),
            ("이번 주", 0),
            ("이번주", 0),
            ("다음 주", 1),
            ("다음주", 1),
            ("내주", 1),
            ("금주", 0),
        ];
        if let Some((end, weeks)) = self.any(0, WEEKS) {
            let first = plus_days(monday, 7 * weeks)?;
            if let Some((end, day)) = self.any(self.space(end), WEEKDAYS) {
                return self.with_time(end, plus_days(first, i64::from(day) - 1)?);
            }
            return Some((end, settled::week_of(first)));
        }
        let (at, shift) = self.any(0, &[("지난 ", -1i64), ("오는 ", 1)]).map_or((0, 0), |found| found);
        let (end, day) = self.any(at, WEEKDAYS)?;
        let lean = if shift > 0 || shift == 0 && self.speaks_of_plans() { Lean::Future } else { Lean::Past };
        let from = if shift < 0 { plus_days(today, -1)? } else { today };
        let near = if shift == 0 && lean == Lean::Past { Lean::Future } else { lean };
        let date = calendar::nearest_weekday(from, day, if shift == 0 { near } else { lean })?;
        self.with_time(end, date)
    }

    /// "3년", "20주", "두 시간", "사흘", "6년 전", "3년간", "15년째"
    fn counted(&self) -> Read {
        const NATIVE_DAYS: &[(&str, i64)] = &[
            ("하루", 1),
            ("이틀", 2),
            ("사흘", 3),
            ("나흘", 4),
            ("닷새", 5),
            ("엿새", 6),
            ("이레", 7),
            ("여드레", 8),
            ("아흐레", 9),
            ("열흘", 10),
            ("보름", 15),
        ];
        const NATIVE: &[(&str, i64)] = &[
            ("한 ", 1),
            ("두 ", 2),
            ("세 ", 3),
            ("네 ", 4),
            ("석 ", 3),
            ("넉 ", 4),
            ("다섯 ", 5),
            ("여섯 ", 6),
            ("일곱 ", 7),
            ("여덟 ", 8),
            ("아홉 ", 9),
            ("열 ", 10),
        ];
        const UNITS: &[(&str, Unit)] = &[
            ("년", Unit::Year),
            ("개월", Unit::Month),
            ("달", Unit::Month),
            ("주", Unit::Week),
            ("거래일", Unit::Day),
            ("일", Unit::Day),
            ("시간", Unit::Hour),
            ("분", Unit::Minute),
            ("초", Unit::Second),
            ("세기", Unit::Century),
            ("해", Unit::Year),
        ];
        let (mut end, amount, unit) = if let Some((end, days)) = self.any(0, NATIVE_DAYS) {
            (end, days, Unit::Day)
        } else {
            let (at, amount) = self.any(0, NATIVE).or_else(|| self.number(0))?;
            let (end, unit) = self.any(at, UNITS)?;
            // "3분기", "20주년", "5년생", "세 주민"
            let other = ["기", "년", "생", "차", "민", "의", "요", "본"]
                .iter()
                .any(|tail| self.after(end).starts_with(tail))
                && unit != Unit::Year
                || self.after(end).starts_with('생')
                || self.after(end).starts_with('차');
            if other {
                return None;
            }
            (end, amount, unit)
        };
        let ago = self.any(end, &[(" 전", -1i64), (" 뒤", 1), (" 후", 1)]);
        if let Some((after, sign)) = ago
            && !matches!(unit, Unit::Hour | Unit::Minute | Unit::Second)
        {
            let settled = self.calendar.away(unit, sign * amount)?;
            return Some((after, settled));
        }
        if let Some((after, ())) = self.any(end, &[("째", ()), ("간", ())]) {
            end = after;
        }
        Some((end, Settled::valueless(calendar::duration(unit, Some(amount as f64)), DateKind::Duration)))
    }

    /// "최근", "지금", "간밤"
    fn word(&self) -> Read {
        const WORDS: &[(&str, &str)] = &[
            ("최근", "PAST_REF"),
            ("요즘", "PRESENT_REF"),
            ("지금", "PRESENT_REF"),
            ("현재", "PRESENT_REF"),
            ("앞으로", "FUTURE_REF"),
            ("향후", "FUTURE_REF"),
        ];
        if let Some((end, value)) = self.any(0, WORDS) {
            let bounded = !self.after(end).starts_with(['까', '껏']);
            return bounded.then(|| (end, Settled::valueless(value.to_owned(), DateKind::Date)));
        }
        let (end, ()) = self.any(0, &[("간밤", ()), ("지난밤", ())])?;
        let night = Meaning::Away { unit: Unit::Day, amount: -1 };
        Some((end, self.calendar.part("NI", Some(&night), Lean::Past)?))
    }
}

const PARTS: &[(&str, &str)] =
    &[("오전", "MO"), ("새벽", "MO"), ("아침", "MO"), ("오후", "AF"), ("저녁", "EV"), ("밤", "NI")];

/// Half of the day before an hour: what is added to it.
const HALVES: &[(&str, i64)] =
    &[("오전 ", 0), ("새벽 ", 0), ("아침 ", 0), ("오후 ", 12), ("저녁 ", 12), ("밤 ", 12)];

const WEEKDAYS: &[(&str, i8)] = &[
    ("월요일", 1),
    ("화요일", 2),
    ("수요일", 3),
    ("목요일", 4),
    ("금요일", 5),
    ("토요일", 6),
    ("일요일", 7),
];
