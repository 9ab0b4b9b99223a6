//! An independent reader, feed-rs, agrees with ours on feeds that it reads: a check that shares no code.
use super::*;

#[track_caller]
fn agree(body: &str) {
    let theirs = feed_rs::parser::parse(body.as_bytes()).expect("a feed that feed-rs reads");
    let ours = document(body);
    assert_eq!(ours.channel.title, theirs.title.map(|title| title.content), "{body}");
    assert_eq!(ours.items.len(), theirs.entries.len(), "{body}");
    for (ours, theirs) in ours.items.iter().zip(theirs.entries) {
        assert_eq!(ours.title, theirs.title.map(|title| title.content), "{body}");
        assert_eq!(ours.link, theirs.links.first().map(|link| link.href.clone()), "{body}");
        let theirs_at = theirs.published.or(theirs.updated).map(|at| at.timestamp_millis());
        let ours_at = ours.published.as_ref().or(ours.updated.as_ref()).map(|date| date.at.millis());
        assert_eq!(ours_at, theirs_at, "{body}");
        let names: Vec<_> = theirs.authors.into_iter().filter_map(|author| author.name).collect();
        assert_eq!(
            ours.authors.iter().filter_map(|author| author.name.clone()).collect::<Vec<_>>(),
            names,
            "{body}"
        );
        let terms: Vec<_> = theirs.categories.into_iter().map(|category| category.term).collect();
        assert_eq!(
            ours.categories.iter().filter_map(|c| c.term.clone()).collect::<Vec<_>>(),
            terms,
            "{body}"
        );
    }
}

#[test]
fn on_feeds_in_good_order() {
    agree(
        "<?xml version=\"1.0\"?><rss version=\"2.0\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><channel>\
         <title>Desk</title><link>https://news.example/</link><description>News</description>\
         <item><title>A &amp; B</title><link>https://news.example/1</link><guid>https://news.example/1</guid>\
         <pubDate>Thu, 21 Nov 2019 19:21:00 +0900</pubDate><dc:creator>Ida Berg</dc:creator><category>x</category></item>\
         <item><title>C</title><link>https://news.example/2</link></item></channel></rss>",
    );
    agree(
        "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Desk</title><id>f</id><updated>2019-11-21T10:21:00Z</updated>\
         <entry><title>한글</title><id>1</id><updated>2019-11-21T10:21:00Z</updated><link href=\"https://news.example/1\"/>\
         <author><name>Ida Berg</name></author><category term=\"x\"/></entry></feed>",
    );
    agree(
        "{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"Desk\", \"items\": [{\"id\": \"1\", \
         \"url\": \"https://news.example/1\", \"title\": \"A\", \"content_text\": \"a\", \
         \"date_published\": \"2019-11-21T10:21:00Z\", \"authors\": [{\"name\": \"Ida Berg\"}], \"tags\": [\"x\"]}]}",
    );
}
