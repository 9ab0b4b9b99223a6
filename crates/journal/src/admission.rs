//! Admit: one transaction decides which items of a body are new, puts them into `pending`, and stores the feed's validators.
use std::collections::{BTreeMap, HashSet};
use std::time::Duration;

use model::record::Origin;
use model::{Aliases, ArticleId, ArticleState, FeedId, FeedState, Hash64, Item, Timestamp};

use crate::articles::{self, alias_hash};
use crate::ledger::Ledger;
use crate::requeue::Entry;
use crate::{ImportMark, Journal, PendingItem, Result};

/// One body of one feed, read and parsed.
#[derive(Clone, Debug)]
pub struct Admission {
    /// The feed's next state: validators, body hash, due time. The journal fills `last_body` itself, from `items`.
    /// Of a part, its id and domain count.
    pub feed: FeedState,
    /// In the order of the body.
    pub items: Vec<AdmitItem>,
    pub scope: Scope,
    pub fetched_at: Timestamp,
    /// Names the poll, for provenance.
    pub poll: String,
    pub first_fill: FirstFill,
    /// `first_fill` decides for every body, not only the first: sitemaps, which show a publisher's whole past.
    pub fill_always: bool,
    /// `Poll` becomes `FirstFill` by itself for the first body of a feed. An `Import` touches no feed's row: what an
    /// archive holds stands in no feed now.
    pub origin: Origin,
    /// Moves with the items, or not at all.
    pub import: Option<ImportMark>,
}

/// What the items of a body are of what the feed shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// All of it: what the last body showed and this one does not has left the feed.
    Whole,
    /// What changed since the last body (a delta of RFC 3229, a sitemap's index with those of its files that changed):
    /// with what was known before it is the whole, so the state moves along, and nothing leaves the feed.
    Changes,
    /// Some of it (a push, an older page, one file of a sitemap, an import): nothing leaves the feed, and its state stays
    /// as stored, because validators speak of whole bodies (docs/delivery.md, rule 5). A feed that was never opened gets
    /// a row, without validators.
    Part,
}

#[derive(Clone, Debug)]
pub struct AdmitItem {
    pub item: Item,
    /// The first alias fixes the id of a new article.
    pub aliases: Aliases,
    pub item_hash: Hash64,
    pub published_at: Option<Timestamp>,
}

/// What the first body of a feed gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FirstFill {
    All,
    None,
    /// Items not older than this; undated ones up to [`crate::Config::undated_cap`].
    Age(Duration),
}

/// What an admission did, and the items to look at now. Items that are in hand already are not among `pending`;
/// they come from [`Journal::pending_due`] once they are free.
#[derive(Debug, Default)]
pub struct Admitted {
    pub new: u32,
    pub changed: u32,
    pub known: u32,
    pub skipped: u32,
    pub pending: Vec<PendingItem>,
}

impl Journal {
    /// One transaction. Novelty is decided inside it (docs/delivery.md, rule 4); validators are stored last by construction (rule 5).
    pub async fn admit(&self, admission: Admission) -> Result<Admitted> {
        self.inner.writer.write(move |ledger| ledger.admit(admission)).await
    }
}

/// There are feeds that draw new guids at every poll; the link finds their articles.
const MOST_ALIASES: usize = 32;

/// One admission under way.
struct Round<'a> {
    feed: &'a FeedState,
    origin: &'a Origin,
    fetched_at: Timestamp,
    poll: &'a str,
    /// Decides which items count as young; `None`: all.
    first_fill: Option<FirstFill>,
    now: Timestamp,
    undated_left: usize,
    /// Articles that an earlier item of this body was: two items that share a name must not change each other in turn.
    met: HashSet<ArticleId>,
    /// Articles whose state moved.
    moved: Vec<ArticleId>,
    admitted: Admitted,
}

/// What decides whether a known article is looked at again.
struct Known {
    id: ArticleId,
    feed_hashes: BTreeMap<FeedId, Hash64>,
    forgotten: bool,
}

impl Ledger {
    fn admit(&mut self, admission: Admission) -> Result<Admitted> {
        let Admission { feed, items, scope, fetched_at, poll, first_fill, fill_always, origin, import } =
            admission;
        let standing = if origin == Origin::Import { None } else { Some(self.standing(&feed)?) };
        let first = standing.as_ref().is_some_and(|before| before.awaits_first(scope));
        let origin = if first && origin == Origin::Poll { Origin::FirstFill } else { origin };
        let mut round = Round {
            feed: &feed,
            origin: &origin,
            fetched_at,
            poll: &poll,
            first_fill: (first || fill_always).then_some(first_fill),
            now: self.now(),
            undated_left: self.config.undated_cap,
            met: HashSet::new(),
            moved: Vec::new(),
            admitted: Admitted::default(),
        };
        for item in &items {
            self.admit_item(&mut round, item)?;
        }
        failpoint!("journal::admit", |_| Err(crate::JournalError::simulated_full()));
        let Round { moved, admitted, .. } = round;
        self.append_article_states(None, &feed.domain, &moved.iter().collect::<Vec<_>>())?;
        let shown = items.iter().flat_map(|item| item.aliases.iter().map(alias_hash));
        match standing {
            None => self.touch(&feed.domain, shown)?,
            Some(before) if scope == Scope::Part => self.store_part(&feed, before, shown.collect())?,
            Some(before) => self.store_body(feed, before, shown.collect(), scope)?,
        }
        import.iter().try_for_each(|mark| self.store_import_mark(mark))?;
        Ok(admitted)
    }

