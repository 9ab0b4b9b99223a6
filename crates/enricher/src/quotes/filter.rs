//! Speech or not: titles of works, nicknames, terms and scare quotes stand in the same marks as what people say.
use std::ops::Range;

use super::{
    attribution::How,
    lexicon::{Class, cues::Traits},
    narration::{Item, Shape},
    page::Page,
    report::{Order, Report},
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Speech,
    NoSpeech,
}

/// Judges a stretch for which a report was found.
pub fn verdict(
    page: &Page,
    items: &[Item],
    sentence: &Range<usize>,
    at: usize,
    quote: usize,
    how: How,
    report: &Report,
) -> Verdict {
    let Some(quoted) = page.quoted.get(quote).filter(|quoted| !quoted.title) else {
        return Verdict::NoSpeech;
    };
    let inner = page.inner(quote);
    let words = inner.split_whitespace().count();
    let before =
        at.checked_sub(1).filter(|before| *before >= sentence.start).map(|before| items[before].shape);
    let after = matches!(how, How::After | How::Inverted);
    // "said on CNN's “State of the Union.”"
    let possessed = at > sentence.start && items[at - 1].is_word() && items[at - 1].is(Class::POSSESSIVE);
    if possessed && words <= 6 && is_title_case(inner) && !is_shouted(inner) {
        return Verdict::NoSpeech;
    }
    // Directly behind the cue or a colon, or directly before the report.
    let attached = after || before == Some(Shape::Colon) || how == How::Introduced && report.content == at;
    if attached && is_sentence(inner) {
        return Verdict::Speech;
    }
    let called = report.traits.has(Traits::CALLS) && report.content >= at.saturating_sub(8);
    let adjacent = report.cue.end == at;
    let lower = inner.starts_with(char::is_lowercase);
    let fragment = !ends_utterance(inner);
    let object = adjacent && called && items.get(at + 1).is_some_and(|next| page.word(next) == "as");
    let titled = is_title_case(inner) && !is_shouted(inner) && !called && (!attached || fragment);
    let aside = words <= 4 && !["and ", "but ", "or "].iter().any(|start| inner.starts_with(start));
    let no = object
        || is_named(page, items, sentence, at)
        || titled
        || is_attributive(page, items, sentence, at, inner) && !adjacent && !report.traits.has(Traits::STRONG)
        || called && is_nickname(page, items, at, inner, report)
        // "would publish its records, “warts and all”, though": an aside of the reporter's.
        || aside && how != How::Around && !after && before == Some(Shape::Comma) && report.that && report.content + 1 < at && lower
        || report.order == Order::Asked && !is_sentence(inner)
        || report.lemma == "read" && !is_announcer(items, report) && fragment
        || quoted.parent.is_some() && words == 1 && fragment && lower && !adjacent
        || report.traits.has(Traits::WEAK) && before == Some(Shape::Colon) && names_a_work(page, items, &(report.cue.end..at));
    if no { Verdict::NoSpeech } else { Verdict::Speech }
}

/// Signs and letters read; people read books.
fn is_announcer(items: &[Item], report: &Report) -> bool {
    report
        .speaker
        .as_ref()
        .is_some_and(|speaker| items[speaker.clone()].iter().any(|item| item.is(Class::ANNOUNCER)))
}

fn ends_utterance(inner: &str) -> bool {
    inner
        .trim_end_matches(['’', '”', '"', '\'', '»', ' ', ')'])
        .ends_with(['.', ',', '!', '?', '…', '—', '-', '–'])
}

/// "(CROSSTALK.)": a remark about what is heard.
pub fn is_bracketed(inner: &str) -> bool {
    inner.starts_with(['(', '[']) && inner.trim_end_matches(['.', ' ']).ends_with([')', ']'])
}

/// A heading in marks that takes a paragraph by itself: "‘All Bets Are Off’".
pub fn is_heading(inner: &str) -> bool {
    (4..=8).contains(&inner.split_whitespace().count()) && is_title_case(inner) && !is_shouted(inner)
}

/// Starts like a sentence and ends like one.
pub fn is_sentence(inner: &str) -> bool {
    if is_bracketed(inner) {
        return false;
    }
    let starts = inner.chars().find(|c| c.is_alphanumeric()).is_some_and(|c| !c.is_lowercase());
    let title = is_title_case(inner) && !inner.ends_with(['.', '!', '?']);
    starts && !title && (ends_utterance(inner) || inner.split_whitespace().count() >= 8)
}

/// May be an utterance by itself: ends like one, or is long.
pub fn is_utterance(inner: &str) -> bool {
    let words = inner.split_whitespace().count();
    !is_bracketed(inner)
        && (is_sentence(inner)
            || inner.ends_with(['.', '!', '?', '…']) && words >= 2
            || words >= 8
            || is_shouted(inner) && words >= 2)
}

