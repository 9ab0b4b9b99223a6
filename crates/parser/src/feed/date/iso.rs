//! ISO 8601 and RFC 3339, strictly in form and loosely in what is left out: most dates of Atom and many of RSS.
use super::{Fields, words::Zone};

/// `None`: it has another form, or less than a whole date.
pub fn fields(text: &str) -> Option<Fields> {
    let mut rest = text;
    let year = digits(&mut rest, 4)?;
    let dashed = eat(&mut rest, '-');
    let month = digits(&mut rest, 2)?;
    if dashed && !eat(&mut rest, '-') {
        return None;
    }
    let day = digits(&mut rest, 2)?;
    let mut fields = Fields {
        year: i32::try_from(year).ok(),
        month: u8::try_from(month).ok(),
        day: u8::try_from(day).ok(),
        ..Fields::default()
    };
    if rest.is_empty() {
        return Some(fields);
    }
    let before = rest;
    rest = rest.strip_prefix(['T', 't', '_']).unwrap_or(rest).trim_start();
    if rest.len() < before.len() {
        time(&mut rest, &mut fields)?;
    }
    zone(rest.trim_start(), &mut fields)?;
    Some(fields)
}

fn time(rest: &mut &str, fields: &mut Fields) -> Option<()> {
    fields.hour = u8::try_from(digits(rest, 2)?).ok();
    let colon = eat(rest, ':');
    fields.minute = u8::try_from(digits(rest, 2)?).ok();
    if (colon && eat(rest, ':')) || (!colon && rest.starts_with(|c: char| c.is_ascii_digit())) {
        fields.second = u8::try_from(digits(rest, 2)?).ok();
        if eat(rest, '.') || eat(rest, ',') {
            let length = rest.bytes().take_while(u8::is_ascii_digit).count();
            let (fraction, after) = rest.split_at_checked(length)?;
            let thousandths: String = fraction.chars().chain("000".chars()).take(3).collect();
            fields.millis = thousandths.parse().ok()?;
            *rest = after;
        }
    }
    Some(())
}

/// Nothing, `Z`, or an offset, and nothing behind it.
fn zone(rest: &str, fields: &mut Fields) -> Option<()> {
    if rest.is_empty() {
        return Some(());
    }
    let offset = model::Offset::parse(rest)?;
    fields.zone = Some(Zone::Minutes(offset.minutes()));
    Some(())
}

fn digits(rest: &mut &str, count: usize) -> Option<u32> {
    let (head, tail) = rest.split_at_checked(count)?;
    if !head.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    *rest = tail;
    head.parse().ok()
}

fn eat(rest: &mut &str, wanted: char) -> bool {
    match rest.strip_prefix(wanted) {
        Some(tail) => {
            *rest = tail;
            true
        }
        None => false,
    }
}
