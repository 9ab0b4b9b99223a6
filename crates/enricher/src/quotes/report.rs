//! Reports: who says, with which word, to whom, and where what is said begins.
use std::ops::Range;

use super::{
    lexicon::{Class, Form, Lexicon, cues::Traits},
    narration::{Item, Shape},
    phrase::{self, Phrase, Reach},
    subject::Clause,
};

/// How speaker and cue stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// Moon said
    Plain,
    /// said Moon
    Inverted,
    /// according to Moon
    According,
    /// Moon was told
    Told,
    /// Asked whether …, Moon said
    Asked,
    /// his answer, Her verdict:
    Noun,
}

/// One verb of saying in a sentence. All places are items.
#[derive(Clone, Debug)]
pub struct Report {
    pub cue: Range<usize>,
    pub traits: Traits,
    pub form: Form,
    pub order: Order,
    pub speaker: Option<Phrase>,
    pub addressee: Option<Phrase>,
    pub medium: Option<Phrase>,
    /// The first item of the speaker's whole phrase, or of the cue where the speaker is none of its own.
    pub from: usize,
    /// Where what is said begins, if it stands after the cue.
    pub content: usize,
    /// "that" stood before it.
    pub that: bool,
    /// Its subject is that of an earlier verb.
    pub shared: bool,
    /// "did not say"
    pub negated: bool,
    /// In a relative clause: "NAME, who says".
    pub relative: bool,
    /// The verb that says; of "is understood to have told" it is "tell".
    pub lemma: &'static str,
}

impl Report {
    pub fn new(cue: Range<usize>, traits: Traits, order: Order) -> Self {
        Report {
            from: cue.start,
            content: cue.end,
            cue,
            traits,
            form: Form::Past,
            order,
            speaker: None,
            addressee: None,
            medium: None,
            that: false,
            shared: false,
            negated: false,
            relative: false,
            lemma: "",
        }
    }

    /// Where its own words start: those of the speaker, or the cue where the speaker follows.
    pub fn start(&self) -> usize {
        if self.order == Order::Inverted { self.cue.start } else { self.from }
    }
}

/// All reports of one sentence, in the order of their cues.
pub fn find(text: &str, items: &[Item], sentence: &Range<usize>, lexicon: &Lexicon) -> Vec<Report> {
    let mut reports: Vec<Report> = Vec::new();
    let reader = Reader { text, items, low: sentence.start, high: sentence.end, lexicon };
    let mut at = sentence.start;
    while at < sentence.end {
        let found = reader.report_at(at, &reports);
        at = found.as_ref().map_or(at + 1, |report| report.cue.end.max(at + 1));
        reports.extend(found);
    }
    address_question(&mut reports);
    if let Some(first) = reports.iter_mut().find(|report| !report.relative && report.order != Order::Told) {
        reader.address_letter(first);
    }
    if lexicon.whole_compound {
        for report in &mut reports {
            reader.take_auxiliary(report);
        }
    }
    reports
}

/// "Asked whether …, Moon said": Moon is whom they asked.
fn address_question(reports: &mut [Report]) {
    for at in 1..reports.len() {
        let (before, rest) = reports.split_at_mut(at);
        let (Some(asked), Some(answer)) = (before.last_mut(), rest.first()) else { continue };
        if asked.order == Order::Asked && asked.addressee.is_none() && !answer.shared {
            asked.addressee = answer.speaker.clone();
        }
    }
}

/// A sentence as the patterns read it; places outside it are empty.
pub struct Reader<'a> {
    pub text: &'a str,
    pub items: &'a [Item],
    pub low: usize,
    pub high: usize,
    pub lexicon: &'a Lexicon,
}

