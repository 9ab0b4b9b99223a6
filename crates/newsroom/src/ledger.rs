//! What the press has shown, for a judge who must know what should arrive.
use std::sync::Arc;

use jiff::Timestamp;

use crate::story::Story;

/// One version of one article at the moment when its feeds and its page showed it.
#[derive(Clone, Debug)]
pub struct Shown {
    /// The article's number, from 0; never reused.
    pub article: u64,
    /// From 1.
    pub revision: u32,
    /// The word that stands in this version's text and in no other (`Config::markers`).
    pub marker: Option<String>,
    pub publisher: String,
    pub domain: String,
    /// The ids of the feeds that carry it.
    pub feeds: Vec<String>,
    /// The address of its page.
    pub url: String,
    /// When the article was first shown, which is its published time.
    pub published_at: Timestamp,
    /// When this version was shown.
    pub at: Timestamp,
    pub story: Arc<Story>,
}

impl Shown {
    pub fn title(&self) -> &str {
        &self.story.title
    }

    /// The paragraphs that must be found, without credit and attention line.
    pub fn paragraphs(&self) -> impl Iterator<Item = &str> {
        self.story.paragraphs()
    }

    pub fn text(&self) -> String {
        self.paragraphs().collect::<Vec<_>>().join("\n\n")
    }
}
