//! The head of a record: its version line and named fields (ISO 28500, clause 4).
use std::io::{Read, Seek};

use super::Fault;
use super::unpacked::{START, Unpacked};
use crate::error::Damage;

/// Room for a URL of any length that is still one.
const MAX_HEADER: usize = 1 << 20;
const MAX_FIELDS: usize = 1000;

pub(crate) type Fields = Vec<(String, String)>;

/// Reads up to and with the empty line: the version (`1.1`) and the fields.
pub(crate) fn read<S: Read + Seek>(unpacked: &mut Unpacked<S>) -> Result<(String, Fields), Fault> {
    if !unpacked.ensure(START.len())?.starts_with(START) {
        return Err(Damage::NoRecord.into());
    }
    let mut room = MAX_HEADER;
    let first = line(unpacked, &mut room)?;
    let version = version(&first).ok_or(Damage::NoRecord)?;
    let mut fields: Fields = Vec::new();
    loop {
        if unpacked.ensure(START.len())?.starts_with(START) {
            return Err(Damage::Header.into());
        }
        let line = line(unpacked, &mut room)?;
        let text = String::from_utf8_lossy(line.trim_ascii());
        if text.is_empty() {
            return Ok((version, fields));
        }
        let folded = line.first().is_some_and(|first| matches!(first, b' ' | b'\t'));
        if let Some((_, value)) = fields.last_mut().filter(|_| folded) {
            value.push(' ');
            value.push_str(&text);
        } else if let Some((name, value)) = text.split_once(':')
            && fields.len() < MAX_FIELDS
        {
            fields.push((name.trim().to_owned(), value.trim().to_owned()));
        }
    }
}

/// The size of the block.
pub(crate) fn content_length(fields: &Fields) -> Result<u64, Damage> {
    let values = fields.iter().filter(|(name, _)| name.eq_ignore_ascii_case("Content-Length"));
    let mut lengths = values.map(|(_, value)| {
        let digits = !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit());
        digits.then(|| value.parse::<u64>().ok()).flatten()
    });
    let first = lengths.next().flatten().ok_or(Damage::Length)?;
    if lengths.all(|other| other == Some(first)) { Ok(first) } else { Err(Damage::Length) }
}

fn line<S: Read + Seek>(unpacked: &mut Unpacked<S>, room: &mut usize) -> Result<Vec<u8>, Fault> {
    let mut line = Vec::new();
    loop {
        let window = unpacked.ensure(1)?;
        if window.is_empty() {
            return Err(Damage::Torn.into());
        }
        let end = memchr::memchr(b'\n', window);
        let part = end.map_or(window.len(), |end| end + 1);
        *room = room.checked_sub(part).ok_or(Damage::Header)?;
        line.extend_from_slice(window.get(..part).unwrap_or_default());
        unpacked.consume(part);
        if end.is_some() {
            return Ok(line);
        }
    }
}

fn version(line: &[u8]) -> Option<String> {
    let version = line.strip_prefix(START)?.trim_ascii();
    let plain = version.len() <= 8 && version.iter().all(|byte| byte.is_ascii_digit() || *byte == b'.');
    (plain && !version.is_empty()).then(|| String::from_utf8_lossy(version).into_owned())
}
