//! What stands in a feed: the names of its last body and of its parts, and how an admission moves them.
use std::collections::HashSet;

use model::{Domain, FeedState, Hash64};
use rusqlite::{Connection, OptionalExtension, Params, params};

use crate::ledger::{Ledger, state_row};
use crate::{Result, Scope, feeds};

/// Hashes kept of parts: what falls out is remembered as long as what leaves a body.
const MOST_PARTS: usize = 20_000;

/// What an admission needs of a feed's row.
pub(crate) struct Standing {
    /// A whole body was admitted before: the next is no first fill.
    filled: bool,
    /// Something of the feed was read before, if only in parts.
    read: bool,
    last_body: Vec<Hash64>,
    /// What parts showed beyond the last body, newest first.
    parts: Vec<Hash64>,
}

impl Standing {
    /// Whether this is the first that is seen of the feed. One that is only ever read in parts is never filled.
    pub(crate) fn awaits_first(&self, scope: Scope) -> bool {
        !self.filled && (scope != Scope::Part || !self.read)
    }
}

impl Ledger {
    /// What stands in a feed that polls; its row is made if it was never opened.
    pub(crate) fn standing(&self, feed: &FeedState) -> Result<Standing> {
        let sql = "SELECT filled, filled OR coalesce(last_success_at, state ->> '$.last_success_at') IS NOT NULL, \
                     last_body, parts \
                   FROM feeds LEFT JOIN polls ON feed = id WHERE id = ?1";
        let mut query = self.conn.prepare_cached(sql)?;
        let row = query.query_row([feed.id.as_str()], |row| {
            let hashes = |index| Ok::<_, rusqlite::Error>(unpack(row.get_ref(index)?.as_blob()?));
            Ok(Standing { filled: row.get(0)?, read: row.get(1)?, last_body: hashes(2)?, parts: hashes(3)? })
        });
        if let Some(mut standing) = row.optional()? {
            standing.read |=
                self.shared.notes.of(&feed.id).is_some_and(|note| note.last_success_at.is_some());
            return Ok(standing);
        }
        self.insert_feed(feed, &feed.url)?;
        Ok(Standing { filled: false, read: false, last_body: Vec::new(), parts: Vec::new() })
    }

    /// Stores the state that belongs to a body whose items are all known now (docs/delivery.md, rule 5), and what stands in
    /// the feed: what the body shows, or that as well.
    pub(crate) fn store_body(
        &mut self,
        mut feed: FeedState,
        before: Standing,
        shown: Vec<Hash64>,
        scope: Scope,
    ) -> Result<()> {
        let moved = if scope == Scope::Whole { before.only(shown) } else { before.with(shown) };
        self.touch(&feed.domain, moved.left.into_iter())?;
        self.shared.notes.forget(&feed.id);
        let sql = "UPDATE feeds SET filled = 1, etag = ?2, last_modified = ?3, body_hash = ?4, last_body = ?5, \
                   parts = ?6, state = ?7 WHERE id = ?1";
        self.conn.prepare_cached(sql)?.execute(params![
            feed.id.as_str(),
            feed.validators.etag,
            feed.validators.last_modified,
            feed.body_hash.map(|hash| hash.0 as i64),
            pack(&moved.last_body),
            pack(&moved.parts),
            feeds::json(&feed)?
        ])?;
        self.set_health(&feed)?;
        self.store_poll(&feed)?;
        feed.last_body = moved.last_body;
        feed.last_body.extend(moved.parts);
        self.append_states(None, &feed.domain, |_| {
            Ok(vec![state_row(format!("f:{}", feed.id), Some(&feed))?])
        })
    }

