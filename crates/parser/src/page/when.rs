//! Times as pages state them: ISO 8601 in its many spellings, epochs, and dates with English month names.
use jiff::civil::DateTime;
use jiff::tz::Offset as ZoneOffset;
use model::article::{FieldSource, PublishedTime};
use model::{Offset, Precision, Timestamp};

/// The instant that a text states. A time without a zone is read in `zone`, the usual zone of its page, and keeps no offset.
pub fn read(text: &str, zone: Option<Offset>, source: FieldSource) -> Option<PublishedTime> {
    let text = text.trim();
    if let Some(at) = epoch(text) {
        return Some(PublishedTime { at, offset: Some(Offset::UTC), precision: Precision::Second, source });
    }
    let stated = numeric(text).or_else(|| named(text))?;
    let offset = stated.zone;
    let civil = DateTime::new(
        stated.year,
        stated.month,
        stated.day,
        stated.hour,
        stated.minute,
        stated.second,
        stated.nanos,
    )
    .ok()?;
    let shift = offset.or(zone).unwrap_or(Offset::UTC);
    let at = ZoneOffset::from_seconds(shift.minutes() * 60).ok()?.to_timestamp(civil).ok()?;
    Some(PublishedTime { at: at.into(), offset, precision: stated.precision, source })
}

struct Stated {
    year: i16,
    month: i8,
    day: i8,
    hour: i8,
    minute: i8,
    second: i8,
    nanos: i32,
    precision: Precision,
    zone: Option<Offset>,
}

fn epoch(text: &str) -> Option<Timestamp> {
    if !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let number: i64 = text.parse().ok()?;
    match text.len() {
        10 => Some(Timestamp::from_millis(number * 1000)),
        13 => Some(Timestamp::from_millis(number)),
        _ => None,
    }
}

/// Walks a text by what comes next; each step is `None` when something else stands there.
struct Cursor<'t>(&'t str);

impl Cursor<'_> {
    fn number(&mut self, min: usize, max: usize) -> Option<i32> {
        let len = self.0.bytes().take(max).take_while(u8::is_ascii_digit).count();
        if len < min {
            return None;
        }
        let value = self.0[..len].parse().ok();
        self.0 = &self.0[len..];
        value
    }

    fn any_of(&mut self, set: &[char]) -> Option<char> {
        let c = self.0.chars().next().filter(|c| set.contains(c))?;
        self.0 = &self.0[c.len_utf8()..];
        Some(c)
    }

    fn spaces(&mut self) {
        self.0 = self.0.trim_start();
    }
}

/// `2019-11-21T19:21:00+09:00`, `2019/11/21 19:21`, `20191121T192100Z`, `20191121`, `21.11.2019 19:21`
fn numeric(text: &str) -> Option<Stated> {
    let mut cursor = Cursor(text);
    let first = cursor.number(1, 4)?;
    let digits = text.len() - cursor.0.len();
    let (year, month, day);
    if digits == 4 {
        year = first;
        let separated = cursor.any_of(&['-', '/', '.', '年']).is_some();
        cursor.spaces();
        month = cursor.number(if separated { 1 } else { 2 }, 2)?;
        if separated {
            cursor.any_of(&['-', '/', '.', '月'])?;
            cursor.spaces();
        }
        day = cursor.number(if separated { 1 } else { 2 }, 2)?;
        cursor.any_of(&['日', '.']);
    } else {
        // Day first: the dotted form; with slashes nobody can tell, and the American order is the commoner on pages.
        let mark = cursor.any_of(&['.', '/', '-'])?;
        cursor.spaces();
        let second = cursor.number(1, 2)?;
        cursor.any_of(&[mark])?;
        cursor.spaces();
        year = cursor.number(4, 4)?;
        (month, day) = if mark == '/' && first <= 12 { (first, second) } else { (second, first) };
    }
    let mut stated = date(year, month, day)?;
    cursor.any_of(&['T', 't', ',', '-']);
    cursor.spaces();
    clock(cursor.0, &mut stated);
    Some(stated)
}

fn date(year: i32, month: i32, day: i32) -> Option<Stated> {
    if !(1970..=2100).contains(&year) {
        return None;
    }
    Some(Stated {
        year: i16::try_from(year).ok()?,
        month: i8::try_from(month).ok()?,
        day: i8::try_from(day).ok()?,
        hour: 0,
        minute: 0,
        second: 0,
        nanos: 0,
        precision: Precision::Day,
        zone: None,
    })
}

/// `19:21:00.123+09:00`, `7:21 p.m. EST`, `19h21`, `1921`
fn clock(text: &str, stated: &mut Stated) -> Option<()> {
    let start = text.find(|c: char| c.is_ascii_digit())?;
    let mut cursor = Cursor(&text[start..]);
    let hour = cursor.number(1, 2)?;
    let colon = cursor.any_of(&[':', 'h', '.', '時']).is_some();
    let minute = cursor.number(2, 2)?;
    let mut precision = Precision::Minute;
    let (mut second, mut nanos) = (0, 0);
    let more = if colon {
        cursor.any_of(&[':']).is_some()
    } else {
        cursor.0.starts_with(|c: char| c.is_ascii_digit())
    };
    if more && let Some(value) = cursor.number(2, 2) {
        second = value.min(59);
        precision = Precision::Second;
        if cursor.any_of(&['.', ',']).is_some() {
            let len = cursor.0.bytes().take_while(u8::is_ascii_digit).count();
            let digits: String = cursor.0[..len].chars().chain(std::iter::repeat('0')).take(9).collect();
            nanos = digits.parse().unwrap_or(0);
            cursor.0 = &cursor.0[len..];
        }
    }
    cursor.spaces();
    let lower = cursor.0.to_ascii_lowercase().replace('.', "");
    let hour = match (&lower, hour) {
        (l, 12) if l.starts_with("am") => 0,
        (l, h) if l.starts_with("pm") && h < 12 => h + 12,
        (_, h) => h,
    };
    if hour > 23 || minute > 59 {
        return None;
    }
    (stated.hour, stated.minute, stated.second, stated.nanos) =
        (hour as i8, minute as i8, second as i8, nanos);
    stated.precision = precision;
    let rest = if lower.starts_with("am") || lower.starts_with("pm") {
        lower[2..].trim_start()
    } else {
        lower.trim_start()
    };
    stated.zone = zone(rest);
    Some(())
}

