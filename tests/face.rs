//! What the worker shows: health, metrics, records by cursor, live events, the page; and who may ask.
use std::time::Duration;

use serde_json::Value;

use crate::kit::records::Cursor;
use crate::kit::worker::Desk;
use crate::kit::{LIMIT, press, wait_until};

#[tokio::test(flavor = "multi_thread")]
async fn the_face_of_a_worker() {
    let press = press(4, 2).await;
    let mut desk = Desk::for_press(&press, "");
    desk.start().await;
    press.flood(6).expect("published");
    let mut cursor = Cursor::new("enriched");
    let mut records: Vec<Value> = Vec::new();
    wait_until("six records", LIMIT, async || {
        records.extend(cursor.read(&desk).await);
        (records.len() >= 6).then_some(())
    })
    .await;

    assert_eq!(desk.ask("/healthz").await.map(|(status, _)| status), Some(200));
    assert_eq!(desk.json("/readyz").await.map(|state| state["status"].clone()), Some(Value::from("ready")));
    let metrics = desk.get("/metrics").await.expect("metrics");
    for name in
        ["wiredesk_polls_total", "wiredesk_versions_total", "wiredesk_feeds", "process_resident_memory_bytes"]
    {
        assert!(metrics.contains(name), "no {name}");
    }
    for feed in press.feeds() {
        assert!(!metrics.contains(&feed.id) && !metrics.contains(&feed.domain), "a metric carries a feed");
    }
    let page = desk.get("/").await.expect("the page");
    assert!(page.contains("Wiredesk") && !page.contains("<script>"), "no inline script");
    for asset in ["app.js", "marks.js", "app.css", "icon.svg"] {
        assert!(desk.get(&format!("/assets/{asset}")).await.is_some(), "{asset}");
    }
    let id = records[0]["id"].as_str().expect("an id");
    let versions = desk.get(&format!("/api/articles/{id}")).await.expect("its versions");
    assert_eq!(versions.lines().count(), 1);

    for (path, status) in [
        ("/api/records/nonsense", 404),
        ("/api/records/enriched?after=nonsense", 400),
        ("/api/records/enriched?after=another.12", 410),
        ("/api/records/enriched?wait=soon", 400),
        ("/api/records/enriched?unknown=1", 400),
        ("/api/articles/wd1nothing", 404),
    ] {
        let answer = desk.ask(path).await;
        assert_eq!(answer.as_ref().map(|(status, _)| *status), Some(status), "{path}: {answer:?}");
    }
    long_poll(&press, &desk).await;
    live(&press, &desk).await;
    foreign_names(&desk).await;
    press.shutdown().await;
}

/// `wait` answers as soon as there is something.
async fn long_poll(press: &newsroom::Press, desk: &Desk) {
    let url = format!("http://127.0.0.1:{}/api/records/enriched", desk.port);
    let first = reqwest::get(format!("{url}?limit=1000")).await.expect("an answer");
    let next = first.headers().get("wiredesk-next").expect("a cursor").to_str().expect("a text").to_owned();
    let waiting = tokio::spawn(reqwest::get(format!("{url}?after={next}&wait=60s")));
    press.publish_next().expect("published");
    let answer =
        tokio::time::timeout(LIMIT, waiting).await.expect("in time").expect("it ran").expect("an answer");
    let lines = answer.text().await.expect("a body");
    assert_eq!(lines.lines().count(), 1, "{lines}");
}

/// Server-sent events, and going on from the last one.
async fn live(press: &newsroom::Press, desk: &Desk) {
    let url = format!("http://127.0.0.1:{}/api/live/enriched?last=1", desk.port);
    let mut answer = reqwest::get(url).await.expect("an answer");
    assert_eq!(answer.headers()["content-type"], "text/event-stream");
    let shown = press.publish_next().expect("published");
    let mut text = String::new();
    wait_until("the event of the new story", LIMIT, async || {
        if let Ok(Ok(Some(chunk))) = tokio::time::timeout(Duration::from_millis(500), answer.chunk()).await {
            text.push_str(&String::from_utf8_lossy(&chunk));
        }
        text.contains(&shown.url).then_some(())
    })
    .await;
    assert!(text.lines().any(|line| line.starts_with("id: ")), "{text}");
}

/// A page elsewhere whose name resolves to 127.0.0.1 reads nothing (DNS rebinding).
async fn foreign_names(desk: &Desk) {
    let url = format!("http://127.0.0.1:{}/api/records/enriched", desk.port);
    let client = reqwest::Client::new();
    let answer = client.get(&url).header("host", "evil.example").send().await.expect("an answer");
    assert_eq!(answer.status().as_u16(), 403);
    assert!(
        answer.headers()["content-security-policy"]
            .to_str()
            .is_ok_and(|csp| csp.starts_with("default-src 'self'"))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_is_asked_for() {
    let press = press(1, 1).await;
    let mut desk = Desk::for_press(&press, "");
    let text = std::fs::read_to_string(desk.config()).expect("the configuration");
    std::fs::write(desk.dir.path().join("token"), "open-sesame\n").expect("a file");
    desk.configure(&text.replace("[http]\n", "[http]\ntoken_file = \"token\"\n"));
    desk.start().await;
    let url = format!("http://127.0.0.1:{}/api/feeds", desk.port);
    let client = reqwest::Client::new();
    assert_eq!(client.get(&url).send().await.expect("an answer").status().as_u16(), 401);
    let answer = client.get(&url).bearer_auth("open-sesame").send().await.expect("an answer");
    assert_eq!(answer.status().as_u16(), 200);
    assert_eq!(desk.ask("/healthz").await.map(|(status, _)| status), Some(200), "health needs none");
    assert!(!desk.log().contains("open-sesame"));
    press.shutdown().await;
}
