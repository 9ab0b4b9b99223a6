//! Rules of structure that a compiler does not check: who may depend on whom, how long files are, what they say first.
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::run::root;

/// What each crate may use of ours (ARCHITECTURE.md, Walls).
const WALLS: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("fetcher", &["model"]),
    ("parser", &["model"]),
    ("enricher", &["model"]),
    ("journal", &["model"]),
    ("archive", &["model"]),
    ("sink", &["journal", "model"]),
    ("newsroom", &[]),
    ("wiredesk", &["model", "fetcher", "parser", "enricher", "journal", "archive", "sink", "newsroom"]),
    ("xtask", &[]),
];

/// Crates that must stay pure: no runtime, no client, no broker.
const PURE: &[(&str, &[&str])] = &[
    ("model", &["tokio", "reqwest", "rdkafka", "rusqlite"]),
    ("parser", &["tokio", "reqwest", "rdkafka", "rusqlite"]),
    ("enricher", &["tokio", "reqwest", "rdkafka", "rusqlite"]),
    ("fetcher", &["rdkafka", "rusqlite"]),
    ("journal", &["reqwest", "rdkafka"]),
    ("archive", &["tokio", "reqwest", "rdkafka", "rusqlite"]),
    ("sink", &["reqwest"]),
];

const LONGEST_FILE: usize = 500;

pub fn run() -> Result<()> {
    let findings = check(&root())?;
    for finding in &findings {
        eprintln!("{finding}");
    }
    if !findings.is_empty() {
        bail!("tidy: {} findings", findings.len());
    }
    Ok(())
}

/// Every finding, as `path: what`.
pub fn check(root: &Path) -> Result<Vec<String>> {
    let mut findings = Vec::new();
    for (name, allowed) in WALLS {
        walls(root, name, allowed, &mut findings)?;
    }
    for file in sources(root)? {
        let text = fs::read_to_string(&file).with_context(|| file.display().to_string())?;
        let shown = file.strip_prefix(root).unwrap_or(&file).display().to_string();
        findings.extend(source(&shown, &text).into_iter().map(|what| format!("{shown}: {what}")));
    }
    Ok(findings)
}

fn walls(root: &Path, name: &str, allowed: &[&str], findings: &mut Vec<String>) -> Result<()> {
    let folder = if name == "xtask" { root.join(name) } else { root.join("crates").join(name) };
    let path = folder.join("Cargo.toml");
    let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    let manifest: toml::Table = text.parse().with_context(|| path.display().to_string())?;
    let empty = toml::Table::new();
    let uses = manifest.get("dependencies").and_then(toml::Value::as_table).unwrap_or(&empty);
    let ours: BTreeMap<&str, ()> = WALLS.iter().map(|(name, _)| (*name, ())).collect();
    let banned = PURE.iter().find(|(pure, _)| *pure == name).map_or(&[][..], |(_, banned)| banned);
    for used in uses.keys().map(String::as_str) {
        if ours.contains_key(used) && !allowed.contains(&used) {
            findings.push(format!("crates/{name}/Cargo.toml: `{name}` must not know `{used}`"));
        }
        if banned.contains(&used) {
            findings.push(format!("crates/{name}/Cargo.toml: `{name}` must stay free of `{used}`"));
        }
    }
    let roots = [folder.join("src/lib.rs"), folder.join("src/main.rs")];
    for file in roots.iter().filter(|file| file.is_file()) {
        if !fs::read_to_string(file)?.contains("#![forbid(unsafe_code)]") {
            findings.push(format!("{}: `#![forbid(unsafe_code)]` is missing", file.display()));
        }
    }
    Ok(())
}

fn source(path: &str, text: &str) -> Vec<String> {
    let mut findings = Vec::new();
    let first = text.lines().next().unwrap_or("");
    if !first.starts_with("//! ") {
        findings.push("the first line is no `//!` sentence that says the file's job".to_owned());
    }
    let lines = text.lines().count();
    let table = ["//! Table", "//! A table", "(table)"].iter().any(|mark| first.contains(mark));
    if lines > LONGEST_FILE && !table {
        findings.push(format!(
            "{lines} lines, more than {LONGEST_FILE}: split it, or let the first line of a pure table say `Table`"
        ));
    }
    let tests = path.contains("/tests") || path.starts_with("tests/");
    for (number, line) in text.lines().enumerate() {
        let code = line.split("//").next().unwrap_or("");
        for word in ["todo!(", "unimplemented!(", "dbg!(", "unbounded_channel("] {
            // This file names them.
            if code.contains(word) && path != "xtask/src/tidy.rs" {
                findings.push(format!("{}: `{word}…)` has no place in finished code", number + 1));
            }
        }
        // The words are put together, so that this file does not find itself.
        if code.trim_start().starts_with(&["#[", "ignore"].concat()) && !tests {
            findings.push(format!("{}: an ignored test is a check that is skipped in silence", number + 1));
        }
    }
    findings
}

/// All Rust files of the project, in order.
pub fn sources(root: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for top in ["crates", "xtask/src", "tests", "examples"] {
        collect(&root.join(top), &mut files)?;
    }
    files.sort();
    Ok(files)
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    if !folder.is_dir() {
        return Ok(());
    }
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        if path.is_dir() && path.file_name().is_some_and(|name| name != "target") {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checkout_is_tidy() {
        let findings = check(&root()).expect("the checkout can be read");
        assert!(findings.is_empty(), "{}", findings.join("\n"));
    }

    #[test]
    fn a_file_without_a_job_is_found() {
        assert_eq!(source("crates/a/src/b.rs", "fn f() {}\n").len(), 1);
        assert_eq!(source("crates/a/src/b.rs", "//! Says its job.\nfn f() { todo!() }\n").len(), 1);
        assert_eq!(source("crates/a/src/b.rs", "//! Says its job.\nfn f() {}\n").len(), 0);
    }
}
