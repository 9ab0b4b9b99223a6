//! Does a sentence speak of what was or of what will be? A bare "Friday" means the last one or the next.
use super::lexeme::{Lexeme, Sense};
use crate::document::Document;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lean {
    Past,
    Future,
    /// No verb says.
    Open,
}

/// How many words before and behind the expression are read.
const BEHIND: usize = 24;
const AHEAD: usize = 12;

/// Reads the verbs nearest to the expression, first those before it in its sentence.
pub fn of(document: &Document, lexemes: &[Lexeme], start: usize, end: usize) -> Lean {
    let words = Words { document, lexemes };
    if words.is_attribute(start, end) && !words.is_of_event(end) {
        return Lean::Past;
    }
    if words.is_set_for(start, end) || words.is_yet_to_be(start) {
        return Lean::Future;
    }
    let deadline = words.is_deadline(start);
    for at in (0..start).rev().take(BEHIND).take_while(|at| !words.stops(*at)) {
        match words.leaning(at) {
            // "postponed until Tuesday", but "had been telephoned by Friday"
            Some(Lean::Past) if deadline && words.defers(at) => return Lean::Future,
            Some(lean) => return lean,
            None => {}
        }
    }
    if deadline {
        return Lean::Future;
    }
    let ahead = (end..lexemes.len().min(end + AHEAD)).take_while(|at| !words.stops(*at));
    ahead.into_iter().find_map(|at| words.leaning(at)).unwrap_or(Lean::Open)
}

struct Words<'a> {
    document: &'a Document<'a>,
    lexemes: &'a [Lexeme],
}

impl Words<'_> {
    fn word(&self, at: usize) -> &str {
        self.lexemes.get(at).and_then(|lexeme| self.document.text.get(lexeme.start..lexeme.end)).unwrap_or("")
    }

    /// The word so many places before `at`.
    fn before(&self, at: usize, steps: usize) -> &str {
        at.checked_sub(steps).map_or("", |at| self.word(at))
    }

    fn stops(&self, at: usize) -> bool {
        matches!(self.word(at), "." | "!" | "?" | ";")
    }

    /// "as soon as Tuesday", "a meeting for Saturday" (not "for Saturday's vote"), "effective Feb. 1".
    fn is_set_for(&self, start: usize, end: usize) -> bool {
        let preposition = self.before(start, 1);
        let possessive = matches!(self.word(end), "'s" | "’s");
        preposition == "as" && matches!(self.before(start, 2), "early" | "soon" | "late")
            || preposition == "for" && !possessive && !self.is_span(end)
            || matches!(preposition, "effective" | "payable" | "starting" | "beginning")
            || matches!(preposition, "on" | "in" | "at")
                && matches!(self.before(start, 2), "effective" | "payable")
    }

    /// Sales "for December" and "for the quarter" are told, not set; wheat "for December delivery" is to come.
    fn is_span(&self, end: usize) -> bool {
        if matches!(self.word(end), "delivery" | "settlement") {
            return false;
        }
        let last = end.checked_sub(1).and_then(|at| self.lexemes.get(at));
        last.is_some_and(|lexeme| matches!(lexeme.sense, Sense::Month(_) | Sense::Unit(..)))
    }

    /// "The election is in November", "the vote is Tuesday".
    fn is_yet_to_be(&self, start: usize) -> bool {
        let is = |steps| matches!(self.before(start, steps), "is" | "are");
        is(1) || matches!(self.before(start, 1), "in" | "on" | "at") && is(2)
    }

    /// "Wednesday's ruling", "a June agreement": what has a day of its own has mostly happened.
    fn is_attribute(&self, start: usize, end: usize) -> bool {
        let article = matches!(self.before(start, 1), "a" | "an" | "the" | "its" | "their" | "his" | "her");
        let noun = self.word(end).len() > 2
            && self.word(end).starts_with(char::is_lowercase)
            && !matches!(
                self.word(end),
                "and" | "for" | "the" | "when" | "after" | "before" | "but" | "from"
            );
        matches!(self.word(end), "'s" | "’s") || article && noun
    }

    /// "Tuesday's Democratic primary", "the Friday deadline": the verbs say whether it is still to come.
    fn is_of_event(&self, end: usize) -> bool {
        const EVENTS: &[&str] = &[
            "primary",
            "election",
            "elections",
            "runoff",
            "game",
            "match",
            "final",
            "summit",
            "meeting",
            "hearing",
            "deadline",
            "inauguration",
            "launch",
            "referendum",
            "start",
            "opening",
        ];
        (end..end + 4).any(|at| EVENTS.contains(&self.word(at)))
    }

    fn is_deadline(&self, start: usize) -> bool {
        matches!(self.before(start, 1), "by" | "until" | "till" | "before" | "through" | "than")
            && (self.before(start, 1) != "than" || self.before(start, 2) == "later")
    }

    /// Verbs of a deadline that is still ahead.
    fn defers(&self, at: usize) -> bool {
        const DEFERRING: &[&str] = &[
            "postponed",
            "extended",
            "delayed",
            "deferred",
            "adjourned",
            "suspended",
            "gave",
            "given",
            "closed",
            "remanded",
            "asked",
            "urged",
        ];
        let word = self.word(at);
        DEFERRING.contains(&word)
            || matches!(word, "has" | "have") && matches!(self.word(at + 1), "until" | "till")
    }

    /// "Ask me on Monday": a verb that opens its sentence or quotation bare.
    fn is_imperative(&self, at: usize) -> bool {
        const ASKED: &[&str] = &[
            "Ask", "Bring", "Call", "Check", "Come", "Expect", "Join", "Look", "Meet", "Remember", "Return",
            "Send", "Stay", "Tune", "Vote", "Wait", "Watch",
        ];
        ASKED.contains(&self.word(at))
            && matches!(self.before(at, 1), "" | "." | "!" | "?" | ":" | "\"" | "“" | "‘" | "``" | "'")
    }

    fn leaning(&self, at: usize) -> Option<Lean> {
        let (word, next) = (self.word(at), self.word(at + 1));
        // "vacation plans"
        let noun = word == "plans" && next != "to";
        // "struck as planned", "as previously scheduled"
        let as_planned = matches!(word, "planned" | "scheduled" | "expected" | "promised")
            && (1..=2).any(|steps| self.before(at, steps) == "as");
        if as_planned {
            return None;
        }
        if FUTURE.contains(&word) && !noun || self.is_imperative(at) {
            // "It had been due to expire on Friday" is over.
            let over = matches!(word, "due" | "scheduled" | "expected" | "slated" | "planned" | "supposed")
                && (1..=3).any(|steps| self.before(at, steps) == "had");
            return Some(if over { Lean::Past } else { Lean::Future });
        }
        let before = self.before(at, 1);
        let future = matches!(word, "is" | "are" | "am" | "'m" | "’m" | "'re" | "’re")
            && (matches!(next, "to" | "set" | "due" | "at") || is_progressive(next))
            || matches!(word, "set" | "going") && matches!(next, "to" | "for")
            || word == "to"
                && !matches!(before, "due" | "scheduled" | "expected" | "slated" | "planned" | "supposed")
                && matches!(
                    next,
                    "be" | "meet" | "start" | "begin" | "end" | "open" | "close" | "return" | "expire" | "vote"
                )
            || matches!(word, "may" | "might" | "should" | "must") && next != "have"
            // "talks resume Monday": the present of what is arranged
            || matches!(word, "begin" | "start" | "resume" | "open" | "close" | "reopen" | "expire" | "convene")
                && before.len() > 4
                && before.ends_with('s')
                && !before.ends_with("ss")
                && !matches!(before, "always" | "prices" | "stocks" | "shares")
            // "before it lapses", "who plays on Sunday"
            || matches!(before, "it" | "he" | "she" | "who" | "which")
                && word.len() > 3
                && word.ends_with('s')
                && !matches!(word, "says" | "does" | "this" | "always")
                && !word.ends_with("ss");
        if future {
            return Some(Lean::Future);
        }
        // "will be named": the participle waits for its auxiliary.
        let passive = [before, self.before(at, 2)].iter().any(|word| matches!(*word, "be" | "being"));
        (is_past(word) && !passive).then_some(Lean::Past)
    }
}

