//! `wiredesk feeds import` and `export`: lists of feeds as readers exchange them.
use std::io::Write;
use std::path::PathBuf;

use anyhow::Context;
use parser::opml::Outline;

use super::super::Configuration;
use super::table::{Entry, Taken, write_file};
use crate::report::Failure;

/// The label that keeps a reader's folder.
const FOLDER: &str = "folder";

#[derive(Debug, clap::Args)]
pub struct Import {
    /// The list
    #[arg(value_name = "FILE.opml")]
    file: PathBuf,
    /// Write the tables into feeds.d beside the configuration instead of printing them
    #[arg(long)]
    write: bool,
    #[command(flatten)]
    configuration: Configuration,
}

#[derive(Debug, clap::Args)]
pub struct Export {
    #[command(flatten)]
    configuration: Configuration,
}

pub fn import(arguments: &Import) -> Result<(), Failure> {
    let shown = arguments.file.display();
    let bytes = std::fs::read(&arguments.file).with_context(|| format!("can not read {shown}"))?;
    let outlines = parser::opml::read(&bytes).with_context(|| format!("reading {shown}"))?;
    let mut taken = match arguments.configuration.exists() {
        true => Taken::by(&arguments.configuration.load()?),
        false => Taken::default(),
    };
    let entries: Vec<Entry> = outlines.iter().map(entry).collect();
    let (tables, known) = taken.tables(&entries);
    let mut notes = std::io::stderr().lock();
    if arguments.write {
        let stem = arguments.file.file_stem().and_then(|stem| stem.to_str()).unwrap_or("imported");
        let file = write_file(&arguments.configuration.config, stem, &tables)?;
        writeln!(notes, "{} feeds written to {}", entries.len() - known, file.display())?;
    } else {
        std::io::stdout().lock().write_all(tables.as_bytes())?;
    }
    if known > 0 {
        writeln!(notes, "{known} feeds are configured already, or stand twice in the list")?;
    }
    Ok(())
}

fn entry(outline: &Outline) -> Entry {
    let folder = outline.folder.join("/");
    Entry {
        url: outline.url.clone(),
        title: outline.title.clone(),
        language: outline.language.clone(),
        labels: (!folder.is_empty()).then(|| (FOLDER.to_owned(), folder)).into_iter().collect(),
        remark: outline.title.clone(),
        ..Entry::default()
    }
}

pub fn export(arguments: &Export) -> Result<(), Failure> {
    let config = arguments.configuration.load()?;
    let outlines: Vec<Outline> = config
        .feeds
        .iter()
        .map(|(id, feed)| Outline {
            title: Some(
                feed.publisher.as_ref().map_or_else(|| id.to_string(), |name| format!("{name} ({id})")),
            ),
            url: feed.url.to_string(),
            language: feed.language.clone(),
            folder: feed
                .labels
                .get(FOLDER)
                .map(|folder| folder.split('/').map(str::to_owned).collect())
                .unwrap_or_default(),
            ..Outline::default()
        })
        .collect();
    std::io::stdout().lock().write_all(parser::opml::write("Wiredesk", &outlines).as_bytes())?;
    Ok(())
}
