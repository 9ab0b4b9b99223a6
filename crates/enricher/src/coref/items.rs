//! All that may mean somebody, in the order in which it is resolved: names, pronouns and descriptions.
use std::ops::Range;

use model::annotations::{EntityType, MentionForm, QuoteKind};

use super::phrases::{self, Description, Determiner, Pronoun};
use crate::document::{Bytes, Cast, Document, QuoteDraft, SpeakerDraft};
use crate::lexicon::titles;
use crate::places::Places;

#[derive(Clone, Debug)]
pub struct Item {
    pub tokens: Range<usize>,
    pub bytes: Bytes,
    pub sentence: usize,
    pub what: What,
    /// The quotation in whose words it stands.
    pub quote: Option<usize>,
}

#[derive(Clone, Debug)]
pub enum What {
    Name(usize),
    Pronoun(Pronoun),
    Description(Description),
    /// "they" of a person who the text says uses it.
    They(usize),
    /// "who" where it is the speaker's only word.
    Relative,
    /// A description in apposition to a name: it says who that is, and is no mention of its own.
    Introduction(Description, usize),
}

/// Items in the order of the text, and the order in which to resolve them: what stands inside a quotation comes after
/// the words that say who speaks.
pub fn collect(
    document: &Document<'_>,
    places: &Places,
    cast: &Cast,
    quotes: &[QuoteDraft],
    appositions: &[Bytes],
) -> (Vec<Item>, Vec<usize>) {
    let within = quotes_of_tokens(document, quotes);
    let mut items = Vec::new();
    let mut named: Vec<Option<usize>> = vec![None; document.tokens.len()];
    for mention in cast.mentions.iter().filter(|m| m.form == MentionForm::Name) {
        let tokens = document.token_at(mention.bytes.start)
            ..document.token_at(mention.bytes.end.saturating_sub(1)) + 1;
        if let Some(covered) = named.get_mut(tokens.clone()) {
            covered.fill(Some(mention.entity));
        }
        push(document, &within, &mut items, tokens, What::Name(mention.entity));
    }
    let they = uses_they(document, cast, &named);
    for sentence in &document.sentences {
        let mut free_from = sentence.tokens.start;
        for at in sentence.tokens.clone() {
            if let Some(pronoun) = phrases::pronoun(document, at).filter(|_| named.get(at) == Some(&None)) {
                push(document, &within, &mut items, at..at + 1, What::Pronoun(pronoun));
            }
            if let Some(entity) = they_of(document, &they, at) {
                push(document, &within, &mut items, at..at + 1, What::They(entity));
            }
            if at < free_from || named.get(at) != Some(&None) {
                continue;
            }
            let owner = at.checked_sub(1).and_then(|before| named.get(before).copied().flatten());
            let is_owned = matches!(document.token(at), "'s" | "’s");
            if is_owned
                && owner.is_none_or(|o| cast.entities.get(o).is_none_or(|e| e.kind != EntityType::Person))
            {
                continue;
            }
            let Some((mut tokens, found)) = phrases::description(document, places, at, sentence.tokens.end)
            else {
                continue;
            };
            // "was the defendant's brother": the defendant is meant, the brother said of somebody.
            if is_predicate(document, at) && !matches!(document.token(tokens.end), "'s" | "’s") {
                continue;
            }
            free_from = tokens.end;
            if is_owned {
                while tokens.start > sentence.tokens.start
                    && named.get(tokens.start - 1).copied().flatten() == owner
                {
                    tokens.start -= 1;
                }
            }
            let is_quoted = within.get(at).copied().flatten().is_some();
            if is_quoted && found.determiner == Determiner::Indefinite && is_generic(document, tokens.end) {
                continue;
            }
            let what = match introduced(document, &named, &tokens, appositions) {
                Some(entity) => What::Introduction(found, entity),
                None => What::Description(found),
            };
            push(document, &within, &mut items, tokens, what);
        }
    }
    for quote in quotes {
        if let Some(SpeakerDraft::Words(words)) = &quote.speaker
            && document.slice(words) == "who"
        {
            let at = document.token_at(words.start);
            push(document, &within, &mut items, at..at + 1, What::Relative);
        }
    }
    items.sort_by_key(|item| (item.bytes.start, std::cmp::Reverse(item.bytes.end)));
    let order = order(document, quotes, &items);
    (items, order)
}

/// "Rowan Teague, who uses they and them": the people whose pronoun is "they", and from which word on.
fn uses_they(document: &Document<'_>, cast: &Cast, named: &[Option<usize>]) -> Vec<(usize, usize)> {
    // "uses they and them", "uses the pronouns they/them"
    let declared = |at: usize| {
        let uses = matches!(document.token(at), "uses" | "use");
        uses.then(|| (at + 1..at + 5).find(|at| document.token(*at) == "they"))?
    };
    let person = |at: usize| {
        let entity = named.get(at).copied().flatten()?;
        cast.entities.get(entity).filter(|e| e.kind == EntityType::Person).map(|_| entity)
    };
    let found = (0..document.tokens.len()).filter_map(|at| {
        let they = declared(at)?;
        let from = document.sentences.get(document.sentence_of(at))?.tokens.start;
        let entity = (from.max(at.saturating_sub(12))..at).rev().find_map(person)?;
        Some((they + 3, entity))
    });
    found.collect()
}

