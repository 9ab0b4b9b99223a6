//! A publisher's front page, where its feeds can be discovered.
use maud::{DOCTYPE, html};

use crate::desk::Desk;
use crate::publisher::Format;

pub(crate) fn home(desk: &Desk, place: usize) -> String {
    let publisher = &desk.publishers[place];
    let channels: Vec<_> = desk.channels_of(place).collect();
    let page = html! {
        (DOCTYPE)
        html {
            head {
                meta charset="utf-8";
                title { (publisher.name) }
                @for channel in channels.iter().filter(|channel| !channel.feed.format.is_sitemap()) {
                    link rel="alternate" type=(media_type(channel.feed.format)) title=(channel.feed.title) href=(channel.feed.path);
                }
            }
            body {
                h1 { (publisher.name) }
                @for channel in &channels {
                    section {
                        h2 { (channel.feed.title) }
                        ul {
                            @for item in channel.items.iter().take(10) {
                                @let article = &desk.articles[item.article];
                                li { a href=(article.path) { (article.latest().story.title) } }
                            }
                        }
                    }
                }
                footer { p { "© " (publisher.name) } }
            }
        }
    };
    page.into_string()
}

fn media_type(format: Format) -> &'static str {
    match format {
        Format::Rss => "application/rss+xml",
        Format::Atom => "application/atom+xml",
        Format::Json => "application/feed+json",
        Format::Sitemap | Format::SitemapIndex => "application/xml",
    }
}
