//! The desk: which articles there are, which feeds show them, and what changed last.
mod moves;

use std::collections::HashMap;
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
pub use moves::Moved;
use tokio::sync::Notify;

use crate::article::{Article, Version, path_for};
use crate::channel::Channel;
use crate::documents::Document;
use crate::generator::Generator;
use crate::hub;
use crate::ledger::Shown;
use crate::press::PressError;
use crate::publisher::{FeedInfo, Publisher};
use crate::story::Story;

pub(crate) struct Desk {
    pub publishers: Vec<Publisher>,
    pub channels: Vec<Channel>,
    pub articles: Vec<Article>,
    /// What stands at `host/path`.
    addresses: HashMap<String, Address>,
    feed_ids: HashMap<String, usize>,
    /// The places of the feeds that are still there.
    live: Vec<usize>,
    pub ledger: Vec<Shown>,
    pub generator: Generator,
    /// Wakes the hub when one of its feeds has changed.
    pub pushed: Arc<Notify>,
    markers: bool,
    port: u16,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Address {
    Feed(usize, Document),
    /// Where a feed once stood.
    Moved(usize, Moved),
    /// Where a feed stood that is no more, with the status of its absence.
    Removed(u16),
    Article(usize),
    Home(usize),
}

/// How a desk is set up.
pub(crate) struct DeskConfig {
    pub publishers: Vec<Publisher>,
    pub newest: usize,
    pub markers: bool,
    pub seed: u64,
    pub port: u16,
    pub opened_at: Timestamp,
}

impl Desk {
    pub(crate) fn new(config: DeskConfig) -> Self {
        let mut desk = Desk {
            generator: Generator::new(config.seed),
            publishers: config.publishers,
            channels: Vec::new(),
            articles: Vec::new(),
            addresses: HashMap::new(),
            feed_ids: HashMap::new(),
            live: Vec::new(),
            ledger: Vec::new(),
            pushed: Arc::default(),
            markers: config.markers,
            port: config.port,
        };
        for (publisher, owner) in desk.publishers.iter().enumerate() {
            desk.addresses.insert(format!("{}/", owner.domain), Address::Home(publisher));
            for feed in &owner.feeds {
                let place = desk.channels.len();
                desk.addresses.insert(
                    format!("{}{}", owner.domain, feed.path),
                    Address::Feed(place, Document::Current),
                );
                desk.feed_ids.insert(feed.id.clone(), place);
                desk.live.push(place);
                desk.channels.push(Channel::new(publisher, feed.clone(), config.newest, config.opened_at));
            }
        }
        desk
    }

    pub(crate) fn feed_address(&self, id: &str) -> Result<String, PressError> {
        let channel = &self.channels[self.feed_place(id)?];
        Ok(format!("{}{}", self.publishers[channel.publisher].domain, channel.feed.path))
    }

    /// The next feed in turn; each fifth article stands in a second feed of the same publisher too.
    pub(crate) fn next_feeds(&self) -> Vec<usize> {
        let number = self.articles.len();
        let turn = number.checked_rem(self.live.len());
        let Some(first) = turn.and_then(|turn| self.live.get(turn).copied()) else { return Vec::new() };
        let publisher = self.channels[first].publisher;
        let mut others = self.live.iter().copied();
        let is_sibling = |place: &usize| *place != first && self.channels[*place].publisher == publisher;
        let second = if number % 5 == 4 { others.find(is_sibling) } else { None };
        std::iter::once(first).chain(second).collect()
    }

    pub(crate) fn find(&self, address: &str) -> Option<Address> {
        self.addresses.get(address).copied()
    }

    pub(crate) fn feed_place(&self, id: &str) -> Result<usize, PressError> {
        self.feed_ids.get(id).copied().ok_or_else(|| PressError::UnknownFeed(id.to_owned()))
    }