/// "is meeting", not "is nothing".
fn is_progressive(word: &str) -> bool {
    word.len() > 5
        && word.ends_with("ing")
        && !matches!(word, "nothing" | "something" | "anything" | "during")
}

fn is_past(word: &str) -> bool {
    const ADJECTIVES: &[&str] = &["speed", "hundred", "united", "United", "indeed", "biped"];
    const OTHER_THAN_EED: &[&str] = &["agreed", "freed", "guaranteed", "refereed", "decreed"];
    let regular = word.len() > 4
        && word.ends_with("ed")
        && !ADJECTIVES.contains(&word)
        // "a still unspecified date"
        && !word.starts_with("un")
        // "succeed", "proceed", "need"
        && (!word.ends_with("eed") || OTHER_THAN_EED.contains(&word));
    regular || PAST.contains(&word)
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
    "expects",
    "expect",
    "likely",
    "due",
    "plans",
    "planned",
    "planning",
    "upcoming",
    "deadline",
    "intends",
    "intend",
    "hopes",
    "hope",
    "slated",
    "promises",
    "promised",
    "wants",
    "tomorrow",
    "supposed",
    "forecast",
    "forecasts",
    "predicts",
    "predicted",
    "effective",
    "payable",
    "expires",
    "begins",
    "starts",
    "opens",
    "visits",
    "invited",
    "lapses",
    "ends",
    "closes",
    "meets",
    "faces",
    "hosts",
    "votes",
    "arrives",
    "resumes",
    "concludes",
    "convenes",
];

const PAST: &[&str] = &[
    "was", "were", "had", "did", "said", "has", "have", "been", "came", "went", "told", "began", "met",
    "won", "lost", "died", "fell", "rose", "since", "took", "made", "left", "ran", "held", "sold", "got",
    "gave", "hit", "shot", "led", "found", "sent", "wrote", "spoke", "saw", "kept", "broke", "built",
    "bought", "grew", "says", "say", "brought", "became", "chose", "drew", "drove", "fought", "flew", "knew",
    "paid", "sought", "spent", "stood", "stole", "struck", "swore", "taught", "thought", "threw", "withdrew",
    "laid", "shut", "sank", "sang", "drank", "given", "taken", "known",
];
