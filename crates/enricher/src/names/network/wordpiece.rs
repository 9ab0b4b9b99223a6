//! WordPiece as BERT has it (Devlin et al. 2019), word by word, from a `tokenizer.json`: our own words are cut further into
//! pieces, so every piece knows its word and no offset is lost.
use rustc_hash::FxHashMap;
use serde_json::Value;
use thiserror::Error;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

#[derive(Debug, Error)]
pub enum WordPieceError {
    #[error("the tokenizer is not JSON")]
    Json(#[from] serde_json::Error),
    #[error("the tokenizer is of the type `{0}`; only WordPiece is known")]
    Type(String),
    #[error("the tokenizer has no `{0}`")]
    Missing(&'static str),
}

/// A vocabulary with its normalisation.
pub struct WordPiece {
    /// Pieces that begin a word, and those that continue one, without their mark.
    first: FxHashMap<Box<str>, i32>,
    rest: FxHashMap<Box<str>, i32>,
    longest: usize,
    unknown: i32,
    /// Before and after a window: `[CLS]`, `[SEP]`.
    pub opening: i32,
    pub closing: i32,
    lowercase: bool,
    strip_accents: bool,
}

/// Pieces of one word beyond these say nothing more about it.
const MOST_PIECES: usize = 12;

/// A run of letters beyond this length is one unknown piece.
const LONGEST_RUN: usize = 100;

impl WordPiece {
    pub fn read(json: &[u8]) -> Result<Self, WordPieceError> {
        let file: Value = serde_json::from_slice(json)?;
        let model = file.get("model").ok_or(WordPieceError::Missing("model"))?;
        let kind = model.get("type").and_then(Value::as_str).unwrap_or("WordPiece");
        if kind != "WordPiece" {
            return Err(WordPieceError::Type(kind.to_owned()));
        }
        let vocabulary =
            model.get("vocab").and_then(Value::as_object).ok_or(WordPieceError::Missing("vocab"))?;
        let mark = model.get("continuing_subword_prefix").and_then(Value::as_str).unwrap_or("##");
        let (mut first, mut rest, mut longest) = (FxHashMap::default(), FxHashMap::default(), 0);
        for (piece, id) in vocabulary {
            let id = id.as_i64().and_then(|id| id.try_into().ok()).ok_or(WordPieceError::Missing("id"))?;
            longest = longest.max(piece.len());
            match piece.strip_prefix(mark).filter(|tail| !tail.is_empty()) {
                Some(tail) => rest.insert(tail.into(), id),
                None => first.insert(piece.as_str().into(), id),
            };
        }
        let special = |name: &'static str| first.get(name).copied().ok_or(WordPieceError::Missing(name));
        let unknown = model.get("unk_token").and_then(Value::as_str).unwrap_or("[UNK]");
        let normalizer = file.get("normalizer").unwrap_or(&Value::Null);
        let is_set = |name: &str| normalizer.get(name).and_then(Value::as_bool);
        let lowercase = is_set("lowercase").unwrap_or(false);
        Ok(WordPiece {
            unknown: first.get(unknown).copied().ok_or(WordPieceError::Missing("unk_token"))?,
            opening: special("[CLS]")?,
            closing: special("[SEP]")?,
            strip_accents: is_set("strip_accents").unwrap_or(lowercase),
            lowercase,
            longest,
            first,
            rest,
        })
    }

    /// The pieces of a word: at least one.
    pub fn pieces(&self, word: &str) -> Vec<i32> {
        let mut pieces = Vec::new();
        let normal = self.normal(word);
        for run in runs(&normal) {
            if !self.cut(run, &mut pieces) {
                pieces.push(self.unknown);
            }
        }
        pieces.truncate(MOST_PIECES);
        if pieces.is_empty() {
            pieces.push(self.unknown);
        }
        pieces
    }

    fn normal(&self, word: &str) -> String {
        let visible = word.chars().filter(|c| !is_invisible(*c));
        let bare: String = match self.strip_accents {
            true => visible.nfd().filter(|c| !is_combining_mark(*c)).collect(),
            false => visible.collect(),
        };
        if self.lowercase { bare.chars().flat_map(char::to_lowercase).collect() } else { bare }
    }

    /// The longest known piece, again and again; false where a letter is in none.
    fn cut(&self, run: &str, pieces: &mut Vec<i32>) -> bool {
        let before = pieces.len();
        if run.chars().count() > LONGEST_RUN {
            return false;
        }
        let mut at = 0;
        while at < run.len() {
            let table = if at == 0 { &self.first } else { &self.rest };
            let end = run.len().min(at + self.longest);
            let found =
                (at + 1..=end).rev().filter_map(|end| Some((end, *table.get(run.get(at..end)?)?))).next();
            let Some((end, id)) = found else {
                pieces.truncate(before);
                return false;
            };
            pieces.push(id);
            at = end;
        }
        true
    }
}

/// Control and format characters.
fn is_invisible(c: char) -> bool {
    (c.is_control() && !c.is_whitespace())
        || matches!(c, '\0' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}'
            | '\u{feff}' | '\u{fffd}')
}

/// Marks and CJK characters stand alone; what is between them is a run.
fn runs(word: &str) -> Vec<&str> {
    let mut runs = Vec::new();
    let mut start = 0;
    for (at, c) in word.char_indices() {
        let alone = is_mark(c) || is_han(c);
        if alone || c.is_whitespace() {
            runs.push(&word[start..at]);
            start = at + c.len_utf8();
            if alone {
                runs.push(&word[at..start]);
            }
        }
    }
    runs.push(&word[start..]);
    runs.retain(|run| !run.is_empty());
    runs
}

fn is_mark(c: char) -> bool {
    c.is_ascii_punctuation()
        || matches!(c, '¡' | '§' | '«' | '¶' | '·' | '»' | '¿' | '\u{37e}' | '\u{387}' | '\u{55a}'..='\u{55f}' | '\u{589}' | '\u{58a}'
            | '\u{5be}' | '\u{5c0}' | '\u{5c3}' | '\u{5f3}' | '\u{5f4}' | '\u{60c}' | '\u{61b}' | '\u{61f}' | '\u{66a}'..='\u{66d}'
            | '\u{6d4}' | '\u{964}' | '\u{965}' | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}' | '\u{2308}'..='\u{230b}'
            | '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3011}' | '\u{3014}'..='\u{301f}' | '\u{30fb}' | '\u{ff01}'..='\u{ff0f}'
            | '\u{ff1a}'..='\u{ff20}' | '\u{ff3b}'..='\u{ff3d}' | '\u{ff3f}' | '\u{ff5b}'..='\u{ff65}')
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{2ceaf}' | '\u{2f800}'..='\u{2fa1f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOKENIZER: &str = r###"{
        "normalizer": {"type": "BertNormalizer", "lowercase": true, "strip_accents": null},
        "model": {"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##", "vocab":
            {"[UNK]": 0, "[CLS]": 1, "[SEP]": 2, "un": 3, "##believ": 4, "##able": 5, "-": 6, "led": 7, "seoul": 8, "東": 9, "京": 10, "##s": 11, "#": 12}}
    }"###;

