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
    check("It closed on Christmas Day 2016.", &[("Christmas Day 2016", "2016-12-25")]);
    check("Easter week was wet.", &[("Easter week", "2019-W16")]);
    check("He left in the week of March 6.", &[("the week of March 6", "2019-W10")]);
    check("They met on Monday of last week.", &[("Monday of last week", "2019-11-11")]);
    check("They will meet a week from Friday.", &[("a week from Friday", "2019-11-29")]);
    check("The report is due two weeks from now.", &[("two weeks from now", "2019-W49")]);
    check("They met the day before yesterday.", &[("the day before yesterday", "2019-11-19")]);
    check("It fell on March eighth.", &[("March eighth", "2019-03-08")]);
    check("It began on August twenty-first.", &[("August twenty-first", "2019-08-21")]);
    check("It was so after the Sept. 11 attacks.", &[("Sept. 11", "2001-09-11")]);
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
    check("He sang in the late nineties.", &[("the late nineties", "199")]);
    check("Sales fell in 2009-2011.", &[("2009", "2009"), ("2011", "2011")]);
    check("It was built in the year 1998.", &[("the year 1998", "1998")]);
    check("The season runs from November to March.", &[("November", "2019-11"), ("March", "2020-03")]);
    check("Sales for January rose.", &[("January", "2019-01")]);
    check("It rained over the weekend.", &[("the weekend", "2019-W46-WE")]);
    check("It will rain over the weekend.", &[("the weekend", "2019-W47-WE")]);
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
    check("The firms expect to merge on Monday.", &[("Monday", "2019-11-25")]);
    check("A vote is likely on Monday.", &[("Monday", "2019-11-25")]);
    check("Talks resume Monday.", &[("Monday", "2019-11-25")]);
    check("The vote is Tuesday.", &[("Tuesday", "2019-11-26")]);
    check("The election is in March.", &[("March", "2020-03")]);
    check("“Ask me on Monday,” she said.", &[("Monday", "2019-11-25")]);
    check("They struck as planned on Saturday.", &[("Saturday", "2019-11-16")]);
    check("He sold wheat for January delivery.", &[("January", "2020-01")]);
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
        "They met on Nov. 5. He had left the day before.",
        &[("Nov. 5", "2019-11-05"), ("the day before", "2019-11-04")],
    );
    check(
        "They met on Nov. 5. He had left the night before.",
        &[("Nov. 5", "2019-11-05"), ("the night before", "2019-11-04TNI")],
    );
    check(
        "He fled in June 1998. That summer he married.",
        &[("June 1998", "1998-06"), ("That summer", "1998-SU")],
    );
    check(
        "It lost money in the second quarter of 2018. It closed two plants in that quarter.",
        &[("the second quarter of 2018", "2018-Q2"), ("that quarter", "2018-Q2")],
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
    check(
        "It earned a profit in the quarter ended July 31.",
        &[("the quarter", "2019-Q2"), ("July 31", "2019-07-31")],
    );
    check("The revenue rose in Q3.", &[("Q3", "2019-Q3")]);
    check("Sales fell in Q1 2018.", &[("Q1 2018", "2018-Q1")]);
    check("Profit fell in 2018's first quarter.", &[("2018's first quarter", "2018-Q1")]);
    check("It cut its forecast of full-year revenue.", &[("full-year", "2019")]);
    check(
        "Profit fell in the third quarter, it said of its current financial trouble.",
        &[("the third quarter", "2019-Q3"), ("current", "PRESENT_REF")],
    );
    check("Profit for the fourth quarter fell.", &[("the fourth quarter", "2019-Q4")]);
}

#[test]
fn comparisons_with_a_year_ago_speak_of_the_quarter() {
    // A rate compares nothing.
    check(
        "Third-quarter profit rose. The deal saves $5 million a year.\n\nMargins were higher than a year ago.",
        &[("Third-quarter", "2019-Q3"), ("a year", "P1Y"), ("a year ago", "2018-Q3")],
    );
    // The nine months are compared with the nine months.
    check(
        "Third-quarter profit rose. For the nine months, it earned $2 million, up from $1 million a year earlier.",
        &[("Third-quarter", "2019-Q3"), ("the nine months", "P9M"), ("a year earlier", "2018")],
    );
    check("Profit for the year-earlier nine months was higher.", &[("the year-earlier nine months", "P9M")]);
    // A forecast is compared with nothing that is over.
    check(
        "Third-quarter profit rose. It will fall in the fourth quarter. In the year-ago period it rose.",
        &[
            ("Third-quarter", "2019-Q3"),
            ("the fourth quarter", "2019-Q4"),
            ("the year-ago period", "2018-Q3"),
        ],
    );
}

#[test]
fn titles_and_papers_are_no_times() {
    check("She told 60 Minutes and This Week.", &[]);
    check("She told Entertainment Tonight.", &[]);
    check("The party daily Granma printed it.", &[]);
    check("She told a Seoul daily.", &[]);
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
    check("They left at dawn Sunday.", &[("dawn Sunday", "2019-11-17TMO")]);
    check("Polls closed at 7 p.m. local time Tuesday.", &[("7 p.m. local time Tuesday", "2019-11-19T19:00")]);
    check("It began at 0900 GMT on Monday.", &[("0900 GMT on Monday", "2019-11-18T09:00")]);
    check("It began at 4:30 a.m. Monday (1530 GMT).", &[("4:30 a.m. Monday", "2019-11-18T04:30")]);
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
    check("The two day rally ended.", &[("two day", "P2D")]);
    check("It fell over a three-year period.", &[("a three-year period", "P3Y")]);
    check("A day-long siege ended.", &[("day-long", "P1D")]);
    check("A decades-long feud ended.", &[("decades-long", "PXE")]);
    check("A six-month-long trial ended.", &[("six-month-long", "P6M")]);
    check("The monthlong strike ended.", &[("monthlong", "P1M")]);
    check("She stayed for the last half-hour.", &[("the last half-hour", "PT30M")]);
    check("It will grow over the next couple of years.", &[("the next couple of years", "P2Y")]);
    check("It will grow over the next year or so.", &[("the next year", "2020")]);
    check("He stayed for two weeks or so.", &[("two weeks or so", "P2W")]);
    check("It left a week or so ago.", &[("a week or so ago", "2019-W46")]);
    check("It left a year or two ago.", &[("a year or two ago", "PAST_REF")]);
    check("She is 29 years old.", &[]);
    check("She said that four days seemed long.", &[("four days", "P4D")]);
    check("In those four days it rained.", &[("those four days", "P4D")]);
    check("A 29-year-old won.", &[]);
    check("It left two years ago.", &[("two years ago", "2017")]);
    check("In five years this will be gone.", &[("five years", "2024")]);
    check("In five years it lost its roof.", &[("five years", "P5Y")]);
    check("He comes every Thursday.", &[("every Thursday", "XXXX-WXX-4")]);
    check("He comes every day.", &[("every day", "P1D")]);
    check("She is now at home.", &[("now", "PRESENT_REF")]);
    check("She will one day return.", &[("one day", "FUTURE_REF")]);
    check("It was built in one day.", &[("one day", "P1D")]);
    check("It will open in the near future.", &[("the near future", "FUTURE_REF")]);
    check("Few in those days could read.", &[("those days", "PAST_REF")]);
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
