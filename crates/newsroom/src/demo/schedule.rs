//! The order of the written steps: stories as they stand in the table, changes as long after them as they say.
use super::written::Written;

/// How many steps stand there from the first moment.
pub(super) const OPENING: usize = 7;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// A story of the table appears.
    Tell(usize),
    /// One of a story's later changes.
    Change(usize, usize),
}

pub(super) fn schedule(stories: &[Written]) -> Vec<Step> {
    let mut steps = Vec::new();
    let mut waiting: Vec<(usize, Step)> = Vec::new();
    let mut untold = 0..stories.len();
    loop {
        // The earliest due; of those equally due, the one that was announced first.
        let earliest = waiting
            .iter()
            .enumerate()
            .min_by_key(|(_, (due, _))| *due)
            .map(|(place, (due, _))| (place, *due));
        match earliest {
            Some((place, due)) if due <= steps.len() || untold.is_empty() => {
                steps.push(waiting.remove(place).1)
            }
            _ => {
                let Some(story) = untold.next() else { return steps };
                let later = stories[story].later.iter().enumerate();
                waiting.extend(
                    later.map(|(place, later)| (steps.len() + later.after, Step::Change(story, place))),
                );
                steps.push(Step::Tell(story));
            }
        }
    }
}
