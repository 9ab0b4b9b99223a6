//! Fetching without a worker: what `poll`, `feed` and `extract` need to ask for a single URL.
use anyhow::Context;
use fetcher::{Fetched, Fetcher, Request, RequestKind};
use model::Domain;
use url::Url;

use super::run::clock;

/// How a single URL may be asked for.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct Access {
    /// Fetch from private addresses too (this machine, this network)
    #[arg(long)]
    pub allow_private: bool,
    /// A DNS server as ip:port; default: the system's
    #[arg(long, value_name = "ADDR")]
    pub nameserver: Vec<std::net::SocketAddr>,
}

/// A fetcher with a runtime of its own.
pub struct OneShot {
    fetcher: Fetcher,
    pub runtime: tokio::runtime::Runtime,
    max_decoded: usize,
}

impl OneShot {
    pub fn new(access: &Access) -> anyhow::Result<Self> {
        let mut config = fetcher::Config::default();
        config.user_agent = crate::config::user_agent();
        config.nameservers = access.nameserver.clone();
        if access.allow_private {
            config.allow_private =
                ["0.0.0.0/0", "::/0"].iter().filter_map(|range| range.parse().ok()).collect();
        }
        config.domain_spacing = std::time::Duration::from_millis(200);
        let runtime =
            tokio::runtime::Builder::new_multi_thread().enable_all().thread_stack_size(8 << 20).build()?;
        let max_decoded = config.max_decoded;
        let fetcher = {
            let _inside = runtime.enter();
            Fetcher::new(config, clock()).context("building the HTTP client")?
        };
        Ok(OneShot { fetcher, runtime, max_decoded })
    }

    /// The response and its decoded body.
    pub fn get(&self, url: &Url, kind: RequestKind) -> anyhow::Result<(Fetched, Vec<u8>)> {
        let domain = Domain::of_url(url).with_context(|| format!("`{url}` has no host"))?;
        let mut request = Request::new(url.clone(), domain, kind);
        // Whoever names a URL on the command line is a person, not a crawler.
        request.ignore_robots = true;
        let fetched = self.runtime.block_on(self.fetcher.fetch(request))?;
        let bytes = fetcher::body::decode(&fetched.body, self.max_decoded)?;
        Ok((fetched, bytes))
    }
}
