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

/// How sure the best sequence is at each word: by how much the best one with another label there falls behind.
pub fn margins(emissions: &[Scores], transitions: &Transitions) -> Vec<f32> {
    let step = |from: usize, to: usize| match is_allowed(from, to) {
        true => transitions[from][to],
        false => f32::NEG_INFINITY,
    };
    let most = |scores: &mut dyn Iterator<Item = f32>| scores.fold(f32::NEG_INFINITY, f32::max);
    let mut ahead: Vec<Scores> = Vec::with_capacity(emissions.len());
    for scores in emissions {
        let now = match ahead.last() {
            None => std::array::from_fn(|to| match is_allowed(0, to) {
                true => transitions[LABELS][to] + scores[to],
                false => f32::NEG_INFINITY,
            }),
            Some(before) => std::array::from_fn(|to| {
                most(&mut (0..LABELS).map(|from| before[from] + step(from, to))) + scores[to]
            }),
        };
        ahead.push(now);
    }
    let mut behind = [0.0; LABELS];
    let mut margins = vec![0.0; emissions.len()];
    for at in (0..emissions.len()).rev() {
        let (mut best, mut second) = (f32::NEG_INFINITY, f32::NEG_INFINITY);
        for score in (0..LABELS).map(|label| ahead[at][label] + behind[label]) {
            (best, second) = if score > best { (score, best) } else { (best, second.max(score)) };
        }
        margins[at] = best - second;
        behind = std::array::from_fn(|from| {
            most(&mut (0..LABELS).map(|to| step(from, to) + emissions[at][to] + behind[to]))
        });
    }
    margins
}
