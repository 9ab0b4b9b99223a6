//! From a page to an HTTP response: conditional requests (RFC 9110, 13), encodings, and bodies that misbehave.
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use futures_util::{StreamExt, stream};
use http::{HeaderMap, HeaderName, HeaderValue, Response, StatusCode};
use http_body_util::combinators::UnsyncBoxBody;
use http_body_util::{BodyExt, Full, StreamBody};
use hyper::body::{Body, Frame, SizeHint};

use crate::clock::read_http_date;
use crate::encoding::Encoding;
use crate::fault::Outcome;
use crate::page::Page;
use crate::traffic::Visit;

type Inner = UnsyncBoxBody<Bytes, io::Error>;

/// A body that keeps its visit open until it is delivered or given up.
pub(crate) struct Answer {
    inner: Inner,
    _visit: Visit,
}

/// What the response depends on besides the page.
pub(crate) struct Asked<'a> {
    pub headers: &'a HeaderMap,
    pub head_only: bool,
    /// The coding in which this publisher likes to answer.
    pub encoding: Option<Encoding>,
}

/// `None` is a connection to be dropped without an answer.
pub(crate) async fn respond(outcome: Outcome, asked: &Asked<'_>, visit: Visit) -> Option<Response<Answer>> {
    let (page, inner, promised) = match outcome {
        Outcome::Page(page) => {
            let page = encode(conditional(page, asked.headers), asked);
            let length = page.body.len() as u64;
            let inner = full(page.body.clone());
            (page, inner, Some(length))
        }
        Outcome::Slow { page, every } => {
            let length = page.body.len() as u64;
            let inner = slow(page.body.clone(), every);
            (page, inner, Some(length))
        }
        Outcome::Endless { page, chunk } => {
            let inner = endless(page.body.clone(), chunk);
            (page, inner, None)
        }
        Outcome::Length { page, promised } => {
            let inner = unsized_body(page.body.clone());
            (page, inner, Some(promised))
        }
        // The connection carries it past hyper.
        Outcome::Raw(_) | Outcome::Reset => return None,
        // The server's stop, or the client's patience, ends this.
        Outcome::Hang => std::future::pending().await,
    };
    visit.answered(page.status);
    let inner = if asked.head_only { full(Bytes::new()) } else { inner };
    let mut response = Response::new(Answer { inner, _visit: visit });
    *response.status_mut() = StatusCode::from_u16(page.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    for (name, value) in &page.headers {
        let name = HeaderName::from_bytes(name.as_bytes());
        if let (Ok(name), Ok(value)) = (name, HeaderValue::from_bytes(value)) {
            response.headers_mut().append(name, value);
        }
    }
    if let Some(length) = promised.filter(|_| page.status != 304) {
        response.headers_mut().insert("content-length", HeaderValue::from(length));
    }
    Some(response)
}

/// 304 where the client holds what is shown. `If-None-Match` has precedence (RFC 9110, 13.2.2).
fn conditional(page: Page, headers: &HeaderMap) -> Page {
    if page.status != 200 || !is_held(&page, headers) {
        return page;
    }
    let kept = ["etag", "last-modified", "cache-control", "vary", "link"];
    let headers = page.headers.into_iter().filter(|(name, _)| kept.contains(&name.as_str())).collect();
    Page { status: 304, headers, body: Bytes::new() }
}

fn is_held(page: &Page, headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(held) = text("if-none-match") {
        return page.header("etag").is_some_and(|etag| names_tag(held, etag));
    }
    let since = text("if-modified-since").and_then(read_http_date);
    let changed = page.header("last-modified").and_then(read_http_date);
    matches!((since, changed), (Some(since), Some(changed)) if changed <= since)
}

/// Whether an `If-None-Match` names an ETag, by the weak comparison (RFC 9110, 13.1.2).
pub(crate) fn names_tag(held: &str, etag: &str) -> bool {
    let weak = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    held.split(',').any(|tag| weak(tag) == weak(etag))
}

fn encode(page: Page, asked: &Asked) -> Page {
    let accepts =
        asked.headers.get("accept-encoding").and_then(|value| value.to_str().ok()).unwrap_or_default();
    let Some(encoding) = asked.encoding.filter(|encoding| encoding.accepted_by(accepts)) else { return page };
    if !matches!(page.status, 200 | 226) || page.body.is_empty() || page.header("content-encoding").is_some()
    {
        return page;
    }
    match encoding.encode(&page.body) {
        Ok(body) => {
            let page = Page { body: body.into(), ..page };
            page.with("content-encoding", encoding.token()).with("vary", "accept-encoding")
        }
        Err(_) => page,
    }
}

fn full(body: Bytes) -> Inner {
    Full::new(body).map_err(|never| match never {}).boxed_unsync()
}

/// A body of which hyper does not know the length, so that it takes the header's word. It pauses before its end:
/// hyper drops what it has not yet sent when a body ends too early.
fn unsized_body(body: Bytes) -> Inner {
    let pause = stream::once(async {
        tokio::task::yield_now().await;
        Bytes::new()
    });
    let parts = stream::iter([body]).chain(pause);
    StreamBody::new(parts.map(|part| Ok(Frame::data(part)))).boxed_unsync()
}

fn slow(body: Bytes, every: Duration) -> Inner {
    let bytes = stream::unfold(body, move |mut rest| async move {
        if rest.is_empty() {
            return None;
        }
        tokio::time::sleep(every).await;
        let first = rest.split_to(1);
        Some((Ok(Frame::data(first)), rest))
    });
    StreamBody::new(bytes).boxed_unsync()
}

fn endless(head: Bytes, chunk: Bytes) -> Inner {
    let chunks = stream::iter([head]).chain(stream::repeat(chunk));
    StreamBody::new(chunks.map(|part| Ok(Frame::data(part)))).boxed_unsync()
}

impl Body for Answer {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        Pin::new(&mut self.inner).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.inner.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.inner.size_hint()
    }
}
