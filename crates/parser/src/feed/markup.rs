//! Writes a fragment of HTML in one form, with its links made absolute, so that equal content is equal text.
//!
//! Content systems reorder attributes and requote them between two renderings of one text; a reader that compares
//! fragments would take that for an edit. The text itself is left alone.
use std::borrow::Cow;

use memchr::memchr;

use super::{
    clean::{
        entity::{decode_html, numeric},
        is_void,
        token::{Token, Tokens},
    },
    uri,
};
use crate::charset::c1_as_windows;

/// Attributes that hold one URL.
const LINKS: &[&str] = &["href", "src", "cite", "poster", "longdesc", "background", "xlink:href"];

/// `html` in one form; relative links resolved against `base`, as long as `budget` allows the text to grow.
pub fn tidy<'a>(html: &'a str, base: &str, budget: &mut usize) -> Cow<'a, str> {
    if memchr(b'<', html.as_bytes()).is_none() && !html.contains("&#") {
        return Cow::Borrowed(html);
    }
    let mut out = String::with_capacity(html.len() + html.len() / 16);
    let mut tokens = Tokens::new(html);
    let mut attributes: Vec<(Cow<'_, str>, Cow<'_, str>)> = Vec::new();
    while let Some(token) = tokens.next() {
        match token {
            Token::Start { name, .. } => {
                attributes.clear();
                let decoded =
                    tokens.attributes().iter().map(|(name, value)| (lowercase(name), decode_html(value)));
                attributes.extend(decoded);
                let name = lowercase(name);
                write_tag(&mut out, &name, &mut attributes, base, budget);
                if matches!(&*name, "script" | "style") {
                    out.push_str(tokens.raw_until(&name));
                }
            }
            Token::End(name) if !is_void(&lowercase(name)) => {
                write_end(&mut out, &lowercase(name));
            }
            Token::End(_) => {}
            Token::Text(text) => write_text(&mut out, text),
            Token::Literal(text) => escape(&mut out, text, false),
        }
    }
    out.push_str(tokens.cut().unwrap_or(""));
    Cow::Owned(out)
}

/// A start tag: attributes sorted, foreign content with its namespace, void elements closed.
pub fn write_tag<'a>(
    out: &mut String,
    name: &str,
    attributes: &mut Vec<(Cow<'a, str>, Cow<'a, str>)>,
    base: &str,
    budget: &mut usize,
) {
    let has =
        |wanted: &str, list: &[(Cow<'a, str>, Cow<'a, str>)]| list.iter().any(|(known, _)| known == wanted);
    if let Some(namespace) = foreign(name)
        && !has("xmlns", attributes)
    {
        attributes.push((Cow::Borrowed("xmlns"), Cow::Borrowed(namespace)));
    }
    if attributes.iter().any(|(name, _)| name.starts_with("xlink:")) && !has("xmlns:xlink", attributes) {
        attributes.push((Cow::Borrowed("xmlns:xlink"), Cow::Borrowed("http://www.w3.org/1999/xlink")));
    }
    attributes.sort_by(|a, b| a.0.cmp(&b.0));
    attributes.dedup_by(|later, first| later.0 == first.0);
    out.push('<');
    out.push_str(name);
    for (name, value) in attributes.iter() {
        out.push(' ');
        out.push_str(name);
        out.push_str("=\"");
        // A fragment stays within the text, wherever that is shown.
        if LINKS.contains(&&**name) && !value.trim().is_empty() && !value.starts_with('#') {
            escape(out, &absolute(value, base, budget), true);
        } else {
            escape(out, value, true);
        }
        out.push('"');
    }
    out.push_str(if is_void(name) { " />" } else { ">" });
}

pub fn write_end(out: &mut String, name: &str) {
    out.push_str("</");
    out.push_str(name);
    out.push('>');
}

/// `reference` against `base`, unless the document has grown enough.
pub fn absolute<'a>(reference: &'a str, base: &str, budget: &mut usize) -> Cow<'a, str> {
    let trimmed = reference.trim();
    if base.len() > *budget && uri::scheme(trimmed).is_none() {
        return Cow::Borrowed(trimmed);
    }
    let joined = uri::join(base, trimmed);
    let growth = joined.len().saturating_sub(reference.len());
    if growth > *budget {
        return Cow::Borrowed(trimmed);
    }
    *budget -= growth;
    joined
}

