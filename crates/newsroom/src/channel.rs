//! A feed as it stands: its items in the order of their last showing, and its rendered document.
use std::collections::VecDeque;
use std::sync::Arc;

use jiff::Timestamp;

use crate::publisher::Feed;
use crate::render::Rendered;

pub(crate) struct Channel {
    /// Its place in the desk's table.
    pub publisher: usize,
    pub feed: Feed,
    /// All that was ever put in and not withdrawn, the last shown first.
    pub items: VecDeque<Item>,
    /// How often something changed in it.
    pub changes: u64,
    pub changed_at: Timestamp,
    pub rendered: Option<Arc<Rendered>>,
}

/// An article's place in a feed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Item {
    pub article: usize,
    /// The number of the change that put it there.
    pub change: u64,
    pub shown_at: Timestamp,
}

impl Channel {
    pub(crate) fn new(publisher: usize, feed: Feed, opened_at: Timestamp) -> Self {
        Channel { publisher, feed, items: VecDeque::new(), changes: 0, changed_at: opened_at, rendered: None }
    }

    /// Puts an article where its time belongs, which is in front but for stories of past days.
    pub(crate) fn show(&mut self, article: usize, is_new: bool, shown_at: Timestamp) {
        if !is_new {
            self.items.retain(|item| item.article != article);
        }
        self.touch(shown_at);
        let later = self.items.iter().take_while(|item| item.shown_at > shown_at).count();
        self.items.insert(later, Item { article, change: self.changes, shown_at });
    }

    pub(crate) fn take_out(&mut self, article: usize, at: Timestamp) {
        self.items.retain(|item| item.article != article);
        self.touch(at);
    }

    /// What a subscriber sees who has not been here before.
    pub(crate) fn newest(&self, count: usize) -> Vec<usize> {
        self.items.iter().take(count).map(|item| item.article).collect()
    }

    /// What was shown after the change of this number.
    pub(crate) fn since(&self, change: u64) -> Vec<usize> {
        self.items.iter().filter(|item| item.change > change).map(|item| item.article).collect()
    }

    fn touch(&mut self, at: Timestamp) {
        self.changes += 1;
        self.changed_at = self.changed_at.max(at);
        self.rendered = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::publisher::Format;

    #[test]
    fn the_last_shown_stands_first_whenever_it_came_in() {
        let at = |second: i64| Timestamp::from_second(second).expect("a time");
        let mut channel = Channel::new(0, Feed::new("a", "/a", "A", Format::Rss), at(0));
        for (article, second) in [(0, 10), (1, 30), (2, 20), (3, 5)] {
            channel.show(article, true, at(second));
        }
        assert_eq!((channel.newest(9), channel.changed_at), (vec![1, 2, 0, 3], at(30)));
        channel.show(0, false, at(40));
        assert_eq!((channel.newest(2), channel.since(3)), (vec![0, 1], vec![0, 3]));
        channel.take_out(0, at(50));
        assert_eq!((channel.newest(2), channel.since(4), channel.changes), (vec![1, 2], vec![], 6));
    }
}
