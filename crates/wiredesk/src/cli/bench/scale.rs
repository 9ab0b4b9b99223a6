//! Many feeds in one worker: how fast it starts, what memory a feed takes, and how late polls are.
use std::collections::HashMap;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use journal::Journal;
use model::{Hash64, Timestamp};
use newsroom::{Crowd, Manner};

use super::polls::{Arguments, Plan};
use super::worker::Worker;
use super::{percentile, tell};
use crate::cli::run::clock;

/// After a start, before anything is measured.
const SETTLE: Duration = Duration::from_secs(10);
/// Feeds are spread over their interval from this moment on, so that the worker has started when the first is due.
const AHEAD: Duration = Duration::from_secs(60);
const BODY: usize = 4_000;

pub async fn measure(arguments: &Arguments, dir: &Path) -> Result<()> {
    let feeds = arguments.feeds.max(1);
    let delay = Duration::from_millis(arguments.delay);
    let crowd = Crowd::start(feeds, BODY, Manner { delay, ..Manner::default() }).await?;
    let interval =
        Duration::from_secs_f64(f64::from(feeds) / f64::from(arguments.rate)).max(Duration::from_secs(2));
    tell(format_args!(
        "{feeds} feeds, each on a domain of its own, polled every {:.0} s ({} polls/s); they answer after {} ms",
        interval.as_secs_f64(),
        arguments.rate,
        arguments.delay
    ))?;
    // Four times what is under way on average.
    let in_flight = (f64::from(arguments.rate) * delay.as_secs_f64() * 4.0) as u32;
    let plan = |feeds| Plan {
        crowd: &crowd,
        feeds,
        // A stored due time is never further away than the longest interval.
        interval: (interval, interval + AHEAD),
        polls_in_flight: in_flight.clamp(64, 10_000),
        spacing: Duration::from_secs(1),
    };
    let one = memory_of_one(&plan(1).write(dir, "one")?).await?;
    let config = plan(feeds).write(dir, "many")?;
    first_round(&crowd, &config, feeds).await?;
    let due = spread(&dir.join("many"), interval).await?;
    steady(arguments, &crowd, &config, &due, one).await?;
    crowd.shutdown().await;
    Ok(())
}

async fn memory_of_one(config: &Path) -> Result<u64> {
    let worker = Worker::start(config)?;
    tokio::time::sleep(SETTLE).await;
    let memory = worker.memory()?;
    worker.stop().await?;
    Ok(memory)
}

/// An empty journal: every feed is due at once.
async fn first_round(crowd: &Crowd, config: &Path, feeds: u32) -> Result<()> {
    crowd.take_arrivals();
    let worker = Worker::start(config)?;
    let (began, cpu) = (Instant::now(), worker.cpu_seconds()?);
    let mut arrived = 0;
    while arrived < feeds as usize {
        tokio::time::sleep(Duration::from_millis(100)).await;
        arrived += crowd.take_arrivals().len();
        ensure!(
            began.elapsed() < Duration::from_secs(900),
            "only {arrived} feeds were polled in a quarter of an hour"
        );
    }
    let took = began.elapsed().as_secs_f64();
    tell(format_args!(
        "  first start {:.1} s ({:.1} s of CPU)\n  first round {took:.0} s: {:.0} polls/s, {:.0} µs of CPU a poll \
         (a new connection, a name looked up, a body read and stored); peak memory {} MiB",
        worker.started_in.as_secs_f64(),
        worker.started_cpu,
        f64::from(feeds) / took,
        (worker.cpu_seconds()? - cpu) * 1e6 / f64::from(feeds),
        worker.peak_memory()? >> 20,
    ))?;
    worker.stop().await
}

/// Spreads the due times by chance over one interval, as they are after a day of polling.
async fn spread(data_dir: &Path, interval: Duration) -> Result<HashMap<u32, Timestamp>> {
    let journal = Journal::open(journal::Config::new(data_dir), clock())?;
    let begin = clock().now().plus(AHEAD);
    let mut due = HashMap::new();
    for mut state in journal.feeds().await? {
        let number = state.id.as_str().trim_start_matches('f').parse().context("a feed of the crowd")?;
        let share = (Hash64::of([state.id.as_str()]).0 >> 11) as f64 / (1u64 << 53) as f64;
        state.next_poll_at = begin.plus(interval.mul_f64(share));
        due.insert(number, state.next_poll_at);
        journal.note_poll(state);
    }
    journal.checkpoint_and_close().await?;
    Ok(due)
}

/// A worker that knows all feeds, at the pace that was asked for.
async fn steady(
    arguments: &Arguments,
    crowd: &Crowd,
    config: &Path,
    due: &HashMap<u32, Timestamp>,
    one: u64,
) -> Result<()> {
    let worker = Worker::start(config)?;
    let first = due.values().min().copied().unwrap_or_default();
    ensure!(first > clock().now(), "the machine is too busy: feeds were due before their worker had started");
    tokio::time::sleep(first.since(clock().now()).saturating_sub(Duration::from_secs(1))).await;
    let (memory, peak) = (worker.memory()?, worker.peak_memory()?);
    tell(format_args!(
        "  start with {} states {:.1} s ({:.1} s of CPU)\n  memory before the first poll {} MiB, with one feed {} MiB: \
         {} bytes a feed; peak {} MiB",
        due.len(),
        worker.started_in.as_secs_f64(),
        worker.started_cpu,
        memory >> 20,
        one >> 20,
        memory.saturating_sub(one) / due.len().max(1) as u64,
        peak >> 20,
    ))?;
    tokio::time::sleep(SETTLE).await;
    crowd.take_arrivals();
    let (began, cpu, written) = (Instant::now(), worker.cpu_seconds()?, worker.written()?);
    let mut descriptors = 0;
    while began.elapsed() < Duration::from_secs(arguments.seconds) {
        tokio::time::sleep(Duration::from_secs(1)).await;
        descriptors = descriptors.max(worker.descriptors()?);
    }
    let (seconds, cpu) = (began.elapsed().as_secs_f64(), worker.cpu_seconds()? - cpu);
    let arrivals = crowd.take_arrivals();
    let mut late: Vec<f64> = arrivals
        .iter()
        .filter_map(|arrival| Some((arrival.at - due.get(&arrival.feed)?.millis()) as f64))
        .collect();
    late.sort_by(f64::total_cmp);
    let (polls, memory) = (arrivals.len().max(1) as f64, worker.memory()?);
    tell(format_args!(
        "  {:.0} polls/s, {:.0} µs of CPU a poll (304 on a new connection, a name looked up), {:.0} bytes to the disk a poll\n  \
         memory {} MiB: {} bytes a feed, connections and caches among them; {descriptors} descriptors\n  \
         due to request: p50 {:.0} ms, p99 {:.0} ms, latest {:.0} ms",
        arrivals.len() as f64 / seconds,
        cpu * 1e6 / polls,
        (worker.written()? - written) as f64 / polls,
        memory >> 20,
        memory.saturating_sub(one) / due.len().max(1) as u64,
        percentile(&late, 0.50),
        percentile(&late, 0.99),
        percentile(&late, 1.0),
    ))?;
    worker.stop().await
}
