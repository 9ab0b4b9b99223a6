//! Single records: their JSON, their keys and their CloudEvents headers (CloudEvents 1.0, Kafka binding, binary mode).
use std::ops::Range;

use journal::NewRow;
use model::article::{Access, ArticleKind, Rights};
use model::record::{
    ArticleRecord, ArticleVersion, Change, DeadLetter, Enriched, Entity, EntityOrTrace, EntityRecord, Head,
    MINOR, Op, Quote, QuoteOrTrace, QuoteRecord, Status, Topic,
};
use model::state::{EntityTrace, QuoteTrace};
use model::{ArticleState, Hash128, Version};
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::compose::{Context, publisher_of};

/// A dead letter keeps at most this much of what failed.
pub const LETTER_BYTES: usize = 64 << 10;

/// What the headers of one version share.
pub struct Envelope<'a> {
    pub journal: &'a str,
    pub poll: &'a str,
    pub version: Version,
}

impl Envelope<'_> {
    pub fn enriched(&self, value: &Enriched) -> serde_json::Result<NewRow> {
        let id = value.article.id.as_str();
        self.row(Topic::Enriched, id, &format!("{id}.{}", self.version), "wiredesk.enriched", value)
    }

    pub fn article(&self, value: &ArticleRecord) -> serde_json::Result<NewRow> {
        let id = value.article.id.as_str();
        self.row(Topic::Articles, id, &format!("{id}.{}", self.version), "wiredesk.article", value)
    }

    pub fn quote(
        &self,
        op: Op,
        trace: &QuoteTrace,
        quote: Option<&Quote>,
        entities: &[Entity],
        head: &Head,
        sentences: &Sentences<'_>,
    ) -> serde_json::Result<NewRow> {
        let speaker =
            quote.and_then(|quote| quote.speaker.as_ref()).and_then(|speaker| speaker.entity.as_ref());
        let around = quote.and_then(|quote| Some((quote.spans.first()?.start, quote.spans.last()?.end)));
        let value = QuoteRecord {
            schema: "wiredesk.quote.v1".into(),
            op,
            article: head.clone(),
            quote: match quote {
                Some(quote) => QuoteOrTrace::Quote(Box::new(quote.clone())),
                None => QuoteOrTrace::Removed { id: trace.id.clone(), kind: trace.kind.clone() },
            },
            speaker_entity: speaker.and_then(|id| entities.iter().find(|entity| entity.id == *id)).cloned(),
            before: around.and_then(|(start, _)| sentences.before(start)),
            after: around.and_then(|(_, end)| sentences.after(end)),
        };
        let id = head.id.as_str();
        self.row(Topic::Quotes, id, &format!("{id}.{}.{}", self.version, trace.id), "wiredesk.quote", &value)
    }

    pub fn entity(
        &self,
        op: Op,
        trace: &EntityTrace,
        entity: Option<&Entity>,
        head: &Head,
    ) -> serde_json::Result<NewRow> {
        let value = EntityRecord {
            schema: "wiredesk.entity.v1".into(),
            op,
            article: head.clone(),
            entity: match entity {
                Some(entity) => EntityOrTrace::Entity(Box::new(entity.clone())),
                None => EntityOrTrace::Removed { id: trace.id.clone(), kind: trace.kind.clone() },
            },
        };
        let id = head.id.as_str();
        self.row(
            Topic::Entities,
            id,
            &format!("{id}.{}.{}", self.version, trace.id),
            "wiredesk.entity",
            &value,
        )
    }

    fn row<T: Serialize>(
        &self,
        topic: Topic,
        key: &str,
        id: &str,
        kind: &str,
        value: &T,
    ) -> serde_json::Result<NewRow> {
        row(topic, key, id, kind, self.journal, self.poll, value)
    }
}

/// A dead letter's row; its key is the article's id where there is one, else the feed's.
pub fn dead_letter(letter: &DeadLetter, journal: &str) -> serde_json::Result<NewRow> {
    let article = letter.article.as_ref().map(|id| id.as_str());
    let key = article.or(letter.feed.as_ref().map(|id| id.as_str())).unwrap_or("-");
    let id = Hash128::of([key, &letter.stage, &letter.reason, &letter.failed_at.to_string()]).to_string();
    row(Topic::DeadLetters, key, &id, "wiredesk.dead-letter", journal, &id, letter)
}

