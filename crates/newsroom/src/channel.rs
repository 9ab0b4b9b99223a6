//! A feed as it stands: its items in the order of their last showing, and its rendered documents.
use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

use jiff::Timestamp;

use crate::documents::Document;
use crate::publisher::Feed;
use crate::render::Rendered;

pub(crate) struct Channel {
    /// Its place in the desk's table.
    pub publisher: usize,
    pub feed: Feed,
    /// Its path when the press opened, from which its parts have theirs.
    pub first_path: String,
    /// It is no more; its articles are.
    pub is_removed: bool,
    /// All that was ever put in and not withdrawn, the last shown first.
    pub items: VecDeque<Item>,
    /// How many of them stand in the document that is polled.
    pub newest: usize,
    /// How often something changed in it.
    pub changes: u64,
    pub changed_at: Timestamp,
    pub rendered: HashMap<Document, Arc<Rendered>>,
    /// The last ETags of the document that is polled, and how often the feed had changed then.
    tags: VecDeque<(String, u64)>,
}

/// Who comes back with an older ETag gets the whole document.
const TAGS_KEPT: usize = 100;

/// An article's place in a feed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Item {
    pub article: usize,
    /// The number of the change that put it there.
    pub change: u64,
    pub published_at: Timestamp,
    pub shown_at: Timestamp,
}

impl Channel {
    pub(crate) fn new(publisher: usize, feed: Feed, newest: usize, opened_at: Timestamp) -> Self {
        Channel {
            publisher,
            first_path: feed.path.clone(),
            feed,
            is_removed: false,
            items: VecDeque::new(),
            newest: newest.max(1),
            changes: 0,
            changed_at: opened_at,
            rendered: HashMap::new(),
            tags: VecDeque::new(),
        }
    }

    /// Puts an article where its time belongs, which is in front but for stories of past days.
    pub(crate) fn show(&mut self, article: usize, published_at: Timestamp, shown_at: Timestamp) {
        self.touch(shown_at);
        let later = self.items.iter().take_while(|item| item.shown_at > shown_at).count();
        self.items.insert(later, Item { article, change: self.changes, published_at, shown_at });
    }

    /// As above, for an article that may stand here already.
    pub(crate) fn show_again(&mut self, article: usize, published_at: Timestamp, shown_at: Timestamp) {
        self.items.retain(|item| item.article != article);
        self.show(article, published_at, shown_at);
    }

    pub(crate) fn take_out(&mut self, article: usize, at: Timestamp) {
        self.items.retain(|item| item.article != article);
        self.touch(at);
    }

    /// What was shown after the change of this number, the last first.
    pub(crate) fn since(&self, change: u64) -> Vec<usize> {
        self.items.iter().filter(|item| item.change > change).map(|item| item.article).collect()
    }

    /// Keeps a document until the feed changes.
    pub(crate) fn keep(&mut self, document: Document, rendered: Rendered) -> Arc<Rendered> {
        if document == Document::Current {
            self.tags.push_back((rendered.etag.clone(), self.changes));
            let surplus = self.tags.len().saturating_sub(TAGS_KEPT);
            self.tags.drain(..surplus);
        }
        let rendered = Arc::new(rendered);
        self.rendered.insert(document, rendered.clone());
        rendered
    }

    /// How often the feed had changed when it had one of these ETags, the last of them.
    pub(crate) fn changes_at(&self, is_held: impl Fn(&str) -> bool) -> Option<u64> {
        self.tags.iter().rev().find(|(tag, _)| is_held(tag)).map(|(_, changes)| *changes)
    }

    pub(crate) fn touch(&mut self, at: Timestamp) {
        self.changes += 1;
        self.changed_at = self.changed_at.max(at);
        self.rendered.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::publisher::Format;

    #[test]
    fn the_last_shown_stands_first_whenever_it_came_in() {
        let at = |second: i64| Timestamp::from_second(second).expect("a time");
        let mut channel = Channel::new(0, Feed::new("a", "/a", "A", Format::Rss), 9, at(0));
        let order = |channel: &Channel| channel.items.iter().map(|item| item.article).collect::<Vec<_>>();
        for (article, second) in [(0, 10), (1, 30), (2, 20), (3, 5)] {
            channel.show(article, at(second), at(second));
        }
        assert_eq!((order(&channel), channel.changed_at), (vec![1, 2, 0, 3], at(30)));
        channel.show_again(0, at(10), at(40));
        assert_eq!((order(&channel), channel.since(3)), (vec![0, 1, 2, 3], vec![0, 3]));
        channel.take_out(0, at(50));
        assert_eq!((order(&channel), channel.since(4), channel.changes), (vec![1, 2, 3], vec![], 6));
    }
}
