//! Noun phrases: the one that ends before a verb, and the one that starts after it.
use std::ops::Range;

use super::{
    lexicon::{Class, Form, cues::Traits},
    narration::{Item, Shape},
};

/// Items of one noun phrase.
pub type Phrase = Range<usize>;

/// Words that never stand inside a noun phrase.
const OUTSIDE: Class = Class(
    Class::RELATIVE.0
        | Class::PREPOSITION.0
        | Class::COORDINATOR.0
        | Class::SUBORDINATOR.0
        | Class::AUXILIARY.0
        | Class::REFLEXIVE.0
        | Class::VERB.0,
);

/// Pronouns that take a phrase behind them: "somebody at the back".
const INDEFINITE: [&str; 8] =
    ["somebody", "someone", "nobody", "everybody", "everyone", "anybody", "anyone", "those"];

fn get(items: &[Item], index: usize) -> Option<&Item> {
    items.get(index)
}

pub fn is_pronoun(item: &Item) -> bool {
    item.is_word()
        && item.is(Class::SUBJECT | Class::OBJECT)
        && !item.is(Class::DETERMINER | Class::AUXILIARY)
}

/// May the item stand inside a noun phrase, wherever it is?
fn is_inner(item: &Item) -> bool {
    match item.shape {
        Shape::Word if item.is(Class::NAME) => true,
        Shape::Word => {
            if item.is(Class::CAPITAL) && !item.is(OUTSIDE | Class::TIME | Class::SUBJECT) {
                return true;
            }
            !item.is(OUTSIDE | Class::TIME)
                && !is_pronoun(item)
                && (!item.is(Class::ADVERB) || item.is(Class::ADJECTIVE))
        }
        Shape::Symbol | Shape::Aside => true,
        _ => false,
    }
}

/// Prepositions that tie a second noun phrase to the first.
fn ties(items: &[Item], index: usize, text: &str) -> bool {
    get(items, index).is_some_and(|item| {
        item.is(Class::PREPOSITION) && {
            let word = text.get(item.start..item.end).unwrap_or("");
            !matches!(word, "as" | "like" | "per" | "despite" | "since" | "during" | "up" | "out" | "along")
        }
    })
}

/// The noun phrase that ends before item `end`, with the phrases tied to it.
pub fn ending_at(text: &str, items: &[Item], low: usize, end: usize) -> Option<Phrase> {
    let mut start = base_ending_at(text, items, low, end)?;
    // "a spokesperson for the authority", "Officials of the union"
    for _ in 0..4 {
        // "der Sprecher des Ministeriums": the article ties by itself.
        let tied = start > low
            && items[start].is(Class::GENITIVE)
            && items[start].is(Class::DETERMINER)
            && items[start - 1].is_word()
            && is_inner(&items[start - 1]);
        if let Some(further) = base_ending_at(text, items, low, start).filter(|_| tied) {
            start = further;
            continue;
        }
        if start < low + 2 || !ties(items, start - 1, text) {
            break;
        }
        let before = &items[start - 2];
        let noun = before.is_word() && is_inner(before) && !is_participle(before)
            || before.is(Class::QUANTITY | Class::NUMBER) && before.is_word()
            || INDEFINITE.iter().any(|known| known.eq_ignore_ascii_case(word(text, before)));
        let adjectival = before.is_word() && word(text, before) == "close" || word(text, before) == "ahead";
        if !noun && !adjectival {
            break;
        }
        let head = if adjectival { start - 2 } else { start - 1 };
        match base_ending_at(text, items, low, head) {
            Some(further) => start = further,
            None => break,
        }
    }
    Some(start..end)
}

fn word<'t>(text: &'t str, item: &Item) -> &'t str {
    text.get(item.start..item.end).unwrap_or("")
}

fn is_participle(item: &Item) -> bool {
    !item.is(Class::ADJECTIVE) && item.is(Class::ED | Class::ING)
        || matches!(item.form(), Some(Form::Past | Form::Participle | Form::Ing))
}

