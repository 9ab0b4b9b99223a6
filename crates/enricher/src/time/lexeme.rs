//! Cuts a text into the words that English time expressions are made of.
use std::{collections::HashMap, sync::LazyLock};

use rustc_hash::FxBuildHasher;

use crate::document::Document;

/// A word or a part of a hyphenated one, with what it may mean in a time expression.
#[derive(Clone, Copy, Debug)]
pub struct Lexeme {
    pub start: usize,
    pub end: usize,
    pub sense: Sense,
    pub capital: bool,
    /// A hyphen joins it to the lexeme before.
    pub hyphen: bool,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Night,
    Weekend,
    Week,
    Fortnight,
    Month,
    Quarter,
    Half,
    Year,
    Decade,
    Century,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Sense {
    /// Monday is 1.
    Weekday(i8),
    Month(i8),
    /// Digits; how many stood there.
    Digits(f64, u8),
    NumberWord(f64),
    Ordinal(u8),
    Unit(Unit, Plural),
    /// Hours and minutes, and the half of the day where it is said.
    Clock(i8, i8, Option<Half>),
    Meridiem(Half),
    /// MO, AF, EV, NI
    Part(&'static str),
    /// SP, SU, FA, WI
    Season(&'static str),
    /// 198 for the 1980s
    Decade(i16),
    Today,
    Yesterday,
    Tomorrow,
    Tonight,
    Now,
    Reference(Reference),
    Last,
    Next,
    This,
    That,
    Past,
    Coming,
    Recent,
    Ago,
    Earlier,
    Later,
    Every,
    The,
    A,
    Of,
    In,
    On,
    At,
    For,
    To,
    By,
    And,
    Comma,
    Early,
    Late,
    Mid,
    End,
    Start,
    Hours,
    Noon,
    Midnight,
    Dawn,
    OClock,
    HalfWord,
    Fiscal,
    Several,
    Couple,
    Full,
    About,
    Around,
    Latest,
    Than,
    Ended,
    Same,
    Period,
    Old,
    Holiday(Holiday),
    Daily(&'static str),
    /// "yearlong"
    Long(Unit),
    Quote,
    Other,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Plural {
    One,
    Many,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Half {
    Am,
    Pm,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Reference {
    Past,
    Present,
    Future,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Holiday {
    Fixed(i8, i8),
    /// Days after Easter Sunday.
    Easter(i16),
    /// The nth weekday of a month; -1 is the last.
    Nth(i8, i8, i8),
}

type Table = HashMap<&'static str, Sense, FxBuildHasher>;

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut table = Table::default();
    let mut put = |words: &'static str, sense: &dyn Fn(usize) -> Sense| {
        for (index, word) in words.split(' ').enumerate() {
            table.insert(word, sense(index));
        }
    };
    put("monday tuesday wednesday thursday friday saturday sunday", &|i| Sense::Weekday(i as i8 + 1));
    put("mondays tuesdays wednesdays thursdays fridays saturdays sundays", &|i| Sense::Weekday(i as i8 + 11));
    put("mon. tue. wed. thu. fri. sat. sun.", &|i| Sense::Weekday(i as i8 + 1));
    put("january february march april may june july august september october november december", &|i| {
        Sense::Month(i as i8 + 1)
    });
    put("jan feb mar apr may jun jul aug sept oct nov dec", &|i| Sense::Month(i as i8 + 1));
    put("jan. feb. mar. apr. may jun. jul. aug. sept. oct. nov. dec.", &|i| Sense::Month(i as i8 + 1));
    put("sep sep.", &|_| Sense::Month(9));
    put(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen \
eighteen nineteen twenty",
        &|i| Sense::NumberWord(i as f64),
    );
    put("thirty forty fifty sixty seventy eighty ninety hundred", &|i| {
        Sense::NumberWord((i as f64 + 3.0) * 10.0)
    });
    put("thousand", &|_| Sense::NumberWord(1000.0));
    put("dozen", &|_| Sense::NumberWord(12.0));
    put("first second third fourth fifth sixth seventh eighth ninth tenth", &|i| Sense::Ordinal(i as u8 + 1));
    put("final", &|_| Sense::Last);
    use Plural::*;
    use Unit::*;
    const UNITS: [(&str, &str, Unit); 14] = [
        ("sec", "seconds", Second),
        ("minute", "minutes", Minute),
        ("hour", "hours", Hour),
        ("day", "days", Day),
        ("night", "nights", Night),
        ("weekend", "weekends", Weekend),
        ("week", "weeks", Week),
        ("fortnight", "fortnights", Fortnight),
        ("month", "months", Month),
        ("quarter", "quarters", Quarter),
        ("halves", "halfs", Half),
        ("year", "years", Year),
        ("decade", "decades", Decade),
        ("century", "centuries", Century),
    ];
    for (one, many, unit) in UNITS {
        table.insert(one, Sense::Unit(unit, One));
        table.insert(many, Sense::Unit(unit, Many));
    }
    table.insert("mins", Sense::Unit(Minute, Many));
    for (word, unit) in [
        ("hourlong", Hour),
        ("daylong", Day),
        ("weeklong", Week),
        ("monthlong", Month),
        ("yearlong", Year),
        ("decadelong", Decade),
    ] {
        table.insert(word, Sense::Long(unit));
    }
    let mut put = |words: &'static str, sense: Sense| {
        for word in words.split(' ') {
            table.insert(word, sense);
        }
    };
    put("am a.m. a.m", Sense::Meridiem(self::Half::Am));
    put("pm p.m. p.m", Sense::Meridiem(self::Half::Pm));
    put("morning mornings", Sense::Part("MO"));
    put("afternoon afternoons", Sense::Part("AF"));
    put("evening evenings", Sense::Part("EV"));
    put("spring springs springtime", Sense::Season("SP"));
    put("summer summers summertime", Sense::Season("SU"));
    put("autumn fall autumns", Sense::Season("FA"));
    put("winter winters", Sense::Season("WI"));
    put("today", Sense::Today);
    put("yesterday", Sense::Yesterday);
    put("tomorrow", Sense::Tomorrow);
    put("tonight", Sense::Tonight);
    put("now currently nowadays current", Sense::Now);
    put("recently lately", Sense::Reference(Reference::Past));
    put("future", Sense::Reference(Reference::Future));
    put("last previous", Sense::Last);
    put("next following", Sense::Next);
    put("this these", Sense::This);
    put("that those", Sense::That);
    put("past", Sense::Past);
    put("coming upcoming", Sense::Coming);
    put("recent", Sense::Recent);
    put("ago", Sense::Ago);
    put("earlier before", Sense::Earlier);
    put("later after", Sense::Later);
    put("every each per", Sense::Every);
    put("the", Sense::The);
    put("a an", Sense::A);
    put("of", Sense::Of);
    put("in within", Sense::In);
    put("on", Sense::On);
    put("at", Sense::At);
    put("for", Sense::For);
    put("to", Sense::To);
    put("by", Sense::By);
    put("and", Sense::And);
    put(",", Sense::Comma);
    put("early", Sense::Early);
    put("late", Sense::Late);
    put("mid middle", Sense::Mid);
    put("end close", Sense::End);
    put("beginning start", Sense::Start);
    put("small wee", Sense::Hours);
    put("noon midday", Sense::Noon);
    put("midnight", Sense::Midnight);
    put("dawn daybreak sunrise", Sense::Dawn);
    put("o'clock o’clock", Sense::OClock);
    put("half", Sense::HalfWord);
    put("fiscal financial", Sense::Fiscal);
    put("several few many some numerous", Sense::Several);
    put("couple", Sense::Couple);
    put(
        "full whole entire straight consecutive long single more full-year flat further additional",
        Sense::Full,
    );
    put("nearly almost", Sense::About);
    put("about around", Sense::Around);
    put("least most than up less fewer", Sense::Than);
    put("ended ending", Sense::Ended);
    put("latest", Sense::Latest);
    put("same", Sense::Same);
    put("period", Sense::Period);
    put("old", Sense::Old);
    put("daily", Sense::Daily("P1D"));
    put("hourly", Sense::Daily("PT1H"));
    put("weekly", Sense::Daily("P1W"));
    put("monthly", Sense::Daily("P1M"));
    put("annually yearly", Sense::Daily("P1Y"));
    put("nineties", Sense::Decade(199));
    put("eighties", Sense::Decade(198));
    put("seventies", Sense::Decade(197));
    put("sixties", Sense::Decade(196));
    put("fifties", Sense::Decade(195));
    put("forties", Sense::Decade(194));
    put("thirties", Sense::Decade(193));
    put("twenties", Sense::Decade(192));
    put("christmas", Sense::Holiday(Holiday::Fixed(12, 25)));
    put("halloween", Sense::Holiday(Holiday::Fixed(10, 31)));
    put("easter", Sense::Holiday(Holiday::Easter(0)));
    put("pentecost whitsun", Sense::Holiday(Holiday::Easter(49)));
    put("thanksgiving", Sense::Holiday(Holiday::Nth(11, 4, 4)));
    put("\" “ ” ‘ ’ '", Sense::Quote);
    table
});

/// The lexemes of the whole document, in order.
pub fn read(document: &Document) -> Vec<Lexeme> {
    let mut lexemes = Vec::with_capacity(document.tokens.len() + 8);
    for token in &document.tokens {
        let Some(surface) = document.text.get(token.start..token.end) else { continue };
        if !surface.contains(['-', '\u{2011}', '–', '\'', '’']) || surface.starts_with(['-', '–', '\'', '’'])
        {
            push(&mut lexemes, surface, token.start, false);
            continue;
        }
        let mut at = 0;
        for part in surface.split(['-', '\u{2011}', '–']) {
            push(&mut lexemes, part, token.start + at, at > 0);
            at += part.len()
                + surface
                    .get(at + part.len()..)
                    .and_then(|rest| rest.chars().next())
                    .map_or(0, char::len_utf8);
        }
    }
    lexemes
}

fn push(lexemes: &mut Vec<Lexeme>, surface: &str, start: usize, hyphen: bool) {
    if surface.is_empty() {
        return;
    }
    let capital = surface.starts_with(|c: char| c.is_uppercase());
    lexemes.push(Lexeme { start, end: start + surface.len(), sense: sense(surface), capital, hyphen });
}

fn sense(surface: &str) -> Sense {
    if surface.starts_with(|c: char| c.is_ascii_digit()) {
        return numeric(surface);
    }
    if surface.len() > 12 {
        return Sense::Other;
    }
    let mut buffer = [0u8; 12];
    let lower = &mut buffer[..surface.len()];
    lower.copy_from_slice(surface.as_bytes());
    lower.make_ascii_lowercase();
    std::str::from_utf8(lower).ok().and_then(|lower| TABLE.get(lower).copied()).unwrap_or(Sense::Other)
}

/// 2024, 1,500, 4th, 9am, 4.20pm, 12:30, 1990s, 90s
fn numeric(surface: &str) -> Sense {
    let digits = surface.len() - surface.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (head, tail) = surface.split_at(digits);
    if tail.is_empty() {
        return Sense::Digits(head.parse().unwrap_or(0.0), digits.min(99) as u8);
    }
    if matches!(tail, "st" | "nd" | "rd" | "th") {
        return head.parse().map_or(Sense::Other, Sense::Ordinal);
    }
    if tail == "s" {
        return match (digits, head.parse::<i16>()) {
            (4, Ok(year)) if year % 10 == 0 => Sense::Decade(year / 10),
            (2, Ok(year)) if year % 10 == 0 => Sense::Decade(if year >= 30 { 190 } else { 200 } + year / 10),
            _ => Sense::Other,
        };
    }
    if let Some(clock) = clock(head, tail) {
        return clock;
    }
    let plain: String = surface.chars().filter(|c| *c != ',').collect();
    plain.parse().map_or(Sense::Other, |value| Sense::Digits(value, 99))
}

fn clock(head: &str, tail: &str) -> Option<Sense> {
    let hour: i8 = head.parse().ok().filter(|hour| *hour <= 24)?;
    let lower = tail.to_ascii_lowercase();
    let (rest, half) = if let Some(rest) = lower.strip_suffix("am").or_else(|| lower.strip_suffix("a.m.")) {
        (rest.to_owned(), Some(Half::Am))
    } else if let Some(rest) = lower.strip_suffix("pm").or_else(|| lower.strip_suffix("p.m.")) {
        (rest.to_owned(), Some(Half::Pm))
    } else {
        (lower, None)
    };
    if rest.is_empty() {
        return half.map(|half| Sense::Clock(hour, 0, Some(half)));
    }
    let separator = rest.chars().next().filter(|c| matches!(c, ':' | '.' | 'h'))?;
    let minutes = rest.get(1..3).filter(|_| rest.len() == 3)?;
    let minute: i8 = minutes.parse().ok().filter(|minute| *minute < 60)?;
    // "4.20" alone is a number.
    (separator == ':' || half.is_some()).then_some(Sense::Clock(hour, minute, half))
}
