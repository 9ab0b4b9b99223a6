//! An article as the press keeps it: its address, where it stands, and its versions.
use std::sync::Arc;

use jiff::Timestamp;

use crate::publisher::{Guid, Look, Publisher};
use crate::story::Story;

#[derive(Clone, Debug)]
pub(crate) struct Article {
    pub number: u64,
    /// Places in the desk's tables.
    pub publisher: usize,
    pub feeds: Vec<usize>,
    /// Its page's path on its publisher's host.
    pub path: String,
    pub published_at: Timestamp,
    /// Oldest first, never empty.
    pub versions: Vec<Version>,
    /// Older articles of the publisher that its page points to: title and path.
    pub related: Vec<(String, String)>,
    /// The generator's, so that it may be revised by chance.
    pub generated: bool,
    pub withdrawn: bool,
}

#[derive(Clone, Debug)]
pub(crate) struct Version {
    pub story: Arc<Story>,
    pub shown_at: Timestamp,
}

impl Article {
    pub(crate) fn latest(&self) -> &Version {
        &self.versions[self.versions.len() - 1]
    }

    pub(crate) fn revision(&self) -> u32 {
        self.versions.len() as u32
    }

    /// The id that the publisher's system gives it: `AEN20261124000012`.
    pub(crate) fn code(&self, publisher: &Publisher) -> String {
        let day = publisher.zone.at(self.published_at);
        format!("AEN{}{:06}", day.strftime("%Y%m%d"), self.number)
    }

    /// What a feed calls it, or nothing.
    pub(crate) fn guid(&self, publisher: &Publisher, kind: Guid, url: &str) -> Option<String> {
        match kind {
            Guid::PermaLink => Some(url.to_owned()),
            Guid::Opaque => Some(self.code(publisher)),
            Guid::Tag => {
                let year = publisher.zone.at(self.published_at).year();
                Some(format!("tag:{},{year}:article/{}", publisher.domain, self.number))
            }
            Guid::None => None,
        }
    }
}

/// The path of a new article's page, as publishers of this look form theirs.
pub(crate) fn path_for(publisher: &Publisher, number: u64, slug: &str, shown_at: Timestamp) -> String {
    let day = publisher.zone.at(shown_at);
    match publisher.look {
        Look::Wire => format!("/view/AEN{}{number:06}", day.strftime("%Y%m%d")),
        Look::Broadsheet => format!("/{}/{slug}-{number}", day.strftime("%Y/%m/%d")),
        Look::Regional => format!("/stories/{number}/{slug}"),
        Look::Plain => format!("/a/{number}.html"),
    }
}
