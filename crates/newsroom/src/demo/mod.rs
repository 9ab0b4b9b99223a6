//! The demo's script: the written stories step by step, then variations for as long as anybody watches.
mod almanac;
mod publishers;
mod schedule;
mod stories;
mod written;

use std::collections::HashMap;

use jiff::Timestamp;

pub(crate) use publishers::demo_publishers;

use crate::clock::now;
use crate::desk::Desk;
use crate::dice::Dice;
use crate::ledger::Shown;
use crate::press::PressError;
use crate::state::Memory;
use crate::story::Story;
use almanac::Almanac;
use schedule::{OPENING, Step, schedule};
use written::{Change, Later, Written};

/// The script and the place in it. The steps depend on nothing but the seed and their times, so that a restart
/// that repeats them gives the same press.
pub(crate) struct Demo {
    stories: Vec<Written>,
    steps: Vec<Step>,
    done: usize,
    told: HashMap<usize, Told>,
    seed: u64,
    memory: Memory,
}

/// A written story as it stands now.
struct Told {
    article: u64,
    story: Story,
    first_shown: Timestamp,
}

impl Demo {
    pub(crate) fn new(seed: u64, memory: Memory) -> Result<Self, PressError> {
        let stories = stories::all()?;
        let steps = schedule(&stories);
        Ok(Demo { stories, steps, done: 0, told: HashMap::new(), seed, memory })
    }

    /// Shows again what was shown before, at the times of then.
    pub(crate) fn replay(&mut self, desk: &mut Desk, times: &[Timestamp]) -> Result<(), PressError> {
        times.iter().try_for_each(|at| self.step(desk, *at).map(|_| ()))
    }

    /// What stands there from the first moment.
    pub(crate) fn open(&mut self, desk: &mut Desk) -> Result<(), PressError> {
        while self.done < OPENING {
            self.advance(desk)?;
        }
        Ok(())
    }

    pub(crate) fn advance(&mut self, desk: &mut Desk) -> Result<Shown, PressError> {
        let at = now();
        self.memory.remember(at)?;
        self.step(desk, at)
    }

    /// Whether the next step is a written one.
    pub(crate) fn is_written(&self) -> bool {
        self.done < self.steps.len()
    }

    fn step(&mut self, desk: &mut Desk, at: Timestamp) -> Result<Shown, PressError> {
        let place = self.done;
        self.done += 1;
        match self.steps.get(place).copied() {
            Some(Step::Tell(story)) => self.tell(desk, story, at),
            Some(Step::Change(story, change)) => self.change(desk, story, change, at),
            None => self.chance(desk, place as u64, at),
        }
    }

    fn tell(&mut self, desk: &mut Desk, place: usize, at: Timestamp) -> Result<Shown, PressError> {
        let written = &self.stories[place];
        let feeds = feed_places(desk, &written.feeds)?;
        let story = almanac(desk, &feeds, at).story(&written.story);
        let shown = desk.publish(&feeds, story.clone(), at, false)?;
        self.told.insert(place, Told { article: shown.article, story, first_shown: at });
        Ok(shown)
    }

    fn change(
        &mut self,
        desk: &mut Desk,
        place: usize,
        change: usize,
        at: Timestamp,
    ) -> Result<Shown, PressError> {
        let written = &self.stories[place];
        let Later { change, edits, .. } = &written.later[change];
        let Some(told) = self.told.get_mut(&place) else {
            return Err(PressError::UnknownArticle(place as u64));
        };
        let home = feed_places(desk, &written.feeds)?;
        // The weekdays of a story stay those of its first day.
        let edits = edits.filled(&almanac(desk, &home, told.first_shown));
        match change {
            Change::Revision => {
                edits.apply(&mut told.story);
                desk.revise(told.article, told.story.clone(), at)
            }
            Change::Take => {
                edits.apply(&mut told.story);
                let shown = desk.publish(&home, told.story.clone(), at, false)?;
                told.article = shown.article;
                Ok(shown)
            }
            Change::Copy { feeds } => {
                let mut story = told.story.clone();
                edits.apply(&mut story);
                let feeds = feed_places(desk, feeds)?;
                desk.publish(&feeds, story, at, false)
            }
        }
    }

    /// A step of chance: mostly a new story, now and then a revision, or a copy at another publisher.
    fn chance(&mut self, desk: &mut Desk, place: u64, at: Timestamp) -> Result<Shown, PressError> {
        let mut dice = Dice::new(self.seed, "chance", place);
        let turn = dice.below(10);
        let recent = desk.articles.iter().rev().take(30).filter(|article| article.generated);
        let recent: Vec<u64> = recent.map(|article| article.number).collect();
        if (7..9).contains(&turn) && !recent.is_empty() {
            return desk.revise_by_chance(recent[dice.below(recent.len())], at);
        }
        if turn == 9
            && let Some(shown) = copy_by_chance(desk, &recent, &mut dice, at)?
        {
            return Ok(shown);
        }
        let feed = dice.below(desk.channels.len());
        desk.publish_by_chance(&[feed], at)
    }
}

/// An agency's recent story at somebody who is no agency, with the credit.
fn copy_by_chance(
    desk: &mut Desk,
    recent: &[u64],
    dice: &mut Dice,
    at: Timestamp,
) -> Result<Option<Shown>, PressError> {
    let is_agency = |desk: &Desk, publisher: usize| desk.publishers[publisher].agency.is_some();
    let mut ours = recent.iter().filter_map(|number| desk.article(*number).ok());
    let Some(story) =
        ours.find(|article| is_agency(desk, article.publisher)).map(|a| a.latest().story.clone())
    else {
        return Ok(None);
    };
    let takers: Vec<usize> = (0..desk.channels.len())
        .filter(|place| !is_agency(desk, desk.channels[*place].publisher))
        .filter(|place| desk.channels[*place].feed.language == story.language)
        .collect();
    if takers.is_empty() {
        return Ok(None);
    }
    let taker = takers[dice.below(takers.len())];
    desk.publish(&[taker], Story::clone(&story), at, false).map(Some)
}

fn feed_places(desk: &Desk, ids: &[String]) -> Result<Vec<usize>, PressError> {
    ids.iter().map(|id| desk.feed_place(id)).collect()
}

/// The calendar at the desk that owns these feeds.
fn almanac(desk: &Desk, feeds: &[usize], at: Timestamp) -> Almanac {
    let owner = feeds.first().and_then(|place| desk.channels.get(*place)).map(|channel| channel.publisher);
    let zone = owner.map_or(crate::clock::Zone(0), |owner| desk.publishers[owner].zone);
    Almanac::new(zone, at)
}
