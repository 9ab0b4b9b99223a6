//! How far the enricher's answer agrees with the gold, counted over many stories.
use std::collections::{BTreeMap, BTreeSet};

use model::Span;
use model::annotations::{Annotations, EntityType, FoundEntity, FoundQuote, MentionForm, QuoteKind};

use crate::gold::Story;
use crate::spans::{bare, cut, overlap, pairs, shared, trimmed};
use crate::speaker;

/// Pronouns of those who speak and are spoken to: only the third person is scored.
const OTHER_PERSONS: &[&str] = &[
    "i",
    "me",
    "my",
    "mine",
    "myself",
    "we",
    "us",
    "our",
    "ours",
    "ourselves",
    "you",
    "your",
    "yours",
    "yourself",
];

/// How much of the gold, and of ours, was right.
#[derive(Default)]
pub struct Tally {
    right: usize,
    ours: usize,
    gold: usize,
}

impl Tally {
    pub fn f1(&self) -> f64 {
        percent((2 * self.right) as f64, self.ours + self.gold)
    }

    /// Of all gold.
    pub fn accuracy(&self) -> f64 {
        percent(self.right as f64, self.gold)
    }
}

/// B³ (Bagga and Baldwin 1998) over the mentions that both sides have.
#[derive(Default)]
pub struct Clusters {
    precision: f64,
    recall: f64,
    mentions: usize,
}

impl Clusters {
    pub fn f1(&self) -> f64 {
        let (p, r) = (percent(self.precision, self.mentions), percent(self.recall, self.mentions));
        2.0 * p * r / (p + r).max(f64::MIN_POSITIVE)
    }
}

fn percent(right: f64, of: usize) -> f64 {
    100.0 * right / of.max(1) as f64
}

#[derive(Default)]
pub struct Score {
    /// Persons, organisations and places: same place and type.
    pub names: Tally,
    /// Whether two names that both sides have are one entity.
    pub clusters: Clusters,
    /// He, she and they, in the entity that the gold says.
    pub pronouns: Tally,
    /// Pieces of direct and mixed quotations: same place.
    pub quotes: Tally,
    /// Of the quotations that were found and have a speaker.
    pub speakers: Tally,
    /// Quotations that were found, with the right speaker.
    pub end_to_end: Tally,
    /// Marks that quote nobody and were reported as a quotation, of all such marks.
    pub false_quotations: Tally,
    /// Times that overlap, and those that have the same value too.
    pub times: Tally,
    pub values: Tally,
}

impl Score {
    pub fn add(&mut self, story: &Story, found: &Annotations) {
        let text: Vec<char> = story.text.chars().collect();
        let gold = &story.gold;
        self.add_names(&names(&text, &gold.entities), &names(&text, &found.entities));
        self.add_pronouns(&text, gold, found);
        self.add_quotes(&text, story, &found.quotes);
        self.add_times(gold, found);
    }

    fn add_names(&mut self, gold: &[Name], ours: &[Name]) {
        let distinct =
            |names: &[Name]| -> BTreeSet<_> { names.iter().map(|n| (n.span, n.kind.clone())).collect() };
        self.names.gold += gold.len();
        self.names.ours += ours.len();
        self.names.right += distinct(gold).intersection(&distinct(ours)).count();

        let by_place =
            |names: &[Name]| -> BTreeMap<_, _> { names.iter().map(|n| (n.span, n.entity)).collect() };
        let (gold, ours) = (by_place(gold), by_place(ours));
        let both: Vec<_> = gold.iter().filter_map(|(span, g)| ours.get(span).map(|o| (*g, *o))).collect();
        for (g, o) in &both {
            let count =
                |is: &dyn Fn(&(usize, usize)) -> bool| both.iter().filter(|pair| is(pair)).count() as f64;
            let right = count(&|pair| pair == &(*g, *o));
            self.clusters.mentions += 1;
            self.clusters.precision += right / count(&|pair| pair.1 == *o);
            self.clusters.recall += right / count(&|pair| pair.0 == *g);
        }
    }

    fn add_pronouns(&mut self, text: &[char], gold: &Annotations, found: &Annotations) {
        let stands_for: Vec<_> = found.entities.iter().map(|ours| stands_for(&gold.entities, ours)).collect();
        let (gold, ours) = (pronouns(text, &gold.entities), pronouns(text, &found.entities));
        self.pronouns.gold += gold.len();
        self.pronouns.ours += ours.len();
        for (g, o) in pairs(&places(&gold), &places(&ours), 0.5) {
            let meant = ours.get(o).and_then(|(_, entity)| stands_for.get(*entity).copied().flatten());
            self.pronouns.right +=
                usize::from(meant.is_some() && meant == gold.get(g).map(|(_, entity)| *entity));
        }
    }

