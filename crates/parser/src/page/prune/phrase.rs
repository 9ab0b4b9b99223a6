//! Lines that are the page's furniture in any language: a table of what they say.
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use crate::page::block::Block;

static DISCLAIMED: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| AhoCorasick::new(DISCLAIMERS).ok());

pub fn drop_furniture(blocks: &mut [Block]) {
    for block in super::kept(blocks) {
        if let Some(rule) = furniture(&block.text) {
            block.drop(rule);
        }
    }
}

/// The rule that drops a line for what it says.
pub fn furniture(text: &str) -> Option<&'static str> {
    let chars = text.chars().count();
    if !text.chars().any(char::is_alphabetic) && chars < 16 {
        // Stars and dashes part sections; lone numbers count comments and pages.
        return Some("ornament");
    }
    if chars <= 40 && is_template_mark(text) {
        return Some("template mark");
    }
    let lower = text.to_lowercase();
    if chars <= 500 && DISCLAIMED.as_ref().is_some_and(|words| words.is_match(&lower)) {
        return Some("disclaimer");
    }
    if chars > 160 {
        return None;
    }
    let bare = lower.trim_matches(|c: char| !c.is_alphanumeric());
    if WHOLE.contains(&bare) {
        return Some("label");
    }
    if STARTS.iter().any(|start| starts(&lower, start)) || ARROWS.iter().any(|arrow| text.starts_with(arrow))
    {
        return Some("pointer");
    }
    if chars <= 120 && is_credit_line(text, &lower) {
        return Some("credit line");
    }
    if chars <= 80 && text.split_whitespace().any(is_mail_address) {
        return Some("reporter's address");
    }
    if chars <= 40 && is_counter(&lower) {
        return Some("counter");
    }
    if chars <= 40 && is_time_line(&lower) {
        return Some("time line");
    }
    None
}

/// "$$ADVERT$$", "{{related}}", "[[gallery-1]]", "Placeholder image-1": what a template should have replaced.
fn is_template_mark(text: &str) -> bool {
    let marked = [("$$", "$$"), ("{{", "}}"), ("[[", "]]"), ("<%", "%>"), ("%%", "%%")];
    marked.iter().any(|(open, close)| text.len() > 4 && text.starts_with(open) && text.ends_with(close))
        || text.to_lowercase().starts_with("placeholder image")
}

fn is_mail_address(word: &str) -> bool {
    word.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.') && host.is_ascii())
}

/// "21 mins ago11:48", "15:54 Uhr", "Stand: 03.03.2024, 06:00": a clock time or an age, and hardly a word besides.
fn is_time_line(lower: &str) -> bool {
    let digits = lower.chars().filter(char::is_ascii_digit).count();
    let letters = lower.chars().filter(|c| c.is_alphabetic()).count();
    let ends = lower.ends_with(['.', '!', '?', ':']);
    let clock = lower
        .as_bytes()
        .windows(3)
        .any(|w| matches!(w, [a, b':' | b'.', c] if a.is_ascii_digit() && c.is_ascii_digit()));
    let ago =
        lower.contains(" ago") || ["vor ", "il y a ", "hace "].iter().any(|start| lower.starts_with(start));
    !ends && digits > 0 && (clock && letters <= 20 && digits >= 3 || ago && letters <= 24)
}

/// What points on to another page stands before its line.
const ARROWS: &[&str] = &[">>", "»»", "▶", "►", "→", "➡", "👉", "▸"];

/// "1,204 shares", "Views: 10.2k", "댓글 12": numbers, and what they count.
fn is_counter(lower: &str) -> bool {
    let words = || lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let is_number = |word: &str| {
        let unit = word.trim_start_matches(|c: char| c.is_ascii_digit());
        unit.len() < word.len()
            && matches!(unit, "" | "k" | "m" | "b" | "tsd" | "mio" | "万" | "개" | "건" | "件" | "회")
    };
    let counted = |word: &str| COUNTED.contains(&word);
    words().any(is_number) && words().any(counted) && words().all(|word| is_number(word) || counted(word))
}

#[rustfmt::skip]
const COUNTED: &[&str] = &[
    "view", "views", "share", "shares", "comment", "comments", "like", "likes", "reads", "reactions", "retweets", "followers", "replies", "min", "minute", "minutes", "read", "k", "m",
    "aufrufe", "kommentare", "kommentar", "mal", "geteilt", "gefällt", "lesezeit", "minuten", "vues", "partages", "commentaires", "lecture", "vistas", "compartidos", "comentarios", "lectura", "visualizações",
    "comentários", "compartilhamentos", "visualizzazioni", "condivisioni", "commenti", "lettura", "reacties", "visningar", "delningar", "kommentarer", "visninger", "wyświetleń", "komentarzy", "udostępnień",
    "просмотров", "просмотра", "комментариев", "комментария", "görüntülenme", "paylaşım", "yorum", "조회수", "조회", "댓글", "공유", "추천", "閲覧", "コメント", "シェア", "阅读", "评论", "点赞", "مشاهدة", "تعليق",
];

