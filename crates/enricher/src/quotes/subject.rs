//! The subject of a verb of saying: who stands before it in its clause.
use super::{
    lexicon::{Class, Form},
    narration::{Item, Shape},
    phrase::{self, Phrase},
};

/// The subject and whether it belongs to an earlier verb of the sentence ("rose and said").
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    pub phrase: Phrase,
    pub shared: bool,
}

/// Looks left from the verb at `verb`, not before `low`.
pub fn before(text: &str, items: &[Item], low: usize, verb: usize) -> Option<Subject> {
    let end = skip_left(text, items, low, verb);
    let last = items.get(end.checked_sub(1)?).filter(|_| end > low)?;
    let own = |phrase: Phrase| Some(Subject { phrase, shared: false });
    if last.is(Class::RELATIVE) && last.is_word() {
        return own(antecedent(text, items, low, end - 1)?);
    }
    match last.shape {
        Shape::Comma => return own(across_commas(text, items, low, end)?),
        Shape::Word | Shape::Aside => {}
        _ => return None,
    }
    if last.is(Class::COORDINATOR | Class::TO) {
        return None;
    }
    let phrase = phrase::ending_at(text, items, low, end)?;
    own(settle(text, items, low, phrase)?)
}

/// Over "has also", "would later", "on Thursday", "himself" and ", however,".
fn skip_left(text: &str, items: &[Item], low: usize, verb: usize) -> usize {
    let mut end = verb;
    while end > low {
        let item = &items[end - 1];
        let pronoun = phrase::is_pronoun(item);
        if item.is(Class::AUXILIARY) && !pronoun || item.is(Class::REFLEXIVE) {
            end -= 1;
        } else if item.is(Class::ADVERB | Class::NEGATION)
            && !item.is(Class::SUBJECT | Class::QUANTITY | Class::COORDINATOR)
        {
            end -= 1;
        } else if item.is(Class::TIME)
            && item.is_word()
            && !item.is(Class::POSSESSIVE)
            && time_adjunct(text, items, low, end).is_some()
        {
            end = time_adjunct(text, items, low, end).unwrap_or(end - 1);
        } else if let Some(opening) = parenthesis(text, items, low, end) {
            end = opening;
        } else {
            break;
        }
    }
    end
}

/// "on Thursday", "last month", "Tuesday": where it starts.
fn time_adjunct(text: &str, items: &[Item], low: usize, end: usize) -> Option<usize> {
    let mut start = end - 1;
    while start > low && items[start - 1].is(Class::TIME | Class::NUMBER) && items[start - 1].is_word() {
        start -= 1;
    }
    let before = items.get(start.checked_sub(1)?).filter(|_| start > low)?;
    let word = text.get(before.start..before.end).unwrap_or("");
    match word {
        "on" | "in" | "at" | "by" | "early" | "late" | "last" | "this" | "next" | "earlier" => {
            let further =
                items.get(start.wrapping_sub(2)).map(|item| text.get(item.start..item.end).unwrap_or(""));
            Some(if matches!(further, Some("on" | "in" | "early" | "late")) && start >= low + 2 {
                start - 2
            } else {
                start - 1
            })
        }
        // "officials Thursday said"; but not "the night", "Black Friday".
        _ if !before.is(Class::DETERMINER | Class::POSSESSIVE) && items[start].is(Class::CAPITAL) => {
            Some(start)
        }
        _ => None,
    }
}

/// ", however,", ", for his part,", ", meanwhile,": where it starts.
fn parenthesis(text: &str, items: &[Item], low: usize, end: usize) -> Option<usize> {
    if items[end - 1].shape != Shape::Comma {
        return None;
    }
    let opening = (low..end - 1).rev().take(6).find(|at| items[*at].shape == Shape::Comma)?;
    let first = items.get(opening + 1)?;
    let word = text.get(first.start..first.end).unwrap_or("");
    let only_adverbs =
        items[opening + 1..end - 1].iter().all(|item| item.is(Class::ADVERB) || item.is(Class::TIME));
    let phrase =
        matches!(word, "for" | "in" | "too" | "among" | "at") && !items[opening + 1].is(Class::CAPITAL);
    (only_adverbs || phrase).then_some(opening)
}

/// The noun phrase before "who" or "which".
fn antecedent(text: &str, items: &[Item], low: usize, relative: usize) -> Option<Phrase> {
    let mut end = relative;
    if end > low && items[end - 1].is(Class::PREPOSITION) {
        end -= 1;
    }
    if end > low && items[end - 1].shape == Shape::Comma {
        end -= 1;
    }
    let found = phrase::ending_at(text, items, low, end)?;
    settle(text, items, low, found)
}

/// "NP, who …, said", "NP, 54, a farmer, said": from the comma before the verb back to the noun phrase.
fn across_commas(text: &str, items: &[Item], low: usize, end: usize) -> Option<Phrase> {
    let closing = end - 1;
    let mut best: Option<Phrase> = None;
    let mut comma = closing;
    for _ in 0..6 {
        let Some(opening) = (low..comma).rev().find(|at| items[*at].shape == Shape::Comma) else { break };
        let Some(found) = phrase::ending_at(text, items, low, opening) else {
            comma = opening;
            continue;
        };
        if fronted(text, items, low, &found) {
            break;
        }
        let described = |phrase: &Phrase| !items[phrase.end - 1].is(Class::CAPITAL);
        match &best {
            // "Its chair, NAME, a lawyer, said": the name stays.
            Some(name) if !described(name) && described(&found) => break,
            _ => best = Some(found),
        }
        let start = best.as_ref().map_or(opening, |phrase| phrase.start);
        if start <= low || items[start - 1].shape != Shape::Comma {
            break;
        }
        comma = opening;
    }
    // "Their chair, NAME, said": one appositive, a bare name.
    if let Some(first) = &best {
        let described = !items[first.end - 1].is(Class::CAPITAL)
            || items[first.start].is(Class::POSSESSIVE)
            || items[first.start].is(Class::DETERMINER);
        let appositive = first.end + 1..closing;
        if described
            && !appositive.is_empty()
            && is_bare_name(items, &appositive)
            && items[first.end].shape == Shape::Comma
        {
            return Some(appositive);
        }
    }
    let found = best?;
    settle(text, items, low, found)
}

