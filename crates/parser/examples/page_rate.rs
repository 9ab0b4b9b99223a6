//! How many pages a second one core reads, beside dom_query building its tree of the same bytes: `page_rate --list TSV`.
use std::io::Write;
use std::time::Instant;

use parser::page::{self, PageContext};

/// Each measurement goes over all pages so many times; the best counts.
const ROUNDS: usize = 5;

fn main() -> std::io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let (Some("--list"), Some(list)) = (arguments.next().as_deref(), arguments.next()) else {
        return Err(std::io::Error::other("usage: page_rate --list TSV"));
    };
    let mut pages = Vec::new();
    for line in std::fs::read_to_string(list)?.lines() {
        let mut cells = line.split('\t').skip(1);
        let (Some(path), url) = (cells.next(), cells.next().unwrap_or("")) else { continue };
        pages.push((std::fs::read(path)?, url.to_owned()));
    }
    let ours = rate(&pages, |bytes, url| {
        let context = PageContext { url, ..PageContext::default() };
        page::read(bytes, &context).map_or(0, |article| article.text.len())
    });
    let theirs = rate(&pages, |bytes, _| {
        dom_query::Document::from(String::from_utf8_lossy(bytes).as_ref()).select("p").length()
    });
    writeln!(
        std::io::stdout(),
        "{} pages: {ours:.0} pages/s whole, dom_query's tree alone {theirs:.0} pages/s, ratio {:.2}",
        pages.len(),
        ours / theirs
    )
}

fn rate(pages: &[(Vec<u8>, String)], read: impl Fn(&[u8], &str) -> usize) -> f64 {
    let mut best = f64::MAX;
    for _ in 0..ROUNDS {
        let (start, before) = (Instant::now(), on_cpu());
        let mut sum = 0;
        for (bytes, url) in pages {
            sum += read(bytes, url);
        }
        std::hint::black_box(sum);
        let seconds = on_cpu().zip(before).map_or(start.elapsed().as_secs_f64(), |(now, then)| now - then);
        best = best.min(seconds);
    }
    pages.len() as f64 / best
}

/// Seconds that this process was on a core, where Linux says so: other work on the machine does not count.
fn on_cpu() -> Option<f64> {
    let stat = std::fs::read_to_string("/proc/self/schedstat").ok()?;
    Some(stat.split(' ').next()?.parse::<f64>().ok()? / 1e9)
}
