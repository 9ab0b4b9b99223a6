//! HTTP/2 as ALPN chooses it: one connection for many requests, conditions, and heads and trailers that flood.
use fetcher::{Config, FetchErrorKind, Fetcher, RequestKind};
use http_body_util::{BodyExt, Full, StreamBody, combinators::BoxBody};
use hyper::body::{Bytes, Frame, Incoming};
use hyper::header::{HeaderMap, HeaderName, HeaderValue};
use hyper::{Request, Response, Version};
use tokio::task::JoinSet;

use crate::kit::{NameServer, SecureServer, config, feed, fetcher, kind, request, text};

type Body = BoxBody<Bytes, std::convert::Infallible>;

fn whole(text: &str) -> Body {
    Full::new(Bytes::from(text.to_owned())).boxed()
}

/// A hundred thousand bytes of header lines.
fn flood() -> HeaderMap {
    let line = |n: u32| {
        let name = HeaderName::from_bytes(format!("x-{n}").as_bytes()).unwrap();
        (name, HeaderValue::from_str(&"v".repeat(1000)).unwrap())
    };
    (0..100).map(line).collect()
}

fn say(request: &Request<Incoming>) -> Response<Body> {
    assert_eq!(request.version(), Version::HTTP_2);
    let mut response = Response::new(whole("news"));
    match request.uri().path() {
        "/flood" => *response.headers_mut() = flood(),
        "/trailers" => {
            let frames = [Frame::data(Bytes::from_static(b"news")), Frame::trailers(flood())].map(Ok);
            *response.body_mut() = StreamBody::new(futures_util::stream::iter(frames)).boxed();
        }
        "/condition" if request.headers().contains_key("if-none-match") => {
            *response.status_mut() = hyper::StatusCode::NOT_MODIFIED;
            *response.body_mut() = whole("");
        }
        "/bytes" => {
            let value = HeaderValue::from_bytes(b"caf\xe9").unwrap();
            response.headers_mut().insert("content-language", value);
        }
        _ => {}
    }
    response
}

/// The server, and a fetcher that believes it and knows its name.
async fn desk() -> (SecureServer, Fetcher, NameServer) {
    let names = NameServer::start().await;
    names.tell("news.example", &["127.0.0.1"]);
    let server = SecureServer::start(say).await;
    let certificates = vec![server.certificate.clone()];
    let fetcher = fetcher(Config {
        certificates,
        nameservers: vec![names.address],
        domain_connections: 20,
        ..config()
    });
    (server, fetcher, names)
}

#[tokio::test]
async fn requests_at_once_share_one_connection() {
    let (server, fetcher, _names) = desk().await;
    assert_eq!(text(&feed(&fetcher, &server.url("/")).await.unwrap()), "news");
    let mut tasks = JoinSet::new();
    for n in 0..20 {
        let (fetcher, url) = (fetcher.clone(), server.url(&format!("/{n}")));
        tasks.spawn(async move { text(&feed(&fetcher, &url).await.unwrap()) });
    }
    while let Some(text) = tasks.join_next().await {
        assert_eq!(text.unwrap(), "news");
    }
    assert_eq!(server.connections(), 1);
}

#[tokio::test]
async fn conditions_hold_and_what_is_no_text_is_left_out() {
    let (server, fetcher, _names) = desk().await;
    let mut conditional = request(&server.url("/condition"), RequestKind::Feed);
    conditional.validators.etag = Some("\"1\"".to_owned());
    assert!(fetcher.fetch(conditional).await.unwrap().not_modified());
    let fetched = feed(&fetcher, &server.url("/bytes")).await.unwrap();
    assert_eq!((text(&fetched).as_str(), fetched.content_language), ("news", None));
}

#[tokio::test]
async fn floods_of_header_lines_cost_their_own_request() {
    let (server, fetcher, _names) = desk().await;
    let outcome = kind(feed(&fetcher, &server.url("/flood")).await);
    assert!(matches!(outcome, FetchErrorKind::TooLarge | FetchErrorKind::Protocol), "{outcome:?}");
    // Trailers are read by nobody; whether they are borne or refused, nothing waits for them.
    let trailed = feed(&fetcher, &server.url("/trailers")).await;
    assert!(
        trailed.as_ref().is_ok_and(|fetched| text(fetched) == "news")
            || kind(trailed) == FetchErrorKind::Protocol
    );
    assert_eq!(text(&feed(&fetcher, &server.url("/")).await.unwrap()), "news");
}
