//! Prints the article of each page of a list as one JSON object a line: `page_dump --list TSV` (id, path, url).
use std::io::{BufWriter, Write};

use parser::page::{self, PageContext};
use serde_json::json;

fn main() -> std::io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let list = match (arguments.next().as_deref(), arguments.next()) {
        (Some("--list"), Some(list)) => list,
        _ => return Err(std::io::Error::other("usage: page_dump --list TSV")),
    };
    let mut out = BufWriter::new(std::io::stdout().lock());
    for line in std::fs::read_to_string(list)?.lines() {
        let mut cells = line.split('\t');
        let (Some(id), Some(path)) = (cells.next(), cells.next()) else { continue };
        let context = PageContext { url: cells.next().unwrap_or(""), ..PageContext::default() };
        let bytes = std::fs::read(path)?;
        let record = match page::read(&bytes, &context) {
            Ok(article) => json!({
                "id": id, "text": article.text, "title": article.title, "authors": article.authors,
                "published_at": article.published.as_ref().map(|p| p.at),
                "published_offset": article.published.as_ref().and_then(|p| p.offset),
                "modified_at": article.modified.as_ref().map(|p| p.at), "subtitle": article.subtitle,
                "summary": article.summary, "language": article.language, "credit": article.credit,
                "publisher": article.publisher, "section": article.section, "tags": article.tags,
                "images": article.images, "canonical_url": article.canonical_url, "kind": article.kind,
                "access": article.access, "rights": article.rights, "dateline": article.dateline,
                "notices": article.notices, "take": article.take.as_ref().map(|t| (&t.label, t.number, &t.note)),
                "sources": article.sources, "paragraphs": article.paragraphs,
            }),
            Err(error) => json!({"id": id, "error": error.to_string(), "kind": error.kind().as_str()}),
        };
        writeln!(out, "{record}")?;
    }
    Ok(())
}