/// Text as markup shows it.
pub fn escape(out: &mut String, text: &str, in_attribute: bool) {
    let mut rest = text;
    while let Some(at) = rest.find(['&', '<', '>', '"']) {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        match from.as_bytes().first() {
            Some(b'&') => out.push_str("&amp;"),
            Some(b'<') => out.push_str("&lt;"),
            Some(b'>') => out.push_str("&gt;"),
            _ if in_attribute => out.push_str("&quot;"),
            _ => out.push('"'),
        }
        rest = &from[1..];
    }
    out.push_str(rest);
}

/// Text of HTML, references kept: those of the C1 range say what browsers show, and a `<` stays one only where nothing
/// could make it the start of a tag.
fn write_text(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some(at) = memchr::memchr2(b'&', b'<', rest.as_bytes()) {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let taken = match numeric(from) {
            Some((number @ 128..160, length)) => {
                out.push_str(&format!("&#x{:x};", u32::from(c1_as_windows(number as u8))));
                length
            }
            Some((_, length)) if from.as_bytes().get(2) == Some(&b'X') => {
                out.push_str(&from[..length].to_ascii_lowercase());
                length
            }
            _ if from.starts_with('<')
                && !from[1..].starts_with(|c: char| c == ' ' || c == '=' || c.is_ascii_digit()) =>
            {
                out.push_str("&lt;");
                1
            }
            _ => {
                out.push_str(&from[..1]);
                1
            }
        };
        rest = &from[taken..];
    }
    out.push_str(rest);
}

fn lowercase(name: &str) -> Cow<'_, str> {
    if name.bytes().any(|b| b.is_ascii_uppercase()) && !is_camel(name) {
        Cow::Owned(name.to_ascii_lowercase())
    } else {
        Cow::Borrowed(name)
    }
}

/// SVG has names and attributes in camel case (`viewBox`); HTML has none.
fn is_camel(name: &str) -> bool {
    name.as_bytes().first().is_some_and(u8::is_ascii_lowercase)
}

fn foreign(name: &str) -> Option<&'static str> {
    match name {
        "svg" => Some("http://www.w3.org/2000/svg"),
        "math" => Some("http://www.w3.org/1998/Math/MathML"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(html: &str, expect: &str) {
        assert_eq!(tidy(html, "https://a.example/n/", &mut 1000), expect, "{html}");
    }

    #[test]
    fn one_form_for_all_ways_to_write_it() {
        check("<P CLASS=x id='y'>a</P>", "<p class=\"x\" id=\"y\">a</p>");
        check("<p id=\"y\" class=\"x\">a</p>", "<p class=\"x\" id=\"y\">a</p>");
        check("a<br>b<br/>c</br>", "a<br />b<br />c");
        check(
            "<a href='?a=1&b=\"2\"'>x</a>",
            "<a href=\"https://a.example/n/?a=1&amp;b=&quot;2&quot;\">x</a>",
        );
        check("<!-- x --><![CDATA[1 < 2]]>", "1 &lt; 2");
    }

    #[test]
    fn text_stays_as_it_is() {
        for text in ["1 < 2 & 3 > 2", "&amp;lt; &eacute; &#8217; &nosuch;", "한글", "<"] {
            let expect = if text == "<" { "&lt;" } else { text };
            check(text, expect);
        }
        check("&#146;&#X2019;", "&#x2019;&#x2019;");
        check("<script>if (a<b) '</p>'</script>x", "<script>if (a<b) '</p>'</script>x");
    }

    #[test]
    fn links_resolve_as_long_as_the_budget_lasts() {
        check(
            "<img src=1.jpg><a href='#x'></a>",
            "<img src=\"https://a.example/n/1.jpg\" /><a href=\"#x\"></a>",
        );
        check(
            "<q cite=../c><video poster=//b.example/p>",
            "<q cite=\"https://a.example/c\"><video poster=\"https://b.example/p\">",
        );
        assert_eq!(tidy("<a href=x>", "https://a.example/", &mut 10), "<a href=\"x\">");
    }

    #[test]
    fn foreign_content_carries_its_namespace() {
        check(
            "<svg><a xlink:href='x'/></svg>",
            "<svg xmlns=\"http://www.w3.org/2000/svg\"><a xlink:href=\"https://a.example/n/x\" xmlns:xlink=\"http://www.w3.org/1999/xlink\"></svg>",
        );
    }
}
