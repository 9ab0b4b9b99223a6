//! Feeds that move or end, as their old address, their new one and the front page tell it.
use super::client::{feed, get};
use crate::{Config, Moved, Press, PressError};

#[tokio::test]
async fn a_feed_moves_in_many_manners() {
    for (moved, status) in [
        (Moved::Redirect(301), 301),
        (Moved::Redirect(302), 302),
        (Moved::Redirect(308), 308),
        (Moved::Gone, 410),
        (Moved::NotFound, 404),
    ] {
        let press = Press::start(Config::test(2, 1)).await.unwrap();
        let shown = press.publish_generated(&["feed-000"]).unwrap();
        let old = feed(&press, "feed-000").url;
        let new = press.move_feed("feed-000", "/new/feed.xml", moved).unwrap();
        assert_eq!(
            (feed(&press, "feed-000").url, press.feed_target("feed-000").unwrap()),
            (new.clone(), "press00.example/new/feed.xml".to_owned())
        );

        let there = get(&press, &old, &[]).await;
        let location = if status < 400 { new.as_str() } else { "" };
        assert_eq!((there.status, there.header("location")), (status, location));
        let here = get(&press, &new, &[]).await;
        assert!(here.status == 200 && here.text().contains(shown.marker.as_ref().unwrap()));
        assert!(here.text().contains(&new) && !here.text().contains(&old));
        let home = get(&press, "http://press00.example/", &[]).await;
        assert!(home.text().contains("href=\"/new/feed.xml\"") && !home.text().contains("feed-000.xml"));
        let revised = press.revise(shown.article).unwrap();
        assert_eq!(revised.feeds, ["feed-000"]);
        assert!(get(&press, &new, &[]).await.text().contains(revised.marker.as_ref().unwrap()));
    }
}

#[tokio::test]
async fn a_feed_moves_on_and_home_again() {
    let press = Press::start(Config::test(2, 1)).await.unwrap();
    let old = feed(&press, "feed-000").url;
    let second = press.move_feed("feed-000", "/second.xml", Moved::Redirect(301)).unwrap();
    let third = press.move_feed("feed-000", "/third.xml", Moved::Redirect(302)).unwrap();
    for (url, status) in [(&old, 301), (&second, 302)] {
        let reply = get(&press, url, &[]).await;
        assert_eq!((reply.status, reply.header("location")), (status, third.as_str()));
    }
    assert_eq!(press.move_feed("feed-000", "/feeds/feed-000.xml", Moved::Gone).unwrap(), old);
    assert_eq!((get(&press, &old, &[]).await.status, get(&press, &third, &[]).await.status), (200, 410));
    let taken = feed(&press, "feed-001").url;
    let path = taken.split_once("example").unwrap().1.trim_start_matches(|letter| letter != '/');
    for path in [path, "no-slash.xml", "/"] {
        assert!(matches!(press.move_feed("feed-000", path, Moved::Gone), Err(PressError::Path(_))), "{path}");
    }
}

#[tokio::test]
async fn a_feed_ends_and_its_articles_stay() {
    let press = Press::start(Config::test(2, 1)).await.unwrap();
    let shown = press.publish_generated(&["feed-000", "feed-001"]).unwrap();
    let old = feed(&press, "feed-000").url;
    press.move_feed("feed-000", "/new.xml", Moved::Redirect(301)).unwrap();
    press.remove_feed("feed-000", 410).unwrap();
    for url in [&old, &press.url("press00.example/new.xml")] {
        assert_eq!(get(&press, url, &[]).await.status, 410);
    }
    assert_eq!(press.feeds().len(), 1);
    assert!(!get(&press, "http://press00.example/", &[]).await.text().contains("new.xml"));
    assert_eq!(get(&press, &shown.url, &[]).await.status, 200);
    assert_eq!(press.revise(shown.article).unwrap().feeds, ["feed-001"]);
    assert!((0..4).all(|_| press.publish_next().unwrap().feeds == ["feed-001"]));
    assert!(matches!(press.publish_generated(&["feed-000"]), Err(PressError::UnknownFeed(_))));
    press.remove_feed("feed-001", 404).unwrap();
    assert!(matches!(press.publish_next(), Err(PressError::NoFeed)));
}
