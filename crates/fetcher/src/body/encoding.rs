//! `Content-Encoding` as servers write it.
use std::fmt;

/// What we ask for and can undo.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Encoding {
    Gzip,
    Deflate,
    Brotli,
    Zstd,
}

/// Layers that we undo; a feed has one.
pub(crate) const MAX_STACKED: usize = 3;

/// The value of `Accept-Encoding`.
pub(crate) const ACCEPTED: &str = "gzip, deflate, br, zstd";

/// An encoding that was not asked for, or too many.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EncodingError {
    #[error("it is encoded as `{0}`, which was not asked for")]
    Unknown(String),
    #[error("it is encoded {0} times over")]
    TooDeep(usize),
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Encoding::Gzip => "gzip",
            Encoding::Deflate => "deflate",
            Encoding::Brotli => "br",
            Encoding::Zstd => "zstd",
        })
    }
}

/// Reads all values of the header, in order. Words that name no packing (a charset, `none`) are passed over.
pub fn parse_encodings<'a>(values: impl Iterator<Item = &'a str>) -> Result<Vec<Encoding>, EncodingError> {
    let mut encodings = Vec::new();
    for word in values.flat_map(|value| value.split(',')) {
        match word.trim().to_ascii_lowercase().as_str() {
            "gzip" | "x-gzip" => encodings.push(Encoding::Gzip),
            "deflate" => encodings.push(Encoding::Deflate),
            "br" => encodings.push(Encoding::Brotli),
            "zstd" => encodings.push(Encoding::Zstd),
            "" | "identity" | "none" | "off" | "binary" | "text" | "8bit" | "7bit" => {}
            // Seen on objects that were uploaded with it to S3, and on hand-made servers.
            "aws-chunked" | "utf-8" | "utf8" | "iso-8859-1" | "us-ascii" => {}
            other => return Err(EncodingError::Unknown(other.chars().take(40).collect())),
        }
    }
    if encodings.len() > MAX_STACKED {
        return Err(EncodingError::TooDeep(encodings.len()));
    }
    Ok(encodings)
}
