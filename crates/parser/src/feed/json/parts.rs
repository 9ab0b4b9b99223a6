//! Splits a JSON feed into its head and the text of each item: an item costs memory only while it is read, and one that
//! cannot be read costs no other.
use crate::feed::read::most_items;

/// Fields of the feed itself, and its items as they stand. `items` is `None` where there is no array of that name.
#[derive(Default)]
pub struct Parts<'t> {
    pub head: Vec<(&'t str, &'t str)>,
    pub items: Option<Vec<&'t str>>,
    /// The text ends before the feed does.
    pub cut: bool,
    /// Separators were missing or too many.
    pub odd: bool,
    pub left_out: usize,
}

/// Fields of a feed that are looked at.
const FIELDS: usize = 64;

/// Splits a feed or another object; `text` begins with `{`.
pub fn split(text: &str) -> Parts<'_> {
    let mut scan = Scan { text, bytes: text.as_bytes(), at: 1, odd: false };
    let mut parts = Parts::default();
    let whole = scan.object(&mut parts);
    parts.cut = whole.is_none();
    parts.odd = scan.odd || (!parts.cut && !text.get(scan.at..).unwrap_or("").trim().is_empty());
    parts
}

/// The elements of an array, `most` of them; none where `text` is no array.
pub fn elements(text: &str, most: usize) -> Vec<&str> {
    let mut found = Vec::new();
    if text.starts_with('[') {
        let mut scan = Scan { text, bytes: text.as_bytes(), at: 1, odd: false };
        scan.items(&mut found, most, &mut 0);
    }
    found
}

struct Scan<'t> {
    text: &'t str,
    bytes: &'t [u8],
    at: usize,
    odd: bool,
}

impl<'t> Scan<'t> {
    /// The fields of the feed up to its `}`. `None`: the text ends before it.
    fn object(&mut self, parts: &mut Parts<'t>) -> Option<()> {
        let mut first = true;
        loop {
            let commas = self.separators();
            let next = self.bytes.get(self.at)?;
            self.odd |= commas != usize::from(!first && *next != b'}');
            first = false;
            match next {
                b'}' => {
                    self.at += 1;
                    return Some(());
                }
                b'"' => {
                    let key = self.string()?;
                    self.blanks();
                    if self.bytes.get(self.at)? == &b':' {
                        self.at += 1;
                    }
                    self.blanks();
                    self.field(key.trim_matches('"'), parts)?;
                }
                _ => {
                    self.odd = true;
                    self.stray()?;
                }
            }
        }
    }

    fn field(&mut self, key: &'t str, parts: &mut Parts<'t>) -> Option<()> {
        if key == "items" && self.bytes.get(self.at)? == &b'[' {
            self.at += 1;
            let most = most_items(self.text.len() - self.at);
            return self.items(parts.items.insert(Vec::new()), most, &mut parts.left_out);
        }
        let value = self.value()?;
        if parts.head.len() < FIELDS {
            parts.head.push((key, value));
        }
        Some(())
    }

    fn items(&mut self, items: &mut Vec<&'t str>, most: usize, left_out: &mut usize) -> Option<()> {
        let mut first = true;
        loop {
            let commas = self.separators();
            let next = self.bytes.get(self.at)?;
            self.odd |= commas != usize::from(!first && *next != b']');
            first = false;
            match next {
                b']' => {
                    self.at += 1;
                    return Some(());
                }
                // The array was never closed, and the feed ends.
                b'}' => return Some(()),
                b':' => self.stray()?,
                _ => {
                    let item = self.value()?;
                    if items.len() < most { items.push(item) } else { *left_out += 1 }
                }
            }
        }
    }

