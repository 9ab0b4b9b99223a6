//! The press: a web of publishers on loopback, and the hand that moves it.
use std::collections::BTreeMap;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use jiff::SignedDuration;
use tokio::net::{TcpListener, UdpSocket};
use tokio::task::JoinSet;
use tokio::time::MissedTickBehavior;
use tokio_util::sync::CancellationToken;

use crate::clock::now;
use crate::config::{Config, Script};
use crate::demo::Demo;
use crate::desk::{Desk, DeskConfig, Moved};
use crate::fault::{Fault, Rule};
use crate::hub::{self, HubFault, HubManner, HubState, Signature};
use crate::ledger::Shown;
use crate::name_server::{self, Names};
use crate::page::Page;
use crate::publisher::FeedInfo;
use crate::server;
use crate::shelf::Shelf;
use crate::state::{Memory, Settled, StateError, settle, settled};
use crate::story::Story;
use crate::traffic::{HostTraffic, Requests};

/// A running press. Dropping it stops it too, without waiting.
pub struct Press {
    shelf: Arc<Shelf>,
    names: Arc<Names>,
    http_addr: SocketAddr,
    dns_addr: SocketAddr,
    stop: CancellationToken,
    tasks: Mutex<JoinSet<()>>,
}

#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PressError {
    #[error("cannot listen on {address}")]
    Listen { address: SocketAddr, source: std::io::Error },
    #[error("the newsroom's memory failed")]
    State(#[from] StateError),
    #[error("story `{story}` of the script, line {line}: {problem}")]
    Script { story: String, line: usize, problem: String },
    #[error("there is no feed `{0}`")]
    UnknownFeed(String),
    #[error("`{0}` is no path for a feed, or something stands there")]
    Path(String),
    #[error("an article needs a feed")]
    NoFeed,
    #[error("an article belongs to feeds of one publisher")]
    TwoPublishers,
    #[error("there is no article {0}")]
    UnknownArticle(u64),
    #[error("article {0} is withdrawn")]
    Withdrawn(u64),
    #[error("article {0} was not generated, so its next version must be given")]
    NotGenerated(u64),
}

/// What an error means for the caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PressErrorKind {
    /// The press could not start or remember.
    Environment,
    /// The caller asked for what cannot be.
    Usage,
}

impl PressError {
    pub fn kind(&self) -> PressErrorKind {
        match self {
            PressError::Listen { .. } | PressError::State(_) => PressErrorKind::Environment,
            _ => PressErrorKind::Usage,
        }
    }
}

/// Starting and stopping.
impl Press {
    /// Listens, shows again what was shown before, and starts the script.
    pub async fn start(config: Config) -> Result<Press, PressError> {
        let dir = config.data_dir.as_deref();
        let before = settled(dir)?;
        let remembered = before.unwrap_or(Settled { seed: config.seed, ..Settled::default() });
        let http = listen(config.listen, remembered.http_port).await?;
        let dns = listen_for_names(config.dns_listen, remembered.dns_port).await?;
        let (http_addr, dns_addr) =
            (address_of(http.local_addr(), config.listen)?, address_of(dns.local_addr(), config.dns_listen)?);
        settle(
            dir,
            Settled { seed: remembered.seed, http_port: http_addr.port(), dns_port: dns_addr.port() },
        )?;
        let (memory, steps) = Memory::open(dir)?;
        let desk = Desk::new(DeskConfig {
            publishers: config.publishers,
            newest: config.newest,
            markers: config.markers,
            seed: remembered.seed,
            port: http_addr.port(),
            opened_at: steps.first().copied().unwrap_or_else(now),
        });
        let shelf = Shelf::new(desk);
        let names = Names::new(config.address);
        let stop = CancellationToken::new();
        let mut tasks = JoinSet::new();
        if config.script == Script::Demo {
            let mut demo = Demo::new(remembered.seed, memory)?;
            shelf.with_desk(|desk| demo.replay(desk, &steps))?;
            shelf.with_desk(|desk| demo.open(desk))?;
            tasks.spawn(keep_pace(demo, shelf.clone(), [config.pace, config.later_pace], stop.clone()));
        }
        tasks.spawn(server::serve(http, shelf.clone(), stop.clone()));
        tasks.spawn(hub::run(shelf.clone(), names.clone(), stop.clone()));
        tasks.spawn(name_server::serve(dns, names.clone(), stop.clone()));
        Ok(Press { shelf, names, http_addr, dns_addr, stop, tasks: Mutex::new(tasks) })
    }

    pub fn http_addr(&self) -> SocketAddr {
        self.http_addr
    }

    pub fn dns_addr(&self) -> SocketAddr {
        self.dns_addr
    }

    /// The feeds, ready for a configuration of Wiredesk.
    pub fn feeds(&self) -> Vec<FeedInfo> {
        self.shelf.with_desk(|desk| desk.feeds())
    }

