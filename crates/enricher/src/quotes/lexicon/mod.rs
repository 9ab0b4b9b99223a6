//! What a word may be in a reporter's English sentence, looked up without its context.
pub mod cues;
mod foreign;
mod words;

use std::{collections::HashMap, sync::LazyLock};

use rustc_hash::FxBuildHasher;

pub use cues::Form;

/// Parts of speech and meaning, as bits: a word may be several things.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Class(pub u64);

macro_rules! classes {
    ($($name:ident = $bit:expr, $doc:literal;)*) => {
        impl Class { $(#[doc = $doc] pub const $name: Class = Class(1 << $bit);)* }
    };
}

classes! {
    DETERMINER = 0, "the, a, this, every, two";
    POSSESSIVE = 1, "his, their, and any word with 's";
    SUBJECT = 2, "he, they, nobody: a noun phrase by itself that can speak";
    OBJECT = 3, "him, them: a noun phrase by itself that can be spoken to";
    RELATIVE = 4, "who, which, whose";
    PREPOSITION = 5, "of, in, for";
    COORDINATOR = 6, "and, but, or";
    SUBORDINATOR = 7, "when, because, that, whether";
    AUXILIARY = 8, "has, was, would, didn't";
    BE = 9, "forms of be";
    HAVE = 10, "forms of have";
    NEGATION = 11, "not, never, didn't";
    ADVERB = 12, "also, later";
    TIME = 13, "Thursday, March, yesterday, week";
    TITLE = 14, "Mr., President, Coach";
    PERSON = 15, "official, spokeswoman, farmers: speaks without a name";
    VERB = 16, "went, made, scrubbed: a finite verb that reports nothing";
    THAT = 17, "that";
    TO = 18, "to";
    WHETHER = 19, "whether, if, how, why: opens an indirect question";
    REFLEXIVE = 20, "himself, themselves";
    QUANTITY = 21, "one, some, many, both: speaks alone or with of";
    CAPITAL = 22, "printed with a capital";
    ING = 23, "ends in -ing";
    ED = 24, "ends in -ed";
    CUE_NOUN = 25, "answer, verdict, words: a noun that carries what was said";
    WORK = 26, "film, novel, song: what stands in marks after it is a title";
    TERM = 27, "word, phrase, nicknamed, so-called: what stands in marks after it is a term";
    ANNOUNCER = 28, "sign, banner, statement: a thing that says";
    ABBREVIATION = 29, "ends with its own full stop";
    NUMBER = 31, "digits or a number word";
    FIRST = 32, "I, we, me, us, my, our, you";
    ADJECTIVE = 33, "an adjective that stands before a title or a name: former, senior";
    MODAL = 34, "would, can, did: before a base form";
    MEDIUM = 35, "interview, statement, tweet, phone: through which it was said";
    BODY = 36, "company, ministry, police: a body that speaks";
    NAME = 37, "part of a name that the recogniser found";
    ACCORDING = 39, "laut, selon: names the source without a verb";
    GENITIVE = 30, "des, du, del, von: ties a noun to the noun before it, in other languages";
    FINAL = 38, "a quotation that ends with a mark of its own: a comma, a full stop";
}

impl Class {
    pub const NONE: Class = Class(0);

    pub fn is(self, any: Class) -> bool {
        self.0 & any.0 != 0
    }
}

impl std::ops::BitOr for Class {
    type Output = Class;
    fn bitor(self, other: Class) -> Class {
        Class(self.0 | other.0)
    }
}

impl std::ops::BitOrAssign for Class {
    fn bitor_assign(&mut self, other: Class) {
        self.0 |= other.0;
    }
}

/// What the tables know of a word.
#[derive(Clone, Copy, Debug, Default)]
pub struct Entry {
    pub class: Class,
    /// Index into [`cues::table`] and the form.
    pub cue: Option<(u16, Form)>,
}

/// The words of one language.
pub struct Lexicon {
    words: Words,
    english: bool,
    /// The Romance languages count the auxiliary to the cue.
    pub whole_compound: bool,
    /// The report may stand inside the marks.
    pub incises: bool,
    /// Dialogue stands behind dashes.
    pub dashes: bool,
    /// Not English: the patterns lean less on the words.
    pub foreign: bool,
    /// The verb stands second: what follows it is its subject when something else comes first.
    pub verb_second: bool,
    /// A verb has its subject in its ending.
    pub drops_subject: bool,
}

impl Lexicon {
    /// Looks up a word in any case; unknown words get what their ending says.
    pub fn entry(&self, word: &str) -> Entry {
        let mut buffer = [0u8; 40];
        let Some(lower) = lowered(word, &mut buffer) else { return Entry::default() };
        let mut entry = self.words.get(lower).copied().unwrap_or_default();
        if entry.class == Class::NONE && entry.cue.is_none() {
            entry = if self.english { by_ending(&self.words, lower) } else { by_elision(lower) };
        }
        entry
    }
}

/// The lexicon of a language; of one without a table the marks alone count, with the words of English.
pub fn of(language: &str) -> &'static Lexicon {
    LEXICONS.iter().find(|(known, _)| *known == language).map_or(&ENGLISH, |(_, lexicon)| lexicon)
}

/// l'élu, dell'azienda: the article is part of the word.
fn by_elision(lower: &str) -> Entry {
    let mut entry = Entry::default();
    if ["l'", "un'", "all'", "dell'", "dall'", "nell'"].iter().any(|article| lower.starts_with(article)) {
        entry.class = Class::DETERMINER;
    } else if lower.starts_with("d'") {
        entry.class = Class::GENITIVE;
    }
    entry
}

/// Lower case without allocating; no word of the tables is longer, and the apostrophe is the straight one.
fn lowered<'b>(word: &str, buffer: &'b mut [u8; 40]) -> Option<&'b str> {
    let mut len = 0;
    for c in word.chars() {
        let c = if c == '’' { '\'' } else { c };
        for lower in c.to_lowercase() {
            let end = len + lower.len_utf8();
            lower.encode_utf8(buffer.get_mut(len..end)?);
            len = end;
        }
    }
    std::str::from_utf8(buffer.get(..len)?).ok()
}

