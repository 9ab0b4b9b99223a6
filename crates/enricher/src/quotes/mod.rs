//! Quotations: what stands in marks or is reported, who says it, with which word, to whom.
mod attribution;
mod circumstance;
mod context;
mod dashes;
mod filter;
mod glyph;
mod indirect;
mod inversion;
mod korean;
mod lexicon;
pub mod marks;
mod narration;
mod page;
mod phrase;
mod report;
mod speaker;
mod subject;
mod turns;
mod unspaced;
mod utterance;
mod verb;

use model::annotations::MentionForm;

use crate::document::{Cast, Document, QuoteDraft};

/// All quotations of the document, in the order of their first words.
pub fn find(document: &Document, cast: &Cast) -> Vec<QuoteDraft> {
    let names: Vec<_> =
        cast.mentions.iter().filter(|m| m.form == MentionForm::Name).map(|m| m.bytes.clone()).collect();
    let page =
        page::Page::lay_out(document.text, &document.paragraphs, &names, lexicon::of(document.language));
    if document.language == "ko" {
        return korean::find(&page);
    }
    if unspaced::speaks(document.language) {
        return unspaced::find(&page, document.language, &document.paragraphs);
    }
    let transcript = turns::find(&page, &document.paragraphs);
    let mut attributed = speaker::attribute(&page);
    context::complete(&page, &transcript, &mut attributed);
    let clauses: Vec<_> = (0..page.narrations.len())
        .filter(|number| !transcript.holds(*number))
        .flat_map(|number| indirect::find(&page, number, &attributed))
        .collect();
    utterance::compose(&page, &attributed, &transcript, &clauses)
}

#[cfg(test)]
mod tests;
