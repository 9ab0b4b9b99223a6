//! One row for each phenomenon, in sentences of our own.
use crate::document::{Cast, Document, QuoteDraft, SpeakerDraft};
use model::annotations::QuoteKind;

/// `kind: text / text | speaker | cue | addressee`, as far as they are there.
fn show(document: &Document, drafts: &[QuoteDraft]) -> Vec<String> {
    let words = |bytes: &std::ops::Range<usize>| document.slice(bytes).to_owned();
    drafts
        .iter()
        .map(|draft| {
            let kind = match draft.kind {
                QuoteKind::Mixed => "mixed",
                QuoteKind::Indirect => "indirect",
                _ => "direct",
            };
            let text = draft.spans.iter().map(words).collect::<Vec<_>>().join(" / ");
            let speaker = match &draft.speaker {
                Some(SpeakerDraft::Words(bytes)) => words(bytes),
                Some(SpeakerDraft::SameAs(earlier)) => format!("#{earlier}"),
                Some(SpeakerDraft::Entity(_)) => "entity".to_owned(),
                None => "-".to_owned(),
            };
            let cue = draft.cue.as_ref().map_or("-".to_owned(), words);
            let mut line = format!("{kind}: {text} | {speaker} | {cue}");
            if let Some(addressee) = &draft.addressee {
                line.push_str(" | ");
                line.push_str(&words(addressee));
            }
            line
        })
        .collect()
}

fn check(text: &str, expect: &[&str]) {
    let document = crate::sentence::read(text, "en", crate::sentence::in_paragraphs(text, &[]));
    let drafts = super::find(&document, &Cast::default());
    assert_eq!(show(&document, &drafts), expect, "{text}");
}

#[test]
fn debug() {
    let text = "안호철 국무총리는 이날 새벽 행정안전부 상황실을 찾아 \"무엇보다 인명 구조에 총력을 다해 달라\"고 당부했다.";
    let document = crate::sentence::read(text, "ko", crate::sentence::in_paragraphs(text, &[]));
    let drafts = super::find(&document, &Cast::default());
    assert_eq!(show(&document, &drafts), Vec::<String>::new(), "{text}");
}
