//! Trains the weights: averaged structured perceptron on sentences whose words carry the set of labels they may have.
use std::ops::Range;
use std::time::Instant;

use super::features::{self, Event, Words};
use super::perceptron::{LABELS, Scores, Transitions, best_path, emissions};
use super::weights::BITS;
use super::{NameKind, Tables, Weights};
use crate::document::Token;
use crate::sentence;

const ROWS: usize = 1 << BITS;

/// A sentence to learn from; bit n of a mask allows label n. Partly labelled words allow several.
pub struct Example {
    pub words: Vec<String>,
    pub masks: Vec<u16>,
}

impl Example {
    /// The sentences of a text whose names are known, in bytes.
    pub fn of_text(text: &str, names: &[(Range<usize>, NameKind)]) -> Vec<Example> {
        let document = sentence::read(text, "en", sentence::paragraphs(text));
        let label = |token: &Token| {
            let name = names.iter().find(|(span, _)| span.start <= token.start && token.end <= span.end);
            name.map_or(0, |(span, kind)| 1 + 2 * *kind as u8 + u8::from(span.start < token.start))
        };
        let sentences = document.sentences.iter().filter_map(|s| document.tokens.get(s.tokens.clone()));
        let example = |tokens: &[Token]| Example {
            words: tokens.iter().map(|t| text[t.start..t.end].to_owned()).collect(),
            masks: tokens.iter().map(|t| 1 << label(t)).collect(),
        };
        sentences.map(example).collect()
    }
}

pub struct Options {
    pub epochs: usize,
    /// Rows whose largest weight is at most this are dropped.
    pub prune: f32,
}

struct Prepared {
    features: Vec<Vec<u32>>,
    masks: Vec<u16>,
    is_open: bool,
}

/// A small generator with a fixed seed: the same data gives the same weights.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }
}

/// Weights and their running sums, for the average over all steps.
struct Learner {
    weights: Vec<f32>,
    sums: Vec<f32>,
    transitions: Transitions,
    transition_sums: Transitions,
    step: f32,
}

/// The bytes of a weights file. `report` hears about each epoch.
pub fn train(
    tables: &Tables,
    examples: Vec<Example>,
    options: &Options,
    mut report: impl FnMut(&str),
) -> Vec<u8> {
    let started = Instant::now();
    let mut random = Random(88_172_645_463_325_252);
    let data: Vec<Prepared> = examples.into_iter().filter_map(|e| prepare(tables, e, &mut random)).collect();
    report(&format!("{} sentences prepared in {:?}", data.len(), started.elapsed()));
    let mut learner = Learner {
        weights: vec![0.0; ROWS * LABELS],
        sums: vec![0.0; ROWS * LABELS],
        transitions: [[0.0; LABELS]; LABELS + 1],
        transition_sums: [[0.0; LABELS]; LABELS + 1],
        step: 1.0,
    };
    let mut order: Vec<usize> = (0..data.len()).collect();
    for epoch in 0..options.epochs {
        for at in (1..order.len()).rev() {
            order.swap(at, (random.next() % (at as u64 + 1)) as usize);
        }
        let mistakes: usize = order.iter().map(|&at| learner.learn(&data[at])).sum();
        report(&format!("epoch {epoch}: {mistakes} wrong words, {:?}", started.elapsed()));
    }
    learner.finish(options.prune)
}

/// Strict F1 of people, organisations and places on sentences that were not learned from.
pub fn score(tables: &Tables, weights: &Weights, examples: &[Example]) -> f64 {
    let (mut right, mut ours, mut gold) = (0usize, 0usize, 0usize);
    for example in examples.iter().filter(|e| e.masks.iter().all(|m| *m != 0)) {
        let mut known = Words::new(tables);
        let ids: Vec<_> = example.words.iter().map(|w| known.look_up(w)).collect();
        let emissions = emissions(weights, &known, &ids);
        let found = spans(&best_path(&emissions, weights.transitions(), None));
        // Partly labelled words may have any label of their mask: the names are those that have one only.
        let labels: Vec<u8> = example.masks.iter().map(|m| m.trailing_zeros() as u8).collect();
        let true_spans = spans(&labels);
        right += found.iter().filter(|s| true_spans.contains(s)).count();
        ours += found.len();
        gold += true_spans.len();
    }
    200.0 * right as f64 / (ours + gold).max(1) as f64
}

