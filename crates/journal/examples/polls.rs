//! What many feeds cost the journal: start-up, memory, and bytes written for polls that bring nothing:
//! `cargo run --release -p journal --example polls [feeds] [polls a second] [seconds] [dir]`.
use std::time::{Duration, Instant};

use journal::{Config, FeedSpec, Journal, Roster};
use model::state::Health;
use model::{Clock, Domain, FeedId, FeedState};

type Failure = Box<dyn std::error::Error + Send + Sync>;

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let mut numbers = std::env::args().skip(1);
    let mut number = |default: usize| numbers.next().map_or(Ok(default), |text| text.parse());
    let (feeds, rate, seconds) = (number(100_000)?, number(500)?, number(30)?);
    let temporary = tempfile::tempdir()?;
    let dir = std::env::args().nth(4).map_or_else(|| temporary.path().to_owned(), Into::into);

    fill(&dir, feeds).await?;
    let before = Usage::now();
    let journal = Journal::open(Config::new(&dir), Clock::system())?;
    let states = journal.open_feeds(specs(feeds)).await?;
    before.say("journal and known feeds opened", feeds);
    say(&format!("a state in memory: {} bytes and what it points to", size_of::<FeedState>()));
    let before = Usage::now();
    let clones = states.clone();
    before.say("states cloned", feeds);
    drop(clones);
    let before = Usage::now();
    let mut roster: Roster = states.iter().collect();
    before.say("states packed", feeds);
    let before = Usage::now();
    for mut state in roster.iter().collect::<Vec<_>>() {
        state.polls += 1;
        roster.insert(&state);
    }
    before.say("states unpacked and packed again", feeds);
    let before = Usage::now();
    journal.open_feeds(specs(feeds)).await?;
    before.say("the same again, as a reload does", feeds);

    let before = Usage::now();
    let polled = poll(&journal, states, rate, seconds).await;
    journal.checkpoint_and_close().await?;
    before.say("polls noted and stored", polled);
    Ok(())
}

/// Feeds as they stand after some days of polling, with a body of 50 items that have three names each.
async fn fill(dir: &std::path::Path, feeds: usize) -> Result<(), Failure> {
    let before = Usage::now();
    let journal = Journal::open(Config::new(dir), Clock::system())?;
    let states = journal.open_feeds(specs(feeds)).await?;
    before.say("new feeds opened", feeds);
    for state in states {
        journal.note_poll(settled(state));
    }
    journal.checkpoint_and_close().await?;
    drop(journal);
    let conn = rusqlite::Connection::open(dir.join("wiredesk.db"))?;
    let sql = "UPDATE feeds SET filled = 1, etag = hex(randomblob(16)), body_hash = random(), \
               last_modified = 'Tue, 24 Nov 2026 10:21:00 GMT', last_body = randomblob(1200)";
    conn.execute(sql, [])?;
    before.say("filled", feeds);
    Ok(())
}

/// Due feeds in an order that has nothing to do with their place in the file.
async fn poll(journal: &Journal, mut states: Vec<FeedState>, rate: usize, seconds: usize) -> usize {
    let clock = Clock::system();
    let mut ticks = tokio::time::interval(Duration::from_millis(10));
    let (started, mut polled, mut next) = (Instant::now(), 0, 0);
    while polled < rate * seconds {
        ticks.tick().await;
        let due = (started.elapsed().as_secs_f64() * rate as f64) as usize;
        while polled < due.min(rate * seconds) {
            next = (next + 61_803) % states.len();
            let Some(state) = states.get_mut(next) else { break };
            state.polls += 1;
            state.unchanged += 1;
            state.last_poll_at = Some(clock.now());
            state.last_success_at = state.last_poll_at;
            state.next_poll_at = clock.now().plus(Duration::from_secs(200));
            journal.note_poll(state.clone());
            polled += 1;
        }
    }
    polled
}

fn specs(feeds: usize) -> Vec<FeedSpec> {
    let spec = |n| FeedSpec {
        id: FeedId::new(format!("feed-{n}")),
        url: format!("https://www.publisher-{n}.example/news/rss.xml"),
        domain: Domain::named(&format!("publisher-{n}.example")),
        domain_named: false,
        max_interval: Duration::from_secs(3_600),
    };
    (0..feeds).map(spec).collect()
}

fn settled(mut state: FeedState) -> FeedState {
    state.health = Health::Ok;
    state.title = Some("The Publisher: world news".to_owned());
    state.site = Some(format!("https://www.{}/news", state.domain));
    state.hints.self_url = Some(state.url.clone());
    state.hints.ttl_minutes = Some(15);
    state.interval_seconds = 200;
    state.items_a_day = 41.75;
    state.polls = 1_000;
    state
}

/// What the process has used so far.
struct Usage {
    at: Instant,
    cpu_ms: u64,
    written: u64,
    resident: u64,
}

impl Usage {
    fn now() -> Usage {
        let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
        // Clock ticks of 10 ms, after the name in parentheses: utime and stime (proc(5)).
        let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
        let ticks = |n: usize| fields.get(n).and_then(|text| text.parse::<u64>().ok()).unwrap_or(0);
        let resident = field("/proc/self/status", "VmRSS:") * 1024;
        let written = field("/proc/self/io", "wchar:");
        Usage { at: Instant::now(), cpu_ms: (ticks(11) + ticks(12)) * 10, written, resident }
    }

    fn say(&self, what: &str, count: usize) {
        let now = Usage::now();
        let each = |amount: u64| amount as f64 / count.max(1) as f64;
        say(&format!(
            "{what}: {count} in {:.2} s; each {:.1} µs of CPU, {:.0} bytes written, {:+.0} bytes resident",
            self.at.elapsed().as_secs_f64(),
            each((now.cpu_ms - self.cpu_ms) * 1_000),
            each(now.written - self.written),
            (now.resident as f64 - self.resident as f64) / count.max(1) as f64,
        ));
    }
}

fn field(file: &str, name: &str) -> u64 {
    let text = std::fs::read_to_string(file).unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default();
    line.split_whitespace().next().and_then(|number| number.parse().ok()).unwrap_or(0)
}

#[allow(clippy::print_stdout)] // its figures are what it is for
fn say(text: &str) {
    println!("{text}");
}
