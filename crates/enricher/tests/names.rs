//! The recognisers of names behind the one call: what the networks add, within which budget, and the user's own entities.
#![forbid(unsafe_code)]

use enricher::{AliasEntry, Config, Enricher, Input, Models, NamesMode};
use model::annotations::{Annotations, EntityType, FoundEntity};

const TEXT: &str = "Marit Solheim of Brennholt Aquafarms met the Ostrava council on Tuesday. Fell Beacon Trust, which \
    Ruaridh Penhallow chairs, backed Quillmore's bid for Tarn Reach. Penhallow had asked Lindqvist & Oyelaran to \
    look into it.\n\nFell Beacon Trust, which Ruaridh Penhallow chairs, backed Quillmore's bid for Tarn Reach.";

fn enricher(names: NamesMode, aliases: Vec<AliasEntry>) -> Enricher {
    Enricher::new(Config { names, aliases, ..Config::default() }, Models::embedded().unwrap()).unwrap()
}

fn input(text: &str) -> Input<'_> {
    Input { text, language: Some("en"), ..Input::default() }
}

fn stamps(enricher: &Enricher, budget: usize) -> Vec<&'static str> {
    enricher.annotate_within(&input(TEXT), budget).models.iter().map(|stamp| stamp.name).collect()
}

#[test]
fn provenance_says_who_read() {
    assert_eq!(stamps(&enricher(NamesMode::Fast, Vec::new()), 1000), ["names-fast", "places"]);
    let cascade = enricher(NamesMode::Cascade, Vec::new());
    assert_eq!(stamps(&cascade, 1000)[..3], ["names-fast", "places", "names-student"]);
    assert_eq!(stamps(&cascade, 0), ["names-fast", "places"]);
    let accurate = enricher(NamesMode::Accurate, Vec::new());
    assert_eq!(stamps(&accurate, 1000), ["names-fast", "places", "names-accurate"]);
}

#[test]
fn what_the_budget_does_not_reach_is_said() {
    let cascade = enricher(NamesMode::Accurate, Vec::new());
    let warnings = |budget| {
        let warnings = cascade.annotate_within(&input(TEXT), budget).annotations.warnings;
        warnings
            .into_iter()
            .map(|w| format!("{}: {}", w.code, w.detail.unwrap_or_default()))
            .collect::<Vec<_>>()
    };
    assert_eq!(warnings(1000), Vec::<String>::new());
    let left = "names_budget: 2 of 3 doubtful sentences were left as the recogniser before read them";
    assert_eq!(warnings(30), [left]);
}

#[test]
fn without_budget_all_are_the_fast_one() {
    let fast = enricher(NamesMode::Fast, Vec::new()).annotate(&input(TEXT));
    for mode in [NamesMode::Cascade, NamesMode::Accurate] {
        assert_eq!(enricher(mode, Vec::new()).annotate_within(&input(TEXT), 0).annotations, fast);
    }
}

#[test]
fn a_network_reads_the_same_twice() {
    let (one, two) = (enricher(NamesMode::Accurate, Vec::new()), enricher(NamesMode::Accurate, Vec::new()));
    let first = one.annotate(&input(TEXT));
    assert!(first.warnings.is_empty(), "{:?}", first.warnings);
    assert_eq!(first, one.annotate(&input(TEXT)));
    assert_eq!(first, two.annotate(&input(TEXT)));
    assert_eq!(entity(&first, "Marit Solheim").kind, EntityType::Person);
    assert_eq!(entity(&first, "Fell Beacon Trust").kind, EntityType::Organization);
}

#[test]
fn the_users_entities_are_found_typed_and_linked() {
    let aliases = vec![
        AliasEntry {
            name: "Tarn Reach tidal array".into(),
            surfaces: vec!["Tarn Reach".into(), "Quillmore".into()],
            kind: EntityType::Product,
            links: vec![("desk".into(), "77".into())],
            country: None,
        },
        AliasEntry {
            name: "Ostrava".into(),
            surfaces: vec![],
            kind: EntityType::Place,
            links: vec![("wikidata".into(), "Q8385".into())],
            country: Some("CZ".into()),
        },
    ];
    let found = enricher(NamesMode::Fast, aliases).annotate(&input(TEXT));
    let product = entity(&found, "Tarn Reach tidal array");
    assert_eq!((product.kind.clone(), product.mentions.len()), (EntityType::Product, 4));
    assert_eq!((product.links[0].scheme.as_str(), product.links[0].id.as_str()), ("desk", "77"));
    let place = entity(&found, "Ostrava");
    assert_eq!(place.place.as_ref().and_then(|p| p.country.as_deref()), Some("CZ"));
    assert_eq!(place.links.len(), 1, "our own ids give way");
}

fn entity<'a>(found: &'a Annotations, name: &str) -> &'a FoundEntity {
    let names = || found.entities.iter().map(|e| &e.name).collect::<Vec<_>>();
    found.entities.iter().find(|e| e.name == name).unwrap_or_else(|| panic!("no {name} in {:?}", names()))
}
