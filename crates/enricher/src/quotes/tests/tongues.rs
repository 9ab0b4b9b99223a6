//! One row for each phenomenon and language beside English: inversion, addressees, apposition, dashes, marks in marks.
use super::check_in;

type Row = (&'static str, &'static str, &'static [&'static str]);

fn check_all(rows: &[Row]) {
    for (language, text, expect) in rows {
        check_in(language, text, expect);
    }
}

#[test]
fn verbs_that_no_list_knows_stand_behind_the_quotation() {
    check_all(&[
        (
            "de",
            "„Das Eis ist dünn“, brummelt die Trainerin.",
            &["direct: Das Eis ist dünn | die Trainerin | brummelt"],
        ),
        (
            "fr",
            "« La glace est mince », ronchonne la maire.",
            &["direct: La glace est mince | la maire | ronchonne"],
        ),
        (
            "es",
            "«El hielo es fino», masculló la alcaldesa.",
            &["direct: El hielo es fino | la alcaldesa | masculló"],
        ),
        (
            "it",
            "«Il ghiaccio è sottile», bofonchia la sindaca.",
            &["direct: Il ghiaccio è sottile | la sindaca | bofonchia"],
        ),
        (
            "ru",
            "«Лёд очень тонкий», — проворчала соперница.",
            &["direct: Лёд очень тонкий | соперница | проворчала"],
        ),
    ]);
}

#[test]
fn addressees_between_verb_and_subject() {
    check_all(&[
        (
            "es",
            "«El hielo es fino», dijo a la prensa Rosa Vidal.",
            &["direct: El hielo es fino | Rosa Vidal | dijo | la prensa"],
        ),
        (
            "pt",
            "“O gelo é fino”, disse à agência a prefeita.",
            &["direct: O gelo é fino | a prefeita | disse | agência"],
        ),
        (
            "fr",
            "« La glace est mince », a déclaré à la presse la maire.",
            &["direct: La glace est mince | la maire | a déclaré | la presse"],
        ),
        (
            "ru",
            "«Лёд очень тонкий», — сказал журналистам тренер.",
            &["direct: Лёд очень тонкий | тренер | сказал | журналистам"],
        ),
    ]);
}

#[test]
fn names_beside_offices() {
    check_all(&[
        (
            "de",
            "„Das Eis ist dünn“, sagte die Sprecherin der Stadt, Greta Holm.",
            &["direct: Das Eis ist dünn | Greta Holm | sagte"],
        ),
        (
            "fr",
            "« La glace est mince », admet l'élue du quartier, Anne Le Bras.",
            &["direct: La glace est mince | Anne Le Bras | admet"],
        ),
    ]);
}

#[test]
fn the_subject_follows_in_german() {
    check_all(&[
        (
            "de",
            "Bei einem Besuch in Kiel sagte sie: „Das Eis ist dünn.“",
            &["direct: Das Eis ist dünn. | sie | sagte"],
        ),
        (
            "de",
            "Der Trainer warnte die Läufer. Das Eis sei „dünn wie Papier“.",
            &["mixed: dünn wie Papier | Der Trainer | -"],
        ),
    ]);
}

#[test]
fn subjects_left_out() {
    check_all(&[(
        "es",
        "La alcaldesa cerró la pista. «El hielo es fino», lamentó.",
        &["direct: El hielo es fino | La alcaldesa | lamentó"],
    )]);
}

#[test]
fn dialogue_with_dashes() {
    check_all(&[
        (
            "es",
            "—El hielo es fino —dijo la alcaldesa—. No entren.",
            &["direct: El hielo es fino / No entren. | la alcaldesa | dijo"],
        ),
        (
            "ru",
            "— Лёд тонкий, — сказал тренер. — Не ходите.",
            &["direct: Лёд тонкий, / Не ходите. | тренер | сказал"],
        ),
        (
            "fr",
            "— La glace est mince, — a dit la maire. — Restez ici.",
            &["direct: La glace est mince, / Restez ici. | la maire | a dit"],
        ),
        // A list.
        ("ru", "— Первый пункт\n\n— Второй пункт", &[]),
    ]);
}

#[test]
fn reports_inside_and_marks_in_marks() {
    check_all(&[
        (
            "ru",
            "«Лёд тонкий, — сказала директор компании «Север» Анна Ким. — Не ходите».",
            &["direct: Лёд тонкий, / Не ходите | директор компании «Север» Анна Ким | сказала"],
        ),
        (
            "fr",
            "« Qui patine tombe, dit le proverbe. Moi, je marche », glisse la maire.",
            &["direct: Qui patine tombe, dit le proverbe. Moi, je marche | la maire | glisse"],
        ),
    ]);
}
