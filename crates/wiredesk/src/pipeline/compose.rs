//! From an article and what was found in it to the rows of its version: ids, change, operations, headers. Pure.
use std::collections::{BTreeMap, HashMap};

use journal::NewRow;
use model::annotations::{Annotations, FoundEntity, FoundQuote, two_decimals};
use model::article::FieldSource;
use model::change::Shape;
use model::record::{
    Addressee, ArchivePlace, ArticleRecord, ArticleVersion, Change, Enriched, Entity, ModelStamp, Op, Origin,
    Provenance, Publisher, Quote, Speaker, Status, Take,
};
use model::state::{EntityTrace, QuoteTrace};
use model::{
    Article, ArticleId, ArticleState, FeedId, Hash64, Timestamp, Version, comparable, entity_id, quote_id,
};

use super::records::{self, Envelope};

/// What an article is composed with besides itself: whose it is, how it came in, and what was known of it.
#[derive(Clone, Debug)]
pub struct Context<'a> {
    pub previous: &'a ArticleState,
    pub feed: &'a FeedId,
    pub labels: &'a BTreeMap<String, String>,
    pub publisher: Option<&'a str>,
    pub country: Option<&'a str>,
    pub origin: Origin,
    pub supersedes: Option<ArticleId>,
    pub fetched_at: Timestamp,
    /// Where the page lies in a WARC file.
    pub archived: Option<&'a ArchivePlace>,
    pub now: Timestamp,
    pub poll: &'a str,
    pub worker: &'a str,
    pub journal: &'a str,
    pub models: &'a [ModelStamp],
    pub inline: bool,
    pub max_record: usize,
}

/// The outcome: always a state, and a version where there is one.
#[derive(Debug)]
pub struct Composed {
    pub state: ArticleState,
    pub version: Option<Version>,
    pub rows: Vec<NewRow>,
}

