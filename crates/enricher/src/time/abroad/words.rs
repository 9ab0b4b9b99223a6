//! Words in small letters, with elided articles cut off, as the grammar of dates abroad looks them up.
use super::tongues::Table;
use crate::document::Document;

#[derive(Debug)]
pub struct Word {
    pub start: usize,
    pub end: usize,
    pub text: String,
}

pub fn read(document: &Document) -> Vec<Word> {
    let mut words = Vec::with_capacity(document.tokens.len());
    for token in &document.tokens {
        let Some(surface) = document.text.get(token.start..token.end) else { continue };
        let elided = surface
            .char_indices()
            .find(|(at, c)| matches!(c, '\'' | '’') && (1..=5).contains(at))
            .filter(|(at, c)| at + c.len_utf8() < surface.len() && !surface.starts_with("aujourd"));
        let cut = elided.map_or(0, |(at, c)| at + c.len_utf8());
        for (start, piece) in [(0, surface.get(..cut)), (cut, surface.get(cut..))] {
            let Some(piece) = piece.filter(|piece| !piece.is_empty()) else { continue };
            // No word of a date is longer.
            let text = if piece.len() > 40 {
                String::new()
            } else {
                piece.trim_end_matches(['\'', '’']).replace('’', "'").to_lowercase()
            };
            let start = token.start + start;
            words.push(Word { start, end: start + piece.len(), text });
        }
    }
    words
}

/// Letters that an inflected form may have more than its stem.
const ENDING: usize = 3;

fn stands_for(entry: &str, word: &str) -> bool {
    match entry.strip_suffix('*') {
        Some(stem) => word.strip_prefix(stem).is_some_and(|ending| ending.chars().count() <= ENDING),
        None => entry == word,
    }
}

pub fn find<T: Copy>(table: Table<T>, word: &str) -> Option<T> {
    table.iter().find(|(entry, _)| stands_for(entry, word)).map(|(_, value)| *value)
}

pub fn is_in(words: &[&str], word: &str) -> bool {
    words.iter().any(|entry| stands_for(entry, word))
}
