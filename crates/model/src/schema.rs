//! JSON Schema (2020-12) of every record, as committed under `docs/schema/`.
use schemars::{Schema, generate::SchemaSettings};

use crate::record::{ArticleRecord, DeadLetter, Enriched, EntityRecord, QuoteRecord};

/// File name without extension and schema, for each topic that carries records of ours.
pub fn all() -> Vec<(&'static str, Schema)> {
    let settings = SchemaSettings::draft2020_12;
    vec![
        ("enriched.v1", settings().into_generator().into_root_schema_for::<Enriched>()),
        ("article.v1", settings().into_generator().into_root_schema_for::<ArticleRecord>()),
        ("quote.v1", settings().into_generator().into_root_schema_for::<QuoteRecord>()),
        ("entity.v1", settings().into_generator().into_root_schema_for::<EntityRecord>()),
        ("dead-letter.v1", settings().into_generator().into_root_schema_for::<DeadLetter>()),
    ]
}