    /// A value of any kind, brackets matched. `None`: the text ends inside of it.
    fn value(&mut self) -> Option<&'t str> {
        let start = self.at;
        let mut open: Vec<u8> = Vec::new();
        loop {
            match *self.bytes.get(self.at)? {
                b'"' => {
                    self.string()?;
                }
                bracket @ (b'{' | b'[') => {
                    self.at += 1;
                    open.push(bracket + 2); // the ASCII of its counterpart
                }
                bracket @ (b'}' | b']') => {
                    // A bracket that closes more than the innermost closes that too.
                    match open.iter().rposition(|known| *known == bracket) {
                        Some(at) => open.truncate(at),
                        None if open.is_empty() => return self.text.get(start..self.at),
                        None => {}
                    }
                    self.at += 1;
                }
                b',' | b':' if open.is_empty() => return self.text.get(start..self.at),
                b',' | b':' => self.at += 1,
                _ => self.plain(),
            }
            if open.is_empty() && matches!(self.bytes.get(self.at - 1), Some(b'"' | b'}' | b']')) {
                return self.text.get(start..self.at);
            }
        }
    }

    /// Something that stands where nothing of its kind can.
    fn stray(&mut self) -> Option<()> {
        let start = self.at;
        self.value()?;
        self.at += usize::from(self.at == start);
        Some(())
    }

    fn plain(&mut self) {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let length = rest.iter().position(|b| b"\"{}[],:".contains(b)).unwrap_or(rest.len());
        self.at += length.max(1);
    }

    /// A string with its quotation marks.
    fn string(&mut self) -> Option<&'t str> {
        let start = self.at;
        let mut at = start + 1;
        loop {
            at += memchr::memchr2(b'"', b'\\', self.bytes.get(at..)?)?;
            match self.bytes.get(at)? {
                b'"' => {
                    self.at = at + 1;
                    return self.text.get(start..self.at);
                }
                _ => at += 2,
            }
        }
    }

    fn blanks(&mut self) {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        self.at += rest.iter().position(|b| !b.is_ascii_whitespace()).unwrap_or(rest.len());
    }

    /// Passes over blanks and commas; gives the number of commas.
    fn separators(&mut self) -> usize {
        let mut commas = 0;
        loop {
            self.blanks();
            if self.bytes.get(self.at) != Some(&b',') {
                return commas;
            }
            self.at += 1;
            commas += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Fields as `key=value`, then the items, then what was wrong.
    #[track_caller]
    fn check(text: &str, expect: &[&str]) {
        let parts = split(text);
        let head = parts.head.iter().map(|(key, value)| format!("{key}={value}"));
        let items = parts.items.iter().flatten().map(|item| (*item).to_owned());
        let wrong = [(parts.cut, "cut"), (parts.odd, "odd")];
        let wrong = wrong.into_iter().filter(|(is, _)| *is).map(|(_, name)| name.to_owned());
        assert_eq!(head.chain(items).chain(wrong).collect::<Vec<_>>(), expect, "{text}");
    }

    #[test]
    fn head_and_items() {
        check(
            r#"{"a": "x, } \" {", "b": [1, {"c": 2}], "items": [{"id": "1"}, {"t": "]"} ,5], "d": 7}"#,
            &[r#"a="x, } \" {""#, r#"b=[1, {"c": 2}]"#, "d=7", r#"{"id": "1"}"#, r#"{"t": "]"}"#, "5"],
        );
        check("{}", &[]);
        check(r#"{"items": []}"#, &[]);
    }

    #[test]
    fn separators_and_brackets_that_are_missing_or_too_many() {
        check(r#"{"items": [{"id": "1"} {"id": "2"},,]}"#, &[r#"{"id": "1"}"#, r#"{"id": "2"}"#, "odd"]);
        check(r#"{"a": 1,}"#, &["a=1", "odd"]);
        check(r#"{"items": [{"id": "1"}}"#, &[r#"{"id": "1"}"#, "odd"]);
        check(r#"{"items": [{"x": [1, 2}, {"id": "2"}]}"#, &[r#"{"x": [1, 2}"#, r#"{"id": "2"}"#]);
        check(r#"{"items": [{"x": 1]}, {"id": "2"}]}"#, &[r#"{"x": 1]}"#, r#"{"id": "2"}"#]);
        check(r#"{"a": 1} trailing"#, &["a=1", "odd"]);
        check(r#"{: ] x "a": : 1, "items": [:, 5 : ]}"#, &["5 ", "odd"]);
    }

    #[test]
    fn a_cut_end_drops_half_an_item() {
        check(r#"{"items": [{"id": "1"}, {"id": "2"#, &[r#"{"id": "1"}"#, "cut"]);
        check(r#"{"items": [{"id": "1", "tags": ["a"], "t"#, &["cut"]);
        check(r#"{"a": "x", "b"#, &[r#"a="x""#, "cut"]);
    }
}
