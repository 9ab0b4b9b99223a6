//! Files as other programs write them, as disks leave them, and as nobody should.
use std::io::{Cursor, Write};
use std::path::Path;

use flate2::write::GzEncoder;
use flate2::{Compression, Crc};
use proptest::prelude::*;

use super::*;
use crate::ErrorKind;

/// A record as most programs write it; its block is `text`.
fn record(text: &str) -> Vec<u8> {
    with_length(text, &text.len().to_string())
}

fn with_length(text: &str, length: &str) -> Vec<u8> {
    format!("WARC/1.0\r\nWARC-Type: metadata\r\nContent-Length: {length}\r\n\r\n{text}\r\n\r\n").into_bytes()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut writer = GzEncoder::new(Vec::new(), Compression::default());
    writer.write_all(bytes).unwrap();
    writer.finish().unwrap()
}

/// A member for each part, and where each begins.
fn members(parts: &[Vec<u8>]) -> (Vec<u8>, Vec<usize>) {
    let (mut bytes, mut offsets) = (Vec::new(), Vec::new());
    for part in parts {
        offsets.push(bytes.len());
        bytes.extend(gzip(part));
    }
    (bytes, offsets)
}

fn open(bytes: &[u8]) -> Reader<Cursor<&[u8]>> {
    Reader::new(Cursor::new(bytes), Path::new("/somewhere/test.warc")).unwrap().with_max_record(10_000)
}

/// Blocks of records, and in their place what is wrong with those that are broken.
fn show(bytes: &[u8]) -> Vec<String> {
    open(bytes).map(|item| shown(item).1).collect()
}

fn shown(item: Result<Record>) -> (u64, String) {
    match item {
        Ok(record) => (record.offset, String::from_utf8_lossy(&record.block).into_owned()),
        Err(ArchiveError::Broken { offset, damage, .. }) => (offset, format!("!{damage:?}")),
        Err(error) => panic!("{error}"),
    }
}

#[track_caller]
fn check(bytes: &[u8], expect: &[&str]) {
    assert_eq!(show(bytes), expect);
}

#[test]
fn fields_as_they_are_written() {
    let text = "WARC/1.1\r\nWARC-Type: Response\r\nwarc-target-uri: <http://a.example/>\r\nWARC-Record-ID: <urn:x>\r\n\
                WARC-Date: 2026-01-02T03:04:05.123456Z\r\nno colon here\r\nX-Folded: one\r\n  two\r\n\tthree\r\n\
                WARC-Truncated:\r\ncontent-length:  2  \r\n\r\nab\r\n\r\n";
    let record = open(text.as_bytes()).next().unwrap().unwrap();
    assert_eq!((&record.kind, record.version.as_str()), (&RecordKind::Response, "1.1"));
    assert_eq!((record.target_uri(), record.id()), (Some("http://a.example/"), Some("urn:x")));
    assert_eq!(record.date().unwrap().to_string(), "2026-01-02T03:04:05.123Z");
    assert_eq!((record.field("x-folded"), record.field("WARC-Truncated")), (Some("one two three"), Some("")));
    assert!(record.is_truncated() && record.http().is_none());
    assert_eq!(record.block, b"ab");
}

#[test]
fn versions_and_line_ends() {
    for version in ["0.17", "0.18", "1.0", "1.1", "2.0"] {
        let text = format!("WARC/{version}\r\nContent-Length: 1\r\n\r\nx\r\n\r\n");
        let record = open(text.as_bytes()).next().unwrap().unwrap();
        assert_eq!((record.version.as_str(), &record.kind), (version, &RecordKind::Other(String::new())));
    }
    let unix = "WARC/1.0\nContent-Length: 1\n\nx\n\nWARC/1.0\nContent-Length: 1\n\ny\n\n";
    check(unix.as_bytes(), &["x", "y"]);
    // Too few line ends, or too many.
    check(b"WARC/1.0\r\nContent-Length: 1\r\n\r\nxWARC/1.0\r\nContent-Length: 1\r\n\r\ny", &["x", "y"]);
    check(&[b"\r\n\r\n", &record("x")[..], b"\r\n\r\n\r\n", &record("y")].concat(), &["x", "y"]);
    check(b"WARC/1.0\r\nContent-Length: 0\r\n\r\n\r\n\r\n", &[""]);
}