    /// Stops all that runs; open connections are cut.
    pub async fn shutdown(&self) {
        self.stop.cancel();
        let mut tasks = std::mem::take(&mut *self.tasks.lock().unwrap_or_else(PoisonError::into_inner));
        while tasks.join_next().await.is_some() {}
    }
}

/// Publishing, and what was published.
impl Press {
    /// Shows this story in these feeds of one publisher, now.
    pub fn publish(&self, feeds: &[&str], story: Story) -> Result<Shown, PressError> {
        self.shelf.with_desk(|desk| {
            let places = places(desk, feeds)?;
            desk.publish(&places, story, now(), false)
        })
    }

    /// Shows the generator's next story in these feeds.
    pub fn publish_generated(&self, feeds: &[&str]) -> Result<Shown, PressError> {
        self.shelf.with_desk(|desk| {
            let places = places(desk, feeds)?;
            desk.publish_by_chance(&places, now())
        })
    }

    /// Shows the generator's next story in the next feed in turn, and each fifth in two feeds of its publisher
    /// if it has two.
    pub fn publish_next(&self) -> Result<Shown, PressError> {
        self.shelf.with_desk(|desk| {
            let places = desk.next_feeds();
            desk.publish_by_chance(&places, now())
        })
    }

    /// So many stories at once.
    pub fn flood(&self, stories: usize) -> Result<Vec<Shown>, PressError> {
        (0..stories).map(|_| self.publish_next()).collect()
    }

    /// Fills a feed with generated stories of the past, evenly over this time and oldest first: the archive that
    /// it had before anybody came.
    pub fn backfill(&self, feed: &str, stories: usize, over: Duration) -> Result<Vec<Shown>, PressError> {
        let over = SignedDuration::try_from(over).unwrap_or(SignedDuration::MAX);
        self.shelf.with_desk(|desk| {
            let place = desk.feed_place(feed)?;
            desk.backfill(place, stories, over, now())
        })
    }

    /// So many stories at an even rate. A late one is followed by the next at once, so that the rate holds.
    pub async fn publish_at_rate(&self, a_second: f64, stories: usize) -> Result<Vec<Shown>, PressError> {
        let period = Duration::try_from_secs_f64(1.0 / a_second.max(0.001)).unwrap_or(Duration::from_secs(1));
        let mut ticks = tokio::time::interval(period.max(Duration::from_micros(1)));
        ticks.set_missed_tick_behavior(MissedTickBehavior::Burst);
        let mut shown = Vec::with_capacity(stories);
        for _ in 0..stories {
            ticks.tick().await;
            shown.push(self.publish_next()?);
        }
        Ok(shown)
    }

    /// Shows the generator's next version of one of its stories: feed item and page change together.
    pub fn revise(&self, article: u64) -> Result<Shown, PressError> {
        self.shelf.with_desk(|desk| desk.revise_by_chance(article, now()))
    }

    /// Shows another version of an article, as given.
    pub fn revise_with(&self, article: u64, story: Story) -> Result<Shown, PressError> {
        self.shelf.with_desk(|desk| desk.revise(article, story, now()))
    }

    /// Takes an article out of its feeds; its page answers 410.
    pub fn withdraw(&self, article: u64) -> Result<(), PressError> {
        self.shelf.with_desk(|desk| desk.withdraw(article, now()))
    }

    /// Lets a feed stand at another path of its publisher from now on, and gives its new address. Its articles, its
    /// older documents and its place in the configuration of the press stay.
    pub fn move_feed(&self, feed: &str, new_path: &str, moved: Moved) -> Result<String, PressError> {
        self.shelf.with_desk(|desk| desk.move_feed(feed, new_path, moved))
    }

    /// Ends a feed: all its addresses answer with this status. The pages of its articles stay.
    pub fn remove_feed(&self, feed: &str, status: u16) -> Result<(), PressError> {
        self.shelf.with_desk(|desk| desk.remove_feed(feed, status))
    }

    /// All that was shown, in order.
    pub fn ledger(&self) -> Vec<Shown> {
        self.ledger_since(0)
    }

    /// What was shown from the entry with this number on.
    pub fn ledger_since(&self, entry: usize) -> Vec<Shown> {
        self.shelf.with_desk(|desk| desk.ledger.get(entry..).unwrap_or_default().to_vec())
    }
}

/// The WebSub hub, for feeds with `Feed::hub`.
impl Press {
    /// Who subscribes now, what was asked of the hub, and what it pushed.
    pub fn hub(&self) -> HubState {
        self.shelf.hub.state(now())
    }

    pub fn hub_url(&self) -> String {
        self.shelf.with_desk(|desk| desk.hub_url())
    }