fn by_ending(words: &Words, lower: &str) -> Entry {
    let mut entry = Entry::default();
    if let Some(base) = lower.strip_suffix("'s").or_else(|| lower.strip_suffix("s'")) {
        entry = words.get(base).copied().unwrap_or_default();
        entry.cue = None;
        entry.class =
            Class(entry.class.0 & (Class::TIME | Class::PERSON | Class::BODY).0) | Class::POSSESSIVE;
        return entry;
    }
    if lower.ends_with("n't") || lower.ends_with("'ll") || lower.ends_with("'ve") || lower.ends_with("'d") {
        entry.class = Class::AUXILIARY;
    } else if lower.len() > 4 && lower.ends_with("ly") {
        entry.class = Class::ADVERB;
    } else if lower.len() > 4 && lower.ends_with("ing") {
        entry.class = Class::ING;
    } else if lower.len() > 4 && lower.ends_with("ed") && !lower.ends_with("eed") {
        entry.class = Class::ED;
    } else if ["spokes", "official", "correspondent", "worker", "expert", "officer"]
        .iter()
        .any(|p| lower.contains(p))
    {
        entry.class = Class::PERSON;
    }
    entry
}

type Words = HashMap<String, Entry, FxBuildHasher>;

static ENGLISH: LazyLock<Lexicon> = LazyLock::new(|| {
    let mut words = Words::default();
    add_classes(&mut words, words::LISTS);
    for (index, cue) in cues::table().iter().enumerate().filter(|(_, cue)| !cue.lemma.is_empty()) {
        for (form, word) in cue.forms() {
            let entry = words.entry(word).or_default();
            // A base form that is a past form of another verb ("read", "put") keeps the past.
            if entry.cue.is_none() || form == Form::Past {
                entry.cue = Some((index as u16, form));
            }
        }
    }
    Lexicon {
        words,
        english: true,
        whole_compound: false,
        incises: false,
        dashes: false,
        foreign: false,
        verb_second: false,
        drops_subject: false,
    }
});

static LEXICONS: LazyLock<Vec<(&'static str, Lexicon)>> = LazyLock::new(|| {
    foreign::TONGUES
        .iter()
        .map(|tongue| {
            let mut words = Words::default();
            add_classes(&mut words, tongue.classes);
            for (letters, forms) in tongue.cues {
                let index = cues::nameless(letters);
                for form in forms.split_whitespace() {
                    words.entry(form.to_owned()).or_default().cue = Some((index, Form::Past));
                }
            }
            let lexicon = Lexicon {
                words,
                english: false,
                whole_compound: matches!(tongue.language, "fr" | "it" | "es" | "pt"),
                incises: matches!(tongue.language, "fr" | "it" | "pt" | "ru"),
                dashes: matches!(tongue.language, "es" | "fr" | "pt" | "it" | "ru"),
                foreign: true,
                verb_second: tongue.language == "de",
                drops_subject: matches!(tongue.language, "es" | "it" | "pt" | "ar"),
            };
            (tongue.language, lexicon)
        })
        .collect()
});

fn add_classes(words: &mut Words, lists: &[(Class, &str)]) {
    for (class, list) in lists {
        for word in list.split_whitespace() {
            words.entry(word.to_owned()).or_default().class |= *class;
        }
    }
}