fn base_ending_at(text: &str, items: &[Item], low: usize, end: usize) -> Option<usize> {
    let last = get(items, end.checked_sub(1)?)?;
    if end <= low || !last.is_word() && last.shape != Shape::Aside {
        return None;
    }
    // "He's claiming": subject and auxiliary in one word.
    let contracted = last.is(Class::SUBJECT) && last.is(Class::AUXILIARY) && !last.is(Class::DETERMINER);
    if is_pronoun(last) || contracted || last.is(Class::QUANTITY) && last.is_word() {
        return Some(end - 1);
    }
    let mut start = end;
    while start > low {
        let item = &items[start - 1];
        let bare =
            !is_inner(item) || (start < end && item.is(Class::POSSESSIVE) && item.is(Class::DETERMINER));
        // "told a briefing that peacekeepers": no article, but the start of a clause.
        if item.is(Class::THAT)
            && start > low + 1
            && items[start - 2].is_word()
            && !items[start - 2].is(Class::PREPOSITION | Class::COORDINATOR)
        {
            break;
        }
        if item.is(Class::DETERMINER) && item.is_word() {
            start -= 1;
            // "all the", "more than 200"
            while start > low
                && items[start - 1].is(Class::QUANTITY)
                && items[start - 1].is_word()
                && !items[start].is(Class::QUANTITY)
            {
                start -= 1;
            }
            break;
        }
        if item.is(Class::TIME) && item.is(Class::CAPITAL) && start < end && start > low + 1 {
            // "The Sunday Times"
            let (left, right) = (&items[start - 2], &items[start]);
            if right.is(Class::CAPITAL) && !right.is(Class::TIME) && left.is(Class::DETERMINER) {
                start -= 1;
                continue;
            }
        }
        if bare {
            if word(text, item) == "than"
                && start >= low + 2
                && matches!(
                    word(text, &items[start - 2]),
                    "More" | "more" | "Less" | "less" | "Fewer" | "fewer"
                )
            {
                start -= 2;
            }
            break;
        }
        if is_participle(item) && !item.is(Class::CAPITAL) && !article_within(items, low, start - 1) {
            break;
        }
        let says = item.form() == Some(Form::Third) && item.traits().has(Traits::STRONG) && start < end;
        if says && !article_within(items, low, start - 1) {
            break;
        }
        start -= 1;
    }
    (start < end).then_some(start)
}

/// "a recently published report": is the participle before the noun, after an article?
fn article_within(items: &[Item], low: usize, at: usize) -> bool {
    items[low..at]
        .iter()
        .rev()
        .take(3)
        .take_while(|item| item.is_word() && !item.is(OUTSIDE))
        .any(|item| item.is(Class::DETERMINER | Class::POSSESSIVE))
}

/// How far a noun phrase after a verb may reach.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// A speaker: with its of/at/in phrase.
    Speaker,
    /// An addressee: only with of.
    Addressee,
}

/// The noun phrase that starts at item `start`.
pub fn starting_at(text: &str, items: &[Item], start: usize, high: usize, reach: Reach) -> Option<Phrase> {
    let mut end = base_starting_at(text, items, start, high)?;
    for _ in 0..3 {
        let Some(preposition) =
            get(items, end).filter(|item| end + 1 < high && item.is(Class::PREPOSITION | Class::GENITIVE))
        else {
            break;
        };
        let named = items[end - 1].is(Class::CAPITAL)
            && !items[start..end].iter().any(|item| item.is(Class::DETERMINER));
        let bound = match word(text, preposition) {
            "of" => true,
            // In German the same article is a dative behind a name: "sagte Merkel der Zeitung".
            "der" => preposition.is(Class::GENITIVE) && !named,
            _ if preposition.is(Class::GENITIVE) => true,
            "at" | "in" | "from" | "for" | "with" | "on" | "across" | "near" | "behind" | "to" | "inside"
            | "outside"
                if reach == Reach::Speaker && !named =>
            {
                true
            }
            "at" | "from" if reach == Reach::Speaker => {
                get(items, end + 1).is_some_and(|next| next.is(Class::CAPITAL))
            }
            _ => false,
        };
        if !bound {
            break;
        }
        if reach == Reach::Speaker
            && word(text, preposition) != "of"
            && !preposition.is(Class::GENITIVE)
            && is_circumstance(text, items, end, high)
        {
            break;
        }
        match base_starting_at(text, items, end + 1, high) {
            Some(further) => end = further,
            None => break,
        }
    }
    // "Kim and Park said", "X and three others"
    if get(items, end).is_some_and(|item| word(text, item) == "and")
        && let Some(further) = base_starting_at(text, items, end + 1, high)
    {
        let closes = get(items, further).is_none_or(|item| !item.is_word()) || further >= high;
        if closes && reach == Reach::Speaker && !items[start..end].iter().any(is_pronoun) {
            end = further;
        }
    }
    Some(start..end)
}

