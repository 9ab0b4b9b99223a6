//! Files that turn over, disks that are full, writers that are killed, and payloads that come again.
use std::fs;
use std::path::{Path, PathBuf};

use crate::tests::{Owned, writer};
use crate::{CaptureKind, ErrorKind, Reader, Record, RecordKind, read_at};

fn files(dir: &Path) -> Vec<String> {
    let names = fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<_> = names.collect();
    names.sort();
    names
}

fn records(path: &Path) -> Vec<Record> {
    Reader::open(path).unwrap().map(Result::unwrap).collect()
}

fn only_file(dir: &Path) -> PathBuf {
    let names = files(dir);
    assert_eq!(names.len(), 1, "{names:?}");
    dir.join(&names[0])
}

#[test]
fn a_file_keeps_its_suffix_until_it_is_whole() {
    let dir = tempfile::tempdir().unwrap();
    let mut writer = writer(dir.path(), |config| config.prefix = "news desk".to_owned());
    assert!(files(dir.path()).is_empty(), "no capture, no file");
    let place = writer.write(&Owned::page("https://a.example/", b"one").show()).unwrap();
    assert_eq!(files(dir.path()), [format!("{}.open", place.file)]);
    let (stem, end) = place.file.split_at("news-desk-20".len());
    assert_eq!((stem, &end[end.len() - "-00000.warc.gz".len()..]), ("news-desk-20", "-00000.warc.gz"));
    writer.close().unwrap();
    assert_eq!(files(dir.path()), [place.file]);
}

#[test]
fn the_first_record_says_who_wrote_the_file() {
    let dir = tempfile::tempdir().unwrap();
    let mut writer = writer(dir.path(), |config| {
        config.software = "Wiredesk/9.9".to_owned();
        config.operator = Some("Desk\r\nInjected: yes".to_owned());
    });
    let place = writer.write(&Owned::page("https://a.example/", b"one").show()).unwrap();
    writer.close().unwrap();
    let records = records(&only_file(dir.path()));
    assert_eq!((&records[0].kind, records[0].version.as_str()), (&RecordKind::Warcinfo, "1.1"));
    assert_eq!(records[0].field("WARC-Filename"), Some(place.file.as_str()));
    let text = String::from_utf8(records[0].block.clone()).unwrap();
    assert!(text.starts_with("software: Wiredesk/9.9\r\nformat: WARC File Format 1.1\r\n"), "{text}");
    assert!(text.contains("\r\noperator: Desk  Injected: yes\r\n"), "{text}");
    let warcinfo = records[1].field("WARC-Warcinfo-ID").unwrap();
    assert_eq!(warcinfo.trim_matches(['<', '>']), records[0].id().unwrap());
}

#[test]
fn files_turn_over_by_size_and_all_are_named_at_the_end() {
    let dir = tempfile::tempdir().unwrap();
    let mut writer = writer(dir.path(), |config| config.max_file = 1);
    let mut places = Vec::new();
    for number in 0..5 {
        let url = format!("https://a.example/{number}");
        places.push(writer.write(&Owned::page(&url, b"body").show()).unwrap().file);
    }
    assert_eq!(files(dir.path()).iter().filter(|name| name.ends_with(".open")).count(), 5);
    writer.sync().unwrap();
    assert_eq!(files(dir.path()).iter().filter(|name| name.ends_with(".open")).count(), 1);
    assert_eq!((writer.totals().files, writer.totals().responses), (5, 5));
    writer.close().unwrap();
    places.sort();
    assert_eq!(files(dir.path()), places);
}

#[test]
fn a_payload_that_comes_again_is_a_revisit() {
    let base = Owned::page("https://a.example/", b"the same words");
    let with = |change: &dyn Fn(&mut Owned)| {
        let mut capture = base.clone();
        change(&mut capture);
        capture
    };
    for (what, again, revisit) in [
        ("the same", with(&|_| {}), true),
        ("another time and reason", with(&|c| (c.reason, c.http2) = ("Fine".to_owned(), true)), true),
        ("another header", with(&|c| c.headers.push(("date".to_owned(), b"today".to_vec()))), true),
        ("another body", with(&|c| c.body = b"other words".to_vec()), false),
        ("another address", with(&|c| c.url.push('2')), false),
        ("another status", with(&|c| c.status = 404), false),
        ("another type", with(&|c| c.headers[0].1 = b"text/plain".to_vec()), false),
        (
            "another encoding",
            with(&|c| c.headers.push(("Content-Encoding".to_owned(), b"br".to_vec()))),
            false,
        ),
        ("another kind", with(&|c| c.kind = CaptureKind::Feed), false),
    ] {
        let dir = tempfile::tempdir().unwrap();
        let mut writer = writer(dir.path(), |_| {});
        let first = writer.write(&base.show()).unwrap();
        let second = writer.write(&again.show()).unwrap();
        assert_eq!(first == second, revisit, "{what}");
        assert_eq!(writer.totals().revisits, u64::from(revisit), "{what}");
        writer.close().unwrap();
        let records = records(&only_file(dir.path()));
        let last = records.last().unwrap();
        assert_eq!(last.kind == RecordKind::Revisit, revisit, "{what}");
        if revisit {
            assert_eq!(last.field("WARC-Refers-To"), records[1].field("WARC-Record-ID"));
            assert_eq!(last.field("WARC-Refers-To-Target-URI"), records[1].field("WARC-Target-URI"));
            assert_eq!(last.field("WARC-Refers-To-Date"), records[1].field("WARC-Date"));
            assert_eq!(last.field("WARC-Payload-Digest"), Some(first.digest.as_str()));
            assert!(last.block.ends_with(b"\r\n\r\n") && last.is_truncated() && last.http().is_none());
        }
        assert_eq!(read_at(dir.path(), &second).unwrap().payload(), again.body);
    }
}

