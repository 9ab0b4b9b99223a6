//! The publishers of the press, their feeds, and the habits in which they differ.
use std::collections::BTreeMap;

use crate::clock::Zone;
use crate::encoding::Encoding;

/// One publisher with a domain of its own.
#[derive(Clone, Debug)]
pub struct Publisher {
    pub id: String,
    pub name: String,
    /// Such as `hanbit.example`; also its host.
    pub domain: String,
    pub country: String,
    pub zone: Zone,
    pub look: Look,
    /// The agency's name in datelines and credits, if it is one.
    pub agency: Option<String>,
    /// How it compresses for those who accept it.
    pub encoding: Option<Encoding>,
    pub feeds: Vec<Feed>,
}

/// How its pages are built.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    Wire,
    Broadsheet,
    Regional,
    Plain,
}

#[derive(Clone, Debug)]
pub struct Feed {
    pub id: String,
    pub path: String,
    pub title: String,
    pub format: Format,
    pub language: String,
    /// The whole text stands in the feed; else a summary and the article's page.
    pub full_text: bool,
    pub guid: Guid,
    pub validators: Validators,
    /// The `Cache-Control` header.
    pub cache_control: Option<String>,
    /// What its links carry behind the article's address, such as `?utm_source=rss`.
    pub link_suffix: String,
    /// Its older items stand in further documents of so many (RFC 5005), and so many in the one that is polled;
    /// `None` forgets them. In a sitemap index, so many stand in each child (else as many as in a feed).
    pub archive_pages: Option<usize>,
    /// How the further documents are found.
    pub paging: Paging,
    /// It announces the press's WebSub hub, which pushes what changes.
    pub hub: bool,
    /// It answers `A-IM: feed` with 226 and the entries that are newer than the ETag sent (RFC 3229, and its
    /// instance manipulation for feeds).
    pub delta: bool,
    pub labels: BTreeMap<String, String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Rss,
    Atom,
    Json,
    /// A news sitemap of its articles, at most the thousand that were shown last.
    Sitemap,
    /// An index of sitemaps, the oldest articles in the first; every second one is a gzip file.
    SitemapIndex,
}

/// What stands in an item's `guid` (RSS); Atom and JSON Feed have ids of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Guid {
    PermaLink,
    Opaque,
    Tag,
    None,
}

/// Which validators a feed answers with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Validators {
    Both,
    Etag,
    LastModified,
    None,
}

/// How the documents of a feed are linked (RFC 5005). JSON Feed has `next_url` for both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paging {
    /// `prev-archive` leads to full documents that stay as they are, marked `fh:archive`.
    Archive,
    /// `next` leads to pages that shift with each new item.
    Next,
}

/// A feed as a configuration of Wiredesk wants it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeedInfo {
    pub id: String,
    pub url: String,
    pub domain: String,
    pub title: String,
    pub publisher: String,
    pub format: Format,
    pub full_text: bool,
    pub language: String,
    pub labels: BTreeMap<String, String>,
}

impl Format {
    pub(crate) fn is_sitemap(self) -> bool {
        matches!(self, Format::Sitemap | Format::SitemapIndex)
    }
}

impl FeedInfo {
    /// What Wiredesk's key `kind` says of it.
    pub fn kind(&self) -> &'static str {
        if self.format.is_sitemap() { "sitemap" } else { "feed" }
    }
}

impl Feed {
    /// A feed of summaries with both validators, to be changed field by field.
    pub fn new(id: &str, path: &str, title: &str, format: Format) -> Self {
        Feed {
            id: id.to_owned(),
            path: path.to_owned(),
            title: title.to_owned(),
            format,
            language: "en".to_owned(),
            full_text: false,
            guid: Guid::PermaLink,
            validators: Validators::Both,
            cache_control: None,
            link_suffix: String::new(),
            archive_pages: None,
            paging: Paging::Archive,
            hub: false,
            delta: false,
            labels: BTreeMap::new(),
        }
    }

    pub(crate) fn label(mut self, key: &str, value: &str) -> Self {
        self.labels.insert(key.to_owned(), value.to_owned());
        self
    }
}

/// `feeds` feeds spread over `domains` publishers, all formats and habits in turn: the press of the tests.
pub fn test_publishers(feeds: usize, domains: usize) -> Vec<Publisher> {
    let domains = domains.clamp(1, feeds.max(1));
    let mut publishers: Vec<Publisher> = (0..domains).map(test_publisher).collect();
    for number in 0..feeds {
        publishers[number % domains].feeds.push(test_feed(number, domains));
    }
    publishers
}

fn test_publisher(number: usize) -> Publisher {
    const LOOKS: [Look; 4] = [Look::Wire, Look::Broadsheet, Look::Regional, Look::Plain];
    const ZONES: [Zone; 5] = [Zone(540), Zone(0), Zone(-300), Zone(330), Zone(60)];
    Publisher {
        id: format!("press{number:02}"),
        name: format!("The Press {number:02}"),
        domain: format!("press{number:02}.example"),
        country: "GB".to_owned(),
        zone: ZONES[number % ZONES.len()],
        look: LOOKS[number % LOOKS.len()],
        agency: None,
        encoding: None,
        feeds: Vec::new(),
    }
}

fn test_feed(number: usize, domains: usize) -> Feed {
    const FORMATS: [Format; 3] = [Format::Rss, Format::Atom, Format::Json];
    // The round of a publisher, so that the feeds of one publisher differ.
    let round = number / domains;
    let format = FORMATS[(number + round) % FORMATS.len()];
    let extension = if format == Format::Json { "json" } else { "xml" };
    let id = format!("feed-{number:03}");
    let mut feed = Feed::new(&id, &format!("/feeds/{id}.{extension}"), &format!("Feed {number}"), format);
    feed.full_text = number % 4 == 3;
    feed.guid = [Guid::PermaLink, Guid::Opaque, Guid::Tag][number % 3];
    feed.label("round", &round.to_string())
}
