//! Each fault as a client meets it.
use std::time::Duration;

use super::client::{Reply, ask, feed, get};
use crate::{Config, Encoding, Fault, Page, Press};

pub(super) struct Scene {
    pub press: Press,
    pub url: String,
    pub target: String,
}

impl Scene {
    pub(super) async fn new() -> Self {
        let press = Press::start(Config::test(1, 1)).await.unwrap();
        press.flood(5).unwrap();
        let (url, target) = (feed(&press, "feed-000").url, press.feed_target("feed-000").unwrap());
        Scene { press, url, target }
    }

    pub(super) async fn with(&self, fault: Fault) -> Option<Reply> {
        self.press.set_fault(&self.target, fault);
        ask(&self.press, "GET", &self.url, &[]).await
    }

    pub(super) async fn answer(&self, fault: Fault) -> Reply {
        self.with(fault).await.expect("an answer")
    }
}

#[tokio::test]
async fn statuses_and_documents() {
    let scene = Scene::new().await;
    let truth = get(&scene.press, &scene.url, &[]).await;
    for status in [404, 410, 500, 503] {
        assert_eq!(scene.answer(Fault::Status(status)).await.status, status);
    }
    let busy = scene.answer(Fault::RetryAfter { status: 429, after: "120".to_owned() }).await;
    assert_eq!((busy.status, busy.header("retry-after")), (429, "120"));
    assert!(scene.answer(Fault::Html).await.text().contains("We value your privacy"));
    let empty = scene.answer(Fault::Empty).await;
    assert_eq!((empty.status, empty.body.len(), empty.whole), (200, 0, true));
    let cut = scene.answer(Fault::Truncated).await;
    assert!(cut.whole && truth.body.starts_with(&cut.body) && cut.body.len() < truth.body.len());
    let deep = scene.answer(Fault::Nested(1_000)).await;
    assert_eq!(deep.text().matches("<media:group>").count(), 1_000);
    let korean = scene.answer(Fault::WrongCharset).await;
    assert!(std::str::from_utf8(&korean.body).is_err() && korean.header("content-type").contains("utf-8"));
    assert!(encoding_rs::EUC_KR.decode(&korean.body).0.contains("한빛 뉴스"));
    let flood = scene.answer(Fault::HeaderFlood(60)).await;
    assert_eq!(flood.headers.keys().filter(|name| name.as_str().starts_with("x-flood")).count(), 60);
    let other = scene.answer(Fault::Page(Page::text("another").with("x-raw", [0xff, 0xfe]))).await;
    assert_eq!((other.text(), other.headers["x-raw"].as_bytes()), ("another", &[0xff, 0xfe][..]));
    scene.press.heal(&scene.target);
    assert_eq!(get(&scene.press, &scene.url, &[]).await.body, truth.body);
}

#[tokio::test]
async fn redirects() {
    let scene = Scene::new().await;
    let away = scene.answer(Fault::Redirect { status: 301, to: "http://other.example/x".to_owned() }).await;
    assert_eq!((away.status, away.header("location")), (301, "http://other.example/x"));
    let base = scene.url.clone();
    let follow = |reply: &Reply| {
        let query = reply.header("location").split_once('?').map(|(_, query)| query.to_owned());
        format!("{base}?{}", query.unwrap_or_default())
    };
    let mut reply = scene.answer(Fault::RedirectChain(4)).await;
    for _ in 0..4 {
        assert_eq!(reply.status, 302);
        reply = get(&scene.press, &follow(&reply), &[]).await;
    }
    assert_eq!(reply.status, 200);
    let mut reply = scene.answer(Fault::RedirectLoop).await;
    for _ in 0..10 {
        assert_eq!(reply.status, 302);
        reply = get(&scene.press, &follow(&reply), &[]).await;
    }
}

