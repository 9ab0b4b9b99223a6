//! Records against the committed JSON Schemas, by a validator that is not ours.
use std::collections::BTreeMap;

use serde_json::Value;

/// Validators by the record's `schema` field.
pub struct Schemas(BTreeMap<&'static str, jsonschema::Validator>);

impl Schemas {
    /// Reads docs/schema as it is committed.
    pub fn committed() -> Self {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/schema");
        let load = |file: &str| {
            let text = std::fs::read_to_string(folder.join(file)).expect("a committed schema");
            let schema: Value = serde_json::from_str(&text).expect("a schema is JSON");
            jsonschema::validator_for(&schema).expect("a schema is a schema")
        };
        Schemas(BTreeMap::from([
            ("wiredesk.enriched.v1", load("enriched.v1.json")),
            ("wiredesk.article.v1", load("article.v1.json")),
            ("wiredesk.quote.v1", load("quote.v1.json")),
            ("wiredesk.entity.v1", load("entity.v1.json")),
            ("wiredesk.dead-letter.v1", load("dead-letter.v1.json")),
        ]))
    }

    /// Panics with every reason why a record is not what the contract says.
    pub fn check(&self, record: &Value) {
        let name = record["schema"].as_str().expect("a record names its schema");
        let validator = self.0.get(name).unwrap_or_else(|| panic!("no schema `{name}` is committed"));
        let reasons: Vec<String> =
            validator.iter_errors(record).map(|e| format!("{}: {e}", e.instance_path)).collect();
        assert!(reasons.is_empty(), "{name}: {reasons:#?}\n{record:#}");
        check_places(record);
    }
}

/// Every place's surface is what stands there (code points, half open): the promise that lets readers check themselves.
fn check_places(record: &Value) {
    let Some(text) = record["text"].as_str() else { return };
    let points: Vec<char> = text.chars().collect();
    let slice = |thing: &Value| -> Option<String> {
        let (start, end) = (thing["start"].as_u64()? as usize, thing["end"].as_u64()? as usize);
        Some(
            points
                .get(start..end)
                .unwrap_or_else(|| panic!("{start}..{end} is outside the text"))
                .iter()
                .collect(),
        )
    };
    let same = |thing: &Value| {
        if let (Some(found), Some(said)) = (slice(thing), thing["text"].as_str()) {
            assert_eq!(found, said, "a surface is not what stands in the text");
        }
    };
    let each = |list: &Value| list.as_array().cloned().unwrap_or_default();
    for entity in each(&record["entities"]) {
        each(&entity["mentions"]).iter().for_each(same);
    }
    for quote in each(&record["quotes"]) {
        for part in ["speaker", "cue", "addressee"] {
            same(&quote[part]);
        }
        let pieces: Vec<String> = each(&quote["spans"]).iter().filter_map(slice).collect();
        assert_eq!(quote["text"].as_str(), Some(pieces.join(" ").as_str()), "a quotation is its pieces");
    }
    each(&record["dates"]).iter().for_each(same);
    each(&record["quantities"]).iter().for_each(same);
}
