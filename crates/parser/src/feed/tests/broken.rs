//! Feeds that no XML parser reads, and what their authors meant.
use super::*;

#[test]
fn markup_that_xml_forbids() {
    for (item, expect) in [
        // bare ampersands, entities of HTML, references without end
        ("<title>R&D &eacute;t&eacute; &nosuch; &amp; AT&T</title>", "R&D été &nosuch; & AT&T | - | - | -"),
        ("<title>a&#8217;b&#x2019 c&#146;d</title>", "a’b’ c’d | - | - | -"),
        ("<title>&#xD83D;&#xDE00; &#55357;&#56832; &#xD83D;x</title>", "😀 😀 \u{fffd}x | - | - | -"),
        ("<title>1 < 2 and 3 > 2</title>", "1 < 2 and 3 > 2 | - | - | -"),
        (
            "<link>https://news.example/?a=1&b=2&copy=3</link>",
            "- | https://news.example/?a=1&b=2&copy=3 | - | -",
        ),
        // attributes
        ("<title>A</title><link href=/a/1 rel=alternate />", "A | https://news.example/a/1 | - | -"),
        ("<title>A</title><link href=https://news.example/1/>", "A | https://news.example/1 | - | -"),
        ("<guid isPermaLink=false>7</guid><title>A</title>", "A | - | 7 | -"),
        ("<title type=\"text>A</title><guid>7</guid>", "A | - | 7 | -"),
        // what is never closed
        ("<title>A<link>https://news.example/1</link>", "A | https://news.example/1 | - | -"),
        ("<title>A</title><guid>7<pubDate>21 Nov 2019 10:21 GMT", "A | - | 7 | 2019-11-21T10:21:00.000Z"),
        ("<title>A</title><description><p>x<br>y<guid>7</guid>", "A | - | 7 | -"),
        // what is misnested, doubled or stray
        ("<title>A</b></title></p><guid>7</guid></title>", "A | - | 7 | -"),
        ("<title><![CDATA[A & <b>B</b>]]></title>", "A & <b>B</b> | - | - | -"),
        ("<title>A</title  ><guid >7</guid\n>", "A | - | 7 | -"),
        ("<!-- <title>no</title> --><title>A</title><!-- - -- -->", "A | - | - | -"),
        ("<title>A\u{1}\u{c}B\u{92}s</title>", "AB’s | - | - | -"),
        ("<link>\n https://news.example/long\n/1 </link>", "- | https://news.example/long/1 | - | -"),
    ] {
        check(&rss(&format!("<item>{item}</item>")), &[expect]);
    }
}

#[test]
fn one_bad_entry_costs_no_other() {
    let bad = [
        "<item><title>bad <item><title>B</title></item>",
        "<item><description><b><i><u></description></item>",
        "<item><x:y z=<><title>bad</title></item>",
        "<item><pubDate>no date at all</pubDate><enclosure/><link/></item>",
        "<item><content><svg><item>no</item></svg></content></item>",
        "<item><title>\u{fffd}&#0;&#xD800;&#99999999999;</title></item>",
        "<item><title>bad</title><description><![CDATA[never <p>closed</description></item>",
        "<item><title>bad</title><description><![CDATA[never <p>closed</description></item><item><title><![CDATA[x]]></title></item>",
        "<item><title>bad</title><link href=\"/1 /><guid isPermaLink=\"false></item>",
        "<item><!-- <title>bad</title></item>",
    ];
    for bad in bad {
        let found = lines(&document(&rss(&format!(
            "<item><title>A</title><guid>1</guid></item>{bad}<item><title>Z</title><guid>2</guid></item>"
        ))));
        assert_eq!(found.first().map(String::as_str), Some("A | - | 1 | -"), "{bad}");
        assert_eq!(found.last().map(String::as_str), Some("Z | - | 2 | -"), "{bad}");
    }
}

