//! Hostile texts cost no more than their length: twice the text may take little more than twice the steps.
use std::cell::Cell;

use crate::{Config, Enricher, Input, Models, names::NamesMode};

thread_local! {
    static STEPS: Cell<u64> = const { Cell::new(0) };
}

/// A look at a token or a word: what all steps are made of.
pub fn step() {
    STEPS.with(|steps| steps.set(steps.get() + 1));
}

fn steps(enricher: &Enricher, language: &str, text: &str) -> u64 {
    STEPS.with(|steps| steps.set(0));
    enricher.annotate(&Input { text, language: Some(language), ..Input::default() });
    STEPS.with(Cell::get)
}

#[test]
fn steps_grow_as_the_text_does() {
    let models = Models::embedded().expect("the embedded models are read");
    let config = Config { names: NamesMode::Fast, ..Config::default() };
    let enricher = Enricher::new(config, models).expect("the enricher is made");
    for (language, piece) in [
        ("en", "a"),
        ("en", "she "),
        ("en", "Asked he "),
        ("en", "that year "),
        ("en", "Alpha, Beta, "),
        ("en", "Mr. Smith met Anna Smith. She told him that he was late. "),
        ("en", "the old minister told the young minister that he saw the guard "),
        ("en", "on Friday at 9 a.m. the next day a year earlier in the third quarter "),
        ("en", "T\u{301}\u{302}\u{303}he \u{202e}Friday\u{202c} "),
        ("de", "vor drei Jahren am kommenden Sonntag im Juni "),
        ("ar", "قال الوزير أمس السبت إن الاتفاق قائم في يناير المقبل. "),
        ("ja", "2026年11月24日午後3時に東京で会談した"),
    ] {
        let text = piece.repeat(6000 / piece.chars().count());
        let once = steps(&enricher, language, &text);
        let twice = steps(&enricher, language, &text.repeat(2));
        assert!(twice <= once * 5 / 2 + 1000, "{piece}: {once} steps, then {twice}");
    }
    let people = |count: usize| -> String {
        let letters = |at: usize| ["Ka", "Lo", "Mi", "Nu", "Re", "So", "Ta", "Ve", "Wi", "Zu"][at % 10];
        let name = |at: usize| {
            format!(
                "John {}{}{}",
                letters(at),
                letters(at / 10).to_lowercase(),
                letters(at / 100).to_lowercase()
            )
        };
        (0..count).map(|at| format!("The minister {} met the guard. ", name(at))).collect()
    };
    let (once, twice) = (steps(&enricher, "en", &people(400)), steps(&enricher, "en", &people(800)));
    assert!(twice <= once * 5 / 2, "people: {once} steps, then {twice}");
}
