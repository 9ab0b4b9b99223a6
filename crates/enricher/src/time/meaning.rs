//! What a time expression says, before it is known when.
use super::lexeme::{Holiday, Reference, Unit};

/// The shift that "last", "this" and "next" make; `None` leaves it to the tense.
pub type Shift = Option<i64>;

#[derive(Clone, Debug, PartialEq)]
pub enum Meaning {
    /// "Friday", "last Friday"
    Weekday {
        day: i8,
        shift: Shift,
    },
    /// "March 12", "12 March 2026", "May"
    Date {
        year: Option<i16>,
        month: i8,
        day: Option<i8>,
        shift: Shift,
    },
    /// "2024"
    Year(i16),
    /// "yesterday", "last week", "ten years ago"
    Away {
        unit: Unit,
        amount: i64,
    },
    /// "in five years": a date ahead where the sentence speaks of the future, else a length.
    Ahead {
        unit: Unit,
        amount: i64,
    },
    /// "the weekend"
    Weekend {
        shift: Shift,
    },
    /// "the first quarter", "the second half"; `of` counts four or two
    Fraction {
        of: Unit,
        index: u8,
        year: YearOf,
    },
    /// "the spring", "last summer"
    Season {
        season: &'static str,
        year: YearOf,
    },
    Decade(i16),
    Century(i16),
    Holiday {
        holiday: Holiday,
        shift: Shift,
        year: Option<i16>,
    },
    /// "the week of March 6", "Easter week"
    WeekOf(Box<Meaning>),
    /// "a week from Friday": so many days after a day.
    From {
        day: Box<Meaning>,
        days: i64,
    },
    /// "one day": some time to come where the sentence speaks of the future, else a length.
    OneDay,
    /// The nth or last weekday of a month.
    NthWeekday {
        index: i8,
        day: i8,
        month: i8,
        year: Option<i16>,
    },
    /// A part of a day, of which it may be said.
    Part {
        part: &'static str,
        day: Option<Box<Meaning>>,
    },
    /// A time of day.
    Clock {
        hour: i8,
        minute: i8,
        day: Option<Box<Meaning>>,
    },
    /// "that year", "the next day", "the day before": counted from what the text named last.
    Named {
        unit: Unit,
        shift: i64,
    },
    /// "the 1988 period": the quarter that a report on results named, in another year.
    PeriodOf(i16),
    /// A length; the value as TIMEX3 writes it.
    Duration(String),
    /// Comes again and again.
    Set(String),
    Reference(Reference),
    FiscalYear(Option<i16>),
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum YearOf {
    Said(i16),
    Shifted(i64),
    /// By tense.
    Open,
    /// "that summer": of the date that the text named last.
    Named,
}
