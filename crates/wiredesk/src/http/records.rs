//! Records over HTTP: a page of NDJSON after a cursor, the same as server-sent events, and one article's versions.
use std::convert::Infallible;
use std::time::{Duration, Instant};

use axum::body::Body;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::{Stream, StreamExt, stream};
use journal::{Cursor, CursorError, Page, Reader, Record};
use model::ArticleId;
use model::record::Topic;

use super::Shared;
use super::query::{MOST, Parameters, QueryError, Wanted};

const NDJSON: &str = "application/x-ndjson";
/// The header of the next cursor.
const NEXT: &str = "wiredesk-next";

/// Why there is no answer; its status says whose turn it is.
pub struct Refusal(StatusCode, String);

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        (self.0, format!("{}\n", self.1)).into_response()
    }
}

impl From<CursorError> for Refusal {
    fn from(error: CursorError) -> Self {
        let status = match &error {
            CursorError::Malformed => StatusCode::BAD_REQUEST,
            CursorError::Foreign | CursorError::Expired { .. } => StatusCode::GONE,
            CursorError::Journal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        };
        Refusal(status, crate::report::chain(&error))
    }
}

impl From<journal::JournalError> for Refusal {
    fn from(error: journal::JournalError) -> Self {
        Refusal(StatusCode::INTERNAL_SERVER_ERROR, crate::report::chain(&error))
    }
}

impl From<QueryError> for Refusal {
    fn from(error: QueryError) -> Self {
        match error {
            QueryError::Cursor(error) => error.into(),
            other => Refusal(StatusCode::BAD_REQUEST, other.to_string()),
        }
    }
}

fn topic(name: &str) -> Result<Topic, Refusal> {
    let known = || Topic::ALL.map(Topic::name).join(", ");
    Topic::parse(name)
        .ok_or_else(|| Refusal(StatusCode::NOT_FOUND, format!("no topic `{name}`; there are {}", known())))
}

/// `/api/records/<topic>?after=<cursor>&limit=1000&wait=30s`: NDJSON of record values, from the oldest kept without `after`.
pub async fn page(
    State(shared): State<Shared>,
    Path(name): Path<String>,
    Query(parameters): Query<Parameters>,
) -> Result<Response, Refusal> {
    let topic = topic(&name)?;
    let wanted = parameters.read()?;
    let page = read(&shared.desk.journal.reader(), topic, &wanted).await?;
    let mut lines = Vec::new();
    for value in page.records.iter().filter_map(|record| record.value.as_deref()) {
        lines.extend_from_slice(value);
        lines.push(b'\n');
    }
    let headers = [(header::CONTENT_TYPE.as_str(), NDJSON.to_owned()), (NEXT, page.next.to_string())];
    Ok((headers, lines).into_response())
}

/// A page, waiting up to `wait` for its first record.
async fn read(reader: &Reader, topic: Topic, wanted: &Wanted) -> Result<Page, CursorError> {
    if let Some(last) = wanted.last {
        return Ok(reader.latest(topic, last).await?);
    }
    let until = Instant::now() + wanted.wait;
    let mut after = wanted.after.clone();
    loop {
        let page = reader.records(Some(topic), after.as_ref(), wanted.limit).await?;
        let left = until.saturating_duration_since(Instant::now());
        if !page.records.is_empty() || left.is_zero() || !reader.wait(page.next.seq, left).await? {
            return Ok(page);
        }
        after = Some(page.next);
    }
}

/// `/api/live/<topic>`: the same as server-sent events; an event's id is the cursor after it, so that a browser that
/// connects again goes on where it was.
pub async fn live(
    State(shared): State<Shared>,
    Path(name): Path<String>,
    Query(parameters): Query<Parameters>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let topic = topic(&name)?;
    let mut wanted = parameters.read()?;
    if let Some(seen) = headers.get("last-event-id").and_then(|id| id.to_str().ok()) {
        // A cursor of another journal starts anew: the page shows what there is.
        (wanted.after, wanted.last) = (seen.parse().ok(), wanted.last);
    }
    let reader = shared.desk.journal.reader();
    let first = match (&wanted.after, wanted.last) {
        (Some(after), _) => match reader.records(Some(topic), Some(after), MOST).await {
            Ok(page) => page,
            Err(CursorError::Foreign | CursorError::Expired { .. }) => reader.latest(topic, MOST).await?,
            Err(error) => return Err(error.into()),
        },
        (None, Some(last)) => reader.latest(topic, last).await?,
        (None, None) => reader.records(Some(topic), None, MOST).await?,
    };
    let events = stream::once(std::future::ready(first.clone()))
        .chain(following(reader, topic, first.next))
        .flat_map(|Page { records, next }| {
            // A tombstone has nothing to show.
            let shown = records.into_iter().filter(|record| record.value.is_some());
            stream::iter(shown).map(move |record| event(record, &next))
        })
        .take_until(shared.closing.clone().cancelled_owned());
    Ok(Sse::new(events).keep_alive(KeepAlive::new().interval(Duration::from_secs(15))).into_response())
}

fn following(reader: Reader, topic: Topic, after: Cursor) -> impl Stream<Item = Page> {
    stream::unfold((reader, after), move |(reader, after)| async move {
        let wanted = Wanted { after: Some(after), last: None, limit: MOST, wait: Duration::from_secs(60) };
        match read(&reader, topic, &wanted).await {
            Ok(page) => {
                let next = page.next.clone();
                Some((page, (reader, next)))
            }
            Err(error) => {
                tracing::warn!(error = %crate::report::chain(&error), "a live stream ended");
                None
            }
        }
    })
}

fn event(record: Record, page: &Cursor) -> Result<Event, Infallible> {
    let value = record.value.unwrap_or_default();
    // JSON of one line: the journal's values hold no line breaks outside strings.
    let event = Event::default().data(String::from_utf8_lossy(&value));
    Ok(event.id(Cursor { journal: page.journal.clone(), seq: record.seq }.to_string()))
}

/// `/api/articles/<id>`: the kept versions of one article, oldest first, as NDJSON.
pub async fn article(State(shared): State<Shared>, Path(id): Path<String>) -> Result<Response, Refusal> {
    let reader = shared.desk.journal.reader();
    let mut versions = reader.versions(&ArticleId::new(id.clone())).await?;
    if versions.is_empty() {
        return Err(Refusal(StatusCode::NOT_FOUND, format!("no version of `{id}` is kept")));
    }
    versions.sort_by_key(|head| head.version);
    let mut lines = Vec::new();
    for head in versions {
        for record in reader.version_records(head.version_id).await? {
            if matches!(record.topic, Topic::Enriched | Topic::Articles) {
                lines.extend_from_slice(&record.value.unwrap_or_default());
                lines.push(b'\n');
            }
        }
    }
    Ok(([(header::CONTENT_TYPE, NDJSON)], Body::from(lines)).into_response())
}
