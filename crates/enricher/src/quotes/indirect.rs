//! Indirect speech: the clause that a report's cue governs, by what kind of cue it is.
use std::ops::Range;

use super::{
    lexicon::{Class, Form, cues::Traits},
    narration::{Item, Shape},
    page::{Page, Told},
    phrase::{self, Reach},
    report::{Order, Report},
    speaker::Attribution,
};

/// The items of one indirect quotation and the report that it belongs to.
#[derive(Debug)]
pub struct Clause {
    pub pieces: Vec<Range<usize>>,
    pub narration: usize,
    pub sentence: usize,
    pub report: usize,
    pub kind: ClauseKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ClauseKind {
    /// said that …, asked whether …
    Marked,
    /// said …
    Bare,
    /// promised to …, denied selling …
    Infinite,
    /// announced a deal
    Nominal,
    /// …, officials said
    Closing,
    /// According to …, …
    According,
}

/// All indirect speech of a narration. No indirect speech is looked for inside quotations.
pub fn find(page: &Page, number: usize, attributed: &[Option<Attribution>]) -> Vec<Clause> {
    let Some(told) = page.narrations.get(number).filter(|told| told.within.is_none()) else {
        return Vec::new();
    };
    let mut clauses = Vec::new();
    for (sentence, range) in told.narration.sentences.iter().enumerate() {
        let Some(reports) = told.reports.get(sentence) else { continue };
        let reader = Reader { page, told, range: range.clone(), reports, attributed };
        let mut covered = range.start;
        for (index, report) in reports.iter().enumerate() {
            if report.cue.start < covered || report.negated {
                continue;
            }
            let Some((kind, pieces)) = reader.clause(index, report) else { continue };
            let pieces: Vec<_> = pieces.into_iter().flat_map(|piece| reader.without_quotes(piece)).collect();
            if pieces.is_empty() {
                continue;
            }
            covered = pieces.iter().map(|piece| piece.end).max().unwrap_or(covered).max(covered);
            clauses.push(Clause { pieces, narration: number, sentence, report: index, kind });
        }
    }
    clauses
}

struct Reader<'a> {
    page: &'a Page<'a>,
    told: &'a Told,
    range: Range<usize>,
    reports: &'a [Report],
    attributed: &'a [Option<Attribution>],
}

