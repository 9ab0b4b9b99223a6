//! Politeness: who we say we are, one connection for many requests, and domains that ask to be left alone.
use std::time::Duration;

use fetcher::{Config, FetchErrorKind, RequestKind};
use model::{Clock, Domain};

use crate::kit::{NameServer, Server, answer, config, feed, fetcher, kind, request, text, wait_until};

#[tokio::test]
async fn every_request_says_who_we_are_and_a_feed_may_say_otherwise() {
    let server = Server::start(|_| answer("200 OK", "", "x")).await;
    let fetcher = fetcher(Config { contact: Some("mailto:desk@example.org".to_owned()), ..config() });
    feed(&fetcher, &server.url("/")).await.unwrap();
    let mut other = request(&server.url("/"), RequestKind::Feed);
    other.user_agent = Some("Harbour Reader 1".to_owned());
    fetcher.fetch(other).await.unwrap();
    let heads = server.heads();
    assert!(heads[0].contains("user-agent: wiredesk/0.1.0 (+mailto:desk@example.org)\r\n"), "{}", heads[0]);
    assert!(heads[1].contains("user-agent: harbour reader 1\r\n"));
    assert!(heads.iter().all(|head| head.contains("accept: application/rss+xml")));
}

#[tokio::test]
async fn one_connection_serves_request_after_request() {
    let server = Server::start(|path| match path {
        "/none" => answer("404 Not Found", "", "nothing here"),
        "/moved" => answer("301 Moved Permanently", "location: /\r\n", "gone there"),
        "/same" => vec![crate::kit::Step::Send(b"HTTP/1.1 304 Not Modified\r\n\r\n".to_vec())],
        _ => answer("200 OK", "", "news"),
    })
    .await;
    let fetcher = fetcher(config());
    for path in ["/", "/none", "/moved", "/", "/same", "/"] {
        let mut request = request(&server.url(path), RequestKind::Feed);
        request.validators.etag = Some("\"1\"".to_owned());
        let _ = fetcher.fetch(request).await;
    }
    assert_eq!((server.heads().len(), server.connections()), (7, 1));
}

#[tokio::test]
async fn idle_connections_of_all_hosts_together_are_bounded() {
    let server = Server::at("0.0.0.0", |_| answer("200 OK", "", "news")).await;
    let url = |n: u32| format!("http://127.0.9.{n}:{}/", server.address.port());
    let idle_timeout = Duration::from_secs(3600);
    let fetcher = fetcher(Config { max_idle: 8, domain_connections: 2, idle_timeout, ..config() });
    for n in 1..=30 {
        assert_eq!(text(&feed(&fetcher, &url(n)).await.unwrap()), "news");
    }
    // Four hosts with at most two connections each; the others' are closed behind their answers.
    wait_until("the others are closed", || server.open() == 4).await;
    assert_eq!(server.connections(), 30);
    for n in 1..=4 {
        feed(&fetcher, &url(n)).await.unwrap();
    }
    assert_eq!(server.connections(), 30, "those that were kept are used again");
    feed(&fetcher, &url(5)).await.unwrap();
    assert_eq!(server.connections(), 31);
}

