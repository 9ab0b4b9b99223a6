//! Settles a meaning against the day of publication: the TIMEX3 value, and the instants where it starts and ends.
use jiff::civil::{Date, Time};
use model::annotations::DateKind;

use super::{
    calendar::{self, plus_days, plus_months},
    lean::Lean,
    lexeme::{Reference, Unit},
    meaning::{Meaning, YearOf},
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
            Meaning::PeriodOf(year) => match self.quarter.as_ref().and_then(|quarter| quarter.from) {
                Some(from) => Some(quarter_of(from.date().with().year(*year).build().ok()?)),
                None => Some(self.year(*year)),
            },
            Meaning::Clock { hour, minute, day } => self.clock(*hour, *minute, day.as_deref(), lean),
            Meaning::Part { part, day } => self.part(part, day.as_deref(), lean),
            Meaning::FiscalYear(year) => {
                let year = year.or_else(|| Some(self.today?.year()))?;
                Some(Settled::valueless(format!("FY{year}"), DateKind::Date))
            }
            Meaning::Weekend { shift } => self.weekend(*shift),
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
            | Meaning::NthWeekday { .. } => Some(one_day(self.day(meaning, lean)?)),
        }
    }

    /// Meanings that are one day.
    fn day(&self, meaning: &Meaning, lean: Lean) -> Option<Date> {
        match meaning {
            Meaning::Weekday { day, shift } => {
                let today = self.today?;
                match shift {
                    None => calendar::nearest_weekday(today, *day, lean),
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
            Meaning::Holiday { holiday, shift } => {
                self.yearless(*shift, lean, |year| calendar::holiday(year, *holiday))
            }
            Meaning::NthWeekday { index, day, month, year } => match year {
                Some(year) => calendar::nth_weekday(*year, *month, *day, *index),
                None => self.yearless(None, lean, |year| calendar::nth_weekday(year, *month, *day, *index)),
            },
            Meaning::Away { unit: Unit::Day, amount } => plus_days(self.today?, *amount),
            Meaning::Named { unit: Unit::Day, shift } => plus_days(self.named.or(self.today)?, *shift),
            _ => None,
        }
    }

    /// "that year", "the next month": counted from the date that the text named last.
    fn named(&self, unit: Unit, shift: i64) -> Option<Settled> {
        if unit == Unit::Day {
            return Some(one_day(plus_days(self.named.or(self.today)?, shift)?));
        }
        let last = self.last.or(self.today)?;
        Calendar { today: Some(last), ..Calendar::default() }.away(unit, shift)
    }

    /// The day of an hour that says none: the one that the text named last, but not one ahead of what is told.
    fn day_of_hours(&self, lean: Lean) -> Option<Date> {
        match (self.named, self.today) {
            (Some(named), Some(today)) if lean == Lean::Past && named > today => Some(today),
            (named, _) => named,
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
                known.min_by_key(weight)
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
                        [year - 1, year, year + 1].into_iter().min_by(|a, b| away(*a).total_cmp(&away(*b)))?
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

    /// In a report on results: "the quarter", "the latest period" and "a year ago" speak of the quarter it named.
    fn quarter_named(&self, meaning: &Meaning) -> Option<Settled> {
        let from = self.quarter.as_ref()?.from?.date();
        match meaning {
            Meaning::Away { unit: Unit::Quarter, .. } => Some(quarter_of(from)),
            Meaning::Away { unit: Unit::Year, amount: -1 } if self.before.is_none() => {
                Some(quarter_of(plus_months(from, -12)?))
            }
            _ => None,
        }
    }

    /// "a year earlier" than what the sentence named.
    fn after_named(&self, meaning: &Meaning) -> Option<Settled> {
        let Meaning::Away { unit, amount } = meaning else { return None };
        let before = self.before.as_ref()?;
        let from = before.from?.date();
        let clock = before.kind == DateKind::Instant && before.timex.contains('T');
        if matches!(unit, Unit::Hour | Unit::Minute) {
            let local = before.from.filter(|_| clock)?;
            let span = match unit {
                Unit::Hour => jiff::Span::new().try_hours(*amount).ok()?,
                _ => jiff::Span::new().try_minutes(*amount).ok()?,
            };
            let at = local.checked_add(span).ok()?;
            return Some(Settled {
                timex: format!("{}T{:02}:{:02}", at.date(), at.hour(), at.minute()),
                kind: DateKind::Instant,
                from: Some(at),
                to: None,
            });
        }
        let counted = Calendar { today: Some(from), ..Calendar::default() };
        match (unit, before.timex.len(), before.timex.contains('Q')) {
            (Unit::Year, _, true) => Some(quarter_of(plus_months(from, amount * 12)?)),
            (Unit::Year, 7, false) if !before.timex.contains('W') => {
                Some(month_of(plus_months(from, amount * 12)?))
            }
            (Unit::Year, 4, _) => Some(self.year(from.year() + i16::try_from(*amount).ok()?)),
            (Unit::Day | Unit::Week | Unit::Month | Unit::Year, 10, _) => counted.away(*unit, *amount),
            _ => None,
        }
    }

    fn weekend(&self, shift: Option<i64>) -> Option<Settled> {
        let today = self.today?;
        let monday = plus_days(today, 1 - i64::from(calendar::weekday(today)))?;
        let days = match shift {
            Some(-1) => -2,
            Some(1) => 12,
            Some(_) => 5,
            // On a Monday people speak of the last one.
            None => {
                if calendar::weekday(today) <= 3 {
                    -2
                } else {
                    5
                }
            }
        };
        let saturday = plus_days(monday, days)?;
        Some(Settled::of(
            format!("{}-WE", calendar::iso_week(saturday)),
            DateKind::Date,
            Some((saturday, plus_days(saturday, 2)?)),
        ))
    }

    pub fn season(&self, season: &str, year: YearOf, lean: Lean) -> Option<Settled> {
        // Meteorological seasons of the north; a winter is called by the year in which it begins or in which most of it lies.
        let first_month = match season {
            "SP" => 3,
            "SU" => 6,
            "FA" => 9,
            _ => 12,
        };
        let year = match year {
            YearOf::Said(year) => year,
            YearOf::Shifted(0) => self.today?.year(),
            shifted => {
                let today = self.today?;
                let this = today.month();
                let past = if first_month <= this { today.year() } else { today.year() - 1 };
                let over = this > first_month + 2;
                match shifted {
                    YearOf::Shifted(-1) => {
                        if over {
                            past
                        } else {
                            today.year() - 1
                        }
                    }
                    YearOf::Shifted(_) => {
                        if this >= first_month {
                            today.year() + 1
                        } else {
                            today.year()
                        }
                    }
                    _ if lean == Lean::Future => {
                        if over {
                            today.year() + 1
                        } else {
                            today.year()
                        }
                    }
                    _ => past,
                }
            }
        };
        let first = Date::new(year, first_month, 1).ok()?;
        Some(Settled::of(
            format!("{year:04}-{season}"),
            DateKind::Date,
            Some((first, plus_months(first, 3)?)),
        ))
    }

    pub fn fraction(&self, of: Unit, index: u8, year: YearOf, lean: Lean) -> Option<Settled> {
        let months = if of == Unit::Quarter { 3 } else { 6 };
        let first_month = i8::try_from(index).ok()?.checked_sub(1)? * months + 1;
        let year = match year {
            YearOf::Said(year) => year,
            YearOf::Shifted(shift) => self.today?.year() + shift as i16,
            YearOf::Open => {
                let today = self.today?;
                let begun = first_month <= today.month();
                // Results of a quarter are expected for months after its end.
                let fresh = today.month() < first_month + months + 4;
                match lean {
                    Lean::Past | Lean::Open if begun => today.year(),
                    Lean::Past | Lean::Open => today.year() - 1,
                    Lean::Future if fresh => today.year(),
                    Lean::Future => today.year() + 1,
                }
            }
        };
        let first = Date::new(year, first_month, 1).ok()?;
        if of == Unit::Quarter {
            return Some(quarter_of(first));
        }
        Some(Settled::of(
            format!("{year:04}-H{index}"),
            DateKind::Date,
            Some((first, plus_months(first, 6)?)),
        ))
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
