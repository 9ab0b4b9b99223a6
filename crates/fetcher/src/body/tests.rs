//! Every encoding, every lie about one, and the bombs.
use std::io::Write;

use super::*;

fn pack(encoding: Encoding, plain: &[u8]) -> Vec<u8> {
    match encoding {
        Encoding::Gzip => {
            let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
            writer.write_all(plain).unwrap();
            writer.finish().unwrap()
        }
        Encoding::Deflate => {
            let mut writer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
            writer.write_all(plain).unwrap();
            writer.finish().unwrap()
        }
        Encoding::Brotli => {
            let mut out = Vec::new();
            brotli::CompressorWriter::new(&mut out, 4096, 5, 22).write_all(plain).unwrap();
            out
        }
        Encoding::Zstd => zstd::encode_all(plain, 3).unwrap(),
    }
}

const ALL: [Encoding; 4] = [Encoding::Gzip, Encoding::Deflate, Encoding::Brotli, Encoding::Zstd];
const FEED: &[u8] = b"<rss version=\"2.0\"><channel><title>Harbour Dispatch</title></channel></rss>";

fn check(wire: Vec<u8>, encodings: &[Encoding], expect: Result<&[u8], DecodeErrorKind>) {
    let outcome = decode(&Body::new(wire, encodings.to_vec()), 4096);
    match (&outcome, expect) {
        (Ok(plain), Ok(wanted)) => assert_eq!(plain, wanted, "{encodings:?}"),
        (Err(error), Err(kind)) => assert_eq!(error.kind(), kind, "{encodings:?}: {error}"),
        _ => panic!("{encodings:?}: {outcome:?}, expected {expect:?}"),
    }
}

#[test]
fn each_encoding_alone_and_stacked() {
    for outer in ALL {
        check(pack(outer, FEED), &[outer], Ok(FEED));
        for inner in ALL {
            check(pack(outer, &pack(inner, FEED)), &[inner, outer], Ok(FEED));
        }
    }
    check(FEED.to_vec(), &[], Ok(FEED));
    check(Vec::new(), &[Encoding::Gzip], Ok(b""));
    check(FEED.to_vec(), &[Encoding::Brotli; 4], Err(DecodeErrorKind::Damaged));
}

#[test]
fn what_servers_do_instead() {
    let mut raw = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::fast());
    raw.write_all(FEED).unwrap();
    check(raw.finish().unwrap(), &[Encoding::Deflate], Ok(FEED));
    // The header on a plain body.
    check(FEED.to_vec(), &[Encoding::Gzip], Ok(FEED));
    // A file that is packed in itself, with and without the header.
    check(pack(Encoding::Gzip, FEED), &[], Ok(FEED));
    check(pack(Encoding::Gzip, &pack(Encoding::Gzip, FEED)), &[Encoding::Gzip], Ok(FEED));
    // Two members, and bytes behind the last.
    let mut members = pack(Encoding::Gzip, &FEED[..20]);
    members.extend(pack(Encoding::Gzip, &FEED[20..]));
    members.extend(b"\r\n\r\n");
    check(members, &[Encoding::Gzip], Ok(FEED));
}

#[test]
fn a_file_that_is_packed_in_itself_and_others() {
    assert_eq!(gunzip(pack(Encoding::Gzip, FEED), 4096).unwrap(), FEED);
    assert_eq!(gunzip(pack(Encoding::Gzip, b""), 4096).unwrap(), b"");
    // What is no gzip file is none of our business, not even its length.
    for plain in [FEED, b"", b"\x1f", b"\x78\x9c", &[b' '; 5000]] {
        assert_eq!(gunzip(plain.to_vec(), 4096).unwrap(), plain);
    }
    let kind = |bytes: Vec<u8>| gunzip(bytes, 4096).unwrap_err().kind();
    assert_eq!(kind(pack(Encoding::Gzip, &[b' '; 5000])), DecodeErrorKind::TooLarge);
    assert_eq!(kind(vec![0x1f, 0x8b, 0xff]), DecodeErrorKind::Damaged);
}

#[test]
fn damage_is_an_error_and_not_half_a_body() {
    for encoding in ALL {
        let packed = pack(encoding, FEED);
        check(packed[..packed.len() / 2].to_vec(), &[encoding], Err(DecodeErrorKind::Damaged));
    }
    for encoding in [Encoding::Deflate, Encoding::Brotli, Encoding::Zstd] {
        check(FEED.to_vec(), &[encoding], Err(DecodeErrorKind::Damaged));
    }
    check(vec![0x11, 0x1e, 0, 0, 0], &[Encoding::Brotli], Err(DecodeErrorKind::Damaged));
}

#[test]
fn a_bomb_stops_at_the_cap() {
    let zeros = vec![0; 8 << 20];
    for encoding in ALL {
        let bomb = pack(encoding, &zeros);
        check(bomb.clone(), &[encoding], Err(DecodeErrorKind::TooLarge));
        check(pack(Encoding::Gzip, &bomb), &[encoding, Encoding::Gzip], Err(DecodeErrorKind::TooLarge));
    }
    // Many members, each below the cap.
    let member = pack(Encoding::Gzip, &[0; 4000]);
    check(member.repeat(1000), &[Encoding::Gzip], Err(DecodeErrorKind::TooLarge));
    check(vec![b' '; 4097], &[], Err(DecodeErrorKind::TooLarge));
    check(vec![b' '; 4096], &[], Ok(&[b' '; 4096]));
}

#[test]
fn a_zstd_window_beyond_eight_mebibytes_is_refused() {
    let mut writer = zstd::Encoder::new(Vec::new(), 1).unwrap();
    writer.long_distance_matching(true).unwrap();
    writer.window_log(27).unwrap();
    writer.write_all(FEED).unwrap();
    check(writer.finish().unwrap(), &[Encoding::Zstd], Err(DecodeErrorKind::Damaged));
}

#[test]
fn headers_as_servers_write_them() {
    for (values, expect) in [
        (vec!["gzip"], Ok(vec![Encoding::Gzip])),
        (vec!["x-gzip, BR"], Ok(vec![Encoding::Gzip, Encoding::Brotli])),
        (vec!["deflate", " zstd "], Ok(vec![Encoding::Deflate, Encoding::Zstd])),
        (vec!["identity"], Ok(vec![])),
        (vec!["", "utf-8"], Ok(vec![])),
        (vec!["compress"], Err(EncodingError::Unknown("compress".to_owned()))),
        (vec!["gzip,gzip,gzip,gzip"], Err(EncodingError::TooDeep(4))),
    ] {
        assert_eq!(parse_encodings(values.iter().copied()), expect, "{values:?}");
    }
}
