//! The words of a paragraph, or of a quotation, with every quotation in it folded into one item; cut into sentences.
//!
//! The reporter's sentence runs on around what is quoted, so it is cut here and not before the marks are known.
use std::ops::Range;

use super::{
    lexicon::{Class, Form, Lexicon, cues, cues::Traits},
    marks::Quoted,
};
use crate::document::Bytes;

/// A word, a punctuation mark, or a folded quotation.
#[derive(Clone, Copy, Debug)]
pub struct Item {
    pub start: usize,
    pub end: usize,
    pub shape: Shape,
    pub class: Class,
    pub cue: Option<(u16, Form)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    Word,
    Comma,
    /// . ! ? …
    Stop,
    Colon,
    Semicolon,
    Dash,
    /// What stands in brackets.
    Aside,
    Symbol,
    /// Index of the stretch between marks.
    Quote(usize),
}

impl Item {
    pub fn is(&self, class: Class) -> bool {
        self.class.is(class)
    }

    pub fn is_word(&self) -> bool {
        self.shape == Shape::Word
    }

    pub fn quote(&self) -> Option<usize> {
        match self.shape {
            Shape::Quote(index) => Some(index),
            _ => None,
        }
    }

    pub fn traits(&self) -> Traits {
        self.cue.map(|(index, _)| cues::traits(index)).unwrap_or_default()
    }

    pub fn form(&self) -> Option<Form> {
        self.cue.map(|(_, form)| form)
    }
}

/// No sentence has more items; what pretends to be one is cut, so that no pattern looks further than this.
const LONGEST: usize = 250;

#[derive(Debug, Default)]
pub struct Narration {
    pub items: Vec<Item>,
    pub sentences: Vec<Range<usize>>,
}

/// Reads `bytes` of the text; `inside` are the stretches directly in it, `names` those of the whole text, both in order.
pub fn narrate(
    text: &str,
    bytes: &Bytes,
    quoted: &[Quoted],
    inside: &[usize],
    names: &[Bytes],
    lexicon: &Lexicon,
) -> Narration {
    let mut items = read_items(text, bytes, quoted, inside, lexicon);
    mark_names(&mut items, bytes, names);
    let sentences = cut(text, &mut items, quoted);
    Narration { items, sentences }
}

/// What the recogniser took for a name is one, whatever else its words may be: "Do", "Mai", "de la", "Tonight".
fn mark_names(items: &mut [Item], bytes: &Bytes, names: &[Bytes]) {
    let first = names.partition_point(|name| name.end <= bytes.start);
    let mut names = names.iter().skip(first).take_while(|name| name.start < bytes.end).peekable();
    for item in items.iter_mut().filter(|item| item.is_word()) {
        while names.next_if(|name| name.end <= item.start).is_some() {}
        let Some(name) = names.peek() else { break };
        if item.start < name.start || item.start >= name.end {
            continue;
        }
        let kept = if item.end > name.end { Class::POSSESSIVE } else { Class::NONE };
        let articles = Class(item.class.0 & (kept | Class::ABBREVIATION).0);
        item.class = articles | Class::NAME | Class::CAPITAL;
        item.cue = None;
    }
}

fn read_items(
    text: &str,
    bytes: &Bytes,
    quoted: &[Quoted],
    inside: &[usize],
    lexicon: &Lexicon,
) -> Vec<Item> {
    let mut items = Vec::with_capacity((bytes.end - bytes.start) / 5 + 4);
    let mut inside = inside.iter().filter_map(|index| Some((*index, quoted.get(*index)?))).peekable();
    let mut at = bytes.start;
    while at < bytes.end {
        if let Some((index, quote)) = inside.peek()
            && at >= quote.outer.start
        {
            let mut folded = item(quote.outer.start, quote.outer.end, Shape::Quote(*index));
            let inner = text.get(quote.inner.clone()).unwrap_or("");
            if inner.trim_end_matches(['’', '\'', '”', '"']).ends_with([',', '.', '!', '?', '…', '—', '-'])
            {
                folded.class = Class::FINAL;
            }
            items.push(folded);
            at = quote.outer.end.max(at);
            inside.next();
            continue;
        }
        let limit = inside.peek().map_or(bytes.end, |(_, quote)| quote.outer.start);
        let Some(rest) = text.get(at..limit) else { break };
        let Some(c) = rest.chars().next() else { break };
        if c.is_whitespace() {
            at += c.len_utf8();
        } else if c.is_alphanumeric() {
            let len = word_length(rest);
            items.push(word(text, at, at + len, lexicon));
            at += len;
        } else {
            let (shape, len) = punctuation(rest, c);
            if let Some(shape) = shape {
                items.push(item(at, at + len, shape));
            }
            at += len;
        }
    }
    items
}

fn item(start: usize, end: usize, shape: Shape) -> Item {
    Item { start, end, shape, class: Class::NONE, cue: None }
}

