//! The OS lock on the data directory: one worker a journal (docs/delivery.md, rule 1).
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::Path;

use crate::{JournalError, Result};

const FILE: &str = "wiredesk.lock";

/// Held as long as it lives; the kernel releases it when the process ends, however it ends.
#[derive(Debug)]
pub(crate) struct DirLock {
    _file: File,
}

impl DirLock {
    /// Creates the directory if needed. The file holds the owner's pid, as a hint for a person.
    pub(crate) fn take(dir: &Path) -> Result<DirLock> {
        fs::create_dir_all(dir).map_err(|e| JournalError::io("create", dir, e))?;
        let path = dir.join(FILE);
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)
            .map_err(|e| JournalError::io("open", &path, e))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let mut text = String::new();
                let pid = file.read_to_string(&mut text).ok().and_then(|_| text.trim().parse().ok());
                return Err(JournalError::Locked { dir: dir.to_owned(), pid });
            }
            Err(TryLockError::Error(e)) => return Err(JournalError::io("lock", &path, e)),
        }
        let written = file
            .set_len(0)
            .and_then(|()| file.rewind())
            .and_then(|()| write!(file, "{}", std::process::id()));
        written.map_err(|e| JournalError::io("write", &path, e))?;
        Ok(DirLock { _file: file })
    }
}
