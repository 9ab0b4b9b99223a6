//! The HTTP clients underneath: our resolver, no redirects and no decoding of its own, limits on heads.
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use reqwest::{Certificate, ClientBuilder, Proxy, redirect};
use url::Url;

use crate::config::Config;
use crate::error::FetchError;
use crate::guard::{AddressRange, GuardedResolver};
use crate::request::Request;

/// More than any publisher sends; hyper's own limit is 100.
const MAX_HEADER_LINES: usize = 256;

/// The client of a fetcher, and one more for each proxy and each set of authorities that single feeds name.
pub(crate) struct Transport {
    main: reqwest::Client,
    others: Mutex<HashMap<Way, reqwest::Client>>,
    config: Config,
    /// One for all clients, so that a name that one has asked for is known to the others.
    resolver: GuardedResolver,
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
        let main = client(config, &way, &resolver)?;
        Ok(Transport { main, others: Mutex::default(), config: config.clone(), resolver })
    }

    /// The client for a request that names a proxy or authorities is built at its first use.
    pub(crate) fn client(&self, request: &Request) -> Result<reqwest::Client, FetchError> {
        if request.proxy.is_none() && request.certificates.is_none() {
            return Ok(self.main.clone());
        }
        let proxy = request.proxy.clone().or_else(|| self.config.proxy.clone());
        let way = Way { proxy, certificates: request.certificates.clone() };
        let mut known = self.others.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(client) = known.get(&way) {
            return Ok(client.clone());
        }
        let client = client(&self.config, &way, &self.resolver)?;
        known.insert(way, client.clone());
        Ok(client)
    }
}

fn client(config: &Config, way: &Way, resolver: &GuardedResolver) -> Result<reqwest::Client, FetchError> {
    // Through a proxy the only name that is looked up here is the proxy's, which the operator chose, private or not.
    let resolver = match &way.proxy {
        Some(_) => resolver.allowing(Arc::from(AddressRange::EVERYWHERE)),
        None => resolver.clone(),
    };
    let certificates = certificates(config, way)?;
    let system = base(config, way, resolver.clone())?.tls_certs_merge(certificates.clone()).build();
    match system {
        Ok(client) => Ok(client),
        // A bare container has no certificate authorities, and the client is not built then: take Mozilla's.
        Err(_) => base(config, way, resolver)?
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
        .pool_max_idle_per_host(config.domain_connections)
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
