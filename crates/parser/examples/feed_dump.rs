//! Reads the feeds of a list (`--list TSV`: path, url, content type, content language) and prints one JSON line for each.
#![allow(clippy::print_stdout)]
use std::{fs, io::Write};

use parser::feed::{FeedContext, read, view};

fn main() -> std::io::Result<()> {
    let list = std::env::args().nth(2).unwrap_or_default();
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in fs::read_to_string(list)?.lines() {
        let mut columns = line.split('\t');
        let path = columns.next().unwrap_or("");
        let mut column = || columns.next().filter(|text| !text.is_empty());
        let (url, content_type, content_language) = (column().unwrap_or(""), column(), column());
        let context = FeedContext { url, content_type, content_language, now: None };
        let result = std::panic::catch_unwind(|| read(&fs::read(path).unwrap_or_default(), &context));
        let line = match result {
            Ok(Ok(document)) => serde_json::json!({"path": path, "error": null, "feed": view(&document)}),
            Ok(Err(error)) => serde_json::json!({"path": path, "error": error.to_string(), "feed": null}),
            Err(_) => serde_json::json!({"path": path, "error": "panic", "feed": null}),
        };
        writeln!(out, "{line}")?;
    }
    Ok(())
}
