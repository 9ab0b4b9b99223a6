//! Reading a written story: a header of `key: value` lines, the body, and what changes later.
//!
//! ```text
//! feeds: hanbit-news, hanbit-politics
//! title: Lawmakers pass ferry bill
//! ---
//! A paragraph a line; `## ` a heading, `- ` a list item, `@35 ` a live entry of 35 minutes before.
//! === revision after 6
//! title: Another title
//! ~ 3 The new text of block 3
//! + 5 A paragraph behind block 5
//! - 7
//! === take after 4 · === copy after 3
//! ```
use super::almanac::Almanac;
use crate::press::PressError;
use crate::story::{Block, Image, Kind, Story};

/// A story with all that happens to it.
#[derive(Clone, Debug)]
pub(super) struct Written {
    pub feeds: Vec<String>,
    pub story: Story,
    pub later: Vec<Later>,
}

/// A change, so many steps after the story first appeared.
#[derive(Clone, Debug)]
pub(super) struct Later {
    pub after: usize,
    pub change: Change,
    pub edits: Edits,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Change {
    /// The same article, edited.
    Revision,
    /// A new article of the same feeds that takes the old one's place.
    Take,
    /// An article of another publisher with the same text.
    Copy { feeds: Vec<String> },
}

/// Header fields to set and blocks to change, in order.
#[derive(Clone, Debug, Default)]
pub(super) struct Edits(Vec<Edit>);

#[derive(Clone, Debug)]
enum Edit {
    Set(String, String),
    Replace(usize, String),
    InsertAfter(usize, String),
    Remove(usize),
}

impl Written {
    pub(super) fn parse(name: &str, text: &str) -> Result<Written, PressError> {
        let mut reader = Reader { name, line: 0 };
        let mut written = Written { feeds: Vec::new(), story: Story::default(), later: Vec::new() };
        written.story.language = "en".to_owned();
        written.story.slug = name.split_once('-').map_or(name, |(_, slug)| slug).to_owned();
        let mut part = Part::Header;
        for line in text.lines().map(str::trim_end) {
            reader.line += 1;
            if let Some(announced) = line.strip_prefix("=== ") {
                written.later.push(reader.announcement(announced)?);
                part = Part::Later;
            } else if line == "---" && part == Part::Header {
                part = Part::Body;
            } else if !line.is_empty() {
                reader.line_of(part, line, &mut written)?;
            }
        }
        if written.feeds.is_empty() || written.story.blocks.is_empty() {
            return Err(reader.error("it needs feeds and a body"));
        }
        Ok(written)
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Header,
    Body,
    Later,
}

struct Reader<'a> {
    name: &'a str,
    line: usize,
}

impl Reader<'_> {
    fn line_of(&self, part: Part, line: &str, written: &mut Written) -> Result<(), PressError> {
        match part {
            Part::Body => written.story.blocks.push(block(line)),
            Part::Header => match self.pair(line)? {
                ("feeds", value) => written.feeds = list(value),
                (key, value) => {
                    if !set(&mut written.story, key, value) {
                        return Err(self.error(&format!("unknown key `{key}`")));
                    }
                }
            },
            Part::Later => {
                let Some(later) = written.later.last_mut() else { return Err(self.error("no change")) };
                self.edit(line, later)?;
            }
        }
        Ok(())
    }

    /// `revision after 6`.
    fn announcement(&self, text: &str) -> Result<Later, PressError> {
        let words: Vec<&str> = text.split_whitespace().collect();
        let [kind, "after", after] = words[..] else {
            return Err(self.error("expected `<change> after <steps>`"));
        };
        let change = match kind {
            "revision" => Change::Revision,
            "take" => Change::Take,
            "copy" => Change::Copy { feeds: Vec::new() },
            _ => return Err(self.error("expected `revision`, `take` or `copy`")),
        };
        let after = after.parse().map_err(|_| self.error("expected a number of steps"))?;
        Ok(Later { after, change, edits: Edits::default() })
    }

    fn edit(&self, line: &str, later: &mut Later) -> Result<(), PressError> {
        let edit = match line.split_at_checked(2) {
            Some(("~ ", rest)) => self.numbered(rest).map(|(place, text)| Edit::Replace(place, text))?,
            Some(("+ ", rest)) => self.numbered(rest).map(|(place, text)| Edit::InsertAfter(place, text))?,
            Some(("- ", rest)) => self.numbered(rest).map(|(place, _)| Edit::Remove(place))?,
            _ => match (self.pair(line)?, &mut later.change) {
                (("feeds", value), Change::Copy { feeds }) => {
                    *feeds = list(value);
                    return Ok(());
                }
                ((key, value), _) => {
                    if !set(&mut Story::default(), key, value) {
                        return Err(self.error(&format!("unknown key `{key}`")));
                    }
                    Edit::Set(key.to_owned(), value.to_owned())
                }
            },
        };
        later.edits.0.push(edit);
        Ok(())
    }

