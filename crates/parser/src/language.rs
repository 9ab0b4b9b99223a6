//! The language of a text: what the page says, unless the text plainly says otherwise.
use whatlang::Lang;

/// Shorter texts do not outvote the page.
const ENOUGH: usize = 200;

/// The first so many characters tell.
const SAMPLE: usize = 1_200;

/// Lower-case primary language (BCP 47) of a text.
pub fn detect(stated: Option<&str>, text: &str) -> Option<String> {
    let stated = stated.and_then(primary);
    if let Some(script) = by_script(text) {
        return Some(script.to_owned());
    }
    // Fewer do to bear out what the page says.
    let sample = if stated.is_some() { SAMPLE / 2 } else { SAMPLE };
    let sample_end = text.char_indices().nth(sample).map_or(text.len(), |(at, _)| at);
    let sample = &text[..sample_end];
    let Some(info) = whatlang::detect(sample) else { return stated };
    let found = code(info.lang());
    match stated {
        Some(stated) if stated == found => Some(stated),
        // Templates keep `lang="en"` over texts in other languages; a long text and a sure guess go before them.
        Some(stated) => {
            let sure = info.is_reliable() && info.confidence() > 0.9 && sample.len() >= ENOUGH;
            Some(if sure && !is_near(&stated, found) { found.to_owned() } else { stated })
        }
        None => info.is_reliable().then(|| found.to_owned()),
    }
}

/// "en-US", "de_DE", "en" → "en".
fn primary(tag: &str) -> Option<String> {
    let primary = tag.trim().split(['-', '_', ',', ';']).next()?.trim().to_ascii_lowercase();
    let known = (2..=3).contains(&primary.len())
        && primary.bytes().all(|b| b.is_ascii_lowercase())
        && primary != "und";
    known.then(|| match primary.as_str() {
        // Country codes that templates write for languages; both kinds of Norwegian are read alike.
        "nb" | "nn" => "no".to_owned(),
        "kr" => "ko".to_owned(),
        "jp" => "ja".to_owned(),
        "cn" | "tw" => "zh".to_owned(),
        _ => primary,
    })
}

/// Scripts that name their language.
fn by_script(text: &str) -> Option<&'static str> {
    let (mut hangul, mut kana, mut letters) = (0, 0, 0);
    for c in text.chars().take(SAMPLE).filter(|c| c.is_alphabetic()) {
        letters += 1;
        match c {
            '\u{ac00}'..='\u{d7a3}' | '\u{1100}'..='\u{11ff}' => hangul += 1,
            '\u{3040}'..='\u{30ff}' => kana += 1,
            _ => {}
        }
    }
    match letters {
        0..20 => None,
        _ if hangul * 2 > letters => Some("ko"),
        _ if kana * 5 > letters => Some("ja"),
        _ => None,
    }
}

/// Pairs that a guess over short words confuses.
fn is_near(a: &str, b: &str) -> bool {
    const NEAR: &[&[&str]] = &[
        &["no", "nb", "nn", "da", "sv"],
        &["es", "gl", "ca", "pt"],
        &["hr", "sr", "bs", "sl"],
        &["cs", "sk"],
        &["id", "ms", "jv"],
        &["nl", "af"],
        &["ru", "uk", "be", "bg"],
    ];
    NEAR.iter().any(|group| group.contains(&a) && group.contains(&b))
}

/// BCP 47 prefers the two letters of ISO 639-1; whatlang speaks ISO 639-3.
#[rustfmt::skip]
fn code(lang: Lang) -> &'static str {
    use Lang::*;
    match lang {
        Afr => "af", Aka => "ak", Amh => "am", Ara => "ar", Aze => "az", Bel => "be", Ben => "bn", Bul => "bg", Cat => "ca", Ces => "cs", Cmn => "zh", Dan => "da",
        Deu => "de", Ell => "el", Eng => "en", Epo => "eo", Est => "et", Fin => "fi", Fra => "fr", Guj => "gu", Heb => "he", Hin => "hi", Hrv => "hr", Hun => "hu",
        Hye => "hy", Ind => "id", Ita => "it", Jav => "jv", Jpn => "ja", Kan => "kn", Kat => "ka", Khm => "km", Kor => "ko", Lat => "la", Lav => "lv", Lit => "lt",
        Mal => "ml", Mar => "mr", Mkd => "mk", Mya => "my", Nep => "ne", Nld => "nl", Nob => "no", Ori => "or", Pan => "pa", Pes => "fa", Pol => "pl", Por => "pt",
        Ron => "ro", Rus => "ru", Sin => "si", Slk => "sk", Slv => "sl", Sna => "sn", Spa => "es", Srp => "sr", Swe => "sv", Tam => "ta", Tel => "te", Tgl => "tl",
        Tha => "th", Tuk => "tk", Tur => "tr", Ukr => "uk", Urd => "ur", Uzb => "uz", Vie => "vi", Yid => "yi", Zul => "zu", other => other.code(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_is_believed_unless_the_text_is_plain() {
        let german =
            "Der Senat hat am Montag beschlossen, dass die Fähre im Sommer nicht mehr fährt. ".repeat(4);
        for (stated, text, expect) in [
            (Some("en-US"), "Short note", Some("en")),
            (Some("de_DE"), german.as_str(), Some("de")),
            (Some("en"), german.as_str(), Some("de")),
            (None, german.as_str(), Some("de")),
            (Some("en"), "정부는 월요일 회의를 열고 새 계획을 발표했다고 밝혔다. 장관은 말했다.", Some("ko")),
            (None, "政府は月曜日に会議を開き、新しい計画を発表したと述べた。大臣は話した。", Some("ja")),
            (Some("kr"), "", Some("ko")),
            (Some("english"), "", None),
        ] {
            assert_eq!(detect(stated, text).as_deref(), expect, "{stated:?} {text}");
        }
    }
}
