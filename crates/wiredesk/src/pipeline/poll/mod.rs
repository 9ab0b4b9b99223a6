//! The first story: a due feed is fetched, read, and its new items are admitted.
mod admit;
mod body;
mod history;
mod letter;
mod rediscover;
mod sitemap;

pub use admit::{Shown, admit};
pub use body::{Failure, context, request};

use fetcher::Fetched;
use fetcher::schedule::{self, Outcome};
use journal::JournalError;
use model::record::Origin;
use model::state::Health;
use model::{FeedId, FeedState, Hash64};

use self::body::{Body, Seen};
use super::desk::Desk;
use super::events;
use crate::config::{Feed, FeedKind};

/// Due feed → admitted items. Whatever happens, the feed is due again afterwards.
///
/// # Errors
/// Only what the journal refuses; the poll is then as if it had not been.
pub async fn poll(desk: &Desk, id: &FeedId) -> Result<(), JournalError> {
    let Some((feed, state)) = desk.feed(id) else { return Ok(()) };
    if let Some(older) = history::due(&state, desk.clock.now()) {
        return history::poll(desk, &feed, &state, older).await;
    }
    let seen = match feed.kind {
        FeedKind::Feed => body::look(desk, &feed, &state).await,
        FeedKind::Sitemap => sitemap::look(desk, &feed, &state).await,
    };
    let next = match seen {
        Seen::Stopping => return Ok(()),
        Seen::Unchanged(fetched) => {
            let next = plan(desk, &feed, &state, &unchanged(&fetched));
            events::feed_polled(&next, "unchanged", 0);
            next
        }
        Seen::Failed(failure) => {
            let mut next = plan(desk, &feed, &state, &failure.outcome());
            if next.health == Health::Resting {
                rediscover::rediscover(desk, &feed, &mut next).await;
            }
            events::feed_failed(&next, &failure);
            letter::tell(desk, &state, &failure).await?;
            next
        }
        Seen::Body(body) => changed(desk, &feed, &state, *body).await?,
    };
    desk.journal.note_poll(next.clone());
    desk.keep(next);
    Ok(())
}

/// Admits a body; the state that follows from it.
async fn changed(desk: &Desk, feed: &Feed, state: &FeedState, body: Body) -> Result<FeedState, JournalError> {
    let known = known(state, &body);
    let mut next = plan(desk, feed, &known, &outcome(&body.fetched, 0));
    // Only now: the journal stores them in the transaction that takes the items.
    next.validators = known.validators.clone();
    next.body_hash = known.body_hash;
    let history = history::begin(feed, state, &body.document, desk.clock.now());
    next.history = history.clone();
    if let Some(archive) = &desk.archive {
        archive.keep(&body.fetched, super::archive::Kind::Feed).await;
    }
    let shown = Shown {
        document: &body.document,
        fetched_at: body.fetched.fetched_at,
        scope: body.scope,
        origin: Origin::Poll,
        poll: desk.poll_id(),
    };
    let admitted = admit(desk, feed, next, shown).await?;
    let mut next = plan(desk, feed, &known, &outcome(&body.fetched, admitted.new));
    next.history = history;
    history::pace(&mut next, desk.clock.now());
    events::feed_polled(&next, "changed", admitted.new + admitted.changed);
    if let Some(push) = &desk.push {
        push.consider(desk, &next).await?;
    }
    Ok(next)
}

/// The state with what the body says about polling.
fn known(state: &FeedState, body: &Body) -> FeedState {
    let mut state = state.clone();
    let channel = &body.document.channel;
    state.title = channel.title.clone().or(state.title);
    state.site = channel.link.clone().or(state.site);
    state.hints = body.document.hints.clone();
    if body.fetched.is_delta() {
        // The validators are of the whole feed as it now is, the hash is of the last body that was whole.
        state.validators = body.fetched.validators.clone();
        return state;
    }
    // Without a hash every body is to be read, so nothing may come back as "not modified" either.
    state.validators = body.hash.map(|_| body.fetched.validators.clone()).unwrap_or_default();
    state.body_hash = body.hash;
    state
}

fn plan(desk: &Desk, feed: &Feed, state: &FeedState, outcome: &Outcome) -> FeedState {
    let pushed = desk.push.as_ref().is_some_and(|push| push.is_live(&state.id, desk.clock.now()));
    // What a hub pushes need not be asked for; the longest interval catches what it forgets.
    let min = if pushed { feed.max_interval } else { feed.min_interval };
    let config = schedule::ScheduleConfig { min, max: feed.max_interval };
    let seed = Hash64::of([state.id.as_str(), &state.polls.to_string()]).0;
    let plan = schedule::next(state, outcome, &state.hints, &config, desk.clock.now(), seed);
    if let Some(moved) = &plan.moved {
        events::feed_moved(state, moved);
    }
    plan.state
}

fn unchanged(fetched: &Fetched) -> Outcome {
    Outcome::Unchanged { freshness: fetched.freshness, moved: fetched.permanent_target().cloned() }
}

fn outcome(fetched: &Fetched, new_items: u32) -> Outcome {
    let moved = fetched.permanent_target().cloned();
    Outcome::Changed { new_items: new_items as usize, freshness: fetched.freshness, moved }
}
