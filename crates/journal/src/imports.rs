//! How far archives have been imported: a mark moves in the transaction that admits what lies before it.
use rusqlite::{OptionalExtension, params};

use crate::ledger::Ledger;
use crate::schema::{signed, unsigned};
use crate::{Journal, Result};

/// Everything of `file` before `offset` is admitted. Another `size` under the same name is another file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportMark {
    pub file: String,
    pub size: u64,
    pub offset: u64,
}

impl Journal {
    /// Where the import of a file goes on; `None` for one that was never begun.
    pub async fn import_mark(&self, file: &str) -> Result<Option<ImportMark>> {
        let file = file.to_owned();
        self.reader()
            .read(move |conn| {
                let mut query = conn.prepare_cached("SELECT size, offset FROM imports WHERE file = ?1")?;
                let mark = query.query_row([&file], |row| {
                    let (size, offset) = (unsigned(row.get(0)?), unsigned(row.get(1)?));
                    Ok(ImportMark { file: file.clone(), size, offset })
                });
                Ok(mark.optional()?)
            })
            .await
    }
}

impl Ledger {
    pub(crate) fn store_import_mark(&self, mark: &ImportMark) -> Result<()> {
        let sql = "INSERT INTO imports (file, size, offset, updated_at) VALUES (?1, ?2, ?3, ?4) \
                   ON CONFLICT DO UPDATE SET size = excluded.size, offset = excluded.offset, \
                     updated_at = excluded.updated_at";
        let row = params![mark.file, signed(mark.size), signed(mark.offset), self.now().millis()];
        self.conn.prepare_cached(sql)?.execute(row)?;
        Ok(())
    }
}
