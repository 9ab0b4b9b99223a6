//! Feeds, pages, conditional requests, the closed loop and the ledger.
use std::collections::HashSet;
use std::time::{Duration, Instant};

use super::client::{ask, elements, feed, get};
use crate::{Config, Encoding, Format, Page, Press, PressError, Story};

async fn press(feeds: usize, domains: usize) -> Press {
    Press::start(Config::test(feeds, domains)).await.expect("a press")
}

#[tokio::test]
async fn every_format_is_read_by_its_reader() {
    let press = press(12, 3).await;
    press.flood(60).unwrap();
    let mut formats = HashSet::new();
    for feed in press.feeds() {
        let reply = get(&press, &feed.url, &[]).await;
        assert_eq!(reply.status, 200, "{}", feed.url);
        let items = match feed.format {
            Format::Rss => elements(reply.text()).iter().filter(|name| *name == "item").count(),
            Format::Atom => elements(reply.text()).iter().filter(|name| *name == "entry").count(),
            Format::Sitemap | Format::SitemapIndex => unreachable!("the test press has none"),
            Format::Json => {
                let value: serde_json::Value = serde_json::from_str(reply.text()).expect("JSON");
                value["items"].as_array().expect("items").len()
            }
        };
        assert!(items >= 5, "{items} items in {}", feed.url);
        formats.insert(feed.format as u8);
    }
    assert_eq!(formats.len(), 3);
}

#[tokio::test]
async fn feed_item_and_page_change_together() {
    let press = press(8, 2).await;
    let first = press.publish_generated(&["feed-000", "feed-002"]).unwrap();
    let mut markers = vec![first.marker.clone().expect("a marker")];
    for revision in 2..5 {
        let shown = press.revise(first.article).unwrap();
        assert_eq!((shown.article, shown.revision, &shown.url), (first.article, revision, &first.url));
        markers.push(shown.marker.clone().expect("a marker"));
        let page = get(&press, &shown.url, &[]).await;
        let feeds = [
            get(&press, &feed(&press, "feed-000").url, &[]).await,
            get(&press, &feed(&press, "feed-002").url, &[]).await,
        ];
        for (place, marker) in markers.iter().enumerate() {
            let is_last = place + 1 == markers.len();
            assert_eq!(page.text().contains(marker), is_last, "{marker} on the page");
            assert!(
                feeds.iter().all(|feed| feed.text().contains(marker) == is_last),
                "{marker} in the feeds"
            );
        }
        assert!(shown.text().contains(&markers[revision as usize - 1]));
    }
    assert_eq!(press.ledger().len(), 4);
    assert_eq!(press.ledger_since(3)[0].marker.as_ref(), markers.last());
    assert_eq!(markers.iter().collect::<HashSet<_>>().len(), 4);
}

#[tokio::test]
async fn a_feed_shows_the_newest_and_full_text_if_it_says_so() {
    let press = Press::start(Config { newest: 3, ..Config::test(4, 4) }).await.unwrap();
    let shown: Vec<_> = (0..5).map(|_| press.publish_generated(&["feed-003"]).unwrap()).collect();
    let info = feed(&press, "feed-003");
    assert!(info.full_text);
    let body = get(&press, &info.url, &[]).await;
    for (place, story) in shown.iter().enumerate() {
        assert_eq!(body.text().contains(story.marker.as_ref().unwrap()), place >= 2);
    }
    // A revised story is news again.
    let again = press.revise(shown[0].article).unwrap();
    assert!(get(&press, &info.url, &[]).await.text().contains(again.marker.as_ref().unwrap()));
}

#[tokio::test]
async fn feeds_carry_all_or_a_summary_as_configured() {
    for whole in [true, false] {
        let press = Press::start(Config::test(6, 3).full_text(whole)).await.unwrap();
        for feed in press.feeds() {
            let shown = press.publish_generated(&[&feed.id]).unwrap();
            let last = shown.paragraphs().last().unwrap().split('"').next_back().unwrap().to_owned();
            assert_eq!(
                get(&press, &feed.url, &[]).await.text().contains(&last),
                whole,
                "{last} in {}",
                feed.id
            );
        }
    }
}

#[tokio::test]
async fn validators_are_honest() {
    let press = press(4, 2).await;
    let story = press.publish_generated(&["feed-000"]).unwrap();
    for url in [feed(&press, "feed-000").url, story.url.clone()] {
        let first = get(&press, &url, &[]).await;
        let etag = first.header("etag").to_owned();
        assert!(!etag.is_empty() && first.status == 200);
        let same = get(&press, &url, &[("if-none-match", &etag)]).await;
        assert_eq!((same.status, same.body.len(), same.header("etag")), (304, 0, etag.as_str()));
        let listed = format!("\"other\", W/{etag}");
        assert_eq!(get(&press, &url, &[("if-none-match", &listed)]).await.status, 304);
    }
    let url = feed(&press, "feed-000").url;
    let etag = get(&press, &url, &[]).await.header("etag").to_owned();
    press.revise(story.article).unwrap();
    assert_eq!(get(&press, &url, &[("if-none-match", &etag)]).await.status, 200);
    assert_eq!(get(&press, &story.url, &[("if-none-match", "\"a0-1\"")]).await.status, 200);
    let counted = &press.requests()[&press.feed_target("feed-000").unwrap()];
    assert_eq!((counted.count, counted.conditional, counted.not_modified), (5, 3, 2));
}

