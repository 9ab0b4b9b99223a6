//! Compares our tree with dom_query's (html5ever's) over a list of pages: `page_diff --list TSV` (id, path) prints the pages
//! whose paragraphs differ, and the share that are equal.
use std::io::Write;

fn main() -> std::io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let (Some("--list"), Some(list)) = (arguments.next().as_deref(), arguments.next()) else {
        return Err(std::io::Error::other("usage: page_diff --list TSV"));
    };
    let mut out = std::io::stdout().lock();
    let (mut all, mut equal) = (0, 0);
    for line in std::fs::read_to_string(list)?.lines() {
        let mut cells = line.split('\t');
        let (Some(id), Some(path)) = (cells.next(), cells.next()) else { continue };
        let source = String::from_utf8_lossy(&std::fs::read(path)?).into_owned();
        let ours = parser::page::paragraph_texts(&source);
        let theirs = html5ever_texts(&source);
        all += 1;
        if ours == theirs {
            equal += 1;
            continue;
        }
        let missing = theirs.iter().filter(|text| !ours.contains(text)).collect::<Vec<_>>();
        let extra = ours.iter().filter(|text| !theirs.contains(text)).collect::<Vec<_>>();
        writeln!(out, "{id}: {} theirs, {} ours", theirs.len(), ours.len())?;
        for (mark, text) in missing.iter().map(|t| ('-', t)).chain(extra.iter().map(|t| ('+', t))).take(6) {
            writeln!(out, "  {mark} {}", text.chars().take(120).collect::<String>())?;
        }
    }
    writeln!(out, "{equal} of {all} pages have equal paragraphs")
}

/// The texts of all `p` elements, white space collapsed, without what our reader leaves out before it builds a tree.
fn html5ever_texts(source: &str) -> Vec<String> {
    let document = dom_query::Document::from(source);
    document.select("script, style, noscript, svg, template, iframe").remove();
    let paragraphs = document.select("body p").nodes().to_vec();
    let texts = paragraphs.iter().map(|node| node.text().split_whitespace().collect::<Vec<_>>().join(" "));
    texts.filter(|text| !text.is_empty()).collect()
}
