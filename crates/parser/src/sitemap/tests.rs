//! Sitemaps as publishers write them: each row a few lines written here, and what comes out of it.
use super::*;
use crate::feed::FeedErrorKind;

const URL: &str = "https://www.a.example/maps/news.xml";

fn context() -> FeedContext<'static> {
    FeedContext { url: URL, ..FeedContext::default() }
}

#[track_caller]
fn document(body: &str) -> FeedDocument {
    match read(body.as_bytes(), &context()) {
        Ok(Sitemap::Urls(document)) => document,
        other => panic!("no pages in {body}: {other:?}"),
    }
}

/// Items as lines of `link | title | published | updated | language`, `-` for nothing.
#[track_caller]
fn check(body: &str, expect: &[&str]) {
    let text = |text: &Option<String>| text.clone().unwrap_or_else(|| "-".to_owned());
    let date = |date: &Option<FeedDate>| text(&date.as_ref().map(|date| date.at.to_string()));
    let document = document(body);
    let lines: Vec<String> = document
        .items
        .iter()
        .map(|item| {
            [
                text(&item.link),
                text(&item.title),
                date(&item.published),
                date(&item.updated),
                text(&item.language),
            ]
            .join(" | ")
        })
        .collect();
    assert_eq!(lines, expect, "{body}");
}

#[track_caller]
fn check_warnings(body: &str, expect: &[&str]) {
    let document = document(body);
    assert_eq!(document.warnings.iter().map(|warning| &*warning.code).collect::<Vec<_>>(), expect, "{body}");
}

#[track_caller]
fn check_index(body: &str, expect: &[(&str, Option<&str>)]) {
    let Ok(Sitemap::Index(children)) = read(body.as_bytes(), &context()) else { panic!("no index: {body}") };
    let found: Vec<_> = children
        .iter()
        .map(|child| (child.url.as_str(), child.modified.as_ref().map(|date| date.raw.as_str())))
        .collect();
    assert_eq!(found, expect, "{body}");
}

fn urlset(urls: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" \
         xmlns:news=\"http://www.google.com/schemas/sitemap-news/0.9\" \
         xmlns:image=\"http://www.google.com/schemas/sitemap-image/1.1\" \
         xmlns:video=\"http://www.google.com/schemas/sitemap-video/1.1\" \
         xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">{urls}</urlset>"
    )
}

const NEWS: &str = "<news:news><news:publication><news:name>Desk</news:name><news:language>en</news:language></news:publication>\
                    <news:publication_date>2019-11-21T19:21:00+09:00</news:publication_date>\
                    <news:title>Talks &amp; more</news:title><news:keywords>talks, defence,talks</news:keywords>\
                    <news:genres>Blog, Opinion</news:genres><news:stock_tickers>X:Y</news:stock_tickers></news:news>";

#[test]
fn news() {
    let body =
        urlset(&format!("<url><loc>https://a.example/1</loc>{NEWS}<lastmod>2019-11-22</lastmod></url>"));
    check(
        &body,
        &["https://a.example/1 | Talks & more | 2019-11-21T10:21:00.000Z | 2019-11-22T00:00:00.000Z | en"],
    );
    let document = document(&body);
    assert_eq!(document.format, FeedFormat::Sitemap);
    assert_eq!(document.channel.title.as_deref(), Some("Desk"));
    assert_eq!(document.channel.language.as_deref(), Some("en"));
    let terms: Vec<_> = document.items[0].categories.iter().filter_map(|c| c.term.as_deref()).collect();
    assert_eq!(terms, ["talks", "defence", "Blog", "Opinion"]);
    assert_eq!(
        document.items[0].published.as_ref().and_then(|date| date.offset).map(|o| o.to_string()).as_deref(),
        Some("+09:00")
    );
    check_warnings(&body, &[]);
}

#[test]
fn plain_pages() {
    check(
        &urlset(
            "<url><loc>\n  https://a.example/1?x=1&amp;y=2\n</loc><lastmod>2019-11-21T10:21Z</lastmod><changefreq>daily</changefreq>\
             <priority>0.5</priority></url><url><loc><![CDATA[https://a.example/2?x=1&y=2]]></loc></url>",
        ),
        &[
            "https://a.example/1?x=1&y=2 | - | - | 2019-11-21T10:21:00.000Z | -",
            "https://a.example/2?x=1&y=2 | - | - | - | -",
        ],
    );
    check(&urlset(""), &[]);
}

