//! The publisher's thread: sessions one after the other, and in each of them transactions one after the other.
use std::sync::Arc;
use std::time::{Duration, Instant};

use journal::{Journal, Outbox};
use model::JournalId;
use tokio::sync::watch;

use super::LetterRow;
use super::batch::{Batch, Caution};
use super::session::Session;
use super::status::Board;
use super::transaction::Fault;
use crate::backoff::Backoff;
use crate::client::Clients;
use crate::config::Config;
use crate::error::{Result, SinkError};
use crate::events::{Aborted, Committed, Rebuilding, Withheld};
use crate::faults::fault;
use crate::letter;
use crate::ownership::Owned;
use crate::patience::Patience;
use crate::position::{Position, group_of};
use crate::verdict::Verdict;

/// After so many transactions aborted one after the other a new producer is tried.
const ABORTS: u32 = 5;
/// After so long without an answer the brokers are asked whether they are there.
const SILENCE: Duration = Duration::from_secs(10);

pub(crate) struct Worker {
    config: Config,
    clients: Arc<Clients>,
    journal: JournalId,
    outbox: Outbox,
    owned: watch::Receiver<Owned>,
    letter_row: LetterRow,
    board: Arc<Board>,
    patience: Patience,
    backoff: Backoff,
    /// Sessions that ended since anything was published.
    attempts: u32,
    /// When a broker last answered.
    heard_at: Instant,
}

impl Worker {
    pub(crate) fn new(
        config: Config,
        journal: &Journal,
        owned: watch::Receiver<Owned>,
        letter_row: LetterRow,
        board: Arc<Board>,
        patience: Patience,
    ) -> Self {
        Worker {
            clients: Arc::new(Clients::new(&config, &group_of(journal.id()))),
            journal: journal.id().clone(),
            outbox: journal.outbox(),
            backoff: Backoff::new(config.backoff),
            config,
            owned,
            letter_row,
            board,
            patience,
            attempts: 0,
            heard_at: Instant::now(),
        }
    }

    /// Publishes until it is asked to stop, or nobody but a person can help.
    pub(crate) fn run(mut self) {
        while !self.patience.stop_asked() {
            let Err(error) = self.session() else { break };
            if self.patience.stop_asked() {
                break;
            }
            if error.verdict() == Verdict::Stop {
                return self.board.stopped(Some(&error));
            }
            self.attempts += 1;
            Rebuilding { error: &error, attempts: self.attempts }.emit();
            self.rest(&error);
        }
        self.board.stopped(None);
    }

    fn rest(&mut self, error: &SinkError) {
        self.board.degraded(&error.sentence());
        let pause = self.backoff.pause();
        self.patience.pause(pause);
    }

    /// One producer: it publishes until it is asked to stop (Ok) or something ends it.
    fn session(&mut self) -> Result<()> {
        let mut session =
            Session::connect(&self.config, &self.clients, &self.journal, &self.outbox, &self.patience)?;
        self.board.connected(&session.sink.cluster_id);
        self.heard_at = Instant::now();
        let mut rows = self.outbox.watch();
        let mut caution = Caution::None;
        let mut aborts = 0;
        let mut recommit = Instant::now() + self.config.recommit;
        while !self.patience.stop_asked() {
            if !self.reachable(&session) {
                continue;
            }
            if session.position_unknown_to_kafka || Instant::now() >= recommit {
                self.commit_position(&mut session)?;
                recommit = Instant::now() + self.config.recommit;
            }
            let newest = *rows.borrow_and_update();
            let owned = self.owned.borrow_and_update().clone();
            let read = self.outbox.read_versions(
                session.published,
                self.config.batch_bytes,
                self.config.batch_rows,
            )?;
            let all_published = read.is_empty();
            let batch = Batch::of(read, &owned, caution);
            let waiting = if all_published { 0 } else { newest.saturating_sub(session.published) };
            self.board.progress(session.published, waiting);
            let Some(end) = batch.end() else {
                self.idle(&mut rows, recommit);
                continue;
            };
            match self.publish(&mut session, &batch, end) {
                Ok(()) => {
                    caution = caution.after_success();
                    aborts = 0;
                    recommit = Instant::now() + self.config.recommit;
                    self.took_it();
                }
                Err(Fault::Over(error)) => return Err(error),
                Err(Fault::Undone { error, first_suspect }) => {
                    Aborted { records: batch.rows().count(), error: &error }.emit();
                    if error.verdict() == Verdict::Suspect {
                        caution = self.doubt(&mut session, &batch, &error, first_suspect)?;
                    } else if aborts < ABORTS {
                        aborts += 1;
                        self.rest(&error);
                    } else {
                        return Err(error);
                    }
                }
            }
        }
        Ok(())
    }

