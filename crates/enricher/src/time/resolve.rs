//! Settles a meaning against the day of publication: the TIMEX3 value, and the instants where it starts and ends.
use jiff::civil::{Date, Time};
use model::annotations::DateKind;

use super::{
    calendar::{self, plus_days, plus_months},
    lean::Lean,
    lexeme::{Reference, Unit},
    meaning::Meaning,
    settled::{Settled, month_of, one_day, quarter_of, week_of},
};

/// What the expressions of a text are counted from.
#[derive(Clone, Debug, Default)]
pub struct Calendar {
    /// The day of publication in the publisher's zone.
    pub today: Option<Date>,
    /// The day that the text named last.
    pub named: Option<Date>,
    /// Where the last date that the text named begins, whatever its size: for "that year".
    pub last: Option<Date>,
    /// What the sentence named last, for "a year earlier".
    pub before: Option<Settled>,
    /// The quarter that the text named last: in a report on results "a year ago" is that quarter's.
    pub quarter: Option<Settled>,
    /// The text has turned to a longer span than that quarter.
    pub aside: bool,
    /// Where the span begins that the expression ends: "April to …".
    pub opened: Option<Date>,
}

impl Calendar {
    /// `None` where a day of publication would be needed, or the date does not exist.
    pub fn settle(&self, meaning: &Meaning, lean: Lean, from_context: bool) -> Option<Settled> {
        if from_context && let Some(settled) = self.quarter_named(meaning) {
            return Some(settled);
        }
        if from_context && let Some(settled) = self.after_named(meaning) {
            return Some(settled);
        }
        match meaning {
            Meaning::Duration(value) => Some(Settled::valueless(value.clone(), DateKind::Duration)),
            Meaning::Set(value) => Some(Settled::valueless(value.clone(), DateKind::Set)),
            Meaning::Reference(reference) => {
                let value = match reference {
                    Reference::Past => "PAST_REF",
                    Reference::Present => "PRESENT_REF",
                    Reference::Future => "FUTURE_REF",
                };
                Some(Settled::valueless(value.into(), DateKind::Date))
            }
            Meaning::Year(year) => Some(self.year(*year)),
            Meaning::Decade(decade) => {
                let first = Date::new(decade * 10, 1, 1).ok()?;
                Some(Settled::of(
                    format!("{decade:03}"),
                    DateKind::Date,
                    Some((first, plus_months(first, 120)?)),
                ))
            }
            Meaning::Century(century) => {
                let first = Date::new(century * 100, 1, 1).ok()?;
                Some(Settled::of(
                    format!("{century:02}"),
                    DateKind::Date,
                    Some((first, plus_months(first, 1200)?)),
                ))
            }
            Meaning::Named { unit, shift } => self.named(*unit, *shift),
            Meaning::PeriodOf(year) => match self.compared_quarter() {
                Some(from) => Some(quarter_of(from.with().year(*year).build().ok()?)),
                None => Some(self.year(*year)),
            },
            Meaning::Clock { hour, minute, day } => self.clock(*hour, *minute, day.as_deref(), lean),
            Meaning::Part { part, day } => self.part(part, day.as_deref(), lean),
            Meaning::FiscalYear(year) => {
                let year = year.or_else(|| Some(self.today?.year()))?;
                Some(Settled::valueless(format!("FY{year}"), DateKind::Date))
            }
            Meaning::WeekOf(day) => Some(week_of(self.day(day, lean)?)),
            Meaning::OneDay if lean == Lean::Future => {
                self.settle(&Meaning::Reference(Reference::Future), lean, false)
            }
            Meaning::OneDay => Some(Settled::valueless("P1D".into(), DateKind::Duration)),
            Meaning::Weekend { shift } => self.weekend(*shift, lean),
            Meaning::Away { unit, amount } => self.away(*unit, *amount),
            Meaning::Ahead { unit, amount } if lean == Lean::Future => self.away(*unit, *amount),
            Meaning::Ahead { unit, amount } => {
                Some(Settled::valueless(calendar::duration(*unit, Some(*amount as f64)), DateKind::Duration))
            }
            Meaning::Season { season, year } => self.season(season, *year, lean),
            Meaning::Fraction { of, index, year } => self.fraction(*of, *index, *year, lean),
            Meaning::Date { year, month, day: None, shift } => self.month(*year, *month, *shift, lean),
            Meaning::Weekday { .. }
            | Meaning::Date { .. }
            | Meaning::Holiday { .. }
            | Meaning::From { .. }
            | Meaning::NthWeekday { .. } => Some(one_day(self.day(meaning, lean)?)),
        }
    }

