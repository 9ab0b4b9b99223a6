//! The second story: a pending item becomes the committed records of an article's version.
use std::borrow::Cow;
use std::sync::Arc;
use std::time::Duration;

use enricher::{Annotated, Enricher};
use journal::{Claim, Commit, Committed, Extended, JournalError, Merged, PendingItem};
use model::article::TextSource;
use model::record::{ArchivePlace, ModelStamp, Origin, Topic};
use model::{Alias, Annotations, Article, ArticleState, Domain, Timestamp};
use url::Url;

use super::compose::{self, Composed, Context};
use super::desk::Desk;
use super::look::{self, Look, View};
use super::park::{failed, park};
use super::supersede::{self, Earlier};
use super::verdict::{self, Verdict};
use super::{events, import};
use crate::config::{Config, Feed};

/// Pending item → committed records. An item that is not finished here stays pending.
///
/// # Errors
/// Only what the journal refuses.
pub async fn item(desk: &Desk, pending: PendingItem) -> Result<(), JournalError> {
    let Some(mut claim) = desk.journal.claim(pending).await? else { return Ok(()) };
    let config = desk.config();
    let Some(feed) = feed_of(&config, &claim) else { return orphan(desk, &claim).await };
    let feed = &*feed;
    let view = match look::look(desk, feed, &claim).await {
        Look::Seen(view) => view,
        Look::Stopping => return Ok(()),
        Look::Later { reason, at } => {
            events::item_retried(&claim.item, &reason);
            return desk.journal.retry(&claim.item, at, &reason).await;
        }
        Look::Busy { until } => return desk.journal.postpone(&claim.item, until).await,
        Look::Unchanged => return remember(desk, feed, &claim).await,
        Look::Missing { for_good } => return missing(desk, feed, &claim, for_good).await,
        Look::Lost { reason } => return park(desk, &claim.item, "import", "lost", &reason).await,
    };
    desk.journal.mark_in_hand(&[&claim.item]).await?;
    let (view, article) = match desk.cpu.run(move || (look::article(&view), view)).await {
        Ok((article, view)) => (view, article),
        Err(error) => return failed(desk, &claim, "extract", verdict::of_cpu(&error), &error).await,
    };
    if let Settled::Elsewhere = settle(desk, &mut claim, &article).await? {
        return Ok(());
    }
    if is_nothing(&article) || is_downgrade(&claim.state, &article) {
        return remember(desk, feed, &claim).await;
    }
    let job = prepare(desk, feed, &claim, article, &view).await?;
    match desk.cpu.run(move || job.run()).await {
        Ok(Ok(composed)) => commit(desk, feed, &claim, composed, &view).await,
        Ok(Err(error)) => failed(desk, &claim, "compose", verdict::of_compose(&error), &error).await,
        Err(error) => failed(desk, &claim, "enrich", verdict::of_cpu(&error), &error).await,
    }
}

/// The feed as it is configured; for an import, the one whose publisher it is.
fn feed_of<'a>(config: &'a Config, claim: &Claim) -> Option<Cow<'a, Feed>> {
    match claim.item.origin {
        Origin::Import => import::feed(config, &claim.item),
        _ => config.feeds.get(&claim.item.feed).map(Cow::Borrowed),
    }
}

/// Neither title nor text: a page that is no article, of an item that says nothing itself.
fn is_nothing(article: &Article) -> bool {
    article.text.is_empty() && article.title.as_deref().is_none_or(str::is_empty)
}

/// A page that was published is not replaced by the feed's shorter text because the page could not be had this time.
fn is_downgrade(state: &ArticleState, article: &Article) -> bool {
    let from_page = state.version().is_some() && state.text_source == Some(TextSource::Page);
    from_page
        && article.text_source == TextSource::Feed
        && article.warnings.iter().any(|w| w.code.starts_with("page-"))
}

enum Settled {
    Here,
    /// The item went back to the queue, or to the article that it turned out to be.
    Elsewhere,
}

/// A canonical URL found on the page is one more alias, if its registrable domain is the link's.
async fn settle(desk: &Desk, claim: &mut Claim, article: &Article) -> Result<Settled, JournalError> {
    let Some(alias) = canonical_alias(article) else { return Ok(Settled::Here) };
    if claim.state.aliases.iter().any(|known| *known == alias) {
        return Ok(Settled::Here);
    }
    match desk.journal.extend(claim, &alias).await? {
        Extended::Mine => {
            claim.state.aliases.add(alias);
            Ok(Settled::Here)
        }
        Extended::Conflict => {
            let soon = desk.clock.now().plus(Duration::from_secs(1));
            desk.journal.postpone(&claim.item, soon).await?;
            Ok(Settled::Elsewhere)
        }
        // Two articles that both have versions stay two; only an article without one can be merged.
        Extended::Known(_) if claim.state.version().is_some() => Ok(Settled::Here),
        Extended::Known(other) => match desk.journal.merge(claim.item.clone(), &other).await? {
            // The other was forgotten: this one stays by itself.
            Merged::Refused => Ok(Settled::Here),
            Merged::Moved(_) | Merged::Absorbed => Ok(Settled::Elsewhere),
        },
    }
}

