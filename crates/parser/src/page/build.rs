//! Tokens to a tree: implied end tags, scopes, misnested formatting, one head and one body, as browsers repair them
//! (HTML §13.2.6), without foster parenting and without reopening formatting, which change no text.
//!
//! Linear in the source but for the stack of open elements, whose depth is capped: html5ever is quadratic in nesting, and
//! recursion over what it builds overflows the stack.
use super::tag::Tag;
use super::token::{Span, Token, Tokens};
use super::tree::{Kind, Node, NodeId, Tree};

/// Deeper elements are read as if their tags were not there.
pub const MAX_DEPTH: usize = 512;
/// Elements and texts; a page with more is cut.
pub const MAX_NODES: usize = 600_000;

/// Builds the tree of a page. Never fails: whatever bytes there are have a tree.
pub fn build(source: &str) -> Tree<'_> {
    let mut builder = Builder::new(source);
    let mut tokens = Tokens::new(source);
    while let Some(token) = tokens.next() {
        if builder.tree.nodes.len() >= MAX_NODES {
            builder.tree.truncated = true;
            break;
        }
        match token {
            Token::Text(span) => builder.text(span),
            Token::Start { tag, name, self_closing } => builder.start(tag, name, self_closing, &tokens),
            Token::End { tag, name } => builder.end(tag, name),
            Token::Raw(span) => {
                builder.append(Kind::Raw(span));
            }
        }
    }
    builder.tree
}

#[derive(Clone, Copy)]
struct Open {
    id: NodeId,
    tag: Tag,
    name: Span,
}

struct Builder<'s> {
    tree: Tree<'s>,
    stack: Vec<Open>,
    /// How many elements of each name are open: most questions of scope end here.
    open: [u32; Tag::COUNT],
    /// Start tags beyond the depth cap that have not ended.
    beyond: usize,
}

impl<'s> Builder<'s> {
    fn new(source: &'s str) -> Self {
        let root = Node {
            kind: Kind::Element { tag: Tag::Html, name: Span { start: 0, end: 0 }, first: 0, count: 0 },
            parent: None,
            first_child: None,
            last_child: None,
            previous: None,
            next: None,
        };
        let mut nodes = Vec::with_capacity(source.len() / 24 + 16);
        nodes.push(root);
        let tree = Tree { source, nodes, attributes: Vec::new(), head: None, body: None, truncated: false };
        let mut builder = Builder { tree, stack: Vec::with_capacity(64), open: [0; Tag::COUNT], beyond: 0 };
        builder.push(NodeId::ROOT, Tag::Html, Span { start: 0, end: 0 });
        builder
    }

    fn push(&mut self, id: NodeId, tag: Tag, name: Span) {
        self.stack.push(Open { id, tag, name });
        self.open[tag as usize] += 1;
    }

    fn pop(&mut self) {
        if self.stack.len() > 1
            && let Some(open) = self.stack.pop()
        {
            self.open[open.tag as usize] -= 1;
        }
    }

    fn truncate(&mut self, len: usize) {
        while self.stack.len() > len.max(1) {
            self.pop();
        }
    }

    fn current(&self) -> Open {
        self.stack.last().copied().unwrap_or(Open {
            id: NodeId::ROOT,
            tag: Tag::Html,
            name: Span { start: 0, end: 0 },
        })
    }

    fn append(&mut self, kind: Kind) -> NodeId {
        let parent = self.current().id;
        self.append_to(parent, kind)
    }

    fn append_to(&mut self, parent: NodeId, kind: Kind) -> NodeId {
        let id = NodeId(self.tree.nodes.len() as u32);
        self.tree.nodes.push(Node {
            kind,
            parent: None,
            first_child: None,
            last_child: None,
            previous: None,
            next: None,
        });
        self.tree.attach(id, parent, None);
        id
    }

    fn text(&mut self, span: Span) {
        let white = span.of(self.tree.source).bytes().all(|b| b.is_ascii_whitespace());
        if self.tree.body.is_none() {
            if white {
                return;
            }
            self.open_body();
        }
        self.append(Kind::Text(span));
    }

    fn start(&mut self, tag: Tag, name: Span, self_closing: bool, tokens: &Tokens<'_>) {
        match tag {
            Tag::Html => return self.merge(NodeId::ROOT, tokens),
            Tag::Head => {
                if self.tree.head.is_none() && self.tree.body.is_none() {
                    self.open_head(tokens);
                }
                return;
            }
            Tag::Body => {
                self.open_body();
                return self.merge(self.tree.body(), tokens);
            }
            _ => {}
        }
        if self.tree.body.is_none() && !tag.belongs_in_head() {
            self.open_body();
        }
        self.close_implied(tag);
        if self.stack.len() >= MAX_DEPTH {
            self.beyond += usize::from(!tag.is_void() && !self_closing);
            return;
        }
        let (first, count) = self.keep_attributes(tokens);
        let id = self.append(Kind::Element { tag, name, first, count });
        let ends_itself = tag.is_void() || self_closing && tag == Tag::Other;
        if !ends_itself {
            self.push(id, tag, name);
        }
    }

