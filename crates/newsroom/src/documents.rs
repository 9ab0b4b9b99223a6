//! The documents over which a feed spreads: the one that is polled, and the parts that hold the rest.
use std::collections::HashSet;

use crate::channel::Channel;
use crate::publisher::{Format, Paging};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Document {
    /// The one at the feed's address.
    Current,
    /// A part by its number, from 1.
    Part(usize),
}

/// A news sitemap holds no more (Google's rules for news sitemaps).
const SITEMAP_LIMIT: usize = 1_000;

/// By which rule a feed is cut into parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cut {
    Whole,
    Children,
    Archive,
    Pages,
}

impl Channel {
    fn cut(&self) -> Cut {
        match (self.feed.format, self.feed.archive_pages, self.feed.paging) {
            (Format::SitemapIndex, ..) => Cut::Children,
            (Format::Sitemap, ..) | (_, None, _) => Cut::Whole,
            (_, Some(_), Paging::Archive) => Cut::Archive,
            (_, Some(_), Paging::Next) => Cut::Pages,
        }
    }

    /// The number of the last part, 0 where there is none. An archive's parts are full, so that they stay as they
    /// are (RFC 5005, 4); of pages, the first is the document that is polled.
    pub(crate) fn parts(&self) -> usize {
        match self.cut() {
            Cut::Whole => 0,
            Cut::Archive => self.items.len() / self.items_a_part(),
            Cut::Children | Cut::Pages => self.items.len().div_ceil(self.items_a_part()),
        }
    }

    /// Where a part stands on the publisher's host. Every second child of a sitemap index is packed.
    pub(crate) fn part_path(&self, number: usize) -> String {
        let (root, extension) = self.first_path.rsplit_once('.').unwrap_or((&self.first_path, "xml"));
        match self.cut() {
            Cut::Children if is_packed(number) => format!("{root}/{number}.{extension}.gz"),
            Cut::Children | Cut::Whole => format!("{root}/{number}.{extension}"),
            Cut::Archive => format!("{root}/archive-{number}.{extension}"),
            Cut::Pages => format!("{root}/page-{number}.{extension}"),
        }
    }

    /// The articles of a document; `None` where there is no such part.
    pub(crate) fn articles_of(&self, document: Document) -> Option<Vec<usize>> {
        match (document, self.cut()) {
            (Document::Current, Cut::Children) => Some(Vec::new()),
            (Document::Current, Cut::Whole) if self.feed.format == Format::Sitemap => {
                Some(self.last_shown(SITEMAP_LIMIT))
            }
            (Document::Current, Cut::Whole) => Some(self.last_shown(self.newest)),
            (Document::Current, Cut::Pages) => Some(self.last_shown(self.items_a_part())),
            (Document::Current, Cut::Archive) => Some(self.subscription()),
            (Document::Part(_), Cut::Whole) => None,
            (Document::Part(number), Cut::Pages) => {
                self.slice(self.last_shown(self.items.len()), number).filter(|_| number > 1)
            }
            (Document::Part(number), Cut::Children | Cut::Archive) => {
                self.slice(self.by_publication(), number).filter(|_| number <= self.parts())
            }
        }
    }

    /// The documents that one points to, by the relation of the link (RFC 5005, 3 and 4).
    pub(crate) fn links_of(&self, document: Document) -> Vec<(&'static str, Document)> {
        let (cut, last) = (self.cut(), self.parts());
        let page = |number: usize| if number > 1 { Document::Part(number) } else { Document::Current };
        let mut links = Vec::new();
        match (cut, document) {
            (Cut::Archive, Document::Current) if last > 0 => {
                links.push(("prev-archive", Document::Part(last)))
            }
            (Cut::Archive, Document::Part(number)) => {
                links.push(("current", Document::Current));
                if number > 1 {
                    links.push(("prev-archive", Document::Part(number - 1)));
                }
                if number < last {
                    links.push(("next-archive", Document::Part(number + 1)));
                }
            }
            (Cut::Pages, _) => {
                let number = if let Document::Part(number) = document { number } else { 1 };
                links.extend([("first", Document::Current), ("last", page(last))]);
                if number > 1 {
                    links.push(("previous", page(number - 1)));
                }
                if number < last {
                    links.push(("next", page(number + 1)));
                }
            }
            _ => {}
        }
        links
    }

    pub(crate) fn is_archive(&self, document: Document) -> bool {
        self.cut() == Cut::Archive && document != Document::Current
    }

    /// The newest, and whatever no full part of the archive holds yet: nothing falls between the two.
    fn subscription(&self) -> Vec<usize> {
        let mut archived = self.by_publication();
        archived.truncate(self.parts() * self.items_a_part());
        let archived: HashSet<usize> = archived.into_iter().collect();
        let items = self.items.iter().enumerate();
        let shown =
            items.filter(|(place, item)| *place < self.items_a_part() || !archived.contains(&item.article));
        shown.map(|(_, item)| item.article).collect()
    }

