//! An answer in full: what a test may set for any address, and what the press itself says.
use bytes::Bytes;
use xxhash_rust::xxh3::xxh3_64;

/// Status, headers and body.
#[derive(Clone, Debug)]
pub struct Page {
    pub status: u16,
    /// Values are bytes, since strangers send what is not text.
    pub headers: Vec<(String, Vec<u8>)>,
    pub body: Bytes,
}

impl Page {
    pub fn new(status: u16, content_type: &str, body: impl Into<Bytes>) -> Self {
        let headers = vec![("content-type".to_owned(), content_type.as_bytes().to_vec())];
        Page { status, headers, body: body.into() }
    }

    pub fn html(body: impl Into<Bytes>) -> Self {
        Page::new(200, "text/html; charset=utf-8", body).with_etag()
    }

    pub fn xml(body: impl Into<Bytes>) -> Self {
        Page::new(200, "application/rss+xml; charset=utf-8", body).with_etag()
    }

    pub fn text(body: impl Into<Bytes>) -> Self {
        Page::new(200, "text/plain; charset=utf-8", body).with_etag()
    }

    /// A status with the few words of HTML that servers have for it.
    pub fn plain(status: u16) -> Self {
        let reason = http::StatusCode::from_u16(status).ok().and_then(|status| status.canonical_reason());
        let reason = reason.unwrap_or("Error");
        let body = format!(
            "<!doctype html><title>{status} {reason}</title><h1>{reason}</h1><p>Please try again later.</p>"
        );
        Page::new(status, "text/html", body)
    }

    pub fn not_found() -> Self {
        Page::new(
            404,
            "text/html; charset=utf-8",
            "<!doctype html><title>Not found</title><h1>Page not found</h1>",
        )
    }

    /// Sets a header, or takes the place of one of that name.
    pub fn with(mut self, name: &str, value: impl AsRef<[u8]>) -> Self {
        self.headers.retain(|(known, _)| !known.eq_ignore_ascii_case(name));
        self.headers.push((name.to_ascii_lowercase(), value.as_ref().to_vec()));
        self
    }

    pub fn without(mut self, name: &str) -> Self {
        self.headers.retain(|(known, _)| !known.eq_ignore_ascii_case(name));
        self
    }

    fn with_etag(self) -> Self {
        let etag = format!("\"{:016x}\"", xxh3_64(&self.body));
        self.with("etag", etag)
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name))?;
        std::str::from_utf8(&found.1).ok()
    }
}
