//! `wiredesk feed`: reads feeds from files, URLs or a list; one JSON object a line.
use std::path::PathBuf;

use fetcher::RequestKind;
use model::FeedDocument;
use parser::feed::{FeedContext, FeedError};
use serde_json::json;

use super::inputs::{self, Input, Source, column};
use super::oneshot::Access;
use super::run::clock;
use crate::report::Failure;

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
    let line = |input: &Input| {
        let document = inputs::read_with(input, RequestKind::Feed, &arguments.access, &mut oneshot, read)?;
        let (feed, warnings) = (parser::feed::view(&document), &document.warnings);
        Ok(json!({"path": input.name, "error": null, "feed": feed, "warnings": warnings}))
    };
    inputs::print_lines(
        &inputs,
        line,
        |input, error| json!({"path": input.name, "error": error, "feed": null, "warnings": []}),
    )
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

fn read(bytes: &[u8], input: &Input) -> Result<FeedDocument, FeedError> {
    let context = FeedContext {
        url: input.url.as_deref().unwrap_or(""),
        content_type: input.content_type.as_deref(),
        content_language: input.content_language.as_deref(),
        now: Some(clock().now()),
    };
    parser::feed::read(bytes, &context)
}
