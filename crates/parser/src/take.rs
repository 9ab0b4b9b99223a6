//! A wire's label for a new take of a story ("(2nd LD)", "UPDATE 2-", "[속보]", "(종합)") and its ATTN line: they leave title
//! and text, and say which take this is.
use model::article::TakeLabel;

use crate::page::text::Draft;

/// The title without its labels, the paragraphs without their ATTN lines, and what they said.
pub fn strip(title: &str, paragraphs: &mut Vec<Draft>) -> (String, Option<TakeLabel>) {
    let (title, label) = title_label(title);
    let note = attn(paragraphs);
    let take = match (label, note) {
        (Some((label, number)), note) => Some(TakeLabel { label, number, note }),
        (None, Some(note)) => Some(TakeLabel { label: "ATTN".to_owned(), number: None, note: Some(note) }),
        (None, None) => None,
    };
    (title, take)
}

type Label = (String, Option<u32>);

/// Labels may follow each other ("RPT-UPDATE 2-"): the last one with a number is the take.
fn title_label(title: &str) -> (String, Option<Label>) {
    let mut rest = title.trim();
    let mut found: Option<Label> = None;
    while let Some((label, after)) = leading(rest).or_else(|| trailing(rest)) {
        rest = after;
        if found.as_ref().is_none_or(|(_, number)| number.is_none()) {
            found = Some(label);
        }
    }
    (rest.to_owned(), found)
}

fn leading(title: &str) -> Option<(Label, &str)> {
    for (open, close) in BRACKETS {
        if let Some(inner) = title.strip_prefix(*open)
            && let Some((name, after)) = inner.split_once(*close)
            && let Some(label) = bracketed(name)
            && !after.trim().is_empty()
        {
            return Some((label, after.trim_start()));
        }
    }
    dashed(title)
}

fn trailing(title: &str) -> Option<(Label, &str)> {
    BRACKETS.iter().find_map(|(open, close)| {
        let (before, name) = title.strip_suffix(*close)?.rsplit_once(*open)?;
        let label = bracketed(name)?;
        (!before.trim().is_empty()).then(|| (label, before.trim_end()))
    })
}

const BRACKETS: &[(char, char)] =
    &[('(', ')'), ('[', ']'), ('<', '>'), ('【', '】'), ('（', '）'), ('〈', '〉')];

/// "LEAD", "2nd LD", "URGENT", "속보", "2보", "종합2보", "UPDATE"
fn bracketed(name: &str) -> Option<Label> {
    let name = name.trim();
    let upper = name.to_uppercase();
    let number = match upper.as_str() {
        "LEAD" | "LD" | "1ST LD" => Some(1),
        "URGENT" | "UPDATE" | "UPDATED" | "CORRECTED" | "CORRECTION" | "속보" | "종합" | "긴급" | "수정"
        | "재송" | "速報" | "更新" | "続報" | "快讯" | "滚动更新" | "ACTUALIZACIÓN" | "AMPLIACIÓN"
        | "MISE À JOUR" => None,
        _ => Some(ordinal_lead(&upper).or_else(|| korean_take(name)).or_else(|| update_number(&upper))?),
    };
    Some((name.to_owned(), number))
}

/// "2ND LD", "3RD LEAD", "4TH LD-WRITETHRU"
fn ordinal_lead(upper: &str) -> Option<u32> {
    let (ordinal, rest) = upper.split_once(' ')?;
    let digits = ordinal
        .strip_suffix("ND")
        .or(ordinal.strip_suffix("RD"))
        .or(ordinal.strip_suffix("TH"))
        .or(ordinal.strip_suffix("ST"))?;
    (rest == "LD" || rest == "LEAD" || rest.starts_with("LD-")).then(|| digits.parse().ok()).flatten()
}

/// "2보", "종합2보", "종합 3보"
fn korean_take(name: &str) -> Option<u32> {
    let digits = name.strip_prefix("종합").unwrap_or(name).trim().strip_suffix('보')?;
    digits.parse().ok().filter(|number| (1..=20).contains(number))
}

/// "UPDATE 2"
fn update_number(upper: &str) -> Option<u32> {
    upper.strip_prefix("UPDATE ")?.trim().parse().ok()
}

