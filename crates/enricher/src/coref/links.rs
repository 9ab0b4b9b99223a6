//! Identity beyond the text: places get their coordinates and items, well-known organisations theirs. Better none than a
//! wrong one.
use model::annotations::{EntityLink, EntityType, MentionForm, PlaceFacts};
use rustc_hash::FxHashSet;

use crate::document::{Bytes, Cast, CastEntity, Document};
use crate::lexicon::organisations;
use crate::places::Places;

/// Adds what the tables know of the named entities.
pub fn link(document: &Document<'_>, places: &Places, cast: &mut Cast) {
    let mut surfaces: Vec<FxHashSet<&str>> = vec![FxHashSet::default(); cast.entities.len()];
    let mut is_other = vec![false; cast.entities.len()];
    let mut regions: Vec<Option<Region<'_>>> = vec![None; cast.entities.len()];
    for mention in cast.mentions.iter().filter(|m| m.form == MentionForm::Name) {
        if let (Some(set), Some(other)) = (surfaces.get_mut(mention.entity), is_other.get_mut(mention.entity))
        {
            set.insert(document.slice(&mention.bytes));
            *other |= means_another(document, places, &mention.bytes);
        }
        if let Some(region) = regions.get_mut(mention.entity) {
            *region = region.take().or_else(|| said_region(document, places, &mention.bytes));
        }
    }
    let countries = countries(places, cast, &surfaces);
    for (((entity, surfaces), region), _) in
        cast.entities.iter_mut().zip(&surfaces).zip(&regions).zip(is_other).filter(|(_, other)| !other)
    {
        let mut names: Vec<&str> = surfaces.iter().copied().collect();
        names.sort_unstable_by_key(|name| (std::cmp::Reverse(name.len()), *name));
        match entity.kind {
            EntityType::Place => link_place(places, &names, &countries, *region, entity),
            EntityType::Organization => {
                if let Some(item) = names.iter().find_map(|name| organisations::item(name)) {
                    entity.links.push(wikidata(item, 0.95));
                }
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

/// The region that the text says behind a city: "Paris, Texas".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Region<'a> {
    country: &'a str,
    /// A state of the country: which of its namesakes is meant the table does not know.
    is_state: bool,
}

/// "Buenos Aires province" is not the city, "Italy coach Prandelli" trains a team, and "artificial pancreas (AP)" is no
/// agency.
fn means_another(document: &Document<'_>, places: &Places, name: &Bytes) -> bool {
    let (first, last) = (document.token_at(name.start), document.token_at(name.end.saturating_sub(1)));
    let before = |back: usize| first.checked_sub(back).map_or("", |at| document.token(at));
    let is_part = is_region(document.token(last + 1)) || before(1) == "of" && is_region(before(2));
    let letter = document.slice(name).chars().next_back();
    let defines = before(1) == "(" && document.token(last + 1) == ")" && {
        let word = before(2);
        word.starts_with(char::is_lowercase) && word.chars().next().map(|c| c.to_ascii_uppercase()) == letter
    };
    // "the Lewis County town of Ireland"
    let namesake = before(1) == "of"
        && matches!(before(2), "town" | "village" | "township" | "hamlet")
        && places.country(document.slice(name)).is_some();
    let team = matches!(
        document.token(last + 1),
        "coach"
            | "captain"
            | "striker"
            | "midfielder"
            | "goalkeeper"
            | "winger"
            | "defender"
            | "skipper"
            | "pitcher"
    );
    is_part || defines || namesake || team || lists_regions(document, last + 1)
}

fn is_region(word: &str) -> bool {
    matches!(
        word,
        "province"
            | "region"
            | "county"
            | "prefecture"
            | "oblast"
            | "governorate"
            | "provinces"
            | "counties"
            | "states"
            | "Province"
            | "County"
            | "Oblast"
            | "Prefecture"
            | "Counties"
            | "Provinces"
    )
}

/// "Los Angeles, Orange, Riverside and San Bernardino Counties"
fn lists_regions(document: &Document<'_>, after: usize) -> bool {
    let goes_on = |at: &usize| {
        let word = document.token(*at);
        matches!(word, "," | "and" | "or") || word.starts_with(char::is_uppercase)
    };
    let listed = (after..after + 12).take_while(goes_on);
    matches!(document.token(after), "," | "and" | "or")
        && listed.into_iter().any(|at| matches!(document.token(at), "Counties" | "Provinces" | "Oblasts"))
}

fn said_region<'p>(document: &Document<'_>, places: &'p Places, name: &Bytes) -> Option<Region<'p>> {
    let after = document.token_at(name.end.saturating_sub(1)) + 1;
    if document.token(after) != "," {
        return None;
    }
    // "North Carolina", "New South Wales"
    (1..=3).rev().find_map(|length| {
        let bytes = document.bytes(&(after + 1..after + 1 + length))?;
        places.region(document.slice(&bytes)).map(|(country, is_state)| Region { country, is_state })
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
    let Some(place) = found else { return };
    entity.links.push(place.link());
    entity.links.extend(places.item(place).map(|item| wikidata(item, 0.95)));
    entity.place = Some(place.facts());
}

fn wikidata(item: u32, confidence: f64) -> EntityLink {
    EntityLink { scheme: "wikidata".to_owned(), id: format!("Q{item}"), confidence }
}

/// Codes of the countries that the text names, by themselves or by their people.
fn countries<'p>(places: &'p Places, cast: &Cast, surfaces: &[FxHashSet<&str>]) -> FxHashSet<&'p str> {
    let mut codes = FxHashSet::default();
    for (entity, surfaces) in cast.entities.iter().zip(surfaces) {
        for name in surfaces {
            match entity.kind {
                EntityType::Place => codes.extend(places.only_country(name)),
                EntityType::Group => codes.extend(places.nation(name)),
                _ => {}
            }
        }
    }
    codes
}
