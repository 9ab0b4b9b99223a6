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
    let lower = |chars: &mut dyn Iterator<Item = char>| -> String {
        let mut out = String::with_capacity(text.len());
        for c in chars.filter(|c| c.is_alphanumeric()) {
            if c.is_ascii() { out.push(c.to_ascii_lowercase()) } else { out.extend(c.to_lowercase()) }
        }
        out
    };
    if text.chars().all(is_normal) { lower(&mut text.chars()) } else { lower(&mut text.nfkc()) }
}

/// Characters that NFKC leaves alone whatever stands beside them: most texts hold no others, and normalising is dear.
fn is_normal(c: char) -> bool {
    matches!(c,
        '\u{0}'..='\u{7f}' | '\u{c0}'..='\u{131}' | '\u{134}'..='\u{13e}' | '\u{141}'..='\u{148}' | '\u{14a}'..='\u{17e}'
        | '\u{400}'..='\u{45f}' | '\u{621}'..='\u{63a}' | '\u{641}'..='\u{64a}' | '\u{2010}' | '\u{2012}'..='\u{2015}'
        | '\u{2018}'..='\u{201e}' | '\u{2020}'..='\u{2022}' | '\u{3001}'..='\u{3002}' | '\u{300c}'..='\u{300f}'
        | '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}' | '\u{30fc}' | '\u{4e00}'..='\u{9fa5}' | '\u{ac00}'..='\u{d7a3}')
}

/// Charikar's simhash over runs of three words (of four characters where a script writes no spaces).
pub fn simhash(text: &str) -> u64 {
    let lower: String = if text.chars().all(is_normal) {
        text.to_lowercase()
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
    fn what_is_called_normal_is() {
        for c in ('\0'..='\u{ffff}').filter(|c| is_normal(*c)) {
            let beside = format!("{c}a{c}");
            assert_eq!(beside.nfkc().collect::<String>(), beside, "{c:?}");
        }
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
