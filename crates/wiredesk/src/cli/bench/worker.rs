//! A worker in a process of its own, and what Linux says of it: processor time, memory, descriptors.
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};

/// The real `wiredesk run`. Dropping it ends the process at once.
pub struct Worker {
    child: Child,
    /// Reads the worker's log; ends with it.
    log: Option<JoinHandle<()>>,
    /// From the start of the process until it listens.
    pub started_in: Duration,
    /// Processor time until then.
    pub started_cpu: f64,
}

const LONGEST_START: Duration = Duration::from_secs(120);
const LONGEST_STOP: Duration = Duration::from_secs(20);

impl Worker {
    /// Starts the worker and waits until it listens; its polls begin then.
    pub fn start(config: &Path) -> Result<Worker> {
        let began = Instant::now();
        let mut child = Command::new(std::env::current_exe()?)
            .args(["run", "-c"])
            .arg(config)
            .env_remove("WIREDESK_LOG")
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .context("starting a worker")?;
        let log = child.stderr.take().context("the worker's log")?;
        let mut worker = Worker { child, log: None, started_in: Duration::ZERO, started_cpu: 0.0 };
        let (told, listening) = mpsc::sync_channel(1);
        worker.log = Some(std::thread::spawn(move || read(BufReader::new(log), &told)));
        listening.recv_timeout(LONGEST_START).context("the worker does not listen")?;
        worker.started_in = began.elapsed();
        worker.started_cpu = worker.cpu_seconds()?;
        Ok(worker)
    }

    /// User and system time so far, in seconds (100 ticks a second).
    pub fn cpu_seconds(&self) -> Result<f64> {
        cpu_seconds(&self.child.id().to_string())
    }

    /// Resident bytes now.
    pub fn memory(&self) -> Result<u64> {
        self.status("VmRSS")
    }

    /// The most resident bytes since the start.
    pub fn peak_memory(&self) -> Result<u64> {
        self.status("VmHWM")
    }

    pub fn descriptors(&self) -> Result<usize> {
        Ok(std::fs::read_dir(format!("/proc/{}/fd", self.child.id()))?.count())
    }

    /// Bytes that went to the disk since the start; none where the data stand in memory.
    pub fn written(&self) -> Result<u64> {
        let io = std::fs::read_to_string(format!("/proc/{}/io", self.child.id()))?;
        let line = io.lines().find_map(|line| line.strip_prefix("write_bytes: "));
        line.and_then(|bytes| bytes.parse().ok()).context("/proc/PID/io is not as expected")
    }

    /// As an operator stops it, by SIGTERM.
    pub async fn stop(mut self) -> Result<()> {
        ensure!(Command::new("kill").arg(self.child.id().to_string()).status()?.success(), "kill");
        let asked = Instant::now();
        while asked.elapsed() < LONGEST_STOP {
            if let Some(ended) = self.child.try_wait()? {
                ensure!(ended.success(), "the worker ended with {ended}");
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        bail!("the worker does not stop")
    }

    fn status(&self, field: &str) -> Result<u64> {
        memory(&self.child.id().to_string(), field)
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        // An error here says that it has ended.
        let _ = self.child.kill();
        let _ = self.child.wait();
        self.log.take().map(JoinHandle::join);
    }
}

/// User and system time of a process (`self` for this one), in seconds, by Linux's /proc: 100 ticks a second.
pub fn cpu_seconds(process: &str) -> Result<f64> {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat"))?;
    let after_name = stat.rsplit(')').next().unwrap_or("");
    let ticks = |index: usize| after_name.split_whitespace().nth(index).and_then(|t| t.parse::<f64>().ok());
    let (user, system) = ticks(11).zip(ticks(12)).context("/proc/PID/stat is not as expected")?;
    Ok((user + system) / 100.0)
}

/// A field of /proc/PID/status, in bytes.
pub fn memory(process: &str, field: &str) -> Result<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status"))?;
    let line = status.lines().find_map(|line| line.strip_prefix(field)?.strip_prefix(':'));
    let kib: u64 =
        line.and_then(|text| text.trim().trim_end_matches(" kB").parse().ok()).context("no such field")?;
    Ok(kib << 10)
}

/// Tells once that the worker listens; shows what else it says, which is nothing when all is well.
fn read(log: impl BufRead, told: &mpsc::SyncSender<()>) {
    for line in log.lines().map_while(std::result::Result::ok) {
        if line.contains(" listening ") {
            // Nobody waits any more: the start took too long.
            let _ = told.try_send(());
        } else if line.contains("ERROR") {
            tracing::error!(worker = line);
        }
    }
}
