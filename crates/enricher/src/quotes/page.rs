//! A text laid out for attribution: its marks, and the narration of every paragraph and of every quotation with others inside.
use std::ops::Range;

use super::{
    dashes,
    lexicon::{Class, Lexicon, cues::Traits},
    marks::{self, Quoted},
    narration::{self, Item, Narration, Shape},
    report::{self, Order, Report},
};
use crate::document::Bytes;

pub struct Page<'a> {
    pub text: &'a str,
    pub quoted: Vec<Quoted>,
    /// First one for each paragraph, then one for each quotation that holds others.
    pub narrations: Vec<Told>,
    pub lexicon: &'static Lexicon,
}

/// A narration with the reports of each of its sentences.
pub struct Told {
    pub narration: Narration,
    pub reports: Vec<Vec<Report>>,
    /// The quotation in which this is told; `None` for a paragraph.
    pub within: Option<usize>,
}

impl<'a> Page<'a> {
    /// `names` are the places of names, in order.
    pub fn lay_out(
        text: &'a str,
        paragraphs: &'a [Bytes],
        names: &[Bytes],
        lexicon: &'static Lexicon,
    ) -> Self {
        let mut quoted = marks::find(text, paragraphs);
        mend(text, &mut quoted, names, lexicon);
        if lexicon.dashes {
            let dashed = dashes::find(text, paragraphs, lexicon);
            if !dashed.is_empty() {
                quoted.extend(dashed);
                quoted = nest(quoted);
            }
        }
        if lexicon.incises {
            quoted = incise(text, quoted, names, lexicon);
        }
        let mut in_paragraph: Vec<Vec<usize>> = vec![Vec::new(); paragraphs.len()];
        let mut in_quote: Vec<Vec<usize>> = vec![Vec::new(); quoted.len()];
        for (index, quote) in quoted.iter().enumerate() {
            let list = match quote.parent {
                Some(parent) => in_quote.get_mut(parent),
                None => in_paragraph.get_mut(quote.paragraph),
            };
            if let Some(list) = list {
                list.push(index);
            }
        }
        let mut narrations = Vec::with_capacity(paragraphs.len());
        for (bytes, inside) in paragraphs.iter().zip(&in_paragraph) {
            narrations.push(tell(text, bytes, &quoted, inside, (names, lexicon), None));
        }
        for (index, inside) in in_quote.iter().enumerate().filter(|(_, inside)| !inside.is_empty()) {
            if let Some(quote) = quoted.get(index) {
                narrations.push(tell(text, &quote.inner, &quoted, inside, (names, lexicon), Some(index)));
            }
        }
        Page { text, quoted, narrations, lexicon }
    }

    pub fn inner(&self, quote: usize) -> &'a str {
        self.quoted.get(quote).and_then(|quote| self.text.get(quote.inner.clone())).unwrap_or("")
    }

    pub fn word(&self, item: &Item) -> &'a str {
        self.text.get(item.start..item.end).unwrap_or("")
    }
}

fn tell(
    text: &str,
    bytes: &Bytes,
    quoted: &[Quoted],
    inside: &[usize],
    (names, lexicon): (&[Bytes], &'static Lexicon),
    within: Option<usize>,
) -> Told {
    let narration = narration::narrate(text, bytes, quoted, inside, names, lexicon);
    let reports = narration
        .sentences
        .iter()
        .map(|sentence| report::find(text, &narration.items, sentence, lexicon))
        .collect();
    Told { narration, reports, within }
}

/// A quotation without its closing mark runs on to the end of the paragraph: where a report cuts into it after a comma
/// (“We are done, he said. The …), it ended there.
fn mend(text: &str, quoted: &mut [Quoted], names: &[Bytes], lexicon: &'static Lexicon) {
    for index in 0..quoted.len() {
        let Some(quote) = quoted.get(index).filter(|quote| !quote.closed && quote.parent.is_none()) else {
            continue;
        };
        let taken_up = quoted.get(index + 1..).is_some_and(|rest| {
            rest.iter().find(|next| next.parent.is_none()).is_some_and(|next| next.resumes)
        });
        if taken_up {
            continue;
        }
        let inside: Vec<usize> = (index + 1..quoted.len())
            .take_while(|child| quoted[*child].outer.start < quote.inner.end)
            .collect();
        let told = tell(text, &quote.inner, quoted, &inside, (names, lexicon), Some(index));
        let Some(end) = told.first_closing_report() else { continue };
        if let Some(quote) = quoted.get_mut(index) {
            quote.inner.end = end;
            quote.outer.end = end;
        }
        for child in inside {
            if quoted[child].outer.start >= end && quoted[child].parent == Some(index) {
                quoted[child].parent = None;
            }
        }
    }
}

/// French and Russian set the report inside the marks: « Q, a dit X, Q ». What is said stands on both sides of it.
fn incise(text: &str, quoted: Vec<Quoted>, names: &[Bytes], lexicon: &'static Lexicon) -> Vec<Quoted> {
    let mut cut = Vec::with_capacity(quoted.len());
    for (index, quote) in quoted.iter().enumerate() {
        let inside: Vec<usize> = (index + 1..quoted.len())
            .take_while(|child| quoted[*child].outer.start < quote.inner.end)
            .collect();
        let told = tell(text, &quote.inner, &quoted, &inside, (names, lexicon), Some(index));
        // "…, dit le proverbe. …", glisse le pêcheur: the report behind the marks has it all.
        let reported_behind = text
            .get(quote.outer.end..)
            .is_some_and(|rest| rest.trim_start_matches(['.', ' ']).starts_with(','));
        let Some(report) = told.inner_report().filter(|_| quote.parent.is_none() && !reported_behind) else {
            cut.push(quote.clone());
            continue;
        };
        let said = text.get(quote.inner.start..report.start).unwrap_or("");
        let end = quote.inner.start + said.trim_end_matches([' ', '\u{a0}', '—', '–']).len();
        // Left open, so that the rest goes on with it.
        let first = Quoted {
            inner: quote.inner.start..end,
            outer: quote.outer.start..end,
            closed: false,
            ..quote.clone()
        };
        cut.push(first);
        if report.end < quote.inner.end {
            let rest = text.get(report.end..quote.inner.end).unwrap_or("");
            let lead = rest.len()
                - rest
                    .trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ',' | '.' | '—' | '–'))
                    .len();
            let start = report.end + lead;
            cut.push(Quoted {
                inner: start..quote.inner.end,
                outer: start..quote.outer.end,
                resumes: true,
                ..quote.clone()
            });
        }
    }
    nest(cut)
}

