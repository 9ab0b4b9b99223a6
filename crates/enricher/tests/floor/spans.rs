//! Places against places: how far two overlap, which belong together, and what of their edges does not count.
use model::Span;

/// Marks, stops and white space at the ends of a quotation: whether the comma stands inside the marks is a house's
/// style, not a mistake.
const EDGE: &str = " \t\r\n\u{a0}\"“”„‟‘’'`«»「」『』,.;:!?-–—…";

pub fn overlap(a: Span, b: Span) -> u32 {
    a.end.min(b.end).saturating_sub(a.start.max(b.start))
}

/// The overlap as a part of what both cover together.
pub fn shared(a: Span, b: Span) -> f64 {
    let cover = a.end.max(b.end).saturating_sub(a.start.min(b.start));
    f64::from(overlap(a, b)) / f64::from(cover.max(1))
}

/// Pairs of a gold place and one of ours, each used once, the closest first; `least` is the overlap that counts.
pub fn pairs(gold: &[Span], ours: &[Span], least: f64) -> Vec<(usize, usize)> {
    let mut all: Vec<(f64, usize, usize)> = Vec::new();
    for (g, gold) in gold.iter().enumerate() {
        let near = ours.iter().enumerate().filter(|(_, ours)| overlap(*gold, **ours) > 0);
        all.extend(near.map(|(o, ours)| (shared(*gold, *ours), g, o)));
    }
    all.retain(|(share, ..)| *share >= least);
    all.sort_by(|a, b| b.0.total_cmp(&a.0).then((b.1, b.2).cmp(&(a.1, a.2))));
    let mut taken: Vec<(usize, usize)> = Vec::new();
    for (_, g, o) in all {
        if taken.iter().all(|(other_g, other_o)| *other_g != g && *other_o != o) {
            taken.push((g, o));
        }
    }
    taken
}

/// A quotation's piece without what does not count at its ends; none if nothing is left.
pub fn trimmed(text: &[char], span: Span) -> Option<Span> {
    narrowed(text, span, |edge| EDGE.contains(edge))
}

/// A name without its article and genitive: houses and corpora differ on whether they belong to it.
pub fn bare(text: &[char], span: Span) -> Span {
    let Span { mut start, mut end } = span;
    let words: String = cut(text, span).collect();
    let lower = words.to_lowercase();
    for article in ["the", "a", "an"] {
        let rest = lower.strip_prefix(article).unwrap_or_default();
        let name = rest.trim_start();
        if !name.is_empty() && name.len() < rest.len() {
            start += (article.len() + rest.chars().count() - name.chars().count()) as u32;
        }
    }
    let genitive = ["'s", "’s", "'", "’"].into_iter().find(|ending| words.ends_with(ending));
    end -= genitive.map_or(0, |ending| ending.chars().count() as u32);
    narrowed(text, Span { start, end }, |edge| " ,;:\n".contains(edge)).unwrap_or(span)
}

/// The characters of a place.
pub fn cut(text: &[char], span: Span) -> impl Iterator<Item = char> {
    text.get(span.start as usize..span.end as usize).unwrap_or_default().iter().copied()
}

fn narrowed(text: &[char], span: Span, is_edge: impl Fn(char) -> bool) -> Option<Span> {
    let inner = |at: &u32| text.get(*at as usize).is_some_and(|c| !is_edge(*c));
    let start = (span.start..span.end).find(inner)?;
    let last = (span.start..span.end).rev().find(inner)?;
    Some(Span { start, end: last + 1 })
}

#[cfg(test)]
mod tests {
    use super::{bare, cut, trimmed};
    use model::Span;

    fn check(narrow: impl Fn(&[char], Span) -> Span, words: &str, expect: &str) {
        let text: Vec<char> = words.chars().collect();
        let span = narrow(&text, Span { start: 0, end: text.len() as u32 });
        assert_eq!(cut(&text, span).collect::<String>(), expect, "{words}");
    }

    #[test]
    fn names_lose_article_and_genitive() {
        check(bare, "The Pentagon", "Pentagon");
        check(bare, "Esper’s", "Esper");
        check(bare, "the Philippines'", "Philippines");
        check(bare, "Andorra", "Andorra");
        check(bare, "The", "The");
    }

    #[test]
    fn quotations_lose_stops_and_marks() {
        check(|text, span| trimmed(text, span).unwrap_or_default(), " “No way,” ", "No way");
        check(|text, span| trimmed(text, span).unwrap_or_default(), "…", "");
    }
}