fn is_bare_name(items: &[Item], phrase: &Phrase) -> bool {
    phrase.len() <= 6
        && items[phrase.clone()]
            .iter()
            .all(|item| item.is_word() && (item.is(Class::CAPITAL) || item.is(Class::PREPOSITION)))
        && items[phrase.start].is(Class::CAPITAL)
        && !items[phrase.start].is(Class::DETERMINER)
        && items[phrase.end - 1].is(Class::CAPITAL)
}

/// "In a statement, …": a phrase after a preposition at the start of the sentence is no subject.
fn fronted(text: &str, items: &[Item], low: usize, phrase: &Phrase) -> bool {
    let Some(before) = phrase.start.checked_sub(1).filter(|at| *at >= low).map(|at| &items[at]) else {
        return false;
    };
    let word = text.get(before.start..before.end).unwrap_or("");
    before.is(Class::PREPOSITION)
        || before.is(Class::TIME)
        || matches!(word, "Asked" | "asked")
        || before.is(Class::ING)
}

/// Takes a noun phrase out of a relative clause or a participle that stands between subject and verb.
fn settle(text: &str, items: &[Item], low: usize, phrase: Phrase) -> Option<Phrase> {
    let phrase = joined(text, items, low, phrase);
    let Some(at) = phrase.start.checked_sub(1).filter(|at| *at >= low) else { return Some(phrase) };
    let before = &items[at];
    if !before.is_word() || before.is(Class::SUBORDINATOR | Class::COORDINATOR | Class::RELATIVE) {
        return Some(phrase);
    }
    let participle = before.is(Class::ED | Class::ING)
        || matches!(before.form(), Some(Form::Past | Form::Participle | Form::Ing));
    let verbal = participle
        || before.is(Class::AUXILIARY | Class::VERB)
        || before.form().is_some()
        || before.is(Class::PREPOSITION);
    if !verbal {
        return Some(phrase);
    }
    // "A diplomat who has followed three rounds says", "the man ahead of me said"
    let clause = (low..phrase.start).rev().take_while(|at| {
        !matches!(items[*at].shape, Shape::Comma | Shape::Quote(_) | Shape::Colon | Shape::Semicolon)
    });
    for at in clause.take(14) {
        if items[at].is(Class::RELATIVE) && items[at].is_word() {
            if let Some(found) = phrase::ending_at(text, items, low, at) {
                return Some(found);
            }
            break;
        }
    }
    if participle && at > low {
        if let Some(found) = phrase::ending_at(text, items, low, at) {
            let opens = found.start == low || !items[found.start - 1].is_word();
            if opens {
                return Some(found);
            }
        }
    }
    Some(phrase)
}

/// "Quimby and three other parents said": the first half too, when it opens the clause.
fn joined(text: &str, items: &[Item], low: usize, phrase: Phrase) -> Phrase {
    let Some(at) = phrase.start.checked_sub(1).filter(|at| *at > low) else { return phrase };
    if !items[at].is(Class::COORDINATOR)
        || !matches!(text.get(items[at].start..items[at].end), Some("and" | "or" | "&"))
    {
        return phrase;
    }
    let Some(first) = phrase::ending_at(text, items, low, at) else { return phrase };
    let opens = first.start == low || {
        let before = &items[first.start - 1];
        !before.is_word() && !matches!(before.shape, Shape::Comma if first.start > low + 4)
            || before.is(Class::SUBORDINATOR | Class::RELATIVE)
    };
    if opens { first.start..phrase.end } else { phrase }
}

/// The noun phrase that opens the sentence, behind "But", "On Monday," and "In a statement,".
pub fn opening(text: &str, items: &[Item], low: usize, high: usize) -> Option<Phrase> {
    let mut at = low;
    for _ in 0..4 {
        while at < high
            && (items[at].is(Class::COORDINATOR | Class::ADVERB)
                && !items[at].is(Class::SUBJECT | Class::DETERMINER | Class::QUANTITY)
                || matches!(items[at].shape, Shape::Comma | Shape::Quote(_) | Shape::Dash | Shape::Colon))
        {
            at += 1;
        }
        let first = items.get(at).filter(|_| at < high)?;
        let adjunct =
            first.is(Class::PREPOSITION | Class::SUBORDINATOR | Class::TIME | Class::ING | Class::ED)
                && !first.is(Class::DETERMINER)
                || matches!(first.form(), Some(Form::Past | Form::Ing | Form::Participle));
        if !adjunct {
            return phrase::starting_at(text, items, at, high, phrase::Reach::Speaker);
        }
        match (at..high).find(|at| items[*at].shape == Shape::Comma) {
            Some(comma) => at = comma + 1,
            None => {
                // "In Seoul officials said": past the preposition's own noun phrase.
                at = phrase::starting_at(text, items, at + 1, high, phrase::Reach::Addressee)?.end;
            }
        }
    }
    None
}
