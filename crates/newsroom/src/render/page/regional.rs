//! A small site's page: microdata instead of JSON-LD, a pulled quotation, donations and share bars in the way.
use maud::{Markup, html};

use super::Sheet;

pub(super) fn body(sheet: &Sheet) -> Markup {
    html! {
        body.single-post {
            div.wrap {
                div.site-header { a href="/" rel="home" { (sheet.publisher.name) } " " span { "News that stays near" } }
                div.menu { a href="/" { "Home" } " · " a href="/search" { "Towns" } " · " a href="/search" { "Outdoors" } " · " a href="/about" { "About" } }
                div.post itemscope itemtype="http://schema.org/NewsArticle" { (post(sheet)) }
                (sheet.related("You may also like"))
                (sidebar())
                div.site-footer { "© " (sheet.publisher.name) ". Republishing is welcome with a link." }
            }
        }
    }
}

fn post(sheet: &Sheet) -> Markup {
    let story = sheet.story;
    let day = sheet.zone().at(sheet.article.published_at);
    let middle = story.blocks.len() / 2;
    html! {
        h1.entry-title itemprop="headline" { (story.title) }
        @if let Some(subtitle) = &story.subtitle { p.dek { (subtitle) } }
        div.meta {
            @if let Some(byline) = &story.byline { span.author itemprop="author" { "By " (byline) } " | " }
            span itemprop="datePublished" content=(sheet.published()) { (day.strftime("%B %-d, %Y at %-I:%M %p").to_string()) }
            " | " a href="#respond" { "Leave a comment" }
        }
        div.sharedaddy { "Share this: " a href="#" { "Email" } " " a href="#" { "Print" } }
        div.entry-content itemprop="articleBody" {
            (sheet.figure())
            (sheet.blocks(0..middle))
            div.donate { strong { "Stories like this one are paid for by readers." } " " a href="/support" { "Chip in today" } }
            (sheet.blocks(middle..usize::MAX))
            @if let Some(notice) = &story.notice { p.editors-note { (notice) } }
        }
        p.tags { "Filed under: " @for tag in &story.tags { a href="/search" rel="tag" { (tag) } " " } }
    }
}

fn sidebar() -> Markup {
    html! {
        div.sidebar {
            h3 { "The Friday letter" }
            p { "One e-mail a week with what happened in the valley. No spam, ever." }
            h3 { "Weather" }
            p { "High 61, low 44, chance of rain 20%." }
        }
    }
}
