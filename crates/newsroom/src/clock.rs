//! What time it is out there, and the ways in which publishers write it.
use jiff::{Timestamp, ZonedDateTime, tz::Offset, tz::TimeZone};

/// The press plays the world outside, whose clock is not the one that our tests shift; so it does not
/// ask `model::Clock`. Milliseconds are all that the script keeps, so that a restart shows the same times.
pub(crate) fn now() -> Timestamp {
    #[allow(clippy::disallowed_methods)]
    let now = Timestamp::now();
    Timestamp::from_millisecond(now.as_millisecond()).unwrap_or(now)
}

/// A publisher's offset from UTC, in minutes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Zone(pub i16);

impl Zone {
    pub(crate) fn at(self, time: Timestamp) -> ZonedDateTime {
        let offset = Offset::from_seconds(i32::from(self.0) * 60).unwrap_or(Offset::UTC);
        time.to_zoned_datetime(TimeZone::fixed(offset))
    }

    /// `Tue, 24 Nov 2026 09:30:00 +0900` (RFC 822, as RSS wants it).
    pub(crate) fn rfc822(self, time: Timestamp) -> String {
        self.at(time).strftime("%a, %d %b %Y %H:%M:%S %z").to_string()
    }

    /// `2026-11-24T09:30:00+09:00` (RFC 3339).
    pub(crate) fn rfc3339(self, time: Timestamp) -> String {
        self.at(time).strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
    }

    /// `2026-11-24T09:30:00.125+09:00`: W3C's form with a fraction, so that two changes of one second differ.
    pub(crate) fn w3c(self, time: Timestamp) -> String {
        self.at(time).strftime("%Y-%m-%dT%H:%M:%S%.3f%:z").to_string()
    }
}

/// `Tue, 24 Nov 2026 00:30:00 GMT` (RFC 9110, 5.6.7).
pub(crate) fn http_date(time: Timestamp) -> String {
    time.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()
}

/// Reads only what `http_date` writes: a validator is to be echoed, not computed.
pub(crate) fn read_http_date(text: &str) -> Option<Timestamp> {
    let civil = jiff::civil::DateTime::strptime("%a, %d %b %Y %H:%M:%S GMT", text).ok()?;
    Some(civil.to_zoned_datetime(TimeZone::UTC).ok()?.timestamp())
}
