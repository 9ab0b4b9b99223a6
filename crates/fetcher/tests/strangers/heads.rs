//! Heads of answers as an archive keeps them: all of it, as it came, and only when asked for.
use fetcher::RequestKind;

use crate::kit::{Server, Step, answer, config, feed, fetcher, request};

#[tokio::test]
async fn a_head_is_kept_as_it_came() {
    let server = Server::start(|path| match path {
        "/moved" => answer("301 Moved Permanently", "location: /here\r\nx-hop: 1\r\n", ""),
        _ => {
            let head =
                "HTTP/1.1 200 Quite Fine\r\nX-Name: a\r\nserver: press/1\r\nx-name:  b \r\nETag: \"1\"\r\n";
            let tail = b"x-latin: caf\xe9\r\ncontent-length: 4\r\n\r\nnews";
            vec![Step::Send([head.as_bytes(), tail].concat())]
        }
    })
    .await;
    let fetcher = fetcher(config());
    assert!(feed(&fetcher, &server.url("/here")).await.unwrap().head.is_none());
    let mut asked = request(&server.url("/moved"), RequestKind::Page);
    asked.keep_head = true;
    asked.ignore_robots = true;
    let head = fetcher.fetch(asked).await.unwrap().head.unwrap();
    assert_eq!((head.status, head.reason.as_str(), head.http2), (200, "Quite Fine", false));
    assert_eq!(head.address, Some(server.address.ip()));
    let lines: Vec<(&str, &[u8])> =
        head.headers.iter().map(|(name, value)| (name.as_str(), value.as_slice())).collect();
    let expect: [(&str, &[u8]); 6] = [
        ("x-name", b"a"),
        ("x-name", b"b"),
        ("server", b"press/1"),
        ("etag", b"\"1\""),
        ("x-latin", b"caf\xe9"),
        ("content-length", b"4"),
    ];
    assert_eq!(lines, expect);
}

#[tokio::test]
async fn an_answer_without_a_body_has_a_head_too_and_a_proxy_hides_who_gave_it() {
    let server =
        Server::start(|_| vec![Step::Send(b"HTTP/1.1 304 Not Modified\r\netag: \"1\"\r\n\r\n".to_vec())])
            .await;
    let mut asked = request("http://far.example/", RequestKind::Feed);
    asked.keep_head = true;
    asked.proxy = url::Url::parse(&server.url("/")).ok();
    asked.validators.etag = Some("\"1\"".to_owned());
    let head = fetcher(config()).fetch(asked).await.unwrap().head.unwrap();
    assert_eq!((head.status, head.reason.as_str(), head.address), (304, "Not Modified", None));
    assert_eq!(head.headers, [("etag".to_owned(), b"\"1\"".to_vec())]);
}