#[test]
fn what_is_no_warc_file_is_told() {
    let arc = b"filedesc://x.arc 0.0.0.0 20200101000000 text/plain 9\n1 0 x\n";
    for (bytes, what) in [
        (&arc[..], "an ARC file"),
        (&gzip(arc), "an ARC file"),
        (&[0x28, 0xb5, 0x2f, 0xfd, 0], "packed with zstd"),
    ] {
        let error = Reader::new(Cursor::new(bytes), Path::new("x")).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::NotWarc);
        assert!(error.to_string().contains(what), "{error}");
    }
    check(b"", &[]);
    check(&gzip(b""), &[]);
    check(b"<html>\n", &["!NoRecord"]);
    check(b"WARC/x\r\n\r\n", &["!NoRecord"]);
    check(&gzip(b"<html>\n"), &["!NoRecord"]);
}

/// The same records in each packing, with the offsets that a reader gives them.
fn packings() -> Vec<(&'static str, Vec<u8>, Vec<usize>)> {
    let texts = ["first".to_owned(), "second\r\nWARC/1.0\r\n".repeat(400), String::new(), "last".to_owned()];
    let parts: Vec<_> = texts.iter().map(|text| record(text)).collect();
    let plain = parts.concat();
    let starts: Vec<_> = (0..parts.len()).map(|n| parts[..n].iter().map(Vec::len).sum()).collect();
    let (packed, offsets) = members(&parts);
    let blocks: Vec<_> = plain.chunks(50).map(<[u8]>::to_vec).collect();
    let pairs = [gzip(&parts[..2].concat()), gzip(&parts[2..].concat())].concat();
    let empty = [gzip(b""), packed.clone(), gzip(b"\r\n"), gzip(b"")].concat();
    let shift = gzip(b"").len();
    vec![
        ("plain", plain.clone(), starts.clone()),
        ("a member each", packed, offsets.clone()),
        ("one stream", gzip(&plain), starts.clone()),
        ("blocks, as bgzip cuts them", members(&blocks).0, starts.clone()),
        ("two records a member", pairs, starts),
        ("empty members between", empty, offsets.iter().map(|offset| offset + shift).collect()),
    ]
}

#[test]
fn each_packing_is_read_and_sought_in() {
    let streams = ["one stream", "blocks, as bgzip cuts them", "two records a member"];
    for (packing, bytes, offsets) in packings() {
        let all: Vec<_> = open(&bytes).map(shown).collect();
        assert_eq!(all.len(), 4, "{packing}");
        assert_eq!(all.iter().map(|(offset, _)| *offset as usize).collect::<Vec<_>>(), offsets, "{packing}");
        assert_eq!(
            (all[0].1.as_str(), all[2].1.as_str(), all[3].1.as_str()),
            ("first", "", "last"),
            "{packing}"
        );
        // From each record on, with a reader that is new and with one that is used.
        let mut used = open(&bytes);
        for (number, offset) in offsets.iter().enumerate().rev() {
            let mut new = open(&bytes);
            assert_eq!(new.is_random_access(), !streams.contains(&packing), "{packing}");
            for reader in [&mut new, &mut used] {
                reader.seek_to(*offset as u64).unwrap();
                let rest: Vec<_> = reader.map(shown).collect();
                assert_eq!(rest, all[number..], "{packing}");
            }
        }
        // Forward and back with one reader.
        for number in [1, 3, 2, 2] {
            used.seek_to(offsets[number] as u64).unwrap();
            assert_eq!(used.next().map(shown).as_ref(), all.get(number), "{packing}, {number}");
        }
        // From where another reader stopped, the end included.
        let mut first = open(&bytes);
        for number in 0..=all.len() {
            let mut second = open(&bytes);
            second.seek_to(first.position()).unwrap();
            assert_eq!(second.map(shown).collect::<Vec<_>>(), all[number..], "{packing}, {number}");
            assert_eq!(first.next().is_some(), number < all.len(), "{packing}");
        }
        assert_eq!(first.progress(), (bytes.len() as u64, bytes.len() as u64), "{packing}");
    }
}

