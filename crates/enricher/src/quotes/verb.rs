//! Verbs of saying: is the word a verb here, is it a question, an order, an inversion, and who is its subject?
use super::{
    lexicon::{Class, Form, cues, cues::Traits},
    narration::Shape,
    phrase::{self, Phrase, Reach},
    report::{Order, Reader, Report},
    subject::Subject,
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Plain,
    Inverted,
    /// In the passive.
    Told,
    /// "Asked whether …," before the answer.
    Asked,
}

impl Reader<'_> {
    /// Lemma and traits of the cue at `at`.
    pub fn verb_at(&self, at: usize) -> Option<(&'static str, Traits)> {
        let (index, _) = self.items.get(at).filter(|_| at < self.high)?.cue?;
        let cue = cues::table().get(usize::from(index))?;
        Some((cue.lemma, cue.traits))
    }

    pub fn verb(&self, at: usize, earlier: &[Report]) -> Option<Report> {
        let form = self.items.get(at)?.form()?;
        let (lemma, traits) = self.verb_at(at)?;
        let (end, traits) = self.phrasal(at, lemma, traits);
        if traits == Traits::default() {
            return None;
        }
        let before = self.left_of(at);
        let role = self.role(at, end, form, before, traits)?;
        let mut report = Report { form, lemma, ..Report::new(at..end, traits, Order::Plain) };
        report.negated = self.is_negated(at);
        match role {
            Role::Asked => report.order = Order::Asked,
            Role::Told => self.passive(&mut report, before?, end)?,
            Role::Inverted => {
                let speaker = self.inverted_subject(end)?;
                report.order = Order::Inverted;
                report.content = speaker.end;
                report.speaker = Some(speaker);
                if self.lexicon.foreign {
                    report.addressee =
                        self.adjunct_before_subject(end).filter(|(_, to)| *to).map(|(object, _)| object);
                }
            }
            Role::Plain => {
                if let Some(found) = self.subject(at, form, before, earlier) {
                    report.shared = found.shared;
                    report.relative = found.relative;
                    report.from = if found.shared { at } else { found.from };
                    report.speaker = Some(found.phrase);
                }
                if self.lexicon.verb_second
                    && let Some(speaker) = self.subject_behind_verb(at, end, report.speaker.as_ref())
                {
                    report.content = speaker.end;
                    report.from = at;
                    report.speaker = Some(speaker);
                }
            }
        }
        if lemma == "hear" {
            self.court(&mut report)?;
        }
        self.read_rest(&mut report);
        Some(report)
    }

    /// "Bei einem Besuch sagte er:": what comes first is no subject, so the subject follows the verb.
    fn subject_behind_verb(&self, at: usize, end: usize, before: Option<&Phrase>) -> Option<Phrase> {
        let mut start = end;
        while matches!(self.word(start), "sich" | "dazu" | "dabei") {
            start += 1;
        }
        let pronoun = self.is(start, Class::SUBJECT) && !self.is(start, Class::DETERMINER);
        let first = (self.low..at).find(|at| !self.is(*at, Class::COORDINATOR))?;
        let other = Class::PREPOSITION | Class::ADVERB | Class::TIME | Class::ACCORDING | Class::WHETHER;
        let fronted =
            self.is(first, other) && !self.is(first, Class::NAME | Class::SUBJECT) || before.is_none();
        let whole = !(first..at)
            .any(|at| matches!(self.shape(at), Some(Shape::Colon | Shape::Dash | Shape::Quote(_))));
        let asked_for = pronoun || (fronted && whole);
        self.inverted_subject(start).filter(|found| asked_for && found.end <= self.high)
    }

    fn is_negated(&self, at: usize) -> bool {
        (self.low..at)
            .rev()
            .take(3)
            .take_while(|at| self.items[*at].is_word())
            .any(|at| self.is(at, Class::NEGATION) && !self.word(at).eq_ignore_ascii_case("never"))
    }

    fn passive(&self, report: &mut Report, be: usize, end: usize) -> Option<()> {
        report.order = Order::Told;
        if report.traits.has(Traits::TELLS) {
            report.addressee = self.clause().before(be).map(|subject| subject.phrase);
        }
        // "was called “a bore” by one reviewer"
        let by = (end..self.high.min(end + 3)).find(|at| self.word(*at) == "by");
        if let Some(by) = by {
            report.speaker = phrase::starting_at(self.text, self.items, by + 1, self.high, Reach::Speaker);
        }
        (report.addressee.is_some() || report.speaker.is_some()).then_some(())
    }

    /// "The court heard that": it is told, and says nothing.
    fn court(&self, report: &mut Report) -> Option<()> {
        let speaker = report.speaker.clone()?;
        let court = speaker.clone().any(|at| {
            matches!(
                self.word(at),
                "court" | "jury" | "inquest" | "inquiry" | "tribunal" | "hearing" | "trial"
            )
        });
        if court {
            report.order = Order::Told;
            report.addressee = report.speaker.take();
        }
        Some(())
    }

    fn subject(&self, at: usize, form: Form, before: Option<usize>, earlier: &[Report]) -> Option<Subject> {
        if let Some(quoted) = self.quoted_subject(at) {
            return Some(quoted);
        }
        // ", saying that": the subject of the sentence.
        let trailing =
            form == Form::Ing && before.is_some_and(|before| self.shape(before) == Some(Shape::Comma));
        if !trailing && let Some(found) = self.clause().before(at) {
            return Some(found);
        }
        let main = |report: &&Report| {
            !matches!(report.order, Order::According | Order::Asked | Order::Noun) && report.speaker.is_some()
        };
        // "Though she called it “outrageous” and called for more": the verb on the other side of "and".
        let coordinated = |report: &&Report| {
            before.is_some_and(|before| self.is(before, Class::COORDINATOR))
                && self.comma(report.cue.end, at).is_none()
        };
        let phrase = earlier
            .iter()
            .rev()
            .filter(main)
            .find(|report| report.traits.has(Traits::STRONG) && !report.relative || coordinated(report))
            .and_then(|report| report.speaker.clone())
            .or_else(|| self.clause().opening(at))
            .or_else(|| earlier.iter().rev().find(main).and_then(|report| report.speaker.clone()))
            .or_else(|| self.subject_behind(at, form, before))?;
        Some(Subject { shared: true, ..Subject::of(phrase) })
    }

    /// "After saying it was “thin,” she left", "Lamenting their luck, Mexicans say": the subject of the main clause.
    fn subject_behind(&self, at: usize, form: Form, before: Option<usize>) -> Option<Phrase> {
        let opens = before.is_none_or(|before| before == self.low && !self.is(before, Class::NAME));
        if form != Form::Ing || !opens {
            return None;
        }
        let comma = (at + 1..self.high).find(|at| {
            self.shape(*at) == Some(Shape::Comma) || self.is_quote(*at) && self.items[*at].is(Class::FINAL)
        })?;
        let nominal = Class::SUBJECT | Class::NAME | Class::CAPITAL | Class::DETERMINER | Class::PERSON;
        self.is(comma + 1, nominal)
            .then(|| phrase::starting_at(self.text, self.items, comma + 1, self.high, Reach::Addressee))?
    }

    /// The nearest item before, over adverbs.
    fn left_of(&self, at: usize) -> Option<usize> {
        (self.low..at).rev().find(|before| {
            !self.is(*before, Class::ADVERB)
                || self.is(*before, Class::DETERMINER | Class::QUANTITY | Class::SUBJECT | Class::NAME)
        })
    }

    /// "pointed out", "called for", "refused to say", "put it": the item after the cue, and its traits.
    fn phrasal(&self, at: usize, lemma: &str, traits: Traits) -> (usize, Traits) {
        if matches!(lemma, "refuse" | "decline") && self.word(at + 1) == "to" {
            let said =
                self.verb_at(at + 2).is_some() || matches!(self.word(at + 2), "accept" | "rule" | "disclose");
            return if said { (at + 3, cues::parse("qf")) } else { (at + 1, traits) };
        }
        let particle = self.word(at + 1);
        if lemma == "put" {
            return match (particle, self.word(at + 2)) {
                ("it", "to") => (at + 2, cues::parse("sk")),
                ("it", _) if self.word(self.low).eq_ignore_ascii_case("as") => (at + 1, cues::parse("sdk")),
                ("at", _) => (at + 2, cues::parse("nc")),
                _ => (at + 1, traits),
            };
        }
        for (verb, second, letters) in cues::PHRASAL {
            if *verb == lemma && *second == particle {
                return (at + 2, cues::parse(letters));
            }
        }
        (at + 1, traits)
    }

    /// Is it a verb at all, and how does its subject stand to it?
    fn role(&self, at: usize, end: usize, form: Form, before: Option<usize>, traits: Traits) -> Option<Role> {
        let Some(before) = before else {
            // At the start of the sentence: "Asked whether", "Said Moon:".
            let asked =
                form == Form::Past && traits.has(Traits::ASKS | Traits::TELLS) && self.opens_question(end);
            let inverted = matches!(form, Form::Past | Form::Third) && traits.has(Traits::STRONG);
            // "Bemoaning the “system,” he said": the subject comes later.
            return match asked {
                true => Some(Role::Asked),
                false if form == Form::Ing => Some(Role::Plain),
                false => (inverted && self.inverted_subject(end).is_some()).then_some(Role::Inverted),
            };
        };
        if self.is_inverted(at, end, form, before, traits) {
            return Some(Role::Inverted);
        }
        let verb = match form {
            Form::Past | Form::Participle => return self.past_role(end, form, before, traits),
            Form::Third => self.is_third(at, end, before),
            Form::Base => self.is_base(before, traits),
            // "It is worth noting", "It goes without saying"
            Form::Ing if matches!(self.word(before), "worth" | "without") && self.word(self.low) == "It" => {
                false
            }
            Form::Ing => self.is_clause(end, before, traits.has(Traits::STRONG)),
        };
        verb.then_some(Role::Plain)
    }

    fn is_inverted(&self, at: usize, end: usize, form: Form, before: usize, traits: Traits) -> bool {
        let after_quote = self.after_quote(at);
        let apart = (self.low..at)
            .rev()
            .find(|before| !self.is(*before, Class::ADVERB | Class::HAVE) && !self.is_clitic(*before));
        let placed = after_quote
            || self.shape(before) == Some(Shape::Comma)
            || self.shape(before) == Some(Shape::Dash)
                && before.checked_sub(1).is_some_and(|comma| self.shape(comma) == Some(Shape::Comma))
            || apart.is_some_and(|apart| {
                matches!(self.shape(apart), Some(Shape::Comma | Shape::Dash)) && apart != before
            });
        let speaks = traits.has(Traits::SAYS | Traits::DIRECT | Traits::ACTS | Traits::TELLS)
            && !traits.has(Traits::WEAK)
            || traits.has(Traits::WEAK)
                && after_quote
                && traits.has(Traits::DIRECT)
                && self.shape(before) != Some(Shape::Comma);
        if !matches!(form, Form::Past | Form::Third) || !placed || !speaks {
            return false;
        }
        let inverted = self.inverted_subject(end).filter(|phrase| self.closes_inversion(phrase, after_quote));
        inverted.is_some() && (after_quote || self.lexicon.incises || !self.comma_closes_apposition(at))
    }

    fn past_role(&self, end: usize, form: Form, before: usize, traits: Traits) -> Option<Role> {
        if self.is(before, Class::BE) {
            return Some(Role::Told);
        }
        if form == Form::Participle && !self.is(before, Class::HAVE) {
            return None;
        }
        let left = self.items.get(before)?;
        let nominal = self.is(before, Class::DETERMINER | Class::PREPOSITION)
            && !self.is(before, Class::QUANTITY | Class::NAME)
            && !phrase::is_pronoun(left);
        if nominal {
            return None;
        }
        let joined = self.is(before, Class::COORDINATOR) || left.shape == Shape::Comma;
        if joined && traits.has(Traits::ASKS) && self.opens_question(end) && before == self.low {
            return Some(Role::Asked);
        }
        Some(Role::Plain)
    }

    /// "says", not "the claims of".
    fn is_third(&self, at: usize, end: usize, before: usize) -> bool {
        let left = &self.items[before];
        let pronoun = phrase::is_pronoun(left);
        let noun = self
            .is(before, Class::DETERMINER | Class::PREPOSITION | Class::NUMBER | Class::POSSESSIVE)
            && !pronoun
            && !self.is(before, Class::QUANTITY)
            || self.is(before, Class::SUBORDINATOR | Class::COORDINATOR)
                && !self.is(before, Class::RELATIVE | Class::COORDINATOR)
            || self.is(before, Class::AUXILIARY | Class::ADJECTIVE) && !self.is(before, Class::NAME);
        let complement = matches!(self.word(end), "of" | "for" | "from" | "in" | "about")
            && end == at + 1
            && !self.is(before, Class::CAPITAL)
            && !pronoun;
        let noun = noun || !pronoun && self.is_plural_noun(at, before);
        !noun && !complement || self.is(before, Class::RELATIVE)
    }

    /// "a few questions", "late-night tweets accusing her", "Democratic claims as", "rules were".
    fn is_plural_noun(&self, at: usize, before: usize) -> bool {
        let counted = matches!(
            self.word(before).to_lowercase().as_str(),
            "few" | "many" | "several" | "some" | "most" | "both" | "more" | "other"
        );
        let (traits, next) = (self.items[at].traits(), self.items.get(at + 1));
        let gerund = next.is_some_and(|next| {
            next.is_word() && (next.is(Class::ING) || next.form() == Some(Form::Ing)) && !next.is(Class::NAME)
        });
        counted
            || gerund && !traits.has(Traits::GERUND)
            || self.word(at + 1) == "as" && !traits.has(Traits::CALLS)
    }

    /// "critics say", "would say", "to ask"; not "a report".
    fn is_base(&self, before: usize, traits: Traits) -> bool {
        let left = &self.items[before];
        if !left.is_word() {
            return false;
        }
        if self.is(before, Class::COORDINATOR) {
            return traits.has(Traits::STRONG);
        }
        if self.is(before, Class::MODAL | Class::TO) || matches!(self.word(before), "who" | "whom") {
            return true;
        }
        let word = self.word(before);
        if phrase::is_pronoun(left) {
            return !["he", "she", "it", "him", "her", "them", "me", "us"]
                .iter()
                .any(|third| word.eq_ignore_ascii_case(third));
        }
        if self.is(before, Class::QUANTITY) {
            return !["one", "each", "another", "either", "neither"]
                .iter()
                .any(|single| word.eq_ignore_ascii_case(single));
        }
        if self.is(
            before,
            Class::POSSESSIVE | Class::AUXILIARY | Class::PREPOSITION | Class::DETERMINER | Class::NUMBER,
        ) {
            return false;
        }
        // "Prosecutors in Prague accuse": the head decides.
        let subject = self.clause().before(before + 1);
        let joined = |subject: &Subject| {
            let before = subject.phrase.start.checked_sub(2).filter(|at| *at >= self.low);
            subject.phrase.clone().any(|at| self.word(at) == "and")
                || self.is(subject.phrase.start, Class::NAME)
                    && before.is_some_and(|at| self.word(at + 1) == "and" && self.is(at, Class::NAME))
        };
        if subject.as_ref().is_some_and(joined) {
            return true;
        }
        let head = subject.map_or(before, |subject| {
            (subject.phrase.start..subject.phrase.end)
                .take_while(|at| !self.is(*at, Class::PREPOSITION))
                .last()
                .unwrap_or(before)
        });
        let plural = |at: usize| {
            let word = self.word(at);
            word.ends_with('s') && word.len() > 3 && !self.is(at, Class::NAME)
                || self.is(at, Class::NUMBER) && self.word(at + 1) == "of"
                || ["people", "data", "police", "men", "women", "children", "staff"]
                    .iter()
                    .any(|many| word.eq_ignore_ascii_case(many))
        };
        plural(head)
    }

    /// ", saying", "was saying", "fans asking whether".
    fn is_clause(&self, end: usize, before: usize, strong: bool) -> bool {
        let left = &self.items[before];
        let clause = left.shape == Shape::Comma
            || matches!(left.shape, Shape::Quote(_))
            || self.is(before, Class::BE | Class::COORDINATOR)
            || matches!(self.word(before), "as" | "by");
        let followed = self.is(end, Class::THAT | Class::WHETHER)
            || matches!(self.shape(end), Some(Shape::Quote(_) | Shape::Colon))
            || self.shape(end) == Some(Shape::Comma) && self.is_quote(end + 1)
            || self.is(before, Class::ANNOUNCER | Class::MEDIUM);
        // "after saying", "despite admitting that"
        let adjunct = matches!(
            self.word(before).to_lowercase().as_str(),
            "after" | "before" | "while" | "despite" | "without" | "for"
        );
        clause
            || adjunct && strong
            || followed && left.is_word() && !self.is(before, Class::PREPOSITION | Class::DETERMINER)
    }

    /// Only a comma, a dash or an adverb stand between a quotation and the verb.
    pub fn after_quote(&self, at: usize) -> bool {
        for before in (self.low..at).rev() {
            match self.items[before].shape {
                Shape::Quote(_) => return true,
                Shape::Comma | Shape::Dash | Shape::Stop => {}
                Shape::Word
                    if self.is(before, Class::ADVERB | Class::HAVE) && !self.is(before, Class::NAME) => {}
                Shape::Word if self.is_clitic(before) => {}
                _ => return false,
            }
        }
        false
    }

    /// "lui a lancé X", "le dijo": an object before the verb.
    fn is_clitic(&self, at: usize) -> bool {
        self.lexicon.foreign && self.is(at, Class::OBJECT) && !self.is(at, Class::NAME | Class::SUBJECT)
    }

    fn opens_question(&self, at: usize) -> bool {
        self.is(at, Class::WHETHER | Class::TIME | Class::ADVERB)
            || matches!(self.word(at), "about" | "by" | "to")
            || self.is_quote(at)
    }

    /// "NP, who …, said": the comma before the verb belongs to its subject.
    fn comma_closes_apposition(&self, at: usize) -> bool {
        self.clause().before(at).is_some() && self.comma(self.low, at.saturating_sub(1)).is_some()
    }

    /// "quoted him as saying".
    fn quoted_subject(&self, at: usize) -> Option<Subject> {
        if self.items.get(at)?.form() != Some(Form::Ing) || self.word(at.checked_sub(1)?) != "as" {
            return None;
        }
        let phrase = phrase::ending_at(self.text, self.items, self.low, at - 1)?;
        let verb = phrase.start.checked_sub(1).filter(|before| *before >= self.low)?;
        let quotes = ["quoted", "quotes", "quoting", "cited", "cites", "citing"].contains(&self.word(verb));
        quotes.then(|| Subject::of(phrase))
    }
}
