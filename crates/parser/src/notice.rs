//! Notices of correction, clarification and retraction, as publishers word them in many languages.
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use model::article::{Notice, NoticeKind};

/// All phrases at once: every paragraph is asked.
static WORDED: LazyLock<Option<AhoCorasick>> =
    LazyLock::new(|| AhoCorasick::new(PHRASES.iter().map(|(phrase, _)| phrase)).ok());

/// What a paragraph is a notice of; `None` for a paragraph of the story.
pub fn read(paragraph: &str) -> Option<Notice> {
    let start: String = paragraph.chars().take(160).collect::<String>().to_lowercase();
    let start = start.trim_start_matches(|c: char| !c.is_alphanumeric());
    let labelled = LABELS.iter().find(|(label, _)| {
        start.strip_prefix(label).is_some_and(|rest| {
            // "Correction: the ferry …", "CORRECTION (March 3)"; not "Corrections officers said".
            let rest = rest.trim_start_matches(is_closing);
            rest.is_empty()
                || rest.starts_with([':', '：', '(', '（', '—', '–', '-', '|'])
                || !label.is_ascii()
        })
    });
    let worded = || PHRASES.get(WORDED.as_ref()?.find(start)?.pattern().as_usize());
    let (_, kind) = labelled.or_else(worded)?;
    (paragraph.chars().count() <= MAX_CHARS)
        .then(|| Notice { kind: kind.clone(), text: paragraph.to_owned() })
}

fn is_closing(c: char) -> bool {
    c.is_whitespace() || matches!(c, ']' | ')' | '】' | '］' | '>' | '*')
}

/// A longer paragraph tells a story about a correction.
const MAX_CHARS: usize = 1_200;

use NoticeKind::{Clarification, Correction, Retraction};

/// What a notice begins with, before a colon or bracket.
const LABELS: &[(&str, NoticeKind)] = &[
    ("correction", Correction),
    ("corrections", Correction),
    ("corrected", Correction),
    ("corrections & clarifications", Correction),
    ("clarification", Clarification),
    ("retraction", Retraction),
    ("retracted", Retraction),
    ("withdrawn", Retraction),
    ("editor's note: correction", Correction),
    ("präzisierung", Clarification),
    ("précision", Clarification),
    ("aclaración", Clarification),
    ("chiarimento", Clarification),
    ("esclarecimento", Clarification),
    ("widerruf", Retraction),
    ("retractación", Retraction),
    ("取り消し", Retraction),
    ("撤稿", Retraction),
    ("澄清", Clarification),
    ("korrektur", Correction),
    ("korrekturhinweis", Correction),
    ("berichtigung", Correction),
    ("richtigstellung", Correction),
    ("klarstellung", Clarification),
    ("rectificatif", Correction),
    ("erratum", Correction),
    ("errata", Correction),
    ("errata corrige", Correction),
    ("fe de errores", Correction),
    ("fe de erratas", Correction),
    ("rectificación", Correction),
    ("correção", Correction),
    ("correzione", Correction),
    ("correctie", Correction),
    ("rectificatie", Correction),
    ("rättelse", Correction),
    ("rettelse", Correction),
    ("retting", Correction),
    ("oikaisu", Correction),
    ("sprostowanie", Correction),
    ("исправление", Correction),
    ("düzeltme", Correction),
    ("바로잡습니다", Correction),
    ("정정보도", Correction),
    ("[정정]", Correction),
    ("정정", Correction),
    ("訂正", Correction),
    ("お詫びと訂正", Correction),
    ("更正", Correction),
    ("تصحيح", Correction),
];

