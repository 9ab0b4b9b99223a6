//! SIGHUP: feeds come, go and change under load; a configuration with mistakes, or one that needs a restart, changes nothing.
use std::process::Command;

use crate::kit::titles::{Titles, story};
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
    let mut read = Titles::new();
    let tell = |index: usize, title: &str| {
        press.publish(&[feeds[index].id.as_str()], story(title)).expect("published");
    };
    tell(0, "one");
    tell(1, "two");
    read.until(&desk, &["one", "two"]).await;

    desk.configure(&format!("{head}{}{}", table(1), table(2)));
    hang_up(&desk);
    logged(&desk, "configuration reloaded").await;
    tell(2, "three");
    tell(0, "unheard");
    tell(1, "four");
    read.until(&desk, &["three", "four"]).await;
    assert!(!read.seen().contains(&"unheard"), "a feed that is gone is not polled");

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
    read.until(&desk, &["five"]).await;

    desk.configure(&format!("{head}{}{}{}", table(0), table(1), table(2)));
    hang_up(&desk);
    tell(0, "six");
    // What was told while its feed was away still stands in the feed, and comes with its return.
    read.until(&desk, &["six", "unheard"]).await;
    let mut titles = read.seen();
    titles.sort();
    assert_eq!(titles, ["five", "four", "one", "six", "three", "two", "unheard"], "each of them once");
    assert_eq!(desk.stop().await.code(), Some(0));
    press.shutdown().await;
}
