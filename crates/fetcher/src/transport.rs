//! The HTTP clients underneath: our resolver, no redirects and no decoding of its own, limits on heads.
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use reqwest::{Certificate, ClientBuilder, Proxy, redirect};
use url::Url;

use crate::config::Config;
use crate::error::FetchError;
use crate::guard::{AddressRange, GuardedResolver};

/// More than any publisher sends; hyper's own limit is 100.
const MAX_HEADER_LINES: usize = 256;

/// The client of a fetcher, and one more for each proxy that single feeds name.
pub(crate) struct Transport {
    main: reqwest::Client,
    by_proxy: Mutex<HashMap<Url, reqwest::Client>>,
    config: Config,
}

impl Transport {
    /// Reads the system's certificates and name servers once.
    pub(crate) fn new(config: &Config) -> Result<Self, FetchError> {
        let main = client(config, config.proxy.as_ref())?;
        Ok(Transport { main, by_proxy: Mutex::default(), config: config.clone() })
    }

    /// The client for a request that names `proxy`, built at its first use.
    pub(crate) fn client(&self, proxy: Option<&Url>) -> Result<reqwest::Client, FetchError> {
        let Some(proxy) = proxy else { return Ok(self.main.clone()) };
        let mut known = self.by_proxy.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(client) = known.get(proxy) {
            return Ok(client.clone());
        }
        let client = client(&self.config, Some(proxy))?;
        known.insert(proxy.clone(), client.clone());
        Ok(client)
    }
}

fn client(config: &Config, proxy: Option<&Url>) -> Result<reqwest::Client, FetchError> {
    // Through a proxy the only name that is looked up here is the proxy's, which the operator chose, private or not.
    let allowed: Arc<[AddressRange]> = match proxy {
        Some(_) => Arc::from(AddressRange::EVERYWHERE),
        None => Arc::from(config.allow_private.as_slice()),
    };
    let resolver = GuardedResolver::new(&config.nameservers, allowed).map_err(FetchError::setup)?;
    let certificates = certificates(config)?;
    let system = base(config, proxy, resolver.clone())?.tls_certs_merge(certificates.clone()).build();
    match system {
        Ok(client) => Ok(client),
        // A bare container has no certificate authorities, and the client is not built then: take Mozilla's.
        Err(_) => base(config, proxy, resolver)?
            .tls_certs_only(certificates.into_iter().chain(mozilla()))
            .build()
            .map_err(FetchError::setup),
    }
}

fn base(
    config: &Config,
    proxy: Option<&Url>,
    resolver: GuardedResolver,
) -> Result<ClientBuilder, FetchError> {
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
    match proxy {
        Some(url) => Ok(builder.proxy(Proxy::all(url.clone()).map_err(FetchError::setup)?)),
        None => Ok(builder),
    }
}

fn certificates(config: &Config) -> Result<Vec<Certificate>, FetchError> {
    let mut all = Vec::new();
    for pem in &config.certificates {
        all.extend(Certificate::from_pem_bundle(pem).map_err(FetchError::setup)?);
    }
    Ok(all)
}

fn mozilla() -> impl Iterator<Item = Certificate> {
    webpki_root_certs::TLS_SERVER_ROOT_CERTS.iter().filter_map(|der| Certificate::from_der(der).ok())
}
