//! Conditional requests, and which answers are worth reading.
use std::time::Duration;

use fetcher::{FetchError, FetchErrorKind, RequestKind};
use model::state::Validators;

use crate::kit::{Server, answer, config, feed, fetcher, kind, request, text};

#[tokio::test]
async fn validators_go_back_as_they_came() {
    let server = Server::start(|_| {
        let headers = "etag: W/\"a-1\"\r\nlast-modified: yesterday, more or less\r\ncontent-language: ko\r\n\
                       content-type: application/rss+xml; charset=EUC-KR\r\ncache-control: max-age=90\r\n";
        answer("200 OK", headers, "<rss/>")
    })
    .await;
    let fetcher = fetcher(config());
    let first = feed(&fetcher, &server.url("/")).await.unwrap();
    assert_eq!(first.content_type.as_deref(), Some("application/rss+xml; charset=EUC-KR"));
    assert_eq!(first.content_language.as_deref(), Some("ko"));
    assert_eq!(first.freshness.max_age, Some(Duration::from_secs(90)));
    let mut again = request(&server.url("/"), RequestKind::Feed);
    again.validators = first.validators;
    fetcher.fetch(again).await.unwrap();
    let heads = server.heads();
    assert!(!heads[0].contains("if-none-match") && !heads[0].contains("if-modified-since"));
    assert!(heads[1].contains("if-none-match: w/\"a-1\"\r\n"), "{}", heads[1]);
    assert!(heads[1].contains("if-modified-since: yesterday, more or less\r\n"));
}

#[tokio::test]
async fn not_modified_counts_only_when_it_was_asked() {
    let server = Server::start(|_| {
        vec![crate::kit::Step::Send(b"HTTP/1.1 304 Not Modified\r\netag: \"2\"\r\n\r\n".to_vec())]
    })
    .await;
    let fetcher = fetcher(config());
    let mut asked = request(&server.url("/"), RequestKind::Feed);
    asked.validators = Validators { etag: Some("\"1\"".to_owned()), last_modified: None };
    let fetched = fetcher.fetch(asked).await.unwrap();
    assert!(fetched.not_modified());
    assert_eq!(fetched.validators.etag.as_deref(), Some("\"2\""));
    assert!(!fetched.body.in_flight());
    assert_eq!(kind(feed(&fetcher, &server.url("/")).await), FetchErrorKind::Status);
}

#[tokio::test]
async fn a_part_of_a_feed_comes_only_to_those_who_ask_for_it() {
    let server = Server::start(|_| answer("226 IM Used", "etag: \"2\"\r\nim: feed\r\n", "<rss/>")).await;
    let fetcher = fetcher(config());
    let mut asked = request(&server.url("/"), RequestKind::Feed);
    asked.delta = true;
    asked.validators = Validators { etag: Some("\"1\"".to_owned()), last_modified: None };
    assert!(fetcher.fetch(asked).await.unwrap().is_delta());
    assert!(server.heads()[0].contains("a-im: feed\r\n"));
    assert_eq!(kind(feed(&fetcher, &server.url("/")).await), FetchErrorKind::Status);
    assert!(!server.heads()[1].contains("a-im"));
}

#[tokio::test]
async fn only_whole_bodies_are_answers() {
    let server =
        Server::start(|path| answer(path.trim_start_matches('/').replace('-', " ").as_str(), "", "body"))
            .await;
    let fetcher = fetcher(config());
    for status in [200, 201, 203, 299] {
        let fetched = feed(&fetcher, &server.url(&format!("/{status}-OK"))).await.unwrap();
        assert_eq!((fetched.status, text(&fetched).as_str()), (status, "body"));
    }
    for status in [206, 226, 300, 305, 400, 401, 403, 404, 410, 418, 451, 500, 502, 599] {
        match feed(&fetcher, &server.url(&format!("/{status}-No"))).await {
            Err(FetchError::Status { status: seen, .. }) => assert_eq!(seen, status),
            other => panic!("{status}: {other:?}"),
        }
    }
}
