//! Reads the time out of whatever a feed or a byline writes: RFC 822 with its abuses, ISO 8601, and plain words.
//!
//! Nothing is guessed that is not stated: a date needs year, month and day. Words that mean nothing are passed over
//! (names of weekdays among them, so that a wrong one does no harm).
use jiff::civil;
use model::{FeedDate, Offset, Precision, Timestamp};

mod iso;
mod scan;
mod words;

pub use words::weekday;

use words::Zone;

/// No newspaper is older.
const EARLIEST: i32 = 1600;
/// Longer than any date; the rest is not looked at.
const LONGEST: usize = 160;

/// What was stated. Assembled into an instant by [`Fields::instant`].
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Fields {
    year: Option<i32>,
    month: Option<u8>,
    day: Option<u8>,
    hour: Option<u8>,
    minute: Option<u8>,
    second: Option<u8>,
    millis: u16,
    afternoon: Option<bool>,
    zone: Option<Zone>,
}

/// How a publisher writes what a date alone does not settle.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Habits {
    /// Settles the names of zones that mean several: CST is Chicago's and Shanghai's.
    pub zone: Option<Offset>,
    /// "5/6/2024" is 5 June.
    pub day_first: bool,
}

/// Reads a date, with a time if there is one. Without a zone the time is read in `usual_zone`, else in UTC; `offset`
/// stays `None` then.
pub fn parse(text: &str, usual_zone: Option<Offset>) -> Option<FeedDate> {
    let mut date = parse_as(text, Habits { zone: usual_zone, day_first: false })?;
    if let (None, Some(usual)) = (date.offset, usual_zone) {
        date.at = Timestamp::from_millis(date.at.millis() - i64::from(usual.minutes()) * 60_000);
    }
    Some(date)
}

/// Reads a date as a publisher of these `habits` writes it; without a zone it is read in UTC.
pub fn parse_as(text: &str, habits: Habits) -> Option<FeedDate> {
    let text = text.trim();
    let head = text.char_indices().nth(LONGEST).map_or(text, |(end, _)| &text[..end]);
    let fields = iso::fields(head).or_else(|| scan::fields(head, habits))?;
    let (at, offset) = fields.instant()?;
    Some(FeedDate { at, offset, precision: fields.precision(), raw: head.to_owned() })
}

/// The two numbers of "5/6/2024", whose order is a habit; `None` for dates that are written otherwise.
pub fn slashed(text: &str) -> Option<(u8, u8)> {
    let start = text.find(|c: char| c.is_ascii_digit())?;
    let mut parts = text.get(start..)?.split('/');
    let (first, second, third) = (parts.next()?, parts.next()?, parts.next()?);
    third.starts_with(|c: char| c.is_ascii_digit()).then_some(())?;
    Some((first.trim().parse().ok()?, second.trim().parse().ok()?))
}

/// Whether a date names a zone that has another meaning elsewhere.
pub fn names_ambiguous_zone(text: &str) -> bool {
    let last = text.rsplit(|c: char| !c.is_ascii_alphabetic()).find(|word| !word.is_empty());
    last.is_some_and(|word| word.len() <= 5 && words::is_ambiguous(&word.to_ascii_lowercase()))
}

impl Fields {
    fn precision(&self) -> Precision {
        match (self.hour, self.minute, self.second) {
            (_, _, Some(_)) => Precision::Second,
            (_, Some(_), None) => Precision::Minute,
            (Some(_), None, None) => Precision::Hour,
            _ => Precision::Day,
        }
    }

    /// `None` also for the zero of a database or clock (year 1, 1 January 1970): no date was known.
    fn instant(&self) -> Option<(Timestamp, Option<Offset>)> {
        let day = civil::Date::new(
            i16::try_from(of_our_era(self.year?)?).ok()?,
            i8::try_from(self.month?).ok()?,
            i8::try_from(self.day?).ok()?,
        );
        let day = day.ok()?;
        let hour = self.hour_of_day()?;
        // 24:00 is the end of the day, and a second of 60 a leap second: both run over.
        let seconds = i64::from(hour) * 3600
            + i64::from(self.minute.unwrap_or(0)) * 60
            + i64::from(self.second.unwrap_or(0));
        let midnight = jiff::tz::Offset::UTC.to_timestamp(day.at(0, 0, 0, 0)).ok()?.as_millisecond();
        let local = midnight + seconds * 1000 + i64::from(self.millis);
        let offset = match self.zone {
            Some(Zone::Minutes(minutes)) => Some(Offset::from_minutes(minutes)?),
            Some(Zone::UnitedStates(standard)) => {
                let saving = i32::from(is_us_daylight_saving(day, hour));
                Offset::from_minutes((standard + saving) * 60)
            }
            None => None,
        };
        let east = offset.map_or(0, |offset| i64::from(offset.minutes()) * 60_000);
        (local != 0).then(|| (Timestamp::from_millis(local - east), offset))
    }

    fn hour_of_day(&self) -> Option<u8> {
        let hour = self.hour.unwrap_or(0);
        let minutes_fit = self.minute.unwrap_or(0) < 60 && self.second.unwrap_or(0) <= 60;
        let hour = match self.afternoon {
            Some(true) if hour < 12 => hour + 12,
            Some(false) if hour == 12 => 0,
            _ => hour,
        };
        let fits = hour < 24 || (hour == 24 && self.minute.unwrap_or(0) == 0);
        (minutes_fit && fits).then_some(hour)
    }
}

/// Years of Buddha, 543 ahead, stand in feeds of Thailand.
fn of_our_era(year: i32) -> Option<i32> {
    match year {
        2440..2640 => Some(year - 543),
        EARLIEST.. => Some(year),
        _ => None,
    }
}

/// Energy Policy Act of 2005: from 2 a.m. of the second Sunday of March to that of the first Sunday of November; before
/// 2007 from the first Sunday of April to the last of October.
fn is_us_daylight_saving(day: civil::Date, hour: u8) -> bool {
    let sunday = |month: i8, nth: i8| {
        let first = civil::Date::new(day.year(), month, 1);
        first.and_then(|first| first.nth_weekday_of_month(nth, civil::Weekday::Sunday))
    };
    let (start, end) = match day.year() {
        2007.. => (sunday(3, 2), sunday(11, 1)),
        _ => (sunday(4, 1), sunday(10, -1)),
    };
    let (Ok(start), Ok(end)) = (start, end) else { return false };
    (day > start || (day == start && hour >= 2)) && (day < end || (day == end && hour < 2))
}

#[cfg(test)]
mod tests;