#[tokio::test]
async fn a_domain_that_throttles_rests_as_a_whole_and_others_do_not() {
    let names = NameServer::start().await;
    for name in ["a.busy.example", "b.busy.example", "dated.example", "calm.example"] {
        names.tell(name, &["127.0.0.1"]);
    }
    let server = Server::start(|path| match path {
        "/limited" => answer("429 Too Many Requests", "retry-after: 120\r\n", "slow down"),
        "/dated" => {
            let dates =
                "date: Tue, 14 Nov 2023 22:00:00 GMT\r\nretry-after: Tue, 14 Nov 2023 22:10:00 GMT\r\n";
            answer("503 Service Unavailable", dates, "")
        }
        "/away" => answer("503 Service Unavailable", "", ""),
        _ => answer("200 OK", "", "news"),
    })
    .await;
    let port = server.address.port();
    let url = |host: &str, path: &str| format!("http://{host}:{port}{path}");
    let fetcher = fetcher(Config {
        nameservers: vec![names.address],
        domain_spacing: Duration::from_millis(1),
        ..config()
    });
    let now = Clock::system().now();
    let limited = feed(&fetcher, &url("a.busy.example", "/limited")).await.unwrap_err();
    assert_eq!((limited.kind(), limited.status()), (FetchErrorKind::Status, Some(429)));
    assert!(limited.retry_after().unwrap() >= now.plus(Duration::from_secs(120)));
    // Another host of the same registrable domain is not even asked, and each is told a time of its own.
    let mut times = Vec::new();
    for _ in 0..3 {
        let busy = feed(&fetcher, &url("b.busy.example", "/")).await.unwrap_err();
        assert_eq!(busy.kind(), FetchErrorKind::Busy);
        times.push(busy.retry_after().unwrap());
    }
    assert!(times.iter().all(|at| *at >= now.plus(Duration::from_secs(119))), "{times:?}");
    assert!(times.is_sorted() && times.first() < times.last(), "{times:?}");
    // The other form of `Retry-After`, by a clock that is years behind.
    let dated = feed(&fetcher, &url("dated.example", "/dated")).await.unwrap_err();
    let busy = feed(&fetcher, &url("dated.example", "/")).await.unwrap_err();
    for error in [&dated, &busy] {
        let after = error.retry_after().unwrap().since(now);
        assert!((590..700).contains(&after.as_secs()), "{after:?}: {error}");
    }
    assert_eq!(text(&feed(&fetcher, &url("calm.example", "/")).await.unwrap()), "news");
    assert_eq!(kind(feed(&fetcher, &url("calm.example", "/away")).await), FetchErrorKind::Status);
    assert_eq!(kind(feed(&fetcher, &url("calm.example", "/")).await), FetchErrorKind::Busy);
    assert_eq!(server.paths(), ["/limited", "/dated", "/", "/away"]);
}

#[tokio::test]
async fn a_redirect_to_another_domain_passes_the_gate_of_that_domain() {
    let names = NameServer::start().await;
    names.tell("one.example", &["127.0.0.1"]);
    names.tell("two.example", &["127.0.0.1"]);
    let server = Server::start(|path| match path {
        "/rest" => answer("503 Service Unavailable", "", ""),
        "/over" => answer("302 Found", "location: //two.example/x\r\n", ""),
        _ => answer("200 OK", "", "x"),
    })
    .await;
    let port = server.address.port();
    let fetcher = fetcher(Config { nameservers: vec![names.address], domain_connections: 1, ..config() });
    kind(feed(&fetcher, &format!("http://two.example:{port}/rest")).await);
    // `//two.example/x` has no port: the gate speaks before anyone would be connected.
    let outcome = feed(&fetcher, &format!("http://one.example:{port}/over")).await;
    assert_eq!(kind(outcome), FetchErrorKind::Busy);
    // The name that the operator gave the feed's owner is the gate that counts.
    let mut named = request(&format!("http://one.example:{port}/"), RequestKind::Feed);
    named.domain = Domain::named("two.example");
    assert_eq!(kind(fetcher.fetch(named).await), FetchErrorKind::Busy);
    assert_eq!(server.paths(), ["/rest", "/over"]);
}

#[tokio::test]
async fn through_a_proxy_names_are_its_business_and_literals_stay_ours() {
    let proxy = Server::start(|_| answer("200 OK", "", "by proxy")).await;
    let url = url::Url::parse(&proxy.url("/")).unwrap();
    let proxied = fetcher(Config { proxy: Some(url), allow_private: vec![], ..config() });
    assert_eq!(text(&feed(&proxied, "http://far.example/feed").await.unwrap()), "by proxy");
    assert_eq!(kind(feed(&proxied, "http://10.0.0.1/feed").await), FetchErrorKind::Refused);
    assert_eq!(proxy.paths(), ["http://far.example/feed"]);
    // One feed alone may have a proxy, twice over the same client.
    let direct = fetcher(config());
    for _ in 0..2 {
        let mut by_proxy = request("http://far.example/one", RequestKind::Feed);
        by_proxy.proxy = url::Url::parse(&proxy.url("/")).ok();
        assert_eq!(text(&direct.fetch(by_proxy).await.unwrap()), "by proxy");
    }
    assert_eq!(proxy.paths().len(), 3);
}
