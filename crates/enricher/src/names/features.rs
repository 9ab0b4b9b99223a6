//! The features of a word in its sentence, as hashed numbers: words, shapes, affixes and clusters around it, the
//! gazetteer, the run of capitals that it stands in. Training and tagging share this one description.
use rustc_hash::FxHashMap;

use super::tables::{Clusters, Tables, kind};
use super::weights::BITS;

/// A word of the text in [`Words`]; equal words have equal ids.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WordId(u32);

/// What a word shows by itself, computed once for each distinct word.
#[derive(Clone, Debug, Default)]
struct Facts {
    lower: Box<str>,
    low: u64,
    raw: u64,
    shape: u64,
    prefixes: [u64; 4],
    suffixes: [u64; 4],
    clusters: Option<Clusters>,
    kinds: u16,
    /// Most words of a place that begins here.
    longest: usize,
    is_upper: bool,
    is_alphabetic: bool,
    /// Letters, none of them small.
    is_capitals: bool,
    /// Joins capitals into one name: "of", "and", "de".
    is_connector: bool,
}

pub struct Words<'t> {
    tables: &'t Tables,
    ids: FxHashMap<String, WordId>,
    facts: Vec<Facts>,
}

pub enum Event {
    Feature(u32),
    WordDone,
    /// A word far from any capital, which is in no name.
    WordSkipped,
}

const CONNECTORS: [&str; 20] = [
    "of", "the", "for", "and", "&", "de", "la", "le", "van", "von", "del", "da", "do", "dos", "der", "bin",
    "al", "du", "den", "di",
];

/// Letters beyond this length say nothing more about a word.
const LONGEST_WORD: usize = 64;

impl<'t> Words<'t> {
    pub fn new(tables: &'t Tables) -> Self {
        Words { tables, ids: FxHashMap::default(), facts: Vec::new() }
    }

    pub fn look_up(&mut self, word: &str) -> WordId {
        if let Some(&id) = self.ids.get(word) {
            return id;
        }
        let id = WordId(self.facts.len() as u32);
        self.facts.push(Facts::of(word, self.tables));
        self.ids.insert(word.to_owned(), id);
        id
    }

    /// Names begin with a capital; a sentence without one has none.
    pub fn may_be_named(&self, id: WordId) -> bool {
        self.get(id).is_upper
    }

    fn get(&self, id: WordId) -> &Facts {
        &self.facts[id.0 as usize]
    }
}

impl Facts {
    fn of(word: &str, tables: &Tables) -> Self {
        let cut = word.char_indices().nth(LONGEST_WORD).map_or(word.len(), |(at, _)| at);
        let word: String = word[..cut].chars().map(plain).collect();
        let original = word.to_lowercase();
        let lower: String = original.chars().map(|c| if c.is_numeric() { '0' } else { c }).collect();
        let mut chars = word.chars();
        let first = chars.next();
        Facts {
            low: hash(&lower),
            raw: hash(&word),
            shape: hash(&shape(&word)),
            prefixes: std::array::from_fn(|n| hash(prefix(&lower, n + 1))),
            suffixes: std::array::from_fn(|n| hash(suffix(&lower, n + 1))),
            clusters: tables.clusters(&lower),
            kinds: tables.kinds(&lower),
            longest: tables.longest(&lower),
            is_upper: first.is_some_and(char::is_uppercase),
            is_alphabetic: first.is_some_and(char::is_alphabetic),
            is_capitals: word.chars().any(char::is_alphabetic) && !word.chars().any(char::is_lowercase),
            is_connector: CONNECTORS.contains(&word.as_str()),
            lower: lower.into(),
        }
    }
}

/// Typographic marks read as the plain ones that most training text has.
fn plain(c: char) -> char {
    match c {
        '“' | '”' | '„' | '«' | '»' => '"',
        '’' | '‘' => '\'',
        '–' => '-',
        c => c,
    }
}

fn shape(word: &str) -> String {
    let (mut out, mut last, mut run) = (String::new(), '\0', 0);
    for c in word.chars() {
        let class = match c {
            c if c.is_uppercase() => 'X',
            c if c.is_lowercase() => 'x',
            c if c.is_numeric() => 'd',
            c if c.is_alphabetic() => 'a',
            c => c,
        };
        run = if class == last { run + 1 } else { 0 };
        last = class;
        if run <= 1 {
            out.push(class);
        }
    }
    out
}

fn prefix(word: &str, length: usize) -> &str {
    word.char_indices().nth(length).map_or(word, |(at, _)| &word[..at])
}

