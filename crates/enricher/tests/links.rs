//! Links on a list of our own: countries, capitals and organisations as newsrooms write them, and names that mean something
//! else. The expected ids come from other sources than our tables (see the head of each list).
use std::collections::BTreeMap;

use enricher::{Config, Enricher, Input, Models, NamesMode};
use model::annotations::FoundEntity;

const KNOWN: &str = include_str!("links/known.tsv");
const TRAPS: &str = include_str!("links/traps.tsv");

/// Of a hundred names of a kind, those that the fast recogniser must see and we must link. The others it cuts in two
/// ("Saint Kitts" and "Nevis"), or they bear the name of a larger city ("Hamilton").
const LEAST: &[(&str, usize)] = &[("country", 94), ("capital", 94), ("organisation", 92)];

/// Rows of a list: what stands between its tabs.
fn rows<const N: usize>(list: &'static str) -> impl Iterator<Item = [&'static str; N]> {
    let lines = list.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(|line| {
        let fields: Vec<&str> = line.split('\t').collect();
        fields.try_into().unwrap_or_else(|_| panic!("a row of {N} fields: {line}"))
    })
}

fn enricher() -> Enricher {
    let config = Config { names: NamesMode::Fast, ..Config::default() };
    Enricher::new(config, Models::embedded().unwrap()).unwrap()
}

/// Ids of the entities with a mention that the name lies in, or that is most of the name.
fn items(entities: &[FoundEntity], name: &str) -> Vec<String> {
    let is_most = |part: &str| name.contains(part) && part.len() * 2 >= name.len();
    let is_meant =
        |e: &&FoundEntity| e.mentions.iter().any(|m| m.text.contains(name) || is_most(m.text.as_str()));
    let links = entities.iter().filter(is_meant).flat_map(|e| &e.links);
    links.filter(|link| link.scheme == "wikidata").map(|link| link.id.clone()).collect()
}

#[test]
fn what_the_tables_know_is_linked_as_other_lists_have_it() {
    let enricher = enricher();
    let (mut right, mut wrong) = (BTreeMap::<&str, [usize; 2]>::new(), Vec::new());
    let mut missing = Vec::new();
    for [kind, id, name, _source, sentence] in rows(KNOWN) {
        let found = enricher.annotate(&Input { text: sentence, language: Some("en"), ..Input::default() });
        let items = items(&found.entities, name);
        let count = right.entry(kind).or_default();
        count[1] += 1;
        if items.iter().any(|item| item == id) {
            count[0] += 1;
        } else if items.is_empty() {
            missing.push(name);
        } else {
            wrong.push((name, id, items));
        }
    }
    assert!(wrong.is_empty(), "linked to others: {wrong:?}");
    for (kind, [right, all]) in right {
        let least = LEAST.iter().find(|(of, _)| *of == kind).map_or(100, |(_, least)| *least);
        assert!(right * 100 >= all * least, "{kind}: {right} of {all}; without a link: {missing:?}");
    }
}

#[test]
fn what_means_another_is_not_linked() {
    let enricher = enricher();
    let linked = |[id, name, text]: &[&str; 3]| {
        let found = enricher.annotate(&Input { text, language: Some("en"), ..Input::default() });
        items(&found.entities, name).iter().any(|item| item == id)
    };
    let wrong: Vec<[&str; 3]> = rows(TRAPS).filter(linked).collect();
    assert!(wrong.is_empty(), "linked: {wrong:#?}");
}
