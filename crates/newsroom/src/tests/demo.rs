//! The demo's script: what stands there at once, what follows, and a restart in its middle.
use std::time::Duration;

use super::client::{elements, get};
use crate::{Config, Format, Press, Shown};

fn quick(dir: Option<&std::path::Path>) -> Config {
    let pace = Duration::from_millis(1);
    Config { pace, later_pace: pace, data_dir: dir.map(Into::into), ..Config::demo() }
}

/// Waits until so many versions were shown.
async fn until_shown(press: &Press, count: usize) -> Vec<Shown> {
    let waited = tokio::time::timeout(Duration::from_secs(20), async {
        while press.ledger_since(count - 1).is_empty() {
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    });
    waited.await.expect("the script goes on");
    press.ledger()
}

#[tokio::test]
async fn a_restart_goes_on_where_it_stopped() {
    let dir = tempfile::tempdir().unwrap();
    let first = Press::start(quick(Some(dir.path()))).await.unwrap();
    until_shown(&first, 90).await;
    first.shutdown().await;
    let before = first.ledger();
    let ports = (first.http_addr(), first.dns_addr());
    drop(first);

    let slow = Config {
        pace: Duration::from_secs(3600),
        later_pace: Duration::from_secs(3600),
        ..quick(Some(dir.path()))
    };
    let second = Press::start(slow).await.unwrap();
    assert_eq!((second.http_addr(), second.dns_addr()), ports);
    let after = second.ledger();
    assert_eq!(after.len(), before.len());
    for (was, is) in before.iter().zip(&after) {
        assert_eq!((&was.url, was.revision, was.at, &was.story), (&is.url, is.revision, is.at, &is.story));
    }
    second.shutdown().await;
}

#[tokio::test]
async fn the_first_stories_stand_there_at_once() {
    let press = Press::start(Config::demo()).await.unwrap();
    assert_eq!(press.ledger().len(), 7);
    for feed in press.feeds() {
        let reply = get(&press, &feed.url, &[]).await;
        assert_eq!(reply.status, 200);
        if feed.format == Format::Json {
            serde_json::from_slice::<serde_json::Value>(&reply.body).unwrap();
        } else {
            elements(reply.text());
        }
    }
}
