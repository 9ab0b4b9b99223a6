//! The way of one fetch: guard, robots.txt, gate, exchange, and on to the next hop.
use std::{sync::Arc, time::Duration};

use model::{Clock, Domain};
use reqwest::header::HeaderValue;
use tokio::time::Instant;

use crate::body::Flight;
use crate::config::Config;
use crate::error::{FetchError, Slowness};
use crate::events::FetchEnded;
use crate::exchange::{Answer, Exchange};
use crate::fetched::Fetched;
use crate::guard;
use crate::host_gate::{ComeBack, HostGate, Manners, Pass, Rest};
use crate::redirect::Trail;
use crate::request::{Request, RequestKind};
use crate::robots::RobotsCache;
use crate::shown::ShownUrl;
use crate::transport::Transport;

/// Fetches for the whole worker. Clones share connections, gates, limits and the memory of robots.txt.
#[derive(Clone)]
pub struct Fetcher {
    inner: Arc<Inner>,
}

struct Inner {
    config: Config,
    clock: Clock,
    user_agent: String,
    transport: Transport,
    gate: HostGate,
    flight: Flight,
    robots: RobotsCache,
}

impl Fetcher {
    /// Reads the system's certificates and name servers once; called within a tokio runtime.
    pub fn new(config: Config, clock: Clock) -> Result<Fetcher, FetchError> {
        let transport = Transport::new(&config)?;
        let gate = HostGate::new(Manners {
            connections: config.domain_connections,
            spacing: config.domain_spacing,
            patience: config.patience,
            cool_down: config.cool_down,
        });
        let flight = Flight::new(config.bytes_in_flight, config.max_wire);
        let robots = RobotsCache::new(config.robots_token());
        let user_agent = config.full_user_agent();
        HeaderValue::from_str(&user_agent).map_err(FetchError::setup)?;
        Ok(Fetcher { inner: Arc::new(Inner { config, clock, user_agent, transport, gate, flight, robots }) })
    }

    pub fn config(&self) -> &Config {
        &self.inner.config
    }

    /// One fetch with its redirects. Dropping the future gives everything back.
    pub async fn fetch(&self, request: Request) -> Result<Fetched, FetchError> {
        let outcome = self.follow(&request).await;
        FetchEnded { kind: request.kind, outcome: &outcome }.emit();
        outcome
    }

    async fn follow(&self, request: &Request) -> Result<Fetched, FetchError> {
        let inner = &*self.inner;
        let mut trail = Trail::new(&request.url, inner.config.max_redirects, request.form.is_some());
        let mut spent = Duration::ZERO;
        let mut pass: Option<Pass> = None;
        loop {
            let shown = ShownUrl::from(trail.here());
            guard::check_url(trail.here(), &inner.config.allow_private)
                .map_err(|source| FetchError::Refused { url: shown.clone(), source })?;
            let spacing = self.permission(request, &trail, &mut pass).await?;
            let domain = self.domain_of(request, &trail);
            // One fetch is one visit: only a redirect to another domain queues again, and holds nothing meanwhile.
            let pass = match pass.take().filter(|held| held.domain == domain) {
                Some(held) => pass.insert(held),
                None => pass.insert(self.enter(&domain, spacing).await?),
            };
            let load = inner.flight.board().await;
            let started = Instant::now();
            let left = inner.config.timeout.saturating_sub(spent);
            let exchange = self.exchange(request, &trail)?;
            let answer = tokio::time::timeout(left, exchange.run(load)).await.unwrap_or_else(|_| {
                let phase = Slowness::Whole(inner.config.timeout);
                Err(FetchError::Timeout { url: shown.clone(), phase })
            });
            spent += started.elapsed();
            match self.note(&pass.domain, answer)? {
                Answer::Redirect { status, location } => (trail.follow(status, location.as_deref()))
                    .map_err(|source| FetchError::Redirect { url: shown, source })?,
                Answer::Body(reply) => return Ok(reply.into_fetched(trail, spent)),
            }
        }
    }

    /// Whether robots.txt lets us in, and how far apart it wants us. Feeds were chosen by the operator and are not asked about.
    async fn permission(
        &self,
        request: &Request,
        trail: &Trail,
        pass: &mut Option<Pass>,
    ) -> Result<Duration, FetchError> {
        if request.kind != RequestKind::Page || request.ignore_robots {
            return Ok(Duration::ZERO);
        }
        let robots = &self.inner.robots;
        let policy = match robots.known(trail.here()) {
            Some(policy) => policy,
            None => {
                // Its fetch passes the same gate: waiting there with a pass in hand would be waiting for ourselves.
                *pass = None;
                robots.learn(self, request, trail.here(), self.domain_of(request, trail)).await?
            }
        };
        policy.permit(trail.here())
    }

    /// As the request says while the trail stays in its domain, else as the target's name says.
    fn domain_of(&self, request: &Request, trail: &Trail) -> Domain {
        let here = Domain::of_url(trail.here());
        match here {
            Some(here) if Some(&here) != Domain::of_url(&request.url).as_ref() => here,
            _ => request.domain.clone(),
        }
    }

    async fn enter(&self, domain: &Domain, spacing: Duration) -> Result<Pass, FetchError> {
        self.inner.gate.enter(domain, spacing).await.map_err(|ComeBack { after }| FetchError::Busy {
            domain: domain.clone(),
            until: self.inner.clock.now().plus(after),
        })
    }

    fn exchange<'a>(&'a self, request: &'a Request, trail: &'a Trail) -> Result<Exchange<'a>, FetchError> {
        let inner = &*self.inner;
        Ok(Exchange {
            config: &inner.config,
            clock: inner.clock,
            line: inner.transport.line(request, trail.here())?,
            flight: &inner.flight,
            user_agent: request.user_agent.as_deref().unwrap_or(&inner.user_agent),
            request,
            url: trail.here(),
            home: trail.is_home(),
        })
    }

    /// What the answer means for the whole domain: 429 and 503 let it rest.
    fn note(&self, domain: &Domain, answer: Result<Answer, FetchError>) -> Result<Answer, FetchError> {
        let inner = &*self.inner;
        match &answer {
            Err(FetchError::Status { status: status @ (429 | 503), retry_after, .. }) => {
                let asked = retry_after.map(|at| at.since(inner.clock.now()));
                let why = if *status == 429 { Rest::TooMany } else { Rest::Away };
                let rest = inner.gate.cool_down(domain, why, asked);
                crate::events::DomainCoolsDown { domain, rest }.emit();
            }
            Ok(_) => inner.gate.forgive(domain),
            Err(_) => {}
        }
        answer
    }
}

impl std::fmt::Debug for Fetcher {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Fetcher").field("user_agent", &self.inner.user_agent).finish_non_exhaustive()
    }
}