/// Sorts by place and finds the parents anew.
fn nest(mut quoted: Vec<Quoted>) -> Vec<Quoted> {
    quoted.retain(|quote| quote.inner.start < quote.inner.end);
    quoted.sort_by_key(|quote| quote.outer.start);
    let mut open: Vec<usize> = Vec::new();
    for index in 0..quoted.len() {
        let start = quoted[index].outer.start;
        while open.last().is_some_and(|top| quoted[*top].outer.end <= start) {
            open.pop();
        }
        quoted[index].parent = open.last().copied();
        open.push(index);
    }
    quoted
}

impl Told {
    /// A report between commas or dashes inside a quotation: from behind the first to before the second.
    fn inner_report(&self) -> Option<Bytes> {
        let items = &self.narration.items;
        for (range, reports) in self.narration.sentences.iter().zip(&self.reports) {
            let known = Traits::STRONG | Traits::ACTS | Traits::ASKS | Traits::TELLS;
            let speaks = |report: &&Report| {
                report.order == Order::Inverted && !report.that && report.traits.has(known)
            };
            for report in reports.iter().filter(speaks) {
                let from = report.from.min(report.cue.start);
                let before = from
                    .checked_sub(1)
                    .filter(|before| *before >= range.start)
                    .and_then(|before| items.get(before))?;
                if !matches!(before.shape, Shape::Comma | Shape::Dash) {
                    continue;
                }
                // "a dit X, pêcheur depuis 30 ans. Nous …": a noun after the comma belongs to the speaker.
                let described = |at: usize| {
                    items.get(at + 1).is_some_and(|next| {
                        next.is_word()
                            && next.class == Class::NONE
                            && next.cue.is_none()
                            && next.end < items[range.end - 1].end
                    })
                };
                let close = (report.content..range.end).find(|at| match items[*at].shape {
                    Shape::Comma => !described(*at),
                    shape => matches!(shape, Shape::Stop | Shape::Dash),
                });
                let end = close
                    .and_then(|at| items.get(at))
                    .map_or_else(|| items.get(range.end - 1).map(|last| last.end), |item| Some(item.start))?;
                return Some(before.end..end);
            }
        }
        None
    }

    /// The end of the comma before the first "…, he said" that closes a sentence.
    fn first_closing_report(&self) -> Option<usize> {
        for (range, reports) in self.narration.sentences.iter().zip(&self.reports) {
            for report in reports
                .iter()
                .filter(|report| report.traits.has(Traits::STRONG) && !report.shared && !report.that)
            {
                let from = if report.order == Order::Inverted { report.cue.start } else { report.from };
                let before = from
                    .checked_sub(1)
                    .filter(|before| *before >= range.start)
                    .and_then(|before| self.narration.items.get(before))?;
                let after = self.narration.items.get(report.content).filter(|_| report.content < range.end);
                if before.shape == Shape::Comma && after.is_none_or(|item| !item.is_word()) {
                    return Some(before.end);
                }
            }
        }
        None
    }

    /// The bytes of a run of items, a possessive 's left out.
    pub fn bytes(&self, text: &str, phrase: &Range<usize>) -> Option<Bytes> {
        let first = self.narration.items.get(phrase.start)?;
        let last = self.narration.items.get(phrase.end.checked_sub(1)?)?;
        let mut end = last.end;
        let surface = text.get(last.start..last.end)?;
        for tail in ["'s", "’s"] {
            if let Some(bare) = surface.strip_suffix(tail).filter(|bare| !bare.is_empty()) {
                end = last.start + bare.len();
            }
        }
        (first.start < end).then_some(first.start..end)
    }
}
