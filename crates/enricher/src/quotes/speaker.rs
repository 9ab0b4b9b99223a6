//! Gives quotations their speakers: patterns in the order of how far they can be trusted, then the context.
use std::ops::Range;

use super::{
    filter::{self, Verdict},
    lexicon::{Class, cues::Traits},
    narration::{Item, Shape},
    page::{Page, Told},
    phrase::{self, Reach},
    report::{Order, Report},
    subject,
};
use crate::document::Bytes;

/// By which pattern a quotation got its speaker; the confidence hangs on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum How {
    /// “…,” Moon said
    After,
    /// “…,” said Moon
    Inverted,
    /// Moon said: “…”
    Introduced,
    /// called the talks “frank”
    Embedded,
    /// a lunch, officials said, that was “mild”
    Around,
    /// another quotation of the sentence has one
    SameSentence,
    /// “…” — NAME; Moon, on the growth figure: “…”
    Verbless,
    /// “…” That was her answer.
    NextSentence,
    /// “…,” Moon said. “…”
    FollowOn,
    /// The paragraph before was left open.
    Resumed,
    /// A paragraph of its own after an attributed one.
    Alone,
    /// The subject of the sentence before.
    Context,
    /// Nobody.
    Nobody,
    /// NAME: at the start of a transcript's turn
    Turn,
    /// in another language
    Foreign,
}

/// Who speaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Voice {
    Words(Bytes),
    /// As in the attribution of another quotation.
    Like(usize),
    Nobody,
}

/// What is known of one stretch between marks.
#[derive(Clone, Debug)]
pub struct Attribution {
    pub how: How,
    pub mixed: bool,
    pub voice: Voice,
    pub cue: Option<Bytes>,
    pub addressee: Option<Bytes>,
    pub medium: Option<Bytes>,
    /// The quotation whose utterance this one goes on.
    pub joins: Option<usize>,
    /// Narration, sentence and report, for the indirect speech beside it.
    pub report: Option<(usize, usize, usize)>,
}

