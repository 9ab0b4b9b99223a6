//! What the pipeline does, as log line and metric together; no metric carries a feed, a domain or a URL.
use journal::{PendingItem, Subscription};
use metrics::{counter, histogram};
use model::state::History;
use model::{ArticleId, FeedId, FeedState, Timestamp, Version};

use super::poll::Failure;

pub fn feed_polled(next: &FeedState, outcome: &'static str, items: u32) {
    counter!("wiredesk_polls_total", "outcome" => outcome).increment(1);
    counter!("wiredesk_items_admitted_total").increment(u64::from(items));
    tracing::debug!(feed = %next.id, outcome, items, next_poll_at = %next.next_poll_at, "feed polled");
}

pub fn feed_failed(next: &FeedState, failure: &Failure) {
    counter!("wiredesk_polls_total", "outcome" => failure.kind()).increment(1);
    tracing::warn!(
        feed = %next.id,
        url = %next.url,
        health = %next.health,
        failures = next.failures,
        next_poll_at = %next.next_poll_at,
        reason = %crate::report::chain(failure),
        "feed not read"
    );
}

pub fn feed_moved(state: &FeedState, to: &url::Url) {
    counter!("wiredesk_feeds_moved_total").increment(1);
    tracing::info!(feed = %state.id, from = %state.url, %to, "feed moved for good; put the new address into the configuration");
}

pub fn history_read(state: &FeedState, history: &History, items: u32) {
    counter!("wiredesk_history_pages_total", "outcome" => "read").increment(1);
    counter!("wiredesk_items_admitted_total").increment(u64::from(items));
    tracing::info!(feed = %state.id, url = %history.next, pages = history.pages + 1, items, "older page read");
}

pub fn history_failed(state: &FeedState, history: &History, failure: &Failure) {
    counter!("wiredesk_history_pages_total", "outcome" => failure.kind()).increment(1);
    tracing::warn!(
        feed = %state.id,
        url = %history.next,
        failures = history.failures + 1,
        reason = %crate::report::chain(failure),
        "older page not read"
    );
}

pub fn sitemap_failed(state: &FeedState, url: &str, failure: &Failure) {
    counter!("wiredesk_sitemaps_failed_total").increment(1);
    tracing::warn!(feed = %state.id, url, reason = %crate::report::chain(failure), "sitemap of an index not read");
}

pub fn archive_failed(error: &archive::ArchiveError) {
    counter!("wiredesk_archive_failures_total").increment(1);
    tracing::error!(error = %crate::report::chain(error), "not archived; the article is published without a place");
}

pub fn hub_asked(subscription: &Subscription, outcome: &'static str) {
    counter!("wiredesk_hub_requests_total", "outcome" => outcome).increment(1);
    tracing::info!(
        feed = %subscription.feed,
        hub = %subscription.hub,
        lease_until = subscription.lease_until.map(tracing::field::display),
        "subscription {outcome}"
    );
}

pub fn hub_failed(subscription: &Subscription) {
    counter!("wiredesk_hub_requests_total", "outcome" => "failed").increment(1);
    tracing::warn!(
        feed = %subscription.feed,
        hub = %subscription.hub,
        failures = subscription.failures,
        next_try_at = %subscription.next_try_at,
        reason = subscription.reason.as_deref().unwrap_or_default(),
        "not subscribed; the feed is polled"
    );
}

pub fn pushed(feed: &FeedId, outcome: &'static str, items: u32) {
    counter!("wiredesk_pushes_total", "outcome" => outcome).increment(1);
    counter!("wiredesk_items_admitted_total").increment(u64::from(items));
    tracing::debug!(%feed, outcome, items, "pushed");
}

pub fn item_retried(item: &PendingItem, reason: &str) {
    counter!("wiredesk_items_retried_total").increment(1);
    tracing::debug!(feed = %item.feed, article = %item.article, attempts = item.attempts + 1, reason, "item put back");
}

pub fn item_parked(item: &PendingItem, stage: &str, reason: &str) {
    counter!("wiredesk_items_parked_total", "stage" => stage.to_owned()).increment(1);
    tracing::error!(feed = %item.feed, article = %item.article, stage, reason, "item became a dead letter");
}

pub fn version_committed(
    id: &ArticleId,
    version: Version,
    item: &PendingItem,
    quotes: usize,
    now: Timestamp,
) {
    counter!("wiredesk_versions_total").increment(1);
    counter!("wiredesk_quotes_total").increment(quotes as u64);
    histogram!("wiredesk_fetched_to_committed_seconds").record(now.since(item.fetched_at).as_secs_f64());
    tracing::info!(article = %id, %version, feed = %item.feed, quotes, "version committed");
}
