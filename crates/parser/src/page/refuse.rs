//! Pages that are no article though they answered well: indexes, error pages in disguise, consent walls, empty shells.
use super::error::PageError;
use super::measure::Measure;
use super::sources::Sources;
use super::tree::Tree;
use url::Url;

/// What speaks for and against a page.
pub struct Evidence<'e> {
    pub sources: &'e Sources,
    pub measure: &'e Measure,
    pub url: &'e str,
    pub tree: &'e Tree<'e>,
    /// The kept text.
    pub text: &'e str,
}

/// Shorter texts need a reason to be believed.
const SHORT: usize = 1_500;
/// A wall says little besides what it asks.
const WALL: u32 = 4_000;
/// Less is no story.
const NOTHING: usize = 120;

pub fn refuse(evidence: &Evidence<'_>) -> Option<PageError> {
    let stated = !evidence.sources.json_ld.kinds.is_empty()
        || evidence.sources.meta.kinds.iter().any(|k| k.contains("article"));
    let chars = evidence.text.chars().count();
    let wide = evidence.text.len() > chars * 2;
    let chars = if wide { chars * 2 } else { chars };
    let title = evidence.sources.titles().next().unwrap_or("").to_lowercase();
    if chars < SHORT && is_error(&title) && !stated {
        return Some(PageError::NotAnArticle("an error page that answers as if it were one"));
    }
    let total = evidence.measure.total();
    if !stated
        && chars < SHORT
        && total.text < WALL
        && is_consent(&evidence.tree.text(evidence.tree.body()).to_lowercase())
    {
        return Some(PageError::NotAnArticle("a wall that asks for consent"));
    }
    if chars < NOTHING && !(stated && chars > 0) {
        return Some(if total.text < 300 {
            PageError::Empty
        } else {
            PageError::NotAnArticle("there is no story in it")
        });
    }
    let linked = total.linked as f32 / total.text.max(1) as f32;
    if !stated && linked > 0.5 && is_front(evidence.url) {
        return Some(PageError::NotAnArticle("an index of other pages"));
    }
    None
}

fn is_error(title: &str) -> bool {
    let start = title.trim_start();
    ERRORS.iter().any(|words| title.contains(words))
        || start.starts_with("404")
        || start.starts_with("403")
        || start == "error"
}

#[rustfmt::skip]
const ERRORS: &[&str] = &[
    "page not found", "404 not found", "not found (404)", "error 404", "page cannot be found", "page doesn't exist", "page does not exist", "page you requested", "no longer available", "access denied",
    "just a moment", "attention required", "are you a robot", "verify you are human", "seite nicht gefunden", "page introuvable", "página no encontrada", "página não encontrada", "pagina non trovata",
    "pagina niet gevonden", "sidan hittades inte", "siden blev ikke fundet", "페이지를 찾을 수 없", "존재하지 않는 페이지", "ページが見つかりません", "页面不存在", "страница не найдена", "sayfa bulunamadı", "الصفحة غير موجودة",
];

fn is_consent(text: &str) -> bool {
    CONSENT.iter().filter(|words| text.contains(**words)).count() >= 2
}

#[rustfmt::skip]
const CONSENT: &[&str] = &[
    "cookie", "consent", "accept all", "our partners", "personal data", "privacy policy", "personalised ads", "personalized ads", "zustimmung", "einwilligung", "werbung und tracking", "datenschutz",
    "akzeptieren", "consentement", "vos données", "tout accepter", "aceptar", "privacidad", "consenso",
];

/// The front of a site or section: a path without the words or numbers that name a story.
fn is_front(url: &str) -> bool {
    let Ok(url) = Url::parse(url) else { return false };
    let parts: Vec<&str> = url.path().split('/').filter(|part| !part.is_empty()).collect();
    let names_story = |part: &&str| {
        part.matches(['-', '_']).count() >= 2 || part.bytes().filter(u8::is_ascii_digit).count() >= 4
    };
    parts.len() <= 2 && !parts.iter().any(names_story) && url.query().is_none()
}
