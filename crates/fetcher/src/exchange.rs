//! One request and its answer: head under its limit, body under its limit and at its rate, nothing decoded.
use std::{borrow::Cow, time::Duration};

use bytes::{Bytes, BytesMut};
use model::{Clock, Timestamp, state::Validators};
use reqwest::header::{self, HeaderMap, HeaderName, HeaderValue};
use tokio::time::Instant;
use url::Url;

use crate::body::{self, Body, Encoding, Flight, Load};
use crate::config::Config;
use crate::error::{FetchError, Slowness};
use crate::fetched::{Fetched, Freshness, Head};
use crate::redirect::{self, Trail};
use crate::request::{Auth, Request, RequestKind};
use crate::shown::ShownUrl;
use crate::transport::Line;
use crate::validators;

/// A request at one hop, with all that it needs.
pub(crate) struct Exchange<'a> {
    pub config: &'a Config,
    pub clock: Clock,
    pub line: Line,
    pub flight: &'a Flight,
    pub user_agent: &'a str,
    pub request: &'a Request,
    pub url: &'a Url,
    /// Still at the origin that was asked for: custom headers and credentials may go along.
    pub home: bool,
}

/// What a server said that is no error.
pub(crate) enum Answer {
    Redirect { status: u16, location: Option<Vec<u8>> },
    Body(Box<Reply>),
}

/// An answer without the way that led to it.
pub(crate) struct Reply {
    status: u16,
    validators: Validators,
    content_type: Option<String>,
    content_language: Option<String>,
    freshness: Freshness,
    body: Body,
    head: Option<Box<Head>>,
    fetched_at: Timestamp,
}

impl Reply {
    pub(crate) fn into_fetched(self, trail: Trail, elapsed: Duration) -> Fetched {
        let (url, hops) = trail.into_parts();
        Fetched {
            url,
            hops,
            status: self.status,
            validators: self.validators,
            content_type: self.content_type,
            content_language: self.content_language,
            freshness: self.freshness,
            body: self.body,
            head: self.head,
            fetched_at: self.fetched_at,
            elapsed,
        }
    }
}

