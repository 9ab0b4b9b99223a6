//! Reading WARC files from strangers: record by record, in bounded memory, past whatever is broken.
mod fields;
mod gunzip;
mod raw;
mod scan;
mod unpacked;

use std::fs::File;
use std::io::{self, Read, Seek};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::Result;
use crate::error::{ArchiveError, Damage};
use crate::record::{Record, RecordKind};
use crate::writer::OPEN_SUFFIX;
use unpacked::Unpacked;

/// Feeds and pages are far smaller; CC-NEWS cuts at 1 MiB.
const MAX_RECORD: u64 = 32 << 20;

/// Goes through a WARC file: plain, with a gzip member for each record, or packed as one stream; WARC/0.17 to 1.1.
///
/// An item that is an error stands for a record that could not be used, or for a stretch in which there is none, and the
/// reader goes on behind it; only after [`crate::ErrorKind::Io`] nothing follows. No file makes it hold more than its cap and a megabyte, and none makes it read its bytes
/// more than a few times.
#[derive(Debug)]
pub struct Reader<S = File> {
    path: PathBuf,
    name: Arc<str>,
    unpacked: Unpacked<S>,
    max_record: u64,
    /// Whether the next record begins where one was searched for and found, and not where one must begin.
    guessed: bool,
    ended: bool,
}

/// What stops the reading of a record.
#[derive(Debug)]
pub(crate) enum Fault {
    Io(io::Error),
    Damage(Damage),
}

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Self {
        Fault::Io(error)
    }
}

impl From<Damage> for Fault {
    fn from(damage: Damage) -> Self {
        Fault::Damage(damage)
    }
}

impl Reader<File> {
    pub fn open(path: &Path) -> Result<Self> {
        let file = File::open(path).map_err(|source| ArchiveError::io("open", path, source))?;
        Reader::new(file, path)
    }
}

impl<S: Read + Seek> Reader<S> {
    /// Reads from anything that can seek; `path` names it in records and errors.
    pub fn new(source: S, path: &Path) -> Result<Self> {
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
        // Places name a file as it will be called (see `writer`).
        let name: Arc<str> = name.strip_suffix(OPEN_SUFFIX).unwrap_or(&name).into();
        let mut unpacked = Unpacked::new(source).map_err(|source| ArchiveError::io("read", path, source))?;
        let foreign =
            unpacked.recognise(MAX_RECORD).map_err(|source| ArchiveError::io("read", path, source))?;
        if let Some(what) = foreign {
            return Err(ArchiveError::NotWarc { file: name.to_string(), what });
        }
        Ok(Reader {
            path: path.to_owned(),
            name,
            unpacked,
            max_record: MAX_RECORD,
            guessed: false,
            ended: false,
        })
    }

    /// Records whose block is larger are errors ([`Damage::TooLarge`]).
    pub fn with_max_record(self, bytes: u64) -> Self {
        Reader { max_record: bytes, ..self }
    }

    /// Goes on at a record's offset, or at [`Reader::position`] of another reader of the same file.
    pub fn seek_to(&mut self, offset: u64) -> Result<()> {
        (self.guessed, self.ended) = (false, false);
        self.unpacked.seek_to(offset).map_err(|source| ArchiveError::io("read", &self.path, source))
    }

    /// Where the next record begins, as [`Record::offset`] counts: everything before it was given.
    pub fn position(&self) -> u64 {
        self.unpacked.position()
    }

    /// Whether any record can be gone to at once. In a file that is one gzip stream, going to one unpacks all before it.
    pub fn is_random_access(&self) -> bool {
        self.unpacked.is_random_access()
    }

    /// Bytes of the file read, and of the file: for a progress bar.
    pub fn progress(&self) -> (u64, u64) {
        self.unpacked.progress()
    }

    /// `None` at the end.
    fn read(&mut self, offset: &mut u64) -> std::result::Result<Option<Record>, Fault> {
        if !self.unpacked.go_to_record()? {
            return Ok(None);
        }
        *offset = self.unpacked.position();
        let (version, fields) = fields::read(&mut self.unpacked)?;
        let length = fields::content_length(&fields)?;
        if length > self.max_record {
            self.unpacked.skip(length)?;
            self.unpacked.end_record()?;
            return Err(Damage::TooLarge { bytes: length, cap: self.max_record }.into());
        }
        let block = self.unpacked.take(length)?;
        self.unpacked.end_record()?;
        let kind = fields.iter().find(|(name, _)| name.eq_ignore_ascii_case("WARC-Type"));
        let kind = RecordKind::parse(kind.map_or("", |(_, value)| value));
        Ok(Some(Record { file: Arc::clone(&self.name), offset: *offset, version, kind, fields, block }))
    }

    fn give_up(&mut self, source: io::Error) -> ArchiveError {
        self.ended = true;
        ArchiveError::io("read", &self.path, source)
    }
}

impl<S: Read + Seek> Iterator for Reader<S> {
    type Item = Result<Record>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.ended {
            let mut offset = self.unpacked.position();
            let damage = match self.read(&mut offset) {
                Ok(Some(record)) => {
                    self.guessed = false;
                    return Some(Ok(record));
                }
                Ok(None) => break,
                Err(Fault::Io(source)) => return Some(Err(self.give_up(source))),
                Err(Fault::Damage(damage)) => damage,
            };
            // Only a guess was wrong: the stretch has been told.
            let told = self.guessed && !matches!(damage, Damage::TooLarge { .. });
            match self.unpacked.recover(offset, &damage) {
                Ok(guessed) => self.guessed = guessed,
                Err(source) => return Some(Err(self.give_up(source))),
            }
            if !told {
                return Some(Err(ArchiveError::Broken { file: self.name.to_string(), offset, damage }));
            }
        }
        self.ended = true;
        None
    }
}

#[cfg(test)]
mod tests;