    /// Meanings that are one day.
    fn day(&self, meaning: &Meaning, lean: Lean) -> Option<Date> {
        match meaning {
            Meaning::Weekday { day, shift } => {
                let today = self.today?;
                match shift {
                    None => {
                        let nearest = calendar::nearest_weekday(today, *day, lean)?;
                        match self.opened.filter(|first| nearest < *first) {
                            Some(first) => calendar::nearest_weekday(first, *day, Lean::Future),
                            None => Some(nearest),
                        }
                    }
                    Some(-1) => calendar::nearest_weekday(plus_days(today, -1)?, *day, Lean::Past),
                    // Nobody calls tomorrow "next Saturday".
                    Some(1) => calendar::nearest_weekday(plus_days(today, 3)?, *day, Lean::Future),
                    Some(_) => {
                        let monday = plus_days(today, 1 - i64::from(calendar::weekday(today)))?;
                        plus_days(monday, i64::from(*day) - 1)
                    }
                }
            }
            Meaning::Date { year, month, day: Some(day), shift } => match year {
                Some(year) => Date::new(*year, *month, *day).ok(),
                None => self.yearless(*shift, lean, |year| Date::new(year, *month, *day).ok()),
            },
            Meaning::Holiday { holiday, year: Some(year), .. } => calendar::holiday(*year, *holiday),
            Meaning::Holiday { holiday, shift, year: None } => {
                self.yearless(*shift, lean, |year| calendar::holiday(year, *holiday))
            }
            Meaning::From { day, days } => plus_days(self.day(day, Lean::Future)?, *days),
            Meaning::NthWeekday { index, day, month, year } => match year {
                Some(year) => calendar::nth_weekday(*year, *month, *day, *index),
                None => self.yearless(None, lean, |year| calendar::nth_weekday(year, *month, *day, *index)),
            },
            Meaning::Away { unit: Unit::Day, amount } => plus_days(self.today?, *amount),
            Meaning::Named { unit: Unit::Day, shift } => plus_days(self.named.or(self.today)?, *shift),
            _ => None,
        }
    }

    /// The year that the tense asks for; within a few weeks the nearest date wins over the tense.
    fn yearless(&self, shift: Option<i64>, lean: Lean, date: impl Fn(i16) -> Option<Date>) -> Option<Date> {
        let today = self.today?;
        let year = today.year();
        let candidates = [date(year - 1), date(year), date(year + 1)];
        let days = |date: Date| i64::from((date - today).get_days());
        let mut known = candidates.into_iter().flatten();
        match shift {
            Some(-1) => known.rfind(|date| days(*date) < 0),
            Some(1) => known.find(|date| days(*date) > 0),
            Some(_) => date(year),
            None => {
                let weight = |date: &Date| {
                    let away = days(*date);
                    let against = match lean {
                        Lean::Past if away > 0 => 250,
                        Lean::Future if away < 0 => 150,
                        Lean::Open if away > 0 => 60,
                        _ => 0,
                    };
                    away.abs() + against
                };
                known.filter(|date| self.opened.is_none_or(|first| first <= *date)).min_by_key(weight)
            }
        }
    }

    pub fn year(&self, year: i16) -> Settled {
        let range = Date::new(year, 1, 1).ok().and_then(|first| Some((first, plus_months(first, 12)?)));
        Settled::of(format!("{year:04}"), DateKind::Date, range)
    }