#[tokio::test]
async fn bodies_that_misbehave() {
    let scene = Scene::new().await;
    scene.press.set_page(&scene.target, Page::xml("<rss/>"));
    let slow = scene.answer(Fault::SlowBody { every: Duration::from_millis(2) }).await;
    assert_eq!((slow.text(), slow.whole), ("<rss/>", true));
    let endless = scene.answer(Fault::EndlessBody).await;
    assert!(!endless.whole && endless.body.len() > 4 << 20);
    let short = scene.answer(Fault::WrongLength(100)).await;
    assert_eq!((short.header("content-length"), short.whole), ("106", false));
    let long = scene.answer(Fault::WrongLength(-2)).await;
    assert_eq!(long.text(), "<rss");
    assert!(scene.with(Fault::Reset).await.is_none());
}

#[tokio::test]
async fn encodings_true_and_false() {
    let scene = Scene::new().await;
    let truth = get(&scene.press, &scene.url, &[]).await;
    for encoding in [Encoding::Gzip, Encoding::Deflate, Encoding::Brotli, Encoding::Zstd] {
        let packed = scene.answer(Fault::Encoded(encoding)).await;
        assert_eq!(packed.header("content-encoding"), encoding.token());
        assert_eq!(unpack(encoding, &packed.body), truth.body);
        let lie = scene.answer(Fault::FalseEncoding(encoding)).await;
        assert_eq!((lie.header("content-encoding"), &lie.body), (encoding.token(), &truth.body));
    }
}

pub(crate) fn unpack(encoding: Encoding, packed: &[u8]) -> Vec<u8> {
    use std::io::Read;
    let mut out = Vec::new();
    let done = match encoding {
        Encoding::Gzip => flate2::read::GzDecoder::new(packed).read_to_end(&mut out),
        Encoding::Deflate => flate2::read::ZlibDecoder::new(packed).read_to_end(&mut out),
        Encoding::Brotli => brotli::Decompressor::new(packed, 4096).read_to_end(&mut out),
        Encoding::Zstd => zstd::Decoder::new(packed).and_then(|mut reader| reader.read_to_end(&mut out)),
    };
    done.expect("a whole body");
    out
}

#[tokio::test]
async fn validators_that_lie() {
    let scene = Scene::new().await;
    let same = scene.answer(Fault::ConstantEtag).await.header("etag").to_owned();
    scene.press.flood(1).unwrap();
    assert_eq!(get(&scene.press, &scene.url, &[("if-none-match", &same)]).await.status, 304);
    let fresh = scene.answer(Fault::FreshEtags).await.header("etag").to_owned();
    assert_eq!(get(&scene.press, &scene.url, &[("if-none-match", &fresh)]).await.status, 200);
    let bare = scene.answer(Fault::NoValidators).await;
    assert_eq!((bare.header("etag"), bare.header("last-modified")), ("", ""));
}

#[tokio::test]
async fn a_fault_strikes_so_often_or_a_whole_host() {
    let scene = Scene::new().await;
    scene.press.set_fault_times(&scene.target, Fault::Status(503), 2);
    for expect in [503, 503, 200] {
        assert_eq!(get(&scene.press, &scene.url, &[]).await.status, expect);
    }
    scene.press.set_fault("press00.example", Fault::Status(500));
    assert_eq!(get(&scene.press, &scene.url, &[]).await.status, 500);
    assert_eq!(get(&scene.press, &scene.press.ledger()[0].url, &[]).await.status, 500);
}

/// A client that waits for ever does not keep the press from stopping.
#[tokio::test]
async fn hanging_ends_with_the_press() {
    let scene = Scene::new().await;
    scene.press.set_fault(&scene.target, Fault::Hang);
    let (answer, ()) = tokio::join!(ask(&scene.press, "GET", &scene.url, &[]), async {
        while scene.press.requests().get(&scene.target).is_none_or(|seen| seen.count == 0) {
            tokio::task::yield_now().await;
        }
        scene.press.shutdown().await;
    });
    assert!(answer.is_none());
    assert_eq!(scene.press.hosts()["press00.example"].most_in_flight, 1);
}
