//! The body of a page as blocks: each run of text that a browser would set apart, with where it stands and why it may go.
use super::discard::{self, Rule};
use super::measure::Measure;
use super::tag::Tag;
use super::tree::{NodeId, Spaced, Step, Tree};
use model::Timestamp;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    Text,
    Heading,
    Item,
    Quote,
    Cell,
    Pre,
}

#[derive(Clone, Debug)]
pub struct Block {
    pub text: String,
    pub kind: BlockKind,
    /// The nearest block element that the text stands in.
    pub owner: NodeId,
    pub owner_tag: Tag,
    /// Code points; of them in links, and in bold.
    pub chars: u32,
    pub linked: u32,
    pub bold: u32,
    pub links: u32,
    /// The rule that drops it; `None` while it is kept.
    pub dropped: Option<Rule>,
    /// It opens an entry of a live page, which bears this time.
    pub at: Option<Timestamp>,
}

impl Block {
    pub fn link_share(&self) -> f32 {
        self.linked as f32 / self.chars.max(1) as f32
    }

    pub fn is_bold(&self) -> bool {
        self.bold * 10 >= self.chars * 9
    }

    pub fn drop(&mut self, rule: Rule) {
        self.dropped.get_or_insert(rule);
    }
}

/// Blocks of one page are capped; no article has as many.
const MAX_BLOCKS: usize = 20_000;

/// Reads the blocks of the body in document order. Structure alone has judged them ([`discard`]).
pub fn read(tree: &Tree<'_>, measure: &Measure) -> Vec<Block> {
    let mut reader =
        Reader { tree, blocks: Vec::new(), text: Spaced::default(), run: Run::default(), frames: Vec::new() };
    let body = tree.body();
    let mut walk = tree.walk(body);
    while let Some(step) = walk.next() {
        match step {
            Step::Open(id, tag) => {
                if discard::is_invisible(tag) {
                    walk.skip_content();
                }
                reader.open(id, tag, measure);
            }
            Step::Text(id) => reader.text(id),
            Step::Close(_, tag) => reader.close(tag),
        }
        if reader.blocks.len() >= MAX_BLOCKS {
            break;
        }
    }
    reader.flush();
    reader.blocks
}

/// An open element of the walk.
#[derive(Clone, Copy)]
struct Frame {
    id: NodeId,
    tag: Tag,
    block: bool,
    rule: Option<Rule>,
    kind: BlockKind,
    in_link: bool,
    in_bold: bool,
}

/// What is counted of the run of text being read.
#[derive(Clone, Copy, Default)]
struct Run {
    linked: u32,
    bold: u32,
    links: u32,
    breaks: u32,
}

struct Reader<'t, 's> {
    tree: &'t Tree<'s>,
    blocks: Vec<Block>,
    text: Spaced,
    run: Run,
    frames: Vec<Frame>,
}

impl Reader<'_, '_> {
    fn open(&mut self, id: NodeId, tag: Tag, measure: &Measure) {
        if tag == Tag::Br {
            return self.line_break();
        }
        let outer = self.frames.last().copied();
        // Custom elements are inline until styled, and are styled as blocks where they stand among blocks.
        let custom = tag == Tag::Other && self.tree.name(id).contains('-');
        let block = tag.is_block() || custom && outer.is_none_or(|f| f.block && f.tag != Tag::P);
        // The cells of a row are one line, unless blocks stand in them.
        let block = block && !matches!(tag, Tag::Td | Tag::Th);
        if block {
            self.flush();
        } else if matches!(tag, Tag::Td | Tag::Th) {
            self.text.gap();
        }
        let rule = outer.and_then(|f| f.rule).or_else(|| discard::rule(self.tree, id, tag, block, measure));
        let rule = rule.filter(|rule| !discard::is_quoted_post(self.tree, id, tag, rule));
        let outer_kind = outer.map_or(BlockKind::Text, |f| f.kind);
        self.frames.push(Frame {
            id,
            tag,
            block,
            rule,
            kind: kind_of(self.tree, id, tag).unwrap_or(outer_kind),
            in_link: tag == Tag::A || outer.is_some_and(|f| f.in_link),
            in_bold: matches!(tag, Tag::B | Tag::Strong)
                || tag.is_heading()
                || outer.is_some_and(|f| f.in_bold),
        });
        if tag == Tag::A {
            self.run.links += 1;
        }
        // An inline element that goes (an icon's label, a hidden word) ends no paragraph: its text is just left out.
    }

    fn text(&mut self, id: NodeId) {
        let Some(frame) = self.frames.last().copied() else { return };
        let text = self.tree.own_text(id);
        if !frame.block && frame.rule.is_some() && self.block_rule().is_none() {
            return self.text.gap();
        }
        let solid = text.chars().filter(|c| !c.is_whitespace()).count() as u32;
        if solid > 0 {
            self.run.breaks = 0;
        }
        self.run.linked += if frame.in_link { solid } else { 0 };
        self.run.bold += if frame.in_bold { solid } else { 0 };
        self.text.push(&text);
    }

    /// The rule of the block element around, inline elements aside.
    fn block_rule(&self) -> Option<Rule> {
        self.frames.iter().rev().find(|f| f.block).and_then(|f| f.rule)
    }

    fn line_break(&mut self) {
        self.run.breaks += 1;
        if self.run.breaks >= 2 {
            self.flush();
        } else {
            self.text.gap();
        }
    }

    fn close(&mut self, tag: Tag) {
        if tag == Tag::Br {
            return;
        }
        if self.frames.last().is_some_and(|f| f.block) {
            self.flush();
        }
        self.frames.pop();
    }

    fn flush(&mut self) {
        let text = std::mem::take(&mut self.text).finish();
        let run = std::mem::take(&mut self.run);
        let Some(owner) = self.frames.iter().rev().find(|f| f.block) else { return };
        if text.is_empty() {
            return;
        }
        let chars = text.chars().filter(|c| !c.is_whitespace()).count() as u32;
        self.blocks.push(Block {
            text,
            kind: owner.kind,
            owner: owner.id,
            owner_tag: owner.tag,
            chars,
            linked: run.linked,
            bold: run.bold,
            links: run.links,
            dropped: owner.rule,
            at: None,
        });
    }
}

fn kind_of(tree: &Tree<'_>, id: NodeId, tag: Tag) -> Option<BlockKind> {
    match tag {
        Tag::Div | Tag::Span if tree.attribute(id, "role").is_some_and(|role| role == "heading") => {
            Some(BlockKind::Heading)
        }
        tag if tag.is_heading() => Some(BlockKind::Heading),
        Tag::Li | Tag::Dt | Tag::Dd => Some(BlockKind::Item),
        Tag::Blockquote => Some(BlockKind::Quote),
        Tag::Tr | Tag::Caption => Some(BlockKind::Cell),
        Tag::Pre => Some(BlockKind::Pre),
        _ => None,
    }
}
