//! A crowd of plain feeds for measuring: as many hosts as are asked for, served from a few bodies made beforehand.
//!
//! Feed `n` of a crowd on `m` domains is `http://f<n>.p<n mod m>.example:PORT/feed.xml`. Nothing is remembered of a
//! feed but when it was asked for, so that a million of them cost the crowd no memory.
mod bodies;
mod serve;

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::Duration;

use tokio::net::{TcpListener, UdpSocket};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::name_server::{self, Names};
use crate::press::PressError;

/// How the crowd answers; it may be changed while it runs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Manner {
    /// Answers carry an ETag, and 304 follows when it is asked with. Else every answer is 200.
    pub validators: bool,
    /// Else each answer closes its connection.
    pub keep_alive: bool,
    /// The share of conditional requests, from 0 to 1, that find another body: built later, with the same items.
    pub changing: f64,
    /// Before each answer.
    pub delay: Duration,
}

impl Default for Manner {
    fn default() -> Self {
        Manner { validators: true, keep_alive: true, changing: 0.0, delay: Duration::ZERO }
    }
}

/// A request as it arrived.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arrival {
    pub feed: u32,
    /// Milliseconds since 1970.
    pub at: i64,
    pub status: u16,
}

/// A running crowd, on loopback only. Dropping it stops it too, without waiting.
pub struct Crowd {
    stage: Arc<Stage>,
    domains: u32,
    http_addr: SocketAddr,
    dns_addr: SocketAddr,
    stop: CancellationToken,
    tasks: JoinSet<()>,
}

/// What the connections share.
struct Stage {
    bodies: Vec<bodies::Body>,
    manner: RwLock<Manner>,
    arrivals: Mutex<Vec<Arrival>>,
}

/// More arrivals than this are not kept: somebody has forgotten to take them.
const MOST_ARRIVALS: usize = 8 << 20;

impl Crowd {
    /// Bodies have at least `bytes` bytes.
    pub async fn start(domains: u32, bytes: usize, manner: Manner) -> Result<Crowd, PressError> {
        let here = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
        let fail = |source| PressError::Listen { address: here, source };
        let listener = TcpListener::bind(here).await.map_err(fail)?;
        let names = UdpSocket::bind(here).await.map_err(fail)?;
        let (http_addr, dns_addr) = (listener.local_addr().map_err(fail)?, names.local_addr().map_err(fail)?);
        let bodies = bodies::bodies(bytes, http_addr.port())?;
        let stage = Arc::new(Stage { bodies, manner: RwLock::new(manner), arrivals: Mutex::default() });
        let stop = CancellationToken::new();
        let mut tasks = JoinSet::new();
        tasks.spawn(serve::serve(listener, stage.clone(), stop.clone()));
        tasks.spawn(name_server::serve(names, Names::new(IpAddr::V4(Ipv4Addr::LOCALHOST)), stop.clone()));
        Ok(Crowd { stage, domains: domains.max(1), http_addr, dns_addr, stop, tasks })
    }

    pub fn dns_addr(&self) -> SocketAddr {
        self.dns_addr
    }

    /// The address of feed `n`.
    pub fn url(&self, feed: u32) -> String {
        format!("http://f{feed}.p{}.example:{}/feed.xml", feed % self.domains, self.http_addr.port())
    }

    /// The size of a body.
    pub fn body_bytes(&self) -> usize {
        self.stage.bodies.first().map_or(0, |body| body.bytes.len())
    }

    /// Takes effect with the next request.
    pub fn set_manner(&self, manner: Manner) {
        *self.stage.manner.write().unwrap_or_else(PoisonError::into_inner) = manner;
    }

    /// The requests since the last call, as they came.
    pub fn take_arrivals(&self) -> Vec<Arrival> {
        std::mem::take(&mut *self.stage.arrivals())
    }

    /// Stops all that runs; open connections are cut.
    pub async fn shutdown(mut self) {
        self.stop.cancel();
        while self.tasks.join_next().await.is_some() {}
    }
}

impl Drop for Crowd {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}

impl Stage {
    fn arrivals(&self) -> std::sync::MutexGuard<'_, Vec<Arrival>> {
        self.arrivals.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn note(&self, arrival: Arrival) {
        let mut arrivals = self.arrivals();
        if arrivals.len() < MOST_ARRIVALS {
            arrivals.push(arrival);
        }
    }

    fn manner(&self) -> Manner {
        *self.manner.read().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests;