/// "UPDATE 2-", "RPT-", "CORRECTED-", "ROUNDUP 3: ", "2보] "
fn dashed(title: &str) -> Option<(Label, &str)> {
    let at = title.find(['-', '–', ':', '/']).filter(|at| *at <= 24)?;
    let (name, rest) = title.split_at(at);
    let after = rest.trim_start_matches(['-', '–', ':', '/']).trim_start();
    let name = name.trim();
    let (word, number) = match name.rsplit_once(' ') {
        Some((word, digits)) if digits.bytes().all(|b| b.is_ascii_digit()) => (word, digits.parse().ok()),
        _ => (name, None),
    };
    let word = word.split('(').next().unwrap_or(word).trim();
    // Wires write these in capitals; "Update: the store opens" is a headline.
    let known = matches!(
        word,
        "UPDATE"
            | "RPT"
            | "REFILE"
            | "CORRECTED"
            | "WRAPUP"
            | "ROUNDUP"
            | "WDH"
            | "KORREKTUR"
            | "URGENT"
            | "ALERT"
            | "EIL"
            | "CORRECTION"
            | "REPEAT"
    );
    (known && !after.is_empty()).then(|| ((name.to_owned(), number), after))
}

/// Takes ATTN lines off the first paragraphs; the first one's words are the note.
fn attn(paragraphs: &mut Vec<Draft>) -> Option<String> {
    let mut note = None;
    for draft in paragraphs.iter_mut().take(3) {
        while let Some((words, after)) = attn_line(&draft.text) {
            note.get_or_insert(words);
            draft.text = after;
        }
    }
    paragraphs.retain(|draft| !draft.text.is_empty());
    note
}

fn attn_line(text: &str) -> Option<(String, String)> {
    let inner = text.trim_start().strip_prefix('(')?;
    let words = inner.strip_prefix("ATTN:").or_else(|| inner.strip_prefix("ATTN "))?;
    let mut depth = 1;
    let close = words.char_indices().find_map(|(at, c)| {
        depth += match c {
            '(' => 1,
            ')' => -1,
            _ => 0,
        };
        (depth == 0).then_some(at)
    })?;
    Some((words[..close].trim().to_owned(), words[close + 1..].trim_start().to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_leave_the_title() {
        for (title, expect, label) in [
            ("(LEAD) Ferry halts two routes", "Ferry halts two routes", Some(("LEAD", Some(1)))),
            ("(2nd LD) Ferry halts two routes", "Ferry halts two routes", Some(("2nd LD", Some(2)))),
            ("UPDATE 2-Ferry halts two routes", "Ferry halts two routes", Some(("UPDATE 2", Some(2)))),
            ("RPT-UPDATE 1-Ferry halts", "Ferry halts", Some(("UPDATE 1", Some(1)))),
            ("CORRECTED-Ferry halts", "Ferry halts", Some(("CORRECTED", None))),
            ("[속보] 여객선 운항 중단", "여객선 운항 중단", Some(("속보", None))),
            ("여객선 운항 중단(종합2보)", "여객선 운항 중단", Some(("종합2보", Some(2)))),
            ("[2보] 여객선 운항 중단", "여객선 운항 중단", Some(("2보", Some(2)))),
            ("여객선 운항 중단(종합)", "여객선 운항 중단", Some(("종합", None))),
            ("(News Focus) What the ferry means", "(News Focus) What the ferry means", None),
            ("Update: the store opens", "Update: the store opens", None),
            ("Covid-19 cases rise", "Covid-19 cases rise", None),
            ("(LEAD)", "(LEAD)", None),
        ] {
            let (stripped, take) = strip(title, &mut Vec::new());
            assert_eq!(stripped, expect);
            let found = take.as_ref().map(|take| (take.label.as_str(), take.number));
            assert_eq!(found, label, "{title}");
        }
    }

    #[test]
    fn attn_lines_leave_the_text_and_are_the_note() {
        let mut paragraphs = vec![
            Draft::text("(ATTN: UPDATES in paras 1-5)"),
            Draft::text("(ATTN: ADDS photo) HARBOUR CITY -- The ferry"),
            Draft::text("It (ATTN: no) stays."),
        ];
        let (_, take) = strip("(3rd LD) Ferry", &mut paragraphs);
        let texts: Vec<&str> = paragraphs.iter().map(|d| d.text.as_str()).collect();
        assert_eq!(texts, ["HARBOUR CITY -- The ferry", "It (ATTN: no) stays."]);
        assert_eq!(take.and_then(|t| t.note).as_deref(), Some("UPDATES in paras 1-5"));
    }
}