    /// Adds what a part showed to what stands in the feed, and leaves the rest of its row alone.
    pub(crate) fn store_part(
        &mut self,
        feed: &FeedState,
        before: Standing,
        shown: Vec<Hash64>,
    ) -> Result<()> {
        let moved = before.with(shown);
        if !moved.grown {
            return Ok(());
        }
        self.touch(&feed.domain, moved.left.into_iter())?;
        let sql = "UPDATE feeds SET parts = ?2 WHERE id = ?1";
        self.conn.prepare_cached(sql)?.execute(params![feed.id.as_str(), pack(&moved.parts)])?;
        self.append_states(None, &feed.domain, |ledger| {
            let stored = states(&ledger.conn, "WHERE id = ?1", [feed.id.as_str()])?;
            stored.iter().map(|state| state_row(format!("f:{}", state.id), Some(state))).collect()
        })
    }
}

/// What stands in a feed after a body.
struct Moved {
    last_body: Vec<Hash64>,
    parts: Vec<Hash64>,
    /// What stood there before, or would have to, and does not: remembered from now on for as long as the journal says.
    left: Vec<Hash64>,
    /// Something stands there that did not before.
    grown: bool,
}

impl Standing {
    /// A whole body: what it does not show has left.
    fn only(self, mut shown: Vec<Hash64>) -> Moved {
        shown.sort_unstable();
        shown.dedup();
        let mut left = self.last_body;
        left.extend(self.parts);
        left.retain(|hash| shown.binary_search(hash).is_err());
        Moved { last_body: shown, parts: Vec::new(), left, grown: true }
    }

    /// Something of the feed: it is added. The last whole body stays, whatever parts bring, because what it shows is not
    /// forgotten (docs/delivery.md, rule 7).
    fn with(self, shown: Vec<Hash64>) -> Moved {
        let Standing { last_body, parts: before, .. } = self;
        let mut known: HashSet<Hash64> = last_body.iter().copied().collect();
        let mut parts: Vec<Hash64> = shown.into_iter().filter(|hash| known.insert(*hash)).collect();
        let parted: HashSet<&Hash64> = before.iter().collect();
        let grown = parts.iter().any(|hash| !parted.contains(hash));
        parts.extend(before.iter().filter(|hash| known.insert(**hash)));
        let left = parts.split_off(parts.len().min(MOST_PARTS));
        Moved { last_body, parts, left, grown }
    }
}

/// States with all that stands in their feeds, as another owner must know them.
pub(crate) fn states(conn: &Connection, filter: &str, params: impl Params) -> Result<Vec<FeedState>> {
    let sql = format!("SELECT {}, last_body, parts FROM {} {filter}", feeds::columns(), feeds::ROWS);
    let mut query = conn.prepare_cached(&sql)?;
    let mut rows = query.query(params)?;
    let mut states = Vec::new();
    while let Some(row) = rows.next()? {
        let mut state = feeds::read(row)?;
        state.last_body = unpack(row.get_ref("last_body")?.as_blob()?);
        state.last_body.extend(unpack(row.get_ref("parts")?.as_blob()?));
        states.push(state);
    }
    Ok(states)
}

/// What stands in the feeds of one domain.
pub(crate) fn shown(conn: &Connection, domain: &Domain) -> Result<HashSet<Hash64>> {
    let mut query = conn.prepare_cached("SELECT last_body, parts FROM feeds WHERE domain = ?1")?;
    let mut rows = query.query([domain.as_str()])?;
    let mut hashes = HashSet::new();
    while let Some(row) = rows.next()? {
        hashes.extend(unpack(row.get_ref(0)?.as_blob()?));
        hashes.extend(unpack(row.get_ref(1)?.as_blob()?));
    }
    Ok(hashes)
}

fn pack(hashes: &[Hash64]) -> Vec<u8> {
    hashes.iter().flat_map(|hash| hash.0.to_le_bytes()).collect()
}

fn unpack(bytes: &[u8]) -> Vec<Hash64> {
    bytes.as_chunks::<8>().0.iter().map(|chunk| Hash64(u64::from_le_bytes(*chunk))).collect()
}
