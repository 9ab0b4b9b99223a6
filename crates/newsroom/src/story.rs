//! A story as an editor sees it: what is told, not where it is shown.

/// One version of a story. Texts are plain: whoever renders them escapes them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Story {
    /// The readable part of its address, such as `ferry-talks`.
    pub slug: String,
    pub title: String,
    pub subtitle: Option<String>,
    pub summary: String,
    pub byline: Option<String>,
    pub section: String,
    pub tags: Vec<String>,
    pub kind: Kind,
    /// `en`, `ko`.
    pub language: String,
    pub blocks: Vec<Block>,
    pub image: Option<Image>,
    /// A wire's note to its editors: `UPDATES in paras 1-5`.
    pub attention: Option<String>,
    /// A correction as the publisher states it.
    pub notice: Option<String>,
    /// The agency whose text this is, shown in brackets at the end.
    pub credit: Option<String>,
}

/// What sort of page a story gets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    #[default]
    Article,
    Live,
    Opinion,
    Interview,
    Obituary,
}

/// One block of the body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    Text(String),
    Heading(String),
    Item(String),
    /// An entry of a live page, so many minutes before the story was shown.
    Entry {
        minutes_before: u32,
        text: String,
    },
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Image {
    pub caption: String,
    pub credit: String,
}

impl Block {
    pub fn text(&self) -> &str {
        match self {
            Block::Text(text) | Block::Heading(text) | Block::Item(text) | Block::Entry { text, .. } => text,
        }
    }

    pub(crate) fn text_mut(&mut self) -> &mut String {
        match self {
            Block::Text(text) | Block::Heading(text) | Block::Item(text) | Block::Entry { text, .. } => text,
        }
    }
}

impl Story {
    /// A story in English of plain paragraphs; the rest is filled in by whoever cares.
    pub fn of(slug: &str, title: &str, summary: &str, paragraphs: &[&str]) -> Self {
        Story {
            slug: slug.to_owned(),
            title: title.to_owned(),
            summary: summary.to_owned(),
            section: "World".to_owned(),
            language: "en".to_owned(),
            blocks: paragraphs.iter().map(|text| Block::Text((*text).to_owned())).collect(),
            ..Story::default()
        }
    }

    /// The body's paragraphs, without credit and attention line: what a reader must find.
    pub fn paragraphs(&self) -> impl Iterator<Item = &str> {
        self.blocks.iter().map(Block::text)
    }
}
