//! How the worker is doing: `/readyz`, `/api/status`, and the gauges of `/metrics`.
use std::collections::BTreeMap;
use std::sync::atomic::Ordering;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use metrics::gauge;
use serde::{Deserialize, Serialize};
use serde_json::json;
use sink::SinkStatus;

use super::Shared;
use crate::pipeline::desk::Desk;

/// `{"status": "ready" | "degraded" | "starting", "reasons": […]}`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Readiness {
    pub status: String,
    pub reasons: Vec<String>,
}

/// Ready: feeds are polled and records go where they shall.
pub fn readiness(desk: &Desk) -> Readiness {
    let mut reasons = Vec::new();
    let mut starting = false;
    if desk.stopping.is_cancelled() {
        reasons.push("the worker is stopping".to_owned());
    }
    if desk.outbox_full.load(Ordering::Relaxed) {
        reasons.push("the outbox is full: polling waits for kafka".to_owned());
    }
    if let Some(status) = &desk.sink {
        match &*status.borrow() {
            SinkStatus::Ready => {}
            SinkStatus::Connecting => {
                starting = true;
                reasons.push("kafka: connecting".to_owned());
            }
            SinkStatus::Degraded { reason, .. } => reasons.push(format!("kafka: {reason}")),
            SinkStatus::Stopped { reason } => reasons.push(format!("kafka: stopped: {reason}")),
        }
    }
    let status = match (reasons.is_empty(), starting && reasons.len() == 1) {
        (true, _) => "ready",
        (false, true) => "starting",
        (false, false) => "degraded",
    };
    Readiness { status: status.to_owned(), reasons }
}

pub async fn status(State(shared): State<Shared>) -> Response {
    let readiness = readiness(&shared.desk);
    match shared.desk.journal.reader().summary().await {
        Ok(summary) => Json(json!({
            "readiness": readiness,
            "journal": summary.journal,
            "last_seq": summary.last_seq,
            "oldest_record_at": summary.oldest_at,
            "newest_record_at": summary.newest_at,
            "records": summary.rows,
            "record_bytes": summary.record_bytes,
            "file_bytes": summary.file_bytes,
            "articles": summary.articles,
            "versions": summary.versions,
            "pending": summary.pending.waiting,
            "retrying": summary.pending.retrying,
            "parked": summary.pending.parked,
            "feeds": by_health(&shared.desk),
            "unpublished_bytes": shared.desk.journal.unpublished_bytes(),
        }))
        .into_response(),
        Err(error) => (StatusCode::INTERNAL_SERVER_ERROR, crate::report::chain(&error)).into_response(),
    }
}

fn by_health(desk: &Desk) -> BTreeMap<String, u64> {
    let mut counts: BTreeMap<String, u64> =
        model::state::Health::KNOWN.iter().map(|h| ((*h).to_owned(), 0)).collect();
    counts.extend(desk.by_health().into_iter().map(|(health, count)| (health.to_string(), count)));
    counts
}

/// Gauges that are read off when they are asked for.
pub fn gauges(desk: &Desk) {
    for (health, count) in by_health(desk) {
        gauge!("wiredesk_feeds", "health" => health).set(count as f64);
    }
    if let Some(bytes) = resident_bytes() {
        gauge!("process_resident_memory_bytes").set(bytes as f64);
    }
}

/// Resident memory by Linux's /proc; `None` elsewhere.
fn resident_bytes() -> Option<u64> {
    let statm = std::fs::read_to_string("/proc/self/statm").ok()?;
    let pages: u64 = statm.split_whitespace().nth(1)?.parse().ok()?;
    Some(pages * 4096)
}
