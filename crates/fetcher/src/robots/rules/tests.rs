//! The examples of RFC 9309 and what publishers write instead.
use super::*;

fn check(file: &str, cases: &[(&str, bool)]) -> Rules {
    let rules = Rules::parse(file.as_bytes(), "wiredesk");
    for (path, allowed) in cases {
        let url = Url::parse("https://news.example").unwrap().join(path).unwrap();
        assert_eq!(rules.allows(&url), *allowed, "{path} under\n{file}");
    }
    rules
}

#[test]
fn the_longest_match_decides_and_allow_wins_a_tie() {
    let file = "User-agent: *\nDisallow: /\nAllow: /news/\nDisallow: /news/private\nAllow: /news/private\n";
    check(
        file,
        &[
            ("/", false),
            ("/news/1", true),
            ("/news/private/1", true),
            ("/newsroom", false),
            ("/robots.txt", true),
        ],
    );
}

#[test]
fn wildcards_and_the_end() {
    let file = "user-agent: *\ndisallow: /*.pdf$\ndisallow: /a*b*c\ndisallow: /exact$\ndisallow: /*?print=\nallow: /x*\n";
    check(
        file,
        &[
            ("/a.pdf", false),
            ("/a.pdf?x", true),
            ("/a.pdf.pdf", false),
            ("/a1b2c3", false),
            ("/a1c2b3", true),
            ("/abc", false),
            ("/exact", false),
            ("/exactly", true),
            ("/s?print=1", false),
            ("/x", true),
        ],
    );
}

#[test]
fn escaped_wildcards_are_ordinary_signs() {
    let file =
        "User-agent: *\nDisallow: /star-%2a.html\nDisallow: /cost-%24\nDisallow: /a$b\nDisallow: /c%24$\n";
    check(
        file,
        &[
            ("/star-*.html", false),
            ("/star-%2A.html", false),
            ("/star-x.html", true),
            ("/cost-$5", false),
            ("/cost-%245", false),
            ("/cost-5", true),
            ("/a$b/c", false),
            ("/ab", true),
            ("/c$", false),
            ("/c$d", true),
        ],
    );
}

#[test]
fn the_examples_of_the_rfc() {
    // Section 5.1: three groups, of which one speaks to two crawlers, and one is empty.
    let file = "User-Agent: *\nDisallow: *.gif$\nDisallow: /example/\nAllow: /publications/\n\n\
                User-Agent: wiredesk\nDisallow:/\nAllow:/example/page.html\nAllow:/example/allowed.gif\n\n\
                User-Agent: barbot\nUser-Agent: bazbot\nDisallow: /example/page.html\n\nUser-Agent: quxbot\n";
    check(file, &[("/example/page.html", true), ("/example/allowed.gif", true), ("/publications/", false)]);
    let others = Rules::parse(file.as_bytes(), "other");
    let bazbot = Rules::parse(file.as_bytes(), "BazBot");
    let quxbot = Rules::parse(file.as_bytes(), "quxbot");
    let url = |path: &str| Url::parse("https://news.example").unwrap().join(path).unwrap();
    for (path, expect) in [
        ("/a.gif", [false, true, true]),
        ("/example/page.html", [false, false, true]),
        ("/publications/x", [true, true, true]),
    ] {
        assert_eq!([&others, &bazbot, &quxbot].map(|rules| rules.allows(&url(path))), expect, "{path}");
    }
    // Section 5.2: the longest match.
    check(
        "User-Agent: *\nAllow: /example/page/\nDisallow: /example/page/disallowed.gif\n",
        &[("/example/page/", true), ("/example/page/disallowed.gif", false)],
    );
}

#[test]
fn groups_are_merged_and_ours_beats_everyones() {
    let file = "User-agent: *\nDisallow: /\n\nUser-Agent: otherbot\nUser-Agent: WireDesk/2.0\nDisallow: /a\n\n\
                User-agent: third\nDisallow: /c\n\nuser-agent: wiredesk\nDisallow: /b\nCrawl-delay: 2.5\n";
    let rules = check(file, &[("/", true), ("/a", false), ("/b", false), ("/c", true)]);
    assert_eq!(rules.crawl_delay(), Duration::from_millis(2500));
    // A longer token is another product.
    check("User-agent: wiredesk-images\nDisallow: /\n", &[("/", true)]);
    // An empty group of ours still beats everyone's.
    check("User-agent: *\nDisallow: /\nUser-agent: wiredesk\n\n", &[("/", true)]);
    check("User-agent: *\nDisallow: /\n\nUser-agent: wiredesk\nDisallow:\n", &[("/", true)]);
    // A sitemap between two names does not part them.
    check(
        "User-agent: wiredesk\nSitemap: https://news.example/s.xml\nUser-agent: x\nDisallow: /\n",
        &[("/a", false)],
    );
}

#[test]
fn percent_encoding_is_compared_after_normalising() {
    let file = "User-agent: *\nDisallow: /%7Eann/\nDisallow: /뉴스\nDisallow: /a%2fb\nDisallow: /50%\n";
    check(
        file,
        &[
            ("/~ann/x", false),
            ("/%EB%89%B4%EC%8A%A4/1", false),
            ("/a%2Fb", false),
            ("/a/b", true),
            ("/50%/x", false),
        ],
    );
}

#[test]
fn any_bytes_are_read() {
    check("", &[("/", true)]);
    check("<html><body>Not found</body></html>", &[("/", true)]);
    check(
        "\u{feff}User-agent:*\rDisallow:/a # why\r\nno colon\n: \nDisallow",
        &[("/a", false), ("/b", true)],
    );
    check("Disallow: /\n", &[("/", true)]);
    let rules = Rules::parse(&[0xff, 0xfe, b'\n', b':', 0], "wiredesk");
    assert_eq!(rules, Rules::default());
    let delay = |text: &str| {
        Rules::parse(format!("User-agent: *\nCrawl-delay: {text}\n").as_bytes(), "x").crawl_delay()
    };
    assert_eq!((delay("-1"), delay("NaN"), delay("1e300")), (Duration::ZERO, Duration::ZERO, LONGEST_DELAY));
}