    /// Shows a new article in these feeds, which must be of one publisher.
    pub(crate) fn publish(
        &mut self,
        feeds: &[usize],
        story: Story,
        at: Timestamp,
        generated: bool,
    ) -> Result<Shown, PressError> {
        let channel = feeds.first().and_then(|place| self.channels.get(*place)).ok_or(PressError::NoFeed)?;
        let publisher = channel.publisher;
        if feeds.iter().any(|place| self.channels.get(*place).is_none_or(|c| c.publisher != publisher)) {
            return Err(PressError::TwoPublishers);
        }
        let number = self.articles.len() as u64;
        let owner = &self.publishers[publisher];
        let path = path_for(owner, number, &story.slug, at);
        self.addresses.insert(format!("{}{path}", owner.domain), Address::Article(number as usize));
        self.articles.push(Article {
            number,
            publisher,
            feeds: feeds.to_vec(),
            path,
            published_at: at,
            versions: Vec::new(),
            related: self.related_to(feeds),
            generated,
            withdrawn: false,
        });
        Ok(self.show(number as usize, story, at))
    }

    /// Shows another version of an article: feed item and page change together.
    pub(crate) fn revise(&mut self, number: u64, story: Story, at: Timestamp) -> Result<Shown, PressError> {
        let article = self.article(number)?;
        if article.withdrawn {
            return Err(PressError::Withdrawn(number));
        }
        Ok(self.show(number as usize, story, at))
    }

    /// The generator's next story, in these feeds.
    pub(crate) fn publish_by_chance(&mut self, feeds: &[usize], at: Timestamp) -> Result<Shown, PressError> {
        let channel = feeds.first().and_then(|place| self.channels.get(*place)).ok_or(PressError::NoFeed)?;
        let (publisher, language) = (channel.publisher, channel.feed.language.clone());
        let story = self.generated(publisher, self.articles.len() as u64, 1, &language);
        self.publish(feeds, story, at, true)
    }

    /// So many stories of the past, evenly over this time, as if the press had been there.
    pub(crate) fn backfill(
        &mut self,
        feed: usize,
        stories: usize,
        over: SignedDuration,
        now: Timestamp,
    ) -> Result<Vec<Shown>, PressError> {
        let step = over / i32::try_from(stories).unwrap_or(i32::MAX).max(1);
        let mut at = now.saturating_sub(over).unwrap_or(Timestamp::MIN);
        let mut shown = Vec::with_capacity(stories);
        for _ in 0..stories {
            shown.push(self.publish_by_chance(&[feed], at)?);
            at = at.saturating_add(step).unwrap_or(now);
        }
        // It is now that the feed changes, whatever its stories say.
        self.channels[feed].touch(now);
        Ok(shown)
    }

    /// The generator's next version of one of its stories.
    pub(crate) fn revise_by_chance(&mut self, number: u64, at: Timestamp) -> Result<Shown, PressError> {
        let article = self.article(number)?;
        if !article.generated {
            return Err(PressError::NotGenerated(number));
        }
        let language = &article.latest().story.language;
        let story = self.generated(article.publisher, number, article.revision() + 1, language);
        self.revise(number, story, at)
    }

    fn generated(&self, publisher: usize, number: u64, revision: u32, language: &str) -> Story {
        let mut story = self.generator.story(number, revision, language);
        // Korean wires name themselves in the dateline alone.
        story.credit = self.publishers[publisher].agency.clone().filter(|_| language != "ko");
        story
    }

    /// Takes an article out of its feeds; its page is gone (410) from now on.
    pub(crate) fn withdraw(&mut self, number: u64, at: Timestamp) -> Result<(), PressError> {
        self.article(number)?;
        let place = number as usize;
        self.articles[place].withdrawn = true;
        for feed in self.articles[place].feeds.clone() {
            self.channels[feed].take_out(place, at);
            self.push(feed);
        }
        Ok(())
    }

    pub(crate) fn article(&self, number: u64) -> Result<&Article, PressError> {
        let place = usize::try_from(number).unwrap_or(usize::MAX);
        self.articles.get(place).ok_or(PressError::UnknownArticle(number))
    }

    pub(crate) fn url(&self, publisher: usize, path: &str) -> String {
        format!("{}{path}", self.base(publisher))
    }

    pub(crate) fn base(&self, publisher: usize) -> String {
        format!("http://{}:{}", self.publishers[publisher].domain, self.port)
    }

    /// The feeds that a publisher has now.
    pub(crate) fn channels_of(&self, publisher: usize) -> impl Iterator<Item = &Channel> {
        self.channels.iter().filter(move |channel| channel.publisher == publisher && !channel.is_removed)
    }

    /// The address at which a feed is read, which is also its topic at the hub.
    pub(crate) fn feed_url(&self, channel: &Channel) -> String {
        self.url(channel.publisher, &channel.feed.path)
    }

