//! Days, weeks, months and feasts, counted from the day of publication.
use jiff::civil::Date;

use super::{
    lean::Lean,
    lexeme::{Holiday, Unit},
};

pub fn plus_days(date: Date, days: i64) -> Option<Date> {
    date.checked_add(jiff::Span::new().try_days(days).ok()?).ok()
}

pub fn plus_months(date: Date, months: i64) -> Option<Date> {
    date.checked_add(jiff::Span::new().try_months(months).ok()?).ok()
}

pub fn weekday(date: Date) -> i8 {
    date.weekday().to_monday_one_offset()
}

/// The day called by its weekday: the last one up to today in the past, from today on in the future.
pub fn nearest_weekday(today: Date, day: i8, lean: Lean) -> Option<Date> {
    let back = i64::from((weekday(today) - day).rem_euclid(7));
    match lean {
        Lean::Past | Lean::Open => plus_days(today, -back),
        Lean::Future => plus_days(today, (7 - back) % 7),
    }
}

pub fn easter(year: i16) -> Option<Date> {
    // Butcher's algorithm.
    let year_ = i32::from(year);
    let (a, b, c) = (year_ % 19, year_ / 100, year_ % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let month = (h + l - 7 * m + 114) / 31;
    let day = (h + l - 7 * m + 114) % 31 + 1;
    Date::new(year, month as i8, day as i8).ok()
}

/// The nth weekday of a month; -1 is the last, 9 the one after the first Monday (election day).
pub fn nth_weekday(year: i16, month: i8, day: i8, index: i8) -> Option<Date> {
    let first = Date::new(year, month, 1).ok()?;
    let ahead = i64::from((day - weekday(first)).rem_euclid(7));
    if index == 9 {
        return plus_days(first, ahead + 1);
    }
    if index < 0 {
        let last = first.last_of_month();
        return plus_days(last, -i64::from((weekday(last) - day).rem_euclid(7)));
    }
    let found = plus_days(first, ahead + 7 * (i64::from(index) - 1))?;
    (found.month() == month).then_some(found)
}

pub fn holiday(year: i16, holiday: Holiday) -> Option<Date> {
    match holiday {
        Holiday::Fixed(month, day) => Date::new(year, month, day).ok(),
        Holiday::Easter(days) => plus_days(easter(year)?, i64::from(days)),
        Holiday::Nth(month, day, index) => nth_weekday(year, month, day, index),
    }
}

/// `2026-W10`
pub fn iso_week(date: Date) -> String {
    let week = date.iso_week_date();
    format!("{:04}-W{:02}", week.year(), week.week())
}

/// The letter of a unit in a TIMEX3 duration, and whether it stands after T.
pub fn letter(unit: Unit) -> (bool, &'static str, f64) {
    match unit {
        Unit::Second => (true, "S", 1.0),
        Unit::Minute => (true, "M", 1.0),
        Unit::Hour => (true, "H", 1.0),
        Unit::Day | Unit::Night => (false, "D", 1.0),
        Unit::Weekend => (false, "D", 2.0),
        Unit::Week => (false, "W", 1.0),
        Unit::Fortnight => (false, "W", 2.0),
        Unit::Month => (false, "M", 1.0),
        Unit::Quarter => (false, "Q", 1.0),
        Unit::Half => (false, "M", 6.0),
        Unit::Year => (false, "Y", 1.0),
        Unit::Decade => (false, "Y", 10.0),
        Unit::Century => (false, "Y", 100.0),
    }
}

/// `P3D`, `PT30M`, `PXY`
pub fn duration(unit: Unit, amount: Option<f64>) -> String {
    let (clock, letter, times) = letter(unit);
    let prefix = if clock { "PT" } else { "P" };
    match amount {
        None if unit == Unit::Decade => format!("{prefix}XE"),
        None if unit == Unit::Century => format!("{prefix}XC"),
        None => format!("{prefix}X{letter}"),
        Some(amount) => {
            let amount = amount * times;
            if amount == 0.5 && unit != Unit::Second {
                return match unit {
                    Unit::Minute => "PT30S".into(),
                    Unit::Hour => "PT30M".into(),
                    Unit::Day => "PT12H".into(),
                    Unit::Year => "P6M".into(),
                    _ => format!("{prefix}0.5{letter}"),
                };
            }
            // "2 1/2 years" in whole units, as ISO 8601 writes lengths where it can.
            let half = match letter {
                _ if amount.fract() != 0.5 => None,
                "Y" => Some("6M"),
                "H" => Some("30M"),
                "M" if clock => Some("30S"),
                _ => None,
            };
            match half {
                Some(half) => format!("{prefix}{}{letter}{half}", amount.trunc()),
                None => format!("{prefix}{amount}{letter}"),
            }
        }
    }
}
