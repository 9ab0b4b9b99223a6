//! Two looks at one page: what may differ without being a revision, and what is one.
use model::change::Shape;

const URL: &str = "https://www.coastdaily.example/news/2024/05/21/ferry-halts-two-routes";

/// A page of a daily as it is served, with everything around the story that changes from look to look.
const PAGE: &str = r#"<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<title>Ferry company halts two routes after crews walk out | Coast Daily</title>
<meta property="og:title" content="Ferry company halts two routes after crews walk out">
<meta name="csrf-token" content="a81bc81b"><meta property="og:site_name" content="Coast Daily">
<script type="application/ld+json">{"@type":"NewsArticle","headline":"Ferry company halts two routes after crews walk out",
"datePublished":"2024-05-21T09:00:00+02:00","dateModified":"2024-05-21T09:30:00+02:00","author":{"@type":"Person","name":"Ada Field"},
"interactionStatistic":{"@type":"InteractionCounter","userInteractionCount":1204}}</script>
<script nonce="r4nd0m">window.visit = "8f14e45f";</script></head>
<body class="css-1x2y3z"><nav><a href="/">Home</a><a href="/weather">Harbour 14°C</a></nav>
<div class="ticker"><a href="/news/1">Rain expected at the weekend</a></div>
<main><article>
<h1>Ferry company halts two routes after crews walk out</h1>
<p class="byline">By Ada Field</p>
<div class="meta"><time datetime="2024-05-21T09:00:00+02:00">5 minutes ago</time> <span class="views">10,233 views</span> <span>3 min read</span></div>
<div class="share-bar"><a href="/share">Share</a> <span>1,204 shares</span></div>
<div class="article-body css-8k7j6h">
<figure><img src="/pictures/ferry.jpg?w=640"><figcaption>The ferry at noon. Photo: Ben Moss</figcaption></figure>
<p>The ferry company halted two of its routes on Tuesday after crews walked out over a new roster, and passengers were told to take the bus.</p>
<p>"Nobody was asked," a captain with <a href="/topics/crews?utm_source=body&amp;utm_id=77">thirty years at sea</a> told reporters at the quay. "We found it on the notice board."</p>
<div class="ad-slot">Advertisement</div>
<h2>Islands wait</h2>
<p>Some 1,204 people live on the four islands, which have no other link to the mainland, and the school boat was 5 minutes late before the strike.</p>
<ul><li>The northern route will not sail before Friday.</li><li>The southern route sails once a day, at noon.</li></ul>
<p>Talks are to go on at midnight, when the timetable of the summer ends, and the company said it would publish its offer.</p>
<p>1,204 shares</p>
<p>Updated 5 minutes ago</p>
</div>
<div class="newsletter">Sign up: 10,000 readers already have.</div>
<div class="tags"><a href="/t/ferries">Ferries</a></div>
</article>
<aside class="related"><h3>Related</h3><ul><li><a href="/news/2">Ferry crews ask for a raise</a></li><li><a href="/news/3">Bus line gets longer hours</a></li></ul></aside>
<section class="comments"><h3>34 comments</h3><p>I was on the last boat and it was full to the rails, what a day that was.</p></section>
</main>
<footer>© 2024 Coast Daily. Weather: 14°C. Build 8f14e45f</footer>
</body></html>"#;

fn hash(html: &str) -> model::Hash64 {
    let article = crate::read(html, URL).expect("the page holds an article");
    Shape::of(&article).version_hash()
}

fn changed(from: &str, to: &str) -> String {
    assert!(PAGE.contains(from), "the page has no {from}");
    PAGE.replace(from, to)
}

