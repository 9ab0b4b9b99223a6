//! The WebSub hub, from the subscription to the push.
use std::time::Duration;

use super::client::{elements, feed, get, post, until};
use super::subscriber::{Push, Subscriber};
use crate::{Config, Fault, HubFault, HubManner, HubSubscription, Press, Signature};

struct Scene {
    press: Press,
    subscriber: Subscriber,
    topic: String,
}

impl Scene {
    /// Three feeds, one of each format, all with the hub; the scene is about this one.
    async fn of(feed_id: &str) -> Self {
        let mut config = Config::test(3, 3);
        for publisher in &mut config.publishers {
            publisher.feeds.iter_mut().for_each(|feed| feed.hub = true);
        }
        let press = Press::start(config).await.unwrap();
        let topic = feed(&press, feed_id).url;
        Scene { press, subscriber: Subscriber::new().await, topic }
    }

    async fn ask(&self, mode: &str, more: &[(&str, &str)]) -> u16 {
        let callback = self.subscriber.callback();
        let mut fields =
            vec![("hub.mode", mode), ("hub.callback", callback.as_str()), ("hub.topic", &self.topic)];
        fields.extend_from_slice(more);
        post(&self.press, &self.press.hub_url(), &fields).await.expect("an answer").status
    }

    /// Subscribes and waits for the hub to agree.
    async fn subscribe(&self, more: &[(&str, &str)]) -> HubSubscription {
        self.subscriber.confirm(&self.topic);
        assert_eq!(self.ask("subscribe", more).await, 202);
        until("the subscription runs", || self.press.hub().subscriptions.pop()).await
    }

    async fn pushes(&self, count: usize) -> Vec<Push> {
        let pushes = until("the pushes come", || {
            let pushes = self.subscriber.pushes();
            (pushes.len() >= count).then_some(pushes)
        });
        pushes.await
    }

    /// The last request has been put to the callback.
    async fn concluded(&self) -> bool {
        until("the callback was asked", || self.press.hub().requests.last()?.confirmed).await
    }
}

#[tokio::test]
async fn feeds_announce_the_hub_in_document_and_header() {
    let scene = Scene::of("feed-000").await;
    let hub = scene.press.hub_url();
    for info in scene.press.feeds() {
        let reply = get(&scene.press, &info.url, &[]).await;
        assert_eq!(reply.header("link"), format!("<{hub}>; rel=\"hub\", <{}>; rel=\"self\"", info.url));
        assert!(reply.text().contains(&hub) && reply.text().contains(&info.url), "{}", reply.text());
        let etag = reply.header("etag").to_owned();
        let same = get(&scene.press, &info.url, &[("if-none-match", &etag)]).await;
        assert_eq!((same.status, same.header("link")), (304, reply.header("link")));
    }
    let plain = Press::start(Config::test(3, 3)).await.unwrap();
    for info in plain.feeds() {
        let reply = get(&plain, &info.url, &[]).await;
        assert_eq!((reply.header("link"), reply.text().contains("hub")), ("", false));
    }
}

#[tokio::test]
async fn what_is_published_and_revised_is_pushed_signed() {
    for id in ["feed-000", "feed-001", "feed-002"] {
        let scene = Scene::of(id).await;
        let lease = [("hub.lease_seconds", "3600"), ("hub.secret", "a secret")];
        let subscription = scene.subscribe(&lease).await;
        assert_eq!((subscription.feed.as_str(), subscription.lease), (id, Duration::from_secs(3600)));
        assert!(scene.subscriber.questions()[0].contains("hub.lease_seconds=3600"));

        let first = scene.press.publish_generated(&[id]).unwrap();
        let push = scene.pushes(1).await.remove(0);
        let second = scene.press.revise(first.article).unwrap();
        let again = scene.pushes(2).await.remove(1);
        let polled = get(&scene.press, &scene.topic, &[]).await;
        assert!(push.text().contains(first.marker.as_ref().unwrap()));
        assert!(again.text().contains(second.marker.as_ref().unwrap()));
        assert_eq!(again.body, polled.body);
        for header in ["content-type", "link"] {
            assert_eq!(again.header(header), polled.header(header));
        }
        let signature = Signature::Sha256.of(&again.body, "a secret").unwrap();
        assert_eq!(again.header("x-hub-signature"), signature);
        let deliveries = until("both are settled", || {
            Some(scene.press.hub().deliveries).filter(|deliveries| deliveries.len() == 2)
        });
        for delivery in deliveries.await {
            assert_eq!((delivery.status, delivery.articles), (Some(204), vec![first.article]));
        }
        // Another feed's news is nobody's here.
        scene.press.publish_next().unwrap();
    }
}

