//! What an edited story gains: a paragraph, and a summary (at times a title) that say so.
use super::cast::Cast;
use super::english::DAYS;
use crate::dice::Dice;
use crate::story::{Block, Story};

/// The number of the update stands in the text, so that no two of a story are equal.
pub(super) fn english(story: &mut Story, cast: &Cast, update: u32, dice: &mut Dice) {
    let Cast { rival, witness, other_city, .. } = cast;
    let calls = dice.between(40, 4000) * 10 + update as usize;
    let paragraph = match dice.below(4) {
        0 => format!(
            "\"Nobody told us anything until the evening,\" said {} of {}, who had called the office {update} times. {calls} people have since signed a letter of protest.",
            witness.full(),
            other_city.name
        ),
        1 => format!(
            "In a statement on {}, {} said the figure had been corrected to {calls} after a count by hand.",
            dice.pick(DAYS),
            rival.full()
        ),
        2 => format!(
            "{} told a radio station in {} later that {} had received {calls} messages of support.",
            rival.full(),
            other_city.name,
            rival.he()
        ),
        _ => format!(
            "Officials in {} said they were following the matter and had answered {calls} calls.",
            other_city.name
        ),
    };
    let place = 2.min(story.blocks.len());
    story.blocks.insert(place, Block::Text(paragraph));
    story.summary = format!("{} Updated with a count of {calls}.", lead(story));
    if dice.below(3) == 0
        && let Some(last) = story.title.split(" (").next()
    {
        story.title = format!("{last} as talks enter day {update}");
    }
}

pub(super) fn korean(story: &mut Story, cast: &Cast, update: u32, dice: &mut Dice) {
    let count = dice.between(40, 4000) * 10 + update as usize;
    let paragraph = format!(
        "{} 측은 \"사실관계를 다시 확인했다\"며 참여 인원을 {count}명으로 바로잡았다.",
        cast.rival.full()
    );
    let place = 2.min(story.blocks.len());
    story.blocks.insert(place, Block::Text(paragraph));
    story.summary = format!("{} 참여 인원 {count}명.", lead(story));
}

fn lead(story: &Story) -> String {
    story.blocks.first().map(|block| block.text().to_owned()).unwrap_or_default()
}
