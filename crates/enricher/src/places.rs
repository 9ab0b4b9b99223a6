//! Countries, states and cities with their GeoNames facts, and which of them a name means in an article.
use model::annotations::{EntityLink, PlaceFacts};
use rustc_hash::{FxHashMap, FxHashSet};
use thiserror::Error;

use crate::lexicon::nations::{GROUPS, NATIONS};
use crate::lexicon::wikidata;

#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("line {line} of the table of places is malformed")]
pub struct PlacesError {
    pub line: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlaceKind {
    Continent,
    Country,
    State,
    City,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    pub kind: PlaceKind,
    /// Empty for a place that the table of GeoNames lacks.
    pub geonames: &'static str,
    pub country: &'static str,
    /// The Wikidata item of such a place.
    item: Option<u32>,
    coordinates: Option<(f64, f64)>,
    /// Thousands of people.
    population: u32,
}

/// All places by name.
#[derive(Default)]
pub struct Places {
    places: Vec<Place>,
    /// The most populous first.
    by_name: FxHashMap<&'static str, Vec<u32>>,
    countries: FxHashMap<&'static str, u32>,
    /// Nationality → code of the country.
    people: FxHashMap<&'static str, &'static str>,
    groups: FxHashSet<&'static str>,
}

/// Names of cities in the news, and in the table; they come before all namesakes.
#[rustfmt::skip]
const USUAL: &[(&str, &str)] = &[
    ("Washington", "Washington"), ("Washington, D.C.", "Washington"), ("Washington D.C.", "Washington"), ("Washington, DC", "Washington"), ("Washington DC", "Washington"),
    ("New York", "New York City"), ("Kiev", "Kyiv"), ("Bombay", "Mumbai"), ("Calcutta", "Kolkata"), ("Madras", "Chennai"), ("Bangalore", "Bengaluru"),
    ("Saigon", "Ho Chi Minh City"), ("Rangoon", "Yangon"), ("Peking", "Beijing"), ("Frankfurt", "Frankfurt am Main"), ("Zurich", "Zürich"), ("Bogota", "Bogotá"),
    ("Sao Paulo", "São Paulo"), ("Brasilia", "Brasília"), ("Pusan", "Busan"), ("Kharkov", "Kharkiv"), ("Odessa", "Odesa"), ("Lvov", "Lviv"), ("LA", "Los Angeles"), ("L.A.", "Los Angeles"),
    ("Cologne", "Köln"), ("Nuremberg", "Nürnberg"), ("Dusseldorf", "Düsseldorf"), ("Gothenburg", "Göteborg"), ("Malmo", "Malmö"), ("Krakow", "Kraków"), ("Lodz", "Łódź"), ("Seville", "Sevilla"),
   
];

/// States as datelines abbreviate them.
#[rustfmt::skip]
const SHORT_STATES: &[(&str, &str)] = &[
    ("Ala.", "Alabama"), ("Ariz.", "Arizona"), ("Ark.", "Arkansas"), ("Calif.", "California"), ("Colo.", "Colorado"), ("Conn.", "Connecticut"), ("Del.", "Delaware"), ("Fla.", "Florida"),
    ("Ill.", "Illinois"), ("Ind.", "Indiana"), ("Kan.", "Kansas"), ("Ky.", "Kentucky"), ("La.", "Louisiana"), ("Mass.", "Massachusetts"), ("Md.", "Maryland"), ("Mich.", "Michigan"),
    ("Minn.", "Minnesota"), ("Miss.", "Mississippi"), ("Mo.", "Missouri"), ("Mont.", "Montana"), ("N.C.", "North Carolina"), ("N.D.", "North Dakota"), ("N.H.", "New Hampshire"),
    ("N.J.", "New Jersey"), ("N.M.", "New Mexico"), ("N.Y.", "New York"), ("Neb.", "Nebraska"), ("Nev.", "Nevada"), ("Okla.", "Oklahoma"), ("Ore.", "Oregon"), ("Pa.", "Pennsylvania"),
    ("R.I.", "Rhode Island"), ("S.C.", "South Carolina"), ("S.D.", "South Dakota"), ("Tenn.", "Tennessee"), ("Tex.", "Texas"), ("Va.", "Virginia"), ("Vt.", "Vermont"), ("W.Va.", "West Virginia"),
    ("Wash.", "Washington"), ("Wis.", "Wisconsin"), ("Wyo.", "Wyoming"),
];

/// A city is taken over its namesakes without a hint of the country only if it is this many times larger.
const DOMINANCE: u32 = 8;
/// The same for a city whose state is said, as the table does not know in which state a city lies.
const NAMESAKES: u32 = 20;
/// A city that the news knows is taken over its namesakes if it is this many times larger.
const NEWSWORTHY: u32 = 4;
/// A namesake this many times smaller is not meant because the article names its country: "the US envoy flew to Paris".
const DWARF: u32 = 40;
/// Thousands of people below which a city without a hint of its country is not linked.
const WELL_KNOWN: u32 = 300;

impl Places {
    /// From lines of kind, GeoNames id, country, latitude, longitude, thousands of people, name, names in Hangul.
    pub fn read(table: &'static str) -> Result<Self, PlacesError> {
        let mut places = Places::default();
        for (at, line) in table.lines().enumerate() {
            places.add(line).ok_or(PlacesError { line: at + 1 })?;
        }
        for nation in NATIONS {
            places.people.extend(nation.people.iter().map(|p| (*p, nation.code)));
            if let Some(&country) = places.countries.get(nation.code) {
                for &name in nation.names.iter().chain(nation.korean) {
                    places.by_name.entry(name).or_default().insert(0, country);
                }
            }
        }
        for (usual, table) in USUAL {
            if let Some(city) = places
                .by_name
                .get(table)
                .and_then(|list| list.iter().copied().find(|id| places.is_a(*id, PlaceKind::City)))
            {
                places.by_name.entry(usual).or_default().insert(0, city);
            }
        }
        places.add_unlisted();
        places.groups.extend(GROUPS);
        Ok(places)
    }

