//! Measures how many feeds one core reads in a second: `feed_rate FILE…`, or feeds of its own of about 60 KB.
#![allow(clippy::print_stdout)]
use std::{fs, time::Instant};

use parser::feed::{FeedContext, read};

fn main() -> std::io::Result<()> {
    let files: Vec<String> = std::env::args().skip(1).collect();
    let mut bodies: Vec<(String, Vec<u8>)> = Vec::new();
    for file in &files {
        bodies.push((file.clone(), fs::read(file)?));
    }
    if bodies.is_empty() {
        bodies.push(("rss with escaped HTML".to_owned(), rss().into_bytes()));
        bodies.push(("atom with xhtml".to_owned(), atom().into_bytes()));
    }
    for (name, body) in &bodies {
        let context = FeedContext { url: "https://a.example/feed", ..FeedContext::default() };
        let items = read(body, &context).map_or(0, |document| document.items.len());
        let (start, before) = (Instant::now(), on_cpu());
        let mut rounds = 0u32;
        while start.elapsed().as_millis() < 1500 {
            std::hint::black_box(read(body, &context).is_ok());
            rounds += 1;
        }
        let seconds = on_cpu().zip(before).map_or(start.elapsed().as_secs_f64(), |(now, then)| now - then);
        let rate = f64::from(rounds) / seconds;
        println!(
            "{name}: {} KB, {items} items, {rate:.0} feeds/s, {:.0} MB/s",
            body.len() / 1000,
            rate * body.len() as f64 / 1e6
        );
    }
    Ok(())
}

/// Seconds that this process was on a core, where Linux says so: other work on the machine does not count.
fn on_cpu() -> Option<f64> {
    let stat = fs::read_to_string("/proc/self/schedstat").ok()?;
    Some(stat.split(' ').next()?.parse::<f64>().ok()? / 1e9)
}

fn rss() -> String {
    let item = |n: usize| {
        let paragraph = "&lt;p&gt;The ministry said on Thursday that talks would resume; &quot;we are &lt;a href=&quot;/story\">ready</a>&quot;, it said.&lt;/p&gt;";
        format!(
            "<item><title>Talks resume, day {n}</title><link>https://a.example/{n}</link><guid isPermaLink=\"false\">{n}</guid>\
             <pubDate>Thu, 21 Nov 2019 19:21:00 +0900</pubDate><category>politics</category><dc:creator>Ida Berg</dc:creator>\
             <description>{}</description></item>\n",
            paragraph.repeat(12)
        )
    };
    let items: String = (0..30).map(item).collect();
    format!(
        "<?xml version=\"1.0\"?><rss version=\"2.0\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><channel><title>A</title>{items}</channel></rss>"
    )
}

fn atom() -> String {
    let entry = |n: usize| {
        let paragraph = "<p>국방부는 목요일 협상이 재개될 것이라고 밝혔다. <a class=\"x\" href=\"story\">준비</a>가 되었다고 말했다.</p>";
        format!(
            "<entry><title>협상 {n}</title><link href=\"/{n}\"/><id>tag:a.example,2019:{n}</id><updated>2019-11-21T19:21:00+09:00</updated>\
             <content type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\">{}</div></content></entry>\n",
            paragraph.repeat(10)
        )
    };
    let entries: String = (0..30).map(entry).collect();
    format!("<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>A</title>{entries}</feed>")
}
