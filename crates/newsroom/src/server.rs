//! The HTTP server: one task for all its connections, which end with it.
use std::future::poll_fn;
use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use http::request::Parts;
use http::{Method, Request, Response};
use http_body_util::{BodyExt, Limited};
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::io::AsyncWriteExt;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::fault::{Outcome, Raw, apply, maze};
use crate::hub;
use crate::page::Page;
use crate::respond::{Answer, Asked, respond};
use crate::shelf::Shelf;
use crate::traffic::Visit;

/// What is written to the connection past hyper, once hyper has let go of it.
type Bypass = Arc<Mutex<Option<(Raw, Visit)>>>;

/// Why a connection ends without an answer.
#[derive(Debug, thiserror::Error)]
#[error("the script closes this connection")]
struct Dropped;

/// A form of a few fields is shorter.
const LONGEST_FORM: usize = 64 << 10;

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
    let bypass = Bypass::default();
    let service = service_fn(|request| Box::pin(answer(shelf.clone(), bypass.clone(), request)));
    let mut connection =
        hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(stream), service);
    // Errors here are the client's leaving, or the script's will.
    if let Err(error) = poll_fn(|context| connection.poll_without_shutdown(context)).await {
        tracing::trace!(%error, "newsroom connection ended");
    }
    let mut stream = connection.into_parts().io.into_inner();
    let raw = bypass.lock().unwrap_or_else(PoisonError::into_inner).take();
    let ended = match raw {
        // The visit lasts until the last byte is sent.
        Some((raw, _visit)) => raw.send(stream).await,
        None => stream.shutdown().await,
    };
    if let Err(error) = ended {
        tracing::trace!(%error, "newsroom connection cut");
    }
}

async fn answer(
    shelf: Arc<Shelf>,
    bypass: Bypass,
    request: Request<Incoming>,
) -> Result<Response<Answer>, Dropped> {
    let (head, body) = request.into_parts();
    let host = host_of(&head);
    let path = head.uri.path();
    let address = format!("{host}{path}");
    let visit = shelf.traffic.begin(&address, &head.headers);
    let struck = shelf.with_overrides(|overrides| overrides.faults.strike(&address));
    let (truth, encoding) = match head.method {
        Method::GET | Method::HEAD if maze::is_in(&host) => {
            (maze::turn(hop(&head), port_of(&authority_of(&head))), None)
        }
        Method::GET | Method::HEAD => shelf.page(&address, &head.headers),
        // What a fault has struck has not reached the hub.
        Method::POST if host == hub::HOST && struck.is_none() => {
            (shelf.ask_hub(&form(&head, body).await?).ok_or(Dropped)?, None)
        }
        _ => (Page::new(405, "text/plain", "method not allowed").with("allow", "GET, HEAD"), None),
    };
    let outcome = match struck {
        None => Outcome::Page(truth),
        Some(struck) => apply(struck, truth, path, hop(&head), &base_of(&head)),
    };
    if let Outcome::Raw(raw) = outcome {
        visit.answered(200);
        *bypass.lock().unwrap_or_else(PoisonError::into_inner) = Some((raw, visit));
        return Err(Dropped);
    }
    let asked = Asked { headers: &head.headers, head_only: head.method == Method::HEAD, encoding };
    respond(outcome, &asked, visit).await.ok_or(Dropped)
}

/// The body of a form. What calls itself something else has no fields.
async fn form(head: &Parts, body: Incoming) -> Result<Bytes, Dropped> {
    let body = Limited::new(body, LONGEST_FORM).collect().await.map_err(|_| Dropped)?.to_bytes();
    let kind = head.headers.get("content-type").and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let is_form =
        kind.split(';').next().is_some_and(|kind| kind.trim() == "application/x-www-form-urlencoded");
    Ok(if is_form { body } else { Bytes::new() })
}

/// The host asked for, in small letters and without its port.
fn host_of(head: &Parts) -> String {
    let authority = authority_of(head);
    let host = authority.rsplit_once(':').filter(|(_, port)| port.bytes().all(|byte| byte.is_ascii_digit()));
    host.map_or(authority.as_str(), |(host, _)| host).trim_end_matches('.').to_ascii_lowercase()
}

fn authority_of(head: &Parts) -> String {
    let header = head.headers.get("host").and_then(|value| value.to_str().ok());
    head.uri.authority().map(ToString::to_string).or(header.map(str::to_owned)).unwrap_or_default()
}

fn base_of(head: &Parts) -> String {
    format!("http://{}", authority_of(head))
}

fn port_of(authority: &str) -> &str {
    authority.rsplit_once(':').map_or("80", |(_, port)| port)
}

fn hop(head: &Parts) -> u32 {
    let query = head.uri.query().unwrap_or_default();
    query.split('&').find_map(|pair| pair.strip_prefix("hop=")?.parse().ok()).unwrap_or(0)
}
