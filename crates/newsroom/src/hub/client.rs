//! The hub's own client: one request a connection, to loopback alone.
use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use bytes::Bytes;
use http::{Method, Request};
use http_body_util::{BodyExt, Full, Limited};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use url::{Host, Url};

use crate::name_server::Names;

pub(super) struct Reply {
    pub status: u16,
    pub body: Bytes,
}

/// Why a callback gave no answer.
#[derive(Debug, thiserror::Error)]
pub(super) enum SendError {
    #[error("`{0}` is not on this machine")]
    Elsewhere(String),
    #[error("the request cannot be written")]
    Request(#[from] http::Error),
    #[error("no connection to {address}")]
    Connect { address: SocketAddr, source: std::io::Error },
    #[error("the exchange failed")]
    Exchange(#[from] hyper::Error),
    #[error("the answer is broken or too long")]
    Body(#[source] Box<dyn std::error::Error + Send + Sync>),
    #[error("no answer in time")]
    Timeout,
}

const PATIENCE: Duration = Duration::from_secs(10);
const LONGEST_ANSWER: usize = 64 << 10;

pub(super) async fn send(
    names: &Names,
    method: Method,
    url: &Url,
    headers: &[(&str, &str)],
    body: Bytes,
) -> Result<Reply, SendError> {
    let address = address_of(names, url).ok_or_else(|| SendError::Elsewhere(url.to_string()))?;
    let target = match url.query() {
        Some(query) => format!("{}?{query}", url.path()),
        None => url.path().to_owned(),
    };
    let authority = url.authority();
    let mut request = Request::builder().method(method).uri(target).header("host", authority);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let request = request.header("user-agent", "newsroom-hub").body(Full::new(body))?;
    tokio::time::timeout(PATIENCE, exchange(address, request)).await.map_err(|_| SendError::Timeout)?
}

async fn exchange(address: SocketAddr, request: Request<Full<Bytes>>) -> Result<Reply, SendError> {
    let stream =
        TcpStream::connect(address).await.map_err(|source| SendError::Connect { address, source })?;
    let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream)).await?;
    let talk = async {
        let (head, body) = sender.send_request(request).await?.into_parts();
        let body = Limited::new(body, LONGEST_ANSWER).collect().await.map_err(SendError::Body)?;
        Ok(Reply { status: head.status.as_u16(), body: body.to_bytes() })
    };
    // The connection may end before its last bytes are read, so its end decides nothing.
    let drive = async {
        if let Err(error) = connection.await {
            tracing::trace!(%error, "the hub's connection ended");
        }
        std::future::pending().await
    };
    tokio::select! {
        reply = talk => reply,
        never = drive => never,
    }
}

/// Names are those of the press. A hub that called other machines would be a hole in the fence around the tests.
fn address_of(names: &Names, url: &Url) -> Option<SocketAddr> {
    let ip = match url.host()? {
        Host::Ipv4(ip) => IpAddr::V4(ip),
        Host::Ipv6(ip) => IpAddr::V6(ip),
        Host::Domain(name) => names.address_of(name)?,
    };
    let is_http = url.scheme() == "http" && ip.is_loopback();
    is_http.then_some(SocketAddr::new(ip, url.port_or_known_default()?))
}
