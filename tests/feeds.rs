//! Feeds in and out: found on a site, taken from a reader's list, given back as one; and asked whether they answer.
use newsroom::{Page, Press};

use crate::kit::worker::{BINARY, Desk, stderr, stdout, wiredesk};
use crate::kit::{free_port, press};

fn add(press: &Press, desk: &Desk, words: &[&str]) -> std::process::Output {
    let nameserver = press.dns_addr().to_string();
    let mut all = vec!["feeds", "add", "--allow-private", "--nameserver", &nameserver];
    all.extend(words);
    desk.command(&all)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sites_feeds_become_a_configuration() {
    let press = press(3, 1).await;
    let site = press.url("press00.example/");
    let desk = Desk::empty();
    let found = add(&press, &desk, &[&site]);
    assert!(found.status.success(), "{}", stderr(&found));
    let tables: toml::Table = stdout(&found).parse().expect("TOML");
    let feeds = tables["feeds"].as_table().expect("feeds");
    let mut urls: Vec<&str> = feeds.values().map(|feed| feed["url"].as_str().expect("a URL")).collect();
    let all = press.feeds();
    let mut known: Vec<&str> = all.iter().map(|feed| feed.url.as_str()).collect();
    urls.sort_unstable();
    known.sort_unstable();
    assert_eq!(urls, known);
    assert!(stdout(&found).contains("# The Press 00"), "what was found is said: {}", stdout(&found));

    // Written beside a configuration, they are polled; added once more, they are known.
    desk.configure(&desk.head(&press.dns_addr().to_string()));
    let written = add(&press, &desk, &[&site, "--write"]);
    assert!(written.status.success(), "{}", stderr(&written));
    let listed = stdout(&desk.command(&["feeds", "list", "--json"]));
    assert_eq!(listed.lines().count(), 3, "{listed}");
    let again = add(&press, &desk, &[&site, "--write"]);
    assert!(
        again.status.success() && stderr(&again).contains("3 of 3 are configured already"),
        "{}",
        stderr(&again)
    );

    let online = desk.command(&["check", "--online"]);
    assert!(online.status.success(), "{}", stdout(&online));
    assert_eq!(stdout(&online).matches("\nok ").count(), 3, "{}", stdout(&online));
    press.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_no_page_names_is_looked_for_where_it_usually_is() {
    let press = press(1, 1).await;
    let desk = Desk::empty();
    let host = |name: &str| {
        press.set_name(&format!("{name}.example"), vec![vec!["127.0.0.1".parse().expect("an address")]]);
        format!("{name}.example")
    };
    let bare = Page::html("<!doctype html><title>Bare</title><p>Nothing here.</p>");
    let usual = host("usual");
    press.set_page(&format!("{usual}/"), bare.clone());
    press.set_page(
        &format!("{usual}/rss.xml"),
        Page::xml("<rss version=\"2.0\"><channel><title>Usual</title><item><title>One</title><link>/1</link></item></channel></rss>"),
    );
    let found = add(&press, &desk, &[&press.url(&format!("{usual}/"))]);
    assert!(stdout(&found).contains("/rss.xml") && !stdout(&found).contains("sitemap"), "{}", stdout(&found));

    let mapped = host("mapped");
    press.set_page(&format!("{mapped}/"), bare.clone());
    let map = press.url(&format!("{mapped}/news-map.xml"));
    press
        .set_page(&format!("{mapped}/robots.txt"), Page::new(200, "text/plain", format!("Sitemap: {map}\n")));
    press.set_page(
        &format!("{mapped}/news-map.xml"),
        Page::xml(format!("<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"><url><loc>{map}/1</loc></url></urlset>")),
    );
    let found = add(&press, &desk, &[&press.url(&format!("{mapped}/"))]);
    assert!(stdout(&found).contains("kind = \"sitemap\""), "{} {}", stdout(&found), stderr(&found));

    let nothing = host("nothing");
    press.set_page(&format!("{nothing}/"), bare);
    let found = add(&press, &desk, &[&press.url(&format!("{nothing}/"))]);
    assert_eq!(found.status.code(), Some(1));
    assert!(stderr(&found).contains("is no feed, names none"), "{}", stderr(&found));
    press.shutdown().await;
}

#[test]
fn a_readers_list_goes_in_and_comes_out() {
    let desk = Desk::empty();
    let list = desk.dir.path().join("my list.opml");
    std::fs::write(
        &list,
        "<opml version=\"1.0\"><body><outline text=\"Asia\"><outline text=\"Tolnes &amp; Sea\" type=\"rss\" \
         xmlUrl=\"https://tolnes.example/feed\"/></outline><outline text=\"Twice\" xmlUrl=\"https://tolnes.example/feed/\"/>\
         <outline title=\"Other\" xmlUrl=\"https://other.example/rss\"/></body></opml>",
    )
    .expect("a list");
    let path = list.to_str().expect("a path");
    let printed = desk.command(&["feeds", "import", path]);
    assert!(printed.status.success(), "{}", stderr(&printed));
    let tables: toml::Table = stdout(&printed).parse().expect("TOML");
    assert_eq!(tables["feeds"]["tolnes-sea"]["labels"]["folder"].as_str(), Some("Asia"), "{tables}");

    desk.configure("[worker]\ndata_dir = \"data\"\n");
    let written = desk.command(&["feeds", "import", path, "--write"]);
    assert!(written.status.success(), "{}", stderr(&written));
    let export = desk.command(&["feeds", "export"]);
    let opml = stdout(&export);
    for part in
        ["https://tolnes.example/feed", "https://other.example/rss", "text=\"Asia\"", "version=\"2.0\""]
    {
        assert!(opml.contains(part), "{part}: {opml}");
    }
    let again = desk.dir.path().join("again.opml");
    std::fs::write(&again, &opml).expect("a list");
    let known = desk.command(&["feeds", "import", again.to_str().expect("a path")]);
    assert!(known.status.success() && stdout(&known).is_empty(), "{}", stdout(&known));

    std::fs::write(&again, "no list").expect("a file");
    let none = desk.command(&["feeds", "import", again.to_str().expect("a path")]);
    assert_eq!(none.status.code(), Some(1));
    assert!(stderr(&none).contains("no OPML"), "{}", stderr(&none));
}

#[test]
fn check_online_says_what_does_not_answer() {
    let desk = Desk::empty();
    let head = desk.head("127.0.0.1:1");
    let nobody = free_port();
    desk.configure(&format!("{head}[feeds.away]\nurl = \"http://127.0.0.1:{nobody}/feed\"\n"));
    let checked = desk.command(&["check", "--online"]);
    assert_eq!(checked.status.code(), Some(1), "{}", stdout(&checked));
    assert!(stdout(&checked).contains("failed  away: "), "{}", stdout(&checked));
    let offline = std::process::Command::new(BINARY)
        .args(["check", "-c"])
        .arg(desk.config())
        .output()
        .expect("it starts");
    assert!(offline.status.success(), "without --online nobody is asked");
    assert_eq!(wiredesk(&["feeds", "add", "no URL"], "").status.code(), Some(2));
}
