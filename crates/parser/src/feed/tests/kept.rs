//! What a feed says beside its stories: hints for polling, people, pictures, links inside of links.
use super::*;

#[test]
fn hints_for_the_schedule() {
    let hints = document(
        "<rss version=\"2.0\" xmlns:sy=\"http://purl.org/rss/1.0/modules/syndication/\" \
         xmlns:atom=\"http://www.w3.org/2005/Atom\"><channel><ttl> 60 </ttl>\
         <skipHours><hour>0</hour><hour>23</hour><hour>24</hour><hour>99</hour></skipHours>\
         <skipDays><day>Saturday</day><day>sun</day><day>x</day></skipDays>\
         <sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>\
         <cloud domain=\"rpc.news.example\" port=\"80\" path=\"/RPC2\" registerProcedure=\"ping\" protocol=\"xml-rpc\"/>\
         <atom:link rel=\"hub\" href=\"https://hub.example/\"/><atom:link rel=\"self\" href=\"all.xml\"/>\
         <atom:link rel=\"next\" href=\"?page=2\"/><atom:link rel=\"prev-archive\" href=\"/2018.xml\"/>\
         </channel></rss>",
    )
    .hints;
    assert_eq!(hints.ttl_minutes, Some(60));
    assert_eq!((hints.skip_hours, hints.skip_days), (vec![0, 23, 0], vec![5, 6]));
    assert_eq!(hints.update_every_seconds, Some(6 * 3600));
    assert_eq!(hints.cloud.as_deref(), Some("rpc.news.example:80/RPC2"));
    assert_eq!(hints.hubs, ["https://hub.example/"]);
    assert_eq!(hints.self_url.as_deref(), Some(URL));
    assert_eq!(hints.next_page.as_deref(), Some("https://news.example/feeds/all.xml?page=2"));
    assert_eq!(hints.prev_archive.as_deref(), Some("https://news.example/2018.xml"));
}

/// RFC 5005: paged feeds, archived feeds, and those that are complete.
#[test]
fn hints_for_the_history() {
    let rss = |inside: &str| {
        format!(
            "<rss version=\"2.0\" xmlns:atom=\"http://www.w3.org/2005/Atom\" xmlns:h=\"http://purl.org/syndication/history/1.0\">\
             <channel>{inside}<item><title>A</title><atom:link rel=\"next\" href=\"/no\"/></item></channel></rss>"
        )
    };
    let atom = |inside: &str| {
        format!(
            "<feed xmlns=\"http://www.w3.org/2005/Atom\" xmlns:fh=\"http://purl.org/syndication/history/1.0\">{inside}\
             <entry><title>A</title><link rel=\"prev-archive\" href=\"/no\"/></entry></feed>"
        )
    };
    let iana = "http://www.iana.org/assignments/relation/prev-archive";
    for (body, next, archive, complete) in [
        (
            rss("<atom:link rel=\"next\" href=\"?page=2\"/>"),
            Some("https://news.example/feeds/all.xml?page=2"),
            None,
            false,
        ),
        (
            rss("<atom:link rel=\"Prev-Archive\" href=\"/2018.xml\"/>"),
            None,
            Some("https://news.example/2018.xml"),
            false,
        ),
        (rss("<h:complete/>"), None, None, true),
        (rss("<fh:complete/>"), None, None, true),
        (rss("<link rel=\"next\" href=\"/2\"/><link>/</link>"), Some("https://news.example/2"), None, false),
        (atom("<link rel=\"next\" href=\"/2\"/>"), Some("https://news.example/2"), None, false),
        (
            atom(&format!("<link rel=\"{iana}\" href=\"/2018\"/>")),
            None,
            Some("https://news.example/2018"),
            false,
        ),
        (atom("<fh:complete></fh:complete>"), None, None, true),
        (atom("<fh:archive/>"), None, None, false),
        ("{\"items\": [], \"next_url\": \"/2\"}".to_owned(), Some("https://news.example/2"), None, false),
        // ended, which is not all there was
        ("{\"items\": [], \"expired\": true}".to_owned(), None, None, false),
    ] {
        let hints = document(&body).hints;
        assert_eq!(
            (hints.next_page.as_deref(), hints.prev_archive.as_deref(), hints.complete),
            (next, archive, complete),
            "{body}"
        );
    }
}

