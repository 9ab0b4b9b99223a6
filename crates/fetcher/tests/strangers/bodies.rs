//! Bodies that are too large, too slow, endless, or packed in strange ways; and how many are taken at once.
use std::time::Duration;

use fetcher::body::Encoding;
use fetcher::{Config, FetchErrorKind};

use crate::kit::{Server, Step, answer, config, feed, fetcher, kind, text};

fn raw(bytes: impl Into<Vec<u8>>) -> Step {
    Step::Send(bytes.into())
}

/// Patience that a test can outlast.
fn impatient() -> Config {
    Config { timeout: Duration::from_millis(500), stall_timeout: Duration::from_millis(100), ..config() }
}

#[tokio::test]
async fn too_much_is_refused_announced_or_not() {
    let server = Server::start(|path| match path {
        "/announced" => vec![raw("HTTP/1.1 200 OK\r\ncontent-length: 9999999999\r\n\r\n<rss>"), Step::Hang],
        "/endless" => {
            vec![
                raw("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n"),
                Step::Forever(b"4\r\nrss \r\n".to_vec()),
            ]
        }
        "/unmeasured" => vec![raw("HTTP/1.1 200 OK\r\n\r\n"), Step::Forever(vec![b' '; 4096])],
        "/fits" => answer("200 OK", "", vec![b' '; 64 * 1024]),
        _ => answer("200 OK", "", vec![b' '; 64 * 1024 + 1]),
    })
    .await;
    let fetcher = fetcher(Config { max_wire: 64 * 1024, ..config() });
    for path in ["/announced", "/endless", "/unmeasured", "/over"] {
        assert_eq!(kind(feed(&fetcher, &server.url(path)).await), FetchErrorKind::TooLarge, "{path}");
    }
    assert_eq!(feed(&fetcher, &server.url("/fits")).await.unwrap().body.wire.len(), 64 * 1024);
}

#[tokio::test]
async fn silence_and_trickles_are_given_up() {
    let server = Server::start(|path| match path {
        "/no-head" => vec![Step::Hang],
        "/informed" => vec![Step::Forever(b"HTTP/1.1 100 Continue\r\n\r\n".repeat(100))],
        "/half-head" => vec![raw("HTTP/1.1 200 OK\r\ncontent-le"), Step::Hang],
        "/no-body" => vec![raw("HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n"), Step::Hang],
        _ => vec![raw("HTTP/1.1 200 OK\r\ncontent-length: 1000000\r\n\r\n<rss>"), Step::Hang],
    })
    .await;
    let fetcher = fetcher(impatient());
    for path in ["/no-head", "/informed", "/half-head", "/no-body", "/half-body"] {
        assert_eq!(kind(feed(&fetcher, &server.url(path)).await), FetchErrorKind::Timeout, "{path}");
    }
}

#[tokio::test]
async fn a_body_below_the_least_rate_is_given_up_though_it_never_stops() {
    // Each piece comes long before the silence is too long, and all of them are far below the least rate.
    let server = Server::start(|_| {
        vec![
            raw("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n"),
            Step::Forever(b"1\r\nx\r\n".to_vec()),
        ]
    })
    .await;
    let slow = Config {
        stall_timeout: Duration::from_millis(1),
        max_wire: usize::MAX,
        min_rate: usize::MAX,
        ..config()
    };
    assert_eq!(kind(feed(&fetcher(slow), &server.url("/")).await), FetchErrorKind::Timeout);
}

#[tokio::test]
async fn encodings_are_asked_for_and_strange_ones_refused() {
    let server = Server::start(|path| match path {
        "/strange" => answer("200 OK", "content-encoding: compress\r\n", "x"),
        "/deep" => answer("200 OK", "content-encoding: gzip, gzip, gzip, gzip\r\n", "x"),
        "/stacked" => {
            answer("200 OK", "content-encoding: br\r\ncontent-encoding: gzip\r\n", "plain all the same")
        }
        _ => answer("200 OK", "content-encoding: identity\r\n", "plain"),
    })
    .await;
    let fetcher = fetcher(config());
    assert_eq!(kind(feed(&fetcher, &server.url("/strange")).await), FetchErrorKind::Protocol);
    assert_eq!(kind(feed(&fetcher, &server.url("/deep")).await), FetchErrorKind::Protocol);
    let stacked = feed(&fetcher, &server.url("/stacked")).await.unwrap();
    assert_eq!(stacked.body.encodings, [Encoding::Brotli, Encoding::Gzip]);
    assert_eq!(text(&feed(&fetcher, &server.url("/plain")).await.unwrap()), "plain");
    assert!(server.heads().iter().all(|head| head.contains("accept-encoding: gzip, deflate, br, zstd\r\n")));
}

#[tokio::test]
async fn large_bodies_take_turns_and_small_ones_pass() {
    let server = Server::start(|path| match path {
        "/small" => answer("200 OK", "", "small"),
        _ => answer("200 OK", "", vec![b' '; 1 << 20]),
    })
    .await;
    // Room for two small bodies and one large one.
    let max_wire = 1 << 20;
    let fetcher = fetcher(Config { max_wire, bytes_in_flight: 2 << 20, domain_connections: 8, ..config() });
    let first = feed(&fetcher, &server.url("/large")).await.unwrap();
    assert!(first.body.in_flight());
    let second = tokio::spawn({
        let (fetcher, url) = (fetcher.clone(), server.url("/large"));
        async move { feed(&fetcher, &url).await }
    });
    while server.heads().len() < 2 {
        tokio::task::yield_now().await;
    }
    assert_eq!(text(&feed(&fetcher, &server.url("/small")).await.unwrap()), "small");
    assert!(!second.is_finished());
    drop(first);
    assert_eq!(second.await.unwrap().unwrap().body.wire.len(), 1 << 20);
}
