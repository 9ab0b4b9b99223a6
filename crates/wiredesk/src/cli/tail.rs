//! `wiredesk tail`: records from a journal as they arrive, for people on a terminal and as NDJSON in a pipe.
use std::io::{IsTerminal, Write};
use std::time::Duration;

use anyhow::Context;
use journal::{Cursor, CursorError, Reader, Record};
use model::Timestamp;
use model::record::{Enriched, Topic};
use serde_json::Value;

use super::JournalPlace;
use super::run::clock;
use super::terminal::{self, Style};
use crate::report::Failure;

#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// enriched, quotes, entities, articles or dead-letters
    #[arg(default_value = "enriched")]
    topic: String,
    #[command(flatten)]
    place: JournalPlace,
    /// End after what there is
    #[arg(long)]
    no_follow: bool,
    /// From this age (1h) or time (RFC 3339) on; without it the newest ten, with --no-follow all
    #[arg(long, value_name = "AGE|TIME")]
    since: Option<String>,
    /// Only records of this feed
    #[arg(long, value_name = "ID")]
    feed: Option<String>,
    /// Only records with an entity of this name or id
    #[arg(long, value_name = "NAME")]
    entity: Option<String>,
    /// Only records with a quotation of this speaker
    #[arg(long, value_name = "NAME")]
    speaker: Option<String>,
    /// NDJSON also on a terminal
    #[arg(long)]
    json: bool,
}

pub fn run(arguments: &Arguments) -> Result<(), Failure> {
    let Some(topic) = Topic::parse(&arguments.topic) else {
        let known = Topic::ALL.map(Topic::name).join(", ");
        return Err(Failure::Usage(format!("no topic `{}`; there are {known}", arguments.topic)));
    };
    let since = arguments.since.as_deref().map(since).transpose()?;
    let dir = arguments.place.dir()?;
    let reader = Reader::open(&dir).with_context(|| format!("opening the journal in {}", dir.display()))?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(print(arguments, topic, since, &reader))
}

fn since(text: &str) -> Result<Timestamp, Failure> {
    let age = crate::config::duration(text).map(|age| clock().now().minus(age));
    age.or_else(|| Timestamp::parse(text)).ok_or_else(|| {
        Failure::Usage(format!(
            "`--since {text}` is neither an age like 1h nor a time like 2026-03-12T09:00:00Z"
        ))
    })
}

/// Shown without `--since` when following.
const NEWEST: usize = 10;

async fn print(
    arguments: &Arguments,
    topic: Topic,
    since: Option<Timestamp>,
    reader: &Reader,
) -> Result<(), Failure> {
    let people = !arguments.json && topic == Topic::Enriched && std::io::stdout().is_terminal();
    let style = Style::of_stdout();
    let mut after: Option<Cursor> = None;
    if since.is_none() && !arguments.no_follow {
        let page = reader.latest(topic, NEWEST).await?;
        for record in &page.records {
            show(arguments, record, people, style)?;
        }
        after = Some(page.next);
    }
    loop {
        let page = match reader.records(Some(topic), after.as_ref(), 1_000).await {
            Ok(page) => page,
            Err(CursorError::Journal(error)) => return Err(error.into()),
            // Retention overtook us: say so, and go on with the oldest kept.
            Err(error) => {
                tracing::warn!("{error}");
                after = None;
                continue;
            }
        };
        for record in
            page.records.iter().filter(|record| since.is_none_or(|since| record.committed_at >= since))
        {
            show(arguments, record, people, style)?;
        }
        let more = !page.records.is_empty();
        let seq = page.next.seq;
        after = Some(page.next);
        if more {
            continue;
        }
        if arguments.no_follow {
            return Ok(());
        }
        reader.wait(seq, Duration::from_secs(3600)).await?;
    }
}

fn show(arguments: &Arguments, record: &Record, people: bool, style: Style) -> Result<(), Failure> {
    let Some(bytes) = &record.value else { return Ok(()) };
    let value: Value = serde_json::from_slice(bytes)?;
    if !wanted(arguments, &value) {
        return Ok(());
    }
    let mut out = std::io::stdout().lock();
    if people {
        let record: Enriched = serde_json::from_value(value)?;
        terminal::article(&mut out, &record, style)?;
    } else {
        out.write_all(bytes)?;
        out.write_all(b"\n")?;
    }
    out.flush()?;
    Ok(())
}

fn wanted(arguments: &Arguments, value: &Value) -> bool {
    let holds = |filter: &Option<String>, test: &dyn Fn(&str) -> bool| filter.as_deref().is_none_or(test);
    holds(&arguments.feed, &|feed| feeds(value).any(|id| id == feed))
        && holds(&arguments.entity, &|name| entities(value).any(|entity| is(entity, name)))
        && holds(&arguments.speaker, &|name| speakers(value).any(|speaker| is(speaker, name)))
}

fn feeds(value: &Value) -> impl Iterator<Item = &str> {
    let lists = [value.get("feeds"), value.pointer("/article/feeds")];
    let many = lists.into_iter().flatten().filter_map(Value::as_array).flatten();
    many.chain(value.get("feed")).filter_map(Value::as_str)
}

fn entities(value: &Value) -> impl Iterator<Item = &Value> {
    let many = value.get("entities").and_then(Value::as_array).into_iter().flatten();
    many.chain(value.get("entity")).chain(value.get("speaker_entity"))
}

/// Speakers, each with its entity where the record has it.
fn speakers(value: &Value) -> impl Iterator<Item = &Value> {
    let many = value.get("quotes").and_then(Value::as_array).into_iter().flatten();
    many.chain(value.get("quote")).filter_map(|quote| quote.get("speaker"))
}

/// An entity or speaker by its id, or by its name, case aside; the last word of a name will do.
fn is(thing: &Value, wanted: &str) -> bool {
    let text = |key: &str| thing.get(key).and_then(Value::as_str);
    let same = |name: &str| {
        let (name, wanted) = (name.to_lowercase(), wanted.to_lowercase());
        name == wanted || name.ends_with(&format!(" {wanted}"))
    };
    text("id") == Some(wanted) || text("entity") == Some(wanted) || text("name").is_some_and(same)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn names_match_whole_or_by_their_last_word() {
        let entity = json!({"id": "e1", "name": "Mark Esper"});
        for (wanted, expect) in
            [("mark esper", true), ("Esper", true), ("sper", false), ("e1", true), ("Mark", false)]
        {
            assert_eq!(is(&entity, wanted), expect, "{wanted}");
        }
    }

    #[test]
    fn filters_read_every_kind_of_record() {
        let enriched = json!({"feeds": ["a"], "entities": [{"name": "Seoul"}], "quotes": [{"speaker": {"name": "Kim"}}]});
        let quote = json!({"article": {"feeds": ["a"]}, "quote": {"speaker": {"name": "Kim"}}, "speaker_entity": {"name": "Kim"}});
        for value in [&enriched, &quote] {
            assert!(feeds(value).any(|id| id == "a"));
            assert!(speakers(value).any(|speaker| is(speaker, "kim")));
        }
        assert!(entities(&enriched).any(|entity| is(entity, "seoul")));
        assert!(entities(&quote).any(|entity| is(entity, "kim")));
    }
}
