//! One row for each phenomenon, in sentences of our own.
use model::annotations::QuoteKind;

use crate::document::{Cast, Document, QuoteDraft, SpeakerDraft};

mod subjects;
mod tongues;

/// `kind: text / text | speaker | cue | addressee`, the last only where there is one.
fn show(document: &Document, drafts: &[QuoteDraft]) -> Vec<String> {
    let words = |bytes: &std::ops::Range<usize>| document.slice(bytes).to_owned();
    drafts
        .iter()
        .map(|draft| {
            let kind = match draft.kind {
                QuoteKind::Mixed => "mixed",
                QuoteKind::Indirect => "indirect",
                _ => "direct",
            };
            let text = draft.spans.iter().map(words).collect::<Vec<_>>().join(" / ");
            let speaker = match &draft.speaker {
                Some(SpeakerDraft::Words(bytes)) => words(bytes),
                Some(SpeakerDraft::SameAs(earlier)) => format!("#{earlier}"),
                Some(SpeakerDraft::Entity(_)) => "entity".to_owned(),
                None => "-".to_owned(),
            };
            let cue = draft.cue.as_ref().map_or("-".to_owned(), words);
            let mut line = format!("{kind}: {text} | {speaker} | {cue}");
            if let Some(addressee) = &draft.addressee {
                line.push_str(" | ");
                line.push_str(&words(addressee));
            }
            line
        })
        .collect()
}

fn check_in(language: &str, text: &str, expect: &[&str]) {
    let document = crate::sentence::read(text, language, crate::sentence::in_paragraphs(text, &[]));
    let drafts = super::find(&document, &Cast::default());
    assert_eq!(show(&document, &drafts), expect, "{text}");
}

fn check(text: &str, expect: &[&str]) {
    check_in("en", text, expect);
}

#[test]
fn speakers_around_the_quotation() {
    let rows: &[(&str, &[&str])] = &[
        // after, plain and inverted
        ("\"The ice is thin,\" Orla Byrne said.", &["direct: The ice is thin, | Orla Byrne | said"]),
        (
            "\"The ice is thin,\" said a coach from Turku.",
            &["direct: The ice is thin, | a coach from Turku | said"],
        ),
        (
            "\"The ice is thin,\" said their coach, Orla Byrne, who fell in.",
            &["direct: The ice is thin, | Orla Byrne | said"],
        ),
        (
            "\"We will skate,\" the captain, Orla Byrne, told reporters on Monday.",
            &["direct: We will skate, | Orla Byrne | told | reporters"],
        ),
        (
            "\"We will skate,\" Orla Byrne, 31, a goalkeeper, said.",
            &["direct: We will skate, | Orla Byrne | said"],
        ),
        ("\"Enough!\" she shouted.", &["direct: Enough! | she | shouted"]),
        ("\"Is it thick?\" Byrne asked.", &["direct: Is it thick? | Byrne | asked"]),
        // before
        ("Byrne said: \"The ice is thin.\"", &["direct: The ice is thin. | Byrne | said"]),
        ("He called the plan \"a skating rink in July.\"", &["mixed: a skating rink in July. | He | called"]),
        (
            "The sign over the door reads \"NO SKATES INSIDE\".",
            &["direct: NO SKATES INSIDE | The sign over the door | reads"],
        ),
        (
            "Her verdict: \"Thin, and getting thinner.\"",
            &["direct: Thin, and getting thinner. | Her | verdict"],
        ),
        ("\"Nobody asked the ice\" – that was her answer.", &["direct: Nobody asked the ice | her | answer"]),
        (
            "One aide was quoted as saying \"not today\".",
            &["mixed: not today | One aide | was quoted as saying"],
        ),
        ("One aide quoted him as saying: \"The ice decides.\"", &["direct: The ice decides. | him | saying"]),
        // a relative clause and a participle between subject and verb
        (
            "A skater who had crossed the bay twice said: \"Never again.\"",
            &["direct: Never again. | A skater | said"],
        ),
        (
            "Byrne and two other players said they were \"cold\".",
            &["mixed: cold | Byrne and two other players | said"],
        ),
        // the verb that says stands further out
        ("He said he had felt \"a crack\" under him.", &["mixed: a crack | He | said"]),
        // the subordinate clause comes first
        (
            "When officials spoke of a \"mild frost,\" she laughed.",
            &["mixed: mild frost, | officials | spoke of"],
        ),
        ("\"Thin as paper.\" — Orla Byrne", &["direct: Thin as paper. | Orla Byrne | -"]),
    ];
    for (text, expect) in rows {
        check(text, expect);
    }
}

