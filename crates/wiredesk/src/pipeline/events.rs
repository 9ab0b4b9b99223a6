//! What the pipeline does, as log line and metric together; no metric carries a feed, a domain or a URL.
use journal::PendingItem;
use metrics::{counter, histogram};
use model::{ArticleId, FeedState, Timestamp, Version};

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
