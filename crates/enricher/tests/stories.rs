//! Small stories of our own and who is who in them, through the one call that everybody makes.
use enricher::{Config, Enricher, Input, Models};
use model::annotations::{Annotations, FoundEntity};

fn enricher() -> &'static Enricher {
    static ENRICHER: std::sync::OnceLock<Enricher> = std::sync::OnceLock::new();
    ENRICHER.get_or_init(|| {
        let models = Models::embedded().expect("the embedded models are whole");
        Enricher::new(Config::default(), models).expect("the default configuration holds")
    })
}

fn annotate(text: &str) -> Annotations {
    enricher().annotate(&Input { text, ..Input::default() })
}

/// "type name: mention, mention" for each entity; a role stands in brackets.
fn line(entity: &FoundEntity) -> String {
    let mentions: Vec<&str> = entity.mentions.iter().map(|m| m.text.as_str()).collect();
    let role = entity.role.as_ref().map(|role| format!(" ({role})")).unwrap_or_default();
    format!("{} {}{role}: {}", entity.kind, entity.name, mentions.join(", "))
}

fn check(text: &str, expect: &[&str]) {
    let found: Vec<String> = annotate(text).entities.iter().map(line).collect();
    assert_eq!(found, expect, "{text}");
}

#[test]
fn a_sentence_that_goes_on_behind_the_name_is_no_role() {
    check(
        "CORK (Reuters) - The chief executive at the time, Walter Quigley, recalled in an interview with a courier last week.",
        &[
            "place CORK: CORK",
            "organization Reuters: Reuters",
            "person Walter Quigley: The chief executive, Walter Quigley",
        ],
    );
}

#[test]
fn father_and_son_are_told_apart_by_what_stands_behind_the_name() {
    check(
        "OSLO (Reuters) - Anders Solheim Jr. won the race on Sunday. Solheim Sr. wiped his eyes.",
        &[
            "place OSLO: OSLO",
            "organization Reuters: Reuters",
            "person Anders Solheim Jr.: Anders Solheim Jr.",
            "person Solheim Sr.: Solheim Sr., his",
        ],
    );
}

#[test]
fn names_surnames_pronouns_and_descriptions_are_one_person() {
    check(
        "OSLO (Reuters) - Norwegian Defence Minister Ingrid Solheim said on Tuesday that two frigates would sail for \
         Iceland.\n\n\"We were asked, and we said yes,\" Solheim told reporters after she had met her Icelandic \
         counterpart, Jon Einarsson. He was less sure. The minister left without taking questions.",
        &[
            "place OSLO: OSLO",
            "organization Reuters: Reuters",
            "group Norwegian: Norwegian",
            "person Ingrid Solheim (Norwegian Defence Minister): Ingrid Solheim, Solheim, she, her, The minister",
            "place Iceland: Iceland",
            "group Icelandic: Icelandic",
            "person Jon Einarsson: Jon Einarsson, He",
        ],
    );
}

#[test]
fn people_without_a_name_are_kept_where_the_text_comes_back_to_them() {
    check(
        "A senior Danish official said the talks had failed. He spoke on condition of anonymity.",
        &["person A senior Danish official: A senior Danish official, He", "group Danish: Danish"],
    );
    check("A waiter brought the bill.", &[]);
}

#[test]
fn short_names_find_the_long_ones() {
    check(
        "The International Harbour Safety Agency (IHSA) fined Larkspur Shipping. The IHSA said that Larkspur had been \
         warned by Korea's Moon Ji-hoon. Moon is an inspector.",
        &[
            "organization International Harbour Safety Agency: International Harbour Safety Agency, IHSA, IHSA",
            "organization Larkspur Shipping: Larkspur Shipping, Larkspur",
            "place Korea: Korea",
            "person Moon Ji-hoon: Moon Ji-hoon, Moon",
        ],
    );
}

#[test]
fn money_is_no_country_and_capitals_are_no_names() {
    check("Debt fell to US$3 million. The sign reads: KEEP US OUT OF IT.", &[]);
}

#[test]
fn places_are_linked_where_it_is_clear() {
    let links = |text: &str| -> Vec<(String, Vec<String>, Option<String>)> {
        let linked = |e: &FoundEntity| {
            let ids = e.links.iter().map(|l| format!("{}:{}", l.scheme, l.id)).collect();
            (e.name.clone(), ids, e.place.as_ref().and_then(|p| p.country.clone()))
        };
        annotate(text).entities.iter().map(linked).collect()
    };
    let owned = |name: &str, ids: &[&str], country: Option<&str>| {
        (
            name.to_owned(),
            ids.iter().map(|id| (*id).to_owned()).collect::<Vec<_>>(),
            country.map(str::to_owned),
        )
    };
    assert_eq!(
        links("Ministers from Japan and Brazil met in Seoul. The Brazilian side left early."),
        [
            owned("Japan", &["geonames:1861060", "wikidata:Q17"], Some("JP")),
            owned("Brazil", &["geonames:3469034", "wikidata:Q155"], Some("BR")),
            owned("Seoul", &["geonames:1835848", "wikidata:Q8684"], Some("KR")),
            owned("Brazilian", &[], Some("BR")),
        ]
    );
    // A state, a country, or nothing to go by.
    assert_eq!(links("Rain fell on Georgia.")[0], owned("Georgia", &[], None));
    assert_eq!(
        links("Rain fell on Georgia, in the south of the United States.")[0],
        owned("Georgia", &["geonames:4197000", "wikidata:Q1428"], Some("US"))
    );
    // What stands behind a city says which it is; a namesake that the table cannot tell apart gets none.
    assert_eq!(links("She lives in Paris, Texas.")[0], owned("Paris", &["geonames:4717560"], Some("US")));
    assert_eq!(links("She lives in Portland, Maine.")[0], owned("Portland", &[], None));
    assert_eq!(
        links("TOKYO, March 3 (Kyodo) -- The minister left.")[0],
        owned("TOKYO", &["geonames:1850147", "wikidata:Q1490"], Some("JP"))
    );
    assert!(links("He was named Italy coach Marco Ferri's deputy.").iter().all(|(_, ids, _)| ids.is_empty()));
}

