//! Cuts a paragraph into words, numbers and marks, keeping every byte offset; follows the habits of the Universal
//! Dependencies treebanks that the names are trained on ("Moon" "'s", "did" "n't", "U.S." whole).
use crate::document::{Token, TokenKind};
use crate::lexicon::abbreviation;

/// Appends the tokens of `text[start..end]` to `out`.
pub fn tokenize(text: &str, start: usize, end: usize, out: &mut Vec<Token>) {
    let mut at = start;
    while let Some(c) = first_char(text, at, end) {
        let stop = if c.is_whitespace() {
            at += c.len_utf8();
            continue;
        } else if c.is_alphanumeric() {
            word_end(text, at, end)
        } else if matches!(c, '\'' | '’') {
            clitic_end(text, at, end)
        } else {
            mark_end(text, at, end, c)
        };
        let kind = kind_of(&text[at..stop]);
        out.push(Token { start: at, end: stop, kind });
        at = stop;
    }
}

/// Combining marks and joiners belong to the letter before them.
fn is_joined(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5c7}' | '\u{610}'..='\u{61a}'
        | '\u{64b}'..='\u{65f}' | '\u{93c}' | '\u{94d}' | '\u{9cd}' | '\u{1ab0}'..='\u{1aff}' | '\u{200c}' | '\u{200d}'
        | '\u{20d0}'..='\u{20ff}' | '\u{fe00}'..='\u{fe0f}' | '\u{e31}' | '\u{e34}'..='\u{e3a}' | '\u{e47}'..='\u{e4e}' | '\u{ad}')
}

fn first_char(text: &str, at: usize, end: usize) -> Option<char> {
    text.get(at..end)?.chars().next()
}

fn kind_of(token: &str) -> TokenKind {
    if token.chars().any(char::is_alphabetic) {
        TokenKind::Word
    } else if token.chars().any(char::is_numeric) {
        TokenKind::Number
    } else {
        TokenKind::Punctuation
    }
}

/// Words change where the writing changes: "GSOMIA를" is two.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    Digit,
    Hangul,
    Kana,
    Katakana,
    Han,
    Alphabet,
}

fn script(c: char) -> Script {
    match c {
        '\u{1100}'..='\u{11ff}' | '\u{3130}'..='\u{318f}' | '\u{ac00}'..='\u{d7a3}' => Script::Hangul,
        '\u{3040}'..='\u{309f}' => Script::Kana,
        '\u{30a0}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' => Script::Katakana,
        '\u{2e80}'..='\u{2fdf}'
        | '\u{3005}'..='\u{3007}'
        | '\u{3400}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}' => Script::Han,
        c if c.is_numeric() => Script::Digit,
        _ => Script::Alphabet,
    }
}

/// May the word go on from a letter of one writing to a letter of another?
fn joins(a: Script, b: Script) -> bool {
    a == b || matches!((a, b), (Script::Digit, Script::Alphabet) | (Script::Alphabet, Script::Digit))
}

fn word_end(text: &str, start: usize, end: usize) -> usize {
    let mut at = start;
    let mut last = None;
    let mut chars = text[start..end].char_indices().peekable();
    while let Some((offset, c)) = chars.next() {
        let after = chars.peek().map(|&(_, c)| c);
        if c.is_alphanumeric() {
            if last.is_some_and(|l| !joins(script(l), script(c))) {
                break;
            }
            last = Some(c);
        } else if !is_joined(c) && !links(text, start, start + offset, c, last, after) {
            break;
        }
        at = start + offset + c.len_utf8();
    }
    without_negation(text, start, with_full_stop(text, start, at, end))
}

/// Does a mark between two letters belong to the word?
fn links(text: &str, start: usize, at: usize, mark: char, before: Option<char>, after: Option<char>) -> bool {
    let (Some(before), Some(after)) = (before, after) else { return false };
    if !after.is_alphanumeric() {
        return false;
    }
    match mark {
        '\'' | '’' => before.is_alphabetic() && after.is_alphabetic() && !is_clitic(text, at),
        '-' | '\u{2010}' | '\u{2011}' => true,
        '.' if before.is_numeric() => after.is_numeric(),
        '.' => {
            let initials = text[start..at].chars().rev().nth(1).is_none_or(|c| c == '.');
            initials || (before.is_lowercase() && after.is_lowercase())
        }
        ',' | ':' => before.is_numeric() && after.is_numeric(),
        '&' => before.is_uppercase() && after.is_uppercase(),
        '@' | '_' => true,
        _ => false,
    }
}

