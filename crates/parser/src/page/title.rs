//! The article's own title among those that a page states: site names off, and the headline rather than the search title.
use model::article::FieldSource;

use super::prune::letters;

/// What a page states as its title, by source; `head` is the `<title>` element.
#[derive(Clone, Copy, Debug, Default)]
pub struct Stated<'s> {
    pub json_ld: Option<&'s str>,
    pub meta: Option<&'s str>,
    pub microdata: Option<&'s str>,
    pub heading: Option<&'s str>,
    pub head: Option<&'s str>,
    /// Names of the site, to be taken off.
    pub sites: &'s [String],
}

/// The title and where it came from.
///
/// Publishers keep a headline for readers and one for search engines. The `<title>` element always carries the second,
/// so where JSON-LD, OpenGraph and heading disagree, the one that differs from it is the story's own.
pub fn choose(stated: &Stated<'_>) -> Option<(String, FieldSource)> {
    let others = [stated.json_ld, stated.meta, stated.heading, stated.microdata];
    let clean = |title: Option<&str>| {
        title.map(|title| without_site(title, &others, stated.sites)).filter(|t| !t.is_empty())
    };
    let titles = Cleaned {
        json_ld: clean(stated.json_ld),
        meta: clean(stated.meta),
        microdata: clean(stated.microdata),
        // A page's first heading is often its site's name.
        heading: clean(stated.heading).filter(|title| !stated.sites.contains(&letters(title))),
        head: clean(stated.head),
        branded: clean(stated.meta).zip(stated.meta).is_some_and(|(clean, stated)| !same(&clean, stated)),
    };
    if let Some(tail) = titles.common_tail() {
        return Some((tail, FieldSource::Dom));
    }
    let first = titles.own();
    let order = [first, FieldSource::JsonLd, FieldSource::Dom, FieldSource::Meta, FieldSource::Microdata];
    let found = order.into_iter().find_map(|source| Some((titles.of(&source)?.to_owned(), source)));
    found.or_else(|| Some((titles.head.clone()?, FieldSource::Dom)))
}

struct Cleaned {
    json_ld: Option<String>,
    meta: Option<String>,
    microdata: Option<String>,
    heading: Option<String>,
    head: Option<String>,
    /// The OpenGraph title carries the site's name: a template composed it, it is no editor's headline.
    branded: bool,
}

impl Cleaned {
    fn of(&self, source: &FieldSource) -> Option<&str> {
        match source {
            FieldSource::JsonLd => self.json_ld.as_deref(),
            FieldSource::Meta => self.meta.as_deref(),
            FieldSource::Microdata => self.microdata.as_deref(),
            _ => self.heading.as_deref(),
        }
    }

    /// The source that carries the story's own headline.
    fn own(&self) -> FieldSource {
        let differs = |title: &Option<String>| match (title, &self.head) {
            (Some(title), Some(head)) => !same(title, head),
            _ => false,
        };
        let agree =
            |a: &Option<String>, b: &Option<String>| matches!((a, b), (Some(a), Some(b)) if same(a, b));
        if self.heading_has_kicker() {
            return FieldSource::Meta;
        }
        if self.json_ld.is_none() && self.heading.is_some() {
            return FieldSource::Dom;
        }
        let borne_out = agree(&self.heading, &self.json_ld) || agree(&self.heading, &self.meta);
        if borne_out && differs(&self.heading) {
            FieldSource::Dom
        } else if differs(&self.json_ld) {
            FieldSource::JsonLd
        } else if differs(&self.heading) && !agree(&self.json_ld, &self.meta) {
            FieldSource::Dom
        } else if differs(&self.meta) && !self.branded {
            FieldSource::Meta
        } else {
            FieldSource::JsonLd
        }
    }

    /// "Ferries - Two routes stop" over a page whose OpenGraph title is "Harbour: Two routes stop": the kickers differ.
    fn common_tail(&self) -> Option<String> {
        let parts = |title: &str| {
            let marks = [" - ", ": ", " – ", " | "];
            let (at, mark) = marks.iter().filter_map(|mark| Some((title.find(mark)?, *mark))).min()?;
            Some((letters(&title[..at]), title.get(at + mark.len()..)?.trim().to_owned()))
        };
        let (heading, meta) = (self.heading.as_deref()?, self.meta.as_deref()?);
        let ((kicker, tail), (other_kicker, other)) = (parts(heading)?, parts(meta)?);
        // One kicker at two lengths is part of the headline: the speaker of a quoted one.
        let differ = !kicker.ends_with(&other_kicker) && !other_kicker.ends_with(&kicker);
        (differ && same(&tail, &other) && tail.chars().count() >= 20).then_some(tail)
    }