    fn check(word: &str, expect: &[i32]) {
        assert_eq!(WordPiece::read(TOKENIZER.as_bytes()).unwrap().pieces(word), expect, "{word}");
    }

    #[test]
    fn cuts_words_into_pieces() {
        check("unbelievable", &[3, 4, 5]);
        check("Séoul-led", &[8, 6, 7]);
        check("Seouls", &[8, 11]);
        check("東京", &[9, 10]);
        check("seo\u{ad}ul", &[8]);
        check("unknown", &[0]);
        check("unknown-led", &[0, 6, 7]);
        check("", &[0]);
        check(&"un".repeat(60), &[0]);
        check(&"-".repeat(30), &[6; 12]);
        check("#", &[12]);
    }

    #[test]
    fn says_what_it_cannot_read() {
        let kind = |json: &str| WordPiece::read(json.as_bytes()).err().map(|e| e.to_string());
        assert_eq!(kind("{"), Some("the tokenizer is not JSON".into()));
        assert_eq!(
            kind(r#"{"model": {"type": "BPE"}}"#),
            Some("the tokenizer is of the type `BPE`; only WordPiece is known".into())
        );
        assert_eq!(
            kind(r#"{"model": {"vocab": {"[UNK]": 0}}}"#),
            Some("the tokenizer has no `[CLS]`".into())
        );
    }
}
