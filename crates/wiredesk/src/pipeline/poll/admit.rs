//! From the items that a body shows to the journal: what each is called, what it says, and how much of the feed it is.
use journal::{Admission, AdmitItem, Admitted, JournalError, Scope};
use model::change::item_hash;
use model::feed::{FeedDocument, FeedFormat, Item};
use model::record::Origin;
use model::{FeedState, Timestamp};

use super::super::desk::Desk;
use crate::config::{Feed, FirstFill};

/// A body, read, and how it came.
pub struct Shown<'a> {
    pub document: &'a FeedDocument,
    pub fetched_at: Timestamp,
    pub scope: Scope,
    pub origin: Origin,
    /// Names the poll, for provenance.
    pub poll: String,
}

/// One transaction of the journal: items, validators and the next due time together.
pub async fn admit(
    desk: &Desk,
    feed: &Feed,
    next: FeedState,
    shown: Shown<'_>,
) -> Result<Admitted, JournalError> {
    let aliases = parser::identity::aliases(shown.document, &next.id, &next.domain);
    let sitemap = shown.document.format == FeedFormat::Sitemap;
    let items = shown.document.items.iter().zip(aliases).map(|(item, aliases)| AdmitItem {
        item_hash: item_hash(item),
        published_at: if sitemap { latest(item) } else { dated(item) },
        item: item.clone(),
        aliases,
    });
    // Older pages are asked for only where everything is wanted.
    let first_fill = if shown.origin == Origin::FirstFill { FirstFill::All } else { feed.first_fill };
    let admission = Admission {
        items: items.collect(),
        feed: next,
        fetched_at: shown.fetched_at,
        poll: shown.poll,
        first_fill: first_fill.to_journal(),
        fill_always: false,
        origin: shown.origin,
        scope: shown.scope,
        import: None,
    };
    desk.journal.admit(admission).await
}

fn dated(item: &Item) -> Option<Timestamp> {
    item.published.as_ref().or(item.updated.as_ref()).map(|date| date.at)
}

/// A sitemap holds years; what was changed lately is news all the same.
fn latest(item: &Item) -> Option<Timestamp> {
    item.published.iter().chain(&item.updated).map(|date| date.at).max()
}
