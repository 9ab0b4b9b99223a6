//! HTTPS: certificates that prove nothing, authorities that the operator adds, and HTTP/2 where both sides know it.
use std::sync::Arc;

use fetcher::{Config, FetchErrorKind, RequestKind};
use http_body_util::Full;
use hyper::Response;
use hyper::body::Bytes;

use crate::kit::{
    NameServer, SecureServer, Server, Step, answer, config, feed, fetcher, kind, request, text,
};

/// Says which version of HTTP it was asked in.
async fn secure_server() -> SecureServer {
    SecureServer::start(|request| Response::new(Full::new(Bytes::from(format!("{:?}", request.version())))))
        .await
}

#[tokio::test]
async fn an_unknown_authority_is_refused_and_an_added_one_believed_for_its_names() {
    let names = NameServer::start().await;
    names.tell("news.example", &["127.0.0.1"]);
    names.tell("other.example", &["127.0.0.1"]);
    let server = secure_server().await;
    let url = |host: &str| format!("https://{host}:{}/", server.address.port());
    let with = |certificates: Vec<Vec<u8>>| {
        fetcher(Config { certificates, nameservers: vec![names.address], ..config() })
    };
    assert_eq!(kind(feed(&with(vec![]), &url("news.example")).await), FetchErrorKind::Tls);
    let believing = with(vec![server.certificate.clone()]);
    assert_eq!(text(&feed(&believing, &url("news.example")).await.unwrap()), "HTTP/2.0");
    assert_eq!(kind(feed(&believing, &url("other.example")).await), FetchErrorKind::Tls);
    assert_eq!(kind(feed(&believing, &url("127.0.0.1")).await), FetchErrorKind::Tls);
}

#[tokio::test]
async fn authorities_of_one_feed_are_believed_for_it_alone_by_any_way() {
    let names = NameServer::start().await;
    names.tell("news.example", &["127.0.0.1"]);
    let server = secure_server().await;
    let url = format!("https://news.example:{}/", server.address.port());
    let fetcher = fetcher(Config { nameservers: vec![names.address], ..config() });
    let with = |pem: &[u8], proxy: Option<&Server>| {
        let mut request = request(&url, RequestKind::Feed);
        request.certificates = Some(Arc::from(pem));
        request.proxy = proxy.map(|proxy| url::Url::parse(&proxy.url("/")).unwrap());
        request.keep_head = true;
        request
    };
    for _ in 0..2 {
        let fetched = fetcher.fetch(with(&server.certificate, None)).await.unwrap();
        assert_eq!(text(&fetched), "HTTP/2.0");
        let head = fetched.head.unwrap();
        assert_eq!((head.http2, head.reason.as_str(), head.address), (true, "OK", Some(server.address.ip())));
    }
    assert_eq!(kind(feed(&fetcher, &url).await), FetchErrorKind::Tls);
    assert_eq!(
        kind(fetcher.fetch(with(b"-----BEGIN CERTIFICATE-----\n!!\n", None)).await),
        FetchErrorKind::Setup
    );
    // The client of these authorities and a proxy is another one, and asks that proxy.
    let proxy = Server::start(|_| answer("403 Forbidden", "", "")).await;
    assert_eq!(kind(fetcher.fetch(with(&server.certificate, Some(&proxy))).await), FetchErrorKind::Connect);
    assert!(proxy.heads()[0].starts_with("connect news.example:"), "{:?}", proxy.heads());
}

#[tokio::test]
async fn plain_http_where_tls_is_spoken() {
    let server = secure_server().await;
    let outcome = feed(&fetcher(config()), &format!("http://{}/", server.address)).await;
    assert_eq!(kind(outcome), FetchErrorKind::Protocol);
}

#[tokio::test(start_paused = true)]
async fn a_handshake_that_nobody_answers_is_given_up_as_one() {
    let server = Server::start(|_| vec![Step::Hang]).await;
    let error = feed(&fetcher(config()), &format!("https://{}/", server.address)).await.unwrap_err();
    assert_eq!(error.kind(), FetchErrorKind::Timeout);
    assert_eq!(error.reason(), format!("https://{}/ let nobody connect within 10s", server.address));
}

#[test]
fn a_file_that_is_no_certificate_is_an_error_of_the_set_up() {
    let config = Config { certificates: vec![b"-----BEGIN CERTIFICATE-----\n!!\n".to_vec()], ..config() };
    let error = fetcher::Fetcher::new(config, model::Clock::system()).unwrap_err();
    assert_eq!(error.kind(), FetchErrorKind::Setup);
}
