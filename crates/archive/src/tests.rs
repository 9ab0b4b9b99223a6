//! The whole way round: what is written is read back equal, whatever it is.
use std::path::Path;

use model::record::ArchivePlace;
use model::{Clock, Timestamp};
use proptest::prelude::*;

use crate::{Capture, CaptureKind, Config, Reader, Record, RecordKind, Writer, read_at};

/// A capture that owns what it shows.
#[derive(Clone, Debug)]
pub(crate) struct Owned {
    pub(crate) url: String,
    pub(crate) fetched_at: Timestamp,
    pub(crate) kind: CaptureKind,
    pub(crate) http2: bool,
    pub(crate) status: u16,
    pub(crate) reason: String,
    pub(crate) headers: Vec<(String, Vec<u8>)>,
    pub(crate) body: Vec<u8>,
}

impl Owned {
    pub(crate) fn page(url: &str, body: &[u8]) -> Self {
        Owned {
            url: url.to_owned(),
            fetched_at: Timestamp::parse("2026-03-04T05:06:07.089Z").unwrap(),
            kind: CaptureKind::Page,
            http2: false,
            status: 200,
            reason: "OK".to_owned(),
            headers: vec![("content-type".to_owned(), b"text/html; charset=utf-8".to_vec())],
            body: body.to_vec(),
        }
    }

    pub(crate) fn show(&self) -> Capture<'_> {
        Capture {
            url: &self.url,
            fetched_at: self.fetched_at,
            ip: Some([192, 0, 2, 7].into()),
            kind: self.kind,
            http2: self.http2,
            status: self.status,
            reason: &self.reason,
            headers: &self.headers,
            body: &self.body,
        }
    }
}

pub(crate) fn writer(dir: &Path, change: impl FnOnce(&mut Config)) -> Writer {
    let mut config = Config::new(dir);
    change(&mut config);
    Writer::open(config, Clock::system()).unwrap()
}

fn compare(record: &Record, capture: &Owned, place: &ArchivePlace) {
    assert_eq!(record.target_uri(), Some(capture.url.as_str()));
    assert_eq!(record.date(), Some(capture.fetched_at));
    assert_eq!(record.capture_kind(), Some(capture.kind));
    assert_eq!(record.field("WARC-IP-Address"), Some("192.0.2.7"));
    let answer = record.http().unwrap();
    assert_eq!((answer.status, answer.reason.as_str()), (capture.status, capture.reason.as_str()));
    assert_eq!(answer.body, capture.body);
    assert!(answer.complete);
    let gone = ["transfer-encoding", "content-length"];
    let kept = |headers: &[(String, Vec<u8>)]| -> Vec<_> {
        let kept = headers.iter().filter(|(name, _)| !gone.contains(&name.to_ascii_lowercase().as_str()));
        kept.cloned().collect()
    };
    assert_eq!(kept(&answer.headers), kept(&capture.headers));
    assert_eq!(answer.header("Content-Length"), Some(capture.body.len().to_string().as_bytes()));
    assert_eq!(record.place(), *place);
}

fn captures() -> impl Strategy<Value = Vec<Owned>> {
    let header = ("[a-z][a-z0-9-]{0,12}", "[!-~]{1,8}([ -~\\x80-\\xff]{0,20}[!-~])?")
        .prop_map(|(name, value)| (name, value.into_bytes()))
        .prop_filter("no coding, which says something of the body", |(name, _)| name != "transfer-encoding");
    let body = prop_oneof![
        proptest::collection::vec(any::<u8>(), 0..3000),
        Just(b"\r\n\r\nWARC/1.1\r\nWARC-Type: response\r\nContent-Length: 5\r\n\r\nhello\r\n\r\n".to_vec()),
        (0..200_000_usize).prop_map(|size| vec![b'x'; size]),
    ];
    let capture = (
        "https?://[a-z]{1,9}\\.example/[a-z0-9?=&%/]{0,40}",
        (0..4_000_000_000_000_i64, any::<bool>(), any::<bool>()),
        (100..1000_u16, "([A-Za-z]{1,9}( [A-Za-z]{1,9})?)?"),
        proptest::collection::vec(header, 0..12),
        body,
    );
    let capture = capture.prop_map(|(url, (millis, page, http2), (status, reason), headers, body)| Owned {
        url,
        fetched_at: Timestamp::from_millis(millis),
        kind: if page { CaptureKind::Page } else { CaptureKind::Feed },
        http2,
        status,
        reason,
        headers,
        body,
    });
    proptest::collection::vec(capture, 1..8)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_captures_are_read_back_equal(captures in captures(), max_file in 1_u64..300_000) {
        let dir = tempfile::tempdir().unwrap();
        let mut writer = writer(dir.path(), |config| config.max_file = max_file);
        let places: Vec<_> = captures.iter().map(|capture| writer.write(&capture.show()).unwrap()).collect();
        // While the last file is open, and after.
        writer.sync().unwrap();
        for (capture, place) in captures.iter().zip(&places) {
            compare(&read_at(dir.path(), place).unwrap(), capture, place);
        }
        writer.close().unwrap();
        for (capture, place) in captures.iter().zip(&places) {
            compare(&read_at(dir.path(), place).unwrap(), capture, place);
        }
        let mut files: Vec<_> = std::fs::read_dir(dir.path()).unwrap().map(|entry| entry.unwrap().path()).collect();
        files.sort();
        let mut responses = Vec::new();
        for file in files {
            let records: Vec<_> = Reader::open(&file).unwrap().map(Result::unwrap).collect();
            prop_assert_eq!(&records[0].kind, &RecordKind::Warcinfo);
            responses.extend(records.into_iter().filter(|record| record.kind == RecordKind::Response));
        }
        let mut distinct = places.clone();
        distinct.dedup();
        prop_assert_eq!(responses.iter().map(Record::place).collect::<Vec<_>>(), distinct);
    }
}
