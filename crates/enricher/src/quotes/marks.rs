//! Finds what stands between quotation marks: a state machine over the paragraphs.
//!
//! Straight and single marks say neither whether they open nor whether they are marks at all, so every glyph is first
//! read with its neighbours ([`Reading`]), then the stack of open marks decides.
use super::glyph::{self, Glyph, Reading};
use crate::document::Bytes;

/// A stretch between two marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quoted {
    /// Without its marks.
    pub inner: Bytes,
    /// With its marks, as far as it has them.
    pub outer: Bytes,
    pub paragraph: usize,
    /// The stretch that this one lies in.
    pub parent: Option<usize>,
    /// Opened at the start of a paragraph because the paragraph before had not closed.
    pub resumes: bool,
    /// False where the paragraph ended first.
    pub closed: bool,
    /// Marks that only titles of works have: 《》.
    pub title: bool,
}

/// Deeper nesting than this is no language but noise.
const DEEPEST: usize = 6;

struct Open {
    glyph: Glyph,
    /// Place in the output.
    slot: usize,
}

/// All stretches in the order of their opening marks.
pub fn find(text: &str, paragraphs: &[Bytes]) -> Vec<Quoted> {
    let house = glyph::House::of(text);
    let mut machine = Machine { text, found: Vec::new(), open: Vec::new(), balanced: false };
    let mut carried: Option<Glyph> = None;
    let mut next = paragraphs.first().map(|bytes| glyph::read(text, bytes, &house)).unwrap_or_default();
    for (number, bytes) in paragraphs.iter().enumerate() {
        let readings = std::mem::take(&mut next);
        next = paragraphs.get(number + 1).map(|bytes| glyph::read(text, bytes, &house)).unwrap_or_default();
        let following = paragraphs.get(number + 1).and_then(|bytes| first_opener(text, bytes, &next));
        carried = machine.paragraph(number, bytes, &readings, carried, following);
    }
    machine.finish()
}

/// The mark with which a paragraph begins.
fn first_opener(text: &str, bytes: &Bytes, readings: &[Reading]) -> Option<Glyph> {
    let first = readings.first()?;
    let lead = text.get(bytes.start..first.at)?;
    (lead.trim().is_empty() && first.opens).then_some(first.glyph)
}

struct Machine<'a> {
    text: &'a str,
    /// `None` where a mark turned out to be none.
    found: Vec<Option<Quoted>>,
    open: Vec<Open>,
    /// The paragraph has as many « as »: one inside the other is meant.
    balanced: bool,
}

