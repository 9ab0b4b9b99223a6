//! Pages are fetched as robots.txt allows, feeds as the operator chose.
use std::time::Duration;

use fetcher::{Config, FetchError, FetchErrorKind, RequestKind, RobotsError};

use crate::kit::{Script, Server, answer, config, feed, fetcher, kind, page, request, text};

const RULES: &str = "User-agent: *\nDisallow: /\n\nUser-agent: Wiredesk\nDisallow: /private\n";

fn with_robots(robots: Script) -> impl Fn(&str) -> Script {
    move |path| match path {
        "/robots.txt" => robots.clone(),
        "/gate" => answer("302 Found", "location: /private/2\r\n", ""),
        _ => answer("200 OK", "", "page"),
    }
}

#[tokio::test]
async fn pages_ask_once_for_an_origin_and_feeds_never() {
    let server = Server::start(with_robots(answer("200 OK", "", RULES))).await;
    let fetcher = fetcher(Config { domain_connections: 1, ..config() });
    assert_eq!(text(&page(&fetcher, &server.url("/news/1")).await.unwrap()), "page");
    assert_eq!(text(&page(&fetcher, &server.url("/news/2")).await.unwrap()), "page");
    assert_eq!(kind(page(&fetcher, &server.url("/private/1")).await), FetchErrorKind::Robots);
    assert_eq!(kind(page(&fetcher, &server.url("/gate")).await), FetchErrorKind::Robots);
    assert_eq!(text(&feed(&fetcher, &server.url("/private/feed")).await.unwrap()), "page");
    let mut overruled = request(&server.url("/private/3"), RequestKind::Page);
    overruled.ignore_robots = true;
    assert_eq!(text(&fetcher.fetch(overruled).await.unwrap()), "page");
    assert_eq!(server.paths(), ["/robots.txt", "/news/1", "/news/2", "/gate", "/private/feed", "/private/3"]);
}

#[tokio::test]
async fn pages_that_come_at_once_share_one_question() {
    let server = Server::start(with_robots(answer("200 OK", "", RULES))).await;
    let fetcher = fetcher(Config { domain_connections: 2, ..config() });
    let mut tasks = tokio::task::JoinSet::new();
    for n in 0..20 {
        let (fetcher, url) = (fetcher.clone(), server.url(&format!("/news/{n}")));
        tasks.spawn(async move { page(&fetcher, &url).await.map(|fetched| text(&fetched)) });
    }
    while let Some(outcome) = tasks.join_next().await {
        assert_eq!(outcome.unwrap().unwrap(), "page");
    }
    assert_eq!(server.paths().iter().filter(|path| *path == "/robots.txt").count(), 1);
}

#[tokio::test]
async fn a_missing_file_opens_and_a_broken_server_closes() {
    let cases = [
        (answer("404 Not Found", "", "no such file"), true),
        (answer("403 Forbidden", "", ""), true),
        (answer("200 OK", "", ""), true),
        (answer("302 Found", "location: /robots.txt\r\n", ""), true),
        (answer("500 Internal Server Error", "", ""), false),
        (vec![crate::kit::Step::Close], false),
    ];
    for (number, (robots, open)) in cases.into_iter().enumerate() {
        let server = Server::start(with_robots(robots)).await;
        let outcome = page(&fetcher(config()), &server.url("/news")).await;
        match (open, outcome) {
            (true, outcome) => assert_eq!(text(&outcome.unwrap()), "page", "case {number}"),
            (false, Err(FetchError::Robots { source: RobotsError::Unreachable(_), .. })) => {}
            (false, outcome) => panic!("case {number}: {outcome:?}"),
        }
    }
}

#[tokio::test]
async fn an_endless_file_is_read_as_far_as_the_limit() {
    let server = Server::start(|path| match path {
        "/robots.txt" => {
            let head = crate::kit::Step::Send(b"HTTP/1.1 200 OK\r\n\r\nuser-agent: *\n".to_vec());
            vec![head, crate::kit::Step::Forever(b"disallow: /a\n".repeat(512))]
        }
        _ => answer("200 OK", "", "page"),
    })
    .await;
    let fetcher = fetcher(config());
    assert_eq!(text(&page(&fetcher, &server.url("/news")).await.unwrap()), "page");
    assert_eq!(kind(page(&fetcher, &server.url("/a")).await), FetchErrorKind::Robots);
}

#[tokio::test]
async fn a_crawl_delay_holds_between_the_pages_of_an_origin() {
    let rules = "User-agent: *\nCrawl-delay: 20\n";
    let server = Server::start(with_robots(answer("200 OK", "", rules))).await;
    // Less patience than the delay: who would have to wait is told when to come back.
    let fetcher = fetcher(Config { patience: Duration::from_secs(1), ..config() });
    let now = model::Clock::system().now();
    assert_eq!(text(&page(&fetcher, &server.url("/news/1")).await.unwrap()), "page");
    for wait in [19, 39] {
        let busy = page(&fetcher, &server.url("/news/2")).await.unwrap_err();
        assert_eq!(busy.kind(), FetchErrorKind::Busy);
        assert!(busy.retry_after().unwrap() >= now.plus(Duration::from_secs(wait)), "{busy}");
    }
    assert_eq!(server.paths(), ["/robots.txt", "/news/1"]);
}