    pub fn month(&self, year: Option<i16>, month: i8, shift: Option<i64>, lean: Lean) -> Option<Settled> {
        let year = match (year, shift) {
            (Some(year), _) => year,
            // "June last year"
            (None, Some(shift @ 9..=11)) => self.today?.year() + (shift - 10) as i16,
            (None, shift) => {
                let today = self.today?;
                let this = today.month();
                let year = today.year();
                match shift {
                    Some(-1) => {
                        if month < this {
                            year
                        } else {
                            year - 1
                        }
                    }
                    Some(1) => {
                        if month > this {
                            year
                        } else {
                            year + 1
                        }
                    }
                    Some(_) => year,
                    // The nearest one, but against the tense only when it is much nearer.
                    None => {
                        let away = |candidate: i16| {
                            let months = f64::from(
                                i32::from(candidate - year) * 12 + i32::from(month) - i32::from(this),
                            );
                            let against = match lean {
                                Lean::Past if months > 0.0 => 8.5,
                                Lean::Future if months < 0.0 => 8.5,
                                Lean::Open if months > 0.0 => 3.5,
                                _ => 0.0,
                            };
                            months.abs() + against
                        };
                        let opens = |candidate: i16| {
                            self.opened
                                .is_none_or(|first| (first.year(), first.month()) <= (candidate, month))
                        };
                        [year - 1, year, year + 1]
                            .into_iter()
                            .filter(|candidate| opens(*candidate))
                            .min_by(|a, b| away(*a).total_cmp(&away(*b)))?
                    }
                }
            }
        };
        Some(month_of(Date::new(year, month, 1).ok()?))
    }

    pub fn away(&self, unit: Unit, amount: i64) -> Option<Settled> {
        let today = self.today?;
        match unit {
            Unit::Second | Unit::Minute | Unit::Hour => {
                let value = calendar::duration(unit, Some(amount.abs() as f64));
                Some(Settled::valueless(value, DateKind::Duration))
            }
            Unit::Day | Unit::Night => Some(one_day(plus_days(today, amount)?)),
            Unit::Week => Some(week_of(plus_days(today, amount * 7)?)),
            Unit::Month => Some(month_of(plus_months(today.first_of_month(), amount)?)),
            Unit::Quarter => {
                let first = plus_months(today.first_of_month(), -i64::from((today.month() - 1) % 3))?;
                Some(quarter_of(plus_months(first, amount * 3)?))
            }
            Unit::Year => {
                Some(self.year(plus_months(today.first_of_month(), amount.checked_mul(12)?)?.year()))
            }
            Unit::Decade => self.settle(
                &Meaning::Decade(today.year() / 10 + i16::try_from(amount).ok()?),
                Lean::Past,
                false,
            ),
            Unit::Century => self.settle(
                &Meaning::Century(today.year() / 100 + i16::try_from(amount).ok()?),
                Lean::Past,
                false,
            ),
            Unit::Weekend | Unit::Fortnight | Unit::Half => None,
        }
    }

    pub fn clock(&self, hour: i8, minute: i8, day: Option<&Meaning>, lean: Lean) -> Option<Settled> {
        let date = match day {
            Some(day) => Some(self.day(day, lean)?),
            None => self.day_of_hours(lean),
        };
        let Some(date) = date else {
            return Some(Settled::valueless(
                format!("XXXX-XX-XXT{:02}:{minute:02}", hour % 24),
                DateKind::Instant,
            ));
        };
        // "midnight Friday" ends Friday.
        let date = if hour >= 24 { plus_days(date, 1)? } else { date };
        let at = date.to_datetime(Time::new(hour % 24, minute, 0, 0).ok()?);
        Some(Settled {
            timex: format!("{date}T{:02}:{minute:02}", hour % 24),
            kind: DateKind::Instant,
            from: Some(at),
            to: None,
        })
    }

    pub fn part(&self, part: &str, day: Option<&Meaning>, lean: Lean) -> Option<Settled> {
        let date = match day {
            Some(day) => self.day(day, lean)?,
            None => self.day_of_hours(lean)?,
        };
        let (from, hours) = match part {
            "MO" => (6, 6),
            "AF" => (12, 6),
            "EV" => (18, 6),
            _ => (20, 10),
        };
        let start = date.to_datetime(Time::new(from, 0, 0, 0).ok()?);
        let end = start.checked_add(jiff::Span::new().try_hours(hours).ok()?).ok()?;
        Some(Settled {
            timex: format!("{date}T{part}"),
            kind: DateKind::Instant,
            from: Some(start),
            to: Some(end),
        })
    }
}
