//! Dialogue set with dashes, as Spanish, French and Russian print it: "— Q, — said X. — Q" at the start of a paragraph.
use super::{lexicon::Lexicon, marks::Quoted};
use crate::document::Bytes;

/// The stretches that dashes set off. Dashes before lists look the same, so nothing is taken for speech in a text where
/// no verb of saying ever stands behind a dash.
pub fn find(text: &str, paragraphs: &[Bytes], lexicon: &Lexicon) -> Vec<Quoted> {
    let mut found = Vec::new();
    let mut told = false;
    for (paragraph, bytes) in paragraphs.iter().enumerate() {
        let Some(body) = text.get(bytes.clone()) else { continue };
        let (pieces, narrated) = pieces(body, lexicon);
        told |= narrated;
        for outer in pieces {
            let inner = body.get(outer.clone()).unwrap_or("").trim_start_matches(|c| is_dash(c) || c == ' ');
            let inner = inner.trim_end();
            if inner.is_empty() {
                continue;
            }
            let end = bytes.start + (inner.as_ptr() as usize - body.as_ptr() as usize) + inner.len();
            found.push(Quoted {
                inner: end - inner.len()..end,
                outer: bytes.start + outer.start..end,
                paragraph,
                parent: None,
                resumes: false,
                closed: true,
                title: false,
            });
        }
    }
    if told { found } else { Vec::new() }
}

fn is_dash(c: char) -> bool {
    matches!(c, '—' | '–' | '―')
}

/// The spoken pieces of a paragraph that opens with a dash, each from its dash on, and whether a verb of saying stands
/// between them.
fn pieces(body: &str, lexicon: &Lexicon) -> (Vec<Bytes>, bool) {
    let mut pieces = Vec::new();
    let mut narrated = false;
    let starts = body.trim_start_matches(|c| is_dash(c) || c == ' ' || c == '\u{a0}');
    let opens = body.starts_with(is_dash) && starts.starts_with(|c: char| !c.is_lowercase());
    if !opens || body.trim_end().ends_with([';', ':']) {
        return (pieces, false);
    }
    let mut speech = Some(0);
    for (at, dash) in body.char_indices().skip(1).filter(|(_, c)| is_dash(*c)) {
        let (left, right) = (&body[..at], &body[at + dash.len_utf8()..]);
        let glued = !right.starts_with(char::is_whitespace);
        match speech {
            Some(start) if opens_narration(left, right, glued) => {
                pieces.push(start..left.trim_end().len());
                narrated |= reports(right, lexicon);
                speech = None;
            }
            None if closes_narration(left, right) => {
                let lead = right.len() - right.trim_start_matches(['.', ',', ';', ':', ' ', '\u{a0}']).len();
                speech = Some(at + dash.len_utf8() + lead);
            }
            _ => {}
        }
    }
    pieces.extend(speech.map(|start| start..body.trim_end().len()));
    (pieces, narrated)
}

/// " —dijo", ", — сказал", "? — a demandé".
fn opens_narration(left: &str, right: &str, glued: bool) -> bool {
    let apart = left.ends_with([' ', '\u{a0}', '\u{202f}']);
    let ended = left.trim_end().ends_with([',', '.', '!', '?', '…', '»', '”', '"', ':']);
    let lower = right.trim_start().starts_with(char::is_lowercase);
    apart && lower && (glued || ended)
}

/// "dijo ella—.", "сказал он. —", "сказал он, —".
fn closes_narration(left: &str, right: &str) -> bool {
    let ended = left.trim_end().ends_with(['.', ',', '!', '?', '…', ':', ';']);
    ended || !left.ends_with(char::is_whitespace) && !right.starts_with(char::is_alphanumeric)
}

/// Is one of the next words a verb of saying?
fn reports(narration: &str, lexicon: &Lexicon) -> bool {
    narration
        .split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’')
        .filter(|word| !word.is_empty())
        .take(4)
        .any(|word| lexicon.entry(word).cue.is_some())
}
