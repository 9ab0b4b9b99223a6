//! Money, percentages, measures and counts.
use model::annotations::QuantityKind;

use super::lexeme::Lexeme;
use crate::document::{Bytes, Document, QuantityDraft};

/// All quantities outside `taken`, the places of the dates, which are in order.
pub fn find(document: &Document, lexemes: &[Lexeme], taken: &[Bytes]) -> Vec<QuantityDraft> {
    let reader = Reader { text: document.text, lexemes };
    let mut found = Vec::new();
    let mut dates = taken.iter().peekable();
    let mut at = 0;
    while let Some(lexeme) = lexemes.get(at) {
        while dates.peek().is_some_and(|date| date.end <= lexeme.start) {
            dates.next();
        }
        if dates.peek().is_some_and(|date| date.start <= lexeme.start) {
            at += 1;
            continue;
        }
        match reader.at(at) {
            Some((end, draft)) => {
                found.push(draft);
                at = end;
            }
            None => at += 1,
        }
    }
    found
}

struct Reader<'a> {
    text: &'a str,
    lexemes: &'a [Lexeme],
}

const PREFIXES: &[(&str, &str)] = &[
    ("us$", "USD"),
    ("a$", "AUD"),
    ("c$", "CAD"),
    ("nz$", "NZD"),
    ("hk$", "HKD"),
    ("s$", "SGD"),
    ("nt$", "TWD"),
    ("r$", "BRL"),
    ("$", "USD"),
    ("£", "GBP"),
    ("€", "EUR"),
    ("¥", "JPY"),
    ("₩", "KRW"),
    ("₹", "INR"),
    ("₽", "RUB"),
    ("₺", "TRY"),
    ("₴", "UAH"),
    ("₦", "NGN"),
    ("rs", "INR"),
    ("rs.", "INR"),
    ("inr", "INR"),
    ("usd", "USD"),
    ("eur", "EUR"),
    ("gbp", "GBP"),
    ("chf", "CHF"),
    ("kr", "SEK"),
    ("ksh", "KES"),
    ("rm", "MYR"),
    ("aed", "AED"),
    ("sar", "SAR"),
    ("jpy", "JPY"),
    ("krw", "KRW"),
    ("cny", "CNY"),
    ("rmb", "CNY"),
];

const NOUNS: &[(&str, &str)] = &[
    ("dollars", "USD"),
    ("dollar", "USD"),
    ("pounds", "GBP"),
    ("euros", "EUR"),
    ("euro", "EUR"),
    ("yen", "JPY"),
    ("won", "KRW"),
    ("yuan", "CNY"),
    ("renminbi", "CNY"),
    ("rupees", "INR"),
    ("roubles", "RUB"),
    ("rubles", "RUB"),
    ("francs", "CHF"),
    ("lira", "TRY"),
    ("pesos", "MXN"),
    ("reais", "BRL"),
    ("rand", "ZAR"),
    ("shillings", "KES"),
    ("naira", "NGN"),
    ("kwacha", "ZMW"),
    ("zloty", "PLN"),
    ("kronor", "SEK"),
    ("kroner", "NOK"),
    ("hryvnia", "UAH"),
    ("dirhams", "AED"),
    ("riyals", "SAR"),
    ("ringgit", "MYR"),
    ("baht", "THB"),
    ("rupiah", "IDR"),
    ("bolivianos", "BOB"),
    ("soles", "PEN"),
    ("shekels", "ILS"),
    ("tenge", "KZT"),
    ("cedis", "GHS"),
];

const MEASURES: &[(&str, &str)] = &[
    ("km", "km"),
    ("kilometres", "km"),
    ("kilometers", "km"),
    ("miles", "mi"),
    ("mile", "mi"),
    ("metres", "m"),
    ("meters", "m"),
    ("cm", "cm"),
    ("centimetres", "cm"),
    ("feet", "ft"),
    ("foot", "ft"),
    ("inches", "in"),
    ("yards", "yd"),
    ("kg", "kg"),
    ("kilograms", "kg"),
    ("kilos", "kg"),
    ("tonnes", "t"),
    ("tons", "t"),
    ("tonne", "t"),
    ("grams", "g"),
    ("litres", "l"),
    ("liters", "l"),
    ("gallons", "gal"),
    ("hectares", "ha"),
    ("acres", "ac"),
    ("barrels", "bbl"),
    ("megawatts", "MW"),
    ("gigawatts", "GW"),
    ("mw", "MW"),
    ("gw", "GW"),
    ("mph", "mph"),
    ("degrees", "°"),
];

