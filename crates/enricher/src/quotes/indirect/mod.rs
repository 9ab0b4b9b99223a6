//! Indirect speech: the clause that a report's cue governs, by what kind of cue it is.
mod reach;
mod statement;

use std::ops::Range;

use super::{
    attribution::Attribution,
    lexicon::{Class, Form, cues::Traits},
    narration::{Item, Shape},
    page::{Page, Told},
    phrase::{self, Reach},
    report::{Order, Report},
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
            if report.negated {
                continue;
            }
            // A report that closes the sentence covers what other reports in it say.
            let found = reader
                .closing(index, report)
                .or_else(|| if report.cue.start < covered { None } else { reader.clause(index, report) });
            let Some((kind, pieces)) = found else { continue };
            let pieces: Vec<_> = pieces.into_iter().flat_map(|piece| reader.without_quotes(piece)).collect();
            if pieces.is_empty() {
                continue;
            }
            if kind != ClauseKind::Closing {
                covered = pieces.iter().map(|piece| piece.end).fold(covered, usize::max);
            }
            clauses.push(Clause { pieces, narration: number, sentence, report: index, kind });
        }
    }
    clauses
}

/// A clause in one piece.
fn one(piece: Range<usize>) -> Vec<Range<usize>> {
    std::iter::once(piece).collect()
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
        // "said that, if asked, he would"
        let start =
            report.content + usize::from(report.that && self.shape(report.content) == Some(Shape::Comma));
        let end = self.end_of(index, report, start);
        let kind = self.governed(report, start, end)?;
        let start = self.behind_claim(report, start)?;
        Some((kind, one(start..end)))
    }

    /// Which kind of content starts at `start`, if any.
    fn governed(&self, report: &Report, start: usize, end: usize) -> Option<ClauseKind> {
        if start >= end
            || self.speech(start)
            || self.shape(start) != Some(Shape::Word) && self.shape(start) != Some(Shape::Symbol)
        {
            let quoted =
                self.item(start).and_then(Item::quote).is_some() && report.that && !self.speech(start);
            return (quoted && start < end).then_some(ClauseKind::Marked);
        }
        let first = self.item(start)?;
        let traits = report.traits;
        if report.that {
            let stated = Traits::SAYS
                | Traits::BELIEVES
                | Traits::NEEDS_THAT
                | Traits::TELLS
                | Traits::ORDERS
                | Traits::NOMINAL
                | Traits::INFINITIVE
                | Traits::ASKS;
            return (traits.has(stated) && !self.is_own_thought(report)).then_some(ClauseKind::Marked);
        }
        if self.is(start, Class::WHETHER) && !self.is(start, Class::DETERMINER) && end > start + 1 {
            let asks =
                traits.has(Traits::ASKS) && !traits.has(Traits::BELIEVES) || report.order == Order::Asked;
            let says = traits.has(Traits::STRONG)
                && !matches!(self.word(start), "when" | "if" | "where" | "who" | "which");
            return (asks && !self.is_own_thought(report) || says).then_some(ClauseKind::Marked);
        }
        // "Asked to describe it, Moon said"
        if report.order == Order::Asked && self.word(start) == "to" && !self.is(start + 1, Class::DETERMINER)
        {
            return Some(ClauseKind::Infinite);
        }
        if report.order == Order::Asked || traits.has(Traits::WEAK) {
            return None;
        }
        let negative_infinitive = self.word(start) == "not" && self.word(start + 1) == "to";
        if self.word(start) == "to" || negative_infinitive {
            let verb_follows = !self.is(start + 1, Class::DETERMINER | Class::CAPITAL) || negative_infinitive;
            let asked = traits.has(Traits::INFINITIVE | Traits::ORDERS) && !self.is_own_thought(report);
            return (verb_follows && asked).then_some(ClauseKind::Infinite);
        }
        let gerund = first.is(Class::ING)
            || first.form() == Some(Form::Ing)
            || matches!(self.word(start), "having" | "being");
        if gerund && !first.is(Class::NAME) {
            return traits.has(Traits::GERUND).then_some(ClauseKind::Infinite);
        }
        if traits.has(Traits::ACCUSES) {
            return (start..end).any(|at| self.word(at) == "of").then_some(ClauseKind::Infinite);
        }
        let apart = Class::PREPOSITION | Class::COORDINATOR | Class::SUBORDINATOR;
        if self.is(start, apart)
            && !first.is(Class::NAME)
            && !matches!(self.word(start), "there" | "in" | "at" | "about" | "under" | "with" | "what")
        {
            return None;
        }
        let needs_that = traits.has(Traits::NEEDS_THAT) && !self.is_finding(report);
        if traits.has(Traits::SAYS | Traits::BELIEVES)
            && !needs_that
            && report.order != Order::Inverted
            && !self.is_own_thought(report)
            && self.is_clause(start, end)
        {
            return Some(ClauseKind::Bare);
        }
        if traits.has(Traits::ORDERS) && !traits.has(Traits::TELLS) && self.has_participle_or_to(start, end) {
            return Some(ClauseKind::Infinite);
        }
        let nominal =
            traits.has(Traits::NOMINAL) || self.is_finding(report) && traits.has(Traits::NEEDS_THAT);
        let finite = matches!(report.form, Form::Past | Form::Third)
            || report.form == Form::Base && (report.shared || !report.relative && self.is_finding(report));
        if nominal && finite && report.order == Order::Plain {
            return self.is_content_noun(start, end).then_some(ClauseKind::Nominal);
        }
        None
    }

    /// "I thought", "we hope": the writer's own.
    fn is_own_thought(&self, report: &Report) -> bool {
        report.traits.has(Traits::BELIEVES | Traits::ASKS)
            && !report.traits.has(Traits::TELLS)
            && report.speaker.as_ref().is_some_and(|speaker| self.is(speaker.start, Class::FIRST))
    }

    /// A study, a poll or a court finds; people find things.
    fn is_finding(&self, report: &Report) -> bool {
        report.speaker.as_ref().is_some_and(|speaker| {
            speaker.clone().any(|at| {
                self.is(at, Class::ANNOUNCER)
                    || matches!(
                        self.word(at),
                        "court"
                            | "jury"
                            | "tribunal"
                            | "judge"
                            | "panel"
                            | "commission"
                            | "inquiry"
                            | "researchers"
                            | "research"
                            | "polls"
                            | "Polls"
                            | "data"
                            | "averages"
                            | "average"
                    )
            })
        })
    }

    /// A noun phrase and a finite verb after it.
    fn is_clause(&self, start: usize, end: usize) -> bool {
        let finite = |at: usize| {
            self.is(at, Class::AUXILIARY | Class::VERB | Class::ED) && !self.is(at, Class::NAME)
                || self.item(at).is_some_and(|item| {
                    matches!(item.form(), Some(Form::Past | Form::Third | Form::Base)) && at > start
                })
        };
        let inflected = |at: usize| {
            let word = self.word(at);
            let ending = word.len() > 3 && word.ends_with('s') && !word.ends_with("ss");
            let object = Class::DETERMINER
                | Class::POSSESSIVE
                | Class::PREPOSITION
                | Class::NUMBER
                | Class::ADVERB
                | Class::OBJECT
                | Class::NEGATION;
            ending
                && !self.is(at, Class::CAPITAL | Class::POSSESSIVE)
                && (self.is(at + 1, object) || at + 1 >= end)
        };
        if self.is(start, Class::SUBJECT) && !self.is(start, Class::DETERMINER) {
            // "he feels", "it had", "she romanticises misery"
            return (start + 1..end.min(start + 4)).any(|at| finite(at) || self.word(at).ends_with('s'))
                || self.is(start, Class::AUXILIARY);
        }
        for at in start + 1..end {
            if finite(at) {
                return true;
            }
            if self.is(at, Class::SUBORDINATOR) && !self.is(at, Class::RELATIVE) && self.word(at) != "than" {
                return false;
            }
        }
        let opens = Class::DETERMINER | Class::CAPITAL | Class::NUMBER | Class::POSSESSIVE | Class::QUANTITY;
        let plural_opens = self.word(start).ends_with('s');
        (self.is(start, opens) || plural_opens) && end > start + 3 && (start + 1..end).any(inflected)
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
        let apart = Class::THAT | Class::REFLEXIVE | Class::TIME | Class::ADVERB;
        if phrase::is_pronoun(first)
            || first.is(apart) && !first.is(Class::DETERMINER | Class::NUMBER | Class::NAME)
        {
            return false;
        }
        let items = &self.told.narration.items;
        let Some(phrase) = phrase::starting_at(self.page.text, items, start, end, Reach::Addressee) else {
            return false;
        };
        const ANAPHORS: &[&str] = &[
            "claim",
            "claims",
            "report",
            "reports",
            "question",
            "questions",
            "accusation",
            "accusations",
            "allegation",
            "allegations",
            "charge",
            "charges",
            "suggestion",
            "suggestions",
            "story",
            "comments",
            "remarks",
            "words",
            "word",
            "statement",
            "letter",
            "matter",
            "issue",
            "call",
            "calls",
            "view",
            "criticism",
            "no",
        ];
        let head = self.word(phrase.end.saturating_sub(1));
        !ANAPHORS.contains(&head) || phrase.end < end && self.word(phrase.end) == "that"
    }
}
