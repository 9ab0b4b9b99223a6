//! Article states: what was last published, under which aliases, and what a new take may supersede.
use std::collections::BTreeMap;
use std::time::Duration;

use model::{Alias, ArticleId, ArticleState, Domain, FeedId, Hash64, Timestamp};
use rusqlite::{Connection, OptionalExtension, params};

use crate::ledger::{Ledger, state_row};
use crate::pending::Claim;
use crate::records::PAGE;
use crate::snapshot::ArticleSnapshot;
use crate::{Journal, Result};

/// How far apart two takes of a story may be.
const TAKES_WITHIN: Duration = Duration::from_secs(24 * 3_600);

/// What became of an alias found on the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Extended {
    /// The lease covers it now; put it into the state's aliases, commit stores it.
    Mine,
    /// Another task holds it: drop the claim and queue the item again, without counting an attempt.
    Conflict,
    /// It is known as another article: see [`Journal::merge`].
    Known(ArticleId),
}

/// A recent article of the same publisher, as far as takes are compared by it.
#[derive(Clone, Debug, PartialEq)]
pub struct TakeCandidate {
    pub article: ArticleId,
    pub stripped_title: String,
    pub simhash: u64,
    pub take_label: Option<String>,
    pub take_number: Option<u32>,
    /// When it was published, or first seen where no date is known.
    pub published_at: Timestamp,
}

impl Journal {
    /// Extends the claim to an alias found on the page (a canonical URL).
    pub async fn extend(&self, claim: &mut Claim, alias: &Alias) -> Result<Extended> {
        let domain = claim.item.domain.clone();
        if !claim.lease.extend(alias_key(&domain, alias)) {
            return Ok(Extended::Conflict);
        }
        let alias = alias.clone();
        let owner = self.reader().read(move |conn| owner_of(conn, &domain, &alias)).await?;
        Ok(match owner {
            Some(article) if article != claim.item.article => Extended::Known(article),
            _ => Extended::Mine,
        })
    }

    /// Articles of the claim's domain published within 24 h of `published_at`, newest first, at most 1,000;
    /// only those with a take's label when `labelled` is set (the article itself has none).
    pub async fn take_candidates(
        &self,
        claim: &Claim,
        published_at: Timestamp,
        labelled: bool,
    ) -> Result<Vec<TakeCandidate>> {
        let (article, domain) = (claim.item.article.clone(), claim.item.domain.clone());
        self.reader().read(move |conn| candidates(conn, &article, &domain, published_at, labelled)).await
    }
}

impl Ledger {
    pub(crate) fn article(&self, id: &ArticleId) -> Result<Option<ArticleState>> {
        load(&self.conn, id)
    }

    /// Stores a whole state and the aliases in it that nobody else has.
    pub(crate) fn store_article(&self, state: &ArticleState) -> Result<()> {
        let mut json = state.clone();
        json.feed_hashes = BTreeMap::new();
        let sql = "INSERT INTO articles (id, domain, version, last_seen_at, story_at, revisit_at, feed_hashes, \
                     forgotten, stripped_title, simhash, take_label, take_number, state) \
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13) \
                   ON CONFLICT (id) DO UPDATE SET version = excluded.version, last_seen_at = excluded.last_seen_at, \
                     story_at = excluded.story_at, revisit_at = excluded.revisit_at, \
                     feed_hashes = excluded.feed_hashes, forgotten = excluded.forgotten, \
                     stripped_title = excluded.stripped_title, simhash = excluded.simhash, \
                     take_label = excluded.take_label, take_number = excluded.take_number, state = excluded.state";
        self.conn.prepare_cached(sql)?.execute(params![
            state.id.as_str(),
            state.domain.as_str(),
            state.version().map_or(0, |version| version.get() as i64),
            state.last_seen_at.millis(),
            state.published_at.unwrap_or(state.first_seen_at).millis(),
            state.revisits.first().map(|at| at.millis()),
            serde_json::to_string(&state.feed_hashes)?,
            state.forgotten,
            state.stripped_title,
            state.simhash as i64,
            state.take_label,
            state.take_number,
            serde_json::to_string(&json)?
        ])?;
        state.aliases.iter().try_for_each(|alias| self.add_alias(&state.domain, alias, &state.id))
    }

    fn add_alias(&self, domain: &Domain, alias: &Alias, article: &ArticleId) -> Result<()> {
        let sql = "INSERT INTO aliases (hash, domain, alias, article) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING";
        let hash = alias_hash(alias).0 as i64;
        self.conn.prepare_cached(sql)?.execute(params![
            hash,
            domain.as_str(),
            alias.as_str(),
            article.as_str()
        ])?;
        Ok(())
    }

    /// Gives all aliases of `from` to `to`.
    pub(crate) fn move_aliases(&self, from: &ArticleState, to: &ArticleId) -> Result<()> {
        let sql =
            "UPDATE aliases SET article = ?4 WHERE hash = ?1 AND domain = ?2 AND alias = ?3 AND article = ?5";
        let mut update = self.conn.prepare_cached(sql)?;
        for alias in from.aliases.iter() {
            let hash = alias_hash(alias).0 as i64;
            update.execute(params![
                hash,
                from.domain.as_str(),
                alias.as_str(),
                to.as_str(),
                from.id.as_str()
            ])?;
        }
        Ok(())
    }

