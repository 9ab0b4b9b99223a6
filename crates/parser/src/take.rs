//! A wire's label for a new take of a story ("(2nd LD)", "UPDATE 2-", "[속보]", "(종합)") and its ATTN line: they leave title
//! and text, and say which take this is.
use model::article::TakeLabel;
use unicode_normalization::UnicodeNormalization;

use crate::page::text::Draft;

/// The title without its labels, the paragraphs without their ATTN lines, and what they said.
pub fn strip(title: &str, paragraphs: &mut Vec<Draft>) -> (String, Option<TakeLabel>) {
    let (title, label) = title_label(title);
    let in_text = text_label(paragraphs);
    let note = attn(paragraphs);
    let take = match (label.or(in_text), note) {
        // The ATTN line of some desks stands in the title.
        (Some((label, _)), note) if is_attn(&label) => {
            let words = label.get(4..).unwrap_or("").trim_start_matches([':', '：', ' ']).to_owned();
            Some(TakeLabel { label: "ATTN".to_owned(), number: None, note: note.or(Some(words)) })
        }
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

/// A label before the first paragraph, or alone in it.
fn text_label(paragraphs: &mut Vec<Draft>) -> Option<Label> {
    let first = paragraphs.first_mut()?;
    let text = first.text.trim();
    let whole = BRACKETS.iter().find_map(|(open, close)| {
        bracketed(text.strip_prefix(*open)?.strip_suffix(*close)?).filter(|(label, _)| !is_attn(label))
    });
    if whole.is_some() {
        paragraphs.remove(0);
        return whole;
    }
    let (label, after) = bracketed_start(text).filter(|((label, _), _)| !is_attn(label))?;
    first.text = after.to_owned();
    Some(label)
}

fn is_attn(label: &str) -> bool {
    label.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("attn"))
}

fn leading(title: &str) -> Option<(Label, &str)> {
    bracketed_start(title).or_else(|| dashed(title))
}

fn bracketed_start(title: &str) -> Option<(Label, &str)> {
    BRACKETS.iter().find_map(|(open, close)| {
        let (name, after) = title.strip_prefix(*open)?.split_once(*close)?;
        let label = bracketed(name)?;
        (!after.trim().is_empty()).then(|| (label, after.trim_start()))
    })
}

fn trailing(title: &str) -> Option<(Label, &str)> {
    BRACKETS.iter().find_map(|(open, close)| {
        let (before, name) = title.strip_suffix(*close)?.rsplit_once(*open)?;
        let label = bracketed(name)?;
        (!before.trim().is_empty()).then(|| (label, before.trim_end()))
    })
}

const BRACKETS: &[(char, char)] = &[
    ('(', ')'),
    ('[', ']'),
    ('<', '>'),
    ('【', '】'),
    ('（', '）'),
    ('〈', '〉'),
    ('［', '］'),
    ('＜', '＞'),
    ('〔', '〕'),
    ('《', '》'),
];

/// "LEAD", "2nd LD", "URGENT", "속보", "2보", "종합2보", "UPDATE", in full width too.
fn bracketed(name: &str) -> Option<Label> {
    let name = name.trim();
    if name.chars().count() > LONGEST && !is_attn(name) {
        return None;
    }
    let plain: String = name.nfkc().collect();
    let upper = plain.to_uppercase();
    let number = match upper.as_str() {
        "LEAD" | "LD" | "1ST LD" => Some(1),
        _ if UNNUMBERED.contains(&upper.as_str()) || is_attn(&upper) => None,
        _ => Some(
            ordinal_lead(&upper)
                .or_else(|| korean_take(&plain))
                .or_else(|| japanese_take(&plain))
                .or_else(|| after_word(&upper))?,
        ),
    };
    Some((plain, number))
}

/// No label is longer, in characters.
const LONGEST: usize = 24;

/// Labels that carry no number, in upper case.
#[rustfmt::skip]
const UNNUMBERED: &[&str] = &[
    "URGENT", "UPDATE", "UPDATED", "CORRECTED", "CORRECTS", "CORRECTION", "RPT", "REPEAT", "REFILE", "RECASTS", "BREAKING", "BREAKING NEWS", "FLASH", "ALERT", "WRAPUP", "ROUNDUP",
    "속보", "종합", "긴급", "수정", "정정", "재송", "재종합", "1보 종합", "速報", "更新", "続報", "訂正", "快讯", "快訊", "更正", "滚动更新", "突发",
    "EILMELDUNG", "EIL", "KORREKTUR", "BERICHTIGUNG", "ZUSAMMENFASSUNG", "ACTUALIZACIÓN", "AMPLIACIÓN", "CORRECCIÓN", "URGENTE", "ÚLTIMA HORA", "MISE À JOUR", "ACTUALISÉ", "RECTIFICATIF", "ALERTE",
    "AGGIORNAMENTO", "ATUALIZAÇÃO", "ATUALIZADA", "СРОЧНО", "МОЛНИЯ", "ОБНОВЛЕНО", "عاجل", "محدث",
];

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
    let digits = name
        .strip_prefix("재종합")
        .or(name.strip_prefix("종합"))
        .unwrap_or(name)
        .trim()
        .strip_suffix('보')?;
    digits.parse().ok().filter(|number| (1..=20).contains(number))
}

