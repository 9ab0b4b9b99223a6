//! Whatever comes in: no panic, a balanced stream, bounded output.
use proptest::prelude::*;

use super::*;
use crate::feed::clean::{Cleaner, DEPTH, Event};

/// Pieces that mean something to one of the layers, so that random sequences of them reach every branch.
fn soup() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "<rss>",
        "</rss>",
        "<channel>",
        "<item>",
        "</item>",
        "<entry>",
        "</entry>",
        "<title>",
        "</title>",
        "<link>",
        "<link href='x'/>",
        "<description>",
        "</description>",
        "<content type='xhtml'>",
        "<div>",
        "</div>",
        "<b>",
        "<br/>",
        "<![CDATA[",
        "]]>",
        "<!--",
        "-->",
        "<!DOCTYPE x [",
        "]>",
        "<!ENTITY a \"b\">",
        "&a;",
        "&",
        "&#",
        "&#x41;",
        "&amp;",
        "<",
        ">",
        "\"",
        "'",
        "=",
        " a='b' ",
        "<a href=\"",
        "/>",
        "<?",
        "?>",
        "<author>",
        "a@b.example",
        "<media:group>",
        "<media:content url='u'>",
        "<category>",
        "<pubDate>",
        "21 Nov 2019",
        "12:30",
        "+09",
        "오후",
        "<guid>",
        "{",
        "}",
        "[",
        "]",
        ",",
        "\"items\":",
        "<image>",
        "<source>",
        "xmlns:x='y'",
        "<x:y>",
        "xml:base='../z'",
        "한글",
        "\u{92}",
        "\0",
        "<script>",
        "</script>",
        "<svg xlink:href='x'>",
        "mode='base64'>",
        "<html>",
    ]);
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn bytes_never_panic(body in prop::collection::vec(any::<u8>(), 0..400), kind in "\\PC{0,30}") {
        let context = FeedContext { url: &kind, content_type: Some(&kind), ..FeedContext::default() };
        let _ = read(&body, &context);
        let _ = crate::sniff::sniff(&body, Some(&kind));
    }

    #[test]
    fn soup_never_panics(body in soup()) {
        if let Ok(document) = read(body.as_bytes(), &FeedContext { url: URL, ..FeedContext::default() }) {
            let names = crate::identity::aliases(&document, &model::FeedId::new("f"), &model::Domain::named("a.example"));
            prop_assert_eq!(names.len(), document.items.len());
            prop_assert!(!view(&document).is_null());
        }
    }

    #[test]
    fn the_clean_stream_is_balanced(body in soup()) {
        let mut depth = 0usize;
        for event in Cleaner::new(&body, URL) {
            match event {
                Event::Open(_) => depth += 1,
                Event::Close => depth = depth.checked_sub(1).expect("an open element"),
                Event::Text(_) => {}
            }
            prop_assert!(depth <= DEPTH);
        }
        prop_assert_eq!(depth, 0);
    }

    #[test]
    fn fragments_in_one_form_stay_in_it(html in soup()) {
        let once = markup::tidy(&html, URL, &mut 1_000_000).into_owned();
        let twice = markup::tidy(&once, URL, &mut 1_000_000).into_owned();
        prop_assert_eq!(&once, &twice);
    }

    #[test]
    fn dates_never_panic(text in "\\PC{0,60}", digits in "[0-9:/. +TZapm-]{0,40}") {
        let _ = date::parse(&text, None);
        let _ = date::parse(&digits, model::Offset::from_minutes(540));
    }
}
