//! The agency credit at the end of a story, "(Yonhap)" or "— AFP": it leaves the text and becomes the article's credit.
use crate::agency;

/// The text without its credit, and the credit. A last paragraph that is nothing but a credit becomes empty.
pub fn strip(last: &str) -> (&str, Option<String>) {
    let trimmed = last.trim_end();
    for (open, close) in [('(', ')'), ('[', ']'), ('（', '）'), ('【', '】'), ('<', '>')] {
        let Some(inner) = trimmed.strip_suffix(close) else { continue };
        let Some(at) = inner.rfind(open) else { continue };
        let (before, name) = (inner[..at].trim_end(), &inner[at + open.len_utf8()..]);
        if ends_sentence(before)
            && let Some(credit) = agency::named(name).or_else(|| unknown(open, before, name))
        {
            return (before, Some(credit));
        }
    }
    match dashed(trimmed) {
        Some((before, credit)) => (before, Some(credit)),
        None => (last, None),
    }
}

/// An agency that the table lacks, in round brackets after a story's last sentence.
fn unknown(open: char, before: &str, name: &str) -> Option<String> {
    if open == '(' && !before.is_empty() { agency::plausible(name) } else { None }
}

/// "… the court said. — Reuters", "… sagte er. dpa", and a paragraph that is the name alone ("© AFP").
fn dashed(text: &str) -> Option<(&str, String)> {
    let bare = text.trim_start_matches(['©', '-', '–', '—', '/', ' ', '*', '(']).trim_end_matches(')');
    if bare.chars().count() <= 40
        && let Some(credit) = agency::named(bare)
    {
        return Some(("", credit));
    }
    let at = text.rfind(['–', '—', '-', '/', '*']).filter(|at| text.len() - at < 60)?;
    let (before, rest) = text.split_at(at);
    let name = rest.trim_start_matches(['–', '—', '-', '/', '*', ' ']);
    let before = before.trim_end_matches(['–', '—', '-', ' ']);
    if !ends_sentence(before) || before.is_empty() {
        return None;
    }
    agency::named(name).map(|credit| (before, credit))
}

/// A credit follows a finished sentence; "the report (AP)" inside one is part of it.
fn ends_sentence(text: &str) -> bool {
    text.is_empty()
        || text.ends_with([
            '.', '!', '?', '"', '”', '’', '\'', '»', '…', '。', '」', '』', '！', '？', ')', '다', '؟', '۔',
            '।',
        ])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credits_leave_the_text() {
        for (last, text, credit) in [
            ("They will sail at noon.\" (Yonhap)", "They will sail at noon.\"", Some("Yonhap")),
            ("He declined to comment. (AP/AFP)", "He declined to comment.", Some("AP/AFP")),
            ("회의는 끝났다. (연합뉴스)", "회의는 끝났다.", Some("연합뉴스")),
            ("The ministry said. — Reuters", "The ministry said.", Some("Reuters")),
            ("(dpa)", "", Some("dpa")),
            ("© AFP", "", Some("AFP")),
            ("It cited the agency (AP) twice", "It cited the agency (AP) twice", None),
            ("It cited a report (Yonhap)", "It cited a report (Yonhap)", None),
            ("They met in Busan. (END)", "They met in Busan. (END)", None),
            ("They met in Busan. (Coastwire)", "They met in Busan.", Some("Coastwire")),
            ("They met in Busan. (see page 4)", "They met in Busan. (see page 4)", None),
            ("The score was 3-2 - UNI", "The score was 3-2 - UNI", None),
            ("", "", None),
        ] {
            assert_eq!(strip(last), (text, credit.map(str::to_owned)), "{last}");
        }
    }
}
