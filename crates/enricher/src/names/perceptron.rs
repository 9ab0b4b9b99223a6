//! The linear model over a sentence: scores of each label at each word, and the best sequence of labels.
use super::features::{self, WordId, Words};
use super::weights::Weights;

/// O, then B- and I- of each kind in the order of [`super::KINDS`]: half of a B's number is its kind.
pub const LABELS: usize = 9;

/// From each label to each; the last row is the start of the sentence.
pub type Transitions = [[f32; LABELS]; LABELS + 1];

pub type Scores = [f32; LABELS];

/// Of a word that is in no name.
const NO_NAME: Scores = [0.0, -1e6, -1e6, -1e6, -1e6, -1e6, -1e6, -1e6, -1e6];

/// Scores of every label at every word.
pub fn emissions(weights: &Weights, words: &Words<'_>, sentence: &[WordId]) -> Vec<Scores> {
    let mut all = Vec::with_capacity(sentence.len());
    let mut sum = [0i32; LABELS];
    features::each(words, sentence, true, |event| match event {
        features::Event::Feature(id) => {
            if let Some(row) = weights.row(id) {
                for (total, weight) in sum.iter_mut().zip(row) {
                    *total += i32::from(*weight as i8);
                }
            }
        }
        features::Event::WordDone => {
            all.push(sum.map(|total| total as f32 * weights.scale()));
            sum = [0; LABELS];
        }
        features::Event::WordSkipped => all.push(NO_NAME),
    });
    all
}

/// I-x only after B-x or I-x.
fn is_allowed(from: usize, to: usize) -> bool {
    to == 0 || to % 2 == 1 || from == to || from + 1 == to
}

/// Viterbi; a mask limits the labels of each word (partly labelled text).
pub fn best_path(emissions: &[Scores], transitions: &Transitions, mask: Option<&[u16]>) -> Vec<u8> {
    const NONE: f32 = f32::NEG_INFINITY;
    let mut back = vec![[0u8; LABELS]; emissions.len()];
    let mut before = [NONE; LABELS];
    for (at, scores) in emissions.iter().enumerate() {
        let mut now = [NONE; LABELS];
        for to in 0..LABELS {
            if mask.is_some_and(|m| m[at] >> to & 1 == 0) {
                continue;
            }
            if at == 0 {
                if is_allowed(0, to) {
                    now[to] = transitions[LABELS][to] + scores[to];
                }
                continue;
            }
            for from in 0..LABELS {
                let score = before[from] + transitions[from][to] + scores[to];
                if is_allowed(from, to) && score > now[to] {
                    now[to] = score;
                    back[at][to] = from as u8;
                }
            }
        }
        before = now;
    }
    let mut best =
        (1..LABELS).fold(0, |best, label| if before[label] > before[best] { label } else { best }) as u8;
    let mut labels = vec![best; emissions.len()];
    for at in (1..emissions.len()).rev() {
        best = back[at][usize::from(best)];
        labels[at - 1] = best;
    }
    labels
}
