//! `A-IM: feed`: only what is newer than the ETag that was sent (RFC 3229).
use super::client::{Reply, feed, get};
use crate::{Config, Encoding, Feed, Press, Shown, Validators};

const ASK: (&str, &str) = ("a-im", "vcdiff, feed;q=1, feed");

async fn press(change: impl Fn(&mut Feed)) -> Press {
    let mut config = Config::test(3, 3);
    for publisher in &mut config.publishers {
        publisher.encoding = Some(Encoding::Gzip);
        publisher.feeds.iter_mut().for_each(|feed| feed.delta = true);
        publisher.feeds.iter_mut().for_each(&change);
    }
    Press::start(config).await.unwrap()
}

/// Which of these articles, by their markers, an answer holds.
fn held(reply: &Reply, shown: &[Shown]) -> Vec<u64> {
    let text = reply.text();
    let holds = |shown: &&Shown| text.contains(&format!("mk-{:06}-r", shown.article));
    shown.iter().filter(holds).map(|shown| shown.article).collect()
}

#[tokio::test]
async fn only_what_is_new_is_sent() {
    for id in ["feed-000", "feed-001", "feed-002"] {
        let press = press(|_| {}).await;
        let url = feed(&press, id).url;
        let mut shown: Vec<_> = (0..3).map(|_| press.publish_generated(&[id]).unwrap()).collect();
        let first = get(&press, &url, &[ASK]).await;
        assert_eq!((first.status, held(&first, &shown)), (200, vec![0, 1, 2]));
        let etag = first.header("etag").to_owned();
        assert_eq!(get(&press, &url, &[ASK, ("if-none-match", &etag)]).await.status, 304);

        shown.push(press.publish_generated(&[id]).unwrap());
        press.revise(1).unwrap();
        let news = get(&press, &url, &[ASK, ("if-none-match", &etag)]).await;
        assert_eq!((news.status, news.header("im"), held(&news, &shown)), (226, "feed", vec![1, 3]));
        assert!(news.header("content-type") == first.header("content-type"));
        let now = news.header("etag").to_owned();
        assert_ne!(now, etag);
        assert_eq!(get(&press, &url, &[ASK, ("if-none-match", &now)]).await.status, 304);
        // The whole for those who do not ask, or hold what nobody remembers.
        for headers in
            [&[("if-none-match", etag.as_str())][..], &[ASK, ("if-none-match", "\"other\"")], &[ASK]]
        {
            let whole = get(&press, &url, headers).await;
            assert_eq!((whole.status, held(&whole, &shown)), (200, vec![0, 1, 2, 3]));
            assert_eq!((whole.header("im"), whole.header("etag")), ("", now.as_str()));
        }
        let packed = get(&press, &url, &[ASK, ("if-none-match", &etag), ("accept-encoding", "gzip")]).await;
        assert_eq!((packed.status, packed.header("content-encoding")), (226, "gzip"));
        let counted = press.requests()[&press.feed_target(id).unwrap()].clone();
        assert_eq!((counted.deltas, counted.not_modified), (2, 2));
    }
}

#[tokio::test]
async fn what_is_only_gone_is_an_empty_delta() {
    let press = press(|_| {}).await;
    let url = feed(&press, "feed-001").url;
    let shown = [press.publish_generated(&["feed-001"]).unwrap()];
    let etag = get(&press, &url, &[]).await.header("etag").to_owned();
    press.withdraw(0).unwrap();
    let gone = get(&press, &url, &[ASK, ("if-none-match", &etag)]).await;
    assert_eq!((gone.status, held(&gone, &shown)), (226, vec![]));
    super::client::elements(gone.text());
}

#[tokio::test]
async fn feeds_without_deltas_or_tags_send_the_whole() {
    let habits: [fn(&mut Feed); 2] =
        [|feed| feed.delta = false, |feed| feed.validators = Validators::LastModified];
    for change in habits {
        let press = press(change).await;
        let url = feed(&press, "feed-000").url;
        press.publish_generated(&["feed-000"]).unwrap();
        let etag = get(&press, &url, &[]).await.header("etag").to_owned();
        press.publish_generated(&["feed-000"]).unwrap();
        assert_eq!(get(&press, &url, &[ASK, ("if-none-match", &etag)]).await.status, 200);
    }
}
