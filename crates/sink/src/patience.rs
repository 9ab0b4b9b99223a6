//! How long the publisher's thread waits, and what ends its waits.
use std::future::Future;
use std::time::{Duration, Instant};

use rdkafka::error::KafkaResult;
use tokio::runtime::{Builder, Runtime};
use tokio::sync::watch;

use crate::verdict::Verdict;

/// The pause between two tries of a call that only needs time.
const TRY_AGAIN: Duration = Duration::from_millis(100);

/// A small runtime of the thread's own, so that its waits depend on nobody else's reactor, and the wish to stop.
pub(crate) struct Patience {
    runtime: Runtime,
    stop: watch::Receiver<Option<Instant>>,
}

impl Patience {
    pub(crate) fn new(stop: watch::Receiver<Option<Instant>>) -> std::io::Result<Self> {
        Ok(Patience { runtime: Builder::new_current_thread().enable_time().build()?, stop })
    }

    pub(crate) fn block_on<T>(&self, future: impl Future<Output = T>) -> T {
        self.runtime.block_on(future)
    }

    /// Whether the publisher was asked to stop: it then ends the transaction in hand and begins no other.
    pub(crate) fn stop_asked(&self) -> bool {
        self.stop.borrow().is_some() || self.stop.has_changed().is_err()
    }

    /// Whether there is no time left even for the transaction in hand.
    pub(crate) fn is_over(&self) -> bool {
        match *self.stop.borrow() {
            Some(deadline) => Instant::now() >= deadline,
            None => self.stop.has_changed().is_err(), // the handle is gone: nobody waits
        }
    }

    /// Waits for `event`, at most so long; a wish to stop ends it.
    pub(crate) fn wait(&self, limit: Duration, event: impl Future<Output = ()>) {
        let mut stop = self.stop.clone();
        self.runtime.block_on(async {
            tokio::select! {
                () = event => {}
                _ = stop.wait_for(Option::is_some) => {}
                () = tokio::time::sleep(limit) => {}
            }
        });
    }

    pub(crate) fn pause(&self, limit: Duration) {
        self.wait(limit, std::future::pending());
    }

    /// Makes a call again while all that it needs is time, and there is some.
    pub(crate) fn persist<T>(
        &self,
        limit: Duration,
        mut call: impl FnMut() -> KafkaResult<T>,
    ) -> KafkaResult<T> {
        let began = Instant::now();
        loop {
            match call() {
                Err(error)
                    if Verdict::of(&error) == Verdict::Retry
                        && began.elapsed() < limit
                        && !self.is_over() =>
                {
                    std::thread::sleep(TRY_AGAIN);
                }
                outcome => return outcome,
            }
        }
    }
}
