//! SIGHUP: feeds come, go and change under load; a configuration with mistakes, or one that needs a restart, changes nothing.
use std::process::Command;

use newsroom::Story;

use crate::kit::records::Cursor;
use crate::kit::worker::{Desk, feed_table};
use crate::kit::{LIMIT, press, wait_until};

fn hang_up(desk: &Desk) {
    let sent =
        Command::new("kill").args(["-HUP", &desk.pid().to_string()]).status().expect("kill can be started");
    assert!(sent.success());
}

async fn logged(desk: &Desk, words: &str) {
    wait_until(&format!("`{words}` in the log"), LIMIT, async || desk.log().contains(words).then_some(()))
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn feeds_come_and_go_without_a_restart() {
    let press = press(3, 3).await;
    let feeds = press.feeds();
    let mut desk = Desk::empty();
    let head = desk.head(&press.dns_addr().to_string());
    let table = |index: usize| feed_table(&feeds[index], "first_fill = \"all\"");
    desk.configure(&format!("{head}{}{}", table(0), table(1)));
    desk.start().await;
    let mut read = Read { desk: &desk, cursor: Cursor::new("enriched"), titles: Vec::new() };
    let tell = |index: usize, title: &str| {
        let story =
            Story::of(title, title, "A short lead.", &["A short lead.", "“So it goes,” said Maren Ostvik."]);
        press.publish(&[feeds[index].id.as_str()], story).expect("published");
    };
    tell(0, "one");
    tell(1, "two");
    read.until(&["one", "two"]).await;

    desk.configure(&format!("{head}{}{}", table(1), table(2)));
    hang_up(&desk);
    logged(&desk, "configuration reloaded").await;
    tell(2, "three");
    tell(0, "unheard");
    tell(1, "four");
    read.until(&["three", "four"]).await;
    assert!(!read.titles.contains(&"unheard".to_owned()), "a feed that is gone is not polled");

    desk.configure(&format!("{head}{}[feeds.broken]\nurl = 7\n", table(0)));
    hang_up(&desk);
    logged(&desk, "the configuration has mistakes").await;
    desk.configure(&format!(
        "{}{}",
        head.replace("domain_connections = 8", "domain_connections = 9"),
        table(0)
    ));
    hang_up(&desk);
    logged(&desk, "these need a restart").await;
    tell(2, "five");
    read.until(&["five"]).await;

    desk.configure(&format!("{head}{}{}{}", table(0), table(1), table(2)));
    hang_up(&desk);
    tell(0, "six");
    // What was told while its feed was away still stands in the feed, and comes with its return.
    read.until(&["six", "unheard"]).await;
    let mut titles = read.titles;
    titles.sort();
    assert_eq!(titles, ["five", "four", "one", "six", "three", "two", "unheard"], "each of them once");
    assert_eq!(desk.stop().await.code(), Some(0));
    press.shutdown().await;
}

struct Read<'a> {
    desk: &'a Desk,
    cursor: Cursor,
    titles: Vec<String>,
}

impl Read<'_> {
    async fn until(&mut self, wanted: &[&str]) {
        let Read { desk, cursor, titles } = self;
        wait_until(&format!("{wanted:?}"), LIMIT, async || {
            let records = cursor.read(desk).await;
            titles.extend(records.iter().filter_map(|record| record["title"].as_str().map(str::to_owned)));
            wanted.iter().all(|title| titles.iter().any(|known| known == title)).then_some(())
        })
        .await;
    }
}
