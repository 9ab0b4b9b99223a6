//! One WARC file on the disk while it is being written.
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use model::Timestamp;

use super::{Config, OPEN_SUFFIX, compose};
use crate::Result;
use crate::error::ArchiveError;

/// Names of the same second that are tried before something else must be wrong.
const TRIES: u32 = 10_000;

#[derive(Debug)]
pub(crate) struct WarcFile {
    dir: PathBuf,
    name: Arc<str>,
    /// With the suffix.
    path: PathBuf,
    /// Locked while it is open, so that no other writer takes it for one that was left.
    file: File,
    warcinfo: String,
    /// Whole members; what the file has beyond is a failed write.
    length: u64,
    dirty: bool,
    torn: bool,
    #[cfg(test)]
    pub(crate) fault: Fault,
}

/// What tests do to the disk.
#[cfg(test)]
#[derive(Debug, Default)]
pub(crate) struct Fault {
    /// It is full after so many bytes.
    pub(crate) room: Option<usize>,
    pub(crate) cut_fails: bool,
    pub(crate) sync_fails: bool,
}

impl WarcFile {
    /// A new file with its `warcinfo` record.
    pub(crate) fn create(config: &Config, now: Timestamp, serial: &mut u32) -> Result<WarcFile> {
        let (name, path, file) = create_new(config, now, serial)?;
        let mut warc = WarcFile {
            dir: config.dir.clone(),
            warcinfo: compose::new_id(),
            name: name.into(),
            path,
            file,
            length: 0,
            dirty: false,
            torn: false,
            #[cfg(test)]
            fault: Fault::default(),
        };
        let mut packed = Vec::new();
        let written = compose::warcinfo(&mut packed, config, now, &warc.name, &warc.warcinfo)
            .map_err(|source| ArchiveError::io("pack a record for", &warc.path, source))
            .and_then(|()| warc.append(&packed));
        if let Err(error) = written {
            // An empty file is of no use; the error says why.
            let _ = fs::remove_file(&warc.path);
            return Err(error);
        }
        Ok(warc)
    }

    /// The name that it will have.
    pub(crate) fn name(&self) -> Arc<str> {
        Arc::clone(&self.name)
    }

    /// The id of its first record.
    pub(crate) fn warcinfo(&self) -> &str {
        &self.warcinfo
    }

    /// Whether the next record goes into another file.
    pub(crate) fn is_full(&self, max_file: u64) -> bool {
        self.length >= max_file || self.torn
    }

    /// Appends a whole member, or nothing; returns where it begins.
    pub(crate) fn append(&mut self, member: &[u8]) -> Result<u64> {
        let offset = self.length;
        self.dirty = true;
        if let Err(source) = self.write(member) {
            self.torn = self.cut().is_err();
            return Err(ArchiveError::io("write", &self.path, source));
        }
        self.length += member.len() as u64;
        Ok(offset)
    }

    pub(crate) fn sync(&mut self) -> Result<()> {
        #[cfg(test)]
        if self.fault.sync_fails {
            return Err(ArchiveError::io("synchronise", &self.path, io::ErrorKind::Other.into()));
        }
        if self.dirty {
            self.file.sync_data().map_err(|source| ArchiveError::io("synchronise", &self.path, source))?;
            self.dirty = false;
        }
        Ok(())
    }

    /// Synchronises it, and takes the suffix off.
    pub(crate) fn close(mut self) -> Result<()> {
        if self.torn {
            self.cut().map_err(|source| ArchiveError::io("truncate", &self.path, source))?;
        }
        self.sync()?;
        let whole = self.dir.join(&*self.name);
        fs::rename(&self.path, &whole).map_err(|source| ArchiveError::io("rename", &self.path, source))
    }

    fn cut(&mut self) -> io::Result<()> {
        #[cfg(test)]
        if self.fault.cut_fails {
            return Err(io::ErrorKind::Other.into());
        }
        self.file.set_len(self.length)?;
        self.file.seek(SeekFrom::Start(self.length)).map(drop)
    }

    #[cfg(not(test))]
    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.file.write_all(bytes)
    }

    #[cfg(test)]
    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        let Some(room) = self.fault.room else { return self.file.write_all(bytes) };
        let fits = bytes.len().min(room);
        self.fault.room = Some(room - fits);
        self.file.write_all(&bytes[..fits])?;
        if fits < bytes.len() { Err(io::ErrorKind::StorageFull.into()) } else { Ok(()) }
    }
}

/// What the names of a writer's files begin with: its prefix, made fit for a file's name.
pub(crate) fn stem(prefix: &str) -> String {
    let fit = |c: char| if c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-') { c } else { '-' };
    let stem: String = prefix.trim_start_matches('.').chars().map(fit).collect();
    format!("{stem}-")
}

/// Under either of its names.
pub(crate) fn exists(dir: &Path, name: &str) -> bool {
    dir.join(name).exists() || dir.join(format!("{name}{OPEN_SUFFIX}")).exists()
}

/// Makes the names in the folder durable.
pub(crate) fn sync_folder(dir: &Path) -> Result<()> {
    // Elsewhere folders cannot be opened as files, and need not be.
    if !cfg!(unix) {
        return Ok(());
    }
    let outcome = File::open(dir).and_then(|folder| folder.sync_all());
    outcome.map_err(|source| ArchiveError::io("synchronise", dir, source))
}

/// A folder that cannot be written to is told when the writer is opened, not when the first page is fetched.
pub(crate) fn try_out(dir: &Path) -> Result<()> {
    let path = dir.join(format!(".trial-{:016x}", rand::random::<u64>()));
    let outcome = File::create_new(&path).and_then(|_| fs::remove_file(&path));
    outcome.map_err(|source| ArchiveError::io("write to", dir, source))
}

fn create_new(config: &Config, now: Timestamp, serial: &mut u32) -> Result<(String, PathBuf, File)> {
    let second: String = now.to_string().chars().filter(char::is_ascii_digit).take(14).collect();
    let mut path = config.dir.clone();
    for _ in 0..TRIES {
        let name = format!("{}{second}-{:05}.warc.gz", stem(&config.prefix), *serial);
        *serial = serial.wrapping_add(1);
        path = config.dir.join(format!("{name}{OPEN_SUFFIX}"));
        let file = match OpenOptions::new().write(true).create_new(true).open(&path) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => continue,
            outcome => outcome.map_err(|source| ArchiveError::io("create", &path, source))?,
        };
        // Looked at in this order, because a writer takes the suffix off and never puts it back.
        let taken = config.dir.join(&name).exists();
        // Where files cannot be locked, none that was left open is touched either (see `mend`).
        if taken || matches!(file.try_lock(), Err(TryLockError::WouldBlock)) {
            fs::remove_file(&path).map_err(|source| ArchiveError::io("remove", &path, source))?;
            continue;
        }
        return Ok((name, path, file));
    }
    Err(ArchiveError::io("create", &path, io::ErrorKind::AlreadyExists.into()))
}