/// One entry for each stretch; `None` where it is no quotation.
pub fn attribute(page: &Page) -> Vec<Option<Attribution>> {
    let mut all: Vec<Option<Attribution>> = vec![None; page.quoted.len()];
    for (number, told) in page.narrations.iter().enumerate() {
        for sentence in 0..told.narration.sentences.len() {
            Sentence::new(page, number, told, sentence).attribute(&mut all);
        }
    }
    Context::new(page).complete(&mut all);
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
    fn new(page: &'a Page<'a>, number: usize, told: &'a Told, index: usize) -> Self {
        let range = told.narration.sentences.get(index).cloned().unwrap_or(0..0);
        let reports = told.reports.get(index).map(Vec::as_slice).unwrap_or(&[]);
        Sentence { page, told, number, index, range, reports }
    }

    fn items(&self) -> &'a [Item] {
        &self.told.narration.items
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
            let found = self
                .after(at, next_report)
                .or_else(|| self.before(at, next_report))
                .or_else(|| self.around(at, next_report));
            let Some((how, report_index)) = found else {
                if let Some(attribution) = self.verbless(at, quote) {
                    all[quote] = Some(attribution);
                    last = Some((at, quote));
                } else if let Some((_, earlier)) = last.filter(|(place, _)| self.same_list(*place, at)) {
                    all[quote] = self.like(earlier, quote, at, all);
                }
                continue;
            };
            let Some(report) = self.reports.get(report_index) else { continue };
            if filter::verdict(self.page, self.items(), &self.range, at, quote, how, report)
                == Verdict::NoSpeech
            {
                continue;
            }
            let mut attribution = self.attribution(how, at, report_index, report);
            if let Some((place, earlier)) = last {
                attribution.joins = self.joined(earlier, place, at, &attribution, all);
            }
            all[quote] = Some(attribution);
            last = Some((at, quote));
        }
    }

    fn attribution(&self, how: How, at: usize, report_index: usize, report: &Report) -> Attribution {
        let bytes = |phrase: &Option<Range<usize>>| {
            phrase.as_ref().and_then(|phrase| self.told.bytes(self.page.text, phrase))
        };
        Attribution {
            how,
            mixed: self.is_mixed(how, at, report),
            voice: bytes(&report.speaker).map_or(Voice::Nobody, Voice::Words),
            cue: self.told.bytes(self.page.text, &report.cue),
            addressee: bytes(&report.addressee),
            medium: bytes(&report.medium),
            joins: None,
            report: Some((self.number, self.index, report_index)),
        }
    }

    /// The first item after the quotation that is no comma or dash.
    fn step_over(&self, at: usize) -> usize {
        let mut next = at + 1;
        while next < self.range.end
            && matches!(self.items()[next].shape, Shape::Comma | Shape::Dash | Shape::Stop)
        {
            next += 1;
        }
        next
    }

    fn after(&self, at: usize, next_report: usize) -> Option<(How, usize)> {
        let next = self.step_over(at);
        let start = |report: &Report| match report.order {
            Order::Inverted => report.cue.start,
            _ => report.from,
        };
        let (index, report) =
            self.reports.iter().enumerate().skip(next_report).find(|(_, report)| report.cue.start >= next)?;
        let adverbs = (next..start(report)).all(|at| {
            let item = &self.items()[at];
            item.is_word()
                && (item.is(Class::ADVERB)
                    || matches!(self.page.word(item), "as" | "is" | "was" | "how" | "that"))
        });
        if report.shared
            || report.order == Order::Told && report.speaker.is_none()
            || !adverbs
            || start(report) < next
        {
            return None;
        }
        if !report.traits.has(Traits::SAYS | Traits::DIRECT | Traits::ACTS | Traits::TELLS | Traits::ASKS)
            && report.order != Order::According
        {
            return None;
        }
        // "… “frank” he said the": a clause after the cue belongs to it, the quotation to what came before.
        let own_clause = report.that
            || report.order == Order::Plain && self.embedded(at) && self.starts_clause(report.content);
        if own_clause && !self.opens(at) {
            return None;
        }
        Some((if report.order == Order::Inverted { How::Inverted } else { How::After }, index))
    }

    /// Does the narrator's sentence run into the quotation?
    fn embedded(&self, at: usize) -> bool {
        at > self.range.start && self.items()[at - 1].is_word()
    }

    /// Nothing but a conjunction stands before it in the sentence.
    fn opens(&self, at: usize) -> bool {
        self.items()[self.range.start..at]
            .iter()
            .all(|item| !item.is_word() || item.is(Class::COORDINATOR | Class::ADVERB))
    }

    fn starts_clause(&self, content: usize) -> bool {
        self.items().get(content).is_some_and(|item| {
            content < self.range.end
                && item.is_word()
                && !item.is(Class::PREPOSITION | Class::TIME | Class::SUBORDINATOR | Class::COORDINATOR)
        })
    }

    fn before(&self, at: usize, next_report: usize) -> Option<(How, usize)> {
        for index in (0..next_report).rev().take(4) {
            let report = &self.reports[index];
            let weak = report.traits.has(Traits::WEAK | Traits::ACTS)
                && !report.traits.has(Traits::SAYS | Traits::CALLS | Traits::TELLS);
            let distance = (report.cue.end..at).filter(|at| self.items()[*at].is_word()).count();
            let introduced = report.content >= at
                || matches!(self.items()[at - 1].shape, Shape::Colon)
                || self.items()[at - 1].shape == Shape::Comma && distance <= 6;
            let spoken = report.traits.has(
                Traits::SAYS
                    | Traits::DIRECT
                    | Traits::TELLS
                    | Traits::CALLS
                    | Traits::ACTS
                    | Traits::NOMINAL
                    | Traits::GERUND
                    | Traits::ACCUSES
                    | Traits::ASKS
                    | Traits::BELIEVES
                    | Traits::ORDERS
                    | Traits::INFINITIVE,
            );
            if !spoken || report.content > at || weak && !introduced && distance > 3 {
                continue;
            }
            if report.order == Order::Asked && report.speaker.is_none() && report.content < at {
                continue;
            }
            if report.negated && !introduced {
                continue;
            }
            let direct = matches!(self.items()[at - 1].shape, Shape::Colon | Shape::Comma)
                || report.content == at && report.order != Order::According;
            let how = if direct && introduced && !report.traits.has(Traits::CALLS)
                || self.items()[at - 1].shape == Shape::Colon
            {
                How::Introduced
            } else {
                How::Embedded
            };
            return Some((how, index));
        }
        None
    }

    /// A report that closes the sentence, or stands between commas after the quotation.
    fn around(&self, at: usize, next_report: usize) -> Option<(How, usize)> {
        let index = (next_report..self.reports.len().min(next_report + 4)).find(|index| {
            let report = &self.reports[*index];
            let after_comma = report.from > self.range.start
                && matches!(self.items()[report.from - 1].shape, Shape::Comma | Shape::Dash)
                || report.order == Order::According
                || report.order == Order::Inverted;
            report.from > at
                && !report.shared
                && after_comma
                && !report.that
                && report.traits.has(Traits::SAYS)
                && !self.starts_clause(report.content)
        })?;
        Some((How::Around, index))
    }

    /// Direct is a whole utterance, mixed are words within the reporter's sentence.
    fn is_mixed(&self, how: How, at: usize, report: &Report) -> bool {
        match how {
            How::After | How::Inverted => self.embedded(at) && !self.opens(at),
            How::Introduced => {
                if self.items()[at - 1].shape == Shape::Colon {
                    return false;
                }
                if report.content < at && self.items()[at - 1].is_word() {
                    return true;
                }
                let Some(quote) = self.items()[at].quote() else { return false };
                let inner = self.page.inner(quote);
                let comma = self.items()[at - 1].shape == Shape::Comma;
                !comma
                    && (report.that
                        || inner.starts_with(char::is_lowercase) && report.traits.has(Traits::SAYS))
            }
            _ => true,
        }
    }

    fn same_list(&self, earlier: usize, at: usize) -> bool {
        (earlier + 1..at).all(|at| {
            let item = &self.items()[at];
            !matches!(item.shape, Shape::Semicolon | Shape::Colon)
        }) && at - earlier <= 14
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
        let inner = self.page.inner(quote);
        let whole = filter::is_sentence(inner);
        let joined = at > 0
            && (self.items()[at - 1].is(Class::COORDINATOR) || self.items()[at - 1].shape == Shape::Comma);
        if !whole && !joined {
            return None;
        }
        Some(Attribution {
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
        let same = before.report == this.report;
        let interrupted = matches!(before.how, How::After | How::Inverted);
        (same && (interrupted || at - place <= 12)).then_some(earlier)
    }

    /// “…” — NAME, and NAME on the figures: “…”.
    fn verbless(&self, at: usize, quote: usize) -> Option<Attribution> {
        let items = self.items();
        let inner = self.page.inner(quote);
        let words = |phrase: &Range<usize>| self.told.bytes(self.page.text, phrase);
        let bare = |phrase: Range<usize>, cue: Option<Bytes>| {
            Some(Attribution {
                how: How::Verbless,
                mixed: false,
                voice: Voice::Words(words(&phrase)?),
                cue,
                addressee: None,
                medium: None,
                joins: None,
                report: None,
            })
        };
        if items.get(at + 1).is_some_and(|next| at + 1 < self.range.end && next.shape == Shape::Dash)
            && filter::is_sentence(inner)
        {
            let name = phrase::starting_at(self.page.text, items, at + 2, self.range.end, Reach::Speaker)?;
            let ends = name.end >= self.range.end || !items[name.end].is_word();
            return if ends && items[name.start].is(Class::CAPITAL) { bare(name, None) } else { None };
        }
        if at > self.range.start && items[at - 1].shape == Shape::Colon && filter::is_utterance(inner) {
            let before = self.range.start..at - 1;
            if before.is_empty() || filter::names_a_work(self.page, items, &before) {
                return None;
            }
            let voice = items[before.clone()]
                .iter()
                .rposition(|item| matches!(self.page.word(item), "voice" | "verdict" | "message" | "motto"));
            if let Some(place) = voice
                .map(|place| before.start + place)
                .filter(|place| *place > before.start && items[place - 1].is(Class::POSSESSIVE))
            {
                return bare(place - 1..place, None);
            }
            let opening = subject::opening(self.page.text, items, self.range.start, at)?;
            let person = items[opening.clone()].iter().any(|item| {
                item.is(Class::CAPITAL | Class::PERSON | Class::SUBJECT) && !item.is(Class::DETERMINER)
            });
            return if person { bare(opening, None) } else { None };
        }
        None
    }
}

/// The second pass: quotations that only their surroundings can attribute.
struct Context<'a> {
    page: &'a Page<'a>,
}