    /// Places beside the table. Each comes before its namesakes, unless one of them is a city that everyone knows.
    fn add_unlisted(&mut self) {
        for (short, name) in SHORT_STATES {
            let states = self.by_name.get(name).into_iter().flatten().copied();
            if let Some(state) = states.into_iter().find(|id| self.is_a(*id, PlaceKind::State)) {
                self.by_name.entry(short).or_default().insert(0, state);
            }
        }
        let regions = wikidata::REGIONS.iter().map(|region| (PlaceKind::State, region));
        let capitals = wikidata::SMALL_CAPITALS.iter().map(|capital| (PlaceKind::City, capital));
        for (kind, &(name, country, item)) in regions.chain(capitals) {
            let id = self.places.len() as u32;
            self.places.push(Place {
                kind,
                geonames: "",
                country,
                item: Some(item),
                coordinates: None,
                population: 0,
            });
            let known = self.named(name).next().is_some_and(|first| first.population >= WELL_KNOWN);
            let list = self.by_name.entry(name).or_default();
            list.insert(if known { list.len() } else { 0 }, id);
        }
    }

    fn add(&mut self, line: &'static str) -> Option<()> {
        let mut fields = line.split('\t');
        let kind = match fields.next()? {
            "continent" => PlaceKind::Continent,
            "country" => PlaceKind::Country,
            "state" => PlaceKind::State,
            "city" => PlaceKind::City,
            _ => return None,
        };
        let (geonames, country) = (fields.next()?, fields.next()?);
        let coordinates = fields.next()?.parse().ok().zip(fields.next()?.parse().ok());
        let population = fields.next()?.parse().unwrap_or(0);
        let (name, hangul) = (fields.next()?, fields.next()?);
        let id = self.places.len() as u32;
        self.places.push(Place { kind, geonames, country, item: None, coordinates, population });
        if kind == PlaceKind::Country {
            self.countries.insert(country, id);
        }
        for name in std::iter::once(name).chain(hangul.split('|').filter(|n| !n.is_empty())) {
            self.by_name.entry(name).or_default().push(id);
        }
        Some(())
    }

    /// Is it a country's name, in any of its usual forms?
    pub fn country(&self, name: &str) -> Option<&Place> {
        self.named(name).find(|p| p.kind == PlaceKind::Country)
    }

    /// The code of the country that a name means and nothing else ("Georgia" is also a state).
    pub fn only_country(&self, name: &str) -> Option<&'static str> {
        let mut all = self.named(name);
        let first = all.next().filter(|p| p.kind == PlaceKind::Country)?;
        all.all(|p| p.kind != PlaceKind::State).then_some(first.country)
    }

    /// The Wikidata item of a place.
    pub fn item(&self, place: &Place) -> Option<u32> {
        let nation =
            || NATIONS.iter().find(|n| n.code == place.country).map(|n| n.wikidata).filter(|item| *item > 0);
        match place.kind {
            PlaceKind::Country => nation(),
            _ => place.item.or_else(|| wikidata::item(place.geonames.parse().ok()?)),
        }
    }

    /// Is there a place of that name in the country?
    pub fn is_in(&self, name: &str, country: &str) -> bool {
        self.named(name).any(|p| p.country == country)
    }

    pub fn is_known(&self, name: &str) -> bool {
        self.by_name.contains_key(name)
    }

    fn is_a(&self, id: u32, kind: PlaceKind) -> bool {
        self.places.get(id as usize).is_some_and(|p| p.kind == kind)
    }

    /// A country, or a city that everyone knows.
    pub fn is_prominent(&self, name: &str) -> bool {
        self.named(name).next().is_some_and(|p| p.kind != PlaceKind::City || p.population >= WELL_KNOWN)
    }

