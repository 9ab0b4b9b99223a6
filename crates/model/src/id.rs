//! Identities: feeds as the operator names them, articles, versions, quotations and entities as consumers join them.
use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Alias, Domain, Hash128, annotations::EntityType, comparable};

macro_rules! string_id {
    ($(#[$meta:meta])* $name:ident) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            pub fn new(text: impl Into<String>) -> Self {
                $name(text.into())
            }

            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

string_id! {
    /// The key of a feed's table in the configuration: `[feeds.yonhap-en]`.
    FeedId
}
string_id! {
    /// `wd1` and 128 bits in base32, fixed when the article is admitted and never changed.
    ArticleId
}
string_id! {
    /// The random identity that a journal draws at its creation (docs/delivery.md, rule 1).
    JournalId
}

impl ArticleId {
    /// From the alias that fixes it, within the domain that owns it.
    pub fn from_alias(domain: &Domain, alias: &Alias) -> Self {
        ArticleId(format!("wd1{}", Hash128::of([domain.as_str(), alias.as_str()])))
    }
}

/// Revision × 1000 + enrichment: the highest is the one to keep.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Version(u64);

impl Version {
    /// Both count from 1. An enrichment beyond 999 stays 999, so that it never beats a newer revision.
    pub fn new(revision: u32, enrichment: u32) -> Self {
        Version(u64::from(revision) * 1000 + u64::from(enrichment.min(999)))
    }

    pub fn get(self) -> u64 {
        self.0
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Stable over versions: article, normalised text and which occurrence of that text it is (from 0).
pub fn quote_id(article: &ArticleId, text: &str, occurrence: usize) -> String {
    format!("q{}", Hash128::of([article.as_str(), &comparable(text), &occurrence.to_string()]))
}

/// Stable over versions: article, type and name; `occurrence` tells namesakes of one article apart (from 0).
pub fn entity_id(article: &ArticleId, kind: &EntityType, name: &str, occurrence: usize) -> String {
    let occurrence = if occurrence == 0 { String::new() } else { occurrence.to_string() };
    format!("e{}", Hash128::of([article.as_str(), kind.as_str(), &comparable(name), &occurrence]))
}
