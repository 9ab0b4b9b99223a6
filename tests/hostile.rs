//! Bad feeds change nothing for the others, count in the metrics, and show with a reason that a person understands.
use newsroom::{Encoding, Fault, Page};
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

/// 200 servers that send a byte a second, and one of each kind that would fill memory, lead in circles or lie.
#[tokio::test(flavor = "multi_thread")]
async fn a_hostile_web_keeps_no_healthy_feed_waiting() {
    const SLOW: usize = 200;
    const GIB: u64 = 1 << 30;
    let press = press(2, 2).await;
    let mut desk = Desk::for_press(&press, "");
    let mut text = std::fs::read_to_string(desk.config()).expect("the configuration");
    let mut lure = |id: &str, fault: Fault| {
        let host = format!("{id}.example");
        press.set_name(&host, vec![vec!["127.0.0.1".parse().expect("an address")]]);
        let body =
            "<rss version=\"2.0\"><channel><title>Odd</title><item><title>o</title></item></channel></rss>";
        press.set_page(&format!("{host}/feed"), Page::xml(body));
        press.set_fault(&format!("{host}/feed"), fault);
        let url = press.url(&format!("{host}/feed"));
        text.push_str(&format!("[feeds.{id}]\nurl = \"{url}\"\npages = \"never\"\nfirst_fill = \"none\"\n"));
    };
    for number in 0..SLOW {
        lure(&format!("slow-{number}"), Fault::SlowBody { every: std::time::Duration::from_secs(1) });
    }
    let bomb =
        |encodings: &[Encoding]| Fault::Bomb { encodings: encodings.to_vec(), bytes: GIB, wire: 3 << 20 };
    for (id, fault) in [
        ("bomb-gzip", bomb(&[Encoding::Gzip])),
        ("bomb-deflate", bomb(&[Encoding::Deflate])),
        ("bomb-brotli", bomb(&[Encoding::Brotli])),
        ("bomb-zstd", bomb(&[Encoding::Zstd])),
        ("bomb-stacked", bomb(&[Encoding::Zstd, Encoding::Gzip])),
        ("bomb-file", Fault::GzipFile { bytes: GIB, wire: 3 << 20 }),
        ("endless", Fault::EndlessBody),
        ("maze", Fault::RedirectMaze),
        ("circle", Fault::RedirectLoop),
        ("heads", Fault::EndlessHeaders),
        ("head", Fault::HugeHeader(1 << 20)),
        ("trailers", Fault::TrailerFlood(100_000)),
        ("odd", Fault::OddHeaders),
        ("lengths", Fault::Lengths(vec!["-1".into(), "10".into(), "20".into()])),
        ("short", Fault::WrongLength(1_000)),
        ("long-target", Fault::LongLocation(1 << 20)),
        ("long-links", Fault::LongLinks(1 << 20)),
        ("silent", Fault::Hang),
    ] {
        lure(id, fault);
    }
    desk.configure(&text);
    desk.start().await;

    let mut rounds = Rounds::new(&press, Plan { versions: 24, revisions: 2, outstanding: 6 }, 12);
    let mut cursor = Cursor::new("enriched");
    let mut patience = Patience::new(LIMIT);
    while !rounds.done() {
        rounds.show();
        let records = cursor.read(&desk).await;
        let ours: Vec<Value> = records
            .into_iter()
            .filter(|record| record["feeds"][0].as_str().is_some_and(|id| id.starts_with("feed-")))
            .collect();
        rounds.read(&ours);
        patience.check(rounds.progress(), &rounds.oracle.missing());
        tokio::time::sleep(std::time::Duration::from_millis(30)).await;
    }
    rounds.oracle.judge();
    let failing: &[&str] = &[
        "bomb-gzip",
        "bomb-deflate",
        "bomb-brotli",
        "bomb-zstd",
        "bomb-stacked",
        "bomb-file",
        "endless",
        "maze",
        "circle",
        "heads",
        "head",
        "long-target",
    ];
    for id in failing {
        wait_until(&format!("{id} fails, and says why"), LIMIT, async || {
            let feeds = desk.json("/api/feeds").await?;
            let row = feeds.as_array()?.iter().find(|feed| feed["id"] == *id)?.clone();
            (row["health"] == "failing" && row["reason"].is_string()).then_some(())
        })
        .await;
    }
    let peak = desk.peak_memory();
    assert!(peak < 700 << 20, "a peak of {} MiB", peak >> 20);
    assert!(!desk.log().contains("panicked"), "{}", desk.log());
    press.shutdown().await;
}
