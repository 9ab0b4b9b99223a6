//! The bounded pool for parsing, extraction and enrichment: never on the reactor, and a panic is an outcome.
use std::any::Any;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::sync::Semaphore;

/// At most as many jobs at once as there are permits; the runtime's blocking threads have stacks of 8 MiB.
#[derive(Clone, Debug)]
pub struct CpuPool {
    permits: Arc<Semaphore>,
    size: usize,
    waiting: Arc<AtomicUsize>,
}

#[derive(Debug, thiserror::Error)]
pub enum CpuError {
    /// A bug of ours that one input found: its item becomes a dead letter at once.
    #[error("panicked: {0}")]
    Panicked(String),
    #[error("the pool is closed")]
    Closed,
}

impl CpuPool {
    /// `threads` = 0: one for each core.
    pub fn new(threads: usize) -> Self {
        let cores = std::thread::available_parallelism().map_or(1, |cores| cores.get());
        let size = if threads == 0 { cores } else { threads };
        CpuPool { permits: Arc::new(Semaphore::new(size)), size, waiting: Arc::default() }
    }

    /// Jobs at once.
    pub fn size(&self) -> usize {
        self.size
    }

    /// Jobs that wait for their turn.
    pub fn waiting(&self) -> usize {
        self.waiting.load(Ordering::Relaxed)
    }

    /// Runs a job to its end. A job that has begun is not cancelled by dropping the future.
    pub async fn run<T: Send + 'static>(
        &self,
        job: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, CpuError> {
        let turn = Turn::wait(&self.waiting);
        let permit = self.permits.clone().acquire_owned().await.map_err(|_| CpuError::Closed)?;
        drop(turn);
        let done = tokio::task::spawn_blocking(move || {
            let out = job();
            drop(permit);
            out
        });
        done.await.map_err(|error| match error.try_into_panic() {
            Ok(panic) => CpuError::Panicked(panic_text(panic.as_ref())),
            Err(_) => CpuError::Closed,
        })
    }
}

/// Counts a job as waiting for as long as it lives, also when the wait is given up.
struct Turn<'a>(&'a AtomicUsize);

impl<'a> Turn<'a> {
    fn wait(waiting: &'a AtomicUsize) -> Turn<'a> {
        waiting.fetch_add(1, Ordering::Relaxed);
        Turn(waiting)
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

fn panic_text(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_else(|| "no message".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_panic_is_an_outcome_and_gives_its_permit_back() {
        let pool = CpuPool::new(1);
        for _ in 0..3 {
            let outcome = pool.run(|| panic!("bad {}", "input")).await;
            assert!(matches!(outcome, Err::<(), _>(CpuError::Panicked(text)) if text == "bad input"));
        }
        assert_eq!(pool.run(|| 7).await.ok(), Some(7));
    }
}