/// Where the story stands: who spoke last, and where.
#[derive(Clone, Copy)]
struct Last {
    quote: usize,
    narration: usize,
    sentence: usize,
}

impl<'a> Context<'a> {
    fn new(page: &'a Page<'a>) -> Self {
        Context { page }
    }

    fn complete(&self, all: &mut [Option<Attribution>]) {
        let mut last: Option<Last> = None;
        let mut left_open: Option<usize> = None;
        for (number, told) in self.page.narrations.iter().enumerate() {
            if told.within.is_some() {
                last = None;
            }
            for sentence in 0..told.narration.sentences.len() {
                let range = told.narration.sentences[sentence].clone();
                for at in range.clone() {
                    let Some(quote) = told.narration.items[at].quote() else { continue };
                    if all[quote].is_none() && told.within.is_none() {
                        all[quote] = self.from_context(number, sentence, at, quote, last, all);
                    }
                    self.resume(quote, left_open.take(), all);
                    if all[quote].is_some() {
                        last = Some(Last { quote, narration: number, sentence });
                        let open = self.page.quoted.get(quote).is_some_and(|quoted| !quoted.closed);
                        left_open = open.then_some(quote);
                    }
                }
            }
        }
    }

    /// A re-opened paragraph goes on with the utterance; the words of its speaker may stand in either.
    fn resume(&self, quote: usize, left_open: Option<usize>, all: &mut [Option<Attribution>]) {
        let Some(earlier) =
            left_open.filter(|_| self.page.quoted.get(quote).is_some_and(|quoted| quoted.resumes))
        else {
            return;
        };
        let Some(before) = all[earlier].clone() else { return };
        match &mut all[quote] {
            Some(own)
                if own.report.is_some()
                    && matches!(before.how, How::Alone | How::Context | How::Nobody | How::Resumed) =>
            {
                own.joins = Some(earlier);
                // The first pieces take what the last one knows.
                let known = own.clone();
                let mut at = Some(earlier);
                while let Some(piece) = at {
                    let Some(attribution) = &mut all[piece] else { break };
                    at = attribution.joins.filter(|up| *up < piece);
                    attribution.voice = known.voice.clone();
                    attribution.cue = known.cue.clone();
                    attribution.addressee = known.addressee.clone();
                    attribution.how = known.how;
                    attribution.mixed = known.mixed;
                }
            }
            Some(own) if own.report.is_none() => {
                *own = Attribution { how: How::Resumed, joins: Some(earlier), ..before };
            }
            Some(own) => own.joins = Some(earlier),
            None => all[quote] = Some(Attribution { how: How::Resumed, joins: Some(earlier), ..before }),
        }
    }

