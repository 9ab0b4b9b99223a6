//! Shows for one page its fields and their sources, and which rule kept or dropped each block: `page_why FILE [URL]`.
use std::io::Write;

use parser::page::{self, PageContext};

fn main() -> std::io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let Some(path) = arguments.next() else {
        return Err(std::io::Error::other("usage: page_why FILE [URL]"));
    };
    let url = arguments.next().unwrap_or_default();
    let bytes = std::fs::read(path)?;
    let explanation = page::explanation(&bytes, &PageContext { url: &url, ..PageContext::default() });
    write!(std::io::stdout().lock(), "{explanation}")
}
