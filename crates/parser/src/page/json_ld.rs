//! JSON-LD as publishers write it: broken JSON repaired, graphs and references followed, the article's object found.
use std::collections::HashMap;

use serde_json::{Map, Value};

use super::tag::Tag;
use super::tree::{NodeId, Tree};

/// Every object of a page's JSON-LD scripts, and those that others refer to by `@id`.
#[derive(Default)]
pub struct Graph {
    roots: Vec<Value>,
}

type Object = Map<String, Value>;

/// Objects nest this deep at most before we stop looking; serde_json itself stops at 128.
const MAX_DEPTH: usize = 10;
const MAX_OBJECTS: usize = 2_000;

impl Graph {
    pub fn of(tree: &Tree<'_>) -> Graph {
        let scripts = tree.elements(NodeId::ROOT).filter(|(_, tag)| *tag == Tag::Script);
        Graph { roots: scripts.filter_map(|(id, _)| read(tree.raw_text(id))).collect() }
    }

    pub fn objects(&self) -> Vec<&Object> {
        let mut out = Vec::new();
        for root in &self.roots {
            collect(root, 0, &mut out);
        }
        out
    }

    /// `@id` to the fullest object of that id.
    pub fn ids<'g>(&self, objects: &[&'g Object]) -> HashMap<&'g str, &'g Object> {
        let mut out: HashMap<&str, &Object> = HashMap::new();
        for object in objects {
            if let Some(id) = object.get("@id").and_then(Value::as_str) {
                let kept = out.entry(id).or_insert(object);
                if kept.len() < object.len() {
                    *kept = object;
                }
            }
        }
        out
    }
}

fn collect<'g>(value: &'g Value, depth: usize, out: &mut Vec<&'g Object>) {
    if depth > MAX_DEPTH || out.len() > MAX_OBJECTS {
        return;
    }
    match value {
        Value::Array(values) => values.iter().for_each(|value| collect(value, depth + 1, out)),
        Value::Object(object) => {
            out.push(object);
            object.values().for_each(|value| collect(value, depth + 1, out));
        }
        _ => {}
    }
}

/// The object's types without a vocabulary before them.
pub fn types(object: &Object) -> impl Iterator<Item = &str> {
    let value = object.get("@type");
    let many = value.and_then(Value::as_array).into_iter().flatten();
    value
        .into_iter()
        .chain(many)
        .filter_map(Value::as_str)
        .map(|name| name.rsplit(['/', ':']).next().unwrap_or(name))
}

/// schema.org's Article and what descends from it or is used like it.
pub fn is_article(object: &Object) -> bool {
    types(object).any(|name| {
        let name = name.to_ascii_lowercase();
        name.ends_with("article")
            || name.ends_with("posting")
            || matches!(name.as_str(), "reportage" | "report" | "review" | "criticreview")
    })
}

/// The JSON of a script, repaired step by step until it parses.
pub fn read(script: &str) -> Option<Value> {
    let text = unwrap(script);
    if text.is_empty() {
        return None;
    }
    if let Ok(value) = serde_json::from_str(text) {
        return Some(value);
    }
    let plain: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    if let Ok(value) = serde_json::from_str(&plain) {
        return Some(value);
    }
    let repaired = repair(&plain);
    if let Ok(value) = serde_json::from_str(&repaired) {
        return Some(value);
    }
    // Two objects in one script, or rubbish after the first: take what can be read.
    let mut values: Vec<Value> = Vec::new();
    for value in serde_json::Deserializer::from_str(&repaired).into_iter() {
        match value {
            Ok(value) => values.push(value),
            Err(_) => break,
        }
    }
    if !values.is_empty() {
        return Some(Value::Array(values));
    }
    serde_json::from_str(&super::charref::decode(&plain)).ok()
}

/// The script without HTML comment, CDATA marks and a trailing semicolon.
fn unwrap(script: &str) -> &str {
    let mut text = script.trim();
    for (open, close) in
        [("<!--", "-->"), ("//<![CDATA[", "//]]>"), ("<![CDATA[", "]]>"), ("/*<![CDATA[*/", "/*]]>*/")]
    {
        text = text.strip_prefix(open).unwrap_or(text).trim();
        text = text.strip_suffix(close).unwrap_or(text).trim();
    }
    text.trim_end_matches(';').trim()
}

/// Drops commas before a closing bracket, and doubles the backslash of escapes that JSON does not know.
fn repair(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut in_string = false;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' => in_string = !in_string,
            '\\' if in_string => {
                let next = chars.next().unwrap_or('\\');
                out.push('\\');
                if !matches!(next, '"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't' | 'u') {
                    out.push('\\');
                }
                out.push(next);
                continue;
            }
            '}' | ']' if !in_string => {
                let len = out.trim_end().len();
                if out[..len].ends_with(',') {
                    out.truncate(len - 1);
                }
            }
            _ => {}
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn broken_json_is_read_where_its_sense_is_plain() {
        for (script, expect) in [
            (r#"{"a": 1}"#, r#"{"a":1}"#),
            ("<!-- {\"a\": \"x\ny\"} -->", r#"{"a":"x y"}"#),
            ("//<![CDATA[\n{\"a\": [1, 2,], }\n//]]>", r#"{"a":[1,2]}"#),
            (r#"{"a": "it\'s"};"#, r#"{"a":"it\\'s"}"#),
            (r#"{"a": 1} {"b": 2}"#, r#"[{"a":1},{"b":2}]"#),
            ("{&quot;a&quot;: 1}", r#"{"a":1}"#),
        ] {
            assert_eq!(read(script).map(|v| v.to_string()).as_deref(), Some(expect), "{script}");
        }
        assert_eq!(read(&"[".repeat(100_000)), None);
        assert_eq!(read("not json"), None);
    }
}
