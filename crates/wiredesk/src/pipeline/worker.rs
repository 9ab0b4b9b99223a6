//! A worker: opens the desk, runs its tasks under supervision, and stops them in order.
use std::future::Future;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow};
use fetcher::Fetcher;
use journal::{Journal, JournalError};
use metrics_exporter_prometheus::PrometheusHandle;
use model::Clock;
use model::record::DeadLetter;
use sink::Publisher;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use super::archive::Archive;
use super::desk::{Desk, Parts};
use super::import::Import;
use super::verdict::{self, Verdict};
use super::{descriptors, floor, import, poll, push, records, shutdown};
use crate::config::{Config, Kafka};
use crate::http;

/// A stop takes at most this long for CPU work and commits, and as long again for the publisher.
const GRACE: Duration = Duration::from_secs(4);
const RETENTION: Duration = Duration::from_secs(60);
const REVISITS: Duration = Duration::from_secs(5);
/// Checked this often whether the outbox has room.
const PRESSURE: Duration = Duration::from_millis(500);

/// Reads and checks the configuration once more; the error is every mistake, rendered.
pub type Again = Box<dyn Fn() -> std::result::Result<Config, String> + Send>;

/// What a worker is started with.
pub struct Start {
    pub config: Config,
    pub clock: Clock,
    pub metrics: PrometheusHandle,
    /// Cancelled when the worker shall stop.
    pub asked: CancellationToken,
    /// Reads the configuration again, for SIGHUP; `None` where there is no file.
    pub again: Option<Again>,
    /// Told where the page listens, once it does.
    pub listening: Box<dyn FnOnce(SocketAddr) + Send>,
    pub work: Work,
}

/// What a worker works on.
pub enum Work {
    /// Its feeds, until it is asked to stop.
    Feeds,
    /// The pages of WARC files, until they are published.
    Import(Import),
}

/// Runs until it is asked to stop.
///
/// # Errors
/// What keeps a worker from starting, and a task that ended unasked.
pub async fn run(start: Start) -> Result<()> {
    let Start { config, clock, metrics, asked, again, listening, work } = start;
    enough_descriptors(&config);
    let journal = open_journal(&config, clock)?;
    let publisher = match config.kafka.as_ref() {
        Some(kafka) => Some(publisher(kafka, &journal, clock)?),
        None => None,
    };
    let archive = match config.archive.as_ref() {
        Some(archive) => Some(Archive::open(archive, &config.fetch, clock)?),
        None => None,
    };
    let parts = Parts {
        archive,
        fetcher: Fetcher::new(config.fetch.clone(), clock).context("building the HTTP client")?,
        enricher: Arc::new(config.enrich.open()?),
        sink: publisher.as_ref().map(Publisher::status),
        journal: journal.clone(),
        config,
        clock,
    };
    let desk = Arc::new(Desk::open(parts).await.context("opening the feeds' states")?);
    let server = http::Server::bind(desk.clone(), metrics).await?;
    listening(server.address());

    let mut tasks = JoinSet::new();
    let closing = CancellationToken::new();
    supervise(&mut tasks, "http", server.serve(closing.clone()));
    supervise(&mut tasks, "items", floor::run(desk.clone()));
    match work {
        Work::Feeds => {
            supervise(&mut tasks, "polls", polls(desk.clone()));
            supervise(&mut tasks, "revisits", revisits(desk.clone()));
            supervise(&mut tasks, "hubs", push::run(desk.clone()));
        }
        Work::Import(import) => {
            supervise(&mut tasks, "import", import::run(desk.clone(), import, asked.clone()));
        }
    }
    supervise(&mut tasks, "retention", retention(desk.clone()));
    supervise(&mut tasks, "pressure", pressure(desk.clone()));
    if let Some(again) = again {
        supervise(&mut tasks, "reload", reloads(desk.clone(), again));
    }
    let writer = desk.journal.clone();
    let ended = tokio::select! {
        () = asked.cancelled() => Ok(()),
        Some(done) = tasks.join_next() => Err(unasked(done)),
        () = writer.stopped() => Err(anyhow!("the journal's writer ended unasked")),
    };
    stop(&desk, publisher, tasks, closing).await.and(ended)
}

fn enough_descriptors(config: &Config) {
    let worker = &config.worker;
    let needed = descriptors::needed(worker.polls_in_flight, worker.items_in_flight, config.fetch.max_idle);
    if let Some(limit) = descriptors::raise().filter(|limit| *limit < needed) {
        tracing::warn!(
            limit,
            needed,
            "the system gives few descriptors; raise the limit (ulimit -n), or lower worker.polls_in_flight"
        );
    }
}

fn publisher(kafka: &Kafka, journal: &Journal, clock: Clock) -> Result<Publisher> {
    journal.set_sink_present(true);
    let id = journal.id().to_string();
    let letter = Box::new(move |letter: &DeadLetter| records::dead_letter(letter, &id));
    Publisher::start(kafka.to_sink(), journal, Publisher::owns_all(), letter, clock)
        .context("starting the publisher")
}

fn open_journal(config: &Config, clock: Clock) -> Result<Journal> {
    let mut kept = journal::Config::new(&config.worker.data_dir);
    kept.max_age = config.journal.max_age;
    kept.max_bytes = config.journal.max_size;
    kept.remember = config.journal.remember;
    let shown = config.worker.data_dir.display();
    Journal::open(kept, clock).with_context(|| format!("opening the journal in {shown}"))
}

