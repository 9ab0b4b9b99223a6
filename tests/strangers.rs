//! What feeds, pages, sitemaps and hubs name is fetched only where the public internet is: a listener on a private address
//! that nobody was let in to accepts no connection, whatever names it.
use std::net::{IpAddr, TcpListener};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use newsroom::{Page, Press};

use crate::kit::titles::Titles;
use crate::kit::worker::Desk;
use crate::kit::{LIMIT, press, wait_until};

const STRANGER: &str = "stranger.example";

/// A listener that counts who comes.
struct Trap {
    port: u16,
    came: Arc<AtomicUsize>,
}

impl Trap {
    fn set() -> Trap {
        let listener = TcpListener::bind("127.0.0.2:0").expect("a second address of loopback");
        let port = listener.local_addr().expect("its address").port();
        let came = Arc::new(AtomicUsize::new(0));
        let count = came.clone();
        // It ends with the process: nobody waits for a trap.
        std::thread::spawn(move || {
            for _ in listener.incoming().flatten() {
                count.fetch_add(1, Ordering::SeqCst);
            }
        });
        Trap { port, came }
    }

    /// The trap's address in the spellings that a URL allows.
    fn spellings(&self) -> Vec<String> {
        let hosts =
            ["127.0.0.2", "2130706434", "0x7f.2", "0177.0.0.2", "[::ffff:127.0.0.2]", "inside.example"];
        hosts.iter().map(|host| format!("http://{host}:{}", self.port)).collect()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_led_inside() {
    let press = press(1, 1).await;
    let trap = Trap::set();
    let address = |text: &str| -> IpAddr { text.parse().expect("an address") };
    press.set_name("inside.example", vec![vec![address("127.0.0.2")]]);
    press.set_name(STRANGER, vec![vec![address("127.0.0.1")]]);
    // Public at first sight, private when it is connected to.
    press.set_name("flips.example", vec![vec![address("127.0.0.1")], vec![address("127.0.0.2")]]);
    let mut desk = Desk::empty();
    let head = desk.head(&press.dns_addr().to_string()).replace("127.0.0.0/8", "127.0.0.1/32");
    let mut text = format!("{head}[websub]\ncallback = \"http://127.0.0.1:{}/push\"\n", desk.port);
    for (number, inside) in trap.spellings().iter().enumerate() {
        text.push_str(&lure(&press, number, inside));
    }
    text.push_str(&format!(
        "[feeds.flips]\nurl = \"http://flips.example:{}/feed\"\nmax_interval = \"300ms\"\n",
        trap.port
    ));
    desk.configure(&text);
    desk.start().await;

    // Every lure was looked at: their items became articles, with the feed's text.
    Titles::new().count(&desk, trap.spellings().len() * 2).await;
    wait_until("the hubs, indexes and redirects were refused", LIMIT, async || {
        let log = desk.log();
        let refused = ["not subscribed", "sitemap of an index not read", "older page not read"];
        refused.iter().all(|words| log.matches(words).count() >= 6).then_some(())
    })
    .await;
    for number in 0..trap.spellings().len() {
        let id = format!("redirect-{number}");
        wait_until(&format!("{id} is refused"), LIMIT, async || {
            let feeds = desk.json("/api/feeds").await?;
            feeds.as_array()?.iter().any(|row| row["id"] == id && row["health"] == "refused").then_some(())
        })
        .await;
    }
    assert_eq!(trap.came.load(Ordering::SeqCst), 0, "connections to a private address\n{}", desk.log());
    press.shutdown().await;
}

/// A feed whose item, hub and older page lie inside, one that redirects there, and a sitemap and an index that name it.
fn lure(press: &Press, number: usize, inside: &str) -> String {
    let set = |path: &str, page: Page| press.set_page(&format!("{STRANGER}/{path}"), page);
    let item = format!("lure {number}");
    set(
        &format!("feed-{number}"),
        Page::xml(format!(
            "<rss version=\"2.0\" xmlns:atom=\"http://www.w3.org/2005/Atom\"><channel><title>Lure {number}</title>\
             <atom:link rel=\"hub\" href=\"{inside}/hub\"/><atom:link rel=\"prev-archive\" href=\"{inside}/older\"/>\
             <item><title>{item}</title><link>{inside}/story-{number}</link><description>Come in.</description></item>\
             </channel></rss>"
        )),
    );
    set(
        &format!("redirect-{number}"),
        Page::new(302, "text/plain", "").with("location", format!("{inside}/feed")),
    );
    set(
        &format!("index-{number}"),
        Page::xml(format!(
            "<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"><sitemap><loc>{inside}/s.xml</loc></sitemap></sitemapindex>"
        )),
    );
    set(
        &format!("sitemap-{number}"),
        Page::xml(format!(
            "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" xmlns:news=\"http://www.google.com/schemas/sitemap-news/0.9\">\
             <url><loc>{inside}/page-{number}</loc><news:news><news:title>{item} of a map</news:title></news:news></url></urlset>"
        )),
    );
    let mut text = String::new();
    for (name, kind) in [("feed", "feed"), ("redirect", "feed"), ("index", "sitemap"), ("sitemap", "sitemap")]
    {
        let url = press.url(&format!("{STRANGER}/{name}-{number}"));
        text.push_str(&format!(
            "[feeds.{name}-{number}]\nurl = \"{url}\"\nkind = \"{kind}\"\npages = \"always\"\nfirst_fill = \"all\"\n"
        ));
    }
    text
}