impl<'a> Reader<'a> {
    pub fn word(&self, at: usize) -> &'a str {
        self.items
            .get(at)
            .filter(|_| at < self.high)
            .and_then(|item| self.text.get(item.start..item.end))
            .unwrap_or("")
    }

    pub fn is(&self, at: usize, class: Class) -> bool {
        at < self.high && self.items.get(at).is_some_and(|item| item.is_word() && item.is(class))
    }

    pub fn shape(&self, at: usize) -> Option<Shape> {
        self.items.get(at).filter(|_| at < self.high).map(|item| item.shape)
    }

    pub fn is_quote(&self, at: usize) -> bool {
        matches!(self.shape(at), Some(Shape::Quote(_)))
    }

    pub fn clause(&self) -> Clause<'a> {
        Clause { text: self.text, items: self.items, low: self.low }
    }

    /// The first comma in a stretch.
    pub fn comma(&self, from: usize, to: usize) -> Option<usize> {
        (from..self.high.min(to)).find(|at| self.shape(*at) == Some(Shape::Comma))
    }

    /// "a déclaré", "s'est réjouie"
    fn take_auxiliary(&self, report: &mut Report) {
        while report.cue.start > self.low && self.is(report.cue.start - 1, Class::AUXILIARY) {
            report.cue.start -= 1;
        }
        report.from = report.from.min(report.cue.start);
    }

    fn report_at(&self, at: usize, earlier: &[Report]) -> Option<Report> {
        let item = self.items.get(at).filter(|item| item.is_word())?;
        if self.word(at).eq_ignore_ascii_case("according") && self.word(at + 1) == "to" {
            return self.according(at, at + 2);
        }
        // ", per the party's bylaws"
        let names_source = Class::DETERMINER | Class::POSSESSIVE | Class::NAME;
        let apart = at > self.low && !matches!(self.shape(at - 1), Some(Shape::Word | Shape::Symbol));
        if self.word(at) == "per" && apart && self.is(at + 1, names_source) {
            return self.according(at, at + 1);
        }
        if self.is(at, Class::ACCORDING) {
            return self.according(at, at + 1);
        }
        if self.is(at, Class::BE)
            && let Some(report) = self.hearsay(at)
        {
            return Some(report);
        }
        let in_the_words = self.word(at) == "words"
            && self.word(at + 1) == "of"
            && self.word(at.wrapping_sub(2)).eq_ignore_ascii_case("in");
        if in_the_words {
            return self.according(at, at + 2).map(|report| Report { from: at - 2, ..report });
        }
        if let Some(report) = self.noun(at, earlier) {
            return Some(report);
        }
        if item.cue.is_none() && self.lexicon.foreign {
            return self.unknown_verb(at);
        }
        item.cue?;
        self.verb(at, earlier)
    }

    /// «…», rigole X: in the languages whose verbs come before their subjects after a quotation, the place shows the verb.
    fn unknown_verb(&self, at: usize) -> Option<Report> {
        let item = self.items.get(at)?;
        let placed =
            self.after_quote(at) && matches!(self.shape(at.checked_sub(1)?)?, Shape::Comma | Shape::Dash);
        let word = self.word(at);
        let verbal =
            item.class == Class::NONE && word.starts_with(char::is_lowercase) && word.chars().count() > 2;
        if !placed || !verbal {
            return None;
        }
        // Words in marks are no utterance: «Quando canto “Sodade”, quero …».
        let quote = (self.low..at).rev().find(|at| self.is_quote(*at)).map_or("", |quote| self.word(quote));
        if !quote.contains(char::is_whitespace) {
            return None;
        }
        let speaker = self.inverted_subject(at + 1).filter(|speaker| self.closes_inversion(speaker, true))?;
        let mut report = Report {
            content: speaker.end,
            speaker: Some(speaker),
            ..Report::new(at..at + 1, Traits::SAYS | Traits::DIRECT, Order::Inverted)
        };
        self.read_rest(&mut report);
        Some(report)
    }

    fn according(&self, at: usize, after: usize) -> Option<Report> {
        let speaker = phrase::starting_at(self.text, self.items, after, self.high, Reach::Speaker)?;
        let mut content = speaker.end;
        if self.shape(content) == Some(Shape::Comma) {
            // "According to NAME, a farmer, …"
            let appositive = self.comma(content + 1, content + 12);
            let opens = self.is(content + 1, Class::DETERMINER | Class::RELATIVE) && at == self.low;
            if let Some(end) = appositive.filter(|_| opens) {
                let verbless = !(content + 1..end).any(|at| self.is(at, Class::AUXILIARY | Class::VERB));
                if verbless || self.is(content + 1, Class::RELATIVE) {
                    content = end;
                }
            }
            content += 1;
        } else if at == self.low {
            // "According to a statement issued in Lusaka, only whistles were used."
            content = self.comma(content, content + 12).map_or(content, |comma| comma + 1);
        }
        Some(Report {
            speaker: Some(speaker),
            content,
            ..Report::new(at..after, Traits::SAYS, Order::According)
        })
    }

    /// "was quoted as saying", "is understood to have told", "is said to be".
    fn hearsay(&self, be: usize) -> Option<Report> {
        let mut at = be + 1;
        while self.is(at, Class::ADVERB | Class::BE) {
            at += 1;
        }
        const HEARD: &[&str] = &[
            "quoted",
            "cited",
            "reported",
            "understood",
            "said",
            "believed",
            "thought",
            "rumoured",
            "rumored",
            "alleged",
            "heard",
        ];
        if !HEARD.contains(&self.word(at)) {
            return None;
        }
        let (first, second) = (self.word(at + 1), self.word(at + 2));
        let (last, named) = match (first, second) {
            ("as", _) if self.items.get(at + 2)?.form() == Some(Form::Ing) => (at + 2, true),
            ("to", "have") => (at + 3, true),
            ("to", "be") => (at + 2, false),
            _ => return None,
        };
        let (lemma, traits) = if named { self.verb_at(last)? } else { ("be", Traits::CALLS) };
        let speaker = self.clause().before(be)?;
        let mut report = Report {
            from: speaker.from,
            speaker: Some(speaker.phrase),
            shared: speaker.shared,
            lemma,
            ..Report::new(be..last + 1, traits, Order::Plain)
        };
        self.read_rest(&mut report);
        Some(report)
    }

    /// "that was her answer", "Her verdict: “…”", "had a saying for it: “…”".
    fn noun(&self, at: usize, earlier: &[Report]) -> Option<Report> {
        if !self.is(at, Class::CUE_NOUN) || self.items.get(at)?.form() == Some(Form::Past) {
            return None;
        }
        // "had a saying for it" is a noun, "quoted him as saying" is not.
        let verbal = self.items.get(at)?.form() == Some(Form::Ing);
        if verbal && !self.is(at.checked_sub(1)?, Class::DETERMINER | Class::POSSESSIVE) {
            return None;
        }
        let possessor = at.checked_sub(1).filter(|before| *before >= self.low).and_then(|before| {
            let adjective = !self.is(before, Class::POSSESSIVE) && before > self.low;
            let place = if adjective { before - 1 } else { before };
            self.is(place, Class::POSSESSIVE).then_some(place)
        });
        // The quotation must follow after a colon, or the sentence says "that was her answer".
        let colon = (at + 1..self.high.min(at + 6)).find(|at| self.shape(*at) == Some(Shape::Colon));
        let leads = colon.is_some_and(|colon| self.is_quote(colon + 1));
        // "announced that his claim was “true”": judged by another.
        let judged = earlier.iter().any(|outer| {
            outer.that && outer.traits.has(Traits::STRONG) && possessor.is_some_and(|at| outer.content <= at)
        });
        let copula = !judged
            && (at + 1..self.high.min(at + 3)).any(|at| self.is(at, Class::BE))
            && (at + 1..self.high.min(at + 4)).any(|at| self.is_quote(at));
        // "Trump's claim that there were “thousands”"
        let claims = possessor.is_some() && self.word(at + 1) == "that";
        let be =
            possessor.and_then(|place| (self.low..=place).rev().take(6).find(|at| self.is(*at, Class::BE)));
        if !leads && !copula && !claims && be.is_none() {
            return None;
        }
        let speaker = match possessor {
            Some(place) if self.is(place, Class::DETERMINER) => Some(place..place + 1),
            Some(place) => phrase::ending_at(self.text, self.items, self.low, place + 1),
            None => self.clause().opening(at),
        };
        let from = match be {
            _ if leads || copula => self.low,
            _ if claims => speaker.as_ref().map_or(at, |speaker| speaker.start),
            be => be.unwrap_or(self.low),
        };
        Some(Report {
            from,
            speaker,
            content: if claims { at + 2 } else { colon.map_or(at + 1, |colon| colon + 1) },
            that: claims,
            ..Report::new(at..at + 1, Traits::DIRECT, Order::Noun)
        })
    }
}
