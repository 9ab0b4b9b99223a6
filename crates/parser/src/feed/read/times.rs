//! Settles the dates of a document once all are known: those without a zone, and those that have not come yet.
use std::collections::HashMap;

use model::{FeedDate, FeedDocument, Offset, Timestamp, Warning};

use crate::feed::FeedContext;

/// A clock that is a day ahead is a mistake or a lie.
const AHEAD_MILLIS: i64 = 24 * 3600 * 1000;

/// Reads dates without a zone in the feed's usual zone, and drops those more than a day after `context.now`.
pub fn settle(document: &mut FeedDocument, context: &FeedContext<'_>) {
    if let Some(zone) = usual_zone(document, context.url) {
        for slot in slots(document) {
            if let Some(date) = slot.as_mut().filter(|date| date.offset.is_none()) {
                let east = i64::from(zone.minutes()) * 60_000;
                date.at = Timestamp::from_millis(date.at.millis().saturating_sub(east));
            }
        }
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

/// The zone that most of the feed's dates state; else that of a country with one zone, by language or domain.
fn usual_zone(document: &mut FeedDocument, url: &str) -> Option<Offset> {
    let mut count: HashMap<Offset, usize> = HashMap::new();
    let mut open = false;
    for date in slots(document).filter_map(|slot| slot.as_ref()) {
        match date.offset {
            // UTC is what software writes that knows no better; it says nothing about the others.
            Some(Offset::UTC) => {}
            Some(offset) => *count.entry(offset).or_default() += 1,
            None => open = true,
        }
    }
    if !open {
        return None;
    }
    let most = count.into_iter().max_by_key(|(offset, n)| (*n, offset.minutes())).map(|(offset, _)| offset);
    most.or_else(|| zone_of_place(document.channel.language.as_deref(), url))
}

fn zone_of_place(language: Option<&str>, url: &str) -> Option<Offset> {
    let host = url.split("://").nth(1).and_then(|rest| rest.split(['/', ':', '?']).next()).unwrap_or("");
    let country = host.rsplit('.').next().unwrap_or("");
    let language = language.unwrap_or("").split('-').next().unwrap_or("");
    let hours = match (language, country) {
        ("ko" | "ja", _) | (_, "kr" | "jp") => 9,
        (_, "cn" | "tw" | "hk" | "sg" | "ph" | "my") => 8,
        ("vi" | "th", _) | (_, "vn" | "th") => 7,
        _ => return None,
    };
    Offset::from_minutes(hours * 60)
}

fn slots(document: &mut FeedDocument) -> impl Iterator<Item = &mut Option<FeedDate>> {
    let channel = &mut document.channel;
    let items = document.items.iter_mut().flat_map(|item| [&mut item.published, &mut item.updated]);
    [&mut channel.published, &mut channel.updated].into_iter().chain(items)
}
