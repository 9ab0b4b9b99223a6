//! OPML, in which readers exchange their lists of feeds: read however it was exported, written as OPML 2.0.
use std::collections::HashMap;

use thiserror::Error;

use crate::{
    charset,
    discover::without_feed_scheme,
    feed::{
        entity, language_tag,
        tokens::{Token, Tokens},
    },
};

/// One feed of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outline {
    pub title: Option<String>,
    /// `xmlUrl`: where the feed is, as written but for a `feed:` scheme.
    pub url: String,
    /// `htmlUrl`: the site that it is the feed of.
    pub site: Option<String>,
    /// The titles of the folders that it stands in, the outermost first.
    pub folder: Vec<String>,
    pub language: Option<String>,
    pub description: Option<String>,
    /// `category`, split at its commas.
    pub tags: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum OpmlError {
    #[error("the file is empty")]
    Empty,
    #[error("this is no OPML file: it has no `opml` and no `outline` element")]
    NotOpml,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OpmlErrorKind {
    Empty,
    NotOpml,
}

impl OpmlError {
    pub fn kind(&self) -> OpmlErrorKind {
        match self {
            OpmlError::Empty => OpmlErrorKind::Empty,
            OpmlError::NotOpml => OpmlErrorKind::NotOpml,
        }
    }
}

/// No list that people keep has more.
const MOST: usize = 50_000;
/// Folders within folders.
const DEPTH: usize = 16;

/// The feeds of a list in their order; the same feed in two folders stands twice.
pub fn read(bytes: &[u8]) -> Result<Vec<Outline>, OpmlError> {
    let decoded = charset::decode(bytes, None);
    if decoded.text.trim_start_matches('\u{feff}').trim().is_empty() {
        return Err(OpmlError::Empty);
    }
    let mut list = List { budget: 4 * decoded.text.len() + 64 * 1024, ..List::default() };
    let mut tokens = Tokens::new(&decoded.text);
    while let Some(token) = tokens.next() {
        match token {
            Token::Start { name, .. } if name.eq_ignore_ascii_case("opml") => list.met = true,
            Token::Start { name, closed } if name.eq_ignore_ascii_case("outline") => {
                list.start(&Attributes(&tokens), closed);
            }
            Token::End(name) if name.eq_ignore_ascii_case("outline") => list.end(),
            _ => {}
        }
    }
    if list.met { Ok(list.feeds) } else { Err(OpmlError::NotOpml) }
}

struct Attributes<'t>(&'t Tokens<'t>);

impl Attributes<'_> {
    fn get(&self, name: &str) -> Option<String> {
        let (_, value) = self.0.attributes().iter().find(|(known, _)| known.eq_ignore_ascii_case(name))?;
        let value = entity::decode_html(value);
        // Line ends in attributes are blanks (XML 1.0, 3.3.3).
        let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
        (!value.is_empty()).then_some(value)
    }
}

#[derive(Default)]
struct List {
    met: bool,
    feeds: Vec<Outline>,
    /// Outlines that are open: the title of a folder, nothing for a feed, which is no folder of what follows it.
    open: Vec<Option<String>>,
    /// How many bytes the names of folders may still add: deep folders times many feeds would be more than the file.
    budget: usize,
}

impl List {
    fn start(&mut self, attributes: &Attributes<'_>, closed: bool) {
        self.met = true;
        let title = attributes.get("title").or_else(|| attributes.get("text"));
        // Some exports say `url`, which OPML itself has for links to other lists.
        let kind = attributes.get("type").unwrap_or_default().to_ascii_lowercase();
        let is_feed = matches!(&*kind, "rss" | "atom" | "feed" | "rdf" | "jsonfeed");
        let url = attributes
            .get("xmlUrl")
            .or_else(|| attributes.get("url").filter(|_| is_feed))
            .map(without_feed_scheme);
        let Some(url) = url else {
            if !closed {
                self.open.push(title);
            }
            return;
        };
        if self.feeds.len() < MOST {
            let tags = attributes.get("category").unwrap_or_default();
            let tags = tags.split(',').map(|tag| tag.trim().trim_matches('/').to_owned());
            let folder = self.folder();
            self.feeds.push(Outline {
                title,
                url,
                site: attributes.get("htmlUrl"),
                folder,
                language: attributes.get("language").and_then(|tag| language_tag(&tag)),
                description: attributes.get("description"),
                tags: tags.filter(|tag| !tag.is_empty()).take(100).collect(),
            });
        }
        if !closed {
            self.open.push(None);
        }
    }

    fn end(&mut self) {
        self.open.pop();
    }

    fn folder(&mut self) -> Vec<String> {
        let names = || self.open.iter().flatten().take(DEPTH);
        let cost: usize = names().map(|name| name.len() + size_of::<String>()).sum();
        if cost > self.budget {
            return Vec::new();
        }
        let folder = names().cloned().collect();
        self.budget -= cost;
        folder
    }
}

/// A list as OPML 2.0: folders in the order in which they first come, each once.
pub fn write(title: &str, feeds: &[Outline]) -> String {
    let mut out =
        String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">\n  <head>\n");
    out.push_str("    <title>");
    escape(&mut out, title);
    out.push_str("</title>\n  </head>\n  <body>\n");
    write_level(&mut out, &feeds.iter().collect::<Vec<_>>(), 0);
    out.push_str("  </body>\n</opml>\n");
    out
}

fn write_level(out: &mut String, feeds: &[&Outline], depth: usize) {
    let mut folders: Vec<(&str, Vec<&Outline>)> = Vec::new();
    let mut places: HashMap<&str, usize> = HashMap::new();
    for feed in feeds {
        let folder = feed.folder.get(depth).filter(|_| depth < DEPTH);
        let Some(name) = folder else {
            write_feed(out, feed, depth);
            continue;
        };
        let place = *places.entry(name).or_insert_with(|| {
            folders.push((name, Vec::new()));
            folders.len() - 1
        });
        folders[place].1.push(feed);
    }
    for (name, inside) in folders {
        indent(out, depth);
        out.push_str("<outline");
        attribute(out, "text", name);
        attribute(out, "title", name);
        out.push_str(">\n");
        write_level(out, &inside, depth + 1);
        indent(out, depth);
        out.push_str("</outline>\n");
    }
}

fn write_feed(out: &mut String, feed: &Outline, depth: usize) {
    // `text` is required.
    let title = feed.title.as_deref().unwrap_or(&feed.url);
    indent(out, depth);
    out.push_str("<outline type=\"rss\"");
    attribute(out, "text", title);
    attribute(out, "title", title);
    attribute(out, "xmlUrl", &feed.url);
    let tags = feed.tags.join(",");
    for (name, value) in [
        ("htmlUrl", feed.site.as_deref()),
        ("language", feed.language.as_deref()),
        ("description", feed.description.as_deref()),
        ("category", Some(&*tags).filter(|tags| !tags.is_empty())),
    ] {
        if let Some(value) = value {
            attribute(out, name, value);
        }
    }
    out.push_str("/>\n");
}

fn indent(out: &mut String, depth: usize) {
    out.extend(std::iter::repeat_n("  ", depth + 2));
}

fn attribute(out: &mut String, name: &str, value: &str) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    escape(out, value);
    out.push('"');
}

/// Text of XML 1.0, which has no control characters.
fn escape(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(' '),
            '\0'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}' => {}
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests;
