//! Dates of a whole feed: the usual zone, the future, the words that were written.
use super::*;

#[track_caller]
fn check(items: &str, url: &str, expect: &[&str]) {
    let context = FeedContext { url, now: Some(at("2019-11-22T00:00:00Z")), ..FeedContext::default() };
    let document = read(rss(items).as_bytes(), &context).expect("a feed");
    let found = document.items.iter().map(|item| item.published.as_ref());
    let found: Vec<_> = found.map(|date| date.map_or("-".to_owned(), |date| date.at.to_string())).collect();
    assert_eq!(found, expect, "{items}");
}

fn item(date: &str) -> String {
    format!("<item><pubDate>{date}</pubDate></item>")
}

#[test]
fn a_date_without_a_zone_is_read_in_the_usual_one() {
    let zoned = item("Thu, 21 Nov 2019 19:21:00 +0900");
    check(&format!("{}{zoned}", item("2019-11-21 19:21")), "", &["2019-11-21T10:21:00.000Z"; 2]);
    check(&item("2019-11-21 19:21"), "https://news.example.kr/rss", &["2019-11-21T10:21:00.000Z"]);
    check(&format!("<language>ja</language>{}", item("2019-11-21 19:21")), "", &["2019-11-21T10:21:00.000Z"]);
    check(&item("2019-11-21 19:21"), URL, &["2019-11-21T19:21:00.000Z"]);
    // UTC on the others is what software writes that knows no better.
    let utc = item("Thu, 21 Nov 2019 10:21:00 GMT");
    check(
        &format!("{}{utc}", item("2019-11-21 19:21")),
        "https://news.example.kr/",
        &["2019-11-21T10:21:00.000Z"; 2],
    );
}

#[test]
fn a_country_has_a_clock_of_its_own() {
    for (url, at) in [
        ("https://news.example.de/rss", "2019-11-21T18:21:00.000Z"),
        ("https://news.example.in/rss", "2019-11-21T13:51:00.000Z"),
        ("https://news.example.com/rss", "2019-11-21T19:21:00.000Z"),
    ] {
        check(&item("2019-11-21 19:21"), url, &[at]);
        check(&item("2019-11-21"), url, &["2019-11-21T00:00:00.000Z"]);
    }
    check(
        &format!("<language>zh-cn</language>{}", item("21 Nov 2019 19:21 CST")),
        "",
        &["2019-11-21T11:21:00.000Z"],
    );
    check(&item("21 Nov 2019 19:21 CST"), "", &["2019-11-22T01:21:00.000Z".to_owned().as_str()]);
    // one name of two zones does not make itself the usual one
    let cst = item("Thu, 21 Nov 2019 19:21 CST");
    check(
        &format!("<language>zh</language>{cst}{}", item("2019-11-21 19:21")),
        "",
        &["2019-11-21T11:21:00.000Z"; 2],
    );
}

#[test]
fn one_date_shows_the_order_of_all() {
    let (open, day, month) = (item("5/6/2019 10:21"), item("25/6/2019 10:21"), item("6/25/2019 10:21"));
    let (june, may) = ("2019-06-05T10:21:00.000Z", "2019-05-06T10:21:00.000Z");
    let late = "2019-06-25T10:21:00.000Z";
    check(&format!("{open}{day}"), URL, &[june, late]);
    check(&format!("<language>pt</language>{open}{month}"), URL, &[may, late]);
    check(&open, URL, &[may]);
    check(&format!("<language>es-AR</language>{open}"), URL, &["2019-06-05T13:21:00.000Z"]);
    check(
        &format!("<language>en-us</language>{open}"),
        "https://news.example.ph/",
        &["2019-05-06T02:21:00.000Z"],
    );
}

#[test]
fn more_than_a_day_ahead_is_refused() {
    check(
        &(item("22 Nov 2019 23:00 GMT") + &item("23 Nov 2019 01:00 GMT")),
        URL,
        &["2019-11-22T23:00:00.000Z", "-"],
    );
    let context = FeedContext { now: Some(at("2019-11-22T00:00:00Z")), ..FeedContext::default() };
    let document = read(rss(&item("1 Jan 2099")).as_bytes(), &context).expect("a feed");
    assert_eq!(codes(&document), ["date-in-the-future"]);
}

#[test]
fn the_best_date_wins_and_its_words_stay() {
    for (dates, expect) in [
        ("<dc:date>2019-11-20</dc:date><pubDate>21 Nov 2019 10:21 GMT</pubDate>", "21 Nov 2019 10:21 GMT"),
        ("<pubDate>21 Nov 2019 10:21 GMT</pubDate><dc:date>2019-11-20</dc:date>", "21 Nov 2019 10:21 GMT"),
        ("<dcterms:created>2019-11-19</dcterms:created><dc:date>2019-11-20</dc:date>", "2019-11-20"),
        ("<pubDate>soon</pubDate><dc:date>2019-11-20</dc:date>", "2019-11-20"),
        ("<PubDate>2019-11-20</PubDate>", "2019-11-20"),
        ("<publishDate>2019-11-20</publishDate>", "2019-11-20"),
        ("<prism:publicationDate>2019-11-20</prism:publicationDate>", "2019-11-20"),
    ] {
        let document = document(&rss(&format!("<item>{dates}</item>")));
        let raw = document.items[0].published.as_ref().map(|date| date.raw.as_str());
        assert_eq!(raw, Some(expect), "{dates}");
    }
}
