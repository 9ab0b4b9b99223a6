//! A client with no manners of its own: it sends what it is told and shows what came.
use std::net::SocketAddr;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, Request};
use http_body_util::{BodyExt, Full};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio::time::timeout;

use crate::{FeedInfo, Press};

pub(super) struct Reply {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Bytes,
    /// Whether the body came to its announced end.
    pub whole: bool,
}

impl Reply {
    pub(super) fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    pub(super) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).expect("a body in UTF-8")
    }
}

/// Asks for `url` at the press's address. `None`: the connection ended before an answer, or none came in time.
pub(super) async fn ask(press: &Press, method: &str, url: &str, headers: &[(&str, &str)]) -> Option<Reply> {
    send(press, method, url, headers, Bytes::new()).await
}

/// Posts a form; `None` as above.
pub(super) async fn post(press: &Press, url: &str, fields: &[(&str, &str)]) -> Option<Reply> {
    let form = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    send(press, "POST", url, &[("content-type", "application/x-www-form-urlencoded")], form.into()).await
}

async fn send(
    press: &Press,
    method: &str,
    url: &str,
    headers: &[(&str, &str)],
    body: Bytes,
) -> Option<Reply> {
    let exchange = exchange(press.http_addr(), method, url, headers, body);
    timeout(Duration::from_secs(5), exchange).await.ok().flatten()
}

pub(super) async fn get(press: &Press, url: &str, headers: &[(&str, &str)]) -> Reply {
    ask(press, "GET", url, headers).await.expect("an answer")
}

async fn exchange(
    address: SocketAddr,
    method: &str,
    url: &str,
    headers: &[(&str, &str)],
    body: Bytes,
) -> Option<Reply> {
    let stream = TcpStream::connect(address).await.ok()?;
    let (mut sender, connection) = hyper::client::conn::http1::handshake(TokioIo::new(stream)).await.ok()?;
    let connection = tokio::spawn(connection);
    let (host, path) = url.trim_start_matches("http://").split_once('/')?;
    let mut request = Request::builder().method(method).uri(format!("/{path}")).header("host", host);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let response = sender.send_request(request.body(Full::new(body)).ok()?).await.ok()?;
    let (head, mut body) = response.into_parts();
    let mut received = Vec::new();
    let mut whole = true;
    while let Some(frame) = body.frame().await {
        match frame.map(|frame| frame.into_data()) {
            Ok(Ok(data)) => received.extend_from_slice(&data),
            Ok(Err(_)) => {}
            Err(_) => whole = false,
        }
        // Enough to know that a body is endless.
        if !whole || received.len() > 4 << 20 {
            whole = false;
            break;
        }
    }
    connection.abort();
    Some(Reply { status: head.status.as_u16(), headers: head.headers, body: received.into(), whole })
}

pub(super) fn feed(press: &Press, id: &str) -> FeedInfo {
    press.feeds().into_iter().find(|feed| feed.id == id).expect("a feed of the press")
}

/// Waits until the press, or somebody it talks to, is in a state.
pub(super) async fn until<T>(what: &str, mut probe: impl FnMut() -> Option<T>) -> T {
    let found = timeout(Duration::from_secs(10), async {
        loop {
            if let Some(found) = probe() {
                return found;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    });
    found.await.unwrap_or_else(|_| panic!("{what}"))
}

/// The names of all elements; panics where the document is not well-formed.
pub(super) fn elements(xml: &str) -> Vec<String> {
    let mut reader = quick_xml::Reader::from_str(xml);
    reader.config_mut().check_end_names = true;
    let mut names = Vec::new();
    let mut depth = 0;
    loop {
        match reader.read_event().expect("well-formed XML") {
            quick_xml::events::Event::Start(start) => {
                depth += 1;
                names.push(start.name().as_ref().to_owned());
            }
            quick_xml::events::Event::Empty(empty) => {
                names.push(empty.name().as_ref().to_owned());
            }
            quick_xml::events::Event::End(_) => depth -= 1,
            quick_xml::events::Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(depth, 0, "all elements are closed");
    names
}
