//! Keeps what was fetched in WARC files: one thread writes, and what waits together is synced together.
use std::thread::JoinHandle;

use anyhow::Context;
use archive::{Capture, CaptureKind, Writer};
use fetcher::Fetched;
use model::Clock;
use model::record::ArchivePlace;
use tokio::sync::{mpsc, oneshot};

use super::events;
use crate::config;

pub use archive::CaptureKind as Kind;

/// Captures that wait for the disk; whoever brings more waits with them.
const WAITING: usize = 64;

/// A handle to the writing thread, which ends when the last handle is dropped.
pub struct Archive {
    jobs: mpsc::Sender<Job>,
    // Held so that the last files are closed before the process ends.
    thread: Option<JoinHandle<()>>,
}

struct Job {
    capture: Owned,
    answer: oneshot::Sender<Option<ArchivePlace>>,
}

/// A capture that can go to another thread; the body's bytes are shared, not copied.
struct Owned {
    url: String,
    kind: CaptureKind,
    fetched_at: model::Timestamp,
    head: fetcher::Head,
    body: bytes::Bytes,
}

impl Archive {
    /// Begins a file in the configured folder.
    ///
    /// # Errors
    /// The folder can not be written.
    pub fn open(config: &config::Archive, fetch: &fetcher::Config, clock: Clock) -> anyhow::Result<Archive> {
        let shown = config.dir.display();
        let settings = archive::Config {
            max_file: config.max_file,
            software: concat!("Wiredesk ", env!("CARGO_PKG_VERSION")).to_owned(),
            operator: fetch.contact.clone(),
            user_agent: Some(fetch.user_agent.clone()),
            ..archive::Config::new(&config.dir)
        };
        let writer = Writer::open(settings, clock).with_context(|| format!("`archive.dir` = {shown}"))?;
        for mended in writer.mended() {
            tracing::warn!(file = %mended.file, cut = mended.cut, "an archive was left open; what was torn at its end is cut off");
        }
        let (jobs, waiting) = mpsc::channel(WAITING);
        let thread =
            std::thread::Builder::new().name("archive".into()).spawn(move || write(writer, waiting))?;
        Ok(Archive { jobs, thread: Some(thread) })
    }

    /// Where the answer now lies, on the disk. `None` when it could not be kept: the article is published all the same,
    /// and says so by having no place.
    pub async fn keep(&self, fetched: &Fetched, kind: CaptureKind) -> Option<ArchivePlace> {
        let capture = Owned {
            url: fetched.url.to_string(),
            kind,
            fetched_at: fetched.fetched_at,
            head: fetched.head.as_deref()?.clone(),
            body: fetched.body.wire.clone(),
        };
        let (answer, kept) = oneshot::channel();
        self.jobs.send(Job { capture, answer }).await.ok()?;
        kept.await.ok()?
    }
}

impl Drop for Archive {
    fn drop(&mut self) {
        // The thread ends once its channel is closed.
        let (closed, _) = mpsc::channel(1);
        drop(std::mem::replace(&mut self.jobs, closed));
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            tracing::error!("the archive's thread panicked");
        }
    }
}

/// A place is told only once its bytes are synced, so that no record names what a power cut takes back.
fn write(mut writer: Writer, mut waiting: mpsc::Receiver<Job>) {
    while let Some(first) = waiting.blocking_recv() {
        let mut batch = vec![first];
        while batch.len() < WAITING
            && let Ok(job) = waiting.try_recv()
        {
            batch.push(job);
        }
        let places: Vec<Option<ArchivePlace>> =
            batch.iter().map(|job| put(&mut writer, &job.capture)).collect();
        let synced = writer.sync().inspect_err(events::archive_failed).is_ok();
        for (job, place) in batch.into_iter().zip(places) {
            // Whoever does not wait any more does not need the answer.
            let _ = job.answer.send(place.filter(|_| synced));
        }
    }
}

fn put(writer: &mut Writer, capture: &Owned) -> Option<ArchivePlace> {
    let head = &capture.head;
    let written = writer.write(&Capture {
        url: &capture.url,
        fetched_at: capture.fetched_at,
        ip: head.address,
        kind: capture.kind,
        http2: head.http2,
        status: head.status,
        reason: &head.reason,
        headers: &head.headers,
        body: &capture.body,
    });
    written.inspect_err(events::archive_failed).ok()
}