fn starts(lower: &str, start: &str) -> bool {
    lower
        .trim_start_matches(|c: char| !c.is_alphanumeric())
        .strip_prefix(start)
        .is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

/// "Foto: dpa", "(Image: Getty)", "© Ada Field", "Quelle: AFP"
fn is_credit_line(text: &str, lower: &str) -> bool {
    let bare = lower.trim_start_matches(['(', '[', ' ']);
    let starts = [
        "photo:",
        "photos:",
        "foto:",
        "fotos:",
        "bild:",
        "image:",
        "picture:",
        "photograph:",
        "quelle:",
        "source:",
        "photo by",
        "image credit",
        "photo credit",
        "credit:",
        "bildquelle",
        "©",
        "photo credit:",
        "crédit photo",
        "foto de",
        "사진=",
        "사진 =",
        "写真:",
        "imago/",
        "getty images",
    ];
    let ends = ["(image: getty)", "getty images)", "/getty images", "(image:"];
    chars_ok(text)
        && (starts.iter().any(|start| bare.starts_with(start)) || ends.iter().any(|end| lower.contains(end)))
}

fn chars_ok(text: &str) -> bool {
    !text.ends_with('.') || text.chars().count() < 60
}

/// Lines that say nothing else.
#[rustfmt::skip]
const WHOLE: &[&str] = &[
    // Advertising
    "advertisement", "advertisement - story continues below", "article continues below", "story continues below advertisement",
    "article continues after advertisement", "sponsored", "sponsored content", "anzeige", "werbung", "publicité", "publicidad", "pubblicità",
    "annonse", "annons", "annonce", "reklama", "advertentie", "реклама", "広告", "广告", "광고", "إعلان", "advertising", "advert", "continue reading", "ad",
    // End marks of wires
    "end", "ends", "끝", "ende", "fin", "了", "完",
    // Navigation
    "back to top", "to top", "top", "nach oben", "zum seitenanfang", "haut de page", "volver arriba", "맨 위로", "위로", "ページトップへ", "share", "share this",
    "share this article", "share article", "share this story", "teilen", "partager", "compartir", "condividi", "del", "dela", "jaa", "udostępnij", "paylaş", "공유",
    "공유하기", "シェア", "シェアする", "ポスト", "分享", "print", "drucken", "imprimer", "imprimir", "stampa", "인쇄", "印刷", "save", "merken", "speichern", "bookmark", "ブックマーク",
    "copy link", "link kopieren", "copier le lien", "copiar enlace", "コピー", "comments", "kommentare", "commentaires", "comentarios", "댓글", "comment",
    "follow us", "subscribe", "sign up", "log in", "login", "abonnieren", "s'abonner", "suscríbete", "구독", "구독하기", "read more", "read more:", "mehr lesen", "lesen sie mehr",
    "weiterlesen", "lire la suite", "leer más", "leggi anche", "더보기", "もっと見る", "続きを読む", "see more", "show more", "mehr anzeigen", "loading", "load more", "listen", "watch", "play",
    "close", "schließen", "fermer", "cerrar", "閉じる", "닫기", "menu", "open", "flecha", "expand", "collapse", "gallery", "getty images", "image", "video", "caption",
    // Pointers
    "related", "related articles", "related stories", "related topics", "related content", "related links", "related news", "recommended", "recommended for you", "recommended stories",
    "more on this story", "more from", "more stories", "read also", "see also", "most read", "most popular", "most viewed", "trending", "trending now", "latest news", "up next",
    "editor's picks", "you may also like", "you might also like", "what to read next", "don't miss", "further reading", "topics", "tags", "in this article", "in this story",
    "mehr zum thema", "auch interessant", "das könnte sie auch interessieren", "lesen sie auch", "lesen sie hier mehr", "passend zum artikel", "weitere informationen", "ende der weiteren informationen",
    "themen", "schlagworte", "mehr dazu", "zum thema", "empfohlener redaktioneller inhalt", "à lire aussi", "lire aussi", "sur le même sujet", "articles liés", "en relación", "relacionado",
    "te puede interesar", "más información", "lee también", "noticias relacionadas", "leggi anche:", "potrebbe interessarti", "leia também", "leia mais", "relacionadas", "lees ook", "les også", "läs också", "læs også",
    "czytaj też", "czytaj także", "zobacz także", "czytaj więcej", "przeczytaj także", "читайте также", "관련기사", "관련 기사", "関連記事", "関連キーワード", "あわせて読みたい", "相关阅读", "相关新闻", "延伸閱讀", "اقرأ أيضا", "اقرأ المزيد",
    "mit agenturmaterial", "mit material der agenturen", "ein klick für den datenschutz", "zitiervorschlag",
    "about the author", "about the authors", "über den autor", "zum autor", "editorial standards", "corrections", "report an error", "report a typo",
];

/// What a line that points elsewhere begins with.
#[rustfmt::skip]
const STARTS: &[&str] = &[
    "read more", "read also", "also read", "see also", "read:", "related:", "recommended:", "more:", "watch:", "watch |", "listen:", "read next", "must read", "don't miss", "more on", "more from", "go deeper",
    "lesen sie auch", "lesen sie hier", "lesen sie mehr", "mehr zum thema", "auch interessant", "mehr dazu", "das könnte sie", "zum thema", "hier geht es", "lire aussi", "à lire aussi", "à lire", "voir aussi", "lee también", "lea también", "leer más",
    "te puede interesar", "leggi anche", "leia também", "leia mais", "lees ook", "les også", "läs också", "læs også", "czytaj też", "czytaj także", "czytaj więcej", "przeczytaj", "zobacz też", "читайте также", "関連記事", "あわせて読みたい", "اقرأ أيضا", "اقرأ أيضًا",
    "follow us on", "follow him on", "follow her on", "sign up for", "sign up to", "subscribe to", "click here", "tap here", "join us on", "join our", "download the", "download our", "get the latest", "share your", "have your say", "like what you see",
    "abonnieren sie", "folgen sie uns", "copyright", "all rights reserved", "alle rechte vorbehalten", "이 기사를", "저작권자", "무단 전재", "무단전재", "ⓒ", "photo:", "photos:",
    "listen to this article", "listen to this story", "artikel anhören", "écouter cet article", "escuchar este artículo", "escucha este artículo", "ascolta questo articolo", "기사 듣기",
    "got a story", "for more stories like this", "do you have a story", "have a news tip", "additional reporting by", "reporting by", "(reporting by", "editing by", "writing by",
    "dieses thema im programm", "über dieses thema bericht", "zitiervorschlag",
    "fehler gefunden", "berita lainnya", "baca juga", "xem thêm", "ayrıca okuyun", "haberin devamı",
];

/// What notes about the page's trade, not the story, say anywhere.
#[rustfmt::skip]
const DISCLAIMERS: &[&str] = &[
    "affiliate link", "affiliate-link", "affiliate commission", "earn a commission", "receive a commission", "may earn commission", "provision für den", "erhalten wir eine provision",
    "sign up for our", "sign up to our", "subscribe to our newsletter", "our newsletter here", "bookmark our homepage", "get in touch with our news team", "follow our whatsapp", "whatsapp channel",
    "for the latest news updates", "unseren newsletter", "unserem newsletter", "unsere news-app", "abonnez-vous à notre", "suscríbete a nuestr", "iscriviti alla newsletter", "assine nossa newsletter",
    "有料会員", "会員限定", "読み放題", "無料会員登録", "use the same login", "privacy policy", "terms of service", "cookie-einstellungen", "datenschutzerklärung",
    "unlimited access to", "bereits abonnent", "already a subscriber", "already have an account", "déjà abonné", "réservé aux abonnés", "subscribe now", "subscribe to continue", "sign in to continue", "register to continue", "create an account",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn furniture_goes_and_sentences_stay() {
        for (text, expect) in [
            ("Back To Top", Some("label")),
            ("(END)", Some("label")),
            ("ADVERTISEMENT", Some("label")),
            ("READ MORE: Ferry halts two routes", Some("pointer")),
            ("Lesen Sie auch: Die Fähre hält", Some("pointer")),
            ("* * *", Some("ornament")),
            ("Foto: Ada Feld/dpa", Some("credit line")),
            ("$$ARTICLEAD$$", Some("template mark")),
            (">> All dates of the ferry at a glance", Some("pointer")),
            ("(Reporting by Ada Field; Editing by Ben Moss)", Some("pointer")),
            ("Follow us for the latest news updates, and bookmark our homepage.", Some("disclaimer")),
            ("Reporting bylaws is a duty, she said.", None),
            ("1,204 shares", Some("counter")),
            ("Views: 10.2k", Some("counter")),
            ("3 min read", Some("counter")),
            ("조회수 1,204", Some("counter")),
            ("댓글 12개", Some("counter")),
            ("1,204 people", None),
            ("2024 views on peace", None),
            ("Readers moved on.", None),
            ("Share prices fell on Monday.", None),
            ("Listening to the crew, she wept.", None),
        ] {
            assert_eq!(furniture(text), expect, "{text}");
        }
    }
}