/// `Z`, `+0900`, `+09:00`, `GMT+9`, `KST`
fn zone(text: &str) -> Option<Offset> {
    let text = text.trim_start_matches(['(', ',', ' ']).trim_end_matches(')');
    let word_len = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (word, rest) = text.split_at(word_len);
    let rest = rest.trim();
    if rest.starts_with(['+', '-']) && (word.is_empty() || matches!(word, "gmt" | "utc")) {
        let len = 1 + rest[1..].bytes().take_while(|b| b.is_ascii_digit() || *b == b':').count();
        let written = &rest[..len];
        return Offset::parse(written).or_else(|| {
            let (sign, hours) = written.split_at(1);
            Offset::parse(&format!("{sign}0{hours}"))
        });
    }
    let minutes = match word {
        "z" | "gmt" | "utc" | "ut" | "wet" => 0,
        "kst" | "jst" => 540,
        "est" => -300,
        "edt" => -240,
        "et" => -300,
        "cst" | "ct" => -360,
        "cdt" => -300,
        "mst" | "mt" => -420,
        "mdt" => -360,
        "pst" | "pt" => -480,
        "pdt" => -420,
        "bst" | "cet" | "mez" => 60,
        "cest" | "mesz" | "eet" => 120,
        "eest" | "msk" => 180,
        "ist" => 330,
        "hkt" | "sgt" | "awst" => 480,
        "aest" => 600,
        "aedt" => 660,
        "nzst" => 720,
        "nzdt" => 780,
        _ => return None,
    };
    Offset::from_minutes(minutes)
}

/// `Thu, 21 Nov 2019 10:21:00 GMT`, `November 21, 2019 5:21 a.m. EST`, `21 November 2019`
fn named(text: &str) -> Option<Stated> {
    const MONTHS: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let lower = text.to_lowercase();
    let mut words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let (mut month, mut day, mut year) = (None, None, None);
    for word in words.by_ref() {
        let digits = word.trim_end_matches(|c: char| c.is_alphabetic());
        if month.is_none() && word.chars().all(char::is_alphabetic) {
            month = MONTHS.iter().position(|m| word.starts_with(m));
        } else if digits.len() == 4 {
            year = digits.parse().ok();
            break;
        } else if day.is_none() && matches!(digits.len(), 1 | 2) {
            day = digits.parse().ok();
        }
    }
    let mut stated = date(year?, month? as i32 + 1, day?)?;
    let year_text = format!("{:04}", stated.year);
    if let Some(at) = lower.find(&year_text) {
        clock(&lower[at + 4..], &mut stated);
    }
    Some(stated)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_in_their_spellings() {
        for (text, at, offset) in [
            ("2019-11-21T19:21:00+09:00", "2019-11-21T10:21:00.000Z", Some("+09:00")),
            ("2019-11-21 19:21", "2019-11-21T19:21:00.000Z", None),
            ("2019-11-21T10:21:00.123456Z", "2019-11-21T10:21:00.123Z", Some("+00:00")),
            ("20191121T102100Z", "2019-11-21T10:21:00.000Z", Some("+00:00")),
            ("2019/11/21", "2019-11-21T00:00:00.000Z", None),
            ("1574331660", "2019-11-21T10:21:00.000Z", Some("+00:00")),
            ("Thu, 21 Nov 2019 10:21:00 GMT", "2019-11-21T10:21:00.000Z", Some("+00:00")),
            ("November 21, 2019 5:21 a.m. EST", "2019-11-21T10:21:00.000Z", Some("-05:00")),
            ("21 November 2019", "2019-11-21T00:00:00.000Z", None),
            ("21.11.2019, 10:21 Uhr", "2019-11-21T10:21:00.000Z", None),
            ("2019年11月21日 10:21", "2019-11-21T10:21:00.000Z", None),
            ("2019-11-21 19:21 KST", "2019-11-21T10:21:00.000Z", Some("+09:00")),
            ("Thu Nov 21 2019 10:21:00 GMT+0100", "2019-11-21T09:21:00.000Z", Some("+01:00")),
        ] {
            let read = read(text, None, FieldSource::Meta);
            let found = read.map(|t| (t.at.to_string(), t.offset.map(|o| o.to_string())));
            assert_eq!(found, Some((at.to_owned(), offset.map(str::to_owned))), "{text}");
        }
        for text in ["", "yesterday", "2019", "99/99/9999", "2019-13-40"] {
            assert_eq!(read(text, None, FieldSource::Meta), None, "{text}");
        }
    }
}
