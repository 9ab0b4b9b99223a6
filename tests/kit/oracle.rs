//! The oracle: knows every (article, revision) that the press showed, and judges what consumers read. Uses no code of ours.
use std::collections::BTreeMap;

use newsroom::Shown;
use serde_json::Value;

/// What was shown and what was read.
#[derive(Default)]
pub struct Oracle {
    shown: BTreeMap<String, Shown>,
    /// Marker → how often it was read.
    read: BTreeMap<String, u32>,
    /// Article → last version read, and the revision that the press calls it.
    last: BTreeMap<u64, (u64, u32)>,
    complaints: Vec<String>,
}

impl Oracle {
    /// The press has shown this version.
    pub fn shows(&mut self, shown: Shown) {
        let marker = shown.marker.clone().expect("stories of the tests carry a marker");
        self.shown.insert(marker, shown);
    }

    /// A consumer has read this record of `enriched`: which version is it, and is it right?
    pub fn reads(&mut self, record: &Value) -> Option<Shown> {
        let text = record["text"].as_str().unwrap_or_default();
        let marker = text
            .split(|c: char| !(c.is_ascii_alphanumeric() || c == '-'))
            .find(|word| self.shown.contains_key(*word));
        let Some(marker) = marker.map(str::to_owned) else {
            self.complaints.push(format!(
                "spurious: {} {:?}",
                record["url"],
                text.chars().take(80).collect::<String>()
            ));
            return None;
        };
        let shown = self.shown[&marker].clone();
        let count = self.read.entry(marker.clone()).or_default();
        *count += 1;
        if *count > 1 {
            self.complaints.push(format!("duplicate: {marker} (version {})", record["version"]));
        }
        self.compare(&shown, record, &marker);
        self.in_order(&shown, record, &marker);
        Some(shown)
    }

    fn compare(&mut self, shown: &Shown, record: &Value, marker: &str) {
        if record["title"].as_str() != Some(shown.title()) {
            self.complaints.push(format!(
                "corrupt: {marker}: title {} instead of {:?}",
                record["title"],
                shown.title()
            ));
        }
        let read: Vec<&str> = record["text"].as_str().unwrap_or_default().split("\n\n").collect();
        let told: Vec<&str> = shown.paragraphs().collect();
        if read != told {
            let extra: Vec<&&str> = read.iter().filter(|text| !told.contains(text)).collect();
            let missing: Vec<&&str> = told.iter().filter(|text| !read.contains(text)).collect();
            let source = &record["text_source"];
            self.complaints
                .push(format!("corrupt: {marker} ({source}): extra {extra:?}, missing {missing:?}"));
        }
        let feeds: Vec<&str> =
            record["feeds"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        if !feeds.iter().all(|feed| shown.feeds.iter().any(|id| id == feed)) || feeds.is_empty() {
            self.complaints.push(format!("corrupt: {marker}: feeds {feeds:?} instead of {:?}", shown.feeds));
        }
    }

    fn in_order(&mut self, shown: &Shown, record: &Value, marker: &str) {
        let version = record["version"].as_u64().unwrap_or_default();
        let revision = record["revision"].as_u64().unwrap_or_default();
        if revision != u64::from(shown.revision) || version != revision * 1000 + 1 {
            self.complaints.push(format!("misnumbered: {marker} is revision {revision}, version {version}"));
        }
        let (last, number) = self.last.insert(shown.article, (version, shown.revision)).unwrap_or_default();
        if version <= last || shown.revision <= number {
            self.complaints.push(format!("out of order: {marker}: version {version} after {last}"));
        }
    }

    pub fn has_read(&self, shown: &Shown) -> bool {
        shown.marker.as_ref().is_some_and(|marker| self.read.contains_key(marker))
    }

    /// Versions shown and not read.
    pub fn missing(&self) -> Vec<&str> {
        self.shown.keys().filter(|marker| !self.read.contains_key(*marker)).map(String::as_str).collect()
    }

    pub fn versions_read(&self) -> usize {
        self.read.len()
    }

    /// 0 missing, 0 duplicate, 0 spurious, 0 out of order, 0 corrupt.
    pub fn judge(&self) {
        let missing = self.missing();
        assert!(missing.is_empty(), "{} missing: {:?}", missing.len(), &missing[..missing.len().min(5)]);
        let some = &self.complaints[..self.complaints.len().min(5)];
        assert!(self.complaints.is_empty(), "{} complaints: {some:#?}", self.complaints.len());
    }
}