    pub(crate) fn delete_article(&self, state: &ArticleState) -> Result<()> {
        let sql = "DELETE FROM aliases WHERE hash = ?1 AND domain = ?2 AND alias = ?3 AND article = ?4";
        let mut delete = self.conn.prepare_cached(sql)?;
        for alias in state.aliases.iter() {
            let hash = alias_hash(alias).0 as i64;
            delete.execute(params![hash, state.domain.as_str(), alias.as_str(), state.id.as_str()])?;
        }
        self.conn.prepare_cached("DELETE FROM articles WHERE id = ?1")?.execute([state.id.as_str()])?;
        Ok(())
    }

    /// Rewrites what a feed was last seen to say of an article.
    pub(crate) fn set_feed_hashes(
        &self,
        article: &ArticleId,
        hashes: &BTreeMap<FeedId, Hash64>,
    ) -> Result<()> {
        let sql = "UPDATE articles SET feed_hashes = ?2 WHERE id = ?1";
        self.conn.prepare_cached(sql)?.execute(params![article.as_str(), serde_json::to_string(hashes)?])?;
        Ok(())
    }

    /// The articles that these aliases name were in a feed until now.
    pub(crate) fn touch(&self, domain: &Domain, hashes: impl Iterator<Item = Hash64>) -> Result<()> {
        let sql = "UPDATE articles SET last_seen_at = ?3 WHERE id IN \
                   (SELECT article FROM aliases WHERE hash = ?1 AND domain = ?2)";
        let now = self.now().millis();
        let mut update = self.conn.prepare_cached(sql)?;
        for hash in hashes {
            update.execute(params![hash.0 as i64, domain.as_str(), now])?;
        }
        Ok(())
    }

    /// `a:` rows of these articles as they stand now; tombstones for those that are gone.
    pub(crate) fn append_article_states(
        &mut self,
        version_id: Option<i64>,
        domain: &Domain,
        ids: &[&ArticleId],
    ) -> Result<()> {
        if ids.is_empty() {
            return Ok(());
        }
        self.append_states(version_id, domain, |ledger| {
            let rows = ids.iter().map(|id| {
                let snapshot = ArticleSnapshot::of(&ledger.conn, id)?;
                state_row(format!("a:{id}"), snapshot.as_ref())
            });
            rows.collect()
        })
    }
}

/// The column of an alias by which it is found; equal to what a feed's last body holds.
pub(crate) fn alias_hash(alias: &Alias) -> Hash64 {
    Hash64::of([alias.as_str()])
}

/// The lease's key of an alias; a collision only makes two articles wait for each other.
pub(crate) fn alias_key(domain: &Domain, alias: &Alias) -> Hash64 {
    Hash64::of([domain.as_str(), alias.as_str()])
}

pub(crate) fn article_key(article: &ArticleId) -> Hash64 {
    Hash64::of([article.as_str()])
}

/// Columns count where they stand beside the JSON: admissions move them without writing the whole state.
pub(crate) fn load(conn: &Connection, id: &ArticleId) -> Result<Option<ArticleState>> {
    let sql = "SELECT state, last_seen_at, feed_hashes FROM articles WHERE id = ?1";
    let mut query = conn.prepare_cached(sql)?;
    let mut rows = query.query([id.as_str()])?;
    let Some(row) = rows.next()? else { return Ok(None) };
    let mut state: ArticleState = serde_json::from_str(row.get_ref(0)?.as_str()?)?;
    state.last_seen_at = Timestamp::from_millis(row.get(1)?);
    state.feed_hashes = serde_json::from_str(row.get_ref(2)?.as_str()?)?;
    for feed in state.feed_hashes.keys() {
        if !state.feeds.contains(feed) {
            state.feeds.push(feed.clone());
        }
    }
    Ok(Some(state))
}

/// Which article an alias names.
pub(crate) fn owner_of(conn: &Connection, domain: &Domain, alias: &Alias) -> Result<Option<ArticleId>> {
    let sql = "SELECT article FROM aliases WHERE hash = ?1 AND domain = ?2 AND alias = ?3";
    let mut query = conn.prepare_cached(sql)?;
    let hash = alias_hash(alias).0 as i64;
    let found =
        query.query_row(params![hash, domain.as_str(), alias.as_str()], |row| row.get::<_, String>(0));
    Ok(found.optional()?.map(ArticleId::new))
}

fn candidates(
    conn: &Connection,
    article: &ArticleId,
    domain: &Domain,
    published_at: Timestamp,
    labelled: bool,
) -> Result<Vec<TakeCandidate>> {
    let sql = "SELECT id, stripped_title, simhash, take_label, take_number, story_at FROM articles \
               WHERE domain = ?1 AND version > 0 AND story_at BETWEEN ?2 AND ?3 AND id <> ?4 AND forgotten = 0 \
                 AND (?5 = 0 OR take_label IS NOT NULL) ORDER BY story_at DESC LIMIT ?6";
    let (from, to) = (published_at.minus(TAKES_WITHIN), published_at.plus(TAKES_WITHIN));
    let mut query = conn.prepare_cached(sql)?;
    let rows = query.query_map(
        params![domain.as_str(), from.millis(), to.millis(), article.as_str(), labelled, PAGE as i64],
        |row| {
            Ok(TakeCandidate {
                article: ArticleId::new(row.get::<_, String>(0)?),
                stripped_title: row.get(1)?,
                simhash: row.get::<_, i64>(2)? as u64,
                take_label: row.get(3)?,
                take_number: row.get(4)?,
                published_at: Timestamp::from_millis(row.get(5)?),
            })
        },
    )?;
    Ok(rows.collect::<std::result::Result<_, _>>()?)
}
