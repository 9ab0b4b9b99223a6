//! How far a reported clause reaches: up to a parallel report, to words of the reporter's own, around quotations.
use std::ops::Range;

use super::Reader;
use crate::quotes::{
    lexicon::{Class, Form},
    narration::Shape,
    report::{Order, Report},
};

impl Reader<'_> {
    /// Where the clause that starts at `start` ends.
    pub(super) fn end_of(&self, index: usize, report: &Report, start: usize) -> usize {
        let mut end = self.trimmed_end();
        for next in self.reports.iter().skip(index + 1).filter(|next| next.start() > start + 1) {
            let before = next.start() - 1;
            let comma = self.shape(before) == Some(Shape::Comma);
            // "Asked …, Moon said", "…, eNCA reported."
            if comma && (report.order == Order::Asked || self.closing(index + 1, next).is_some()) {
                end = end.min(before);
                break;
            }
            // A parallel report: ", and she noted", "and said".
            let coordinated = self.is(before, Class::COORDINATOR);
            let subordinate = matches!(self.word(before), "while" | "though" | "although");
            let after_comma = self.shape(before.saturating_sub(1)) == Some(Shape::Comma);
            let contrast = coordinated && self.word(before) == "but";
            let parallel = coordinated && (next.shared || after_comma || contrast);
            if parallel || subordinate || next.form == Form::Ing && comma {
                let at = if after_comma && (coordinated || subordinate) { before - 1 } else { before };
                end = end.min(at);
                break;
            }
        }
        let mut at = start + 1;
        while at < end {
            if self.ends_at(report, start, at) {
                end = at;
                break;
            }
            at += 1;
        }
        if report.order == Order::Asked && end == self.trimmed_end() {
            end = (start + 1..end).find(|at| self.shape(*at) == Some(Shape::Comma)).unwrap_or(end);
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

    pub(super) fn trimmed_end(&self) -> usize {
        let mut end = self.range.end;
        while end > self.range.start && self.shape(end - 1) == Some(Shape::Stop) {
            end -= 1;
        }
        end
    }

    /// ", which is …", ", dismissing …", " but would not …": the reporter speaks again.
    pub(super) fn ends_at(&self, report: &Report, start: usize, at: usize) -> bool {
        match self.shape(at) {
            Some(Shape::Semicolon) => true,
            Some(Shape::Colon) => at > start + 2,
            Some(Shape::Quote(_)) => {
                self.item(at).is_some_and(|item| item.is(Class::FINAL)) && self.is(at + 1, Class::RELATIVE)
            }
            Some(Shape::Comma) => {
                let next = self.item(at + 1);
                let speaks = next.is_some_and(|next| next.form() == Some(Form::Ing) && next.cue.is_some());
                let helped = self.is(at + 1, Class::ED) && self.word(at + 2) == "by";
                let relative = self.is(at + 1, Class::RELATIVE) && self.word(at + 1) != "that"
                    || self.word(at + 1) == "when";
                let narrated = report.form != Form::Third && relative && self.in_present(at + 1);
                let main = report.relative
                    && (self.is(at + 1, Class::AUXILIARY | Class::VERB | Class::ED)
                        || next.is_some_and(|next| matches!(next.form(), Some(Form::Past | Form::Third))));
                let contrast = self.word(at + 1) == "but" && !self.is(at + 2, Class::THAT)
                    || matches!(self.word(at + 1), "though" | "although" | "while")
                        && self.vp_follows(at + 2);
                speaks || helped || narrated || main || contrast || self.speech(at + 1)
            }
            Some(Shape::Word) => matches!(self.word(at), "but" | "then") && self.vp_follows(at + 1),
            _ => false,
        }
    }

    /// The first verb of the clause stands in the present: the reporter's own.
    pub(super) fn in_present(&self, at: usize) -> bool {
        (at..self.range.end.min(at + 8)).any(|at| {
            let word = self.word(at);
            matches!(word, "is" | "are" | "has" | "have" | "will")
                || self.item(at).is_some_and(|item| item.form() == Some(Form::Third))
        })
    }

    /// A verb without a subject of its own: "but would not guess".
    pub(super) fn vp_follows(&self, at: usize) -> bool {
        self.is(at, Class::AUXILIARY | Class::VERB) && !self.is(at, Class::SUBJECT)
            || self.item(at).is_some_and(|item| matches!(item.form(), Some(Form::Past | Form::Third)))
    }

    /// Words that a quotation interrupts are the reporter's frame, not speech of their own; "… and that" starts afresh.
    pub(super) fn without_quotes(&self, piece: Range<usize>) -> Vec<Range<usize>> {
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
        for part in &mut kept {
            // What comes before the comma before the quotation stands by itself.
            let Some(quote) = part.clone().find(|at| self.speech(*at)) else { continue };
            let comma = part
                .clone()
                .take_while(|at| *at < quote)
                .filter(|at| self.shape(*at) == Some(Shape::Comma))
                .last();
            if let Some(comma) = comma.filter(|comma| self.is_clause(part.start, *comma)) {
                part.end = comma;
            }
        }
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

    /// "rejects the idea that …": the clause alone.
    pub(super) fn behind_claim(&self, report: &Report, start: usize) -> Option<usize> {
        if report.that || !self.is(start, Class::DETERMINER) {
            return Some(start);
        }
        const CLAIMS: &[&str] = &[
            "charge",
            "idea",
            "notion",
            "report",
            "reports",
            "claims",
            "allegation",
            "allegations",
            "accusation",
            "speculation",
            "suspicion",
            "theory",
            "rumours",
            "rumors",
        ];
        for at in start + 1..start + 5 {
            let claim = self.is(at - 1, Class::CUE_NOUN) || CLAIMS.contains(&self.word(at - 1));
            if self.word(at) == "that" && claim {
                return Some(at + 1);
            }
            if !self.item(at)?.is_word() {
                break;
            }
        }
        Some(start)
    }
}
