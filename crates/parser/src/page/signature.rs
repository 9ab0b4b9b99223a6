//! Who signs an article: the source that names persons goes before the one that names its site, its desk or an account.
use model::article::{Author, FieldSource};

use super::facts::Facts;
use super::prune::letters;
use super::sources::Sources;
use crate::byline::{self, Byline};

use FieldSource::{Dom, JsonLd, Meta, Microdata};

/// The sources in the order in which they are believed.
const AUTHORS: &[FieldSource] = &[JsonLd, Microdata, Meta, Dom];
/// A longer list is not a byline's.
const MANY: usize = 6;

type Signed = (Vec<Author>, FieldSource);

/// Persons and agencies first, whichever source names them; then other organisations; then the publisher itself.
pub fn authors(sources: &Sources, publisher: Option<&str>) -> Option<Signed> {
    let sites = sources.sites();
    let read = |facts: &Facts| byline::read(&facts.authors, publisher);
    let signed = |source: &FieldSource| {
        let read = read(sources.of(source));
        is_signed(&read, &sites).then(|| (read.authors, source.clone()))
    };
    if let Some(first) = AUTHORS.iter().find_map(signed) {
        return Some(borne_out(first, signed));
    }
    let some = |authors: Vec<Author>| Some(authors).filter(|authors| !authors.is_empty());
    let named = sources.pick(AUTHORS, |facts| some(read(facts).authors));
    named.or_else(|| sources.pick(AUTHORS, |facts| some(byline::read(&facts.authors, None).authors)))
}

fn is_signed(read: &Byline, sites: &[String]) -> bool {
    let person = |author: &Author| byline::is_name(&author.name) && !is_account(&author.name, sites);
    read.agency.is_some() || read.authors.iter().any(person)
}

/// Microdata may stand at a picture: what meta tags and byline agree on goes before it. And a byline that holds every name of
/// a shorter list is the whole of it.
fn borne_out(first: Signed, signed: impl Fn(&FieldSource) -> Option<Signed>) -> Signed {
    if first.1 == Microdata
        && let (Some(meta), Some(dom)) = (signed(&Meta), signed(&Dom))
        && holds(&meta.0, &dom.0)
        && holds(&dom.0, &meta.0)
    {
        return meta;
    }
    let whole = [Microdata, Dom].iter().filter(|source| **source != first.1).filter_map(signed);
    let mut longer = whole.filter(|(authors, _)| {
        let names = authors.iter().all(|author| byline::is_name(&author.name));
        names && authors.len() > first.0.len() && authors.len() <= MANY && holds(authors, &first.0)
    });
    longer.next().unwrap_or(first)
}

fn holds(authors: &[Author], wanted: &[Author]) -> bool {
    let has = |name: &str| authors.iter().any(|author| letters(&author.name) == letters(name));
    wanted.iter().all(|author| has(&author.name))
}

/// Whether a name is an account of the site's ("Coast", "Coast Daily", "Coast D", "admin", "Web Desk") and no person's.
pub fn is_account(name: &str, sites: &[String]) -> bool {
    let lower = name.to_lowercase();
    let mut words = lower.split_whitespace();
    if lower.split(|c: char| !c.is_alphanumeric()).any(|word| DESKS.contains(&word)) {
        return true;
    }
    let plain = letters(name);
    let is_site = |name: &str| name.len() >= 4 && sites.iter().any(|site| site.starts_with(name));
    let (first, second) = (words.next().unwrap_or(""), words.next());
    // "Ada F." may be shy; "Coast D" on coastdaily.example is the account that posts.
    is_site(&plain)
        || second.is_some_and(|word| letters(word).chars().count() == 1) && is_site(&letters(first))
}

/// Words of desks and accounts.
#[rustfmt::skip]
const DESKS: &[&str] = &[
    "admin", "administrator", "editor", "editors", "editorial", "newsroom", "desk", "staff", "webmaster", "webdesk", "newsdesk", "redaktion", "redaktionen", "redaction", "rédaction",
    "redacción", "redaccion", "redação", "redacao", "redazione", "redactie", "redakcja", "redakce", "toimitus", "редакция", "редакція",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(authors: &[&str]) -> Facts {
        Facts { authors: authors.iter().map(|name| name.to_string()).collect(), ..Facts::default() }
    }

    #[test]
    fn persons_go_before_accounts() {
        for (json_ld, microdata, meta, dom, expect) in [
            (&["Ada Field"][..], &[][..], &["Coast Daily"][..], &[][..], &["Ada Field"][..]),
            (&["Coast D"], &[], &[], &["Ada Field"], &["Ada Field"]),
            (&["Coast Daily Web Desk"], &[], &[], &["Ada Field"], &["Ada Field"]),
            (&["Coast D"], &[], &[], &[], &["Coast D"]),
            (&["Coast Daily"], &[], &[], &[], &["Coast Daily"]),
            (&[], &["Pia Lens"], &["Ada Field"], &["Ada Field"], &["Ada Field"]),
            (&[], &["Pia Lens"], &["Ada Field"], &[], &["Pia Lens"]),
            (&["Ada Field"], &[], &[], &["Ben Moss", "Ada Field"], &["Ben Moss", "Ada Field"]),
            (&["Ada Field"], &[], &[], &["Ben Moss"], &["Ada Field"]),
            (&[], &[], &[], &[], &[]),
        ] {
            let sources = Sources {
                json_ld: facts(json_ld),
                microdata: facts(microdata),
                meta: facts(meta),
                dom: facts(dom),
                url: "https://www.coastdaily.example/a".to_owned(),
                head: None,
            };
            let found = authors(&sources, Some("Coast Daily")).map(|signed| signed.0).unwrap_or_default();
            let names: Vec<&str> = found.iter().map(|author| author.name.as_str()).collect();
            assert_eq!(names, expect, "{json_ld:?} {microdata:?} {meta:?} {dom:?}");
        }
    }
}
