//! The hub's one task: it asks callbacks and pushes what changed, each errand beside the others.
use std::sync::Arc;

use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::clock::now;
use crate::name_server::Names;
use crate::shelf::Shelf;

/// What is to be done follows from the books and the feeds, so a bell that rings twice costs nothing.
pub(crate) async fn run(shelf: Arc<Shelf>, names: Arc<Names>, stop: CancellationToken) {
    let mut errands = JoinSet::new();
    loop {
        start(&shelf, &names, &mut errands);
        tokio::select! {
            () = stop.cancelled() => break,
            () = shelf.hub.wake.notified() => {}
            Some(_) = errands.join_next() => {}
        }
    }
    errands.shutdown().await;
}

/// The books are never locked while the desk is, so the two may ask each other in any order.
fn start(shelf: &Arc<Shelf>, names: &Arc<Names>, errands: &mut JoinSet<()>) {
    while let Some(question) = shelf.hub.with(|books| books.next_question()) {
        let feed = shelf.with_desk(|desk| desk.channels[question.channel()].feed.id.clone());
        let (shelf, names) = (shelf.clone(), names.clone());
        errands.spawn(async move { question.ask(&shelf.hub, &names, feed, now).await });
    }
    let changes: Vec<u64> = shelf.with_desk(|desk| desk.channels.iter().map(|c| c.changes).collect());
    let changes_of = |channel: usize| changes.get(channel).copied().unwrap_or_default();
    for order in shelf.hub.with(|books| books.orders(now(), changes_of)) {
        let Some(parcel) = shelf.parcel(order.channel, order.told, order.manner) else { continue };
        let (shelf, names) = (shelf.clone(), names.clone());
        errands.spawn(async move { order.deliver(&shelf.hub, &names, parcel, now).await });
    }
}
