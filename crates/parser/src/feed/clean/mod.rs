//! One linear pass over a feed's text that gives a balanced stream of known elements, whatever the markup was.
//!
//! Every [`Event::Open`] has its [`Event::Close`], no more than [`DEPTH`] of them are open at once, references are
//! decoded, names carry their meaning. What the author left open is closed where the next thing shows that it ended.
use std::{borrow::Cow, rc::Rc};

pub mod entity;
mod entity_names;
pub mod names;
pub mod token;

use self::{
    entity::decode,
    names::{El, Space, element, space_of_prefix, space_of_uri},
    token::{Token, Tokens},
};
use super::uri;

/// Elements nested deeper than this are passed over; their text stays. Real feeds stay under 30.
pub const DEPTH: usize = 64;
/// Namespace declarations in force at once.
const BINDINGS: usize = 256;
/// A base longer than this would multiply with every link that is resolved against it.
const BASE: usize = 2048;

pub enum Event<'a> {
    Open(Element<'a>),
    Close,
    Text(Cow<'a, str>),
}

pub struct Element<'a> {
    pub el: El,
    pub space: Space,
    /// Without prefix, as written.
    pub local: &'a str,
    /// Without `xmlns`, values decoded.
    pub attributes: Attributes<'a>,
}

#[derive(Default)]
pub struct Attributes<'a>(pub Vec<(&'a str, Cow<'a, str>)>);

impl Attributes<'_> {
    /// The value of `name` (as written in a feed, case aside), trimmed; `None` when it is empty.
    pub fn get(&self, name: &str) -> Option<&str> {
        let (_, value) = self.0.iter().find(|(known, _)| known.eq_ignore_ascii_case(name))?;
        Some(value.trim()).filter(|value| !value.is_empty())
    }
}

/// How often something had to be repaired.
#[derive(Default)]
pub struct Repairs {
    pub unclosed: usize,
    pub stray: usize,
    pub deep: usize,
}

pub struct Cleaner<'a> {
    tokens: Tokens<'a>,
    stack: Vec<Frame<'a>>,
    bindings: Vec<(&'a str, Space)>,
    /// The base and language outside the root.
    base: Rc<str>,
    closes: usize,
    pending: Option<(Element<'a>, Frame<'a>, bool)>,
    /// Open elements beyond [`DEPTH`].
    beyond: usize,
    rooted: bool,
    ended: bool,
    pub repairs: Repairs,
    /// How many bytes entities and resolved links may still add to the document.
    pub budget: usize,
}

struct Frame<'a> {
    name: &'a str,
    el: El,
    bindings: usize,
    base: Rc<str>,
    language: Option<Rc<str>>,
}

impl<'a> Cleaner<'a> {
    pub fn new(text: &'a str, base: &str) -> Self {
        Cleaner {
            tokens: Tokens::new(text),
            stack: Vec::new(),
            bindings: Vec::new(),
            base: Rc::from(base),
            closes: 0,
            pending: None,
            beyond: 0,
            rooted: false,
            ended: false,
            repairs: Repairs::default(),
            budget: text.len() + 64 * 1024,
        }
    }

    /// `xml:base` in force inside the element that is open now.
    pub fn base(&self) -> Rc<str> {
        self.stack.last().map_or_else(|| self.base.clone(), |frame| frame.base.clone())
    }

    /// `xml:lang` in force inside the element that is open now.
    pub fn language(&self) -> Option<Rc<str>> {
        self.stack.last().and_then(|frame| frame.language.clone())
    }

    /// How many start tags of these names the whole input has at most.
    pub fn elements(&self, names: &[&str]) -> usize {
        self.tokens.elements(names)
    }

    /// Whether the input is used up: what closes now was never closed by its author.
    pub fn ended(&self) -> bool {
        self.ended
    }

    /// Whether the input broke off inside a tag or section.
    pub fn cut(&self) -> bool {
        self.tokens.cut().is_some()
    }

    fn start(&mut self, name: &'a str, closed: bool) {
        let kept = self.bindings.len();
        self.bind(name);
        let (prefix, local) = split(name);
        let space = self.resolve(prefix);
        let lower = lowercase(local);
        let mut el = element(space, &lower);
        if matches!(el, El::Rss | El::Feed | El::Rdf) {
            self.rooted = true;
        }
        if el == El::Item && self.is_inside_unknown() {
            el = El::Unknown;
        }
        self.closes = self.interrupted_by(el, space);
        if self.closes > 0 {
            self.beyond = 0;
            self.repairs.unclosed += 1;
        }
        if self.stack.len() - self.closes >= DEPTH {
            self.bindings.truncate(kept);
            self.repairs.deep += 1;
            self.beyond += usize::from(!closed);
            return;
        }
        let void = closed || (is_void(&lower) && self.is_in_markup());
        let (base, language) = self.scope();
        let frame = Frame { name, el, bindings: kept, base, language };
        let attributes = self.attributes();
        self.pending = Some((Element { el, space, local, attributes }, frame, void));
    }