impl Reader<'_> {
    fn item(&self, at: usize) -> Option<&Item> {
        self.told.narration.items.get(at).filter(|_| self.range.contains(&at))
    }

    fn is(&self, at: usize, class: Class) -> bool {
        self.item(at).is_some_and(|item| item.is_word() && item.is(class))
    }

    fn word(&self, at: usize) -> &str {
        self.item(at).map(|item| self.page.word(item)).unwrap_or("")
    }

    fn shape(&self, at: usize) -> Option<Shape> {
        self.item(at).map(|item| item.shape)
    }

    fn speech(&self, at: usize) -> bool {
        self.item(at)
            .and_then(Item::quote)
            .is_some_and(|quote| self.attributed.get(quote).is_some_and(Option::is_some))
    }

    fn clause(&self, index: usize, report: &Report) -> Option<(ClauseKind, Vec<Range<usize>>)> {
        if report.order == Order::Noun {
            return None;
        }
        if report.order == Order::According {
            return self.according(report);
        }
        let start = report.content;
        let end = self.end_of(index, report, start);
        if let Some(kind) = self.governed(report, start, end) {
            let start = self.behind_claim(report, start)?;
            return Some((kind, vec![start..end]));
        }
        if report.order != Order::Told
            && report.traits.has(Traits::SAYS)
            && report.traits.has(Traits::STRONG)
            && !report.shared
        {
            return self.closing(index, report);
        }
        None
    }

    /// Which kind of content starts at `start`, if any.
    fn governed(&self, report: &Report, start: usize, end: usize) -> Option<ClauseKind> {
        if start >= end || self.speech(start) {
            return None;
        }
        let first = self.item(start)?;
        let traits = report.traits;
        if matches!(self.shape(start), Some(Shape::Comma | Shape::Colon | Shape::Dash | Shape::Semicolon)) {
            return None;
        }
        if report.that {
            let stated = traits.has(
                Traits::SAYS
                    | Traits::BELIEVES
                    | Traits::NEEDS_THAT
                    | Traits::TELLS
                    | Traits::ORDERS
                    | Traits::NOMINAL
                    | Traits::INFINITIVE
                    | Traits::ASKS,
            );
            return stated.then_some(ClauseKind::Marked);
        }
        if self.is(start, Class::WHETHER) && !self.is(start, Class::DETERMINER) {
            let asks = traits.has(Traits::ASKS) || report.order == Order::Asked;
            let says = traits.has(Traits::STRONG)
                && !matches!(self.word(start), "when" | "if" | "where" | "who" | "which");
            return (asks || says).then_some(ClauseKind::Marked);
        }
        if report.order == Order::Asked {
            return None;
        }
        let negative_infinitive = self.word(start) == "not" && self.word(start + 1) == "to";
        if self.word(start) == "to" || negative_infinitive {
            let verb_follows = !self.is(start + 1, Class::DETERMINER | Class::CAPITAL) || negative_infinitive;
            return (verb_follows && traits.has(Traits::INFINITIVE | Traits::ORDERS))
                .then_some(ClauseKind::Infinite);
        }
        let gerund = first.is(Class::ING)
            || first.form() == Some(Form::Ing)
            || matches!(self.word(start), "having" | "being");
        if gerund {
            return traits.has(Traits::GERUND).then_some(ClauseKind::Infinite);
        }
        if traits.has(Traits::ACCUSES) {
            let of = (start..end).any(|at| self.word(at) == "of");
            return of.then_some(ClauseKind::Infinite);
        }
        if self.is(start, Class::PREPOSITION | Class::COORDINATOR | Class::SUBORDINATOR)
            && !matches!(self.word(start), "there" | "in" | "at" | "about" | "under" | "with")
        {
            return None;
        }
        let clause = traits.has(Traits::SAYS | Traits::BELIEVES) && self.has_verb(start, end);
        if clause && report.order != Order::Inverted {
            return Some(ClauseKind::Bare);
        }
        if traits.has(Traits::ORDERS) && !traits.has(Traits::TELLS) && self.has_participle_or_to(start, end) {
            return Some(ClauseKind::Infinite);
        }
        if traits.has(Traits::NOMINAL) && report.order == Order::Plain {
            return self.is_content_noun(start, end).then_some(ClauseKind::Nominal);
        }
        None
    }

    /// Does a finite verb stand in it?
    fn has_verb(&self, start: usize, end: usize) -> bool {
        (start..end).any(|at| {
            self.is(at, Class::AUXILIARY | Class::VERB | Class::ED)
                || self
                    .item(at)
                    .is_some_and(|item| item.cue.is_some() && !item.is(Class::CAPITAL) && at > start)
                || self.is(at, Class::SUBJECT) && at == start
        }) || (start + 1..end).any(|at| {
            let word = self.word(at);
            word.ends_with('s')
                && !word.ends_with("ss")
                && word.len() > 3
                && !self.is(at, Class::CAPITAL | Class::POSSESSIVE)
                && at + 1 < end
        })
    }

    fn has_participle_or_to(&self, start: usize, end: usize) -> bool {
        (start + 1..end).any(|at| {
            self.word(at) == "to"
                || self.is(at, Class::ED)
                || self.item(at).is_some_and(|item| item.form() == Some(Form::Past))
        })
    }

    /// "announced a deal", not "denied it", "rejected the claim".
    fn is_content_noun(&self, start: usize, end: usize) -> bool {
        let Some(first) = self.item(start) else { return false };
        if phrase::is_pronoun(first)
            || first.is(Class::THAT | Class::REFLEXIVE | Class::TIME | Class::ADVERB)
                && !first.is(Class::DETERMINER | Class::NUMBER)
        {
            return false;
        }
        let Some(phrase) =
            phrase::starting_at(self.page.text, &self.told.narration.items, start, end, Reach::Addressee)
        else {
            return false;
        };
        let head = self.word(phrase.end.saturating_sub(1));
        !matches!(
            head,
            "claim"
                | "claims"
                | "report"
                | "reports"
                | "question"
                | "questions"
                | "accusation"
                | "accusations"
                | "allegation"
                | "allegations"
                | "charge"
                | "suggestion"
                | "story"
                | "comments"
                | "remarks"
                | "words"
                | "statement"
                | "letter"
                | "matter"
        ) || (phrase.end < end && self.word(phrase.end) == "that")
    }

    /// "rejects the idea that …": the clause alone.
    fn behind_claim(&self, report: &Report, start: usize) -> Option<usize> {
        if report.that || !self.is(start, Class::DETERMINER) {
            return Some(start);
        }
        for at in start + 1..start + 5 {
            if self.word(at) == "that"
                && (self.is(at - 1, Class::CUE_NOUN)
                    || matches!(
                        self.word(at - 1),
                        "charge"
                            | "idea"
                            | "notion"
                            | "report"
                            | "reports"
                            | "claims"
                            | "allegation"
                            | "allegations"
                            | "accusation"
                            | "speculation"
                            | "suspicion"
                    ))
            {
                return Some(at + 1);
            }
            if !self.item(at)?.is_word() {
                break;
            }
        }
        Some(start)
    }

    /// Where the clause that starts at `start` ends.
    fn end_of(&self, index: usize, report: &Report, start: usize) -> usize {
        let mut end = self.trimmed_end();
        // A parallel report: ", and she noted", "and said".
        for next in self.reports.iter().skip(index + 1) {
            if next.from <= start {
                continue;
            }
            let Some(before) = next.from.checked_sub(1).filter(|before| *before > start) else { continue };
            let coordinated = self.is(before, Class::COORDINATOR);
            let subordinate = matches!(self.word(before), "while" | "though" | "although");
            let contrast = coordinated && matches!(self.word(before), "but");
            let comma = before > start && self.shape(before - 1) == Some(Shape::Comma);
            if coordinated && (next.shared || comma || contrast)
                || subordinate
                || next.form == Form::Ing && self.shape(before) == Some(Shape::Comma)
            {
                end = end.min(if comma { before - 1 } else { before });
                break;
            }
        }
        for at in start + 1..end {
            if self.ends_at(report, start, at) {
                end = at;
                break;
            }
        }
        while end > start
            && !matches!(
                self.shape(end - 1),
                Some(Shape::Word | Shape::Quote(_) | Shape::Aside | Shape::Symbol)
            )
        {
            end -= 1;
        }
        end
    }

    fn trimmed_end(&self) -> usize {
        let mut end = self.range.end;
        while end > self.range.start && self.shape(end - 1) == Some(Shape::Stop) {
            end -= 1;
        }
        end
    }

    /// ", which is …", ", dismissing …", " but would not …": the reporter speaks again.
    fn ends_at(&self, report: &Report, start: usize, at: usize) -> bool {
        match self.shape(at) {
            Some(Shape::Semicolon) => true,
            Some(Shape::Colon) => at > start + 2,
            Some(Shape::Comma) => {
                let next = self.item(at + 1);
                let speaks = next.is_some_and(|next| next.form() == Some(Form::Ing) && next.cue.is_some());
                let relative =
                    self.is(at + 1, Class::RELATIVE) || matches!(self.word(at + 1), "when" | "where");
                let present = relative
                    && (at + 1..self.range.end.min(at + 7)).any(|at| {
                        matches!(self.word(at), "is" | "are" | "has" | "have" | "will" | "runs" | "includes")
                    });
                let narrated = report.form == Form::Past && present && !report.that;
                let other = matches!(self.word(at + 1), "but" | "though" | "although" | "while")
                    && self.vp_follows(at + 2);
                speaks || narrated || other || self.speech(at + 1)
            }
            Some(Shape::Word) => matches!(self.word(at), "but" | "then") && self.vp_follows(at + 1),
            _ => false,
        }
    }

    /// A verb without a subject of its own: "but would not guess".
    fn vp_follows(&self, at: usize) -> bool {
        self.is(at, Class::AUXILIARY | Class::VERB) && !self.is(at, Class::SUBJECT)
            || self.item(at).is_some_and(|item| matches!(item.form(), Some(Form::Past | Form::Third)))
    }

    fn according(&self, report: &Report) -> Option<(ClauseKind, Vec<Range<usize>>)> {
        if report.from == self.range.start {
            let start = report.content;
            let end = self.trimmed_end();
            return (start + 2 < end).then(|| (ClauseKind::According, vec![start..end]));
        }
        let end = self.back_over_comma(report.from);
        let start = self.start_of_statement(end);
        (start + 2 < end).then(|| (ClauseKind::According, vec![start..end]))
    }

    fn back_over_comma(&self, at: usize) -> usize {
        if self.shape(at.wrapping_sub(1)) == Some(Shape::Comma) { at - 1 } else { at }
    }

    /// A statement that a closing report covers starts with the sentence, behind a conjunction.
    fn start_of_statement(&self, end: usize) -> usize {
        let mut start = self.range.start;
        while start < end
            && (self.shape(start) != Some(Shape::Word) || self.is(start, Class::COORDINATOR))
            && self.shape(start) != Some(Shape::Symbol)
        {
            start += 1;
        }
        start
    }

    /// "…, officials said." and "Water, she pointed out, does not …".
    fn closing(&self, index: usize, report: &Report) -> Option<(ClauseKind, Vec<Range<usize>>)> {
        let from = if report.order == Order::Inverted { report.cue.start } else { report.from };
        if self.shape(from.checked_sub(1)?) != Some(Shape::Comma) || from <= self.range.start {
            return None;
        }
        let end = from - 1;
        let start = match index.checked_sub(1).and_then(|before| self.reports.get(before)) {
            // Another report earlier in the sentence has its own clause.
            Some(earlier)
                if !matches!(earlier.order, Order::Noun)
                    && earlier.traits.has(Traits::STRONG)
                    && !earlier.shared =>
            {
                return None;
            }
            _ => self.start_of_statement(end),
        };
        if start >= end || (start..end).any(|at| self.speech(at)) {
            return None;
        }
        // After the report: nothing, a circumstance, or the rest of the clause.
        let rest = report.content;
        if self.shape(rest) == Some(Shape::Comma) && report.order != Order::Inverted {
            let tail = rest + 1;
            let goes_on = self.is(
                tail,
                Class::AUXILIARY | Class::VERB | Class::DETERMINER | Class::SUBJECT | Class::CAPITAL,
            ) || self
                .item(tail)
                .is_some_and(|item| matches!(item.form(), Some(Form::Past | Form::Third)))
                || self.is(tail, Class::ED | Class::ADVERB);
            let short = end - start <= 6;
            let tail_end = self.trimmed_end();
            if goes_on
                && (short || self.is(tail, Class::AUXILIARY | Class::VERB))
                && tail < tail_end
                && !(tail..tail_end).any(|at| self.speech(at))
            {
                return Some((ClauseKind::Closing, vec![start..end, tail..tail_end]));
            }
        }
        let long_enough = end - start >= 3 || report.order == Order::Inverted && end > start + 1;
        (long_enough && self.has_verb(start, end) || report.order == Order::Inverted && end > start)
            .then(|| (ClauseKind::Closing, vec![start..end]))
    }

    /// Words that a quotation interrupts are the reporter's frame, not speech of their own; "… and that" starts afresh.
    fn without_quotes(&self, piece: Range<usize>) -> Vec<Range<usize>> {
        if !piece.clone().any(|at| self.speech(at)) {
            return vec![piece];
        }
        let mut kept = Vec::new();
        let mut start = piece.start;
        let mut at = piece.start;
        while at < piece.end {
            let next = self.is(at, Class::COORDINATOR) && self.is(at + 1, Class::THAT);
            if next {
                kept.push(start..at);
                start = at + 2;
            }
            at += 1;
        }
        kept.push(start..piece.end);
        kept.retain(|part| part.len() >= 3 && !part.clone().any(|at| self.speech(at)));
        for part in &mut kept {
            while part.end > part.start
                && !matches!(
                    self.shape(part.end - 1),
                    Some(Shape::Word | Shape::Aside | Shape::Symbol | Shape::Quote(_))
                )
            {
                part.end -= 1;
            }
        }
        kept
    }
}
