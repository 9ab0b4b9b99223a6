//! What robots.txt allows us, origin by origin, asked once a day (RFC 9309).
mod rules;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use model::Domain;
use tokio::time::Instant;
use url::Url;

use crate::body;
use crate::client::Fetcher;
use crate::error::{FetchError, RobotsError};
use crate::fetched::Fetched;
use crate::request::{Request, RequestKind};
use crate::shown::ShownUrl;

use rules::Rules;

/// "SHOULD NOT use the cached version for more than 24 hours" (section 2.4).
const KEPT: Duration = Duration::from_secs(24 * 3600);
/// A server that could not say is asked again soon, and its pages wait until then (section 2.3.1.4).
const KEPT_UNREACHABLE: Duration = Duration::from_secs(10 * 60);
/// A file that was packed all the same may unpack to this.
const MAX_UNPACKED: usize = 4 * 1024 * 1024;
/// Rules that are kept, all origins together.
const MAX_KEPT: usize = 16 * 1024 * 1024;
/// Questions under way before their traces are swept.
const MAX_ASKING: usize = 1024;
/// What an entry costs beside its rules.
const ENTRY_COST: usize = 256;

/// What one origin answered.
pub(crate) enum Policy {
    Rules(Rules),
    /// "Complete disallow" until the server can say: never a reason to fetch all the same.
    Unreachable(String),
}

impl Policy {
    /// The delay that the origin asks for between two requests; an error where the page is closed to us.
    pub(crate) fn permit(&self, url: &Url) -> Result<Duration, FetchError> {
        let source = match self {
            Policy::Rules(rules) if rules.allows(url) => return Ok(rules.crawl_delay()),
            Policy::Rules(_) => RobotsError::Disallowed,
            Policy::Unreachable(reason) => RobotsError::Unreachable(reason.clone()),
        };
        Err(FetchError::Robots { url: ShownUrl::from(url), source })
    }

    fn cost(&self) -> usize {
        ENTRY_COST
            + match self {
                Policy::Rules(rules) => rules.size(),
                Policy::Unreachable(reason) => reason.len(),
            }
    }
}

/// The answers of all origins, and who is just asking.
pub(crate) struct RobotsCache {
    token: String,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    kept: HashMap<String, Kept>,
    /// One question at a time for each origin; the others wait for its answer.
    asking: HashMap<String, Arc<tokio::sync::Mutex<()>>>,
    cost: usize,
}

struct Kept {
    policy: Arc<Policy>,
    until: Instant,
}

impl RobotsCache {
    pub(crate) fn new(token: &str) -> Self {
        RobotsCache { token: token.to_owned(), state: Mutex::default() }
    }

    /// The answer of this URL's origin, when it is known and fresh.
    pub(crate) fn known(&self, url: &Url) -> Option<Arc<Policy>> {
        let state = self.state();
        let kept = state.kept.get(&url.origin().ascii_serialization())?;
        (kept.until > Instant::now()).then(|| kept.policy.clone())
    }

    /// Asks the origin of `url`, where `page` led, under the same name and by the same way. An error: the question could not be put (the domain's gate is busy, the guard refuses the address).
    pub(crate) async fn learn(
        &self,
        fetcher: &Fetcher,
        page: &Request,
        url: &Url,
        domain: Domain,
    ) -> Result<Arc<Policy>, FetchError> {
        let origin = url.origin().ascii_serialization();
        let asking = self.state().asker_of(&origin);
        let asker = asking.lock().await;
        let learned = match self.known(url) {
            Some(policy) => Ok(policy),
            None => {
                self.ask(fetcher, page, url, domain).await.map(|policy| self.keep(origin.clone(), policy))
            }
        };
        drop(asker);
        learned
    }

    async fn ask(
        &self,
        fetcher: &Fetcher,
        page: &Request,
        url: &Url,
        domain: Domain,
    ) -> Result<Policy, FetchError> {
        let mut address = url.clone();
        address.set_path("/robots.txt");
        address.set_query(None);
        let mut request = Request::new(address, domain, RequestKind::Robots);
        request.user_agent.clone_from(&page.user_agent);
        request.proxy.clone_from(&page.proxy);
        request.certificates.clone_from(&page.certificates);
        // A fetch of a page asks for robots.txt, which is a fetch: the box ends the circle of types.
        match Box::pin(fetcher.fetch(request)).await {
            Ok(fetched) => Ok(self.read(&fetched)),
            Err(busy @ FetchError::Busy { .. }) => Err(busy),
            // Where robots.txt may not be asked for, the page may not either: that does not pass by itself.
            Err(refused @ FetchError::Refused { .. }) => Err(refused),
            // Section 2.3.1.3: unavailable is permission; 429 is no "unavailable" but a plea to wait.
            Err(FetchError::Status { status: 400..=428 | 430..=499, .. }) => {
                Ok(Policy::Rules(Rules::default()))
            }
            Err(FetchError::Redirect { .. }) => Ok(Policy::Rules(Rules::default())),
            Err(error) => Ok(Policy::Unreachable(error.reason())),
        }
    }

    fn read(&self, fetched: &Fetched) -> Policy {
        match body::decode(&fetched.body, MAX_UNPACKED) {
            Ok(text) => Policy::Rules(Rules::parse(&text, &self.token)),
            Err(error) => Policy::Unreachable(error.to_string()),
        }
    }

    fn keep(&self, origin: String, policy: Policy) -> Arc<Policy> {
        let life = match policy {
            Policy::Rules(_) => KEPT,
            Policy::Unreachable(_) => KEPT_UNREACHABLE,
        };
        let policy = Arc::new(policy);
        let mut state = self.state();
        state.cost += policy.cost();
        let kept = Kept { policy: policy.clone(), until: Instant::now() + life };
        if let Some(old) = state.kept.insert(origin, kept) {
            state.cost = state.cost.saturating_sub(old.policy.cost());
        }
        if state.cost > MAX_KEPT {
            state.shrink();
        }
        policy
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn asker_of(&mut self, origin: &str) -> Arc<tokio::sync::Mutex<()>> {
        // Whoever asks or waits holds a second handle; what nobody holds is only a trace.
        if self.asking.len() >= MAX_ASKING {
            self.asking.retain(|_, lock| Arc::strong_count(lock) > 1);
        }
        self.asking.entry(origin.to_owned()).or_default().clone()
    }

    /// Forgets the older half, so that forgetting is rare.
    fn shrink(&mut self) {
        let mut ends: Vec<Instant> = self.kept.values().map(|kept| kept.until).collect();
        ends.sort_unstable();
        if let Some(middle) = ends.get(ends.len() / 2).copied() {
            self.kept.retain(|_, kept| kept.until > middle);
        }
        self.cost = self.kept.values().map(|kept| kept.policy.cost()).sum();
    }
}