#[test]
fn wrong_lengths_in_plain_files() {
    let (a, z) = (record("aaaa"), record("zzzz"));
    let file = |middle: &[u8]| [&a[..], middle, &z].concat();
    for length in ["", "-4", "+4", "4.0", "0x4", "four", "99999999999999999999999", "4, 4"] {
        check(&file(&with_length("bbbb", length)), &["aaaa", "!Length", "zzzz"]);
    }
    check(&file(b"WARC/1.0\r\nWARC-Type: metadata\r\n\r\nbbbb\r\n\r\n"), &["aaaa", "!Length", "zzzz"]);
    let twice = |second: &str| {
        let fields = format!("WARC/1.0\r\nContent-Length: 4\r\nContent-Length: {second}\r\n\r\nbbbb\r\n\r\n");
        file(fields.as_bytes())
    };
    check(&twice("4"), &["aaaa", "bbbb", "zzzz"]);
    check(&twice("5"), &["aaaa", "!Length", "zzzz"]);
    // Too short, too long by a little, by much, and beyond all files.
    check(&file(&with_length("bbbb", "2")), &["aaaa", "!Framing", "zzzz"]);
    check(&file(&with_length("bbbb", "9")), &["aaaa", "!Framing", "zzzz"]);
    for length in ["100", "9999", "18446744073709551615"] {
        check(&file(&with_length("bbbb", length)), &["aaaa", "!Torn", "zzzz"]);
    }
}

#[test]
fn headers_without_end_and_bytes_between() {
    let (a, z) = (record("aaaa"), record("zzzz"));
    let file = |middle: &[u8]| [&a[..], middle, &z].concat();
    check(&file(b"WARC/1.0\r\nContent-Length: 4\r\n"), &["aaaa", "!Header", "zzzz"]);
    check(&file(b"WARC/1.0\r\nWARC-Type: metadata\r\nContent-Le\r\n"), &["aaaa", "!Header", "zzzz"]);
    check(&file(b"garbage\r\n\r\n"), &["aaaa", "!NoRecord", "zzzz"]);
    check(&file(&[0; 300_000]), &["aaaa", "!NoRecord"]);
    check(&file(&[&[0; 300_000][..], b"\n"].concat()), &["aaaa", "!NoRecord", "zzzz"]);
    check(&file(b"WARC/1.0 is how a record begins\r\n"), &["aaaa", "!NoRecord", "zzzz"]);
    // A header of two megabytes: one field, many, no line at all.
    for line in ["X: ".to_owned() + &"y".repeat(2 << 20), "X: y\r\n".repeat(400_000), "y".repeat(2 << 20)] {
        check(&file(format!("WARC/1.0\r\n{line}\r\n\r\n").as_bytes()), &["aaaa", "!Header", "zzzz"]);
    }
    let many = format!("WARC/1.0\r\nContent-Length: 4\r\n{}\r\nbbbb\r\n\r\n", "X: y\r\n".repeat(5000));
    check(&file(many.as_bytes()), &["aaaa", "bbbb", "zzzz"]);
    // Cut off in every place: what came before is there.
    let whole = file(&record("bbbb"));
    for end in a.len() + record("bbbb").len()..whole.len() {
        let cut = show(&whole[..end]);
        assert_eq!(cut[..2], ["aaaa", "bbbb"], "{end}");
        assert!(cut.len() < 3 || cut[2].starts_with('!') || cut[2] == "zzzz", "{end}: {cut:?}");
    }
}

