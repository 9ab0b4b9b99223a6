//! One headline in every encoding, declared rightly, wrongly and not at all.
use encoding_rs::*;

use super::*;

const KOREAN: &str = "<?xml version=\"1.0\" encoding=\"ENC\"?><rss><channel><title>국방장관 회담, 북한 문제 논의하기로</title>\
                      <description>한국과 미국의 국방장관이 목요일 서울에서 만났다고 국방부가 밝혔다.</description></channel></rss>";
const JAPANESE: &str = "<?xml version=\"1.0\" encoding=\"ENC\"?><rss><title>日米の防衛相が会談、北朝鮮について協議</title>\
                        <description>日本とアメリカの防衛大臣は木曜日に東京で会談した。</description></rss>";
const CHINESE: &str = "<?xml version=\"1.0\" encoding=\"ENC\"?><rss><title>两国国防部长举行会谈，讨论半岛局势</title>\
                       <description>国防部星期四表示，两国部长在首都会面。</description></rss>";
const GREEK: &str = "<?xml version=\"1.0\" encoding=\"ENC\"?><rss><title>Οι υπουργοί συναντήθηκαν την Πέμπτη στην πρωτεύουσα</title>\
                     <description>Το υπουργείο είπε ότι οι συνομιλίες συνεχίζονται.</description></rss>";
const FRENCH: &str = "<?xml version=\"1.0\" encoding=\"ENC\"?><rss><title>Les ministres réunis à l’été, «\u{a0}ça créée\u{a0}», façade</title>\
                      <description>Où étaient-ils ? Déjà là, âgés, à côté.</description></rss>";
const POLISH: &str =
    "<?xml version=\"1.0\" encoding=\"ENC\"?><rss><title>Łódź źródło żółć gęślą jaźń</title></rss>";
const RUSSIAN: &str = "<?xml version=\"1.0\" encoding=\"ENC\"?><rss><title>Министры обороны провели переговоры</title>\
                       <description>В четверг министры двух стран встретились в столице.</description></rss>";

/// Encodes `text`, whose declaration names `label`, in `encoding`, and reads it again.
#[track_caller]
fn check(text: &str, encoding: &'static Encoding, label: &str, header: Option<&str>) -> Vec<String> {
    let text =
        if label.is_empty() { text.replace(" encoding=\"ENC\"", "") } else { text.replace("ENC", label) };
    let (bytes, _, unmappable) = encoding.encode(&text);
    assert!(!unmappable, "the text has characters that {} lacks", encoding.name());
    let decoded = decode(&bytes, header);
    assert_eq!(decoded.text, text, "{} declared {label:?}, header {header:?}", encoding.name());
    decoded.warnings.iter().map(|warning| warning.code.to_string()).collect()
}

#[test]
fn declared_rightly_by_any_name() {
    for label in ["euc-kr", "EUC_KR", "ks_c_5601-1987", "cp949", "MS949", "x-windows-949", "korean"] {
        assert!(check(KOREAN, EUC_KR, label, None).is_empty());
        assert!(check(KOREAN, EUC_KR, "", Some(&format!("text/xml; charset=\"{label}\""))).is_empty());
    }
    check(JAPANESE, SHIFT_JIS, "Shift_JIS", None);
    check(JAPANESE, SHIFT_JIS, "cp932", None);
    check(JAPANESE, EUC_JP, "EUC-JP", None);
    check(JAPANESE, ISO_2022_JP, "iso-2022-jp", None);
    check(CHINESE, GB18030, "gb18030", None);
    check(CHINESE, GBK, "gb2312", None);
    check(RUSSIAN, KOI8_R, "koi8-r", None);
    check(RUSSIAN, WINDOWS_1251, "cp-1251", None);
    check(RUSSIAN, WINDOWS_1251, "win-1251", None);
}

#[test]
fn not_declared_at_all() {
    check(KOREAN, EUC_KR, "", None);
    check(KOREAN, UTF_8, "", Some("text/xml"));
    check(JAPANESE, SHIFT_JIS, "", None);
    check(JAPANESE, EUC_JP, "", None);
    check(CHINESE, GBK, "", None);
    check(RUSSIAN, WINDOWS_1251, "", None);
    check(RUSSIAN, KOI8_R, "", None);
}

