//! Files that a killed writer left open: cut behind their last whole record, and closed.
use std::fs::{self, File, OpenOptions};
use std::path::Path;

use super::OPEN_SUFFIX;
use super::file::{self, stem};
use crate::Result;
use crate::error::{ArchiveError, ErrorKind};
use crate::reader::Reader;

/// A file that was closed at the start.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mended {
    pub file: String,
    /// Bytes behind the last whole record; no place was told that lies there.
    pub cut: u64,
}

/// Mends the files of this prefix that no living writer holds.
pub(crate) fn left_open(dir: &Path, prefix: &str) -> Result<Vec<Mended>> {
    let stem = stem(prefix);
    let mut mended = Vec::new();
    let entries = fs::read_dir(dir).map_err(|source| ArchiveError::io("read", dir, source))?;
    for entry in entries {
        let entry = entry.map_err(|source| ArchiveError::io("read", dir, source))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let ours = name.strip_suffix(OPEN_SUFFIX).filter(|whole| whole.starts_with(&stem));
        if let Some(whole) = ours.filter(|whole| whole.ends_with(".warc.gz")) {
            mended.extend(mend(&entry.path(), dir, whole)?);
        }
    }
    if !mended.is_empty() {
        file::sync_folder(dir)?;
    }
    mended.sort_by(|a, b| a.file.cmp(&b.file));
    Ok(mended)
}

fn mend(path: &Path, dir: &Path, name: &str) -> Result<Option<Mended>> {
    let failed = |action| move |source| ArchiveError::io(action, path, source);
    let file = OpenOptions::new().read(true).write(true).open(path).map_err(failed("open"))?;
    let length = file.metadata().map_err(failed("read"))?.len();
    // A writer creates, locks, and then writes: one that is empty may be about to be locked.
    if file.try_lock().is_err() || length == 0 || dir.join(name).exists() {
        return Ok(None);
    }
    let whole = last_whole_record(&file, path)?;
    if whole == 0 {
        fs::remove_file(path).map_err(failed("remove"))?;
    } else {
        file.set_len(whole).and_then(|()| file.sync_all()).map_err(failed("truncate"))?;
        fs::rename(path, dir.join(name)).map_err(failed("rename"))?;
    }
    Ok(Some(Mended { file: name.to_owned(), cut: length - whole }))
}

/// Reads it all: after a loss of power, a hole may lie before a record that is whole, and that stays.
fn last_whole_record(file: &File, path: &Path) -> Result<u64> {
    let mut reader = Reader::new(file, path)?;
    let mut whole = 0;
    while let Some(item) = reader.next() {
        match item.as_ref().map_err(ArchiveError::kind) {
            Ok(_) | Err(ErrorKind::TooLarge) => whole = reader.position(),
            Err(ErrorKind::Broken) => {}
            Err(_) => item.map(drop)?,
        }
    }
    Ok(whole)
}
