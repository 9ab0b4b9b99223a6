//! Names: what a name server has said is remembered for as long as it said, by all clients of a fetcher.
use std::sync::Arc;

use fetcher::{Config, FetchErrorKind, RequestKind};

use crate::kit::{NameServer, Server, answer, config, feed, fetcher, kind, request, text};

/// Closes each connection, so that each request needs an address.
async fn forgetful() -> Server {
    Server::start(|_| answer("200 OK", "connection: close\r\n", "news")).await
}

#[tokio::test]
async fn an_answer_is_asked_for_once_while_it_lives() {
    let names = NameServer::start().await;
    let server = forgetful().await;
    let fetcher = fetcher(Config { nameservers: vec![names.address], ..config() });
    for (name, life, asked) in [
        ("lasting.example", 300, 1),
        // Longer than we believe anyone, and still an answer.
        ("eternal.example", u32::MAX >> 1, 1),
        ("fleeting.example", 0, 3),
    ] {
        names.tell(name, &["127.0.0.1"]);
        names.lives(name, life);
        for _ in 0..3 {
            let url = format!("http://{name}:{}/", server.address.port());
            assert_eq!(text(&feed(&fetcher, &url).await.unwrap()), "news");
        }
        assert_eq!(names.asked(name), asked, "{name}");
    }
    assert_eq!(server.connections(), 9);
}

#[tokio::test]
async fn that_a_name_is_missing_is_remembered_as_well() {
    let names = NameServer::start().await;
    names.lives("missing.example", 300);
    let fetcher = fetcher(Config { nameservers: vec![names.address], ..config() });
    for _ in 0..3 {
        assert_eq!(kind(feed(&fetcher, "http://missing.example/").await), FetchErrorKind::Dns);
    }
    assert_eq!(names.asked("missing.example"), 1);
}

#[tokio::test]
async fn feeds_with_authorities_of_their_own_share_what_is_known() {
    let names = NameServer::start().await;
    names.tell("news.example", &["127.0.0.1"]);
    names.lives("news.example", 300);
    let server = forgetful().await;
    let url = format!("http://news.example:{}/", server.address.port());
    let fetcher = fetcher(Config { nameservers: vec![names.address], ..config() });
    feed(&fetcher, &url).await.unwrap();
    let own = rcgen::generate_simple_self_signed(vec!["news.example".to_owned()]).unwrap();
    let mut other = request(&url, RequestKind::Feed);
    other.certificates = Some(Arc::from(own.cert.pem().into_bytes()));
    fetcher.fetch(other).await.unwrap();
    assert_eq!((names.asked("news.example"), server.connections()), (1, 2));
}

#[tokio::test]
async fn a_literal_address_needs_no_name_server() {
    let names = NameServer::start().await;
    let server = forgetful().await;
    let fetcher = fetcher(Config { nameservers: vec![names.address], ..config() });
    assert_eq!(text(&feed(&fetcher, &server.url("/")).await.unwrap()), "news");
    assert_eq!(names.asked("127.0.0.1"), 0);
}
