//! Inputs of the filters: files, URLs, standard input, and lists of them as tab-separated values.
use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::Context;

use crate::report::Failure;

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
