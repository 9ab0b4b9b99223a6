//! Times and quantities, one row for each kind of expression, read on Thursday, 21 November 2019, 19:21 in Seoul.
use model::{Offset, Timestamp};

use crate::document::{Document, TimeAnchor, Times};

fn read(text: &str) -> (Document<'_>, Times) {
    let document = crate::sentence::read(text, "en", crate::sentence::in_paragraphs(text, &[]));
    let anchor = TimeAnchor {
        published_at: Timestamp::parse("2019-11-21T19:21:00+09:00"),
        offset: Offset::from_minutes(540),
        dateline_date: None,
    };
    let times = super::find(&document, &anchor);
    (document, times)
}

fn check(text: &str, expect: &[(&str, &str)]) {
    let (document, times) = read(text);
    let found: Vec<(&str, &str)> = times
        .dates
        .iter()
        .map(|date| (document.slice(&date.bytes), date.timex.as_deref().unwrap_or("")))
        .collect();
    assert_eq!(found, expect, "{text}");
}

#[test]
fn days() {
    check("He spoke on Thursday.", &[("Thursday", "2019-11-21")]);
    check("He spoke on Friday.", &[("Friday", "2019-11-15")]);
    check("It will open on Friday.", &[("Friday", "2019-11-22")]);
    check("The pact is set to expire at midnight Friday.", &[("midnight Friday", "2019-11-23T00:00")]);
    check("She left yesterday.", &[("yesterday", "2019-11-20")]);
    check("They met on March 12, 2018.", &[("March 12, 2018", "2018-03-12")]);
    check("They met on 4 February 2018.", &[("4 February 2018", "2018-02-04")]);
    check("They met on Saturday, Nov. 16.", &[("Saturday, Nov. 16", "2019-11-16")]);
    check("They met last Friday.", &[("last Friday", "2019-11-15")]);
    check("They will meet next Saturday.", &[("next Saturday", "2019-11-30")]);
    check("It fell on the first Sunday of March.", &[("the first Sunday of March", "2019-03-03")]);
    check("It closes on Christmas Eve.", &[("Christmas Eve", "2019-12-24")]);
    check("Easter was late.", &[("Easter", "2019-04-21")]);
}

#[test]
fn months_and_years() {
    check("It began in May.", &[("May", "2019-05")]);
    check("It may begin.", &[]);
    check("It will begin in January.", &[("January", "2020-01")]);
    check("It began in January last year.", &[("January last year", "2018-01")]);
    check("It began last December.", &[("last December", "2018-12")]);
    check("It began in 1994.", &[("1994", "1994")]);
    check("They sold 2000 tickets.", &[]);
    check("It must end by the end of the year.", &[("the end of the year", "2019")]);
    check("It ended last week.", &[("last week", "2019-W46")]);
    check("It ended last month.", &[("last month", "2019-10")]);
    check("Profit rose in the third quarter.", &[("the third quarter", "2019-Q3")]);
    check("Sales fell in the second half of 2018.", &[("the second half of 2018", "2018-H2")]);
    check("She will retire next summer.", &[("next summer", "2020-SU")]);
    check("He sang in the late 1970s.", &[("the late 1970s", "197")]);
    check("He sang in the ’90s.", &[("the ’90s", "199")]);
    check("It was built in the 19th century.", &[("the 19th century", "18")]);
}

#[test]
fn the_verbs_say_whether_a_day_is_to_come() {
    check(
        "Lawmakers want to renew it before it lapses at midnight Sunday.",
        &[("midnight Sunday", "2019-11-25T00:00")],
    );
    check("He will be named commander on Friday.", &[("Friday", "2019-11-22")]);
    check("She will succeed him on Feb. 1.", &[("Feb. 1", "2020-02-01")]);
    check("The talks were postponed until Tuesday.", &[("Tuesday", "2019-11-26")]);
    check("He had been telephoned by Tuesday.", &[("Tuesday", "2019-11-19")]);
    check("The group may leave as soon as Tuesday.", &[("Tuesday", "2019-11-26")]);
    check("She has called a meeting for Saturday.", &[("Saturday", "2019-11-23")]);
    check("It had been due to expire on Friday.", &[("Friday", "2019-11-15")]);
    check("They will look for ways around Friday's ruling.", &[("Friday", "2019-11-15")]);
    check("The dividend is payable Jan. 2.", &[("Jan. 2", "2020-01-02")]);
}