/// Why an article could not become records.
#[derive(Debug, thiserror::Error)]
pub enum ComposeError {
    #[error("the record takes {bytes} bytes even after truncation, more than the {limit} allowed")]
    TooLarge { bytes: usize, limit: usize },
    #[error("a record could not be written as JSON")]
    Json(#[from] serde_json::Error),
}

/// Whether a look at an article makes a version (ARCHITECTURE.md); `None`: state only.
pub fn is_version(shape: &Shape, context: &Context<'_>) -> bool {
    let previous = context.previous;
    let hash = shape.version_hash();
    if previous.version_hashes.last() == Some(&hash) {
        return false;
    }
    // Caches of different ages: what was fetched before the last published look is older news.
    if previous.last_published_fetch.is_some_and(|published| context.fetched_at < published) {
        return false;
    }
    // A text that this article had before, shown by another feed, would flap.
    let had_before = previous.version_hashes.contains(&hash);
    !(had_before && previous.last_feed.as_ref().is_some_and(|feed| feed != context.feed))
}

/// Composes the version of an article that was parsed and annotated.
pub fn compose(
    article: &Article,
    found: &Annotations,
    context: &Context<'_>,
) -> Result<Composed, ComposeError> {
    let shape = Shape::of(article);
    let mut state = looked_at(context);
    state.text_source = Some(article.text_source.clone());
    if !is_version(&shape, context) {
        return Ok(Composed { state, version: None, rows: Vec::new() });
    }
    let change = shape.change_from(context.previous);
    let version = next_version(&mut state, &shape, context);
    remember_article(&mut state, article);
    let mut fitted = (article.clone(), found.clone());
    for _ in 0..TRUNCATIONS {
        let (article, found) = &fitted;
        let record = record_of(article, change.clone(), &state, version, context);
        let entities = entities_of(&state.id, found);
        let quotes = quotes_of(&state.id, found, &entities);
        let provenance = provenance(article.sources.iter(), context);
        let rows = rows_of(record, provenance, entities, quotes, found, &state, context)?;
        let largest = rows.rows.iter().map(|row| row.value.as_ref().map_or(0, Vec::len)).max().unwrap_or(0);
        if largest <= context.max_record {
            state.quotes = rows.quotes;
            state.entities = rows.entities;
            return Ok(Composed { state, version: Some(version), rows: rows.rows });
        }
        match super::truncate::halve(article, found) {
            Some(shorter) => fitted = shorter,
            None => return Err(ComposeError::TooLarge { bytes: largest, limit: context.max_record }),
        }
    }
    Err(ComposeError::TooLarge { bytes: fitted.0.text.len(), limit: context.max_record })
}

/// Composes the version that says that an article is gone at its source.
pub fn withdraw(context: &Context<'_>) -> Result<Composed, ComposeError> {
    let shape = Shape::withdrawn();
    let mut state = looked_at(context);
    if context.previous.version().is_none() || context.previous.status == Status::Withdrawn {
        return Ok(Composed { state, version: None, rows: Vec::new() });
    }
    let change = shape.change_from(context.previous);
    let version = next_version(&mut state, &shape, context);
    let record = records::withdrawn(change, &state, version, context);
    let provenance = provenance([].into_iter(), context);
    let rows = rows_of(record, provenance, Vec::new(), Vec::new(), &Annotations::default(), &state, context)?;
    state.quotes.clear();
    state.entities.clear();
    state.revisits.clear();
    Ok(Composed { state, version: Some(version), rows: rows.rows })
}

/// A text is halved at most this often before its article becomes a dead letter.
const TRUNCATIONS: usize = 16;

fn looked_at(context: &Context<'_>) -> ArticleState {
    let mut state = context.previous.clone();
    state.last_seen_at = context.now;
    if !state.feeds.contains(context.feed) {
        state.feeds.push(context.feed.clone());
    }
    state
}

fn next_version(state: &mut ArticleState, shape: &Shape, context: &Context<'_>) -> Version {
    state.revision += 1;
    state.enrichment = 1;
    state.status = shape.status.clone();
    state.fields = shape.fields.clone();
    state.paragraphs = shape.paragraphs.clone();
    state.version_hashes.push(shape.version_hash());
    let surplus = state.version_hashes.len().saturating_sub(ArticleState::VERSIONS_KEPT);
    state.version_hashes.drain(..surplus);
    state.last_published_fetch = Some(context.fetched_at);
    state.last_feed = Some(context.feed.clone());
    Version::new(state.revision, state.enrichment)
}

fn remember_article(state: &mut ArticleState, article: &Article) {
    state.url = article.url.clone();
    state.stripped_title = comparable(article.title.as_deref().unwrap_or(""));
    state.simhash = article.simhash;
    state.published_at = article.published.as_ref().map(|time| time.at).or(state.published_at);
    state.take_label = article.take.as_ref().map(|take| take.label.clone());
    state.take_number = article.take.as_ref().and_then(|take| take.number);
}

fn record_of(
    article: &Article,
    change: Option<Change>,
    state: &ArticleState,
    version: Version,
    context: &Context<'_>,
) -> ArticleVersion {
    let label = article.take.clone();
    let take = (label.is_some() || context.supersedes.is_some()).then(|| Take {
        label: label.as_ref().map(|take| take.label.clone()),
        number: label.as_ref().and_then(|take| take.number),
        supersedes: context.supersedes.clone(),
        note: label.and_then(|take| take.note),
    });
    let published = article.published.as_ref();
    ArticleVersion {
        id: state.id.clone(),
        version,
        revision: state.revision,
        enrichment: state.enrichment,
        status: Status::Usable,
        change,
        take,
        notices: article.notices.clone(),
        origin: context.origin.clone(),
        feeds: state.feeds.clone(),
        labels: context.labels.clone(),
        url: article.url.clone(),
        canonical_url: article.canonical_url.clone(),
        publisher: publisher_of(article.publisher.as_deref(), state, context),
        credit: article.credit.clone(),
        title: article.title.clone(),
        subtitle: article.subtitle.clone(),
        summary: article.summary.clone(),
        language: article.language.clone(),
        text: Some(article.text.clone()),
        text_source: Some(article.text_source.clone()),
        text_complete: article.text_complete,
        paragraphs: article.paragraphs.clone(),
        authors: article.authors.clone(),
        dateline: article.dateline.clone(),
        section: article.section.clone(),
        tags: article.tags.clone(),
        images: article.images.clone(),
        published_at: published.map(|time| time.at),
        published_offset: published.and_then(|time| time.offset),
        published_precision: published.map(|time| time.precision.clone()),
        published_source: published.map(|time| time.source.to_string()),
        modified_at: article.modified.as_ref().map(|time| time.at),
        modified_offset: article.modified.as_ref().and_then(|time| time.offset),
        first_seen_at: state.first_seen_at,
        fetched_at: context.fetched_at,
        access: article.access.clone(),
        kind: article.kind.clone(),
        rights: article.rights.clone(),
        fingerprint: Some(article.fingerprint.clone()),
        simhash: Some(format!("{:016x}", article.simhash)),
    }
}

/// The configuration's name of a publisher goes before what its pages say.
pub(super) fn publisher_of(stated: Option<&str>, state: &ArticleState, context: &Context<'_>) -> Publisher {
    Publisher {
        name: context.publisher.or(stated).map(str::to_owned),
        domain: state.domain.to_string(),
        country: context.country.map(str::to_owned),
    }
}

/// Entities with their ids, in the order of `found`.
pub fn entities_of(article: &ArticleId, found: &Annotations) -> Vec<Entity> {
    let mut seen: HashMap<(String, String), usize> = HashMap::new();
    let with_id = |entity: &FoundEntity| {
        let namesakes = seen.entry((entity.kind.to_string(), comparable(&entity.name))).or_default();
        let occurrence = std::mem::replace(namesakes, *namesakes + 1);
        Entity {
            id: entity_id(article, &entity.kind, &entity.name, occurrence),
            kind: entity.kind.clone(),
            name: entity.name.clone(),
            role: entity.role.clone(),
            links: entity.links.clone(),
            salience: two_decimals(entity.salience),
            place: entity.place.clone(),
            mentions: entity.mentions.clone(),
        }
    };
    found.entities.iter().map(with_id).collect()
}

/// Quotations with their ids, in the order of `found`.
pub fn quotes_of(article: &ArticleId, found: &Annotations, entities: &[Entity]) -> Vec<Quote> {
    let mut seen: HashMap<String, usize> = HashMap::new();
    let id_of =
        |index: Option<usize>| index.and_then(|index| entities.get(index)).map(|entity| entity.id.clone());
    let with_id = |quote: &FoundQuote| {
        let equals = seen.entry(comparable(&quote.text)).or_default();
        let occurrence = std::mem::replace(equals, *equals + 1);
        Quote {
            id: quote_id(article, &quote.text, occurrence),
            kind: quote.kind.clone(),
            text: quote.text.clone(),
            spans: quote.spans.clone(),
            speaker: quote.speaker.as_ref().map(|speaker| Speaker {
                text: speaker.surface.as_ref().map(|surface| surface.text.clone()),
                start: speaker.surface.as_ref().map(|surface| surface.start),
                end: speaker.surface.as_ref().map(|surface| surface.end),
                entity: id_of(speaker.entity),
                name: speaker.name.clone(),
            }),
            cue: quote.cue.clone(),
            addressee: quote.addressee.as_ref().map(|addressee| Addressee {
                text: addressee.surface.text.clone(),
                start: addressee.surface.start,
                end: addressee.surface.end,
                entity: id_of(addressee.entity),
            }),
            medium: quote.medium.clone(),
            confidence: two_decimals(quote.confidence),
        }
    };
    found.quotes.iter().map(with_id).collect()
}

struct Rows {
    rows: Vec<NewRow>,
    quotes: Vec<QuoteTrace>,
    entities: Vec<EntityTrace>,
}

/// All rows of a version, in the order of the topics.
fn rows_of(
    record: ArticleVersion,
    provenance: Provenance,
    entities: Vec<Entity>,
    quotes: Vec<Quote>,
    found: &Annotations,
    state: &ArticleState,
    context: &Context<'_>,
) -> Result<Rows, ComposeError> {
    let envelope = Envelope { journal: context.journal, poll: context.poll, version: record.version };
    if !context.inline {
        let value = ArticleRecord { schema: "wiredesk.article.v1".into(), article: record, provenance };
        let rows = vec![envelope.article(&value)?];
        return Ok(Rows { rows, quotes: state.quotes.clone(), entities: state.entities.clone() });
    }
    let head = records::head(&record);
    let sentences = records::Sentences::of(record.text.as_deref().unwrap_or(""));
    let (quote_ops, quote_traces) = differences(
        &state.quotes,
        quotes.iter().map(|quote| QuoteTrace {
            id: quote.id.clone(),
            kind: quote.kind.clone(),
            hash: quote_hash(quote),
        }),
        |trace| (&trace.id, trace.hash),
    );
    let (entity_ops, entity_traces) = differences(
        &state.entities,
        entities.iter().map(|e| EntityTrace { id: e.id.clone(), kind: e.kind.clone(), hash: entity_hash(e) }),
        |trace| (&trace.id, trace.hash),
    );
    let mut quote_rows = Vec::new();
    for (op, trace) in quote_ops {
        let quote = quotes.iter().find(|quote| quote.id == trace.id);
        quote_rows.push(envelope.quote(op, &trace, quote, &entities, &head, &sentences)?);
    }
    let mut entity_rows = Vec::new();
    for (op, trace) in entity_ops {
        let entity = entities.iter().find(|entity| entity.id == trace.id);
        entity_rows.push(envelope.entity(op, &trace, entity, &head)?);
    }
    let value = Enriched {
        schema: "wiredesk.enriched.v1".into(),
        article: record,
        entities,
        quotes,
        dates: found.dates.clone(),
        quantities: found.quantities.clone(),
        provenance,
    };
    let mut rows = vec![envelope.enriched(&value)?];
    rows.extend(quote_rows);
    rows.extend(entity_rows);
    Ok(Rows { rows, quotes: quote_traces, entities: entity_traces })
}

fn provenance<'a>(
    sources: impl Iterator<Item = (&'a String, &'a FieldSource)>,
    context: &Context<'_>,
) -> Provenance {
    Provenance {
        worker: context.worker.to_owned(),
        poll: Some(context.poll.to_owned()),
        fields: sources.map(|(field, source)| (field.clone(), source.to_string())).collect(),
        extractor: format!("wiredesk/{}", env!("CARGO_PKG_VERSION")),
        models: context.models.to_vec(),
        archive: context.archived.cloned(),
    }
}

