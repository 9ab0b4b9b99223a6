//! What stands between a cue and what is said: the addressee, when, where and through which medium.
use super::{
    lexicon::{Class, Form, cues::Traits},
    narration::Shape,
    phrase::{self, Phrase, Reach},
    report::{Order, Reader, Report},
};

impl Reader<'_> {
    /// Reads addressee, circumstances and "that" from where the report's content begins so far.
    pub fn read_rest(&self, report: &mut Report) {
        let mut at = report.content;
        // "as a memo put it"
        if report.lemma == "put" && self.word(at) == "it" {
            at += 1;
        }
        while self.is(at, Class::ADVERB)
            && !self.is(
                at,
                Class::DETERMINER | Class::QUANTITY | Class::PREPOSITION | Class::NEGATION | Class::NAME,
            )
            && self.word(at) != "there"
        {
            at += 1;
        }
        if !matches!(report.order, Order::Inverted | Order::Told)
            && report.addressee.is_none()
            && let Some(addressee) = self.object_addressee(report, at)
        {
            at = addressee.end;
            report.addressee = Some(addressee);
        }
        if let Some(addressee) = self.to_addressee(report, at) {
            at = addressee.end;
            report.addressee = Some(addressee);
        }
        // "told MSNBC's “Morning Joe” that"
        if self.is_quote(at) && self.is(at - 1, Class::POSSESSIVE) && self.is(at + 1, Class::THAT) {
            at += 1;
        }
        at = self.skip_circumstances(report, at);
        let clausal = Traits::SAYS
            | Traits::BELIEVES
            | Traits::NEEDS_THAT
            | Traits::TELLS
            | Traits::ORDERS
            | Traits::ASKS
            | Traits::INFINITIVE
            | Traits::GERUND;
        let clausal = report.traits.has(clausal) || report.order == Order::Noun;
        if clausal && self.is(at, Class::THAT) && !matches!(self.word(at + 1), "of" | "was" | "is") {
            report.that = true;
            at += 1;
        } else if self.shape(at) == Some(Shape::Colon)
            || matches!(self.shape(at), Some(Shape::Comma | Shape::Dash))
                && self.is_quote(at + 1)
                && report.order != Order::Inverted
        {
            at += 1;
        }
        // "As Byrne put it in a letter, the ice was “thin”"
        if report.lemma == "put"
            && self.word(self.low).eq_ignore_ascii_case("as")
            && let Some(comma) = self.comma(at, at + 20)
        {
            at = comma + 1;
        }
        report.content = at;
    }

    /// "told reporters", "asked Moon whether".
    fn object_addressee(&self, report: &Report, at: usize) -> Option<Phrase> {
        let addresses =
            report.traits.has(Traits::TELLS | Traits::ORDERS) && !report.traits.has(Traits::ACCUSES);
        let first = self.items.get(at).filter(|item| addresses && at < self.high && item.is_word())?;
        let clause = Class::THAT | Class::WHETHER | Class::TO | Class::TIME;
        if first.is(clause) && !first.is(Class::SUBJECT | Class::NAME) {
            return None;
        }
        let found = phrase::starting_at(self.text, self.items, at, self.high, Reach::Addressee)?;
        let next = found.end;
        const ALWAYS: &[&str] =
            &["tell", "remind", "assure", "inform", "reassure", "persuade", "convince", "notify", "brief"];
        if ALWAYS.contains(&report.lemma) {
            // "told reporters the plan", "tells BBC Radio Wales he feels"
            return Some(found);
        }
        if !report.traits.has(Traits::TELLS) {
            // Those ordered are the addressee only where "to" follows.
            return self.is(next, Class::TO | Class::NEGATION).then_some(found);
        }
        let clause = self.is(next, Class::THAT | Class::WHETHER | Class::TO | Class::NEGATION)
            || self.is_quote(next)
            || self.shape(next) == Some(Shape::Colon)
            || self.shape(next) == Some(Shape::Comma) && self.is_quote(next + 1);
        let pronoun = phrase::is_pronoun(first) && first.is(Class::OBJECT) && found.len() == 1;
        (clause || pronoun && !self.is(next, Class::AUXILIARY | Class::VERB)).then_some(found)
    }

    /// "said to me", "quipped to a wall of cameras".
    fn to_addressee(&self, report: &Report, at: usize) -> Option<Phrase> {
        let promises = report.traits.has(Traits::INFINITIVE) && !report.traits.has(Traits::DIRECT);
        if self.word(at) != "to" || promises {
            return None;
        }
        let first = self.items.get(at + 1).filter(|item| at + 1 < self.high && item.is_word())?;
        let person = Class::DETERMINER | Class::POSSESSIVE | Class::OBJECT | Class::PERSON | Class::CAPITAL;
        if !first.is(person) || first.is(Class::REFLEXIVE) {
            return None;
        }
        phrase::starting_at(self.text, self.items, at + 1, self.high, Reach::Addressee)
    }

    /// "on Monday", "in a statement", "with a grin", ", however,": up to what is said.
    fn skip_circumstances(&self, report: &mut Report, from: usize) -> usize {
        let mut at = from;
        for _ in 0..6 {
            let next = if self.is(at, Class::TIME) && !self.is(at, Class::SUBJECT | Class::NAME) {
                at + 1
            } else if matches!(self.word(at), "last" | "earlier" | "late" | "early" | "this" | "next")
                && self.is(at + 1, Class::TIME)
            {
                at + 2
            } else if self.is(at, Class::ADVERB)
                && !self.is(
                    at,
                    Class::DETERMINER | Class::QUANTITY | Class::NEGATION | Class::PREPOSITION | Class::NAME,
                )
                && self.word(at) != "there"
            {
                at + 1
            } else if self.shape(at) == Some(Shape::Comma) {
                return self.skip_parenthesis(report, at).unwrap_or(at);
            } else if let Some(end) = self.prepositional(report, at) {
                end
            } else {
                break;
            };
            at = next;
        }
        at
    }

    /// ", through the same outlet, that"
    fn skip_parenthesis(&self, report: &mut Report, comma: usize) -> Option<usize> {
        let closing = self.comma(comma + 1, comma + 14)?;
        let resumes = self.is(closing + 1, Class::THAT | Class::WHETHER) || self.is_quote(closing + 1);
        if !resumes || (comma + 1..closing).any(|at| self.is_quote(at)) {
            return None;
        }
        if report.medium.is_none() {
            report.medium = self.medium_in(comma + 1, closing);
        }
        Some(closing + 1)
    }

    /// The end of a phrase like "in a statement" or "on Thursday".
    fn prepositional(&self, report: &mut Report, at: usize) -> Option<usize> {
        // "said after the vote he would"
        if matches!(self.word(at), "after" | "before") && self.is(at + 1, Class::DETERMINER) {
            let object = phrase::starting_at(self.text, self.items, at + 1, self.high, Reach::Addressee)?;
            let clause = self.is(object.end, Class::SUBJECT | Class::THAT) || self.is_quote(object.end);
            return clause.then_some(object.end);
        }
        if !self.is(at, Class::PREPOSITION) || self.is(at, Class::TO | Class::NAME) {
            return None;
        }
        let mut end = at + 1;
        while self.is(end, Class::TIME | Class::NUMBER) && !self.is(end, Class::NAME) {
            end += 1;
        }
        if end > at + 1 && self.is(end - 1, Class::TIME | Class::NUMBER) && !self.phrase_goes_on(end) {
            return Some(end);
        }
        if report.order == Order::Inverted && !(at + 1..at + 4).any(|at| self.is(at, Class::MEDIUM)) {
            return None;
        }
        let gerund =
            self.items.get(at + 1).is_some_and(|item| item.is(Class::ING) || item.form() == Some(Form::Ing));
        if gerund {
            return None;
        }
        let object = phrase::starting_at(self.text, self.items, at + 1, self.high, Reach::Addressee)?;
        if report.medium.is_none() {
            report.medium = self.medium_in(at, object.end);
        }
        Some(object.end)
    }

    /// After a number its noun: "in three villages".
    fn phrase_goes_on(&self, at: usize) -> bool {
        self.is(at - 1, Class::NUMBER)
            && !self.is(at - 1, Class::TIME)
            && self.shape(at) == Some(Shape::Word)
            && !self.is(at, Class::THAT | Class::SUBJECT | Class::DETERMINER | Class::CAPITAL)
    }

    /// A phrase with the noun of a medium in it.
    fn medium_in(&self, start: usize, end: usize) -> Option<Phrase> {
        let named = (start..end).any(|at| {
            self.is(at, Class::MEDIUM)
                || self.is(at, Class::NAME)
                    && [
                        "x",
                        "twitter",
                        "facebook",
                        "instagram",
                        "bluesky",
                        "telegram",
                        "youtube",
                        "tiktok",
                        "linkedin",
                    ]
                    .iter()
                    .any(|site| self.word(at).eq_ignore_ascii_case(site))
        });
        let preposition = matches!(
            self.word(start),
            "in" | "In" | "on" | "On" | "by" | "via" | "through" | "at" | "from" | "over"
        );
        (named && preposition).then_some(start..end)
    }

    /// "In a letter to members, the minister wrote": medium and addressee before the subject.
    pub fn address_letter(&self, report: &mut Report) {
        let start = self.low;
        if !matches!(self.word(start), "In" | "On") || report.from <= start + 2 {
            return;
        }
        let Some(medium) =
            phrase::starting_at(self.text, self.items, start + 1, report.from, Reach::Addressee)
        else {
            return;
        };
        if report.medium.is_none() {
            report.medium = self.medium_in(start, medium.end);
        }
        if report.medium.is_some() && report.addressee.is_none() && self.word(medium.end) == "to" {
            let end = report.from;
            report.addressee =
                phrase::starting_at(self.text, self.items, medium.end + 1, end, Reach::Addressee);
        }
    }
}