fn they_of(document: &Document<'_>, they: &[(usize, usize)], at: usize) -> Option<usize> {
    let (_, entity) = they.iter().rev().find(|(from, _)| *from <= at)?;
    let word = document.token(at);
    let is_they = ["they", "them", "their", "theirs"].iter().any(|form| word.eq_ignore_ascii_case(form));
    is_they.then_some(*entity)
}

/// The entity that a description introduces: "her father, Samuel Adeyemi," or "Samuel Adeyemi, her father,".
fn introduced(
    document: &Document<'_>,
    named: &[Option<usize>],
    tokens: &Range<usize>,
    appositions: &[Bytes],
) -> Option<usize> {
    let entity = |at: usize| named.get(at).copied().flatten();
    if document.token(tokens.end) == "," {
        let titles =
            (tokens.end + 1..tokens.end + 4).take_while(|at| titles::is_title(document.token(*at))).count();
        if let Some(found) = entity(tokens.end + 1 + titles) {
            return Some(found);
        }
    }
    let start = document.tokens.get(tokens.start)?.start;
    let next = appositions.partition_point(|a| a.end <= start);
    let is_apposed = appositions.get(next).is_some_and(|a| a.start <= start + 5);
    // The comma and perhaps an age stand between the name and its apposition.
    is_apposed.then(|| (1..=4).find_map(|back| entity(tokens.start.checked_sub(back)?))).flatten()
}

fn push(
    document: &Document<'_>,
    within: &[Option<usize>],
    items: &mut Vec<Item>,
    tokens: Range<usize>,
    what: What,
) {
    if let Some(bytes) = document.bytes(&tokens) {
        let quote = within.get(tokens.start).copied().flatten();
        items.push(Item { bytes, sentence: document.sentence_of(tokens.start), quote, what, tokens });
    }
}

/// "She was a nurse": what is said of somebody, no mention.
fn is_predicate(document: &Document<'_>, at: usize) -> bool {
    let back = |steps: usize| at.checked_sub(steps).map_or("", |b| document.token(b));
    // "his client was "a lousy manager""
    let before = if matches!(back(1), "\"" | "“" | "‘" | "'") { back(2) } else { back(1) };
    matches!(
        before,
        "is" | "was"
            | "are"
            | "were"
            | "am"
            | "'m"
            | "’m"
            | "'re"
            | "’re"
            | "became"
            | "be"
            | "been"
            | "as"
            | "'s"
            | "’s"
            | "not"
    ) && matches!(document.token(at), "a" | "an" | "the" | "one")
}

/// "A lousy manager loses money": said of all such, of nobody in the story.
fn is_generic(document: &Document<'_>, after: usize) -> bool {
    let word = document.token(after);
    let present = word.len() > 3
        && word.ends_with('s')
        && !word.ends_with("ss")
        && word.starts_with(char::is_lowercase);
    matches!(word, "is" | "has") || present && !matches!(word, "says" | "this" | "was")
}

/// The innermost spoken quotation of each token.
fn quotes_of_tokens(document: &Document<'_>, quotes: &[QuoteDraft]) -> Vec<Option<usize>> {
    let mut within: Vec<Option<usize>> = vec![None; document.tokens.len()];
    let mut spans: Vec<(usize, &Bytes)> = quotes
        .iter()
        .enumerate()
        .filter(|(_, quote)| quote.kind != QuoteKind::Indirect)
        .flat_map(|(at, quote)| quote.spans.iter().map(move |span| (at, span)))
        .collect();
    // Longer ones first, so that the inner ones remain.
    spans.sort_by_key(|(_, span)| std::cmp::Reverse(span.len()));
    for (quote, span) in spans {
        let tokens = document.token_at(span.start)..document.token_at(span.end.saturating_sub(1)) + 1;
        if let Some(slots) = within.get_mut(tokens) {
            slots.fill(Some(quote));
        }
    }
    within
}

fn order(document: &Document<'_>, quotes: &[QuoteDraft], items: &[Item]) -> Vec<usize> {
    let told_at: Vec<usize> = quotes
        .iter()
        .map(|quote| match &quote.speaker {
            Some(SpeakerDraft::Words(words)) => document.token_at(words.end.saturating_sub(1)),
            _ => 0,
        })
        .collect();
    let key = |item: &Item| {
        let told = item.quote.and_then(|q| told_at.get(q)).copied().unwrap_or(0);
        // "his wife": first who he is.
        (item.tokens.start.max(told), told > item.tokens.start, item.tokens.start, item.tokens.len())
    };
    let mut order: Vec<usize> = (0..items.len()).collect();
    order.sort_by_key(|&at| items.get(at).map(key));
    order
}

impl Item {
    pub fn is_quoted(&self) -> bool {
        self.quote.is_some()
    }
}
