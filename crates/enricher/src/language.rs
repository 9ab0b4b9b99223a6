//! The language of a text as the steps need it: the primary subtag that was given, else what the letters show.

/// "en", "ko", …; "und" when the letters do not say.
pub fn of<'a>(given: Option<&'a str>, text: &str) -> &'a str {
    let primary =
        given.and_then(|tag| tag.split(['-', '_']).next()).filter(|tag| (2..=3).contains(&tag.len()));
    match primary {
        Some(tag) if tag.eq_ignore_ascii_case("en") => "en",
        Some(tag) if tag.eq_ignore_ascii_case("ko") => "ko",
        Some(tag) if !tag.eq_ignore_ascii_case("und") => tag,
        _ => by_letters(text),
    }
}

/// Letters that are looked at.
const SAMPLE: usize = 4000;

/// The small words that each language cannot do without; their share tells languages in Latin letters apart.
const SMALL_WORDS: [(&str, &[&str]); 7] = [
    ("en", &["the", "of", "and", "to", "in", "that", "is", "was", "for", "with", "said", "on", "at", "by"]),
    (
        "de",
        &["der", "die", "das", "und", "den", "von", "zu", "mit", "sich", "des", "ist", "nicht", "ein", "dem"],
    ),
    ("fr", &["le", "la", "les", "des", "et", "du", "en", "un", "une", "que", "est", "dans", "pour", "qui"]),
    ("es", &["el", "la", "los", "las", "de", "que", "y", "en", "un", "una", "por", "con", "del", "se"]),
    ("it", &["il", "di", "che", "la", "e", "un", "una", "per", "non", "con", "del", "della", "sono", "si"]),
    ("pt", &["o", "a", "os", "as", "de", "que", "e", "do", "da", "em", "um", "uma", "não", "com"]),
    ("nl", &["de", "het", "een", "van", "en", "dat", "is", "op", "te", "met", "voor", "zijn", "niet", "aan"]),
];

fn by_letters(text: &str) -> &'static str {
    let (mut hangul, mut kana, mut han, mut cyrillic, mut arabic, mut latin) = (0, 0, 0, 0, 0, 0);
    for c in text.chars().take(SAMPLE) {
        match c {
            '\u{ac00}'..='\u{d7a3}' => hangul += 1,
            '\u{3040}'..='\u{30ff}' => kana += 1,
            '\u{4e00}'..='\u{9fff}' => han += 1,
            '\u{400}'..='\u{4ff}' => cyrillic += 1,
            '\u{600}'..='\u{6ff}' => arabic += 1,
            c if c.is_alphabetic() => latin += 1,
            _ => {}
        }
    }
    let most = [hangul, kana + han, cyrillic, arabic, latin].into_iter().max().unwrap_or(0);
    match most {
        0 => "und",
        n if n == hangul => "ko",
        n if n == kana + han => {
            if kana * 20 > han {
                "ja"
            } else {
                "zh"
            }
        }
        n if n == cyrillic => "ru",
        n if n == arabic => "ar",
        _ => by_words(text),
    }
}

/// The language whose small words are most, when they are a twelfth of all.
fn by_words(text: &str) -> &'static str {
    let end = text.char_indices().nth(SAMPLE).map_or(text.len(), |(at, _)| at);
    let mut all = 0;
    let mut counts = [0usize; SMALL_WORDS.len()];
    for word in text[..end].split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty()) {
        all += 1;
        for (count, (_, words)) in counts.iter_mut().zip(SMALL_WORDS) {
            *count += usize::from(words.iter().any(|small| word.eq_ignore_ascii_case(small)));
        }
    }
    let most = counts.iter().max().copied().unwrap_or(0);
    let winner = SMALL_WORDS.iter().zip(counts).find(|(_, count)| *count == most);
    winner.filter(|_| most > 0 && most * 12 >= all).map_or("und", |((language, _), _)| language)
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn reads_the_language() {
        for (given, text, expect) in [
            (Some("en-GB"), "", "en"),
            (Some("ko_KR"), "", "ko"),
            (None, "The minister said that it was over.", "en"),
            (None, "Der Minister sagte, es sei vorbei.", "de"),
            (None, "Le ministre a dit que la séance était levée.", "fr"),
            (None, "El ministro dijo que la sesión se había acabado.", "es"),
            (None, "Il ministro ha detto che la seduta è finita.", "it"),
            (None, "O ministro disse que a sessão não acabou.", "pt"),
            (None, "De minister zei dat het voorbij was.", "nl"),
            (None, "Minister powiedział, że już po wszystkim.", "und"),
            (None, "장관은 끝났다고 말했다.", "ko"),
            (None, "首相は「終わった」と述べた。", "ja"),
            (None, "总理表示一切都结束了。", "zh"),
            (Some("de"), "", "de"),
            (None, "", "und"),
        ] {
            assert_eq!(of(given, text), expect, "{text}");
        }
    }
}
