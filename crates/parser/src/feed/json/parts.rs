//! Splits a JSON feed into its head and the text of each item, so that an item costs memory only while it is read.
use std::fmt;

use serde::de::{Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value, value::RawValue};

use crate::feed::read::most_items;

/// Fields of the feed itself, and its items as they stand. `items` is `None` where there is no array of that name.
#[derive(Default)]
pub struct Parts<'t> {
    pub feed: Map<String, Value>,
    pub items: Option<Vec<&'t RawValue>>,
}

/// A field of the feed larger than this is no title.
const FIELD: usize = 64 * 1024;
/// An item larger than this is no article.
const ITEM: usize = 4 * 1024 * 1024;

pub fn split(text: &str) -> serde_json::Result<Parts<'_>> {
    let mut json = serde_json::Deserializer::from_str(text);
    let parts = json.deserialize_map(Head)?;
    Ok(parts)
}

/// An item's fields; `None` when it is no object.
pub fn object(item: &RawValue) -> Option<Map<String, Value>> {
    let text = item.get();
    (text.len() <= ITEM).then(|| serde_json::from_str(text).ok()).flatten()
}

struct Head;

impl<'t> Visitor<'t> for Head {
    type Value = Parts<'t>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON feed")
    }

    fn visit_map<A: MapAccess<'t>>(self, mut map: A) -> Result<Parts<'t>, A::Error> {
        let mut parts = Parts::default();
        while let Some(key) = map.next_key::<String>()? {
            let value: &'t RawValue = map.next_value()?;
            let text = value.get();
            if key == "items" {
                let mut json = serde_json::Deserializer::from_str(text);
                parts.items = json.deserialize_seq(Items { most: most_items(text.len()) }).ok();
            } else if text.len() <= FIELD
                && let Ok(value) = serde_json::from_str(text)
            {
                parts.feed.insert(key, value);
            }
        }
        Ok(parts)
    }
}

struct Items {
    most: usize,
}

impl<'t> Visitor<'t> for Items {
    type Value = Vec<&'t RawValue>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the items of a JSON feed")
    }

    fn visit_seq<A: SeqAccess<'t>>(self, mut items: A) -> Result<Self::Value, A::Error> {
        let mut kept = Vec::new();
        while kept.len() < self.most {
            let Some(item) = items.next_element()? else { return Ok(kept) };
            kept.push(item);
        }
        while items.next_element::<IgnoredAny>()?.is_some() {}
        Ok(kept)
    }
}
