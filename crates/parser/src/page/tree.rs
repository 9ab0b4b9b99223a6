//! The tree of a page: a flat arena of elements and runs of text, as spans into the source, linked in document order.
//!
//! Everything above works on this type alone, so that the reader below it ([`build`](super::build)) can be replaced.
use std::borrow::Cow;

use super::charref;
use super::tag::Tag;
use super::token::{Attribute, Span};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub(super) u32);

impl NodeId {
    pub const ROOT: NodeId = NodeId(0);

    pub fn index(self) -> usize {
        self.0 as usize
    }
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Kind {
    /// Attributes stand in `Tree::attributes[first..first + count]`.
    Element {
        tag: Tag,
        name: Span,
        first: u32,
        count: u16,
    },
    Text(Span),
    /// The content of a script or title.
    Raw(Span),
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Node {
    pub kind: Kind,
    pub parent: Option<NodeId>,
    pub first_child: Option<NodeId>,
    pub last_child: Option<NodeId>,
    pub previous: Option<NodeId>,
    pub next: Option<NodeId>,
}

/// A short text has no more tags and pieces.
const SHORT_STEPS: usize = 2_000;

pub struct Tree<'s> {
    pub(super) source: &'s str,
    pub(super) nodes: Vec<Node>,
    pub(super) attributes: Vec<Attribute>,
    pub(super) head: Option<NodeId>,
    pub(super) body: Option<NodeId>,
    /// A cap cut the page short.
    pub truncated: bool,
}

/// What a walk meets: an element opens, a text stands there, an element closes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Open(NodeId, Tag),
    Text(NodeId),
    Close(NodeId, Tag),
}

impl<'s> Tree<'s> {
    pub fn body(&self) -> NodeId {
        self.body.unwrap_or(NodeId::ROOT)
    }

    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether there is any element besides those that the reader adds.
    pub fn has_markup(&self) -> bool {
        self.elements(NodeId::ROOT).any(|(_, tag)| !matches!(tag, Tag::Html | Tag::Head | Tag::Body))
    }

    fn node(&self, id: NodeId) -> Option<&Node> {
        #[cfg(test)]
        super::hostile::count(1);
        self.nodes.get(id.index())
    }

    /// `None` for text.
    pub fn tag(&self, id: NodeId) -> Option<Tag> {
        match self.node(id)?.kind {
            Kind::Element { tag, .. } => Some(tag),
            _ => None,
        }
    }

    /// The element's name as written, for custom elements.
    pub fn name(&self, id: NodeId) -> &'s str {
        match self.node(id).map(|n| n.kind) {
            Some(Kind::Element { name, .. }) => name.of(self.source),
            _ => "",
        }
    }

    pub fn parent(&self, id: NodeId) -> Option<NodeId> {
        self.node(id)?.parent
    }

    /// The element itself, then its parent, up to the root.
    pub fn ancestors(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        std::iter::successors(Some(id), |id| self.parent(*id))
    }

    pub fn children(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        let first = self.node(id).and_then(|n| n.first_child);
        std::iter::successors(first, |id| self.node(*id)?.next)
    }

    pub fn contains(&self, outer: NodeId, inner: NodeId) -> bool {
        self.ancestors(inner).any(|id| id == outer)
    }

    /// The raw value of an attribute; names compare without case.
    fn raw_attribute(&self, id: NodeId, name: &str) -> Option<&'s str> {
        let Some(Kind::Element { first, count, .. }) = self.node(id).map(|n| n.kind) else { return None };
        let range = first as usize..first as usize + count as usize;
        let found = self.attributes.get(range)?.iter().find(|a| {
            let written = a.name.of(self.source);
            written.len() == name.len() && written.eq_ignore_ascii_case(name)
        })?;
        Some(found.value.of(self.source))
    }

    pub fn attribute(&self, id: NodeId, name: &str) -> Option<Cow<'s, str>> {
        self.raw_attribute(id, name).map(charref::decode)
    }

    pub fn has_attribute(&self, id: NodeId, name: &str) -> bool {
        self.raw_attribute(id, name).is_some()
    }

    /// Every attribute's name and raw value.
    pub fn attributes(&self, id: NodeId) -> impl Iterator<Item = (&'s str, &'s str)> + '_ {
        let range = match self.node(id).map(|n| n.kind) {
            Some(Kind::Element { first, count, .. }) => first as usize..first as usize + count as usize,
            _ => 0..0,
        };
        let source = self.source;
        self.attributes.get(range).unwrap_or(&[]).iter().map(move |a| (a.name.of(source), a.value.of(source)))
    }

    /// The text of a text node as written.
    pub fn source_text(&self, id: NodeId) -> &'s str {
        match self.node(id).map(|n| n.kind) {
            Some(Kind::Text(span)) => span.of(self.source),
            _ => "",
        }
    }

    /// The decoded text of a text node.
    pub fn own_text(&self, id: NodeId) -> Cow<'s, str> {
        match self.node(id).map(|n| n.kind) {
            Some(Kind::Text(span)) => charref::decode(span.of(self.source)),
            _ => Cow::Borrowed(""),
        }
    }

    /// The raw content of a script or title.
    pub fn raw_text(&self, id: NodeId) -> &'s str {
        self.children(id)
            .find_map(|child| match self.node(child)?.kind {
                Kind::Raw(span) => Some(span.of(self.source)),
                _ => None,
            })
            .unwrap_or("")
    }

    /// All text below `id`, white space collapsed, block elements and line breaks read as a space.
    pub fn text(&self, id: NodeId) -> String {
        let mut out = Spaced::default();
        for step in self.walk(id) {
            match step {
                Step::Text(id) => out.push(&self.own_text(id)),
                Step::Open(_, tag) | Step::Close(_, tag) if tag.is_block() || tag == Tag::Br => out.gap(),
                _ => {}
            }
        }
        out.finish()
    }

    /// The text below `id` where it is a line of at most `longest` bytes: a stranger may nest a whole page in what is
    /// named a byline, many times over.
    pub fn short_text(&self, id: NodeId, longest: usize) -> Option<String> {
        let mut out = Spaced::default();
        for (steps, step) in self.walk(id).enumerate() {
            match step {
                // Most of a long text is indentation, or it is no line.
                Step::Text(id) if self.source_text(id).len() > 20 * longest => return None,
                Step::Text(id) => out.push(&self.own_text(id)),
                Step::Open(_, tag) | Step::Close(_, tag) if tag.is_block() || tag == Tag::Br => out.gap(),
                _ => {}
            }
            if out.out.len() > longest || steps > SHORT_STEPS {
                return None;
            }
        }
        Some(out.finish())
    }

    /// All text below `id` as it stands in the source, references decoded.
    pub fn plain_text(&self, id: NodeId) -> String {
        self.walk(id)
            .filter_map(|step| match step {
                Step::Text(id) => Some(self.own_text(id)),
                _ => None,
            })
            .collect()
    }

    /// Depth first through `id` and everything below it.
    pub fn walk(&self, id: NodeId) -> Walk<'_, 's> {
        Walk { tree: self, top: id, next: Some(Enter(id)), skip: false }
    }

    /// Elements below `id` in document order.
    pub fn elements(&self, id: NodeId) -> impl Iterator<Item = (NodeId, Tag)> + '_ {
        self.walk(id).filter_map(|step| match step {
            Step::Open(id, tag) => Some((id, tag)),
            _ => None,
        })
    }
}

