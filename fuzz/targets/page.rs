//! Any bytes as a page: no panic, no hang.
#![no_main]
use libfuzzer_sys::fuzz_target;
use parser::page::{self, PageContext};

fuzz_target!(|bytes: &[u8]| {
    let context = PageContext { url: "https://news.example/2024/05/28/a", ..PageContext::default() };
    if let Ok(article) = page::read(bytes, &context) {
        // Paragraphs are places in the text, in order.
        let length = u32::try_from(article.text.chars().count()).expect("a short text");
        let mut last = 0;
        for paragraph in &article.paragraphs {
            assert!(last <= paragraph.start && paragraph.start <= paragraph.end && paragraph.end <= length);
            last = paragraph.end;
        }
    }
    let url = url(&context);
    let _ = parser::discover::feeds(bytes, &url);
});

fn url(context: &PageContext<'_>) -> url::Url {
    url::Url::parse(context.url).expect("a URL")
}
