//! Pages made to do harm: each must end in an outcome, and cost no more than its size, which is counted, not timed.
use std::cell::Cell;

use super::*;

thread_local! {
    static STEPS: Cell<usize> = const { Cell::new(0) };
}

/// Called by the tree for every look at a node and every byte of text put together.
pub fn count(steps: usize) {
    STEPS.with(|all| all.set(all.get() + steps));
}

fn context() -> PageContext<'static> {
    PageContext { url: "https://coast.example/news/1", ..PageContext::default() }
}

fn cost(page: &str) -> usize {
    STEPS.with(|all| all.set(0));
    let _ = read(page.as_bytes(), &context());
    let _ = explain(page.as_bytes(), &context());
    STEPS.with(Cell::get)
}

const STORY: &str = "<h1>Ferry halts two routes</h1><p>The ferry company said on Monday that it would halt two routes, \
                     and crews were told at noon that the boats would stay.</p>";

/// The forms of harm, as what is repeated before and around a story.
const REPEATED: &[&str] = &[
    "<div>",
    "<div>some words here ",
    "<div class='story-body related'>a few more words here",
    "<span>word ",
    "<span class=tooltip>word ",
    "<table><tr><td>",
    "<table>",
    "<section class=author>By Ada Field",
    "<ul><li>some item of a list",
    "<ul><li><a href=/a>An item of a list</a>",
    "<blockquote><p>some quotation of somebody",
    "<font><div>x",
    "<b>",
    "<b><i><p></b>",
    "<a href=/a><div>x</a>",
    "</div></p></b>",
    "<a><p>",
    "<h1>Ferry halts two routes",
    "<a rel=author href=/author/ada>Ada Field</a> ",
    "<span class=author>By Ada Field and others too</span> ",
    "<time>yesterday",
    "<time class=date>yesterday</time>",
    "<span itemprop='author headline image'>Ada",
    "<span itemprop=author><b itemprop=name></b>",
    "<meta name=author content='Ada Field'><meta property=og:title content=x>",
    "<p>The same paragraph says the same again, and is long enough to count as prose of a story.</p>",
    "<p><b>A sentence of a quotation in bold type</b></p>",
    "x<br>",
    "word ",
    "(",
    "<",
    "&",
    "&#",
    "&#x1F600;&amp;",
    "\0",
    "<title>",
    "<script>",
    "<script type='application/ld+json'>{",
    "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"author\":\"Ada Field\"}</script>",
    "<!--",
    "<p a=\"",
    "<p a='",
    "<p a",
    "<![CDATA[",
    "<svg>",
    "<svg><math>",
    "<textarea>",
    "<template>",
    "</titl",
    "--",
    "\\u003cp",
    "\"\\u003cp\"",
];

/// At twice the size at most so much of the cost: linear, with room for what begins only at a size.
const GROWTH: f64 = 2.6;

#[test]
fn cost_grows_with_size_alone() {
    // Twice the depth cap, so that a stack of open elements is full in both.
    let count = 1_500;
    for form in REPEATED {
        let [once, twice] = [count, 2 * count].map(|count| cost(&(form.repeat(count) + STORY)));
        let growth = twice as f64 / once.max(1) as f64;
        assert!(growth <= GROWTH, "{form}: {once} steps, {twice} at twice the size");
    }
}

#[test]
fn a_story_is_read_through_what_was_meant_to_hide_it() {
    for start in [
        "<div>".repeat(100_000),
        "<span>".repeat(100_000),
        "<b>".repeat(100_000),
        "</div></p></b>".repeat(20_000),
        format!("<p {}>x</p>", (0..100_000).map(|at| format!("a{at}=b ")).collect::<String>()),
        format!("<p class='{}'>x</p>", "ad-".repeat(100_000)),
        "\0".repeat(20_000),
        "<p a=\"".repeat(20_001),
        format!("<script type='application/ld+json'>{}</script>", "[{\"a\":".repeat(100_000)),
        "<title>".to_owned() + &"</titl".repeat(20_000),
    ] {
        let page = start + STORY + STORY;
        let text = read(page.as_bytes(), &context()).map(|article| article.text).unwrap_or_default();
        let shown: String = page.chars().take(40).collect();
        assert!(text.contains("boats would stay"), "{shown}: {text:.200}");
    }
}

#[test]
fn what_cannot_be_read_says_so() {
    let noise = (0..40_000).scan(1u32, |state, _| {
        *state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        Some((*state >> 24) as u8)
    });
    for (page, kind) in [
        (vec![0xff; 4096], PageErrorKind::NotHtml),
        (noise.collect(), PageErrorKind::Unreadable),
        (b"\x01\x08<p>x</p>".repeat(4_000), PageErrorKind::Unreadable),
        (b"<table><tr><td>".repeat(100_000), PageErrorKind::Empty),
        (b"<svg>".repeat(100_000), PageErrorKind::Empty),
        (b"<template>".repeat(100_000), PageErrorKind::Empty),
        (b"<!--".repeat(100_000), PageErrorKind::NotHtml),
        (b"\0".repeat(100_000), PageErrorKind::NotHtml),
    ] {
        let result = read(&page, &context());
        let start = String::from_utf8_lossy(page.get(..20).unwrap_or_default()).into_owned();
        assert_eq!(result.map(|article| article.text).map_err(|error| error.kind()), Err(kind), "{start}");
    }
}

#[test]
fn a_page_of_a_hundred_megabytes_is_cut_and_says_so() {
    let page =
        "<div><p>One of very many paragraphs of a page that is as long as none has ever been.</p></div>"
            .repeat(1_200_000);
    let article = read(page.as_bytes(), &context());
    let outcome = article.map(|article| (article.text_complete, article.warnings.len()));
    assert_eq!(outcome, Ok((false, 1)));
}