    fn admit_item(&mut self, round: &mut Round<'_>, item: &AdmitItem) -> Result<()> {
        match self.known(round.feed, item)? {
            Some(known) if round.met.insert(known.id.clone()) => self.admit_known(round, item, known),
            Some(_) => {
                round.admitted.known += 1;
                Ok(())
            }
            None => self.admit_new(round, item),
        }
    }

    /// The article that the first known alias names, or that was forgotten by name but has this id.
    fn known(&self, feed: &FeedState, item: &AdmitItem) -> Result<Option<Known>> {
        let mut id = None;
        for alias in item.aliases.iter() {
            id = articles::owner_of(&self.conn, &feed.domain, alias)?;
            if id.is_some() {
                break;
            }
        }
        let id = id.unwrap_or_else(|| ArticleId::from_alias(&feed.domain, item.aliases.first()));
        let mut query =
            self.conn.prepare_cached("SELECT feed_hashes, forgotten FROM articles WHERE id = ?1")?;
        let mut rows = query.query([id.as_str()])?;
        let Some(row) = rows.next()? else { return Ok(None) };
        let feed_hashes = serde_json::from_str(row.get_ref(0)?.as_str()?)?;
        Ok(Some(Known { feed_hashes, forgotten: row.get(1)?, id }))
    }

    fn admit_new(&mut self, round: &mut Round<'_>, item: &AdmitItem) -> Result<()> {
        let feed = round.feed;
        let id = ArticleId::from_alias(&feed.domain, item.aliases.first());
        let url = item.item.link.clone().unwrap_or_default();
        let mut state =
            ArticleState::new(id.clone(), feed.domain.clone(), item.aliases.clone(), url, round.now);
        state.feeds = vec![feed.id.clone()];
        state.item_hash = item.item_hash;
        state.feed_hashes = BTreeMap::from([(feed.id.clone(), item.item_hash)]);
        state.published_at = item.published_at;
        self.store_article(&state)?;
        if round.is_young(item) {
            round.admitted.new += 1;
            self.queue(round, &id, item)?;
        } else {
            round.admitted.skipped += 1;
        }
        round.met.insert(id.clone());
        round.moved.push(id);
        Ok(())
    }

    fn admit_known(&mut self, round: &mut Round<'_>, item: &AdmitItem, known: Known) -> Result<()> {
        let Known { id, mut feed_hashes, forgotten } = known;
        let named = self.learn_aliases(&id, round.feed, item)?;
        let before = feed_hashes.insert(round.feed.id.clone(), item.item_hash);
        if before != Some(item.item_hash) {
            self.set_feed_hashes(&id, &feed_hashes)?;
        }
        // A further feed of an article is noted and makes no version (ARCHITECTURE.md); another capture is looked at.
        let looks = before.map_or(*round.origin == Origin::Import, |hash| hash != item.item_hash);
        let changed = looks && !forgotten;
        if changed {
            round.admitted.changed += 1;
            self.queue(round, &id, item)?;
        } else {
            round.admitted.known += 1;
        }
        if named || before != Some(item.item_hash) {
            round.moved.push(id);
        }
        Ok(())
    }

    /// Adds names that a known article did not have; what another article is called stays there.
    fn learn_aliases(&mut self, id: &ArticleId, feed: &FeedState, item: &AdmitItem) -> Result<bool> {
        let mut unknown = Vec::new();
        for alias in item.aliases.iter() {
            if articles::owner_of(&self.conn, &feed.domain, alias)?.is_none() {
                unknown.push(alias);
            }
        }
        if unknown.is_empty() {
            return Ok(false);
        }
        let Some(mut state) = self.article(id)? else { return Ok(false) };
        let room = MOST_ALIASES.saturating_sub(state.aliases.iter().count());
        let learned = unknown.into_iter().take(room).map(|alias| state.aliases.add(alias.clone())).count();
        if learned > 0 {
            self.store_article(&state)?;
        }
        Ok(learned > 0)
    }

    /// Puts the item into `pending`, in the place of an older item of the same article that still waits there.
    fn queue(&mut self, round: &mut Round<'_>, article: &ArticleId, item: &AdmitItem) -> Result<()> {
        let entry = Entry {
            article,
            domain: &round.feed.domain,
            feed: &round.feed.id,
            origin: round.origin,
            item: &item.item,
            aliases: &item.aliases,
            item_hash: item.item_hash,
            published_at: item.published_at,
            fetched_at: round.fetched_at,
            poll: round.poll,
        };
        round.admitted.pending.extend(self.put_pending(&entry)?);
        Ok(())
    }
}

impl Round<'_> {
    fn is_young(&mut self, item: &AdmitItem) -> bool {
        match (self.first_fill, item.published_at) {
            (None | Some(FirstFill::All), _) => true,
            (Some(FirstFill::None), _) => false,
            (Some(FirstFill::Age(age)), Some(published_at)) => published_at >= self.now.minus(age),
            (Some(FirstFill::Age(_)), None) => {
                let young = self.undated_left > 0;
                self.undated_left = self.undated_left.saturating_sub(1);
                young
            }
        }
    }
}
