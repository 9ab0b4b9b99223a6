//! Bad feeds change nothing for the others, count in the metrics, and show with a reason that a person understands.
use newsroom::{Fault, Page};
use serde_json::Value;

use crate::kit::records::Cursor;
use crate::kit::rounds::{Patience, Plan, Rounds};
use crate::kit::worker::{Desk, stdout};
use crate::kit::{LIMIT, press, wait_until};

#[tokio::test(flavor = "multi_thread")]
async fn bad_feeds_cost_only_themselves() {
    let press = press(8, 4).await;
    let bad = "bad.example";
    let nested = format!(
        "<rss version=\"2.0\"><channel><item>{}</item></channel></rss>",
        "<media:group>".repeat(1_000)
    );
    let deep = format!(
        "<rss version=\"2.0\"><channel><title>Deep</title><item><title>a</title>{}",
        "<b>".repeat(100_000)
    );
    let korean: &[u8] = b"<?xml version=\"1.0\" encoding=\"utf-8\"?><rss version=\"2.0\"><channel><title>\xbf\xac\xc7\xd5</title>\
        <item><title>\xc7\xd1\xb1\xb9\xc0\xba\xc7\xe0 \xb1\xb8\xc1\xb6\xb0\xb3\xc6\xed</title><link>http://bad.example/k</link></item></channel></rss>";
    press.set_page(
        &format!("{bad}/html"),
        Page::html("<!doctype html><html><body><h1>Welcome</h1><p>No feed here.</p></body></html>"),
    );
    press.set_page(&format!("{bad}/empty"), Page::xml(""));
    press.set_page(&format!("{bad}/nested"), Page::xml(nested));
    press.set_page(&format!("{bad}/deep"), Page::xml(deep));
    press.set_page(&format!("{bad}/charset"), Page::xml(korean));
    press.set_page(&format!("{bad}/truncated"), Page::xml("<rss version=\"2.0\"><channel><title>Cut</title><item><title>Whole</title><link>http://bad.example/w</link></item><item><title>Ha"));
    press.set_page(&format!("{bad}/gone"), Page::new(404, "text/plain", "no"));
    press.set_fault(&format!("{bad}/broken"), Fault::Status(500));
    press.set_name(bad, vec![vec!["127.0.0.1".parse().expect("an address")]]);

    let mut desk = Desk::for_press(&press, "");
    let mut text = std::fs::read_to_string(desk.config()).expect("the configuration");
    for name in ["html", "empty", "nested", "deep", "charset", "truncated", "gone", "broken"] {
        text.push_str(&format!(
            "[feeds.bad-{name}]\nurl = \"{}\"\npages = \"never\"\nfirst_fill = \"all\"\n",
            press.url(&format!("{bad}/{name}"))
        ));
    }
    text.push_str("[feeds.bad-name]\nurl = \"http://no-such-name.invalid/feed\"\n");
    desk.configure(&text);
    desk.start().await;

    let mut rounds = Rounds::new(&press, Plan { versions: 40, revisions: 2, outstanding: 20 }, 11);
    let (mut cursor, mut others) = (Cursor::new("enriched"), Vec::new());
    let mut patience = Patience::new(LIMIT);
    while !rounds.done() {
        rounds.show();
        let (bad, good): (Vec<Value>, Vec<Value>) = cursor
            .read(&desk)
            .await
            .into_iter()
            .partition(|record| record["feeds"][0].as_str().is_some_and(|id| id.starts_with("bad-")));
        others.extend(bad);
        rounds.read(&good);
        patience.check(rounds.progress(), &rounds.oracle.missing());
        tokio::time::sleep(std::time::Duration::from_millis(30)).await;
    }
    rounds.oracle.judge();

    for (id, health, word) in [
        ("bad-html", "failing", "HTML"),
        ("bad-empty", "failing", "empty"),
        ("bad-gone", "failing", "404"),
        ("bad-broken", "failing", "500"),
        ("bad-name", "failing", "no-such-name.invalid"),
        ("bad-charset", "ok", ""),
        ("bad-truncated", "ok", ""),
    ] {
        let row = wait_until(&format!("{id} is {health}"), LIMIT, async || {
            let feeds = desk.json("/api/feeds").await?;
            feeds.as_array()?.iter().find(|feed| feed["id"] == id && feed["health"] == health).cloned()
        })
        .await;
        let reason = row["reason"].as_str().unwrap_or_default();
        assert!(reason.contains(word), "{id}: `{reason}` does not say {word}");
    }
    others.extend(cursor.read(&desk).await);
    let titles: Vec<&str> = others.iter().filter_map(|record| record["title"].as_str()).collect();
    assert!(titles.contains(&"한국은행 구조개편"), "a wrong charset is seen through: {titles:?}");
    assert!(titles.contains(&"Whole"), "a truncated feed keeps its whole items: {titles:?}");
    assert!(desk.metric("wiredesk_polls_total", "outcome=\"status\"").await >= 1.0);
    assert!(desk.metric("wiredesk_feeds{", "health=\"failing\"").await >= 5.0);
    let listed = stdout(&desk.command(&["feeds", "list", "--json"]));
    let html = listed
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).expect("JSON"))
        .find(|row| row["id"] == "bad-html");
    assert!(html.is_some_and(|row| row["health"] == "failing" && row["reason"].is_string()), "{listed}");
    assert!(desk.log().contains("bad-html"), "the log names the feed");
    let letters = Cursor::new("dead-letters").read(&desk).await;
    assert!(letters.iter().any(|letter| letter["feed"] == "bad-html"
        && letter["body"].as_str().is_some_and(|b| b.contains("Welcome"))));
    let schemas = crate::kit::schema::Schemas::committed();
    letters.iter().chain(&others).for_each(|record| schemas.check(record));
    press.shutdown().await;
}