/// Within the second of a change the date says nothing; afterwards it is honoured.
#[tokio::test]
async fn dates_are_given_only_when_they_are_certain() {
    let press = press(1, 1).await;
    press.publish_generated(&["feed-000"]).unwrap();
    let url = feed(&press, "feed-000").url;
    let started = Instant::now();
    let date = loop {
        let reply = get(&press, &url, &[]).await;
        if !reply.header("last-modified").is_empty() {
            break reply.header("last-modified").to_owned();
        }
        assert!(started.elapsed() < Duration::from_secs(5), "the date comes");
        tokio::task::yield_now().await;
    };
    assert_eq!(get(&press, &url, &[("if-modified-since", &date)]).await.status, 304);
    press.publish_generated(&["feed-000"]).unwrap();
    assert_eq!(get(&press, &url, &[("if-modified-since", &date)]).await.status, 200);
    let wrong_tag = [("if-modified-since", date.as_str()), ("if-none-match", "\"no\"")];
    assert_eq!(get(&press, &url, &wrong_tag).await.status, 200);
}

#[tokio::test]
async fn a_test_may_serve_any_page_and_any_story() {
    let press = press(2, 1).await;
    press.set_page("anywhere.example/a/b", Page::html("<p>mine</p>").with("x-mine", "yes"));
    let url = press.url("anywhere.example/a/b");
    let reply = get(&press, &url, &[]).await;
    assert_eq!((reply.status, reply.text(), reply.header("x-mine")), (200, "<p>mine</p>", "yes"));
    press.remove_page("anywhere.example/a/b");
    assert_eq!(get(&press, &url, &[]).await.status, 404);

    let told = Story::of("mine", "A <title> & more", "In short.", &["First.", "Second \"quoted\"."]);
    let shown = press.publish(&["feed-000"], told).unwrap();
    assert_eq!((shown.marker.as_deref(), shown.title()), (None, "A <title> & more"));
    assert!(get(&press, &shown.url, &[]).await.text().contains("A &lt;title&gt; &amp; more"));
    assert!(matches!(press.revise(shown.article), Err(PressError::NotGenerated(0))));
    assert!(matches!(press.publish_generated(&["feed-000", "nowhere"]), Err(PressError::UnknownFeed(_))));
    press.withdraw(shown.article).unwrap();
    assert_eq!(get(&press, &shown.url, &[]).await.status, 410);
    assert!(!get(&press, &feed(&press, "feed-000").url, &[]).await.text().contains("more"));
}

#[tokio::test]
async fn methods_hosts_and_small_addresses() {
    let press = press(2, 1).await;
    press.publish_next().unwrap();
    let url = feed(&press, "feed-000").url;
    let head = ask(&press, "HEAD", &url, &[]).await.unwrap();
    assert!(
        head.status == 200
            && head.body.is_empty()
            && head.header("content-length").parse::<u64>().unwrap() > 100
    );
    assert_eq!(ask(&press, "POST", &url, &[]).await.unwrap().status, 405);
    assert_eq!(get(&press, "http://nobody.example/", &[]).await.status, 404);
    assert!(get(&press, "http://press00.example/robots.txt", &[]).await.text().contains("Disallow: /search"));
    assert!(get(&press, "http://PRESS00.example./", &[]).await.text().contains("rel=\"alternate\""));
    assert_eq!(
        get(&press, "http://press00.example/photo/x.gif", &[]).await.header("content-type"),
        "image/gif"
    );
}

#[tokio::test]
async fn what_is_accepted_is_compressed() {
    let mut config = Config::test(4, 4);
    let encodings = [Encoding::Gzip, Encoding::Deflate, Encoding::Brotli, Encoding::Zstd];
    for (publisher, encoding) in config.publishers.iter_mut().zip(encodings) {
        publisher.encoding = Some(encoding);
    }
    let press = Press::start(config).await.unwrap();
    press.flood(8).unwrap();
    for (feed, encoding) in press.feeds().iter().zip(encodings) {
        let plain = get(&press, &feed.url, &[("accept-encoding", "identity")]).await;
        let packed = get(&press, &feed.url, &[("accept-encoding", "gzip, deflate, br, zstd")]).await;
        assert_eq!(
            (plain.header("content-encoding"), packed.header("content-encoding")),
            ("", encoding.token())
        );
        assert!(packed.body.len() < plain.body.len());
        let refused = format!("{};q=0", encoding.token());
        assert_eq!(
            get(&press, &feed.url, &[("accept-encoding", &refused)]).await.header("content-encoding"),
            ""
        );
    }
}

#[tokio::test]
async fn stopping_is_quick_and_a_rate_is_kept() {
    let press = press(4, 2).await;
    let shown = press.publish_at_rate(2_000.0, 50).await.unwrap();
    assert_eq!(shown.len(), 50);
    assert!(shown.iter().any(|story| story.feeds.len() == 2));
    let address = press.http_addr();
    press.shutdown().await;
    assert!(tokio::net::TcpStream::connect(address).await.is_err());
}
