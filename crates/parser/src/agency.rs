//! The news agencies whose names stand as a credit, a dateline's source or a byline: a pure table and its look-up.

/// As written in credits, compared without case; the second word is what the credit says.
const AGENCIES: &[(&str, &str)] = &[
    ("yonhap", "Yonhap"),
    ("yonhap news", "Yonhap"),
    ("yonhap news agency", "Yonhap"),
    ("연합뉴스", "연합뉴스"),
    ("연합", "연합뉴스"),
    ("뉴시스", "뉴시스"),
    ("뉴스1", "뉴스1"),
    ("newsis", "Newsis"),
    ("news1", "News1"),
    ("ap", "AP"),
    ("a.p.", "AP"),
    ("associated press", "AP"),
    ("the associated press", "AP"),
    ("afp", "AFP"),
    ("agence france-presse", "AFP"),
    ("agence france presse", "AFP"),
    ("reuters", "Reuters"),
    ("thomson reuters", "Reuters"),
    ("bloomberg", "Bloomberg"),
    ("upi", "UPI"),
    ("dpa", "dpa"),
    ("dpa-afx", "dpa-AFX"),
    ("dpa/lno", "dpa"),
    ("dpa/lby", "dpa"),
    ("epd", "epd"),
    ("kna", "KNA"),
    ("sid", "SID"),
    ("apa", "APA"),
    ("sda", "SDA"),
    ("keystone-sda", "Keystone-SDA"),
    ("keystone-ats", "Keystone-ATS"),
    ("ats", "ATS"),
    ("awp", "AWP"),
    ("efe", "EFE"),
    ("europa press", "Europa Press"),
    ("ansa", "ANSA"),
    ("adnkronos", "Adnkronos"),
    ("lusa", "Lusa"),
    ("belga", "Belga"),
    ("anp", "ANP"),
    ("ritzau", "Ritzau"),
    ("tt", "TT"),
    ("ntb", "NTB"),
    ("stt", "STT"),
    ("pap", "PAP"),
    ("ctk", "ČTK"),
    ("čtk", "ČTK"),
    ("tasr", "TASR"),
    ("mti", "MTI"),
    ("agerpres", "Agerpres"),
    ("tanjug", "Tanjug"),
    ("hina", "Hina"),
    ("tass", "TASS"),
    ("interfax", "Interfax"),
    ("ria novosti", "RIA Novosti"),
    ("тасс", "ТАСС"),
    ("интерфакс", "Интерфакс"),
    ("ukrinform", "Ukrinform"),
    ("anadolu", "Anadolu"),
    ("anadolu agency", "Anadolu"),
    ("xinhua", "Xinhua"),
    ("新华社", "新华社"),
    ("新華社", "新華社"),
    ("cna", "CNA"),
    ("中央社", "中央社"),
    ("kyodo", "Kyodo"),
    ("kyodo news", "Kyodo"),
    ("共同", "共同"),
    ("共同通信", "共同"),
    ("jiji", "Jiji"),
    ("jiji press", "Jiji"),
    ("時事", "時事"),
    ("時事通信", "時事"),
    ("kcna", "KCNA"),
    ("vna", "VNA"),
    ("pna", "PNA"),
    ("antara", "Antara"),
    ("bernama", "Bernama"),
    ("pti", "PTI"),
    ("ani", "ANI"),
    ("ians", "IANS"),
    ("uni", "UNI"),
    ("app", "APP"),
    ("bss", "BSS"),
    ("unb", "UNB"),
    ("wam", "WAM"),
    ("spa", "SPA"),
    ("mena", "MENA"),
    ("sana", "SANA"),
    ("irna", "IRNA"),
    ("petra", "Petra"),
    ("وكالات", "وكالات"),
    ("رويترز", "رويترز"),
    ("أ ف ب", "أ ف ب"),
    ("pa", "PA"),
    ("press association", "PA"),
    ("pa media", "PA"),
    ("canadian press", "The Canadian Press"),
    ("the canadian press", "The Canadian Press"),
    ("aap", "AAP"),
    ("australian associated press", "AAP"),
    ("nan", "NAN"),
    ("télam", "Télam"),
    ("agência brasil", "Agência Brasil"),
    ("notimex", "Notimex"),
    ("prensa latina", "Prensa Latina"),
];

/// What `name` is as an agency; several joined by `/`, `,`, `&` or "and" are one credit if each is known.
pub fn named(name: &str) -> Option<String> {
    let name = name.trim().trim_end_matches(['.', ',']).trim();
    if let Some(agency) = one(name) {
        return Some(agency.to_owned());
    }
    let pieces: Vec<&str> =
        name.split(['/', ',', '&', '·', '|', '+']).flat_map(|piece| piece.split(" and ")).collect();
    if pieces.len() < 2 {
        return None;
    }
    let agencies: Option<Vec<&str>> = pieces.iter().map(|piece| one(piece.trim())).collect();
    let mut agencies = agencies?;
    agencies.dedup();
    Some(agencies.join("/"))
}

/// The agencies named anywhere in a short line ("mit dpa", "(Quelle: APA/sda)"), as they write themselves.
pub fn within(line: &str) -> Option<String> {
    let words = line.split(|c: char| !c.is_alphanumeric() && c != '-').filter(|word| !word.is_empty());
    let mut found: Vec<&str> = Vec::new();
    for word in words {
        let agency = one(word)
            .filter(|agency| *agency == word || word.to_lowercase() == word || word.to_uppercase() == word);
        if let Some(agency) = agency.filter(|agency| !found.contains(agency)) {
            found.push(agency);
        }
    }
    (!found.is_empty() && line.chars().count() <= 80).then(|| found.join("/"))
}

/// A name that the table lacks, where only an agency can stand: one to three capitalised words without a digit.
pub fn plausible(name: &str) -> Option<String> {
    let name = name.trim();
    let words: Vec<&str> = name.split_whitespace().collect();
    let capital = |word: &&str| word.chars().next().is_some_and(char::is_uppercase);
    let plain = name.chars().all(|c| c.is_alphabetic() || c == ' ' || c == '-' || c == '&');
    let marker = ["END", "ENDS", "MORE", "UPDATED", "ABRIDGED", "LAUGHS", "SIC"]
        .contains(&name.to_uppercase().as_str());
    ((1..=3).contains(&words.len()) && words.iter().all(capital) && plain && !marker).then(|| name.to_owned())
}

fn one(name: &str) -> Option<&'static str> {
    let lower = name.to_lowercase();
    AGENCIES.iter().find(|(written, _)| *written == lower).map(|(_, agency)| *agency)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agencies_within_a_line() {
        for (line, expect) in [
            ("mit dpa", Some("dpa")),
            ("(Quelle: APA/sda/dpa)", Some("APA/SDA/dpa")),
            ("Coast (dst)", None),
            ("SDA/af", Some("SDA")),
        ] {
            assert_eq!(within(line).as_deref(), expect, "{line}");
        }
    }

    #[test]
    fn one_agency_or_several() {
        for (name, expect) in [
            ("Yonhap", Some("Yonhap")),
            ("YONHAP", Some("Yonhap")),
            ("AP/AFP", Some("AP/AFP")),
            ("dpa, AFP", Some("dpa/AFP")),
            ("연합뉴스", Some("연합뉴스")),
            ("Reuters.", Some("Reuters")),
            ("AP and a friend", None),
            ("END", None),
            ("", None),
        ] {
            assert_eq!(named(name).as_deref(), expect, "{name}");
        }
    }
}
