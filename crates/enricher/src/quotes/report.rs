//! Reports: who says, with which word, to whom, and where what is said begins.
use std::ops::Range;

use super::{
    lexicon::{Class, Form, cues, cues::Traits},
    narration::{Item, Shape},
    phrase::{self, Phrase, Reach},
    subject,
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
    /// The first item of speaker or cue.
    pub from: usize,
    /// Where what is said begins, if it stands after the cue.
    pub content: usize,
    /// "that" stood before it.
    pub that: bool,
    /// Its subject is that of an earlier verb.
    pub shared: bool,
    /// "did not say"
    pub negated: bool,
}

/// All reports of one sentence, in the order of their cues.
pub fn find(text: &str, items: &[Item], sentence: &Range<usize>) -> Vec<Report> {
    let mut reports: Vec<Report> = Vec::new();
    let mut reader = Reader { text, items, low: sentence.start, high: sentence.end };
    let mut at = sentence.start;
    while at < sentence.end {
        let found = reader.report_at(at, &reports);
        at = found.as_ref().map_or(at + 1, |report| report.cue.end.max(at + 1));
        if let Some(report) = found {
            if report.order == Order::Asked {
                reader.low = sentence.start;
            }
            reports.push(report);
        }
    }
    address_question(&mut reports);
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

struct Reader<'a> {
    text: &'a str,
    items: &'a [Item],
    low: usize,
    high: usize,
}

