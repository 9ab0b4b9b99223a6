//! Bylines to a clean list of authors: "By", roles, agencies, e-mail addresses and handles set apart.
use model::article::Author;

use crate::agency;

/// What the stated authors come to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Byline {
    pub authors: Vec<Author>,
    /// An agency that stands where authors do.
    pub agency: Option<String>,
}

/// Reads stated author strings, each of one or several names. `publisher` as an author says nothing and is left out.
pub fn read(stated: &[String], publisher: Option<&str>) -> Byline {
    let mut byline = Byline::default();
    for line in stated {
        for piece in pieces(line) {
            let Some(name) = name(&piece) else { continue };
            if publisher.is_some_and(|publisher| same(publisher, &name)) {
                continue;
            }
            if let Some(found) = agency::named(&name) {
                byline.agency.get_or_insert(found);
            }
            let role = None;
            if !byline.authors.iter().any(|author| same(&author.name, &name)) {
                byline.authors.push(Author { name, role });
            }
        }
    }
    byline
}

fn same(a: &str, b: &str) -> bool {
    let letters = |text: &str| {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>()
    };
    letters(a) == letters(b)
}

/// One string to its names: commas, "and", slashes and bars part them.
fn pieces(line: &str) -> Vec<String> {
    let line = without_address(line);
    line.split([',', ';', '|', '\n', '•', '·', '&', '、'])
        .flat_map(|piece| {
            piece
                .split(" and ")
                .flat_map(|p| p.split(" und "))
                .flat_map(|p| p.split(" / "))
                .collect::<Vec<_>>()
        })
        .map(|piece| piece.trim().to_owned())
        .filter(|piece| !piece.is_empty())
        .collect()
}

/// Without e-mail addresses, URLs and @handles.
fn without_address(line: &str) -> String {
    let kept: Vec<&str> = line
        .split_whitespace()
        .filter(|word| !word.contains('@') && !word.starts_with("http") && !word.starts_with("www."))
        .collect();
    kept.join(" ")
}

const PREFIXES: &[&str] = &[
    "by ",
    "by: ",
    "von ",
    "par ",
    "por ",
    "di ",
    "av ",
    "af ",
    "text: ",
    "written by ",
    "reporting by ",
    "door ",
    "od ",
];

fn name(piece: &str) -> Option<String> {
    let mut name = piece.trim().trim_matches(['(', ')', '[', ']', ':', '-', '–', '*']).trim();
    while let Some(prefix) = PREFIXES
        .iter()
        .find(|prefix| name.get(..prefix.len()).is_some_and(|head| head.to_lowercase() == **prefix))
    {
        name = name[prefix.len()..].trim_start();
    }
    let chars = name.chars().count();
    let plausible = (2..=60).contains(&chars)
        && name.split_whitespace().count() <= 6
        && name.chars().any(char::is_alphabetic);
    plausible.then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_alone_remain() {
        for (stated, publisher, expect) in [
            (&["By Ada Field and Ben Moss"][..], None, &["Ada Field", "Ben Moss"][..]),
            (&["Ada Field", "ada field"], None, &["Ada Field"]),
            (&["Coast Daily"], Some("Coast Daily"), &[]),
            (&["홍길동 기자 hong@hanbit.example"], None, &["홍길동 기자"]),
            (&["https://coast.example/ada"], None, &[]),
        ] {
            let stated: Vec<String> = stated.iter().map(|s| s.to_string()).collect();
            let names: Vec<String> = read(&stated, publisher).authors.into_iter().map(|a| a.name).collect();
            assert_eq!(names, expect, "{stated:?}");
        }
    }
}
