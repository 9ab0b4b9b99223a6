//! What HTTP/1.1 allows and what servers make of it: lengths that lie, heads and trailers that flood or are no text.
use fetcher::FetchErrorKind;

use crate::kit::{Server, Step, answer, config, feed, fetcher, kind, text};

fn raw(bytes: impl Into<Vec<u8>>) -> Step {
    Step::Send(bytes.into())
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
        "/over" => {
            vec![raw("HTTP/1.1 200 OK\r\ncontent-length: 18446744073709551616\r\n\r\n<rss/>"), Step::Close]
        }
        "/words" => vec![raw("HTTP/1.1 200 OK\r\ncontent-length: six\r\n\r\n<rss/>"), Step::Close],
        "/plus" => vec![raw("HTTP/1.1 200 OK\r\ncontent-length: +6\r\n\r\n<rss/>"), Step::Close],
        "/list" => vec![raw("HTTP/1.1 200 OK\r\ncontent-length: 6, 9\r\n\r\n<rss/>"), Step::Close],
        "/minus" => {
            vec![raw("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n-6\r\n<rss/>\r\n"), Step::Close]
        }
        "/runs-on" => {
            let head = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\n<rss/>\r\n0\r\n\r\n";
            vec![raw(head), Step::Close]
        }
        "/nothing" => vec![Step::Close],
        "/noise" => vec![raw(vec![0xff; 100]), Step::Close],
        _ => vec![raw("HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\n<rss/>and more"), Step::Close],
    })
    .await;
    let fetcher = fetcher(config());
    let lies = "/short /negative /two /over /words /plus /list /chunk /cut /minus /runs-on /chunk-size /extension \
                /nothing /noise";
    for path in lies.split_whitespace() {
        assert_eq!(kind(feed(&fetcher, &server.url(path)).await), FetchErrorKind::Protocol, "{path}");
    }
    assert_eq!(text(&feed(&fetcher, &server.url("/long")).await.unwrap()), "<rss/>");
}

#[tokio::test]
async fn lengths_that_can_be_borne() {
    let chunked = "transfer-encoding: chunked\r\n";
    let server = Server::start(move |path| match path {
        // RFC 9112, section 6.3: one value twice is that value; a stated length beside chunks is none.
        "/twice" => vec![raw("HTTP/1.1 200 OK\r\ncontent-length: 6\r\ncontent-length: 6\r\n\r\n<rss/>")],
        "/both" => vec![raw(format!(
            "HTTP/1.1 200 OK\r\ncontent-length: 3\r\n{chunked}\r\n6\r\n<rss/>\r\n0\r\n\r\n"
        ))],
        "/zeros" => vec![raw(format!("HTTP/1.1 200 OK\r\n{chunked}\r\n0006;a=b\r\n<rss/>\r\n0\r\n\r\n"))],
        "/trailed" => {
            vec![raw(format!(
                "HTTP/1.1 200 OK\r\n{chunked}\r\n6\r\n<rss/>\r\n0\r\nx: 1\r\netag: \"t\"\r\n\r\n"
            ))]
        }
        "/old" => vec![raw("HTTP/1.0 200 OK\r\n\r\n<rss/>"), Step::Close],
        _ => vec![raw("HTTP/1.1 200 OK\r\n\r\n<rss/>"), Step::Close],
    })
    .await;
    let fetcher = fetcher(config());
    for path in ["/twice", "/both", "/zeros", "/trailed", "/old", "/to-the-end"] {
        let fetched =
            feed(&fetcher, &server.url(path)).await.unwrap_or_else(|error| panic!("{path}: {error:?}"));
        assert_eq!(text(&fetched), "<rss/>", "{path}");
        // What comes behind the body says nothing about it.
        assert_eq!(fetched.validators.etag, None, "{path}");
    }
}

#[tokio::test]
async fn trailers_that_flood() {
    let body = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n6\r\n<rss/>\r\n0\r\n";
    let server = Server::start(move |path| match path {
        "/many" => vec![raw(body), raw("x: 1\r\n".repeat(10_000)), raw("\r\n")],
        "/large" => vec![raw(body), raw(format!("x: {}\r\n\r\n", "v".repeat(100_000)))],
        "/one-line" => vec![raw(body), raw("x: "), Step::Forever(vec![b'v'; 4096])],
        _ => vec![raw(body), Step::Forever(b"x: 1\r\n".repeat(512))],
    })
    .await;
    let fetcher = fetcher(config());
    for path in ["/many", "/large", "/one-line", "/endless"] {
        assert_eq!(kind(feed(&fetcher, &server.url(path)).await), FetchErrorKind::Protocol, "{path}");
    }
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
