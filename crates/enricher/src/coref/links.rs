//! Identity beyond the text: places get their coordinates and items, well-known organisations theirs. Better none than a
//! wrong one.
mod namesakes;

use model::annotations::{EntityLink, EntityType, MentionForm, PlaceFacts};
use rustc_hash::FxHashSet;

use crate::document::{Bytes, Cast, CastEntity, Document};
use crate::lexicon::organisations;
use crate::places::Places;
use namesakes::Namesakes;

/// Adds what the tables know of the named entities.
pub fn link(document: &Document<'_>, places: &Places, cast: &mut Cast) {
    let namesakes = Namesakes::new(document, cast);
    let others = namesakes.others(places, cast);
    let said = said(document, places, cast);
    let countries = countries(places, cast, &said);
    for ((entity, said), _) in cast.entities.iter_mut().zip(&said).zip(others).filter(|(_, other)| !other) {
        let mut names: Vec<&str> = said.names.iter().copied().collect();
        names.sort_unstable_by_key(|name| (std::cmp::Reverse(name.len()), *name));
        match entity.kind {
            EntityType::Place => link_place(places, &names, &countries, said.region, entity),
            EntityType::Organization => {
                let sure = names.iter().find_map(|name| organisations::item(name)).or(said.whole);
                let mut alone = names.iter().filter(|name| !namesakes.speaks_against(name));
                let shared = || alone.find_map(|name| organisations::shared_item(name));
                entity.links.extend(sure.or_else(shared).map(|item| wikidata(item, 0.95)));
            }
            EntityType::Group => {
                let country = names.iter().find_map(|name| places.nation(name)).map(str::to_owned);
                entity.place =
                    country.map(|code| PlaceFacts { country: Some(code), latitude: None, longitude: None });
            }
            _ => {}
        }
    }
}

/// How the text names an entity.
#[derive(Clone, Default)]
struct Said<'a> {
    names: FxHashSet<&'a str>,
    region: Option<Region<'a>>,
    /// The item of a name of which the mention is a part.
    whole: Option<u32>,
}

fn said<'a>(document: &'a Document<'_>, places: &'a Places, cast: &Cast) -> Vec<Said<'a>> {
    let mut all = vec![Said::default(); cast.entities.len()];
    for mention in cast.mentions.iter().filter(|m| m.form == MentionForm::Name) {
        if let Some(said) = all.get_mut(mention.entity) {
            said.names.insert(document.slice(&mention.bytes));
            said.region = said.region.take().or_else(|| said_region(document, places, &mention.bytes));
            said.whole = said.whole.or_else(|| whole_item(document, &mention.bytes));
        }
    }
    all
}

/// The item of the name with what stands around it: "The Guardian", "McDonald's".
fn whole_item(document: &Document<'_>, name: &Bytes) -> Option<u32> {
    let (first, last) = (document.token_at(name.start), document.token_at(name.end.saturating_sub(1)));
    let surface = document.slice(name);
    let article = first.checked_sub(1).map_or("", |at| document.token(at));
    let with_article = || organisations::item(&format!("The {surface}"));
    let with_mark = || organisations::item(&format!("{surface}'s"));
    let is_owner = matches!(document.token(last + 1), "'s" | "’s");
    matches!(article, "the" | "The")
        .then(with_article)
        .flatten()
        .or_else(|| is_owner.then(with_mark).flatten())
}

/// The region that the text says behind a city: "Paris, Texas".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Region<'a> {
    country: &'a str,
    /// A state of the country: which of its namesakes is meant the table does not know.
    is_state: bool,
}

fn said_region<'p>(document: &Document<'_>, places: &'p Places, name: &Bytes) -> Option<Region<'p>> {
    let after = document.token_at(name.end.saturating_sub(1)) + 1;
    if document.token(after) != "," {
        return None;
    }
    // "North Carolina", "New South Wales"
    (1..=3).rev().find_map(|length| {
        let bytes = document.bytes(&(after + 1..after + 1 + length))?;
        let said = document.slice(&bytes);
        let (country, is_state) = places.region(said)?;
        // "Tbilisi, Georgia" and "Athens, Georgia"
        match places.namesake_state(said) {
            Some(state) if !places.is_in(document.slice(name), country) => {
                Some(Region { country: state, is_state: true })
            }
            _ => Some(Region { country, is_state }),
        }
    })
}

fn link_place(
    places: &Places,
    names: &[&str],
    countries: &FxHashSet<&str>,
    region: Option<Region<'_>>,
    entity: &mut CastEntity,
) {
    let found = names.iter().find_map(|name| match region {
        Some(region) => places.resolve_in(name, region.country, region.is_state, countries),
        None => places.resolve(name, countries),
    });
    let Some(place) = found else {
        let seat = names.iter().find_map(|name| organisations::seat_item(name));
        entity.links.extend(seat.map(|item| wikidata(item, 0.95)));
        return;
    };
    entity.links.extend(place.link());
    entity.links.extend(places.item(place).map(|item| wikidata(item, 0.95)));
    entity.place = Some(place.facts());
}

fn wikidata(item: u32, confidence: f64) -> EntityLink {
    EntityLink { scheme: "wikidata".to_owned(), id: format!("Q{item}"), confidence }
}

/// Codes of the countries that the text names, by themselves or by their people.
fn countries<'p>(places: &'p Places, cast: &Cast, said: &[Said<'_>]) -> FxHashSet<&'p str> {
    let mut codes = FxHashSet::default();
    for (entity, said) in cast.entities.iter().zip(said) {
        for name in &said.names {
            match entity.kind {
                EntityType::Place => codes.extend(places.only_country(name)),
                EntityType::Group => codes.extend(places.nation(name)),
                _ => {}
            }
        }
    }
    codes
}