const CLITICS: [&str; 6] = ["s", "ll", "re", "ve", "d", "m"];

/// Is the apostrophe at `at` the start of "'s", "'ll", …?
fn is_clitic(text: &str, at: usize) -> bool {
    let rest = &text[at..];
    let letters =
        rest.char_indices().skip(1).find(|(_, c)| !c.is_alphanumeric()).map_or(rest.len(), |(i, _)| i);
    let first = rest.chars().next().map_or(0, char::len_utf8);
    letters <= first + 2 && CLITICS.iter().any(|clitic| rest[first..letters].eq_ignore_ascii_case(clitic))
}

fn clitic_end(text: &str, at: usize, end: usize) -> usize {
    let mark = at + first_char(text, at, end).map_or(1, char::len_utf8);
    let after_word = text[..at].chars().next_back().is_some_and(char::is_alphanumeric);
    if !after_word || !is_clitic(text, at) {
        return mark;
    }
    let rest = text.get(mark..end).unwrap_or("");
    mark + rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len())
}

/// "didn't" is "did" and "n't".
fn without_negation(text: &str, start: usize, end: usize) -> usize {
    let word = &text[start..end];
    ["n't", "n’t", "N'T", "N’T"]
        .iter()
        .find(|tail| word.len() > tail.len() && word.ends_with(**tail))
        .map_or(end, |tail| end - tail.len())
}

/// The full stop of an abbreviation or an initial belongs to its word.
fn with_full_stop(text: &str, start: usize, at: usize, end: usize) -> usize {
    if text.as_bytes().get(at) != Some(&b'.') || at >= end || text[at..end].starts_with("..") {
        return at;
    }
    let word = &text[start..at];
    let mut chars = word.chars();
    let initial = match (chars.next(), chars.next()) {
        (Some(c), None) => c.is_uppercase() && c != 'I' && !matches!(script(c), Script::Hangul | Script::Han),
        _ => word.len() <= 12 && word.contains('.') && word.split('.').all(|part| part.chars().count() == 1),
    };
    // "No. 4", but "He said no. No. Never."
    let number = matches!(word, "No" | "Nos")
        && text[at + 1..end].trim_start().starts_with(|c: char| c.is_ascii_digit());
    if initial || number || abbreviation::is_known(word) { at + 1 } else { at }
}

/// Dashes, dots and repeated marks stay together; "n't" after its verb is one token.
fn mark_end(text: &str, at: usize, end: usize, c: char) -> usize {
    let rest = &text[at..end];
    if matches!(c, '-' | '.' | '—' | '–' | '=' | '_' | '*' | '…') {
        return at + rest.find(|other| other != c).unwrap_or(rest.len());
    }
    at + c.len_utf8()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &[&str]) {
        let mut tokens = Vec::new();
        tokenize(text, 0, text.len(), &mut tokens);
        let found: Vec<&str> = tokens.iter().map(|t| &text[t.start..t.end]).collect();
        assert_eq!(found, expect, "{text}");
    }

    #[test]
    fn cuts_words() {
        check("Moon's plan didn't work.", &["Moon", "'s", "plan", "did", "n't", "work", "."]);
        check(
            "The U.S. said S. Korea owes $28,500.",
            &["The", "U.S.", "said", "S.", "Korea", "owes", "$", "28,500", "."],
        );
        check(
            "O’Brien’s AT&T-led deal -- done...",
            &["O’Brien", "’s", "AT&T-led", "deal", "--", "done", "..."],
        );
        check("Mr. Lee of Acme Inc. left.", &["Mr.", "Lee", "of", "Acme", "Inc.", "left", "."]);
        check("(Yonhap)", &["(", "Yonhap", ")"]);
        check("than I. So", &["than", "I", ".", "So"]);
        check("GSOMIA를 12일", &["GSOMIA", "를", "12", "일"]);
        check("東京で会談", &["東京", "で", "会談"]);
        check("e\u{301}cole a\u{300}\u{300}\u{300}", &["e\u{301}cole", "a\u{300}\u{300}\u{300}"]);
        check("won't can't", &["wo", "n't", "ca", "n't"]);
        check("'quoted' it", &["'", "quoted", "'", "it"]);
        check("", &[]);
    }
}
