//! Stories by chance: the same seed and number give the same story, and each revision of it differs from the last.
mod cast;
mod english;
mod korean;
mod updates;

use crate::dice::Dice;
use crate::story::{Block, Image, Story};
use cast::Cast;

pub(crate) struct Generator {
    seed: u64,
}

/// What a shape makes of a cast.
struct Draft {
    title: String,
    section: &'static str,
    tags: Vec<String>,
    /// The first is the lead, of which the summary is made.
    paragraphs: Vec<String>,
}

/// How many of its updates a text still shows: a page edited fifty times is no longer than one edited twice.
const UPDATES_SHOWN: u32 = 2;

impl Generator {
    pub(crate) fn new(seed: u64) -> Self {
        Generator { seed }
    }

    /// The story of this number, as it stands after so many revisions (the first is 1).
    pub(crate) fn story(&self, number: u64, revision: u32, language: &str) -> Story {
        let mut dice = Dice::new(self.seed, "story", number);
        let korean = language == "ko";
        let cast = if korean { Cast::korean(&mut dice) } else { Cast::english(&mut dice) };
        let draft = if korean { korean::draft(&cast, &mut dice) } else { english::draft(&cast, &mut dice) };
        let mut story = Story {
            slug: format!("story-{number}"),
            summary: draft.paragraphs.first().cloned().unwrap_or_default(),
            title: draft.title,
            byline: Some(cast.reporter.full()),
            section: draft.section.to_owned(),
            tags: draft.tags,
            language: language.to_owned(),
            blocks: draft.paragraphs.into_iter().map(Block::Text).collect(),
            image: picture(&cast, korean, &mut dice),
            ..Story::default()
        };
        for update in revision.saturating_sub(UPDATES_SHOWN - 1).max(2)..=revision {
            let mut dice =
                Dice::new(self.seed, "update", number.wrapping_mul(1_000).wrapping_add(u64::from(update)));
            if korean {
                updates::korean(&mut story, &cast, update, &mut dice);
            } else {
                updates::english(&mut story, &cast, update, &mut dice);
            }
        }
        story
    }
}

fn picture(cast: &Cast, korean: bool, dice: &mut Dice) -> Option<Image> {
    if dice.below(3) == 0 {
        return None;
    }
    let caption = match korean {
        true => format!("{} {} 전경", cast.city.name, cast.body),
        false => format!("{} in {} in a file photo.", cast.lead.full(), cast.city.name),
    };
    Some(Image { caption, credit: cast.reporter.full() })
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn the_same_number_gives_the_same_story() {
        let (one, two) = (Generator::new(7), Generator::new(7));
        for number in 0..50 {
            assert_eq!(one.story(number, 3, "en"), two.story(number, 3, "en"));
        }
        assert_ne!(one.story(1, 1, "en"), Generator::new(8).story(1, 1, "en"));
    }

    #[test]
    fn each_revision_differs_from_the_last_in_feed_and_text() {
        for language in ["en", "ko"] {
            let generator = Generator::new(3);
            for number in 0..40 {
                let versions: Vec<Story> =
                    (1..8).map(|revision| generator.story(number, revision, language)).collect();
                let texts: HashSet<String> =
                    versions.iter().map(|story| story.paragraphs().collect::<Vec<_>>().join("\n")).collect();
                let items: HashSet<String> =
                    versions.iter().map(|story| format!("{}\n{}", story.title, story.summary)).collect();
                assert_eq!((texts.len(), items.len()), (7, 7), "story {number} in {language}");
            }
        }
    }

    #[test]
    fn stories_have_the_length_of_news() {
        for language in ["en", "ko"] {
            for number in 0..200 {
                let story = Generator::new(1).story(number, 4, language);
                let paragraphs = story.paragraphs().count();
                assert!((5..=14).contains(&paragraphs), "{paragraphs} paragraphs in {number}");
                let text: String = story.paragraphs().collect();
                assert!(!text.contains(['{', '}']) && !text.contains("  "), "{text}");
                assert!(text.chars().count() > if language == "ko" { 250 } else { 900 }, "{text}");
            }
        }
    }
}
