//! Dates as feeds write them, in a table.
use super::*;

#[track_caller]
fn check(text: &str, expect: Option<(&str, Option<&str>)>) {
    let date = parse(text, None);
    let found = date.map(|date| (date.at.to_string(), date.offset.map(|offset| offset.to_string())));
    let expect = expect.map(|(at, offset)| (format!("{at}:00.000Z"), offset.map(str::to_owned)));
    assert_eq!(found, expect, "{text}");
}

#[test]
fn rfc_822_and_its_abuses() {
    for (text, at, offset) in [
        ("Thu, 21 Nov 2019 19:21:00 +0900", "2019-11-21T10:21", Some("+09:00")),
        ("Thu, 21 Nov 2019 19:21 KST", "2019-11-21T10:21", Some("+09:00")),
        ("21 Nov 19 10:21 GMT", "2019-11-21T10:21", Some("+00:00")),
        ("Thursday, 21-Nov-19 10:21:00 UTC", "2019-11-21T10:21", Some("+00:00")),
        ("Thu Nov 21 10:21:00 2019", "2019-11-21T10:21", None),
        ("Thu, 21 November 2019 10:21:00 Z", "2019-11-21T10:21", Some("+00:00")),
        ("Mon, 21 Nov 2019 19:21:00 GMT+9", "2019-11-21T10:21", Some("+09:00")),
        ("Thu, 21 Nov 2019 19:21:00 +9:00", "2019-11-21T10:21", Some("+09:00")),
        ("Thu, 21 Nov 2019 19:21:00 +0900 (KST)", "2019-11-21T10:21", Some("+09:00")),
        ("Thu, 21 Nov 2019 10:21", "2019-11-21T10:21", None),
        ("Thu, 21 Nov 2019 24:00:00 GMT", "2019-11-22T00:00", Some("+00:00")),
        ("Nov 21, 2019", "2019-11-21T00:00", None),
        ("Thu,21Nov2019 10:21:00 EST", "2019-11-21T15:21", Some("-05:00")),
    ] {
        check(text, Some((at, offset)));
    }
}

#[test]
fn iso_8601() {
    for (text, at, offset) in [
        ("2019-11-21T19:21:00+09:00", "2019-11-21T10:21", Some("+09:00")),
        ("2019-11-21T10:21Z", "2019-11-21T10:21", Some("+00:00")),
        ("2019-11-21 10:21:00", "2019-11-21T10:21", None),
        ("20191121T102100Z", "2019-11-21T10:21", Some("+00:00")),
        ("2019-11-21T19:21:00.000 +0900", "2019-11-21T10:21", Some("+09:00")),
        ("2019-11-21T10:21:00 GMT", "2019-11-21T10:21", Some("+00:00")),
        ("2019-11-21", "2019-11-21T00:00", None),
        ("2019-1-2 3:04", "2019-01-02T03:04", None),
        ("1574331660", "2019-11-21T10:21", Some("+00:00")),
        ("1574331660000", "2019-11-21T10:21", Some("+00:00")),
        ("1574331660.5", "2019-11-21T10:21", Some("+00:00")),
        ("/Date(1574331660000)/", "2019-11-21T10:21", Some("+00:00")),
        ("20191121102100", "2019-11-21T10:21", None),
        ("201911211021", "2019-11-21T10:21", None),
        ("2562-11-21T10:21:00Z", "2019-11-21T10:21", Some("+00:00")),
    ] {
        check(text, Some((at, offset)));
    }
}

#[test]
fn the_words_of_many_languages() {
    for (text, at, offset) in [
        ("2024년 5월 28일 오후 11:31", "2024-05-28T23:31", None),
        ("2024년 05월 28일 (화) 오전 12시 31분", "2024-05-28T00:31", None),
        ("2024. 5. 28. 오후 3:04", "2024-05-28T15:04", None),
        ("2024.05.28 15:04", "2024-05-28T15:04", None),
        ("2024年5月28日 午後3時4分", "2024-05-28T15:04", None),
        ("２０２４年５月２８日", "2024-05-28T00:00", None),
        ("2024年5月28日 15:04 JST", "2024-05-28T06:04", Some("+09:00")),
        ("24년 5월 28일", "2024-05-28T00:00", None),
        ("令和6年5月28日 15時04分", "2024-05-28T15:04", None),
        ("令和元年11月21日", "2019-11-21T00:00", None),
        ("民國113年5月28日", "2024-05-28T00:00", None),
        ("113年5月28日", "2024-05-28T00:00", None),
        ("2024年5月28日 星期二 早上 9:04", "2024-05-28T09:04", None),
        ("mar. 5 mars 2024 à 19h48", "2024-03-05T19:48", None),
        ("5 de mayo de 2024 19:48 CEST", "2024-05-05T17:48", Some("+02:00")),
        ("Dienstag, 5. März 2024, 19:48 Uhr", "2024-03-05T19:48", None),
        ("5 marzo 2024 alle 19:48", "2024-03-05T19:48", None),
        ("Вт, 5 марта 2024 19:48 MSK", "2024-03-05T16:48", Some("+03:00")),
        ("5 de março de 2024 19:48 -0300", "2024-03-05T22:48", Some("-03:00")),
        ("5 Mart 2024 19:48", "2024-03-05T19:48", None),
        ("٥ مارس ٢٠٢٤ 19:48", "2024-03-05T19:48", None),
        ("5 tháng 3, 2024 19:48", "2024-03-05T19:48", None),
        ("5 मार्च 2024 19:48", "2024-03-05T19:48", None),
        ("الثلاثاء، ٥ مارس ٢٠٢٤ ٧:٤٨ م", "2024-03-05T19:48", None),
        ("5 مارس 2024 م، 07:48 ص", "2024-03-05T07:48", None),
        ("5 تشرين الثاني 2024 19:48", "2024-11-05T19:48", None),
        ("5 كانون الأول 2024", "2024-12-05T00:00", None),
        ("Selasa, 5 Maret 2024 pukul 19.48 WIB", "2024-03-05T12:48", Some("+07:00")),
        ("5 marzo 2024, 19.48", "2024-03-05T19:48", None),
        ("5. listopadu 2024 19:48", "2024-11-05T19:48", None),
        ("5 noiembrie 2024 19:48", "2024-11-05T19:48", None),
        ("5 בנובמבר 2024 19:48", "2024-11-05T19:48", None),
        ("5 พ.ย. 2567 19:48", "2024-11-05T19:48", None),
        ("5 พฤศจิกายน 2567", "2024-11-05T00:00", None),
        ("5 Ogos 2024", "2024-08-05T00:00", None),
    ] {
        check(text, Some((at, offset)));
    }
}

