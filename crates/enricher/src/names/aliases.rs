//! Entities that the user names: found by their surfaces wherever these stand as words, with the user's type and ids.
use aho_corasick::AhoCorasick;
use model::annotations::{EntityLink, EntityType, PlaceFacts};
use rustc_hash::FxHashMap;
use thiserror::Error;

use super::{Name, NameKind};
use crate::document::{Bytes, Cast, Document};
use crate::lexicon::korean;

/// An entity of the user's own.
#[derive(Clone, Debug, PartialEq)]
pub struct AliasEntry {
    /// What the records call it; a surface too.
    pub name: String,
    /// As it is written in texts, in small and capital letters as given.
    pub surfaces: Vec<String>,
    pub kind: EntityType,
    /// Scheme and id: ("wikidata", "Q884"), ("lei", "9884007ER46L6N7EI764").
    pub links: Vec<(String, String)>,
    /// ISO 3166-1 alpha-2, of a place.
    pub country: Option<String>,
}

#[derive(Debug, Error)]
pub enum AliasesError {
    #[error("`{0}` is a surface of two entities")]
    Twice(String),
    #[error("an entity has an empty surface")]
    Empty,
    #[error("the surfaces cannot be searched for")]
    Search(#[from] aho_corasick::BuildError),
}

/// The entities with what finds them.
pub struct Aliases {
    entries: Vec<AliasEntry>,
    search: AhoCorasick,
    /// The entry of each pattern.
    owners: Vec<usize>,
    by_surface: FxHashMap<String, usize>,
}

impl Aliases {
    pub fn new(entries: Vec<AliasEntry>) -> Result<Self, AliasesError> {
        let mut by_surface: FxHashMap<String, usize> = FxHashMap::default();
        let (mut surfaces, mut owners) = (Vec::new(), Vec::new());
        for (at, entry) in entries.iter().enumerate() {
            for surface in entry.surfaces.iter().chain([&entry.name]) {
                if surface.trim().is_empty() {
                    return Err(AliasesError::Empty);
                }
                match by_surface.insert(surface.clone(), at) {
                    None => {
                        surfaces.push(surface);
                        owners.push(at);
                    }
                    Some(other) if other != at => return Err(AliasesError::Twice(surface.clone())),
                    Some(_) => {}
                }
            }
        }
        let search = AhoCorasick::new(surfaces)?;
        Ok(Aliases { entries, search, owners, by_surface })
    }

    /// Puts the user's entities in place of the names that they overlap.
    pub fn find(&self, document: &Document<'_>, names: &mut Vec<Name>) {
        if self.owners.is_empty() {
            return;
        }
        let hits = self.search.find_overlapping_iter(document.text);
        let mut found: Vec<Name> = hits
            .filter_map(|hit| self.name(document, hit.start()..hit.end(), hit.pattern().as_usize()))
            .collect();
        // The longest from the left.
        found.sort_by_key(|name| (name.bytes.start, std::cmp::Reverse(name.bytes.end)));
        let mut end = 0;
        found.retain(|name| {
            let is_free = name.bytes.start >= end;
            end = if is_free { name.bytes.end } else { end };
            is_free
        });
        names.retain(|name| {
            let at = found.partition_point(|f| f.bytes.end <= name.bytes.start);
            found.get(at).is_none_or(|f| f.bytes.start >= name.bytes.end)
        });
        names.extend(found);
        names.sort_by_key(|name| name.bytes.start);
    }

    /// A surface that begins and ends with a word; in Korean a particle may follow.
    fn name(&self, document: &Document<'_>, bytes: Bytes, pattern: usize) -> Option<Name> {
        let (first, last) = (document.token_at(bytes.start), document.token_at(bytes.end.checked_sub(1)?));
        let (start, end) = (document.tokens.get(first)?, document.tokens.get(last)?);
        let rest = document.slice(&(bytes.end..end.end));
        let is_stem =
            || korean::stems(document.token(last)).any(|stem| start.start + stem.len() == bytes.end);
        let ends = rest.is_empty() || matches!(document.language, "ja" | "zh") || first == last && is_stem();
        let starts = start.start == bytes.start || matches!(document.language, "ja" | "zh");
        let kind = match self.entry(pattern)?.kind {
            EntityType::Person => NameKind::Person,
            EntityType::Place => NameKind::Place,
            // Like an organisation until it is signed: what it really is follows from the user's table.
            _ => NameKind::Organization,
        };
        (starts && ends).then(|| Name { bytes, tokens: first..last + 1, kind })
    }

