//! A scripted server, a scripted name server, and short ways to ask the fetcher for something.
mod name_server;
mod secure_server;
mod server;

use std::time::Duration;

use fetcher::{Config, FetchError, FetchErrorKind, Fetched, Fetcher, Request, RequestKind, body};
use model::{Clock, Domain};
use url::Url;

pub use name_server::NameServer;
pub use secure_server::SecureServer;
pub use server::{Script, Server, Step};

/// Loopback let in, no waiting between requests, short limits on time.
pub fn config() -> Config {
    Config {
        allow_private: vec!["127.0.0.0/8".parse().unwrap()],
        domain_spacing: Duration::ZERO,
        ..Config::default()
    }
}

pub fn fetcher(config: Config) -> Fetcher {
    Fetcher::new(config, Clock::system()).unwrap()
}

pub fn request(url: &str, kind: RequestKind) -> Request {
    let url = Url::parse(url).unwrap();
    let domain = Domain::of_url(&url).unwrap();
    Request::new(url, domain, kind)
}

pub async fn feed(fetcher: &Fetcher, url: &str) -> Result<Fetched, FetchError> {
    fetcher.fetch(request(url, RequestKind::Feed)).await
}

pub async fn page(fetcher: &Fetcher, url: &str) -> Result<Fetched, FetchError> {
    fetcher.fetch(request(url, RequestKind::Page)).await
}

/// The error's kind; its message has the address in it and reads as one sentence.
pub fn kind(outcome: Result<Fetched, FetchError>) -> FetchErrorKind {
    let error = outcome.map(|fetched| fetched.status).unwrap_err();
    let reason = error.reason();
    assert!(!reason.contains('\n') && reason.len() < 600, "{reason}");
    error.kind()
}

pub fn text(fetched: &Fetched) -> String {
    String::from_utf8(body::decode(&fetched.body, 1 << 20).unwrap()).unwrap()
}

/// Until `probe` holds; gives up after a time that no machine needs.
pub async fn wait_until(what: &str, probe: impl Fn() -> bool) {
    let held = tokio::time::timeout(Duration::from_secs(60), async {
        while !probe() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    });
    held.await.unwrap_or_else(|_| panic!("{what}: never"));
}

/// An answer with its length stated.
pub fn answer(status: &str, headers: &str, body: impl AsRef<[u8]>) -> Script {
    let body = body.as_ref();
    let head = format!("HTTP/1.1 {status}\r\n{headers}content-length: {}\r\n\r\n", body.len());
    vec![Step::Send([head.as_bytes(), body].concat())]
}
