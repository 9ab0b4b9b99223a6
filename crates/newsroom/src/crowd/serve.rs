//! Answers for every host of a crowd: which body a feed shows follows from the ETag that it is asked with.
use std::convert::Infallible;
use std::sync::Arc;

use bytes::Bytes;
use http::header::{CONNECTION, CONTENT_TYPE, ETAG, HOST, HeaderValue, IF_NONE_MATCH};
use http::{HeaderMap, Request, Response, StatusCode};
use http_body_util::Full;
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;
use xxhash_rust::xxh3::xxh3_64_with_seed;

use super::{Arrival, Manner, Stage};
use crate::clock::now;

pub(super) async fn serve(listener: TcpListener, stage: Arc<Stage>, stop: CancellationToken) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            () = stop.cancelled() => break,
            Some(_) = connections.join_next() => {}
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => { connections.spawn(connection(stream, stage.clone())); }
                Err(error) => {
                    // Out of file descriptors: others must close first.
                    tracing::debug!(%error, "the crowd cannot accept");
                    tokio::time::sleep(std::time::Duration::from_millis(20)).await;
                }
            },
        }
    }
    connections.shutdown().await;
}

async fn connection(stream: TcpStream, stage: Arc<Stage>) {
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "crowd connection");
    }
    let service = service_fn(move |request| answer(stage.clone(), request));
    let serving = hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(stream), service);
    // Errors here are the client's leaving.
    if let Err(error) = serving.await {
        tracing::trace!(%error, "crowd connection ended");
    }
}

async fn answer(stage: Arc<Stage>, request: Request<Incoming>) -> Result<Response<Full<Bytes>>, Infallible> {
    let at = now().as_millisecond();
    let Some(feed) = feed_of(request.headers()) else { return Ok(plain(StatusCode::NOT_FOUND)) };
    let manner = stage.manner();
    if !manner.delay.is_zero() {
        tokio::time::sleep(manner.delay).await;
    }
    let response = response(&stage, manner, feed, request.headers());
    stage.note(Arrival { feed, at, status: response.status().as_u16() });
    Ok(response)
}

fn response(stage: &Stage, manner: Manner, feed: u32, headers: &HeaderMap) -> Response<Full<Bytes>> {
    let held = held(headers).filter(|_| manner.validators);
    let (shown, is_held) = match held {
        Some(held) if changes(feed, held, manner.changing) => (held + 1, false),
        Some(held) => (held, true),
        None => (0, false),
    };
    let body = stage.bodies.get(shown as usize % stage.bodies.len().max(1));
    let mut response = match body {
        Some(_) if is_held => plain(StatusCode::NOT_MODIFIED),
        Some(body) => {
            let mut whole = Response::new(Full::new(body.bytes.clone()));
            whole.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(body.content_type));
            whole
        }
        None => plain(StatusCode::NOT_FOUND),
    };
    if manner.validators
        && let Ok(etag) = HeaderValue::from_str(&format!("\"{shown}\""))
    {
        response.headers_mut().insert(ETAG, etag);
    }
    if !manner.keep_alive {
        response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
    }
    response
}

fn plain(status: StatusCode) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::default());
    *response.status_mut() = status;
    response
}

/// `f17.p3.example:8080` is feed 17.
fn feed_of(headers: &HeaderMap) -> Option<u32> {
    let host = headers.get(HOST)?.to_str().ok()?;
    host.strip_prefix('f')?.split('.').next()?.parse().ok()
}

/// The version that the client holds.
fn held(headers: &HeaderMap) -> Option<u64> {
    headers.get(IF_NONE_MATCH)?.to_str().ok()?.trim_matches('"').parse().ok()
}

/// By chance, and the same in every run.
fn changes(feed: u32, held: u64, share: f64) -> bool {
    let dice = xxh3_64_with_seed(&held.to_le_bytes(), u64::from(feed));
    ((dice >> 11) as f64 / (1u64 << 53) as f64) < share
}