#[test]
fn pronouns_go_to_others_than_those_they_cannot_mean() {
    check(
        "Peter Lang runs the plant. Across the table sat Oskar Brandt, who has known him since school.",
        &["person Peter Lang: Peter Lang, him", "person Oskar Brandt: Oskar Brandt"],
    );
    check(
        "Peter Lang ran well. With Oskar Brandt, he added 118.",
        &["person Peter Lang: Peter Lang, he", "person Oskar Brandt: Oskar Brandt"],
    );
    check(
        "The applause went to Rowan Teague, a pupil who uses they and them. They had brought a letter.",
        &["person Rowan Teague (pupil): Rowan Teague, They"],
    );
}

#[test]
fn a_people_is_nobody_and_a_nationality_no_ministry() {
    check(
        "Peter Lang spoke. The Japanese bowed.",
        &["person Peter Lang: Peter Lang", "group Japanese: Japanese"],
    );
    check(
        "Australian Defense Minister Marise Doyle said on Monday that she was in the city.",
        &[
            "group Australian: Australian",
            "person Marise Doyle (Australian Defense Minister): Marise Doyle, she",
        ],
    );
}

#[test]
fn surnames_within_and_titles_of_peers() {
    check(
        "Hernán Dávila Ponce left early. Dávila said nothing.",
        &["person Hernán Dávila Ponce: Hernán Dávila Ponce, Dávila"],
    );
    check(
        "Ernst Roth died in 2009. His daughter, Johanna Roth, lives in Oslo. Ms. Roth said so.",
        &[
            "person Ernst Roth: Ernst Roth, His",
            "person Johanna Roth: Johanna Roth, Roth",
            "place Oslo: Oslo",
        ],
    );
}

#[test]
fn korean_titles_and_particles() {
    check(
        "서윤재 외교부 장관은 5일 도쿄에서 기자들과 만났다. 서 장관은 일본의 제안을 환영했다. 그는 곧 서울로 돌아온다.",
        &[
            "person 서윤재 (외교부 장관): 서윤재, 서 장관, 그",
            "organization 외교부: 외교부",
            "place 도쿄: 도쿄",
            "place 일본: 일본",
            "place 서울: 서울",
        ],
    );
}

#[test]
fn languages_that_the_model_does_not_know_give_no_nonsense() {
    check(
        "Die Regierung in Berlin hat am Montag über die Steuer beraten. Das Ergebnis war offen.",
        &["place Berlin: Berlin"],
    );
    check("Le ministre a dit que la réforme des retraites serait votée avant Noël.", &[]);
    check("Правительство обсудило бюджет.", &[]);
}

/// Every surface stands where its span says, whatever the text is.
#[test]
fn spans_are_code_points_of_the_text() {
    let hostile = [
        "a".repeat(5000),
        "Mr. ".repeat(2000),
        "John Smith told him. ".repeat(500),
        "\u{202e}Z\u{335}\u{321}a 😀 Seoul — “안녕, Kim”! ".repeat(200),
        "\"He said \"she said ".repeat(500),
        "the old man of the sea's ".repeat(500),
        String::new(),
        "\n\n \u{feff}\n".to_owned(),
    ];
    for text in hostile {
        let points: Vec<char> = text.chars().collect();
        let found = annotate(&text);
        let surface = |start: u32, end: u32| points[start as usize..end as usize].iter().collect::<String>();
        for mention in found.entities.iter().flat_map(|e| &e.mentions) {
            assert_eq!(surface(mention.start, mention.end), mention.text);
        }
        for quote in &found.quotes {
            for span in &quote.spans {
                assert!(span.start < span.end && span.end as usize <= points.len());
            }
            for part in quote.speaker.iter().filter_map(|s| s.surface.as_ref()).chain(&quote.cue) {
                assert_eq!(surface(part.start, part.end), part.text);
            }
        }
        for date in &found.dates {
            assert_eq!(surface(date.start, date.end), date.text);
        }
        assert_eq!(annotate(&text), found, "the same text gives the same result");
    }
}
