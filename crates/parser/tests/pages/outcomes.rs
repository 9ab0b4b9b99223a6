//! Which pages are articles, and what the others are.
use parser::page::PageErrorKind;

use PageErrorKind::{Empty, NotAnArticle, NotHtml};

const STORY: &str = "https://www.coastdaily.example/news/2024/05/21/ferry-halts-two-routes";
const FRONT: &str = "https://www.coastdaily.example/";
const SECTION: &str = "https://www.coastdaily.example/news/business";

fn page(title: &str, body: &str) -> String {
    format!(
        "<html lang=en><head><title>{title}</title></head><body><nav><a href=/>Home</a><a href=/news>News</a></nav>{body}</body></html>"
    )
}

fn teasers(count: usize) -> String {
    let one = |at| {
        format!(
            "<article class=teaser><h3><a href=/news/{at}>Story number {at} of the day in the harbour</a></h3>\
             <p>A sentence that says what story number {at} is about, and no more than that.</p></article>"
        )
    };
    (0..count).map(one).collect()
}

fn links(count: usize) -> String {
    (0..count)
        .map(|at| format!("<li><a href=/news/{at}>A headline about something that is new {at}</a></li>"))
        .collect()
}

const PARAGRAPH: &str = "<p>The ferry company halted two of its routes on Tuesday after crews walked out over a new roster, \
                         and passengers were told to take the bus.</p>";