fn word(text: &str, start: usize, end: usize, lexicon: &Lexicon) -> Item {
    let surface = text.get(start..end).unwrap_or("");
    let entry = lexicon.entry(surface);
    let mut class = entry.class;
    let first = surface.chars().next().unwrap_or(' ');
    if first.is_uppercase() {
        class |= Class::CAPITAL;
    }
    if first.is_ascii_digit() {
        class |= Class::NUMBER;
    }
    if surface.ends_with('.') {
        class |= Class::ABBREVIATION;
    }
    Item { start, end, shape: Shape::Word, class, cue: entry.cue }
}

/// Letters and digits, with what joins them: don't, co-founder, U.S., 2.5, workers’.
fn word_length(rest: &str) -> usize {
    let mut chars = rest.char_indices().peekable();
    let mut len = 0;
    while let Some((at, c)) = chars.next() {
        let after = chars.peek().map(|(_, c)| *c);
        let joins = match c {
            _ if c.is_alphanumeric() || matches!(c, '\u{300}'..='\u{36f}' | '_') => true,
            '\'' | '’' => after.is_some_and(char::is_alphabetic) || rest[..at].ends_with(['s', 'S']),
            '-' | '\u{2011}' => {
                after.is_some_and(char::is_alphanumeric) && !is_french_inversion(&rest[at + c.len_utf8()..])
            }
            '&' => after.is_some_and(char::is_uppercase) && rest[..at].ends_with(char::is_uppercase),
            ',' | ':' => {
                after.is_some_and(|c| c.is_ascii_digit())
                    && rest[..at].ends_with(|c: char| c.is_ascii_digit())
            }
            '.' => match after {
                Some(next) if next.is_ascii_digit() => rest[..at].ends_with(|c: char| c.is_ascii_digit()),
                _ => is_abbreviation(&rest[..at]),
            },
            _ => false,
        };
        if !joins {
            break;
        }
        len = at + c.len_utf8();
    }
    len.max(1)
}

/// a-t-elle dit, explique-t-il
fn is_french_inversion(after: &str) -> bool {
    ["t-il", "t-elle", "t-on", "t-ils", "t-elles", "il", "elle", "on", "ils", "elles"].iter().any(|pronoun| {
        after
            .strip_prefix(pronoun)
            .is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '-'))
    })
}

/// Does the full stop after `word` belong to it?
fn is_abbreviation(word: &str) -> bool {
    let last = word.rsplit('.').next().unwrap_or(word);
    let mut letters = last.chars();
    if let (Some(only), None) = (letters.next(), letters.next()) {
        return only.is_alphabetic()
            && (only.is_uppercase() || word.contains('.') || matches!(only, 'a' | 'p'));
    }
    const ABBREVIATIONS: [&str; 51] = [
        "mr", "mrs", "ms", "dr", "prof", "sen", "rep", "gov", "gen", "col", "lt", "sgt", "capt", "maj",
        "cpl", "adm", "rev", "fr", "st", "hon", "jr", "sr", "vs", "inc", "ltd", "corp", "no", "jan", "feb",
        "aug", "sept", "oct", "nov", "dec", "mon", "tue", "wed", "thu", "fri", "sat", "sun", "cllr",
        "messrs", "supt", "det", "insp", "approx", "dept", "del", "atty", "amb",
    ];
    word.len() <= 6
        && ABBREVIATIONS.iter().any(|known| known.eq_ignore_ascii_case(word))
        && (word.starts_with(|c: char| c.is_uppercase()) || matches!(word, "vs" | "approx"))
}

/// The shape of a mark and its length; `None` for marks that mean nothing here.
fn punctuation(rest: &str, c: char) -> (Option<Shape>, usize) {
    let run = |c: char| rest.len() - rest.trim_start_matches(c).len();
    match c {
        ',' | '،' | '、' | '，' => (Some(Shape::Comma), c.len_utf8()),
        '.' | '!' | '?' | '…' | '。' | '！' | '？' | '؟' => (Some(Shape::Stop), run(c)),
        ':' | '：' => (Some(Shape::Colon), c.len_utf8()),
        ';' | '؛' | '；' => (Some(Shape::Semicolon), c.len_utf8()),
        '—' | '–' | '―' | '─' => (Some(Shape::Dash), run(c)),
        // A single hyphen before a letter joins words.
        '-' if run('-') == 1 && rest[1..].starts_with(char::is_alphanumeric) => (None, 1),
        '-' => (Some(Shape::Dash), run('-')),
        '(' | '[' => match rest.bytes().take(120).position(|b| b == if c == '(' { b')' } else { b']' }) {
            Some(end) => (Some(Shape::Aside), end + 1),
            None => (None, 1),
        },
        '$' | '£' | '€' | '¥' | '₩' | '%' | '&' | '#' | '@' => (Some(Shape::Symbol), c.len_utf8()),
        _ => (None, c.len_utf8()),
    }
}

