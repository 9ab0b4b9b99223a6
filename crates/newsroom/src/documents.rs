//! The documents over which a feed spreads: the one that is polled, and the parts that hold the rest.
use crate::channel::Channel;
use crate::publisher::Format;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Document {
    /// The one at the feed's address.
    Current,
    /// A part by its number, from 1.
    Part(usize),
}

/// A news sitemap holds no more (Google's rules for news sitemaps).
const SITEMAP_LIMIT: usize = 1_000;

impl Channel {
    /// How many parts there are.
    pub(crate) fn parts(&self) -> usize {
        match self.feed.format {
            Format::SitemapIndex => self.items.len().div_ceil(self.items_a_part()),
            _ => 0,
        }
    }

    /// Where a part stands on the publisher's host. Every second child of a sitemap index is packed.
    pub(crate) fn part_path(&self, number: usize) -> String {
        let (root, _) = self.feed.path.rsplit_once('.').unwrap_or((&self.feed.path, ""));
        let extension = if is_packed(number) { "xml.gz" } else { "xml" };
        format!("{root}/{number}.{extension}")
    }

    /// The articles of a document; `None` where there is no such part.
    pub(crate) fn articles_of(&self, document: Document) -> Option<Vec<usize>> {
        match (document, self.feed.format) {
            (Document::Current, Format::SitemapIndex) => Some(Vec::new()),
            (Document::Current, Format::Sitemap) => Some(self.last_shown(SITEMAP_LIMIT)),
            (Document::Current, _) => Some(self.last_shown(self.newest)),
            (Document::Part(number), _) => {
                let begin = number.checked_sub(1)?.checked_mul(self.items_a_part())?;
                let order = self.by_publication();
                let end = order.len().min(begin.saturating_add(self.items_a_part()));
                order.get(begin..end).filter(|part| !part.is_empty()).map(<[usize]>::to_vec)
            }
        }
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
    fn channel(format: Format, items_a_part: Option<usize>, articles: usize) -> Channel {
        let at = |second: usize| Timestamp::from_second(second as i64).expect("a time");
        let feed = Feed { archive_pages: items_a_part, ..Feed::new("a", "/maps/a.xml", "A", format) };
        let mut channel = Channel::new(0, feed, 3, at(0));
        for article in 0..articles {
            channel.show(article, at(article), at(article));
        }
        channel
    }

    #[test]
    fn an_index_grows_by_children() {
        for (articles, parts, last) in
            [(0, 0, None), (1, 1, Some(vec![0])), (2, 1, Some(vec![0, 1])), (5, 3, Some(vec![4]))]
        {
            let channel = channel(Format::SitemapIndex, Some(2), articles);
            assert_eq!((channel.parts(), channel.articles_of(Document::Part(parts))), (parts, last));
            assert_eq!(channel.articles_of(Document::Part(parts + 1)), None);
        }
        let channel = channel(Format::SitemapIndex, None, 4);
        assert_eq!(
            (channel.parts(), channel.part_path(1), channel.part_path(2).as_str()),
            (2, "/maps/a/1.xml".to_owned(), "/maps/a/2.xml.gz")
        );
    }

    #[test]
    fn what_is_polled_holds_the_newest() {
        for (format, expect) in [
            (Format::Rss, vec![4, 3, 2]),
            (Format::Sitemap, vec![4, 3, 2, 1, 0]),
            (Format::SitemapIndex, vec![]),
        ] {
            assert_eq!(channel(format, None, 5).articles_of(Document::Current), Some(expect));
        }
    }
}