    fn pair<'a>(&self, line: &'a str) -> Result<(&'a str, &'a str), PressError> {
        line.split_once(':')
            .map(|(key, value)| (key.trim(), value.trim()))
            .ok_or_else(|| self.error("expected `key: value`"))
    }

    /// `3 text`: the number of a block from 1, and what follows.
    fn numbered(&self, text: &str) -> Result<(usize, String), PressError> {
        let (number, rest) = text.split_once(' ').unwrap_or((text, ""));
        let number: usize = number.parse().map_err(|_| self.error("expected the number of a block"))?;
        let place = number.checked_sub(1).ok_or_else(|| self.error("blocks count from 1"))?;
        Ok((place, rest.to_owned()))
    }

    fn error(&self, problem: &str) -> PressError {
        PressError::Script { story: self.name.to_owned(), line: self.line, problem: problem.to_owned() }
    }
}

impl Edits {
    pub(super) fn filled(&self, almanac: &Almanac) -> Edits {
        let fill = |edit: &Edit| match edit {
            Edit::Set(key, value) => Edit::Set(key.clone(), almanac.fill(value)),
            Edit::Replace(place, text) => Edit::Replace(*place, almanac.fill(text)),
            Edit::InsertAfter(place, text) => Edit::InsertAfter(*place, almanac.fill(text)),
            Edit::Remove(place) => Edit::Remove(*place),
        };
        Edits(self.0.iter().map(fill).collect())
    }

    /// Edits the story. Gives how many edits named a block that is not there, which a test of the stories forbids.
    pub(super) fn apply(&self, story: &mut Story) -> usize {
        self.0.iter().filter(|edit| !edit.apply(story)).count()
    }
}

impl Edit {
    fn apply(&self, story: &mut Story) -> bool {
        match self {
            Edit::Set(key, value) => set(story, key, value),
            Edit::Replace(place, text) => {
                story.blocks.get_mut(*place).map(|old| *old = block(text)).is_some()
            }
            Edit::InsertAfter(place, text) if *place < story.blocks.len() => {
                story.blocks.insert(place + 1, block(text));
                true
            }
            Edit::Remove(place) if *place < story.blocks.len() => {
                story.blocks.remove(*place);
                true
            }
            Edit::InsertAfter(..) | Edit::Remove(_) => false,
        }
    }
}

/// Sets a field by its name in the header; an empty value takes an optional one away.
fn set(story: &mut Story, key: &str, value: &str) -> bool {
    let text = || value.to_owned();
    let optional = || Some(value.to_owned()).filter(|value| !value.is_empty());
    match key {
        "slug" => story.slug = text(),
        "title" => story.title = text(),
        "subtitle" => story.subtitle = optional(),
        "summary" => story.summary = text(),
        "byline" => story.byline = optional(),
        "section" => story.section = text(),
        "language" => story.language = text(),
        "attention" => story.attention = optional(),
        "notice" => story.notice = optional(),
        "credit" => story.credit = optional(),
        "tags" => story.tags = list(value),
        "image" => story.image = image(value),
        "kind" => story.kind = kind(value),
        _ => return false,
    }
    true
}

fn kind(value: &str) -> Kind {
    match value {
        "live" => Kind::Live,
        "opinion" => Kind::Opinion,
        "interview" => Kind::Interview,
        "obituary" => Kind::Obituary,
        _ => Kind::Article,
    }
}

fn image(value: &str) -> Option<Image> {
    let (caption, credit) = value.split_once('|')?;
    Some(Image { caption: caption.trim().to_owned(), credit: credit.trim().to_owned() })
}

fn list(value: &str) -> Vec<String> {
    value.split(',').map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect()
}

fn block(line: &str) -> Block {
    if let Some(heading) = line.strip_prefix("## ") {
        return Block::Heading(heading.to_owned());
    }
    if let Some(item) = line.strip_prefix("- ") {
        return Block::Item(item.to_owned());
    }
    let entry = line.strip_prefix('@').and_then(|rest| rest.split_once(' '));
    match entry.and_then(|(minutes, text)| Some((minutes.parse().ok()?, text))) {
        Some((minutes_before, text)) => Block::Entry { minutes_before, text: text.to_owned() },
        None => Block::Text(line.to_owned()),
    }
}
