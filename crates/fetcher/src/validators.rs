//! The headers of conditional requests and what answers say about their own age (RFC 9110, section 13; RFC 9111).
use std::time::{Duration, UNIX_EPOCH};

use model::{Timestamp, state::Validators};
use reqwest::header::{self, HeaderMap, HeaderName, HeaderValue};

use crate::fetched::Freshness;

/// Longer ones are not worth keeping for each feed.
const LONGEST_VALIDATOR: usize = 1024;
/// What any answer may claim at most.
const LONGEST_AGE: Duration = Duration::from_secs(365 * 24 * 3600);

/// Makes a request conditional. Both headers go out: servers that know only one take that (RFC 9110, 13.2.2).
pub(crate) fn condition(headers: &mut HeaderMap, validators: &Validators) {
    let pairs =
        [(header::IF_NONE_MATCH, &validators.etag), (header::IF_MODIFIED_SINCE, &validators.last_modified)];
    for (name, value) in pairs {
        if let Some(value) = value.as_deref().and_then(|text| HeaderValue::from_bytes(text.as_bytes()).ok()) {
            headers.insert(name, value);
        }
    }
}

/// Byte for byte as they came; what is no UTF-8 could not be sent back the same and is left out.
pub(crate) fn of(headers: &HeaderMap) -> Validators {
    let kept =
        |name| text(headers, &name).filter(|value| !value.is_empty() && value.len() <= LONGEST_VALIDATOR);
    Validators { etag: kept(header::ETAG), last_modified: kept(header::LAST_MODIFIED) }
}

/// Reads `Cache-Control`, `Age`, `Expires`, `Date` and `Retry-After`.
pub(crate) fn freshness(headers: &HeaderMap, now: Timestamp) -> Freshness {
    let date = text(headers, &header::DATE).and_then(|value| http_date(&value));
    // By the server's own clock, so that a wrong one does no harm.
    let here = |at: Timestamp| match date {
        Some(date) => now.plus(at.since(date).min(LONGEST_AGE)),
        None => at.max(now).min(now.plus(LONGEST_AGE)),
    };
    let expires = text(headers, &header::EXPIRES).and_then(|value| http_date(&value)).map(here);
    let retry_after = text(headers, &header::RETRY_AFTER).and_then(|value| match value.parse::<u64>() {
        Ok(seconds) => Some(now.plus(Duration::from_secs(seconds).min(LONGEST_AGE))),
        Err(_) => http_date(&value).map(here),
    });
    Freshness { max_age: max_age(headers), expires, retry_after }
}

/// `no-store` and `no-cache` mean stale at once; the age that a cache on the way reports is taken off.
fn max_age(headers: &HeaderMap) -> Option<Duration> {
    let mut seconds = None;
    for value in headers.get_all(header::CACHE_CONTROL) {
        for directive in value.to_str().unwrap_or_default().split(',') {
            let (name, value) = directive.split_once('=').unwrap_or((directive, ""));
            match name.trim().to_ascii_lowercase().as_str() {
                "no-store" | "no-cache" => return Some(Duration::ZERO),
                "max-age" => seconds = value.trim().trim_matches('"').parse::<u64>().ok(),
                _ => {}
            }
        }
    }
    let age = text(headers, &header::AGE).and_then(|value| value.parse::<u64>().ok()).unwrap_or(0);
    seconds.map(|seconds| Duration::from_secs(seconds.saturating_sub(age)).min(LONGEST_AGE))
}

/// The three forms of an HTTP date (RFC 9110, section 5.6.7).
fn http_date(text: &str) -> Option<Timestamp> {
    let at = httpdate::parse_http_date(text).ok()?;
    let millis = at.duration_since(UNIX_EPOCH).ok()?.as_millis();
    i64::try_from(millis).ok().map(Timestamp::from_millis)
}

/// The first value of a header as text, trimmed; `None` when it is no UTF-8.
pub(crate) fn text(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    let value = headers.get(name)?;
    std::str::from_utf8(value.as_bytes()).ok().map(|text| text.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_millis(1_700_000_000_000); // 2023-11-14T22:13:20Z

    fn check(
        lines: &[(&'static str, &'static str)],
        max_age: Option<u64>,
        expires: Option<i64>,
        retry: Option<i64>,
    ) {
        let mut headers = HeaderMap::new();
        for (name, value) in lines {
            headers.append(*name, HeaderValue::from_static(value));
        }
        let found = freshness(&headers, NOW);
        assert_eq!(found.max_age.map(|age| age.as_secs()), max_age, "{lines:?}");
        let after = |at: Timestamp| (at.millis() - NOW.millis()) / 1000;
        assert_eq!(found.expires.map(after), expires, "{lines:?}");
        assert_eq!(found.retry_after.map(after), retry, "{lines:?}");
    }

    #[test]
    fn ages_dates_and_clocks_that_differ() {
        check(&[("cache-control", "public, Max-Age=\"600\"")], Some(600), None, None);
        check(&[("cache-control", "max-age=600"), ("age", "450")], Some(150), None, None);
        check(&[("cache-control", "max-age=600, no-cache")], Some(0), None, None);
        check(&[("cache-control", "max-age=-1")], None, None, None);
        check(&[("expires", "Tue, 14 Nov 2023 22:23:20 GMT")], None, Some(600), None);
        check(&[("expires", "Tuesday, 14-Nov-23 22:23:20 GMT")], None, Some(600), None);
        check(&[("expires", "Tue Nov 14 22:23:20 2023")], None, Some(600), None);
        check(&[("expires", "0")], None, None, None);
        check(&[("expires", "Thu, 01 Jan 1970 00:00:00 GMT")], None, Some(0), None);
        // The server's clock is a year behind: ten minutes are ten minutes.
        let behind = ("date", "Mon, 14 Nov 2022 22:13:20 GMT");
        check(&[behind, ("expires", "Mon, 14 Nov 2022 22:23:20 GMT")], None, Some(600), None);
        check(&[behind, ("retry-after", "Mon, 14 Nov 2022 22:14:20 GMT")], None, None, Some(60));
        check(&[("retry-after", "120")], None, None, Some(120));
        check(&[("retry-after", "99999999999999999")], None, None, Some(365 * 24 * 3600));
        check(&[("retry-after", "soon")], None, None, None);
    }

    #[test]
    fn validators_travel_byte_for_byte() {
        let mut answer = HeaderMap::new();
        answer.insert(header::ETAG, HeaderValue::from_bytes("W/\"é\"".as_bytes()).unwrap());
        answer.insert(header::LAST_MODIFIED, HeaderValue::from_static("whatever it is"));
        let mut request = HeaderMap::new();
        condition(&mut request, &of(&answer));
        assert_eq!(request.get(header::IF_NONE_MATCH), answer.get(header::ETAG));
        assert_eq!(request.get(header::IF_MODIFIED_SINCE), answer.get(header::LAST_MODIFIED));
        answer.insert(header::ETAG, HeaderValue::from_bytes(b"\"\xff\"").unwrap());
        assert_eq!(of(&answer).etag, None);
    }
}