#[test]
fn broken_members() {
    let part = |text: &str| gzip(&record(text));
    let (a, b, z) = (part("aaaa"), part("bbbb"), part("zzzz"));
    let file = |middle: &[u8]| [&a[..], middle, &z].concat();
    let flip = |at: usize| {
        let mut flipped = b.clone();
        flipped[at] ^= 0x55;
        flipped
    };
    // In its data, its checksum, its size; its header.
    for at in [b.len() / 2, b.len() - 8, b.len() - 1] {
        check(&file(&flip(at)), &["aaaa", "!Gzip", "zzzz"]);
    }
    for at in 0..3 {
        check(&file(&flip(at)), &["aaaa", "!NoRecord", "zzzz"]);
    }
    // Torn anywhere, and written on behind it; then torn at the end.
    for end in 1..b.len() {
        let shown = show(&file(&b[..end]));
        assert_eq!(
            (shown.len(), shown[0].as_str(), shown[2].as_str()),
            (3, "aaaa", "zzzz"),
            "{end}: {shown:?}"
        );
        let shown = show(&[&a[..], &b[..end]].concat());
        assert_eq!((shown.len(), shown[0].as_str(), &shown[1][..1]), (2, "aaaa", "!"), "{end}: {shown:?}");
    }
    check(&file(b"garbage"), &["aaaa", "!NoRecord", "zzzz"]);
    check(&file(&[0; 200_000]), &["aaaa", "!NoRecord", "zzzz"]);
    check(&[&a[..], &[0; 512]].concat(), &["aaaa", "!NoRecord"]);
    // A member with optional parts in its header, and one whose header never ends.
    let named =
        [&[0x1f, 0x8b, 8, 0x1e, 0, 0, 0, 0, 0, 3, 2, 0, 9, 9][..], b"name\0comment\0\0\0", &b[10..]].concat();
    check(&file(&named), &["aaaa", "bbbb", "zzzz"]);
    let endless = [&[0x1f, 0x8b, 8, 8, 0, 0, 0, 0, 0, 3][..], &[b'n'; 100_000]].concat();
    check(&file(&endless), &["aaaa", "!Torn", "zzzz"]);
}

#[test]
fn a_page_in_a_sound_member_is_never_taken_for_a_record() {
    let forged = String::from_utf8(record("forged")).unwrap();
    let page = format!("page\r\n\r\n{forged}");
    let part = |text: &str| gzip(&record(text));
    let (a, z) = (part("aaaa"), part("zzzz"));
    for middle in [
        with_length(&page, "2"),
        with_length(&page, "no number"),
        with_length(&page, "999"),
        [b"garbage\r\n", forged.as_bytes()].concat(),
    ] {
        let shown = show(&[&a[..], &gzip(&middle), &z].concat());
        assert_eq!((shown.len(), shown[0].as_str(), shown[2].as_str()), (3, "aaaa", "zzzz"), "{shown:?}");
        assert!(shown[1].starts_with('!'), "{shown:?}");
    }
    check(&[&a[..], &part(&page), &z].concat(), &["aaaa", &page, "zzzz"]);
}

#[test]
fn a_damaged_stream_ends_where_the_damage_is() {
    let plain = [record("aaaa"), record(&"b".repeat(9000)), record("zzzz")].concat();
    let mut stream = gzip(&plain);
    check(&stream[..stream.len() - 1], &["aaaa", &"b".repeat(9000), "!Torn"]);
    let last = stream.len() - 6;
    stream[last] ^= 1;
    check(&stream, &["aaaa", &"b".repeat(9000), "!Gzip"]);
    // In a sound one, as in a plain file.
    let broken = [record("aaaa"), with_length("bbbb", "x"), b"garbage\r\n".to_vec(), record("zzzz")].concat();
    check(&gzip(&broken), &["aaaa", "!Length", "zzzz"]);
}

/// A member that unpacks to a record of `mebibytes` of zeros, packed a thousandfold.
fn bomb(mebibytes: u32) -> Vec<u8> {
    let size = u64::from(mebibytes) << 20;
    let head = format!("WARC/1.0\r\nWARC-Type: metadata\r\nContent-Length: {size}\r\n\r\n");
    let zeros = vec![0; 1 << 20];
    let mut encoder = flate2::Compress::new(Compression::best(), false);
    let mut pack = |bytes: &[u8], flush| {
        let mut packed = Vec::with_capacity(bytes.len() + 100);
        encoder.compress_vec(bytes, &mut packed, flush).unwrap();
        packed
    };
    let first = pack(head.as_bytes(), flate2::FlushCompress::Full);
    let zeros_first = pack(&zeros, flate2::FlushCompress::Full);
    let zeros_again = pack(&zeros, flate2::FlushCompress::Full);
    let end = pack(b"\r\n\r\n", flate2::FlushCompress::Finish);
    let sum = |bytes: &[u8]| {
        let mut sum = Crc::new();
        sum.update(bytes);
        sum
    };
    let (mut total, of_zeros) = (sum(head.as_bytes()), sum(&zeros));
    (0..mebibytes).for_each(|_| total.combine(&of_zeros));
    total.combine(&sum(b"\r\n\r\n"));
    let mut bytes = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3];
    bytes.extend(first);
    bytes.extend(zeros_first);
    (1..mebibytes).for_each(|_| bytes.extend(&zeros_again));
    bytes.extend(end);
    bytes.extend(total.sum().to_le_bytes());
    bytes.extend((size as u32).wrapping_add(head.len() as u32 + 4).to_le_bytes());
    bytes
}