    /// Takes the declarations of the start tag into force.
    fn bind(&mut self, name: &'a str) {
        let (own_prefix, own_local) = split(name);
        // A root named `feed` is a feed, whatever its namespace is called.
        let is_root = !self.rooted
            && ["rss", "feed", "rdf"].iter().any(|root| own_local.eq_ignore_ascii_case(root))
            && space_of_prefix(own_prefix) != Space::Rdf;
        for (attribute, value) in self.tokens.attributes() {
            let prefix = match attribute.split_once(':') {
                Some(("xmlns", prefix)) => prefix,
                None if *attribute == "xmlns" => "",
                _ => continue,
            };
            if self.bindings.len() < BINDINGS {
                let root = is_root && prefix == own_prefix;
                self.bindings.push((prefix, if root { Space::Core } else { space_of_uri(prefix, value) }));
            }
        }
    }

    fn resolve(&self, prefix: &str) -> Space {
        let bound = self.bindings.iter().rev().find(|(known, _)| *known == prefix);
        bound.map_or_else(|| space_of_prefix(prefix), |(_, space)| *space)
    }

    fn attributes(&mut self) -> Attributes<'a> {
        let doctype = self.tokens.doctype();
        let budget = &mut self.budget;
        let attributes = self.tokens.attributes().iter();
        let kept = attributes.filter(|(name, _)| *name != "xmlns" && !name.starts_with("xmlns:"));
        Attributes(kept.map(|(name, value)| (*name, decode(value, doctype, budget))).collect())
    }

    /// Base and language inside the element that starts.
    fn scope(&self) -> (Rc<str>, Option<Rc<str>>) {
        let outer = self.stack.len().checked_sub(self.closes + 1).and_then(|at| self.stack.get(at));
        let mut base = outer.map_or_else(|| self.base.clone(), |frame| frame.base.clone());
        let mut language = outer.and_then(|frame| frame.language.clone());
        for (name, value) in self.tokens.attributes() {
            match *name {
                "xml:base" if value.len() <= BASE => {
                    let joined = uri::join(&base, value.trim());
                    if uri::is_http(&joined) && joined.len() <= BASE {
                        base = Rc::from(&*joined);
                    }
                }
                "xml:lang" => language = super::language_tag(value).map(Rc::from),
                _ => {}
            }
        }
        (base, language)
    }

    /// How many open elements end because this one begins.
    fn interrupted_by(&self, el: El, space: Space) -> usize {
        let through = if el == El::Item {
            let item = self.stack.iter().position(|frame| frame.el == El::Item);
            item.or_else(|| self.stack.iter().position(|frame| frame.el.is_leaf()))
        } else {
            let ours = !matches!(space, Space::Xhtml | Space::Svg | Space::MathMl | Space::Other);
            self.stack.iter().position(|frame| ours && frame.el.is_leaf() && el.interrupts(frame.el))
        };
        through.map_or(0, |at| self.stack.len() - at)
    }

    /// An `item` within an element that nobody knows, within an item, is that element's own affair.
    fn is_inside_unknown(&self) -> bool {
        let item = self.stack.iter().rposition(|frame| frame.el == El::Item);
        let Some(item) = item else { return false };
        let mut inside = self.stack[item + 1..].iter();
        inside.next().is_some_and(|frame| frame.el == El::Unknown)
    }

    fn is_in_markup(&self) -> bool {
        self.stack.iter().any(|frame| frame.el.is_marked_up())
    }

    fn end(&mut self, name: &str) {
        let found = self.stack.iter().rposition(|frame| frame.name.eq_ignore_ascii_case(name));
        if self.beyond > 0 {
            // Elements passed over end first, unless something that matters ends: it takes them along.
            if found.is_none_or(|at| self.stack[at].el == El::Unknown) {
                self.beyond -= 1;
                return;
            }
            self.beyond = 0;
        }
        match found {
            Some(at) => {
                self.closes = self.stack.len() - at;
                self.repairs.unclosed += usize::from(self.closes > 1);
            }
            None => self.repairs.stray += 1,
        }
    }

    fn close_one(&mut self) -> Event<'a> {
        self.closes -= 1;
        if let Some(frame) = self.stack.pop()
            && self.pending.is_none()
        {
            self.bindings.truncate(frame.bindings);
        }
        Event::Close
    }
}

impl<'a> Iterator for Cleaner<'a> {
    type Item = Event<'a>;

    fn next(&mut self) -> Option<Event<'a>> {
        loop {
            if self.closes > 0 {
                return Some(self.close_one());
            }
            if let Some((element, frame, void)) = self.pending.take() {
                self.stack.push(frame);
                self.closes = usize::from(void);
                return Some(Event::Open(element));
            }
            match self.tokens.next() {
                Some(Token::Start { name, closed }) => self.start(name, closed),
                Some(Token::End(name)) => self.end(name),
                Some(Token::Text(text)) => {
                    return Some(Event::Text(decode(text, self.tokens.doctype(), &mut self.budget)));
                }
                Some(Token::Literal(text)) => return Some(Event::Text(Cow::Borrowed(text))),
                None if self.stack.is_empty() => return None,
                None => {
                    self.ended = true;
                    self.closes = self.stack.len();
                }
            }
        }
    }
}

fn split(name: &str) -> (&str, &str) {
    name.split_once(':').unwrap_or(("", name))
}

fn lowercase(name: &str) -> Cow<'_, str> {
    if name.bytes().any(|b| b.is_ascii_uppercase()) {
        Cow::Owned(name.to_ascii_lowercase())
    } else {
        Cow::Borrowed(name)
    }
}

/// Elements of HTML without an end tag. `link` is not among them: in RSS it has one.
pub fn is_void(name: &str) -> bool {
    matches!(name, "br" | "hr" | "img" | "input" | "wbr" | "embed" | "area" | "col" | "param")
}