#[test]
fn utterances_in_pieces() {
    let rows: &[(&str, &[&str])] = &[
        ("\"The ice,\" she said, \"is thin.\"", &["direct: The ice, / is thin. | she | said"]),
        (
            "\"The ice is thin,\" she said. \"Stay off it.\"",
            &["direct: The ice is thin, / Stay off it. | she | said"],
        ),
        (
            "There were \"no cracks\" and \"no skates,\" police said.",
            &["mixed: no cracks / no skates, | police | said"],
        ),
        // re-opened in the next paragraph, speaker at the end
        (
            "\"The ice was thick in May.\n\n\"It is thin now,\" the coach said.",
            &["direct: The ice was thick in May. / It is thin now, | the coach | said"],
        ),
        // closed: a new one, without words of its own
        (
            "\"The ice is thin,\" Byrne said.\n\n\"We train on it anyway.\"",
            &["direct: The ice is thin, | Byrne | said", "direct: We train on it anyway. | #0 | -"],
        ),
        // a pause in which something is told
        (
            "\"I was born on skates.\" Byrne put down her mug. \"On skates,\" she said again.",
            &["direct: I was born on skates. / On skates, | she | said"],
        ),
        // a missing closer
        ("\"The ice is thin, she said. The lake was quiet.", &["direct: The ice is thin, | she | said"]),
        // two who take turns
        (
            "\"All well?\" the porter asked.\n\n\"All well,\" Byrne said.\n\n\"How many?\"\n\n\"Nine.\"",
            &[
                "direct: All well? | the porter | asked",
                "direct: All well, | Byrne | said",
                "direct: How many? | #0 | -",
                "direct: Nine. | #1 | -",
            ],
        ),
        (
            "\"With what money?\"\n\nIt was the porter who asked.",
            &["direct: With what money? | the porter | asked"],
        ),
    ];
    for (text, expect) in rows {
        check(text, expect);
    }
}

#[test]
fn marks_of_all_houses() {
    let rows: &[(&str, &[&str])] = &[
        ("‘It’s the players’ ice,’ she said.", &["direct: It’s the players’ ice, | she | said"]),
        (
            "'The players' faces told me so, rock 'n' roll or not,' she said.",
            &["direct: The players' faces told me so, rock 'n' roll or not, | she | said"],
        ),
        ("''We are cold,'' she said. ''Very cold.''", &["direct: We are cold, / Very cold. | she | said"]),
        ("« We are cold, » she said.", &["direct: We are cold, | she | said"]),
        (
            "“He told me, ‘Come in,’” she said.",
            &["direct: He told me, ‘Come in,’ | she | said", "direct: Come in, | He | told | me"],
        ),
        (
            "“I told him, ‘Go home,’” she said.",
            &["direct: I told him, ‘Go home,’ | she | said", "direct: Go home, | #0 | told | him"],
        ),
        ("He stands 6'2\" in his socks.", &[]),
    ];
    for (text, expect) in rows {
        check(text, expect);
    }
}

#[test]
fn what_is_no_speech() {
    for text in [
        "The so-called \"winter rink\" opened.",
        "The coach, known as \"Ding\", smiled.",
        "The team watched the film \"Cold Water\" on the bus.",
        "She met the man whom everyone here calls \"Captain\".",
        "It is, after all, \"efficient\".",
        "Their \"perfect\" kitchen was in three magazines.",
        "The word \"thin\" appears twice.",
        "She has a ticket for “The Long Night” on Friday.",
    ] {
        check(text, &[]);
    }
}

#[test]
fn addressees_and_media() {
    let rows: &[(&str, &[&str])] = &[
        ("She told him \"no\".", &["mixed: no | She | told | him"]),
        (
            "Byrne quipped to the BBC: \"Bring a boat.\"",
            &["direct: Bring a boat. | Byrne | quipped | the BBC"],
        ),
        (
            "In a letter to parents, the school wrote: \"Stay off the ice.\"",
            &["direct: Stay off the ice. | the school | wrote | parents"],
        ),
        (
            "Asked whether she would swim, Byrne said: \"In what?\"",
            &["indirect: whether she would swim | - | Asked | Byrne", "direct: In what? | Byrne | said"],
        ),
        ("The porter told us to wait outside.", &["indirect: to wait outside | The porter | told | us"]),
    ];
    for (text, expect) in rows {
        check(text, expect);
    }
    let text = "In a statement on Friday, the club said: \"The ice is closed.\"";
    let document = crate::sentence::read(text, "en", crate::sentence::in_paragraphs(text, &[]));
    let drafts = super::find(&document, &Cast::default());
    assert_eq!(drafts.first().and_then(|draft| draft.medium.as_deref()), Some("In a statement"));
}

#[test]
fn indirect_speech_by_cue() {
    let rows: &[(&str, &[&str])] = &[
        ("Byrne said the ice was thin.", &["indirect: the ice was thin | Byrne | said"]),
        ("Byrne warned that the ice was thin.", &["indirect: the ice was thin | Byrne | warned"]),
        ("The ice was thin, officials said on Monday.", &["indirect: The ice was thin | officials | said"]),
        ("The ice, she said, was thin.", &["indirect: The ice / was thin | she | said"]),
        ("According to the club, the ice is thin.", &["indirect: the ice is thin | the club | According to"]),
        ("The ice is thin, according to the club.", &["indirect: The ice is thin | the club | according to"]),
        ("She denied skating at night.", &["indirect: skating at night | She | denied"]),
        ("The club promised a new rink.", &["indirect: a new rink | The club | promised"]),
        ("Byrne accused the club of neglect.", &["indirect: the club of neglect | Byrne | accused"]),
        ("Byrne refused to say who had fallen.", &["indirect: who had fallen | Byrne | refused to say"]),
        ("The coach rejected the idea that ice heals.", &["indirect: ice heals | The coach | rejected"]),
        ("She said the ice was thin, but she would not swim.", &["indirect: the ice was thin | She | said"]),
        (
            "The ice was thin, Byrne said, and she warned that it would crack.",
            &["indirect: The ice was thin | Byrne | said", "indirect: it would crack | she | warned"],
        ),
        ("I thought the ice was thin.", &[]),
        (
            "She told reporters the ice was \"rotten\", and that nobody should cross.",
            &[
                "mixed: rotten | She | told | reporters",
                "indirect: nobody should cross | She | told | reporters",
            ],
        ),
    ];
    for (text, expect) in rows {
        check(text, expect);
    }
}

