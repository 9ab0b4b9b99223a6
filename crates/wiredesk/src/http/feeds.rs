//! What is known of the feeds, as `/api/feeds` and `feeds list --json` show it.
use axum::Json;
use axum::extract::State;
use axum::response::IntoResponse;
use model::{FeedState, Timestamp};
use serde::Serialize;

use super::Shared;

/// One feed (README.md).
#[derive(Clone, Debug, Serialize)]
pub struct FeedRow {
    pub id: String,
    pub url: String,
    /// ok | new | failing | resting | refused
    pub health: String,
    /// A sentence for a person.
    pub reason: Option<String>,
    pub last_poll_at: Option<Timestamp>,
    pub next_poll_at: Timestamp,
    /// Seconds.
    pub interval: u64,
    pub items_a_day: f64,
    /// Errors in a row.
    pub failures: u32,
}

impl From<FeedState> for FeedRow {
    fn from(state: FeedState) -> Self {
        FeedRow {
            id: state.id.to_string(),
            url: state.url,
            health: state.health.to_string(),
            reason: state.reason,
            last_poll_at: state.last_poll_at,
            next_poll_at: state.next_poll_at,
            interval: state.interval_seconds,
            items_a_day: (state.items_a_day * 10.0).round() / 10.0,
            failures: state.failures,
        }
    }
}

/// Rows for states, by id.
pub fn rows(states: Vec<FeedState>) -> Vec<FeedRow> {
    states.into_iter().map(FeedRow::from).collect()
}

pub async fn list(State(shared): State<Shared>) -> impl IntoResponse {
    Json(rows(shared.desk.feeds()))
}
