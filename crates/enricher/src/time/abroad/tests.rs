//! One row for each kind of date abroad, read on Thursday, 21 November 2019.
use model::Timestamp;

use crate::document::TimeAnchor;

fn check(language: &str, text: &str, expect: &[(&str, &str)]) {
    let document = crate::sentence::read(text, language, crate::sentence::in_paragraphs(text, &[]));
    let anchor =
        TimeAnchor { published_at: Timestamp::parse("2019-11-21T12:00:00Z"), ..TimeAnchor::default() };
    let times = crate::time::find(&document, &anchor);
    let found: Vec<(&str, &str)> = times
        .dates
        .iter()
        .map(|date| (document.slice(&date.bytes), date.timex.as_deref().unwrap_or("")))
        .collect();
    assert_eq!(found, expect, "{text}");
}

#[test]
fn days() {
    check("de", "Er sprach am 19. September 2018.", &[("19. September 2018", "2018-09-19")]);
    check("de", "Er kam am vergangenen Freitag.", &[("vergangenen Freitag", "2019-11-15")]);
    check("de", "Sie trafen sich am Sonntagabend.", &[("Sonntagabend", "2019-11-17TEV")]);
    check("de", "Das Treffen soll am Dienstag stattfinden.", &[("Dienstag", "2019-11-26")]);
    check("fr", "Il est né le 1er janvier 1950.", &[("1er janvier 1950", "1950-01-01")]);
    check("fr", "Il a parlé jeudi 14 novembre.", &[("jeudi 14 novembre", "2019-11-14")]);
    check("es", "El pacto vence el próximo lunes.", &[("próximo lunes", "2019-11-25")]);
    check("es", "Murió el 9 de marzo de 1999.", &[("9 de marzo de 1999", "1999-03-09")]);
    check("it", "È arrivato ieri.", &[("ieri", "2019-11-20")]);
    check("pt", "A decisão saiu na terça-feira (19).", &[("terça-feira (19)", "2019-11-19")]);
    check("ru", "Встреча прошла 4 марта 2018 года.", &[("4 марта 2018 года", "2018-03-04")]);
    check("ar", "قال الوزير أمس الأربعاء إن الاتفاق قائم.", &[("أمس الأربعاء", "2019-11-20")]);
    check("ja", "首相は同日午後、会見した。", &[("同日午後", "2019-11-21TAF")]);
    check("ja", "2019年11月24日に開く。", &[("2019年11月24日", "2019-11-24")]);
    check("ja", "来月30日に発表する。", &[("来月30日", "2019-12-30")]);
    check("zh", "总理本月19日表示。", &[("本月19日", "2019-11-19")]);
}

#[test]
fn months_and_years() {
    check("de", "Im Juni 2013 stieg das Wasser.", &[("Juni 2013", "2013-06")]);
    check("fr", "Il reviendra le mois prochain.", &[("mois prochain", "2019-12")]);
    check("fr", "Il marche dans la rue en mars.", &[("mars", "2019-03")]);
    check("es", "El segundo trimestre de 2020 será mejor.", &[("segundo trimestre de 2020", "2020-Q2")]);
    check("it", "Lo scorso luglio era chiuso.", &[("scorso luglio", "2019-07")]);
    check("pt", "Começou em 2011.", &[("2011", "2011")]);
    check("ru", "Семь лет назад он уехал.", &[("Семь лет назад", "2012")]);
    check("ru", "Он вернулся в прошлом году.", &[("прошлом году", "2018")]);
    check("ar", "يعود في يناير المقبل.", &[("يناير المقبل", "2020-01")]);
    check("ja", "昨年12月に閉店した。", &[("昨年12月", "2018-12")]);
    check("ja", "4年前に始まった。", &[("4年前", "2015")]);
    check("zh", "第三季度增长。", &[("第三季度", "2019-Q3")]);
}

#[test]
fn lengths_hours_and_what_is_no_time() {
    check(
        "de",
        "Um 2.40 Uhr brannte es vier Stunden lang.",
        &[("2.40 Uhr", "2019-11-21T02:40"), ("vier Stunden", "PT4H")],
    );
    check("fr", "Le train part à 14h30.", &[("14h30", "2019-11-21T14:30")]);
    check("es", "García, de 35 años, ganó.", &[]);
    check("de", "2019 Menschen kamen.", &[]);
    check("nl", "Friday is a word of 2019.", &[]);
    check("ja", "90分間続いた。", &[("90分間", "PT90M")]);
}
