//! WebSub: a hub pushes what the feed would show at its next poll, hours later; what it does wrong costs nothing.
use newsroom::{Feed, Format, HubFault, Press, Signature};

use crate::kit::titles::{Titles, story};
use crate::kit::worker::Desk;
use crate::kit::{LIMIT, wait_until};

/// One feed that announces its hub, and a desk that polls it once, then hourly.
async fn pushed() -> (Press, Desk) {
    let mut config = newsroom::Config::test(1, 1);
    let mut feed = Feed::new("wire", "/feeds/wire.xml", "Wire", Format::Atom);
    feed.full_text = true;
    feed.hub = true;
    config.publishers[0].feeds = vec![feed];
    let press = Press::start(config).await.expect("the press starts");
    let desk = Desk::empty();
    configure(&desk, &press, "1h");
    (press, desk)
}

fn configure(desk: &Desk, press: &Press, interval: &str) {
    let head = desk.head(&press.dns_addr().to_string());
    let feed = &press.feeds()[0];
    desk.configure(&format!(
        "{head}[websub]\ncallback = \"http://127.0.0.1:{}/push\"\n[feeds.wire]\nurl = \"{}\"\npages = \"never\"\n\
         first_fill = \"all\"\nmin_interval = \"{interval}\"\nmax_interval = \"{interval}\"\n",
        desk.port, feed.url
    ));
}

fn tell(press: &Press, title: &str) {
    press.publish(&["wire"], story(title)).expect("published");
}

async fn subscribed(press: &Press) {
    wait_until("the hub has a subscription", LIMIT, async || {
        press.hub().subscriptions.iter().any(|known| known.feed == "wire").then_some(())
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hub_pushes_and_polling_waits() {
    let (press, mut desk) = pushed().await;
    let mut titles = Titles::new();
    tell(&press, "before");
    desk.start().await;
    titles.until(&desk, &["before"]).await;
    subscribed(&press).await;
    let polls = desk.metric("wiredesk_polls_total", "").await;
    tell(&press, "pushed");
    titles.until(&desk, &["pushed"]).await;
    let article = press.ledger().last().expect("it was shown").article;
    press.revise_with(article, story("pushed again")).expect("revised");
    titles.until(&desk, &["pushed again"]).await;
    assert_eq!(desk.metric("wiredesk_polls_total", "").await, polls, "nothing was polled meanwhile");

    // The subscription outlives the process: the hub is not asked again, and pushes to the next one.
    assert_eq!(desk.stop().await.code(), Some(0));
    let asked = press.hub().requests.len();
    desk.start().await;
    tell(&press, "after a restart");
    titles.until(&desk, &["after a restart"]).await;
    assert_eq!(press.hub().requests.len(), asked, "the lease still holds");
    assert_eq!(titles.seen(), ["before", "pushed", "pushed again", "after a restart"], "each of them once");
    let log = desk.log();
    let secret = press.hub().subscriptions[0].secret.clone().expect("pushes are to be signed");
    assert!(secret.len() >= 32 && !log.contains(&secret), "the secret is long, and in no log");
    press.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_signed_wrongly_is_dropped() {
    let (press, mut desk) = pushed().await;
    let mut titles = Titles::new();
    tell(&press, "before");
    desk.start().await;
    titles.until(&desk, &["before"]).await;
    subscribed(&press).await;
    press.set_hub_fault(HubFault::SignsWrongly);
    tell(&press, "forged");
    wait_until("the forgery is counted", LIMIT, async || {
        (desk.metric("wiredesk_pushes_total", "outcome=\"unsigned\"").await >= 1.0).then_some(())
    })
    .await;
    let accepted = press.hub().deliveries.iter().all(|delivery| delivery.status.is_none_or(|s| s == 202));
    assert!(accepted, "whoever tries secrets out learns nothing: {:?}", press.hub().deliveries);
    press.heal_hub();
    press.set_hub_signature(Signature::Sha512);
    tell(&press, "signed");
    titles.until(&desk, &["signed"]).await;
    // What a hub shows next is the whole feed: the forged push is in it, and true.
    let seen: Vec<&str> = titles.seen().into_iter().filter(|title| *title != "forged").collect();
    assert_eq!(seen, ["before", "signed"]);

    // Nobody else's address is taken, and none is told apart from one that never was.
    for (path, status) in [
        (
            "/push/0000000000000000000000000000000000000000?hub.mode=subscribe&hub.topic=x&hub.challenge=1",
            404,
        ),
        ("/push/", 404),
    ] {
        assert_eq!(desk.ask(path).await.map(|(status, _)| status), Some(status), "{path}");
    }
    press.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_its_hub_a_feed_is_polled() {
    let (press, mut desk) = pushed().await;
    configure(&desk, &press, "300ms");
    press.set_hub_fault(HubFault::Denies("not here".into()));
    let mut titles = Titles::new();
    tell(&press, "one");
    desk.start().await;
    titles.until(&desk, &["one"]).await;
    wait_until("the denial is told", LIMIT, async || {
        desk.log().contains("the hub denied it: not here").then_some(())
    })
    .await;
    tell(&press, "two");
    titles.until(&desk, &["two"]).await;
    assert_eq!(titles.seen(), ["one", "two"]);
    press.shutdown().await;
}
