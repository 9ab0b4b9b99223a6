//! Does a sentence speak of what was or of what will be? A bare "Friday" means the last one or the next.
use super::lexeme::Lexeme;
use crate::document::Document;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lean {
    Past,
    Future,
    /// No verb says.
    Open,
}

/// Reads the verbs nearest to the expression, first those before it in its sentence.
pub fn of(document: &Document, lexemes: &[Lexeme], start: usize, end: usize) -> Lean {
    let word = |at: usize| {
        lexemes.get(at).and_then(|lexeme| document.text.get(lexeme.start..lexeme.end)).unwrap_or("")
    };
    let stops = |at: usize| matches!(word(at), "." | "!" | "?" | ";");
    let mut deadline = false;
    for (steps, at) in (0..start).rev().take(14).enumerate() {
        if stops(at) {
            break;
        }
        // "by Friday" is a deadline, unless it was kept: "had been telephoned by Friday".
        deadline |= steps == 0 && matches!(word(at), "by" | "until" | "till" | "before");
        if let Some(lean) = leaning(word(at), word(at + 1)) {
            return lean;
        }
    }
    for at in end..lexemes.len().min(end + 9) {
        if stops(at) || deadline {
            break;
        }
        if let Some(lean) = leaning(word(at), word(at + 1)) {
            return lean;
        }
    }
    if deadline { Lean::Future } else { Lean::Open }
}

const FUTURE: &[&str] = &[
    "will",
    "'ll",
    "’ll",
    "wo",
    "would",
    "'d",
    "shall",
    "scheduled",
    "expected",
    "due",
    "plans",
    "planned",
    "planning",
    "upcoming",
    "deadline",
    "intends",
    "slated",
    "promises",
    "promised",
    "wants",
    "tomorrow",
    "expires",
    "begins",
    "starts",
    "opens",
    "visits",
    "invited",
];

const PAST: &[&str] = &[
    "was", "were", "had", "did", "said", "has", "have", "been", "came", "went", "told", "began", "met",
    "won", "lost", "died", "fell", "rose", "since", "took", "made", "left", "ran", "held", "sold", "got",
    "gave", "hit", "shot", "led", "found", "sent", "wrote", "spoke", "saw", "kept", "broke", "built",
    "bought", "grew", "says", "say",
];

fn leaning(word: &str, next: &str) -> Option<Lean> {
    let future = FUTURE.contains(&word)
        || matches!(word, "is" | "are")
            && matches!(next, "to" | "set" | "due" | "scheduled" | "expected" | "planned" | "at")
        || matches!(word, "set" | "going") && matches!(next, "to" | "for")
        || word == "to"
            && matches!(
                next,
                "be" | "meet" | "start" | "begin" | "end" | "open" | "close" | "return" | "expire" | "vote"
            );
    if future {
        return Some(Lean::Future);
    }
    const ADJECTIVES: &[&str] = &["need", "speed", "hundred", "united", "United", "indeed", "proceed"];
    let past = PAST.contains(&word) || word.len() > 4 && word.ends_with("ed") && !ADJECTIVES.contains(&word);
    past.then_some(Lean::Past)
}
