//! A settled time expression: its TIMEX3 value and the local times between which it lies; days, weeks, months and quarters as such.
use jiff::{
    civil::{Date, DateTime, Time},
    tz,
};
use model::{Timestamp, annotations::DateKind};

use super::calendar::{self, plus_days, plus_months};

/// A settled expression.
#[derive(Clone, Debug, PartialEq)]
pub struct Settled {
    pub timex: String,
    pub kind: DateKind,
    /// Local times, half open; an instant has no end.
    pub from: Option<DateTime>,
    pub to: Option<DateTime>,
}

impl Settled {
    pub fn of(timex: String, kind: DateKind, range: Option<(Date, Date)>) -> Self {
        let at_midnight = |date: Date| date.to_datetime(Time::midnight());
        Settled {
            timex,
            kind,
            from: range.map(|(from, _)| at_midnight(from)),
            to: range.map(|(_, to)| at_midnight(to)),
        }
    }

    pub fn valueless(timex: String, kind: DateKind) -> Self {
        Settled { timex, kind, from: None, to: None }
    }

    /// The day it names, if it is one.
    pub fn day(&self) -> Option<Date> {
        let from = self.from?.date();
        let whole = self.to.is_some_and(|to| plus_days(from, 1) == Some(to.date()));
        (whole || self.kind == DateKind::Instant).then_some(from)
    }

    pub fn instants(&self, offset: tz::Offset) -> (Option<Timestamp>, Option<Timestamp>) {
        let at = |local: DateTime| offset.to_timestamp(local).ok().map(Timestamp::from);
        (self.from.and_then(at), self.to.and_then(at))
    }
}

pub fn one_day(date: Date) -> Settled {
    Settled::of(date.to_string(), DateKind::Date, plus_days(date, 1).map(|end| (date, end)))
}

pub fn week_of(date: Date) -> Settled {
    let monday = plus_days(date, 1 - i64::from(calendar::weekday(date)));
    let range = monday.and_then(|monday| Some((monday, plus_days(monday, 7)?)));
    Settled::of(calendar::iso_week(date), DateKind::Date, range)
}

pub fn month_of(first: Date) -> Settled {
    let first = first.first_of_month();
    let timex = format!("{:04}-{:02}", first.year(), first.month());
    Settled::of(timex, DateKind::Date, plus_months(first, 1).map(|end| (first, end)))
}

pub fn quarter_of(first: Date) -> Settled {
    let timex = format!("{:04}-Q{}", first.year(), (first.month() + 2) / 3);
    Settled::of(timex, DateKind::Date, plus_months(first, 3).map(|end| (first, end)))
}