#[test]
fn days_counted_from_a_day_named_before() {
    check(
        "They met on Tuesday. The next morning he left.",
        &[("Tuesday", "2019-11-19"), ("The next morning", "2019-11-20TMO")],
    );
    check(
        "They met on Nov. 5. She died the next day.",
        &[("Nov. 5", "2019-11-05"), ("the next day", "2019-11-06")],
    );
    check(
        "He fled in June 1998 and returned later that year.",
        &[("June 1998", "1998-06"), ("later that year", "1998")],
    );
    check("They will meet on April 24 and 25.", &[("April 24", "2020-04-24"), ("25", "2020-04-25")]);
    check(
        "It ended on Saturday. He slept until midnight.",
        &[("Saturday", "2019-11-16"), ("midnight", "2019-11-17T00:00")],
    );
}

#[test]
fn results() {
    check(
        "Profit rose in the third quarter from a year ago.",
        &[("the third quarter", "2019-Q3"), ("a year ago", "2018-Q3")],
    );
    check("Its revenue fell in the latest period.", &[("the latest period", "2019-Q3")]);
    check("Profit fell in the year-ago third quarter.", &[("the year-ago third quarter", "2018-Q3")]);
    check("It expects a profit for the full year.", &[("the full year", "2019")]);
    check(
        "It earned a profit in the year ended March 31.",
        &[("the year", "P1Y"), ("March 31", "2019-03-31")],
    );
    check("It must be done by year-end.", &[("year-end", "2019")]);
}

#[test]
fn titles_and_papers_are_no_times() {
    check("She told 60 Minutes and This Week.", &[]);
    check("She told Entertainment Tonight.", &[]);
    check("The party daily Granma printed it.", &[]);
    check("It holds more than a quarter of the market.", &[]);
    check("Last week she left.", &[("Last week", "2019-W46")]);
}

#[test]
fn times_of_day() {
    check("They met at 9 a.m. Friday.", &[("9 a.m. Friday", "2019-11-15T09:00")]);
    check("They met at 4.20pm on Tuesday.", &[("4.20pm on Tuesday", "2019-11-19T16:20")]);
    check("It rained last night.", &[("last night", "2019-11-20TNI")]);
    check("It rained on Tuesday evening.", &[("Tuesday evening", "2019-11-19TEV")]);
    check("They left in the small hours of Monday.", &[("the small hours of Monday", "2019-11-18TNI")]);
    check("12:30 Good afternoon!", &[("12:30", "2019-11-21T12:30")]);
    check(
        "It left at 10 p.m. on Saturday. It sank three hours later.",
        &[("10 p.m. on Saturday", "2019-11-16T22:00"), ("three hours later", "2019-11-17T01:00")],
    );
}

#[test]
fn lengths_and_repetitions() {
    check("It took three weeks.", &[("three weeks", "P3W")]);
    check("It took 2 1/2 years.", &[("2 1/2 years", "P2Y6M")]);
    check("It took at least six months.", &[("at least six months", "P6M")]);
    check("A three hour meeting ended.", &[("three hour", "PT3H")]);
    check("He waited for a minute and a half.", &[("a minute and a half", "PT1M30S")]);
    check("It began in nineteen ninety-one.", &[("nineteen ninety-one", "1991")]);
    check("It took three decades.", &[("three decades", "P30Y")]);
    check("It took half a minute.", &[("half a minute", "PT30S")]);
    check("He waited for years.", &[("years", "PXY")]);
    check("A 30-hour siege ended.", &[("30-hour", "PT30H")]);
    check("She is 29 years old.", &[]);
    check("A 29-year-old won.", &[]);
    check("It left two years ago.", &[("two years ago", "2017")]);
    check("In five years this will be gone.", &[("five years", "2024")]);
    check("In five years it lost its roof.", &[("five years", "P5Y")]);
    check("He comes every Thursday.", &[("every Thursday", "XXXX-WXX-4")]);
    check("He comes every day.", &[("every day", "P1D")]);
    check("She is now at home.", &[("now", "PRESENT_REF")]);
    check(
        "Prices climbed in March from a year earlier.",
        &[("March", "2019-03"), ("a year earlier", "2018-03")],
    );
}

