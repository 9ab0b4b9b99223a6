//! Feeds whose older items stand in further documents (RFC 5005), found as a reader finds them.
use std::time::Duration;

use super::client::{elements, feed, get};
use crate::{Config, Feed, Format, Paging, Press, Shown};

const DAY: Duration = Duration::from_secs(86_400);

async fn press(format: Format, paging: Paging, items_a_part: usize) -> Press {
    let mut config = Config::test(1, 1);
    let path = if format == Format::Json { "/old/feed.json" } else { "/old/feed.xml" };
    let old = Feed::new("old", path, "All news", format);
    config.publishers[0].feeds.push(Feed { archive_pages: Some(items_a_part), paging, ..old });
    Press::start(config).await.unwrap()
}

/// Where the link of this relation leads.
fn link(format: Format, body: &str, rel: &str) -> Option<String> {
    if format == Format::Json {
        let value: serde_json::Value = serde_json::from_str(body).expect("JSON");
        return value["next_url"].as_str().map(str::to_owned);
    }
    let element = body.split('<').find(|element| element.contains(&format!("rel=\"{rel}\"")))?;
    element.split("href=\"").nth(1)?.split('"').next().map(str::to_owned)
}

/// All documents from the one that is polled back to the oldest.
async fn read(press: &Press, format: Format, rel: &str) -> Vec<String> {
    let mut next = Some(feed(press, "old").url);
    let mut bodies = Vec::new();
    while let Some(url) = next {
        let reply = get(press, &url, &[]).await;
        assert_eq!((reply.status, reply.header("etag").is_empty()), (200, false), "{url}");
        let same = get(press, &url, &[("if-none-match", reply.header("etag"))]).await;
        assert_eq!(same.status, 304);
        if format != Format::Json {
            elements(reply.text());
            assert_eq!(link(format, reply.text(), "self"), Some(url));
        }
        next = link(format, reply.text(), rel);
        bodies.push(reply.text().to_owned());
    }
    bodies
}

/// In which of the documents each article stands.
fn places(bodies: &[String], shown: &[Shown]) -> Vec<Vec<usize>> {
    let holds = |body: &String, shown: &Shown| body.contains(shown.marker.as_ref().unwrap());
    let find = |shown: &Shown| (0..bodies.len()).filter(|place| holds(&bodies[*place], shown)).collect();
    shown.iter().map(find).collect()
}

#[tokio::test]
async fn an_archive_leads_back_to_the_first_story() {
    for format in [Format::Rss, Format::Atom, Format::Json] {
        let press = press(format, Paging::Archive, 3).await;
        let shown = press.backfill("old", 8, 10 * DAY).unwrap();
        let bodies = read(&press, format, "prev-archive").await;
        // Two full documents of three, and the newest three.
        let expect: [&[usize]; 8] = [&[2], &[2], &[2], &[1], &[1], &[0, 1], &[0], &[0]];
        assert_eq!(places(&bodies, &shown), expect);
        if format != Format::Json {
            let is_archive = |body: &String| body.contains("fh:archive");
            assert_eq!(bodies.iter().map(is_archive).collect::<Vec<_>>(), [false, true, true]);
            let has_newer = |body: &String| link(format, body, "next-archive").is_some();
            assert_eq!(bodies.iter().map(has_newer).collect::<Vec<_>>(), [false, false, true]);
        }
        press.publish_generated(&["old"]).unwrap();
        let later = read(&press, format, "prev-archive").await;
        assert_eq!((later.len(), &later[3]), (4, &bodies[2]));
    }
}

#[tokio::test]
async fn pages_lead_back_and_shift() {
    for format in [Format::Rss, Format::Atom, Format::Json] {
        let press = press(format, Paging::Next, 3).await;
        let shown = press.backfill("old", 7, DAY).unwrap();
        let bodies = read(&press, format, "next").await;
        assert_eq!(places(&bodies, &shown), [[2], [1], [1], [1], [0], [0], [0]]);
        assert!(bodies.iter().all(|body| !body.contains("fh:archive")));
        press.publish_generated(&["old"]).unwrap();
        let later = read(&press, format, "next").await;
        assert_eq!(places(&later, &shown), [[2], [2], [1], [1], [1], [0], [0]]);
    }
}

#[tokio::test]
async fn the_past_is_evenly_filled_and_changes_the_feed_today() {
    let press = press(Format::Atom, Paging::Archive, 10).await;
    let live = press.publish_generated(&["feed-000"]).unwrap();
    let before = get(&press, &feed(&press, "feed-000").url, &[]).await;
    let shown = press.backfill("feed-000", 48, 2 * DAY).unwrap();
    for pair in shown.windows(2) {
        let gap = pair[1].published_at.duration_since(pair[0].published_at);
        assert_eq!(gap, jiff::SignedDuration::from_hours(1));
    }
    assert!(shown.iter().all(|shown| shown.published_at < live.published_at));
    let url = feed(&press, "feed-000").url;
    let after = get(&press, &url, &[("if-none-match", before.header("etag"))]).await;
    assert_eq!(after.status, 200);
    // What was there before is newer.
    let live_at = after.text().find(live.marker.as_ref().unwrap()).unwrap();
    assert!(live_at < after.text().find(shown[47].marker.as_ref().unwrap()).unwrap());
    assert!(!after.text().contains(shown[0].marker.as_ref().unwrap()));
    let page = get(&press, &shown[0].url, &[]).await;
    assert!(page.status == 200 && page.text().contains(shown[0].marker.as_ref().unwrap()));
    assert!(press.revise(shown[0].article).is_ok());
}
