//! Moving nodes of a tree while it is built: hang, detach, and the adoption of a block by what was misnested around it.
use super::tree::{Node, NodeId, Tree};

impl Tree<'_> {
    /// Hangs a detached node under `parent`, after `previous` or as its last child.
    pub(super) fn attach(&mut self, id: NodeId, parent: NodeId, previous: Option<NodeId>) {
        let previous = previous.or(self.nodes[parent.index()].last_child);
        let next = match previous {
            Some(previous) => self.nodes[previous.index()].next.replace(id),
            None => self.nodes[parent.index()].first_child.replace(id),
        };
        match next {
            Some(next) => self.nodes[next.index()].previous = Some(id),
            None => self.nodes[parent.index()].last_child = Some(id),
        }
        let node = &mut self.nodes[id.index()];
        (node.parent, node.previous, node.next) = (Some(parent), previous, next);
    }

    fn detach(&mut self, id: NodeId) {
        let Node { parent, previous, next, .. } = self.nodes[id.index()];
        let Some(parent) = parent else { return };
        match previous {
            Some(previous) => self.nodes[previous.index()].next = next,
            None => self.nodes[parent.index()].first_child = next,
        }
        match next {
            Some(next) => self.nodes[next.index()].previous = previous,
            None => self.nodes[parent.index()].last_child = previous,
        }
        let node = &mut self.nodes[id.index()];
        (node.parent, node.previous, node.next) = (None, None, None);
    }

    /// Moves `block` out of `formatting`, to stand after it, its content wrapped in a copy of the formatting element.
    pub(super) fn adopt(&mut self, formatting: NodeId, block: NodeId) {
        let Some(parent) = self.nodes[formatting.index()].parent else { return };
        self.detach(block);
        self.attach(block, parent, Some(formatting));
        let Node { first_child, last_child, .. } = self.nodes[block.index()];
        if first_child.is_none() {
            return;
        }
        let copy = NodeId(self.nodes.len() as u32);
        let kind = self.nodes[formatting.index()].kind;
        self.nodes.push(Node {
            kind,
            parent: Some(block),
            first_child,
            last_child,
            previous: None,
            next: None,
        });
        let mut child = first_child;
        while let Some(id) = child {
            self.nodes[id.index()].parent = Some(copy);
            child = self.nodes[id.index()].next;
        }
        let node = &mut self.nodes[block.index()];
        (node.first_child, node.last_child) = (Some(copy), Some(copy));
    }
}