#[test]
fn a_gigabyte_of_zeros_is_passed_over() {
    let bomb = bomb(1024);
    assert!(bomb.len() < 2 << 20, "{}", bomb.len());
    let (a, z) = (gzip(&record("aaaa")), gzip(&record("zzzz")));
    let file = [&a[..], &bomb, &z].concat();
    check(&file, &["aaaa", "!TooLarge { bytes: 1073741824, cap: 10000 }", "zzzz"]);
    let errors: Vec<_> = open(&file).filter_map(Result::err).map(|error| error.kind()).collect();
    assert_eq!(errors, [ErrorKind::TooLarge]);
}

#[test]
fn records_over_the_cap_are_passed_over() {
    let parts = [record("aaaa"), record(&"b".repeat(10_001)), record("zzzz")];
    let large = "!TooLarge { bytes: 10001, cap: 10000 }";
    check(&parts.concat(), &["aaaa", large, "zzzz"]);
    check(&members(&parts).0, &["aaaa", large, "zzzz"]);
    check(&gzip(&parts.concat()), &["aaaa", large, "zzzz"]);
}

#[test]
fn one_error_stands_for_a_stretch_without_records() {
    let (a, z) = (record("aaaa"), record("zzzz"));
    let starts = b"WARC/1.0\r\nContent-Length: 4000000000\r\n\r\n".repeat(1000);
    check(&[&a[..], &starts, &z].concat(), &["aaaa", "!Torn", "zzzz"]);
    let stream = gzip(&[&a[..], &a, b"garbage\r\n", &b"WARC/1.0\r\n".repeat(1000), &z].concat());
    check(&stream, &["aaaa", "aaaa", "!NoRecord", "zzzz"]);
    let member = gzip(&record(&"b".repeat(4000)));
    let torn = member[..40].repeat(1000);
    check(&[&gzip(&a), &torn, &gzip(&z)[..]].concat(), &["aaaa", "!Gzip", "zzzz"]);
}

/// One change to a file: bytes of it taken out, others put in.
#[derive(Clone, Debug)]
struct Damaged {
    at: proptest::sample::Index,
    removed: usize,
    inserted: Vec<u8>,
}

fn damages() -> impl Strategy<Value = Vec<Damaged>> {
    let inserted = prop_oneof![
        proptest::collection::vec(any::<u8>(), 0..40),
        Just(b"\r\nWARC/1.0\r\nContent-Length: 900\r\n\r\n".to_vec()),
        Just(vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]),
        Just(vec![0; 2000]),
    ];
    let damage = (any::<proptest::sample::Index>(), 0..60_usize, inserted)
        .prop_map(|(at, removed, inserted)| Damaged { at, removed, inserted });
    proptest::collection::vec(damage, 1..6)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn damage_costs_nothing_before_it(packing in 0..6_usize, damages in damages()) {
        let (_, mut bytes, offsets) = packings().swap_remove(packing);
        let sound: Vec<_> = open(&bytes).map(shown).collect();
        let mut first = bytes.len();
        for Damaged { at, removed, inserted } in damages {
            let at = at.index(bytes.len().max(1)).min(bytes.len());
            first = first.min(at);
            bytes.splice(at..(at + removed).min(bytes.len()), inserted);
        }
        let shown: Vec<_> = open(&bytes).map(shown).take(1000).collect();
        prop_assert!(shown.len() < 1000, "it does not end");
        // Only a plain file and one with a member each tell where a record ends.
        if [0, 1].contains(&packing) {
            let whole = offsets.iter().skip(1).filter(|next| **next + 5 <= first).count();
            prop_assert_eq!(&shown[..whole], &sound[..whole]);
        }
    }

    #[test]
    fn any_bytes_come_to_an_end(bytes in proptest::collection::vec(any::<u8>(), 0..2000), gzipped: bool) {
        let bytes = if gzipped { gzip(&bytes) } else { bytes };
        if let Ok(reader) = Reader::new(Cursor::new(&bytes), Path::new("x")) {
            prop_assert!(reader.take(bytes.len() + 2).count() <= bytes.len() + 1);
        }
    }
}
