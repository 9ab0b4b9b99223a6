//! Names of months, days, parts of the day and zones, as news sites write them (a table; the logic is short).
use std::{collections::HashMap, sync::LazyLock};

use model::Offset;

/// Full names in lower case, by month. A word of three letters or more that begins exactly one month's names is that month.
#[rustfmt::skip]
const MONTHS: [&[&str]; 12] = [
    &["january", "januar", "januari", "janvier", "enero", "janeiro", "gennaio", "января", "январь", "січня",
      "stycznia", "ocak", "يناير", "ιανουαρίου", "ιαν", "जनवरी", "január", "ianuarie", "ledna", "leden",
      "tammikuuta", "มกราคม", "ม.ค.", "ינואר"],
    &["february", "februar", "februari", "février", "fevrier", "febrero", "fevereiro", "febbraio", "февраля",
      "февраль", "лютого", "lutego", "şubat", "subat", "فبراير", "شباط", "φεβρουαρίου", "फरवरी", "február",
      "februarie", "února", "únor", "helmikuuta", "กุมภาพันธ์", "ก.พ.", "פברואר"],
    &["march", "märz", "mrz", "maerz", "mars", "marzo", "março", "marco", "maart", "maret", "marts", "марта",
      "март", "березня", "marca", "mart", "مارس", "آذار", "μαρτίου", "μάρ", "मार्च", "március", "martie", "mar",
      "března", "březen", "maaliskuuta", "mac", "มีนาคม", "มี.ค.", "מרץ", "מרס"],
    &["april", "avril", "abril", "aprile", "апреля", "апрель", "квітня", "kwietnia", "nisan", "أبريل", "ابريل",
      "نيسان", "απριλίου", "अप्रैल", "április", "aprilie", "dubna", "duben", "huhtikuuta", "เมษายน", "เม.ย.",
      "אפריל"],
    &["may", "mai", "mayo", "maio", "maggio", "mei", "maj", "мая", "май", "травня", "maja", "mayıs", "mayis",
      "مايو", "أيار", "μαΐου", "μάι", "मई", "május", "května", "květen", "toukokuuta", "พฤษภาคม", "พ.ค.", "מאי"],
    &["june", "juni", "juin", "junio", "junho", "giugno", "июня", "июнь", "червня", "czerwca", "haziran",
      "يونيو", "يونيه", "حزيران", "ιουνίου", "ιούν", "जून", "június", "iunie", "června", "červen", "kesäkuuta",
      "jun", "มิถุนายน", "มิ.ย.", "יוני"],
    &["july", "juli", "juillet", "julio", "julho", "luglio", "июля", "июль", "липня", "lipca", "temmuz", "يوليو",
      "يوليه", "تموز", "ιουλίου", "ιούλ", "जुलाई", "július", "iulie", "července", "červenec", "heinäkuuta",
      "julai", "กรกฎาคม", "ก.ค.", "יולי"],
    &["august", "août", "aout", "agosto", "augustus", "agustus", "augusti", "августа", "август", "серпня",
      "sierpnia", "ağustos", "agustos", "أغسطس", "اغسطس", "آب", "αυγούστου", "αύγ", "अगस्त", "augusztus",
      "srpna", "srpen", "elokuuta", "ogos", "สิงหาคม", "ส.ค.", "אוגוסט"],
    &["september", "septembre", "septiembre", "setembro", "settembre", "сентября", "сентябрь", "вересня",
      "września", "eylül", "eylul", "سبتمبر", "أيلول", "σεπτεμβρίου", "सितंबर", "szeptember", "sept",
      "septembrie", "syyskuuta", "กันยายน", "ก.ย.", "ספטמבר"],
    &["october", "oktober", "octobre", "octubre", "outubro", "ottobre", "октября", "октябрь", "жовтня",
      "października", "ekim", "أكتوبر", "اكتوبر", "οκτωβρίου", "अक्टूबर", "október", "octombrie", "října",
      "říjen", "lokakuuta", "ตุลาคม", "ต.ค.", "אוקטובר"],
    &["november", "novembre", "noviembre", "novembro", "ноября", "ноябрь", "листопада", "listopada", "kasım",
      "kasim", "نوفمبر", "νοεμβρίου", "νοέ", "नवंबर", "noiembrie", "listopadu", "marraskuuta", "พฤศจิกายน",
      "พ.ย.", "נובמבר"],
    &["december", "dezember", "décembre", "decembre", "diciembre", "dezembro", "dicembre", "desember", "декабря",
      "декабрь", "грудня", "grudnia", "aralık", "aralik", "ديسمبر", "δεκεμβρίου", "दिसंबर", "decembrie",
      "prosince", "prosinec", "joulukuuta", "disember", "ธันวาคม", "ธ.ค.", "דצמבר"],
];

