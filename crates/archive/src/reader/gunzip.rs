//! One gzip member (RFC 1952): its header passed over, its data inflated, its checksum compared.
use std::io::{Read, Seek};

use flate2::{Crc, Decompress, FlushDecompress, Status};

use super::Fault;
use super::raw::{BUFFER, Raw};
use crate::error::Damage;

const MAGIC: &[u8] = &[0x1f, 0x8b, 0x08];
/// Holds the header of any member that is not made to annoy.
const USUAL_HEADER: usize = 512;

#[derive(Debug)]
pub(crate) struct Gunzip {
    inflate: Decompress,
    checksum: Crc,
}

impl Gunzip {
    pub(crate) fn new() -> Self {
        Gunzip { inflate: Decompress::new(false), checksum: Crc::new() }
    }

    /// Consumes the header of the member that begins at the raw position.
    pub(crate) fn begin<S: Read + Seek>(&mut self, raw: &mut Raw<S>) -> Result<(), Fault> {
        let mut outcome = header(raw.peek(USUAL_HEADER)?);
        if outcome == Header::Short {
            outcome = header(raw.peek(BUFFER)?);
        }
        let length = match outcome {
            Header::Bytes(length) => length,
            Header::Short => return Err(Damage::Torn.into()),
            Header::None => return Err(Damage::NoRecord.into()),
        };
        raw.consume(length);
        self.inflate.reset(false);
        self.checksum.reset();
        Ok(())
    }

    /// Zero: the member has ended and its checksum was right.
    pub(crate) fn read<S: Read + Seek>(&mut self, raw: &mut Raw<S>, room: &mut [u8]) -> Result<usize, Fault> {
        loop {
            let packed = raw.peek(1)?;
            if packed.is_empty() {
                return Err(Damage::Torn.into());
            }
            let (taken, given) = (self.inflate.total_in(), self.inflate.total_out());
            let status = self.inflate.decompress(packed, room, FlushDecompress::None);
            let taken = (self.inflate.total_in() - taken) as usize;
            let given = (self.inflate.total_out() - given) as usize;
            raw.consume(taken);
            self.checksum.update(&room[..given]);
            match status {
                // What came with the end is given first; the next call meets the end again.
                Ok(Status::StreamEnd) if given == 0 => {
                    self.end(raw)?;
                    return Ok(0);
                }
                Ok(_) if given > 0 => return Ok(given),
                Ok(_) if taken > 0 => {}
                Ok(_) | Err(_) => return Err(Damage::Gzip.into()),
            }
        }
    }

    fn end<S: Read + Seek>(&self, raw: &mut Raw<S>) -> Result<(), Fault> {
        let Some((trailer, _)) = raw.peek(8)?.split_first_chunk::<8>() else {
            return Err(Damage::Torn.into());
        };
        let [a, b, c, d, e, f, g, h] = *trailer;
        let sum = u32::from_le_bytes([a, b, c, d]);
        let size = u32::from_le_bytes([e, f, g, h]);
        // The size counts modulo 2^32.
        if sum != self.checksum.sum() || size != self.inflate.total_out() as u32 {
            return Err(Damage::Gzip.into());
        }
        raw.consume(8);
        Ok(())
    }
}

/// Whether a gzip member begins here whose first bytes are those of a record: decided on what is at hand, so that a search
/// through hostile bytes stays linear.
pub(crate) fn begins_record(packed: &[u8]) -> bool {
    let Header::Bytes(length) = header(packed) else { return false };
    let mut first = [0; 5];
    let mut inflate = Decompress::new(false);
    let outcome =
        inflate.decompress(packed.get(length..).unwrap_or_default(), &mut first, FlushDecompress::None);
    outcome.is_ok() && &first == b"WARC/"
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Header {
    Bytes(usize),
    /// It goes on behind what is at hand.
    Short,
    None,
}

/// RFC 1952, section 2.3.
fn header(bytes: &[u8]) -> Header {
    if bytes.len() < MAGIC.len() && MAGIC.starts_with(bytes) {
        return Header::Short;
    }
    if !bytes.starts_with(MAGIC) {
        return Header::None;
    }
    match bytes.get(3) {
        Some(reserved) if reserved & 0xe0 != 0 => Header::None,
        Some(flags) => optional_parts(*flags, bytes).map_or(Header::Short, Header::Bytes),
        None => Header::Short,
    }
}

fn optional_parts(flags: u8, bytes: &[u8]) -> Option<usize> {
    let mut at = 10;
    if flags & 0x04 != 0 {
        let (low, high) = (bytes.get(at)?, bytes.get(at + 1)?);
        at += 2 + usize::from(u16::from_le_bytes([*low, *high]));
    }
    for text in [0x08, 0x10] {
        if flags & text != 0 {
            at += memchr::memchr(0, bytes.get(at..)?)? + 1;
        }
    }
    if flags & 0x02 != 0 {
        at += 2;
    }
    (at <= bytes.len()).then_some(at)
}
