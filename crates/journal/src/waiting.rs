//! How much waits between the two stories: a number that is asked for often, so it is counted alone.
use model::record::Origin;

use crate::schema::unsigned;
use crate::{Reader, Result};

impl Reader {
    /// Items that are pending and not parked, of this origin or of all.
    pub async fn waiting(&self, origin: Option<&Origin>) -> Result<u64> {
        let origin = origin.map(Origin::to_string);
        self.read(move |conn| {
            let sql = "SELECT count(*) FROM pending WHERE parked_at IS NULL AND (?1 IS NULL OR origin = ?1)";
            Ok(unsigned(conn.prepare_cached(sql)?.query_row([origin], |row| row.get(0))?))
        })
        .await
    }
}
