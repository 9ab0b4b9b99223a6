//! From the labels of a token classifier to ours.
use serde_json::Value;
use thiserror::Error;

use crate::names::perceptron::{LABELS, Scores};

#[derive(Debug, Error)]
pub enum LabelsError {
    #[error("the configuration is not JSON")]
    Json(#[from] serde_json::Error),
    #[error("the configuration has no `id2label`")]
    Missing,
    #[error("none of the labels names people, organisations or places")]
    Unknown,
}

/// Which of our labels each label of the model counts for.
pub struct Labels(Vec<usize>);

impl Labels {
    /// From the `id2label` of a `config.json`; labels as BIO, BIOES or bare types.
    pub fn read(config: &Value) -> Result<Self, LabelsError> {
        let named = config.get("id2label").and_then(Value::as_object).ok_or(LabelsError::Missing)?;
        let mut ours = vec![0; named.len()];
        for (id, label) in named {
            let slot =
                id.parse::<usize>().ok().and_then(|id| ours.get_mut(id)).ok_or(LabelsError::Missing)?;
            *slot = label.as_str().map_or(0, ours_of);
        }
        let knows_names = ours.iter().any(|label| (1..7).contains(label));
        if knows_names { Ok(Labels(ours)) } else { Err(LabelsError::Unknown) }
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Log-probabilities of our labels from the model's logits; labels that count for the same are added up.
    pub fn scores(&self, logits: &[f32]) -> Scores {
        let most = logits.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let mut sums = [0f32; LABELS];
        let mut total = 0f32;
        for (&label, logit) in self.0.iter().zip(logits) {
            let part = (logit - most).exp();
            total += part;
            if let Some(sum) = sums.get_mut(label) {
                *sum += part;
            }
        }
        sums.map(|sum| (sum / total).max(1e-9).ln())
    }
}

/// Our number of a label: see [`LABELS`].
fn ours_of(label: &str) -> usize {
    let (place, kind) = label.split_once(['-', '_']).unwrap_or(("B", label));
    let kind = match kind.to_ascii_uppercase().as_str() {
        "PER" | "PERSON" => 0,
        "ORG" | "ORGANIZATION" | "ORGANISATION" | "CORPORATION" => 1,
        "LOC" | "LOCATION" | "GPE" | "FAC" | "FACILITY" | "PLACE" => 2,
        "MISC" | "NORP" | "EVENT" | "WORK_OF_ART" | "LAW" | "PRODUCT" | "OTHER" => 3,
        _ => return 0,
    };
    let is_inside = matches!(place, "I" | "E" | "L" | "M");
    1 + 2 * kind + usize::from(is_inside)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn maps_labels() {
        for (label, expect) in [
            ("O", 0),
            ("B-PER", 1),
            ("E-person", 2),
            ("S-ORG", 3),
            ("I-GPE", 6),
            ("B-MISC", 7),
            ("I-WORK_OF_ART", 8),
            ("LOC", 5),
            ("B-DATE", 0),
        ] {
            assert_eq!(ours_of(label), expect, "{label}");
        }
    }

    #[test]
    fn adds_up_what_counts_for_the_same() {
        let config = serde_json::json!({"id2label": {"0": "O", "1": "B-LOC", "2": "B-GPE"}});
        let labels = Labels::read(&config).unwrap();
        let scores = labels.scores(&[0.0, 0.0, 0.0]);
        assert!((scores[5].exp() - 2.0 / 3.0).abs() < 1e-6 && (scores[0].exp() - 1.0 / 3.0).abs() < 1e-6);
        assert!(Labels::read(&serde_json::json!({"id2label": {"0": "POS"}})).is_err());
        assert!(Labels::read(&serde_json::json!({})).is_err());
    }
}