    fn from_context(
        &self,
        number: usize,
        sentence: usize,
        at: usize,
        quote: usize,
        last: Option<Last>,
        all: &[Option<Attribution>],
    ) -> Option<Attribution> {
        let told = self.page.narrations.get(number)?;
        let range = told.narration.sentences.get(sentence)?.clone();
        let alone =
            told.narration.items[range.clone()].iter().all(|item| item.quote().is_some() || !item.is_word());
        let inner = self.page.inner(quote);
        let begins = at == range.start;
        if !(alone && filter::is_utterance(inner)
            || begins && filter::is_sentence(inner) && inner.split_whitespace().count() >= 4)
        {
            return None;
        }
        if self.page.quoted.get(quote).is_some_and(|quoted| quoted.title) {
            return None;
        }
        let nobody = Attribution {
            how: How::Nobody,
            mixed: false,
            voice: Voice::Nobody,
            cue: None,
            addressee: None,
            medium: None,
            joins: None,
            report: None,
        };
        // “…,” Moon said. “…”
        if let Some(last) = last.filter(|last| last.narration == number && last.sentence + 1 >= sentence) {
            let model = all[last.quote].clone()?;
            let directly = !model.mixed || matches!(model.how, How::After | How::Inverted | How::FollowOn);
            let joins = (directly && !matches!(model.how, How::NextSentence)).then_some(last.quote);
            if joins.is_some() {
                return Some(Attribution { how: How::FollowOn, mixed: false, joins, ..model });
            }
            return Some(Attribution { how: How::FollowOn, voice: Voice::Like(last.quote), ..nobody });
        }
        if let Some(found) = self.next_sentence(number, sentence) {
            return Some(found);
        }
        if let Some(found) = self.previous_sentence(number, sentence, last) {
            return Some(found);
        }
        if let Some(last) = last.filter(|last| last.narration + 2 >= number) {
            return Some(Attribution { how: How::Alone, voice: Voice::Like(last.quote), ..nobody });
        }
        Some(nobody)
    }

