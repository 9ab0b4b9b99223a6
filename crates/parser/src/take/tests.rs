//! Labels of takes in titles and texts, and what only looks like one.
use super::*;

#[test]
fn labels_leave_the_title() {
    for (title, expect, label) in [
        ("(LEAD) Ferry halts two routes", "Ferry halts two routes", Some(("LEAD", Some(1)))),
        ("(2nd LD) Ferry halts two routes", "Ferry halts two routes", Some(("2nd LD", Some(2)))),
        ("UPDATE 2-Ferry halts two routes", "Ferry halts two routes", Some(("UPDATE 2", Some(2)))),
        ("RPT-UPDATE 1-Ferry halts", "Ferry halts", Some(("UPDATE 1", Some(1)))),
        ("CORRECTED-Ferry halts", "Ferry halts", Some(("CORRECTED", None))),
        ("[속보] 여객선 운항 중단", "여객선 운항 중단", Some(("속보", None))),
        ("여객선 운항 중단(종합2보)", "여객선 운항 중단", Some(("종합2보", Some(2)))),
        ("[2보] 여객선 운항 중단", "여객선 운항 중단", Some(("2보", Some(2)))),
        ("여객선 운항 중단(종합)", "여객선 운항 중단", Some(("종합", None))),
        ("(lead) Ferry halts two routes", "Ferry halts two routes", Some(("lead", Some(1)))),
        ("(3rd LD) Ferry halts two routes", "Ferry halts two routes", Some(("3rd LD", Some(3)))),
        ("(5th ld) Ferry halts two routes", "Ferry halts two routes", Some(("5th ld", Some(5)))),
        ("(URGENT) Ferry halts two routes", "Ferry halts two routes", Some(("URGENT", None))),
        ("[urgent] Ferry halts two routes", "Ferry halts two routes", Some(("urgent", None))),
        ("Ferry halts two routes (2nd LD)", "Ferry halts two routes", Some(("2nd LD", Some(2)))),
        ("(2nd LD-WRITETHRU) Ferry halts", "Ferry halts", Some(("2nd LD-WRITETHRU", Some(2)))),
        ("（ＬＥＡＤ） Ferry halts two routes", "Ferry halts two routes", Some(("LEAD", Some(1)))),
        ("（２ｎｄ　ＬＤ）Ferry halts", "Ferry halts", Some(("2nd LD", Some(2)))),
        ("UPDATE 12-Ferry halts", "Ferry halts", Some(("UPDATE 12", Some(12)))),
        ("UPDATE 2 - Ferry halts", "Ferry halts", Some(("UPDATE 2", Some(2)))),
        ("Update 2-Ferry halts two routes", "Ferry halts two routes", Some(("Update 2", Some(2)))),
        ("update 3-ferry halts two routes", "ferry halts two routes", Some(("update 3", Some(3)))),
        ("UPDATE 2－Ferry halts", "Ferry halts", Some(("UPDATE 2", Some(2)))),
        ("Corrected-Ferry halts", "Ferry halts", Some(("Corrected", None))),
        ("CORRECTED-UPDATE 2-Ferry halts", "Ferry halts", Some(("UPDATE 2", Some(2)))),
        ("CORRECTED(OFFICIAL)-Ferry halts", "Ferry halts", Some(("CORRECTED(OFFICIAL)", None))),
        ("RPT-Ferry halts", "Ferry halts", Some(("RPT", None))),
        ("Rpt-Ferry halts", "Ferry halts", Some(("Rpt", None))),
        ("REFILE-UPDATE 1-Ferry halts", "Ferry halts", Some(("UPDATE 1", Some(1)))),
        ("ROUNDUP 2: Fähre hält", "Fähre hält", Some(("ROUNDUP 2", Some(2)))),
        ("WDH: Fähre hält", "Fähre hält", Some(("WDH", None))),
        ("EILMELDUNG: Fähre hält", "Fähre hält", Some(("EILMELDUNG", None))),
        ("[1보] 여객선 운항 중단", "여객선 운항 중단", Some(("1보", Some(1)))),
        ("[종합] 여객선 운항 중단", "여객선 운항 중단", Some(("종합", None))),
        ("[종합 3보] 여객선 운항 중단", "여객선 운항 중단", Some(("종합 3보", Some(3)))),
        ("여객선 운항 중단(재종합)", "여객선 운항 중단", Some(("재종합", None))),
        ("<속보> 여객선 운항 중단", "여객선 운항 중단", Some(("속보", None))),
        ("［속보］여객선 운항 중단", "여객선 운항 중단", Some(("속보", None))),
        ("（２보） 여객선 운항 중단", "여객선 운항 중단", Some(("2보", Some(2)))),
        ("[속보] 여객선 운항 중단(2보)", "여객선 운항 중단", Some(("2보", Some(2)))),
        ("【速報】フェリー運休", "フェリー運休", Some(("速報", None))),
        ("フェリー運休（第２報）", "フェリー運休", Some(("第2報", Some(2)))),
        ("عاجل | توقف العبارة", "توقف العبارة", Some(("عاجل", None))),
        ("(ATTN: UPDATES in para 2) Ferry halts", "Ferry halts", Some(("ATTN", None))),
        ("(News Focus) What the ferry means", "(News Focus) What the ferry means", None),
        ("Update: the store opens", "Update: the store opens", None),
        ("Update 2.0: the store opens", "Update 2.0: the store opens", None),
        ("Lead-free paint at last", "Lead-free paint at last", None),
        ("Repeat-offender jailed", "Repeat-offender jailed", None),
        ("REPEAT-OFFENDER JAILED", "REPEAT-OFFENDER JAILED", None),
        ("Urgent - crews wanted", "Urgent - crews wanted", None),
        ("Ferry halts (again)", "Ferry halts (again)", None),
        ("보고서 (3)", "보고서 (3)", None),
        ("Covid-19 cases rise", "Covid-19 cases rise", None),
        ("(LEAD)", "(LEAD)", None),
    ] {
        let (stripped, take) = strip(title, &mut Vec::new());
        assert_eq!(stripped, expect);
        let found = take.as_ref().map(|take| (take.label.as_str(), take.number));
        assert_eq!(found, label, "{title}");
    }
}

