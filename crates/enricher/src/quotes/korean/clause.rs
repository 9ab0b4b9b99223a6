//! Korean indirect speech: the clause before -다고, -라고, -는지, -것으로 and a verb of saying, and X에 따르면.
use std::ops::Range;

use super::{Line, ends_with_any, words};
use crate::quotes::narration::Shape;

/// A clause that somebody is reported to have said. Places are items.
#[derive(Debug)]
pub struct Clause {
    pub content: Range<usize>,
    /// Bytes of the ending on its last word that do not belong to it.
    pub ending: usize,
    pub cue: Range<usize>,
    pub cue_particle: usize,
    pub speaker: Option<(Range<usize>, usize)>,
}

/// Endings of reported clauses, and what of them is the quotative's.
const ENDINGS: &[(&str, &str)] = &[
    ("이라고", "이라고"),
    ("라고", "고"),
    ("다고", "고"),
    ("자고", "고"),
    ("냐고", "고"),
    ("달라고", "고"),
    ("다며", "며"),
    ("다면서", "면서"),
    ("다는", "는"),
    ("라는", "는"),
    ("것으로", "으로"),
    ("것을", "을"),
    ("기를", "를"),
    ("냐는", "는"),
];

/// The indirect speech of a sentence; of one in which somebody is quoted only what follows the quotation.
pub fn find(line: &Line, spoke: bool) -> Option<Clause> {
    if let Some(found) = according(line) {
        return Some(found);
    }
    let low = if spoke {
        line.range.clone().rev().find(|at| matches!(line.shape(*at), Some(Shape::Quote(_))))? + 2
    } else {
        line.range.start
    };
    for at in (low..line.range.end).rev() {
        let word = line.word(at);
        let Some((_, particle)) =
            ENDINGS.iter().find(|(ending, _)| word.ends_with(ending) && word.len() > particle_len(ending))
        else {
            continue;
        };
        let cue = line.cue(at + 1, line.range.end).or_else(|| noun_cue(line, at + 1))?;
        let speaker = line.topic(at).filter(|(phrase, _)| phrase.start >= low || !spoke);
        let start = speaker.as_ref().map_or(low, |(phrase, _)| phrase.end);
        let start = skip_lead(line, start, at);
        if start > at {
            return None;
        }
        return Some(Clause {
            content: start..at + 1,
            ending: particle.len(),
            cue,
            cue_particle: 0,
            speaker,
        });
    }
    None
}

fn particle_len(ending: &str) -> usize {
    if ending.starts_with('것') { 0 } else { ending.len() }
}

/// "-다는 입장이다"
fn noun_cue(line: &Line, at: usize) -> Option<Range<usize>> {
    let word = line.word(at);
    words::NOUNS.iter().any(|noun| word.starts_with(noun) && word.ends_with("이다")).then_some(at..at + 1)
}

/// X에 따르면: the rest of the sentence.
fn according(line: &Line) -> Option<Clause> {
    let cue = line.range.clone().find(|at| matches!(line.word(*at), "따르면" | "의하면"))?;
    let source = cue.checked_sub(1).filter(|at| *at >= line.range.start && line.word(*at).ends_with('에'))?;
    let phrase = line.noun_phrase(source);
    let start = skip_lead(line, cue + 1, line.range.end);
    let mut end = line.range.end;
    while end > start && line.word(end - 1).is_empty() {
        end -= 1;
    }
    (start < end).then_some(Clause {
        content: start..end,
        ending: 0,
        cue: cue..cue + 1,
        cue_particle: 0,
        speaker: Some((phrase, "에".len())),
    })
}

/// Commas and days after the speaker belong to the report.
fn skip_lead(line: &Line, start: usize, end: usize) -> usize {
    let mut at = start;
    while at < end {
        let word = line.word(at);
        let lead = words::CONNECTORS.contains(&word)
            || word.starts_with(|c: char| c.is_ascii_digit()) && ends_with_any(word, &["일", "월"])
            || word.is_empty();
        if !lead {
            break;
        }
        at += 1;
    }
    at
}