    /// "Ferries: Two routes stop" over a page whose OpenGraph title is "Two routes stop".
    fn heading_has_kicker(&self) -> bool {
        let (Some(heading), Some(meta)) = (&self.heading, &self.meta) else { return false };
        let (heading, meta) = (letters(heading), letters(meta));
        meta.chars().count() >= 15 && heading.len() > meta.len() && heading.ends_with(&meta)
    }
}

fn same(a: &str, b: &str) -> bool {
    letters(a) == letters(b)
}

const SEPARATORS: &[char] = &['|', '-', '–', '—', '·', '•', ':', '：', 'ㅣ', '│', '｜', '/', '~'];

/// A title without the site's name after (or before) a separator.
fn without_site(title: &str, others: &[Option<&str>], sites: &[String]) -> String {
    let mut rest = title.trim();
    let mut stripped = false;
    while let Some((before, _, after)) = last_segment(rest) {
        let name = letters(after);
        let site = sites.iter().any(|site| is_site(&name, site));
        let whole = others.iter().flatten().any(|other| same(other, before));
        // After the site's name may come off the section that stood before it: "… - News - Coast".
        let section = stripped && after.chars().count() <= 12 && !after.contains(' ');
        if before.is_empty() || !(site || whole || section) {
            break;
        }
        stripped |= site;
        rest = before;
    }
    if let Some((before, after)) = first_segment(rest)
        && sites.iter().any(|site| is_site(&letters(before), site))
    {
        rest = after;
    }
    rest.trim_end_matches(|c| SEPARATORS.contains(&c) || c == ' ').trim().to_owned()
}

fn is_site(name: &str, site: &str) -> bool {
    !name.is_empty()
        && (name == site
            || site.len() >= 3
                && (name.starts_with(site) || name.ends_with(site))
                && name.len() <= site.len() * 2 + 4)
}

fn last_segment(title: &str) -> Option<(&str, char, &str)> {
    let (at, mark) = title.char_indices().rev().find(|(at, c)| {
        let before = title[..*at].chars().next_back().unwrap_or(' ');
        // A hyphen or colon inside a Latin word is part of it; between Chinese or Korean it may part.
        let loose =
            !matches!(c, '-' | ':' | '/' | '·') || before == ' ' || before == *c || before > '\u{2e00}';
        SEPARATORS.contains(c) && loose
    })?;
    Some((title[..at].trim_end_matches([' ', mark]), mark, title[at + mark.len_utf8()..].trim()))
}

fn first_segment(title: &str) -> Option<(&str, &str)> {
    let at = title.find([':', '|', '–', '—', '：', '｜'])?;
    let mark = title[at..].chars().next()?;
    Some((title[..at].trim(), title[at + mark.len_utf8()..].trim())).filter(|(_, after)| !after.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_headline_and_not_the_search_title() {
        let sites = ["coastdaily".to_owned()];
        let check = |json_ld, meta, heading, head, expect: &str| {
            let stated = Stated { json_ld, meta, heading, head, sites: &sites, ..Stated::default() };
            assert_eq!(choose(&stated).map(|t| t.0).as_deref(), Some(expect));
        };
        check(
            Some("Ferry halts"),
            Some("Ferry halts | Coast Daily"),
            None,
            Some("Ferry halts - News - Coast Daily"),
            "Ferry halts",
        );
        // One of the sources carries the headline, the others what is written for search.
        check(
            Some("Harbour: ferry stops"),
            Some("Ferry halts"),
            Some("Harbour: ferry stops"),
            Some("Harbour: ferry stops"),
            "Ferry halts",
        );
        check(
            Some("Ferry halts"),
            Some("Harbour: ferry stops"),
            Some("Harbour: ferry stops"),
            Some("Harbour: ferry stops"),
            "Ferry halts",
        );
        check(None, None, None, Some("Coast Daily: Ferry halts"), "Ferry halts");
        check(
            None,
            None,
            Some("Covid-19: what we know"),
            Some("Covid-19: what we know"),
            "Covid-19: what we know",
        );
        check(
            Some("Harbour: ferry stops"),
            Some("Islanders fear the winter | Coast Daily"),
            Some("Harbour: ferry stops"),
            Some("Harbour: ferry stops | Coast Daily"),
            "Harbour: ferry stops",
        );
        check(
            None,
            Some("Harbour: two routes stop for the winter"),
            Some("Ferries - Two routes stop for the winter"),
            None,
            "Two routes stop for the winter",
        );
        check(
            None,
            Some("Captain Moss: \"There is nothing left to lose\""),
            Some("Ferry captain Moss: \"There is nothing left to lose\""),
            Some("Ferry captain Moss: \"There is nothing left to lose\""),
            "Captain Moss: \"There is nothing left to lose\"",
        );
    }
}
