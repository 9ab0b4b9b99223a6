//! What to fetch, at whose gate, and under which name; secrets never show.
use std::{fmt, sync::Arc};

use model::{Domain, state::Validators};
use url::Url;

use crate::body;
use crate::shown::ShownUrl;

/// One fetch.
#[derive(Clone)]
pub struct Request {
    pub url: Url,
    /// Whose gate it passes: the feed's domain. Redirects that leave the domain pass their own.
    pub domain: Domain,
    pub kind: RequestKind,
    /// Makes the request conditional.
    pub validators: Validators,
    /// Sent to the origin of `url` only, as is `auth`.
    pub headers: Vec<(String, String)>,
    /// Instead of the configured one.
    pub user_agent: Option<String>,
    pub auth: Option<Auth>,
    /// Instead of the configured proxy, or of none.
    pub proxy: Option<Url>,
    /// Certificate authorities beside the configured ones, PEM.
    pub certificates: Option<Arc<[u8]>>,
    /// Sent as a POST, which is never conditional and which only 307 and 308 take elsewhere.
    pub form: Option<Vec<(String, String)>>,
    /// Keeps the head of the answer for an archive: see [`Fetched::head`](crate::Fetched::head).
    pub keep_head: bool,
    /// Says that a part of the feed will do (`A-IM: feed`, RFC 3229): see [`Fetched::is_delta`](crate::Fetched::is_delta).
    pub delta: bool,
    /// Pages are fetched only as robots.txt allows; the operator may overrule it.
    pub ignore_robots: bool,
}

impl Request {
    pub fn new(url: Url, domain: Domain, kind: RequestKind) -> Self {
        Request {
            url,
            domain,
            kind,
            validators: Validators::default(),
            headers: Vec::new(),
            user_agent: None,
            auth: None,
            proxy: None,
            certificates: None,
            form: None,
            keep_head: false,
            delta: false,
            ignore_robots: false,
        }
    }

    /// The form as it travels (WHATWG URL standard, section 5.2).
    pub(crate) fn encoded_form(&self) -> Option<String> {
        let form = self.form.as_ref()?;
        Some(url::form_urlencoded::Serializer::new(String::new()).extend_pairs(form).finish())
    }

    /// A POST has nothing that it could be compared with.
    pub(crate) fn is_conditional(&self) -> bool {
        self.form.is_none() && self.validators != Validators::default()
    }
}

/// Neither the values of headers and form (a hub is told secrets) nor what stands before a host.
impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names =
            |pairs: &[(String, String)]| pairs.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
        f.debug_struct("Request")
            .field("url", &ShownUrl::from(&self.url))
            .field("kind", &self.kind)
            .field("domain", &self.domain)
            .field("headers", &names(&self.headers))
            .field("auth", &self.auth)
            .field("form", &self.form.as_deref().map(names))
            .finish_non_exhaustive()
    }
}

/// What is asked for decides `Accept` and whether robots.txt has a say: feeds were chosen by the operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RequestKind {
    Feed,
    Page,
    Robots,
    /// A hub of WebSub: any 2xx is its yes, and of its words a few are enough.
    Hub,
}

impl RequestKind {
    pub fn as_str(self) -> &'static str {
        match self {
            RequestKind::Feed => "feed",
            RequestKind::Page => "page",
            RequestKind::Robots => "robots",
            RequestKind::Hub => "hub",
        }
    }

    /// robots.txt is read as far as this and the rest let be (RFC 9309, section 2.5), as is what a hub says;
    /// other bodies come whole or not at all.
    pub(crate) fn cut_at(self) -> Option<usize> {
        match self {
            RequestKind::Robots => Some(512 * 1024),
            RequestKind::Hub => Some(16 * 1024),
            RequestKind::Feed | RequestKind::Page => None,
        }
    }

    /// What is cut off cannot be unpacked.
    pub(crate) fn accept_encoding(self) -> &'static str {
        if self.cut_at().is_some() { "identity" } else { body::ACCEPTED }
    }

    pub(crate) fn accept(self) -> &'static str {
        match self {
            RequestKind::Feed => {
                "application/rss+xml, application/atom+xml, application/feed+json, application/rdf+xml, \
                 application/xml;q=0.9, application/json;q=0.9, text/xml;q=0.9, */*;q=0.5"
            }
            RequestKind::Page => "text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.5",
            RequestKind::Robots => "text/plain, */*;q=0.5",
            RequestKind::Hub => "*/*",
        }
    }
}

/// Proof of who we are, for the first origin only.
#[derive(Clone, PartialEq, Eq)]
pub enum Auth {
    Basic { user: String, password: String },
    Bearer(String),
}

impl Auth {
    /// The value of `Authorization` (RFC 7617, RFC 6750).
    pub(crate) fn header(&self) -> String {
        match self {
            Auth::Basic { user, password } => {
                let pair = format!("{user}:{password}");
                format!("Basic {}", data_encoding::BASE64.encode(pair.as_bytes()))
            }
            Auth::Bearer(token) => format!("Bearer {token}"),
        }
    }

    /// What stands before the host of a URL, decoded.
    pub(crate) fn of_url(url: &Url) -> Option<Auth> {
        if url.username().is_empty() && url.password().is_none() {
            return None;
        }
        let decoded = |text: &str| {
            let text = text.replace('+', "%2B");
            url::form_urlencoded::parse(text.as_bytes())
                .next()
                .map(|(name, _)| name.into_owned())
                .unwrap_or_default()
        };
        Some(Auth::Basic {
            user: decoded(url.username()),
            password: decoded(url.password().unwrap_or_default()),
        })
    }
}

impl fmt::Debug for Auth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Auth::Basic { .. } => "Basic(hidden)",
            Auth::Bearer(_) => "Bearer(hidden)",
        })
    }
}
