//! One story in every format and under every name that the format has had.
use super::*;
use model::feed::FeedFormat;

const STORY: &str = "회담 재개 | https://news.example/a/1 | tag:1 | 2019-11-21T10:21:00.000Z";

#[track_caller]
fn story(format: FeedFormat, body: &str) {
    let document = document(body);
    assert_eq!(document.format, format, "{body}");
    assert_eq!(document.channel.title.as_deref(), Some("Desk"), "{body}");
    assert_eq!(lines(&document), [STORY], "{body}");
}

const ITEM: &str = "<item><title>회담 재개</title><link>https://news.example/a/1</link>\
                    <guid isPermaLink=\"false\">tag:1</guid><pubDate>Thu, 21 Nov 2019 19:21:00 +0900</pubDate></item>";

#[test]
fn rss_of_any_version() {
    for head in ["<rss version=\"2.0\">", "<rss version=\"0.91\">", "<rss>", "<RSS VERSION='0.92'>"] {
        story(FeedFormat::Rss, &format!("{head}<channel><title>Desk</title>{ITEM}</channel></rss>"));
        story(FeedFormat::Rss, &format!("{head}<channel><title>Desk</title></channel>{ITEM}</rss>"));
    }
    for uri in
        ["http://backend.userland.com/rss2", "http://blogs.law.harvard.edu/tech/rss", "urn:of-fancy", ""]
    {
        story(
            FeedFormat::Rss,
            &format!("<rss xmlns=\"{uri}\"><channel><title>Desk</title>{ITEM}</channel></rss>"),
        );
    }
}

#[test]
fn rdf() {
    for uri in [
        "http://purl.org/rss/1.0/",
        "http://my.netscape.com/rdf/simple/0.9/",
        "http://channel.netscape.com/rdf/simple/0.9/",
    ] {
        story(
            FeedFormat::Rdf,
            &format!(
                "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns=\"{uri}\" \
                 xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><channel rdf:about=\"https://news.example/\">\
                 <title>Desk</title><items><rdf:Seq><rdf:li resource=\"tag:1\"/></rdf:Seq></items></channel>\
                 <image><title>Logo</title><url>/logo.png</url></image>\
                 <item rdf:about=\"tag:1\"><title>회담 재개</title><link>https://news.example/a/1</link>\
                 <dc:date>2019-11-21T19:21:00+09:00</dc:date></item>\
                 <textinput><title>Search</title><link>/search</link></textinput></rdf:RDF>"
            ),
        );
    }
}

#[test]
fn atom() {
    for (uri, published) in [
        ("http://www.w3.org/2005/Atom", "published"),
        ("http://purl.org/atom/ns#", "issued"),
        ("http://purl.org/atom/ns#", "created"),
        ("https://www.w3.org/2005/Atom/", "published"),
    ] {
        for prefix in ["", "atom:", "x:"] {
            let declaration =
                if prefix.is_empty() { "xmlns" } else { &format!("xmlns:{}", &prefix[..prefix.len() - 1]) };
            let body = "<~feed DECLARATION=\"URI\"><~title>Desk</~title><~entry><~title>회담 재개</~title>\
                        <~link rel=\"alternate\" href=\"/a/1\"/><~id>tag:1</~id>\
                        <~PUBLISHED>2019-11-21T10:21:00Z</~PUBLISHED></~entry></~feed>";
            let body = body.replace('~', prefix).replace("DECLARATION", declaration).replace("URI", uri);
            story(FeedFormat::Atom, &body.replace("PUBLISHED", published));
        }
    }
}

#[test]
fn json() {
    for version in ["https://jsonfeed.org/version/1", "https://jsonfeed.org/version/1.1"] {
        story(
            FeedFormat::Json,
            &format!(
                "\u{feff}{{\"version\": \"{version}\", \"title\": \"Desk\", \"items\": [{{\"id\": \"tag:1\", \
                 \"url\": \"/a/1\", \"title\": \"회담 재개\", \"date_published\": \"2019-11-21T19:21:00+09:00\",}},]}}"
            ),
        );
    }
    let body = r#"{"items": [{"id": 7, "content_text": "A", "author": {"name": "Ida Berg"}, "tags": ["x"],
                   "attachments": [{"url": "a.mp3", "mime_type": "audio/mpeg", "size_in_bytes": 9}]}, 5, "x"]}"#;
    let document = document(body);
    let [item] = document.items.as_slice() else { panic!("one item") };
    assert_eq!(item.id.as_deref(), Some("7"));
    assert_eq!(item.content[0].media_type.as_deref(), Some("text/plain"));
    assert_eq!(item.authors[0].name.as_deref(), Some("Ida Berg"));
    assert_eq!(item.categories[0].term.as_deref(), Some("x"));
    assert_eq!(
        (&*item.enclosures[0].url, item.enclosures[0].length),
        ("https://news.example/feeds/a.mp3", Some(9))
    );
    assert_eq!(codes(&document), ["items-unreadable"]);
}

#[test]
fn cdf() {
    let body = "<?xml version=\"1.0\"?><CHANNEL HREF=\"https://news.example/\"><TITLE>Desk</TITLE>\
                <ITEM HREF=\"https://news.example/a/1\" LASTMOD=\"2019-11-21T10:21Z\"><TITLE>회담 재개</TITLE>\
                <ABSTRACT>Text.</ABSTRACT></ITEM></CHANNEL>";
    let document = document(body);
    assert_eq!(document.format, FeedFormat::Cdf);
    assert_eq!(lines(&document), ["회담 재개 | https://news.example/a/1 | - | 2019-11-21T10:21:00.000Z"]);
    assert_eq!(document.items[0].summary.as_deref(), Some("Text."));
}

#[test]
fn names_of_other_namespaces_are_not_ours() {
    check(
        &rss("<item xmlns:x=\"urn:x\"><x:title>no</x:title><title>A</title><x:title>no</x:title>\
              <x:box><title>no</title><guid>no</guid></x:box><guid>g</guid></item>"),
        &["A | - | g | -"],
    );
    check(
        "<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry><title>A</title><id>1</id>\
         <source><title>Other</title><id>0</id><updated>2001-01-01T00:00:00Z</updated></source></entry></feed>",
        &["A | - | 1 | -"],
    );
}

#[test]
fn a_title_of_the_format_goes_before_one_of_a_module() {
    for (items, title) in [
        ("<media:title>P</media:title><dc:title>D</dc:title><title>T</title>", "T"),
        ("<title>T</title><dc:title>D</dc:title>", "T"),
        ("<media:title>P</media:title><dc:title>D</dc:title>", "D"),
        ("<title></title><media:title>P</media:title>", "P"),
    ] {
        check(&rss(&format!("<item>{items}</item>")), &[&format!("{title} | - | - | -")]);
    }
}
