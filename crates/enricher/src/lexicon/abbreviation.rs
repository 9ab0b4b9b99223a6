//! Abbreviations whose full stop does not end a sentence.

/// Before a name, or never at the end of a sentence.
const TITLES: &[&str] = &[
    "adm", "attn", "brig", "capt", "cdr", "cf", "cmdr", "col", "cpl", "det", "dr", "fr", "ft", "gen", "gov",
    "hon", "insp", "lieut", "lt", "maj", "messrs", "mgr", "mlle", "mme", "mr", "mrs", "ms", "msgr", "mt",
    "mx", "prof", "pvt", "rep", "reps", "rev", "sen", "sens", "sgt", "sr", "sra", "st", "ste", "supt", "vs",
];

/// May stand at the end of a sentence too.
const OTHERS: &[&str] = &[
    "apr", "aug", "ave", "blvd", "bros", "co", "corp", "dec", "dept", "est", "etc", "feb", "inc", "jan",
    "jr", "ltd", "mar", "nov", "oct", "rd", "sept", "sep", "univ",
];

/// American states, as datelines have them.
const STATES: &[&str] = &[
    "ala", "ariz", "ark", "calif", "colo", "conn", "fla", "ga", "kan", "ky", "md", "mich", "minn", "mont",
    "neb", "nev", "okla", "pa", "tenn", "tex", "va", "vt", "wash", "wis", "wyo",
];

/// Words that begin sentences and seldom follow an abbreviation inside a name.
const OPENERS: &[&str] = &[
    "A",
    "After",
    "Also",
    "An",
    "And",
    "As",
    "At",
    "Because",
    "Before",
    "But",
    "By",
    "During",
    "Even",
    "For",
    "From",
    "He",
    "Her",
    "His",
    "How",
    "However",
    "I",
    "If",
    "In",
    "It",
    "Its",
    "Many",
    "Meanwhile",
    "More",
    "No",
    "Now",
    "On",
    "One",
    "Only",
    "She",
    "Since",
    "So",
    "Some",
    "That",
    "The",
    "Their",
    "Then",
    "There",
    "These",
    "They",
    "This",
    "Those",
    "Though",
    "Under",
    "We",
    "What",
    "When",
    "While",
    "Who",
    "With",
    "Yet",
    "You",
];

/// Is the word (without its stop) an abbreviation?
pub fn is_known(word: &str) -> bool {
    has(TITLES, word) || has(OTHERS, word) || has(STATES, word)
}

/// May this abbreviation (with its stop) be the last word of a sentence?
pub fn may_end(word: &str) -> bool {
    let bare = word.trim_end_matches('.');
    bare.chars().count() > 1 && !has(TITLES, bare) && bare != "No"
}

/// "Okla."
pub fn is_state(word: &str) -> bool {
    word.strip_suffix('.').is_some_and(|bare| has(STATES, bare))
}

pub fn is_opener(word: &str) -> bool {
    OPENERS.binary_search(&word).is_ok() || matches!(word, "\"" | "“")
}

/// Abbreviations are written with a capital, save "etc" and "vs".
fn has(list: &[&str], word: &str) -> bool {
    if word.len() > 6 || (!word.starts_with(char::is_uppercase) && !matches!(word, "etc" | "vs" | "cf")) {
        return false;
    }
    let lower = word.to_ascii_lowercase();
    list.contains(&lower.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn openers_are_sorted() {
        assert!(OPENERS.is_sorted());
        assert!(is_known("Gen") && !is_known("gen") && is_known("etc") && may_end("Inc.") && !may_end("Mr."));
    }
}
