//! What the fetcher reports: one event is one log line and one count, none labelled by feed, domain or URL.
use std::time::Duration;

use metrics::{counter, histogram};
use model::Domain;

use crate::error::FetchError;
use crate::fetched::Fetched;
use crate::request::RequestKind;

/// A fetch is over.
pub(crate) struct FetchEnded<'a> {
    pub kind: RequestKind,
    pub outcome: &'a Result<Fetched, FetchError>,
}

impl FetchEnded<'_> {
    pub(crate) fn emit(self) {
        let kind = self.kind.as_str();
        let outcome = match self.outcome {
            Ok(fetched) if fetched.not_modified() => "not_modified",
            Ok(_) => "fetched",
            Err(error) => error.kind().as_str(),
        };
        counter!("wiredesk_fetches_total", "kind" => kind, "outcome" => outcome).increment(1);
        match self.outcome {
            Ok(fetched) => {
                let bytes = fetched.body.wire.len();
                counter!("wiredesk_fetch_wire_bytes_total", "kind" => kind).increment(bytes as u64);
                histogram!("wiredesk_fetch_seconds", "kind" => kind).record(fetched.elapsed.as_secs_f64());
                tracing::debug!(url = %crate::ShownUrl::from(&fetched.url), status = fetched.status, bytes, hops = fetched.hops.len(), "fetched");
            }
            Err(error) => {
                tracing::debug!(kind = error.kind().as_str(), reason = error.reason(), "not fetched")
            }
        }
    }
}

/// A domain answered 429 or 503 and is left alone.
pub(crate) struct DomainCoolsDown<'a> {
    pub domain: &'a Domain,
    pub rest: Duration,
}

impl DomainCoolsDown<'_> {
    pub(crate) fn emit(self) {
        counter!("wiredesk_domain_cool_downs_total").increment(1);
        tracing::info!(domain = %self.domain, rest = ?self.rest, "domain asks to be left alone");
    }
}
