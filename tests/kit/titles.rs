//! Reads titles as they are published, and stories to tell by theirs.
use newsroom::Story;
use serde_json::Value;

use super::records::Cursor;
use super::worker::Desk;
use super::{LIMIT, wait_until};

/// What was read of `enriched` so far, in order.
pub struct Titles {
    cursor: Cursor,
    pub records: Vec<Value>,
}

impl Titles {
    pub fn new() -> Titles {
        Titles { cursor: Cursor::new("enriched"), records: Vec::new() }
    }

    /// Waits until all of these were read.
    pub async fn until(&mut self, desk: &Desk, wanted: &[&str]) {
        wait_until(&format!("{wanted:?} are read"), LIMIT, async || {
            self.read(desk).await;
            let seen = self.seen();
            wanted.iter().all(|title| seen.contains(title)).then_some(())
        })
        .await;
    }

    /// Waits until so many records were read.
    pub async fn count(&mut self, desk: &Desk, wanted: usize) {
        wait_until(&format!("{wanted} records are read"), LIMIT, async || {
            self.read(desk).await;
            (self.records.len() >= wanted).then_some(())
        })
        .await;
    }

    pub async fn read(&mut self, desk: &Desk) {
        self.records.extend(self.cursor.read(desk).await);
    }

    pub fn seen(&self) -> Vec<&str> {
        self.records.iter().filter_map(|record| record["title"].as_str()).collect()
    }

    pub fn of(&self, title: &str) -> &Value {
        self.records.iter().find(|record| record["title"] == title).expect("a record of this title")
    }
}

/// A story of this title, with a quotation in it.
pub fn story(title: &str) -> Story {
    let lead = format!("This is the lead of {title}.");
    let slug = title.replace(' ', "-");
    Story::of(&slug, title, &lead, &[&lead, "“So it goes,” said Maren Ostvik, the harbour master of Tolnes."])
}
