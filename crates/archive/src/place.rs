//! Random access: the one record that a provenance names.
use std::path::Path;

use model::record::ArchivePlace;

use crate::error::{ArchiveError, Damage};
use crate::reader::Reader;
use crate::record::Record;
use crate::writer::OPEN_SUFFIX;
use crate::{Result, digest};

/// Fetches the record at `place` from a folder of WARC files, or from the file itself, and checks its payload's digest.
pub fn read_at(folder_or_file: &Path, place: &ArchivePlace) -> Result<Record> {
    let broken = |damage| ArchiveError::Broken { file: place.file.clone(), offset: place.offset, damage };
    let mut reader = if folder_or_file.is_dir() {
        open_in(folder_or_file, &place.file)?
    } else {
        Reader::open(folder_or_file)?
    };
    reader.seek_to(place.offset)?;
    let record = reader.next().unwrap_or_else(|| Err(broken(Damage::NoRecord)))?;
    if digest::labelled(&[&record.payload()]) != place.digest {
        return Err(broken(Damage::Digest));
    }
    Ok(record)
}

/// A file that is still being written has a suffix, and may lose it between two looks.
fn open_in(folder: &Path, name: &str) -> Result<Reader> {
    // Places come out of records: a name with a folder in it is no place of ours.
    if Path::new(name).file_name().is_none_or(|last| last != name) {
        return Err(ArchiveError::Broken { file: name.to_owned(), offset: 0, damage: Damage::NoRecord });
    }
    let whole = folder.join(name);
    let open = folder.join(format!("{name}{OPEN_SUFFIX}"));
    match Reader::open(&whole) {
        Err(_) if open.exists() => Reader::open(&open).or_else(|_| Reader::open(&whole)),
        outcome => outcome,
    }
}
