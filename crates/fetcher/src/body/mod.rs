//! A body as it came over the wire, and its decoding under a cap: gzip, deflate, Brotli, zstd, at most three deep.
mod encoding;
mod flight;

use std::io::{self, Read};

use bytes::Bytes;

pub(crate) use encoding::{ACCEPTED, MAX_STACKED};
pub use encoding::{Encoding, EncodingError, parse_encodings};
pub(crate) use flight::{Flight, Load, SMALL};

/// RFC 8878 recommends that decoders support 8 MiB; more is a way to fill our memory.
const ZSTD_WINDOW_LOG: u32 = 23;

/// Bytes and how they were encoded. While it lives, its bytes count as in flight: decode it, then let it go.
#[derive(Debug, Default)]
pub struct Body {
    pub wire: Bytes,
    /// In the order in which the server applied them.
    pub encodings: Vec<Encoding>,
    load: Option<Load>,
}

impl Body {
    /// A body that did not come through a fetcher (a file, a test).
    pub fn new(wire: impl Into<Bytes>, encodings: Vec<Encoding>) -> Self {
        Body { wire: wire.into(), encodings, load: None }
    }

    pub(crate) fn carried(wire: Bytes, encodings: Vec<Encoding>, load: Load) -> Self {
        Body { wire, encodings, load: Some(load) }
    }

    /// Whether its bytes still count against the bytes in flight.
    pub fn in_flight(&self) -> bool {
        self.load.is_some()
    }
}

/// Why a body could not be decoded.
#[derive(Debug, thiserror::Error)]
pub enum DecodeError {
    #[error("the body unpacks to more than {cap} bytes")]
    TooLarge { cap: usize },
    #[error("the body is no {encoding}, as its header says, or is damaged")]
    Damaged { encoding: Encoding, source: io::Error },
    #[error("the body is encoded {0} times over")]
    TooDeep(usize),
}

/// What the pipeline acts on and what metrics count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DecodeErrorKind {
    TooLarge,
    Damaged,
}

impl DecodeErrorKind {
    pub fn as_str(self) -> &'static str {
        match self {
            DecodeErrorKind::TooLarge => "too_large",
            DecodeErrorKind::Damaged => "damaged",
        }
    }
}

impl DecodeError {
    pub fn kind(&self) -> DecodeErrorKind {
        match self {
            DecodeError::TooLarge { .. } => DecodeErrorKind::TooLarge,
            DecodeError::Damaged { .. } | DecodeError::TooDeep(_) => DecodeErrorKind::Damaged,
        }
    }
}

/// The body's own bytes, never more than `cap`. Plain CPU work: the caller runs it on its pool.
pub fn decode(body: &Body, cap: usize) -> Result<Vec<u8>, DecodeError> {
    if body.encodings.len() > MAX_STACKED {
        return Err(DecodeError::TooDeep(body.encodings.len()));
    }
    let mut decoded: Option<Vec<u8>> = None;
    for encoding in body.encodings.iter().rev() {
        let packed = decoded.as_deref().unwrap_or(&body.wire);
        if let Some(plain) = unpack(*encoding, packed, cap)? {
            decoded = Some(plain);
        }
    }
    match decoded {
        Some(plain) => gunzip(plain, cap),
        None if is_gzip(&body.wire) => members(&body.wire, cap),
        None if body.wire.len() > cap => Err(DecodeError::TooLarge { cap }),
        None => Ok(body.wire.to_vec()),
    }
}

/// A body that is a gzip file itself (`sitemap.xml.gz`), unpacked to `cap` at most; any other comes back as it is.
/// No text begins with gzip's magic.
pub fn gunzip(bytes: Vec<u8>, cap: usize) -> Result<Vec<u8>, DecodeError> {
    if is_gzip(&bytes) { members(&bytes, cap) } else { Ok(bytes) }
}

fn members(packed: &[u8], cap: usize) -> Result<Vec<u8>, DecodeError> {
    Ok(unpack(Encoding::Gzip, packed, cap)?.unwrap_or_default())
}

/// `None`: the bytes are plain in spite of the header, which some servers send with any body.
fn unpack(encoding: Encoding, packed: &[u8], cap: usize) -> Result<Option<Vec<u8>>, DecodeError> {
    if packed.is_empty() {
        return Ok(None);
    }
    let outcome = match encoding {
        Encoding::Gzip if !is_gzip(packed) => return Ok(None),
        Encoding::Gzip => ungzip(packed, cap),
        Encoding::Deflate if is_zlib(packed) => take(flate2::bufread::ZlibDecoder::new(packed), cap),
        // RFC 9110, section 8.4.1.2: some send the bare deflate data without its zlib wrapper.
        Encoding::Deflate => take(flate2::bufread::DeflateDecoder::new(packed), cap),
        Encoding::Brotli if is_large_window(packed) => Err(io::Error::other("its window is over 16 MiB")),
        Encoding::Brotli => take(brotli::Decompressor::new(packed, 4096), cap),
        Encoding::Zstd => unzstd(packed, cap),
    };
    match outcome {
        Ok(plain) if plain.len() > cap => Err(DecodeError::TooLarge { cap }),
        Ok(plain) => Ok(Some(plain)),
        Err(source) => Err(DecodeError::Damaged { encoding, source }),
    }
}

/// Reads one byte more than the cap at most.
fn take(reader: impl Read, cap: usize) -> io::Result<Vec<u8>> {
    let mut plain = Vec::new();
    reader.take((cap as u64).saturating_add(1)).read_to_end(&mut plain)?;
    Ok(plain)
}

/// All members of a gzip file (RFC 1952, section 2.2); what follows them and is none is left alone.
fn ungzip(mut packed: &[u8], cap: usize) -> io::Result<Vec<u8>> {
    let mut plain = Vec::new();
    while is_gzip(packed) && plain.len() <= cap {
        let mut member = flate2::bufread::GzDecoder::new(packed);
        let left = (cap - plain.len()) as u64 + 1;
        member.by_ref().take(left).read_to_end(&mut plain)?;
        if plain.len() <= cap {
            packed = member.into_inner();
        }
    }
    Ok(plain)
}

fn unzstd(packed: &[u8], cap: usize) -> io::Result<Vec<u8>> {
    let mut reader = zstd::stream::read::Decoder::with_buffer(packed)?;
    reader.window_log_max(ZSTD_WINDOW_LOG)?;
    take(reader, cap)
}

fn is_gzip(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0x1f, 0x8b])
}

/// RFC 1950, section 2.2: method 8, and a header that is a multiple of 31.
fn is_zlib(bytes: &[u8]) -> bool {
    match bytes {
        [cmf, flg, ..] => cmf & 0x0f == 8 && u16::from_be_bytes([*cmf, *flg]).is_multiple_of(31),
        _ => false,
    }
}

/// "Large window" Brotli is outside RFC 7932 and may ask for a gigabyte; its first seven bits say so.
fn is_large_window(bytes: &[u8]) -> bool {
    bytes.first().is_some_and(|first| first & 0x7f == 0x11)
}

#[cfg(test)]
mod tests;