#[tokio::test]
async fn a_delta_holds_what_changed_since_the_last_push() {
    let scene = Scene::of("feed-001").await;
    scene.press.set_hub_manner(HubManner::Delta);
    for _ in 0..5 {
        scene.press.publish_generated(&["feed-001"]).unwrap();
    }
    scene.subscribe(&[]).await;
    let shown = scene.press.publish_generated(&["feed-001"]).unwrap();
    let push = scene.pushes(1).await.remove(0);
    assert_eq!(elements(push.text()).iter().filter(|name| *name == "entry").count(), 1);
    assert!(push.text().contains(shown.marker.as_ref().unwrap()));
    assert_eq!(push.header("x-hub-signature"), "");
}

#[tokio::test]
async fn a_subscription_is_what_its_callback_confirms() {
    let scene = Scene::of("feed-000").await;
    assert_eq!(scene.ask("subscribe", &[]).await, 202);
    assert!(!scene.concluded().await);
    assert!(scene.press.hub().subscriptions.is_empty());

    let first = scene.subscribe(&[("hub.secret", "one")]).await;
    assert_eq!(scene.ask("subscribe", &[("hub.secret", "two"), ("hub.lease_seconds", "60")]).await, 202);
    let renewed = until("the renewal is noted", || {
        let mut subscriptions = scene.press.hub().subscriptions;
        assert_eq!(subscriptions.len(), 1);
        subscriptions.pop().filter(|subscription| subscription.secret.as_deref() == Some("two"))
    });
    assert_ne!(renewed.await.lease, first.lease);

    scene.subscriber.confirm("http://another.example/");
    assert_eq!(scene.ask("unsubscribe", &[]).await, 202);
    assert!(!scene.concluded().await);
    assert_eq!(scene.press.hub().subscriptions.len(), 1);
    scene.subscriber.confirm(&scene.topic);
    assert_eq!(scene.ask("unsubscribe", &[]).await, 202);
    assert!(scene.concluded().await);
    assert!(scene.press.hub().subscriptions.is_empty());
}

#[tokio::test]
async fn the_hub_may_refuse_deny_lie_or_forget() {
    let scene = Scene::of("feed-000").await;
    scene.subscriber.confirm(&scene.topic);
    scene.press.set_hub_fault(HubFault::Refuses(403));
    assert_eq!(scene.ask("subscribe", &[]).await, 403);
    scene.press.set_hub_fault(HubFault::Denies("no more room".to_owned()));
    assert_eq!(scene.ask("subscribe", &[]).await, 202);
    assert!(!scene.concluded().await);
    let question = scene.subscriber.questions().pop().unwrap();
    assert!(question.contains("hub.mode=denied") && question.contains("hub.reason=no+more+room"));
    scene.press.set_hub_fault(HubFault::Lies);
    assert_eq!(scene.ask("subscribe", &[]).await, 202);
    assert!(!scene.concluded().await);
    scene.press.set_hub_fault(HubFault::Forgets);
    assert_eq!(scene.ask("subscribe", &[]).await, 202);
    scene.press.set_hub_fault(HubFault::Down);
    let down = post(&scene.press, &scene.press.hub_url(), &[("hub.mode", "subscribe")]).await;
    assert!(down.is_none());
    assert_eq!(scene.subscriber.questions().len(), 2);
    scene.press.heal_hub();
    scene.press.set_fault("hub.example", Fault::Status(500));
    assert_eq!(scene.ask("subscribe", &[]).await, 500);
    assert!(scene.press.hub().subscriptions.is_empty());
}

