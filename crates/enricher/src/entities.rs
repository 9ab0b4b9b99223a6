//! The last step: from places in bytes to the annotations of the record, in code points.
use model::Span;
use model::annotations::{
    Annotations, DateMention, FoundAddressee, FoundEntity, FoundQuote, FoundSpeaker, Mention, MentionForm,
    Quantity, Surface, two_decimals,
};

use crate::document::{Bytes, Cast, Document, QuoteDraft, SpeakerDraft, Times};

/// The annotations of a document; `speakers` are the entities that speak each quotation.
pub fn compose(
    document: &Document<'_>,
    cast: &Cast,
    quotes: &[QuoteDraft],
    speakers: &[Option<usize>],
    times: Times,
) -> Annotations {
    let points = CodePoints::new(document.text);
    let (order, index) = order(cast);
    let salience = salience(document, cast);
    let mut entities: Vec<FoundEntity> = order
        .iter()
        .filter_map(|&at| {
            let entity = cast.entities.get(at)?;
            Some(FoundEntity {
                kind: entity.kind.clone(),
                name: entity.name.clone(),
                role: entity.role.clone(),
                links: entity.links.clone(),
                salience: salience.get(at).copied().unwrap_or(0.0),
                place: entity.place.clone(),
                mentions: Vec::new(),
            })
        })
        .collect();
    for mention in &cast.mentions {
        let Some(entity) = index.get(mention.entity).copied().flatten().and_then(|at| entities.get_mut(at))
        else {
            continue;
        };
        let Span { start, end } = points.span(&mention.bytes);
        let text = document.slice(&mention.bytes).to_owned();
        entity.mentions.push(Mention { text, start, end, form: mention.form.clone() });
    }
    Annotations {
        quotes: found_quotes(document, cast, quotes, speakers, &index, &points),
        dates: dates(document, &times, &points),
        quantities: quantities(document, &times, &points),
        warnings: Vec::new(),
        entities,
    }
}

/// Entities with mentions in the order of the first, and the way from the cast's numbers to the record's.
fn order(cast: &Cast) -> (Vec<usize>, Vec<Option<usize>>) {
    let mut index = vec![None; cast.entities.len()];
    let mut order = Vec::new();
    for mention in &cast.mentions {
        if let Some(slot @ None) = index.get_mut(mention.entity) {
            *slot = Some(order.len());
            order.push(mention.entity);
        }
    }
    (order, index)
}

/// How much the text is about each entity: how often and how early it is mentioned, against the most mentioned.
fn salience(document: &Document<'_>, cast: &Cast) -> Vec<f64> {
    let length = document.text.len().max(1) as f64;
    let mut weights = vec![0.0f64; cast.entities.len()];
    let mut first = vec![None; cast.entities.len()];
    for mention in &cast.mentions {
        let (Some(weight), Some(first)) = (weights.get_mut(mention.entity), first.get_mut(mention.entity))
        else {
            continue;
        };
        *weight += if mention.form == MentionForm::Name { 1.0 } else { 0.7 };
        first.get_or_insert(mention.bytes.start as f64 / length);
    }
    let raw: Vec<f64> = weights
        .iter()
        .zip(&first)
        .map(|(weight, first)| weight.sqrt() * (1.0 + (1.0 - first.unwrap_or(1.0))))
        .collect();
    // A single mention is never the whole story.
    let most = raw.iter().copied().fold(4.0, f64::max);
    raw.into_iter().map(|value| two_decimals(value / most)).collect()
}

fn found_quotes(
    document: &Document<'_>,
    cast: &Cast,
    quotes: &[QuoteDraft],
    speakers: &[Option<usize>],
    index: &[Option<usize>],
    points: &CodePoints<'_>,
) -> Vec<FoundQuote> {
    let published = |entity: usize| index.get(entity).copied().flatten();
    quotes
        .iter()
        .zip(speakers)
        .map(|(quote, &entity)| FoundQuote {
            kind: quote.kind.clone(),
            spans: quote.spans.iter().map(|s| points.span(s)).collect(),
            text: quote.spans.iter().map(|s| document.slice(s)).collect::<Vec<_>>().join(" "),
            speaker: speaker(document, cast, quote, entity, &published, points).or_else(|| {
                // The words of an earlier quotation's speaker who is nobody we know.
                let words = words_of(quotes, quote)?;
                Some(FoundSpeaker {
                    entity: None,
                    surface: None,
                    name: Some(document.slice(words).to_owned()),
                })
            }),
            cue: quote.cue.as_ref().map(|cue| points.surface(document, cue)),
            addressee: quote.addressee.as_ref().map(|words| FoundAddressee {
                surface: points.surface(document, words),
                entity: cast.entity_at(words).and_then(published),
            }),
            medium: quote.medium.clone(),
            confidence: two_decimals(quote.confidence),
        })
        .collect()
}

