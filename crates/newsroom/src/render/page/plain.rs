//! A page with next to no chrome, as small sites and old systems make them.
use maud::{Markup, html};

use super::Sheet;

pub(super) fn body(sheet: &Sheet) -> Markup {
    let day = sheet.zone().at(sheet.article.published_at);
    html! {
        body {
            h1 { (sheet.story.title) }
            p.meta {
                @if let Some(byline) = &sheet.story.byline { (byline) ", " }
                time datetime=(sheet.published()) { (day.strftime("%-d %B %Y, %H:%M").to_string()) }
            }
            div.text { (sheet.blocks(0..usize::MAX)) }
            @if let Some(notice) = &sheet.story.notice { p { (notice) } }
            hr;
            p { a href="/" { (sheet.publisher.name) } }
        }
    }
}
