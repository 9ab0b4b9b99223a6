//! Content encodings, and the small bombs that can be made of them.
use std::io::{self, Write};

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
        self.compress(|out| out.write_all(body))
    }

    /// A body that unpacks to `size` bytes: an RSS feed of blanks, so that it hurts those who unpack it whole.
    pub(crate) fn bomb(self, size: u64) -> io::Result<Vec<u8>> {
        self.compress(|out| {
            out.write_all(b"<rss version=\"2.0\"><channel><title>")?;
            let blanks = [b' '; 64 * 1024];
            let mut left = size;
            while left > 0 {
                let part = usize::try_from(left).unwrap_or(usize::MAX).min(blanks.len());
                out.write_all(&blanks[..part])?;
                left -= part as u64;
            }
            out.write_all(b"</title></channel></rss>")
        })
    }

    fn compress(self, fill: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<Vec<u8>> {
        match self {
            Encoding::Gzip => {
                let mut out = flate2::write::GzEncoder::new(Vec::new(), Compression::default());
                fill(&mut out)?;
                out.finish()
            }
            // The registry's `deflate` is the zlib format (RFC 9110, 8.4.1.2).
            Encoding::Deflate => {
                let mut out = flate2::write::ZlibEncoder::new(Vec::new(), Compression::default());
                fill(&mut out)?;
                out.finish()
            }
            Encoding::Brotli => {
                let mut packed = Vec::new();
                let mut out = brotli::CompressorWriter::new(&mut packed, 64 * 1024, 5, 22);
                fill(&mut out)?;
                drop(out);
                Ok(packed)
            }
            Encoding::Zstd => {
                let mut out = zstd::Encoder::new(Vec::new(), 3)?;
                fill(&mut out)?;
                out.finish()
            }
        }
    }
}