    pub fn set_hub_manner(&self, manner: HubManner) {
        self.shelf.hub.with(|books| books.manner = manner);
    }

    pub fn set_hub_signature(&self, signature: Signature) {
        self.shelf.hub.with(|books| books.signature = signature);
    }

    /// Lets the hub misbehave so until it is healed. Faults of HTTP are set on its host, `hub.example`.
    pub fn set_hub_fault(&self, fault: HubFault) {
        self.shelf.hub.with(|books| books.fault = Some(fault));
    }

    /// A hub that was down pushes what it has missed.
    pub fn heal_hub(&self) {
        self.shelf.hub.with(|books| books.fault = None);
        self.shelf.hub.wake.notify_one();
    }
}

/// Faults, odd pages and odd names; and who asked for what. A target is `host/path`, or `host` for all of it.
impl Press {
    /// Serves this page at `host/path` instead of what is there.
    pub fn set_page(&self, address: &str, page: Page) {
        self.shelf.with_overrides(|overrides| overrides.pages.insert(address.to_owned(), page));
    }

    pub fn remove_page(&self, address: &str) {
        self.shelf.with_overrides(|overrides| overrides.pages.remove(address));
    }

    /// The whole address of a page set so, port included.
    pub fn url(&self, address: &str) -> String {
        let (host, path) = address.split_once('/').unwrap_or((address, ""));
        format!("http://{host}:{}/{path}", self.http_addr.port())
    }

    /// Lets a fault strike every request for the target until it is healed.
    pub fn set_fault(&self, target: &str, fault: Fault) {
        let rule = Rule::new(fault, None);
        self.shelf.with_overrides(|overrides| overrides.faults.set(target, rule));
    }

    /// Lets a fault strike the next `times` requests only.
    pub fn set_fault_times(&self, target: &str, fault: Fault, times: u32) {
        if times > 0 {
            let rule = Rule::new(fault, Some(times));
            self.shelf.with_overrides(|overrides| overrides.faults.set(target, rule));
        }
    }

    pub fn heal(&self, target: &str) {
        self.shelf.with_overrides(|overrides| overrides.faults.heal(target));
    }

    /// The target of a feed, for faults and counters.
    pub fn feed_target(&self, feed: &str) -> Result<String, PressError> {
        self.shelf.with_desk(|desk| desk.feed_address(feed))
    }

    /// Lets a name resolve to these addresses (TTL 0), one set for each question in turn; the last stays. None at
    /// all takes the name out of the world. Set it before anybody asks: other names may be cached for a minute.
    pub fn set_name(&self, name: &str, turns: Vec<Vec<IpAddr>>) {
        self.names.script(name, turns);
    }

    /// The requests so far, by `host/path`.
    pub fn requests(&self) -> BTreeMap<String, Requests> {
        self.shelf.traffic.requests()
    }

    /// The traffic so far, by host.
    pub fn hosts(&self) -> BTreeMap<String, HostTraffic> {
        self.shelf.traffic.hosts()
    }

    /// Counts from here on.
    pub fn forget_requests(&self) {
        self.shelf.traffic.forget();
    }
}

impl Drop for Press {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}

fn places(desk: &Desk, feeds: &[&str]) -> Result<Vec<usize>, PressError> {
    feeds.iter().map(|id| desk.feed_place(id)).collect()
}

async fn listen(wish: SocketAddr, remembered: u16) -> Result<TcpListener, PressError> {
    let address = settle_port(wish, remembered);
    TcpListener::bind(address).await.map_err(|source| PressError::Listen { address, source })
}

async fn listen_for_names(wish: SocketAddr, remembered: u16) -> Result<UdpSocket, PressError> {
    let address = settle_port(wish, remembered);
    UdpSocket::bind(address).await.map_err(|source| PressError::Listen { address, source })
}

/// A port that was asked for wins over one that was chosen before.
fn settle_port(wish: SocketAddr, remembered: u16) -> SocketAddr {
    let port = if wish.port() == 0 { remembered } else { wish.port() };
    SocketAddr::new(wish.ip(), port)
}

fn address_of(address: std::io::Result<SocketAddr>, wish: SocketAddr) -> Result<SocketAddr, PressError> {
    address.map_err(|source| PressError::Listen { address: wish, source })
}

/// Shows one step after the other until told to stop. The clock of the steps is monotonic: after a pause of the
/// machine there is no rush to catch up.
async fn keep_pace(
    mut demo: Demo,
    shelf: Arc<Shelf>,
    [written, later]: [Duration; 2],
    stop: CancellationToken,
) {
    loop {
        let pace = if demo.is_written() { written } else { later };
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(pace) => {}
        }
        if let Err(error) = shelf.with_desk(|desk| demo.advance(desk)) {
            tracing::error!(error = &error as &dyn std::error::Error, "the newsroom's script stopped");
            return;
        }
    }
}