    fn named<'s>(&'s self, name: &str) -> impl Iterator<Item = &'s Place> {
        self.by_name.get(name).into_iter().flatten().filter_map(|&id| self.places.get(id as usize))
    }

    /// The country of a nationality ("Brazilian", "Brazilians").
    pub fn nation(&self, people: &str) -> Option<&'static str> {
        let exact = self.people.get(people).copied();
        // "Laos" are no people of "Lao".
        exact.or_else(|| {
            let singular = people.strip_suffix('s').filter(|_| self.country(people).is_none())?;
            self.people.get(singular).copied()
        })
    }

    /// A nationality, a people or a faith?
    pub fn is_group(&self, word: &str) -> bool {
        let singular = word.strip_suffix('s').unwrap_or(word);
        self.nation(word).is_some() || self.groups.contains(word) || self.groups.contains(singular)
    }

    /// The country of a country's or state's name, and whether it is a state's.
    pub fn region(&self, name: &str) -> Option<(&'static str, bool)> {
        let first = self
            .named(name)
            .find(|p| matches!(p.kind, PlaceKind::Country | PlaceKind::State) && !p.country.is_empty())?;
        Some((first.country, first.kind == PlaceKind::State))
    }

    /// The state that has the name of a country: "Georgia".
    pub fn namesake_state(&self, name: &str) -> Option<&'static str> {
        let first = self.named(name).next().filter(|p| p.kind == PlaceKind::Country)?;
        let state = self.named(name).find(|p| p.kind == PlaceKind::State && p.country != first.country);
        state.map(|state| state.country)
    }

    /// The place that a name means where the text says its country or state behind it: "Paris, Texas" is none of France.
    pub fn resolve_in(
        &self,
        name: &str,
        country: &str,
        is_state: bool,
        countries: &FxHashSet<&str>,
    ) -> Option<&Place> {
        let first = self.named(name).next()?;
        let elsewhere = first.country != country
            && (country == "US" && is_state
                || self.named(name).any(|p| p.kind == PlaceKind::City && p.country == country));
        if first.kind != PlaceKind::City && !elsewhere {
            // "the UAE, Egypt": a list.
            return self.resolve(name, countries);
        }
        // "Lebanon, Pennsylvania", "Ontario, California"
        let mut near = self.named(name).filter(|p| p.kind == PlaceKind::City && p.country == country);
        let best = near.next()?;
        let rival = near.next().map_or(0, |p| p.population);
        let least = if is_state { rival.saturating_mul(NAMESAKES) } else { rival.saturating_mul(2) };
        (best.population > least).then_some(best)
    }

    /// The place that a name means in an article that speaks of these countries; none when it is not clear.
    pub fn resolve(&self, name: &str, countries: &FxHashSet<&str>) -> Option<&Place> {
        let mut all: Vec<&Place> = self.named(name).collect();
        if all.is_empty() {
            // "TOKYO": as datelines write it
            all = self.named(&in_small_letters(name)?).collect();
        }
        let first = *all.first()?;
        if first.kind == PlaceKind::Country {
            // "Georgia": the article says which.
            let Some(state) = all.iter().find(|p| p.kind == PlaceKind::State) else { return Some(first) };
            let of_country = countries.contains(first.country).then_some(first);
            return of_country.or_else(|| countries.contains(state.country).then_some(*state));
        }
        if first.kind != PlaceKind::City {
            return Some(first);
        }
        let mut near = all.iter().filter(|p| countries.contains(p.country));
        if let Some(&best) = near.next() {
            if best.kind == PlaceKind::City && first.population >= best.population.saturating_mul(DWARF) {
                return Some(first);
            }
            let clear = near.next().is_none_or(|other| best.population > other.population.saturating_mul(2))
                && (best.kind != PlaceKind::City
                    || first.population < best.population.saturating_mul(DOMINANCE));
            return clear.then_some(best);
        }
        let rival = all.get(1).map_or(0, |p| p.population);
        // The cities with an item are the capitals and the largest.
        let (is_known, times) = match self.item(first) {
            Some(_) => (true, NEWSWORTHY),
            None => (first.population >= WELL_KNOWN, DOMINANCE),
        };
        (is_known && first.population >= rival.saturating_mul(times)).then_some(first)
    }
}

/// "RIO DE JANEIRO" as "Rio de Janeiro"; none where it is not in capitals, or too short to be no acronym.
fn in_small_letters(name: &str) -> Option<String> {
    if name.len() < 5 || name.chars().any(char::is_lowercase) {
        return None;
    }
    let word = |word: &str| {
        let mut chars = word.chars();
        let first = chars.next().into_iter();
        match word {
            "DE" | "DO" | "DA" | "OF" | "AND" => word.to_lowercase(),
            _ => first.chain(chars.flat_map(char::to_lowercase)).collect(),
        }
    };
    Some(name.split(' ').map(word).collect::<Vec<_>>().join(" "))
}

impl Place {
    pub fn facts(&self) -> PlaceFacts {
        PlaceFacts {
            country: Some(self.country.to_owned()).filter(|code| !code.is_empty()),
            latitude: self.coordinates.map(|c| c.0),
            longitude: self.coordinates.map(|c| c.1),
        }
    }

    /// Its entry in GeoNames, where the table has one.
    pub fn link(&self) -> Option<EntityLink> {
        let confidence = if self.kind == PlaceKind::City { 0.9 } else { 0.98 };
        let id = Some(self.geonames).filter(|id| !id.is_empty())?;
        Some(EntityLink { scheme: "geonames".to_owned(), id: id.to_owned(), confidence })
    }
}
