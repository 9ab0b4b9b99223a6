//! What the tests share: a worker as a process, a press, an oracle that knows what must arrive, and bounded waiting.
pub mod broker;
pub mod consumer;
pub mod oracle;
pub mod records;
pub mod rounds;
pub mod schema;
pub mod titles;
pub mod worker;

use std::time::{Duration, Instant};

/// Waits until `probe` gives something, and panics with `what` after `limit`. The only way in which tests wait.
pub async fn wait_until<T>(what: &str, limit: Duration, mut probe: impl AsyncFnMut() -> Option<T>) -> T {
    let began = Instant::now();
    loop {
        if let Some(found) = probe().await {
            return found;
        }
        assert!(began.elapsed() < limit, "waited {limit:?} in vain: {what}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// Generous: these machines are shared. It bounds a failure, it is no measurement.
pub const LIMIT: Duration = Duration::from_secs(120);

/// A port that is free now.
pub fn free_port() -> u16 {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.local_addr().expect("its address").port()
}

/// A press that shows only what a test publishes.
pub async fn press(feeds: usize, domains: usize) -> newsroom::Press {
    let mut config = newsroom::Config::test(feeds, domains);
    config.newest = 400;
    newsroom::Press::start(config).await.expect("the press starts")
}