#[test]
fn guids_links_and_what_feedburner_wrapped() {
    for (item, expect) in [
        ("<guid>https://news.example/1</guid>", "- | https://news.example/1 | https://news.example/1 | -"),
        ("<guid isPermaLink=\"false\">https://news.example/1</guid>", "- | - | https://news.example/1 | -"),
        ("<guid>7</guid><link>/1</link>", "- | https://news.example/1 | 7 | -"),
        (
            "<link>https://feeds.example/~r/1</link><feedburner:origLink>https://news.example/1</feedburner:origLink>",
            "- | https://news.example/1 | - | -",
        ),
        ("<enclosure url=\"/1.jpg\"/><link>/1</link><link>/2</link>", "- | https://news.example/1 | - | -"),
        ("<link>http:/news.example/1</link>", "- | http://news.example/1 | - | -"),
        ("<link>/1?a=1&amp;amp;b=2</link>", "- | https://news.example/1?a=1&b=2 | - | -"),
        (
            "<link>javascript:x</link><guid>https://news.example/1</guid>",
            "- | https://news.example/1 | https://news.example/1 | -",
        ),
    ] {
        check(&rss(&format!("<item>{item}</item>")), &[expect]);
    }
    let flags =
        document(&rss("<item><guid>1</guid></item><item><guid isPermaLink=\"FALSE\">1</guid></item>"));
    let flags: Vec<_> = flags.items.iter().map(|item| item.id_is_permalink).collect();
    assert_eq!(flags, [Some(true), Some(false)]);
}

#[test]
fn links_inside_text_are_absolute() {
    for (item, expect) in [
        (
            "<description>&lt;a href='1'&gt;x&lt;/a&gt;</description>",
            "<a href=\"https://news.example/feeds/1\">x</a>",
        ),
        (
            "<description xml:base='https://b.example/c/'><![CDATA[<IMG src=1.jpg alt=A>]]></description>",
            "<img alt=\"A\" src=\"https://b.example/c/1.jpg\" />",
        ),
        (
            "<description><p>a &amp; <a href='/1#x'>b</a></p></description>",
            "<p>a & <a href=\"https://news.example/1#x\">b</a></p>",
        ),
        ("<description>&lt;a href='#x'&gt;x&lt;/a&gt;</description>", "<a href=\"#x\">x</a>"),
    ] {
        let found = document(&rss(&format!("<item>{item}</item>")));
        assert_eq!(found.items[0].summary.as_deref(), Some(expect), "{item}");
    }
}

#[test]
fn text_of_atom_in_each_of_its_forms() {
    for (content, value, media_type) in [
        ("type=\"text\">1 &lt;b&gt; 2", "1 <b> 2", "text/plain"),
        (">1 &lt;b&gt; 2", "1 <b> 2", "text/plain"),
        ("type=\"html\">&lt;b>x&lt;/b> &amp;amp; y", "<b>x</b> &amp; y", "text/html"),
        ("type=\"xhtml\"><div><b>x</b> &amp; y</div>", "<b>x</b> &amp; y", "application/xhtml+xml"),
        ("type=\"xhtml\"><div>x</div><div>y</div>", "<div>x</div><div>y</div>", "application/xhtml+xml"),
        (
            "type=\"xhtml\"><h:div xmlns:h='http://www.w3.org/1999/xhtml'><h:b>x</h:b></h:div>",
            "<b>x</b>",
            "application/xhtml+xml",
        ),
        ("type=\"application/octet-stream\">PGI+7ZWcPC9iPg==", "<b>한</b>", "text/html"),
        ("mode=\"base64\">PGI+7ZWc\nPC9iPg==", "<b>한</b>", "text/html"),
        ("mode=\"base64\">no base 64", "no base 64", "text/html"),
    ] {
        let body = format!(
            "<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry><content {content}</content></entry></feed>"
        );
        let document = document(&body);
        let found = &document.items[0].content[0];
        assert_eq!((&*found.value, found.media_type.as_deref()), (value, Some(media_type)), "{content}");
    }
}