#[test]
fn attn_lines_leave_the_text_and_are_the_note() {
    let mut paragraphs = vec![
        Draft::text("(ATTN: UPDATES in paras 1-5)"),
        Draft::text("(ATTN: ADDS photo) HARBOUR CITY -- The ferry"),
        Draft::text("It (ATTN: no) stays."),
    ];
    let (_, take) = strip("(3rd LD) Ferry", &mut paragraphs);
    let texts: Vec<&str> = paragraphs.iter().map(|d| d.text.as_str()).collect();
    assert_eq!(texts, ["HARBOUR CITY -- The ferry", "It (ATTN: no) stays."]);
    assert_eq!(take.and_then(|t| t.note).as_deref(), Some("UPDATES in paras 1-5"));
}

#[test]
fn labels_and_attn_lines_of_texts() {
    for (text, rest, label, note) in [
        ("(2nd LD)", None, Some("2nd LD"), None),
        ("(URGENT) The ferry sailed.", Some("The ferry sailed."), Some("URGENT"), None),
        ("[속보] 여객선이 멈췄다.", Some("여객선이 멈췄다."), Some("속보"), None),
        ("(attn: adds quote in para 3)", None, Some("ATTN"), Some("adds quote in para 3")),
        (
            "（ATTN：UPDATES in paras 1-5） The ferry",
            Some("The ferry"),
            Some("ATTN"),
            Some("UPDATES in paras 1-5"),
        ),
        (
            "[ATTN: CHANGES headline (again)] The ferry",
            Some("The ferry"),
            Some("ATTN"),
            Some("CHANGES headline (again)"),
        ),
        ("(Attention is what they want.)", Some("(Attention is what they want.)"), None, None),
        ("(Photo by Ada Field) The ferry", Some("(Photo by Ada Field) The ferry"), None, None),
    ] {
        let mut paragraphs = vec![Draft::text(text)];
        let (_, take) = strip("Ferry", &mut paragraphs);
        assert_eq!(paragraphs.first().map(|draft| draft.text.as_str()), rest, "{text}");
        assert_eq!(take.as_ref().map(|take| take.label.as_str()), label, "{text}");
        assert_eq!(take.and_then(|take| take.note).as_deref(), note, "{text}");
    }
}
