//! Weekends, seasons, quarters and half years, counted from the day of publication.
use jiff::civil::Date;
use model::annotations::DateKind;

use super::{
    calendar::{self, plus_days, plus_months},
    lean::Lean,
    lexeme::Unit,
    meaning::YearOf,
    resolve::Calendar,
    settled::{Settled, quarter_of},
};

impl Calendar {
    pub fn weekend(&self, shift: Option<i64>, lean: Lean) -> Option<Settled> {
        let today = self.today?;
        let monday = plus_days(today, 1 - i64::from(calendar::weekday(today)))?;
        let days = match shift {
            Some(-1) => -2,
            Some(1) => 12,
            Some(_) => 5,
            None => {
                let over = match lean {
                    Lean::Past => calendar::weekday(today) <= 5,
                    Lean::Future => false,
                    // On a Monday people speak of the last one.
                    Lean::Open => calendar::weekday(today) <= 3,
                };
                if over { -2 } else { 5 }
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
            YearOf::Named => self.last.or(self.today)?.year(),
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
            YearOf::Named => self.last.or(self.today)?.year(),
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
}