#[test]
fn links_inside_json_are_those_of_the_page() {
    let body = r#"{"items": [{"id": "1", "url": "/a/1", "content_html": "<IMG src='2.jpg'> x"}]}"#;
    assert_eq!(document(body).items[0].content[0].value, "<img src=\"https://news.example/a/2.jpg\" /> x");
}

#[test]
fn pictures_of_an_item_however_they_are_given() {
    for (item, expect) in [
        ("<image>https://news.example/1.jpg</image>", Some("https://news.example/1.jpg")),
        ("<image>\n /1.jpg </image>", Some("https://news.example/1.jpg")),
        ("<image><url>/1.jpg</url><title>x</title></image>", Some("https://news.example/1.jpg")),
        ("<image href=\"/1.jpg\"/>", Some("https://news.example/1.jpg")),
        ("<image url=\"/1.jpg\"/>", Some("https://news.example/1.jpg")),
        ("<itunes:image href=\"/1.jpg\"/>", Some("https://news.example/1.jpg")),
        ("<image>A picture</image>", None),
        ("<image><title>/x</title></image>", None),
    ] {
        let found = document(&rss(&format!("<item><title>A</title>{item}</item>")));
        let url = found.items[0].media.first().and_then(|media| media.url.as_deref());
        assert_eq!(url, expect, "{item}");
        assert_eq!(found.channel.logo, None, "{item}");
    }
}

#[test]
fn summary_and_content_of_rss() {
    let found = document(&rss(
        "<item><description>Short.</description><content:encoded><![CDATA[<p>Long.</p>]]></content:encoded></item>\
         <item><description>Short.</description><summary>More.</summary></item>\
         <item><media:group><media:description>Of the film.</media:description></media:group></item>\
         <item><description>Short.</description><yandex:full-text>Long.</yandex:full-text></item>",
    ));
    let of = |n: usize| {
        let item = &found.items[n];
        (item.summary.as_deref(), item.content.first().map(|content| &*content.value))
    };
    assert_eq!(of(0), (Some("Short."), Some("<p>Long.</p>")));
    assert_eq!(of(1), (Some("Short."), Some("More.")));
    assert_eq!(of(2), (Some("Of the film."), None));
    assert_eq!(of(3), (Some("Short."), Some("Long.")));
}

#[test]
fn people_pictures_sources_and_languages() {
    let found = document(&rss(
        "<language>en_US</language><item xml:lang=\"ko\"><title>A</title><dc:creator>Ida Berg</dc:creator>\
         <author>desk@news.example (Desk)</author><contributor><name>Kim</name><uri>/kim</uri></contributor>\
         <source url=\"https://wire.example/rss\">Wire</source><comments>/1#c</comments>\
         <media:content url=\"/1.jpg\" medium=\"image\"><media:credit>Photo Desk</media:credit>\
         <media:description>At the talks.</media:description><media:thumbnail url=\"/1s.jpg\"/></media:content>\
         <category domain=\"urn:s\">politics</category><category>politics</category></item>",
    ));
    let item = &found.items[0];
    assert_eq!(found.channel.language.as_deref(), Some("en-US"));
    assert_eq!(item.language.as_deref(), Some("ko"));
    let names: Vec<_> = item.authors.iter().map(|author| author.name.as_deref()).collect();
    assert_eq!(names, [Some("Ida Berg"), Some("Desk")]);
    assert_eq!(item.contributors[0].url.as_deref(), Some("https://news.example/kim"));
    assert_eq!(item.source.as_ref().and_then(|source| source.title.as_deref()), Some("Wire"));
    assert_eq!(item.comments.as_deref(), Some("https://news.example/1#c"));
    let media = &item.media[0];
    assert_eq!(media.url.as_deref(), Some("https://news.example/1.jpg"));
    assert_eq!(media.thumbnail.as_deref(), Some("https://news.example/1s.jpg"));
    assert_eq!(
        (media.credit.as_deref(), media.description.as_deref()),
        (Some("Photo Desk"), Some("At the talks."))
    );
    assert_eq!(item.categories.len(), 2);
}
