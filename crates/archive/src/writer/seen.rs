//! Which payloads are in the archive already: a bounded memory of the last ones.
use std::collections::HashMap;
use std::sync::Arc;

use model::Timestamp;
use model::record::ArchivePlace;
use sha2::{Digest, Sha256};

use crate::capture::Capture;

pub(crate) type Key = [u8; 32];

/// The response that holds a payload.
#[derive(Clone, Debug)]
pub(crate) struct First {
    pub(crate) file: Arc<str>,
    pub(crate) offset: u64,
    pub(crate) id: String,
    pub(crate) date: Timestamp,
}

impl First {
    pub(crate) fn place(&self, digest: String) -> ArchivePlace {
        ArchivePlace { file: self.file.to_string(), offset: self.offset, digest }
    }
}

/// Two generations: what is asked for moves into the young one, and when that is full the old one goes.
#[derive(Debug)]
pub(crate) struct Seen {
    young: HashMap<Key, First>,
    old: HashMap<Key, First>,
    generation: usize,
    /// Added since the last successful sync: not to be referred to if the next one fails.
    unsettled: Vec<Key>,
}

impl Seen {
    pub(crate) fn new(remembered: usize) -> Self {
        let generation = remembered.div_ceil(2);
        Seen { young: HashMap::new(), old: HashMap::new(), generation, unsettled: Vec::new() }
    }

    pub(crate) fn find(&mut self, key: &Key) -> Option<First> {
        if let Some(first) = self.old.remove(key) {
            self.put(*key, first);
        }
        self.young.get(key).cloned()
    }

    pub(crate) fn add(&mut self, key: Key, first: First) {
        if self.generation > 0 {
            self.unsettled.push(key);
            self.put(key, first);
        }
    }

    pub(crate) fn settle(&mut self) {
        self.unsettled.clear();
    }

    pub(crate) fn forget_unsettled(&mut self) {
        for key in self.unsettled.drain(..) {
            self.young.remove(&key);
            self.old.remove(&key);
        }
    }

    fn put(&mut self, key: Key, first: First) {
        if self.young.len() >= self.generation {
            self.old = std::mem::take(&mut self.young);
        }
        self.young.insert(key, first);
    }
}

/// Equal for captures of which the second adds nothing: whoever follows its place to the first one gets the same address,
/// status, type, encoding and payload. (The standard asks for an equal payload only; but a page that another address gave
/// could then not be extracted again from where its provenance points.)
pub(crate) fn key(capture: &Capture<'_>, payload: &str) -> Key {
    let mut hasher = Sha256::new();
    let mut part = |bytes: &[u8]| {
        hasher.update((bytes.len() as u64).to_le_bytes());
        hasher.update(bytes);
    };
    part(payload.as_bytes());
    part(capture.url.as_bytes());
    part(&capture.status.to_le_bytes());
    part(capture.kind.as_str().as_bytes());
    for name in ["content-type", "content-encoding"] {
        for (_, value) in capture.headers.iter().filter(|(header, _)| header.eq_ignore_ascii_case(name)) {
            part(name.as_bytes());
            part(value);
        }
    }
    hasher.finalize().into()
}
