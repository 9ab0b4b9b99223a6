//! Times: dates, clock times, durations and sets, resolved against the article's date; money, percentages and counts.
mod abroad;
mod calendar;
mod context;
mod feasts;
mod grammar;
mod korean;
mod lean;
mod lexeme;
mod meaning;
mod period;
mod quantity;
mod resolve;
mod settled;

use jiff::{civil::Date, tz};
use model::annotations::DateKind;

use crate::document::{Bytes, DateDraft, Document, TimeAnchor, Times};
use grammar::{Found, Grammar};
use lean::Lean;
use lexeme::{Lexeme, Sense};
use meaning::Meaning;
use resolve::Calendar;
use settled::Settled;

/// All times and quantities of the document, in order.
pub fn find(document: &Document, anchor: &TimeAnchor) -> Times {
    let lexemes = lexeme::read(document);
    let dates = match document.language {
        "ko" => placed(anchor, |calendar| korean::find(document.text, calendar)),
        language if abroad::knows(language) => placed(anchor, |calendar| abroad::find(document, calendar)),
        // The words of the English grammar are rubbish elsewhere: "an", "mars", "sept".
        "en" | "und" => dates(document, anchor, &lexemes),
        _ => Vec::new(),
    };
    let taken: Vec<_> = dates.iter().map(|date| date.bytes.clone()).collect();
    let quantities = quantity::find(document, &lexemes, &taken);
    Times { dates, quantities }
}

fn offset(anchor: &TimeAnchor) -> tz::Offset {
    let seconds = anchor.offset.unwrap_or_default().minutes() * 60;
    tz::Offset::from_seconds(seconds).unwrap_or(tz::Offset::UTC)
}

/// The day that "today" is: of publication, by the publisher's clock, or that of the dateline.
fn today(anchor: &TimeAnchor, offset: tz::Offset) -> Option<Date> {
    anchor
        .published_at
        .map(|at| offset.to_datetime(jiff::Timestamp::from(at)).date())
        .or_else(|| anchor.dateline_date?.parse().ok())
}

/// What a grammar settled, with its instants by the publisher's clock.
fn placed(anchor: &TimeAnchor, find: impl FnOnce(&mut Calendar) -> Vec<(Bytes, Settled)>) -> Vec<DateDraft> {
    let offset = offset(anchor);
    let mut calendar = Calendar { today: today(anchor, offset), ..Calendar::default() };
    find(&mut calendar)
        .into_iter()
        .map(|(bytes, settled)| {
            let (from, to) = settled.instants(offset);
            DateDraft { bytes, kind: settled.kind, from, to, timex: Some(settled.timex) }
        })
        .collect()
}

fn dates(document: &Document, anchor: &TimeAnchor, lexemes: &[Lexeme]) -> Vec<DateDraft> {
    let offset = offset(anchor);
    let grammar = Grammar { text: document.text, lexemes, business: is_business(document.text) };
    let mut calendar = Calendar { today: today(anchor, offset), ..Calendar::default() };
    let mut paragraphs = document.paragraphs.iter().peekable();
    let mut sentences = document.sentences.iter().peekable();
    let mut found = Vec::new();
    // Where the expression before ended, and its first day.
    let mut before: Option<(usize, Date)> = None;
    let mut at = 0;
    while let Some(lexeme) = lexemes.get(at) {
        // What a paragraph or a sentence named is forgotten in the next.
        let mut opens = false;
        while paragraphs.peek().is_some_and(|bytes| bytes.start <= lexeme.start) {
            opens = paragraphs.next().is_some_and(|bytes| {
                document.text.get(bytes.start..lexeme.start).is_some_and(|lead| lead.trim().is_empty())
            });
        }
        while sentences.peek().is_some_and(|sentence| sentence.bytes.start <= lexeme.start) {
            sentences.next();
            // "It sank three hours later" counts from the clock time of the sentence before.
            calendar.before = calendar.before.take().filter(|before| before.kind == DateKind::Instant);
        }
        let Some(expression) = grammar.at(at) else {
            at += 1;
            continue;
        };
        at = expression.end.max(at + 1);
        let opened = before.take().filter(|(end, _)| joins(document, lexemes, *end, &expression));
        calendar.opened = opened.map(|(_, first)| first);
        if let Some(draft) = settle(document, lexemes, &mut calendar, &expression, opens, offset) {
            before = calendar.before.as_ref().and_then(whole_days).map(|first| (expression.end, first));
            found.push(draft);
        }
    }
    found
}

/// The first day of a month or a day.
fn whole_days(settled: &Settled) -> Option<Date> {
    settled
        .from
        .filter(|_| settled.kind == DateKind::Date && settled.timex.len() >= 7)
        .map(|from| from.date())
}

/// "April to October": one word makes a span of two expressions, but not of "Friday to December's figures".
fn joins(document: &Document, lexemes: &[Lexeme], end: usize, expression: &Found) -> bool {
    let word = |at| lexemes.get(at).and_then(|word: &Lexeme| document.text.get(word.start..word.end));
    expression.start == end + 1
        && matches!(word(end), Some("to" | "through" | "until" | "till" | "–"))
        && !matches!(word(expression.end), Some("'s" | "’s"))
}

fn settle(
    document: &Document,
    lexemes: &[Lexeme],
    calendar: &mut Calendar,
    expression: &Found,
    opens: bool,
    offset: tz::Offset,
) -> Option<DateDraft> {
    let bytes = lexemes.get(expression.start)?.start..lexemes.get(expression.end.checked_sub(1)?)?.end;
    let lean = lean::of(document, lexemes, expression.start, expression.end);
    // A live page stamps its entries with the hour of the day of publication.
    if opens && matches!(expression.meaning, Meaning::Clock { day: None, .. }) {
        calendar.named = calendar.today;
    }
    let settled: Settled = calendar.settle(&expression.meaning, lean, expression.from_context)?;
    if settled.from.is_some() {
        // "Today" and feasts do not become the day that a later "that morning" means.
        if !matches!(
            expression.meaning,
            Meaning::Away { .. } | Meaning::Holiday { .. } | Meaning::Clock { day: None, .. }
        ) {
            calendar.named = settled.day().or(calendar.named);
            calendar.last = settled.from.map(|from| from.date());
        }
        // What is compared is over: a quarter that is not yet is forecast.
        let ahead = lean == Lean::Future && settled.to.map(|to| to.date()) > calendar.today;
        if settled.timex.contains('Q') && !expression.from_context && !ahead {
            (calendar.quarter, calendar.aside) = (Some(settled.clone()), false);
        }
        calendar.before = Some(settled.clone());
    }
    // "In the nine months … a year earlier" compares no quarters; "$5 a year" compares nothing.
    let compared = lexemes.get(expression.start).is_some_and(|lexeme| lexeme.sense == Sense::The);
    if compared && matches!(settled.timex.as_str(), "P9M" | "P6M" | "P1Y") {
        calendar.aside = true;
    }
    let (from, to) = settled.instants(offset);
    Some(DateDraft { bytes, kind: settled.kind, from, to, timex: Some(settled.timex) })
}

/// Does the text report results?
fn is_business(text: &str) -> bool {
    ["revenue", "earnings", "profit", "quarter"].iter().any(|word| text.contains(word))
}

#[cfg(test)]
mod tests;
