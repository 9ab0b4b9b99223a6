//! A wire agency's page: skip links, "Back To Top", attention lines, credit and the reporter's address.
use maud::{Markup, html};

use super::Sheet;

const SECTIONS: [&str; 6] = ["Politics", "North Korea", "Economy", "Society", "Culture", "Sports"];
const SECTIONS_KO: [&str; 6] = ["정치", "북한", "경제", "사회", "문화", "스포츠"];

pub(super) fn body(sheet: &Sheet) -> Markup {
    html! {
        body {
            (top(sheet))
            div.container {
                main #content {
                    article.story-news { (heading(sheet)) (text(sheet)) (tail(sheet)) }
                    (sheet.related(if sheet.korean() { "관련기사" } else { "Related Articles" }))
                    (most_viewed(sheet))
                }
            }
            (bottom(sheet))
        }
    }
}

fn top(sheet: &Sheet) -> Markup {
    let sections = if sheet.korean() { SECTIONS_KO } else { SECTIONS };
    html! {
        div #skip { a href="#content" { "Go to Contents" } " " a href="#nav" { "Go to Navigation" } }
        header #top {
            a.logo href="/" { (sheet.publisher.name) }
            nav #nav { ul { @for name in sections { li { a href="/search" { (name) } } } } }
            form action="/search" { input type="text" placeholder="Search"; }
        }
    }
}

fn heading(sheet: &Sheet) -> Markup {
    let day = sheet.zone().at(sheet.article.published_at);
    html! {
        header.title-article01 {
            h1.tit { (sheet.story.title) }
            @if let Some(subtitle) = &sheet.story.subtitle { h2.tit-sub { (subtitle) } }
            p.update-time data-published-time=(day.strftime("%Y%m%d%H%M").to_string()) {
                span.txt { (sheet.story.section) }
                " " (day.strftime("%H:%M %B %d, %Y").to_string())
            }
            ul.share { @for name in ["Share", "Print", "Facebook", "X", "Copy URL"] { li { button { (name) } } } }
        }
    }
}

fn text(sheet: &Sheet) -> Markup {
    html! {
        div.story-article {
            a.btn-top href="#top" { "Back To Top" }
            (sheet.figure())
            @if let Some(note) = &sheet.story.attention { p { "(ATTN: " (note) ")" } }
            (sheet.blocks(0..usize::MAX))
            @if let Some(notice) = &sheet.story.notice { p.correction { (notice) } }
        }
    }
}

fn tail(sheet: &Sheet) -> Markup {
    let desk = if sheet.korean() { "jebo" } else { "desk" };
    html! {
        p.reporter-mail { (desk) "@" (sheet.publisher.domain) }
        @if sheet.korean() {
            p.copyright { "<저작권자(c) " (sheet.publisher.name) ", 무단 전재-재배포 금지>" }
        } @else {
            p.end { "(END)" }
        }
        div.keyword { h3 { "Keywords" } ul { @for tag in &sheet.story.tags { li { a href="/search" { "#" (tag) } } } } }
    }
}

fn most_viewed(sheet: &Sheet) -> Markup {
    html! {
        section.most-viewed {
            h3 { @if sheet.korean() { "많이 본 뉴스" } @else { "Most Viewed" } }
            ol { @for (title, path) in &sheet.article.related { li { a href=(path) { (title) } } } }
        }
        div.newsletter { p { "Get the morning briefing by e-mail, free of charge, every weekday." } button { "Subscribe" } }
    }
}

fn bottom(sheet: &Sheet) -> Markup {
    let year = sheet.zone().at(sheet.article.published_at).year();
    html! {
        footer {
            a href="#top" { "Back To Top" }
            ul { @for name in ["About us", "Contact", "Terms of use", "Privacy"] { li { a href="/about" { (name) } } } }
            p { "Copyright (c) " (year) " " (sheet.publisher.name) ". All rights reserved. Redistribution prohibited." }
        }
    }
}
