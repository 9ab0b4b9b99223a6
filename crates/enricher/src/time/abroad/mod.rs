//! Dates in languages other than English and Korean: a small grammar of what is written alike everywhere, and nothing else.
mod han;
mod tongues;
mod words;

use model::annotations::DateKind;

use super::{
    calendar::{self, plus_days},
    lean::Lean,
    lexeme::Unit,
    meaning::{Meaning, YearOf},
    resolve::Calendar,
    settled::Settled,
};
use crate::document::{Bytes, Document};
use tongues::{Say, Tongue};
use words::{Word, find as find_in, is_in};

/// Is there a grammar for the language?
pub fn knows(language: &str) -> bool {
    matches!(language, "ja" | "zh") || tongues::of(language).is_some()
}

/// All times of a document in one of the languages that [`knows`] names.
pub fn find(document: &Document, calendar: &mut Calendar) -> Vec<(Bytes, Settled)> {
    // "Am Abend" is that of today until the text names another day.
    calendar.named = calendar.named.or(calendar.today);
    match tongues::of(document.language) {
        Some(tongue) => spaced(document, tongue, calendar),
        None => han::find(document.text, document.language == "ja", calendar),
    }
}

fn spaced(document: &Document, tongue: &Tongue, calendar: &mut Calendar) -> Vec<(Bytes, Settled)> {
    let words = words::read(document);
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let reader = Reader { words: &words, tongue, calendar };
        let Some((start, end, settled)) = reader.read(at) else {
            at += 1;
            continue;
        };
        let (Some(first), Some(last)) = (words.get(start), words.get(end.saturating_sub(1))) else { break };
        if let Some(day) = settled.day().filter(|_| settled.kind != DateKind::Duration) {
            calendar.named = Some(day);
        }
        found.push((first.start..last.end, settled));
        at = end.max(at + 1);
    }
    found
}

struct Reader<'a> {
    words: &'a [Word],
    tongue: &'a Tongue,
    calendar: &'a Calendar,
}

/// A parse: the word after it, and what it means.
type Parse = Option<(usize, Meaning)>;

