//! Settles the dates of a document once all are known: those that depend on its publisher's habits, and those that have
//! not come yet.
use std::collections::HashMap;

use model::{FeedDate, FeedDocument, Offset, Precision, Timestamp, Warning};

use crate::{
    feed::{
        FeedContext,
        date::{self, Habits},
    },
    zone::{self, Zone},
};

/// A clock that is a day ahead is a mistake or a lie.
const AHEAD_MILLIS: i64 = 24 * 3600 * 1000;

/// Reads dates as their publisher means them, and drops those more than a day after `context.now`.
pub fn settle(document: &mut FeedDocument, context: &FeedContext<'_>) {
    let usual = Usual::of(document, context.url);
    for date in slots(document).filter_map(Option::as_mut) {
        usual.settle(date);
    }
    let Some(now) = context.now else { return };
    let latest = now.millis().saturating_add(AHEAD_MILLIS);
    let mut refused = None;
    for slot in slots(document) {
        if let Some(date) = slot.take_if(|date| date.at.millis() > latest) {
            refused.get_or_insert(date.raw);
        }
    }
    if let Some(raw) = refused {
        document.warnings.push(Warning::with("date-in-the-future", raw));
    }
}

/// What a publisher leaves out of its dates.
struct Usual {
    /// The zone that most of the feed's dates state.
    stated: Option<Offset>,
    /// Else that of its country, by domain or language.
    place: Option<Zone>,
    day_first: bool,
}

impl Usual {
    fn of(document: &mut FeedDocument, url: &str) -> Self {
        let mut offsets: HashMap<Offset, usize> = HashMap::new();
        let mut order = None;
        for date in slots(document).filter_map(|slot| slot.as_ref()) {
            // UTC is what software writes that knows no better; it says nothing about the others.
            let telling = date.offset.filter(|offset| *offset != Offset::UTC);
            if let Some(offset) = telling.filter(|_| !date::names_ambiguous_zone(&date.raw)) {
                *offsets.entry(offset).or_default() += 1;
            }
            order = order.or_else(|| match date::slashed(&date.raw)? {
                (13.., _) => Some(true),
                (_, 13..) => Some(false),
                _ => None,
            });
        }
        let most = offsets.into_iter().max_by_key(|(offset, n)| (*n, offset.minutes()));
        let language = document.channel.language.as_deref().unwrap_or("");
        Usual {
            stated: most.map(|(offset, _)| offset),
            place: zone::usual(url).or_else(|| zone::of_language(language)),
            day_first: order.unwrap_or_else(|| is_day_first(language, url)),
        }
    }

    fn settle(&self, date: &mut FeedDate) {
        let zone = || self.stated.or_else(|| self.place?.on(date.at.to_string().get(..10)?));
        let two_ways = self.day_first && date::slashed(&date.raw).is_some();
        if two_ways || date::names_ambiguous_zone(&date.raw) {
            let habits = Habits { zone: zone(), day_first: self.day_first };
            if let Some(read) = date::parse_as(&date.raw, habits) {
                *date = read;
            }
        }
        // A day alone stays that day in UTC.
        if date.offset.is_none() && date.precision != Precision::Day {
            let zone = self.stated.or_else(|| self.place?.on(date.at.to_string().get(..10)?));
            let east = zone.map_or(0, |zone| i64::from(zone.minutes()) * 60_000);
            date.at = Timestamp::from_millis(date.at.millis().saturating_sub(east));
        }
    }
}

/// Whether "5/6/2024" is 5 June where a feed comes from: nearly everywhere but in the United States and what follows them.
fn is_day_first(language: &str, url: &str) -> bool {
    let language = language.to_ascii_lowercase();
    let (language, region) = language.split_once('-').unwrap_or((&language, ""));
    let country = zone::country(url).unwrap_or_default();
    let american = |place: &str| matches!(place, "us" | "ph" | "gov" | "mil");
    if american(region) || american(&country) {
        return false;
    }
    // Software that knows no better says "en"; two letters at the end of a domain are a country.
    !matches!(language, "en" | "")
        || (country.len() == 2 && !matches!(&*country, "tv" | "io" | "co" | "me" | "ai"))
}

fn slots(document: &mut FeedDocument) -> impl Iterator<Item = &mut Option<FeedDate>> {
    let channel = &mut document.channel;
    let items = document.items.iter_mut().flat_map(|item| [&mut item.published, &mut item.updated]);
    [&mut channel.published, &mut channel.updated].into_iter().chain(items)
}