fn row<T: Serialize>(
    topic: Topic,
    key: &str,
    id: &str,
    kind: &str,
    journal: &str,
    poll: &str,
    value: &T,
) -> serde_json::Result<NewRow> {
    let header = |name: &str, text: String| (name.to_owned(), text);
    Ok(NewRow {
        topic,
        key: key.to_owned(),
        headers: vec![
            header("ce_specversion", "1.0".into()),
            header("ce_id", id.into()),
            header("ce_type", kind.into()),
            header("ce_source", format!("urn:wiredesk:{journal}")),
            header("ce_dataschema", format!("urn:wiredesk:schema:{kind}:v1.{MINOR}")),
            header("content-type", "application/json".into()),
            header("traceparent", traceparent(poll, id)),
        ],
        value: Some(serde_json::to_vec(value)?),
    })
}

/// W3C Trace Context: the poll is the trace, the record is the span.
fn traceparent(poll: &str, id: &str) -> String {
    let hex = |bytes: &[u8]| bytes.iter().map(|b| format!("{b:02x}")).collect::<String>();
    let trace = hex(Hash128::of([poll]).as_bytes());
    let span = hex(&Hash128::of([id]).as_bytes()[..8]);
    format!("00-{trace}-{span}-01")
}

/// What the records of parts say of their article.
pub fn head(record: &ArticleVersion) -> Head {
    Head {
        id: record.id.clone(),
        version: record.version,
        url: record.url.clone(),
        canonical_url: record.canonical_url.clone(),
        publisher: record.publisher.clone(),
        title: record.title.clone(),
        language: record.language.clone(),
        published_at: record.published_at,
        feeds: record.feeds.clone(),
        labels: record.labels.clone(),
        access: record.access.clone(),
        status: record.status.clone(),
        text_sha256: record.text.as_ref().map(|text| {
            Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect::<String>()
        }),
    }
}

/// The version of an article that is gone: what names it stays, its text does not.
pub fn withdrawn(
    change: Option<Change>,
    state: &ArticleState,
    version: Version,
    context: &Context<'_>,
) -> ArticleVersion {
    ArticleVersion {
        id: state.id.clone(),
        version,
        revision: state.revision,
        enrichment: state.enrichment,
        status: Status::Withdrawn,
        change,
        take: None,
        notices: Vec::new(),
        origin: context.origin.clone(),
        feeds: state.feeds.clone(),
        labels: context.labels.clone(),
        url: state.url.clone(),
        canonical_url: None,
        publisher: publisher_of(None, state, context),
        credit: None,
        title: (!state.stripped_title.is_empty()).then(|| state.stripped_title.clone()),
        subtitle: None,
        summary: None,
        language: None,
        text: None,
        text_source: None,
        text_complete: false,
        paragraphs: Vec::new(),
        authors: Vec::new(),
        dateline: None,
        section: None,
        tags: Vec::new(),
        images: Vec::new(),
        published_at: state.published_at,
        published_offset: None,
        published_precision: None,
        published_source: None,
        modified_at: None,
        modified_offset: None,
        first_seen_at: state.first_seen_at,
        fetched_at: context.fetched_at,
        access: Access::Free,
        kind: ArticleKind::Article,
        rights: Rights::default(),
        fingerprint: None,
        simhash: None,
    }
}

/// The sentences of a text, for what stands around a quotation; places in code points.
pub struct Sentences<'a> {
    text: &'a str,
    /// Byte offset of each code point, and of the end.
    offsets: Vec<usize>,
    sentences: Vec<Range<usize>>,
}

impl<'a> Sentences<'a> {
    pub fn of(text: &'a str) -> Self {
        let mut offsets: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        offsets.push(text.len());
        Sentences { text, offsets, sentences: enricher::sentences(text) }
    }

    /// The sentence before the one that holds `place`.
    pub fn before(&self, place: u32) -> Option<String> {
        let index = self.sentence_at(place)?;
        self.shown(index.checked_sub(1)?)
    }

    /// The sentence after the one that holds the character before `place`.
    pub fn after(&self, place: u32) -> Option<String> {
        let index = self.sentence_at(place.checked_sub(1)?)?;
        self.shown(index + 1)
    }

    fn sentence_at(&self, place: u32) -> Option<usize> {
        let byte = *self.offsets.get(place as usize)?;
        let index = self.sentences.partition_point(|sentence| sentence.end <= byte);
        self.sentences.get(index).filter(|sentence| sentence.start <= byte).map(|_| index)
    }

    fn shown(&self, index: usize) -> Option<String> {
        let sentence = self.sentences.get(index)?;
        self.text.get(sentence.clone()).map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
    }
}