    /// “…” It was Nakato who asked. “…” That is Graham Pell.
    fn next_sentence(&self, number: usize, sentence: usize) -> Option<Attribution> {
        let told = self.page.narrations.get(number)?;
        let (told, sentence) = match told.narration.sentences.get(sentence + 1) {
            Some(_) => (told, sentence + 1),
            None if sentence == 0 => {
                (self.page.narrations.get(number + 1).filter(|told| told.within.is_none())?, 0)
            }
            None => return None,
        };
        let range = told.narration.sentences.get(sentence)?.clone();
        let items = &told.narration.items;
        let first = items.get(range.start)?;
        let word = |at: usize| {
            items.get(at).filter(|_| at < range.end).map(|item| self.page.word(item)).unwrap_or("")
        };
        let pointing = matches!(word(range.start), "That" | "It" | "This" | "So" | "Thus")
            && matches!(word(range.start + 1), "was" | "is" | "were" | "said");
        if !first.is_word() || !pointing {
            return None;
        }
        let who = phrase::starting_at(self.page.text, items, range.start + 2, range.end, Reach::Speaker)?;
        let speaking = items[who.clone()].iter().any(|item| item.is(Class::CAPITAL | Class::PERSON));
        if !speaking {
            return None;
        }
        let cue = told.reports.get(sentence)?.iter().find(|report| report.cue.start >= who.end);
        Some(Attribution {
            how: How::NextSentence,
            mixed: false,
            voice: Voice::Words(told.bytes(self.page.text, &who)?),
            cue: cue.and_then(|report| told.bytes(self.page.text, &report.cue)),
            addressee: None,
            medium: None,
            joins: None,
            report: None,
        })
    }

    /// "They read it from a chair." ¶ “…”: the last sentence before reports, or has a subject who may speak.
    fn previous_sentence(&self, number: usize, sentence: usize, last: Option<Last>) -> Option<Attribution> {
        let (told, at) = if sentence > 0 {
            (self.page.narrations.get(number)?, sentence - 1)
        } else {
            let told =
                self.page.narrations.get(number.checked_sub(1)?).filter(|told| told.within.is_none())?;
            (told, told.narration.sentences.len().checked_sub(1)?)
        };
        let same_paragraph = sentence > 0;
        let range = told.narration.sentences.get(at)?.clone();
        let items = &told.narration.items;
        let base = Attribution {
            how: How::Context,
            mixed: false,
            voice: Voice::Nobody,
            cue: None,
            addressee: None,
            medium: None,
            joins: None,
            report: None,
        };
        let words = |phrase: &Range<usize>| told.bytes(self.page.text, phrase);
        let holds_quote =
            last.is_some_and(|last| items[range.clone()].iter().any(|item| item.quote() == Some(last.quote)));
        if holds_quote {
            return None;
        }
        if let Some(report) =
            told.reports.get(at)?.iter().rev().find(|report| report.speaker.is_some() && !report.negated)
        {
            let ends_with_colon = items[range.clone()].last().is_some_and(|item| item.shape == Shape::Colon);
            let speaker = words(report.speaker.as_ref()?)?;
            let reads_on = ends_with_colon
                || !report.traits.has(Traits::SAYS) && report.traits.has(Traits::DIRECT) && !same_paragraph;
            let cue = if reads_on { words(&report.cue) } else { None };
            return Some(Attribution {
                voice: Voice::Words(speaker),
                cue,
                how: if ends_with_colon { How::Introduced } else { How::Context },
                ..base
            });
        }
        let opening = subject::opening(self.page.text, items, range.start, range.end)?;
        let can_speak = items[opening.clone()].iter().any(|item| {
            item.is(Class::PERSON | Class::TITLE)
                || item.is(Class::SUBJECT)
                    && !matches!(self.page.word(item), "It" | "it" | "I" | "We" | "you")
                || item.is(Class::CAPITAL) && !item.is(Class::DETERMINER)
        });
        let question = items[range.clone()].last().is_some_and(|item| self.page.word(item).contains('?'));
        if !can_speak || question {
            return None;
        }
        Some(Attribution { voice: Voice::Words(words(&opening)?), ..base })
    }
}