impl Exchange<'_> {
    pub(crate) async fn run(self, load: Load) -> Result<Answer, FetchError> {
        let response = self.send().await?;
        self.check_head(response.headers())?;
        let fetched_at = self.clock.now();
        let status = response.status().as_u16();
        let freshness = validators::freshness(response.headers(), fetched_at);
        match status {
            304 if self.request.is_conditional() => {}
            200..=299 if self.request.kind == RequestKind::Hub => {}
            226 if !self.wants_delta() => return Err(self.status_error(status, freshness)),
            200..=299 if status != 206 => {}
            _ if redirect::redirects(status) => {
                let location =
                    response.headers().get(header::LOCATION).map(|value| value.as_bytes().to_vec());
                settle(response).await;
                return Ok(Answer::Redirect { status, location });
            }
            _ => {
                settle(response).await;
                return Err(self.status_error(status, freshness));
            }
        }
        let headers = response.headers();
        let encodings = self.encodings(headers)?;
        let mut reply = Reply {
            status,
            validators: validators::of(headers),
            content_type: validators::text(headers, &header::CONTENT_TYPE),
            content_language: validators::text(headers, &header::CONTENT_LANGUAGE),
            freshness,
            body: Body::default(),
            head: self.request.keep_head.then(|| Box::new(self.head(&response))),
            fetched_at,
        };
        if status != 304 {
            reply.body = self.read(response, encodings, load).await?;
        }
        Ok(Answer::Body(Box::new(reply)))
    }

    async fn send(&self) -> Result<reqwest::Response, FetchError> {
        let form = self.request.encoded_form();
        let method = if form.is_some() { reqwest::Method::POST } else { reqwest::Method::GET };
        let mut request = reqwest::Request::new(method, self.url.clone());
        *request.headers_mut() = self.headers()?;
        *request.body_mut() = form.map(reqwest::Body::from);
        self.line.http.execute(request).await.map_err(|error| self.transport_error(error))
    }

    fn transport_error(&self, error: reqwest::Error) -> FetchError {
        FetchError::of_transport(self.shown(), error, self.config.connect_timeout)
    }

    fn headers(&self) -> Result<HeaderMap, FetchError> {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT, HeaderValue::from_static(self.request.kind.accept()));
        headers
            .insert(header::ACCEPT_ENCODING, HeaderValue::from_static(self.request.kind.accept_encoding()));
        if self.request.is_conditional() {
            validators::condition(&mut headers, &self.request.validators);
        }
        if self.wants_delta() {
            headers.insert(HeaderName::from_static("a-im"), HeaderValue::from_static("feed"));
        }
        if self.home {
            for (name, value) in &self.request.headers {
                let name = HeaderName::from_bytes(name.as_bytes()).map_err(FetchError::setup)?;
                headers.insert(name, self.value(value)?);
            }
            let auth = match &self.request.auth {
                Some(auth) => Some(Cow::Borrowed(auth)),
                None => Auth::of_url(&self.request.url).map(Cow::Owned),
            };
            if let Some(auth) = auth {
                let mut value = self.value(&auth.header())?;
                value.set_sensitive(true);
                headers.insert(header::AUTHORIZATION, value);
            }
        }
        if self.request.form.is_some() {
            let form = HeaderValue::from_static("application/x-www-form-urlencoded");
            headers.insert(header::CONTENT_TYPE, form);
        }
        headers.insert(header::USER_AGENT, self.value(self.user_agent)?);
        Ok(headers)
    }

    fn value(&self, text: &str) -> Result<HeaderValue, FetchError> {
        HeaderValue::from_str(text).map_err(FetchError::setup)
    }

    fn check_head(&self, headers: &HeaderMap) -> Result<(), FetchError> {
        let size: usize = headers.iter().map(|(name, value)| name.as_str().len() + value.len() + 4).sum();
        if size > self.config.max_headers {
            return Err(self.too_large("headers", self.config.max_headers));
        }
        Ok(())
    }

    fn encodings(&self, headers: &HeaderMap) -> Result<Vec<Encoding>, FetchError> {
        let values = headers.get_all(header::CONTENT_ENCODING).iter().filter_map(|value| value.to_str().ok());
        body::parse_encodings(values)
            .map_err(|source| FetchError::Protocol { url: self.shown(), source: Box::new(source) })
    }

    async fn read(
        &self,
        mut response: reqwest::Response,
        encodings: Vec<Encoding>,
        mut load: Load,
    ) -> Result<Body, FetchError> {
        let cut = self.request.kind.cut_at();
        let limit = cut.unwrap_or(usize::MAX).min(self.config.max_wire);
        let promised = response.content_length().and_then(|length| usize::try_from(length).ok()).unwrap_or(0);
        if promised > limit && cut.is_none() {
            return Err(self.too_large("body", limit));
        }
        let mut wire = BytesMut::with_capacity(promised.min(body::SMALL));
        let begin = Instant::now();
        while let Some(mut chunk) = self.chunk(&mut response).await? {
            let room = limit - wire.len();
            let full = chunk.len() > room;
            if full && cut.is_none() {
                return Err(self.too_large("body", limit));
            }
            chunk.truncate(room);
            if wire.len() + chunk.len() > body::SMALL {
                self.flight.enlarge(&mut load).await;
            }
            wire.extend_from_slice(&chunk);
            if full {
                break;
            }
            self.check_rate(begin.elapsed(), wire.len())?;
        }
        Ok(Body::carried(wire.freeze(), encodings, load))
    }

    async fn chunk(&self, response: &mut reqwest::Response) -> Result<Option<Bytes>, FetchError> {
        let silence = self.config.stall_timeout;
        match tokio::time::timeout(silence, response.chunk()).await {
            Ok(chunk) => chunk.map_err(|error| self.transport_error(error)),
            Err(_) => Err(FetchError::Timeout { url: self.shown(), phase: Slowness::Silent(silence) }),
        }
    }

    /// A byte a second would hold a place for as long as the whole fetch may take.
    fn check_rate(&self, since: Duration, bytes: usize) -> Result<(), FetchError> {
        let least = self.config.min_rate;
        let too_slow =
            since > self.config.stall_timeout && (bytes as f64) < least as f64 * since.as_secs_f64();
        match too_slow {
            true => Err(FetchError::Timeout { url: self.shown(), phase: Slowness::Rate(least) }),
            false => Ok(()),
        }
    }

    fn status_error(&self, status: u16, freshness: Freshness) -> FetchError {
        FetchError::Status { url: self.shown(), status, retry_after: freshness.retry_after }
    }

    /// A part makes sense to those alone who say which whole they have (RFC 3229, section 10.5.3).
    fn wants_delta(&self) -> bool {
        self.request.delta && self.request.form.is_none() && self.request.validators.etag.is_some()
    }

    fn head(&self, response: &reqwest::Response) -> Head {
        let status = response.status();
        let reason = match response.extensions().get::<hyper::ext::ReasonPhrase>() {
            Some(own) => String::from_utf8_lossy(own.as_bytes()).into_owned(),
            None => status.canonical_reason().unwrap_or_default().to_owned(),
        };
        let pair = |(name, value): (&HeaderName, &HeaderValue)| {
            (name.as_str().to_owned(), value.as_bytes().to_vec())
        };
        let proxied = self.request.proxy.is_some() || self.config.proxy.is_some();
        Head {
            status: status.as_u16(),
            reason,
            http2: response.version() == reqwest::Version::HTTP_2,
            headers: response.headers().iter().map(pair).collect(),
            address: response.remote_addr().map(|address| address.ip()).filter(|_| !proxied),
        }
    }

    fn too_large(&self, what: &'static str, limit: usize) -> FetchError {
        FetchError::TooLarge { url: self.shown(), what, limit }
    }

    fn shown(&self) -> ShownUrl {
        ShownUrl::from(self.url)
    }
}

/// Reads away a short body that nobody wants, so that its connection can serve the next request.
async fn settle(mut response: reqwest::Response) {
    const SHORT: u64 = 16 * 1024;
    const MOMENT: Duration = Duration::from_millis(200);
    if response.content_length().is_some_and(|length| length <= SHORT) {
        // What goes wrong here costs the connection and nothing else.
        let _ =
            tokio::time::timeout(MOMENT, async { while let Ok(Some(_)) = response.chunk().await {} }).await;
    }
}
