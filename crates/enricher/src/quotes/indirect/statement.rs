//! Statements that come before their report: "…, officials said", "…, according to police", "Water, she said, is …".
use std::ops::Range;

use super::{ClauseKind, Reader, one};
use crate::quotes::{
    lexicon::{Class, Form, cues::Traits},
    narration::Shape,
    report::{Order, Report},
};

impl Reader<'_> {
    /// "…, officials said." and "Water, she pointed out, does not …".
    pub(super) fn closing(&self, index: usize, report: &Report) -> Option<(ClauseKind, Vec<Range<usize>>)> {
        let says = report.traits.has(Traits::SAYS)
            && (report.traits.has(Traits::STRONG)
                || report.traits.has(Traits::NEEDS_THAT) && self.is_finding(report));
        let from = report.start();
        let placed = !report.shared
            && !report.relative
            && !report.that
            && matches!(report.order, Order::Plain | Order::Inverted)
            && from > self.range.start
            && self.shape(from.checked_sub(1)?) == Some(Shape::Comma);
        if !says || !placed {
            return None;
        }
        let end = from - 1;
        let start = self.start_of_statement(end);
        if start >= end || (start..end).any(|at| self.speech(at)) || self.is_behind_question(index, report) {
            return None;
        }
        // After the report: nothing, a circumstance, or the rest of the clause.
        let rest = report.content;
        let tail_end = self.trimmed_end();
        if rest < tail_end
            && self.shape(rest) == Some(Shape::Word)
            && !self.is(
                rest,
                Class::RELATIVE | Class::PREPOSITION | Class::SUBORDINATOR | Class::COORDINATOR | Class::ING,
            )
        {
            return None;
        }
        if rest < tail_end
            && (self.speech(rest) || self.speech(rest + 1) || self.shape(rest) == Some(Shape::Colon))
        {
            return None;
        }
        let plain = report.order != Order::Inverted;
        if self.shape(rest) == Some(Shape::Comma) && plain {
            let tail = rest + 1;
            let verb = self.is(tail, Class::AUXILIARY | Class::VERB | Class::ED)
                || self.item(tail).is_some_and(|item| matches!(item.form(), Some(Form::Past | Form::Third)));
            let subject = self.is(tail, Class::DETERMINER | Class::SUBJECT | Class::CAPITAL | Class::ADVERB);
            let short = end - start <= 6 && !self.is_clause(start, end);
            if (verb || subject && short) && tail < tail_end && !(tail..tail_end).any(|at| self.speech(at)) {
                return Some((ClauseKind::Closing, vec![start..end, tail..tail_end]));
            }
        }
        let fronted = self.is(start, Class::PREPOSITION | Class::SUBORDINATOR | Class::TIME)
            && !(start..end).any(|at| self.shape(at) == Some(Shape::Comma));
        // "To prevent that, he said, officials should be vigilant"
        let main = rest + 1..tail_end;
        if fronted && plain && self.shape(rest) == Some(Shape::Comma) && self.is_clause(main.start, main.end)
        {
            let quoted = main.clone().any(|at| self.speech(at));
            return (!quoted).then(|| (ClauseKind::Closing, vec![start..end, main]));
        }
        let stated = end - start >= 3 && self.is_clause(start, end) && !fronted || !plain && end > start;
        stated.then(|| (ClauseKind::Closing, one(start..end)))
    }

    /// "Asked whether …, Moon said": the statement before the comma is a question.
    pub(super) fn is_behind_question(&self, index: usize, report: &Report) -> bool {
        self.reports.iter().take(index + 1).any(|earlier| {
            earlier.cue.start < report.cue.start && matches!(earlier.order, Order::Asked | Order::According)
        })
    }

    pub(super) fn according(&self, report: &Report) -> Option<(ClauseKind, Vec<Range<usize>>)> {
        if report.from == self.range.start {
            let start = report.content;
            let mut end = self.trimmed_end();
            if let Some(quoted) =
                (start..end).find(|at| self.shape(*at) == Some(Shape::Comma) && self.speech(at + 1))
            {
                end = quoted;
            }
            return (start + 2 < end).then(|| (ClauseKind::According, one(start..end)));
        }
        let end = self.back_over_comma(report.from);
        let start = self.start_of_statement(end);
        (start + 2 < end).then(|| (ClauseKind::According, one(start..end)))
    }

    pub(super) fn back_over_comma(&self, at: usize) -> usize {
        if self.shape(at.wrapping_sub(1)) == Some(Shape::Comma) { at - 1 } else { at }
    }

    /// A statement that a closing report covers starts with the sentence, behind a conjunction.
    pub(super) fn start_of_statement(&self, end: usize) -> usize {
        let mut start = self.range.start;
        while start < end
            && (self.shape(start) != Some(Shape::Word) || self.is(start, Class::COORDINATOR))
            && self.shape(start) != Some(Shape::Symbol)
        {
            start += 1;
        }
        start
    }
}
