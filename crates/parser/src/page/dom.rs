//! What a page shows rather than states: its headline, the byline and the time that stand near it.
use super::discard;
use super::facts::{Facts, line};
use super::meta::Metas;
use super::names::{has_word, words};
use super::prune::letters;
use super::tag::Tag;
use super::tree::{NodeId, Step, Tree};
use super::when;
use crate::byline;
use model::article::FieldSource;

/// Elements that may hold byline or time, in the order of the page.
struct Marks {
    bylines: Vec<NodeId>,
    author_links: Vec<NodeId>,
    times: Vec<NodeId>,
    dates: Vec<NodeId>,
    /// Short texts with a year in them.
    lines: Vec<NodeId>,
    /// "(责编：…)" below the story.
    desk_lines: Vec<NodeId>,
}

pub fn facts(tree: &Tree<'_>, metas: &Metas) -> Facts {
    let heading = headline(tree, metas);
    let near = heading.as_ref().map(|(id, _)| *id);
    let marks = Marks::of(tree, near);
    Facts {
        title: heading.map(|(_, text)| text),
        authors: authors(tree, &marks, near),
        published: published(tree, &marks, near),
        ..Facts::default()
    }
}

impl Marks {
    /// Of what stands near the headline; of the whole page where it has none.
    fn of(tree: &Tree<'_>, near: Option<NodeId>) -> Marks {
        let mut marks = Marks {
            bylines: vec![],
            author_links: vec![],
            times: vec![],
            dates: vec![],
            lines: vec![],
            desk_lines: vec![],
        };
        let mut walk = tree.walk(tree.body());
        while let Some(step) = walk.next() {
            match step {
                Step::Open(id, tag) => {
                    let away = distance(id, near);
                    let close = away <= FAR;
                    if discard::is_invisible(tag)
                        || tag == Tag::Nav
                        || away <= 2 * FAR && is_comment(tree, id)
                    {
                        walk.skip_content();
                    } else if close {
                        marks.note(tree, id, tag);
                    } else if tag == Tag::Time {
                        marks.times.push(id);
                    }
                }
                Step::Text(id) => marks.note_text(tree, id, distance(id, near) <= FAR),
                Step::Close(..) => {}
            }
        }
        marks
    }

    /// A line that begins "By …" is a byline whatever its element is called.
    fn note_text(&mut self, tree: &Tree<'_>, id: NodeId, close: bool) {
        let text = tree.source_text(id).trim();
        if byline::is_desk_line(text) {
            self.desk_lines.push(id);
        }
        let Some(parent) = tree.parent(id).filter(|_| close) else { return };
        if text.len() < 60 && names_a_year(text) {
            self.lines.push(id);
        }
        // Templates indent: the names may be few and the line long.
        if text.len() < 400
            && byline::is_marked(text)
            && line(text).is_some_and(|line| line.len() < 80)
            && self.bylines.last() != Some(&parent)
        {
            self.bylines.push(parent);
        }
    }

    fn note(&mut self, tree: &Tree<'_>, id: NodeId, tag: Tag) {
        match tag {
            Tag::Time => self.times.push(id),
            Tag::Other if tree.has_attribute(id, "datetime") => self.times.push(id),
            Tag::A if is_author_link(tree, id) => self.author_links.push(id),
            _ => {}
        }
        let (mut author, mut date) = (false, false);
        for (name, value) in tree.attributes(id) {
            if matches!(name, "class" | "id" | "data-testid" | "rel") {
                for word in words(value) {
                    author |= BYLINES.contains(&&*word);
                    date |= DATES.contains(&&*word);
                }
            }
        }
        if author {
            self.bylines.push(id);
        }
        if date {
            self.dates.push(id);
        }
    }
}

#[rustfmt::skip]
const BYLINES: &[&str] = &[
    "byline", "bylines", "author", "authors", "authorname", "writer", "reporter", "contributor", "contributors", "autor", "autoren", "auteur", "auteurs", "autores",
    "redactor", "journalist", "creator", "credits", "dateline", "attribution",
];
#[rustfmt::skip]
const DATES: &[&str] = &[
    "date", "time", "timestamp", "published", "pubdate", "publish", "datetime", "posted", "dateline", "datum", "fecha", "created", "updated", "meta", "info", "byline",
    "day", "data", "publication",
];
const ASIDES: &[&str] = &["comments", "commentlist", "disqus", "sidebar", "related", "recommended"];

