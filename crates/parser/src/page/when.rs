//! Times as pages state them: epochs, and whatever a feed or byline may write.
use model::article::{FieldSource, PublishedTime};
use model::{Offset, Precision, Timestamp};

use super::zone::Zone;
use crate::feed::date;

/// The instant that a text states. A clock time without a zone is read in `zone`, the usual one of its publisher, and
/// keeps no offset; a day alone stays that day in UTC.
pub fn read(text: &str, zone: Option<Zone>, source: FieldSource) -> Option<PublishedTime> {
    let text = text.trim();
    if let Some(at) = epoch(text) {
        return Some(PublishedTime { at, offset: Some(Offset::UTC), precision: Precision::Second, source });
    }
    let mut stated = date::parse(text, None)?;
    if stated.offset.is_none() && stated.precision != Precision::Day {
        let day = stated.at.to_string();
        let usual = zone.and_then(|zone| zone.on(day.get(..10)?)).unwrap_or(Offset::UTC);
        stated.at = Timestamp::from_millis(stated.at.millis() - i64::from(usual.minutes()) * 60_000);
    }
    let sane = (YEAR_1990..YEAR_2100).contains(&stated.at.millis());
    sane.then_some(PublishedTime {
        at: stated.at,
        offset: stated.offset,
        precision: stated.precision,
        source,
    })
}

/// The day that many publishers write into their addresses, `/2024/05/21/`, for pages that state none.
pub fn of_address(url: &str) -> Option<PublishedTime> {
    let parts: Vec<&str> = url.split(['/', '?', '#']).collect();
    let is = |part: &str, len: usize| part.len() == len && part.bytes().all(|b| b.is_ascii_digit());
    let day = parts.windows(3).find_map(|run| match run {
        [year, month, day] if is(year, 4) && is(month, 2) && is(day, 2) => {
            Some(format!("{year}-{month}-{day}"))
        }
        _ => None,
    })?;
    read(&day, None, FieldSource::Other("url".to_owned()))
}

/// Pages were not written before, and are not yet after.
const YEAR_1990: i64 = 631_152_000_000;
const YEAR_2100: i64 = 4_102_444_800_000;

/// Seconds or milliseconds since 1970, as scripts write them.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_in_their_spellings() {
        for (text, at, offset) in [
            ("2019-11-21T19:21:00+09:00", "2019-11-21T10:21:00.000Z", Some("+09:00")),
            ("2019-11-21 19:21", "2019-11-21T19:21:00.000Z", None),
            ("1574331660", "2019-11-21T10:21:00.000Z", Some("+00:00")),
            ("1574331660000", "2019-11-21T10:21:00.000Z", Some("+00:00")),
            ("Thu, 21 Nov 2019 10:21:00 GMT", "2019-11-21T10:21:00.000Z", Some("+00:00")),
            ("2019-11-21 19:21 KST", "2019-11-21T10:21:00.000Z", Some("+09:00")),
        ] {
            let read = read(text, None, FieldSource::Meta);
            let found = read.map(|t| (t.at.to_string(), t.offset.map(|o| o.to_string())));
            assert_eq!(found, Some((at.to_owned(), offset.map(str::to_owned))), "{text}");
        }
        let address =
            of_address("https://coast.example/news/2024/05/21/ferry-halts").map(|t| t.at.to_string());
        assert_eq!(address.as_deref(), Some("2024-05-21T00:00:00.000Z"));
        assert_eq!(of_address("https://coast.example/2024/05/ferry-21"), None);
        for text in ["", "yesterday", "2019", "99/99/9999", "2019-13-40", "0001-01-01T00:00:00Z"] {
            assert_eq!(read(text, None, FieldSource::Meta), None, "{text}");
        }
    }
}
