//! Joins the pieces of interrupted quotations into utterances and hands them on as drafts.
use model::annotations::{QuoteKind, two_decimals};

use super::{
    attribution::{Attribution, How, Voice},
    indirect::{Clause, ClauseKind},
    marks::Quoted,
    page::Page,
    report::Report,
    turns::{Transcript, Turn},
};
use crate::document::{Bytes, QuoteDraft, SpeakerDraft};

/// A draft with what has to be settled once all are in order.
struct Utterance {
    draft: QuoteDraft,
    /// The quotation whose speaker it shares.
    like: Option<usize>,
}

pub fn compose(
    page: &Page,
    attributed: &[Option<Attribution>],
    transcript: &Transcript,
    clauses: &[Clause],
) -> Vec<QuoteDraft> {
    let mut utterances: Vec<Utterance> = Vec::new();
    // The utterance of each quotation.
    let mut place: Vec<Option<usize>> = vec![None; attributed.len()];
    for (quote, attribution) in attributed.iter().enumerate() {
        let Some(attribution) = attribution else { continue };
        let Some(quoted) = page.quoted.get(quote) else { continue };
        // The marks around a turn: the turn has its words.
        if transcript.holds(quoted.paragraph) && quoted.parent.is_none() && (quoted.resumes || !quoted.closed)
        {
            continue;
        }
        if let Some(utterance) = attribution.joins.and_then(|earlier| place.get(earlier).copied().flatten())
            && let Some(known) = utterances.get_mut(utterance)
        {
            known.draft.spans.push(quoted.inner.clone());
            place[quote] = Some(utterance);
            continue;
        }
        place[quote] = Some(utterances.len());
        utterances.push(spoken(page, quoted, attribution));
    }
    utterances.extend(transcript.turns.iter().map(turn));
    for clause in clauses {
        utterances.extend(reported(page, clause));
    }
    in_order(utterances, &place)
}

fn spoken(page: &Page, quoted: &Quoted, attribution: &Attribution) -> Utterance {
    let first_person = |words: &Bytes| matches!(page.text.get(words.clone()), Some("I" | "me" | "my" | "My"));
    let (speaker, like) = match &attribution.voice {
        // In a quotation "I" is who speaks it.
        Voice::Words(words) if quoted.parent.is_some() && first_person(words) => (None, quoted.parent),
        Voice::Words(words) => (Some(SpeakerDraft::Words(words.clone())), None),
        Voice::Like(quote) => (None, Some(*quote)),
        Voice::Nobody => (None, None),
    };
    let medium =
        attribution.medium.as_ref().and_then(|medium| page.text.get(medium.clone())).map(str::to_owned);
    Utterance {
        draft: QuoteDraft {
            kind: if attribution.mixed { QuoteKind::Mixed } else { QuoteKind::Direct },
            spans: vec![quoted.inner.clone()],
            speaker,
            cue: attribution.cue.clone(),
            addressee: attribution.addressee.clone(),
            medium,
            confidence: two_decimals(confidence(attribution.how, quoted.parent.is_some())),
        },
        like,
    }
}

fn turn(turn: &Turn) -> Utterance {
    Utterance {
        draft: QuoteDraft {
            kind: QuoteKind::Direct,
            spans: turn.pieces.clone(),
            speaker: turn.speaker.clone().map(SpeakerDraft::Words),
            cue: None,
            addressee: None,
            medium: None,
            confidence: if turn.speaker.is_some() { 0.97 } else { 0.7 },
        },
        like: None,
    }
}

fn reported(page: &Page, clause: &Clause) -> Option<Utterance> {
    let told = page.narrations.get(clause.narration)?;
    let report: &Report = told.reports.get(clause.sentence)?.get(clause.report)?;
    let bytes = |phrase: &Option<std::ops::Range<usize>>| {
        phrase.as_ref().and_then(|phrase| told.bytes(page.text, phrase))
    };
    let spans: Vec<Bytes> = clause
        .pieces
        .iter()
        .filter_map(|piece| {
            let first = told.narration.items.get(piece.start)?;
            let last = told.narration.items.get(piece.end.checked_sub(1)?)?;
            (first.start < last.end).then_some(first.start..last.end)
        })
        .collect();
    if spans.is_empty() {
        return None;
    }
    let medium = bytes(&report.medium).and_then(|medium| page.text.get(medium)).map(str::to_owned);
    Some(Utterance {
        draft: QuoteDraft {
            kind: QuoteKind::Indirect,
            spans,
            speaker: bytes(&report.speaker).map(SpeakerDraft::Words),
            cue: told.bytes(page.text, &report.cue),
            addressee: bytes(&report.addressee),
            medium,
            confidence: two_decimals(match clause.kind {
                ClauseKind::Marked => 0.85,
                ClauseKind::Bare | ClauseKind::According => 0.82,
                ClauseKind::Closing => 0.72,
                ClauseKind::Infinite => 0.8,
                ClauseKind::Nominal => 0.7,
            }),
        },
        like: None,
    })
}

/// How often a pattern was right, span and speaker, on the annotated stories: measured, not felt.
fn confidence(how: How, nested: bool) -> f64 {
    match how {
        How::Inverted => 0.97,
        How::After => 0.95,
        // Inside a quotation the speaker is mostly a pronoun that only the story explains.
        How::Introduced if nested => 0.75,
        How::Introduced | How::Verbless => 0.88,
        How::Embedded | How::Around | How::FollowOn | How::Resumed => 0.85,
        How::SameSentence | How::NextSentence => 0.8,
        How::Dialogue => 0.75,
        How::Context => 0.6,
        How::Alone => 0.5,
        How::Nobody => 0.4,
    }
}

/// Sorts by the first words; a shared speaker becomes the place of an earlier draft.
fn in_order(utterances: Vec<Utterance>, place: &[Option<usize>]) -> Vec<QuoteDraft> {
    let mut order: Vec<usize> = (0..utterances.len()).collect();
    let start = |utterance: &Utterance| utterance.draft.spans.first().map_or(0, |span| span.start);
    order.sort_by_key(|index| start(&utterances[*index]));
    let mut rank = vec![0; utterances.len()];
    for (new, old) in order.iter().enumerate() {
        rank[*old] = new;
    }
    let mut drafts: Vec<(usize, QuoteDraft)> = Vec::with_capacity(utterances.len());
    for (old, mut utterance) in utterances.into_iter().enumerate() {
        if let Some(model) = utterance.like.and_then(|quote| place.get(quote).copied().flatten()) {
            let new = rank[model];
            utterance.draft.speaker = (new < rank[old]).then_some(SpeakerDraft::SameAs(new));
        }
        drafts.push((rank[old], utterance.draft));
    }
    drafts.sort_by_key(|(rank, _)| *rank);
    drafts.into_iter().map(|(_, draft)| draft).collect()
}