#[test]
fn pages_that_are_no_article() {
    let listed = |count: usize| {
        let objects: Vec<String> = (0..count)
            .map(|at| format!("{{\"@type\":\"NewsArticle\",\"headline\":\"Story {at}\",\"url\":\"https://www.coastdaily.example/news/{at}\"}}"))
            .collect();
        format!("<script type='application/ld+json'>[{}]</script>", objects.join(","))
    };
    for (what, html, url, kind) in [
        ("nothing", String::new(), STORY, Empty),
        ("white space", " \n\t ".to_owned(), STORY, Empty),
        (
            "a shell that a script fills",
            page("Coast Daily", "<div id=root></div><script src=/app.js></script>"),
            STORY,
            Empty,
        ),
        (
            "a shell that says so",
            page(
                "Coast Daily",
                "<div id=root></div><noscript>You need to enable JavaScript to run this app.</noscript><p>Please enable JavaScript to read Coast Daily. We use it to show you pictures, films and the weather of your own town.</p>",
            ),
            STORY,
            Empty,
        ),
        (
            "a front",
            page("Coast Daily", &format!("<h1>Coast Daily</h1><ul>{}</ul>", links(60))),
            FRONT,
            NotAnArticle,
        ),
        ("a front of teasers", page("Coast Daily", &teasers(20)), FRONT, NotAnArticle),
        (
            "a section of teasers",
            page("Business | Coast Daily", &format!("<h1>Business</h1>{}", teasers(12))),
            SECTION,
            NotAnArticle,
        ),
        (
            "a section that states its list",
            page("Business | Coast Daily", &format!("{}<h1>Business</h1>{}", listed(12), teasers(12))),
            SECTION,
            NotAnArticle,
        ),
        (
            "a tag's page",
            page("Ferries | Coast Daily", &format!("<h1>Ferries</h1><ul>{}</ul>", links(30))),
            "https://www.coastdaily.example/tag/ferries",
            NotAnArticle,
        ),
        (
            "an error in disguise",
            page(
                "Page not found | Coast Daily",
                "<h1>Page not found</h1><p>The page you are looking for has moved, or was never here. Try the search, or go back to the front page and start again from there.</p>",
            ),
            STORY,
            NotAnArticle,
        ),
        (
            "an error with stories below",
            page(
                "Coast Daily",
                &format!(
                    "<h1>Sorry, we couldn't find that page. Page not found</h1><p>Perhaps one of these is what you were looking for when you came here today.</p>{}",
                    teasers(4)
                ),
            ),
            STORY,
            NotAnArticle,
        ),
        (
            "an error of the address",
            page(
                "404 | Coast Daily",
                "<h1>404</h1><p>Whatever was here is gone now, and so is the one who wrote it. Go back to the front page, or write to us if you think that is our fault.</p>",
            ),
            STORY,
            NotAnArticle,
        ),
        (
            "a story that was removed",
            page(
                "This article has been removed | Coast Daily",
                "<p>It was withdrawn at the request of its author, and will not be published again; please do not ask us why that is, for we may not say.</p>",
            ),
            STORY,
            NotAnArticle,
        ),
        (
            "a German error",
            page(
                "Seite nicht gefunden – Küstenblatt",
                "<p>Die Seite, die Sie suchen, gibt es nicht mehr. Vielleicht hilft Ihnen die Suche weiter, oder Sie beginnen auf der Startseite noch einmal von vorn.</p>",
            ),
            STORY,
            NotAnArticle,
        ),
        (
            "a Korean error",
            page(
                "페이지를 찾을 수 없습니다 - 한빛뉴스",
                "<p>요청하신 페이지가 삭제되었거나 주소가 변경되었습니다. 입력하신 주소를 다시 확인해 주시기 바랍니다. 문제가 계속되면 고객센터로 문의해 주십시오.</p>",
            ),
            STORY,
            NotAnArticle,
        ),
        (
            "a server's error",
            page("502 Bad Gateway", "<h1>502 Bad Gateway</h1><p>nginx</p>"),
            STORY,
            NotAnArticle,
        ),
        (
            "a consent wall",
            page(
                "Coast Daily",
                "<p>We and our partners store cookies on your device and process personal data. You may accept all or manage your choices; your consent can be withdrawn at any time in the privacy policy.</p>",
            ),
            STORY,
            NotAnArticle,
        ),
        (
            "a German consent wall",
            page(
                "Küstenblatt",
                "<p>Mit Ihrer Zustimmung lesen Sie uns mit Werbung und Tracking; die Einwilligung können Sie jederzeit widerrufen. Näheres steht in unseren Hinweisen zum Datenschutz, die Sie unten auf jeder Seite finden.</p>",
            ),
            STORY,
            NotAnArticle,
        ),
        (
            "a login wall",
            page(
                "Sign in | Coast Daily",
                "<h1>Sign in</h1><p>Please sign in to go on reading. Forgot your password? We will send you another one. You have no account yet? It takes a minute to create an account, and it costs nothing.</p>",
            ),
            STORY,
            NotAnArticle,
        ),
        (
            "a test for robots",
            page(
                "Just a moment...",
                "<h1>www.coastdaily.example</h1><p>Verifying you are human. This may take a few seconds. The site needs to review the security of your connection before proceeding. Ray ID: 8f14e45f</p>",
            ),
            STORY,
            NotAnArticle,
        ),
        (
            "a test for robots without a name",
            page(
                "Coast Daily",
                "<p>Enable JavaScript and cookies to continue. Our systems have detected unusual traffic from your network, and that is why you see this page instead of the one you asked for.</p>",
            ),
            STORY,
            NotAnArticle,
        ),
        (
            "a wall for countries",
            page(
                "Coast Daily",
                "<p>We recognize you are attempting to access this website from a country belonging to the European Economic Area, and we cannot let you in today. For any issues, write to the desk.</p>",
            ),
            STORY,
            NotAnArticle,
        ),
        (
            "a redirect by script",
            page("Redirecting...", "<script>location = '/news'</script><p>Redirecting</p>"),
            STORY,
            NotAnArticle,
        ),
        ("a feed", "{\"version\": \"https://jsonfeed.org/version/1.1\"}".to_owned(), STORY, NotHtml),
        ("a document", "%PDF-1.7 binary".to_owned(), STORY, NotHtml),
        ("plain text", "The ferry company halted two of its routes on Tuesday.".to_owned(), STORY, NotHtml),
    ] {
        let result = crate::read(&html, url).map(|article| article.text);
        assert_eq!(result.as_ref().err().map(|error| error.kind()), Some(kind), "{what}: {result:?}");
    }
}