/// "第2報"
fn japanese_take(name: &str) -> Option<u32> {
    name.strip_prefix('第')?
        .strip_suffix(['報', '报'])?
        .parse()
        .ok()
        .filter(|number| (1..=20).contains(number))
}

/// "UPDATE 2", "LEAD 3", "ROUNDUP 2", "LD 4"
fn after_word(upper: &str) -> Option<u32> {
    let (word, digits) = upper.rsplit_once(' ')?;
    let known = matches!(word, "UPDATE" | "LEAD" | "LD" | "ROUNDUP" | "WRAPUP" | "TAKE" | "CORRECTED");
    digits.parse().ok().filter(|number| known && (1..=50).contains(number))
}

/// "UPDATE 2-", "RPT-", "CORRECTED-", "ROUNDUP 3: ", "عاجل | "
fn dashed(title: &str) -> Option<(Label, &str)> {
    let at = title.find(DASHES).filter(|at| *at <= LONGEST)?;
    let (name, rest) = title.split_at(at);
    let after = rest.trim_start_matches(DASHES).trim_start();
    let name: String = name.trim().nfkc().collect();
    let (word, number) = match name.rsplit_once(' ') {
        Some((word, digits)) if digits.bytes().all(|b| b.is_ascii_digit()) => (word, digits.parse().ok()),
        _ => (name.as_str(), None),
    };
    let word = word.split('(').next().unwrap_or(word).trim();
    // Wires write these in capitals; "Update: the store opens" is a headline. Not so what no headline begins with, tight
    // before its hyphen: "Update 2-Ferry", "Rpt-Ferry".
    let tight = rest.starts_with(['-', '－']) && rest.get(1..2).is_some_and(|next| next != " ");
    let upper = word.to_uppercase();
    let known = WIRED.contains(&word)
        || tight
            && (matches!(upper.as_str(), "RPT" | "REFILE" | "CORRECTED")
                || upper == "UPDATE" && number.is_some());
    // A headline all in capitals may begin so itself: "REPEAT-OFFENDER JAILED".
    let shouts = !after.chars().any(char::is_lowercase) && after.is_ascii();
    (known && !after.is_empty() && !(word == "REPEAT" && shouts)).then(|| ((name.clone(), number), after))
}

const DASHES: &[char] = &['-', '–', '—', ':', '/', '|', '－', '：', '｜'];

/// Labels that wires write before a dash.
#[rustfmt::skip]
const WIRED: &[&str] = &[
    "UPDATE", "RPT", "REFILE", "CORRECTED", "WRAPUP", "ROUNDUP", "WDH", "WDHLG", "KORREKTUR", "URGENT", "ALERT", "EIL", "CORRECTION", "REPEAT", "BREAKING", "FLASH", "EILMELDUNG", "URGENTE", "СРОЧНО",
    "МОЛНИЯ", "عاجل", "속보", "速報",
];

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
    let inner = text.trim_start().strip_prefix(['(', '（', '[', '［'])?;
    let words = inner.get(4..).filter(|_| is_attn(inner))?.strip_prefix([':', '：', ' '])?;
    let mut depth = 1;
    let close = words.char_indices().find_map(|(at, c)| {
        depth += match c {
            '(' | '（' | '[' | '［' => 1,
            ')' | '）' | ']' | '］' => -1,
            _ => 0,
        };
        (depth == 0).then_some(at)
    })?;
    let after = words[close..].trim_start_matches([')', '）', ']', '］']).trim_start();
    Some((words[..close].trim().to_owned(), after.to_owned()))
}

#[cfg(test)]
mod tests;