#[test]
fn pictures_and_films() {
    let body = urlset(
        "<url><loc>https://a.example/1</loc>\
         <image:image><image:loc>/1.jpg</image:loc><image:title>T</image:title><image:caption>At the talks.</image:caption></image:image>\
         <image:image><image:loc>https://a.example/2.jpg</image:loc></image:image>\
         <video:video><video:thumbnail_loc>/v.jpg</video:thumbnail_loc><video:title>V</video:title><video:description>D</video:description>\
         <video:player_loc>https://a.example/play</video:player_loc><video:content_loc>https://a.example/v.mp4</video:content_loc>\
         <video:publication_date>2019-11-21</video:publication_date></video:video></url>",
    );
    check(&body, &["https://a.example/1 | - | 2019-11-21T00:00:00.000Z | - | -"]);
    let media = &document(&body).items[0].media;
    let found: Vec<_> = media
        .iter()
        .map(|media| {
            [&media.media_type, &media.url, &media.thumbnail, &media.title, &media.description]
                .map(|text| text.as_deref().unwrap_or("-"))
                .join(" | ")
        })
        .collect();
    assert_eq!(
        found,
        [
            "image | https://www.a.example/1.jpg | - | T | At the talks.",
            "image | https://a.example/2.jpg | - | - | -",
            "video | https://a.example/v.mp4 | https://www.a.example/v.jpg | V | D",
        ]
    );
}

#[test]
fn other_languages_of_a_page_are_no_pages_of_their_own() {
    check(
        &urlset(
            "<url><loc>https://a.example/en/1</loc><xhtml:link rel=\"alternate\" hreflang=\"ko\" href=\"https://a.example/ko/1\"/>\
             <xhtml:link rel=\"alternate\" hreflang=\"ja\" href=\"https://a.example/ja/1\"></xhtml:link>\
             <PageMap xmlns=\"http://www.google.com/schemas/sitemap-pagemap/1.0\"><DataObject type=\"x\"><Attribute name=\"title\">no</Attribute></DataObject></PageMap>\
             <mobile:mobile/></url>",
        ),
        &["https://a.example/en/1 | - | - | - | -"],
    );
}

