//! Writing WARC files: captures become records, each a gzip member, in files that turn over by size.
//!
//! A file's name is final from its first record, because provenance carries it into topics that nobody rewrites. On the
//! disk it has `.open` behind it until it is full and synchronised, so that `*.warc.gz` are always whole and never change:
//! they can be indexed, copied and deleted by anybody. [`crate::read_at`] knows both names.
mod compose;
mod file;
mod mend;
mod seen;

use std::fs;
use std::path::PathBuf;

use model::Clock;
use model::record::ArchivePlace;

use crate::capture::Capture;
use crate::error::ArchiveError;
use crate::{Result, digest};
use compose::Stamp;
use file::WarcFile;
pub use mend::Mended;
use seen::{First, Seen};

/// Behind the name of a file that may still grow.
pub(crate) const OPEN_SUFFIX: &str = ".open";

/// How an archive is kept.
#[derive(Clone, Debug)]
pub struct Config {
    /// Created if missing. Several writers may share it.
    pub dir: PathBuf,
    /// First part of the names of files: `<prefix>-<yyyymmddhhmmss>-<serial>.warc.gz`.
    pub prefix: String,
    /// A file is closed once it has reached this many bytes.
    pub max_file: u64,
    /// How many payloads are remembered, so that an equal one need not be stored again.
    pub remembered: usize,
    /// Name and version of the program, for `warcinfo`.
    pub software: String,
    /// Who runs it, with an address.
    pub operator: Option<String>,
    /// As sent with each request.
    pub user_agent: Option<String>,
}

impl Config {
    pub fn new(dir: impl Into<PathBuf>) -> Self {
        Config {
            dir: dir.into(),
            prefix: "wiredesk".to_owned(),
            max_file: 1 << 30,
            remembered: 16_384,
            software: "Wiredesk".to_owned(),
            operator: None,
            user_agent: None,
        }
    }
}

/// What was written since the writer was opened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    pub files: u64,
    pub responses: u64,
    /// Payloads that were there already.
    pub revisits: u64,
    /// In the files, packed.
    pub bytes: u64,
}

/// Writes captures, many to one [`Writer::sync`]: only then are their places fit to be told to anybody.
#[derive(Debug)]
pub struct Writer {
    config: Config,
    clock: Clock,
    serial: u32,
    current: Option<WarcFile>,
    /// They get their names at the next `sync`.
    full: Vec<WarcFile>,
    /// Whether files were made or named since the folder was synchronised.
    names_changed: bool,
    seen: Seen,
    totals: Totals,
    mended: Vec<Mended>,
    packed: Vec<u8>,
}

impl Writer {
    /// Creates the folder, and closes files that a writer left open when it was killed: what is torn at their end is cut
    /// off. A new file begins with the first capture; none is appended to that another writer began.
    pub fn open(config: Config, clock: Clock) -> Result<Writer> {
        let dir = &config.dir;
        fs::create_dir_all(dir).map_err(|source| ArchiveError::io("create", dir, source))?;
        file::try_out(dir)?;
        let mended = mend::left_open(dir, &config.prefix)?;
        Ok(Writer {
            seen: Seen::new(config.remembered),
            config,
            clock,
            serial: 0,
            current: None,
            full: Vec::new(),
            names_changed: false,
            totals: Totals::default(),
            mended,
            packed: Vec::new(),
        })
    }

    /// Files that `open` found and closed.
    pub fn mended(&self) -> &[Mended] {
        &self.mended
    }

    pub fn totals(&self) -> Totals {
        self.totals
    }

    /// Appends one capture. After an error nothing of it is in the file, and the next one can be written.
    ///
    /// The place is that of the response that holds the payload: an earlier one, if the same address gave the same payload
    /// with the same status, type and encoding, and only a `revisit` record was written now.
    pub fn write(&mut self, capture: &Capture<'_>) -> Result<ArchivePlace> {
        let payload = digest::labelled(&[capture.body]);
        let key = seen::key(capture, &payload);
        let first = self.seen.find(&key).filter(|first| file::exists(&self.config.dir, &first.file));
        if let Some(file) = self.current.take_if(|file| file.is_full(self.config.max_file)) {
            self.full.push(file);
        }
        let file = match &mut self.current {
            Some(file) => file,
            none => {
                let file = WarcFile::create(&self.config, self.clock.now(), &mut self.serial)?;
                self.names_changed = true;
                self.totals.files += 1;
                none.insert(file)
            }
        };
        let stamp = Stamp { id: compose::new_id(), warcinfo: file.warcinfo(), payload: &payload };
        match &first {
            Some(first) => compose::revisit(&mut self.packed, capture, &stamp, first),
            None => compose::response(&mut self.packed, capture, &stamp),
        }
        .map_err(|source| ArchiveError::io("pack a record for", &self.config.dir, source))?;
        let id = stamp.id;
        let offset = file.append(&self.packed)?;
        self.totals.bytes += self.packed.len() as u64;
        if let Some(first) = first {
            self.totals.revisits += 1;
            return Ok(first.place(payload));
        }
        self.totals.responses += 1;
        let first = First { file: file.name(), offset, id, date: capture.fetched_at };
        let place = first.place(payload);
        if !capture.body.is_empty() {
            self.seen.add(key, first);
        }
        Ok(place)
    }

    /// Makes everything that was written durable. After an error nothing is sure that was written since the last success:
    /// the kernel may have dropped the pages of a failed fsync. The next capture goes into a new file.
    pub fn sync(&mut self) -> Result<()> {
        let outcome = self.sync_files();
        match outcome {
            Ok(()) => self.seen.settle(),
            Err(_) => {
                self.seen.forget_unsettled();
                self.current = None;
                self.full.clear();
            }
        }
        outcome
    }

    /// Synchronises, and gives the last file its name.
    pub fn close(mut self) -> Result<()> {
        self.finish()
    }

    fn finish(&mut self) -> Result<()> {
        self.full.extend(self.current.take());
        self.sync()
    }

    fn sync_files(&mut self) -> Result<()> {
        if let Some(file) = &mut self.current {
            file.sync()?;
        }
        for file in self.full.drain(..) {
            self.names_changed = true;
            file.close()?;
        }
        if self.names_changed {
            file::sync_folder(&self.config.dir)?;
            self.names_changed = false;
        }
        Ok(())
    }
}

impl Drop for Writer {
    /// As `close`, but nobody hears of an error; the next writer finds the file.
    fn drop(&mut self) {
        let _ = self.finish();
    }
}

#[cfg(test)]
mod tests;