/// 1–12, by every name and beginning of a name; 0 where two months begin alike ("jui").
static BY_WORD: LazyLock<HashMap<&str, u8>> = LazyLock::new(|| {
    let mut words = HashMap::new();
    for (month, names) in (1..).zip(MONTHS) {
        for name in names {
            let ends = name.char_indices().map(|(at, c)| at + c.len_utf8()).skip(2);
            for end in ends.filter(|end| *end < name.len()) {
                words
                    .entry(&name[..end])
                    .and_modify(|known| *known = if *known == month { month } else { 0 })
                    .or_insert(month);
            }
        }
    }
    // A whole name is that month, whatever it begins ("mart", "mai").
    let whole = (1..).zip(MONTHS).flat_map(|(month, names)| names.iter().map(move |name| (*name, month)));
    words.extend(whole);
    words
});

/// 1–12. `word` in lower case.
pub fn month(word: &str) -> Option<u8> {
    BY_WORD.get(word).copied().filter(|month| *month > 0)
}

const DAYS: [&[&str]; 7] = [
    &[
        "monday",
        "montag",
        "lundi",
        "lunes",
        "segunda",
        "lunedì",
        "понедельник",
        "maandag",
        "월요일",
        "月曜日",
    ],
    &["tuesday", "dienstag", "mardi", "martes", "terça", "martedì", "вторник", "dinsdag", "화요일", "火曜日"],
    &[
        "wednesday",
        "mittwoch",
        "mercredi",
        "miércoles",
        "quarta",
        "mercoledì",
        "среда",
        "woensdag",
        "수요일",
        "水曜日",
    ],
    &[
        "thursday",
        "donnerstag",
        "jeudi",
        "jueves",
        "quinta",
        "giovedì",
        "четверг",
        "donderdag",
        "목요일",
        "木曜日",
    ],
    &[
        "friday",
        "freitag",
        "vendredi",
        "viernes",
        "sexta",
        "venerdì",
        "пятница",
        "vrijdag",
        "금요일",
        "金曜日",
    ],
    &["saturday", "samstag", "samedi", "sábado", "sabato", "суббота", "zaterdag", "토요일", "土曜日"],
    &["sunday", "sonntag", "dimanche", "domingo", "domenica", "воскресенье", "zondag", "일요일", "日曜日"],
];

/// 0 = Monday … 6 = Sunday, full or by its first three letters or more.
pub fn weekday(word: &str) -> Option<u8> {
    let word = word.trim().to_lowercase();
    let long = word.chars().take(3).count() == 3;
    let found = DAYS.iter().position(|names| long && names.iter().any(|name| name.starts_with(&word)))?;
    u8::try_from(found).ok()
}

/// Whether a word says that the hour is of the afternoon (`true`) or of the morning.
pub fn afternoon(word: &str) -> Option<bool> {
    match word {
        "pm" | "오후" | "午後" | "下午" | "晚上" | "μμ" | "مساء" | "مساءً" | "अपराह्न" | "ös" => {
            Some(true)
        }
        "am" | "오전" | "午前" | "上午" | "早上" | "凌晨" | "πμ" | "صباحا" | "صباحاً" | "पूर्वाह्न" | "öö" => {
            Some(false)
        }
        _ => None,
    }
}

/// A named zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Zone {
    Minutes(i32),
    /// "ET" and its like: the standard offset, an hour more while daylight saving lasts in the United States.
    UnitedStates(i32),
}

const fn h(hours: i32) -> Zone {
    Zone::Minutes(hours * 60)
}