fn names_a_year(text: &str) -> bool {
    let is_year = |run: &[u8]| matches!(run, [b'1', b'9', b'9', d] | [b'2', b'0', b'0'..=b'4', d] if d.is_ascii_digit());
    text.as_bytes().windows(4).any(is_year)
}

/// Comments, sidebars and related stories have bylines and times of their own.
fn is_comment(tree: &Tree<'_>, id: NodeId) -> bool {
    let named = has_word(tree, id, &["id", "class"], ASIDES);
    named && !tree.elements(id).take(3_000).any(|(_, tag)| tag == Tag::H1)
}

fn is_author_link(tree: &Tree<'_>, id: NodeId) -> bool {
    if tree.attribute(id, "rel").is_some_and(|rel| rel.split_ascii_whitespace().any(|rel| rel == "author")) {
        return true;
    }
    tree.attribute(id, "href").is_some_and(|href| {
        let path = href.split("://").last().unwrap_or(&href).to_ascii_lowercase();
        [
            "/author/",
            "/authors/",
            "/autor/",
            "/autoren/",
            "/people/",
            "/staff/",
            "/by/",
            "/profile/",
            "/profiles/",
            "/journalist",
            "/reporter",
            "/writers/",
            "/contributor",
            "/editors/",
            "/columnist",
            "/auteur",
            "author=",
            "/team/",
            "/redaktion/",
        ]
        .iter()
        .any(|part| path.contains(part))
    })
}

const MAX_HEADINGS: usize = 20;
/// A longer heading is an unclosed one that holds the page, in bytes.
const HEADLINE: usize = 2_000;

/// The first heading that the `<title>` bears out; a logo is often the first `<h1>` of its page.
fn headline(tree: &Tree<'_>, metas: &Metas) -> Option<(NodeId, String)> {
    let head = metas.title.as_deref().map(letters).unwrap_or_default();
    let of =
        |wanted: Tag| tree.elements(tree.body()).filter(move |(_, tag)| *tag == wanted).take(MAX_HEADINGS);
    let only = of(Tag::H1).nth(1).is_none();
    let mut best: Option<Candidate> = None;
    for (id, tag) in of(Tag::H1).chain(of(Tag::H2)) {
        let Some(text) = tree.short_text(id, HEADLINE) else { continue };
        let plain = letters(&text);
        // Of two that the title holds, the story's is the longer: the other is its section's or site's.
        let whole = plain.len() as f32 / head.len().max(1) as f32;
        let share = shared(&plain, &head) * (0.6 + 0.4 * whole.min(1.0));
        let bonus = if is_named_headline(tree, id) { 0.25 } else { 0.0 };
        // A headline may differ from the search title, if it is named one; a second-rank heading may not.
        let enough = match tag {
            Tag::H1 => share + bonus >= if only { 0.25 } else { 0.35 } || head.is_empty(),
            _ => share >= 0.5 && best.as_ref().is_none_or(|known| known.share < 0.2),
        };
        let weight = share + bonus;
        if enough && !text.is_empty() && best.as_ref().is_none_or(|known| weight > known.weight) {
            best = Some(Candidate { weight, share, id, text });
        }
    }
    best.map(|best| (best.id, best.text))
}

struct Candidate {
    weight: f32,
    share: f32,
    id: NodeId,
    text: String,
}

/// The share of a text's runs of three characters that another text has too, up to ten of them counting in full.
fn shared(text: &str, other: &str) -> f32 {
    let chars: Vec<char> = text.chars().collect();
    if chars.len() < 4 {
        return 0.0;
    }
    let runs = chars.windows(3);
    let all = runs.len();
    let found = runs.filter(|run| other.contains(&run.iter().collect::<String>())).count();
    // A short heading that the title holds whole may be its site's name: length counts.
    found as f32 / all as f32 * (all.min(10) as f32 / 10.0).max(0.3)
}

const HEADLINES: &[&str] = &["headline", "title", "entry", "heading", "titre", "titulo"];

fn is_named_headline(tree: &Tree<'_>, id: NodeId) -> bool {
    let inside = tree.ancestors(id).take(6).any(|id| matches!(tree.tag(id), Some(Tag::Article | Tag::Main)));
    let named = has_word(tree, id, &["class", "itemprop", "id", "data-testid"], HEADLINES);
    inside || named
}

