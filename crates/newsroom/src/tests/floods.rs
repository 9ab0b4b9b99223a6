//! Faults that mean to exhaust a client: bombs, floods, mazes, and answers that are no HTTP.
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::client::get;
use super::faults::{Scene, unpack};
use crate::{Encoding, Fault, Page, Raw};

/// What the connection carries in answer to a GET, up to so many bytes.
async fn bytes(scene: &Scene, fault: Fault, limit: u64) -> Vec<u8> {
    scene.press.set_fault(&scene.target, fault);
    let mut stream = TcpStream::connect(scene.press.http_addr()).await.unwrap();
    let (host, path) = scene.target.split_once('/').unwrap();
    let request = format!("GET /{path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let (mut received, mut stream) = (Vec::new(), stream.take(limit));
    let read = stream.read_to_end(&mut received);
    tokio::time::timeout(Duration::from_secs(10), read).await.expect("in time").unwrap();
    received
}

async fn text(scene: &Scene, fault: Fault) -> String {
    String::from_utf8(bytes(scene, fault, 1 << 20).await).expect("text")
}

#[tokio::test]
async fn a_gigabyte_in_little_in_each_encoding() {
    let scene = Scene::new().await;
    for encoding in [Encoding::Gzip, Encoding::Deflate, Encoding::Brotli, Encoding::Zstd] {
        let fault = Fault::Bomb { encodings: vec![encoding], bytes: 1 << 30, wire: 200_000 };
        let bomb = scene.answer(fault).await;
        assert_eq!(bomb.header("content-encoding"), encoding.token());
        let size = bomb.body.len();
        assert!(bomb.whole && (200_000..2_000_000).contains(&size), "{encoding:?}: {size}");
    }
    let encodings = vec![Encoding::Gzip, Encoding::Brotli, Encoding::Gzip];
    let stacked = scene.answer(Fault::Bomb { encodings, bytes: 1 << 30, wire: 0 }).await;
    assert_eq!(stacked.header("content-encoding"), "gzip, br, gzip");
    assert!(stacked.body.len() < 4 << 10, "{}", stacked.body.len());
    let inner = unpack(Encoding::Brotli, &unpack(Encoding::Gzip, &stacked.body));
    assert!(inner.starts_with(&[0x1f, 0x8b]) && inner.len() > 1_000_000);
    let file = scene.answer(Fault::GzipFile { bytes: 6 << 20, wire: 1 << 10 }).await;
    assert_eq!((file.header("content-type"), file.header("content-encoding")), ("application/gzip", ""));
    assert!(unpack(Encoding::Gzip, &file.body).len() > 6 << 20);
}

#[tokio::test]
async fn heads_that_flood_and_never_end() {
    let scene = Scene::new().await;
    let huge = scene.answer(Fault::HugeHeader(100 << 10)).await;
    assert_eq!(huge.header("x-huge").len(), 100 << 10);
    for (fault, opening) in [
        (Fault::EndlessHeaders, "HTTP/1.1 200 OK\r\nx-more: mmm"),
        (Fault::EndlessHints, "HTTP/1.1 103 Early Hints\r\nlink"),
    ] {
        let head = bytes(&scene, fault, 3 << 20).await;
        assert!(head.len() == 3 << 20 && head.starts_with(opening.as_bytes()));
    }
    let trailers = text(&scene, Fault::TrailerFlood(500)).await;
    assert!(trailers.contains("transfer-encoding: chunked") && trailers.ends_with("\r\n\r\n"));
    assert_eq!(trailers.matches("\r\nx-trailer-").count(), 500);
    let whole = scene.answer(Fault::TrailerFlood(3)).await;
    scene.press.heal(&scene.target);
    let truth = get(&scene.press, &scene.url, &[]).await;
    assert_eq!((whole.whole, &whole.body), (true, &truth.body));
}

#[tokio::test]
async fn headers_that_are_no_text() {
    let scene = Scene::new().await;
    let truth = get(&scene.press, &scene.url, &[]).await;
    let odd = scene.answer(Fault::OddHeaders).await;
    assert_eq!((odd.status, &odd.body), (200, &truth.body));
    for name in ["content-type", "etag", "last-modified", "cache-control", "expires", "link"] {
        assert!(
            odd.headers[name].to_str().is_err() && std::str::from_utf8(odd.headers[name].as_bytes()).is_err()
        );
    }
}

#[tokio::test]
async fn lengths_that_cannot_be() {
    let scene = Scene::new().await;
    scene.press.set_page(&scene.target, Page::xml("<rss/>"));
    for lengths in [vec!["5", "7"], vec!["-6"], vec!["six"], vec!["99999999999999999999"], vec![]] {
        let lengths: Vec<String> = lengths.into_iter().map(str::to_owned).collect();
        let answer = text(&scene, Fault::Lengths(lengths.clone())).await;
        assert!(answer.starts_with("HTTP/1.1 200 OK\r\n") && answer.ends_with("\r\n\r\n<rss/>"), "{answer}");
        let said: Vec<_> = answer.lines().filter_map(|line| line.strip_prefix("content-length: ")).collect();
        assert_eq!(said, lengths);
    }
    let raw = Raw { bytes: "220 smtp.example ESMTP\r\n".into(), ..Raw::default() };
    assert_eq!(text(&scene, Fault::Raw(raw)).await, "220 smtp.example ESMTP\r\n");
    assert_eq!(scene.press.hosts()["press00.example"].most_in_flight, 1);
}

#[tokio::test]
async fn one_byte_after_the_other_from_the_status_on() {
    let scene = Scene::new().await;
    scene.press.set_page(&scene.target, Page::xml("<rss/>"));
    let slow = scene.answer(Fault::SlowHead { every: Duration::from_millis(1) }).await;
    assert_eq!((slow.status, slow.text(), slow.whole), (200, "<rss/>", true));
    // The second byte comes in an hour; who gives up before is let go, and so is the press.
    let begun = bytes(&scene, Fault::SlowHead { every: Duration::from_secs(3600) }, 1).await;
    assert_eq!(begun, b"H");
    let still = bytes(&scene, Fault::SlowHead { every: Duration::from_secs(3600) }, 2);
    assert!(tokio::time::timeout(Duration::from_millis(50), still).await.is_err());
    scene.press.shutdown().await;
}

#[tokio::test]
async fn a_maze_never_leads_to_the_same_place() {
    let scene = Scene::new().await;
    scene.press.set_fault(&scene.target, Fault::RedirectMaze);
    let mut url: url::Url = scene.press.url(&scene.target).parse().unwrap();
    let (mut seen, mut hosts) = (std::collections::HashSet::new(), std::collections::HashSet::new());
    for _ in 0..50 {
        let reply = get(&scene.press, url.as_str(), &[]).await;
        assert!((301..=308).contains(&reply.status), "{} at {url}", reply.status);
        assert!(seen.insert(url.to_string()));
        hosts.insert(url.host_str().map(str::to_owned));
        url = url.join(reply.header("location")).unwrap();
    }
    assert!(hosts.len() > 15, "{}", hosts.len());
}

#[tokio::test]
async fn addresses_of_a_megabyte() {
    let scene = Scene::new().await;
    let answer = bytes(&scene, Fault::LongLocation(1 << 20), 2 << 20).await;
    let answer = String::from_utf8(answer).unwrap();
    let location = answer.lines().find_map(|line| line.strip_prefix("location: ")).unwrap();
    assert_eq!(location.len(), 1 << 20);
    let feed = scene.answer(Fault::LongLinks(1 << 20)).await;
    let links: Vec<_> = feed.text().split("<link>").skip(2).collect();
    let lengths: Vec<_> = links.iter().map(|rest| rest.find("</link>").unwrap()).collect();
    assert!(lengths[0] < 100 && lengths[1] == 1 << 20 && lengths[2] < 100);
    super::client::elements(feed.text());
}