impl Reader<'_> {
    fn word(&self, at: usize) -> &str {
        self.items
            .get(at)
            .filter(|_| at < self.high)
            .and_then(|item| self.text.get(item.start..item.end))
            .unwrap_or("")
    }

    fn is(&self, at: usize, class: Class) -> bool {
        at < self.high && self.items.get(at).is_some_and(|item| item.is_word() && item.is(class))
    }

    fn shape(&self, at: usize) -> Option<Shape> {
        self.items.get(at).filter(|_| at < self.high).map(|item| item.shape)
    }

    fn report_at(&self, at: usize, earlier: &[Report]) -> Option<Report> {
        let item = self.items.get(at).filter(|item| item.is_word())?;
        if self.word(at).eq_ignore_ascii_case("according") && self.word(at + 1) == "to" {
            return self.according(at, at + 2);
        }
        if self.is(at, Class::BE) {
            if let Some(report) = self.hearsay(at) {
                return Some(report);
            }
        }
        if self.word(at) == "words"
            && self.word(at + 1) == "of"
            && self.word(at.wrapping_sub(2)).eq_ignore_ascii_case("in")
        {
            return self.according(at, at + 2).map(|report| Report { from: at - 2, ..report });
        }
        if let Some(report) = self.noun(at) {
            return Some(report);
        }
        item.cue?;
        self.verb(at, earlier)
    }

    fn according(&self, at: usize, after: usize) -> Option<Report> {
        let speaker = phrase::starting_at(self.text, self.items, after, self.high, Reach::Speaker)?;
        let mut content = speaker.end;
        if self.shape(content) == Some(Shape::Comma) {
            // "According to NAME, a farmer, …"
            let appositive =
                (content + 1..self.high.min(content + 12)).find(|at| self.shape(*at) == Some(Shape::Comma));
            if let Some(end) = appositive
                .filter(|_| self.is(content + 1, Class::DETERMINER | Class::RELATIVE) && at == self.low)
            {
                let short = !(content + 1..end).any(|at| self.is(at, Class::AUXILIARY | Class::VERB))
                    || self.is(content + 1, Class::RELATIVE);
                content = if short { end } else { content };
            }
            content += 1;
        } else if at == self.low {
            // "According to a statement issued in Lusaka, only whistles were used."
            let comma =
                (content..self.high.min(content + 12)).find(|at| self.shape(*at) == Some(Shape::Comma));
            content = comma.map_or(content, |comma| comma + 1);
        }
        Some(Report {
            cue: at..after,
            traits: Traits::SAYS,
            form: Form::Past,
            order: Order::According,
            speaker: Some(speaker),
            addressee: None,
            medium: None,
            from: at,
            content,
            that: false,
            shared: false,
            negated: false,
        })
    }

    /// "was quoted as saying", "is understood to have told", "is said to be".
    fn hearsay(&self, be: usize) -> Option<Report> {
        let mut at = be + 1;
        while self.is(at, Class::ADVERB | Class::BE) {
            at += 1;
        }
        let said = matches!(
            self.word(at),
            "quoted"
                | "cited"
                | "reported"
                | "understood"
                | "said"
                | "believed"
                | "thought"
                | "rumoured"
                | "rumored"
                | "alleged"
                | "heard"
        );
        if !said {
            return None;
        }
        let (end, traits) = if self.word(at + 1) == "as" && self.items.get(at + 2)?.form() == Some(Form::Ing)
        {
            (at + 3, self.items.get(at + 2)?.traits())
        } else if self.word(at + 1) == "to"
            && self.word(at + 2) == "have"
            && self.items.get(at + 3)?.cue.is_some()
        {
            (at + 4, self.items.get(at + 3)?.traits())
        } else if self.word(at + 1) == "to" && self.word(at + 2) == "be" {
            (at + 3, Traits::CALLS)
        } else {
            return None;
        };
        let speaker = subject::before(self.text, self.items, self.low, be)?;
        let mut report = Report {
            cue: be..end,
            traits,
            form: Form::Past,
            order: Order::Plain,
            from: speaker.phrase.start,
            speaker: Some(speaker.phrase),
            addressee: None,
            medium: None,
            content: end,
            that: false,
            shared: speaker.shared,
            negated: false,
        };
        self.read_rest(&mut report, end);
        Some(report)
    }

    /// "that was her answer", "Her verdict: “…”", "had a saying for it: “…”".
    fn noun(&self, at: usize) -> Option<Report> {
        if !self.is(at, Class::CUE_NOUN) || self.items.get(at)?.form() == Some(Form::Past) {
            return None;
        }
        let possessor = at.checked_sub(1).filter(|before| *before >= self.low).and_then(|before| {
            let item = self.items.get(before)?;
            let adjective =
                !item.is(Class::POSSESSIVE) && before > self.low && self.is(before - 1, Class::POSSESSIVE);
            let place = if adjective { before - 1 } else { before };
            self.is(place, Class::POSSESSIVE).then_some(place)
        });
        // The quotation must follow after a colon, or the sentence says "that was her answer".
        let colon = (at + 1..self.high.min(at + 6)).find(|at| self.shape(*at) == Some(Shape::Colon));
        let leads = colon.is_some_and(|colon| matches!(self.shape(colon + 1), Some(Shape::Quote(_))));
        let copula = (at + 1..self.high.min(at + 3)).any(|at| self.is(at, Class::BE))
            && (at + 1..self.high.min(at + 4)).any(|at| matches!(self.shape(at), Some(Shape::Quote(_))));
        let closes =
            at.checked_sub(2).is_some_and(|before| self.is(before, Class::BE)) && possessor.is_some();
        if !leads && !closes && !copula {
            return None;
        }
        let speaker = match possessor {
            Some(place)
                if phrase::is_pronoun(self.items.get(place)?) || self.is(place, Class::DETERMINER) =>
            {
                Some(place..place + 1)
            }
            Some(place) => phrase::ending_at(self.text, self.items, self.low, place + 1),
            None => subject::opening(self.text, self.items, self.low, at),
        };
        Some(Report {
            cue: at..at + 1,
            traits: Traits::DIRECT,
            form: Form::Past,
            order: Order::Noun,
            from: self.low,
            speaker,
            addressee: None,
            medium: None,
            content: colon.map_or(at + 1, |colon| colon + 1),
            that: false,
            shared: false,
            negated: false,
        })
    }

    fn verb(&self, at: usize, earlier: &[Report]) -> Option<Report> {
        let item = self.items.get(at)?;
        let (lemma_index, form) = item.cue?;
        let lemma = cues::table().get(usize::from(lemma_index))?.lemma;
        let (end, traits) = self.phrasal(at, lemma, item.traits());
        let before = self.before(at);
        let role = self.role(at, end, form, before, traits)?;
        let negated = (self.low..at)
            .rev()
            .take(3)
            .take_while(|at| self.items[*at].is_word())
            .any(|at| self.is(at, Class::NEGATION) && !self.word(at).eq_ignore_ascii_case("never"));
        let mut report = Report {
            cue: at..end,
            traits,
            form,
            order: Order::Plain,
            speaker: None,
            addressee: None,
            medium: None,
            from: at,
            content: end,
            that: false,
            shared: false,
            negated,
        };
        match role {
            Role::Told => {
                if traits.has(Traits::TELLS) {
                    report.order = Order::Told;
                    report.addressee = subject::before(self.text, self.items, self.low, before?)
                        .map(|subject| subject.phrase);
                }
                if self.word(end) == "by" {
                    report.speaker =
                        phrase::starting_at(self.text, self.items, end + 1, self.high, Reach::Speaker);
                } else if report.order != Order::Told {
                    return None;
                }
            }
            Role::Asked => report.order = Order::Asked,
            Role::Inverted => {
                let speaker = self.inverted_subject(end)?;
                report.order = Order::Inverted;
                report.content = speaker.end;
                report.speaker = Some(speaker);
            }
            Role::Plain => {
                let found = self
                    .quoted_subject(at)
                    .or_else(|| subject::before(self.text, self.items, self.low, at))
                    .or_else(|| {
                        let phrase = earlier
                            .iter()
                            .rev()
                            .filter(|earlier| !matches!(earlier.order, Order::According | Order::Asked))
                            .find_map(|earlier| earlier.speaker.clone())
                            .or_else(|| subject::opening(self.text, self.items, self.low, at))?;
                        Some(subject::Subject { phrase, shared: true })
                    });
                if let Some(found) = found {
                    report.shared = found.shared;
                    report.from = if found.shared { at } else { found.phrase.start };
                    report.speaker = Some(found.phrase);
                }
            }
        }
        let rest = report.content;
        self.read_rest(&mut report, rest);
        Some(report)
    }

    /// The nearest item before, over adverbs.
    fn before(&self, at: usize) -> Option<usize> {
        let mut before = at;
        while before > self.low {
            before -= 1;
            let item = &self.items[before];
            let adverb = item.is_word()
                && item.is(Class::ADVERB)
                && !item.is(Class::DETERMINER | Class::QUANTITY | Class::SUBJECT);
            if !adverb {
                return Some(before);
            }
        }
        None
    }

    /// "pointed out", "called for", "refused to say", "put it".
    fn phrasal(&self, at: usize, lemma: &str, traits: Traits) -> (usize, Traits) {
        if matches!(lemma, "refuse" | "decline") && self.word(at + 1) == "to" {
            let said = self.items.get(at + 2).filter(|_| at + 2 < self.high);
            if said.is_some_and(|item| {
                item.cue.is_some() || matches!(self.word(at + 2), "accept" | "rule" | "comment" | "disclose")
            }) {
                return (at + 3, Traits::ASKS);
            }
        }
        if lemma == "put" {
            return match (self.word(at + 1), self.word(at + 2)) {
                ("it", "to") => (at + 2, cues::parse("sk")),
                ("at", _) => (at + 2, Traits::NOMINAL),
                _ => (at + 1, traits),
            };
        }
        let particle = self.word(at + 1);
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
            return match form {
                Form::Past if traits.has(Traits::ASKS | Traits::TELLS) && self.opens_question(end) => {
                    Some(Role::Asked)
                }
                Form::Past | Form::Third
                    if self.inverted_subject(end).is_some() && traits.has(Traits::SAYS) =>
                {
                    Some(Role::Inverted)
                }
                _ => None,
            };
        };
        let left = &self.items[before];
        let after_quote = self.after_quote(at);
        if matches!(form, Form::Past | Form::Third)
            && (after_quote || left.shape == Shape::Comma)
            && traits.has(Traits::SAYS | Traits::DIRECT | Traits::ACTS | Traits::TELLS)
        {
            let inverted =
                self.inverted_subject(end).filter(|phrase| self.closes_inversion(phrase, after_quote));
            if inverted.is_some() && (after_quote || !self.comma_closes_apposition(at)) {
                return Some(Role::Inverted);
            }
        }
        let capitalised = left.is_word() && left.is(Class::CAPITAL) && !left.is(Class::DETERMINER);
        match form {
            Form::Past | Form::Participle => {
                if left.is(Class::BE) {
                    let progressive = false;
                    return (!progressive).then_some(Role::Told);
                }
                if form == Form::Participle && !left.is(Class::HAVE) {
                    return None;
                }
                if left.is(Class::DETERMINER | Class::PREPOSITION)
                    && !left.is(Class::QUANTITY)
                    && left.is_word()
                    && !phrase::is_pronoun(left)
                {
                    return None;
                }
                if left.is(Class::COORDINATOR) || left.shape == Shape::Comma {
                    if traits.has(Traits::ASKS) && self.opens_question(end) && before == self.low {
                        return Some(Role::Asked);
                    }
                }
                Some(Role::Plain)
            }
            Form::Third => {
                let noun = left.is_word()
                    && (left.is(Class::DETERMINER | Class::PREPOSITION | Class::NUMBER)
                        || left.is(Class::POSSESSIVE))
                    && !phrase::is_pronoun(left)
                    && !left.is(Class::QUANTITY);
                let of = matches!(self.word(end), "of" | "for" | "from" | "in" | "about")
                    && end == at + 1
                    && !capitalised
                    && !phrase::is_pronoun(left);
                (!noun && !of && !left.is(Class::AUXILIARY) || left.is(Class::RELATIVE))
                    .then_some(Role::Plain)
            }
            Form::Base => {
                let plural = left.is_word()
                    && (left.is(Class::MODAL | Class::TO)
                        || left.is(Class::QUANTITY)
                        || phrase::is_pronoun(left)
                            && !matches!(
                                self.word(before).to_ascii_lowercase().as_str(),
                                "he" | "she" | "it" | "him" | "her"
                            )
                        || self.word(before).ends_with('s')
                            && !left.is(Class::POSSESSIVE
                                | Class::AUXILIARY
                                | Class::PREPOSITION
                                | Class::DETERMINER)
                        || matches!(
                            self.word(before),
                            "people" | "police" | "men" | "women" | "children" | "staff" | "who" | "critics"
                        ))
                    || left.is(Class::COORDINATOR) && left.is_word() && traits.has(Traits::STRONG);
                plural.then_some(Role::Plain)
            }
            Form::Ing => {
                let clause = left.shape == Shape::Comma
                    || matches!(left.shape, Shape::Quote(_))
                    || left.is(Class::BE | Class::COORDINATOR)
                    || matches!(self.word(before), "as" | "by" | "was" | "were");
                let followed = self.is(end, Class::THAT | Class::WHETHER)
                    || matches!(self.shape(end), Some(Shape::Quote(_) | Shape::Colon));
                (clause || followed && left.is_word() && !left.is(Class::PREPOSITION | Class::DETERMINER))
                    .then_some(Role::Plain)
            }
        }
    }

    fn after_quote(&self, at: usize) -> bool {
        let mut before = at;
        while before > self.low {
            before -= 1;
            match self.items[before].shape {
                Shape::Quote(_) => return true,
                Shape::Comma | Shape::Dash | Shape::Stop => {}
                Shape::Word if self.is(before, Class::ADVERB) => {}
                _ => return false,
            }
        }
        false
    }

    fn opens_question(&self, at: usize) -> bool {
        self.is(at, Class::WHETHER)
            || matches!(self.word(at), "about" | "by" | "to")
            || matches!(self.shape(at), Some(Shape::Quote(_)))
            || self.is(at, Class::TIME | Class::ADVERB)
    }

    fn inverted_subject(&self, at: usize) -> Option<Phrase> {
        let mut start = at;
        while self.is(start, Class::ADVERB) && !self.is(start, Class::DETERMINER) {
            start += 1;
        }
        let first = self.items.get(start).filter(|_| start < self.high)?;
        let noun = first.is(Class::CAPITAL
            | Class::DETERMINER
            | Class::PERSON
            | Class::POSSESSIVE
            | Class::NUMBER
            | Class::QUANTITY
            | Class::ADJECTIVE)
            || first.is(Class::SUBJECT) && !first.is(Class::FIRST);
        if !noun || first.is(Class::THAT | Class::TIME) || !first.is_word() {
            return None;
        }
        let found = phrase::starting_at(self.text, self.items, start, self.high, Reach::Speaker)?;
        // "fumed their manager, Gareth Tulloch": the name.
        if self.shape(found.end) == Some(Shape::Comma) && !first.is(Class::CAPITAL) {
            if let Some(name) =
                phrase::starting_at(self.text, self.items, found.end + 1, self.high, Reach::Addressee)
            {
                let bare = self.items[name.clone()]
                    .iter()
                    .all(|item| item.is(Class::CAPITAL) || item.is(Class::PREPOSITION))
                    && !self.items[name.start].is(Class::DETERMINER)
                    && !matches!(self.shape(name.end), Some(Shape::Word));
                let singular = !self.word(found.end - 1).ends_with('s');
                if bare && singular && found.len() <= 8 {
                    return Some(name);
                }
            }
        }
        Some(found)
    }

    /// After an inverted subject no verb may follow: "said Seoul would" is no inversion.
    fn closes_inversion(&self, phrase: &Phrase, after_quote: bool) -> bool {
        let Some(next) = self.items.get(phrase.end).filter(|_| phrase.end < self.high) else { return true };
        if !next.is_word() {
            return true;
        }
        if next.is(Class::AUXILIARY | Class::VERB) || matches!(next.form(), Some(Form::Past | Form::Third)) {
            return false;
        }
        after_quote
            || next.is(Class::PREPOSITION
                | Class::TIME
                | Class::SUBORDINATOR
                | Class::RELATIVE
                | Class::COORDINATOR)
    }

    /// "NP, who …, said": the comma before the verb belongs to its subject.
    fn comma_closes_apposition(&self, at: usize) -> bool {
        subject::before(self.text, self.items, self.low, at).is_some()
            && (self.low..at.saturating_sub(1)).any(|place| self.items[place].shape == Shape::Comma)
    }

    /// "quoted him as saying".
    fn quoted_subject(&self, at: usize) -> Option<subject::Subject> {
        if self.items.get(at)?.form() != Some(Form::Ing) || self.word(at.checked_sub(1)?) != "as" {
            return None;
        }
        let phrase = phrase::ending_at(self.text, self.items, self.low, at - 1)?;
        let verb = phrase.start.checked_sub(1).filter(|before| *before >= self.low)?;
        matches!(self.word(verb), "quoted" | "quotes" | "quoting" | "cited" | "cites" | "citing")
            .then_some(subject::Subject { phrase, shared: false })
    }

    /// Addressee, circumstances and "that" after cue or inverted subject.
    fn read_rest(&self, report: &mut Report, from: usize) {
        let mut at = from;
        while self.is(at, Class::ADVERB)
            && !self.is(at, Class::DETERMINER | Class::QUANTITY | Class::PREPOSITION)
        {
            at += 1;
        }
        if report.order != Order::Inverted && report.order != Order::Told && report.addressee.is_none() {
            if let Some(addressee) = self.object_addressee(report, at) {
                at = addressee.end;
                report.addressee = Some(addressee);
            }
        }
        if let Some(addressee) = self.to_addressee(report, at) {
            at = addressee.end;
            report.addressee = Some(addressee);
        }
        at = self.skip_circumstances(report, at);
        if self.is(at, Class::THAT) && !matches!(self.word(at + 1), "of" | "was" | "is") {
            report.that = true;
            at += 1;
        } else if matches!(self.shape(at), Some(Shape::Colon | Shape::Comma))
            && report.order != Order::Inverted
        {
            if matches!(self.shape(at + 1), Some(Shape::Quote(_))) || self.shape(at) == Some(Shape::Colon) {
                at += 1;
            }
        }
        report.content = at;
    }

    fn object_addressee(&self, report: &Report, at: usize) -> Option<Phrase> {
        if !report.traits.has(Traits::TELLS | Traits::ORDERS) || report.traits.has(Traits::ACCUSES) {
            return None;
        }
        let first = self.items.get(at).filter(|item| at < self.high && item.is_word())?;
        if first.is(Class::THAT | Class::WHETHER | Class::TO | Class::TIME) && !first.is(Class::SUBJECT) {
            return None;
        }
        let found = phrase::starting_at(self.text, self.items, at, self.high, Reach::Addressee)?;
        let lemma = self
            .items
            .get(report.cue.start)
            .and_then(|item| item.cue)
            .and_then(|(index, _)| cues::table().get(usize::from(index)))?
            .lemma;
        let next = found.end;
        let clause = self.is(next, Class::THAT | Class::WHETHER | Class::TO | Class::NEGATION)
            || matches!(self.shape(next), Some(Shape::Quote(_) | Shape::Colon));
        let always = matches!(
            lemma,
            "tell"
                | "remind"
                | "assure"
                | "inform"
                | "reassure"
                | "persuade"
                | "convince"
                | "notify"
                | "brief"
        );
        if always {
            // "told reporters the plan", "tells BBC Radio Wales he feels"
            return Some(found);
        }
        if !report.traits.has(Traits::TELLS) {
            // Those ordered are the addressee only where "to" follows.
            return (self.is(next, Class::TO) || self.is(next, Class::NEGATION)).then_some(found);
        }
        let pronoun = phrase::is_pronoun(first) && first.is(Class::OBJECT) && found.len() == 1;
        let ends =
            self.shape(next) == Some(Shape::Comma) && matches!(self.shape(next + 1), Some(Shape::Quote(_)));
        (clause || ends || pronoun && !self.is(next, Class::AUXILIARY | Class::VERB)).then_some(found)
    }

    fn to_addressee(&self, report: &Report, at: usize) -> Option<Phrase> {
        if !matches!(self.word(at), "to")
            || report.traits.has(Traits::INFINITIVE) && !report.traits.has(Traits::DIRECT)
        {
            return None;
        }
        let first = self.items.get(at + 1).filter(|item| at + 1 < self.high && item.is_word())?;
        let person = first.is(Class::DETERMINER | Class::POSSESSIVE | Class::OBJECT | Class::PERSON)
            || first.is(Class::CAPITAL);
        if !person || first.is(Class::REFLEXIVE) {
            return None;
        }
        phrase::starting_at(self.text, self.items, at + 1, self.high, Reach::Addressee)
    }

    /// "on Monday", "in a statement", "with a grin", ", however,": up to what is said.
    fn skip_circumstances(&self, report: &mut Report, from: usize) -> usize {
        let mut at = from;
        for _ in 0..6 {
            if self.is(at, Class::TIME) && !self.is(at, Class::SUBJECT) {
                at += 1;
                continue;
            }
            if matches!(self.word(at), "last" | "earlier" | "late" | "early" | "this")
                && self.is(at + 1, Class::TIME | Class::DETERMINER)
                && self.time_ends(at + 1)
            {
                at += 2;
                continue;
            }
            if self.is(at, Class::ADVERB)
                && !self.is(at, Class::DETERMINER | Class::QUANTITY | Class::NEGATION | Class::PREPOSITION)
            {
                at += 1;
                continue;
            }
            if self.shape(at) == Some(Shape::Comma) {
                let Some(closing) =
                    (at + 1..self.high.min(at + 14)).find(|at| self.shape(*at) == Some(Shape::Comma))
                else {
                    break;
                };
                let resumes = self.is(closing + 1, Class::THAT | Class::WHETHER)
                    || matches!(self.shape(closing + 1), Some(Shape::Quote(_)));
                if !resumes || (at + 1..closing).any(|at| matches!(self.shape(at), Some(Shape::Quote(_)))) {
                    break;
                }
                if report.medium.is_none() {
                    report.medium = self.medium_in(at + 1, closing);
                }
                at = closing + 1;
                break;
            }
            if self.is(at, Class::PREPOSITION) && !self.is(at, Class::TO) && report.order != Order::Inverted {
                let Some(object) =
                    phrase::starting_at(self.text, self.items, at + 1, self.high, Reach::Addressee)
                else {
                    break;
                };
                let gerund = self
                    .items
                    .get(at + 1)
                    .is_some_and(|item| item.is(Class::ING) || item.form() == Some(Form::Ing));
                if gerund {
                    break;
                }
                if report.medium.is_none() {
                    report.medium = self.medium_in(at, object.end);
                }
                at = object.end;
                continue;
            }
            break;
        }
        if report.order == Order::Inverted { from.max(at) } else { at }
    }

    fn time_ends(&self, at: usize) -> bool {
        self.is(at, Class::TIME)
    }

    /// A phrase with the noun of a medium in it.
    fn medium_in(&self, start: usize, end: usize) -> Option<Phrase> {
        let named = (start..end).any(|at| self.is(at, Class::MEDIUM));
        let preposition =
            matches!(self.word(start), "in" | "on" | "by" | "via" | "through" | "at" | "from" | "over");
        (named && preposition).then_some(start..end)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Plain,
    Inverted,
    /// In the passive.
    Told,
    /// "Asked whether …," before the answer.
    Asked,
}
