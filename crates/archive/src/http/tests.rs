//! Answers as archives hold them.
use super::*;

/// `status reason | encodings | type | body`, with `…` behind a body that is cut off.
fn show(block: &[u8]) -> String {
    let Some(answer) = parse(block) else { return "none".to_owned() };
    format!(
        "{} {} | {} | {} | {}{}",
        answer.status,
        answer.reason,
        answer.content_encoding.join(","),
        answer.content_type.unwrap_or_default(),
        String::from_utf8_lossy(&answer.body),
        if answer.complete { "" } else { "…" }
    )
}

fn check(block: &str, expect: &str) {
    assert_eq!(show(block.as_bytes()), expect, "{block:?}");
}

#[test]
fn status_lines() {
    check("HTTP/1.1 200 OK\r\n\r\nx", "200 OK |  |  | x");
    check("HTTP/1.0 404 Not Found\n\nx", "404 Not Found |  |  | x");
    check("HTTP/2 200\r\n\r\nx", "200  |  |  | x");
    check("HTTP/1.1  301  Moved  \r\n\r\n", "301 Moved |  |  | ");
    for none in
        ["", "\r\n", "HTTP/1.1", "HTTP/1.1 20", "HTTP/1.1 -20 OK", "HTTP/1.1 2x0", "<html>", "GET / HTTP/1.1"]
    {
        check(none, "none");
    }
}

#[test]
fn headers() {
    check(
        "HTTP/1.1 200 OK\r\nCONTENT-TYPE : text/html ; charset=x \r\n\r\nb",
        "200 OK |  | text/html ; charset=x | b",
    );
    check("HTTP/1.1 200 OK\r\nno colon\r\n: no name\r\ncontent-type:a/b\r\n\r\nb", "200 OK |  | a/b | b");
    check(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html;\r\n\tcharset=x\r\n\r\nb",
        "200 OK |  | text/html; charset=x | b",
    );
    check("HTTP/1.1 200 OK\r\n folded first\r\n\r\nb", "200 OK |  |  | b");
    check(
        "HTTP/1.1 200 OK\r\nContent-Encoding: GZIP, br\r\ncontent-encoding: zstd\r\n\r\nb",
        "200 OK | gzip,br,zstd |  | b",
    );
    // The head itself is cut off.
    check("HTTP/1.1 200 OK\r\nContent-Type: text/ht", "200 OK |  | text/ht | …");
    check("HTTP/1.1 200 OK\r\nA: b\r\n", "200 OK |  |  | …");
    // What crawlers rename says nothing of the body that they store.
    check(
        "HTTP/1.1 200 OK\r\nX-Crawler-Content-Encoding: gzip\r\nX-Crawler-Transfer-Encoding: chunked\r\n\r\nb",
        "200 OK |  |  | b",
    );
}

#[test]
fn lengths() {
    check("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc", "200 OK |  |  | abc");
    check("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nabc", "200 OK |  |  | abc…");
    // A body that the crawler has unpacked is longer than it was.
    check("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nabc", "200 OK |  |  | abc");
    check("HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\nabc", "200 OK |  |  | abc");
}

#[test]
fn chunks() {
    let chunked = |body: &str, expect: &str| {
        let block = format!("HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n{body}");
        check(&block, &format!("200 OK |  |  | {expect}"));
    };
    chunked("3\r\nabc\r\n0\r\n\r\n", "abc");
    chunked("3;name=value\r\nabc\r\n 2 \r\nde\r\n0\r\nTrailer: x\r\n\r\n", "abcde");
    chunked("A\nabcdefghij\n0\n", "abcdefghij");
    chunked("0\r\n\r\n", "");
    // The crawler has put them together and left the header.
    chunked("<p>abc</p>", "<p>abc</p>");
    chunked("", "");
    // Cut off, or damaged: what came before.
    chunked("3\r\nabc\r\n", "abc…");
    chunked("9\r\nabc", "abc…");
    chunked("3\r\nabcX\r\n", "abc…");
    chunked("3\r\nabc\r\n-1\r\nde", "abc…");
    chunked("ffffffffffffffff\r\nabc", "abc…");
    chunked("fffffffffffffffff\r\nabc", "fffffffffffffffff\r\nabc");
    // A coding beneath the chunks is told with the encodings.
    check(
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\nContent-Encoding: br\r\n\r\n1\r\nx\r\n0\r\n\r\n",
        "200 OK | br,gzip |  | x",
    );
}

#[test]
fn too_many_headers_are_passed_over() {
    let mut block = "HTTP/1.1 200 OK\r\n".to_owned();
    block.push_str(&"a: b\r\n".repeat(5000));
    block.push_str("\r\nbody");
    let answer = parse(block.as_bytes()).unwrap();
    assert_eq!((answer.headers.len(), &*answer.body), (MAX_HEADERS, &b"body"[..]));
}
