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
        let end = line.char_indices().nth(MAX_CHARS).map_or(line.len(), |(at, _)| at);
        for author in pieces(&line[..end]).iter().filter_map(|piece| author(piece)) {
            if byline.authors.len() >= MAX_AUTHORS {
                return byline;
            }
            if publisher.is_some_and(|publisher| same(publisher, &author.name)) {
                continue;
            }
            if let Some(found) = agency::named(&author.name) {
                byline.agency.get_or_insert(found);
            }
            if !byline.authors.iter().any(|known| same(&known.name, &author.name)) {
                byline.authors.push(author);
            }
        }
    }
    byline
}

/// Longer lists are cut: papers of physics have thousands of authors, hostile pages a million.
const MAX_AUTHORS: usize = 100;
const MAX_CHARS: usize = 10_000;

/// The names of a byline as the page shows it: only where they look like names throughout.
pub fn of_line(line: &str) -> Vec<String> {
    let line = line.trim();
    let end = if is_marked(line) { ends_names(line) } else { line.len() };
    let names: Vec<String> =
        pieces(&line[..end]).iter().filter_map(|piece| author(piece)).map(|author| author.name).collect();
    let names = without_desk(names);
    // After "By" a single word may be a name, or a desk's initials.
    let alone = is_marked(line) && names.len() == 1;
    let is_name = |name: &String| is_name(name) || alone && is_word_of_name(name);
    let all_names = !names.is_empty() && names.len() <= 6 && names.iter().all(is_name);
    if all_names { names } else { Vec::new() }
}

/// Whether a line names the desk below a story, as Chinese papers do: "(责编：林一帆)".
pub fn is_desk_line(line: &str) -> bool {
    let line = line.trim_start_matches(['(', '（', '[', '【']);
    line.len() < 120 && DESKS.iter().any(|desk| line.starts_with(desk))
}

const DESKS: &[&str] = &["责编", "责任编辑", "編輯", "编辑", "记者", "撰文"];

/// "Ada Field, COAST NORTH": capitals throughout, beside names that are not, are the desk's.
fn without_desk(names: Vec<String>) -> Vec<String> {
    let shouts =
        |name: &String| !name.chars().any(char::is_lowercase) && name.chars().any(char::is_uppercase);
    if names.iter().all(shouts) { names } else { names.into_iter().filter(|name| !shouts(name)).collect() }
}

/// Whether a line says of itself that it is a byline ("By …", "Von …").
pub fn is_marked(line: &str) -> bool {
    let line = line.trim();
    BY.iter().any(|prefix| starts_with(line, prefix)) || line.ends_with("기자")
}

const BY: &[&str] = &[
    "by",
    "by:",
    "von",
    "par",
    "por",
    "di",
    "av",
    "af",
    "door",
    "written by",
    "posted by",
    "story by",
    "oleh",
    "автор:",
    "作者：",
];

/// Where the names end after "By": at a bar, a digit, or a word that leads on to section and time.
fn ends_names(line: &str) -> usize {
    let mark = line.find(['|', '•', '·', '(']).unwrap_or(line.len());
    let digit = line.find(|c: char| c.is_ascii_digit()).unwrap_or(line.len());
    let word = [" in ", " on ", " at ", " am ", " le ", " el ", " pada "]
        .iter()
        .filter_map(|word| line.find(word))
        .min();
    mark.min(digit).min(word.unwrap_or(line.len()))
}

/// Whether a line looks like one person's name: two to five words that begin in upper case, or a short run of another script.
pub fn is_name(line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().collect();
    let chars = line.chars().count();
    if words.iter().any(|word| NO_NAME.contains(&word.to_lowercase().as_str())) {
        return false;
    }
    let plain =
        line.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '.' | '-' | '\'' | '’' | '·' | 'ʼ'));
    if !plain || !(2..=45).contains(&chars) {
        return false;
    }
    let cased = line.chars().any(|c| c.is_lowercase() || c.is_uppercase());
    if !cased {
        return chars <= 16;
    }
    let capital = words.iter().filter(|word| word.chars().next().is_some_and(char::is_uppercase)).count();
    let small = words.iter().filter(|word| PARTICLES.contains(&word.to_lowercase().as_str())).count();
    (2..=5).contains(&words.len()) && capital >= 2 && capital + small >= words.len()
}

/// Words of labels, which no name holds.
const NO_NAME: &[&str] = &[
    "the", "about", "author", "authors", "our", "more", "news", "read", "latest", "view", "watch", "live",
    "all", "follow", "share", "google",
];

/// One capitalised word, and neither a day nor a month nor an article.
fn is_word_of_name(word: &str) -> bool {
    const OTHERS: &[&str] = &[
        "the",
        "a",
        "an",
        "all",
        "now",
        "then",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ];
    let chars = word.chars().count();
    let capital = word.chars().next().is_some_and(char::is_uppercase);
    capital
        && (3..=20).contains(&chars)
        && word.chars().all(char::is_alphabetic)
        && !OTHERS.contains(&word.to_lowercase().as_str())
}

/// Small words inside names.
const PARTICLES: &[&str] = &[
    "de", "da", "di", "do", "dos", "del", "della", "la", "le", "van", "von", "der", "den", "ten", "ter",
    "zu", "af", "bin", "ibn", "al", "el", "y", "e", "i", "du", "und", "st.",
];

fn same(a: &str, b: &str) -> bool {
    let letters = |text: &str| {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>()
    };
    letters(a) == letters(b)
}

