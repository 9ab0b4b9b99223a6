//! Any text as the JSON-LD of a page that is otherwise in order.
#![no_main]
use libfuzzer_sys::fuzz_target;
use parser::page::{self, PageContext};

fuzz_target!(|bytes: &[u8]| {
    let stated = String::from_utf8_lossy(bytes);
    let paragraph =
        "<p>The ministers met on Thursday in the capital, the ministry said, to talk about the ferry.</p>";
    let page = format!(
        "<html lang=en><head><title>Talks</title><script type=\"application/ld+json\">{stated}</script></head>\
         <body><article><h1>Talks</h1>{}</article></body></html>",
        paragraph.repeat(5)
    );
    let context = PageContext { url: "https://news.example/a", ..PageContext::default() };
    let _ = page::read(page.as_bytes(), &context);
});