fn suffix(word: &str, length: usize) -> &str {
    word.char_indices().rev().nth(length - 1).map_or(word, |(at, _)| &word[at..])
}

fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |h, b| (h ^ u64::from(b)).wrapping_mul(0x100_0000_01b3))
}

#[inline]
fn mix(a: u64, b: u64) -> u64 {
    (a ^ b.wrapping_mul(0x9E37_79B9_7F4A_7C15)).rotate_left(29).wrapping_mul(0xBF58_476D_1CE4_E5B9)
}

/// A run of capitals with its small words between ("Bank of Korea").
#[derive(Clone, Copy, Default)]
struct Run {
    start: usize,
    end: usize,
}

/// What the words of a sentence show together.
struct Sentence<'w> {
    facts: Vec<&'w Facts>,
    /// Gazetteer bits: of the word (0–4), of a place that begins here (8–10), of one that goes on here (12–14).
    places: Vec<u64>,
    runs: Vec<Option<Run>>,
    /// 0 as usual, 1 Headline Case, 2 ALL CAPITALS.
    case: u64,
}

impl<'w> Sentence<'w> {
    fn read(words: &'w Words<'_>, ids: &[WordId]) -> Self {
        let facts: Vec<&Facts> = ids.iter().map(|&id| words.get(id)).collect();
        let count = |test: fn(&Facts) -> bool| facts.iter().filter(|f| test(f)).count();
        let alphabetic = count(|f| f.is_alphabetic).max(1);
        let case = if count(|f| f.is_capitals) * 10 > alphabetic * 8 {
            2
        } else {
            u64::from(count(|f| f.is_upper) * 10 > alphabetic * 7 && alphabetic > 3)
        };
        Sentence { places: places(words.tables, &facts), runs: runs(&facts), facts, case }
    }

    fn at(&self, at: usize, step: isize) -> Option<&Facts> {
        self.facts.get(at.checked_add_signed(step)?).copied()
    }

    /// A value of a neighbour, 1 before the sentence and 2 after it.
    fn near(&self, at: usize, step: isize, value: impl Fn(&Facts) -> u64) -> u64 {
        self.at(at, step).map_or(if step < 0 { 1 } else { 2 }, value)
    }

    fn place(&self, at: usize, step: isize) -> u64 {
        let found = at.checked_add_signed(step).and_then(|i| self.places.get(i));
        found.copied().unwrap_or(if step < 0 { 1 } else { 2 })
    }
}

fn places(tables: &Tables, facts: &[&Facts]) -> Vec<u64> {
    let mut bits = vec![0u64; facts.len()];
    for at in 0..facts.len() {
        let fact = facts[at];
        if !fact.is_upper {
            continue;
        }
        bits[at] |= u64::from(fact.kinds);
        let mut name = String::new();
        for more in 1..fact.longest.min(facts.len() - at) {
            if name.is_empty() {
                name.push_str(&fact.lower);
            }
            name.push(' ');
            name.push_str(&facts[at + more].lower);
            let found = u64::from(tables.kinds(&name) & kind::PLACES);
            if found != 0 {
                bits[at] |= found << 8;
                bits[at + 1..=at + more].iter_mut().for_each(|b| *b |= found << 12);
            }
        }
    }
    bits
}

fn runs(facts: &[&Facts]) -> Vec<Option<Run>> {
    let mut runs = vec![None; facts.len()];
    let mut at = 0;
    while at < facts.len() {
        if !facts[at].is_upper {
            at += 1;
            continue;
        }
        let mut end = at + 1;
        loop {
            let small = facts[end..].iter().take(2).take_while(|f| f.is_connector).count();
            if facts.get(end + small).is_some_and(|f| f.is_upper) {
                end += small + 1;
            } else {
                break;
            }
        }
        runs[at..end].fill(Some(Run { start: at, end }));
        at = end;
    }
    runs
}

/// Numbers the templates of a word's features in order, so that each has a space of its own.
struct Templates<'f, F> {
    next: u64,
    emit: &'f mut F,
}

impl<F: FnMut(Event)> Templates<'_, F> {
    #[inline]
    fn add(&mut self, value: u64) {
        self.next += 1;
        (self.emit)(Event::Feature((mix(mix(self.next, 0x51ED), value) >> (64 - BITS)) as u32));
    }
}

/// A word this far from the next capital is in no name.
const REACH: usize = 2;

