//! Bodies that are too large, too slow, too short, endless, packed as bombs, or behind impossible heads.
use std::io::Write;
use std::time::Duration;

use fetcher::body::{self, DecodeErrorKind, Encoding};
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
async fn slow_servers_do_not_hold_up_the_others() {
    let slow =
        Server::start(|_| vec![raw("HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n"), Step::Hang]).await;
    let good = Server::at("127.0.0.2", |_| answer("200 OK", "", "news")).await;
    let fetcher = fetcher(Config { domain_connections: 300, ..config() });
    let mut stuck = tokio::task::JoinSet::new();
    for n in 0..200 {
        let (fetcher, url) = (fetcher.clone(), slow.url(&format!("/{n}")));
        stuck.spawn(async move { feed(&fetcher, &url).await.is_ok() });
    }
    while slow.heads().len() < 200 {
        tokio::task::yield_now().await;
    }
    for _ in 0..20 {
        assert_eq!(text(&feed(&fetcher, &good.url("/")).await.unwrap()), "news");
    }
    stuck.abort_all();
}

#[tokio::test]
async fn lengths_that_lie() {
    let server = Server::start(|path| match path {
        "/short" => vec![raw("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n<rss/>"), Step::Close],
        "/negative" => vec![raw("HTTP/1.1 200 OK\r\ncontent-length: -1\r\n\r\n<rss/>"), Step::Close],
        "/two" => {
            vec![raw("HTTP/1.1 200 OK\r\ncontent-length: 6\r\ncontent-length: 9\r\n\r\n<rss/>"), Step::Close]
        }
        "/chunk" => {
            vec![raw("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n<rss/>\r\n"), Step::Close]
        }
        "/cut" => {
            vec![raw("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n6\r\n<rss/>\r\n"), Step::Close]
        }
        "/chunk-size" => {
            let head = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nffffffffffffffffff\r\n";
            vec![raw(head), Step::Close]
        }
        "/extension" => {
            let head = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1;";
            vec![raw(head), Step::Forever(vec![b'x'; 4096])]
        }
        "/nothing" => vec![Step::Close],
        "/noise" => vec![raw(vec![0xff; 100]), Step::Close],
        _ => vec![raw("HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\n<rss/>and more"), Step::Close],
    })
    .await;
    let fetcher = fetcher(config());
    for path in
        ["/short", "/negative", "/two", "/chunk", "/cut", "/chunk-size", "/extension", "/nothing", "/noise"]
    {
        assert_eq!(kind(feed(&fetcher, &server.url(path)).await), FetchErrorKind::Protocol, "{path}");
    }
    assert_eq!(text(&feed(&fetcher, &server.url("/long")).await.unwrap()), "<rss/>");
}

#[tokio::test]
async fn heads_that_flood_or_are_no_text() {
    let lines = |count: usize, size: usize| {
        (0..count).map(|n| format!("x-{n}: {}\r\n", "v".repeat(size))).collect::<String>()
    };
    let server = Server::start(move |path| match path {
        "/wide" => answer("200 OK", &lines(1, 70_000), ""),
        "/many" => answer("200 OK", &lines(5_000, 4), ""),
        "/endless" => vec![raw("HTTP/1.1 200 OK\r\n"), Step::Forever(b"x-flood: 1\r\n".to_vec())],
        "/one-line" => vec![raw("HTTP/1.1 200 OK\r\nx: "), Step::Forever(vec![b'x'; 4096])],
        "/hundred" => answer("200 OK", &lines(150, 10), "fine"),
        _ => {
            let head = b"HTTP/1.1 200 OK\r\nx-name: \xff\xfe caf\xe9\r\netag: \"\xff\"\r\ncontent-type: text/xml; \xe9\r\n";
            vec![raw([&head[..], b"bad header : 1\r\ncontent-length: 4\r\n\r\nfine"].concat())]
        }
    })
    .await;
    let fetcher = fetcher(config());
    for path in ["/wide", "/many", "/endless", "/one-line"] {
        let kind = kind(feed(&fetcher, &server.url(path)).await);
        assert!(matches!(kind, FetchErrorKind::TooLarge | FetchErrorKind::Protocol), "{path}: {kind:?}");
    }
    for path in ["/hundred", "/bytes"] {
        assert_eq!(text(&feed(&fetcher, &server.url(path)).await.unwrap()), "fine", "{path}");
    }
}

#[tokio::test]
async fn bombs_pass_the_wire_and_stop_at_the_cap() {
    // A gibibyte of zeros, written once in pieces: four MiB or less on the wire in every encoding.
    const GIB: usize = 1 << 30;
    let piece = vec![0; 1 << 20];
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    let mut deflate = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    let mut zstd = zstd::Encoder::new(Vec::new(), 1).unwrap();
    let mut packed_br = Vec::new();
    {
        let mut br = brotli::CompressorWriter::new(&mut packed_br, 1 << 20, 1, 22);
        // Brotli's own blocks repeat: 64 MiB show the same as a GiB, in a sixteenth of the time.
        (0..64).for_each(|_| br.write_all(&piece).unwrap());
    }
    for _ in 0..GIB >> 20 {
        gzip.write_all(&piece).unwrap();
        deflate.write_all(&piece).unwrap();
        zstd.write_all(&piece).unwrap();
    }
    let bombs = [
        ("gzip", gzip.finish().unwrap()),
        ("deflate", deflate.finish().unwrap()),
        ("zstd", zstd.finish().unwrap()),
        ("br", packed_br),
    ];
    let served = bombs.clone();
    let server = Server::start(move |path| {
        let (name, bomb) = served.iter().find(|(name, _)| path.ends_with(name)).unwrap();
        answer("200 OK", &format!("content-encoding: {name}\r\n"), bomb)
    })
    .await;
    let fetcher = fetcher(Config { max_wire: 8 << 20, ..config() });
    for (name, _) in &bombs {
        let fetched = feed(&fetcher, &server.url(&format!("/{name}"))).await.unwrap();
        let error = body::decode(&fetched.body, fetcher.config().max_decoded).unwrap_err();
        assert_eq!(error.kind(), DecodeErrorKind::TooLarge, "{name}");
    }
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
