//! Redirects: followed in measure, without what belongs to the first origin, and never in circles.
use std::sync::Arc;
use std::sync::atomic::{AtomicU16, Ordering};

use fetcher::{Auth, Config, FetchError, FetchErrorKind, RedirectError, RequestKind};

use crate::kit::{NameServer, Script, Server, Step, answer, config, feed, fetcher, kind, request, text};

fn to(status: &str, location: &str) -> Script {
    answer(status, &format!("location: {location}\r\n"), "moved")
}

#[tokio::test]
async fn hops_are_kept_and_permanent_ones_tell_where_the_feed_lives_now() {
    let server = Server::start(|path| match path {
        "/old" => to("301 Moved Permanently", "newer"),
        "/newer" => to("308 Permanent Redirect", "/newest"),
        "/today" => to("302 Found", "/newest"),
        "/both" => to("301 Moved Permanently", "/today"),
        _ => answer("200 OK", "content-type: text/xml\r\n", "<rss/>"),
    })
    .await;
    let fetcher = fetcher(config());
    for (path, hops, moved) in
        [("/old", 2, true), ("/today", 1, false), ("/both", 2, false), ("/newest", 0, false)]
    {
        let fetched = feed(&fetcher, &server.url(path)).await.unwrap();
        assert_eq!((text(&fetched).as_str(), fetched.hops.len()), ("<rss/>", hops), "{path}");
        assert_eq!(fetched.url.as_str(), server.url("/newest"));
        assert_eq!(fetched.permanent_target().is_some(), moved, "{path}");
    }
}

#[tokio::test]
async fn mazes_circles_and_dead_ends() {
    let server = Server::start(|path| match path {
        "/self" => to("302 Found", "/self"),
        "/a" => to("302 Found", "/b"),
        "/b" => to("302 Found", "/a"),
        "/none" => answer("302 Found", "", ""),
        "/bad" => to("302 Found", "http://[::1"),
        "/long" => to("302 Found", &format!("/{}", "x".repeat(20_000))),
        "/scheme" => to("302 Found", "ftp://127.0.0.1/feed"),
        "/file" => to("301 Moved Permanently", "file:///etc/passwd"),
        path if path.starts_with("/grow") => to("302 Found", &format!("{path}{path}{path}{path}")),
        "/latin" => vec![Step::Send(
            b"HTTP/1.1 302 Found\r\nlocation: /caf\xe9\r\ncontent-length: 0\r\n\r\n".to_vec(),
        )],
        path if path.starts_with("/maze") => {
            let n: u32 = path.trim_start_matches("/maze").parse().unwrap();
            to("302 Found", &format!("/maze{}", n + 1))
        }
        _ => answer("200 OK", "", "out"),
    })
    .await;
    let fetcher = fetcher(config());
    for (path, expect) in [
        ("/self", RedirectError::Loop),
        ("/a", RedirectError::Loop),
        ("/none", RedirectError::NoTarget),
        ("/bad", RedirectError::BadTarget),
        ("/maze0", RedirectError::TooMany(5)),
    ] {
        match feed(&fetcher, &server.url(path)).await {
            Err(FetchError::Redirect { source, .. }) => assert_eq!(source, expect, "{path}"),
            other => panic!("{path}: {other:?}"),
        }
    }
    for path in ["/long", "/scheme", "/file", &format!("/grow{}", "x".repeat(1000))] {
        assert_eq!(kind(feed(&fetcher, &server.url(path)).await), FetchErrorKind::Refused, "{path}");
    }
    assert_eq!(kind(feed(&fetcher, &server.url("/grow")).await), FetchErrorKind::Redirect);
    assert_eq!(text(&feed(&fetcher, &server.url("/latin")).await.unwrap()), "out");
    assert!(
        server.paths().contains(&"/caf%C3%A9".to_owned())
            || server.paths().contains(&"/caf%c3%a9".to_owned())
    );
}