/// One string to its names: commas, "and", slashes and bars part them.
fn pieces(line: &str) -> Vec<String> {
    let line = without_address(line);
    let mut pieces: Vec<String> = vec![String::new()];
    for word in line.split_whitespace() {
        let lower = word.to_lowercase();
        if CONJUNCTIONS.contains(&lower.as_str()) || word == "/" || word == "-" {
            pieces.push(String::new());
            continue;
        }
        let mut parts = word.split([',', ';', '|', '•', '·', '、', '，', '／']);
        if let (Some(first), Some(piece)) = (parts.next(), pieces.last_mut()) {
            if !piece.is_empty() && !first.is_empty() {
                piece.push(' ');
            }
            piece.push_str(first);
        }
        pieces.extend(parts.map(str::to_owned));
    }
    pieces.retain(|piece| !piece.trim().is_empty());
    pieces
}

/// Between two names; "y" and "e" also stand inside Spanish and Portuguese names, so they do not part.
const CONJUNCTIONS: &[&str] = &["and", "und", "et", "og", "och", "ja", "&", "en", "ve", "with", "mit"];

/// Without e-mail addresses, URLs and @handles.
fn without_address(line: &str) -> String {
    let kept: Vec<&str> = line
        .split_whitespace()
        .filter(|word| !word.contains('@') && !word.starts_with("http") && !word.starts_with("www."))
        .collect();
    kept.join(" ")
}

const PREFIXES: &[&str] = &[
    "by",
    "by:",
    "von",
    "von:",
    "par",
    "por",
    "di",
    "av",
    "af",
    "text:",
    "text",
    "written by",
    "reporting by",
    "door",
    "od",
    "author:",
    "autor:",
    "posted by",
    "published by",
    "story by",
    "edited by",
    "words by",
    "oleh",
    "oleh:",
    "от",
    "автор:",
    "作者:",
    "作者：",
    "文=",
    "文●",
    "記者",
    "责编：",
];

fn starts_with(line: &str, prefix: &str) -> bool {
    line.get(..prefix.len()).is_some_and(|head| head.to_lowercase() == prefix)
        && line[prefix.len()..].chars().next().is_none_or(|c| !c.is_alphanumeric() || !prefix.is_ascii())
}

fn author(piece: &str) -> Option<Author> {
    let mut name = piece.trim().trim_matches(MARKS).trim();
    while let Some(prefix) = PREFIXES.iter().find(|prefix| starts_with(name, prefix)) {
        name = name[prefix.len()..].trim_start_matches(MARKS).trim_start();
    }
    // "ByAda Field": the prefix is an element of its own.
    if let Some(rest) =
        name.strip_prefix("By").filter(|rest| rest.starts_with(char::is_uppercase) && rest.contains(' '))
    {
        name = rest;
    }
    let (name, role) = without_role(name);
    // "Ada Field (af)": the desk's abbreviation.
    let name = match name.rfind(['(', '[', '（']) {
        Some(at) if at > 0 => name[..at].trim(),
        _ => name,
    };
    let chars = name.chars().count();
    let plausible = (2..=60).contains(&chars)
        && name.split_whitespace().count() <= 7
        && name.chars().any(char::is_alphabetic);
    plausible.then(|| Author { name: name.to_owned(), role: role.map(str::to_owned) })
}

const MARKS: &[char] = &[
    '(', ')', '（', '）', '[', ']', ':', '-', '–', '—', '*', '：', '●', ' ', ',', '|', '/', '"', '“', '”',
    '.',
];

/// A role after the name: Korean reporters carry it, some desks print it.
fn without_role(name: &str) -> (&str, Option<&'static str>) {
    const ROLES: &[&str] =
        &["기자", "특파원", "선임기자", "인턴기자", "논설위원", "앵커", "記者", "記者撮影"];
    for role in ROLES {
        if let Some(before) = name.strip_suffix(role)
            && before.trim().chars().count() >= 2
        {
            return (before.trim(), Some(role));
        }
    }
    (name, None)
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
            (&["홍길동 기자 hong@hanbit.example"], None, &["홍길동"]),
            (&["https://coast.example/ada"], None, &[]),
            (&["Ada Field (af)", "Ben Moss (bmo.)"], None, &["Ada Field", "Ben Moss"]),
            (&["Ida Skov og Per Lund"], None, &["Ida Skov", "Per Lund"]),
            (&["Von Ada Feld"], None, &["Ada Feld"]),
            (&["Vontobel Ada"], None, &["Vontobel Ada"]),
            (&[""], None, &[]),
        ] {
            let stated: Vec<String> = stated.iter().map(|s| s.to_string()).collect();
            let names: Vec<String> = read(&stated, publisher).authors.into_iter().map(|a| a.name).collect();
            assert_eq!(names, expect, "{stated:?}");
        }
    }

    #[test]
    fn a_shown_line_must_look_like_names() {
        for (line, expect) in [
            ("By Ada Field, Ben Moss", &["Ada Field", "Ben Moss"][..]),
            ("Ada van den Berg", &["Ada van den Berg"]),
            ("Share this story with friends", &[]),
            ("By CDN,", &["CDN"]),
            ("By Monday", &[]),
            ("About The Author", &[]),
            ("March 3, 2021", &[]),
            ("김한빛 기자", &["김한빛"]),
            ("(责编：林一帆、赵海)", &["林一帆", "赵海"]),
        ] {
            assert_eq!(of_line(line), expect, "{line}");
        }
    }
}