/// Cuts the items into sentences, and takes a name's capital for what it is.
fn cut(text: &str, items: &mut [Item], quoted: &[Quoted]) -> Vec<Range<usize>> {
    let mut sentences = Vec::new();
    let mut start = label(text, items);
    if start > 0 {
        sentences.push(0..start);
    }
    let mut index = start;
    while index < items.len() {
        if index > start {
            unclass_name(items, index);
        }
        if ends_sentence(text, items, quoted, index) || index - start >= LONGEST {
            sentences.push(start..index + 1);
            start = index + 1;
        }
        index += 1;
    }
    if start < items.len() {
        sentences.push(start..items.len());
    }
    sentences
}

/// "SEOUL, March 12 (Yonhap) --", "4.20pm:", "CHENNAI:" stand before the first sentence.
fn label(text: &str, items: &[Item]) -> usize {
    let Some(first) = items.first().filter(|first| first.is_word()) else { return 0 };
    let surface = text.get(first.start..first.end).unwrap_or("");
    let clock = surface.starts_with(|c: char| c.is_ascii_digit())
        && (surface.contains([':', '.']) || surface.ends_with("am") || surface.ends_with("pm"));
    if clock {
        return if items.get(1).is_some_and(|item| matches!(item.shape, Shape::Colon | Shape::Dash)) {
            2
        } else {
            1
        };
    }
    if surface.len() < 3 || surface.chars().any(char::is_lowercase) {
        return 0;
    }
    for (index, item) in items.iter().enumerate().take(12) {
        match item.shape {
            Shape::Dash => return index + 1,
            Shape::Colon if index <= 3 => return index + 1,
            Shape::Comma | Shape::Aside | Shape::Symbol => {}
            Shape::Word if item.is(Class::CAPITAL | Class::NUMBER | Class::TIME) => {}
            _ => return 0,
        }
    }
    0
}

/// Inside a sentence a capital makes "Will", "Price" or "Hope" a name.
fn unclass_name(items: &mut [Item], index: usize) {
    let after_stop = items.get(index.wrapping_sub(1)).is_some_and(|before| {
        matches!(before.shape, Shape::Stop | Shape::Colon | Shape::Dash | Shape::Quote(_))
    });
    let Some(item) = items.get_mut(index) else { return };
    if after_stop || !item.is(Class::CAPITAL) || item.is(Class::FIRST | Class::NAME) {
        return;
    }
    item.cue = None;
    let kept = Class::CAPITAL
        | Class::DETERMINER
        | Class::TITLE
        | Class::PERSON
        | Class::BODY
        | Class::TIME
        | Class::POSSESSIVE
        | Class::NUMBER
        | Class::ABBREVIATION
        | Class::ANNOUNCER
        | Class::MEDIUM
        | Class::ADJECTIVE;
    item.class = Class(item.class.0 & kept.0);
}

fn ends_sentence(text: &str, items: &[Item], quoted: &[Quoted], index: usize) -> bool {
    let (Some(item), Some(next)) = (items.get(index), items.get(index + 1)) else { return true };
    let fresh = |next: &Item| match next.shape {
        Shape::Word => next.is(Class::CAPITAL | Class::NUMBER) || !starts_lower(text, next),
        Shape::Quote(_) | Shape::Aside | Shape::Symbol => true,
        Shape::Dash => false,
        _ => false,
    };
    match item.shape {
        Shape::Stop => fresh(next),
        // "U.S. He": an abbreviation before a pronoun or an article ends the sentence.
        Shape::Word if item.is(Class::ABBREVIATION) => {
            next.is(Class::CAPITAL) && next.is(Class::SUBJECT | Class::DETERMINER) && !item.is(Class::TITLE)
        }
        Shape::Quote(quote) => {
            let Some(quote) = quoted.get(quote) else { return false };
            // Korean and Japanese hang their particles on the mark: “…다.”고 말했다.
            if next.start == item.end && next.is_word() {
                return false;
            }
            if !quote.closed {
                return fresh(next);
            }
            let inner =
                text.get(quote.inner.clone()).unwrap_or("").trim_end_matches(['’', '”', '"', '\'', '»', ')']);
            let stop = inner.chars().next_back().unwrap_or(' ');
            match stop {
                '.' | '。' => fresh(next),
                '!' | '?' | '…' => fresh(next) && !attribution_follows(items, index + 1),
                _ => false,
            }
        }
        _ => false,
    }
}

fn starts_lower(text: &str, item: &Item) -> bool {
    text.get(item.start..item.end).is_some_and(|word| word.starts_with(char::is_lowercase))
}

/// "…?” Moon asked": the sentence goes on although the quotation has ended with its own mark.
fn attribution_follows(items: &[Item], from: usize) -> bool {
    for item in items.iter().skip(from).take(8) {
        match item.shape {
            Shape::Word => {
                if matches!(item.form(), Some(Form::Past | Form::Third)) {
                    return item.traits().has(Traits::STRONG | Traits::TELLS);
                }
                if item.is(Class::AUXILIARY | Class::VERB) {
                    return false;
                }
            }
            Shape::Aside | Shape::Comma => {}
            _ => return false,
        }
    }
    false
}
