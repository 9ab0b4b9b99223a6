//! Lists of feeds as programs export them, and what was written read again.
use super::*;

/// Feeds as lines of `folder/folder: title | url | site`.
#[track_caller]
fn check(text: &str, expect: &[&str]) {
    let feeds = read(text.as_bytes()).expect("a list");
    let line = |feed: &Outline| {
        let text = |text: &Option<String>| text.clone().unwrap_or_else(|| "-".to_owned());
        format!("{}: {} | {} | {}", feed.folder.join("/"), text(&feed.title), feed.url, text(&feed.site))
    };
    assert_eq!(feeds.iter().map(line).collect::<Vec<_>>(), expect, "{text}");
}

fn opml(body: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?><opml version=\"1.0\"><head><title>x</title></head><body>{body}</body></opml>"
    )
}

#[test]
fn feeds_and_the_folders_they_stand_in() {
    let list = "<outline text=\"News\"><outline text=\"Korea\" title=\"Korea\">\
                <outline type=\"rss\" text=\"A &amp; B\" xmlUrl=\"https://a.example/rss?x=1&amp;y=2\" htmlUrl=\"https://a.example/\"/>\
                </outline><outline text=\"B\" xmlUrl=\"https://b.example/rss\"></outline></outline>\
                <outline text=\"C\" xmlUrl=\"https://c.example/rss\"/>";
    check(
        &opml(list),
        &[
            "News/Korea: A & B | https://a.example/rss?x=1&y=2 | https://a.example/",
            "News: B | https://b.example/rss | -",
            ": C | https://c.example/rss | -",
        ],
    );
}

#[test]
fn however_it_was_exported() {
    for (outline, expect) in [
        ("<OUTLINE TEXT='A' XMLURL='https://a.example/rss'/>", ": A | https://a.example/rss | -"),
        ("<outline title='A' text='' xmlurl=https://a.example/rss />", ": A | https://a.example/rss | -"),
        (
            "<outline text='R&D' xmlUrl='https://a.example/?a=1&b=2'/>",
            ": R&D | https://a.example/?a=1&b=2 | -",
        ),
        ("<outline text='A' type='rss' url='https://a.example/rss'/>", ": A | https://a.example/rss | -"),
        ("<outline text='A' xmlUrl='feed://a.example/rss'/>", ": A | http://a.example/rss | -"),
        ("<outline text='A' xmlUrl='feed:https://a.example/rss'/>", ": A | https://a.example/rss | -"),
        ("<outline text='A\n B' xmlUrl=' https://a.example/rss\n'/>", ": A B | https://a.example/rss | -"),
        ("<outline xmlUrl='https://a.example/rss'/>", ": - | https://a.example/rss | -"),
        // a feed is no folder, closed or not
        (
            "<outline text='A' xmlUrl='https://a.example/rss'><outline text='x'/></outline>",
            ": A | https://a.example/rss | -",
        ),
    ] {
        check(&opml(outline), &[expect]);
    }
    check(
        "<outline text=\"A\" xmlUrl=\"https://a.example/1\"/><outline text=\"B\" xmlUrl=\"https",
        &[": A | https://a.example/1 | -"],
    );
    check(&opml("<outline text='list' type='include' url='https://a.example/list.opml'/>"), &[]);
    check(
        &opml("</outline></outline><outline xmlUrl='https://a.example/1'/>"),
        &[": - | https://a.example/1 | -"],
    );
}

#[test]
fn further_fields() {
    let list = "<outline text='A' xmlUrl='https://a.example/' language='ko_KR' description='D' category='/news/kr,x,'/>";
    let feeds = read(opml(list).as_bytes()).expect("a list");
    assert_eq!(feeds[0].language.as_deref(), Some("ko-KR"));
    assert_eq!(feeds[0].description.as_deref(), Some("D"));
    assert_eq!(feeds[0].tags, ["news/kr", "x"]);
}

#[test]
fn what_is_no_list() {
    for (text, kind) in [
        ("", OpmlErrorKind::Empty),
        ("\u{feff} \n", OpmlErrorKind::Empty),
        ("<rss><channel/></rss>", OpmlErrorKind::NotOpml),
        ("https://a.example/rss", OpmlErrorKind::NotOpml),
    ] {
        assert_eq!(read(text.as_bytes()).map_err(|error| error.kind()), Err(kind), "{text}");
    }
    check(&opml(""), &[]);
}

#[test]
fn what_is_written_is_read_again() {
    let feed = |title: &str, url: &str, folder: &[&str]| Outline {
        title: Some(title.to_owned()),
        url: url.to_owned(),
        folder: folder.iter().map(|name| (*name).to_owned()).collect(),
        ..Outline::default()
    };
    let feeds = [
        feed("\"A\" <&> \u{1}B", "https://a.example/?a=1&b=2", &["News", "한국"]),
        feed("C", "https://c.example/", &["News"]),
        feed("D", "https://d.example/", &["News", "한국"]),
        Outline { title: None, ..feed("", "https://e.example/", &[]) },
    ];
    let text = write("Desk & more", &feeds);
    assert!(text.contains("<title>Desk &amp; more</title>"), "{text}");
    check(
        &text,
        &[
            ": https://e.example/ | https://e.example/ | -",
            "News: C | https://c.example/ | -",
            "News/한국: \"A\" <&> B | https://a.example/?a=1&b=2 | -",
            "News/한국: D | https://d.example/ | -",
        ],
    );
    assert_eq!(text.matches("<outline text=\"한국\"").count(), 1, "{text}");
}

#[test]
fn deep_and_wide_lists_stay_in_proportion() {
    let deep = opml(&format!(
        "{}{}",
        format!("<outline text=\"{}\">", "x".repeat(1000)).repeat(1000),
        "<outline xmlUrl=\"https://a.example/\"/>".repeat(20_000)
    ));
    let feeds = read(deep.as_bytes()).expect("a list");
    assert_eq!(feeds.len(), 20_000);
    assert_eq!(feeds[0].folder.len(), DEPTH);
    let folders: usize = feeds.iter().flat_map(|feed| &feed.folder).map(String::len).sum();
    assert!(folders < 5 * deep.len(), "{folders} of {}", deep.len());
    let outline = Outline { folder: vec!["f".to_owned(); 1000], ..Outline::default() };
    assert_eq!(write("x", &[outline]).matches("</outline>").count(), DEPTH);
}
