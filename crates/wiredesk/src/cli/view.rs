//! Articles and annotations as the filters print them: the fields of the record, under the caller's id.
use enricher::Annotated;
use model::record::{Entity, Quote};
use model::{Article, ArticleId};
use serde_json::{Value, json};

use crate::pipeline::compose::{entities_of, quotes_of};
use crate::pipeline::item::stamps;

/// The parsed article, without what only a worker knows (revision, feeds, first seen).
pub fn article(id: &str, article: &Article) -> Value {
    let published = article.published.as_ref();
    let modified = article.modified.as_ref();
    let take = article.take.as_ref();
    json!({
        "id": id,
        "error": null,
        "url": article.url,
        "canonical_url": article.canonical_url,
        "publisher": article.publisher,
        "credit": article.credit,
        "title": article.title,
        "subtitle": article.subtitle,
        "summary": article.summary,
        "language": article.language,
        "text": article.text,
        "text_source": article.text_source,
        "text_complete": article.text_complete,
        "paragraphs": article.paragraphs,
        "authors": article.authors,
        "dateline": article.dateline,
        "section": article.section,
        "tags": article.tags,
        "images": article.images,
        "published_at": published.map(|time| time.at),
        "published_offset": published.and_then(|time| time.offset),
        "published_precision": published.map(|time| &time.precision),
        "published_source": published.map(|time| &time.source),
        "modified_at": modified.map(|time| time.at),
        "modified_offset": modified.and_then(|time| time.offset),
        "access": article.access,
        "kind": article.kind,
        "rights": article.rights,
        "take": take.map(|take| json!({"label": take.label, "number": take.number, "note": take.note})),
        "notices": article.notices,
        "fingerprint": article.fingerprint,
        "simhash": format!("{:016x}", article.simhash),
        "fields": article.sources,
        "warnings": article.warnings,
    })
}

/// What was found in a text; `entity` of a quotation is the `id` of one of `entities`.
pub fn annotations(id: &str, text: &str, annotated: &Annotated) -> Value {
    let found = &annotated.annotations;
    let article = ArticleId::new(id);
    let entities: Vec<Entity> = entities_of(&article, found);
    let quotes: Vec<Quote> = quotes_of(&article, found, &entities);
    json!({
        "id": id,
        "error": null,
        "text": text,
        "entities": entities,
        "quotes": quotes,
        "dates": found.dates,
        "quantities": found.quantities,
        "models": stamps(annotated),
        "warnings": found.warnings,
    })
}
