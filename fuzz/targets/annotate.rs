//! Any text through the enricher: every surface is the text at its place, counted in code points.
#![no_main]
use std::sync::LazyLock;

use enricher::{Config, Enricher, Input, Models, NamesMode};
use libfuzzer_sys::fuzz_target;
use model::{Offset, Timestamp};

static ENRICHER: LazyLock<Enricher> = LazyLock::new(|| {
    let models = Models::embedded().expect("the models of the program");
    // The networks read words that the fast recogniser has cut, and would take most of the time.
    let config = Config { names: NamesMode::Fast, ..Config::default() };
    Enricher::new(config, models).expect("an enricher")
});

const LANGUAGES: [Option<&str>; 6] = [None, Some("en"), Some("ko"), Some("de"), Some("ja"), Some("xx")];

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let input = Input {
        text: &text,
        language: LANGUAGES[bytes.len() % LANGUAGES.len()],
        published_at: Timestamp::parse("2019-11-21T10:21:00Z"),
        offset: Offset::from_minutes(540),
        ..Input::default()
    };
    let found = ENRICHER.annotate(&input);
    let text: Vec<char> = text.chars().collect();
    let check = |what: &str, surface: &str, start: u32, end: u32| {
        let place =
            text.get(start as usize..end as usize).unwrap_or_else(|| panic!("{what}: {start}..{end}"));
        assert_eq!(place.iter().collect::<String>(), surface, "{what} at {start}..{end}");
    };
    for entity in &found.entities {
        assert!(!entity.mentions.is_empty() && (0.0..=1.0).contains(&entity.salience));
        for mention in &entity.mentions {
            check("a mention", &mention.text, mention.start, mention.end);
        }
    }
    for quote in &found.quotes {
        for span in &quote.spans {
            assert!(span.start < span.end && span.end as usize <= text.len(), "a quotation at {span:?}");
        }
        let speaker = quote.speaker.as_ref();
        let words = speaker.and_then(|speaker| speaker.surface.as_ref());
        let addressee = quote.addressee.as_ref().map(|addressee| &addressee.surface);
        for surface in [words, quote.cue.as_ref(), addressee].into_iter().flatten() {
            check("words of a quotation", &surface.text, surface.start, surface.end);
        }
        let entities = [speaker.and_then(|s| s.entity), quote.addressee.as_ref().and_then(|a| a.entity)];
        assert!(entities.into_iter().flatten().all(|entity| entity < found.entities.len()));
        assert!((0.0..=1.0).contains(&quote.confidence));
    }
    for date in &found.dates {
        check("a time", &date.text, date.start, date.end);
    }
    for quantity in &found.quantities {
        check("a quantity", &quantity.text, quantity.start, quantity.end);
    }
});