#[tokio::test]
async fn addresses_of_a_megabyte_are_neither_sent_nor_believed_nor_shown() {
    let endless = format!("/{}", "x".repeat(1 << 20));
    let location = endless.clone();
    let server = Server::start(move |_| to("302 Found", &location)).await;
    let fetcher = fetcher(config());
    assert_eq!(kind(feed(&fetcher, &server.url(&endless)).await), FetchErrorKind::Refused);
    assert_eq!(server.connections(), 0);
    // More than any head may hold.
    assert_eq!(kind(feed(&fetcher, &server.url("/")).await), FetchErrorKind::Protocol);
}

#[tokio::test]
async fn a_maze_over_many_hosts_costs_no_more_than_its_hops() {
    let names = NameServer::start().await;
    for n in 0..20 {
        names.tell(&format!("n{n}.maze{n}.example"), &["127.0.0.1"]);
    }
    // Each host sends on to one that nobody has seen yet; the port is known once it listens.
    let port = Arc::new(AtomicU16::new(0));
    let here = port.clone();
    let server = Server::start(move |path| {
        let n: u32 = path.trim_start_matches('/').parse().unwrap();
        let port = here.load(Ordering::Relaxed);
        to("307 Temporary Redirect", &format!("http://n{n}.maze{n}.example:{port}/{}", n + 1))
    })
    .await;
    port.store(server.address.port(), Ordering::Relaxed);
    let fetcher = fetcher(Config { nameservers: vec![names.address], ..config() });
    match feed(&fetcher, &server.url("/0")).await {
        Err(FetchError::Redirect { source, .. }) => assert_eq!(source, RedirectError::TooMany(5)),
        other => panic!("{other:?}"),
    }
    assert_eq!(server.paths(), ["/0", "/1", "/2", "/3", "/4", "/5"]);
}

#[tokio::test]
async fn credentials_and_own_headers_stay_with_the_first_origin() {
    let other = Server::start(|_| answer("200 OK", "", "other")).await;
    let away = other.url("/away");
    let home = Server::start(move |path| match path {
        "/leave" => to("302 Found", &away),
        "/stay" => to("302 Found", "/here"),
        _ => answer("200 OK", "", "home"),
    })
    .await;
    let fetcher = fetcher(config());
    let with_secrets = |url: String| {
        let mut request = request(&url, RequestKind::Feed);
        request.headers = vec![("X-Desk-Key".to_owned(), "open-sesame".to_owned())];
        request.auth = Some(Auth::Bearer("top-secret".to_owned()));
        let shown = format!("{request:?}");
        assert!(!shown.contains("top-secret") && !shown.contains("sesame"), "{shown}");
        request
    };
    fetcher.fetch(with_secrets(home.url("/stay"))).await.unwrap();
    fetcher.fetch(with_secrets(home.url("/leave"))).await.unwrap();
    assert!(
        home.heads().iter().all(|head| head.contains("x-desk-key: open-sesame")
            && head.contains("authorization: bearer top-secret"))
    );
    assert_eq!(other.heads().len(), 1);
    assert!(other.heads().iter().all(|head| !head.contains("sesame") && !head.contains("secret")));
}

#[tokio::test]
async fn a_name_and_password_in_the_address_are_sent_and_never_shown() {
    let server = Server::start(|path| match path {
        "/ok" => answer("200 OK", "", "in"),
        _ => answer("403 Forbidden", "", ""),
    })
    .await;
    let fetcher = fetcher(config());
    let url = |path: &str| format!("http://desk:p%40ss+w@{}{path}", server.address);
    assert!(!format!("{:?}", request(&url("/ok"), RequestKind::Feed)).contains("p%40ss"));
    let fetched = feed(&fetcher, &url("/ok")).await.unwrap();
    assert!(!fetched.url.as_str().contains("desk"));
    // base64 of `desk:p@ss+w`, lower-cased as the kit keeps heads.
    assert!(server.heads()[0].contains("authorization: basic zgvzazpwqhnzk3c="), "{}", server.heads()[0]);
    let error = feed(&fetcher, &url("/no")).await.unwrap_err();
    assert_eq!(error.reason(), format!("{} answers 403 Forbidden", server.url("/no")));
}