    fn add_quotes(&mut self, text: &[char], story: &Story, found: &[FoundQuote]) {
        let gold = spoken(text, &story.gold.quotes);
        let indirect = pieces(text, &story.gold.quotes, |kind| *kind == QuoteKind::Indirect);
        let mut ours = spoken(text, found);
        // A quotation of ours within indirect speech is neither right nor wrong.
        ours.retain(|(span, _)| {
            let within: u32 = indirect.iter().map(|(other, _)| overlap(*span, *other)).sum();
            gold.iter().any(|(other, _)| overlap(*span, *other) > 0) || within * 2 < span.end - span.start
        });
        for tally in [&mut self.quotes, &mut self.end_to_end] {
            tally.gold += gold.len();
            tally.ours += ours.len();
        }
        for (g, o) in pairs(&places(&gold), &places(&ours), 0.5) {
            let ((gold_span, gold), (our_span, ours)) = (gold[g], ours[o]);
            let is_right = usize::from(speaker::is_right(gold, ours));
            self.quotes.right += usize::from(gold_span == our_span);
            self.end_to_end.right += is_right;
            if speaker::called(gold).is_some() {
                self.speakers.gold += 1;
                self.speakers.right += is_right;
            }
        }
        let is_reported = |mark: &&Span| ours.iter().any(|(span, _)| shared(**mark, *span) > 0.5);
        self.false_quotations.gold += story.not_quotes.len();
        self.false_quotations.right += story.not_quotes.iter().filter(is_reported).count();
    }

    fn add_times(&mut self, gold: &Annotations, found: &Annotations) {
        let places = |all: &Annotations| -> Vec<_> {
            all.dates.iter().map(|date| Span { start: date.start, end: date.end }).collect()
        };
        for tally in [&mut self.times, &mut self.values] {
            tally.gold += gold.dates.len();
            tally.ours += found.dates.len();
        }
        for (g, o) in pairs(&places(gold), &places(found), 0.0) {
            self.times.right += 1;
            self.values.right += usize::from(gold.dates[g].timex == found.dates[o].timex);
        }
    }
}

/// A mention by name of what is scored.
struct Name {
    span: Span,
    kind: EntityType,
    entity: usize,
}

fn names(text: &[char], entities: &[FoundEntity]) -> Vec<Name> {
    let is_scored =
        |kind: &EntityType| matches!(kind, EntityType::Person | EntityType::Organization | EntityType::Place);
    let scored = entities.iter().enumerate().filter(|(_, entity)| is_scored(&entity.kind));
    let of = |(at, entity): (usize, &FoundEntity)| {
        let kind = entity.kind.clone();
        let by_name = mentions(entity, &MentionForm::Name);
        by_name.into_iter().map(move |span| Name { span: bare(text, span), kind: kind.clone(), entity: at })
    };
    scored.flat_map(of).collect()
}

fn mentions(entity: &FoundEntity, form: &MentionForm) -> Vec<Span> {
    let of_form = entity.mentions.iter().filter(|mention| mention.form == *form);
    of_form.map(|mention| Span { start: mention.start, end: mention.end }).collect()
}

/// Persons' pronouns of the third person, with their entity.
fn pronouns(text: &[char], entities: &[FoundEntity]) -> Vec<(Span, usize)> {
    let persons = entities.iter().enumerate().filter(|(_, entity)| entity.kind == EntityType::Person);
    let all = persons
        .flat_map(|(at, entity)| mentions(entity, &MentionForm::Pronoun).into_iter().map(move |m| (m, at)));
    let is_third = |span: Span| {
        let word = cut(text, span).collect::<String>().to_lowercase();
        !OTHER_PERSONS.contains(&word.as_str())
    };
    all.filter(|(span, _)| is_third(*span)).collect()
}

/// The gold entity with which ours shares most names, or most mentions of any form where the gold has no name.
fn stands_for(gold: &[FoundEntity], ours: &FoundEntity) -> Option<usize> {
    let mut votes: Vec<(usize, usize)> = Vec::new();
    for mention in &ours.mentions {
        for (at, entity) in gold.iter().enumerate() {
            let is_named = entity.mentions.iter().any(|m| m.form == MentionForm::Name);
            let counts =
                |form: &MentionForm| !is_named || (*form == MentionForm::Name && mention.form == *form);
            let shared = entity
                .mentions
                .iter()
                .filter(|m| m.start < mention.end && mention.start < m.end && counts(&m.form));
            match (shared.count(), votes.iter_mut().find(|(voted, _)| *voted == at)) {
                (0, _) => {}
                (more, Some((_, count))) => *count += more,
                (more, None) => votes.push((at, more)),
            }
        }
    }
    // Of equals the first in the text.
    votes.into_iter().rev().max_by_key(|(_, count)| *count).map(|(at, _)| at)
}

/// The pieces of direct and mixed quotations.
pub fn spoken<'a>(text: &[char], quotes: &'a [FoundQuote]) -> Vec<(Span, &'a FoundQuote)> {
    pieces(text, quotes, |kind| matches!(kind, QuoteKind::Direct | QuoteKind::Mixed))
}

fn pieces<'a>(
    text: &[char],
    quotes: &'a [FoundQuote],
    is_scored: impl Fn(&QuoteKind) -> bool,
) -> Vec<(Span, &'a FoundQuote)> {
    let scored = quotes.iter().filter(|quote| is_scored(&quote.kind));
    let all = scored.flat_map(|quote| quote.spans.iter().map(move |span| (*span, quote)));
    all.filter_map(|(span, quote)| Some((trimmed(text, span)?, quote))).collect()
}

fn places<T>(with: &[(Span, T)]) -> Vec<Span> {
    with.iter().map(|(span, _)| *span).collect()
}
