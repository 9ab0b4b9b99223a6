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
    for mention in cast.mentions.iter().filter(|m| m.form == MentionForm::Name) {
        if let (Some(set), Some(other)) = (surfaces.get_mut(mention.entity), is_other.get_mut(mention.entity))
        {
            set.insert(document.slice(&mention.bytes));
            *other |= means_another(document, &mention.bytes);
        }
    }
    let countries = countries(places, cast, &surfaces);
    for ((entity, surfaces), _) in
        cast.entities.iter_mut().zip(&surfaces).zip(is_other).filter(|(_, other)| !other)
    {
        let mut names: Vec<&str> = surfaces.iter().copied().collect();
        names.sort_unstable_by_key(|name| (std::cmp::Reverse(name.len()), *name));
        match entity.kind {
            EntityType::Place => link_place(places, &names, &countries, entity),
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

/// "Buenos Aires province" is not the city, and "artificial pancreas (AP)" no agency.
fn means_another(document: &Document<'_>, name: &Bytes) -> bool {
    let (first, last) = (document.token_at(name.start), document.token_at(name.end.saturating_sub(1)));
    let before = |back: usize| first.checked_sub(back).map_or("", |at| document.token(at));
    let is_region = |word: &str| {
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
        )
    };
    let is_part = is_region(document.token(last + 1)) || before(1) == "of" && is_region(before(2));
    let letter = document.slice(name).chars().next_back();
    let defines = before(1) == "(" && document.token(last + 1) == ")" && {
        let word = before(2);
        word.starts_with(char::is_lowercase) && word.chars().next().map(|c| c.to_ascii_uppercase()) == letter
    };
    is_part || defines
}

fn link_place(places: &Places, names: &[&str], countries: &FxHashSet<&str>, entity: &mut CastEntity) {
    let Some(place) = names.iter().find_map(|name| places.resolve(name, countries)) else { return };
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
