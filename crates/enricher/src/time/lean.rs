//! Does a sentence speak of what was or of what will be? A bare "Friday" means the last one or the next.
use super::lexeme::Lexeme;
use crate::document::Document;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lean {
    Past,
    Future,
}

/// Reads the verbs nearest to the expression, first those before it in its sentence.
pub fn of(document: &Document, lexemes: &[Lexeme], start: usize, end: usize) -> Lean {
    let word = |at: usize| {
        lexemes.get(at).and_then(|lexeme| document.text.get(lexeme.start..lexeme.end)).unwrap_or("")
    };
    let stops = |at: usize| matches!(word(at), "." | "!" | "?" | ";");
    for (steps, at) in (0..start).rev().take(14).enumerate() {
        if stops(at) {
            break;
        }
        if let Some(lean) = leaning(word(at), word(at + 1), steps) {
            return lean;
        }
    }
    for at in end..lexemes.len().min(end + 9) {
        if stops(at) {
            break;
        }
        if let Some(lean) = leaning(word(at), word(at + 1), 9) {
            return lean;
        }
    }
    Lean::Past
}

fn leaning(word: &str, next: &str, steps: usize) -> Option<Lean> {
    let future = match word {
        "will" | "'ll" | "’ll" | "won't" | "wo" | "shall" | "scheduled" | "expected" | "expects"
        | "expect" | "due" | "plans" | "planned" | "planning" | "would" | "until" | "till" | "before"
        | "upcoming" | "deadline" | "intends" | "aims" | "hopes" | "slated" | "promises" | "must"
        | "should" | "may" | "could" | "can" | "tomorrow" | "returns" | "expires" | "begins" | "starts"
        | "opens" | "plays" | "meets" | "visits" => true,
        "by" => steps == 0,
        "is" | "are" => {
            matches!(next, "to" | "set" | "due" | "scheduled" | "expected" | "planned" | "at" | "on")
        }
        "set" | "going" => next == "to" || next == "for",
        "to" => matches!(
            next,
            "be" | "meet"
                | "start"
                | "begin"
                | "end"
                | "open"
                | "close"
                | "return"
                | "take"
                | "expire"
                | "vote"
                | "hold"
                | "face"
                | "leave"
        ),
        _ => false,
    };
    if future {
        return Some(Lean::Future);
    }
    let past = matches!(
        word,
        "was"
            | "were"
            | "had"
            | "did"
            | "said"
            | "has"
            | "have"
            | "been"
            | "came"
            | "went"
            | "told"
            | "began"
            | "met"
            | "won"
            | "lost"
            | "died"
            | "fell"
            | "rose"
            | "since"
            | "took"
            | "made"
            | "left"
            | "ran"
            | "held"
            | "sold"
            | "got"
            | "gave"
            | "hit"
            | "shot"
            | "led"
            | "found"
            | "sent"
            | "wrote"
            | "spoke"
            | "saw"
            | "kept"
            | "broke"
            | "built"
            | "bought"
            | "grew"
    ) || word.len() > 4
        && word.ends_with("ed")
        && !matches!(word, "need" | "speed" | "hundred" | "united" | "United" | "indeed" | "proceed");
    past.then_some(Lean::Past)
}