impl Machine<'_> {
    /// Returns the mark that is still open at the end, when the next paragraph takes it up again.
    fn paragraph(
        &mut self,
        number: usize,
        bytes: &Bytes,
        readings: &[Reading],
        carried: Option<Glyph>,
        following: Option<Glyph>,
    ) -> Option<Glyph> {
        let resuming = first_opener(self.text, bytes, readings).filter(|glyph| carried == Some(*glyph));
        let guillemets = || readings.iter().filter(|reading| reading.glyph == Glyph::Guillemet);
        self.balanced = guillemets().filter(|reading| reading.opens).count() * 2 == guillemets().count();
        for (index, reading) in readings.iter().enumerate() {
            if index == 0 && resuming.is_some() {
                self.open(number, reading, true);
                continue;
            }
            match self.innermost_closed_by(reading) {
                Some(depth) => self.close(depth, reading),
                None if reading.opens && (reading.has_closer || following == Some(reading.glyph)) => {
                    self.open(number, reading, false)
                }
                None => {}
            }
        }
        self.end_paragraph(bytes, following)
    }

    /// Which open mark `reading` closes, looking from the inside out.
    fn innermost_closed_by(&self, reading: &Reading) -> Option<usize> {
        if !reading.closes {
            return None;
        }
        self.open.iter().rposition(|open| open.glyph.is_closed_by(reading.glyph))
    }

    fn open(&mut self, paragraph: usize, reading: &Reading, resumes: bool) {
        let nests = reading.glyph == Glyph::Guillemet && self.balanced;
        // A second mark of the kind that is open already: the first one lacks its closer, or was none. With another
        // kind between them it is a quotation in a quotation in a quotation.
        while let Some(depth) = self.open.iter().rposition(|open| open.glyph == reading.glyph) {
            if nests || depth + 1 < self.open.len() && reading.glyph.is_firm() {
                break;
            }
            self.abandon(depth, reading.at);
        }
        if self.open.len() >= DEEPEST {
            return;
        }
        let start = reading.at + reading.len;
        self.open.push(Open { glyph: reading.glyph, slot: self.found.len() });
        self.found.push(Some(Quoted {
            inner: start..start,
            outer: reading.at..start,
            paragraph,
            parent: self.open.iter().rev().nth(1).map(|open| open.slot),
            resumes,
            closed: false,
            title: reading.glyph.is_title(),
        }));
    }

    fn close(&mut self, depth: usize, reading: &Reading) {
        // What is still open inside was an apostrophe, or its closer is missing and this one serves for both.
        while self.open.len() > depth + 1 {
            self.abandon(self.open.len() - 1, reading.at);
        }
        if let Some(open) = self.open.pop() {
            self.settle(open.slot, reading.at, reading.at + reading.len, true);
        }
    }

    fn settle(&mut self, slot: usize, inner_end: usize, outer_end: usize, closed: bool) {
        let Some(Some(quoted)) = self.found.get_mut(slot) else { return };
        let inner = self.text.get(quoted.inner.start..inner_end).unwrap_or("");
        let lead = inner.len() - inner.trim_start().len();
        quoted.inner = quoted.inner.start + lead..quoted.inner.start + lead.max(inner.trim_end().len());
        quoted.outer.end = outer_end;
        quoted.closed = closed;
        if quoted.inner.is_empty() {
            self.found[slot] = None;
        }
    }

    /// Gives up an open mark: everything from it inwards goes, unless it is firm and holds whole sentences.
    fn abandon(&mut self, depth: usize, at: usize) {
        for open in self.open.drain(depth..).rev() {
            let Some(Some(quoted)) = self.found.get_mut(open.slot) else { continue };
            let inner = self.text.get(quoted.inner.start..at).unwrap_or("").trim_end();
            if open.glyph.is_firm() && inner.ends_with(['.', '!', '?', '…']) {
                quoted.inner.end = quoted.inner.start + inner.len();
                quoted.outer.end = quoted.inner.end;
            } else {
                self.found[open.slot] = None;
            }
        }
    }

    fn end_paragraph(&mut self, bytes: &Bytes, following: Option<Glyph>) -> Option<Glyph> {
        let mut carried = None;
        let open = std::mem::take(&mut self.open);
        for (depth, open) in open.iter().enumerate() {
            let taken_up = depth == 0 && following == Some(open.glyph);
            if taken_up {
                carried = Some(open.glyph);
            }
            if taken_up || carried.is_some() || open.glyph.is_firm() {
                self.settle(open.slot, bytes.end, bytes.end, false);
            } else if let Some(slot) = self.found.get_mut(open.slot) {
                *slot = None;
            }
        }
        carried
    }

    fn finish(self) -> Vec<Quoted> {
        let mut place = Vec::with_capacity(self.found.len());
        let mut kept = 0;
        for slot in &self.found {
            place.push(slot.is_some().then_some(kept));
            kept += usize::from(slot.is_some());
        }
        // A parent that turned out to be no mark hands its children to its own parent.
        let parents: Vec<Option<usize>> =
            self.found.iter().map(|q| q.as_ref().and_then(|q| q.parent)).collect();
        self.found
            .into_iter()
            .flatten()
            .map(|mut quoted| {
                let mut parent = quoted.parent;
                while let Some(slot) = parent {
                    match place.get(slot).copied().flatten() {
                        Some(kept) => {
                            quoted.parent = Some(kept);
                            return quoted;
                        }
                        None => parent = parents.get(slot).copied().flatten().filter(|up| *up < slot),
                    }
                }
                quoted.parent = None;
                quoted
            })
            .collect()
    }
}
