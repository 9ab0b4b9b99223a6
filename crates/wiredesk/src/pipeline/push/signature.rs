//! `X-Hub-Signature`: an HMAC of the body with the subscription's secret (WebSub, section 7.1; RFC 6234).
use data_encoding::HEXLOWER_PERMISSIVE;
use hmac::{Hmac, Mac};
use sha1::Sha1;
use sha2::{Sha256, Sha384, Sha512};

/// Whether `method=hex` is the signature of this body. The comparison takes the same time wherever it differs.
pub fn fits(header: &str, secret: &[u8], body: &[u8]) -> bool {
    let Some((method, hex)) = header.trim().split_once('=') else { return false };
    let Ok(signed) = HEXLOWER_PERMISSIVE.decode(hex.trim().as_bytes()) else { return false };
    match method.trim().to_ascii_lowercase().as_str() {
        "sha1" => verify::<Hmac<Sha1>>(secret, body, &signed),
        "sha256" => verify::<Hmac<Sha256>>(secret, body, &signed),
        "sha384" => verify::<Hmac<Sha384>>(secret, body, &signed),
        "sha512" => verify::<Hmac<Sha512>>(secret, body, &signed),
        _ => false,
    }
}

fn verify<M: Mac + hmac::digest::KeyInit>(secret: &[u8], body: &[u8], signed: &[u8]) -> bool {
    // A key of any length is a key of an HMAC.
    <M as Mac>::new_from_slice(secret).is_ok_and(|mac| mac.chain_update(body).verify_slice(signed).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signatures_of_rfc_4231_and_2202() {
        // Test case 2 of both: key "Jefe".
        let (key, data) = (b"Jefe", b"what do ya want for nothing?");
        for (header, expect) in [
            ("sha1=effcdf6ae5eb2fa2d27416d5f184df9c259a7c79", true),
            ("sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843", true),
            (" SHA256=5BDCC146BF60754E6A042426089575C75A003F089D2739839DEC58B964EC3843 ", true),
            (
                "sha384=af45d2e376484031617f78d2b58a6b1b9c7ef464f5a01b47e42ec3736322445e8e2240ca5e69e2c78b3239ecfab21649",
                true,
            ),
            (
                "sha512=164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea2505549758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737",
                true,
            ),
            ("sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3844", false),
            ("sha256=5bdcc146", false),
            ("sha256=", false),
            ("md5=750c783e6ab0b503eaa86e310a5db738", false),
            ("5bdcc146bf60754e", false),
            ("", false),
        ] {
            assert_eq!(fits(header, key, data), expect, "{header}");
        }
    }
}
