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

/// The small words that no text of a language does without. Those of the others are no English words ("met", "per").
const ENGLISH: &[&str] = &[
    "the", "of", "and", "to", "in", "that", "is", "was", "for", "with", "said", "on", "at", "by", "an",
    "are", "be", "been", "but", "from", "has", "have", "he", "her", "his", "i", "if", "it", "its", "my",
    "not", "or", "our", "she", "their", "they", "this", "up", "we", "were", "what", "when", "who", "will",
    "you", "your", "after", "all", "about", "just", "out", "over", "how", "why", "can", "had", "would",
    "there", "into", "than", "against", "ago",
];

#[rustfmt::skip]
const OTHERS: [(&str, &[&str]); 6] = [
    ("de", &["der", "das", "und", "von", "zu", "mit", "sich", "des", "ist", "nicht", "ein", "dem", "im", "auf", "es", "sie", "auch", "wird"]),
    ("fr", &["le", "la", "les", "des", "et", "du", "en", "un", "une", "que", "est", "dans", "pour", "qui"]),
    ("es", &["el", "la", "los", "las", "de", "que", "y", "en", "un", "una", "por", "del", "se"]),
    ("it", &["il", "di", "che", "la", "e", "un", "una", "non", "del", "della", "sono", "si", "anche", "nel", "gli"]),
    ("pt", &["o", "os", "de", "que", "e", "da", "em", "um", "uma", "não", "com", "dos", "na", "ao", "foi", "pelo", "pela", "das", "seu", "sua", "ele", "ela", "também", "são", "mais", "disse"]),
    ("nl", &["de", "het", "een", "van", "en", "dat", "op", "te", "voor", "zijn", "niet", "aan", "zei"]),
];

/// Small words that also stand inside names.
const PARTICLES: [&str; 14] =
    ["van", "von", "de", "der", "del", "della", "di", "da", "dos", "du", "la", "le", "el", "des"];

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

/// What the words of a text in Latin letters show.
#[derive(Default)]
struct Words {
    all: usize,
    /// With a small letter in front: what is no name.
    small: usize,
    english: usize,
    others: [usize; OTHERS.len()],
    letters: usize,
    /// Letters that English has in foreign names only.
    accented: usize,
}

impl Words {
    fn read(text: &str) -> Words {
        let end = text.char_indices().nth(SAMPLE).map_or(text.len(), |(at, _)| at);
        let mut read = Words::default();
        let is_small = |word: &str| word.starts_with(char::is_lowercase);
        // "e-mail" and "o'clock" are one word each.
        let inner = ['-', '\'', '’'];
        let words = text[..end].split(|c: char| !c.is_alphabetic() && !inner.contains(&c));
        let mut words = words.map(|word| word.trim_matches(inner)).filter(|w| !w.is_empty()).peekable();
        while let Some(word) = words.next() {
            read.all += 1;
            read.small += usize::from(is_small(word));
            read.english += usize::from(ENGLISH.iter().any(|small| word.eq_ignore_ascii_case(small)));
            // "La Paz" and "Robin van Persie" stand in texts of all languages.
            if !PARTICLES.contains(&word) || words.peek().is_some_and(|next| is_small(next)) {
                for (count, (_, list)) in read.others.iter_mut().zip(OTHERS) {
                    *count += usize::from(list.contains(&word));
                }
            }
            read.letters += word.chars().count();
            read.accented += word.chars().filter(|c| !c.is_ascii()).count();
        }
        read
    }
}

/// A language by its small words; lists of names, results and scraps of a line, which have few or none, are English
/// unless something speaks against it.
fn by_words(text: &str) -> &'static str {
    let words = Words::read(text);
    let most = words.others.iter().max().copied().unwrap_or(0);
    if most > words.english && most * 12 >= words.all {
        let winner = OTHERS.iter().zip(words.others).find(|(_, count)| *count == most);
        return winner.map_or("und", |((language, _), _)| language);
    }
    let is_prose = words.small >= 8 && words.small * 2 > words.all;
    let is_plain = words.accented * 33 < words.letters;
    match words.english {
        0 if is_prose || !is_plain => "und",
        some if some < most || !is_plain && some * 12 < words.all => "und",
        some if some * 30 >= words.all || !is_prose => "en",
        _ => "und",
    }
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
            (
                None,
                "SOCCER - SCOTTISH LEAGUE RESULTS\n\nAberdeen 2 Celtic 1\nDundee United 0 Hibernian 3",
                "en",
            ),
            (None, "& gt; Umm, where are all these alleged criticisms?", "en"),
            (None, "Solheim finished a distant third, replacing La Paz as leader a week ago.", "en"),
            (None, "Robin van Persie scores twice", "en"),
            (None, "Solheim met Einarsson", "en"),
            (None, "Solheim's e-mails leaked, 5 o'clock news", "en"),
            (None, "Menteri mengatakan bahwa semuanya sudah selesai hari ini pagi tadi", "und"),
            (None, "Grêmio 2 Atlético Mineiro 1, São Paulo 0 Criciúma 0", "und"),
            (None, "Die Sitzung ist vorbei, und der Rat geht nach Hause.", "de"),
        ] {
            assert_eq!(of(given, text), expect, "{text}");
        }
    }
}
