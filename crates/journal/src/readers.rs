//! Read-only connections: four in the worker, one pool for each other process; no lock, no long transaction.
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use model::JournalId;
use rusqlite::Connection;
use tokio::sync::{Semaphore, watch};

use crate::{JournalError, Result, schema};

/// Reads at the same time.
const CONNECTIONS: usize = 4;
/// How often another process looks for news.
const LOOK_EVERY: Duration = Duration::from_millis(250);

/// Reads the journal; cheap to clone.
#[derive(Clone)]
pub struct Reader {
    pub(crate) journal: JournalId,
    pool: Arc<Pool>,
    /// In the worker's own process; others look at `PRAGMA data_version`.
    news: Option<watch::Receiver<u64>>,
}

struct Pool {
    dir: PathBuf,
    permits: Arc<Semaphore>,
    idle: Mutex<Vec<Connection>>,
}

impl Reader {
    /// Whether a journal was ever created in this folder.
    pub fn exists(dir: &Path) -> bool {
        schema::file(dir).is_file()
    }

    /// For other processes (`tail`, `status`): needs no lock, and a running worker does not notice.
    pub fn open(dir: &Path) -> Result<Reader> {
        Self::new(dir, None)
    }

    pub(crate) fn new(dir: &Path, news: Option<watch::Receiver<u64>>) -> Result<Reader> {
        let conn = schema::open_reader(dir)?;
        let journal = schema::journal_id(&conn)?;
        let pool = Pool {
            dir: dir.to_owned(),
            permits: Arc::new(Semaphore::new(CONNECTIONS)),
            idle: Mutex::new(vec![conn]),
        };
        Ok(Reader { journal, pool: Arc::new(pool), news })
    }

    /// Runs a query off the reactor, on a connection of the pool.
    pub(crate) async fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let permit =
            Arc::clone(&self.pool.permits).acquire_owned().await.map_err(|_| JournalError::Closed)?;
        let pool = Arc::clone(&self.pool);
        let read = tokio::task::spawn_blocking(move || {
            let conn = pool.take()?;
            let outcome = work(&conn);
            pool.idle().push(conn);
            // A caller that is cancelled leaves its query running: the permit goes with it.
            drop(permit);
            outcome
        });
        read.await.map_err(|_| JournalError::Closed)?
    }

    /// Returns `true` as soon as a row after `seq` is committed, `false` after `timeout`.
    pub async fn wait(&self, after: u64, timeout: Duration) -> Result<bool> {
        let waiting = async {
            match self.news.clone() {
                // A closed journal has no more news: wait for the timeout.
                Some(mut news) => match news.wait_for(|seq| *seq > after).await.map(drop) {
                    Ok(()) => Ok(()),
                    Err(_) => std::future::pending().await,
                },
                None => self.look(after).await,
            }
        };
        match tokio::time::timeout(timeout, waiting).await {
            Ok(news) => news.map(|()| true),
            Err(_) => Ok(false),
        }
    }

    /// The version moves on one connection when another one commits: so it stays with this wait.
    async fn look(&self, after: u64) -> Result<()> {
        let mut watcher = Watcher { conn: schema::open_reader(&self.pool.dir)?, version: None };
        let mut ticks = tokio::time::interval(LOOK_EVERY);
        loop {
            ticks.tick().await;
            if watcher.changed()? && schema::last_seq(&watcher.conn)? > after {
                return Ok(());
            }
        }
    }
}

struct Watcher {
    conn: Connection,
    version: Option<i64>,
}

impl Watcher {
    fn changed(&mut self) -> Result<bool> {
        let version: i64 = self.conn.pragma_query_value(None, "data_version", |row| row.get(0))?;
        Ok(self.version.replace(version) != Some(version))
    }
}

impl Pool {
    fn take(&self) -> Result<Connection> {
        let idle = self.idle().pop();
        idle.map_or_else(|| schema::open_reader(&self.dir), Ok)
    }

    fn idle(&self) -> MutexGuard<'_, Vec<Connection>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
