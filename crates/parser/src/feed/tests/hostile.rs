//! Inputs made to hurt: deep, wide, endless. Each must leave the items around it whole.
use super::*;

/// A feed with `middle` between two good items.
#[track_caller]
fn harmless(name: &str, middle: &str) {
    let good = |id: u8| format!("<item><title>Good</title><guid>{id}</guid></item>");
    let found = lines(&document(&rss(&format!("{}{middle}{}", good(1), good(2)))));
    assert_eq!(found.first().map(String::as_str), Some("Good | - | 1 | -"), "{name}");
    assert_eq!(found.last().map(String::as_str), Some("Good | - | 2 | -"), "{name}");
}

#[test]
fn deep_nesting() {
    for tag in
        ["media:group", "media:content", "b", "entry-like", "category", "itunes:category", "source", "x:y"]
    {
        harmless(tag, &format!("<item>{}</item>", format!("<{tag}>").repeat(100_000)));
        let both = format!("<{tag}>").repeat(1000) + &format!("</{tag}>").repeat(1000);
        harmless(tag, &format!("<item>{both}</item>"));
        harmless(tag, &format!("<item><description>{both}</description></item>"));
    }
    let json = format!("{{\"items\": [{{\"id\": \"1\", \"x\": {}", "[".repeat(100_000));
    assert!(read(json.as_bytes(), &FeedContext::default()).is_ok());
}

#[test]
fn many_of_everything() {
    let attributes: String = (0..10_000).map(|n| format!(" a{n}=\"{n}\"")).collect();
    harmless("attributes", &format!("<item{attributes}></item>"));
    harmless("namespaces", &format!("<item>{}</item>", "<a xmlns:a=\"urn:a\">".repeat(5_000)));
    let categories: String = (0..5_000).map(|n| format!("<category>{n}</category>")).collect();
    let document = document(&rss(&format!("<item>{categories}</item>")));
    assert_eq!(document.items[0].categories.len(), 100);
}

#[test]
fn items_without_end_are_counted_not_kept() {
    let body =
        rss(&"<item><title>A</title><link>https://news.example/1</link><guid>https://news.example/1</guid></item>".repeat(12_000));
    let document = document(&body);
    assert_eq!(document.items.len(), 10_000);
    assert_eq!(codes(&document), ["items-left-out"]);
}

/// Tags of a few bytes would be worth a hundred each.
#[test]
fn lists_stay_in_proportion() {
    let item = format!(
        "<item>{}</item>",
        "<enclosure url='/a'/><category>x</category><media:thumbnail url='/b'/>".repeat(90)
    );
    let body = rss(&(item.repeat(100) + "<item><title>Good</title><guid>2</guid></item>"));
    let found = document(&body);
    let kept: usize =
        found.items.iter().map(|item| item.links.len() + item.enclosures.len() + item.media.len()).sum();
    assert!(kept * 80 < 3 * body.len(), "{kept} in {}", body.len());
    assert_eq!(lines(&found).last().map(String::as_str), Some("Good | - | 2 | -"));
    let tags = format!("{{\"id\": \"1\", \"tags\": [{}1]}},", "\"a\",".repeat(90));
    let body = format!("{{\"items\": [{}5]}}", tags.repeat(3000));
    let kept: usize = bytes(body.as_bytes()).items.iter().map(|item| item.categories.len()).sum();
    assert!(kept * 72 < 3 * body.len(), "{kept} in {}", body.len());
}

#[test]
fn entities_never_multiply() {
    let declared: String =
        (1..40).map(|n| format!("<!ENTITY e{n} \"{}\">", format!("&e{};", n - 1).repeat(20))).collect();
    let body = format!("<!DOCTYPE rss [<!ENTITY e0 \"{}\">{declared}]>", "x".repeat(1000))
        + &rss(&format!("<item><title>{}</title></item>", "&e39;&e0;".repeat(2000)));
    let title = document(&body).items[0].title.clone().unwrap_or_default();
    assert!(title.len() < body.len() + 200_000, "{}", title.len());
}

#[test]
fn a_long_base_never_multiplies() {
    let base = format!("https://news.example/{}/", "x".repeat(1900));
    let links = "<a href='y'>".repeat(20_000);
    let body =
        rss(&format!("<item><description xml:base=\"{base}\"><![CDATA[{links}]]></description></item>"));
    let summary = document(&body).items[0].summary.clone().unwrap_or_default();
    assert!(summary.len() < 3 * body.len(), "{} of {}", summary.len(), body.len());
}

#[test]
fn what_broke_other_readers() {
    let author = document(&rss("<item><title>x</title><author>기자·hong@news.example</author></item>"));
    assert_eq!(author.items[0].authors[0].name.as_deref(), Some("기자"));
    assert_eq!(author.items[0].authors[0].email.as_deref(), Some("hong@news.example"));
    let utf16 = "\u{feff}<?xml version=\"1.0\" encoding=\"utf-16\"?><rss version=\"2.0\"><channel><title>가</title></channel></rss>";
    let wide: Vec<u8> = utf16.encode_utf16().flat_map(u16::to_be_bytes).collect();
    assert_eq!(bytes(&wide).channel.title.as_deref(), Some("가"));
    let atom03 = "<feed version=\"0.3\" xmlns=\"http://purl.org/atom/ns#\"><entry><title>a</title><id>1</id></entry></feed>";
    check(atom03, &["a | - | 1 | -"]);
}
