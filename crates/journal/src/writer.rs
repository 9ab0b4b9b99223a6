//! The one writing connection: an OS thread that gathers jobs into commits, and answers each after its COMMIT.
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use tokio::sync::{mpsc, oneshot};

use crate::events::{BatchCommitted, BatchFailed};
use crate::ledger::{Ledger, Tail};
use crate::lock::DirLock;
use crate::notes::Noted;
use crate::{JournalError, Result, schema};

/// Jobs waiting for the thread; beyond it, callers wait.
const QUEUE: usize = 1_024;
/// A commit takes at most this many jobs, and gathers them for at most this long.
const BATCH: usize = 256;
const GATHER: Duration = Duration::from_millis(5);

/// Sends jobs to the thread. Its drop ends the thread without a clean close.
pub(crate) struct Writer {
    jobs: Option<mpsc::Sender<Job>>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

enum Job {
    Step(Step),
    Close(oneshot::Sender<Result<()>>),
}

/// Does the work in its savepoint (or not at all, when no transaction could begin), and gives what is to be called once
/// the commit is through or has failed.
type Step = Box<dyn FnOnce(Option<&mut Ledger>) -> Answer + Send>;
type Answer = Box<dyn FnOnce(Option<&JournalError>) + Send>;

impl Writer {
    pub(crate) fn start(ledger: Ledger, lock: DirLock) -> Result<Writer> {
        let (jobs, queue) = mpsc::channel(QUEUE);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build();
        let dir = ledger.config.dir.clone();
        let runtime = runtime.map_err(|e| JournalError::io("start the writer of", &dir, e))?;
        let body = move || Thread { ledger, queue, _lock: lock }.run(&runtime);
        let thread = std::thread::Builder::new().name("journal-writer".to_owned()).spawn(body);
        let thread = thread.map_err(|e| JournalError::io("start the writer of", &dir, e))?;
        Ok(Writer { jobs: Some(jobs), thread: Mutex::new(Some(thread)) })
    }

    /// Answers after COMMIT: then the work is on disk. An error means that nothing of it is.
    pub(crate) async fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Ledger) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let (step, answer) = step(work);
        self.sender()?.send(step).await.map_err(|_| JournalError::Closed)?;
        answer.await.map_err(|_| JournalError::Closed)?
    }

    /// The same for an OS thread outside the reactor.
    pub(crate) fn write_blocking<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Ledger) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let (step, answer) = step(work);
        self.sender()?.blocking_send(step).map_err(|_| JournalError::Closed)?;
        answer.blocking_recv().map_err(|_| JournalError::Closed)?
    }

    pub(crate) async fn close(&self) -> Result<()> {
        let (answer, closed) = oneshot::channel();
        self.sender()?.send(Job::Close(answer)).await.map_err(|_| JournalError::Closed)?;
        closed.await.map_err(|_| JournalError::Closed)?
    }

    /// Resolves when the thread is gone.
    pub(crate) async fn stopped(&self) {
        if let Some(jobs) = &self.jobs {
            jobs.closed().await;
        }
    }

    fn sender(&self) -> Result<&mpsc::Sender<Job>> {
        self.jobs.as_ref().ok_or(JournalError::Closed)
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.jobs = None;
        let thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(thread) = thread {
            // A panic of the thread has shown itself as `Closed` already.
            let _ = thread.join();
        }
    }
}

fn step<T: Send + 'static>(
    work: impl FnOnce(&mut Ledger) -> Result<T> + Send + 'static,
) -> (Job, oneshot::Receiver<Result<T>>) {
    let (reply, answer) = oneshot::channel();
    let step: Step = Box::new(move |ledger| {
        let outcome = ledger.map_or(Err(JournalError::Closed), |ledger| ledger.step(work));
        Box::new(move |failed| {
            // A caller that was cancelled does not listen any more.
            let _ = reply.send(match failed {
                None => outcome,
                Some(error) => Err(error.clone()),
            });
        })
    });
    (Job::Step(step), answer)
}

struct Thread {
    ledger: Ledger,
    queue: mpsc::Receiver<Job>,
    /// Dropped after the connection: whoever gets it next finds the file closed.
    _lock: DirLock,
}

enum Wake {
    Job(Job),
    /// Polls without news have waited long enough.
    Notes,
    /// All handles are gone.
    Ended,
}

impl Thread {
    fn run(mut self, runtime: &tokio::runtime::Runtime) {
        loop {
            let shared = Arc::clone(&self.ledger.shared);
            let wake = runtime.block_on(async {
                tokio::select! {
                    biased;
                    job = self.queue.recv() => job.map_or(Wake::Ended, Wake::Job),
                    () = shared.notes.due() => Wake::Notes,
                }
            });
            let close = match wake {
                Wake::Job(job) => self.batch(Some(job)),
                Wake::Notes => self.batch(None),
                Wake::Ended => break,
            };
            if let Some(answer) = close {
                let closed = self.ledger.close();
                drop(self);
                let _ = answer.send(closed);
                return;
            }
        }
    }