/// What a notice says near its beginning.
const PHRASES: &[(&str, NoticeKind)] = &[
    ("this story has been corrected", Correction),
    ("this article has been corrected", Correction),
    ("this story was corrected", Correction),
    ("this article was corrected", Correction),
    ("this article was amended on", Correction),
    ("this article has been amended", Correction),
    ("this piece was amended on", Correction),
    ("an earlier version of this article", Correction),
    ("an earlier version of this story", Correction),
    ("a previous version of this article", Correction),
    ("a previous version of this story", Correction),
    ("earlier version of this report", Correction),
    ("this story has been updated to clarify", Clarification),
    ("this article has been updated to clarify", Clarification),
    ("has been updated to correct", Correction),
    ("was updated to correct", Correction),
    ("updates to correct", Correction),
    ("corrects spelling", Correction),
    ("corrects to", Correction),
    ("corrects name", Correction),
    ("we have corrected this", Correction),
    ("the headline of this story has been corrected", Correction),
    ("the headline has been corrected", Correction),
    ("to reflect a correction", Correction),
    ("to clarify that", Clarification),
    ("we are happy to clarify", Clarification),
    ("has withdrawn this story", Retraction),
    ("has withdrawn this article", Retraction),
    ("this story has been withdrawn", Retraction),
    ("this article has been withdrawn", Retraction),
    ("this report has been retracted", Retraction),
    ("retracts this story", Retraction),
    ("this story has been retracted", Retraction),
    ("this article has been retracted", Retraction),
    ("has retracted this article", Retraction),
    ("has retracted this story", Retraction),
    ("in einer früheren version", Correction),
    ("in einer früheren fassung", Correction),
    ("une version précédente de cet article", Correction),
    ("una versión anterior de este artículo", Correction),
    ("cet article a été corrigé", Correction),
    ("cet article a été modifié le", Correction),
    ("este artículo ha sido corregido", Correction),
    ("esta nota ha sido corregida", Correction),
    ("uma versão anterior deste", Correction),
    ("una versione precedente di questo articolo", Correction),
    ("een eerdere versie van dit artikel", Correction),
    ("in een eerdere versie", Correction),
    ("i en tidigare version av", Correction),
    ("i en tidligere versjon av", Correction),
    ("i en tidligere version af", Correction),
    ("we poprzedniej wersji", Correction),
    ("в предыдущей версии", Correction),
    ("이 기사는 정정", Correction),
    ("정정합니다", Correction),
    ("記事を訂正", Correction),
    ("訂正しました", Correction),
    ("記事を取り消し", Retraction),
    ("기사를 취소", Retraction),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notices_are_told_from_the_story() {
        for (paragraph, expect) in [
            ("Correction: the ferry holds 200, not 300.", Some(Correction)),
            ("CORRECTION (March 3): A name was misspelled.", Some(Correction)),
            ("Clarification: the mayor did not vote.", Some(Clarification)),
            ("This article was amended on 3 March 2024 to add a reply.", Some(Correction)),
            ("* An earlier version of this article misstated the age.", Some(Correction)),
            ("Coast Daily has retracted this story.", Some(Retraction)),
            ("In einer früheren Version hieß es, die Fähre sei voll.", Some(Correction)),
            ("[정정] 본문 3번째 문장을 고칩니다.", Some(Correction)),
            ("바로잡습니다. 이름을 고칩니다.", Some(Correction)),
            ("Corrections officers said the prison was calm.", None),
            ("Correction of the records took a year.", None),
            ("Editor's note: This story has been updated to correct the number of boats.", Some(Correction)),
            (
                "This story was first published on March 3. It has been updated to correct the name.",
                Some(Correction),
            ),
            ("This story has been retracted. It did not meet our standards.", Some(Retraction)),
            ("RETRACTED: The ferry that never was", Some(Retraction)),
            ("Coast Daily has withdrawn this story pending a review.", Some(Retraction)),
            ("This report has been updated to clarify that the mayor abstained.", Some(Clarification)),
            ("Cet article a été corrigé le 3 mars.", Some(Correction)),
            ("Een eerdere versie van dit artikel noemde een verkeerd jaartal.", Some(Correction)),
            ("［訂正］記事の人数を改めました。", Some(Correction)),
            ("【お詫びと訂正】人数に誤りがありました。", Some(Correction)),
            ("The senator retracted his statement on Monday.", None),
            ("Troops were withdrawn from the harbour.", None),
            ("Withdrawn from the race, she went home.", None),
            ("The ministry wanted to clarify its plan.", None),
            ("Updated at 1:23 p.m.", None),
            ("The court corrected the record.", None),
        ] {
            assert_eq!(read(paragraph).map(|notice| notice.kind), expect, "{paragraph}");
        }
    }
}