    fn keep_attributes(&mut self, tokens: &Tokens<'_>) -> (u32, u16) {
        let first = self.tree.attributes.len() as u32;
        self.tree.attributes.extend_from_slice(&tokens.attributes);
        (first, tokens.attributes.len() as u16)
    }

    /// A second `<html>` or `<body>` tag only adds attributes to the element that is there.
    fn merge(&mut self, id: NodeId, tokens: &Tokens<'_>) {
        let Some(Kind::Element { tag, name, count: 0, .. }) = self.tree.nodes.get(id.index()).map(|n| n.kind)
        else {
            return;
        };
        let (first, count) = self.keep_attributes(tokens);
        self.tree.nodes[id.index()].kind = Kind::Element { tag, name, first, count };
    }

    fn open_head(&mut self, tokens: &Tokens<'_>) {
        let (first, count) = self.keep_attributes(tokens);
        let name = Span { start: 0, end: 0 };
        let id = self.append(Kind::Element { tag: Tag::Head, name, first, count });
        self.tree.head = Some(id);
        self.push(id, Tag::Head, name);
    }

    fn open_body(&mut self) {
        if self.tree.body.is_some() {
            return;
        }
        self.truncate(1);
        let name = Span { start: 0, end: 0 };
        let id = self.append(Kind::Element { tag: Tag::Body, name, first: 0, count: 0 });
        self.tree.body = Some(id);
        self.push(id, Tag::Body, name);
    }

    /// The end tags that a start tag implies.
    fn close_implied(&mut self, tag: Tag) {
        use Tag::*;
        if tag.closes_paragraph() && self.open[P as usize] > 0 {
            self.close_paragraph();
        }
        match tag {
            Li => self.close_item(&[Li], &[Ul, Ol, Menu]),
            Dt | Dd => self.close_item(&[Dt, Dd], &[Dl]),
            Option => self.close_item(&[Option], &[Select]),
            Optgroup => self.close_item(&[Option, Optgroup], &[Select]),
            Td | Th => self.close_item(&[Td, Th], &[Tr]),
            Tr => self.close_item(&[Tr, Td, Th], &[Table, Tbody, Thead, Tfoot]),
            Tbody | Thead | Tfoot => {
                self.close_item(&[Tbody, Thead, Tfoot, Caption, Colgroup, Tr, Td, Th], &[Table])
            }
            A if self.open[A as usize] > 0 => self.end_formatting(A),
            tag if tag.is_heading() && self.current().tag.is_heading() => self.pop(),
            _ => {}
        }
    }

    /// Ends the innermost open element of `names`, unless an element of `limits` or a scope comes first.
    fn close_item(&mut self, names: &[Tag], limits: &[Tag]) {
        if names.iter().all(|tag| self.open[*tag as usize] == 0) {
            return;
        }
        let mut found = None;
        for (at, open) in self.stack.iter().enumerate().rev() {
            if names.contains(&open.tag) {
                found = Some(at);
                // `tr` ends cell and row: go on outwards to the row.
                if names.len() < 3 {
                    break;
                }
            } else if limits.contains(&open.tag) || open.tag == Tag::Table {
                break;
            }
        }
        if let Some(at) = found {
            self.truncate(at);
        }
    }

    fn close_paragraph(&mut self) {
        let found = self.stack.iter().enumerate().rev().find_map(|(at, open)| match open.tag {
            Tag::P => Some(Some(at)),
            tag if tag.is_scope() || tag == Tag::Button => Some(None),
            _ => None,
        });
        if let Some(Some(at)) = found {
            self.truncate(at);
        }
    }

    fn end(&mut self, tag: Tag, name: Span) {
        if self.beyond > 0 {
            self.beyond -= 1;
            return;
        }
        match tag {
            Tag::Html | Tag::Body => {}
            Tag::Head => {
                if self.tree.body.is_none() {
                    self.truncate(1);
                }
            }
            Tag::Br => {
                self.append(Kind::Element { tag, name, first: 0, count: 0 });
            }
            _ if self.open[tag as usize] == 0 => {}
            tag if tag.is_formatting() => self.end_formatting(tag),
            _ => self.end_ordinary(tag, name),
        }
    }