    fn entry(&self, pattern: usize) -> Option<&AliasEntry> {
        self.entries.get(*self.owners.get(pattern)?)
    }

    /// All surfaces of one entry are one cluster; clusters stay numbered by their first name.
    pub fn join<'n>(
        &self,
        document: &Document<'_>,
        names: impl Iterator<Item = &'n Bytes>,
        clusters: &mut [usize],
    ) {
        if self.owners.is_empty() {
            return;
        }
        let mut of_entry: FxHashMap<usize, usize> = FxHashMap::default();
        let mut same: FxHashMap<usize, usize> = FxHashMap::default();
        for (bytes, cluster) in names.zip(clusters.iter()) {
            if let Some(&entry) = self.by_surface.get(document.slice(bytes)) {
                let first = *of_entry.entry(entry).or_insert(*cluster);
                same.entry(*cluster).or_insert(first);
            }
        }
        let mut numbers: FxHashMap<usize, usize> = FxHashMap::default();
        for cluster in clusters {
            let joined = same.get(cluster).copied().unwrap_or(*cluster);
            let next = numbers.len();
            *cluster = *numbers.entry(joined).or_insert(next);
        }
    }

    /// Gives the entities of the cast that the user named their type, name, ids and country.
    pub fn sign(&self, document: &Document<'_>, cast: &mut Cast) {
        for mention in &cast.mentions {
            let entry = self.by_surface.get(document.slice(&mention.bytes));
            let (Some(entry), Some(entity)) =
                (entry.and_then(|at| self.entries.get(*at)), cast.entities.get_mut(mention.entity))
            else {
                continue;
            };
            entity.kind = entry.kind.clone();
            entity.name = entry.name.clone();
            let link = |(scheme, id): &(String, String)| EntityLink {
                scheme: scheme.clone(),
                id: id.clone(),
                confidence: 1.0,
            };
            entity.links = entry.links.iter().map(link).collect();
            // Coordinates of our own table would be those of another place.
            entity.place = entry.country.as_ref().map(|code| PlaceFacts {
                country: Some(code.clone()),
                latitude: None,
                longitude: None,
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sentence;

    fn entry(name: &str, surfaces: &[&str], kind: EntityType) -> AliasEntry {
        let surfaces = surfaces.iter().map(|s| (*s).to_owned()).collect();
        AliasEntry { name: name.into(), surfaces, kind, links: Vec::new(), country: None }
    }

    fn check(language: &str, text: &str, expect: &[&str]) {
        let aliases = Aliases::new(vec![
            entry("Haenam Tidal Power", &["HTP", "Haenam Tidal", "해남조력"], EntityType::Organization),
            entry("Tidal", &[], EntityType::Product),
            entry("潮汐", &[], EntityType::Product),
        ])
        .unwrap();
        let document = sentence::read(text, language, sentence::paragraphs(text));
        let mut names = Vec::new();
        aliases.find(&document, &mut names);
        let found: Vec<&str> = names.iter().map(|n| document.slice(&n.bytes)).collect();
        assert_eq!(found, expect, "{text}");
    }

    #[test]
    fn finds_surfaces_as_words() {
        check("en", "HTP said Tidal rose.", &["HTP", "Tidal"]);
        check("en", "HTPs and Tidally", &[]);
        check("en", "Haenam Tidal Power's share", &["Haenam Tidal Power"]);
        check("en", "Haenam Tidal Powers and Tidal", &["Haenam Tidal", "Tidal"]);
        check("ko", "해남조력은 12일 해남조력발전과", &["해남조력"]);
        check("zh", "看潮汐吧", &["潮汐"]);
    }

    #[test]
    fn refuses_what_means_two() {
        let two = vec![entry("A", &["x"], EntityType::Person), entry("B", &["x"], EntityType::Place)];
        assert!(matches!(Aliases::new(two), Err(AliasesError::Twice(surface)) if surface == "x"));
        assert!(matches!(Aliases::new(vec![entry(" ", &[], EntityType::Person)]), Err(AliasesError::Empty)));
        assert!(Aliases::new(vec![entry("A", &["A", "A"], EntityType::Person)]).is_ok());
    }
}
