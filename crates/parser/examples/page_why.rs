//! Shows for one page which rule kept or dropped each block, as rule, place and text: `page_why FILE [URL]`.
use std::io::Write;

use parser::page::{self, PageContext};

fn main() -> std::io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let Some(path) = arguments.next() else {
        return Err(std::io::Error::other("usage: page_why FILE [URL]"));
    };
    let url = arguments.next().unwrap_or_default();
    let bytes = std::fs::read(path)?;
    let mut out = std::io::stdout().lock();
    for verdict in page::explain(&bytes, &PageContext { url: &url, ..PageContext::default() }) {
        writeln!(out, "{}\t{}\t{}", verdict.rule.unwrap_or("KEPT"), verdict.path, verdict.text)?;
    }
    Ok(())
}
