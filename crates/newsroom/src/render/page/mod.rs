//! A story's page: what stands in every look's head and body, and the choice of the look.
mod broadsheet;
mod head;
mod home;
mod plain;
mod regional;
mod wire;

use maud::{DOCTYPE, Markup, html};

pub(crate) use home::home;

use crate::article::{Article, Version};
use crate::clock::Zone;
use crate::desk::Desk;
use crate::publisher::{Look, Publisher};
use crate::story::{Block, Story};

/// One page under the press.
struct Sheet<'a> {
    publisher: &'a Publisher,
    article: &'a Article,
    version: &'a Version,
    story: &'a Story,
    base: String,
    url: String,
}

/// The page of an article as it stands now.
pub(crate) fn article(desk: &Desk, article: &Article) -> String {
    let version = article.latest();
    let sheet = Sheet {
        publisher: &desk.publishers[article.publisher],
        article,
        version,
        story: &version.story,
        base: desk.base(article.publisher),
        url: desk.url(article.publisher, &article.path),
    };
    let (head, body) = match sheet.publisher.look {
        Look::Wire => (head::wire(&sheet), wire::body(&sheet)),
        Look::Broadsheet => (head::broadsheet(&sheet), broadsheet::body(&sheet)),
        Look::Regional => (head::regional(&sheet), regional::body(&sheet)),
        Look::Plain => (head::plain(&sheet), plain::body(&sheet)),
    };
    let page = html! {
        (DOCTYPE)
        html lang=(sheet.story.language) { head { (head) } (body) }
    };
    page.into_string()
}

impl Sheet<'_> {
    fn zone(&self) -> Zone {
        self.publisher.zone
    }

    fn published(&self) -> String {
        self.zone().rfc3339(self.article.published_at)
    }

    fn modified(&self) -> String {
        self.zone().rfc3339(self.version.shown_at)
    }

    fn photo(&self) -> String {
        format!("{}/photo/{}.gif", self.base, self.story.slug)
    }

    fn korean(&self) -> bool {
        self.story.language == "ko"
    }

    /// The body's blocks from one place on, the credit behind the last.
    fn blocks(&self, range: std::ops::Range<usize>) -> Markup {
        let all = self.story.blocks.len();
        html! {
            @for place in range.start..range.end.min(all) {
                @let credit = self.story.credit.as_deref().filter(|_| place + 1 == all);
                (self.block(&self.story.blocks[place], credit))
            }
        }
    }

    fn block(&self, block: &Block, credit: Option<&str>) -> Markup {
        html! {
            @match block {
                Block::Text(text) => p { (text) @if let Some(credit) = credit { " (" (credit) ")" } },
                Block::Heading(text) => h2 { (text) },
                Block::Item(text) => ul { li { (text) } },
                Block::Entry { minutes_before, text } => (self.entry(*minutes_before, text)),
            }
        }
    }

    fn entry(&self, minutes_before: u32, text: &str) -> Markup {
        let before = jiff::SignedDuration::from_mins(i64::from(minutes_before));
        let at = self.article.published_at.checked_sub(before).unwrap_or(self.article.published_at);
        let clock = self.zone().at(at).strftime("%H:%M").to_string();
        html! {
            div.live-entry id=(format!("entry-{minutes_before}")) {
                time datetime=(self.zone().rfc3339(at)) { (clock) }
                p { (text) }
            }
        }
    }

    fn figure(&self) -> Markup {
        html! {
            @if let Some(image) = &self.story.image {
                figure {
                    img src=(self.photo()) alt=(image.caption) width="1200" height="800";
                    figcaption { (image.caption) " " span.credit { (image.credit) } }
                }
            }
        }
    }

    fn related(&self, heading: &str) -> Markup {
        html! {
            @if !self.article.related.is_empty() {
                aside.related {
                    h3 { (heading) }
                    ul { @for (title, path) in &self.article.related { li { a href=(path) { (title) } } } }
                }
            }
        }
    }
}
