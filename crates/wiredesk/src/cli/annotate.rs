//! `wiredesk annotate`: entities, quotations and dates of plain text, or of NDJSON with one text a line.
use std::io::{BufRead, Write};
use std::path::PathBuf;

use anyhow::Context;
use enricher::{Enricher, Input};
use model::{Offset, Timestamp};
use serde::Deserialize;

use super::view;
use crate::config::{Enrich, Names};
use crate::report::Failure;

#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Lines of {"id", "text", "title"?, "published_at"?, "language"?} instead of one plain text
    #[arg(long)]
    ndjson: bool,
    /// When a plain text was published: a date, or RFC 3339
    #[arg(long, value_name = "TIME", conflicts_with = "ndjson")]
    published_at: Option<String>,
    /// The language of a plain text, e.g. `ko`
    #[arg(long, value_name = "TAG", conflicts_with = "ndjson")]
    language: Option<String>,
    /// Who recognises names: fast, cascade, accurate, or a folder with a model
    #[arg(long, value_name = "WHO", default_value = "cascade")]
    names: String,
    /// A TOML file of entities of yours
    #[arg(long, value_name = "FILE")]
    aliases: Option<PathBuf>,
}

#[derive(Debug, Deserialize)]
struct Line {
    id: String,
    text: String,
    title: Option<String>,
    published_at: Option<String>,
    language: Option<String>,
}

/// The text is used as given, and places count in it.
pub fn run(arguments: &Arguments) -> Result<(), Failure> {
    let names =
        Names::of_word(&arguments.names).unwrap_or_else(|| Names::Model(arguments.names.clone().into()));
    let enricher = Enrich { names, aliases: arguments.aliases.clone(), inline: true }.open()?;
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let stdin = std::io::stdin().lock();
    if !arguments.ndjson {
        let text = std::io::read_to_string(stdin).context("standard input is no UTF-8 text")?;
        let line = Line {
            id: "stdin".into(),
            text,
            title: None,
            published_at: arguments.published_at.clone(),
            language: arguments.language.clone(),
        };
        let published = published(&line).map_err(Failure::Usage)?;
        writeln!(out, "{}", annotate(&enricher, &line, published))?;
        out.flush()?;
        return Ok(());
    }
    let mut failed = false;
    for (number, line) in stdin.lines().enumerate() {
        let line = line.context("standard input is no UTF-8 text")?;
        if line.trim().is_empty() {
            continue;
        }
        let read = serde_json::from_str::<Line>(&line).map_err(|error| error.to_string());
        match read.and_then(|line| Ok((published(&line)?, line))) {
            Ok((published, line)) => writeln!(out, "{}", annotate(&enricher, &line, published))?,
            Err(error) => {
                failed = true;
                writeln!(
                    out,
                    "{}",
                    serde_json::json!({"id": null, "error": format!("line {}: {error}", number + 1)})
                )?;
            }
        }
    }
    out.flush()?;
    if failed { Err(Failure::Told) } else { Ok(()) }
}

type Published = Option<(Timestamp, Option<Offset>)>;

/// A date alone is that day; RFC 3339 keeps its offset, because "Thursday" is counted on the publisher's clock.
fn published(line: &Line) -> Result<Published, String> {
    let Some(text) = line.published_at.as_deref().map(str::trim).filter(|text| !text.is_empty()) else {
        return Ok(None);
    };
    if text.len() == 10
        && let Some(at) = Timestamp::parse(&format!("{text}T12:00:00Z"))
    {
        return Ok(Some((at, Some(Offset::UTC))));
    }
    let at = Timestamp::parse(text)
        .ok_or_else(|| format!("`published_at`: `{text}` is neither a date nor RFC 3339"))?;
    let offset = match text.as_bytes().iter().rposition(|b| matches!(b, b'+' | b'-')) {
        Some(sign) if sign > 10 => Offset::parse(text.get(sign..).unwrap_or("")),
        _ => Some(Offset::UTC),
    };
    Ok(Some((at, offset)))
}

fn annotate(enricher: &Enricher, line: &Line, published: Published) -> serde_json::Value {
    let input = Input {
        text: &line.text,
        paragraphs: &[],
        title: line.title.as_deref(),
        language: line.language.as_deref(),
        published_at: published.map(|(at, _)| at),
        offset: published.and_then(|(_, offset)| offset),
        dateline: None,
    };
    let found = enricher.annotate_within(&input, enricher.budget());
    view::annotations(&line.id, &line.text, &found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_alone_or_a_time_with_any_offset() {
        let at = |text: &str| {
            let line = Line {
                id: "a".into(),
                text: String::new(),
                title: None,
                published_at: Some(text.into()),
                language: None,
            };
            published(&line)
                .map(|found| found.map(|(at, offset)| format!("{at} {}", offset.unwrap_or_default())))
        };
        for (text, expect) in [
            ("2019-11-21", "2019-11-21T12:00:00.000Z +00:00"),
            ("2019-11-21T09:30:00+09:00", "2019-11-21T00:30:00.000Z +09:00"),
            ("2019-11-21T09:30:00-05:00", "2019-11-21T14:30:00.000Z -05:00"),
            ("2019-11-21T09:30:00Z", "2019-11-21T09:30:00.000Z +00:00"),
        ] {
            assert_eq!(at(text), Ok(Some(expect.to_owned())), "{text}");
        }
        assert!(at("Thursday").is_err());
    }
}