#[test]
fn declared_wrongly() {
    assert_eq!(check(KOREAN, UTF_8, "euc-kr", None), ["encoding-mislabelled"]);
    assert_eq!(
        check(KOREAN, UTF_8, "iso-8859-1", Some("text/xml; charset=us-ascii")),
        ["encoding-mislabelled"]
    );
    assert_eq!(check(KOREAN, EUC_KR, "utf-8", None), ["encoding-mislabelled"]);
    assert_eq!(
        check(RUSSIAN, WINDOWS_1251, "utf-8", Some("text/xml; charset=UTF-8")),
        ["encoding-mislabelled"]
    );
    check(KOREAN, UTF_8, "utf-16", None);
    check(KOREAN, EUC_KR, "utf-8", Some("text/xml; charset=euc-kr"));
}

#[test]
fn labelled_latin_as_servers_do() {
    for (text, encoding) in [
        (KOREAN, EUC_KR),
        (JAPANESE, SHIFT_JIS),
        (JAPANESE, EUC_JP),
        (CHINESE, GBK),
        (RUSSIAN, WINDOWS_1251),
        (RUSSIAN, KOI8_R),
        (GREEK, ISO_8859_7),
    ] {
        for label in ["iso-8859-1", "windows-1252"] {
            assert_eq!(check(text, encoding, label, None), ["encoding-mislabelled"]);
            assert_eq!(
                check(text, encoding, encoding.name(), Some(&format!("text/xml; charset={label}"))),
                ["encoding-mislabelled"]
            );
        }
    }
    for (text, encoding) in [(FRENCH, WINDOWS_1252), (POLISH, WINDOWS_1250)] {
        assert!(check(text, encoding, encoding.name(), None).is_empty());
    }
    assert!(check(FRENCH, WINDOWS_1252, "iso-8859-1", Some("text/xml; charset=iso-8859-1")).is_empty());
    let mut bytes = KOREAN.replace("ENC", "iso-8859-1").into_bytes();
    let at = bytes.len() - 30;
    bytes[at] = 0xFF;
    assert!(decode(&bytes, None).text.contains("국방장관 회담"));
}

#[test]
fn wide_with_and_without_marks() {
    let text = KOREAN.replace("ENC", "utf-16");
    for mark in ["\u{feff}", ""] {
        let marked = format!("{mark}{text}");
        let units: Vec<u16> = marked.encode_utf16().collect();
        let big: Vec<u8> = units.iter().flat_map(|unit| unit.to_be_bytes()).collect();
        let little: Vec<u8> = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
        let big32: Vec<u8> = marked.chars().flat_map(|c| u32::from(c).to_be_bytes()).collect();
        let little32: Vec<u8> = marked.chars().flat_map(|c| u32::from(c).to_le_bytes()).collect();
        for (bytes, name) in
            [(big, "UTF-16BE"), (little, "UTF-16LE"), (big32, "UTF-32"), (little32, "UTF-32")]
        {
            let decoded = decode(&bytes, Some("text/xml; charset=iso-8859-1"));
            assert_eq!((&*decoded.text, decoded.encoding), (&*text, name));
        }
    }
    assert_eq!(decode("\u{feff}<rss/>".as_bytes(), None).text, "<rss/>");
}

#[test]
fn a_few_broken_bytes_do_not_change_the_encoding() {
    let mut bytes = KOREAN.replace("ENC", "utf-8").into_bytes();
    let at = bytes.len() - 30;
    bytes[at] = 0xFF;
    let decoded = decode(&bytes, None);
    assert_eq!(decoded.encoding, "UTF-8");
    assert!(decoded.text.contains("국방장관 회담"));
    assert_eq!(decoded.warnings[0].code, "encoding-broken");
}

#[test]
fn pages_declare_in_a_meta_element() {
    for meta in [
        "<meta charset=euc-kr>",
        "<META HTTP-EQUIV='Content-Type' CONTENT='text/html; charset=euc-kr'>",
        "<meta name='a' content='b'><meta charset=\"EUC-KR\">",
    ] {
        let (bytes, _, _) = EUC_KR.encode("<title>국방장관</title>");
        let page = [meta.as_bytes(), &bytes].concat();
        assert!(decode(&page, Some("text/html")).text.ends_with("<title>국방장관</title>"), "{meta}");
    }
}

#[test]
fn controls_go_and_windows_characters_come_back() {
    for (text, expect) in [("a\u{0}b\u{8}c\td\n", "abc\td\n"), ("it\u{92}s \u{93}x\u{94}\u{85}", "it’s “x”…")]
    {
        let decoded = decode(text.as_bytes(), None);
        assert_eq!(decoded.text, expect);
        assert_eq!(decoded.warnings[0].code, "control-characters");
    }
}