const fn hm(hours: i32, minutes: i32) -> Zone {
    Zone::Minutes(hours * 60 + if hours < 0 { -minutes } else { minutes })
}

/// Abbreviations that news sites use. Of two meanings the first is the one of RFC 822 or of the larger press; the others
/// count when they are the feed's usual zone.
#[rustfmt::skip]
const ZONES: &[(&str, &[Zone])] = &[
    ("utc", &[h(0)]), ("gmt", &[h(0)]), ("ut", &[h(0)]), ("z", &[h(0)]), ("wet", &[h(0)]), ("west", &[h(1)]),
    ("est", &[h(-5), h(10)]), ("edt", &[h(-4), h(11)]), ("cst", &[h(-6), h(8), hm(9, 30)]), ("cdt", &[h(-5)]),
    ("mst", &[h(-7), h(8)]), ("mdt", &[h(-6)]), ("pst", &[h(-8), h(8)]), ("pdt", &[h(-7)]),
    ("akst", &[h(-9)]), ("akdt", &[h(-8)]), ("hst", &[h(-10)]),
    ("et", &[Zone::UnitedStates(-5)]), ("ct", &[Zone::UnitedStates(-6)]),
    ("mt", &[Zone::UnitedStates(-7)]), ("pt", &[Zone::UnitedStates(-8)]),
    ("ast", &[h(-4), h(3)]), ("adt", &[h(-3)]), ("nst", &[hm(-3, 30)]), ("ndt", &[hm(-2, 30)]),
    ("brt", &[h(-3)]), ("art", &[h(-3)]), ("clt", &[h(-4)]), ("cot", &[h(-5)]), ("pet", &[h(-5)]), ("bot", &[h(-4)]), ("uyt", &[h(-3)]), ("pyt", &[h(-4)]), ("vet", &[h(-4)]),
    ("bst", &[h(1), h(6)]), ("ist", &[hm(5, 30), h(1), h(2)]), ("idt", &[h(3)]),
    ("cet", &[h(1)]), ("cest", &[h(2)]), ("mez", &[h(1)]), ("mesz", &[h(2)]), ("met", &[h(1)]), ("mest", &[h(2)]),
    ("eet", &[h(2)]), ("eest", &[h(3)]), ("msk", &[h(3)]), ("msd", &[h(4)]), ("trt", &[h(3)]), ("sast", &[h(2)]), ("cat", &[h(2)]),
    ("eat", &[h(3)]), ("wat", &[h(1)]), ("gst", &[h(4)]), ("irst", &[hm(3, 30)]), ("pkt", &[h(5)]), ("bdt", &[h(6)]), ("slst", &[hm(5, 30)]), ("mmt", &[hm(6, 30)]), ("npt", &[hm(5, 45)]),
    ("ict", &[h(7)]), ("wib", &[h(7)]), ("wita", &[h(8)]), ("wit", &[h(9)]), ("sgt", &[h(8)]), ("myt", &[h(8)]),
    ("hkt", &[h(8)]), ("pht", &[h(8)]), ("awst", &[h(8)]), ("kst", &[h(9)]), ("jst", &[h(9)]), ("한국시간", &[h(9)]),
    ("日本時間", &[h(9)]), ("北京时间", &[h(8)]), ("acst", &[hm(9, 30)]), ("acdt", &[hm(10, 30)]),
    ("aest", &[h(10)]), ("aedt", &[h(11)]), ("nzst", &[h(12)]), ("nzdt", &[h(13)]),
];

/// Whether a name has more than one meaning. `word` in lower case.
pub fn is_ambiguous(word: &str) -> bool {
    ZONES.iter().any(|(name, meanings)| *name == word && meanings.len() > 1)
}

/// `word` in lower case.
pub fn zone(word: &str, usual: Option<Offset>) -> Option<Zone> {
    let (_, meanings) = ZONES.iter().find(|(name, _)| *name == word)?;
    let is_usual =
        |zone: &&Zone| matches!(zone, Zone::Minutes(m) if usual.is_some_and(|usual| usual.minutes() == *m));
    meanings.iter().find(is_usual).or_else(|| meanings.first()).copied()
}