type Tasks = JoinSet<(&'static str, Result<()>)>;

fn supervise(tasks: &mut Tasks, name: &'static str, task: impl Future<Output = Result<()>> + Send + 'static) {
    tasks.spawn(async move { (name, task.await) });
}

fn unasked(done: Result<(&'static str, Result<()>), tokio::task::JoinError>) -> anyhow::Error {
    match done {
        Ok((name, Ok(()))) => anyhow!("the task `{name}` ended unasked"),
        Ok((name, Err(error))) => error.context(format!("the task `{name}` failed")),
        Err(error) => anyhow!(error).context("a task panicked"),
    }
}

/// Due queue closed → requests cancelled → CPU and commits end → publisher ends its transaction → journal, HTTP closed.
async fn stop(
    desk: &Desk,
    publisher: Option<Publisher>,
    mut tasks: Tasks,
    closing: CancellationToken,
) -> Result<()> {
    let began = Instant::now();
    desk.due.close();
    desk.stopping.cancel();
    let unfinished = tokio::time::timeout(GRACE, async {
        // All but the HTTP server end by themselves.
        while tasks.len() > 1 {
            match tasks.join_next().await {
                Some(Ok((name, Err(error)))) => {
                    tracing::error!(task = name, error = %format!("{error:#}"), "task failed")
                }
                Some(_) => {}
                None => break,
            }
        }
    });
    if unfinished.await.is_err() {
        tracing::warn!("work in hand did not end in time; its items stay pending");
    }
    if let Some(publisher) = publisher {
        publisher.stop(GRACE).await;
    }
    let closed = desk.journal.checkpoint_and_close().await;
    closing.cancel();
    let _ =
        tokio::time::timeout(Duration::from_secs(1), async { while tasks.join_next().await.is_some() {} })
            .await;
    tracing::info!(took = ?began.elapsed(), "stopped");
    closed.context("closing the journal")
}

/// Due feeds, at most `polls_in_flight` at once.
async fn polls(desk: Arc<Desk>) -> Result<()> {
    let permits = Arc::new(Semaphore::new(desk.config().worker.polls_in_flight));
    let mut polls = JoinSet::new();
    loop {
        let permit = permits.clone().acquire_owned().await?;
        let Some(id) = desk.due.next().await else { break };
        let desk = desk.clone();
        polls.spawn(async move {
            let _permit = permit;
            let polled = poll::poll(&desk, &id).await;
            if polled.is_err()
                && let Some((_, state)) = desk.feed(&id)
            {
                desk.due.insert(id, desk.clock.now().plus(REVISITS).max(state.next_poll_at));
            }
            polled
        });
        while let Some(done) = polls.try_join_next() {
            survived(done?)?;
        }
    }
    while let Some(done) = polls.join_next().await {
        survived(done?)?;
    }
    Ok(())
}

/// A journal without room loses this poll and nothing else; any other refusal ends the worker.
fn survived(done: Result<(), JournalError>) -> Result<()> {
    match done {
        Err(error) if verdict::of_journal(error.kind()) == Verdict::Retry => {
            tracing::error!(error = %crate::report::chain(&error), "journal full; the feed is polled again later");
            Ok(())
        }
        other => Ok(other?),
    }
}

/// Articles whose page is due to be looked at again become pending.
async fn revisits(desk: Arc<Desk>) -> Result<()> {
    while sleep(&desk, REVISITS).await {
        // The floor picks them up from `pending`; what is handed out here is given back at once.
        drop(desk.journal.revisit_due(desk.clock.now(), 256).await?);
    }
    Ok(())
}

async fn retention(desk: Arc<Desk>) -> Result<()> {
    let started = Instant::now();
    while sleep(&desk, RETENTION).await {
        let kept = desk.journal.retain(desk.clock.now(), started.elapsed()).await?;
        tracing::debug!(?kept, "retention");
    }
    Ok(())
}

/// With the outbox full of what Kafka has not taken, the due queue hands out nothing.
async fn pressure(desk: Arc<Desk>) -> Result<()> {
    let most = desk.config().kafka.as_ref().map_or(u64::MAX, |kafka| kafka.max_outbox);
    while sleep(&desk, PRESSURE).await {
        let unpublished = desk.journal.unpublished_bytes();
        metrics::gauge!("wiredesk_outbox_unpublished_bytes").set(unpublished as f64);
        let full = unpublished > most;
        if desk.outbox_full.swap(full, Ordering::Relaxed) != full {
            if full {
                tracing::warn!(unpublished, most, "outbox full, polling waits for kafka");
                desk.due.pause();
            } else {
                tracing::info!("outbox has room, polling goes on");
                desk.due.resume();
            }
        }
    }
    Ok(())
}

/// Each SIGHUP reads the configuration again: validated first, applied whole or not at all.
async fn reloads(desk: Arc<Desk>, again: Again) -> Result<()> {
    let mut hangups = shutdown::hangups()?;
    loop {
        tokio::select! {
            _ = hangups.recv() => {}
            () = desk.stopping.cancelled() => return Ok(()),
        }
        let config = match again() {
            Ok(config) => config,
            Err(mistakes) => {
                tracing::error!("the configuration has mistakes, the old one stays\n{mistakes}");
                continue;
            }
        };
        let before = desk.config();
        let fixed = before.needs_restart(&config);
        if !fixed.is_empty() {
            tracing::error!(settings = fixed.join(", "), "these need a restart; the old configuration stays");
            continue;
        }
        let done = desk.reload(config).await?;
        tracing::info!(
            added = done.added,
            changed = done.changed,
            removed = done.removed,
            "configuration reloaded"
        );
    }
}

/// `false` when the desk stops.
async fn sleep(desk: &Desk, time: Duration) -> bool {
    tokio::select! {
        () = tokio::time::sleep(time) => true,
        () = desk.stopping.cancelled() => false,
    }
}
