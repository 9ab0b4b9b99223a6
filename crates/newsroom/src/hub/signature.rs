//! `X-Hub-Signature` (WebSub, 7.1): the HMAC of a body with the subscriber's secret.
use hmac::{Hmac, Mac};
use sha1::Sha1;
use sha2::{Sha256, Sha384, Sha512};

/// By which method pushes are signed for subscribers that have a secret.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Signature {
    Sha1,
    #[default]
    Sha256,
    Sha384,
    Sha512,
    /// By a method that nobody knows.
    Unknown,
    /// No signature at all.
    Absent,
}

impl Signature {
    /// The header's value.
    pub(crate) fn of(self, body: &[u8], secret: &str) -> Option<String> {
        let secret = secret.as_bytes();
        Some(match self {
            Signature::Sha1 => format!("sha1={}", sign(Hmac::<Sha1>::new_from_slice(secret), body)?),
            Signature::Sha256 => format!("sha256={}", sign(Hmac::<Sha256>::new_from_slice(secret), body)?),
            Signature::Sha384 => format!("sha384={}", sign(Hmac::<Sha384>::new_from_slice(secret), body)?),
            Signature::Sha512 => format!("sha512={}", sign(Hmac::<Sha512>::new_from_slice(secret), body)?),
            Signature::Unknown => "crc32=00000000".to_owned(),
            Signature::Absent => return None,
        })
    }
}

/// Every length of a key will do (RFC 2104, 2), so the error never is.
fn sign<M: Mac, E>(mac: Result<M, E>, body: &[u8]) -> Option<String> {
    let digest = mac.ok()?.chain_update(body).finalize().into_bytes();
    Some(digest.iter().map(|byte| format!("{byte:02x}")).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 2202 and RFC 4231, the case of "Jefe".
    #[test]
    fn the_digests_of_the_standards() {
        for (method, digest) in [
            (Signature::Sha1, "sha1=effcdf6ae5eb2fa2d27416d5f184df9c259a7c79"),
            (Signature::Sha256, "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"),
            (
                Signature::Sha384,
                "sha384=af45d2e376484031617f78d2b58a6b1b9c7ef464f5a01b47e42ec3736322445e\
                 8e2240ca5e69e2c78b3239ecfab21649",
            ),
            (
                Signature::Sha512,
                "sha512=164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea250554\
                 9758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737",
            ),
        ] {
            let signed = method.of(b"what do ya want for nothing?", "Jefe");
            assert_eq!(signed.as_deref(), Some(digest));
        }
        assert_eq!(Signature::Absent.of(b"", "Jefe"), None);
    }
}
