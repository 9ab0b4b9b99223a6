//! A worker as its users have it: the binary, a configuration file, a data directory, and what HTTP says.
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;

use newsroom::{FeedInfo, Press};
use serde_json::Value;

use super::{LIMIT, free_port, wait_until};

pub const BINARY: &str = env!("CARGO_BIN_EXE_wiredesk");

/// A worker's place: configuration and data survive its process.
pub struct Desk {
    pub dir: tempfile::TempDir,
    pub port: u16,
    child: Option<Child>,
    variables: Vec<(String, String)>,
}

impl Desk {
    /// A desk for the feeds of a press, quick to poll, with further configuration appended.
    pub fn for_press(press: &Press, more: &str) -> Desk {
        let desk = Desk::empty();
        let mut text = desk.head(&press.dns_addr().to_string());
        text.push_str(more);
        for feed in press.feeds() {
            text.push_str(&feed_table(&feed, "first_fill = \"all\""));
        }
        desk.configure(&text);
        desk
    }

    pub fn empty() -> Desk {
        let dir = tempfile::tempdir().expect("a folder");
        Desk { dir, port: free_port(), child: None, variables: Vec::new() }
    }

    /// Everything but the feeds.
    pub fn head(&self, nameserver: &str) -> String {
        format!(
            "[worker]\ndata_dir = \"data\"\n[log]\nlevel = \"info\"\n[http]\nlisten = \"127.0.0.1:{}\"\n\
             [fetch]\nallow_private = [\"127.0.0.0/8\"]\nnameservers = [\"{nameserver}\"]\ndomain_spacing = \"0s\"\n\
             domain_connections = 8\n[defaults]\nmin_interval = \"300ms\"\nmax_interval = \"1s\"\nrevisit = []\n",
            self.port
        )
    }

    pub fn configure(&self, text: &str) {
        std::fs::write(self.config(), text).expect("the configuration is written");
    }

    pub fn config(&self) -> PathBuf {
        self.dir.path().join("wiredesk.toml")
    }

    /// An environment variable for the processes to come.
    pub fn set(&mut self, name: &str, value: &str) {
        self.variables.retain(|(known, _)| known != name);
        self.variables.push((name.to_owned(), value.to_owned()));
    }

    /// Starts the worker without waiting for anything.
    pub fn spawn(&mut self) {
        assert!(self.child.is_none(), "the worker runs already");
        let log =
            std::fs::OpenOptions::new().create(true).append(true).open(self.log_file()).expect("a log file");
        let child = Command::new(BINARY)
            .args(["run", "-c"])
            .arg(self.config())
            .envs(self.variables.iter().map(|(name, value)| (name, value)))
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .expect("the binary starts");
        self.child = Some(child);
    }

    /// Starts the worker and waits until it answers.
    pub async fn start(&mut self) {
        self.spawn();
        wait_until("the worker answers", LIMIT, async || self.get("/healthz").await.map(|_| ())).await;
    }

    /// The process of the running worker.
    pub fn pid(&self) -> u32 {
        self.child.as_ref().expect("the worker runs").id()
    }

    /// The most that the running worker ever held in memory, in bytes (Linux).
    pub fn peak_memory(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.pid())).expect("its status");
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("a high-water mark");
        line.trim().trim_end_matches(" kB").parse::<u64>().expect("kilobytes") << 10
    }

    /// SIGKILL: nothing is said goodbye to.
    pub fn kill(&mut self) {
        if let Some(mut child) = self.child.take() {
            child.kill().expect("the worker can be killed");
            child.wait().expect("the worker is gone");
        }
    }

    /// SIGTERM, and how the process ended.
    pub async fn stop(&mut self) -> std::process::ExitStatus {
        let mut child = self.child.take().expect("the worker runs");
        let killed = Command::new("kill").arg(child.id().to_string()).status().expect("kill can be started");
        assert!(killed.success());
        wait_until("the worker ends", LIMIT, async || child.try_wait().expect("its state")).await
    }

    /// How the worker ended by itself; `None` while it runs.
    pub fn ended(&mut self) -> Option<std::process::ExitStatus> {
        let ended = self.child.as_mut()?.try_wait().expect("its state");
        if ended.is_some() {
            self.child = None;
        }
        ended
    }

    fn log_file(&self) -> PathBuf {
        self.dir.path().join("worker.log")
    }

    pub fn log(&self) -> String {
        std::fs::read_to_string(self.log_file()).unwrap_or_default()
    }

    /// Body of a 2xx answer.
    pub async fn get(&self, path: &str) -> Option<String> {
        let (status, body) = self.ask(path).await?;
        (200..300).contains(&status).then_some(body)
    }

    /// Status and body of any answer; `None` when there is none.
    pub async fn ask(&self, path: &str) -> Option<(u16, String)> {
        let url = format!("http://127.0.0.1:{}{path}", self.port);
        let client = reqwest::Client::builder().timeout(Duration::from_secs(90)).build().ok()?;
        let answer = client.get(url).send().await.ok()?;
        let status = answer.status().as_u16();
        Some((status, answer.text().await.ok()?))
    }

    pub async fn json(&self, path: &str) -> Option<Value> {
        let (_, body) = self.ask(path).await?;
        serde_json::from_str(&body).ok()
    }

    /// The sum of a counter over its labels, by /metrics; 0 when it does not stand there yet.
    pub async fn metric(&self, name: &str, label: &str) -> f64 {
        let text = self.get("/metrics").await.unwrap_or_default();
        let of_name = text.lines().filter(|line| line.starts_with(name) && line.contains(label));
        of_name.filter_map(|line| line.rsplit(' ').next()?.parse::<f64>().ok()).sum()
    }

    /// A command of the binary on this desk's configuration.
    pub fn command(&self, words: &[&str]) -> Output {
        let mut command = Command::new(BINARY);
        command.args(words).arg("-c").arg(self.config());
        command.output().expect("the binary starts")
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        self.kill();
        if std::thread::panicking() {
            eprintln!("--- the worker's log, last lines\n{}", last_lines(&self.log_file(), 60));
        }
    }
}

fn last_lines(path: &Path, count: usize) -> String {
    let text = std::fs::read_to_string(path).unwrap_or_default();
    let lines: Vec<&str> = text.lines().collect();
    lines[lines.len().saturating_sub(count)..].join("\n")
}

/// A feed's table, as an operator would write it.
pub fn feed_table(feed: &FeedInfo, more: &str) -> String {
    let mut text = String::new();
    let pages = if feed.full_text { "never" } else { "always" };
    let _ = writeln!(text, "[feeds.{}]\nurl = \"{}\"\npages = \"{pages}\"\n{more}", feed.id, feed.url);
    text
}

/// Runs the binary with words and standard input.
pub fn wiredesk(words: &[&str], input: &str) -> Output {
    use std::io::Write as _;
    let mut child = Command::new(BINARY)
        .args(words)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary starts");
    let mut stdin = child.stdin.take().expect("its input");
    let input = input.to_owned();
    // A filter that ends early (wrong usage) closes its input: that is its right.
    let writer = std::thread::spawn(move || drop(stdin.write_all(input.as_bytes())));
    let output = child.wait_with_output().expect("its output");
    writer.join().expect("the input is written");
    output
}

pub fn stdout(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

pub fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}