fn canonical_alias(article: &Article) -> Option<Alias> {
    let canonical = Url::parse(article.canonical_url.as_deref()?).ok()?;
    let own = Url::parse(&article.url).ok()?;
    let same_owner = Domain::of_url(&canonical)? == Domain::of_url(&own)?;
    // A canonical URL that names the front page is a mistake of the page's template.
    let names_a_page = canonical.path().len() > 1 || canonical.query().is_some();
    (same_owner && names_a_page)
        .then(|| parser::identity::address(canonical.as_str()).map(|url| Alias::uri(url.as_str())))
        .flatten()
}

/// Everything that enrichment and composition need, owned, so that it can go to the CPU pool.
struct Job {
    article: Article,
    enricher: Arc<Enricher>,
    /// Words that the networks of the names may read: less while other articles wait.
    budget: usize,
    inline: bool,
    owned: Owned,
}

/// What [`Context`] borrows.
struct Owned {
    previous: ArticleState,
    feed_id: model::FeedId,
    feed: Feed,
    origin: Origin,
    supersedes: Option<model::ArticleId>,
    fetched_at: Timestamp,
    archived: Option<ArchivePlace>,
    now: Timestamp,
    poll: String,
    worker: String,
    journal: String,
    max_record: usize,
}

async fn prepare(
    desk: &Desk,
    feed: &Feed,
    claim: &Claim,
    article: Article,
    view: &View,
) -> Result<Job, JournalError> {
    let owned = Owned {
        supersedes: supersedes(desk, claim, &article).await?,
        previous: claim.state.clone(),
        feed_id: claim.item.feed.clone(),
        feed: feed.clone(),
        origin: claim.item.origin.clone(),
        fetched_at: view.fetched_at,
        archived: view.archived.clone(),
        now: desk.clock.now(),
        poll: claim.item.poll.clone(),
        worker: desk.config().worker.name.clone(),
        journal: desk.journal.id().to_string(),
        max_record: desk.config().max_record(),
    };
    let budget = desk.enricher.budget() / (1 + desk.cpu.waiting() / desk.cpu.size());
    Ok(Job { article, enricher: desk.enricher.clone(), budget, inline: desk.config().enrich.inline, owned })
}

/// Only a first version supersedes: later revisions of a take keep what it replaced by their id.
async fn supersedes(
    desk: &Desk,
    claim: &Claim,
    article: &Article,
) -> Result<Option<model::ArticleId>, JournalError> {
    let at = article.published.as_ref().map_or(claim.state.first_seen_at, |time| time.at);
    let candidates = desk.journal.take_candidates(claim, at, article.take.is_none()).await?;
    let earlier: Vec<Earlier> = candidates.into_iter().map(Earlier::from).collect();
    Ok(supersede::superseded(article, &claim.state.id, at, &earlier))
}

impl Job {
    fn run(self) -> Result<Composed, compose::ComposeError> {
        let Job { article, enricher, budget, inline, owned } = self;
        let is_version =
            compose::is_version(&model::change::Shape::of(&article), &owned.context(&[], inline));
        let found = match inline && is_version {
            true => annotate(&enricher, &article, budget),
            false => Annotated { annotations: Annotations::default(), models: enricher.models().to_vec() },
        };
        compose::compose(&article, &found.annotations, &owned.context(&stamps(&found), inline))
    }
}

impl Owned {
    fn context<'a>(&'a self, models: &'a [ModelStamp], inline: bool) -> Context<'a> {
        Context {
            previous: &self.previous,
            feed: &self.feed_id,
            labels: &self.feed.labels,
            publisher: self.feed.publisher.as_deref(),
            country: self.feed.country.as_deref(),
            origin: self.origin.clone(),
            supersedes: self.supersedes.clone(),
            fetched_at: self.fetched_at,
            archived: self.archived.as_ref(),
            now: self.now,
            poll: &self.poll,
            worker: &self.worker,
            journal: &self.journal,
            models,
            inline,
            max_record: self.max_record,
        }
    }
}

/// What took part in an annotation, for the record's provenance.
pub fn stamps(found: &Annotated) -> Vec<ModelStamp> {
    let stamp = |stamp: &enricher::ModelStamp| ModelStamp {
        name: stamp.name.into(),
        version: stamp.version.clone().into(),
    };
    found.models.iter().map(stamp).collect()
}

