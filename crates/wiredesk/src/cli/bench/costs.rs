//! What one poll costs the worker, by what the server answers.
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::Result;
use newsroom::{Crowd, Manner};

use super::polls::{Arguments, Plan};
use super::tell;
use super::worker::Worker;

/// The first round, and until polls have drifted apart.
const WARM: Duration = Duration::from_secs(10);
const BODY: usize = 60_000;

/// Fewer servers than a worker keeps connections to.
const FEEDS: u32 = 200;
/// Fewer feeds than polls in flight, so that none waits for a place.
const FAST_FEEDS: u32 = 48;
const FAST: Duration = Duration::from_millis(1);

struct Case {
    name: &'static str,
    manner: Manner,
    /// As fast as it goes, instead of the pace that was asked for.
    fast: bool,
}

pub async fn measure(arguments: &Arguments, dir: &Path) -> Result<()> {
    let crowd = Crowd::start(u32::MAX, BODY, Manner::default()).await?;
    tell(format_args!(
        "a poll, with bodies of {} KB (each fiftieth is unconditional)",
        crowd.body_bytes() / 1_000
    ))?;
    let pace = Duration::from_secs_f64(f64::from(FEEDS) / f64::from(arguments.rate));
    for (number, case) in cases().iter().enumerate() {
        crowd.set_manner(case.manner);
        let plan = Plan {
            crowd: &crowd,
            feeds: if case.fast { FAST_FEEDS } else { FEEDS },
            interval: if case.fast { (FAST, FAST) } else { (pace, pace) },
            polls_in_flight: 64,
            spacing: Duration::ZERO,
        };
        let worker = Worker::start(&plan.write(dir, &format!("case-{number}"))?)?;
        tokio::time::sleep(WARM).await;
        crowd.take_arrivals();
        let (began, cpu) = (Instant::now(), worker.cpu_seconds()?);
        tokio::time::sleep(Duration::from_secs(arguments.seconds)).await;
        let (seconds, cpu) = (began.elapsed().as_secs_f64(), worker.cpu_seconds()? - cpu);
        let arrivals = crowd.take_arrivals();
        let not_modified = arrivals.iter().filter(|arrival| arrival.status == 304).count();
        let polls = arrivals.len().max(1) as f64;
        tell(format_args!(
            "  {}: {:.0} µs of CPU at {:.0} polls/s ({:.0} % of them 304)",
            case.name,
            cpu * 1e6 / polls,
            polls / seconds,
            not_modified as f64 * 100.0 / polls,
        ))?;
        worker.stop().await?;
    }
    crowd.shutdown().await;
    Ok(())
}

fn cases() -> [Case; 6] {
    let kept = Manner::default();
    let paced = |name, manner| Case { name, manner, fast: false };
    let fast = |name, manner| Case { name, manner, fast: true };
    [
        paced("304 on a kept connection", kept),
        paced("304 on a new connection", Manner { keep_alive: false, ..kept }),
        paced("200 and equal bytes", Manner { validators: false, ..kept }),
        paced("200, read, nothing new", Manner { changing: 1.0, ..kept }),
        fast("304 on a kept connection, as fast as it goes", kept),
        fast("200, read, nothing new, as fast as it goes", Manner { changing: 1.0, ..kept }),
    ]
}
