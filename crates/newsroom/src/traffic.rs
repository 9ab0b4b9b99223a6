//! Who asked for what, so that a test can judge a client's manners.
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// The requests for one `host/path`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Requests {
    pub count: u64,
    /// With `If-None-Match` or `If-Modified-Since`.
    pub conditional: u64,
    /// Answered 304.
    pub not_modified: u64,
    /// Answered 226.
    pub deltas: u64,
    pub last_status: u16,
    /// Names in lower case; values that are no text are left out.
    pub last_headers: Vec<(String, String)>,
}

/// The requests for one host.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HostTraffic {
    pub requests: u64,
    /// Requests whose answer was not yet delivered, at their most.
    pub most_in_flight: u32,
    /// The shortest time between the starts of two requests.
    pub closest: Option<Duration>,
}

#[derive(Clone, Default)]
pub(crate) struct Traffic(Arc<Mutex<Counts>>);

#[derive(Default)]
struct Counts {
    paths: BTreeMap<String, Requests>,
    hosts: BTreeMap<String, Host>,
}

#[derive(Default)]
struct Host {
    seen: HostTraffic,
    in_flight: u32,
    last_start: Option<Instant>,
}

/// A request under way; it ends when this is dropped.
pub(crate) struct Visit {
    traffic: Traffic,
    address: String,
}

impl Traffic {
    pub(crate) fn begin(&self, address: &str, headers: &http::HeaderMap) -> Visit {
        let now = Instant::now();
        let conditional = headers.contains_key("if-none-match") || headers.contains_key("if-modified-since");
        self.with(|counts| {
            let path = counts.paths.entry(address.to_owned()).or_default();
            path.count += 1;
            path.conditional += u64::from(conditional);
            path.last_headers = headers
                .iter()
                .filter_map(|(name, value)| Some((name.to_string(), value.to_str().ok()?.to_owned())))
                .collect();
            let host = counts.hosts.entry(host_of(address).to_owned()).or_default();
            host.seen.requests += 1;
            host.in_flight += 1;
            host.seen.most_in_flight = host.seen.most_in_flight.max(host.in_flight);
            let gap = host.last_start.replace(now).map(|last| now.duration_since(last));
            host.seen.closest = host.seen.closest.into_iter().chain(gap).min();
        });
        Visit { traffic: self.clone(), address: address.to_owned() }
    }

    pub(crate) fn requests(&self) -> BTreeMap<String, Requests> {
        self.with(|counts| counts.paths.clone())
    }

    pub(crate) fn hosts(&self) -> BTreeMap<String, HostTraffic> {
        self.with(|counts| {
            counts.hosts.iter().map(|(name, host)| (name.clone(), host.seen.clone())).collect()
        })
    }

    pub(crate) fn forget(&self) {
        self.with(|counts| {
            counts.paths.clear();
            for host in counts.hosts.values_mut() {
                *host = Host { in_flight: host.in_flight, ..Host::default() };
            }
        });
    }

    fn with<T>(&self, act: impl FnOnce(&mut Counts) -> T) -> T {
        act(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Visit {
    pub(crate) fn answered(&self, status: u16) {
        self.traffic.with(|counts| {
            if let Some(path) = counts.paths.get_mut(&self.address) {
                path.last_status = status;
                path.not_modified += u64::from(status == 304);
                path.deltas += u64::from(status == 226);
            }
        });
    }
}

impl Drop for Visit {
    fn drop(&mut self) {
        self.traffic.with(|counts| {
            if let Some(host) = counts.hosts.get_mut(host_of(&self.address)) {
                host.in_flight = host.in_flight.saturating_sub(1);
            }
        });
    }
}

fn host_of(address: &str) -> &str {
    address.split('/').next().unwrap_or_default()
}
