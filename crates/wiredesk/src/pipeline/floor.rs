//! The newsroom floor: hands pending items to at most `items_in_flight` tasks, poison suspects alone and first.
use std::sync::Arc;
use std::time::Duration;

use journal::{JournalError, Suspect};
use tokio::task::JoinSet;

use super::desk::Desk;
use super::verdict::{self, Verdict};
use super::{item, park};

/// What was alone in hand at this many unclean ends is parked (docs/delivery.md, rule 6).
const ENDS_ALONE: u32 = 3;
/// Looked at again at least this often, for clocks that jump.
const LONGEST_NAP: Duration = Duration::from_secs(60);
/// After a full disk.
const BREATH: Duration = Duration::from_secs(5);

/// Runs until the desk stops; items in hand then end first.
pub async fn run(desk: Arc<Desk>) -> anyhow::Result<()> {
    let mut pending = desk.journal.watch_pending();
    let mut tasks: JoinSet<Result<(), JournalError>> = JoinSet::new();
    let most = desk.config().worker.items_in_flight;
    while !desk.stopping.is_cancelled() {
        pending.borrow_and_update();
        if tasks.is_empty()
            && let Some(suspect) = desk.journal.suspects(desk.clock.now(), 1).await?.pop()
        {
            alone(&desk, suspect).await?;
            continue;
        }
        let free = most.saturating_sub(tasks.len());
        let due = if free > 0 { desk.journal.pending_due(desk.clock.now(), free).await? } else { Vec::new() };
        let found = due.len();
        for item in due {
            let desk = desk.clone();
            tasks.spawn(async move { item::item(&desk, item).await });
        }
        if found > 0 && found == free {
            continue;
        }
        let nap = nap(&desk).await?;
        let mut full = false;
        tokio::select! {
            Some(done) = tasks.join_next() => full = ended(done)?,
            changed = pending.changed() => changed?,
            () = tokio::time::sleep(nap) => {}
            () = desk.stopping.cancelled() => {}
        }
        while let Some(done) = tasks.try_join_next() {
            full |= ended(done)?;
        }
        if full {
            tokio::time::sleep(BREATH).await;
        }
    }
    while let Some(done) = tasks.join_next().await {
        ended(done)?;
    }
    Ok(())
}

/// Nothing else is in hand while a suspect runs, so that an abort names it and nobody else.
async fn alone(desk: &Desk, suspect: Suspect) -> Result<(), JournalError> {
    if suspect.ends_alone >= ENDS_ALONE {
        let reason =
            format!("the worker ended {} times while this item alone was in hand", suspect.ends_alone);
        return park::park(desk, &suspect.item, "parse", "poison", &reason).await;
    }
    item::item(desk, suspect.item).await
}

async fn nap(desk: &Desk) -> Result<Duration, JournalError> {
    let next = desk.journal.next_pending_at().await?;
    Ok(next
        .map_or(LONGEST_NAP, |at| at.since(desk.clock.now()).min(LONGEST_NAP))
        .max(Duration::from_millis(5)))
}

/// `true`: the journal had no room. A task that panicked outside the CPU pool is a bug of ours: the worker ends, and its items stay pending.
fn ended(done: Result<Result<(), JournalError>, tokio::task::JoinError>) -> anyhow::Result<bool> {
    match done? {
        Ok(()) => Ok(false),
        Err(error) => match verdict::of_journal(error.kind()) {
            Verdict::Retry => {
                tracing::error!(error = %crate::report::chain(&error), "journal full; the item stays pending");
                Ok(true)
            }
            _ => Err(error.into()),
        },
    }
}
