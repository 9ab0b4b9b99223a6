//! `wiredesk status`: what a journal holds, also while its worker runs.
use std::io::Write;

use anyhow::Context;
use serde_json::json;

use super::JournalPlace;
use crate::report::Failure;

#[derive(Debug, clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    place: JournalPlace,
    /// One JSON object
    #[arg(long)]
    json: bool,
}

pub fn run(arguments: &Arguments) -> Result<(), Failure> {
    let dir = arguments.place.dir()?;
    let reader =
        journal::Reader::open(&dir).with_context(|| format!("opening the journal in {}", dir.display()))?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let summary = runtime.block_on(reader.summary())?;
    let mut out = std::io::stdout().lock();
    if arguments.json {
        let value = json!({
            "journal": summary.journal, "last_seq": summary.last_seq, "articles": summary.articles,
            "versions": summary.versions, "records": summary.rows, "record_bytes": summary.record_bytes,
            "file_bytes": summary.file_bytes, "oldest_record_at": summary.oldest_at,
            "newest_record_at": summary.newest_at, "pending": summary.pending.waiting,
            "retrying": summary.pending.retrying, "parked": summary.pending.parked,
            "feeds": summary.feeds_by_health,
            "sinks": summary.sinks.iter().map(|(cluster, prefix, seq)| json!({"cluster": cluster, "prefix": prefix, "published_seq": seq})).collect::<Vec<_>>(),
        });
        writeln!(out, "{value}")?;
        return Ok(());
    }
    writeln!(out, "journal   {} in {}", summary.journal, dir.display())?;
    let counts = |map: &std::collections::BTreeMap<String, u64>| {
        map.iter().map(|(name, count)| format!("{count} {name}")).collect::<Vec<_>>().join(", ")
    };
    writeln!(out, "feeds     {}", counts(&summary.feeds_by_health))?;
    writeln!(out, "articles  {}, {} versions", summary.articles, summary.versions)?;
    let newest = summary.newest_at.map_or_else(|| "none".to_owned(), |at| at.to_string());
    writeln!(out, "records   {} (newest {newest})", counts(&summary.rows))?;
    let pending = &summary.pending;
    writeln!(
        out,
        "pending   {}, of them {} tried before; {} parked",
        pending.waiting, pending.retrying, pending.parked
    )?;
    for (cluster, prefix, seq) in &summary.sinks {
        writeln!(
            out,
            "kafka     cluster {cluster}, prefix {prefix}: published to {seq} of {}",
            summary.last_seq
        )?;
    }
    Ok(())
}
