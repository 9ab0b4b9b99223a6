//! The HTTP answer inside a `response` record, read as leniently as crawlers write it (RFC 9112).
use std::borrow::Cow;

/// Of the answer's head; more are passed over.
const MAX_HEADERS: usize = 1000;

/// An answer whose transfer coding is undone and whose content encoding is not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HttpResponse<'a> {
    pub status: u16,
    pub reason: String,
    /// Names and values as they stand in the file.
    pub headers: Vec<(String, Vec<u8>)>,
    /// What `Content-Encoding` lists, in lower case, in the order in which the server applied them. Crawlers that store the
    /// unpacked body leave the header at times: look at the body before believing it.
    pub content_encoding: Vec<String>,
    pub content_type: Option<String>,
    pub body: Cow<'a, [u8]>,
    /// Whether nothing says that the body was cut off.
    pub complete: bool,
}

impl HttpResponse<'_> {
    /// The first header of this name, in any case.
    pub fn header(&self, name: &str) -> Option<&[u8]> {
        values(&self.headers, name).next()
    }
}

/// `None`: this is no HTTP answer.
pub(crate) fn parse(block: &[u8]) -> Option<HttpResponse<'_>> {
    let (first, mut rest) = line(block)?;
    let (status, reason) = status_line(first)?;
    let mut headers: Vec<(String, Vec<u8>)> = Vec::new();
    let mut complete = false;
    while let Some((text, after)) = line(rest) {
        rest = after;
        if text.is_empty() {
            complete = true;
            break;
        }
        // Folded lines are long forbidden, and still in old archives (RFC 9112, section 5.2).
        let folded = text.first().is_some_and(|first| matches!(first, b' ' | b'\t'));
        if let Some((_, value)) = headers.last_mut().filter(|_| folded) {
            value.push(b' ');
            value.extend_from_slice(text.trim_ascii());
        } else if headers.len() < MAX_HEADERS {
            headers.extend(header(text));
        }
    }
    let mut content_encoding = words(&headers, "Content-Encoding");
    let mut codings = words(&headers, "Transfer-Encoding");
    let mut body = Cow::Borrowed(rest);
    if codings.last().is_some_and(|last| last == "chunked") {
        codings.pop();
        if let Some((decoded, whole)) = dechunk(rest) {
            body = Cow::Owned(decoded);
            complete &= whole;
        }
    }
    content_encoding.extend(codings.into_iter().filter(|coding| coding != "identity" && coding != "chunked"));
    let announced = values(&headers, "Content-Length").next().and_then(|value| number(value, 10));
    complete &= announced.is_none_or(|announced| body.len() as u64 >= announced);
    let content_type = values(&headers, "Content-Type").next().map(text);
    Some(HttpResponse { status, reason, headers, content_encoding, content_type, body, complete })
}

/// An answer of which only the body was kept.
pub(crate) fn bare<'a>(block: &'a [u8], content_type: Option<&str>) -> HttpResponse<'a> {
    HttpResponse {
        status: 200,
        reason: String::new(),
        headers: Vec::new(),
        content_encoding: Vec::new(),
        content_type: content_type.map(str::to_owned),
        body: Cow::Borrowed(block),
        complete: true,
    }
}

/// A line without its end, and what follows. The last one may have no end.
fn line(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    if bytes.is_empty() {
        return None;
    }
    let (line, rest) = match memchr::memchr(b'\n', bytes) {
        Some(at) => (bytes.get(..at)?, bytes.get(at + 1..)?),
        None => (bytes, &[][..]),
    };
    Some((line.strip_suffix(b"\r").unwrap_or(line), rest))
}

fn status_line(line: &[u8]) -> Option<(u16, String)> {
    let rest = line.strip_prefix(b"HTTP/")?;
    let space = memchr::memchr(b' ', rest)?;
    let rest = rest.get(space..)?.trim_ascii_start();
    let digits = rest.get(..3)?;
    let status = u16::try_from(number(digits, 10)?).ok()?;
    Some((status, text(rest.get(3..)?)))
}

fn header(line: &[u8]) -> Option<(String, Vec<u8>)> {
    let colon = memchr::memchr(b':', line)?;
    let name = text(line.get(..colon)?);
    (!name.is_empty()).then_some((name, line.get(colon + 1..)?.trim_ascii().to_vec()))
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes.trim_ascii()).into_owned()
}

fn values<'h>(headers: &'h [(String, Vec<u8>)], name: &str) -> impl Iterator<Item = &'h [u8]> {
    headers
        .iter()
        .filter(move |(header, _)| header.eq_ignore_ascii_case(name))
        .map(|(_, value)| value.as_slice())
}

/// The items of a list header, over all its lines, in lower case.
fn words(headers: &[(String, Vec<u8>)], name: &str) -> Vec<String> {
    let values = values(headers, name).flat_map(|value| value.split(|byte| *byte == b','));
    values.map(|word| text(word).to_ascii_lowercase()).filter(|word| !word.is_empty()).collect()
}

/// Digits only: no sign, no space, no overflow.
fn number(digits: &[u8], radix: u32) -> Option<u64> {
    if digits.is_empty() || !digits.iter().all(|byte| (*byte as char).is_digit(radix)) {
        return None;
    }
    u64::from_str_radix(std::str::from_utf8(digits).ok()?, radix).ok()
}

/// RFC 9112, section 7.1. `None` when the body does not begin with a chunk: the crawler has put it together already and
/// left the header. The flag says whether the last chunk was there.
fn dechunk(body: &[u8]) -> Option<(Vec<u8>, bool)> {
    let (mut size, mut rest) = chunk_size(body)?;
    let mut decoded = Vec::new();
    loop {
        if size == 0 {
            return Some((decoded, true));
        }
        let end = usize::try_from(size).unwrap_or(usize::MAX).min(rest.len());
        let (data, after) = rest.split_at(end);
        decoded.extend_from_slice(data);
        let Some((next_size, next)) = after_chunk(after).and_then(chunk_size) else {
            return Some((decoded, false));
        };
        (size, rest) = (next_size, next);
    }
}

fn after_chunk(bytes: &[u8]) -> Option<&[u8]> {
    bytes.strip_prefix(b"\r\n").or_else(|| bytes.strip_prefix(b"\n"))
}

fn chunk_size(bytes: &[u8]) -> Option<(u64, &[u8])> {
    let (line, rest) = line(bytes)?;
    let size = line.split(|byte| *byte == b';').next()?.trim_ascii();
    Some((number(size, 16)?, rest))
}

#[cfg(test)]
mod tests;