#[test]
fn a_revisit_refers_only_to_what_is_there() {
    let page = Owned::page("https://a.example/", b"words");
    // An empty body is not worth a reference, and a memory of none remembers none.
    for (body, remembered) in [(&b""[..], 16), (b"words", 0)] {
        let dir = tempfile::tempdir().unwrap();
        let mut writer = writer(dir.path(), |config| config.remembered = remembered);
        let page = Owned { body: body.to_vec(), ..page.clone() };
        assert_ne!(writer.write(&page.show()).unwrap(), writer.write(&page.show()).unwrap());
    }
    // Its file was taken away.
    let dir = tempfile::tempdir().unwrap();
    let mut writer = writer(dir.path(), |config| config.max_file = 1);
    let first = writer.write(&page.show()).unwrap();
    writer.write(&Owned::page("https://a.example/2", b"others").show()).unwrap();
    writer.sync().unwrap();
    fs::remove_file(dir.path().join(&first.file)).unwrap();
    let second = writer.write(&page.show()).unwrap();
    writer.sync().unwrap();
    assert_ne!(first.file, second.file);
    assert_eq!(read_at(dir.path(), &second).unwrap().payload(), page.body);
}

#[test]
fn a_full_disk_costs_one_capture() {
    for cut_fails in [false, true] {
        let dir = tempfile::tempdir().unwrap();
        let mut writer = writer(dir.path(), |_| {});
        let page = |number: u32| Owned::page(&format!("https://a.example/{number}"), b"body");
        let first = writer.write(&page(1).show()).unwrap();
        let file = writer.current.as_mut().unwrap();
        file.fault.room = Some(100);
        file.fault.cut_fails = cut_fails;
        assert_eq!(writer.write(&page(2).show()).unwrap_err().kind(), ErrorKind::Full);
        let file = writer.current.as_mut().unwrap();
        file.fault.room = None;
        let third = writer.write(&page(3).show()).unwrap();
        // What cannot be cut off stays the last of its file.
        assert_eq!(first.file != third.file, cut_fails);
        for file in &mut writer.full {
            file.fault.cut_fails = false;
        }
        writer.close().unwrap();
        let names = files(dir.path());
        let records: Vec<_> = names.iter().flat_map(|name| records(&dir.path().join(name))).collect();
        let uris: Vec<_> = records.iter().filter_map(Record::target_uri).collect();
        assert_eq!(uris, ["https://a.example/1", "https://a.example/3"]);
        assert!(names.iter().all(|name| name.ends_with(".gz")), "{names:?}");
    }
}

#[test]
fn after_a_failed_sync_nothing_refers_to_what_is_unsure() {
    let dir = tempfile::tempdir().unwrap();
    let mut writer = writer(dir.path(), |_| {});
    let sure = Owned::page("https://a.example/sure", b"words");
    let unsure = Owned::page("https://a.example/unsure", b"words");
    let first = writer.write(&sure.show()).unwrap();
    writer.sync().unwrap();
    let lost = writer.write(&unsure.show()).unwrap();
    writer.current.as_mut().unwrap().fault.sync_fails = true;
    assert_eq!(writer.sync().unwrap_err().kind(), ErrorKind::Io);
    let again = writer.write(&unsure.show()).unwrap();
    assert_ne!((&again.file, again.offset), (&lost.file, lost.offset));
    assert_eq!(writer.write(&sure.show()).unwrap(), first);
    writer.close().unwrap();
    // The given-up file is for the next writer to look at; until then its places hold.
    assert_eq!(read_at(dir.path(), &first).unwrap().payload(), sure.body);
    let next = crate::tests::writer(dir.path(), |_| {});
    assert_eq!(next.mended().len(), 1);
    assert_eq!(read_at(dir.path(), &first).unwrap().payload(), sure.body);
}

