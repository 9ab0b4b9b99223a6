//! Sameness across publishers: an exact fingerprint of the paragraphs, and a simhash in which near texts differ little.
use model::Hash128;
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
    if text.is_ascii() {
        let letters = text.bytes().filter(u8::is_ascii_alphanumeric);
        return letters.map(|b| char::from(b.to_ascii_lowercase())).collect();
    }
    text.nfkc().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Charikar's simhash over runs of three words (of four characters where a script writes no spaces).
pub fn simhash(text: &str) -> u64 {
    let lower: String = if text.is_ascii() {
        text.to_ascii_lowercase()
    } else {
        text.nfkc().flat_map(char::to_lowercase).collect()
    };
    let mut letters = 0;
    let words: Vec<u64> = lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| {
            letters += word.chars().count();
            hash(word.bytes())
        })
        .collect();
    let mut votes = [0i32; 64];
    if letters > 12 * words.len().max(1) {
        let chars: Vec<u64> = lower.chars().filter(|c| c.is_alphanumeric()).map(u64::from).collect();
        chars.windows(4).for_each(|run| vote(&mut votes, mix(run)));
    } else {
        words.windows(3.min(words.len().max(1))).for_each(|run| vote(&mut votes, mix(run)));
    }
    votes.iter().enumerate().fold(0, |hash, (bit, vote)| hash | u64::from(*vote > 0) << bit)
}

/// FNV-1a: a word at a time, thousands a page, so nothing with a state to set up.
fn hash(bytes: impl Iterator<Item = u8>) -> u64 {
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3))
}

/// One hash of a run, in which order counts and every bit depends on every word (the finaliser of MurmurHash3).
fn mix(run: &[u64]) -> u64 {
    let mut hash =
        run.iter().fold(0u64, |hash, word| hash.rotate_left(21).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ word);
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    hash ^ hash >> 33
}

fn vote(votes: &mut [i32; 64], hash: u64) {
    for (bit, vote) in votes.iter_mut().enumerate() {
        *vote += ((hash >> bit & 1) as i32) * 2 - 1;
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
