//! `wiredesk extract`: articles out of pages from files, URLs or a list; one JSON object a line.
use std::io::Write;
use std::path::PathBuf;

use fetcher::RequestKind;
use model::Article;
use parser::page::{PageContext, PageError};
use serde_json::json;

use super::inputs::{self, Input, Source, column};
use super::oneshot::Access;
use super::run::clock;
use super::terminal::plain;
use super::view;
use crate::report::Failure;

#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Files, URLs, or `-` for standard input
    #[arg(value_name = "FILE|URL", required_unless_present = "list")]
    inputs: Vec<String>,
    /// Tab-separated: id, path, url (the last may be empty)
    #[arg(long, value_name = "TSV", conflicts_with = "inputs")]
    list: Option<PathBuf>,
    /// The URL that a single page was saved from
    #[arg(long, value_name = "URL", conflicts_with = "list")]
    url: Option<String>,
    /// Say instead, for people, where each field comes from and which rule kept or dropped each block
    #[arg(long)]
    why: bool,
    #[command(flatten)]
    access: Access,
}

/// Prints the article with the input's id, or `{"id", "error"}`. Exit code 1 when one could not be read.
pub fn run(arguments: &Arguments) -> Result<(), Failure> {
    let mut inputs = match &arguments.list {
        Some(list) => inputs::list(list, listed)?,
        None => arguments.inputs.iter().map(|word| Input::named(word)).collect(),
    };
    for input in &mut inputs {
        input.url = input.url.take().or_else(|| arguments.url.clone());
    }
    if arguments.why {
        return why(&inputs, &arguments.access);
    }
    let mut oneshot = None;
    let line = |input: &Input| {
        let article = inputs::read_with(input, RequestKind::Page, &arguments.access, &mut oneshot, read)?;
        Ok(view::article(&input.name, &article))
    };
    inputs::print_lines(&inputs, line, |input, error| json!({"id": input.name, "error": error}))
}

fn why(inputs: &[Input], access: &Access) -> Result<(), Failure> {
    let mut oneshot = None;
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for input in inputs {
        let explained = inputs::read_with(input, RequestKind::Page, access, &mut oneshot, |bytes, input| {
            Ok::<_, PageError>(parser::page::explanation(bytes, &context(input)))
        })?;
        for line in explained.to_string().lines() {
            writeln!(out, "{}", plain(line))?;
        }
    }
    out.flush()?;
    Ok(())
}

fn listed(columns: &[&str]) -> Option<Input> {
    Some(Input {
        name: column(columns, 0)?,
        source: Source::File(PathBuf::from(column(columns, 1)?)),
        url: column(columns, 2),
        ..Input::default()
    })
}

fn read(bytes: &[u8], input: &Input) -> Result<Article, PageError> {
    parser::page::read(bytes, &context(input))
}

fn context(input: &Input) -> PageContext<'_> {
    PageContext {
        url: input.url.as_deref().unwrap_or(""),
        content_type: input.content_type.as_deref(),
        content_language: input.content_language.as_deref(),
        now: Some(clock().now()),
    }
}
