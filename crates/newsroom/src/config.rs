//! How a press is set up.
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::time::Duration;

use crate::demo::demo_publishers;
use crate::publisher::{Publisher, test_publishers};

#[derive(Clone, Debug)]
pub struct Config {
    /// Where HTTP listens; port 0 is chosen once and kept in `data_dir`.
    pub listen: SocketAddr,
    /// Where the name server listens, as above.
    pub dns_listen: SocketAddr,
    /// The address that the names of the press resolve to.
    pub address: IpAddr,
    /// Where ports, seed and the place in the script are kept; `None` forgets them.
    pub data_dir: Option<PathBuf>,
    pub seed: u64,
    pub script: Script,
    /// Between two steps of the written script.
    pub pace: Duration,
    /// Between two steps of chance, which follow the written ones.
    pub later_pace: Duration,
    /// How many items a feed shows.
    pub newest: usize,
    /// Whether generated stories carry a marker word (`Shown::marker`).
    pub markers: bool,
    pub publishers: Vec<Publisher>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Script {
    /// The written stories, then variations, by itself.
    Demo,
    /// Nothing is shown but what the caller publishes.
    Silent,
}

impl Config {
    /// The press of `wiredesk demo`.
    pub fn demo() -> Self {
        Config {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            dns_listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            address: IpAddr::V4(Ipv4Addr::LOCALHOST),
            data_dir: None,
            seed: 1,
            script: Script::Demo,
            pace: Duration::from_secs(4),
            later_pace: Duration::from_secs(20),
            newest: 20,
            markers: false,
            publishers: demo_publishers(),
        }
    }

    /// The press of the tests: `feeds` feeds on `domains` domains, showing what the test publishes.
    pub fn test(feeds: usize, domains: usize) -> Self {
        let publishers = test_publishers(feeds, domains);
        Config { script: Script::Silent, markers: true, publishers, ..Config::demo() }
    }

    /// Puts the whole text into every feed, or a summary that leads to the page.
    pub fn full_text(mut self, full_text: bool) -> Self {
        for publisher in &mut self.publishers {
            for feed in &mut publisher.feeds {
                feed.full_text = full_text;
            }
        }
        self
    }
}