    fn end_ordinary(&mut self, tag: Tag, name: Span) {
        let block = tag.is_special();
        let source = self.tree.source;
        for (at, open) in self.stack.iter().enumerate().rev() {
            let same = open.tag == tag
                && (tag != Tag::Other || open.name.of(source).eq_ignore_ascii_case(name.of(source)));
            // `</h2>` ends whatever heading is open (HTML §13.2.6.4.7).
            if same || tag.is_heading() && open.tag.is_heading() {
                return self.truncate(at);
            }
            let stops =
                if block { open.tag.is_scope() && !ends_table_part(tag) } else { open.tag.is_special() };
            if stops || open.tag == Tag::Table {
                return;
            }
        }
    }

    /// The adoption agency in its usual case: `<a><div>x</a>y</div>` becomes `<a></a><div><a>x</a>y</div>`.
    fn end_formatting(&mut self, tag: Tag) {
        let mut furthest = None;
        let mut found = None;
        for (at, open) in self.stack.iter().enumerate().rev() {
            if open.tag == tag {
                found = Some(at);
                break;
            }
            if open.tag.is_scope() {
                return;
            }
            if open.tag.is_special() {
                furthest = Some(at);
            }
        }
        let Some(at) = found else { return };
        let Some(block_at) = furthest else { return self.truncate(at) };
        let (Some(formatting), Some(block)) =
            (self.stack.get(at).copied(), self.stack.get(block_at).copied())
        else {
            return;
        };
        self.tree.adopt(formatting.id, block.id);
        // The formatting element, and inline elements between it and the block, are closed; the block stays open.
        for open in self.stack.drain(at..block_at) {
            self.open[open.tag as usize] -= 1;
        }
    }
}

/// End tags of table parts look through cells, which are scopes for everything else.
fn ends_table_part(tag: Tag) -> bool {
    matches!(
        tag,
        Tag::Table | Tag::Tbody | Tag::Thead | Tag::Tfoot | Tag::Tr | Tag::Td | Tag::Th | Tag::Caption
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::paragraph_texts;

    fn check(html: &str, expect: &[&str]) {
        assert_eq!(paragraph_texts(html), expect, "{html}");
    }

    #[test]
    fn tags_are_implied_as_browsers_do() {
        check("<p>a<p>b<div>c</div>d", &["a", "b"]);
        check("<p>a<a href=x>b<p>c</a>d", &["ab", "cd"]);
        check("<ul><li><p>a<li><p>b</ul><p>c", &["a", "b", "c"]);
        check("<table><tr><td><p>a</div><td><p>b</table><p>c", &["a", "b", "c"]);
        check("<b><p>a</b>b</p>c", &["ab"]);
        check("<p>a<b>b<i>c</b>d</i>e", &["abcde"]);
        check("<p>a<script>if (a<b) '<p>x</p>'</script>b", &["ab"]);
        check("<p>a<!-- <p>x --!>b<svg><p>x</svg>c", &["abc"]);
        check("<p>1 < 2 &amp; 3</p >", &["1 < 2 & 3"]);
        check("<p title='a>b'>c", &["c"]);
        check("<head><title>t</title><p>a</head><body class=x><p>b", &["a", "b"]);
        check("<p>a</body></html>b", &["ab"]);
    }

    /// The same text of the same paragraphs as html5ever, whatever is thrown at both.
    fn html5ever(html: &str) -> Vec<String> {
        let document = dom_query::Document::from(html);
        let paragraphs = document.select("body p").nodes().to_vec();
        let texts =
            paragraphs.iter().map(|node| node.text().split_whitespace().collect::<Vec<_>>().join(" "));
        texts.filter(|text| !text.is_empty()).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(400))]
        #[test]
        fn paragraphs_are_those_of_html5ever(pieces in prop::collection::vec(piece(), 1..24)) {
            let html = pieces.concat();
            prop_assert_eq!(paragraph_texts(&html), html5ever(&html), "{}", html);
        }
    }

    fn piece() -> impl Strategy<Value = String> {
        let names = prop::sample::select(vec![
            "p",
            "div",
            "span",
            "em",
            "ul",
            "li",
            "h2",
            "blockquote",
            "section",
            "article",
            "figure",
            "figcaption",
            "dl",
            "dt",
            "dd",
            "x-card",
        ]);
        let tag = (names, prop::bool::ANY)
            .prop_map(|(name, end)| if end { format!("</{name}>") } else { format!("<{name}>") });
        let text = "[a-z]{1,4} ?".prop_map(|text| text);
        prop_oneof![3 => tag, 2 => text, 1 => Just("<br>".to_owned()), 1 => Just("<!-- x -->".to_owned())]
    }
}
