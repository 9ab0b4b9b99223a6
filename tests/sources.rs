//! Sources beside the plain feed: sitemaps and their indexes, older pages of a feed, deltas, and feeds that have moved.
use std::collections::BTreeSet;
use std::time::Duration;

use newsroom::{Feed, Format, Moved, Paging, Press};

use crate::kit::titles::{Titles, story};
use crate::kit::worker::Desk;
use crate::kit::{LIMIT, wait_until};

/// A press with this one feed.
async fn press_of(feed: Feed) -> Press {
    let mut config = newsroom::Config::test(1, 1);
    config.publishers[0].feeds = vec![feed];
    config.newest = 50;
    Press::start(config).await.expect("the press starts")
}

fn desk_of(press: &Press, more: &str) -> Desk {
    let desk = Desk::empty();
    let head = desk.head(&press.dns_addr().to_string());
    let feed = &press.feeds()[0];
    desk.configure(&format!(
        "{head}[feeds.{}]\nurl = \"{}\"\nkind = \"{}\"\npages = \"always\"\n{more}",
        feed.id,
        feed.url,
        feed.kind()
    ));
    desk
}

#[tokio::test(flavor = "multi_thread")]
async fn a_news_sitemap_is_polled_like_a_feed() {
    let press = press_of(Feed::new("map", "/news-sitemap.xml", "Map", Format::Sitemap)).await;
    let mut desk = desk_of(&press, "first_fill = \"all\"\n");
    press.publish(&["map"], story("one")).expect("published");
    desk.start().await;
    let mut titles = Titles::new();
    titles.until(&desk, &["one"]).await;
    let two = press.publish(&["map"], story("two")).expect("published");
    titles.until(&desk, &["two"]).await;
    press.revise_with(two.article, story("two again")).expect("revised");
    titles.until(&desk, &["two again"]).await;
    assert_eq!(titles.seen(), ["one", "two", "two again"], "each version once");
    assert_eq!(titles.of("two again")["revision"], 2);
    assert_eq!(titles.of("one")["text_source"], "page", "a sitemap has no text of its own");
    press.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_index_leads_to_the_sitemaps_that_changed() {
    let mut feed = Feed::new("index", "/sitemap.xml", "Index", Format::SitemapIndex);
    feed.archive_pages = Some(4);
    let press = press_of(feed).await;
    // Ten articles of the last ten days in three sitemaps, of which one is a gzip file.
    press.backfill("index", 10, Duration::from_secs(10 * 86_400)).expect("a past");
    let mut desk = desk_of(&press, "first_fill = \"3d\"\n");
    desk.start().await;
    let mut titles = Titles::new();
    titles.count(&desk, 2).await;
    press.publish(&["index"], story("fresh")).expect("published");
    titles.until(&desk, &["fresh"]).await;
    let young: BTreeSet<&str> = titles.seen().into_iter().collect();
    assert_eq!(young.len(), titles.records.len(), "each once: {young:?}");
    assert!((3..=5).contains(&young.len()), "what is younger than three days, and no more: {young:?}");
    press.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn older_pages_are_read_where_everything_is_wanted() {
    for (paging, fill, whole) in
        [(Paging::Archive, "all", true), (Paging::Next, "all", true), (Paging::Archive, "none", false)]
    {
        let mut feed = Feed::new("deep", "/feeds/deep.xml", "Deep", Format::Atom);
        feed.archive_pages = Some(5);
        feed.paging = paging;
        feed.full_text = true;
        let press = press_of(feed).await;
        press.backfill("deep", 18, Duration::from_secs(40 * 86_400)).expect("a past");
        let mut desk = desk_of(&press, &format!("first_fill = \"{fill}\"\n"));
        desk.start().await;
        let mut titles = Titles::new();
        if whole {
            titles.count(&desk, 18).await;
        } else {
            wait_until("the feed is read", LIMIT, async || {
                let feeds = desk.json("/api/feeds").await?;
                (feeds[0]["health"] == "ok").then_some(())
            })
            .await;
        }
        press.publish(&["deep"], story("fresh")).expect("published");
        titles.until(&desk, &["fresh"]).await;
        assert_eq!(
            titles.records.len(),
            if whole { 19 } else { 1 },
            "{paging:?} {fill}: {:?}",
            titles.seen()
        );
        press.shutdown().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn deltas_bring_what_is_new() {
    let mut feed = Feed::new("delta", "/feeds/delta.xml", "Delta", Format::Atom);
    feed.delta = true;
    let press = press_of(feed).await;
    let mut desk = desk_of(&press, "first_fill = \"all\"\n");
    press.publish(&["delta"], story("one")).expect("published");
    desk.start().await;
    let mut titles = Titles::new();
    titles.until(&desk, &["one"]).await;
    for title in ["two", "three", "four"] {
        press.publish(&["delta"], story(title)).expect("published");
        titles.until(&desk, &[title]).await;
    }
    assert_eq!(titles.seen(), ["one", "two", "three", "four"]);
    let deltas: u64 = press.requests().values().map(|asked| asked.deltas).sum();
    assert!(deltas >= 3, "only {deltas} answers were deltas");
    press.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn moved_feeds_are_followed_and_gone_ones_found_again() {
    for (moved, believed) in [
        (Moved::Redirect(301), true),
        (Moved::Redirect(308), true),
        (Moved::Redirect(302), false),
        (Moved::Gone, true),
    ] {
        let press = press_of(Feed::new("nomad", "/feeds/old.xml", "Nomad", Format::Rss)).await;
        let mut desk = desk_of(&press, "first_fill = \"all\"\n");
        press.publish(&["nomad"], story("one")).expect("published");
        desk.start().await;
        let mut titles = Titles::new();
        titles.until(&desk, &["one"]).await;
        let new = press.move_feed("nomad", "/feeds/new.xml", moved).expect("moved");
        for title in ["two", "three", "four", "five"] {
            press.publish(&["nomad"], story(title)).expect("published");
            titles.until(&desk, &[title]).await;
        }
        assert_eq!(titles.seen(), ["one", "two", "three", "four", "five"], "{moved:?}: each once");
        let feeds = desk.json("/api/feeds").await.expect("feeds");
        assert_eq!(feeds[0]["url"].as_str() == Some(new.as_str()), believed, "{moved:?}: {}", feeds[0]);
        assert_eq!(desk.log().contains("feed moved for good"), believed, "{moved:?}");
        press.shutdown().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_feed_that_ended_rests_and_says_so() {
    let press = press_of(Feed::new("last", "/feeds/last.xml", "Last", Format::Rss)).await;
    let mut desk = desk_of(&press, "first_fill = \"all\"\n");
    press.publish(&["last"], story("one")).expect("published");
    desk.start().await;
    Titles::new().until(&desk, &["one"]).await;
    press.remove_feed("last", 410).expect("removed");
    let row = wait_until("the feed rests", LIMIT, async || {
        let feeds = desk.json("/api/feeds").await?;
        (feeds[0]["health"] == "resting").then(|| feeds[0].clone())
    })
    .await;
    assert!(row["reason"].as_str().is_some_and(|reason| reason.contains("410")), "{row}");
    press.shutdown().await;
}
