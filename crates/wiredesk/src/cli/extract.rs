//! `wiredesk extract`: articles out of pages from files, URLs or a list; one JSON object a line.
use std::io::Write;
use std::path::PathBuf;

use fetcher::RequestKind;
use parser::page::PageContext;
use serde_json::{Value, json};

use super::inputs::{self, Input, Source, column};
use super::oneshot::{Access, OneShot};
use super::run::clock;
use super::view;
use crate::report::{Failure, chain};

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
    let mut oneshot = None;
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let mut failed = false;
    for input in &inputs {
        let line = match read(input, &arguments.access, &mut oneshot) {
            Ok(article) => article,
            Err(error) => {
                failed = true;
                json!({"id": input.name, "error": format!("{error:#}")})
            }
        };
        writeln!(out, "{line}")?;
    }
    out.flush()?;
    if failed { Err(Failure::Told) } else { Ok(()) }
}

fn listed(columns: &[&str]) -> Option<Input> {
    Some(Input {
        name: column(columns, 0)?,
        source: Source::File(PathBuf::from(column(columns, 1)?)),
        url: column(columns, 2),
        ..Input::default()
    })
}

fn read(input: &Input, access: &Access, oneshot: &mut Option<OneShot>) -> anyhow::Result<Value> {
    let mut input = input.clone();
    let bytes = match &input.source {
        Source::Url(url) => {
            let oneshot = match oneshot {
                Some(oneshot) => oneshot,
                None => oneshot.insert(OneShot::new(access)?),
            };
            let (fetched, bytes) = oneshot.get(url, RequestKind::Page)?;
            input.url = Some(fetched.url.to_string());
            input.content_type = fetched.content_type;
            input.content_language = fetched.content_language;
            bytes
        }
        _ => input.read()?,
    };
    let context = PageContext {
        url: input.url.as_deref().unwrap_or(""),
        content_type: input.content_type.as_deref(),
        content_language: input.content_language.as_deref(),
        now: Some(clock().now()),
    };
    // A panic is a bug of ours that must not cost the rest of a list.
    match std::panic::catch_unwind(|| parser::page::read(&bytes, &context)) {
        Ok(Ok(article)) => Ok(view::article(&input.name, &article)),
        Ok(Err(error)) => anyhow::bail!("{}", chain(&error)),
        Err(_) => anyhow::bail!("panic while reading the page: please report it with this file"),
    }
}