#[test]
fn one_bad_item_of_json_costs_no_other() {
    for (bad, lost) in [
        (r#"{"id": "b", "title": "x \' \x"}"#, false),
        (r#"{"id": "b", "title": "\ud83d"}"#, false),
        (r#"{"id": "b" "title": "x"}"#, false),
        (r#"{"id": "b", "score": NaN, "title": x}"#, false),
        (r#"{"id": "b", "tags": ["x"}"#, false),
        (r#"{"id": "b", "title": "he said "no""}"#, false),
        (r#"{'id': 'b'}"#, true),
        (r#"["id", "b"]"#, true),
        ("{\"id\": \"b\", \"title\": \"a\nb\",}", false),
    ] {
        let body = format!("{{\"items\": [{{\"id\": \"1\"}}, {bad}, {{\"id\": \"2\"}}]}}");
        let document = document(&body);
        let ids: Vec<_> = document.items.iter().filter_map(|item| item.id.as_deref()).collect();
        assert_eq!(ids, if lost { vec!["1", "2"] } else { vec!["1", "b", "2"] }, "{body}");
    }
}

#[test]
fn what_stands_before_the_feed() {
    for before in [
        "\u{feff}\n\n",
        "<br />\n<b>Warning</b>: mysql_connect() in <b>/srv/index.php</b> on line <b>3</b><br />\n",
        "HTTP cache miss\n",
        "<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Transitional//EN\" \"http://x.invalid/\">",
        "<!DOCTYPE rss [<!ENTITY % html SYSTEM \"x.dtd\"> %html; <!ENTITY desk 'Desk'> ]>",
        "<?xml version=\"1.0\"?><?xml-stylesheet href=\"a.xsl\"?><!-- > -->",
        "<html><body>",
    ] {
        let body = format!("{before}{}", rss("<item><title>A</title><guid>1</guid></item>"));
        check(&body, &["A | - | 1 | -"]);
    }
}

#[test]
fn entities_that_the_document_declares() {
    check(
        "<!DOCTYPE rss [<!ENTITY tag \"tag:news.example,2019:\"><!ENTITY nbsp \"&#160;\"><!ENTITY loop \"&loop;\">]>\
         <rss><item><title>A&nbsp;B &loop;</title><guid isPermaLink='false'>&tag;7</guid></item></rss>",
        &["A\u{a0}B &loop; | - | tag:news.example,2019:7 | -"],
    );
}

#[test]
fn a_feed_cut_anywhere_keeps_every_whole_item() {
    let bodies = [
        rss("<item><title>A &amp; B</title><link>https://news.example/1</link>\
             <description><![CDATA[<p class=\"x\">한글</p>]]></description><guid>1</guid></item>\
             <item><title>C</title><enclosure url=\"/c.mp3\" length=\"1\"/><guid>2</guid></item>\
             <item><title>D</title><guid>3</guid></item>"),
        "<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry><title type=\"xhtml\"><div>A <b>x</b></div></title>\
         <id>1</id></entry><entry><title>B</title><link href=\"/b\"/><id>2</id></entry></feed>"
            .to_owned(),
        "{\"version\": \"https://jsonfeed.org/version/1\", \"items\": [{\"id\": \"1\", \"title\": \"A\"}, \
         {\"id\": \"2\", \"tags\": [\"x\", \"y\"], \"authors\": [{\"name\": \"I\"}]}]}"
            .to_owned(),
    ];
    for body in bodies {
        let whole = document(&body).items;
        for cut in 0..body.len() {
            let context = FeedContext { url: URL, ..FeedContext::default() };
            let Ok(document) = read(&body.as_bytes()[..cut], &context) else { continue };
            let ended = match body.starts_with('{') {
                true => whole
                    .iter()
                    .filter(|item| cut > end_of_object(&body, item.id.as_deref().unwrap_or("")))
                    .count(),
                false => {
                    body[..floor(&body, cut)].matches("</item>").count()
                        + body[..floor(&body, cut)].matches("</entry>").count()
                }
            };
            assert!(document.items.len() >= ended, "{}", &body[..floor(&body, cut)]);
            assert_eq!(document.items[..ended], whole[..ended], "{}", &body[..floor(&body, cut)]);
        }
    }
}

fn end_of_object(body: &str, id: &str) -> usize {
    let start = body.find(&format!("{{\"id\": \"{id}\"")).unwrap_or(0);
    let mut depth = 0;
    for (at, c) in body[start..].char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => continue,
        }
        if depth == 0 {
            return start + at;
        }
    }
    body.len()
}

fn floor(body: &str, cut: usize) -> usize {
    (0..=cut).rev().find(|at| body.is_char_boundary(*at)).unwrap_or(0)
}

#[test]
fn repairs_are_told() {
    for (body, expect) in [
        (rss(""), vec![]),
        (rss("<item><title>A<guid>7</guid></item>"), vec!["markup-unclosed"]),
        (rss("<item></b></item>"), vec!["markup-stray"]),
        (rss("<item><pubDate>soon</pubDate></item>"), vec!["date-unreadable"]),
        (format!("x{}", rss("")), vec!["leading-garbage"]),
        (rss("<item><title>A").replace("</channel></rss>", ""), vec!["item-truncated", "truncated"]),
    ] {
        assert_eq!(codes(&document(&body)), expect, "{body}");
    }
}
