//! How fast the journal is: `cargo run --release -p journal --example load [dir]`.
use std::time::Instant;

use journal::{Admission, AdmitItem, Commit, Config, FeedSpec, FirstFill, Journal, NewRow, Scope};
use model::record::{Origin, Topic};
use model::{Alias, Aliases, Clock, Domain, FeedId, FeedState, Hash64, Item};
use tokio::task::JoinSet;

const FEEDS: usize = 100_000;
const BODIES: usize = 20_000;
const ITEMS: usize = 50;
const COMMITS: usize = 20_000;
const AT_ONCE: usize = 64;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    let temporary = tempfile::tempdir()?;
    let dir = std::env::args().nth(1).map_or_else(|| temporary.path().to_owned(), Into::into);
    let journal = Journal::open(Config::new(&dir), Clock::system())?;
    let specs = (0..FEEDS).map(|n| FeedSpec {
        id: FeedId::new(format!("feed-{n}")),
        url: format!("https://www.publisher-{n}.example/rss.xml"),
        domain: Domain::named(&format!("publisher-{n}.example")),
        domain_named: false,
        max_interval: std::time::Duration::from_secs(3_600),
    });
    let specs: Vec<FeedSpec> = specs.collect();
    let started = Instant::now();
    let feeds = journal.open_feeds(specs).await?;
    say("feeds opened", FEEDS, started);

    let started = Instant::now();
    let fill = |n: usize| if n * ITEMS < COMMITS { FirstFill::All } else { FirstFill::None };
    run(&journal, BODIES, |journal, n| {
        let body = admission(&feeds[n % FEEDS], fill(n));
        async move { journal.admit(body).await.map(drop) }
    })
    .await?;
    say("bodies of 50 new items admitted", BODIES, started);

    let started = Instant::now();
    run(&journal, BODIES, |journal, n| {
        let body = admission(&feeds[n % FEEDS], fill(n));
        async move { journal.admit(body).await.map(drop) }
    })
    .await?;
    say("bodies of 50 known items admitted", BODIES, started);

    let started = Instant::now();
    let mut done = 0;
    while done < COMMITS {
        let due = journal.pending_due(Clock::system().now(), 1_000).await?;
        let count = due.len();
        let mut due = due.into_iter();
        run(&journal, count, |journal, _| {
            let pending = due.next();
            async move {
                let Some(pending) = pending else { return Ok(()) };
                let Some(claim) = journal.claim(pending).await? else { return Ok(()) };
                let commit = revision(&claim);
                journal.commit(&claim, commit).await.map(drop)
            }
        })
        .await?;
        done += count;
    }
    say("versions of 15 rows claimed and committed", done, started);

    let started = Instant::now();
    let summary = journal.reader().summary().await?;
    say("summary", 1, started);
    let started = Instant::now();
    let outbox = journal.outbox();
    let rows = tokio::task::spawn_blocking(move || {
        let (mut after, mut rows) = (0, 0);
        loop {
            let versions = outbox.read_versions(after, 4 << 20, 1_000)?;
            let Some(last) = versions.last().and_then(|version| version.rows.last()) else { break Ok(rows) };
            after = last.seq;
            rows += versions.iter().map(|version| version.rows.len()).sum::<usize>();
        }
    });
    let rows = rows.await?.map_err(|error: journal::JournalError| error)?;
    say("rows read for the publisher", rows, started);
    let started = Instant::now();
    let feeds = journal.feeds().await?.len();
    say("feeds read", feeds, started);
    println_row(&format!("{} articles, file of {} MiB", summary.articles, summary.file_bytes >> 20));
    journal.checkpoint_and_close().await?;
    Ok(())
}

async fn run<F: Future<Output = Result<(), journal::JournalError>> + Send + 'static>(
    journal: &Journal,
    count: usize,
    mut job: impl FnMut(Journal, usize) -> F,
) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    let mut tasks = JoinSet::new();
    for n in 0..count {
        if tasks.len() == AT_ONCE
            && let Some(done) = tasks.join_next().await
        {
            done??;
        }
        tasks.spawn(job(journal.clone(), n));
    }
    while let Some(done) = tasks.join_next().await {
        done??;
    }
    Ok(())
}

fn admission(feed: &FeedState, first_fill: FirstFill) -> Admission {
    let items = (0..ITEMS).map(|n| {
        let link = format!("{}/2026/11/24/a-headline-of-usual-length-{n}.html", feed.domain);
        let mut aliases = Aliases::new(Alias::uri(&link));
        aliases.add(Alias::guid(&feed.id, &n.to_string()));
        AdmitItem {
            item: Item {
                link: Some(link),
                title: Some("x".repeat(80)),
                summary: Some("y".repeat(300)),
                ..Item::default()
            },
            aliases,
            item_hash: Hash64(n as u64),
            published_at: None,
        }
    });
    Admission {
        feed: feed.clone(),
        items: items.collect(),
        scope: Scope::Whole,
        fetched_at: Clock::system().now(),
        poll: "p".to_owned(),
        first_fill,
        fill_always: false,
        origin: Origin::Poll,
        import: None,
    }
}

fn revision(claim: &journal::Claim) -> Commit {
    let mut state = claim.state.clone();
    state.revision += 1;
    state.paragraphs = (0..20).map(Hash64).collect();
    let version = state.version();
    let row = |topic, bytes: usize| NewRow {
        topic,
        key: state.id.to_string(),
        headers: (0..8).map(|n| (format!("ce_header{n}"), "value of a usual length".to_owned())).collect(),
        value: Some(vec![b'x'; bytes]),
    };
    let mut rows = vec![row(Topic::Enriched, 10_000)];
    rows.extend((0..4).map(|_| row(Topic::Quotes, 1_200)));
    rows.extend((0..10).map(|_| row(Topic::Entities, 700)));
    Commit { expected: claim.state.version(), state, rows, version, withheld: false }
}

fn say(what: &str, count: usize, started: Instant) {
    let took = started.elapsed().as_secs_f64();
    println_row(&format!("{what}: {count} in {took:.2} s, {:.0}/s", count as f64 / took));
}

#[allow(clippy::print_stdout)] // its figures are what it is for
fn println_row(text: &str) {
    println!("{text}");
}
