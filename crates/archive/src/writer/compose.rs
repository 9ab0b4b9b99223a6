//! Records as bytes: `warcinfo`, `response` and `revisit` of WARC/1.1, each packed as a gzip member.
use std::fmt::Write as _;
use std::io::{self, Write};

use flate2::Compression;
use flate2::write::GzEncoder;
use model::Timestamp;

use super::Config;
use super::seen::First;
use crate::capture::Capture;
use crate::digest;

const FORMAT: &str = "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/";
const IDENTICAL_PAYLOAD: &str = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest";
const HTTP_RESPONSE: &str = "application/http;msgtype=response";

const LEVEL: Compression = Compression::new(3);

/// What a record is labelled with beside its capture.
#[derive(Debug)]
pub(crate) struct Stamp<'a> {
    pub(crate) id: String,
    /// The record at the start of its file.
    pub(crate) warcinfo: &'a str,
    pub(crate) payload: &'a str,
}

/// A random UUID (RFC 9562, version 4) as a URI.
pub(crate) fn new_id() -> String {
    let bits = u128::from_be_bytes(rand::random());
    let bits = bits & !(0xf << 76) & !(0x3 << 62) | (0x4 << 76) | (0x2 << 62);
    let hex = format!("{bits:032x}");
    let mut id = "urn:uuid:".to_owned();
    for (at, digit) in hex.chars().enumerate() {
        if matches!(at, 8 | 12 | 16 | 20) {
            id.push('-');
        }
        id.push(digit);
    }
    id
}

/// Says who wrote the file, and how.
pub(crate) fn warcinfo(
    packed: &mut Vec<u8>,
    config: &Config,
    now: Timestamp,
    file: &str,
    id: &str,
) -> io::Result<()> {
    let mut block = Fields::default();
    block.add("software", &config.software);
    block.add("format", "WARC File Format 1.1");
    block.add("conformsTo", FORMAT);
    for (name, value) in [("operator", &config.operator), ("http-header-user-agent", &config.user_agent)] {
        if let Some(value) = value {
            block.add(name, value);
        }
    }
    let mut head = Fields::of_record("warcinfo", id, now);
    head.add("WARC-Filename", file);
    head.add("WARC-Block-Digest", &digest::labelled(&[block.0.as_bytes()]));
    head.add("Content-Type", "application/warc-fields");
    pack(packed, head, &[block.0.as_bytes()], LEVEL)
}

pub(crate) fn response(packed: &mut Vec<u8>, capture: &Capture<'_>, stamp: &Stamp<'_>) -> io::Result<()> {
    let http = http_head(capture);
    let block: [&[u8]; 2] = [&http, capture.body];
    let mut head = Fields::of_record("response", &stamp.id, capture.fetched_at);
    head.of_capture(capture, stamp, &block);
    pack(packed, head, &block, level(capture))
}

/// The answer's head alone; its payload is in `first`.
pub(crate) fn revisit(
    packed: &mut Vec<u8>,
    capture: &Capture<'_>,
    stamp: &Stamp<'_>,
    first: &First,
) -> io::Result<()> {
    let http = http_head(capture);
    let block: [&[u8]; 1] = [&http];
    let mut head = Fields::of_record("revisit", &stamp.id, capture.fetched_at);
    head.add("WARC-Profile", IDENTICAL_PAYLOAD);
    head.add("WARC-Refers-To", &format!("<{}>", first.id));
    // The same address: only then is it a revisit (see `seen::key`).
    head.add("WARC-Refers-To-Target-URI", &target_uri(capture.url));
    head.add("WARC-Refers-To-Date", &first.date.to_string());
    head.add("WARC-Truncated", "length");
    head.of_capture(capture, stamp, &block);
    pack(packed, head, &block, LEVEL)
}

/// Named fields, one a line. A value never breaks its line, whatever it is made of.
#[derive(Default)]
struct Fields(String);

impl Fields {
    fn of_record(kind: &str, id: &str, date: Timestamp) -> Self {
        let mut fields = Fields("WARC/1.1\r\n".to_owned());
        fields.add("WARC-Type", kind);
        fields.add("WARC-Record-ID", &format!("<{id}>"));
        fields.add("WARC-Date", &date.to_string());
        fields
    }

