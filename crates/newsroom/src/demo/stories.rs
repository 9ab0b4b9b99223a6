//! Table: the written stories, in the order in which they are told.
use super::written::Written;
use crate::press::PressError;

macro_rules! stories {
    ($($name:literal),* $(,)?) => {
        const STORIES: &[(&str, &str)] =
            &[$(($name, include_str!(concat!("../../stories/", $name, ".md")))),*];
    };
}

stories![
    "01-strait-talks",
    "02-harbour-tram",
    "03-oyster-ruling",
    "04-island-post",
    "05-tidal",
    "06-monsoon-core",
    "07-saebit-earnings",
    "08-freighter",
    "09-lisbon-minister",
    "10-gulls",
    "11-novelist-interview",
    "12-obituary-mapmaker",
    "13-book-bus",
    "14-storm-live",
    "15-opinion-queue",
    "16-freeze-warning",
    "17-seoul-summit",
    "18-hay-fever-trial",
    "19-bell-founder",
    "20-extradition",
    "21-baseball-ko",
    "22-port-strike",
    "23-phone-box",
    "24-robot-kitchen",
    "25-archery",
    "26-museum-return",
    "27-rate-decision",
    "28-whale",
    "29-household-debt-ko",
    "30-lunar-probe",
    "31-antifreeze-trial",
    "32-antwerp-mayor",
];

pub(super) fn all() -> Result<Vec<Written>, PressError> {
    STORIES.iter().map(|(name, text)| Written::parse(name, text)).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::super::almanac::Almanac;
    use super::super::demo_publishers;
    use super::super::written::Change;
    use super::*;
    use crate::clock::Zone;

    fn full_text(feed: &str) -> bool {
        let publishers = demo_publishers();
        let mut feeds = publishers.iter().flat_map(|publisher| &publisher.feeds);
        feeds.find(|known| known.id == feed).expect("a feed of the demo").full_text
    }

    #[test]
    fn the_stories_are_news() {
        let stories = all().unwrap();
        assert!(stories.len() >= 28);
        let almanac = Almanac::new(Zone(0), "2026-11-24T12:00:00Z".parse().unwrap());
        for written in &stories {
            let story = almanac.story(&written.story);
            let count = story.paragraphs().count();
            assert!((6..=15).contains(&count), "{count} paragraphs in {}", story.slug);
            let words = [&story.title, &story.summary, &story.section];
            assert!(words.iter().all(|text| !text.is_empty()) && story.byline.is_some(), "{}", story.slug);
            let all_text: String = words.into_iter().map(String::as_str).chain(story.paragraphs()).collect();
            assert!(!all_text.contains(['{', '}']), "a day was not filled in {}", story.slug);
        }
    }

    #[test]
    fn changes_find_their_blocks_and_show_in_the_feed() {
        for written in all().unwrap() {
            let mut story = written.story.clone();
            for later in &written.later {
                let before = story.clone();
                assert_eq!(later.edits.apply(&mut story), 0, "an edit of {} finds no block", story.slug);
                let item_changes = (&before.title, &before.summary) != (&story.title, &story.summary);
                assert!(item_changes || written.feeds.iter().all(|feed| full_text(feed)), "{}", story.slug);
                if matches!(later.change, Change::Copy { .. }) {
                    story = before;
                }
            }
        }
    }

    #[test]
    fn what_the_demo_promises_is_there() {
        let stories = all().unwrap();
        let feeds: HashSet<&str> =
            stories.iter().flat_map(|story| &story.feeds).map(String::as_str).collect();
        assert_eq!(
            feeds.len(),
            demo_publishers().iter().map(|publisher| publisher.feeds.len()).sum::<usize>()
        );
        let count = |of: fn(&Written) -> bool| stories.iter().filter(|written| of(written)).count();
        let has = |written: &Written, wanted: fn(&Change) -> bool| {
            written.later.iter().filter(|later| wanted(&later.change)).count()
        };
        assert!(count(|written| written.feeds.len() == 3) >= 1, "one stands in three feeds");
        assert!(count(|written| written.story.language == "ko") >= 3);
        assert!(
            stories.iter().any(|written| has(written, |change| *change == Change::Take) == 2),
            "three takes"
        );
        assert!(
            stories.iter().any(|written| has(written, |change| matches!(change, Change::Copy { .. })) > 0)
        );
        let revised =
            stories.iter().filter(|written| has(written, |change| *change == Change::Revision) > 0).count();
        assert!(revised >= 6, "{revised} revised");
    }
}
