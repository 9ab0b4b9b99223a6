//! Live pages: entries are kept, with their times, from JSON-LD and from the page's own markup, and bounded.
use model::article::{ArticleKind, ParagraphKind};

const URL: &str = "https://www.coastdaily.example/news/liveblog-ferries-stop";

fn entries(html: &str) -> Vec<(String, String)> {
    let article = crate::read(html, URL).expect("the page holds an article");
    assert_eq!(article.kind, ArticleKind::Live);
    let marked = article.paragraphs.iter().filter(|paragraph| paragraph.kind == ParagraphKind::Entry);
    let shown = marked.map(|paragraph| {
        let length = (paragraph.end - paragraph.start) as usize;
        let text: String = article.text.chars().skip(paragraph.start as usize).take(length).collect();
        (paragraph.at.map(|at| at.to_string()).unwrap_or_default(), text)
    });
    shown.collect()
}

fn entry(at: usize) -> String {
    format!(
        "<article class=entry><time datetime='2024-05-21T{:02}:{:02}:00+09:00'>{at}</time><h3>Boat {at} leaves the quay</h3>\
         <p>Boat number {at} left the quay with every seat taken, and the crew waved to those who stayed behind.</p></article>",
        at / 60 % 24,
        at % 60
    )
}

#[test]
fn entries_of_the_markup_have_their_times() {
    let list: String = (1..6).map(entry).collect();
    let page =
        format!("<html lang=en><title>Ferries live</title><h1>Ferries live</h1><main>{list}</main></html>");
    let found = entries(&page);
    assert_eq!(found.len(), 5, "{found:?}");
    assert_eq!(found[0], ("2024-05-20T15:01:00.000Z".to_owned(), "Boat 1 leaves the quay".to_owned()));
}

#[test]
fn entries_of_json_ld_fill_a_page_that_a_script_fills() {
    let updates: Vec<String> = (1..4)
        .map(|at| {
            format!(
                "{{\"@type\":\"BlogPosting\",\"headline\":\"Boat {at} leaves\",\"datePublished\":\"2024-05-21T09:0{at}:00+09:00\",\
                 \"articleBody\":\"Boat number {at} left the quay with every seat taken.\"}}"
            )
        })
        .collect();
    let page = format!(
        "<html lang=en><title>Ferries live</title><script type='application/ld+json'>{{\"@type\":\"LiveBlogPosting\",\
         \"headline\":\"Ferries live\",\"liveBlogUpdate\":[{}]}}</script><h1>Ferries live</h1><div id=app></div></html>",
        updates.join(",")
    );
    let found = entries(&page);
    assert_eq!(found.len(), 3, "{found:?}");
    assert_eq!(found[2], ("2024-05-21T00:03:00.000Z".to_owned(), "Boat 3 leaves".to_owned()));
}

#[test]
fn very_long_live_pages_are_bounded() {
    let list: String = (0..2_000).map(entry).collect();
    let page =
        format!("<html lang=en><title>Ferries live</title><h1>Ferries live</h1><main>{list}</main></html>");
    assert!(entries(&page).len() <= 500);
}

#[test]
fn a_date_alone_makes_no_entry() {
    let page = format!(
        "<html lang=en><title>Ferries live</title><h1>Ferries live</h1><main>{}</main></html>",
        entry(1)
    );
    assert!(entries(&page).is_empty());
}