    fn of_capture(&mut self, capture: &Capture<'_>, stamp: &Stamp<'_>, block: &[&[u8]]) {
        self.add("WARC-Target-URI", &target_uri(capture.url));
        if let Some(ip) = capture.ip {
            self.add("WARC-IP-Address", &ip.to_string());
        }
        if capture.http2 {
            self.add("WARC-Protocol", if capture.url.starts_with("https:") { "h2" } else { "h2c" });
        }
        self.add("Wiredesk-Kind", capture.kind.as_str());
        self.add("WARC-Warcinfo-ID", &format!("<{}>", stamp.warcinfo));
        self.add("WARC-Payload-Digest", stamp.payload);
        self.add("WARC-Block-Digest", &digest::labelled(block));
        self.add("Content-Type", HTTP_RESPONSE);
    }

    fn add(&mut self, name: &str, value: &str) {
        let value = value.trim().replace(|c: char| c.is_control(), " ");
        // Writing into a string cannot fail.
        let _ = write!(self.0, "{name}: {value}\r\n");
    }
}

fn pack(packed: &mut Vec<u8>, mut head: Fields, block: &[&[u8]], level: Compression) -> io::Result<()> {
    let length: usize = block.iter().map(|part| part.len()).sum();
    head.add("Content-Length", &length.to_string());
    packed.clear();
    let mut gzip = GzEncoder::new(std::mem::take(packed), level);
    gzip.write_all(head.0.as_bytes())?;
    gzip.write_all(b"\r\n")?;
    for part in block {
        gzip.write_all(part)?;
    }
    gzip.write_all(b"\r\n\r\n")?;
    *packed = gzip.finish()?;
    Ok(())
}

/// On pages of news, level 3 packs twice as fast as 6 and 3 % larger. A body that is packed already is not worth even that.
fn level(capture: &Capture<'_>) -> Compression {
    let packed = capture.headers.iter().any(|(name, value)| {
        name.eq_ignore_ascii_case("content-encoding") && !value.eq_ignore_ascii_case(b"identity")
    });
    if packed { Compression::fast() } else { LEVEL }
}

/// Status line and headers. `Transfer-Encoding` is gone with the transfer coding, and the length is that of what follows.
fn http_head(capture: &Capture<'_>) -> Vec<u8> {
    let mut head = format!("HTTP/1.1 {:03} ", capture.status).into_bytes();
    value(&mut head, capture.reason.as_bytes());
    let length = capture.body.len().to_string();
    let mut measured = false;
    for (name, text) in capture.headers {
        let lengthy = name.eq_ignore_ascii_case("content-length");
        if name.eq_ignore_ascii_case("transfer-encoding") || lengthy && measured || !is_token(name) {
            continue;
        }
        measured |= lengthy;
        head.extend_from_slice(name.as_bytes());
        head.extend_from_slice(b": ");
        value(&mut head, if lengthy { length.as_bytes() } else { text });
    }
    if !measured {
        head.extend_from_slice(b"Content-Length: ");
        value(&mut head, length.as_bytes());
    }
    head.extend_from_slice(b"\r\n");
    head
}

/// To the end of the line, and not beyond it.
fn value(head: &mut Vec<u8>, text: &[u8]) {
    let plain = |byte: &u8| if matches!(byte, b'\r' | b'\n' | 0) { b' ' } else { *byte };
    head.extend(text.iter().map(plain));
    head.extend_from_slice(b"\r\n");
}

/// RFC 9110, section 5.6.2.
fn is_token(name: &str) -> bool {
    let symbols = b"!#$%&'*+-.^_`|~";
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || symbols.contains(&byte))
}

/// As it was asked for: credentials belong to nobody else, and a fragment is not sent. What may not stand in a URI is
/// percent-encoded (RFC 3986).
fn target_uri(url: &str) -> String {
    let url = url.split('#').next().unwrap_or_default();
    let (scheme, rest) = url.split_once("://").unwrap_or(("", url));
    let end = rest.find(['/', '?']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at(end);
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let separator = if scheme.is_empty() { "" } else { "://" };
    let mut uri = String::with_capacity(url.len());
    for byte in [scheme, separator, host, path].concat().bytes() {
        if byte.is_ascii_graphic() && !matches!(byte, b'<' | b'>' | b'"') {
            uri.push(byte as char);
        } else {
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    uri
}

#[cfg(test)]
mod tests;