/// What was added, changed and removed, in the order of the new version, removals last.
fn differences<T: Clone>(
    before: &[T],
    after: impl Iterator<Item = T>,
    key: impl Fn(&T) -> (&String, Hash64),
) -> (Vec<(Op, T)>, Vec<T>) {
    let known: HashMap<&String, Hash64> = before.iter().map(&key).collect();
    let after: Vec<T> = after.collect();
    let mut ops = Vec::new();
    for trace in &after {
        let (id, hash) = key(trace);
        match known.get(id) {
            None => ops.push((Op::Added, trace.clone())),
            Some(old) if *old != hash => ops.push((Op::Changed, trace.clone())),
            Some(_) => {}
        }
    }
    let now: std::collections::HashSet<&String> = after.iter().map(|trace| key(trace).0).collect();
    ops.extend(
        before.iter().filter(|trace| !now.contains(key(trace).0)).map(|trace| (Op::Removed, trace.clone())),
    );
    (ops, after)
}

/// Places do not count: a quotation that moved down a paragraph has not changed.
fn quote_hash(quote: &Quote) -> Hash64 {
    let speaker = quote.speaker.as_ref();
    let text = |t: Option<&str>| t.unwrap_or("").to_owned();
    Hash64::of([
        quote.kind.to_string(),
        comparable(&quote.text),
        text(speaker.and_then(|s| s.text.as_deref())),
        text(speaker.and_then(|s| s.name.as_deref())),
        text(speaker.and_then(|s| s.entity.as_deref())),
        text(quote.cue.as_ref().map(|cue| cue.text.as_str())),
        text(quote.addressee.as_ref().map(|addressee| addressee.text.as_str())),
        text(quote.medium.as_deref()),
    ])
}

/// Mentions do not count, for the same reason.
fn entity_hash(entity: &Entity) -> Hash64 {
    let links = entity.links.iter().map(|link| format!("{}:{}", link.scheme, link.id));
    let head = [entity.kind.to_string(), entity.name.clone(), entity.role.clone().unwrap_or_default()];
    Hash64::of(head.into_iter().chain(links))
}
