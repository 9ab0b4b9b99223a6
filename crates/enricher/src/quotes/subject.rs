//! The subject of a verb of saying: who stands before it in its clause.
use super::{
    lexicon::{Class, Form, cues::Traits},
    narration::{Item, Shape},
    phrase::{self, Phrase},
};

/// The subject of a verb.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    pub phrase: Phrase,
    /// Where its whole phrase starts: "the catcher" in "the catcher, NAME, said".
    pub from: usize,
    /// It belongs to an earlier verb of the sentence ("rose and said").
    pub shared: bool,
    /// The verb stands in a relative clause ("NAME, who says").
    pub relative: bool,
}

impl Subject {
    pub fn of(phrase: Phrase) -> Self {
        Subject { from: phrase.start, phrase, shared: false, relative: false }
    }
}

/// A sentence, to look for subjects in.
#[derive(Clone, Copy)]
pub struct Clause<'a> {
    pub text: &'a str,
    pub items: &'a [Item],
    pub low: usize,
}

impl<'a> Clause<'a> {
    fn word(&self, at: usize) -> &'a str {
        self.items.get(at).and_then(|item| self.text.get(item.start..item.end)).unwrap_or("")
    }

    fn ending_at(&self, end: usize) -> Option<Phrase> {
        phrase::ending_at(self.text, self.items, self.low, end)
    }

    /// Looks left from the verb.
    pub fn before(&self, verb: usize) -> Option<Subject> {
        let end = self.skip_left(verb);
        let last = self.items.get(end.checked_sub(1)?).filter(|_| end > self.low)?;
        if last.is(Class::RELATIVE) && last.is_word() && !last.is(Class::POSSESSIVE) {
            return Some(Subject { relative: true, ..Subject::of(self.antecedent(end - 1)?) });
        }
        match last.shape {
            Shape::Comma => return self.across_commas(end),
            Shape::Word | Shape::Aside => {}
            _ => return None,
        }
        if last.is(Class::COORDINATOR | Class::TO) && !last.is(Class::NAME) {
            return None;
        }
        let phrase = self.ending_at(end)?;
        // "who in a letter accused"
        if let Some(who) = phrase.start.checked_sub(2).filter(|who| *who >= self.low)
            && self.items[who + 1].is(Class::PREPOSITION)
            && self.items[who].is(Class::RELATIVE)
            && !self.items[who + 1].is(Class::NAME)
        {
            return Some(Subject { relative: true, ..Subject::of(self.antecedent(who)?) });
        }
        let relative = phrase.start > self.low && self.items[phrase.start - 1].is(Class::RELATIVE);
        Some(Subject { relative, ..Subject::of(self.settle(phrase)?) })
    }

    /// Over "has also", "would later", "on Thursday", "himself" and ", however,".
    fn skip_left(&self, verb: usize) -> usize {
        let mut end = verb;
        while end > self.low {
            let item = &self.items[end - 1];
            if item.is(Class::NAME) {
                break;
            }
            let pronoun = phrase::is_pronoun(item) || item.is(Class::SUBJECT);
            let adverb = item.is(Class::ADVERB | Class::NEGATION)
                && !item.is(Class::SUBJECT | Class::QUANTITY | Class::COORDINATOR);
            if item.is(Class::AUXILIARY) && !pronoun || item.is(Class::REFLEXIVE) || adverb {
                end -= 1;
            } else if let Some(start) = self.time_adjunct(end) {
                end = start;
            } else if let Some(opening) = self.parenthesis(end) {
                end = opening;
            } else {
                break;
            }
        }
        end
    }

    /// "on Thursday", "last month", "Tuesday", "from 4 February 2024": where it starts.
    fn time_adjunct(&self, end: usize) -> Option<usize> {
        let timely = |item: &Item| {
            item.is_word() && item.is(Class::TIME | Class::NUMBER) && !item.is(Class::POSSESSIVE)
        };
        let mut start = end;
        while start > self.low && timely(&self.items[start - 1]) {
            start -= 1;
        }
        // "in 2010"
        let year = end - start == 1
            && start > self.low
            && matches!(self.word(start - 1), "in" | "since" | "by")
            && self.word(start).len() == 4
            && self.word(start).starts_with(['1', '2']);
        if start == end
            || start == self.low
            || !year && !self.items[start..end].iter().any(|item| item.is(Class::TIME))
        {
            return None;
        }
        match self.word(start - 1) {
            "on" | "in" | "at" | "by" | "early" | "late" | "last" | "this" | "next" | "earlier" | "from"
            | "since" => {
                let further = matches!(self.word(start.wrapping_sub(2)), "on" | "in" | "early" | "late");
                Some(if further && start >= self.low + 2 { start - 2 } else { start - 1 })
            }
            // "officials Thursday said"; but not "the night", "Black Friday".
            _ => {
                let before = &self.items[start - 1];
                let bare =
                    !before.is(Class::DETERMINER | Class::POSSESSIVE) && self.items[start].is(Class::CAPITAL);
                bare.then_some(start)
            }
        }
    }

    /// ", however,", ", for his part,", ", meanwhile,": where it starts.
    fn parenthesis(&self, end: usize) -> Option<usize> {
        if self.items[end - 1].shape != Shape::Comma {
            return None;
        }
        let opening = (self.low..end - 1).rev().take(6).find(|at| self.items[*at].shape == Shape::Comma)?;
        let inside = self.items.get(opening + 1..end - 1)?;
        let only_adverbs = inside.iter().all(|item| item.is(Class::ADVERB | Class::TIME));
        let phrase = matches!(self.word(opening + 1), "for" | "in" | "too" | "among" | "at");
        (only_adverbs || phrase).then_some(opening)
    }

    /// The noun phrase before "who" or "which".
    fn antecedent(&self, relative: usize) -> Option<Phrase> {
        let mut end = relative;
        if end > self.low && self.items[end - 1].is(Class::PREPOSITION) {
            end -= 1;
        }
        if end > self.low && self.items[end - 1].shape == Shape::Comma {
            end -= 1;
        }
        let found = self.settle(self.ending_at(end)?)?;
        // "McConnell, now the majority leader, who": the name that the description stands beside.
        let named = (self.low..found.start)
            .rev()
            .find(|at| !self.items[*at].is(Class::ADVERB))
            .filter(|at| {
                self.items[*at].shape == Shape::Comma
                    && !self.items[found.start].is(Class::CAPITAL | Class::NAME)
            })
            .and_then(|comma| self.ending_at(comma))
            .filter(|name| self.is_bare_name(name));
        Some(named.unwrap_or(found))
    }

    /// The sentence behind "In a statement," and "Asked whether …,": there its subject starts.
    fn behind_fronted(&self, verb: usize) -> usize {
        let Some(first) = self.items.get(self.low).filter(|first| first.is_word()) else { return self.low };
        let fronted =
            first.is(Class::PREPOSITION | Class::SUBORDINATOR | Class::ING | Class::ED | Class::TIME)
                && !first.is(Class::DETERMINER | Class::NAME)
                || matches!(first.form(), Some(Form::Past | Form::Ing | Form::Participle));
        if !fronted {
            return self.low;
        }
        let comma = (self.low..verb).find(|at| {
            let item = &self.items[*at];
            item.shape == Shape::Comma || matches!(item.shape, Shape::Quote(_)) && item.is(Class::FINAL)
        });
        comma.map_or(self.low, |comma| comma + 1)
    }

    /// "NP, who …, said", "NP, 54, a farmer, said": from the comma before the verb back to the noun phrase.
    fn across_commas(&self, end: usize) -> Option<Subject> {
        let closing = end - 1;
        let low = self.behind_fronted(closing);
        let inner = Clause { low: if low < closing { low } else { self.low }, ..*self };
        let mut best: Option<Phrase> = None;
        let mut comma = closing;
        for _ in 0..6 {
            let Some(opening) = (inner.low..comma).rev().find(|at| self.items[*at].shape == Shape::Comma)
            else {
                break;
            };
            comma = opening;
            let Some(found) = inner.ending_at(opening) else { continue };
            if inner.is_object(&found) {
                break;
            }
            best = Some(found);
            let start = best.as_ref().map_or(opening, |phrase| phrase.start);
            if start <= inner.low || self.items[start - 1].shape != Shape::Comma {
                break;
            }
        }
        let first = best?;
        let from = first.start;
        // "Their chair, NAME, said": the name in apposition speaks.
        let described = !self.items[first.end - 1].is(Class::CAPITAL)
            || self.items[first.start].is(Class::POSSESSIVE | Class::DETERMINER);
        if described && self.items.get(first.end).is_some_and(|item| item.shape == Shape::Comma) {
            let next = (first.end + 1..=closing).find(|at| self.items[*at].shape == Shape::Comma)?;
            let appositive = first.end + 1..next;
            if self.is_bare_name(&appositive) {
                return Some(Subject { from, ..Subject::of(appositive) });
            }
        }
        let phrase = inner.settle(first)?;
        Some(Subject { from: from.min(phrase.start), ..Subject::of(phrase) })
    }

    fn is_bare_name(&self, phrase: &Phrase) -> bool {
        !phrase.is_empty()
            && phrase.len() <= 7
            && self.items[phrase.clone()].iter().all(|item| {
                item.is_word() && item.is(Class::CAPITAL | Class::NAME | Class::ABBREVIATION)
                    || matches!(item.shape, Shape::Aside)
            })
            && !self.items[phrase.start].is(Class::DETERMINER)
    }

    /// The object of a preposition or a verb is no subject.
    fn is_object(&self, phrase: &Phrase) -> bool {
        let Some(at) = phrase.start.checked_sub(1).filter(|at| *at >= self.low) else { return false };
        let before = &self.items[at];
        before.is_word()
            && !before.is(Class::NAME)
            && before.is(Class::PREPOSITION | Class::TIME | Class::ING)
    }

    /// Takes a noun phrase out of a relative clause or a participle that stands between subject and verb.
    fn settle(&self, phrase: Phrase) -> Option<Phrase> {
        if phrase.len() == 1 && self.items[phrase.start].is(Class::SUBJECT) {
            return Some(phrase);
        }
        let phrase = self.joined(phrase);
        let Some(at) = phrase.start.checked_sub(1).filter(|at| *at >= self.low) else { return Some(phrase) };
        let before = &self.items[at];
        // "A board that hangs from the shed reads": no subject, but a verb, follows "that".
        let nominal = Class::CAPITAL
            | Class::NAME
            | Class::DETERMINER
            | Class::POSSESSIVE
            | Class::QUANTITY
            | Class::SUBJECT
            | Class::NUMBER
            | Class::PERSON
            | Class::ADJECTIVE;
        let verb_first =
            before.is_word() && before.is(Class::RELATIVE) && !self.items[phrase.start].is(nominal);
        if verb_first && self.word(phrase.start).ends_with('s') {
            let antecedent = self.antecedent(at);
            let thing =
                |found: &Phrase| self.items[found.clone()].iter().any(|item| item.is(Class::ANNOUNCER));
            return antecedent.filter(thing).or(Some(phrase));
        }
        let quoted = matches!(before.shape, Shape::Quote(_)) && !before.is(Class::FINAL);
        if !before.is_word() && !quoted
            || before.is(Class::SUBORDINATOR | Class::COORDINATOR | Class::RELATIVE)
        {
            return Some(phrase);
        }
        let participle = before.is(Class::ED | Class::ING)
            || matches!(before.form(), Some(Form::Past | Form::Participle | Form::Ing));
        let verbal = participle
            || quoted
            || before.is(Class::AUXILIARY | Class::VERB | Class::PREPOSITION)
            || before.form().is_some();
        if !verbal {
            return Some(phrase);
        }
        // "A diplomat who has followed three rounds says", "a woman who wanted to ‘clean’ the watches told"
        let clause = (self.low..phrase.start).rev().take_while(|at| {
            let item = &self.items[*at];
            let cut = match item.shape {
                Shape::Comma | Shape::Colon | Shape::Semicolon | Shape::Stop => true,
                Shape::Quote(_) => item.is(Class::FINAL),
                _ => false,
            };
            !cut
        });
        for at in clause.take(20) {
            if self.items[at].is(Class::RELATIVE) && self.items[at].is_word() {
                if let Some(found) = self.ending_at(at) {
                    return Some(found);
                }
                break;
            }
        }
        Some(self.reduced(&phrase).unwrap_or(phrase))
    }

    /// "Protesters marching through the streets chanted": the noun before a participle that takes the phrase along.
    fn reduced(&self, phrase: &Phrase) -> Option<Phrase> {
        for at in (self.low + 1..phrase.start).rev().take(6) {
            let item = &self.items[at];
            if !item.is_word() || item.is(Class::SUBORDINATOR | Class::COORDINATOR | Class::AUXILIARY) {
                return None;
            }
            let participle = item.is(Class::ED | Class::ING)
                || matches!(item.form(), Some(Form::Past | Form::Participle | Form::Ing));
            if participle && !item.traits().has(Traits::STRONG) && !item.is(Class::NAME) {
                let found = self.ending_at(at)?;
                let opens = found.start == self.low || !self.items[found.start - 1].is_word();
                return opens.then_some(found);
            }
        }
        None
    }

    /// "Quimby and three other parents said": the first half too, when it opens the clause.
    fn joined(&self, phrase: Phrase) -> Phrase {
        let Some(at) = phrase.start.checked_sub(1).filter(|at| *at > self.low) else { return phrase };
        if !self.items[at].is(Class::COORDINATOR) || !matches!(self.word(at), "and" | "or" | "&") {
            return phrase;
        }
        let Some(first) = self.ending_at(at) else { return phrase };
        let opens = first.start == self.low || {
            let before = &self.items[first.start - 1];
            let inner_comma = before.shape == Shape::Comma
                && first.start > self.low + 4
                && self.behind_fronted(first.start) != first.start;
            !before.is_word() && !inner_comma || before.is(Class::SUBORDINATOR | Class::RELATIVE)
        };
        if opens { first.start..phrase.end } else { phrase }
    }

    /// The noun phrase that opens the sentence, behind "But", "On Monday," and "In a statement,".
    pub fn opening(&self, high: usize) -> Option<Phrase> {
        let items = self.items;
        let mut at = self.low;
        for _ in 0..4 {
            while at < high && self.is_lead(at) {
                at += 1;
            }
            let first = items.get(at).filter(|_| at < high)?;
            let adjunct = !first.is(Class::DETERMINER | Class::NAME)
                && (first.is(Class::PREPOSITION
                    | Class::SUBORDINATOR
                    | Class::TIME
                    | Class::ING
                    | Class::ED)
                    || matches!(first.form(), Some(Form::Past | Form::Ing | Form::Participle)));
            if !adjunct {
                return phrase::starting_at(self.text, items, at, high, phrase::Reach::Speaker);
            }
            let closes = |at: &usize| {
                items[*at].shape == Shape::Comma
                    || items[*at].quote().is_some() && items[*at].is(Class::FINAL)
            };
            match (at..high).find(closes) {
                Some(comma) => at = comma + 1,
                // "In Seoul officials said": past the preposition's own noun phrase.
                None => {
                    at = phrase::starting_at(self.text, items, at + 1, high, phrase::Reach::Addressee)?.end
                }
            }
        }
        None
    }

    /// What may stand before the subject without being part of it.
    fn is_lead(&self, at: usize) -> bool {
        let item = &self.items[at];
        match item.shape {
            Shape::Comma | Shape::Quote(_) | Shape::Dash | Shape::Colon => true,
            // "On July 6, 2015, NAME"
            Shape::Word if item.is(Class::NUMBER) && self.word(at).len() == 4 => {
                self.items.get(at + 1).is_some_and(|next| next.shape == Shape::Comma)
            }
            Shape::Word => {
                item.is(Class::COORDINATOR | Class::ADVERB)
                    && !item.is(Class::SUBJECT | Class::DETERMINER | Class::QUANTITY | Class::NAME)
            }
            _ => false,
        }
    }
}