/// The one call of the enricher; `annotate` and `poll` of the command line make it too.
pub fn annotate(enricher: &Enricher, article: &Article, budget: usize) -> Annotated {
    let paragraphs: Vec<model::Span> =
        article.paragraphs.iter().map(|p| model::Span { start: p.start, end: p.end }).collect();
    let input = enricher::Input {
        text: &article.text,
        paragraphs: &paragraphs,
        title: article.title.as_deref(),
        language: article.language.as_deref(),
        published_at: article.published.as_ref().map(|time| time.at),
        offset: article.published.as_ref().and_then(|time| time.offset),
        dateline: article.dateline.as_ref(),
    };
    enricher.annotate_within(&input, budget)
}

async fn commit(
    desk: &Desk,
    feed: &Feed,
    claim: &Claim,
    mut composed: Composed,
    view: &View,
) -> Result<(), JournalError> {
    let now = desk.clock.now();
    if let Some(page) = view.page.as_ref().filter(|_| claim.item.origin != Origin::Import) {
        composed.state.page_validators = page.validators.clone();
        composed.state.missing = None;
    }
    let page_wanted = view.page.is_some() || view.without.is_some();
    composed.state.revisits = revisits(claim, feed, now, page_wanted);
    let quotes = composed.rows.iter().filter(|row| row.topic == Topic::Quotes).count();
    let version = composed.version;
    let commit = Commit {
        expected: claim.state.version(),
        state: composed.state,
        rows: composed.rows,
        version,
        withheld: false,
    };
    let committed = desk.journal.commit(claim, commit).await?;
    if let (Committed::Done { .. }, Some(version)) = (&committed, version) {
        events::version_committed(&claim.state.id, version, &claim.item, quotes, now);
    }
    Ok(())
}

/// When the page is looked at again: all of `revisit` after the first look, what is left of them later.
fn revisits(claim: &Claim, feed: &Feed, now: Timestamp, page_wanted: bool) -> Vec<Timestamp> {
    let previous = &claim.state;
    if claim.item.origin == Origin::Import {
        return previous.revisits.clone();
    }
    if !page_wanted {
        return Vec::new();
    }
    if previous.version().is_none() {
        let mut all: Vec<Timestamp> = feed.revisit.iter().map(|after| now.plus(*after)).collect();
        all.sort();
        return all;
    }
    previous.revisits.iter().copied().filter(|at| *at > now).collect()
}

/// Nothing new: the state alone is committed.
async fn remember(desk: &Desk, feed: &Feed, claim: &Claim) -> Result<(), JournalError> {
    let now = desk.clock.now();
    let mut state = claim.state.clone();
    state.last_seen_at = now;
    state.revisits = revisits(claim, feed, now, true);
    commit_state(desk, claim, state).await
}

async fn commit_state(desk: &Desk, claim: &Claim, state: ArticleState) -> Result<(), JournalError> {
    let expected = claim.state.version();
    let commit = Commit { expected, state, rows: Vec::new(), version: None, withheld: false };
    desk.journal.commit(claim, commit).await.map(|_| ())
}

/// How often and over how long a page must answer 404 before its article counts as withdrawn.
const MISSING_TIMES: u32 = 3;
const MISSING_SPAN: Duration = Duration::from_secs(24 * 3600);

/// The page of a published article is not there.
async fn missing(desk: &Desk, feed: &Feed, claim: &Claim, for_good: bool) -> Result<(), JournalError> {
    let now = desk.clock.now();
    let (since, times) = claim.state.missing.map_or((now, 1), |(since, times)| (since, times + 1));
    let gone = for_good || (times >= MISSING_TIMES && now.since(since) >= MISSING_SPAN);
    if !gone {
        let mut state = claim.state.clone();
        state.missing = Some((since, times));
        state.revisits = revisits(claim, feed, now, true);
        state.revisits.push(now.plus(MISSING_SPAN / 2));
        state.revisits.sort();
        return commit_state(desk, claim, state).await;
    }
    let owned = Owned {
        previous: claim.state.clone(),
        feed_id: claim.item.feed.clone(),
        feed: feed.clone(),
        origin: claim.item.origin.clone(),
        supersedes: None,
        fetched_at: now,
        archived: None,
        now,
        poll: claim.item.poll.clone(),
        worker: desk.config().worker.name.clone(),
        journal: desk.journal.id().to_string(),
        max_record: desk.config().max_record(),
    };
    match compose::withdraw(&owned.context(&[], desk.config().enrich.inline)) {
        Ok(composed) => {
            let commit = Commit {
                expected: claim.state.version(),
                state: composed.state,
                rows: composed.rows,
                version: composed.version,
                withheld: false,
            };
            desk.journal.commit(claim, commit).await.map(|_| ())
        }
        Err(error) => failed(desk, claim, "compose", Verdict::DeadLetter, &error).await,
    }
}

/// The item's feed left the configuration while it waited: it is kept for the feed's return, and tried daily.
async fn orphan(desk: &Desk, claim: &Claim) -> Result<(), JournalError> {
    let tomorrow = desk.clock.now().plus(Duration::from_secs(24 * 3600));
    desk.journal.retry(&claim.item, tomorrow, "its feed is not in the configuration").await
}