#[test]
fn transcripts() {
    check(
        "Q: Is it thin?\n\nA: It is.\n\nQ: How thin?\n\nA: Like paper.",
        &[
            "direct: Is it thin? | - | -",
            "direct: It is. | - | -",
            "direct: How thin? | - | -",
            "direct: Like paper. | - | -",
        ],
    );
    check(
        "HALE: Is it thin?\n\nBYRNE: It is.\n\nI fell in twice.\n\nHALE: How thin?",
        &[
            "direct: Is it thin? | HALE | -",
            "direct: It is. / I fell in twice. | BYRNE | -",
            "direct: How thin? | HALE | -",
        ],
    );
    // Quoted as a whole, with a mark before each paragraph.
    check(
        "\"HALE: Is it thin?\n\n\"BYRNE: It is.\n\n\"(LAUGHTER)\n\n\"HALE: How thin?\n\n\"BYRNE: Like paper.\"",
        &[
            "direct: Is it thin? | HALE | -",
            "direct: It is. | BYRNE | -",
            "direct: How thin? | HALE | -",
            "direct: Like paper. | BYRNE | -",
        ],
    );
}

#[test]
fn korean() {
    let rows: &[(&str, &[&str])] = &[
        (
            "한가람 시장은 12일 \"빙판이 얇다\"며 \"들어가지 말라\"고 말했다.",
            &["direct: 빙판이 얇다 / 들어가지 말라 | 한가람 시장 | 말했다"],
        ),
        ("시는 다리를 새로 짓겠다고 밝혔다.", &["indirect: 다리를 새로 짓겠다 | 시 | 밝혔다"]),
        ("기상청에 따르면 지난달 강은 얼지 않았다.", &["indirect: 강은 얼지 않았다 | 기상청 | 따르면"]),
        ("그는 이번 계획을 \"종이 다리\"라고 불렀다.", &["mixed: 종이 다리 | 그 | 불렀다"]),
        ("'철인'으로 불리는 그는 웃었다.", &[]),
    ];
    for (text, expect) in rows {
        check_in("ko", text, expect);
    }
}

#[test]
fn other_languages() {
    let rows: &[(&str, &str, &[&str])] = &[
        (
            "de",
            "„Das Eis ist dünn“, sagte die Trainerin.",
            &["direct: Das Eis ist dünn | die Trainerin | sagte"],
        ),
        ("de", "»Das Eis ist dünn«, so Orla Byrne.", &["direct: Das Eis ist dünn | Orla Byrne | so"]),
        (
            "fr",
            "« La glace, a déclaré la maire, est mince. »",
            &["direct: La glace, / est mince. | la maire | a déclaré"],
        ),
        (
            "it",
            "«Il ghiaccio è sottile», ha detto la sindaca.",
            &["direct: Il ghiaccio è sottile | la sindaca | ha detto"],
        ),
        ("es", "«El hielo es fino», dijo la alcaldesa.", &["direct: El hielo es fino | la alcaldesa | dijo"]),
        ("pt", "“O gelo é fino”, disse a prefeita.", &["direct: O gelo é fino | a prefeita | disse"]),
        (
            "ja",
            "青木市長は記者団に「氷は薄い。渡らないでほしい」と述べた。",
            &["direct: 氷は薄い。渡らないでほしい | 青木市長 | 述べた"],
        ),
        ("zh", "市长林安表示：“冰很薄，请不要上去。”", &["direct: 冰很薄，请不要上去。 | 市长林安 | 表示"]),
        ("ru", "«Лёд тонкий», — сказал тренер.", &["direct: Лёд тонкий | тренер | сказал"]),
    ];
    for (language, text, expect) in rows {
        check_in(language, text, expect);
    }
}

#[test]
fn a_million_marks_cost_no_more_than_their_number() {
    for unit in ["\"", "“", "'", "« ", "\"a\" ", "said \"x\" "] {
        let text = unit.repeat(60_000 / unit.len());
        let document = crate::sentence::read(&text, "en", crate::sentence::in_paragraphs(&text, &[]));
        let drafts = super::find(&document, &Cast::default());
        assert!(drafts.iter().all(|draft| draft.spans.iter().all(|span| text.get(span.clone()).is_some())));
    }
}