#[test]
fn instants_follow_the_publishers_clock() {
    let (_, times) = read("The pact is set to expire at midnight Friday. He spoke on Thursday.");
    let shown: Vec<_> = times
        .dates
        .iter()
        .map(|date| (date.from.map(|at| at.to_string()), date.to.map(|at| at.to_string())))
        .collect();
    let at = |text: &str| Some(text.to_owned());
    assert_eq!(
        shown,
        [
            (at("2019-11-22T15:00:00.000Z"), None),
            (at("2019-11-20T15:00:00.000Z"), at("2019-11-21T15:00:00.000Z")),
        ]
    );
}

#[test]
fn without_a_day_of_publication_only_absolute_dates_have_a_value() {
    let text = "He spoke on Thursday, on 4 February 2018 and for two hours.";
    let document = crate::sentence::read(text, "en", crate::sentence::in_paragraphs(text, &[]));
    let times = super::find(&document, &TimeAnchor::default());
    let found: Vec<_> = times.dates.iter().filter_map(|date| date.timex.as_deref()).collect();
    assert_eq!(found, ["2018-02-04", "PT2H"]);
}

#[test]
fn quantities() {
    for (text, surface, value, unit) in [
        ("It cost $5 billion.", "$5 billion", 5e9, "USD"),
        ("It cost £1.2m.", "£1.2m", 1.2e6, "GBP"),
        ("It cost US$130 million.", "US$130 million", 1.3e8, "USD"),
        ("It cost Rs 1,318 crore.", "Rs 1,318 crore", 1.318e10, "INR"),
        ("It cost 400 billion won.", "400 billion won", 4e11, "KRW"),
        ("It fell 2.4 percent.", "2.4 percent", 2.4, "%"),
        ("It fell 14.2 per cent.", "14.2 per cent", 14.2, "%"),
        ("It fell by 3%.", "3%", 3.0, "%"),
        ("It ran 12 km.", "12 km", 12.0, "km"),
        ("Some 28,500 troops stayed.", "28,500", 28500.0, ""),
    ] {
        let (document, times) = read(text);
        let found: Vec<_> = times
            .quantities
            .iter()
            .map(|q| (document.slice(&q.bytes), q.value.unwrap_or(0.0), q.unit.as_deref().unwrap_or("")))
            .collect();
        assert_eq!(found, [(surface, value, unit)], "{text}");
    }
}

#[test]
fn korean() {
    for (text, expect) in [
        ("그는 지난 8일 말했다.", ("지난 8일", "2019-11-08")),
        ("회의는 다음 달 5일 열린다.", ("다음 달 5일", "2019-12-05")),
        ("이날 오전 10시 열렸다.", ("이날 오전 10시", "2019-11-21T10:00")),
        ("지난해 12월 끝났다.", ("지난해 12월", "2018-12")),
        ("3분기 성장률이 올랐다.", ("3분기", "2019-Q3")),
        ("내년 상반기 확정된다.", ("내년 상반기", "2020-H1")),
        ("사흘 걸렸다.", ("사흘", "P3D")),
        ("6년 전 시작했다.", ("6년 전", "2013")),
        ("그는 최근 집을 옮겼다.", ("최근", "PAST_REF")),
    ] {
        let document = crate::sentence::read(text, "ko", crate::sentence::in_paragraphs(text, &[]));
        let anchor = TimeAnchor {
            published_at: Timestamp::parse("2019-11-21T19:21:00+09:00"),
            offset: Offset::from_minutes(540),
            dateline_date: None,
        };
        let times = super::find(&document, &anchor);
        let found: Vec<_> = times
            .dates
            .iter()
            .map(|date| (document.slice(&date.bytes), date.timex.as_deref().unwrap_or("")))
            .collect();
        assert_eq!(found, [expect], "{text}");
    }
}
