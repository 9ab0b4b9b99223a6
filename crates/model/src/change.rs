//! Whether two looks at an article are two versions, and what changed between them (ARCHITECTURE.md).
use std::collections::BTreeMap;

use crate::article::{Article, Notice};
use crate::feed::Item;
use crate::record::{Change, Status};
use crate::state::ArticleState;
use crate::{Hash64, comparable};

/// The feed's title, text and updated time: an equal hash means that there is nothing to look at.
pub fn item_hash(item: &Item) -> Hash64 {
    let mut parts = vec![
        comparable(item.title.as_deref().unwrap_or("")),
        comparable(item.summary.as_deref().unwrap_or("")),
        item.updated.as_ref().map(|date| date.at.to_string()).unwrap_or_default(),
    ];
    parts.extend(item.content.iter().map(|content| comparable(&content.value)));
    Hash64::of(parts)
}

/// A version as sameness sees it: title, paragraphs, notices and status, each normalised and hashed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shape {
    pub fields: BTreeMap<String, Hash64>,
    pub paragraphs: Vec<Hash64>,
    pub status: Status,
}

impl Shape {
    pub fn of(article: &Article) -> Self {
        let paragraphs: Vec<Hash64> = article
            .text
            .split("\n\n")
            .map(comparable)
            .filter(|p| !p.is_empty())
            .map(|p| Hash64::of([p]))
            .collect();
        let mut fields = BTreeMap::new();
        fields.insert("title".to_owned(), Hash64::of([comparable(article.title.as_deref().unwrap_or(""))]));
        fields.insert("notices".to_owned(), Hash64::of(article.notices.iter().map(notice_text)));
        fields.insert("text".to_owned(), Hash64::of(paragraphs.iter().map(|p| p.0.to_le_bytes())));
        Shape { fields, paragraphs, status: Status::Usable }
    }

    /// The shape of an article that is gone at its source.
    pub fn withdrawn() -> Self {
        Shape { fields: BTreeMap::new(), paragraphs: Vec::new(), status: Status::Withdrawn }
    }

    /// An equal hash is no version: the state alone is committed.
    pub fn version_hash(&self) -> Hash64 {
        let mut parts: Vec<Vec<u8>> = vec![self.status.as_str().as_bytes().to_vec()];
        for (name, hash) in &self.fields {
            parts.push(name.as_bytes().to_vec());
            parts.push(hash.0.to_le_bytes().to_vec());
        }
        Hash64::of(parts)
    }

    /// What differs from the version that `previous` remembers; `None` when there was none.
    pub fn change_from(&self, previous: &ArticleState) -> Option<Change> {
        previous.version()?;
        let mut fields: Vec<String> = (self.fields.iter())
            .filter(|(name, hash)| previous.fields.get(*name) != Some(hash))
            .map(|(name, _)| name.clone())
            .collect();
        fields.extend(previous.fields.keys().filter(|name| !self.fields.contains_key(*name)).cloned());
        if self.status != previous.status {
            fields.push("status".to_owned());
        }
        fields.sort_unstable();
        let mut left: BTreeMap<Hash64, u32> = BTreeMap::new();
        for hash in &previous.paragraphs {
            *left.entry(*hash).or_default() += 1;
        }
        let mut added = Vec::new();
        for (index, hash) in self.paragraphs.iter().enumerate() {
            match left.get_mut(hash) {
                Some(count) if *count > 0 => *count -= 1,
                _ => added.push(u32::try_from(index).unwrap_or(u32::MAX)),
            }
        }
        Some(Change { fields, paragraphs_added: added, paragraphs_removed: left.values().sum() })
    }
}

fn notice_text(notice: &Notice) -> String {
    format!("{}\n{}", notice.kind, comparable(&notice.text))
}