    pub(crate) fn document_url(&self, channel: &Channel, document: Document) -> String {
        match document {
            Document::Current => self.feed_url(channel),
            Document::Part(number) => self.url(channel.publisher, &channel.part_path(number)),
        }
    }

    pub(crate) fn hub_url(&self) -> String {
        format!("http://{}:{}/", hub::HOST, self.port)
    }

    /// The feed that the hub knows by this address.
    pub(crate) fn topic(&self, url: &str) -> Option<usize> {
        let is_it = |channel: &Channel| channel.feed.hub && self.feed_url(channel) == url;
        self.live.iter().copied().find(|place| is_it(&self.channels[*place]))
    }

    pub(crate) fn feeds(&self) -> Vec<FeedInfo> {
        self.live
            .iter()
            .map(|place| {
                let channel = &self.channels[*place];
                let owner = &self.publishers[channel.publisher];
                FeedInfo {
                    id: channel.feed.id.clone(),
                    url: self.feed_url(channel),
                    domain: owner.domain.clone(),
                    title: channel.feed.title.clone(),
                    publisher: owner.name.clone(),
                    format: channel.feed.format,
                    full_text: channel.feed.full_text,
                    language: channel.feed.language.clone(),
                    labels: channel.feed.labels.clone(),
                }
            })
            .collect()
    }

    /// The one way in which anything becomes visible.
    fn show(&mut self, place: usize, mut story: Story, at: Timestamp) -> Shown {
        let article = &mut self.articles[place];
        let revision = article.revision() + 1;
        let marker = (self.markers && article.generated).then(|| marker(article.number, revision));
        if let Some(marker) = &marker {
            mark(&mut story, marker);
        }
        let story = Arc::new(story);
        article.versions.push(Version { story: story.clone(), shown_at: at });
        let (number, publisher, published_at) = (article.number, article.publisher, article.published_at);
        let (feeds, path) = (article.feeds.clone(), article.path.clone());
        let owner = &self.publishers[publisher];
        let live = feeds.iter().filter(|feed| !self.channels[**feed].is_removed);
        let shown = Shown {
            article: number,
            revision,
            marker,
            publisher: owner.name.clone(),
            domain: owner.domain.clone(),
            feeds: live.map(|feed| self.channels[*feed].feed.id.clone()).collect(),
            url: self.url(publisher, &path),
            published_at,
            at,
            story,
        };
        for feed in feeds {
            let channel = &mut self.channels[feed];
            if revision == 1 {
                channel.show(place, published_at, at);
            } else {
                channel.show_again(place, published_at, at);
            }
            self.settle_parts(feed);
            self.push(feed);
        }
        self.ledger.push(shown.clone());
        shown
    }

    /// A feed that has grown may have one more part.
    fn settle_parts(&mut self, feed: usize) {
        let channel = &self.channels[feed];
        let last = channel.parts();
        if last > 0 {
            let domain = &self.publishers[channel.publisher].domain;
            let address = format!("{domain}{}", channel.part_path(last));
            self.addresses.insert(address, Address::Feed(feed, Document::Part(last)));
        }
    }

    fn push(&self, feed: usize) {
        if self.channels[feed].feed.hub {
            self.pushed.notify_one();
        }
    }

    fn related_to(&self, feeds: &[usize]) -> Vec<(String, String)> {
        let shown = feeds.iter().flat_map(|feed| self.channels[*feed].items.iter());
        shown
            .take(3)
            .map(|item| {
                let article = &self.articles[item.article];
                (article.latest().story.title.clone(), article.path.clone())
            })
            .collect()
    }
}

/// The word by which a judge knows one version among all.
fn marker(article: u64, revision: u32) -> String {
    format!("mk-{article:06}-r{revision}")
}

/// Puts the marker into the summary, so that the feed's item changes too, and into the body away from its
/// ends, where an extractor could rightly take it for boilerplate.
fn mark(story: &mut Story, marker: &str) {
    story.summary = format!("{} The file bears the reference {marker}.", story.summary);
    let middle = story.blocks.len() / 2;
    if let Some(block) = story.blocks.get_mut(middle) {
        let text = block.text_mut();
        text.push_str(&format!(" The file bears the reference {marker} at the registry."));
    }
}