/// How far an element stands from the headline, in nodes; before it counts double.
fn distance(id: NodeId, near: Option<NodeId>) -> usize {
    let Some(near) = near else { return id.index() };
    if id >= near { id.index() - near.index() } else { 2 * (near.index() - id.index()) }
}

/// Beyond so many nodes from the headline a byline is another story's.
const FAR: usize = 800;

fn authors(tree: &Tree<'_>, marks: &Marks, near: Option<NodeId>) -> Vec<String> {
    let mut bylines: Vec<NodeId> = marks.bylines.iter().chain(&marks.author_links).copied().collect();
    bylines.retain(|id| distance(*id, near) <= FAR);
    bylines.sort_by_key(|id| distance(*id, near));
    for id in bylines.into_iter().take(20) {
        let names = names_in(tree, id, marks);
        if !names.is_empty() {
            return names;
        }
    }
    marks
        .desk_lines
        .iter()
        .map(|id| byline::of_line(&tree.own_text(*id)))
        .find(|names| !names.is_empty())
        .unwrap_or_default()
}

fn names_in(tree: &Tree<'_>, id: NodeId, marks: &Marks) -> Vec<String> {
    // Further authors are linked beside the first.
    let beside = tree.parent(id).filter(|parent| tree.short_text(*parent, BYLINE).is_some());
    let is_link = marks.author_links.contains(&id);
    let scope = if is_link { beside.unwrap_or(id) } else { id };
    let links: Vec<String> = marks
        .author_links
        .iter()
        .filter(|link| **link == id || tree.contains(scope, **link))
        .filter_map(|link| tree.short_text(*link, BYLINE))
        .filter(|name| byline::is_name(name))
        .collect();
    if !links.is_empty() {
        return links;
    }
    let linked = tree.elements(id).take(SCANNED).filter(|(_, tag)| *tag == Tag::A).take(8);
    let texts = linked.filter_map(|(link, _)| tree.short_text(link, BYLINE));
    let named: Vec<String> = texts.flat_map(|text| byline::of_line(&text)).collect();
    if !named.is_empty() {
        return named;
    }
    if tree.short_text(id, BYLINE).is_none() {
        return Vec::new();
    }
    byline::of_line(&shown_lines(tree, id))
}

/// A byline is no longer, in bytes.
const BYLINE: usize = 240;
/// Elements below a byline that are looked at.
const SCANNED: usize = 400;

/// The text below an element, a bar between what stands in lines of its own.
fn shown_lines(tree: &Tree<'_>, id: NodeId) -> String {
    let mut lines = vec![String::new()];
    for step in tree.walk(id) {
        match (step, lines.last_mut()) {
            (Step::Text(id), Some(last)) => last.push_str(&tree.own_text(id)),
            (Step::Open(_, tag) | Step::Close(_, tag), _) if tag.is_block() || tag == Tag::Br => {
                lines.push(String::new())
            }
            _ => {}
        }
    }
    let lines: Vec<String> = lines.iter().filter_map(|text| line(text)).collect();
    lines.join(" | ")
}

fn published(tree: &Tree<'_>, marks: &Marks, near: Option<NodeId>) -> Option<String> {
    let reads = |text: &str| when::read(text, None, FieldSource::Dom).is_some();
    let mut times: Vec<NodeId> = marks.times.clone();
    times.sort_by_key(|id| (!tree.has_attribute(*id, "pubdate"), distance(*id, near)));
    let stated = times.iter().find_map(|id| {
        let stated = tree.attribute(*id, "datetime").map(|v| v.into_owned()).filter(|v| reads(v));
        stated.or_else(|| tree.short_text(*id, 80).filter(|text| reads(text)))
    });
    if stated.is_some() {
        return stated;
    }
    let nearest = |ids: &[NodeId]| {
        let mut ids: Vec<NodeId> = ids.iter().copied().filter(|id| distance(*id, near) <= FAR).collect();
        ids.sort_by_key(|id| distance(*id, near));
        ids
    };
    let named = nearest(&marks.dates).into_iter().take(30).filter_map(|id| tree.short_text(id, 240));
    let lines = nearest(&marks.lines).into_iter().take(5).map(|id| tree.own_text(id).into_owned());
    named.chain(lines).find(|text| text.chars().count() < 120 && reads(text))
}
