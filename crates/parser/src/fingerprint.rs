//! Sameness across publishers: an exact fingerprint of the paragraphs, and a simhash in which near texts differ little.
use model::{Hash64, Hash128};
use unicode_normalization::UnicodeNormalization;

use crate::dateline;

/// Equal for copies of a text: letters and digits alone count, the first paragraph without its dateline.
pub fn fingerprint<T: AsRef<str>>(paragraphs: &[T]) -> String {
    let normal = paragraphs.iter().enumerate().map(|(at, paragraph)| {
        let paragraph = paragraph.as_ref();
        letters(if at == 0 { dateline::after(paragraph) } else { paragraph })
    });
    Hash128::of(normal.filter(|paragraph| !paragraph.is_empty())).to_string()
}

fn letters(text: &str) -> String {
    text.nfkc().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Charikar's simhash over runs of three words (of four characters where a script writes no spaces).
pub fn simhash(text: &str) -> u64 {
    let lower: String = text.nfkc().flat_map(char::to_lowercase).collect();
    let words: Vec<&str> =
        lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let mut votes = [0i32; 64];
    let letters: usize = words.iter().map(|word| word.chars().count()).sum();
    if letters > 12 * words.len().max(1) {
        let chars: Vec<char> = lower.chars().filter(|c| c.is_alphanumeric()).collect();
        for run in chars.windows(4) {
            vote(&mut votes, Hash64::of([run.iter().collect::<String>()]));
        }
    } else {
        for run in words.windows(3.min(words.len().max(1))) {
            vote(&mut votes, Hash64::of(run));
        }
    }
    votes.iter().enumerate().fold(0, |hash, (bit, vote)| hash | u64::from(*vote > 0) << bit)
}

fn vote(votes: &mut [i32; 64], hash: Hash64) {
    for (bit, vote) in votes.iter_mut().enumerate() {
        *vote += if hash.0 >> bit & 1 == 1 { 1 } else { -1 };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STORY: &[&str] = &[
        "HARBOUR CITY, March 3 (Coastwire) -- The ferry company said on Monday that it would “stop” two routes.",
        "Crews were told at noon.",
    ];

    #[test]
    fn copies_are_equal_whatever_their_marks_and_dateline() {
        let copy = [
            "The ferry company said on Monday that it would \"stop\" two routes.",
            "Crews  were told at noon. ",
        ];
        assert_eq!(fingerprint(STORY), fingerprint(&copy));
        assert_ne!(fingerprint(STORY), fingerprint(&STORY[..1]));
    }

    #[test]
    fn near_texts_differ_in_few_bits() {
        let text = "The ferry company said on Monday that it would stop two routes after the summer, and crews were told at noon. "
            .repeat(3);
        let near = format!("{text} It gave no reason.");
        let far = "Rice prices rose in the north for a third week while traders waited for the first ships of the harvest. ".repeat(3);
        assert!((simhash(&text) ^ simhash(&near)).count_ones() <= 12);
        assert!((simhash(&text) ^ simhash(&far)).count_ones() > 16);
        assert_eq!(simhash(""), 0);
    }
}
