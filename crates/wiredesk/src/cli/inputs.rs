//! Inputs of the filters: files, URLs, standard input, and lists of them as tab-separated values.
use std::io::{Read, Write};
use std::panic::UnwindSafe;
use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow, bail};
use fetcher::RequestKind;
use serde_json::Value;

use super::oneshot::{Access, OneShot};
use crate::report::{Failure, chain};

/// One input of `feed` or `extract`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Input {
    /// As it was named; also the id where a list gives none.
    pub name: String,
    pub source: Source,
    pub url: Option<String>,
    pub content_type: Option<String>,
    pub content_language: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Source {
    File(PathBuf),
    Url(url::Url),
    #[default]
    Stdin,
}

impl Input {
    /// A word of the command line: a URL, `-` for standard input, or a file.
    pub fn named(word: &str) -> Self {
        let source = match url::Url::parse(word) {
            Ok(url) if matches!(url.scheme(), "http" | "https") => Source::Url(url),
            _ if word == "-" => Source::Stdin,
            _ => Source::File(PathBuf::from(word)),
        };
        Input { name: word.to_owned(), source, ..Input::default() }
    }

    /// The bytes of a file or of standard input; URLs are fetched elsewhere.
    pub fn read(&self) -> anyhow::Result<Vec<u8>> {
        match &self.source {
            Source::File(path) => {
                std::fs::read(path).with_context(|| format!("can not read {}", path.display()))
            }
            Source::Stdin | Source::Url(_) => {
                let mut bytes = Vec::new();
                std::io::stdin().lock().read_to_end(&mut bytes).context("can not read standard input")?;
                Ok(bytes)
            }
        }
    }
}

/// The lines of a list, their columns handed to `line`.
pub fn list(path: &Path, line: impl Fn(&[&str]) -> Option<Input>) -> Result<Vec<Input>, Failure> {
    let text = if path == Path::new("-") {
        std::io::read_to_string(std::io::stdin().lock()).context("can not read standard input")?
    } else {
        std::fs::read_to_string(path).with_context(|| format!("can not read {}", path.display()))?
    };
    let mut inputs = Vec::new();
    for (number, text) in text.lines().enumerate().filter(|(_, text)| !text.trim().is_empty()) {
        let columns: Vec<&str> = text.split('\t').map(str::trim).collect();
        match line(&columns) {
            Some(input) => inputs.push(input),
            None => {
                let place = format!("{}:{}:1", path.display(), number + 1);
                return Err(Failure::Usage(format!("{place}: too few columns, see --help")));
            }
        }
    }
    Ok(inputs)
}

/// A column that may be empty or missing.
pub fn column(columns: &[&str], index: usize) -> Option<String> {
    columns.get(index).filter(|text| !text.is_empty()).map(|text| (*text).to_owned())
}

/// The bytes of an input, with what is known of them, read by `read`; URLs are fetched as `kind`.
///
/// # Errors
/// A sentence for a person. A panic is one too: a bug of ours must not cost the rest of a list.
pub fn read_with<T, E: std::error::Error + 'static>(
    input: &Input,
    kind: RequestKind,
    access: &Access,
    oneshot: &mut Option<OneShot>,
    read: impl FnOnce(&[u8], &Input) -> Result<T, E> + UnwindSafe,
) -> anyhow::Result<T> {
    let mut input = input.clone();
    let bytes = match &input.source {
        Source::Url(url) => {
            let oneshot = match oneshot {
                Some(oneshot) => oneshot,
                None => oneshot.insert(OneShot::new(access)?),
            };
            let (fetched, bytes) = oneshot.get(url, kind)?;
            input.url = Some(fetched.url.to_string());
            input.content_type = fetched.content_type;
            input.content_language = fetched.content_language;
            bytes
        }
        _ => input.read()?,
    };
    match std::panic::catch_unwind(|| read(&bytes, &input)) {
        Ok(done) => done.map_err(|error| anyhow!("{}", chain(&error))),
        Err(_) => bail!("panic while reading it: please report it with this file"),
    }
}

/// A line for each input, and whether one of them failed; `line` makes it, `failed` the one of an error.
pub fn print_lines(
    inputs: &[Input],
    mut line: impl FnMut(&Input) -> anyhow::Result<Value>,
    failed: impl Fn(&Input, String) -> Value,
) -> Result<(), Failure> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let mut any = false;
    for input in inputs {
        let line = line(input).unwrap_or_else(|error| {
            any = true;
            failed(input, format!("{error:#}"))
        });
        writeln!(out, "{line}")?;
    }
    out.flush()?;
    if any { Err(Failure::Told) } else { Ok(()) }
}
