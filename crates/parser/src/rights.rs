//! Rights as a page states them: notice and holder in a line, licence, reservation of text and data mining, robots.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

static PROHIBITED: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| AhoCorasick::new(PROHIBITIONS).ok());

/// Whether a line says who holds the rights or what may not be done: it leaves the text and is kept as the notice.
pub fn is_notice(line: &str) -> bool {
    let lower = line.to_lowercase();
    let chars = line.chars().count();
    chars <= 300 && PROHIBITED.as_ref().is_some_and(|words| words.is_match(&lower))
        || chars <= 160 && is_copyright(&lower)
}

/// Whether a line bears a mark of rights at all: quick, for the thousands of lines of a page's frame.
pub fn has_mark(line: &str) -> bool {
    ["©", "ⓒ", "(c)", "(C)", "opyright", "OPYRIGHT", "ights reserved", "전재", "無断"]
        .iter()
        .any(|mark| line.contains(mark))
}

fn is_copyright(lower: &str) -> bool {
    let start = lower.trim_start_matches(['<', '[', '(', '*', ' ', '저', '작', '권', '자']);
    ["©", "ⓒ", "(c)", "c)", "copyright", "ⓒ"].iter().any(|mark| start.starts_with(mark))
}

#[rustfmt::skip]
const PROHIBITIONS: &[&str] = &[
    "all rights reserved", "alle rechte vorbehalten", "tous droits réservés", "todos los derechos reservados", "todos os direitos reservados", "tutti i diritti riservati", "tüm hakları saklıdır",
    "may not be published, broadcast, rewritten", "may not be reproduced", "unauthorized reproduction", "redistribution prohibited", "without prior written permission", "no redistribution", "not for redistribution",
    "무단 전재", "무단전재", "재배포 금지", "재배포금지", "ai 학습", "無断転載", "無断複製", "转载请注明", "未经授权", "перепечатка",
];

/// The holder in a notice: what follows the mark and the year.
pub fn holder(notice: &str) -> Option<String> {
    let lower = notice.to_lowercase();
    let at = ["©", "ⓒ", "(c)", "copyright", "저작권자"]
        .iter()
        .filter_map(|mark| lower.find(mark).map(|at| at + mark.len()))
        .max()?;
    let rest = notice.get(at..)?;
    let rest = rest.trim_start_matches(|c: char| !c.is_alphabetic());
    let end = rest.find(['.', ',', '|', '-', '–', '/', '>', ')', '·']).unwrap_or(rest.len());
    let mut holder = rest[..end].trim();
    for tail in ["All rights", "Alle Rechte", "무단"] {
        holder = holder.split(tail).next().unwrap_or(holder).trim();
    }
    let chars = holder.chars().count();
    ((2..=60).contains(&chars)).then(|| holder.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notices_and_their_holders() {
        for (line, notice, who) in [
            ("© 2024 Coast Daily. All rights reserved.", true, Some("Coast Daily")),
            ("<저작권자(c) 한빛뉴스, 무단 전재-재배포 금지>", true, Some("한빛뉴스")),
            ("Copyright 2024 Coastwire", true, Some("Coastwire")),
            ("This material may not be published, broadcast, rewritten or redistributed.", true, None),
            ("The copyright bill passed on Monday after a long debate in the harbour city.", false, None),
            ("She said all was well.", false, None),
        ] {
            assert_eq!(is_notice(line), notice, "{line}");
            if notice {
                assert_eq!(holder(line).as_deref(), who, "{line}");
            }
        }
    }
}
