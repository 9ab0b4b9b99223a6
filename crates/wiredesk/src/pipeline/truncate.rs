//! Shortening an article whose record would be too large: whole paragraphs go, and what was found in them goes along.
use model::annotations::Annotations;
use model::{Article, Warning};

/// The first half of the paragraphs (of the text, when there is one), marked as incomplete; `None` when nothing is left.
pub fn halve(article: &Article, found: &Annotations) -> Option<(Article, Annotations)> {
    let total = article.text.chars().count();
    let half = total / 2;
    if half == 0 {
        return None;
    }
    let kept = article.paragraphs.iter().take_while(|paragraph| paragraph.end as usize <= half).count();
    let end = match kept.checked_sub(1).and_then(|last| article.paragraphs.get(last)) {
        Some(last) => last.end as usize,
        None => half,
    };
    let mut shorter = article.clone();
    shorter.text = article.text.chars().take(end).collect();
    shorter.text_complete = false;
    shorter.paragraphs.truncate(kept.max(1));
    if let Some(last) = shorter.paragraphs.last_mut() {
        last.end = last.end.min(end as u32);
    }
    shorter.warnings.push(Warning::with("truncated", format!("{end} of {total} characters kept")));
    Some((shorter, found_before(found, end as u32)))
}

/// What stands wholly before `end`. Indices between the parts stay as they are: entities are emptied, not removed,
/// unless they come last.
fn found_before(found: &Annotations, end: u32) -> Annotations {
    let mut kept = found.clone();
    for entity in &mut kept.entities {
        entity.mentions.retain(|mention| mention.end <= end);
    }
    kept.quotes.retain(|quote| {
        let inside = |place: Option<u32>| place.is_none_or(|place| place <= end);
        quote.spans.iter().all(|span| span.end <= end)
            && inside(quote.cue.as_ref().map(|cue| cue.end))
            && inside(quote.addressee.as_ref().map(|addressee| addressee.surface.end))
            && inside(quote.speaker.as_ref().and_then(|speaker| speaker.surface.as_ref()).map(|s| s.end))
    });
    kept.dates.retain(|date| date.end <= end);
    kept.quantities.retain(|quantity| quantity.end <= end);
    drop_empty_entities(&mut kept);
    kept
}

/// Entities are in the order of their first mention, so the empty ones are mostly last; the rest is renumbered.
fn drop_empty_entities(found: &mut Annotations) {
    let mut renumbered: Vec<Option<usize>> = Vec::with_capacity(found.entities.len());
    let mut next = 0;
    for entity in &found.entities {
        let stays = !entity.mentions.is_empty();
        renumbered.push(stays.then_some(next));
        next += usize::from(stays);
    }
    let renumber = |index: Option<usize>| index.and_then(|index| renumbered.get(index).copied().flatten());
    for quote in &mut found.quotes {
        if let Some(speaker) = &mut quote.speaker {
            speaker.entity = renumber(speaker.entity);
        }
        if let Some(addressee) = &mut quote.addressee {
            addressee.entity = renumber(addressee.entity);
        }
    }
    found.entities.retain(|entity| !entity.mentions.is_empty());
}
