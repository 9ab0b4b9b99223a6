//! The broken documents that faults serve.
use bytes::Bytes;

pub(super) const CONSENT: &str = "<!doctype html><html lang=\"en\"><head><title>Before you continue</title></head>\
<body><h1>We value your privacy</h1><p>We and our 812 partners store and access information on a device. \
Choose what you allow.</p><button>Accept all</button><button>Manage choices</button></body></html>";

/// Well-formed RSS that abuses depth.
pub(super) fn nested(depth: usize) -> String {
    let mut xml = String::from(
        "<?xml version=\"1.0\"?><rss version=\"2.0\" xmlns:media=\"http://search.yahoo.com/mrss/\"><channel>\
         <title>Deep</title><link>http://deep.example/</link><item><title>Deep</title><guid isPermaLink=\"false\">deep-1</guid>",
    );
    xml.push_str(&"<media:group>".repeat(depth));
    xml.push_str(&"</media:group>".repeat(depth));
    xml.push_str("</item></channel></rss>");
    xml
}

/// A Korean feed in EUC-KR that calls itself UTF-8.
pub(super) fn wrong_charset(base: &str) -> Bytes {
    let xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\"><channel><title>한빛 뉴스</title>\
         <link>{base}/</link><description>최신 기사</description><item><title>국회, 해상 안전법 개정안 통과</title>\
         <link>{base}/view/euckr-1</link><description>국회는 본회의를 열고 해상 안전법 개정안을 의결했다.</description>\
         </item></channel></rss>"
    );
    let (bytes, _, _) = encoding_rs::EUC_KR.encode(&xml);
    Bytes::from(bytes.into_owned())
}

pub(super) const ENDLESS_HEAD: &str = "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Endless</title><link>http://endless.example/</link>";

/// One of the items of a feed that never ends; they are copies, so nobody can call them news.
pub(super) fn endless_chunk() -> Bytes {
    let item = "<item><title>More of the same</title><link>http://endless.example/1</link></item>\n";
    Bytes::from(item.repeat(200))
}

/// Headers that a client reads, in bytes that are neither ASCII nor UTF-8.
pub(super) const ODD_HEADERS: [(&str, &[u8]); 8] = [
    ("content-type", b"application/rss+xml; charset=\xe9\xff"),
    ("content-language", b"\xfe\xfe"),
    ("etag", b"\"\xff\xc0\xaf\""),
    ("last-modified", b"Mo\xf1, 01 Jan 2024"),
    ("cache-control", b"max-age=\xb2\xb9"),
    ("expires", b"\x80\x81\x82"),
    ("link", b"<\xff>; rel=hub"),
    ("set-cookie", b"\xed\xa0\x80=1"),
];

pub(super) fn long_url(base: &str, size: usize) -> String {
    let mut url = format!("{base}/");
    url.extend(std::iter::repeat_n('a', size.saturating_sub(url.len())));
    url
}

/// Ordinary items around one that asks for too much.
pub(super) fn long_links(base: &str, size: usize) -> String {
    let long = long_url(base, size);
    let [first, second, third] = [("first", format!("{base}/long/first")), ("long", long), ("third", format!("{base}/long/third"))]
        .map(|(name, link)| {
            format!(
                "<item><title>The {name} story</title><link>{link}</link><guid isPermaLink=\"false\">long-links-{name}</guid>\
                 <description>What the {name} story tells.</description></item>\n"
            )
        });
    format!(
        "<?xml version=\"1.0\"?>\n<rss version=\"2.0\"><channel><title>Long links</title><link>{base}/</link>\
         <description>Three items</description>\n{first}{second}{third}</channel></rss>\n"
    )
}
