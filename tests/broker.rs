//! Brokers that go away: polling goes on, readiness says so, and everything arrives afterwards, once.
use std::time::{Duration, Instant};

use crate::kit::broker::{self, Node};
use crate::kit::consumer::Consumer;
use crate::kit::rounds::{Patience, Plan, Rounds};
use crate::kit::worker::Desk;
use crate::kit::{LIMIT, press, wait_until};

/// How long the broker is away: the minute.
const AWAY: Duration = Duration::from_secs(60);

async fn readiness(desk: &Desk) -> String {
    desk.json("/readyz")
        .await
        .and_then(|state| state["status"].as_str().map(str::to_owned))
        .unwrap_or_default()
}

#[tokio::test(flavor = "multi_thread")]
async fn broker_away() {
    let node = Node::start();
    let press = press(8, 4).await;
    let mut desk = Desk::for_press(&press, &broker::section(&node.bootstrap, "away."));
    desk.start().await;
    let mut consumer = Consumer::of(&node.bootstrap, "away.enriched");
    let mut rounds = Rounds::new(&press, Plan { versions: 120, revisions: 1, outstanding: 120 }, 3);
    wait_until("the worker is ready", LIMIT, async || (readiness(&desk).await == "ready").then_some(()))
        .await;

    node.stop();
    let stopped = Instant::now();
    rounds.show();
    wait_until("the worker says that it is degraded", LIMIT, async || {
        (readiness(&desk).await == "degraded").then_some(())
    })
    .await;
    let polls = desk.metric("wiredesk_polls_total", "").await;
    wait_until("polling goes on without a broker", LIMIT, async || {
        let committed = desk.metric("wiredesk_versions_total", "").await;
        let polled = desk.metric("wiredesk_polls_total", "").await;
        (committed >= 120.0 && polled > polls).then_some(())
    })
    .await;
    tokio::time::sleep(AWAY.saturating_sub(stopped.elapsed())).await;
    assert_eq!(readiness(&desk).await, "degraded");
    assert_eq!(desk.ask("/healthz").await.map(|(status, _)| status), Some(200), "it lives all the same");

    node.go_on();
    let mut patience = Patience::new(LIMIT);
    while !rounds.done() {
        rounds.read(&consumer.read(Duration::from_millis(200)));
        patience.check(rounds.progress(), &rounds.oracle.missing());
    }
    rounds.read(&consumer.read(Duration::from_secs(2)));
    rounds.oracle.judge();
    wait_until("the worker is ready again", LIMIT, async || {
        (readiness(&desk).await == "ready").then_some(())
    })
    .await;
    assert_eq!(desk.stop().await.code(), Some(0));
    press.shutdown().await;
}