    fn slice(&self, order: Vec<usize>, number: usize) -> Option<Vec<usize>> {
        let begin = number.checked_sub(1)?.checked_mul(self.items_a_part())?;
        let end = order.len().min(begin.saturating_add(self.items_a_part()));
        order.get(begin..end).filter(|part| !part.is_empty()).map(<[usize]>::to_vec)
    }

    fn items_a_part(&self) -> usize {
        self.feed.archive_pages.unwrap_or(self.newest).max(1)
    }

    fn last_shown(&self, count: usize) -> Vec<usize> {
        self.items.iter().take(count).map(|item| item.article).collect()
    }

    /// Oldest first, so that a full part stays as it is.
    fn by_publication(&self) -> Vec<usize> {
        let mut order: Vec<_> = self.items.iter().map(|item| (item.published_at, item.article)).collect();
        order.sort_unstable();
        order.into_iter().map(|(_, article)| article).collect()
    }
}

pub(crate) fn is_packed(number: usize) -> bool {
    number.is_multiple_of(2)
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;
    use crate::publisher::Feed;

    /// A channel of so many articles, shown in the order of their numbers.
    fn channel(format: Format, paging: Paging, items_a_part: Option<usize>, articles: usize) -> Channel {
        let at = |second: usize| Timestamp::from_second(second as i64).expect("a time");
        let feed = Feed { archive_pages: items_a_part, paging, ..Feed::new("a", "/maps/a.xml", "A", format) };
        let mut channel = Channel::new(0, feed, 3, at(0));
        for article in 0..articles {
            channel.show(article, at(article), at(article));
        }
        channel
    }

    fn index(items_a_part: Option<usize>, articles: usize) -> Channel {
        channel(Format::SitemapIndex, Paging::Archive, items_a_part, articles)
    }

    #[test]
    fn an_index_grows_by_children() {
        for (articles, parts, last) in
            [(0, 0, None), (1, 1, Some(vec![0])), (2, 1, Some(vec![0, 1])), (5, 3, Some(vec![4]))]
        {
            let channel = index(Some(2), articles);
            assert_eq!((channel.parts(), channel.articles_of(Document::Part(parts))), (parts, last));
            assert_eq!(channel.articles_of(Document::Part(parts + 1)), None);
        }
        let channel = index(None, 4);
        assert_eq!(channel.parts(), 2);
        assert_eq!([1, 2].map(|number| channel.part_path(number)), ["/maps/a/1.xml", "/maps/a/2.xml.gz"]);
    }

    #[test]
    fn what_is_polled_holds_the_newest() {
        for (format, expect) in [
            (Format::Rss, vec![4, 3, 2]),
            (Format::Sitemap, vec![4, 3, 2, 1, 0]),
            (Format::SitemapIndex, vec![]),
        ] {
            let channel = channel(format, Paging::Archive, None, 5);
            assert_eq!(channel.articles_of(Document::Current), Some(expect));
        }
    }

    #[test]
    fn an_archive_is_full_parts_and_what_is_not_in_them() {
        use Document::{Current, Part};
        let mut channel = channel(Format::Atom, Paging::Archive, Some(2), 5);
        assert_eq!((channel.parts(), channel.articles_of(Current)), (2, Some(vec![4, 3])));
        assert_eq!((channel.articles_of(Part(1)), channel.articles_of(Part(3))), (Some(vec![0, 1]), None));
        assert_eq!(channel.links_of(Current), [("prev-archive", Part(2))]);
        assert_eq!(channel.links_of(Part(1)), [("current", Current), ("next-archive", Part(2))]);
        assert_eq!(channel.links_of(Part(2)), [("current", Current), ("prev-archive", Part(1))]);
        assert_eq!((channel.is_archive(Part(1)), channel.is_archive(Current)), (true, false));
        // Two old ones are edited: the fifth, in no part yet, stays where it is polled.
        let later = Timestamp::from_second(60).expect("a time");
        channel.show_again(0, Timestamp::UNIX_EPOCH, later);
        channel.show_again(1, Timestamp::UNIX_EPOCH, later);
        assert_eq!(channel.articles_of(Current), Some(vec![1, 0, 4]));
    }

    #[test]
    fn pages_follow_one_another() {
        use Document::{Current, Part};
        let channel = channel(Format::Rss, Paging::Next, Some(2), 5);
        assert_eq!((channel.parts(), channel.articles_of(Current)), (3, Some(vec![4, 3])));
        assert_eq!((channel.articles_of(Part(1)), channel.articles_of(Part(3))), (None, Some(vec![0])));
        assert_eq!(
            channel.links_of(Part(2)),
            [("first", Current), ("last", Part(3)), ("previous", Current), ("next", Part(3))]
        );
        assert_eq!(channel.links_of(Current), [("first", Current), ("last", Part(3)), ("next", Part(2))]);
        assert_eq!(channel.part_path(2), "/maps/a/page-2.xml");
    }
}
