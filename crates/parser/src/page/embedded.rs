//! The text of a page that a script fills: its HTML stands in a string of the page's own data.
use memchr::memmem;

use super::block;
use super::build;
use super::measure::Measure;
use super::prune::furniture;
use super::story;
use super::text::Draft;

/// Strings longer than this are not read.
const MAX_STRING: usize = 1 << 20;
/// A page holds many strings; the first so many that look like HTML are looked at.
const MAX_STRINGS: usize = 64;

/// The paragraphs of the longest string that holds HTML; empty when there is none.
pub fn paragraphs(source: &str) -> Vec<Draft> {
    let mut best = String::new();
    let mut at = 0;
    for _ in 0..MAX_STRINGS {
        let Some((start, end)) = next_string(source, at) else { break };
        at = end;
        let text = unescape(&source[start..end]);
        if text.len() > best.len() && text.matches("<p").count() >= 2 {
            best = text;
        }
    }
    let tree = build::build(&best);
    let blocks = block::read(&tree, &Measure::of(&tree)).into_iter();
    let kept = blocks.filter(|block| {
        block.dropped.is_none() && furniture(&block.text).is_none() && block.link_share() < 0.75
    });
    kept.map(story::draft).collect()
}

/// The string literal around the next escaped paragraph.
fn next_string(source: &str, from: usize) -> Option<(usize, usize)> {
    let bytes = source.as_bytes();
    let rest = bytes.get(from..)?;
    let marks: [&[u8]; 3] = [b"\\u003cp", b"\\u003Cp", b"<p>\\n"];
    let found = from + marks.iter().filter_map(|mark| memmem::find(rest, mark)).min()?;
    let quote = |at: usize| bytes[at] == b'"' && (at == 0 || bytes[at - 1] != b'\\');
    let low = found.saturating_sub(MAX_STRING).max(from);
    let start = (low..found).rev().find(|at| quote(*at))? + 1;
    let end = (found..bytes.len().min(found + MAX_STRING)).find(|at| quote(*at))?;
    source.is_char_boundary(start).then_some((start, end))
}

/// JSON's escapes, once; what is no escape stays.
fn unescape(text: &str) -> String {
    if let Ok(value) = serde_json::from_str::<String>(&format!("\"{text}\"")) {
        return value;
    }
    text.replace("\\u003c", "<")
        .replace("\\u003C", "<")
        .replace("\\u003e", ">")
        .replace("\\u003E", ">")
        .replace("\\\"", "\"")
        .replace("\\n", "\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_come_out_of_a_script() {
        let source = r#"<div id="app"></div><script>push([1,"x"]);push([1,"\u003cp class=\"a\"\u003eThe ferry stopped.\u003c/p\u003e\u003cp\u003eCrews were told.\u003c/p\u003e"])</script>"#;
        let texts: Vec<String> = paragraphs(source).into_iter().map(|draft| draft.text).collect();
        assert_eq!(texts, ["The ferry stopped.", "Crews were told."]);
        assert!(paragraphs("<p>plain</p>").is_empty());
        assert!(paragraphs(r"\u003cp").is_empty());
    }
}