#[test]
fn bylines_and_american_habits() {
    for (text, at, offset) in [
        ("Published Nov. 21, 2019, 9:30 a.m. ET", "2019-11-21T14:30", Some("-05:00")),
        ("Updated July 4th, 2019 at 9:30 PM ET", "2019-07-05T01:30", Some("-04:00")),
        ("July 4, 2019 7 pm PT", "2019-07-05T02:00", Some("-07:00")),
        ("11/21/2019 10:21 AM", "2019-11-21T10:21", None),
        ("21/11/2019 10:21", "2019-11-21T10:21", None),
        ("21.11.2019 10:21", "2019-11-21T10:21", None),
        ("12:05 am 21 Nov 2019", "2019-11-21T00:05", None),
        ("Published 2019-11-21 10:21, edited 2019-11-22 11:00", "2019-11-21T10:21", None),
        ("Thu Nov 21 19:21:00 2019 +0900", "2019-11-21T10:21", Some("+09:00")),
    ] {
        check(text, Some((at, offset)));
    }
}

#[test]
fn what_states_no_whole_date_is_none() {
    for text in
        ["", "yesterday", "2019", "2019-11", "Nov 2019", "31 Feb 2019", "99/99/9999", "10:21", "٣", "+0900"]
    {
        check(text, None);
    }
}

#[test]
fn the_zero_of_a_database_is_no_date() {
    for text in [
        "0001-01-01T00:00:00Z",
        "0000-00-00 00:00:00",
        "Mon, 30 Nov -0001 00:00:00 +0000",
        "Thu, 01 Jan 1970 00:00:00 +0000",
        "1970-01-01",
        "/Date(-62135596800000)/",
        "5年11月20日",
    ] {
        check(text, None);
    }
}

#[test]
fn a_habit_settles_what_a_date_leaves_open() {
    let habits = |day_first| Habits { zone: Offset::from_minutes(480), day_first };
    for (text, day_first, at) in [
        ("5/6/2024 10:21", false, "2024-05-06T10:21:00.000Z"),
        ("5/6/2024 10:21", true, "2024-06-05T10:21:00.000Z"),
        ("5/16/2024 10:21", true, "2024-05-16T10:21:00.000Z"),
        ("21 Nov 2019 19:21 CST", false, "2019-11-21T11:21:00.000Z"),
    ] {
        assert_eq!(
            parse_as(text, habits(day_first)).map(|date| date.at.to_string()).as_deref(),
            Some(at),
            "{text}"
        );
    }
    for (text, expect) in [
        ("5/6/2024", Some((5, 6))),
        ("on 25/12/24 10:21", Some((25, 12))),
        ("2024/05/06", None),
        ("5/2024", None),
    ] {
        assert_eq!(slashed(text), expect, "{text}");
    }
    for (text, expect) in
        [("21 Nov 2019 19:21 CST", true), ("19:21 CST (", true), ("19:21 KST", false), ("19:21", false)]
    {
        assert_eq!(names_ambiguous_zone(text), expect, "{text}");
    }
}

#[test]
fn the_usual_zone_reads_what_states_none_and_settles_ambiguous_names() {
    let east = |hours: i32| Offset::from_minutes(hours * 60);
    for (text, usual, at) in [
        ("2019-11-21 19:21", east(9), "2019-11-21T10:21:00.000Z"),
        ("21 Nov 2019 19:21 CST", east(8), "2019-11-21T11:21:00.000Z"),
        ("21 Nov 2019 19:21 CST", east(9), "2019-11-22T01:21:00.000Z"),
    ] {
        assert_eq!(parse(text, usual).map(|date| date.at.to_string()).as_deref(), Some(at), "{text}");
    }
}

#[test]
fn precision_is_what_is_stated() {
    for (text, expect) in [
        ("21 Nov 2019 19:21:05", Precision::Second),
        ("21 Nov 2019 19:21", Precision::Minute),
        ("21 Nov 2019 7 pm", Precision::Hour),
        ("2019-11-21", Precision::Day),
    ] {
        assert_eq!(parse(text, None).map(|date| date.precision), Some(expect), "{text}");
    }
}