    /// One transaction. Gives the answer to a close that came in between.
    fn batch(&mut self, first: Option<Job>) -> Option<oneshot::Sender<Result<()>>> {
        let started = Instant::now();
        let before = self.ledger.tail.clone();
        let notes_due = self.ledger.shared.notes.are_due();
        let mut answers = Vec::new();
        let mut close = None;
        let gathered = self.gather(first, started, notes_due, &mut answers, &mut close);
        let committed = gathered.and_then(|written| self.ledger.commit_batch(&before).map(|()| written));
        match committed {
            Ok(written) => {
                if notes_due {
                    self.ledger.shared.notes.settle(&written);
                }
                self.ledger.publish_tail();
                BatchCommitted { jobs: answers.len(), took: started.elapsed() }.emit();
                answers.into_iter().for_each(|answer| answer(None));
            }
            Err(error) => {
                self.ledger.roll_back(before);
                if notes_due {
                    // Nothing of them is stored: they wait for the next time.
                    self.ledger.shared.notes.settle(&[]);
                }
                BatchFailed { error: &error }.emit();
                answers.into_iter().for_each(|answer| answer(Some(&error)));
            }
        }
        close
    }

    /// Runs what waits, each in its savepoint. An error here is one of the whole transaction.
    fn gather(
        &mut self,
        first: Option<Job>,
        started: Instant,
        notes_due: bool,
        answers: &mut Vec<Answer>,
        close: &mut Option<oneshot::Sender<Result<()>>>,
    ) -> Result<Vec<Noted>> {
        let begun = self.ledger.begin();
        let notes = |ledger: &mut Ledger| if notes_due { ledger.store_notes() } else { Ok(Vec::new()) };
        let written = begun.and_then(|()| notes(&mut self.ledger));
        let mut next = first;
        while let Some(job) = next {
            match job {
                Job::Step(step) if written.is_err() => answers.push(step(None)),
                Job::Step(step) => answers.push(step(Some(&mut self.ledger))),
                Job::Close(answer) => {
                    *close = Some(answer);
                    break;
                }
            }
            if written.is_err() || self.ledger.ended_by.is_some() {
                break;
            }
            let room = answers.len() < BATCH && started.elapsed() < GATHER;
            next = if room { self.queue.try_recv().ok() } else { None };
        }
        match self.ledger.ended_by.take() {
            Some(error) => Err(error),
            None => written,
        }
    }
}

impl Ledger {
    fn begin(&mut self) -> Result<()> {
        failpoint!("journal::begin");
        self.sql("BEGIN IMMEDIATE")
    }

    fn commit_batch(&mut self, before: &Tail) -> Result<()> {
        failpoint!("journal::commit-before", |_| Err(JournalError::simulated_full()));
        if self.tail.record_bytes != before.record_bytes {
            schema::set_meta(&self.conn, "record_bytes", &self.tail.record_bytes.to_string())?;
        }
        if self.tail.trimmed_to != before.trimmed_to {
            schema::set_meta(&self.conn, "trimmed_to", &self.tail.trimmed_to.to_string())?;
        }
        self.sql("COMMIT")?;
        failpoint!("journal::commit-after");
        Ok(())
    }

    fn roll_back(&mut self, before: Tail) {
        self.tail = before;
        if !self.conn.is_autocommit() {
            // Nothing can be done about an error here; the next BEGIN tells.
            let _ = self.sql("ROLLBACK");
        }
    }

    fn publish_tail(&self) {
        let last = self.tail.last_seq;
        self.shared.unpublished.store(self.tail.unpublished, std::sync::atomic::Ordering::Release);
        self.shared.seq.send_if_modified(|seq| std::mem::replace(seq, last) != last);
    }

    /// Marks a clean end and folds the write-ahead log in.
    fn close(&mut self) -> Result<()> {
        self.begin()?;
        let now = self.now();
        let marked = self.store_notes().and_then(|_| {
            self.sql("UPDATE pending SET in_hand = 0 WHERE in_hand = 1")?;
            schema::set_meta(&self.conn, "running", "0")?;
            schema::set_meta(&self.conn, "last_wall_at", &now.millis().to_string())?;
            self.sql("COMMIT")
        });
        if let Err(error) = marked {
            self.roll_back(self.tail.clone());
            return Err(error);
        }
        self.conn.pragma(None, "wal_checkpoint", "TRUNCATE", |_| Ok(()))?;
        Ok(())
    }
}
