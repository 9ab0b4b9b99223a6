//! The HTTP server: one task for all its connections, which end with it.
use std::io;
use std::sync::Arc;

use http::{Method, Request, Response};
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::fault::{Outcome, apply};
use crate::page::Page;
use crate::respond::{Answer, Asked, respond};
use crate::shelf::Shelf;

/// Why a connection ends without an answer.
#[derive(Debug, thiserror::Error)]
#[error("the script closes this connection")]
struct Dropped;

pub(crate) async fn serve(listener: TcpListener, shelf: Arc<Shelf>, stop: CancellationToken) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            () = stop.cancelled() => break,
            Some(_) = connections.join_next() => {}
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => { connections.spawn(connection(stream, shelf.clone())); }
                Err(error) => pause(&error).await,
            },
        }
    }
    // Slow and endless bodies would never end by themselves.
    connections.shutdown().await;
}

/// Out of file descriptors: wait for others to close rather than spin.
async fn pause(error: &io::Error) {
    tracing::debug!(%error, "newsroom cannot accept");
    tokio::time::sleep(std::time::Duration::from_millis(20)).await;
}

async fn connection(stream: TcpStream, shelf: Arc<Shelf>) {
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "newsroom connection");
    }
    let service = service_fn(move |request| answer(shelf.clone(), request));
    // Errors here are the client's leaving, or the script's will.
    if let Err(error) =
        hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(stream), service).await
    {
        tracing::trace!(%error, "newsroom connection ended");
    }
}

async fn answer(shelf: Arc<Shelf>, request: Request<Incoming>) -> Result<Response<Answer>, Dropped> {
    let host = host_of(&request);
    let path = request.uri().path();
    let address = format!("{host}{path}");
    let visit = shelf.traffic.begin(&address, request.headers());
    let (truth, encoding) = match *request.method() {
        Method::GET | Method::HEAD => shelf.page(&address),
        _ => (Page::new(405, "text/plain", "method not allowed").with("allow", "GET, HEAD"), None),
    };
    let struck = shelf.with_overrides(|overrides| overrides.faults.strike(&address));
    let outcome = match struck {
        None => Outcome::Page(truth),
        Some(struck) => apply(struck, truth, path, hop(&request), &base_of(&request)),
    };
    let asked = Asked { headers: request.headers(), head_only: *request.method() == Method::HEAD, encoding };
    respond(outcome, &asked, visit).await.ok_or(Dropped)
}

/// The host asked for, in small letters and without its port.
fn host_of(request: &Request<Incoming>) -> String {
    let authority = authority_of(request);
    let host = authority.rsplit_once(':').filter(|(_, port)| port.bytes().all(|byte| byte.is_ascii_digit()));
    host.map_or(authority.as_str(), |(host, _)| host).trim_end_matches('.').to_ascii_lowercase()
}

fn authority_of(request: &Request<Incoming>) -> String {
    let header = request.headers().get("host").and_then(|value| value.to_str().ok());
    request.uri().authority().map(ToString::to_string).or(header.map(str::to_owned)).unwrap_or_default()
}

fn base_of(request: &Request<Incoming>) -> String {
    format!("http://{}", authority_of(request))
}

fn hop(request: &Request<Incoming>) -> u32 {
    let query = request.uri().query().unwrap_or_default();
    query.split('&').find_map(|pair| pair.strip_prefix("hop=")?.parse().ok()).unwrap_or(0)
}
