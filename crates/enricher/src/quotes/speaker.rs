//! Gives the quotations of a sentence their speakers: patterns in the order of how far they can be trusted.
use std::ops::Range;

use super::{
    attribution::{Attribution, How, Voice},
    filter::{self, Verdict},
    lexicon::{Class, cues::Traits},
    narration::{Item, Shape},
    page::{Page, Told},
    phrase::{self, Reach},
    report::{Order, Report},
    subject::Clause,
};
use crate::document::Bytes;

/// Attributes what the sentence itself attributes; one entry for each stretch, `None` where it is left open.
pub fn attribute(page: &Page) -> Vec<Option<Attribution>> {
    let mut all: Vec<Option<Attribution>> = vec![None; page.quoted.len()];
    for (number, told) in page.narrations.iter().enumerate() {
        for (index, range) in told.narration.sentences.iter().enumerate() {
            let reports = told.reports.get(index).map(Vec::as_slice).unwrap_or(&[]);
            Sentence { page, told, number, index, range: range.clone(), reports }.attribute(&mut all);
        }
    }
    all
}

struct Sentence<'a> {
    page: &'a Page<'a>,
    told: &'a Told,
    number: usize,
    index: usize,
    range: Range<usize>,
    reports: &'a [Report],
}

impl<'a> Sentence<'a> {
    fn items(&self) -> &'a [Item] {
        &self.told.narration.items
    }

    /// The shape directly before an item of the sentence.
    fn shape_before(&self, at: usize) -> Option<Shape> {
        at.checked_sub(1)
            .filter(|before| *before >= self.range.start)
            .map(|before| self.items()[before].shape)
    }

    fn attribute(&self, all: &mut [Option<Attribution>]) {
        let mut last: Option<(usize, usize)> = None;
        let mut next_report = 0;
        for at in self.range.clone() {
            let Some(quote) = self.items()[at].quote() else { continue };
            // Reports whose cue ends before this quotation; the index only moves forward.
            while self.reports.get(next_report).is_some_and(|report| report.cue.end <= at) {
                next_report += 1;
            }
            let attribution = match self.pattern(at, next_report) {
                Some((how, index)) => self.attributed(how, at, quote, index),
                None => self.verbless(at, quote).or_else(|| {
                    let (_, earlier) = last.filter(|(place, _)| self.same_list(*place, at))?;
                    self.like(earlier, quote, at, all)
                }),
            };
            let Some(mut attribution) = attribution else { continue };
            if let Some((place, earlier)) = last {
                attribution.joins =
                    attribution.joins.or_else(|| self.joined(earlier, place, at, &attribution, all));
            }
            all[quote] = Some(attribution);
            last = Some((at, quote));
        }
    }

    /// The surest pattern that fits, and its report.
    fn pattern(&self, at: usize, next_report: usize) -> Option<(How, usize)> {
        let before = self.before(at, next_report);
        // "When officials speak of a “leap,” I wonder": the clause that it stands in comes first.
        let subordinate = self.items()[self.range.start].is(Class::SUBORDINATOR | Class::PREPOSITION)
            && before.is_some_and(|(_, index)| self.reports[index].content + 4 >= at);
        if subordinate && !self.opens(at) {
            return before;
        }
        self.after(at, next_report).or(before).or_else(|| self.around(at, next_report))
    }

    fn attributed(&self, how: How, at: usize, quote: usize, index: usize) -> Option<Attribution> {
        let report = self.reports.get(index)?;
        if filter::verdict(self.page, self.items(), &self.range, at, quote, how, report) == Verdict::NoSpeech
        {
            return None;
        }
        let bytes = |phrase: &Option<Range<usize>>| {
            phrase.as_ref().and_then(|phrase| self.told.bytes(self.page.text, phrase))
        };
        Some(Attribution {
            how,
            mixed: self.is_mixed(how, at, report),
            voice: bytes(&report.speaker).map_or(Voice::Nobody, Voice::Words),
            cue: self.told.bytes(self.page.text, &report.cue),
            addressee: bytes(&report.addressee),
            medium: bytes(&report.medium),
            joins: None,
            report: Some((self.number, self.index, index)),
        })
    }

    /// “…,” Moon said; “…,” said Moon; “…” – that was her answer.
    fn after(&self, at: usize, next_report: usize) -> Option<(How, usize)> {
        let mut next = at + 1;
        while next < self.range.end
            && matches!(self.items()[next].shape, Shape::Comma | Shape::Dash | Shape::Stop)
        {
            next += 1;
        }
        let (index, report) =
            self.reports.iter().enumerate().skip(next_report).find(|(_, report)| report.start() >= next)?;
        let direct = (next..report.start()).all(|at| {
            let item = &self.items()[at];
            item.is_word()
                && (item.is(Class::ADVERB | Class::HAVE)
                    || self.page.lexicon.foreign && item.is(Class::OBJECT)
                    || matches!(self.page.word(item), "as" | "is" | "was" | "how" | "that"))
        });
        if report.shared || report.order == Order::Told || !direct || report.relative {
            return None;
        }
        let speaks = Traits::SAYS | Traits::DIRECT | Traits::ACTS | Traits::TELLS | Traits::ASKS;
        if !report.traits.has(speaks) && report.order != Order::According {
            return None;
        }
        // "the “frank” talks he said the": a clause after the cue belongs to it, the quotation to what came before.
        let own_clause = report.that || report.order == Order::Plain && self.starts_clause(report.content);
        if own_clause && !self.opens(at) {
            return None;
        }
        Some((if report.order == Order::Inverted { How::Inverted } else { How::After }, index))
    }

    /// Does the narrator's sentence run into the quotation?
    fn embedded(&self, at: usize) -> bool {
        self.shape_before(at) == Some(Shape::Word)
    }

    /// Nothing but a conjunction stands before it in the sentence.
    fn opens(&self, at: usize) -> bool {
        self.items()[self.range.start..at]
            .iter()
            .all(|item| !item.is_word() || item.is(Class::COORDINATOR | Class::ADVERB))
    }

    fn starts_clause(&self, content: usize) -> bool {
        let apart =
            Class::PREPOSITION | Class::TIME | Class::SUBORDINATOR | Class::COORDINATOR | Class::ADVERB;
        self.items().get(content).is_some_and(|item| {
            content < self.range.end && item.is_word() && (!item.is(apart) || item.is(Class::NAME))
        })
    }

    /// Moon said: “…”; called the talks “frank”; said they had been “frank”.
    fn before(&self, at: usize, next_report: usize) -> Option<(How, usize)> {
        for index in (0..next_report).rev().take(5) {
            let report = &self.reports[index];
            if report.content > at || self.is_cut_off(report, at) {
                continue;
            }
            let distance = (report.cue.end..at).filter(|at| self.items()[*at].is_word()).count();
            let colon = self.shape_before(at) == Some(Shape::Colon);
            let comma = matches!(self.shape_before(at), Some(Shape::Comma | Shape::Dash | Shape::Semicolon));
            let introduced = report.content >= at || colon || comma && distance <= 6;
            let weak = report.traits.has(Traits::WEAK | Traits::ACTS)
                && !report.traits.has(Traits::SAYS | Traits::CALLS | Traits::TELLS | Traits::ASKS)
                || report.traits.has(Traits::WEAK) && report.traits.has(Traits::BELIEVES);
            let put_at = report.lemma == "put" && self.page.word(&self.items()[at - 1]) == "at";
            if weak && !introduced && !put_at || report.negated && !introduced {
                continue;
            }
            if report.order == Order::Asked && report.content < at {
                continue;
            }
            let index = self.outer(index);
            let report = &self.reports[index];
            let direct =
                colon || introduced && !report.traits.has(Traits::CALLS) && (comma || report.content == at);
            return Some((if direct { How::Introduced } else { How::Embedded }, index));
        }
        None
    }

    /// A semicolon, or a further clause after a comma, ends the reach of a report.
    fn is_cut_off(&self, report: &Report, at: usize) -> bool {
        (report.content..at.saturating_sub(1)).any(|at| match self.items()[at].shape {
            Shape::Semicolon => true,
            // "D-Va.,": an abbreviation.
            Shape::Stop => self.items().get(at + 1).is_none_or(|next| next.shape != Shape::Comma),
            _ => false,
        })
    }

    /// "said they had been told to", "said he felt “…”": the verb that says stands further out.
    fn outer(&self, index: usize) -> usize {
        let report = &self.reports[index];
        let inner = (!report.traits.has(Traits::STRONG | Traits::CALLS) || report.order == Order::Told)
            && report.order != Order::Noun
            || report.lemma == "be"
            || report.order == Order::Plain && self.cannot_speak(report);
        let Some(before) = index.checked_sub(1).filter(|_| inner) else { return index };
        let outer = &self.reports[before];
        let governs = outer.traits.has(Traits::STRONG)
            && outer.traits.has(Traits::SAYS)
            && !report.shared
            && outer.content <= report.start()
            && outer.order != Order::Told;
        if governs { before } else { index }
    }

    /// "said the protests demand that", "said it would tell": no person, body or paper.
    fn cannot_speak(&self, report: &Report) -> bool {
        let speaks = Class::NAME
            | Class::CAPITAL
            | Class::PERSON
            | Class::BODY
            | Class::TITLE
            | Class::ANNOUNCER
            | Class::MEDIUM
            | Class::RELATIVE
            | Class::QUANTITY
            | Class::SUBJECT
            | Class::POSSESSIVE;
        let Some(speaker) = &report.speaker else { return false };
        // "three weeks after it dismissed the reports": a clause of its own.
        let apart =
            speaker.start.checked_sub(1).and_then(|before| self.items().get(before)).is_some_and(|item| {
                item.is(Class::SUBORDINATOR) && !item.is(Class::THAT) && self.page.word(item) != "what"
            });
        !apart
            && self.items()[speaker.clone()]
                .iter()
                .all(|item| !item.is(speaks) || self.page.word(item) == "it")
    }

    /// A report that closes the sentence, or stands between commas after the quotation.
    fn around(&self, at: usize, next_report: usize) -> Option<(How, usize)> {
        let index = (next_report..self.reports.len().min(next_report + 4)).find(|index| {
            let report = &self.reports[*index];
            let before = report.start().checked_sub(1).and_then(|before| self.items().get(before));
            let apart = matches!(self.shape_before(report.start()), Some(Shape::Comma | Shape::Dash))
                || before.is_some_and(|item| item.quote().is_some() && item.is(Class::FINAL))
                || report.order == Order::According;
            report.start() > at
                && !report.shared
                && !report.relative
                && apart
                && !report.that
                && report.traits.has(Traits::SAYS)
                && !self.starts_clause(report.content)
        })?;
        Some((How::Around, index))
    }

    /// Direct is a whole utterance, mixed are words within the reporter's sentence.
    fn is_mixed(&self, how: How, at: usize, report: &Report) -> bool {
        let lower = self.items()[at]
            .quote()
            .is_some_and(|quote| self.page.inner(quote).starts_with(char::is_lowercase));
        match how {
            How::After | How::Inverted => (self.embedded(at) || lower) && !self.opens(at),
            How::Introduced if self.shape_before(at) == Some(Shape::Colon) => false,
            How::Introduced if report.content < at && self.embedded(at) => true,
            How::Introduced => {
                let apart = matches!(self.shape_before(at), Some(Shape::Comma | Shape::Dash));
                let words_of = report.order == Order::According && lower;
                words_of || !apart && (report.that || lower && report.traits.has(Traits::SAYS))
            }
            _ => true,
        }
    }

    fn same_list(&self, earlier: usize, at: usize) -> bool {
        at - earlier <= 14
            && !self.items()[earlier + 1..at]
                .iter()
                .any(|item| matches!(item.shape, Shape::Semicolon | Shape::Colon))
    }

    /// A further quotation of the sentence, without a report of its own.
    fn like(
        &self,
        earlier: usize,
        quote: usize,
        at: usize,
        all: &[Option<Attribution>],
    ) -> Option<Attribution> {
        let model = all.get(earlier)?.clone()?;
        let whole = filter::is_sentence(self.page.inner(quote));
        let joined = self.shape_before(at) == Some(Shape::Comma)
            || at > 0 && self.items()[at - 1].is(Class::COORDINATOR);
        (whole || joined).then_some(Attribution {
            how: How::SameSentence,
            mixed: model.mixed || !whole,
            joins: Some(earlier),
            ..model
        })
    }

    /// “A,” X said, “b”: one utterance; so are two pieces under one cue.
    fn joined(
        &self,
        earlier: usize,
        place: usize,
        at: usize,
        this: &Attribution,
        all: &[Option<Attribution>],
    ) -> Option<usize> {
        let before = all.get(earlier)?.as_ref()?;
        let same = before.report.is_some() && before.report == this.report;
        let interrupted = matches!(before.how, How::After | How::Inverted);
        (same && (interrupted || at - place <= 12)).then_some(earlier)
    }

    fn bare(&self, phrase: &Range<usize>) -> Option<Attribution> {
        let words: Bytes = self.told.bytes(self.page.text, phrase)?;
        Some(Attribution::by(How::Verbless, Voice::Words(words)))
    }

    /// “…” — NAME; NAME on the figures: “…”; then it's NAME's voice: “…”.
    fn verbless(&self, at: usize, quote: usize) -> Option<Attribution> {
        let items = self.items();
        let inner = self.page.inner(quote);
        let dashed = at + 1 < self.range.end && items[at + 1].shape == Shape::Dash;
        if dashed && filter::is_sentence(inner) {
            let name = phrase::starting_at(self.page.text, items, at + 2, self.range.end, Reach::Speaker)?;
            let ends = name.end >= self.range.end || !items[name.end].is_word();
            return if ends && items[name.start].is(Class::CAPITAL) { self.bare(&name) } else { None };
        }
        if self.shape_before(at) != Some(Shape::Colon) || !filter::is_utterance(inner) {
            return None;
        }
        let before = self.range.start..at - 1;
        if before.is_empty() || filter::names_a_work(self.page, items, &before) {
            return None;
        }
        let possessed = |at: &usize| {
            matches!(
                self.page.word(&items[*at]),
                "voice" | "view" | "rule" | "line" | "favourite" | "favorite"
            ) && *at > before.start
                && items[*at - 1].is(Class::POSSESSIVE)
        };
        if let Some(noun) = before.clone().rev().find(possessed) {
            return self.bare(&phrase::ending_at(self.page.text, items, before.start, noun)?);
        }
        let clause = Clause { text: self.page.text, items, low: self.range.start };
        let opening = clause.opening(at)?;
        let person = items[opening.clone()].iter().any(|item| {
            item.is(Class::CAPITAL | Class::PERSON | Class::SUBJECT) && !item.is(Class::DETERMINER)
                || item.is(Class::NAME)
        });
        if person { self.bare(&opening) } else { None }
    }
}