#[test]
fn what_is_no_revision() {
    let mut failed = Vec::new();
    let title = "Ferry company halts two routes after crews walk out";
    let first = "<p>The ferry company halted";
    let body_end = "<p>1,204 shares</p>";
    for (what, page) in [
        ("line breaks between tags", PAGE.replace("><", ">\n\t  <")),
        ("white space within a paragraph", changed("two of its routes", "two\n   of  its\troutes")),
        ("no-break spaces", changed("on Tuesday after", "on\u{a0}Tuesday\u{202f}after")),
        ("soft hyphens and zero-width spaces", changed("passengers were", "pass\u{ad}engers\u{200b} were")),
        ("another spelling of a character", changed("\"Nobody was asked,\"", "&quot;Nobody was asked,&#34;")),
        ("composed and decomposed letters", changed("crews walked", "cr\u{65}ws walked")),
        ("a count in the share bar", changed("<span>1,204 shares", "<span>1,377 shares")),
        ("a count on a line of its own", changed("<p>1,204 shares", "<p>1,377 shares")),
        ("a count that is gone", changed(body_end, "")),
        ("a count in thousands", changed("<p>1,204 shares", "<p>1.4k shares")),
        ("views", changed("10,233 views", "11,002 views")),
        ("views before the story", changed(first, &format!("<p>Views: 10,233</p>{first}"))),
        ("comments in the story", changed(body_end, "<p>58 comments</p><p>1,204 shares</p>")),
        ("an age by the headline", changed(">5 minutes ago</time>", ">2 hours ago</time>")),
        ("an age on a line of its own", changed("Updated 5 minutes ago", "Updated 2 hours ago")),
        ("a date on a line of its own", changed("Updated 5 minutes ago", "Last updated: 21 May 2024, 14:05")),
        ("reading time", changed("3 min read", "4 min read")),
        ("listening time", changed(first, &format!("<p>Listen to this article (4 min)</p>{first}"))),
        ("tracking in a link", changed("utm_source=body&amp;utm_id=77", "utm_source=feed&amp;fbclid=x91")),
        (
            "a tracking pixel",
            changed(first, &format!("<img src=https://px.example/1.gif?r=99 width=1>{first}")),
        ),
        (
            "an advert in the story",
            changed(
                first,
                &format!(
                    "<div class=advert><p>Holiday on the islands, from 99 a night, book now and save a lot.</p></div>{first}"
                ),
            ),
        ),
        ("an advert's label", changed(body_end, &format!("<p>ADVERTISEMENT</p>{body_end}"))),
        ("another advert", changed(">Advertisement<", "><a href=/ad>Buy a boat</a><")),
        ("related links", changed("Ferry crews ask for a raise", "Harbour master retires in June")),
        (
            "a pointer in the story",
            changed(body_end, &format!("<p>Read more: <a href=/9>Harbour master retires</a></p>{body_end}")),
        ),
        (
            "most read",
            changed(
                "</main>",
                "<div class=most-read><ol><li><a href=/7>Rice prices rise again</a></li></ol></div></main>",
            ),
        ),
        (
            "tokens and nonces",
            changed("r4nd0m", "0th3r").replace("8f14e45f", "c9f0f895").replace("a81bc81b", "77aa"),
        ),
        ("class names of a build", changed("css-1x2y3z", "css-9k8j7h").replace("css-8k7j6h", "css-q1w2e3")),
        (
            "navigation",
            changed("Harbour 14°C", "Harbour 16°C").replace("Rain expected at the weekend", "Sun at last"),
        ),
        (
            "comments",
            changed(
                "I was on the last boat",
                "Who pays for that, I would like to know, and when; I was on the first boat",
            ),
        ),
        (
            "a consent banner",
            changed(
                "<main>",
                "<div class=cookie-banner><p>We and our partners store cookies on your device. Accept all or manage your choices.</p></div><main>",
            ),
        ),
        ("the time of the last change", changed("2024-05-21T09:30:00", "2024-05-21T11:45:00")),
        ("a sign-up box", changed("10,000 readers already", "12,000 readers already")),
        (
            "a picture and its caption",
            changed("The ferry at noon. Photo: Ben Moss", "The ferry at the quay. Photo: Pia Lens")
                .replace("w=640", "w=800"),
        ),
        (
            "the site's name in the title",
            changed(&format!("{title} | Coast Daily"), &format!("{title} - Coast Daily News")),
        ),
        ("a link around a word", changed("a new roster", "a <a href=/topics/rosters>new roster</a>")),
        ("emphasis", changed("Nobody was asked", "<em>Nobody</em> was asked")),
        (
            "wrappers",
            changed("<p>Talks are", "<div><p>Talks are")
                .replace("publish its offer.</p>", "publish its offer.</p></div>"),
        ),
        ("the footer", changed("Build 8f14e45f", "Build 99").replace("Weather: 14", "Weather: 3")),
        ("tags", changed(">Ferries</a>", ">Ferries</a><a href=/t/strike>Strike</a>")),
    ] {
        if hash(&page) != hash(PAGE) {
            failed.push((what, crate::read(&page, URL).map(|article| article.text)));
        }
    }
    assert!(failed.is_empty(), "{failed:#?}");
}

#[test]
fn what_is_a_revision() {
    let title = "Ferry company halts two routes after crews walk out";
    let last = "<p>1,204 shares</p>";
    for (what, page) in [
        ("a word of a sentence", changed("halted two of its routes", "halted three of its routes")),
        ("a number in a sentence", changed("Some 1,204 people", "Some 1,377 people")),
        ("an age in a sentence", changed("was 5 minutes late", "was 15 minutes late")),
        ("a time in a sentence", changed("once a day, at noon", "once a day, at nine")),
        ("a negation", changed("would publish its offer", "would not publish its offer")),
        ("a quotation", changed("We found it on the notice board.", "We heard it on the radio.")),
        ("a name's case", changed("told to take the bus", "told to take the Bus")),
        ("an item of a list", changed("before Friday", "before Saturday")),
        ("a heading within the story", changed("<h2>Islands wait", "<h2>Islands are cut off")),
        ("the headline", PAGE.replace(title, "Ferry company halts all routes after crews walk out")),
        (
            "a further paragraph",
            changed(
                last,
                "<p>The mayor of the largest island asked both sides to think of the school children.</p>",
            ),
        ),
        ("a short further paragraph", changed(last, "<p>He declined to comment.</p>")),
        (
            "a paragraph that is gone",
            PAGE.split("<p>Talks are")
                .next()
                .map(|start| format!("{start}</div></article></main></body></html>"))
                .unwrap_or_default(),
        ),
        ("an item that is gone", changed("<li>The southern route sails once a day, at noon.</li>", "")),
        (
            "a correction",
            changed(
                last,
                "<p>Correction: an earlier version of this article gave the wrong number of islands.</p>",
            ),
        ),
        (
            "a clarification",
            changed(last, "<p>This story has been updated to clarify that the company owns the boats.</p>"),
        ),
        (
            "the order of paragraphs",
            changed("<h2>Islands wait</h2>", "").replace("<p>Talks are", "<h2>Islands wait</h2><p>Talks are"),
        ),
        ("a currency", changed("its offer.", "its offer of $5.")),
    ] {
        assert_ne!(hash(&page), hash(PAGE), "{what}");
    }
}

#[test]
fn the_story_is_whole_and_alone() {
    let article = crate::read(PAGE, URL).expect("the page holds an article");
    let starts: Vec<String> =
        article.text.split("\n\n").map(|paragraph| paragraph.chars().take(12).collect()).collect();
    assert_eq!(
        starts,
        [
            "The ferry co",
            "\"Nobody was ",
            "Islands wait",
            "Some 1,204 p",
            "The northern",
            "The southern",
            "Talks are to"
        ]
    );
}
