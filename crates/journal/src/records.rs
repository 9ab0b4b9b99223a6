//! The journal as a log for readers: pages of records after a cursor, versions of an article, figures for the status.
use std::collections::BTreeMap;

use model::record::Topic;
use model::{ArticleId, ArticleState, FeedState, JournalId, Timestamp};
use rusqlite::{Connection, OptionalExtension, Rows, params};

use crate::schema::{self, signed, unsigned};
use crate::{Cursor, CursorError, Reader, Result, articles, feeds, pending};

#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    pub seq: u64,
    pub topic: Topic,
    pub key: String,
    pub headers: Vec<(String, String)>,
    pub value: Option<Vec<u8>>,
    pub committed_at: Timestamp,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    pub records: Vec<Record>,
    /// Goes on after what was looked at, also when `records` is empty.
    pub next: Cursor,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionHead {
    pub version_id: i64,
    /// As in the record: revision × 1000 + enrichment.
    pub version: u64,
    pub committed_at: Timestamp,
    pub feed: String,
    pub fetched_at: Timestamp,
    pub withheld: bool,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PendingCounts {
    pub waiting: u64,
    /// Of those, tried before.
    pub retrying: u64,
    pub suspects: u64,
    pub parked: u64,
}

/// Figures for `status`, the dashboard and the gauges.
#[derive(Clone, Debug, PartialEq)]
pub struct Summary {
    pub journal: JournalId,
    pub last_seq: u64,
    /// Of the records kept.
    pub oldest_at: Option<Timestamp>,
    pub newest_at: Option<Timestamp>,
    /// Kept rows of each topic.
    pub rows: BTreeMap<String, u64>,
    pub record_bytes: u64,
    pub file_bytes: u64,
    pub articles: u64,
    pub versions: u64,
    pub pending: PendingCounts,
    pub feeds_by_health: BTreeMap<String, u64>,
    /// Cluster id, prefix and position of each sink.
    pub sinks: Vec<(String, String, u64)>,
}

impl Reader {
    pub fn journal_id(&self) -> &JournalId {
        &self.journal
    }

    /// At most `limit` (and 1,000) records after the cursor, from the oldest kept without one.
    pub async fn records(
        &self,
        topic: Option<Topic>,
        after: Option<&Cursor>,
        limit: usize,
    ) -> std::result::Result<Page, CursorError> {
        if after.is_some_and(|cursor| cursor.journal != self.journal) {
            return Err(CursorError::Foreign);
        }
        let after = after.map(|cursor| cursor.seq);
        let page = self.read(move |conn| page(conn, topic, after, limit.clamp(1, PAGE))).await?;
        let (records, next) = page?;
        Ok(Page { records, next: Cursor { journal: self.journal.clone(), seq: next } })
    }

    /// The newest records of a topic, oldest of them first.
    pub async fn latest(&self, topic: Topic, limit: usize) -> Result<Page> {
        let latest = self.read(move |conn| latest(conn, topic, limit.min(PAGE))).await?;
        let (records, next) = latest;
        Ok(Page { records, next: Cursor { journal: self.journal.clone(), seq: next } })
    }

    /// The last `seq` ever given out.
    pub async fn last_seq(&self) -> Result<u64> {
        self.read(schema::last_seq).await
    }

    pub async fn article(&self, id: &ArticleId) -> Result<Option<ArticleState>> {
        let id = id.clone();
        self.read(move |conn| articles::load(conn, &id)).await
    }

    /// Kept versions of an article, newest first.
    pub async fn versions(&self, id: &ArticleId) -> Result<Vec<VersionHead>> {
        let id = id.clone();
        self.read(move |conn| versions(conn, &id)).await
    }

    /// The records of one version, without its states; at most 1,000.
    pub async fn version_records(&self, version_id: i64) -> Result<Vec<Record>> {
        self.read(move |conn| {
            let sql = format!(
                "SELECT {COLUMNS} FROM outbox WHERE version_id = ?1 AND topic <> 'feed-state' \
                   AND seq BETWEEN (SELECT first_seq FROM versions WHERE id = ?1) \
                   AND (SELECT last_seq FROM versions WHERE id = ?1) ORDER BY seq LIMIT ?2"
            );
            let mut query = conn.prepare_cached(&sql)?;
            collect(query.query(params![version_id, PAGE as i64])?)
        })
        .await
    }

    /// Configured feeds, by id; `last_body` is left empty. Up to ten seconds behind [`crate::Journal::feeds`].
    pub async fn feeds(&self) -> Result<Vec<FeedState>> {
        let mut all: Vec<FeedState> = Vec::new();
        loop {
            let after = all.last().map_or_else(String::new, |feed| feed.id.to_string());
            let page = self.read(move |conn| feeds::page(conn, &after, PAGE)).await?;
            let full = page.len() == PAGE;
            all.extend(page);
            if !full {
                return Ok(all);
            }
        }
    }

    pub async fn summary(&self) -> Result<Summary> {
        let journal = self.journal.clone();
        self.read(move |conn| summary(conn, journal)).await
    }
}

/// Rows of one read.
pub(crate) const PAGE: usize = 1_000;

const COLUMNS: &str = "seq, topic, key, headers, value, committed_at";

pub(crate) fn topic_of(name: &str) -> Result<Topic> {
    Topic::parse(name).ok_or_else(|| {
        let unknown = rusqlite::types::FromSqlError::Other(format!("`{name}` is no topic").into());
        crate::JournalError::from(unknown)
    })
}

/// Records after `after` and where to go on; the outer result is the database's.
fn page(
    conn: &Connection,
    topic: Option<Topic>,
    after: Option<u64>,
    limit: usize,
) -> Result<std::result::Result<(Vec<Record>, u64), CursorError>> {
    // One transaction: what retention deletes meanwhile must not look like a gap.
    let conn = conn.unchecked_transaction()?;
    let trimmed = unsigned(schema::meta_number(&conn, "trimmed_to")?.unwrap_or(0));
    let last = schema::last_seq(&conn)?;
    match after {
        Some(seq) if seq > last => return Ok(Err(CursorError::Foreign)),
        Some(seq) if seq < trimmed => return Ok(Err(CursorError::Expired { gone: trimmed - seq })),
        _ => {}
    }
    let after = after.unwrap_or(trimmed);
    let filter = if topic.is_some() { "topic = ?3" } else { "?3 IS NULL" };
    let sql = format!("SELECT {COLUMNS} FROM outbox WHERE {filter} AND seq > ?1 ORDER BY seq LIMIT ?2");
    let mut query = conn.prepare_cached(&sql)?;
    let records = collect(query.query(params![signed(after), limit as i64, topic.map(Topic::name)])?)?;
    let next = match records.last() {
        Some(record) if records.len() == limit => record.seq,
        // Rows of other topics were looked at too.
        _ => last.max(after),
    };
    Ok(Ok((records, next)))
}

fn latest(conn: &Connection, topic: Topic, limit: usize) -> Result<(Vec<Record>, u64)> {
    let conn = conn.unchecked_transaction()?;
    let last = schema::last_seq(&conn)?;
    let sql = format!("SELECT {COLUMNS} FROM outbox WHERE topic = ?1 ORDER BY seq DESC LIMIT ?2");
    let mut query = conn.prepare_cached(&sql)?;
    let mut records = collect(query.query(params![topic.name(), limit as i64])?)?;
    records.reverse();
    Ok((records, last))
}

fn collect(mut rows: Rows<'_>) -> Result<Vec<Record>> {
    let mut records = Vec::new();
    while let Some(row) = rows.next()? {
        records.push(Record {
            seq: unsigned(row.get(0)?),
            topic: topic_of(row.get_ref(1)?.as_str()?)?,
            key: row.get(2)?,
            headers: serde_json::from_str(row.get_ref(3)?.as_str()?)?,
            value: row.get_ref(4)?.as_bytes_or_null()?.map(<[u8]>::to_vec),
            committed_at: Timestamp::from_millis(row.get(5)?),
        });
    }
    Ok(records)
}

fn versions(conn: &Connection, id: &ArticleId) -> Result<Vec<VersionHead>> {
    let sql = "SELECT id, version, committed_at, feed, fetched_at, withheld FROM versions WHERE article = ?1 \
               ORDER BY version DESC LIMIT ?2";
    let mut query = conn.prepare_cached(sql)?;
    let rows = query.query_map(params![id.as_str(), PAGE as i64], |row| {
        Ok(VersionHead {
            version_id: row.get(0)?,
            version: unsigned(row.get(1)?),
            committed_at: Timestamp::from_millis(row.get(2)?),
            feed: row.get(3)?,
            fetched_at: Timestamp::from_millis(row.get(4)?),
            withheld: row.get(5)?,
        })
    })?;
    Ok(rows.collect::<std::result::Result<_, _>>()?)
}

fn summary(conn: &Connection, journal: JournalId) -> Result<Summary> {
    let conn = conn.unchecked_transaction()?;
    let count = |sql: &str| Ok::<u64, crate::JournalError>(conn.query_row(sql, [], |row| row.get(0))?);
    let time = |order: &str| {
        let sql = format!("SELECT committed_at FROM outbox ORDER BY seq {order} LIMIT 1");
        let at: Option<i64> = conn.query_row(&sql, [], |row| row.get(0)).optional()?;
        Ok::<_, crate::JournalError>(at.map(Timestamp::from_millis))
    };
    let rows = {
        let mut query = conn.prepare_cached("SELECT topic, count(*) FROM outbox GROUP BY topic")?;
        let rows = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        rows.collect::<std::result::Result<_, _>>()?
    };
    let sinks = {
        let mut query =
            conn.prepare_cached("SELECT cluster_id, prefix, position FROM sinks ORDER BY used_at DESC")?;
        let rows = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?, unsigned(row.get(2)?))))?;
        rows.collect::<std::result::Result<_, _>>()?
    };
    Ok(Summary {
        journal,
        last_seq: schema::last_seq(&conn)?,
        oldest_at: time("ASC")?,
        newest_at: time("DESC")?,
        rows,
        record_bytes: unsigned(schema::meta_number(&conn, "record_bytes")?.unwrap_or(0)),
        file_bytes: count("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")?,
        articles: count("SELECT count(*) FROM articles")?,
        versions: count("SELECT count(*) FROM versions")?,
        pending: pending::counts(&conn)?,
        feeds_by_health: feeds::by_health(&conn)?,
        sinks,
    })
}
