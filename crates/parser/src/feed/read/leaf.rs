//! Gathers the value of one element: plain text, or the markup inside it however it is written.
use std::{borrow::Cow, rc::Rc};

use data_encoding::BASE64;

use crate::feed::{
    clean::{
        Attributes, Element,
        names::{El, Space},
    },
    markup,
};

/// An element whose value is being gathered.
pub struct Leaf<'a> {
    pub el: El,
    pub space: Space,
    pub attributes: Attributes<'a>,
    pub base: Rc<str>,
    pub language: Option<Rc<str>>,
    form: Form,
    /// Borrowed as long as it is one piece of the input.
    out: Cow<'a, str>,
    /// Child elements that are open, to be closed in the output.
    open: Vec<Option<Cow<'a, str>>>,
    has_markup: bool,
}

/// A value longer than any title or summary.
const LONG: usize = 64 * 1024;

/// How the text of an element holds its markup.
#[derive(Clone, Copy, PartialEq)]
enum Form {
    /// Dates, names, URLs: no markup at all.
    Plain,
    /// Atom `type="text"`: what looks like markup is text.
    Text,
    /// RSS, Atom `type="html"`: one decoding gives HTML, and elements stand for themselves.
    Html,
    /// Atom `type="xhtml"`: elements are the markup, text is text.
    Xhtml,
    Base64,
}

impl<'a> Leaf<'a> {
    pub fn open(element: Element<'a>, is_atom: bool, base: Rc<str>, language: Option<Rc<str>>) -> Self {
        let form = form(element.el, element.space, &element.attributes, is_atom);
        Leaf {
            el: element.el,
            space: element.space,
            attributes: element.attributes,
            base,
            language,
            form,
            out: Cow::Borrowed(""),
            open: Vec::new(),
            has_markup: false,
        }
    }

    pub fn text(&mut self, text: Cow<'a, str>) {
        let escaped = self.form == Form::Xhtml || (self.form == Form::Text && self.has_markup);
        match escaped {
            true => markup::escape(self.out.to_mut(), &text, false),
            false if self.out.is_empty() => self.out = text,
            false => self.out.to_mut().push_str(&text),
        }
    }

    /// A child element. `base` is the base in force inside it.
    pub fn child(&mut self, element: Element<'a>, base: &str, budget: &mut usize) {
        if matches!(self.form, Form::Plain | Form::Base64) {
            self.open.push(None);
            return;
        }
        if !self.has_markup && self.form == Form::Text {
            let text = std::mem::take(&mut self.out);
            markup::escape(self.out.to_mut(), &text, false);
        }
        self.has_markup = true;
        let name = Cow::Borrowed(element.local);
        let own = |(name, value): (&'a str, Cow<'a, str>)| {
            (!name.starts_with("xml:")).then_some((Cow::Borrowed(name), value))
        };
        let mut attributes = element.attributes.0.into_iter().filter_map(own).collect();
        markup::write_tag(self.out.to_mut(), &name, &mut attributes, base, budget);
        self.open.push((!self.out.ends_with(" />")).then_some(name));
    }

    /// Closes the innermost child; `false` when there is none, and the leaf itself ends.
    pub fn close_child(&mut self) -> bool {
        let Some(child) = self.open.pop() else { return false };
        if let Some(name) = child {
            markup::write_end(self.out.to_mut(), &name);
        }
        true
    }

    /// The media type of the value.
    pub fn media_type(&self) -> &'static str {
        match self.form {
            Form::Plain => "text/plain",
            Form::Text if !self.has_markup => "text/plain",
            Form::Xhtml => "application/xhtml+xml",
            _ => "text/html",
        }
    }

    /// The value: trimmed, decoded, links absolute.
    pub fn value(&mut self, budget: &mut usize) -> String {
        let mut out = std::mem::take(&mut self.out);
        if let Cow::Owned(long) = &mut out
            && long.len() > LONG
        {
            long.shrink_to_fit(); // another of its size is about to be written
        }
        let text = out.trim();
        match self.form {
            Form::Plain => text.to_owned(),
            Form::Text if !self.has_markup => text.to_owned(),
            Form::Base64 => match base64(text) {
                Some(decoded) => markup::tidy(decoded.trim(), &self.base, budget).into_owned(),
                None => text.to_owned(),
            },
            Form::Xhtml | Form::Html if self.is_wrapped() => {
                markup::tidy(unwrapped(text), &self.base, budget).trim().to_owned()
            }
            _ => markup::tidy(text, &self.base, budget).into_owned(),
        }
    }

    /// RFC 4287 §3.1.1.3: the one `div` of `type="xhtml"` is not part of the content. TypePad wraps `type="html"`, too.
    fn is_wrapped(&self) -> bool {
        let kind = self.attributes.get("type").unwrap_or("");
        kind.eq_ignore_ascii_case("xhtml") || (kind.eq_ignore_ascii_case("html") && self.has_markup)
    }
}

fn form(el: El, space: Space, attributes: &Attributes<'_>, is_atom: bool) -> Form {
    if !el.is_marked_up() {
        return Form::Plain;
    }
    if el == El::Body {
        return Form::Xhtml;
    }
    let kind = attributes.get("type").unwrap_or("").to_ascii_lowercase();
    let mode = attributes.get("mode").unwrap_or("");
    if mode.eq_ignore_ascii_case("base64") {
        return Form::Base64;
    }
    if mode.eq_ignore_ascii_case("escaped") && kind != "text/plain" {
        return Form::Html;
    }
    let atom = is_atom && space == Space::Core;
    match kind.as_str() {
        "xhtml" | "application/xhtml+xml" | "application/xml" | "text/xml" => Form::Xhtml,
        "html" | "text/html" => Form::Html,
        "text" | "text/plain" => Form::Text,
        other if other.ends_with("+xml") || other.ends_with("/xml") => Form::Xhtml,
        other if atom && other.contains('/') && !other.starts_with("text/") => Form::Base64,
        _ if atom => Form::Text,
        _ => Form::Html,
    }
}

fn base64(text: &str) -> Option<String> {
    let packed: Vec<u8> = text.bytes().filter(|b| !b.is_ascii_whitespace()).collect();
    String::from_utf8(BASE64.decode(&packed).ok()?).ok()
}

/// The inside of a `div` that wraps all of `html`.
fn unwrapped(html: &str) -> &str {
    let inside = html.strip_prefix("<div").and_then(|rest| rest.strip_suffix("</div>"));
    let Some((tag, inside)) = inside.and_then(|rest| rest.split_once('>')) else { return html };
    // Two divs side by side are not one wrapper.
    let mut depth = 0i32;
    let balanced = inside.match_indices("div").all(|(at, _)| {
        depth += match &inside.as_bytes()[..at] {
            [.., b'<'] => 1,
            [.., b'<', b'/'] => -1,
            _ => 0,
        };
        depth >= 0
    });
    if balanced && !tag.ends_with('/') { inside } else { html }
}
