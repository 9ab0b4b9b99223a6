//! Who may ask: a token where one is set, only names of this machine where none is (DNS rebinding), and the headers of every answer.
use std::net::SocketAddr;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use data_encoding::BASE64;
use sha2::{Digest, Sha256};

use crate::config::Secret;

#[derive(Clone)]
pub struct Guard {
    token: Option<Secret>,
    address: SocketAddr,
}

impl Guard {
    pub fn new(token: Option<Secret>, address: SocketAddr) -> Self {
        Guard { token, address }
    }

    fn admits(&self, headers: &HeaderMap) -> bool {
        match &self.token {
            Some(token) => presented(headers).is_some_and(|given| same(&given, token.reveal())),
            None => headers.get(header::HOST).is_some_and(|host| self.is_own_name(host)),
        }
    }

    /// A page of another site could otherwise let its name resolve to 127.0.0.1 and read everything.
    fn is_own_name(&self, host: &HeaderValue) -> bool {
        let Ok(host) = host.to_str() else { return false };
        let name = match host.rsplit_once(':') {
            Some((name, port)) if port.bytes().all(|b| b.is_ascii_digit()) => name,
            _ => host,
        };
        let own = self.address.ip().to_string();
        ["localhost", "127.0.0.1", "[::1]", own.as_str()].contains(&name)
    }
}

/// The token of `Authorization: Bearer`, or the password of `Basic`, which browsers ask for.
fn presented(headers: &HeaderMap) -> Option<String> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, rest) = value.split_once(' ')?;
    if scheme.eq_ignore_ascii_case("bearer") {
        return Some(rest.trim().to_owned());
    }
    if scheme.eq_ignore_ascii_case("basic") {
        let decoded = String::from_utf8(BASE64.decode(rest.trim().as_bytes()).ok()?).ok()?;
        return decoded.split_once(':').map(|(_, password)| password.to_owned());
    }
    None
}

/// Hashes are compared, so that the time taken says nothing of the token.
fn same(given: &str, token: &str) -> bool {
    Sha256::digest(given.as_bytes()) == Sha256::digest(token.as_bytes())
}

pub async fn guard(State(guard): State<Guard>, request: Request, next: Next) -> Response {
    if guard.admits(request.headers()) {
        return next.run(request).await;
    }
    if guard.token.is_some() {
        let ask = [(header::WWW_AUTHENTICATE, "Basic realm=\"wiredesk\", charset=\"UTF-8\"")];
        return (StatusCode::UNAUTHORIZED, ask, "a token is needed: Authorization: Bearer …\n")
            .into_response();
    }
    (StatusCode::FORBIDDEN, "ask for this page by an address of this machine, like http://127.0.0.1\n")
        .into_response()
}

pub async fn security_headers(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    for (name, value) in [
        (
            "content-security-policy",
            "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
        ),
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "no-referrer"),
        ("cross-origin-resource-policy", "same-origin"),
    ] {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(name: header::HeaderName, value: &str) -> HeaderMap {
        HeaderMap::from_iter([(name, HeaderValue::from_str(value).expect("a header of the table"))])
    }

    #[test]
    fn only_names_of_this_machine_without_a_token() {
        let guard = Guard::new(None, SocketAddr::from(([127, 0, 0, 1], 8470)));
        for (host, expect) in [
            ("127.0.0.1:8470", true),
            ("localhost:8470", true),
            ("[::1]:8470", true),
            ("evil.example:8470", false),
            ("127.0.0.1.evil.example", false),
        ] {
            assert_eq!(guard.admits(&headers(header::HOST, host)), expect, "{host}");
        }
    }

    #[test]
    fn a_token_is_asked_for_where_one_is_set() {
        let guard = Guard::new(Some(Secret::new("s3")), SocketAddr::from(([0, 0, 0, 0], 8470)));
        let basic = format!("Basic {}", BASE64.encode(b"desk:s3"));
        for (value, expect) in
            [("Bearer s3", true), (basic.as_str(), true), ("Bearer s4", false), ("s3", false)]
        {
            assert_eq!(guard.admits(&headers(header::AUTHORIZATION, value)), expect, "{value}");
        }
        assert!(!guard.admits(&headers(header::HOST, "127.0.0.1")));
    }
}
