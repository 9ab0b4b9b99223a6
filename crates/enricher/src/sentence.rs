//! Cuts paragraphs into sentences at final marks, minding abbreviations, closing quotation marks and the full-width marks.
use model::Span;

use crate::document::{Bytes, Document, Sentence, Token, TokenKind};
use crate::lexicon::abbreviation;
use crate::token::tokenize;

/// Longer runs without a final mark are cut, so that no later step meets a sentence without end.
const LONGEST: usize = 300;

/// Tokens and sentences of a text in its paragraphs.
pub fn read<'a>(text: &'a str, language: &'a str, paragraphs: Vec<Bytes>) -> Document<'a> {
    let (mut tokens, mut sentences) = (Vec::with_capacity(text.len() / 5), Vec::new());
    for (paragraph, bytes) in paragraphs.iter().enumerate() {
        let mut first = tokens.len();
        tokenize(text, bytes.start, bytes.end, &mut tokens);
        let all = first..tokens.len();
        for at in all {
            if at + 1 == tokens.len() || at + 1 - first >= LONGEST || is_end(text, &tokens, first, at) {
                sentences.push(Sentence {
                    bytes: tokens[first].start..tokens[at].end,
                    tokens: first..at + 1,
                    paragraph,
                });
                first = at + 1;
            }
        }
    }
    Document { text, language, paragraphs, sentences, tokens }
}

/// Given paragraphs (code points) in bytes; where they do not lie in the text in order, its own.
pub fn in_paragraphs(text: &str, given: &[Span]) -> Vec<Bytes> {
    let (mut point, mut byte) = (0u32, 0usize);
    let mut go_to = |target: u32| {
        let steps = target.checked_sub(point)? as usize;
        let rest = text.get(byte..)?;
        let ahead = rest.char_indices().map(|(at, _)| at).chain([rest.len()]).nth(steps)?;
        (point, byte) = (target, byte + ahead);
        Some(byte)
    };
    let found: Option<Vec<Bytes>> =
        given.iter().map(|span| Some(go_to(span.start)?..go_to(span.end)?)).collect();
    found.filter(|list| !list.is_empty()).unwrap_or_else(|| paragraphs(text))
}

/// Paragraphs of a text that came without: what stands between blank lines, or each line where there are none.
pub fn paragraphs(text: &str) -> Vec<Bytes> {
    let lines = lines(text);
    let blank = |line: &Bytes| text[line.clone()].trim().is_empty();
    let has_blank = lines.iter().skip_while(|l| blank(l)).any(blank);
    let mut found: Vec<Bytes> = Vec::new();
    let mut joins = false;
    for line in lines {
        if blank(&line) {
            joins = false;
            continue;
        }
        match found.last_mut() {
            Some(last) if joins => last.end = line.end,
            _ => found.push(line),
        }
        joins = has_blank;
    }
    found
}

fn lines(text: &str) -> Vec<Bytes> {
    let mut at = 0;
    text.split_inclusive('\n')
        .map(|line| {
            let start = at;
            at += line.len();
            start..start + line.trim_end().len()
        })
        .collect()
}

fn is_end(text: &str, tokens: &[Token], first: usize, at: usize) -> bool {
    let Some(next) = tokens.get(at + 1) else { return true };
    let word = |t: &Token| &text[t.start..t.end];
    // Closing marks stay with the sentence that they close.
    if is_closing(word(next)) && next.start == tokens[at].end {
        return false;
    }
    let mut last = at;
    while last > first && is_closing(word(&tokens[last])) && tokens[last].start == tokens[last - 1].end {
        last -= 1;
    }
    let mark = word(&tokens[last]);
    match mark {
        // 「…。」と: the closed quotation goes on.
        "。" | "！" | "？" | "｡" => {
            last == at || !word(next).starts_with(['と', 'な', 'で', 'を', 'は', 'に', 'の', 'も', 'が'])
        }
        "." | "!" | "?" | "…" | ".." | "..." | "...." | "?!" => {
            tokens[at].end < next.start && opens(word(next), tokens.get(at + 2).map(word))
        }
        _ if mark.ends_with('.') && tokens[last].kind == TokenKind::Word => {
            last == at && abbreviation::may_end(mark) && abbreviation::is_opener(word(next))
        }
        _ => false,
    }
}

fn is_closing(mark: &str) -> bool {
    matches!(mark, "\"" | "”" | "’" | "'" | "»" | ")" | "]" | "」" | "』" | "）" | "›")
}

/// May a sentence begin with this token?
fn opens(word: &str, after: Option<&str>) -> bool {
    match word.chars().next() {
        Some('"' | '“' | '‘' | '\'' | '«' | '(' | '[' | '-' | '–' | '—') => {
            after.and_then(|w| w.chars().next()).is_none_or(|c| !c.is_lowercase())
        }
        Some(c) => !c.is_lowercase() && !matches!(c, ',' | ';' | ':' | ')' | '.'),
        None => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &[&str]) {
        let document = read(text, "en", paragraphs(text));
        let found: Vec<&str> = document.sentences.iter().map(|s| &text[s.bytes.clone()]).collect();
        assert_eq!(found, expect);
    }

    #[test]
    fn takes_given_paragraphs() {
        let span = |start, end| Span { start, end };
        assert_eq!(in_paragraphs("가나\n\n다", &[span(0, 2), span(4, 5)]), vec![0..6, 8..11]);
        assert_eq!(in_paragraphs("abc", &[span(0, 9)]), vec![0..3]);
        assert_eq!(in_paragraphs("a\n\nb", &[span(3, 4), span(0, 1)]), vec![0..1, 3..4]);
    }

    #[test]
    fn cuts_sentences() {
        check("He left. She stayed.", &["He left.", "She stayed."]);
        check("\"Go,\" he said. \"Now.\" They went.", &["\"Go,\" he said.", "\"Now.\"", "They went."]);
        check("\"Who?\" he asked.", &["\"Who?\" he asked."]);
        check(
            "The U.S. Army and Mr. Kim met. The U.S. The end.",
            &["The U.S. Army and Mr. Kim met.", "The U.S.", "The end."],
        );
        check("Costs rose 3.5 percent.\n\nNo. 4 won", &["Costs rose 3.5 percent.", "No. 4 won"]);
        check("首相は「行く。」と述べた。次。", &["首相は「行く。」と述べた。", "次。"]);
        check("one\ntwo", &["one", "two"]);
        check("  \n\n ", &[]);
    }
}
