//! Whether two names of a speaker mean the same person.
use model::annotations::{FoundQuote, FoundSpeaker};

const PRONOUNS: &[&str] = &["he", "she", "they", "i", "we", "it", "his", "her", "him", "them", "who", "you"];
/// Titles and other words that tell nobody from another.
const TITLES: &[&str] = &[
    "mr",
    "mrs",
    "ms",
    "dr",
    "sen",
    "rep",
    "gov",
    "president",
    "the",
    "a",
    "an",
    "jr",
    "sr",
    "ii",
    "iii",
    "sir",
    "lord",
    "prof",
    "gen",
    "secretary",
    "senator",
    "minister",
    "prime",
];

/// What a speaker is called: the name, else the words in the text.
pub fn called(quote: &FoundQuote) -> Option<&str> {
    let speaker = quote.speaker.as_ref()?;
    let name = speaker.name.as_deref().filter(|name| !name.is_empty());
    name.or_else(|| words_of(speaker))
}

/// By name, or by the gold's own words for the speaker if they are no pronoun.
pub fn is_right(gold: &FoundQuote, ours: &FoundQuote) -> bool {
    let (Some(name), Some(found)) = (called(gold), called(ours)) else {
        return called(gold).is_none() && called(ours).is_none();
    };
    let found_words = words(found);
    let gold_words = gold.speaker.as_ref().and_then(words_of).map(words).unwrap_or_default();
    let is_said_so = found_words == gold_words && found_words.last().is_some_and(|last| !is_pronoun(last));
    same(found, name) || is_said_so
}

fn words_of(speaker: &FoundSpeaker) -> Option<&str> {
    speaker.surface.as_ref().map(|surface| surface.text.as_str())
}

/// The surname decides; else one is part of a longer description of the other.
pub fn same(ours: &str, gold: &str) -> bool {
    let (ours, gold) = (words(ours), words(gold));
    let (Some(our_last), Some(gold_last)) = (ours.last(), gold.last()) else {
        return ours.is_empty() && gold.is_empty();
    };
    if ours == gold {
        return true;
    }
    if [&ours, &gold].into_iter().any(|words| matches!(&words[..], [only] if is_pronoun(only))) {
        return false;
    }
    let is_part = |part: &[String], last: &String, of: &[String]| part.len() <= 3 && of.contains(last);
    our_last == gold_last || is_part(&ours, our_last, &gold) || is_part(&gold, gold_last, &ours)
}

fn is_pronoun(word: &str) -> bool {
    PRONOUNS.contains(&word)
}

/// The words that tell a name from another, in lower case and without a genitive.
fn words(name: &str) -> Vec<String> {
    let lower = name.to_lowercase().replace('’', "'");
    let word = |chunk: &str| {
        let chunk = chunk.trim_end_matches('\'');
        chunk.strip_suffix("'s").unwrap_or(chunk).trim_start_matches('\'').to_owned()
    };
    lower
        .split(|c: char| !c.is_alphanumeric() && c != '_' && c != '\'')
        .map(word)
        .filter(|word| !word.is_empty() && !TITLES.contains(&word.as_str()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::same;

    fn check(ours: &str, gold: &str, expect: bool) {
        assert_eq!(same(ours, gold), expect, "{ours} / {gold}");
    }

    #[test]
    fn names_of_one_person() {
        check("Marchetti", "Helen Marchetti", true);
        check("Defense Minister Helen Marchetti", "Helen Marchetti", true);
        check("a senior official", "a senior official in Pyongyang", true);
        check("the Pentagon’s", "Pentagon", true);
        check("she", "Helen Marchetti", false);
        check("Noh Jae-won", "Helen Marchetti", false);
        check("", "Helen Marchetti", false);
    }
}