#[tokio::test]
async fn pushes_may_be_signed_wrongly_or_otherwise() {
    let scene = Scene::of("feed-000").await;
    scene.subscribe(&[("hub.secret", "s")]).await;
    for (place, (method, prefix)) in [
        (Signature::Sha1, "sha1="),
        (Signature::Sha384, "sha384="),
        (Signature::Sha512, "sha512="),
        (Signature::Unknown, "crc32="),
        (Signature::Absent, ""),
    ]
    .into_iter()
    .enumerate()
    {
        scene.press.set_hub_signature(method);
        scene.press.publish_generated(&["feed-000"]).unwrap();
        let push = scene.pushes(place + 1).await.remove(place);
        assert!(push.header("x-hub-signature").starts_with(prefix));
        assert_eq!(push.headers.contains_key("x-hub-signature"), method != Signature::Absent);
    }
    scene.press.set_hub_signature(Signature::Sha256);
    scene.press.set_hub_fault(HubFault::SignsWrongly);
    scene.press.publish_generated(&["feed-000"]).unwrap();
    let push = scene.pushes(6).await.remove(5);
    assert!(push.header("x-hub-signature").starts_with("sha256="));
    assert_ne!(push.header("x-hub-signature"), Signature::Sha256.of(&push.body, "s").unwrap());
}

#[tokio::test]
async fn what_a_hub_missed_while_down_is_pushed_when_it_is_back() {
    let scene = Scene::of("feed-000").await;
    scene.subscribe(&[]).await;
    scene.press.set_hub_fault(HubFault::Down);
    let shown = scene.press.publish_generated(&["feed-000"]).unwrap();
    assert!(scene.press.hub().deliveries.is_empty());
    scene.press.heal_hub();
    assert!(scene.pushes(1).await[0].text().contains(shown.marker.as_ref().unwrap()));
}

#[tokio::test]
async fn a_failing_subscriber_is_tried_again_and_one_that_is_gone_is_forgotten() {
    let scene = Scene::of("feed-000").await;
    scene.subscribe(&[]).await;
    scene.subscriber.answer(&[500, 410]);
    scene.press.publish_generated(&["feed-000"]).unwrap();
    scene.pushes(2).await;
    until("the subscription ends", || scene.press.hub().subscriptions.is_empty().then_some(())).await;
    let statuses: Vec<_> = scene.press.hub().deliveries.iter().map(|delivery| delivery.status).collect();
    assert_eq!(statuses, [Some(500), Some(410)]);
}

#[tokio::test]
async fn a_lease_runs_out() {
    let scene = Scene::of("feed-000").await;
    scene.press.set_hub_fault(HubFault::Lease(Duration::from_secs(1)));
    assert_eq!(scene.subscribe(&[("hub.lease_seconds", "3600")]).await.lease, Duration::from_secs(1));
    assert!(scene.subscriber.questions()[0].contains("hub.lease_seconds=1"));
    until("the lease ends", || scene.press.hub().subscriptions.is_empty().then_some(())).await;
    scene.press.publish_generated(&["feed-000"]).unwrap();
    scene.press.shutdown().await;
    assert!(scene.press.hub().deliveries.is_empty());
}

/// The fence around the tests: no callback leads off this machine.
#[tokio::test]
async fn the_hub_calls_loopback_alone() {
    let scene = Scene::of("feed-000").await;
    scene.press.set_name("outside.example", vec![vec!["192.0.2.7".parse().unwrap()]]);
    for callback in
        ["http://192.0.2.7/", "http://outside.example/", "http://unknown.test/", "ftp://127.0.0.1/"]
    {
        let fields = [("hub.mode", "subscribe"), ("hub.callback", callback), ("hub.topic", &scene.topic)];
        assert_eq!(post(&scene.press, &scene.press.hub_url(), &fields).await.unwrap().status, 202);
        assert!(!scene.concluded().await, "{callback}");
    }
}
