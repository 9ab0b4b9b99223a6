//! Hashes that identify and compare: sha256 for identity, xxh3 for "has this changed".
use std::fmt;

use data_encoding::BASE32_NOPAD;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;
use xxhash_rust::xxh3::Xxh3;

/// The first 128 bits of a sha256 over length-prefixed parts; prints as 26 lower-case base32 characters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hash128([u8; 16]);

impl Hash128 {
    /// Parts are length-prefixed, so `["ab", "c"]` and `["a", "bc"]` differ.
    pub fn of<I: IntoIterator<Item = T>, T: AsRef<[u8]>>(parts: I) -> Self {
        let mut sha = Sha256::new();
        for part in parts {
            let part = part.as_ref();
            sha.update((part.len() as u64).to_le_bytes());
            sha.update(part);
        }
        let mut out = [0; 16];
        out.copy_from_slice(&sha.finalize()[..16]);
        Hash128(out)
    }

    pub fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }
}

impl fmt::Display for Hash128 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&BASE32_NOPAD.encode(&self.0).to_ascii_lowercase())
    }
}

impl fmt::Debug for Hash128 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// 64 bits of xxh3 (seed 0) over length-prefixed parts: for comparison within one domain, never for identity.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize, JsonSchema,
)]
#[serde(transparent)]
pub struct Hash64(pub u64);

impl Hash64 {
    pub fn of<I: IntoIterator<Item = T>, T: AsRef<[u8]>>(parts: I) -> Self {
        let mut xxh = Xxh3::new();
        for part in parts {
            let part = part.as_ref();
            xxh.update(&(part.len() as u64).to_le_bytes());
            xxh.update(part);
        }
        Hash64(xxh.digest())
    }
}

impl fmt::Display for Hash64 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

/// Text as sameness sees it: NFKC, white space collapsed, invisible format characters dropped. Case and marks count.
pub fn comparable(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    for c in text.nfkc() {
        match c {
            '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => {}
            c if c.is_whitespace() || c.is_control() => gap = !out.is_empty(),
            c => {
                if std::mem::take(&mut gap) {
                    out.push(' ');
                }
                out.push(c);
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_do_not_run_together() {
        assert_ne!(Hash128::of(["ab", "c"]), Hash128::of(["a", "bc"]));
        assert_ne!(Hash64::of(["ab", "c"]), Hash64::of(["a", "bc"]));
        assert_eq!(Hash128::of(["a"]).to_string().len(), 26);
    }

    #[test]
    fn white_space_and_invisible_characters_do_not_count() {
        assert_eq!(comparable(" a\u{a0}\n b\u{200b}c "), "a bc");
        assert_eq!(comparable("한\u{1112}\u{1161}\u{11ab}"), "한한");
        assert_ne!(comparable("Seoul"), comparable("seoul"));
    }
}
