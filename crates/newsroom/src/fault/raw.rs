//! Answers that no honest server can give: bytes written to the connection as they are.
use std::time::Duration;

use bytes::Bytes;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

use crate::page::Page;

/// What the connection carries instead of an answer; then it is closed.
#[derive(Clone, Debug, Default)]
pub struct Raw {
    pub bytes: Bytes,
    /// Follows for ever, if it is not empty.
    pub repeated: Bytes,
    /// One byte after the other in this time.
    pub every: Option<Duration>,
}

impl Raw {
    pub fn new(bytes: impl Into<Bytes>) -> Self {
        Raw { bytes: bytes.into(), ..Raw::default() }
    }

    /// A page whose length is said by these headers, whatever they say.
    pub(super) fn with_lengths(page: &Page, lengths: &[String]) -> Self {
        let mut bytes = head(page);
        for length in lengths {
            bytes.extend_from_slice(format!("content-length: {length}\r\n").as_bytes());
        }
        bytes.extend_from_slice(b"\r\n");
        bytes.extend_from_slice(&page.body);
        Raw::new(bytes)
    }

    pub(super) fn of(page: &Page) -> Self {
        Raw::with_lengths(page, &[page.body.len().to_string()])
    }

    /// A page in one chunk, with so many trailers of 100 bytes (RFC 9112, 7.1.2).
    pub(super) fn with_trailers(page: &Page, trailers: usize) -> Self {
        let mut bytes = head(page);
        let size = page.body.len();
        bytes.extend_from_slice(format!("transfer-encoding: chunked\r\n\r\n{size:x}\r\n").as_bytes());
        bytes.extend_from_slice(&page.body);
        bytes.extend_from_slice(b"\r\n0\r\n");
        for place in 0..trailers {
            bytes.extend_from_slice(format!("x-trailer-{place}: {:t<100}\r\n", "").as_bytes());
        }
        bytes.extend_from_slice(b"\r\n");
        Raw::new(bytes)
    }

    /// Headers that never end.
    pub(super) fn endless_headers() -> Self {
        let repeated = Bytes::from(format!("x-more: {:m<4000}\r\n", ""));
        Raw { bytes: Bytes::from_static(b"HTTP/1.1 200 OK\r\n"), repeated, every: None }
    }

    /// Interim answers that never end (RFC 9110, 15.2).
    pub(super) fn endless_hints() -> Self {
        let repeated = Bytes::from_static(b"HTTP/1.1 103 Early Hints\r\nlink: </style.css>\r\n\r\n");
        Raw { repeated, ..Raw::default() }
    }

    /// Ends when all is written, or the client has gone.
    pub(crate) async fn send(self, mut stream: TcpStream) -> std::io::Result<()> {
        self.write(&mut stream, &self.bytes).await?;
        while !self.repeated.is_empty() {
            self.write(&mut stream, &self.repeated).await?;
        }
        stream.shutdown().await
    }

    async fn write(&self, stream: &mut TcpStream, bytes: &[u8]) -> std::io::Result<()> {
        let Some(every) = self.every else { return stream.write_all(bytes).await };
        for byte in bytes {
            stream.write_all(&[*byte]).await?;
            // A client that has given up is heard of at once, not with the byte after the next.
            tokio::select! {
                () = tokio::time::sleep(every) => {}
                true = is_gone(stream) => break,
            }
        }
        Ok(())
    }
}

async fn is_gone(stream: &TcpStream) -> bool {
    matches!(stream.peek(&mut [0]).await, Ok(0) | Err(_))
}

fn head(page: &Page) -> Vec<u8> {
    let reason = http::StatusCode::from_u16(page.status).ok().and_then(|status| status.canonical_reason());
    let mut bytes = format!("HTTP/1.1 {} {}\r\n", page.status, reason.unwrap_or("Unknown")).into_bytes();
    for (name, value) in &page.headers {
        bytes.extend_from_slice(name.as_bytes());
        bytes.extend_from_slice(b": ");
        bytes.extend_from_slice(value);
        bytes.extend_from_slice(b"\r\n");
    }
    bytes
}
