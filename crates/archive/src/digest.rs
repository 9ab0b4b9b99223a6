//! Digests as WARC fields carry them: SHA-256 in lower-case hexadecimal.
//!
//! Base32 is usual for SHA-1, where it needs no padding. For SHA-256 it would need `=`, which the grammar of the field
//! forbids, and readers take it for base64 without; so the annotated standard recommends hexadecimal (issues 48 and 80).
use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

/// `sha256:` and 64 digits, over the parts one after the other.
pub(crate) fn labelled(parts: &[&[u8]]) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update(part);
    }
    format!("sha256:{}", HEXLOWER.encode(&hasher.finalize()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_known_digest() {
        let expect = "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"; // FIPS 180-2, B.1
        assert_eq!(labelled(&[b"abc"]), expect);
        assert_eq!(labelled(&[b"a", b"", b"bc"]), expect);
    }
}
