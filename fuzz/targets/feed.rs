//! Any bytes as a feed, a sitemap and a list of feeds: no panic, no hang, memory in proportion to the input.
#![no_main]
use libfuzzer_sys::fuzz_target;
use model::{Domain, FeedId};
use parser::{
    feed::{self, FeedContext},
    identity, opml,
    sitemap::{self, Sitemap},
};
use peak_alloc::PeakAlloc;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// What the reader itself needs, and tables that are made at their first use.
const BASE: usize = 512 * 1024;

/// Charsets that a header may state: the length of the input chooses, so that its bytes stay what they are.
const TYPES: [Option<&str>; 5] = [
    None,
    Some("text/xml"),
    Some("text/xml; charset=euc-kr"),
    Some("application/rss+xml; charset=iso-8859-1"),
    Some("text/xml; charset=utf-16"),
];

fuzz_target!(|bytes: &[u8]| {
    let context = FeedContext {
        url: "https://news.example/feeds/all.xml",
        content_type: TYPES[bytes.len() % TYPES.len()],
        ..FeedContext::default()
    };
    let found = within(8 * bytes.len(), "a feed", || feed::read(bytes, &context));
    if let Ok(document) = found {
        let names = identity::aliases(&document, &FeedId::new("f"), &Domain::named("news.example"));
        assert_eq!(names.len(), document.items.len());
        assert!(feed::view(&document).is_object());
    }
    // An item is some hundred bytes beside its text, an entry of a sitemap may be forty: sitemap::MOST bounds them.
    if let Ok(Sitemap::Urls(document)) =
        within(32 * bytes.len(), "a sitemap", || sitemap::read(bytes, &context))
    {
        assert!(document.items.len() <= sitemap::MOST);
    }
    if let Ok(feeds) = within(16 * bytes.len(), "a list", || opml::read(bytes)) {
        let again = opml::read(opml::write("list", &feeds).as_bytes()).expect("what was written");
        assert_eq!(again.len(), feeds.iter().filter(|feed| !is_blank(&feed.url)).count());
    }
});

/// Control characters alone: XML has none of them.
fn is_blank(url: &str) -> bool {
    url.chars().all(|c| c.is_whitespace() || c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}'))
}

fn within<T>(allowed: usize, what: &str, work: impl FnOnce() -> T) -> T {
    MEMORY.reset_peak_usage();
    let before = MEMORY.current_usage();
    let result = work();
    let used = MEMORY.peak_usage().saturating_sub(before);
    assert!(used <= allowed + BASE, "{what} took {used} bytes, {} are allowed", allowed + BASE);
    result
}
