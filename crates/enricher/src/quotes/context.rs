//! Quotations that only their surroundings attribute: the sentence before or after, the paragraph before, a dialogue.
use std::ops::Range;

use super::{
    attribution::{Attribution, How, Voice},
    filter,
    lexicon::{Class, cues::Traits},
    narration::Shape,
    page::{Page, Told},
    phrase::{self, Reach},
    subject::Clause,
    turns::Transcript,
};

/// Fills in what the sentences left open.
pub fn complete(page: &Page, transcript: &Transcript, all: &mut [Option<Attribution>]) {
    let mut context = Context { page, last: None, left_open: None, leads: vec![None; page.narrations.len()] };
    for (number, told) in page.narrations.iter().enumerate() {
        if told.within.is_some() {
            context.last = None;
            context.left_open = None;
        }
        // In a turn nobody but its speaker can be the context.
        if transcript.holds(number) {
            context.last = None;
            continue;
        }
        context.beat(told, all);
        for sentence in 0..told.narration.sentences.len() {
            context.sentence(number, told, sentence, all);
            if page.lexicon.drops_subject {
                context.dropped_subject(number, sentence, all);
            }
        }
    }
}

/// The quotation that spoke last.
#[derive(Clone, Copy)]
struct Last {
    quote: usize,
    narration: usize,
    sentence: usize,
}

struct Context<'a> {
    page: &'a Page<'a>,
    last: Option<Last>,
    /// A quotation that its paragraph did not close.
    left_open: Option<usize>,
    /// The quotation with which each paragraph begins, where it holds little else.
    leads: Vec<Option<usize>>,
}