#[test]
fn pages_that_look_like_none_and_are_one() {
    let mut failed = Vec::new();
    let time = "<time datetime='2024-05-21T09:00:00+09:00'>May 21</time>";
    let flash = "The ferry to the islands has stopped, the company says.";
    let json = |kind: &str| {
        format!(
            "<script type='application/ld+json'>{{\"@type\":\"{kind}\",\"headline\":\"Ferry halts\"}}</script>"
        )
    };
    for (what, html, url) in [
        ("a flash of one paragraph", page("Ferry halts two routes | Coast Daily", &format!("<h1>Ferry halts two routes</h1>{time}{PARAGRAPH}")), STORY),
        ("a flash of one sentence, dated", page("Ferry halts two routes", &format!("<h1>Ferry halts two routes</h1>{time}<div class=article-body><p>{flash}</p></div>")), STORY),
        ("a flash of one sentence, stated", page("Ferry halts two routes", &format!("{}<h1>Ferry halts two routes</h1><p>{flash}</p>", json("NewsArticle"))), STORY),
        ("a Korean flash", page("[속보] 여객선 운항 중단", &format!("<h1>[속보] 여객선 운항 중단</h1>{time}<div class=article-body><p>(부산=한빛뉴스) 홍길동 기자 = 섬을 오가는 여객선 두 척이 운항을 멈췄다고 회사가 밝혔다.</p></div>")), STORY),
        ("a story of lost pages", page("Page not found: libraries lose their books to the flood | Coast Daily", &format!("<h1>Page not found: libraries lose their books to the flood</h1>{PARAGRAPH}")), STORY),
        ("a story of cookies",
            page(
                "What cookies know | Coast Daily",
                "<h1>What cookies know</h1><p>A cookie is a small file, and a site may keep personal data in it; the law asks for consent \
                 before it does so, and few readers ever say no.</p><p>The regulator on Tuesday fined a chain of shops that had asked \
                 nobody, and told it to begin anew.</p><p>Shops said that the fine was out of all proportion, and that they would go to \
                 court before the summer ends.</p><p>A hearing is to be held in the old town hall on Friday, in front of whoever cares to \
                 come and to listen.</p>",
            ),
            STORY,
        ),
        (
            "a story of passwords", page("Thousands forgot their password | Coast Daily", &format!("<h1>Thousands forgot their password</h1>{PARAGRAPH}<p>Those who forgot their password were told to wait.</p>")), STORY),
        ("a story about an error", page("Error in the count delays the result | Coast Daily", &format!("<h1>Error in the count delays the result</h1>{PARAGRAPH}")), STORY),
        ("a story about maintenance", page("Bridge under maintenance for a year | Coast Daily", &format!("<h1>Bridge under maintenance for a year</h1>{PARAGRAPH}")), STORY),
        ("a road by its number", page("403 to close for a week | Coast Daily", &format!("<h1>403 to close for a week, the county says in its plan</h1>{PARAGRAPH}")).replace("403 to close for a week | Coast Daily", "403 to close for a week, the county says in its plan | Coast Daily"), STORY),
        ("a story at a short address", page("Ferry halts | Coast Daily", &format!("<h1>Ferry halts</h1>{}", PARAGRAPH.repeat(3))), "https://www.coastdaily.example/ferry"),
        ("a story among many links", page("Ferry halts | Coast Daily", &format!("<ul>{}</ul><main><h1>Ferry halts</h1>{}</main>", links(60), PARAGRAPH.repeat(3))), STORY),
        ("a story with teasers below", page("Ferry halts | Coast Daily", &format!("<main><h1>Ferry halts</h1><div class=article-body>{}</div></main><section class=more-stories>{}</section>", PARAGRAPH.repeat(3), teasers(8))), STORY),
        ("a story behind a wall", page("Ferry halts | Coast Daily", &format!("{}<h1>Ferry halts</h1>{PARAGRAPH}<div class=paywall><p>Subscribe now to go on reading. Already a subscriber? Log in to your account.</p></div>", json("NewsArticle"))), STORY),
        ("a story with a consent banner", page("Ferry halts | Coast Daily", &format!("<div class=cookie-banner><p>We and our partners store cookies. Accept all?</p></div>{}<h1>Ferry halts</h1>{}", json("NewsArticle"), PARAGRAPH.repeat(2))), STORY),
        ("questions and answers", page("Your questions on the ferry | Coast Daily", &format!("<h1>Your questions on the ferry</h1>{}", "<h2>When does it sail?</h2><p>Not before Friday, the company says, and then once a day at noon, if the crews agree to the roster.</p>".repeat(4).replacen("Friday", "Saturday", 1).replacen("noon", "nine", 1))), STORY),
    ] {
        if let Err(error) = crate::read(&html, url) {
            failed.push((what, error));
        }
    }
    assert!(failed.is_empty(), "{failed:#?}");
}

