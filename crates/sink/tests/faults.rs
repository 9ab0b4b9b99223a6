//! The publisher dies at each step of a transaction; the next one publishes each version once. A target of its own, because
//! failpoints are global in a process.
#![forbid(unsafe_code)]

#[path = "broker/kit.rs"]
#[allow(dead_code)]
mod kit;

use kit::{Desk, check_stories, stopped};

#[tokio::test(flavor = "multi_thread")]
async fn once_wherever_it_dies() {
    let mut desk = Desk::open().await;
    let mut config = desk.config();
    config.batch_rows = 10;
    let mut number = 0;
    for point in ["sink::produce", "sink::offsets", "sink::kafka-commit", "sink::acknowledge"] {
        for survived in 0..3 {
            fail::cfg(point, &format!("{survived}*off->1*panic(a crash at {point})->off"))
                .expect("a failpoint");
            desk.commit_stories(number..number + 20).await;
            number += 20;
            let publisher = desk.publisher(config.clone());
            assert!(stopped(&publisher).await.contains("panicked"), "{point}");
            fail::remove(point);
        }
    }
    desk.publish_all(config.clone()).await;
    check_stories(&config, 0..number);
}
