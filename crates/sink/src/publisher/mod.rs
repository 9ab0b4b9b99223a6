//! The publisher: tails the journal's outbox into Kafka, each version in one transaction with the position behind it.
mod batch;
mod session;
mod status;
mod thread;
mod transaction;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::{Duration, Instant};

use journal::{Journal, NewRow};
use model::Clock;
use model::record::DeadLetter;
use tokio::sync::{oneshot, watch};

pub use status::{Progress, SinkStatus};

use crate::config::Config;
use crate::error::{Result, SinkError};
use crate::ownership::Owned;
use crate::patience::Patience;
use status::Board;
use thread::Worker;

/// Makes the outbox row of a dead letter, so that its key and headers are those of every other.
pub type LetterRow = Box<dyn Fn(&DeadLetter) -> serde_json::Result<NewRow> + Send>;

/// The handle of the publishing thread. Dropped, it ends the thread before its next call, as a crash would.
pub struct Publisher {
    board: Arc<Board>,
    stop: watch::Sender<Option<Instant>>,
    ended: oneshot::Receiver<()>,
}

impl Publisher {
    /// Checks the configuration and starts the thread; whether a broker is there shows in [`Publisher::status`].
    pub fn start(
        config: Config,
        journal: &Journal,
        owned: watch::Receiver<Owned>,
        letter_row: LetterRow,
        clock: Clock,
    ) -> Result<Publisher> {
        config.check()?;
        let board = Arc::new(Board::new(clock));
        let (stop, stop_wish) = watch::channel(None);
        let (tell_end, ended) = oneshot::channel();
        let worker =
            Worker::new(config, journal, owned, letter_row, board.clone(), Patience::new(stop_wish)?);
        let thread_board = board.clone();
        std::thread::Builder::new().name("publisher".into()).spawn(move || {
            // A panic is a bug, but the worker must hear of it: its status would stay as it was.
            if catch_unwind(AssertUnwindSafe(|| worker.run())).is_err() {
                thread_board.stopped(Some(&SinkError::Panicked));
            }
            let _ = tell_end.send(()); // nobody may be waiting
        })?;
        Ok(Publisher { board, stop, ended })
    }

    /// A worker without a group: everything is its own.
    pub fn owns_all() -> watch::Receiver<Owned> {
        watch::channel(Owned::All).1
    }

    pub fn status(&self) -> watch::Receiver<SinkStatus> {
        self.board.status()
    }

    pub fn progress(&self) -> watch::Receiver<Progress> {
        self.board.watch_progress()
    }

    /// Ends the transaction in hand and then the thread; `false` if that took longer than `limit`. What is not
    /// published stays in the journal.
    pub async fn stop(self, limit: Duration) -> bool {
        self.stop.send_replace(Some(Instant::now() + limit));
        tokio::time::timeout(limit, self.ended).await.is_ok_and(|ended| ended.is_ok())
    }
}
