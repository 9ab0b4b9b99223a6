//! What a newsroom remembers: its ports, its seed, and when it showed which step of its script.
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// The ports and the seed, chosen once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Settled {
    pub seed: u64,
    pub http_port: u16,
    pub dns_port: u16,
}

/// A file that could not be read or written.
#[derive(Debug, thiserror::Error)]
#[error("cannot keep the newsroom's place in `{}`", path.display())]
pub struct StateError {
    pub path: PathBuf,
    pub source: io::Error,
}

/// The place in the script, kept in a directory or nowhere.
pub(crate) struct Memory {
    steps_file: Option<(PathBuf, File)>,
}

const SETTLED: &str = "newsroom.json";
const STEPS: &str = "newsroom.steps";

/// What was settled before, if anything was.
pub(crate) fn settled(dir: Option<&Path>) -> Result<Option<Settled>, StateError> {
    let Some(dir) = dir else { return Ok(None) };
    fs::create_dir_all(dir).map_err(at(dir))?;
    let path = dir.join(SETTLED);
    match fs::read(&path) {
        Ok(bytes) => Ok(Some(serde_json::from_slice(&bytes).map_err(|error| at(&path)(error.into()))?)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(at(&path)(error)),
    }
}

pub(crate) fn settle(dir: Option<&Path>, settled: Settled) -> Result<(), StateError> {
    let Some(dir) = dir else { return Ok(()) };
    let path = dir.join(SETTLED);
    let draft = dir.join("newsroom.json.new");
    let text = serde_json::to_string_pretty(&settled).map_err(|error| at(&path)(error.into()))?;
    fs::write(&draft, text).map_err(at(&draft))?;
    fs::rename(&draft, &path).map_err(at(&path))
}

impl Memory {
    /// The memory, and the times at which the steps were shown, in order.
    pub(crate) fn open(dir: Option<&Path>) -> Result<(Self, Vec<Timestamp>), StateError> {
        let Some(dir) = dir else { return Ok((Memory { steps_file: None }, Vec::new())) };
        let path = dir.join(STEPS);
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
            Err(error) => return Err(at(&path)(error)),
        };
        let (steps, whole) = whole_steps(&text);
        let file = OpenOptions::new().create(true).append(true).open(&path).map_err(at(&path))?;
        // A line torn by a crash would spoil the next one.
        file.set_len(whole as u64).map_err(at(&path))?;
        Ok((Memory { steps_file: Some((path, file)) }, steps))
    }

    /// Written before the step is shown: after a crash it is shown at the same time as before.
    pub(crate) fn remember(&mut self, at_time: Timestamp) -> Result<(), StateError> {
        let Some((path, file)) = &mut self.steps_file else { return Ok(()) };
        file.write_all(format!("{}\n", at_time.as_millisecond()).as_bytes()).map_err(at(path))
    }
}

/// The steps of whole lines, and how many bytes they take.
fn whole_steps(text: &str) -> (Vec<Timestamp>, usize) {
    let mut steps = Vec::new();
    let mut whole = 0;
    for line in text.split_inclusive('\n') {
        let millis = line.strip_suffix('\n').and_then(|line| line.parse().ok());
        let Some(time) = millis.and_then(|millis| Timestamp::from_millisecond(millis).ok()) else { break };
        steps.push(time);
        whole += line.len();
    }
    (steps, whole)
}

fn at(path: &Path) -> impl Fn(io::Error) -> StateError + '_ {
    move |source| StateError { path: path.to_owned(), source }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_torn_line_is_dropped() {
        for (text, steps, whole) in
            [("", 0, 0), ("1000\n2000\n", 2, 10), ("1000\n20", 1, 5), ("1000\nxx\n3000\n", 1, 5), ("1", 0, 0)]
        {
            let (found, length) = whole_steps(text);
            assert_eq!((found.len(), length), (steps, whole), "{text:?}");
        }
    }
}