impl Reader<'_> {
    fn word(&self, at: usize) -> &str {
        self.lexemes.get(at).and_then(|lexeme| self.text.get(lexeme.start..lexeme.end)).unwrap_or("")
    }

    fn lookup(&self, at: usize, table: &[(&str, &'static str)]) -> Option<&'static str> {
        let word = self.word(at);
        (!word.is_empty() && word.len() < 12)
            .then(|| table.iter().find(|(key, _)| key.eq_ignore_ascii_case(word)).map(|(_, unit)| *unit))?
    }

    fn touches(&self, left: usize, right: usize) -> bool {
        matches!((self.lexemes.get(left), self.lexemes.get(right)), (Some(left), Some(right)) if left.end == right.start)
    }

    fn at(&self, at: usize) -> Option<(usize, QuantityDraft)> {
        // "US$130 million", "Rs 1,318 crore", "£1.2m"
        if let Some(mut unit) = self.lookup(at, PREFIXES) {
            let mut number_at = at + 1;
            if self.word(number_at) == "$" && self.touches(at, number_at) {
                number_at += 1;
            } else if self.word(at).eq_ignore_ascii_case("us") {
                unit = "USD";
            }
            let (end, value) = self.number(number_at)?;
            return Some((end, self.draft(at, end, QuantityKind::Money, value, Some(unit))));
        }
        if matches!(self.word(at), "US" | "A" | "C" | "NZ" | "HK" | "S" | "NT" | "R")
            && self.word(at + 1) == "$"
            && self.touches(at, at + 1)
        {
            let name = format!("{}$", self.word(at)).to_ascii_lowercase();
            let unit = PREFIXES.iter().find(|(key, _)| *key == name).map(|(_, unit)| *unit)?;
            let (end, value) = self.number(at + 2)?;
            return Some((end, self.draft(at, end, QuantityKind::Money, value, Some(unit))));
        }
        if self.lexemes.get(at)?.hyphen {
            return None;
        }
        let (end, value) = self.number(at)?;
        if let Some(unit) = self.lookup(end, NOUNS) {
            return Some((end + 1, self.draft(at, end + 1, QuantityKind::Money, value, Some(unit))));
        }
        if self.word(end) == "US" && self.word(end + 1) == "dollars" {
            return Some((end + 2, self.draft(at, end + 2, QuantityKind::Money, value, Some("USD"))));
        }
        if matches!(self.word(end), "%" | "percent" | "pc") {
            return Some((end + 1, self.draft(at, end + 1, QuantityKind::Percentage, value, Some("%"))));
        }
        if self.word(end) == "per" && matches!(self.word(end + 1), "cent" | "cents") {
            return Some((end + 2, self.draft(at, end + 2, QuantityKind::Percentage, value, Some("%"))));
        }
        if let Some(unit) = self.lookup(end, MEASURES) {
            return Some((end + 1, self.draft(at, end + 1, QuantityKind::Measure, value, Some(unit))));
        }
        // A count has what is counted after it.
        let counted = self.word(end).starts_with(|c: char| c.is_lowercase())
            && self.word(end).len() > 2
            && !matches!(
                self.word(end),
                "and"
                    | "but"
                    | "for"
                    | "with"
                    | "the"
                    | "from"
                    | "was"
                    | "were"
                    | "that"
                    | "when"
                    | "who"
                    | "which"
                    | "then"
                    | "one"
            );
        let digits = self.word(at).starts_with(|c: char| c.is_ascii_digit());
        let large = value >= 2.0;
        (counted && large && digits && !self.lexemes.get(end)?.hyphen)
            .then(|| (end, self.draft(at, end, QuantityKind::Count, value, None)))
    }

    fn draft(
        &self,
        start: usize,
        end: usize,
        kind: QuantityKind,
        value: f64,
        unit: Option<&str>,
    ) -> QuantityDraft {
        let bytes =
            self.lexemes.get(start).map_or(0, |l| l.start)..self.lexemes.get(end - 1).map_or(0, |l| l.end);
        QuantityDraft {
            bytes,
            kind,
            value: value.is_finite().then_some(value),
            unit: unit.map(str::to_owned),
        }
    }

    /// "5", "1,318", "1.2m", "28,500", "two million": the lexeme after it and the value.
    fn number(&self, at: usize) -> Option<(usize, f64)> {
        let word = self.word(at);
        let (mut value, mut end) = if word.starts_with(|c: char| c.is_ascii_digit()) {
            let digits = word.trim_end_matches(|c: char| c.is_alphabetic());
            let suffix = word.get(digits.len()..).unwrap_or("");
            let plain: String = digits.chars().filter(|c| *c != ',').collect();
            let factor = if suffix.is_empty() { 1.0 } else { scale(suffix)? };
            (plain.parse::<f64>().ok()? * factor, at + 1)
        } else {
            match self.lexemes.get(at)?.sense {
                super::lexeme::Sense::NumberWord(value) => (value, at + 1),
                _ => return None,
            }
        };
        while let Some(factor) =
            scale(self.word(end)).filter(|_| self.word(end).len() > 2 || self.touches(end - 1, end))
        {
            value *= factor;
            end += 1;
        }
        // A number that is multiplied by a word may miss its last place: 2.1 million is 2100000.
        let value = if value.abs() < 9e15 { (value * 1e6).round() / 1e6 } else { value };
        Some((end, value))
    }
}

fn scale(word: &str) -> Option<f64> {
    Some(match word {
        "hundred" => 1e2,
        "thousand" | "k" | "K" => 1e3,
        "lakh" | "lakhs" => 1e5,
        "million" | "m" | "M" | "mn" | "mln" => 1e6,
        "crore" | "crores" => 1e7,
        "billion" | "bn" | "b" | "B" => 1e9,
        "trillion" | "tn" | "trn" => 1e12,
        _ => return None,
    })
}
