//! The closed loop: the press shows revision n+1 of a story only once n was read from the output.
use std::time::{Duration, Instant};

use newsroom::{Press, Shown};
use serde_json::Value;

use super::oracle::Oracle;

/// How a run goes.
pub struct Plan {
    /// Versions to be shown in all.
    pub versions: usize,
    /// Of a story, at most.
    pub revisions: u32,
    /// Shown and not yet read, at most.
    pub outstanding: usize,
}

/// A run of the press against an output.
pub struct Rounds<'a> {
    press: &'a Press,
    plan: Plan,
    pub oracle: Oracle,
    /// Read, and still to be revised.
    ready: Vec<Shown>,
    shown: usize,
    dice: Dice,
}

impl<'a> Rounds<'a> {
    pub fn new(press: &'a Press, plan: Plan, seed: u64) -> Self {
        Rounds { press, plan, oracle: Oracle::default(), ready: Vec::new(), shown: 0, dice: Dice(seed) }
    }

    /// Shows as much as the loop allows: revisions of what was read, else new stories.
    pub fn show(&mut self) {
        while self.shown < self.plan.versions
            && self.shown - self.oracle.versions_read() < self.plan.outstanding
        {
            let revise = !self.ready.is_empty() && self.dice.below(2) == 0;
            let shown = if revise {
                let index = self.dice.below(self.ready.len() as u64) as usize;
                let story = self.ready.swap_remove(index);
                self.press.revise(story.article).expect("the press revises")
            } else {
                self.press.publish_next().expect("the press publishes")
            };
            self.shown += 1;
            self.oracle.shows(shown);
        }
    }

    /// Takes what the output gave.
    pub fn read(&mut self, records: &[Value]) {
        for record in records {
            if let Some(shown) = self.oracle.reads(record)
                && shown.revision < self.plan.revisions
                && !self.ready.iter().any(|ready| ready.article == shown.article)
            {
                self.ready.push(shown);
            }
        }
    }

    /// Everything was shown and read.
    pub fn done(&self) -> bool {
        self.shown == self.plan.versions && self.oracle.missing().is_empty()
    }

    pub fn progress(&self) -> usize {
        self.oracle.versions_read()
    }

    /// A number below `most`, from the run's seed.
    pub fn below(&mut self, most: u64) -> u64 {
        self.dice.below(most)
    }
}

/// Notices when a run stands still.
pub struct Patience {
    limit: Duration,
    at: Instant,
    progress: usize,
}

impl Patience {
    pub fn new(limit: Duration) -> Self {
        Patience { limit, at: Instant::now(), progress: 0 }
    }

    /// Panics when nothing was read for the limit.
    pub fn check(&mut self, progress: usize, missing: &[&str]) {
        if progress != self.progress {
            (self.at, self.progress) = (Instant::now(), progress);
        }
        let some = &missing[..missing.len().min(5)];
        assert!(
            self.at.elapsed() < self.limit,
            "nothing read for {:?} at {progress}; missing {some:?}",
            self.limit
        );
    }
}

/// splitmix64: the same seed, the same run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % most.max(1)
    }
}
