//! A broadsheet's page: standfirst, time element, a sign-up box in the middle of the text, tags and comments.
use maud::{Markup, html};

use super::Sheet;
use crate::story::Kind;

pub(super) fn body(sheet: &Sheet) -> Markup {
    let middle = sheet.story.blocks.len() / 2;
    html! {
        body {
            (top(sheet))
            main {
                article {
                    (heading(sheet))
                    (sheet.figure())
                    div.article-body {
                        (sheet.blocks(0..middle))
                        (sign_up())
                        (sheet.blocks(middle..usize::MAX))
                    }
                    @if let Some(notice) = &sheet.story.notice { footer.notice { p { em { (notice) } } } }
                    ul.topics { @for tag in &sheet.story.tags { li { a href="/search" { (tag) } } } }
                }
                (sheet.related("More on this story"))
                (comments())
            }
            (bottom(sheet))
        }
    }
}

fn top(sheet: &Sheet) -> Markup {
    html! {
        div.consent role="dialog" { p { "We and our partners store information on your device. You can change your choice at any time." } button { "Accept all" } }
        header {
            a.masthead href="/" { (sheet.publisher.name) }
            nav { ul { @for name in ["News", "Opinion", "Sport", "Culture", "Money"] { li { a href="/search" { (name) } } } } }
            a.support href="/support" { "Support our journalism" }
        }
    }
}

fn heading(sheet: &Sheet) -> Markup {
    let day = sheet.zone().at(sheet.article.published_at);
    html! {
        header {
            p.kicker { @if sheet.story.kind == Kind::Opinion { "Opinion" } @else { (sheet.story.section) } }
            h1 { (sheet.story.title) }
            p.standfirst { (sheet.story.subtitle.as_deref().unwrap_or(&sheet.story.summary)) }
            address.byline rel="author" { @if let Some(byline) = &sheet.story.byline { (byline) } @else { "Staff and agencies" } }
            time datetime=(sheet.published()) { (day.strftime("%a %-d %b %Y %H.%M").to_string()) }
            @if sheet.article.revision() > 1 { span.updated { "Last modified on " time datetime=(sheet.modified()) { "today" } } }
        }
    }
}

fn sign_up() -> Markup {
    html! {
        aside.signup {
            h4 { "Sign up to First Edition" }
            p { "Our free newsletter breaks down the stories of the morning and why they matter." }
            form { input type="email" placeholder="Your e-mail address"; button { "Sign up" } }
        }
    }
}

fn comments() -> Markup {
    html! {
        section #comments {
            h2 { "Comments (2)" }
            div.comment { p { "As usual nobody asked the people who live there what they think of it." } span { "harbourview" } }
            div.comment { p { "Good piece, but the headline promises more than it keeps." } span { "N. Marlow" } }
        }
    }
}

fn bottom(sheet: &Sheet) -> Markup {
    let year = sheet.zone().at(sheet.article.published_at).year();
    html! {
        footer {
            p { "© " (year) " " (sheet.publisher.name) " or its affiliated companies. All rights reserved." }
            a href="#" { "Back to top" }
        }
    }
}
