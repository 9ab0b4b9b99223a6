//! Measures time and memory of the feed reader on inputs made to hurt, and on files: `peak [FILE…]`.
use std::{env, fs, io};

use parser::{
    feed::{self, FeedContext},
    sitemap,
};
use peak_alloc::PeakAlloc;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

fn main() -> io::Result<()> {
    let files: Vec<String> = env::args().skip(1).collect();
    let mut inputs: Vec<(String, Vec<u8>)> = Vec::new();
    for file in files {
        inputs.push((file.clone(), fs::read(file)?));
    }
    if inputs.is_empty() {
        inputs = hostile();
    }
    println!("{:>10} {:>8} {:>8}  input", "bytes", "ms", "memory");
    for (name, body) in &inputs {
        measure(name, body);
    }
    Ok(())
}

fn measure(name: &str, body: &[u8]) {
    let context = FeedContext { url: "https://news.example/feeds/all.xml", ..FeedContext::default() };
    let is_map = name.contains("sitemap");
    let read =
        || if is_map { sitemap::read(body, &context).is_ok() } else { feed::read(body, &context).is_ok() };
    read(); // tables that are made at their first use
    MEMORY.reset_peak_usage();
    let (before, then) = (MEMORY.current_usage(), on_cpu());
    let is_feed = read();
    let ms = (on_cpu() - then) * 1000.0;
    let used = MEMORY.peak_usage().saturating_sub(before);
    let times = used as f64 / body.len().max(1) as f64;
    println!("{:>10} {ms:>8.1} {times:>7.1}×  {name}{}", body.len(), if is_feed { "" } else { " (no feed)" });
}

/// Seconds that this process was on a core.
fn on_cpu() -> f64 {
    let stat = fs::read_to_string("/proc/self/schedstat").unwrap_or_default();
    stat.split(' ').next().and_then(|ns| ns.parse::<f64>().ok()).unwrap_or(0.0) / 1e9
}

const MIB: usize = 1024 * 1024;

/// Inputs of 1 MiB, each one piece again and again within a feed.
fn hostile() -> Vec<(String, Vec<u8>)> {
    let rss =
        |inside: String| format!("<rss version=\"2.0\"><channel><title>x</title>{inside}</channel></rss>");
    let fill = |piece: &str| piece.repeat(MIB / piece.len());
    let mut inputs: Vec<(String, String)> = Vec::new();
    for piece in [
        "<item>",
        "<item/>",
        "<item><title>A</title></item>",
        "<item><link>a</link></item>",
        "<item><guid>1</guid><pubDate>21 Nov 2019 10:21 GMT</pubDate></item>",
        "<entry><link href='a'/></entry>",
        "<item><category>x</category>",
        "<category>x</category>",
        "<link href='a'/>",
        "<media:group>",
        "<media:content url='a'>",
        "<media:thumbnail url='a'/>",
        "<author>a@b.example</author>",
        "<enclosure url='a'/>",
        "<a xmlns:a='urn:a'>",
        "<x:y>",
        "<b>",
        "</b>",
        "<",
        "&",
        "&lt;",
        "&#",
        "&#x41;",
        "<!",
        "<!--",
        "<![CDATA[",
        "<![CDATA[]]>",
        "<title><![CDATA[</title>",
        "<?",
        "<!DOCTYPE a [",
        "\"",
        "a='",
        "<a b='",
        "<a b=\"c",
        "<description>",
        "<description>&lt;p&gt;",
        "<content type='xhtml'>",
        "<p>",
        "<pubDate>21/11/2019",
        "<pubDate>2 </pubDate>",
        "\u{0}",
        "\u{92}",
        "가",
        " ",
    ] {
        inputs.push((format!("rss of {piece:?}"), rss(fill(piece))));
        let within = format!("<item><title>A</title><description>{}</description></item>", fill(piece));
        inputs.push((format!("description of {piece:?}"), rss(within)));
    }
    let many = |piece: &str| fill(&format!("<item>{}</item>", piece.repeat(99)));
    for piece in [
        "<enclosure url='a'/>",
        "<link href='a'/>",
        "<category>x</category>",
        "<media:thumbnail url='a'/>",
        "<author>a</author>",
        "<content>a</content>",
    ] {
        inputs.push((format!("items of 99 {piece:?}"), rss(many(piece))));
    }
    let mixed: String = (0..20).map(|n| format!("<enclosure url='{n}'/><category>{n}</category><author>{n}</author><media:thumbnail url='{n}'/>")).collect();
    inputs.push(("items of many lists".to_owned(), rss(fill(&format!("<item>{mixed}</item>")))));
    let pad = "x".repeat(2000);
    let links = format!(
        "<item xml:base='https://a.example/{pad}/'><description>{}</description></item>",
        fill("<a href='b'>")
    );
    inputs.push(("links against a long base".to_owned(), rss(links)));
    let entities = format!("<!DOCTYPE rss [<!ENTITY e \"{}\">]>", "x".repeat(1000))
        + &rss(format!("<item><title>{}</title></item>", fill("&e;")));
    inputs.push(("a declared entity".to_owned(), entities));
    inputs.push(("one attribute".to_owned(), rss(format!("<item a='{}'/>", fill("x")))));
    inputs.push(("many attributes".to_owned(), rss(format!("<item {}/>", fill("a='b' ")))));
    inputs.push(("one name".to_owned(), rss(format!("<{}>", fill("x")))));
    for piece in [
        "[",
        "{\"a\":",
        "{},",
        "{\"id\":\"1\"},",
        "5,",
        "\"",
        "\\",
        "{\"url\":\"a\"},",
        "{\"tags\":[\"a\"]},",
    ] {
        inputs.push((
            format!("json items of {piece:?}"),
            format!("{{\"version\":\"https://jsonfeed.org/version/1\",\"items\":[{}", fill(piece)),
        ));
        inputs.push((
            format!("json head of {piece:?}"),
            format!("{{\"version\":\"https://jsonfeed.org/version/1\",\"x\":{}", fill(piece)),
        ));
    }
    for piece in [
        "<url>",
        "<url><loc>https://a.example/</loc></url>",
        "<url><loc>a</loc><lastmod>2019</lastmod></url>",
        "<image:image><image:loc>a</image:loc>",
    ] {
        inputs.push((format!("sitemap of {piece:?}"), format!("<urlset>{}", fill(piece))));
    }
    inputs.push(("sitemap of lines".to_owned(), fill("http://a.example/\n")));
    let mut inputs: Vec<(String, Vec<u8>)> =
        inputs.into_iter().map(|(name, text)| (name, text.into_bytes())).collect();
    inputs.push((
        "bytes beyond ASCII".to_owned(),
        [b"<rss><channel><item><title>".to_vec(), vec![0xE9; MIB]].concat(),
    ));
    inputs.push((
        "utf-16".to_owned(),
        rss(fill("<item><title>A</title></item>")).encode_utf16().flat_map(u16::to_le_bytes).collect(),
    ));
    inputs
}
