//! The HTTP clients underneath: our resolver, no redirects and no decoding of its own, limits on heads.
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use reqwest::{Certificate, ClientBuilder, Proxy, redirect};
use url::Url;

use crate::config::Config;
use crate::error::FetchError;
use crate::guard::{AddressRange, GuardedResolver};
use crate::keep_alive::{KeepAlive, Kept};
use crate::request::Request;

/// More than any publisher sends; hyper's own limit is 100.
const MAX_HEADER_LINES: usize = 256;

/// The clients of a fetcher, and more of them for each proxy and each set of authorities that single feeds name.
pub(crate) struct Transport {
    main: Clients,
    others: Mutex<HashMap<Way, Clients>>,
    config: Config,
    /// One for all clients, so that a name that one has asked for is known to the others.
    resolver: GuardedResolver,
    keep_alive: KeepAlive,
}

/// Two clients that differ in one thing: what becomes of a connection that is no longer used.
#[derive(Clone)]
struct Clients {
    keeping: reqwest::Client,
    closing: reqwest::Client,
}

/// What one request is sent with. The place among the kept connections is held until it is answered.
pub(crate) struct Line {
    pub http: reqwest::Client,
    pub _kept: Option<Kept>,
}

/// What a client is built with and cannot change.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Way {
    proxy: Option<Url>,
    certificates: Option<Arc<[u8]>>,
}

impl Transport {
    /// Reads the system's certificates and name servers once.
    pub(crate) fn new(config: &Config) -> Result<Self, FetchError> {
        let allowed = Arc::from(config.allow_private.as_slice());
        let resolver = GuardedResolver::new(&config.nameservers, allowed).map_err(FetchError::setup)?;
        let way = Way { proxy: config.proxy.clone(), certificates: None };
        let main = Clients::new(config, &way, &resolver)?;
        let keep_alive = KeepAlive::new(config.max_idle / idle_per_host(config), config.idle_timeout);
        Ok(Transport { main, others: Mutex::default(), config: config.clone(), resolver, keep_alive })
    }

    /// What `request` is sent to `url` with.
    pub(crate) fn line(&self, request: &Request, url: &Url) -> Result<Line, FetchError> {
        let way = (&request.proxy, &request.certificates);
        let kept = self.keep_alive.place((url.scheme(), url.host_str(), url.port(), way));
        let clients = self.clients(request)?;
        let http = if kept.is_some() { clients.keeping } else { clients.closing };
        Ok(Line { http, _kept: kept })
    }

    /// Those for requests that name a proxy or authorities are built at their first use.
    fn clients(&self, request: &Request) -> Result<Clients, FetchError> {
        if request.proxy.is_none() && request.certificates.is_none() {
            return Ok(self.main.clone());
        }
        let proxy = request.proxy.clone().or_else(|| self.config.proxy.clone());
        let way = Way { proxy, certificates: request.certificates.clone() };
        let mut known = self.others.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(clients) = known.get(&way) {
            return Ok(clients.clone());
        }
        let clients = Clients::new(&self.config, &way, &self.resolver)?;
        known.insert(way, clients.clone());
        Ok(clients)
    }
}

impl Clients {
    fn new(config: &Config, way: &Way, resolver: &GuardedResolver) -> Result<Self, FetchError> {
        let keeping = client(config, way, resolver, idle_per_host(config))?;
        let closing = client(config, way, resolver, 0)?;
        Ok(Clients { keeping, closing })
    }
}

fn idle_per_host(config: &Config) -> usize {
    config.domain_connections.max(1)
}

fn client(
    config: &Config,
    way: &Way,
    resolver: &GuardedResolver,
    idle_per_host: usize,
) -> Result<reqwest::Client, FetchError> {
    // Through a proxy the only name that is looked up here is the proxy's, which the operator chose, private or not.
    let resolver = match &way.proxy {
        Some(_) => resolver.allowing(Arc::from(AddressRange::EVERYWHERE)),
        None => resolver.clone(),
    };
    let certificates = certificates(config, way)?;
    let base = || base(config, way, resolver.clone()).map(|base| base.pool_max_idle_per_host(idle_per_host));
    let system = base()?.tls_certs_merge(certificates.clone()).build();
    match system {
        Ok(client) => Ok(client),
        // A bare container has no certificate authorities, and the client is not built then: take Mozilla's.
        Err(_) => base()?
            .tls_certs_only(certificates.into_iter().chain(mozilla()))
            .build()
            .map_err(FetchError::setup),
    }
}

fn base(config: &Config, way: &Way, resolver: GuardedResolver) -> Result<ClientBuilder, FetchError> {
    let builder = reqwest::Client::builder()
        .dns_resolver(resolver)
        .redirect(redirect::Policy::none())
        .referer(false)
        .no_proxy()
        .connect_timeout(config.connect_timeout)
        .pool_idle_timeout(config.idle_timeout)
        .tcp_nodelay(true)
        .http1_max_headers(MAX_HEADER_LINES)
        .http1_ignore_invalid_headers_in_responses(true)
        .http1_allow_spaces_after_header_name_in_responses(true)
        .http1_allow_obsolete_multiline_headers_in_responses(true)
        .http2_max_header_list_size(u32::try_from(config.max_headers).unwrap_or(u32::MAX));
    match &way.proxy {
        Some(url) => Ok(builder.proxy(Proxy::all(url.clone()).map_err(FetchError::setup)?)),
        None => Ok(builder),
    }
}

fn certificates(config: &Config, way: &Way) -> Result<Vec<Certificate>, FetchError> {
    let mut all = Vec::new();
    for pem in config.certificates.iter().map(Vec::as_slice).chain(way.certificates.as_deref()) {
        all.extend(Certificate::from_pem_bundle(pem).map_err(FetchError::setup)?);
    }
    Ok(all)
}

fn mozilla() -> impl Iterator<Item = Certificate> {
    webpki_root_certs::TLS_SERVER_ROOT_CERTS.iter().filter_map(|der| Certificate::from_der(der).ok())
}