    /// The brokers have what was sent.
    fn took_it(&mut self) {
        self.heard_at = Instant::now();
        self.attempts = 0;
        self.backoff.reset();
        self.board.ready();
    }

    fn publish(&self, session: &mut Session, batch: &Batch, end: Position) -> std::result::Result<(), Fault> {
        let began = Instant::now();
        let rows: Vec<_> = batch.rows().collect();
        session.publish(&rows, end, &self.patience, &self.board)?;
        fault!("sink::acknowledge");
        self.outbox.set_sink_position(&session.sink, end.seq).map_err(|error| Fault::Over(error.into()))?;
        Committed::of(&rows, end.seq, began.elapsed()).emit();
        self.board.progress(end.seq, self.outbox.watch().borrow().saturating_sub(end.seq));
        Ok(())
    }

    /// Kafka forgets positions of an idle group after a week, and may have lost ours already.
    fn commit_position(&self, session: &mut Session) -> Result<()> {
        if let Some(position) = session.position() {
            session.publish(&[], position, &self.patience, &self.board).map_err(Fault::into_error)?;
        }
        session.position_unknown_to_kafka = false;
        Ok(())
    }

    /// The brokers refused something in this batch: narrows it down, and withholds what was refused alone.
    fn doubt(
        &self,
        session: &mut Session,
        batch: &Batch,
        error: &SinkError,
        first_suspect: Option<usize>,
    ) -> Result<Caution> {
        let suspect = first_suspect.map(|row| batch.version_at(row));
        if let Some(caution) = Caution::after_refusal(batch.versions.len(), suspect) {
            return Ok(caution);
        }
        let rows: Vec<_> = batch.rows().collect();
        let (Some(row), Some(end)) = (rows.get(first_suspect.unwrap_or_default()), batch.end()) else {
            return Ok(Caution::None);
        };
        let reason = error.sentence();
        Withheld {
            seq: row.seq,
            topic: row.topic.name(),
            bytes: row.value.as_ref().map(Vec::len).unwrap_or_default(),
            reason: &reason,
        }
        .emit();
        match row.version_id {
            Some(version) => {
                let head = self.outbox.version_head(version)?;
                let letter = letter::refused(row, head, reason, self.board.now());
                self.outbox.withhold(version, (self.letter_row)(&letter)?)?;
            }
            // A row of no version (a dead letter, a state) stays in the journal alone: the position moves past it.
            None => {
                session.publish(&[], end, &self.patience, &self.board).map_err(Fault::into_error)?;
                self.outbox.set_sink_position(&session.sink, end.seq)?;
            }
        }
        Ok(Caution::None)
    }

    /// Nothing to publish: waits for rows, for ownership, for a stop, or for the news that the brokers are away.
    fn idle(&mut self, rows: &mut watch::Receiver<u64>, recommit: Instant) {
        let mut away = self.clients.away().subscribe();
        let owned = &mut self.owned;
        self.patience.wait(recommit.saturating_duration_since(Instant::now()).min(SILENCE), async {
            tokio::select! {
                () = change(rows) => {}
                () = change(owned) => {}
                () = change(&mut away) => {}
            }
        });
    }

    /// Asks the brokers when librdkafka has lost them all, or when they were not heard of for a while: an idle client
    /// does not notice that a broker was stopped, and a transaction should not be begun that cannot end.
    fn reachable(&mut self, session: &Session) -> bool {
        session.keeper.drain();
        let away = *self.clients.away().borrow();
        if !away && self.heard_at.elapsed() < SILENCE {
            return true;
        }
        match session.keeper.answers() {
            Ok(()) => {
                self.heard_at = Instant::now();
                self.clients.away().send_replace(false);
                self.board.ready();
                true
            }
            Err(error) => {
                self.clients.away().send_replace(true);
                self.board.degraded(&error.sentence());
                self.patience.pause(Duration::from_millis(500));
                false
            }
        }
    }
}

/// A value whose sender is gone changes no more.
async fn change<T>(value: &mut watch::Receiver<T>) {
    if value.changed().await.is_err() {
        std::future::pending::<()>().await;
    }
}