/// Start, end and label of each name, the sort "other" left out.
fn spans(labels: &[u8]) -> Vec<(usize, usize, u8)> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < labels.len() {
        let label = labels[at];
        let end = (at + 1..labels.len()).find(|&i| labels[i] != label + 1).unwrap_or(labels.len());
        if label % 2 == 1 && label < 7 {
            found.push((at, end, label));
        }
        at = if label % 2 == 1 { end } else { at + 1 };
    }
    found
}

/// Some sentences are learned in capitals or headline case, so that the recogniser does not lean on case alone.
fn prepare(tables: &Tables, mut example: Example, random: &mut Random) -> Option<Prepared> {
    let (words, masks) = (&mut example.words, example.masks);
    if words.is_empty() || words.len() != masks.len() {
        return None;
    }
    match random.next() % 100 {
        0..4 => words.iter_mut().for_each(|w| *w = w.to_uppercase()),
        4..8 => words.iter_mut().filter(|w| w.len() > 3).for_each(|w| {
            let mut chars = w.chars();
            if let Some(first) = chars.next() {
                *w = first.to_uppercase().chain(chars).collect();
            }
        }),
        _ => {}
    }
    let mut known = Words::new(tables);
    let ids: Vec<_> = words.iter().map(|w| known.look_up(w)).collect();
    let mut features = vec![Vec::with_capacity(96)];
    features::each(&known, &ids, false, |event| match event {
        Event::Feature(id) => features.last_mut().into_iter().for_each(|f: &mut Vec<u32>| f.push(id)),
        Event::WordDone | Event::WordSkipped => features.push(Vec::with_capacity(96)),
    });
    features.pop();
    let is_open = masks.iter().any(|m| m.count_ones() != 1);
    Some(Prepared { features, masks, is_open })
}

impl Learner {
    fn learn(&mut self, example: &Prepared) -> usize {
        let emissions: Vec<Scores> = example.features.iter().map(|f| self.scores(f)).collect();
        let ours = best_path(&emissions, &self.transitions, None);
        let gold = if example.is_open {
            best_path(&emissions, &self.transitions, Some(&example.masks))
        } else {
            example.masks.iter().map(|m| m.trailing_zeros() as u8).collect()
        };
        let mut wrong = 0;
        let start = LABELS as u8;
        let (mut before_ours, mut before_gold) = (start, start);
        for (at, (&our, &right)) in ours.iter().zip(&gold).enumerate() {
            if our != right {
                wrong += 1;
                for &feature in &example.features[at] {
                    self.move_weight(feature, right, 1.0);
                    self.move_weight(feature, our, -1.0);
                }
            }
            if our != right || before_ours != before_gold {
                self.move_transition(before_gold, right, 1.0);
                self.move_transition(before_ours, our, -1.0);
            }
            (before_ours, before_gold) = (our, right);
        }
        self.step += 1.0;
        wrong
    }

    fn scores(&self, features: &[u32]) -> Scores {
        let mut scores = [0.0; LABELS];
        for &feature in features {
            let row = &self.weights[feature as usize * LABELS..][..LABELS];
            scores.iter_mut().zip(row).for_each(|(s, w)| *s += w);
        }
        scores
    }

    fn move_weight(&mut self, feature: u32, label: u8, by: f32) {
        let at = feature as usize * LABELS + usize::from(label);
        self.weights[at] += by;
        self.sums[at] += by * self.step;
    }

    fn move_transition(&mut self, from: u8, to: u8, by: f32) {
        self.transitions[usize::from(from)][usize::from(to)] += by;
        self.transition_sums[usize::from(from)][usize::from(to)] += by * self.step;
    }

    fn finish(mut self, prune: f32) -> Vec<u8> {
        for (weight, sum) in self.weights.iter_mut().zip(&self.sums) {
            *weight -= sum / self.step;
        }
        for (row, sums) in self.transitions.iter_mut().zip(&self.transition_sums) {
            row.iter_mut().zip(sums).for_each(|(t, s)| *t -= s / self.step);
        }
        let largest = |row: &[f32]| row.iter().fold(0f32, |most, w| most.max(w.abs()));
        let scale = largest(&self.weights).max(f32::MIN_POSITIVE) / 127.0;
        let rows: Vec<(u32, [i8; LABELS])> = self
            .weights
            .chunks_exact(LABELS)
            .enumerate()
            .filter(|(_, row)| largest(row) > prune)
            .map(|(at, row)| (at as u32, std::array::from_fn(|label| (row[label] / scale).round() as i8)))
            .collect();
        Weights::write(scale, &self.transitions, &rows)
    }
}
