//! Subjects behind their verb: where an inverted one begins and ends, and what may stand between.
use super::{
    lexicon::{Class, Form},
    narration::Shape,
    phrase::{self, Phrase, Reach},
    report::Reader,
};

impl Reader<'_> {
    /// "ha detto ai giornalisti il sindaco", "сказал журналистам инженер": what stands between verb and subject, and
    /// whether it is who is spoken to.
    pub(super) fn adjunct_before_subject(&self, at: usize) -> Option<(Phrase, bool)> {
        let first =
            self.items.get(at).filter(|item| at < self.high && item.is_word() && !item.is(Class::NAME))?;
        const TO: [&str; 13] =
            ["a", "à", "al", "alla", "ai", "agli", "alle", "ao", "aos", "às", "au", "aux", "allo"];
        let word = self.word(at);
        let dative = ["ам", "ям"].iter().any(|ending| word.ends_with(ending)) && first.class == Class::NONE;
        let object = if dative {
            at..at + 1
        } else if first.is(Class::PREPOSITION) || TO.contains(&word) {
            let object = phrase::starting_at(self.text, self.items, at + 1, self.high, Reach::Addressee)?;
            // "a la prensa Refugio Santaella": the name is the subject.
            let common = !self.is(object.start, Class::NAME | Class::CAPITAL);
            let name = object.clone().skip(1).find(|at| self.is(*at, Class::CAPITAL) && common);
            let tied = name.is_some_and(|name| self.is(name - 1, Class::GENITIVE | Class::PREPOSITION));
            object.start..name.filter(|_| !tied).unwrap_or(object.end)
        } else {
            return None;
        };
        let speaker = self.items.get(object.end).filter(|item| object.end < self.high && item.is_word())?;
        let nominal = Class::DETERMINER | Class::NAME | Class::CAPITAL | Class::PERSON | Class::TITLE;
        (speaker.is(nominal) || dative && speaker.class == Class::NONE)
            .then(|| (object, dative || TO.contains(&word)))
    }

    pub(super) fn inverted_subject(&self, at: usize) -> Option<Phrase> {
        let mut start = at;
        if self.lexicon.foreign {
            for _ in 0..2 {
                let Some((object, _)) = self.adjunct_before_subject(start) else { break };
                start = object.end;
            }
        }
        while self.is(start, Class::ADVERB) && !self.is(start, Class::DETERMINER | Class::NAME) {
            start += 1;
        }
        let first = self.items.get(start).filter(|first| start < self.high && first.is_word())?;
        let nominal = Class::CAPITAL
            | Class::DETERMINER
            | Class::PERSON
            | Class::POSSESSIVE
            | Class::NUMBER
            | Class::QUANTITY
            | Class::ADJECTIVE;
        let noun = first.is(nominal)
            || first.is(Class::SUBJECT) && !first.is(Class::FIRST)
            || self.lexicon.foreign && first.class == Class::NONE && first.cue.is_none();
        if !noun || first.is(Class::THAT | Class::TIME) && !first.is(Class::NAME) {
            return None;
        }
        let mut found = phrase::starting_at(self.text, self.items, start, self.high, Reach::Speaker)?;
        if self.lexicon.foreign {
            let bare =
                found.len() == 1 && first.is(Class::DETERMINER) && !first.is(Class::SUBJECT | Class::NAME);
            if bare {
                return None;
            }
            // "директор компании «Волга» Вероника Самарцева"
            if self.is_quote(found.end) && self.is(found.end + 1, Class::CAPITAL) {
                found.end =
                    phrase::starting_at(self.text, self.items, found.end + 1, self.high, Reach::Speaker)?.end;
            }
        }
        // "fumed their manager, Gareth Tulloch": the name.
        if self.shape(found.end) == Some(Shape::Comma)
            && !first.is(Class::CAPITAL)
            && found.len() <= 8
            && let Some(name) = self.bare_name(found.end + 1)
            && (self.lexicon.foreign || !self.word(found.end - 1).ends_with('s'))
        {
            return Some(name);
        }
        Some(found)
    }

    /// A name and nothing else, up to the next mark.
    fn bare_name(&self, start: usize) -> Option<Phrase> {
        let name = phrase::starting_at(self.text, self.items, start, self.high, Reach::Addressee)?;
        let bare = name.clone().all(|at| self.is(at, Class::CAPITAL | Class::PREPOSITION))
            && !self.is(name.start, Class::DETERMINER)
            && (self.shape(name.end) != Some(Shape::Word)
                || self.lexicon.foreign && self.is(name.end, Class::PREPOSITION | Class::GENITIVE));
        bare.then_some(name)
    }

    /// After an inverted subject no verb may follow: "said Seoul would" is no inversion.
    pub(super) fn closes_inversion(&self, phrase: &Phrase, after_quote: bool) -> bool {
        let next = phrase.end;
        if self.shape(next) != Some(Shape::Word) {
            return true;
        }
        let finite =
            self.items.get(next).is_some_and(|next| matches!(next.form(), Some(Form::Past | Form::Third)));
        if self.is(next, Class::AUXILIARY | Class::VERB) && !self.is(next, Class::NAME) || finite {
            return false;
        }
        let circumstance =
            Class::PREPOSITION | Class::TIME | Class::SUBORDINATOR | Class::RELATIVE | Class::COORDINATOR;
        after_quote || self.is(next, circumstance)
    }
}
