//! Content encodings, and the small bombs that can be made of them.
mod bomb;

use std::io::{self, Write};

pub(crate) use bomb::{Charge, pack};
use flate2::Compression;

/// A content coding of RFC 9110, 8.4.1 and its registry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    Gzip,
    Deflate,
    Brotli,
    Zstd,
}

impl Encoding {
    pub fn token(self) -> &'static str {
        match self {
            Encoding::Gzip => "gzip",
            Encoding::Deflate => "deflate",
            Encoding::Brotli => "br",
            Encoding::Zstd => "zstd",
        }
    }

    /// Whether an `Accept-Encoding` names it; a weight of 0 is a refusal.
    pub(crate) fn accepted_by(self, header: &str) -> bool {
        header.split(',').any(|part| {
            let mut pieces = part.split(';').map(str::trim);
            let named = pieces.next().is_some_and(|name| name.eq_ignore_ascii_case(self.token()));
            named && !pieces.any(|weight| matches!(weight, "q=0" | "q=0.0" | "q=0.00" | "q=0.000"))
        })
    }

    pub(crate) fn encode(self, body: &[u8]) -> io::Result<Vec<u8>> {
        match self {
            Encoding::Gzip => {
                let mut out = flate2::write::GzEncoder::new(Vec::new(), Compression::default());
                out.write_all(body)?;
                out.finish()
            }
            // The registry's `deflate` is the zlib format (RFC 9110, 8.4.1.2).
            Encoding::Deflate => {
                let mut out = flate2::write::ZlibEncoder::new(Vec::new(), Compression::default());
                out.write_all(body)?;
                out.finish()
            }
            Encoding::Brotli => {
                let mut packed = Vec::new();
                let mut out = brotli::CompressorWriter::new(&mut packed, 64 * 1024, 5, 22);
                out.write_all(body)?;
                drop(out);
                Ok(packed)
            }
            Encoding::Zstd => zstd::encode_all(body, 3),
        }
    }
}
