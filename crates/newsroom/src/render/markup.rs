//! Writing XML by hand, escaped, and a story's body as HTML for full-text feeds.
use crate::story::{Block, Story};

/// A document under construction.
pub(super) struct Xml(String);

impl Xml {
    pub(super) fn new() -> Self {
        Xml("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned())
    }

    /// Markup as it is: only literals of ours.
    pub(super) fn raw(&mut self, markup: &str) {
        self.0.push_str(markup);
    }

    /// `<name attribute="value">text</name>`, with values and text escaped.
    pub(super) fn element(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) {
        self.open(name, attributes);
        self.0.push('>');
        escape(&mut self.0, text);
        self.0.push_str("</");
        self.0.push_str(name);
        self.0.push_str(">\n");
    }

    /// `<name attribute="value"/>`.
    pub(super) fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.open(name, attributes);
        self.0.push_str("/>\n");
    }

    pub(super) fn finish(self) -> String {
        self.0
    }

    fn open(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.0.push('<');
        self.0.push_str(name);
        for (key, value) in attributes {
            self.0.push(' ');
            self.0.push_str(key);
            self.0.push_str("=\"");
            escape(&mut self.0, value);
            self.0.push('"');
        }
    }
}

fn escape(out: &mut String, text: &str) {
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            other => out.push(other),
        }
    }
}

/// The body as a full-text feed carries it.
pub(super) fn body_html(story: &Story) -> String {
    let mut html = String::new();
    let last = story.blocks.len().saturating_sub(1);
    for (place, block) in story.blocks.iter().enumerate() {
        let tag = match block {
            Block::Text(_) | Block::Entry { .. } => "p",
            Block::Heading(_) => "h2",
            Block::Item(_) => "li",
        };
        html.push_str(&format!("<{tag}>"));
        escape(&mut html, block.text());
        if let Some(credit) = story.credit.as_ref().filter(|_| place == last) {
            escape(&mut html, &format!(" ({credit})"));
        }
        html.push_str(&format!("</{tag}>\n"));
    }
    html
}
