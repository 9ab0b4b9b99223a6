//! Turning the true answer into the faulty one.
use std::time::Duration;

use bytes::Bytes;

use super::{Fault, Raw, Struck, bodies, maze};
use crate::page::Page;

/// What the server does about a request.
pub(crate) enum Outcome {
    Page(Page),
    /// The page's body, one byte at a time.
    Slow {
        page: Page,
        every: Duration,
    },
    /// The page's head and body, then the chunk for ever.
    Endless {
        page: Page,
        chunk: Bytes,
    },
    /// A page that promises another length than it has.
    Length {
        page: Page,
        promised: u64,
    },
    Raw(Raw),
    Reset,
    Hang,
}

/// `hop` is the number of the redirect that brought the client here; `base` the host with its port.
pub(crate) fn apply(struck: Struck, truth: Page, path: &str, hop: u32, base: &str) -> Outcome {
    let Struck { fault, packed, count } = struck;
    match fault {
        Fault::SlowBody { every } => Outcome::Slow { page: truth, every },
        Fault::EndlessBody => {
            let head = Page::new(200, "application/rss+xml", bodies::ENDLESS_HEAD);
            Outcome::Endless { page: head, chunk: bodies::endless_chunk() }
        }
        Fault::WrongLength(off) => {
            let promised = (truth.body.len() as u64).saturating_add_signed(off);
            Outcome::Length { page: truth, promised }
        }
        Fault::SlowHead { every } => Outcome::Raw(Raw { every: Some(every), ..Raw::of(&truth) }),
        Fault::Lengths(lengths) => Outcome::Raw(Raw::with_lengths(&truth, &lengths)),
        Fault::TrailerFlood(trailers) => Outcome::Raw(Raw::with_trailers(&truth, trailers)),
        Fault::EndlessHeaders => Outcome::Raw(Raw::endless_headers()),
        Fault::EndlessHints => Outcome::Raw(Raw::endless_hints()),
        Fault::Raw(raw) => Outcome::Raw(raw),
        Fault::Reset => Outcome::Reset,
        Fault::Hang => Outcome::Hang,
        Fault::RedirectChain(hops) if hop < hops => redirect(302, &format!("{path}?hop={}", hop + 1)),
        Fault::RedirectChain(_) => Outcome::Page(truth),
        Fault::RedirectLoop => redirect(302, &format!("{path}?hop={}", (hop + 1) % 3)),
        Fault::Redirect { status, to } => redirect(status, &to),
        Fault::LongLocation(size) => redirect(302, &bodies::long_url(base, size)),
        Fault::RedirectMaze => {
            Outcome::Page(maze::turn(0, base.rsplit_once(':').map_or("80", |(_, port)| port)))
        }
        other => Outcome::Page(page(other, truth, packed, count, base)),
    }
}

fn redirect(status: u16, to: &str) -> Outcome {
    Outcome::Page(Page::plain(status).with("location", to))
}

/// The faults that are another page.
fn page(fault: Fault, truth: Page, packed: Option<Bytes>, count: u64, base: &str) -> Page {
    match fault {
        Fault::Status(code) => Page::plain(code),
        Fault::RetryAfter { status, after } => Page::plain(status).with("retry-after", after),
        Fault::Html => Page::new(200, "text/html; charset=utf-8", bodies::CONSENT),
        Fault::Empty => Page { body: Bytes::new(), ..truth }.without("etag").without("last-modified"),
        Fault::Truncated => {
            let half = truth.body.len() / 2;
            let body = truth.body.slice(..half);
            Page { body, ..truth }.without("etag").without("last-modified")
        }
        Fault::Nested(depth) => Page::new(200, "application/rss+xml", bodies::nested(depth)),
        Fault::WrongCharset => {
            Page::new(200, "application/rss+xml; charset=utf-8", bodies::wrong_charset(base))
        }
        Fault::Encoded(encoding) => match encoding.encode(&truth.body) {
            Ok(body) => Page { body: body.into(), ..truth }.with("content-encoding", encoding.token()),
            Err(_) => truth,
        },
        Fault::FalseEncoding(encoding) => truth.with("content-encoding", encoding.token()),
        Fault::Bomb { encodings, .. } => {
            let tokens: Vec<&str> = encodings.iter().map(|encoding| encoding.token()).collect();
            let page = Page::new(200, "application/rss+xml", packed.unwrap_or_default());
            page.with("content-encoding", tokens.join(", "))
        }
        Fault::GzipFile { .. } => Page::new(200, "application/gzip", packed.unwrap_or_default()),
        Fault::ConstantEtag => truth.with("etag", "\"always-the-same\"").without("last-modified"),
        Fault::FreshEtags => truth.with("etag", format!("\"fresh-{count}\"")).without("last-modified"),
        Fault::NoValidators => truth.without("etag").without("last-modified"),
        Fault::HeaderFlood(number) => (0..number).fold(truth, |mut page, place| {
            page.headers.push((format!("x-flood-{place}"), vec![b'f'; 100]));
            page
        }),
        Fault::HugeHeader(size) => truth.with("x-huge", vec![b'h'; size]),
        Fault::OddHeaders => {
            bodies::ODD_HEADERS.iter().fold(truth, |page, (name, value)| page.with(name, value))
        }
        Fault::LongLinks(size) => Page::new(200, "application/rss+xml", bodies::long_links(base, size)),
        Fault::Page(page) => page,
        // What `apply` has answered itself.
        _ => truth,
    }
}