impl Reader<'_> {
    /// First and last word of the expression at `at`, and when that is.
    fn read(&self, at: usize) -> Option<(usize, usize, Settled)> {
        // "il y a trois ans" is the whole, "vor" of "vor dem Haus" is nothing.
        let (end, meaning) = self
            .ago(at)
            .or_else(|| self.phrase(at))
            .or_else(|| self.iso(at))
            .or_else(|| self.weekday(at))
            .or_else(|| self.day_and_month(at))
            .or_else(|| self.clock(at))
            .or_else(|| self.part_of_day(at))
            .or_else(|| self.fraction(at))
            .or_else(|| self.shifted(at))
            .or_else(|| self.month(at))
            .or_else(|| self.season(at))
            .or_else(|| self.length(at))
            .or_else(|| self.year(at))?;
        let settled = self.calendar.settle(&meaning, self.lean(at, end), false)?;
        Some((at, end, settled))
    }

    fn word(&self, at: usize) -> &str {
        #[cfg(test)]
        crate::growth::step();
        self.words.get(at).map_or("", |word| word.text.as_str())
    }

    fn before(&self, at: usize) -> &str {
        at.checked_sub(1).map_or("", |at| self.word(at))
    }

    /// The place after a sequence of words.
    fn sequence(&self, at: usize, phrase: &str) -> Option<usize> {
        let mut next = at;
        for part in phrase.split(' ') {
            if self.word(next) != part {
                return None;
            }
            next += 1;
        }
        Some(next)
    }

    fn skip(&self, at: usize, words: &[&str]) -> usize {
        if is_in(words, self.word(at)) { at + 1 } else { at }
    }

    fn digits(&self, at: usize, range: std::ops::RangeInclusive<i16>) -> Option<i16> {
        self.word(at).parse().ok().filter(|number| range.contains(number))
    }

    fn lean(&self, start: usize, end: usize) -> Lean {
        let tongue = self.tongue;
        let stops = |word: &&Word| !matches!(word.text.as_str(), "." | "!" | "?" | ";" | "؟");
        let behind = self.words.get(..start).unwrap_or(&[]).iter().rev().take(14).take_while(stops);
        let ahead = self.words.get(end..).unwrap_or(&[]).iter().take(14).take_while(stops);
        let ahead_of_us = behind.chain(ahead).any(|word| {
            let long = word.text.chars().count() > 4;
            is_in(tongue.future, &word.text)
                || long && tongue.future_endings.iter().any(|ending| word.text.ends_with(ending))
        });
        let due = self.words.get(start.saturating_sub(2)..start).unwrap_or(&[]);
        let due = due.iter().any(|word| is_in(tongue.deadlines, &word.text));
        if ahead_of_us || due { Lean::Future } else { Lean::Past }
    }

    /// "vor neun Jahren", "il y a quatre ans", "due anni fa", "семь лет назад".
    fn ago(&self, at: usize) -> Parse {
        let lead = self.tongue.ago_before.iter().find_map(|phrase| self.sequence(at, phrase));
        let (end, amount, unit) = self.counted(lead.unwrap_or(at))?;
        let end = match lead {
            Some(_) => end,
            None => is_in(self.tongue.ago_after, self.word(end)).then_some(end + 1)?,
        };
        let (unit, amount) = match unit {
            Unit::Decade => (Unit::Year, amount * 10.0),
            Unit::Second | Unit::Minute | Unit::Hour => return None,
            unit => (unit, amount),
        };
        (amount.fract() == 0.0).then_some((end, Meaning::Away { unit, amount: -(amount as i64) }))
    }

    /// A number with its unit.
    fn counted(&self, at: usize) -> Option<(usize, f64, Unit)> {
        if let Some((phrase, Say::Length(unit, amount))) = self
            .tongue
            .phrases
            .iter()
            .find(|(phrase, say)| *phrase == self.word(at) && matches!(say, Say::Length(..)))
        {
            let _ = phrase;
            return Some((at + 1, *amount, *unit));
        }
        let number = self.word(at).replace(',', ".");
        let amount = match find_in(self.tongue.numbers, &number) {
            Some(amount) => amount,
            None => number.parse().ok().filter(|amount| (0.0..1000.0).contains(amount))?,
        };
        let unit = find_in(self.tongue.units, self.word(at + 1))?;
        Some((at + 2, amount, unit))
    }

    fn phrase(&self, at: usize) -> Parse {
        let (end, say) =
            self.tongue.phrases.iter().find_map(|(phrase, say)| Some((self.sequence(at, phrase)?, *say)))?;
        Some(match say {
            Say::Day(amount) => {
                let meaning = Meaning::Away { unit: Unit::Day, amount };
                // "اليوم الثلاثاء", "أمس السبت"
                if find_in(self.tongue.weekdays, self.word(end)).is_some() {
                    return Some((end + 1, meaning));
                }
                (end, meaning)
            }
            Say::PartOf(amount, part) => {
                (end, Meaning::Part { part, day: Some(Box::new(Meaning::Away { unit: Unit::Day, amount })) })
            }
            Say::Year(amount) => (end, Meaning::Away { unit: Unit::Year, amount }),
            Say::Reference(reference) => (end, Meaning::Reference(reference)),
            Say::Holiday(holiday) => (end, Meaning::Holiday { holiday, shift: None, year: None }),
            Say::Length(unit, amount) => (end, Meaning::Duration(calendar::duration(unit, Some(amount)))),
            Say::Hour(hour) => (end, Meaning::Clock { hour, minute: 0, day: None }),
        })
    }

    /// "2026-03-12", "12.03.2026", "12/03/2026"
    fn iso(&self, at: usize) -> Parse {
        let word = self.word(at);
        if word.len() < 8 || word.len() > 10 || !word.starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        let mut numbers = word.split(['-', '.', '/']).map(str::parse::<i16>);
        let (Some(Ok(a)), Some(Ok(b)), Some(Ok(c)), None) =
            (numbers.next(), numbers.next(), numbers.next(), numbers.next())
        else {
            return None;
        };
        let (year, month, day) = if a > 1000 { (a, b, c) } else { (c, b, a) };
        let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
        let meaning = Meaning::Date { year: Some(year), month, day: Some(day), shift: None };
        (1000..2200).contains(&year).then_some((at + 1, meaning))
    }

    /// "kommenden Sonntag", "samedi dernier", "يوم الأحد المقبل", "Sonntagabend", "jeudi 12 mars"
    fn weekday(&self, at: usize) -> Parse {
        let noun = self.skip(at, self.tongue.day_nouns);
        let (before, named) = self.shift(noun);
        let (day, part) = self.weekday_word(named)?;
        let mut end = named + 1;
        // The date decides, where one follows.
        let next = if self.word(end) == "," { end + 1 } else { end };
        if let Some(found) = self.day_and_month(next) {
            return Some(found);
        }
        let (shift, after) = match before {
            Some(shift) => (Some(shift), end),
            None => self.shift_after(end),
        };
        end = after;
        if let ("(", Some(_), ")") = (self.word(end), self.digits(end + 1, 1..=31), self.word(end + 2)) {
            end += 3;
        }
        let part = part.or_else(|| {
            let part = find_in(self.tongue.parts, self.word(end))?;
            end += 1;
            Some(part)
        });
        let meaning = self.day_of_week(day, shift)?;
        Some((
            end,
            match part {
                Some(part) => Meaning::Part { part, day: Some(Box::new(meaning)) },
                None => meaning,
            },
        ))
    }

    fn day_of_week(&self, day: i8, shift: Option<i64>) -> Option<Meaning> {
        let Some(shift @ (-1 | 1)) = shift else {
            return Some(Meaning::Weekday { day, shift });
        };
        // Elsewhere than in English the next Tuesday is the first that comes.
        let today = self.calendar.today?;
        let lean = if shift > 0 { Lean::Future } else { Lean::Past };
        let date = calendar::nearest_weekday(plus_days(today, shift)?, day, lean)?;
        Some(Meaning::Away { unit: Unit::Day, amount: i64::from((date - today).get_days()) })
    }

    /// A weekday, with the part of the day that German writes into the same word.
    fn weekday_word(&self, at: usize) -> Option<(i8, Option<&'static str>)> {
        let word = self.word(at);
        if let Some(day) = find_in(self.tongue.weekdays, word) {
            // "na segunda" is Monday only where nothing is counted by it.
            let counts = day > 10 && self.word(at + 1).starts_with(char::is_alphanumeric);
            return (!counts).then_some(((day - 1) % 10 + 1, None));
        }
        self.tongue.weekdays.iter().find_map(|(weekday, day)| {
            let part = word.strip_prefix(weekday)?;
            Some((*day, Some(find_in(self.tongue.parts, part)?)))
        })
    }

    /// "12 mars 2026", "19. September", "1er janvier", "7 abr", "9 de fevereiro", "العاشر من ديسمبر".
    fn day_and_month(&self, at: usize) -> Parse {
        let start = self.skip(at, self.tongue.day_nouns);
        let number = self.word(start).trim_end_matches(['º', '°']);
        let number = number.strip_suffix("er").unwrap_or(number);
        let day = match number.parse::<i8>() {
            Ok(day) if (1..=31).contains(&day) => day,
            _ => i8::try_from(find_in(self.tongue.ordinals, number)?).ok()?,
        };
        let after = if self.word(start + 1) == "." { start + 2 } else { start + 1 };
        let (end, month) = self.month_name(self.skip(after, self.tongue.of))?;
        let (end, year) = self.year_behind(end);
        Some((end, Meaning::Date { year, month, day: Some(day), shift: None }))
    }

    fn month_name(&self, at: usize) -> Option<(usize, i8)> {
        let month = find_in(self.tongue.months, self.word(at).trim_end_matches('.'))?;
        // "يونيو/حزيران": the month by both of its names
        if self.word(at + 1) == "/" && find_in(self.tongue.months, self.word(at + 2)).is_some() {
            return Some((at + 3, month));
        }
        Some((at + 1, month))
    }

    /// The year behind a month: "de 2026", "2027 года".
    fn year_behind(&self, at: usize) -> (usize, Option<i16>) {
        let start = self.skip(at, self.tongue.of);
        match self.digits(start, 1400..=2200) {
            Some(year) => (self.skip(start + 1, self.tongue.year_nouns), Some(year)),
            None => (at, None),
        }
    }

    /// A month alone needs a word before it that dates have, or a year behind.
    fn month(&self, at: usize) -> Parse {
        let (end, month) = self.month_name(at)?;
        let (with_year, year) = self.year_behind(end);
        if year.is_some() {
            return Some((with_year, Meaning::Date { year, month, day: None, shift: None }));
        }
        let long = self.word(at).chars().count() > 2 && !self.word(at).ends_with('.');
        let led = is_in(self.tongue.leads, self.before(at));
        (led && long).then_some((end, Meaning::Date { year: None, month, day: None, shift: None }))
    }

    /// "last", "this" or "next" at `at`, and the place after it.
    fn shift(&self, at: usize) -> (Option<i64>, usize) {
        let word = self.word(at);
        let tongue = self.tongue;
        for (words, shift) in [(tongue.last, -1), (tongue.this, 0), (tongue.next, 1)] {
            if is_in(words, word) {
                return (Some(shift), at + 1);
            }
        }
        (None, at)
    }

    fn shift_after(&self, at: usize) -> (Option<i64>, usize) {
        match self.shift(at) {
            // "este" after a noun belongs to the next one, but Arabic says "this" behind.
            (Some(0), _) if !self.word(at).starts_with('ا') => (None, at),
            found => found,
        }
    }

    /// "vergangenen Jahr", "mois prochain", "novembre dernier", "scorso luglio", "printemps prochain".
    fn shifted(&self, at: usize) -> Parse {
        let (before, noun) = self.shift(at);
        let unit = find_in(self.tongue.units, self.word(noun));
        let month = self.month_name(noun);
        let season = find_in(self.tongue.seasons, self.word(noun));
        let end = month.map_or(noun + 1, |(end, _)| end);
        if unit.is_none() && month.is_none() && season.is_none() {
            return None;
        }
        let (shift, end) = match before {
            Some(shift) => (shift, end),
            None => {
                let (shift, after) = self.shift_after(end);
                (shift?, after)
            }
        };
        if let Some((_, month)) = month {
            return Some((end, Meaning::Date { year: None, month, day: None, shift: Some(shift) }));
        }
        if let Some(season) = season {
            return Some((end, Meaning::Season { season, year: YearOf::Shifted(shift) }));
        }
        let unit =
            unit.filter(|unit| matches!(unit, Unit::Week | Unit::Month | Unit::Year | Unit::Decade))?;
        Some((end, Meaning::Away { unit, amount: shift }))
    }

    /// "Herbst", "invierno", "весной 2027 года", behind a word that dates have.
    fn season(&self, at: usize) -> Parse {
        let season = find_in(self.tongue.seasons, self.word(at))?;
        let (end, year) = self.year_behind(at + 1);
        if let Some(year) = year {
            return Some((end, Meaning::Season { season, year: YearOf::Said(year) }));
        }
        // Russian says it by the case alone.
        let led = is_in(self.tongue.leads, self.before(at)) || self.word(at).ends_with("ю");
        let participle = self.word(at) == "été" && !matches!(self.before(at), "l" | "cet" | "en");
        (led && !participle).then_some((at + 1, Meaning::Season { season, year: YearOf::Open }))
    }

    /// "segundo trimestre de 2027", "الربع الثالث"
    fn fraction(&self, at: usize) -> Parse {
        let noun = |at: usize| {
            let word = self.word(at);
            let quarter = is_in(self.tongue.quarters, word).then_some(Unit::Quarter);
            quarter.or_else(|| is_in(self.tongue.halves, word).then_some(Unit::Half))
        };
        let (of, index) = match (noun(at), noun(at + 1)) {
            (Some(of), _) => (of, find_in(self.tongue.ordinals, self.word(at + 1))?),
            (None, Some(of)) => (of, find_in(self.tongue.ordinals, self.word(at))?),
            (None, None) => return None,
        };
        if index > if of == Unit::Quarter { 4 } else { 2 } {
            return None;
        }
        let (end, year) = self.year_behind(at + 2);
        Some((end, Meaning::Fraction { of, index, year: year.map_or(YearOf::Open, YearOf::Said) }))
    }

    /// "drei Wochen", "60 dias", but no ages.
    fn length(&self, at: usize) -> Parse {
        let (end, amount, unit) = self.counted(at)?;
        let one = amount == 1.0 && !matches!(unit, Unit::Month | Unit::Year);
        let before = self.before(at);
        let age = unit == Unit::Year
            && (before == ","
                || matches!(before, "de" | "di")
                    && matches!(self.before(at - 1), "," | "(" | "âgé" | "âgée")
                || before == "("
                || matches!(self.word(end), "alt" | "alte" | "alten"));
        (!one && !age).then(|| (end, Meaning::Duration(calendar::duration(unit, Some(amount)))))
    }

    /// "8:00", "14h30", "2.40 Uhr", "4 heures du matin", "seis de la mañana".
    fn clock(&self, at: usize) -> Parse {
        let word = self.word(at);
        let pair = |mark: char| {
            let (hour, minute) = word.split_once(mark)?;
            // "2:1" is how a match ended.
            if mark == ':' && minute.len() != 2 {
                return None;
            }
            let minute = if minute.is_empty() && mark == 'h' { 0 } else { minute.parse().ok()? };
            let hour: i8 = hour.parse().ok()?;
            ((0..=24).contains(&hour) && (0..60).contains(&minute)).then_some((hour, minute))
        };
        if let Some((hour, minute)) = pair(':').or_else(|| pair('h')) {
            return Some(self.with_day(at + 1, |day| Meaning::Clock { hour, minute, day }));
        }
        let (hour, minute) = match pair('.') {
            Some(pair) => pair,
            None => match find_in(self.tongue.numbers, word).or_else(|| word.parse().ok()) {
                Some(hour) if (0.0..=24.0).contains(&hour) && hour.fract() == 0.0 => (hour as i8, 0),
                _ => return None,
            },
        };
        let (end, half) = self
            .tongue
            .hours
            .iter()
            .find_map(|(phrase, half)| Some((self.sequence(at + 1, phrase)?, *half)))?;
        // "trois heures" is a length.
        if half == 0 && matches!(self.word(end - 1), "heures" | "horas") {
            return None;
        }
        let hour = if half == 12 && hour < 12 { hour + 12 } else { hour };
        Some(self.with_day(end, |day| Meaning::Clock { hour, minute, day }))
    }

    /// "am Abend", "in der Nacht zum Montag": of the day that the text named, where it says no other.
    fn part_of_day(&self, at: usize) -> Parse {
        let part = find_in(self.tongue.parts, self.word(at))?;
        let (end, meaning) = self.with_day(at + 1, |day| Meaning::Part { part, day });
        let has_day = end > at + 1 && !self.tongue.part_leads.is_empty();
        (has_day || is_in(self.tongue.part_leads, self.before(at))).then_some((end, meaning))
    }

    /// A time of the day that is said behind it.
    fn with_day(&self, at: usize, of: impl FnOnce(Option<Box<Meaning>>) -> Meaning) -> (usize, Meaning) {
        let day_at = self.skip(at, self.tongue.of_day);
        match self.weekday(day_at).filter(|(_, day)| day_at > at && !matches!(day, Meaning::Part { .. })) {
            Some((end, day)) => (end, of(Some(Box::new(day)))),
            None => (at, of(None)),
        }
    }

    /// A year alone needs a word before or behind that years have.
    fn year(&self, at: usize) -> Parse {
        let start = self.skip(at, if self.word(at) == "عام" { &["عام"] } else { &[] });
        let year = self.digits(start, 1400..=2199)?;
        let end = self.skip(start + 1, self.tongue.year_nouns);
        let led = start > at || is_in(self.tongue.leads, self.before(start));
        (led || end > start + 1).then_some((end, Meaning::Year(year)))
    }
}

#[cfg(test)]
mod tests;
