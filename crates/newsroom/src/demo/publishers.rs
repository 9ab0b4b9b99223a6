//! The publishers of the demo: a table, so that a reader sees the whole press at once.
use crate::clock::Zone;
use crate::encoding::Encoding;
use crate::publisher::{Feed, Format, Guid, Look, Publisher, Validators};

pub(crate) fn demo_publishers() -> Vec<Publisher> {
    vec![hanbit(), meridian(), tidewater(), courier(), lighthouse()]
}

/// A wire agency in Seoul: three English feeds that share stories, and one in Korean.
fn hanbit() -> Publisher {
    let news = Feed::new("hanbit-news", "/rss/news.xml", "All News", Format::Rss).label("region", "kr");
    let mut politics =
        Feed::new("hanbit-politics", "/rss/politics.xml", "Politics", Format::Rss).label("region", "kr");
    politics.cache_control = Some("max-age=60".to_owned());
    let mut top = Feed::new("hanbit-top", "/rss/top.xml", "Top Stories", Format::Rss).label("region", "kr");
    top.validators = Validators::Etag;
    let mut korean = Feed::new("hanbit-ko", "/rss/ko.xml", "최신기사", Format::Rss).label("region", "kr");
    korean.language = "ko".to_owned();
    korean.guid = Guid::Opaque;
    Publisher {
        id: "hanbit".to_owned(),
        name: "Hanbit News Agency".to_owned(),
        domain: "hanbit.example".to_owned(),
        country: "KR".to_owned(),
        zone: Zone(540),
        look: Look::Wire,
        agency: Some("Hanbit".to_owned()),
        encoding: Some(Encoding::Gzip),
        feeds: vec![news, politics, top, korean],
    }
}

/// A London broadsheet with Atom feeds.
fn meridian() -> Publisher {
    let mut world =
        Feed::new("meridian-world", "/world/atom.xml", "World", Format::Atom).label("region", "gb");
    world.guid = Guid::Tag;
    let mut home = Feed::new("meridian-home", "/uk/atom.xml", "UK news", Format::Atom).label("region", "gb");
    home.guid = Guid::Tag;
    Publisher {
        id: "meridian".to_owned(),
        name: "The Meridian".to_owned(),
        domain: "meridian.example".to_owned(),
        country: "GB".to_owned(),
        zone: Zone(0),
        look: Look::Broadsheet,
        agency: None,
        encoding: Some(Encoding::Brotli),
        feeds: vec![world, home],
    }
}

/// A regional site in Virginia with a JSON Feed.
fn tidewater() -> Publisher {
    let mut all = Feed::new("tidewater", "/feed.json", "Latest", Format::Json).label("region", "us");
    all.guid = Guid::None;
    all.validators = Validators::LastModified;
    Publisher {
        id: "tidewater".to_owned(),
        name: "Tidewater Register".to_owned(),
        domain: "tidewater.example".to_owned(),
        country: "US".to_owned(),
        zone: Zone(-300),
        look: Look::Regional,
        agency: None,
        encoding: Some(Encoding::Zstd),
        feeds: vec![all],
    }
}

/// A small newsletter whose feed holds everything.
fn courier() -> Publisher {
    let mut full = Feed::new("courier", "/feed", "Every story in full", Format::Rss).label("region", "ie");
    full.full_text = true;
    full.guid = Guid::Tag;
    Publisher {
        id: "courier".to_owned(),
        name: "The Harbour Courier".to_owned(),
        domain: "courier.example".to_owned(),
        country: "IE".to_owned(),
        zone: Zone(0),
        look: Look::Plain,
        agency: None,
        encoding: None,
        feeds: vec![full],
    }
}

/// A magazine of science and culture in Chennai, Atom.
fn lighthouse() -> Publisher {
    let feed = Feed::new("lighthouse", "/atom", "The Lighthouse", Format::Atom).label("region", "in");
    Publisher {
        id: "lighthouse".to_owned(),
        name: "Lighthouse".to_owned(),
        domain: "lighthouse.example".to_owned(),
        country: "IN".to_owned(),
        zone: Zone(330),
        look: Look::Broadsheet,
        agency: None,
        encoding: None,
        feeds: vec![feed],
    }
}