/// The words that say who speaks, of this quotation or of the one whose speaker it shares.
fn words_of<'q>(quotes: &'q [QuoteDraft], quote: &'q QuoteDraft) -> Option<&'q Bytes> {
    let mut speaker = quote.speaker.as_ref()?;
    for _ in 0..8 {
        match speaker {
            SpeakerDraft::Words(words) => return Some(words),
            SpeakerDraft::SameAs(earlier) => speaker = quotes.get(*earlier)?.speaker.as_ref()?,
            SpeakerDraft::Entity(_) => return None,
        }
    }
    None
}

fn speaker(
    document: &Document<'_>,
    cast: &Cast,
    quote: &QuoteDraft,
    entity: Option<usize>,
    published: &impl Fn(usize) -> Option<usize>,
    points: &CodePoints<'_>,
) -> Option<FoundSpeaker> {
    let surface = match quote.speaker.as_ref()? {
        SpeakerDraft::Words(words) => Some(points.surface(document, words)),
        _ => None,
    };
    let name = match entity.and_then(|e| cast.entities.get(e)) {
        Some(known) => Some(known.name.clone()),
        // A description that means nobody we know is its own name.
        None => surface.as_ref().map(|words| words.text.clone()),
    };
    (surface.is_some() || name.is_some()).then(|| FoundSpeaker {
        entity: entity.and_then(published),
        surface,
        name,
    })
}

fn dates(document: &Document<'_>, times: &Times, points: &CodePoints<'_>) -> Vec<DateMention> {
    let found = times.dates.iter().map(|date| {
        let Surface { text, start, end } = points.surface(document, &date.bytes);
        let (kind, timex) = (date.kind.clone(), date.timex.clone());
        DateMention { text, start, end, kind, from: date.from, to: date.to, timex }
    });
    found.collect()
}

fn quantities(document: &Document<'_>, times: &Times, points: &CodePoints<'_>) -> Vec<Quantity> {
    let found = times.quantities.iter().map(|quantity| {
        let Surface { text, start, end } = points.surface(document, &quantity.bytes);
        let (kind, unit) = (quantity.kind.clone(), quantity.unit.clone());
        Quantity { text, start, end, kind, value: quantity.value, unit }
    });
    found.collect()
}

/// Counts code points up to any byte, with a mark every few bytes.
struct CodePoints<'a> {
    text: &'a str,
    /// Code points before each multiple of [`STEP`] bytes.
    marks: Vec<u32>,
}

const STEP: usize = 256;

impl<'a> CodePoints<'a> {
    fn new(text: &'a str) -> Self {
        let mut total = 0;
        let count = |chunk: &[u8]| chunk.iter().filter(|b| (**b as i8) >= -0x40).count() as u32;
        let marks = text
            .as_bytes()
            .chunks(STEP)
            .map(|chunk| {
                let before = total;
                total += count(chunk);
                before
            })
            .collect();
        CodePoints { text, marks }
    }

    fn at(&self, byte: usize) -> u32 {
        let byte = byte.min(self.text.len());
        let block = byte / STEP;
        let rest = self.text.as_bytes().get(block * STEP..byte).unwrap_or_default();
        let before = self.marks.get(block).copied().unwrap_or_else(|| self.text.chars().count() as u32);
        before + rest.iter().filter(|b| (**b as i8) >= -0x40).count() as u32
    }

    fn span(&self, bytes: &Bytes) -> Span {
        Span { start: self.at(bytes.start), end: self.at(bytes.end) }
    }

    fn surface(&self, document: &Document<'_>, bytes: &Bytes) -> Surface {
        let Span { start, end } = self.span(bytes);
        Surface { text: document.slice(bytes).to_owned(), start, end }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_code_points() {
        let text = "가나다abc😀é".repeat(100);
        let points = CodePoints::new(&text);
        for (count, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(points.at(byte), count as u32);
        }
        assert_eq!(points.at(text.len()), text.chars().count() as u32);
        assert_eq!(CodePoints::new("").at(0), 0);
    }
}