#[test]
fn indexes() {
    let index = |inside: &str| {
        format!("<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">{inside}</sitemapindex>")
    };
    check_index(
        &index(
            "<sitemap><loc>https://a.example/1.xml.gz</loc><lastmod>2019-11-21</lastmod></sitemap>\
             <sitemap><loc>2.xml</loc></sitemap><sitemap><loc>ftp://a.example/3</loc></sitemap>",
        ),
        &[("https://a.example/1.xml.gz", Some("2019-11-21")), ("https://www.a.example/maps/2.xml", None)],
    );
    // the names of the one in the root of the other
    check_index(
        &index("<url><loc>https://a.example/1.xml</loc></url>"),
        &[("https://a.example/1.xml", None)],
    );
    check_index(
        &urlset("<sitemap><loc>https://a.example/1.xml</loc></sitemap>"),
        &[("https://a.example/1.xml", None)],
    );
    check_index(&index(""), &[]);
    check_index(
        "<sitemapindex><sitemap><loc>https://a.example/1.xml</loc></sitemap><sitemap><loc>https://a",
        &[("https://a.example/1.xml", None)],
    );
}

#[test]
fn namespaces_and_prefixes_of_fancy() {
    let expect = "https://a.example/1 | T | 2019-11-21T00:00:00.000Z | - | -";
    for body in [
        "<urlset><url><loc>https://a.example/1</loc><news:news><news:publication_date>2019-11-21</news:publication_date>\
         <news:title>T</news:title></news:news></url></urlset>",
        "<urlset xmlns=\"http://wrong.example/\"><url><loc>https://a.example/1</loc><n:news xmlns:n=\"http://www.google.com/schemas/sitemap-news/0.9\">\
         <n:publication_date>2019-11-21</n:publication_date><n:title>T</n:title></n:news></url></urlset>",
        "<s:urlset xmlns:s=\"http://wrong.example/\"><s:url><s:loc>https://a.example/1</s:loc><s:news><s:x/></s:news>\
         <news:news xmlns:news=\"http://wrong.example/\"><news:publication_date>2019-11-21</news:publication_date><news:title>T</news:title></news:news></s:url></s:urlset>",
        "<sm:urlset xmlns:sm=\"http://www.sitemaps.org/schemas/sitemap/0.9\"><sm:url><sm:loc>https://a.example/1</sm:loc>\
         <news xmlns=\"http://www.google.com/schemas/sitemap-news/0.9\"><publication_date>2019-11-21</publication_date><title>T</title></news></sm:url></sm:urlset>",
        "<URLSET><URL><LOC>https://a.example/1</LOC><NEWS:NEWS><NEWS:PUBLICATION_DATE>2019-11-21</NEWS:PUBLICATION_DATE><NEWS:TITLE>T</NEWS:TITLE></NEWS:NEWS></URL></URLSET>",
    ] {
        check(body, &[expect]);
    }
}

#[test]
fn markup_that_xml_forbids() {
    for (urls, expect) in [
        ("<url><loc>https://a.example/?a=1&b=2</loc></url>", "https://a.example/?a=1&b=2 | - | - | - | -"),
        ("<url><loc>https://a.example/1</loc>", "https://a.example/1 | - | - | - | -"),
        (
            "<url><loc>https://a.example/1<lastmod>2019-11-21</url>",
            "https://a.example/1 | - | - | 2019-11-21T00:00:00.000Z | -",
        ),
        (
            "<url><loc>https://a.example/1</loc><image:image><image:loc>/1.jpg<image:caption>C<lastmod>2019-11-21</lastmod></url>",
            "https://a.example/1 | - | - | 2019-11-21T00:00:00.000Z | -",
        ),
        (
            "<url><loc>https://a.example/1</loc><news:news><news:title>A <b>B</b> &eacute; &nosuch;</news:title></news:news></url>",
            "https://a.example/1 | A B é &nosuch; | - | - | -",
        ),
        ("<url></b><loc>https://a.example/\n1</loc><priority>x</url>", "https://a.example/1 | - | - | - | -"),
        (
            "<url><loc>//b.example/1</loc><loc>https://a.example/2</loc></url>",
            "https://b.example/1 | - | - | - | -",
        ),
        ("<url><loc>../1</loc></url>", "https://www.a.example/1 | - | - | - | -"),
    ] {
        check(&urlset(urls), &[expect]);
    }
    check(
        &urlset("<url><loc>https://a.example/1</loc><url><loc>https://a.example/2</loc></url></url>"),
        &["https://a.example/1 | - | - | - | -", "https://a.example/2 | - | - | - | -"],
    );
}

#[test]
fn repairs_are_told() {
    for (body, expect) in [
        (urlset("<url><loc>https://a.example/1</loc>"), vec!["markup-unclosed"]),
        (urlset("<url><loc></loc></url><url/>"), vec!["loc-missing"]),
        (urlset("<url><loc>mailto:desk@a.example</loc></url>"), vec!["loc-missing"]),
        (urlset("<url><loc>/1</loc><lastmod>soon</lastmod></url>"), vec!["date-unreadable"]),
        (urlset("<url><loc>/1</loc></url>").replace("</urlset>", ""), vec!["truncated"]),
        (
            urlset("<url><loc>/1</loc></url><url><loc>/2").replace("</urlset>", ""),
            vec!["item-truncated", "truncated"],
        ),
        ("https://a.example/1\nhttps://a.example/2\nx".to_owned(), vec!["lines-unreadable"]),
    ] {
        check_warnings(&body, &expect);
    }
}

#[test]
fn a_sitemap_cut_anywhere_keeps_every_whole_entry() {
    let body = urlset(&format!(
        "<url><loc>https://a.example/1</loc>{NEWS}</url><url><loc>https://a.example/2</loc><lastmod>2019-11-21</lastmod></url>"
    ));
    let whole = document(&body).items;
    for cut in 0..body.len() {
        let Ok(found) = read(&body.as_bytes()[..cut], &context()) else { continue };
        let Sitemap::Urls(found) = found else { panic!("an index") };
        let ended = body[..cut].matches("</url>").count();
        assert_eq!(found.items, whole[..ended], "{}", &body[..cut]);
    }
}

#[test]
fn one_url_a_line() {
    check(
        "\u{feff}https://a.example/1\r\n\r\n  HTTP://a.example/2?x=<y> \nhttps://a.example/3",
        &[
            "https://a.example/1 | - | - | - | -",
            "HTTP://a.example/2?x=<y> | - | - | - | -",
            "https://a.example/3 | - | - | - | -",
        ],
    );
}

#[test]
fn a_feed_may_stand_in_for_a_sitemap() {
    check(
        "<rss version=\"2.0\"><channel><item><title>A</title><link>/1</link><pubDate>21 Nov 2019 10:21 GMT</pubDate></item></channel></rss>",
        &["https://www.a.example/1 | A | 2019-11-21T10:21:00.000Z | - | -"],
    );
    let atom = "<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry><title>A</title><link href=\"/1\"/></entry></feed>";
    check(atom, &["https://www.a.example/1 | A | - | - | -"]);
    assert_eq!(document(atom).format, FeedFormat::Atom);
    check("{\"items\": [{\"url\": \"/1\"}]}", &["https://www.a.example/1 | - | - | - | -"]);
}

#[test]
fn what_is_no_sitemap_says_what_it_is() {
    for (body, kind) in [
        ("", FeedErrorKind::Empty),
        ("\u{feff} \n", FeedErrorKind::Empty),
        ("<!DOCTYPE html><html><body>Not found", FeedErrorKind::Html),
        ("Not found", FeedErrorKind::NotAFeed),
        ("https://a.example/ is gone\nsorry", FeedErrorKind::NotAFeed),
        ("https://a.example/1\nand\nother\nwords", FeedErrorKind::NotAFeed),
        ("<svg xmlns=\"http://www.w3.org/2000/svg\"><url/></svg>", FeedErrorKind::NotAFeed),
        ("{\"error\": 404}", FeedErrorKind::NotAFeed),
    ] {
        let found = read(body.as_bytes(), &context());
        assert_eq!(found.map_err(|error| error.kind()), Err(kind), "{body}");
    }
}

#[test]
fn no_more_than_the_protocol_allows() {
    let body = urlset(&"<url><loc>https://a.example/1</loc></url>".repeat(MOST + 5));
    assert_eq!(document(&body).items.len(), MOST);
    check_warnings(&body, &["items-left-out"]);
    let lines = "https://a.example/1\n".repeat(MOST + 5);
    assert_eq!(document(&lines).items.len(), MOST);
    check_warnings(&lines, &["items-left-out"]);
    let pictures = "<image:image><image:loc>/IMG.jpg</image:loc></image:image>";
    let pictures: String = (0..1000).map(|n| pictures.replace("IMG", &n.to_string())).collect();
    let body = urlset(&format!("<url><loc>/1</loc>{pictures}</url>"));
    assert_eq!(document(&body).items[0].media.len(), 100);
}

#[test]
fn encodings_and_dates_are_those_of_feeds() {
    let (bytes, _, _) = encoding_rs::EUC_KR.encode(
        "<?xml version=\"1.0\" encoding=\"euc-kr\"?><urlset><url><loc>https://a.example/1</loc><lastmod>2099-01-01</lastmod>\
         <news:news><news:language>ko</news:language><news:title>회담 재개</news:title><news:publication_date>2019-11-21 19:21</news:publication_date></news:news></url></urlset>",
    );
    let now = model::Timestamp::parse("2019-11-22T00:00:00Z");
    let found = read(&bytes, &FeedContext { now, ..context() });
    let Ok(Sitemap::Urls(document)) = found else { panic!("no pages") };
    let item = &document.items[0];
    assert_eq!(item.title.as_deref(), Some("회담 재개"));
    // no zone: Korea has one
    assert_eq!(
        item.published.as_ref().map(|date| date.at.to_string()).as_deref(),
        Some("2019-11-21T10:21:00.000Z")
    );
    assert_eq!(item.updated, None);
    assert_eq!(document.warnings[0].code, "date-in-the-future");
}