/// "in a statement", "on Monday", "at a briefing": says how it was said, not who said it.
fn is_circumstance(text: &str, items: &[Item], preposition: usize, high: usize) -> bool {
    let Some(phrase_end) = base_starting_at(text, items, preposition + 1, high) else { return true };
    items[preposition + 1..phrase_end].iter().any(|item| item.is(Class::TIME))
        || items[preposition + 1..phrase_end]
            .last()
            .is_some_and(|item| item.is(Class::MEDIUM) && !item.is(Class::CAPITAL))
        || items[preposition + 1..phrase_end].iter().all(|item| item.is(Class::NUMBER))
}

fn base_starting_at(text: &str, items: &[Item], start: usize, high: usize) -> Option<usize> {
    let first = get(items, start).filter(|_| start < high)?;
    if !first.is_word() && first.shape != Shape::Symbol {
        return None;
    }
    let determined = first.is(Class::DETERMINER | Class::POSSESSIVE | Class::NUMBER | Class::QUANTITY);
    if is_pronoun(first)
        && !(first.is(Class::POSSESSIVE)
            && get(items, start + 1).is_some_and(|next| start + 1 < high && is_inner(next)))
    {
        return Some(start + 1);
    }
    if !determined && !is_inner(first) {
        return None;
    }
    let mut end = start + 1;
    let mut named =
        first.is(Class::CAPITAL) && !first.is(Class::DETERMINER | Class::TITLE | Class::PERSON | Class::BODY);
    while end < high {
        let item = &items[end];
        let more_than = word(text, item) == "than" && end == start + 1 && first.is(Class::QUANTITY);
        // "Entertainment Tonight", "the Sunday Times"
        let titled = item.is(Class::TIME)
            && item.is(Class::CAPITAL)
            && items[end - 1].is(Class::CAPITAL)
            && !items[end - 1].is(Class::TIME)
            && ["Today", "Tonight", "Week", "Morning", "Evening", "Night", "Year", "Day"]
                .contains(&word(text, item));
        if !is_inner(item) && !more_than && !titled {
            break;
        }
        if item.shape == Shape::Aside {
            end += 1;
            continue;
        }
        // "her figures", "the asked price": behind an article it is a noun or an adjective.
        let behind_article =
            items[end - 1].is(Class::DETERMINER | Class::POSSESSIVE) && !is_pronoun(&items[end - 1]);
        let verbal = matches!(item.form(), Some(Form::Past | Form::Third | Form::Ing | Form::Participle))
            && !behind_article
            && !item.is(Class::PERSON | Class::CAPITAL | Class::ADJECTIVE)
            || item.is(Class::ED | Class::ING)
                && !items[end - 1].is(Class::DETERMINER | Class::POSSESSIVE | Class::ADVERB);
        if verbal && !item.is(Class::CAPITAL) {
            break;
        }
        // After a name only a noun for a person, or a word before the next capital, goes on: "Samsung spokesman Kim".
        if named && !item.is(Class::CAPITAL) && !determined {
            let next_capital = get(items, end + 1)
                .is_some_and(|next| end + 1 < high && next.is(Class::CAPITAL) && next.is_word());
            if !(item.is(Class::PERSON)
                || item.is(Class::NUMBER)
                || next_capital && !item.is(Class::ADVERB | Class::DETERMINER))
            {
                break;
            }
        }
        // "Yannick Le Goadec"
        let in_name = item.is(Class::CAPITAL) && items[end - 1].is(Class::CAPITAL);
        if item.is(Class::DETERMINER)
            && !in_name
            && !item.is(Class::NUMBER | Class::QUANTITY)
            && end > start
            && !first.is(Class::QUANTITY | Class::PREPOSITION)
        {
            break;
        }
        named |= item.is(Class::CAPITAL);
        end += 1;
    }
    // A lower-case plural or mass noun alone: "reporters", "police"
    Some(end)
}