/// The file as a killed writer leaves it, with `tail` behind what it had synchronised.
fn left(dir: &Path, tail: &[u8]) -> (PathBuf, model::record::ArchivePlace) {
    let elsewhere = tempfile::tempdir().unwrap();
    let mut writer = writer(elsewhere.path(), |_| {});
    let place = writer.write(&Owned::page("https://a.example/", b"before").show()).unwrap();
    writer.sync().unwrap();
    let name = format!("{}.open", place.file);
    let mut bytes = fs::read(elsewhere.path().join(&name)).unwrap();
    bytes.extend_from_slice(tail);
    fs::write(dir.join(&name), bytes).unwrap();
    (dir.join(name), place)
}

#[test]
fn what_a_killed_writer_left_is_mended() {
    let member = {
        let dir = tempfile::tempdir().unwrap();
        let (path, place) = left(dir.path(), b"");
        fs::read(path).unwrap()[usize::try_from(place.offset).unwrap()..].to_vec()
    };
    let half = &member[..member.len() / 2];
    let hole_and_whole = [&[0; 5000][..], &member].concat();
    for (what, tail, cut) in [
        ("nothing torn", &b""[..], 0),
        ("half a member", half, half.len()),
        ("one byte", &member[..1], 1),
        ("all but one byte", &member[..member.len() - 1], member.len() - 1),
        ("pages that never came to the disk", &[0; 4096], 4096),
        ("a whole member behind a hole", &hole_and_whole, 0),
    ] {
        let dir = tempfile::tempdir().unwrap();
        let (path, place) = left(dir.path(), tail);
        let whole = fs::metadata(&path).unwrap().len() - cut as u64;
        let mut writer = writer(dir.path(), |_| {});
        assert_eq!(writer.mended().len(), 1, "{what}");
        assert_eq!((&writer.mended()[0].file, writer.mended()[0].cut), (&place.file, cut as u64), "{what}");
        assert_eq!(files(dir.path()), [place.file.as_str()], "{what}");
        assert_eq!(fs::metadata(dir.path().join(&place.file)).unwrap().len(), whole, "{what}");
        assert_eq!(read_at(dir.path(), &place).unwrap().payload(), &b"before"[..], "{what}");
        // What follows goes elsewhere.
        let next = writer.write(&Owned::page("https://a.example/2", b"after").show()).unwrap();
        assert_ne!(next.file, place.file, "{what}");
    }
}

#[test]
fn nothing_else_is_mended() {
    let dir = tempfile::tempdir().unwrap();
    let mut living = writer(dir.path(), |_| {});
    let place = living.write(&Owned::page("https://a.example/", b"words").show()).unwrap();
    let others = [
        "wiredesk-20200101000000-00000.warc.gz.open", // empty: about to be written to
        "another-20200101000000-00000.warc.gz.open",
        "wiredesk-20200101000000-00000.warc.gz",
        "wiredesk-notes.txt.open",
    ];
    for (name, text) in others.iter().zip(["", "torn", "whole", "text"]) {
        fs::write(dir.path().join(name), text).unwrap();
    }
    let before = files(dir.path());
    assert_eq!(writer(dir.path(), |_| {}).mended(), []);
    assert_eq!(files(dir.path()), before);
    living.close().unwrap();
    assert_eq!(read_at(dir.path(), &place).unwrap().payload(), &b"words"[..]);
    // Nothing whole in it: nothing is kept.
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join(others[0]), b"\x1f\x8b\x08\x00torn").unwrap();
    assert_eq!(writer(dir.path(), |_| {}).mended().len(), 1);
    assert!(files(dir.path()).is_empty());
}

#[test]
fn a_folder_that_cannot_be_written_to_is_told_at_once() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("file");
    fs::write(&file, "in the way").unwrap();
    let config = super::Config::new(file.join("archive"));
    assert_eq!(super::Writer::open(config, model::Clock::system()).unwrap_err().kind(), ErrorKind::Io);
}

#[test]
fn a_place_that_is_not_ours_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let mut writer = writer(dir.path(), |_| {});
    let place = writer.write(&Owned::page("https://a.example/", b"words").show()).unwrap();
    writer.close().unwrap();
    let change = |change: &dyn Fn(&mut model::record::ArchivePlace)| {
        let mut place = place.clone();
        change(&mut place);
        read_at(dir.path(), &place).unwrap_err().kind()
    };
    assert_eq!(change(&|place| place.digest.pop().map(drop).unwrap()), ErrorKind::Broken);
    assert_eq!(change(&|place| place.offset += 1), ErrorKind::Broken);
    assert_eq!(change(&|place| place.offset = 0), ErrorKind::Broken);
    assert_eq!(change(&|place| place.offset = u64::MAX), ErrorKind::Broken);
    assert_eq!(change(&|place| place.file.push('x')), ErrorKind::Io);
    for name in ["", ".", "..", "/etc/passwd", "../x.warc.gz", "a/b.warc.gz"] {
        assert_eq!(change(&|place| place.file = name.to_owned()), ErrorKind::Broken, "{name}");
    }
}
