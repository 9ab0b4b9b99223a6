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
    ] {
        let document = document(&rss(&format!("<item>{dates}</item>")));
        let raw = document.items[0].published.as_ref().map(|date| date.raw.as_str());
        assert_eq!(raw, Some(expect), "{dates}");
    }
}