/// "WE FED THE CITY"
fn is_shouted(inner: &str) -> bool {
    inner.chars().any(char::is_uppercase)
        && !inner.chars().any(char::is_lowercase)
        && inner.split_whitespace().count() > 1
}

/// Every word but the small ones has a capital: "The Line and the Body", "Morning Joe".
pub fn is_title_case(inner: &str) -> bool {
    const SMALL: &[&str] = &[
        "a", "an", "the", "of", "and", "for", "to", "in", "on", "at", "by", "or", "with", "from", "as", "is",
        "but", "nor", "de", "la",
    ];
    let mut words = 0;
    for word in inner.split_whitespace() {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        let Some(first) = word.chars().next() else { continue };
        if words > 0 && SMALL.contains(&word) {
            continue;
        }
        if !first.is_uppercase() && !first.is_numeric() {
            return false;
        }
        words += 1;
    }
    words >= 2
}

/// The word before says what stands in the marks: the film “…”, the word “…”, known as “…”, so-called “…”.
fn is_named(page: &Page, items: &[Item], sentence: &Range<usize>, at: usize) -> bool {
    let mut place = at;
    for _ in 0..4 {
        if place <= sentence.start {
            return false;
        }
        place -= 1;
        let item = &items[place];
        if item.shape == Shape::Comma && place + 1 == at {
            continue;
        }
        if !item.is_word() {
            return false;
        }
        let word = page.word(item);
        let last = place + 1 == at || items[place + 1].shape == Shape::Comma;
        let meaning = matches!(word, "mean" | "means" | "meant" | "meaning");
        if last && (item.is(Class::TERM) && item.cue.is_none() || meaning) {
            return true;
        }
        if matches!(word, "as" | "the" | "a" | "his" | "her" | "their" | "by" | "named" | "called") {
            // "known as “Ding”", "called “Titanic”" in the passive
            let known = items[..place].iter().rev().take(4).any(|item| {
                matches!(page.word(item), "known" | "nicknamed" | "titled" | "listed" | "billed")
            });
            if word == "as" && known {
                return true;
            }
            continue;
        }
        if item.is(Class::WORK) {
            let inner = items[at].quote().map(|quote| page.inner(quote)).unwrap_or("");
            return is_title_case(inner)
                || inner.split_whitespace().count() <= 2
                || last && !ends_utterance(inner) && item.cue.is_none();
        }
        return false;
    }
    false
}

/// Does the narration before a colon end in a work or a term: "the band's first hit, Lay Your Thunder Down: ‘…’"?
pub fn names_a_work(page: &Page, items: &[Item], before: &Range<usize>) -> bool {
    items.get(before.clone()).unwrap_or_default().iter().rev().take(8).any(|item| {
        item.is(Class::WORK) && !matches!(page.word(item), "show" | "story" | "article" | "column")
    })
}

/// "their “perfect” kitchen": one or two words before a noun.
fn is_attributive(page: &Page, items: &[Item], sentence: &Range<usize>, at: usize, inner: &str) -> bool {
    if inner.split_whitespace().count() > 2 || ends_utterance(inner) {
        return false;
    }
    let before = at.checked_sub(1).filter(|place| *place >= sentence.start).is_some_and(|place| {
        let item = &items[place];
        item.is_word() && item.is(Class::DETERMINER | Class::POSSESSIVE) && !item.is(Class::SUBJECT)
            || matches!(page.word(item), "similar" | "new" | "old" | "so-called" | "first" | "last")
    });
    let after = items.get(at + 1).is_some_and(|item| {
        at + 1 < sentence.end
            && item.is_word()
            && !item.is(Class::PREPOSITION
                | Class::COORDINATOR
                | Class::SUBORDINATOR
                | Class::AUXILIARY
                | Class::TIME
                | Class::VERB
                | Class::RELATIVE)
            && item.cue.is_none()
    });
    before && after
}

/// "everyone still calls “Reverend”", "They call the behavior “prospecting,” a word": a name that a group uses.
fn is_nickname(page: &Page, items: &[Item], at: usize, inner: &str, report: &Report) -> bool {
    let words = inner.split_whitespace().count();
    if words > 3 {
        return false;
    }
    let relative = report.speaker.as_ref().is_some_and(|speaker| {
        speaker.start.checked_sub(1).is_some_and(|before| items[before].is(Class::RELATIVE))
            && page.word(&items[speaker.start - 1]) != "what"
    });
    let bare_present = matches!(
        page.word(&items[report.cue.start]),
        "call" | "calls" | "dub" | "dubbed" | "label" | "nicknamed"
    );
    // "a word borrowed from", "a term"
    let glossed = items[at].is(Class::FINAL)
        && items.iter().skip(at + 1).take(3).any(|item| item.is_word() && item.is(Class::TERM));
    relative && bare_present || glossed && words == 1
}