impl Context<'_> {
    fn sentence(&mut self, number: usize, told: &Told, sentence: usize, all: &mut [Option<Attribution>]) {
        let Some(range) = told.narration.sentences.get(sentence).cloned() else { return };
        for at in range.clone() {
            let Some(quote) = told.narration.items[at].quote() else { continue };
            if all[quote].is_none() && told.within.is_none() {
                all[quote] = self.attribute(number, sentence, at, quote, all);
            }
            self.resume(quote, self.left_open, all);
            if all[quote].is_none() {
                continue;
            }
            self.last = Some(Last { quote, narration: number, sentence });
            self.left_open =
                self.page.quoted.get(quote).is_some_and(|quoted| !quoted.closed).then_some(quote);
            if at == 0 && is_brief(told, self.page.inner(quote)) {
                self.leads[number] = Some(quote);
            }
        }
    }

    /// “…” She took off her glasses. “…,” she said: one utterance with a pause in it.
    fn beat(&self, told: &Told, all: &mut [Option<Attribution>]) {
        let Some(first) = told.narration.items.first().and_then(|item| item.quote()) else { return };
        if all[first].is_some() || told.within.is_some() || !filter::is_utterance(self.page.inner(first)) {
            return;
        }
        let later = told.narration.sentences.iter().skip(1).filter_map(|range| {
            let item = told.narration.items.get(range.start)?;
            let quote = item.quote()?;
            let how = all.get(quote)?.as_ref()?.how;
            matches!(how, How::After | How::Inverted).then_some(quote)
        });
        let Some(next) = later.into_iter().next() else { return };
        all[first] = all[next].clone();
        if let Some(attribution) = &mut all[next] {
            attribution.joins = Some(first);
        }
    }

    /// A re-opened paragraph goes on with the utterance; the words of its speaker may stand in either.
    fn resume(&self, quote: usize, left_open: Option<usize>, all: &mut [Option<Attribution>]) {
        let resumes = self.page.quoted.get(quote).is_some_and(|quoted| quoted.resumes);
        let Some(earlier) = left_open.filter(|_| resumes) else { return };
        let Some(before) = all[earlier].clone() else { return };
        let unsure =
            matches!(before.how, How::Alone | How::Context | How::Nobody | How::Dialogue | How::NextSentence);
        let own = all[quote].clone().filter(|own| own.report.is_some());
        match own {
            Some(own) if unsure || before.report.is_none() && before.how == How::Resumed => {
                // The first pieces take what the last one knows.
                let mut at = Some(earlier);
                for _ in 0..40 {
                    let Some(piece) = at else { break };
                    let Some(attribution) = &mut all[piece] else { break };
                    at = attribution.joins.filter(|up| *up < piece);
                    *attribution = Attribution { joins: attribution.joins, ..own.clone() };
                }
                all[quote] = Some(Attribution { joins: Some(earlier), ..own });
            }
            Some(own) => all[quote] = Some(Attribution { joins: Some(earlier), ..own }),
            None => all[quote] = Some(Attribution { how: How::Resumed, joins: Some(earlier), ..before }),
        }
    }

    fn attribute(
        &self,
        number: usize,
        sentence: usize,
        at: usize,
        quote: usize,
        all: &[Option<Attribution>],
    ) -> Option<Attribution> {
        let told = self.page.narrations.get(number)?;
        let range = told.narration.sentences.get(sentence)?.clone();
        let items = &told.narration.items;
        let inner = self.page.inner(quote);
        if let Some(found) = self.subjunctive(number, sentence, at, quote) {
            return Some(found);
        }
        let alone = items[range.clone()].iter().all(|item| item.quote().is_some() || !item.is_word());
        let opens = at == range.start && filter::is_sentence(inner) && inner.split_whitespace().count() >= 4;
        let after_colon = at > range.start && items[at - 1].shape == Shape::Colon;
        let speech =
            alone && filter::is_utterance(inner) || opens || after_colon && filter::is_sentence(inner);
        if !speech || self.page.quoted.get(quote).is_some_and(|quoted| quoted.title) {
            return None;
        }
        if after_colon && filter::names_a_work(self.page, items, &(range.start..at)) {
            return None;
        }
        if alone && told.narration.sentences.len() == 1 && filter::is_heading(inner) {
            return None;
        }
        if let Some(found) = self.follow_on(number, sentence, all).filter(|_| !after_colon) {
            return Some(found);
        }
        if !self.is_ended(quote) {
            return None;
        }
        let found = self
            .next_sentence(number, sentence, at)
            .or_else(|| if after_colon { None } else { self.dialogue(number, all) })
            .or_else(|| if after_colon { None } else { self.previous_sentence(number, sentence) });
        if found.is_some() {
            return found;
        }
        match self.last.filter(|last| last.narration + 2 >= number && !after_colon) {
            Some(last) => Some(Attribution::by(How::Alone, Voice::Like(last.quote))),
            None => Some(Attribution::by(How::Nobody, Voice::Nobody)),
        }
    }

    /// "Das Land stehe „auf Messers Schneide“": in German the mood alone goes on reporting what the one before said.
    fn subjunctive(&self, number: usize, sentence: usize, at: usize, quote: usize) -> Option<Attribution> {
        const MOOD: [&str; 13] = [
            "sei", "seien", "habe", "könne", "müsse", "solle", "wolle", "dürfe", "werde", "gebe", "stehe",
            "gehe", "komme",
        ];
        let told = self.page.narrations.get(number).filter(|_| self.page.lexicon.verb_second)?;
        let range = told.narration.sentences.get(sentence)?.clone();
        let items = &told.narration.items;
        let mood = items[range.clone()].iter().any(|item| MOOD.contains(&self.page.word(item)));
        let named = at > range.start && items[at - 1].is(Class::TERM | Class::WORK);
        if !mood || named || filter::is_title_case(self.page.inner(quote)) {
            return None;
        }
        let earlier = told.reports.get(..sentence)?.iter().rev().take(3).flatten();
        let speaker = earlier.filter_map(|report| report.speaker.as_ref()).next()?;
        Some(Attribution {
            mixed: true,
            ..Attribution::by(How::Context, Voice::Words(told.bytes(self.page.text, speaker)?))
        })
    }

    /// “…,” Moon said. “…”
    fn follow_on(&self, number: usize, sentence: usize, all: &[Option<Attribution>]) -> Option<Attribution> {
        let last = self.last.filter(|last| last.narration == number && last.sentence + 1 >= sentence)?;
        let model = all.get(last.quote)?.clone()?;
        let directly = !model.mixed || matches!(model.how, How::After | How::Inverted | How::FollowOn);
        if directly && model.how != How::NextSentence {
            return Some(Attribution { how: How::FollowOn, mixed: false, joins: Some(last.quote), ..model });
        }
        Some(Attribution::by(How::FollowOn, Voice::Like(last.quote)))
    }

    /// “…” It was Nakato who asked. “…” That is Graham Pell. “…” Wekesa does not usually speak so plainly.
    fn next_sentence(&self, number: usize, sentence: usize, at: usize) -> Option<Attribution> {
        let told = self.page.narrations.get(number)?;
        let same_paragraph = told.narration.sentences.get(sentence + 1).is_some();
        let (told, sentence) = match same_paragraph {
            true => (told, sentence + 1),
            false => (self.page.narrations.get(number + 1).filter(|told| told.within.is_none())?, 0),
        };
        let range = told.narration.sentences.get(sentence)?.clone();
        let items = &told.narration.items;
        let word = |at: usize| {
            items.get(at).filter(|_| at < range.end).map(|item| self.page.word(item)).unwrap_or("")
        };
        let pointing = matches!(word(range.start), "That" | "It" | "This" | "So" | "Thus")
            && matches!(word(range.start + 1), "was" | "is" | "were" | "said");
        let who = if pointing {
            phrase::starting_at(self.page.text, items, range.start + 2, range.end, Reach::Speaker)?
        } else if same_paragraph && at == 0 {
            let clause = Clause { text: self.page.text, items, low: range.start };
            let opening = clause.opening(range.end).filter(|opening| self.can_speak(told, opening));
            opening.or_else(|| self.first_name(told, &range))?
        } else {
            return None;
        };
        if !self.can_speak(told, &who) {
            return None;
        }
        let cue = told.reports.get(sentence)?.iter().find(|report| pointing && report.cue.start >= who.end);
        Some(Attribution {
            cue: cue.and_then(|report| told.bytes(self.page.text, &report.cue)),
            ..Attribution::by(How::NextSentence, Voice::Words(told.bytes(self.page.text, &who)?))
        })
    }

    /// “…”, lamentó: the verb has no subject of its own; it is that of the sentence before, or who spoke last.
    fn dropped_subject(&self, number: usize, sentence: usize, all: &mut [Option<Attribution>]) {
        let Some(told) = self.page.narrations.get(number) else { return };
        let Some(range) = told.narration.sentences.get(sentence).cloned() else { return };
        for quote in told.narration.items[range].iter().filter_map(|item| item.quote()) {
            let mute = |found: &&Attribution| found.voice == Voice::Nobody && found.report.is_some();
            if all.get(quote).and_then(Option::as_ref).filter(mute).is_none() {
                continue;
            }
            let earlier = (0..quote).rev().take(8).find(|earlier| {
                let near = self
                    .page
                    .quoted
                    .get(*earlier)
                    .is_some_and(|quoted| quoted.parent.is_none() && quoted.paragraph + 1 >= number);
                near && all[*earlier].as_ref().is_some_and(|found| found.voice != Voice::Nobody)
            });
            let subject = self.previous_sentence(number, sentence).map(|found| found.voice);
            let voice = subject.or_else(|| earlier.map(Voice::Like));
            if let (Some(attribution), Some(voice)) = (&mut all[quote], voice) {
                attribution.voice = voice;
            }
        }
    }

    /// A straight mark that nothing closes and no paragraph takes up again is a slip where nobody is said to speak; a
    /// curly one opened something.
    fn is_ended(&self, quote: usize) -> bool {
        let Some(quoted) = self.page.quoted.get(quote) else { return false };
        let following = || self.page.quoted.iter().skip(quote + 1).find(|next| next.parent != Some(quote));
        let curly =
            || self.page.text.get(quoted.outer.start..).is_none_or(|mark| !mark.starts_with(['"', '\'']));
        quoted.closed || quoted.resumes || curly() || following().is_some_and(|next| next.resumes)
    }

    fn first_name(&self, told: &Told, range: &Range<usize>) -> Option<Range<usize>> {
        let items = &told.narration.items;
        let start = range.clone().find(|at| items[*at].is(Class::NAME))?;
        let end = (start..range.end).find(|at| !items[*at].is(Class::NAME)).unwrap_or(range.end);
        Some(start..end)
    }

    /// Short quotations, paragraph by paragraph, by two who take turns.
    fn dialogue(&self, number: usize, all: &[Option<Attribution>]) -> Option<Attribution> {
        let before = self.leads.get(number.checked_sub(1)?).copied().flatten()?;
        let other = self.leads.get(number.checked_sub(2)?).copied().flatten()?;
        if self.root(before, all) == self.root(other, all) {
            return None;
        }
        Some(Attribution::by(How::Dialogue, Voice::Like(other)))
    }

    /// The words that say who speaks, followed to where they stand.
    fn root(&self, mut quote: usize, all: &[Option<Attribution>]) -> Option<&str> {
        for _ in 0..20 {
            match &all.get(quote)?.as_ref()?.voice {
                Voice::Words(words) => return self.page.text.get(words.clone()),
                Voice::Like(earlier) if *earlier < quote => quote = *earlier,
                _ => return None,
            }
        }
        None
    }

    /// "They read it from a chair." ¶ “…”: the last sentence before reports, or has a subject who may speak.
    fn previous_sentence(&self, number: usize, sentence: usize) -> Option<Attribution> {
        let (told, at) = match sentence.checked_sub(1) {
            Some(before) => (self.page.narrations.get(number)?, before),
            None => {
                let told =
                    self.page.narrations.get(number.checked_sub(1)?).filter(|told| told.within.is_none())?;
                (told, told.narration.sentences.len().checked_sub(1)?)
            }
        };
        let range = told.narration.sentences.get(at)?.clone();
        let items = &told.narration.items;
        let words = |phrase: &Range<usize>| told.bytes(self.page.text, phrase);
        let speaks = |at: &usize| self.last.is_some_and(|last| items[*at].quote() == Some(last.quote));
        if range.clone().any(|at| speaks(&at)) {
            return None;
        }
        let colon = items.get(range.end.wrapping_sub(1)).is_some_and(|item| item.shape == Shape::Colon);
        let voiced =
            told.reports.get(at)?.iter().filter(|report| report.speaker.is_some() && !report.relative);
        let speaking =
            voiced.clone().find(|report| report.traits.has(Traits::SAYS | Traits::TELLS) && !report.negated);
        let reading =
            voiced.clone().next_back().filter(|report| report.traits.has(Traits::DIRECT) && !report.negated);
        if let Some(report) = if colon { reading } else { speaking } {
            let how = if colon { How::Introduced } else { How::Context };
            let cue = if colon { words(&report.cue) } else { None };
            let addressee = report.addressee.as_ref().filter(|_| colon).and_then(words);
            return Some(Attribution {
                cue,
                addressee,
                ..Attribution::by(how, Voice::Words(words(report.speaker.as_ref()?)?))
            });
        }
        let clause = Clause { text: self.page.text, items, low: range.start };
        let mut opening = clause.opening(range.end)?;
        if self.page.lexicon.foreign {
            // Verbs that no list knows look like nouns: the noun behind its article, and a name.
            let noun = opening.start + usize::from(items[opening.start].is(Class::DETERMINER)) + 1;
            let end = (noun..opening.end).find(|at| !items[*at].is(Class::CAPITAL)).unwrap_or(opening.end);
            opening.end = end.min(opening.end);
        }
        let question =
            items.get(range.end.wrapping_sub(1)).is_some_and(|item| self.page.word(item).contains('?'));
        if question || !self.can_speak(told, &opening) {
            return None;
        }
        // "They had brought a letter and read it from a chair."
        let cue = reading
            .filter(|report| matches!(report.lemma, "read" | "speak"))
            .and_then(|report| words(&report.cue));
        Some(Attribution { cue, ..Attribution::by(How::Context, Voice::Words(words(&opening)?)) })
    }

    fn can_speak(&self, told: &Told, phrase: &Range<usize>) -> bool {
        told.narration.items[phrase.clone()].iter().any(|item| {
            let pronoun = item.is(Class::SUBJECT)
                && !item.is(Class::FIRST)
                && !matches!(self.page.word(item), "It" | "it" | "Nobody" | "nobody" | "No-one");
            item.is(Class::NAME | Class::PERSON | Class::TITLE)
                || pronoun
                || item.is(Class::CAPITAL) && !item.is(Class::DETERMINER | Class::SUBJECT | Class::QUANTITY)
        })
    }
}

/// A paragraph of a dialogue: a short quotation and few words beside it.
fn is_brief(told: &Told, inner: &str) -> bool {
    let words = told.narration.items.iter().filter(|item| item.is_word()).count();
    words <= 10 && inner.split_whitespace().count() <= 18
}
