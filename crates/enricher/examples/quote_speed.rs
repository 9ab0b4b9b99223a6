//! Measures the step of quotations alone: articles a second over NDJSON lines of `{text, language?}` on standard input.
#![allow(clippy::print_stdout)]
use std::error::Error;
use std::io::stdin;
use std::time::Instant;

use enricher::document::{Bytes, Cast, Document};
use enricher::quotes;
use serde_json::Value;

/// Passes over the whole input.
const PASSES: usize = 20;

fn main() -> Result<(), Box<dyn Error>> {
    let records = stdin().lines().map(|line| Ok(serde_json::from_str(&line?)?));
    let records: Vec<Value> = records.collect::<Result<_, Box<dyn Error>>>()?;
    let field = |record: &'_ Value, name: &str| record[name].as_str().map(str::to_owned);
    let articles: Vec<(String, String)> = records
        .iter()
        .filter_map(|record| {
            Some((field(record, "text")?, field(record, "language").unwrap_or_else(|| "en".to_owned())))
        })
        .collect();
    let documents: Vec<Document> = articles.iter().map(|(text, language)| document(text, language)).collect();
    let cast = Cast::default();
    let found: usize = documents.iter().map(|document| quotes::find(document, &cast).len()).sum();
    let begin = Instant::now();
    for document in (0..PASSES).flat_map(|_| &documents) {
        std::hint::black_box(quotes::find(document, &cast));
    }
    let seconds = begin.elapsed().as_secs_f64();
    let bytes: usize = articles.iter().map(|(text, _)| text.len()).sum();
    println!(
        "{} articles, {found} quotations: {:.0} articles/s, {:.1} MB/s",
        articles.len(),
        (articles.len() * PASSES) as f64 / seconds,
        (bytes * PASSES) as f64 / seconds / 1e6
    );
    Ok(())
}

fn document<'a>(text: &'a str, language: &'a str) -> Document<'a> {
    let mut paragraphs: Vec<Bytes> = Vec::new();
    let mut start = 0;
    for part in text.split_inclusive('\n') {
        if !part.trim().is_empty() {
            paragraphs.push(start..start + part.trim_end().len());
        }
        start += part.len();
    }
    Document { text, language, paragraphs, sentences: Vec::new(), tokens: Vec::new() }
}