#[test]
fn who_may_read() {
    use model::article::Access::{Free, Metered, Paywalled};
    let stated = |more: &str| {
        format!(
            "<script type='application/ld+json'>{{\"@type\":\"NewsArticle\",\"headline\":\"Ferry halts\"{more}}}</script>"
        )
    };
    let story = "<p>The route has been served by turns since 1998, and carries mail and school children to the islands.</p>\
                 <p>Talks are to go on at midnight, when the timetable of the summer ends.</p>";
    let body = format!("<h1>Ferry halts</h1><div class=article-body>{PARAGRAPH}{story}</div>");
    for (what, html, access, complete) in [
        ("nothing said", body.clone(), Free, true),
        ("free", stated(",\"isAccessibleForFree\":true") + &body, Free, true),
        ("not free", stated(",\"isAccessibleForFree\":false") + &body, Paywalled, true),
        ("not free, as text", stated(",\"isAccessibleForFree\":\"False\"") + &body, Paywalled, true),
        (
            "not free, as an address",
            stated(",\"isAccessibleForFree\":\"http://schema.org/False\"") + &body,
            Paywalled,
            true,
        ),
        (
            "a part is not free",
            stated(",\"hasPart\":{\"isAccessibleForFree\":false,\"cssSelector\":\".paid\"}") + &body,
            Paywalled,
            true,
        ),
        ("a tier", format!("<meta property=article:content_tier content=locked>{body}"), Paywalled, true),
        (
            "a metered tier",
            format!("<meta property=article:content_tier content=metered>{body}"),
            Metered,
            true,
        ),
        (
            "a newsletter's box",
            format!("{body}<div class=newsletter><p>Sign up for our morning letter, it is free.</p></div>"),
            Free,
            true,
        ),
        (
            "a sign-up box in the story",
            body.replace("<p>Talks", "<div class=signup><p>Subscribe to our letter.</p></div><p>Talks"),
            Free,
            true,
        ),
        (
            "a menu that asks to log in",
            format!("<nav><a href=/login>Already a subscriber?</a></nav>{body}"),
            Free,
            true,
        ),
        (
            "a wall where the story stops",
            body.replace("</div>", "<div class=paywall><p>Read on with a subscription.</p></div></div>"),
            Paywalled,
            false,
        ),
        ("paragraphs that a wall would hide", body.replace("<p>", "<p class=paywall>"), Free, true),
        (
            "a line where the story stops",
            body.replace("</div>", "<p>Subscribe to continue reading this story.</p></div>"),
            Paywalled,
            false,
        ),
        (
            "a German line where the story stops",
            body.replace(
                "</div>",
                "<div class=abo-box><p>Bereits Abonnent? Jetzt weiterlesen.</p></div></div>",
            ),
            Paywalled,
            false,
        ),
    ] {
        let article = crate::read(&page("Ferry halts", &html), STORY).expect("the page holds an article");
        assert_eq!((article.access, article.text_complete), (access, complete), "{what}: {}", article.text);
    }
}

#[test]
fn rights_and_robots() {
    let read = |head: &str, foot: &str| {
        let body = format!("{head}<h1>Ferry halts</h1><div class=article-body>{PARAGRAPH}</div>{foot}");
        crate::read(&page("Ferry halts", &body), STORY).expect("the page holds an article").rights
    };
    for (what, head, reserved, robots) in [
        ("nothing", "", None, None),
        ("reserved", "<meta name=tdm-reservation content=1>", Some(true), None),
        ("not reserved", "<meta name=tdm-reservation content=0>", Some(false), None),
        ("in capitals", "<META NAME='TDM-Reservation' CONTENT=' 1 '>", Some(true), None),
        (
            "robots",
            "<meta name=robots content='noarchive, max-snippet:-1'>",
            None,
            Some("noarchive, max-snippet:-1"),
        ),
    ] {
        let rights = read(head, "");
        assert_eq!((rights.tdm_reserved, rights.robots.as_deref()), (reserved, robots), "{what}");
    }
    let rights = read(
        "<link rel=license href=https://creativecommons.org/licenses/by/4.0/>",
        "<p>© 2024 Coast Daily. All rights reserved.</p>",
    );
    assert_eq!(rights.holder.as_deref(), Some("Coast Daily"));
    assert_eq!(rights.license.as_deref(), Some("https://creativecommons.org/licenses/by/4.0/"));
}
