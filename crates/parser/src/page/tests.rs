//! Whole pages to articles: a wire story of our own, pages that are none, and pages made to do harm.
use model::article::{Access, ArticleKind, NoticeKind, ParagraphKind, TextSource};

use super::*;

const URL: &str = "https://en.hanbit.example/view/AEN20240521001";

fn context() -> PageContext<'static> {
    PageContext { url: URL, ..PageContext::default() }
}

fn article(html: &str) -> Article {
    read(html.as_bytes(), &context()).expect("a page of the tests holds an article")
}

const STORY: [&str; 6] = [
    "Transport Minister Han Seo-yun on Tuesday asked the two ferry companies to settle their quarrel over the \
     island route before the summer timetable ends at midnight Friday.",
    "The route, which carries mail and school children to four islands, has been served by turns since 1998.",
    "\"I told both of them that the islands do not care whose flag is on the funnel,\" Han told reporters in Busan. \
     \"They care whether the boat comes.\"",
    "He would not call it a \"strike\", whatever the crews had done.",
    "A director of the smaller company called the proposal \"half a plan\" and asked for a second meeting.",
    "\"We will see,\" he said. \"The tide waits for nobody.\" (Hanbit)",
];

fn wire_page(title: &str, body: &str) -> String {
    format!(
        "<html lang=en><head><title>{title} | Hanbit News Agency</title>\
         <script type='application/ld+json'>{{\"@type\":\"NewsArticle\",\"headline\":\"{title}\",\
         \"datePublished\":\"2024-05-21T19:21:00+09:00\",\"author\":{{\"@type\":\"Person\",\"name\":\"Kim Ara\"}},\
         \"publisher\":{{\"name\":\"Hanbit News Agency\"}}}}</script></head><body>\
         <nav><a href=/>Home</a><a href=/n>National</a></nav><p><a href='#top'>Back To Top</a></p>\
         <main><h1>{title}</h1><p class=byline>By Kim Ara</p><div class=article-body>{body}</div>\
         <p>ara@hanbit.example</p><p>&lt;Copyright(c) Hanbit News Agency, all rights reserved&gt;</p>\
         <div class=related><h3>Related articles</h3><ul><li><a href=/a>Ferries idle for a third day</a></ul></div>\
         </main><footer>© Hanbit</footer></body></html>"
    )
}

fn paragraphs(lines: &[&str]) -> String {
    lines.iter().map(|line| format!("<p>{line}</p>\n")).collect()
}

#[test]
fn a_wire_story_is_its_paragraphs_and_its_credit() {
    let page = wire_page("Minister asks ferry firms to settle quarrel", &paragraphs(&STORY));
    let article = article(&page);
    assert_eq!(article.title.as_deref(), Some("Minister asks ferry firms to settle quarrel"));
    assert_eq!(article.credit.as_deref(), Some("Hanbit"));
    let texts: Vec<&str> = article.text.split("\n\n").collect();
    assert_eq!(texts.len(), STORY.len(), "{texts:#?}");
    assert!(texts[0].starts_with("Transport Minister"));
    assert!(texts[5].ends_with("for nobody.\""));
    for paragraph in &article.paragraphs {
        let length = (paragraph.end - paragraph.start) as usize;
        let shown: String = article.text.chars().skip(paragraph.start as usize).take(length).collect();
        assert!(texts.contains(&shown.as_str()), "{shown}");
    }
    assert_eq!(article.authors.first().map(|author| author.name.as_str()), Some("Kim Ara"));
    let published =
        article.published.as_ref().map(|time| (time.at.to_string(), time.offset.map(|o| o.to_string())));
    assert_eq!(published, Some(("2024-05-21T10:21:00.000Z".to_owned(), Some("+09:00".to_owned()))));
    assert_eq!(article.publisher.as_deref(), Some("Hanbit News Agency"));
    assert_eq!(article.rights.holder.as_deref(), Some("Hanbit News Agency"));
    assert_eq!(article.language.as_deref(), Some("en"));
    assert_eq!((article.text_source.clone(), article.access.clone()), (TextSource::Page, Access::Free));
    assert_eq!(article.sources.get("title").map(|source| source.as_str()), Some("json-ld"));
}

