//! `wiredesk feed`: reads feeds from files, URLs or a list; one JSON object a line.
use std::io::Write;
use std::path::PathBuf;

use fetcher::RequestKind;
use parser::feed::FeedContext;
use serde_json::{Value, json};

use super::inputs::{self, Input, Source, column};
use super::oneshot::{Access, OneShot};
use super::run::clock;
use crate::report::{Failure, chain};

#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Files, URLs, or `-` for standard input
    #[arg(value_name = "FILE|URL", required_unless_present = "list")]
    inputs: Vec<String>,
    /// Tab-separated: path, url, content type, content language (the last three may be empty)
    #[arg(long, value_name = "TSV", conflicts_with = "inputs")]
    list: Option<PathBuf>,
    #[command(flatten)]
    access: Access,
}

/// Prints `{"path", "error", "feed", "warnings"}` for each input. Exit code 1 when one could not be read.
pub fn run(arguments: &Arguments) -> Result<(), Failure> {
    let inputs = match &arguments.list {
        Some(list) => inputs::list(list, listed)?,
        None => arguments.inputs.iter().map(|word| Input::named(word)).collect(),
    };
    let mut oneshot = None;
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let mut failed = false;
    for input in &inputs {
        let line = match read(input, &arguments.access, &mut oneshot) {
            Ok(document) => document,
            Err(error) => {
                failed = true;
                json!({"path": input.name, "error": format!("{error:#}"), "feed": null, "warnings": []})
            }
        };
        writeln!(out, "{line}")?;
    }
    out.flush()?;
    if failed { Err(Failure::Told) } else { Ok(()) }
}

fn listed(columns: &[&str]) -> Option<Input> {
    let path = column(columns, 0)?;
    Some(Input {
        source: Source::File(PathBuf::from(&path)),
        name: path,
        url: column(columns, 1),
        content_type: column(columns, 2),
        content_language: column(columns, 3),
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
            let (fetched, bytes) = oneshot.get(url, RequestKind::Feed)?;
            input.url = Some(fetched.url.to_string());
            input.content_type = fetched.content_type;
            input.content_language = fetched.content_language;
            bytes
        }
        _ => input.read()?,
    };
    let context = FeedContext {
        url: input.url.as_deref().unwrap_or(""),
        content_type: input.content_type.as_deref(),
        content_language: input.content_language.as_deref(),
        now: Some(clock().now()),
    };
    // A panic is a bug of ours that must not cost the rest of a list.
    let read = std::panic::catch_unwind(|| parser::feed::read(&bytes, &context));
    Ok(match read {
        Ok(Ok(document)) => json!({
            "path": input.name, "error": null,
            "feed": parser::feed::view(&document), "warnings": document.warnings,
        }),
        Ok(Err(error)) => anyhow::bail!("{}", chain(&error)),
        Err(_) => anyhow::bail!("panic while reading the feed: please report it with this file"),
    })
}
