//! The worker's face on loopback: dashboard, records, feeds, metrics and health.
mod access;
mod feeds;
mod health;
mod push;
mod query;
mod records;

pub use feeds::{FeedRow, rows};
pub use health::readiness;

use std::net::SocketAddr;
use std::sync::Arc;

use anyhow::{Context, Result};
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use axum::routing::get;
use axum::{Json, Router, middleware};
use metrics_exporter_prometheus::PrometheusHandle;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use crate::dashboard;
use crate::pipeline::desk::Desk;

/// What the handlers share.
#[derive(Clone)]
struct Shared {
    desk: Arc<Desk>,
    metrics: PrometheusHandle,
    /// Ends streams that would otherwise never end.
    closing: CancellationToken,
}

/// A bound listener that does not serve yet, so that its address can be told first.
pub struct Server {
    listener: TcpListener,
    address: SocketAddr,
    shared: Shared,
}

impl Server {
    pub async fn bind(desk: Arc<Desk>, metrics: PrometheusHandle) -> Result<Server> {
        let wanted = desk.config().http.listen;
        let listener =
            TcpListener::bind(wanted).await.with_context(|| format!("`http.listen` = {wanted}"))?;
        let address = listener.local_addr()?;
        Ok(Server { listener, address, shared: Shared { desk, metrics, closing: CancellationToken::new() } })
    }

    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Serves until `closing` is cancelled.
    pub async fn serve(mut self, closing: CancellationToken) -> Result<()> {
        self.shared.closing = closing.clone();
        let router = router(self.shared, self.address);
        axum::serve(self.listener, router).with_graceful_shutdown(closing.cancelled_owned()).await?;
        Ok(())
    }
}

fn router(shared: Shared, address: SocketAddr) -> Router {
    let guard = access::Guard::new(shared.desk.config().http.token.clone(), address);
    let guarded = Router::new()
        .route("/api/records/{topic}", get(records::page))
        .route("/api/live/{topic}", get(records::live))
        .route("/api/articles/{id}", get(records::article))
        .route("/api/feeds", get(feeds::list))
        .route("/api/status", get(health::status))
        .route("/metrics", get(metrics))
        .route("/", get(dashboard::index))
        .route("/assets/{file}", get(dashboard::asset))
        .layer(middleware::from_fn_with_state(guard, access::guard));
    let pushed = Router::new()
        .route("/push/{token}", get(push::verify).post(push::receive))
        .layer(DefaultBodyLimit::max(shared.desk.config().fetch.max_wire));
    Router::new()
        .route("/healthz", get(|| async { "ok\n" }))
        .route("/readyz", get(ready))
        .merge(pushed)
        .merge(guarded)
        .layer(middleware::from_fn(access::security_headers))
        .with_state(shared)
}

async fn ready(State(shared): State<Shared>) -> impl IntoResponse {
    let readiness = readiness(&shared.desk);
    let status = if readiness.status == "ready" { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    (status, Json(readiness))
}

async fn metrics(State(shared): State<Shared>) -> impl IntoResponse {
    health::gauges(&shared.desk);
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], shared.metrics.render())
}
