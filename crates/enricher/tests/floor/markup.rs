//! Wiregold's inline markup: a body becomes its text, and the tagged places in it.
use model::Span;

/// The tags by their letter (tests/wiregold/README.md).
const LETTERS: &str = "enrqscaxt";

/// A place that the annotator marked.
#[derive(Clone, Debug, PartialEq)]
pub struct Tag {
    pub letter: char,
    /// What stands after the letter: an id, a kind or a value.
    pub argument: String,
    pub span: Span,
    pub text: String,
}

impl Tag {
    /// The ids that it serves: `<s q1,q2>` is the speaker of both.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.argument.split([',', ' ']).filter(|id| !id.is_empty())
    }
}

/// A body without its tags; places are code points, half open.
#[derive(Debug, Default, PartialEq)]
pub struct Body {
    pub text: String,
    /// In the order of their places.
    pub tags: Vec<Tag>,
}

/// Reads a body, or says the first mistake in it.
pub fn read(source: &str) -> Result<Body, String> {
    let mut body = Body::default();
    let mut open: Vec<(char, &str, Place)> = Vec::new();
    let mut at = Place::default();
    let mut rest = source;
    while let Some((plain, after)) = rest.split_once('<') {
        at.pass(plain, &mut body.text)?;
        let (tag, after) = after.split_once('>').ok_or("a `<` without its `>`")?;
        rest = after;
        match tag.strip_prefix('/') {
            Some(letter) => {
                let (letter, argument, from) = open
                    .pop()
                    .filter(|(opened, ..)| letter.chars().eq([*opened]))
                    .ok_or_else(|| format!("`<{tag}>` closes nothing"))?;
                body.tags.push(close(&body.text, letter, argument, from, at)?);
            }
            None => {
                let (letter, argument) = tag.split_once(' ').unwrap_or((tag, ""));
                let letter = one_letter(letter).ok_or_else(|| format!("`<{tag}>` is no tag"))?;
                open.push((letter, argument.trim(), at));
            }
        }
    }
    at.pass(rest, &mut body.text)?;
    if let Some((letter, argument, _)) = open.last() {
        return Err(format!("`<{letter} {argument}>` is never closed"));
    }
    body.tags.sort_by_key(|tag| (tag.span.start, tag.span.end));
    Ok(body)
}

/// How far the text has come, in both measures.
#[derive(Clone, Copy, Default)]
struct Place {
    bytes: usize,
    points: u32,
}

impl Place {
    fn pass(&mut self, plain: &str, text: &mut String) -> Result<(), String> {
        if plain.contains('>') {
            return Err(format!("a stray `>` in `{plain}`"));
        }
        self.bytes += plain.len();
        self.points += plain.chars().count() as u32;
        text.push_str(plain);
        Ok(())
    }
}

fn one_letter(name: &str) -> Option<char> {
    let mut letters = name.chars();
    let letter = letters.next().filter(|letter| LETTERS.contains(*letter))?;
    letters.next().is_none().then_some(letter)
}

fn close(text: &str, letter: char, argument: &str, from: Place, to: Place) -> Result<Tag, String> {
    let text = text.get(from.bytes..to.bytes).unwrap_or_default();
    if text.is_empty() || text.trim() != text {
        return Err(format!("`<{letter} {argument}>` is empty or has outer white space: `{text}`"));
    }
    let span = Span { start: from.points, end: to.points };
    Ok(Tag { letter, argument: argument.to_owned(), span, text: text.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::read;

    fn check(source: &str, expect: &[(char, &str, u32, u32, &str)]) {
        let body = read(source).unwrap();
        let tags: Vec<_> = body
            .tags
            .iter()
            .map(|t| (t.letter, t.argument.as_str(), t.span.start, t.span.end, t.text.as_str()))
            .collect();
        assert_eq!(tags, expect, "{source}");
    }

    #[test]
    fn tags_become_places() {
        check("no tags", &[]);
        check("“<q q1 direct>Ja</q>”", &[('q', "q1 direct", 1, 3, "Ja")]);
        check("<s q1,q2><e p1>Õ</e> x</s>", &[('e', "p1", 0, 1, "Õ"), ('s', "q1,q2", 0, 3, "Õ x")]);
        assert_eq!(read("“<q q1 direct>Ja,</q>” <c q1>said</c> he").unwrap().text, "“Ja,” said he");
    }

    #[test]
    fn mistakes_are_refused() {
        for source in
            ["<e p1>a", "a</e>", "<e p1><c q1>a</e></c>", "<e p1></e>", "<e p1>a </e>", "<z>a</z>", "a > b"]
        {
            assert!(read(source).is_err(), "{source}");
        }
    }
}
