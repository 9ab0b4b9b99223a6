//! What goes into records, and what must not.
use super::*;
use crate::tests::Owned;

fn check_uri(url: &str, expect: &str) {
    assert_eq!(target_uri(url), expect);
}

#[test]
fn addresses_are_told_without_secrets_and_on_one_line() {
    check_uri("https://a.example/b?c=d&e=%20#f", "https://a.example/b?c=d&e=%20");
    check_uri("https://user:secret@a.example:8443/b@c", "https://a.example:8443/b@c");
    check_uri("http://u@v@a.example?q=x@y", "http://a.example?q=x@y");
    check_uri("http://[2001:db8::1]/", "http://[2001:db8::1]/");
    check_uri("https://a.example/a b\r\nX: y", "https://a.example/a%20b%0D%0AX:%20y");
    check_uri("https://a.example/é<>\"", "https://a.example/%C3%A9%3C%3E%22");
    check_uri("urn:x", "urn:x");
    check_uri("", "");
}

fn check_head(status: u16, reason: &str, headers: &[(&str, &str)], body: &[u8], expect: &str) {
    let headers =
        headers.iter().map(|(name, value)| ((*name).to_owned(), value.as_bytes().to_vec())).collect();
    let capture =
        Owned { status, reason: reason.to_owned(), headers, ..Owned::page("https://a.example/", body) };
    assert_eq!(String::from_utf8(http_head(&capture.show())).unwrap(), expect);
}

#[test]
fn heads_say_what_follows_them() {
    check_head(200, "OK", &[], b"", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    check_head(200, "", &[("a", "b")], b"xyz", "HTTP/1.1 200 \r\na: b\r\nContent-Length: 3\r\n\r\n");
    check_head(
        404,
        "Not Found",
        &[("Transfer-Encoding", "chunked"), ("content-length", "999"), ("x", "y"), ("Content-Length", "1")],
        b"xyz",
        "HTTP/1.1 404 Not Found\r\ncontent-length: 3\r\nx: y\r\n\r\n",
    );
    check_head(
        7,
        "a\r\nb",
        &[("inject\r\ned", "x"), ("", "x"), ("a b", "x"), ("v", "1\r\n\r\n<p>\0")],
        b"",
        "HTTP/1.1 007 a  b\r\nv: 1    <p> \r\nContent-Length: 0\r\n\r\n",
    );
}

#[test]
fn ids_are_random_uuids() {
    let id = new_id();
    let parts: Vec<_> = id.strip_prefix("urn:uuid:").unwrap().split('-').collect();
    assert_eq!(parts.iter().map(|part| part.len()).collect::<Vec<_>>(), [8, 4, 4, 4, 12]);
    assert!(parts[2].starts_with('4') && parts[3].starts_with(['8', '9', 'a', 'b']), "{id}");
    assert_ne!(id, new_id());
}
