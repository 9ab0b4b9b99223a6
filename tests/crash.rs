//! Exactly once: the worker is killed with SIGKILL at random moments, and every version is still read once, in order.
use std::time::Duration;

use newsroom::Press;

use crate::kit::consumer::Consumer;
use crate::kit::records::Cursor;
use crate::kit::rounds::{Patience, Plan, Rounds};
use crate::kit::worker::Desk;
use crate::kit::{LIMIT, broker, press};

/// How a run is sized: `WIREDESK_KILLS`, `WIREDESK_VERSIONS`, `WIREDESK_SEED` make it longer or another.
struct Size {
    kills: u64,
    versions: usize,
    seed: u64,
}

impl Size {
    fn of_environment() -> Size {
        let number = |name: &str, standard: u64| {
            std::env::var(name)
                .ok()
                .map_or(standard, |text| text.parse().unwrap_or_else(|_| panic!("{name}={text}")))
        };
        Size {
            kills: number("WIREDESK_KILLS", 20),
            versions: number("WIREDESK_VERSIONS", 2_000) as usize,
            seed: number("WIREDESK_SEED", 7),
        }
    }
}

/// Where a run reads what the worker put out.
enum Output {
    Http(Cursor),
    Kafka(Consumer),
}

impl Output {
    async fn read(&mut self, desk: &Desk) -> Vec<serde_json::Value> {
        match self {
            Output::Http(cursor) => cursor.read(desk).await,
            Output::Kafka(consumer) => consumer.read(Duration::from_millis(100)),
        }
    }
}

async fn kills(press: &Press, desk: &mut Desk, mut output: Output) {
    let size = Size::of_environment();
    let plan = Plan { versions: size.versions, revisions: 4, outstanding: 150 };
    let mut rounds = Rounds::new(press, plan, size.seed);
    let mut patience = Patience::new(LIMIT * 2);
    let mut killed = 0;
    // At random progress: the versions are cut into as many parts as there are kills, and each has one at a random place.
    let part = (size.versions as u64 / size.kills.max(1)).max(1);
    let mut next_kill = rounds.below(part) as usize;
    desk.start().await;
    while !rounds.done() {
        rounds.show();
        let records = output.read(desk).await;
        rounds.read(&records);
        if killed < size.kills && rounds.progress() >= next_kill {
            // Not only where something was just read.
            tokio::time::sleep(Duration::from_millis(rounds.below(400))).await;
            desk.kill();
            killed += 1;
            next_kill = (killed * part + rounds.below(part)) as usize;
            desk.spawn();
        }
        assert!(desk.ended().is_none(), "the worker ended by itself");
        patience.check(rounds.progress(), &rounds.oracle.missing());
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert_eq!(killed, size.kills, "every kill took place");
    // What would come twice or from nowhere has its chance now: a fresh story comes after it, within ten seconds.
    let fresh = press.publish_next().expect("the press publishes");
    rounds.oracle.shows(fresh.clone());
    let mut alive = Patience::new(Duration::from_secs(10));
    while !rounds.oracle.has_read(&fresh) {
        let records = output.read(desk).await;
        rounds.read(&records);
        alive.check(rounds.progress(), &rounds.oracle.missing());
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    rounds.oracle.judge();
}

#[tokio::test(flavor = "multi_thread")]
async fn kills_journal_only() {
    let press = press(40, 10).await;
    let mut desk = Desk::for_press(&press, "");
    kills(&press, &mut desk, Output::Http(Cursor::new("enriched"))).await;
    press.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn kills_with_kafka() {
    let press = press(40, 10).await;
    let (bootstrap, prefix) = (broker::bootstrap(), broker::prefix("kills"));
    let mut desk = Desk::for_press(&press, &broker::section(&bootstrap, &prefix));
    let consumer = Consumer::of(&bootstrap, &format!("{prefix}enriched"));
    kills(&press, &mut desk, Output::Kafka(consumer)).await;
    press.shutdown().await;
}