use Move::{Enter, Leave};

#[derive(Clone, Copy)]
enum Move {
    Enter(NodeId),
    Leave(NodeId),
}

pub struct Walk<'t, 's> {
    tree: &'t Tree<'s>,
    top: NodeId,
    next: Option<Move>,
    skip: bool,
}

impl Walk<'_, '_> {
    /// Leaves out what stands inside the element that was just opened; its `Close` comes next.
    pub fn skip_content(&mut self) {
        self.skip = true;
    }

    fn after(&self, id: NodeId) -> Option<Move> {
        if id == self.top {
            return None;
        }
        let node = self.tree.node(id)?;
        node.next.map(Enter).or(node.parent.map(Leave))
    }
}

impl Iterator for Walk<'_, '_> {
    type Item = Step;

    fn next(&mut self) -> Option<Step> {
        loop {
            if std::mem::take(&mut self.skip)
                && let Some(Enter(inner)) = self.next
                && let Some(parent) = self.tree.parent(inner)
            {
                self.next = Some(Leave(parent));
            }
            let step = self.next?;
            match step {
                Enter(id) => {
                    let node = self.tree.node(id)?;
                    match node.kind {
                        Kind::Element { tag, .. } => {
                            self.next = Some(node.first_child.map_or(Leave(id), Enter));
                            return Some(Step::Open(id, tag));
                        }
                        Kind::Text(_) => {
                            self.next = self.after(id);
                            return Some(Step::Text(id));
                        }
                        Kind::Raw(_) => self.next = self.after(id),
                    }
                }
                Leave(id) => {
                    self.next = self.after(id);
                    return Some(Step::Close(id, self.tree.tag(id)?));
                }
            }
        }
    }
}

/// Text with its white space collapsed as it is put together.
#[derive(Default)]
pub struct Spaced {
    out: String,
    gap: bool,
}

impl Spaced {
    pub fn push(&mut self, text: &str) {
        #[cfg(test)]
        super::hostile::count(text.len());
        for c in text.chars() {
            if c.is_whitespace() {
                self.gap = true;
            } else if !is_invisible(c) {
                if std::mem::take(&mut self.gap) && !self.out.is_empty() {
                    self.out.push(' ');
                }
                self.out.push(c);
            }
        }
    }

    pub fn gap(&mut self) {
        self.gap = true;
    }

    pub fn finish(self) -> String {
        self.out
    }
}

/// Soft hyphens, zero-width marks and control characters: layout, not text.
pub fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}' | '\u{0}'..='\u{1f}' | '\u{7f}'..='\u{9f}')
}
