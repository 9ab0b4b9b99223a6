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

const ENGLISH: [&str; 14] =
    ["the", "of", "and", "to", "in", "that", "is", "was", "for", "with", "said", "on", "at", "by"];

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

/// English has its small words; other languages in Latin letters are not told apart here.
fn by_words(text: &str) -> &'static str {
    let end = text.char_indices().nth(SAMPLE).map_or(text.len(), |(at, _)| at);
    let (mut all, mut english) = (0, 0);
    for word in text[..end].split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty()) {
        all += 1;
        english += usize::from(ENGLISH.iter().any(|e| word.eq_ignore_ascii_case(e)));
    }
    if english * 12 >= all { "en" } else { "und" }
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
            (None, "Der Minister sagte, es sei vorbei.", "und"),
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
