//! Kept paragraphs to the article's text: joined by a blank line, with their places in code points.
use model::Timestamp;
use model::article::{Paragraph, ParagraphKind};

/// A paragraph before it has a place.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    pub text: String,
    pub kind: ParagraphKind,
    pub at: Option<Timestamp>,
}

impl Draft {
    pub fn text(text: impl Into<String>) -> Draft {
        Draft { text: text.into(), kind: ParagraphKind::Text, at: None }
    }
}

/// The text of an article and where its paragraphs stand in it.
pub fn join(drafts: Vec<Draft>) -> (String, Vec<Paragraph>) {
    let mut text = String::with_capacity(drafts.iter().map(|d| d.text.len() + 2).sum());
    let mut paragraphs = Vec::with_capacity(drafts.len());
    let mut at: u32 = 0;
    for draft in drafts {
        if !text.is_empty() {
            text.push_str("\n\n");
            at += 2;
        }
        let start = at;
        at += draft.text.chars().count() as u32;
        text.push_str(&draft.text);
        paragraphs.push(Paragraph { start, end: at, kind: draft.kind, language: None, at: draft.at });
    }
    (text, paragraphs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_count_code_points() {
        let (text, paragraphs) = join(vec![Draft::text("한빛 “뉴스”"), Draft::text("b")]);
        assert_eq!(text, "한빛 “뉴스”\n\nb");
        let places: Vec<_> = paragraphs.iter().map(|p| (p.start, p.end)).collect();
        assert_eq!(places, [(0, 7), (9, 10)]);
    }
}
