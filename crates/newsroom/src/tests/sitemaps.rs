//! News sitemaps, and indexes of sitemaps of which some are gzip files.
use std::io::Read;

use super::client::{elements, feed, get};
use crate::{Config, Feed, Format, Press};

async fn press(format: Format, items_a_part: Option<usize>) -> Press {
    let mut config = Config::test(1, 1);
    let map = Feed::new("map", "/sitemap.xml", "All articles", format);
    config.publishers[0].feeds.push(Feed { archive_pages: items_a_part, ..map });
    Press::start(config).await.unwrap()
}

/// The texts of all elements of this name.
fn texts(xml: &str, name: &str) -> Vec<String> {
    let (open, close) = (format!("<{name}>"), format!("</{name}>"));
    let pieces = xml.split(&open).skip(1).filter_map(|rest| rest.split_once(&close));
    pieces.map(|(text, _)| text.to_owned()).collect()
}

async fn read(press: &Press, url: &str) -> String {
    let reply = get(press, url, &[]).await;
    assert_eq!((reply.status, reply.header("content-encoding")), (200, ""), "{url}");
    if !url.ends_with(".gz") {
        assert_eq!(reply.header("content-type"), "application/xml; charset=utf-8");
        return reply.text().to_owned();
    }
    assert_eq!(reply.header("content-type"), "application/gzip");
    let mut text = String::new();
    flate2::read::GzDecoder::new(&reply.body[..]).read_to_string(&mut text).expect("a gzip file");
    text
}

#[tokio::test]
async fn a_news_sitemap_tells_of_its_articles() {
    let press = press(Format::Sitemap, None).await;
    let info = feed(&press, "map");
    assert_eq!((info.kind(), feed(&press, "feed-000").kind()), ("sitemap", "feed"));
    let robots = get(&press, "http://press00.example/robots.txt", &[]).await;
    assert!(robots.text().ends_with(&format!("\nSitemap: {}\n", info.url)), "{}", robots.text());
    let home = get(&press, "http://press00.example/", &[]).await;
    assert!(home.text().contains("feed-000.xml") && !home.text().contains("sitemap.xml"));

    let shown: Vec<_> = (0..30).map(|_| press.publish_generated(&["map", "feed-000"]).unwrap()).collect();
    let xml = read(&press, &info.url).await;
    elements(&xml);
    let urls: Vec<_> = shown.iter().rev().map(|shown| shown.url.clone()).collect();
    assert_eq!(texts(&xml, "loc"), urls);
    let second = |text: &String| text.get(..19).map(str::to_owned);
    let seconds = |name| texts(&xml, name).iter().map(second).collect::<Vec<_>>();
    assert_eq!(seconds("news:publication_date"), seconds("lastmod"));
    for name in ["news:name", "news:language", "news:title", "news:keywords"] {
        assert_eq!(texts(&xml, name).len(), 30, "{name}");
    }
    let etag = get(&press, &info.url, &[]).await.header("etag").to_owned();
    let revised = press.revise(shown[3].article).unwrap();
    let changed = get(&press, &info.url, &[("if-none-match", &etag)]).await;
    assert_eq!(changed.status, 200);
    let xml = changed.text();
    assert_eq!(texts(xml, "loc")[0], revised.url);
    press.withdraw(revised.article).unwrap();
    assert!(!read(&press, &info.url).await.contains(&revised.url));
}

#[tokio::test]
async fn an_index_leads_to_all_articles() {
    let press = press(Format::SitemapIndex, Some(4)).await;
    let info = feed(&press, "map");
    assert!(texts(&read(&press, &info.url).await, "loc").is_empty());
    let shown: Vec<_> = (0..10).map(|_| press.publish_generated(&["map"]).unwrap()).collect();
    let index = read(&press, &info.url).await;
    elements(&index);
    let children = texts(&index, "loc");
    let base = info.url.trim_end_matches(".xml");
    assert_eq!(children, [format!("{base}/3.xml"), format!("{base}/2.xml.gz"), format!("{base}/1.xml")]);
    let mut found = Vec::new();
    for child in &children {
        let xml = read(&press, child).await;
        elements(&xml);
        found.push(texts(&xml, "loc"));
    }
    let urls: Vec<_> = shown.iter().map(|shown| shown.url.clone()).collect();
    assert_eq!(found, [&urls[8..], &urls[4..8], &urls[..4]]);

    // An old article that changes stays in its child; child and index say so.
    let before = (read(&press, &children[2]).await, get(&press, &children[0], &[]).await);
    press.revise(shown[1].article).unwrap();
    let after = (read(&press, &children[2]).await, get(&press, &children[0], &[]).await);
    assert_eq!(texts(&after.0, "loc"), urls[..4]);
    assert_ne!(before.0, after.0);
    assert_eq!(before.1.body, after.1.body);
    let last = format!("{base}/4.xml.gz");
    assert_eq!(get(&press, &last, &[]).await.status, 404);
    press.flood(10).unwrap();
    assert_eq!(get(&press, &last, &[]).await.status, 200);
}