/// Calls `emit` with every feature of every word, word by word; words far from any capital are skipped if `may_skip`.
pub fn each(words: &Words<'_>, ids: &[WordId], may_skip: bool, mut emit: impl FnMut(Event)) {
    let sentence = Sentence::read(words, ids);
    for at in 0..ids.len() {
        let near = at.saturating_sub(REACH)..(at + REACH + 1).min(ids.len());
        if may_skip && !sentence.facts[near].iter().any(|f| f.is_upper) {
            emit(Event::WordSkipped);
            continue;
        }
        let mut templates = Templates { next: 0, emit: &mut emit };
        add_words(&sentence, at, &mut templates);
        add_clusters(&sentence, at, &mut templates);
        add_places(&sentence, at, &mut templates);
        add_run(&sentence, at, &mut templates);
        emit(Event::WordDone);
    }
}

fn add_words<F: FnMut(Event)>(s: &Sentence<'_>, at: usize, t: &mut Templates<'_, F>) {
    let low = |step| s.near(at, step, |f| f.low);
    let shape = |step| s.near(at, step, |f| f.shape);
    let fact = s.facts[at];
    t.add(0);
    (-2..=2).for_each(|step| t.add(low(step)));
    t.add(mix(low(-1), low(0)));
    t.add(mix(low(0), low(1)));
    t.add(mix(low(-2), low(-1)));
    t.add(mix(low(1), low(2)));
    (-2..=2).for_each(|step| t.add(shape(step)));
    t.add(mix(shape(-1), shape(0)));
    t.add(mix(shape(0), shape(1)));
    t.add(mix(mix(shape(-1), shape(0)), shape(1)));
    t.add(mix(shape(0), low(-1)));
    t.add(mix(shape(0), low(1)));
    for length in 0..4 {
        t.add(fact.prefixes[length]);
        t.add(fact.suffixes[length]);
    }
    t.add(s.near(at, -1, |f| f.suffixes[2]));
    t.add(s.near(at, 1, |f| f.suffixes[2]));
    t.add(fact.raw);
    t.add(mix(s.case, fact.shape));
    t.add(mix(s.case, u64::from(at == 0)));
}

fn add_clusters<F: FnMut(Event)>(s: &Sentence<'_>, at: usize, t: &mut Templates<'_, F>) {
    let cluster = |step: isize, grain: usize| {
        s.at(at, step).and_then(|f| f.clusters).map_or(99_999, |clusters| u64::from(clusters[grain]))
    };
    for step in -2..=2 {
        (0..3).for_each(|grain| t.add(cluster(step, grain)));
    }
    let coarse = |step| s.near(at, step, |f| f.clusters.map_or(9999, |clusters| clusters[0].into()));
    t.add(mix(coarse(-1), coarse(0)));
    t.add(mix(coarse(0), coarse(1)));
    t.add(mix(mix(coarse(-1), s.facts[at].shape), coarse(1)));
}

fn add_places<F: FnMut(Event)>(s: &Sentence<'_>, at: usize, t: &mut Templates<'_, F>) {
    let here = s.place(at, 0);
    (0..16).filter(|bit| here >> bit & 1 == 1).for_each(|bit| t.add(mix(bit, 77)));
    t.next = 100;
    t.add(here & 0x3f);
    t.add(mix(here, s.case));
    t.add(s.place(at, -1));
    t.add(s.place(at, 1));
    t.add(mix(here, s.place(at, 1)));
    t.add(mix(s.place(at, -1), here));
}

/// The run of capitals: its last word is the head of a long name, the words around it say what it does.
fn add_run<F: FnMut(Event)>(s: &Sentence<'_>, at: usize, t: &mut Templates<'_, F>) {
    t.next = 120;
    let Some(run) = s.runs[at] else { return };
    let (first, last) = (s.facts[run.start], s.facts[run.end - 1]);
    let length = (run.end - run.start).min(6) as u64;
    let position = (at - run.start).min(6) as u64;
    let middle = |f: &Facts| f.clusters.map_or(9999, |clusters| clusters[1].into());
    let before = s.near(run.start, -1, |f| f.low);
    let after = s.near(run.end - 1, 1, |f| f.low);
    t.add(mix(length, position));
    t.add(last.low);
    t.add(middle(last));
    t.add(mix(last.suffixes[2], length));
    t.add(first.low);
    t.add(mix(middle(first), length));
    t.add(before);
    t.add(after);
    t.add(mix(s.near(run.start, -1, middle), length));
    t.add(mix(s.near(run.end - 1, 1, middle), length));
    t.add(mix(before, after));
    t.add(mix(u64::from(run.start == 0), length));
    t.add(mix(middle(first), middle(last)));
    t.add(mix(u64::from(first.kinds), u64::from(last.kinds)));
    t.add(s.near(run.start, -2, |f| f.low));
    t.add(s.near(run.end - 1, 2, |f| f.low));
}
