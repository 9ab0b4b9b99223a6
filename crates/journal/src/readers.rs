//! Read-only connections: four in the worker, one pool for each other process; no lock, no long transaction.
use std::path::Path;

use crate::Result;

/// Reads the journal; cheap to clone.
#[derive(Clone)]
pub struct Reader;

impl Reader {
    /// For other processes (`tail`, `status`): needs no lock, and a running worker does not notice.
    pub fn open(dir: &Path) -> Result<Reader> {
        let _ = dir;
        todo!()
    }
}
