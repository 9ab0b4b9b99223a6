//! What a client of the crowd sees.
use std::time::Duration;

use bytes::Bytes;
use http::Request;
use http_body_util::{BodyExt, Empty};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

use super::*;

struct Reply {
    status: u16,
    etag: Option<String>,
    closes: bool,
    body: Bytes,
}

async fn ask(crowd: &Crowd, feed: u32, etag: Option<&str>) -> Reply {
    let url = crowd.url(feed);
    let (host, _) = url.trim_start_matches("http://").split_once('/').expect("a URL with a path");
    let stream = TcpStream::connect(crowd.http_addr).await.expect("the crowd listens");
    let (mut sender, connection) =
        hyper::client::conn::http1::handshake(TokioIo::new(stream)).await.expect("a connection");
    let mut request = Request::builder().uri("/feed.xml").header("host", host);
    if let Some(etag) = etag {
        request = request.header("if-none-match", etag);
    }
    let connection = tokio::spawn(connection);
    let request = request.body(Empty::<Bytes>::new()).expect("a request");
    let answer = tokio::time::timeout(Duration::from_secs(5), sender.send_request(request)).await;
    let (head, body) = answer.expect("an answer in time").expect("an answer").into_parts();
    let text = |name: &str| head.headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
    let reply = Reply {
        status: head.status.as_u16(),
        etag: text("etag"),
        closes: text("connection").as_deref() == Some("close"),
        body: body.collect().await.expect("a body").to_bytes(),
    };
    connection.abort();
    reply
}

#[tokio::test]
async fn a_body_is_shown_until_it_changes() {
    let crowd = Crowd::start(3, 20_000, Manner::default()).await.expect("a crowd");
    assert!(crowd.url(7).starts_with("http://f7.p1.example:"));
    let first = ask(&crowd, 7, None).await;
    assert_eq!((first.status, first.etag.as_deref(), first.closes), (200, Some("\"0\""), false));
    assert!((20_000..30_000).contains(&first.body.len()), "{} bytes", first.body.len());
    let again = ask(&crowd, 7, Some("\"0\"")).await;
    assert_eq!((again.status, again.body.len()), (304, 0));

    crowd.set_manner(Manner { changing: 1.0, keep_alive: false, ..Manner::default() });
    let next = ask(&crowd, 7, Some("\"0\"")).await;
    assert_eq!((next.status, next.etag.as_deref(), next.closes), (200, Some("\"1\""), true));
    let items = |body: &Bytes| {
        let text = String::from_utf8_lossy(body).into_owned();
        let (head, items) =
            text.split_once("<item>").map(|(h, i)| (h.to_owned(), i.to_owned())).expect("items");
        (head, items)
    };
    assert_ne!(items(&first.body).0, items(&next.body).0);
    assert_eq!(items(&first.body).1, items(&next.body).1);

    let statuses: Vec<_> =
        crowd.take_arrivals().iter().map(|arrival| (arrival.feed, arrival.status)).collect();
    assert_eq!(statuses, [(7, 200), (7, 304), (7, 200)]);
    assert!(crowd.take_arrivals().is_empty());
    crowd.shutdown().await;
}

#[tokio::test]
async fn without_validators_every_answer_is_whole_and_equal() {
    let manner = Manner { validators: false, changing: 1.0, ..Manner::default() };
    let crowd = Crowd::start(1, 1, manner).await.expect("a crowd");
    let (first, second) = (ask(&crowd, 1, None).await, ask(&crowd, 1, Some("\"0\"")).await);
    assert_eq!((first.status, first.etag), (200, None));
    assert_eq!((second.status, second.body), (200, first.body));
    crowd.shutdown().await;
}

#[tokio::test]
async fn the_share_that_changes_is_the_one_that_was_asked_for() {
    let crowd = Crowd::start(1, 1, Manner { changing: 0.25, ..Manner::default() }).await.expect("a crowd");
    for feed in 0..400 {
        ask(&crowd, feed, Some("\"5\"")).await;
    }
    let changed = crowd.take_arrivals().iter().filter(|arrival| arrival.status == 200).count();
    assert!((60..140).contains(&changed), "{changed} of 400 changed");
    crowd.shutdown().await;
}
