//! Names to addresses that may be connected: hickory with the operator's name servers, each answer judged.
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use hickory_resolver::config::{
    ConnectionConfig, LookupIpStrategy, NameServerConfig, ProtocolConfig, ResolverConfig,
};
use hickory_resolver::net::NetError;
use hickory_resolver::net::runtime::TokioRuntimeProvider;
use hickory_resolver::{ResolverBuilder, TokioResolver};
use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use super::{AddressRange, Refusal, check_address};

/// Answers that are kept: some hundred bytes each.
const CACHED_ANSWERS: u64 = 4096;
/// A name that was missing is asked again soon: a publisher's slip must not last as long as its zone says.
const MISSING_FOR_AT_MOST: Duration = Duration::from_secs(60);
/// Whatever a zone says, an address that moved is found within the hour.
const KEPT_FOR_AT_MOST: Duration = Duration::from_secs(3600);
/// Queries that may wait on one connection to a name server; hickory's 32 answers "busy" under 500 polls a second.
const QUERIES_IN_FLIGHT: usize = 1024;

/// A name that gave no address to connect to.
#[derive(Debug, thiserror::Error)]
pub(crate) enum NameError {
    #[error("`{name}` leads to an address that is not fetched")]
    Refused { name: String, source: Refusal },
    #[error("no name server knows `{name}`")]
    Unknown { name: String },
    #[error("`{name}` could not be looked up")]
    Lookup { name: String, source: NetError },
}

/// Resolves as the operator says and lets through only what the guard allows.
#[derive(Clone)]
pub(crate) struct GuardedResolver {
    resolver: TokioResolver,
    allowed: Arc<[AddressRange]>,
}

impl GuardedResolver {
    /// Without `nameservers`: those of the system.
    pub(crate) fn new(nameservers: &[SocketAddr], allowed: Arc<[AddressRange]>) -> Result<Self, NetError> {
        let mut builder = if nameservers.is_empty() { system() } else { chosen(nameservers) };
        let options = builder.options_mut();
        options.ip_strategy = LookupIpStrategy::Ipv4AndIpv6;
        options.cache_size = CACHED_ANSWERS;
        options.negative_max_ttl = Some(MISSING_FOR_AT_MOST);
        options.positive_max_ttl = Some(KEPT_FOR_AT_MOST);
        options.max_active_requests = QUERIES_IN_FLIGHT;
        Ok(GuardedResolver { resolver: builder.build()?, allowed })
    }

    /// The same name servers and the same memory under another rule.
    pub(crate) fn allowing(&self, allowed: Arc<[AddressRange]>) -> Self {
        GuardedResolver { resolver: self.resolver.clone(), allowed }
    }

    /// All allowed addresses of a name; an error when there is none.
    ///
    /// Of a mixed answer the allowed ones are used: nothing else can be connected, and split-horizon zones are common.
    pub(crate) async fn addresses(&self, name: &str) -> Result<Vec<IpAddr>, NameError> {
        let host = name.trim_end_matches('.');
        // Fully qualified, so that the search list of this machine is not tried on strangers' names.
        let found = self.resolver.lookup_ip(format!("{host}.")).await.map_err(|source| {
            let name = host.to_owned();
            if source.is_nx_domain() || source.is_no_records_found() {
                NameError::Unknown { name }
            } else {
                NameError::Lookup { name, source }
            }
        })?;
        let mut addresses = Vec::new();
        let mut refusal = None;
        for address in found.iter() {
            match check_address(address, &self.allowed) {
                Ok(()) => addresses.push(address),
                Err(why) => refusal = Some(why),
            }
        }
        match (addresses.is_empty(), refusal) {
            (false, _) => Ok(addresses),
            (true, Some(source)) => Err(NameError::Refused { name: host.to_owned(), source }),
            (true, None) => Err(NameError::Unknown { name: host.to_owned() }),
        }
    }
}

impl Resolve for GuardedResolver {
    fn resolve(&self, name: Name) -> Resolving {
        let this = self.clone();
        Box::pin(async move {
            let addresses = this.addresses(name.as_str()).await?;
            // Port 0: reqwest puts the URL's port in its place.
            let addresses: Addrs = Box::new(addresses.into_iter().map(|address| SocketAddr::new(address, 0)));
            Ok(addresses)
        })
    }
}

type Builder = ResolverBuilder<TokioRuntimeProvider>;

/// A machine without resolv.conf, or with an empty one, asks itself, as resolv.conf(5) has it.
fn system() -> Builder {
    TokioResolver::builder_tokio().unwrap_or_else(|_| chosen(&[SocketAddr::from(([127, 0, 0, 1], 53))]))
}

fn chosen(nameservers: &[SocketAddr]) -> Builder {
    let servers = nameservers.iter().map(|server| {
        let connection = |protocol| {
            let mut connection = ConnectionConfig::new(protocol);
            connection.port = server.port();
            connection
        };
        let connections = vec![connection(ProtocolConfig::Udp), connection(ProtocolConfig::Tcp)];
        NameServerConfig::new(server.ip(), true, connections)
    });
    let config = ResolverConfig::from_name_servers(servers.collect());
    TokioResolver::builder_with_config(config, TokioRuntimeProvider::default())
}