#[test]
fn lines_parted_by_breaks_are_paragraphs_too() {
    let page = wire_page("Minister asks ferry firms to settle quarrel", &STORY.join("<br><br>\n"));
    assert_eq!(article(&page).paragraphs.len(), STORY.len());
}

#[test]
fn a_take_leaves_title_and_text() {
    let mut lines = vec!["(ATTN: UPDATES with director's remarks in paras 5-6)"];
    lines.extend(STORY);
    let article =
        article(&wire_page("(2nd LD) Minister asks ferry firms to settle quarrel", &paragraphs(&lines)));
    let take = article.take.expect("the title carries a take");
    assert_eq!((take.label.as_str(), take.number), ("2nd LD", Some(2)));
    assert_eq!(take.note.as_deref(), Some("UPDATES with director's remarks in paras 5-6"));
    assert_eq!(article.title.as_deref(), Some("Minister asks ferry firms to settle quarrel"));
    assert_eq!(article.paragraphs.len(), STORY.len());
}

#[test]
fn a_correction_is_a_notice_and_not_a_paragraph() {
    let mut lines = STORY.to_vec();
    lines.insert(0, "Correction: an earlier report gave the wrong year for the route.");
    let article = article(&wire_page("Minister asks ferry firms to settle quarrel", &paragraphs(&lines)));
    assert_eq!(article.notices.first().map(|notice| notice.kind.clone()), Some(NoticeKind::Correction));
    assert_eq!(article.paragraphs.len(), STORY.len());
}

#[test]
fn entries_of_a_live_page_have_their_times() {
    let page = format!(
        "<html><head><title>Ferries live</title><script type='application/ld+json'>{{\"@type\":\"LiveBlogPosting\",\
         \"headline\":\"Ferries live\",\"liveBlogUpdate\":[{{\"headline\":\"First boat leaves\",\
         \"datePublished\":\"2024-05-21T09:00:00+09:00\"}}]}}</script></head><body><h1>Ferries live</h1>\
         <div class=article-body><h2>First boat leaves</h2>{}</div></body></html>",
        paragraphs(&STORY)
    );
    let article = article(&page);
    assert_eq!(article.kind, ArticleKind::Live);
    let entry = article.paragraphs.iter().find(|paragraph| paragraph.kind == ParagraphKind::Entry);
    assert_eq!(
        entry.and_then(|entry| entry.at).map(|at| at.to_string()).as_deref(),
        Some("2024-05-21T00:00:00.000Z")
    );
}

#[test]
fn pages_that_are_no_article_say_so() {
    let links: String =
        (0..60).map(|n| format!("<li><a href=/{n}>A headline about something {n}</a></li>")).collect();
    for (html, url, kind) in [
        ("", URL, PageErrorKind::Empty),
        (
            "<html><body><div id=app></div><script src=app.js></script></body></html>",
            URL,
            PageErrorKind::Empty,
        ),
        (
            "<title>Page not found</title><h1>Page not found</h1><p>The page you are looking for has moved, or was never here. \
          Try the search, or go back to the front page and start again from there.</p>",
            URL,
            PageErrorKind::NotAnArticle,
        ),
        (
            &format!("<title>Hanbit</title><h1>Hanbit</h1><ul>{links}</ul>"),
            "https://en.hanbit.example/",
            PageErrorKind::NotAnArticle,
        ),
        (
            "<title>Hanbit</title><p>We and our partners store cookies on your device and process personal data. You may accept \
          all or manage your choices; your consent can be withdrawn at any time in the privacy policy.</p>",
            URL,
            PageErrorKind::NotAnArticle,
        ),
        ("%PDF-1.7 binary", URL, PageErrorKind::NotHtml),
        ("{\"a\": 1}", URL, PageErrorKind::NotHtml),
    ] {
        let result = read(html.as_bytes(), &PageContext { url, ..PageContext::default() });
        assert_eq!(result.as_ref().err().map(PageError::kind), Some(kind), "{html} {result:?}");
    }
}
