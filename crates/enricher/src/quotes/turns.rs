//! Transcripts: paragraphs that begin with the name of who speaks and a colon are quotations without marks.
use super::{
    filter,
    lexicon::{Class, cues::Traits},
    narration::Shape,
    page::Page,
    report::Order,
};
use crate::document::Bytes;

/// What one speaker says until the next label, one piece for each paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turn {
    /// `None` for "Q" and "A", which name nobody.
    pub speaker: Option<Bytes>,
    pub pieces: Vec<Bytes>,
}

/// The turns of a transcript, and which paragraphs they take; nothing for other texts.
#[derive(Debug, Default)]
pub struct Transcript {
    pub turns: Vec<Turn>,
    pub paragraphs: Vec<bool>,
}

impl Transcript {
    /// Is the paragraph part of a turn?
    pub fn holds(&self, paragraph: usize) -> bool {
        self.paragraphs.get(paragraph).copied().unwrap_or(false)
    }
}

const MARKS: [char; 2] = ['"', '“'];

/// A transcript has at least three labelled paragraphs, and one of its speakers speaks twice.
pub fn find(page: &Page, paragraphs: &[Bytes]) -> Transcript {
    let labels: Vec<Option<Bytes>> = paragraphs.iter().map(|bytes| label(page.text, bytes)).collect();
    let mut names: Vec<&str> =
        labels.iter().flatten().filter_map(|label| page.text.get(label.clone())).collect();
    let labelled = names.len();
    names.sort_unstable();
    names.dedup();
    let repeated = names.len() < labelled && names.len() > 1 && names.len() * 2 <= labelled + 1;
    if labelled < 3 || !repeated {
        return Transcript::default();
    }
    let mut transcript = Transcript { turns: Vec::new(), paragraphs: vec![false; paragraphs.len()] };
    let last = labels.iter().rposition(Option::is_some).unwrap_or(0);
    let mut open = false;
    for (number, (bytes, label)) in paragraphs.iter().zip(&labels).enumerate() {
        match label {
            Some(label) => {
                let Some(piece) = spoken(page, number, label.end + 1..bytes.end) else { continue };
                transcript.paragraphs[number] = true;
                let named = page.text.get(label.clone()).is_some_and(|label| label.chars().count() > 1);
                transcript.turns.push(Turn { speaker: named.then(|| label.clone()), pieces: vec![piece] });
                open = true;
            }
            None if open && number < last && goes_on(page, number) => {
                transcript.paragraphs[number] = true;
                let (Some(turn), Some(piece)) =
                    (transcript.turns.last_mut(), spoken(page, number, bytes.clone()))
                else {
                    continue;
                };
                turn.pieces.push(piece);
            }
            None => open = false,
        }
    }
    transcript
}

/// The words without the marks in which the paragraph is quoted as a whole; nothing for "(CROSSTALK)".
fn spoken(page: &Page, paragraph: usize, bytes: Bytes) -> Option<Bytes> {
    let mut piece = trimmed(page.text, bytes)?;
    if opens_in_marks(page, paragraph) {
        let words = page.text.get(piece.clone())?;
        piece.start += words.len() - words.trim_start_matches(MARKS).len();
        piece.end -= words.len() - words.trim_end_matches(['"', '”']).len();
    }
    let words = page.text.get(piece.clone())?;
    (!words.is_empty() && !filter::is_bracketed(words)).then_some(piece)
}

/// Does a quotation begin with the paragraph that it does not close within?
pub fn opens_in_marks(page: &Page, paragraph: usize) -> bool {
    let first = page.narrations.get(paragraph).and_then(|told| told.narration.items.first());
    let quoted = first.and_then(|item| item.quote()).and_then(|quote| page.quoted.get(quote));
    quoted.is_some_and(|quoted| quoted.resumes || !quoted.closed)
}

fn trimmed(text: &str, bytes: Bytes) -> Option<Bytes> {
    let inner = text.get(bytes.clone())?;
    let start = bytes.start + (inner.len() - inner.trim_start().len());
    let end = bytes.start + inner.trim_end().len();
    (start < end).then_some(start..end)
}

/// "LINDGREN", "Q", "Ms. Brandt" before a colon.
fn label(text: &str, bytes: &Bytes) -> Option<Bytes> {
    let paragraph = text.get(bytes.clone())?;
    // A transcript that is quoted has a mark before each label: "“WALLACE: …".
    let lead = paragraph.len() - paragraph.trim_start().trim_start_matches(MARKS).len();
    let head: String = paragraph.chars().take(48).collect();
    let colon = head.find([':', '：'])?;
    let name = paragraph.get(lead..colon)?.trim_end();
    let after = paragraph.get(colon + 1..)?;
    let words = name.split_whitespace().count();
    let name_like = name.split_whitespace().all(|word| {
        let mut chars = word.chars();
        chars.next().is_some_and(char::is_uppercase)
            && word.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '-' | '\'' | '’'))
    });
    let says = after.starts_with(char::is_whitespace) && !after.trim().is_empty();
    (says && (1..=4).contains(&words) && name_like)
        .then(|| bytes.start + lead..bytes.start + lead + name.len())
}

/// A further paragraph of the turn: nobody reports in it, and it quotes nobody but in passing.
fn goes_on(page: &Page, paragraph: usize) -> bool {
    let Some(told) = page.narrations.get(paragraph) else { return false };
    let reported = told.reports.iter().flatten().any(|report| {
        let first_person = report.speaker.as_ref().is_some_and(|speaker| {
            told.narration.items.get(speaker.start).is_some_and(|item| item.is(Class::FIRST))
        });
        report.traits.has(Traits::STRONG) && report.order != Order::Noun && !first_person
    });
    let opens_with_quote =
        told.narration.items.first().is_some_and(|item| matches!(item.shape, Shape::Quote(_)));
    !reported && (!opens_with_quote || opens_in_marks(page, paragraph))
}
