//! Which versions the next transaction holds: as many as there are, until the brokers refuse one.
use journal::{OutboxRow, OutboxVersion};

use crate::ownership::Owned;
use crate::position::Position;

/// Whole versions in order of `seq`.
#[derive(Debug)]
pub(crate) struct Batch {
    pub versions: Vec<OutboxVersion>,
}

impl Batch {
    /// The first of what was read that are this worker's to publish, as many as caution allows.
    pub(crate) fn of(mut read: Vec<OutboxVersion>, owned: &Owned, caution: Caution) -> Batch {
        let ours =
            |version: &OutboxVersion| version.rows.iter().all(|row| owned.holds(row.partition, row.tenure));
        let count = read.iter().take(caution.limit()).take_while(|version| ours(version)).count();
        read.truncate(count);
        Batch { versions: read }
    }

    pub(crate) fn rows(&self) -> impl Iterator<Item = &OutboxRow> {
        self.versions.iter().flat_map(|version| &version.rows)
    }

    /// The position once all of it is published.
    pub(crate) fn end(&self) -> Option<Position> {
        let row = self.versions.last()?.rows.last()?;
        Some(Position { seq: row.seq, nonce: row.nonce })
    }

    /// The version that the row at this index of [`Batch::rows`] belongs to.
    pub(crate) fn version_at(&self, row: usize) -> usize {
        let mut rows = 0;
        self.versions
            .iter()
            .take_while(|version| {
                rows += version.rows.len();
                rows <= row
            })
            .count()
    }
}

/// After a refusal: what comes before the suspect goes first, then the suspect alone. Only a version that was refused
/// alone is withheld, because brokers refuse whole batches of records and so blame the innocent too.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Caution {
    #[default]
    None,
    Before(usize),
    Alone,
}

impl Caution {
    pub(crate) fn limit(self) -> usize {
        match self {
            Caution::None => usize::MAX,
            Caution::Before(versions) => versions,
            Caution::Alone => 1,
        }
    }

    pub(crate) fn after_success(self) -> Caution {
        match self {
            Caution::Before(_) => Caution::Alone,
            Caution::Alone | Caution::None => Caution::None,
        }
    }

    /// After a refusal of a transaction of `versions`; `None` when the suspect was alone in it. Without a first suspect
    /// half of them are tried.
    pub(crate) fn after_refusal(versions: usize, first_suspect: Option<usize>) -> Option<Caution> {
        match (versions, first_suspect.unwrap_or(versions / 2)) {
            (0 | 1, _) => None,
            (_, 0) => Some(Caution::Alone),
            (_, suspect) => Some(Caution::Before(suspect)),
        }
    }
}

#[cfg(test)]
mod tests {
    use model::Timestamp;
    use model::record::Topic;

    use super::*;

    fn version(seqs: std::ops::Range<u64>) -> OutboxVersion {
        let row = |seq| OutboxRow {
            seq,
            version_id: None,
            partition: 3,
            tenure: 0,
            committed_at: Timestamp::default(),
            topic: Topic::Enriched,
            key: String::new(),
            headers: Vec::new(),
            value: None,
            nonce: seq * 10,
        };
        OutboxVersion { version_id: None, rows: seqs.map(row).collect() }
    }

    #[test]
    fn rows_know_their_versions() {
        let batch = Batch::of(vec![version(1..3), version(3..4), version(7..10)], &Owned::All, Caution::None);
        let versions: Vec<usize> = (0..6).map(|row| batch.version_at(row)).collect();
        assert_eq!(versions, [0, 0, 1, 2, 2, 2]);
        assert_eq!(batch.end(), Some(Position { seq: 9, nonce: 90 }));
    }

    /// Runs the search for refused versions among `count` as the publisher does; gives what was withheld and how many
    /// transactions that took.
    fn search(
        count: usize,
        refused: &[usize],
        blamed: impl Fn(usize) -> Option<usize>,
    ) -> (Vec<usize>, usize) {
        let (mut next, mut caution, mut withheld, mut transactions) = (0, Caution::None, Vec::new(), 0);
        while next < count {
            transactions += 1;
            let size = caution.limit().min(count - next);
            let first = (next..next + size).find(|version| refused.contains(version));
            let Some(first) = first else {
                next += size;
                caution = caution.after_success();
                continue;
            };
            match Caution::after_refusal(size, blamed(first).map(|version| version - next)) {
                Some(more) => caution = more,
                None => {
                    withheld.push(next);
                    next += 1;
                    caution = Caution::None;
                }
            }
        }
        (withheld, transactions)
    }

    #[test]
    fn only_the_refused_are_withheld() {
        let named = |first| Some(first);
        for (refused, limit) in
            [(vec![0], 3), (vec![100], 5), (vec![199], 4), (vec![5, 6, 190], 13), (vec![], 1)]
        {
            let (withheld, transactions) = search(200, &refused, named);
            assert_eq!(withheld, refused);
            assert!(transactions <= limit, "{refused:?}: {transactions}");
        }
        let (withheld, transactions) = search(200, &[77], |_| None);
        assert_eq!(withheld, [77]);
        assert!(transactions <= 40, "{transactions}");
    }
}
