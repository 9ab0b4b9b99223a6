//! Which recogniser reads which sentence: the fast one all of them, the small network where that was in doubt, the large
//! one where the small was in doubt too; each distinct sentence once, within a budget.
use std::ops::Range;

use rustc_hash::FxHashMap;

use super::network::{Network, NetworkError};
use super::perceptron::{LABELS, Scores, Transitions, best_path, margins};
use crate::document::Document;
use crate::models::ModelStamp;

/// A sentence with its labels, and by how little they were the best.
pub struct Reading {
    /// Indices into the document's tokens.
    pub tokens: Range<usize>,
    pub labels: Vec<u8>,
    pub margin: f32,
    /// What the perceptron said of each word, whoever reads it later.
    pub emissions: Vec<Scores>,
}

/// What a network had to do with a document, in distinct sentences.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reread {
    pub sentences: usize,
    /// Of these, what the budget did not reach.
    pub left: usize,
}

/// A network, and the sentences that are left to it.
pub struct Stage {
    pub network: Network,
    pub stamp: ModelStamp,
    /// Readings with at most this margin are doubted.
    pub doubt: f32,
    /// What a point of the perceptron's is worth beside the log-probabilities of the network: the two make different
    /// mistakes, and together fewer than either.
    pub trust: f32,
    /// What it reads in the time that the large network reads one piece of a word.
    pub pieces_a_unit: usize,
}

/// Labels follow each other as they may, none more readily than another.
const PLAIN: Transitions = [[0.0; LABELS]; LABELS + 1];

impl Stage {
    /// Reads again what is doubted, the most doubtful first while the budget lasts.
    pub fn reread(
        &self,
        document: &Document<'_>,
        readings: &mut [Reading],
        budget: &mut usize,
    ) -> Result<Reread, NetworkError> {
        let mut distinct: FxHashMap<Vec<&str>, Vec<usize>> = FxHashMap::default();
        for (at, reading) in readings.iter().enumerate().filter(|(_, r)| r.margin <= self.doubt) {
            let words = reading.tokens.clone().map(|token| document.token(token)).collect();
            distinct.entry(words).or_default().push(at);
        }
        let mut contexts: Vec<(Vec<&str>, Vec<usize>)> = distinct.into_iter().collect();
        let margin = |at: &[usize]| at.first().and_then(|at| readings.get(*at)).map_or(0.0, |r| r.margin);
        contexts.sort_by(|(_, a), (_, b)| margin(a).total_cmp(&margin(b)).then(a.cmp(b)));
        let affordable = contexts.iter().position(|(words, _)| {
            let cost = self.network.size(words).div_ceil(self.pieces_a_unit);
            let left = budget.checked_sub(cost);
            *budget = left.unwrap_or(0);
            left.is_none()
        });
        let mut reread = Reread { sentences: contexts.len(), left: 0 };
        reread.left = contexts.split_off(affordable.unwrap_or(contexts.len())).len();
        if contexts.is_empty() {
            return Ok(reread);
        }
        // In the order of the text, so that neighbours are read together.
        contexts.sort_by(|(_, a), (_, b)| a.cmp(b));
        let (sentences, places): (Vec<Vec<&str>>, Vec<Vec<usize>>) = contexts.into_iter().unzip();
        for (mut scores, places) in self.network.scores(&sentences)?.into_iter().zip(places) {
            if let Some(reading) = places.first().and_then(|at| readings.get(*at)) {
                weigh_in(&mut scores, &reading.emissions, self.trust);
            }
            let (labels, margin) = read(&scores);
            for at in places {
                if let Some(reading) = readings.get_mut(at) {
                    (reading.labels, reading.margin) = (labels.clone(), margin);
                }
            }
        }
        Ok(reread)
    }
}

fn weigh_in(scores: &mut [Scores], emissions: &[Scores], trust: f32) {
    for (scores, emissions) in scores.iter_mut().zip(emissions) {
        let most = emissions.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        for (score, emission) in scores.iter_mut().zip(emissions) {
            // Where the perceptron did not look, it forbids nothing.
            *score += ((emission - most) * trust).max(-20.0);
        }
    }
}

fn read(scores: &[Scores]) -> (Vec<u8>, f32) {
    let least = margins(scores, &PLAIN).into_iter().fold(f32::INFINITY, f32::min);
    (best_path(scores, &PLAIN, None), least)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Scores that are sure of one label.
    fn sure(label: usize, of: f32) -> Scores {
        std::array::from_fn(|at| if at == label { 0.0 } else { -of })
    }

    #[test]
    fn both_are_heard() {
        let mut scores = [sure(1, 2.0), sure(0, 2.0)];
        weigh_in(&mut scores, &[sure(3, 300.0), sure(0, 10.0)], 0.01);
        let (labels, margin) = read(&scores);
        assert_eq!(labels, [3, 0], "three against two");
        assert!((margin - 1.0).abs() < 1e-4, "{margin}");
        let mut scores = [sure(1, 2.0)];
        weigh_in(&mut scores, &[sure(3, 300.0)], 0.0);
        assert_eq!(read(&scores).0, [1]);
    }

    #[test]
    fn a_word_inside_needs_its_beginning() {
        let (labels, margin) = read(&[sure(0, 5.0), sure(2, 3.0)]);
        assert_eq!(labels, [0, 0]);
        assert!(margin <= 3.0);
        assert!(read(&[]).0.is_empty());
    }
}
