//! WARC files: what was fetched is kept, a record says where, and an import makes the same articles of it.
use std::path::{Path, PathBuf};
use std::process::Output;

use serde_json::Value;

use crate::kit::titles::{Titles, story};
use crate::kit::worker::{BINARY, Desk, stderr};
use crate::kit::{LIMIT, press, wait_until};

fn warcs(desk: &Desk) -> Vec<PathBuf> {
    let dir = desk.dir.path().join("data").join("warc");
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(dir).expect("an archive").flatten().map(|entry| entry.path()).collect();
    files.sort();
    files
}

fn import(desk: &Desk, files: &[PathBuf]) -> Output {
    let mut command = std::process::Command::new(BINARY);
    command.arg("import").args(files).arg("-c").arg(desk.config());
    command.output().expect("the binary starts")
}

/// The records of a stopped worker's journal.
fn enriched(desk: &Desk) -> Vec<Value> {
    let output = desk.command(&["tail", "enriched", "--no-follow"]);
    assert!(output.status.success(), "{}", stderr(&output));
    String::from_utf8_lossy(&output.stdout)
        .lines()
        .map(|line| serde_json::from_str(line).expect("a record"))
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_fetched_can_be_imported() {
    let press = press(2, 1).await;
    let mut desk = Desk::for_press(&press, "[archive]\nwarc = true\n");
    let feeds: Vec<String> = press.feeds().iter().map(|feed| feed.id.clone()).collect();
    let first = press.publish(&[&feeds[0]], story("one")).expect("published");
    desk.start().await;
    let mut titles = Titles::new();
    titles.until(&desk, &["one"]).await;
    press.revise_with(first.article, story("one again")).expect("revised");
    press.publish(&[&feeds[1]], story("two")).expect("published");
    titles.until(&desk, &["one again", "two"]).await;
    assert_eq!(desk.stop().await.code(), Some(0));

    let files = warcs(&desk);
    assert!(
        !files.is_empty() && files.iter().all(|file| file.to_string_lossy().ends_with(".warc.gz")),
        "{files:?}"
    );
    for record in &titles.records {
        let place = &record["provenance"]["archive"];
        let named = files.iter().any(|file| {
            file.file_name().is_some_and(|name| place["file"] == name.to_string_lossy().as_ref())
        });
        assert!(named && place["offset"].is_u64(), "{place}");
        assert!(place["digest"].as_str().is_some_and(|digest| digest.starts_with("sha256:")), "{place}");
    }

    // Another desk, which has never seen the press, imports what this one kept.
    let other = Desk::empty();
    other.configure(&other.head("127.0.0.1:1"));
    let done = import(&other, &files);
    assert!(done.status.success(), "{}", stderr(&done));
    let imported = enriched(&other);
    let mut shown: Vec<(&str, &str)> = imported
        .iter()
        .map(|record| (record["title"].as_str().unwrap_or(""), record["origin"].as_str().unwrap_or("")))
        .collect();
    shown.sort_unstable();
    assert_eq!(shown, [("one", "import"), ("one again", "import"), ("two", "import")]);
    for record in &imported {
        let polled = titles.of(record["title"].as_str().expect("a title"));
        for key in ["id", "url", "text", "revision", "fetched_at", "quotes", "fingerprint"] {
            assert_eq!(record[key], polled[key], "{key} of {}", record["title"]);
        }
        assert_eq!(record["provenance"]["archive"], polled["provenance"]["archive"]);
    }

    // A second import finds all of it done, and the first desk knows every article in its own archive.
    assert!(import(&other, &files).status.success());
    assert_eq!(enriched(&other).len(), 3);
    assert!(import(&desk, &files).status.success());
    assert_eq!(enriched(&desk).len(), 3, "the same extraction gives no new version");
    press.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_import_goes_on_where_it_was_killed() {
    const PAGES: usize = 700;
    let dir = tempfile::tempdir().expect("a folder");
    let file = dir.path().join("pages.warc");
    write_warc(&file, PAGES);
    let desk = Desk::empty();
    desk.configure(&desk.head("127.0.0.1:1"));
    let child = || {
        let mut command = std::process::Command::new(BINARY);
        command.arg("import").arg(&file).arg("-c").arg(desk.config());
        command.stderr(std::process::Stdio::null()).spawn().expect("the binary starts")
    };
    let mut kills = 0;
    for wanted in [100, 400] {
        let mut running = child();
        wait_until(&format!("{wanted} pages are imported"), LIMIT, async || {
            let ended = running.try_wait().expect("its state").is_some();
            let output = desk.command(&["tail", "enriched", "--no-follow"]);
            let count = String::from_utf8_lossy(&output.stdout).lines().count();
            (ended || count >= wanted).then_some(())
        })
        .await;
        if running.try_wait().expect("its state").is_none() {
            running.kill().expect("killed");
            kills += 1;
        }
        running.wait().expect("it is gone");
    }
    assert!(kills > 0, "the import was too quick to be killed; write more pages");
    assert!(child().wait().expect("it ends").success());
    let mut urls: Vec<String> =
        enriched(&desk).iter().map(|record| record["url"].as_str().expect("a URL").to_owned()).collect();
    assert_eq!(urls.len(), PAGES, "each page once");
    urls.sort_unstable();
    urls.dedup();
    assert_eq!(urls.len(), PAGES, "and each of them");
}

/// A plain WARC/1.0 file as a crawler writes it, with records between the pages that are none.
fn write_warc(file: &Path, pages: usize) {
    let mut text = String::new();
    let mut record = |kind: &str, uri: &str, content: &str, block: &str| {
        text.push_str(&format!(
            "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {uri}\r\nWARC-Date: 2026-11-01T06:00:00Z\r\n\
             WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{:012}>\r\nContent-Type: {content}\r\nContent-Length: {}\r\n\r\n{block}\r\n\r\n",
            block.len(),
            block.len(),
        ));
    };
    for number in 0..pages {
        let uri = format!("http://paper{}.example/story/{number}", number % 7);
        record("request", &uri, "application/http; msgtype=request", "GET / HTTP/1.1\r\n\r\n");
        let html = format!(
            "<!doctype html><html lang=\"en\"><head><title>Story {number}</title></head><body><article><h1>Story {number}</h1>\
             <p>The council of Tolnes met for the {number}th time on Monday to speak about the quay, which has been closed since spring.</p>\
             <p>“We have counted every boat twice,” said Maren Ostvik, the harbour master, in her report number {number}.</p></article></body></html>"
        );
        let answer = format!(
            "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nX-Crawler-Note: kept\r\n\r\n{html}"
        );
        record("response", &uri, "application/http; msgtype=response", &answer);
        let missing = "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<p>No such page.</p>";
        record("response", &format!("{uri}/missing"), "application/http; msgtype=response", missing);
    }
    std::fs::write(file, text).expect("a WARC file");
}
