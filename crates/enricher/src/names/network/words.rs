//! What a network is told about a word beside its pieces: its shape, and for the small one hashes of suffix and shape.
//! These are the numbers that the models were trained with; another hash would need other weights.

/// 0 small or no letters, 1 Title, 2 CAPITALS, 3 MiXed, 4 with a digit, 5 one capital.
pub fn case(word: &str) -> i32 {
    if word.chars().any(char::is_numeric) {
        return 4;
    }
    let letters = || word.chars().filter(|c| c.is_alphabetic());
    let capitals = letters().filter(|c| c.is_uppercase()).count();
    match (capitals, letters().count()) {
        (0, _) => 0,
        (1, 1) => 5,
        (some, all) if some == all => 2,
        (1, _) if letters().next().is_some_and(char::is_uppercase) => 1,
        _ => 3,
    }
}

/// Numbers that the small network has for a word.
pub const FEATURES: usize = 6;

const SUFFIXES: u32 = 4096;
const SHAPES: u32 = 512;

/// The first three pieces and the last (0: none), the suffix, the shape.
pub fn features(word: &str, pieces: &[i32]) -> [i32; FEATURES] {
    let piece = |at: usize| pieces.get(at).copied().unwrap_or(0);
    let fourth = if pieces.len() > 4 { pieces.last().copied().unwrap_or(0) } else { piece(3) };
    let lower = word.to_lowercase();
    let suffix = lower.char_indices().rev().nth(2).map_or(lower.as_str(), |(at, _)| &lower[at..]);
    let hashed = |text: &str, size: u32| (1 + crc32(text.as_bytes()) % (size - 1)) as i32;
    [piece(0), piece(1), piece(2), fourth, hashed(suffix, SUFFIXES), hashed(&shape(word), SHAPES)]
}

fn shape(word: &str) -> String {
    let (mut shape, mut last, mut run) = (String::new(), None, 0);
    for c in word.chars().take(24) {
        let class = match c {
            c if c.is_uppercase() => 'X',
            c if c.is_lowercase() => 'x',
            c if c.is_numeric() => 'd',
            c if c.is_ascii() => c,
            _ => 'a',
        };
        run = if last == Some(class) { run + 1 } else { 0 };
        last = Some(class);
        if run < 2 {
            shape.push(class);
        }
    }
    shape
}

/// CRC-32 of IEEE 802.3, bit by bit: a few bytes a word.
fn crc32(bytes: &[u8]) -> u32 {
    let step = |crc: u32, byte: &u8| {
        (0..8).fold(crc ^ u32::from(*byte), |c, _| if c & 1 == 1 { c >> 1 ^ 0xedb8_8320 } else { c >> 1 })
    };
    !bytes.iter().fold(u32::MAX, step)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_as_the_standard_says() {
        assert_eq!(crc32(b"123456789"), 0xcbf4_3926);
        assert_eq!(crc32(b""), 0);
    }

    #[test]
    fn reads_shapes() {
        for (word, expect, expect_case) in [
            ("Seoul", "Xxx", 1),
            ("KAIST", "XX", 2),
            ("McDonald", "XxXxx", 3),
            ("F-35s", "X-ddx", 4),
            ("A", "X", 5),
            ("of", "xx", 0),
            ("...", "..", 0),
        ] {
            assert_eq!((shape(word).as_str(), case(word)), (expect, expect_case), "{word}");
        }
    }

    #[test]
    fn takes_the_last_piece_of_a_long_word() {
        assert_eq!(features("x", &[1, 2, 3, 4, 5])[..4], [1, 2, 3, 5]);
        assert_eq!(features("x", &[1])[..4], [1, 0, 0, 0]);
    }
}
