//! What is generated and committed: JSON Schemas and AsyncAPI, the reference of the configuration, the code map.
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::run::{cargo, output, root};
use crate::tidy;

const MAP_BEGIN: &str = "<!-- code map: written by `cargo xtask docs` from the first line of each file -->\n";
const MAP_END: &str = "<!-- end of the code map -->";

pub fn run(arguments: &[&str]) -> Result<()> {
    let check = match arguments {
        [] => false,
        ["--check"] => true,
        _ => bail!("usage: cargo xtask docs [--check]"),
    };
    eprintln!("--- docs");
    let mut stale = Vec::new();
    for (path, text) in generated()? {
        let now = std::fs::read_to_string(&path).unwrap_or_default();
        if now == text {
            continue;
        }
        if check {
            stale.push(path.strip_prefix(root()).unwrap_or(&path).display().to_string());
        } else {
            if let Some(folder) = path.parent() {
                std::fs::create_dir_all(folder)?;
            }
            std::fs::write(&path, text).with_context(|| path.display().to_string())?;
        }
    }
    if !stale.is_empty() {
        bail!("not what the code says: {}; run `cargo xtask docs`", stale.join(", "));
    }
    Ok(())
}

/// Every generated file with its text.
fn generated() -> Result<Vec<(PathBuf, String)>> {
    let root = root();
    let mut files = Vec::new();
    for name in wiredesk(&["schema", "--list"])?.lines() {
        files.push((root.join("docs/schema").join(format!("{name}.json")), wiredesk(&["schema", name])?));
    }
    files.push((root.join("docs/config.md"), wiredesk(&["schema", "--config-reference"])?));
    let architecture = root.join("ARCHITECTURE.md");
    let text = std::fs::read_to_string(&architecture).context("ARCHITECTURE.md")?;
    files.push((architecture, with_code_map(&text, &root)?));
    Ok(files)
}

/// What the binary under test prints.
fn wiredesk(arguments: &[&str]) -> Result<String> {
    let run =
        ["run", "--quiet", "--package", "wiredesk", "--profile", "ci", "--features", "wiredesk/faults", "--"];
    output("wiredesk schema", cargo().args(run).args(arguments))
}

fn with_code_map(text: &str, root: &Path) -> Result<String> {
    let (before, rest) =
        text.split_once(MAP_BEGIN).context("ARCHITECTURE.md has no place for the code map")?;
    let (_, after) = rest.split_once(MAP_END).context("ARCHITECTURE.md: the code map has no end")?;
    Ok(format!("{before}{MAP_BEGIN}{}{MAP_END}{after}", code_map(root)?))
}

fn code_map(root: &Path) -> Result<String> {
    let mut folders: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    for file in tidy::sources(root)? {
        let shown = file.strip_prefix(root).unwrap_or(&file).display().to_string();
        let (folder, name) = shown.rsplit_once('/').unwrap_or(("", &shown));
        let text = std::fs::read_to_string(&file)?;
        let job = text.lines().next().unwrap_or("").trim_start_matches("//!").trim();
        folders.entry(folder.to_owned()).or_default().push((name.to_owned(), job.to_owned()));
    }
    let mut map = String::new();
    for (folder, files) in folders {
        writeln!(map, "\n**{folder}**\n")?;
        for (name, job) in files {
            writeln!(map, "- `{name}` {job}")?;
        }
    }
    map.push('\n');
    Ok(map)
}
