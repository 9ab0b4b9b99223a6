//! Pages that are no article though they answered well: indexes, error pages in disguise, consent walls, empty shells.
use super::error::PageError;
use super::measure::Measure;
use super::sources::Sources;
use super::tag::Tag;
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
    let sources = evidence.sources;
    let stated = !sources.json_ld.kinds.is_empty() && !sources.json_ld.listed
        || sources.meta.kinds.iter().any(|kind| kind.contains("article"));
    let chars = evidence.text.chars().count();
    let wide = evidence.text.len() > chars * 2;
    let chars = if wide { chars * 2 } else { chars };
    let total = evidence.measure.total();
    if chars < SHORT && !stated && sources.titles().any(is_error) {
        return Some(PageError::NotAnArticle("an error page that answers as if it were one"));
    }
    if chars < SHORT && !stated && total.text < WALL {
        let text = evidence.tree.text(evidence.tree.body()).to_lowercase();
        if let Some(wall) = wall(&text, evidence.text, &sources.titles().next().unwrap_or("").to_lowercase())
        {
            return Some(PageError::NotAnArticle(wall));
        }
        if chars < 2 * NOTHING && NEEDS_SCRIPT.iter().any(|words| text.contains(words)) {
            return Some(PageError::Empty);
        }
    }
    if chars < NOTHING && !(stated && chars > 0) && !is_flash(evidence, chars) {
        return Some(if total.text < 300 {
            PageError::Empty
        } else {
            PageError::NotAnArticle("there is no story in it")
        });
    }
    let linked = total.linked as f32 / total.text.max(1) as f32;
    let front = is_front(evidence.url);
    if !stated && front && (linked > 0.5 || is_list(evidence.tree, chars)) {
        return Some(PageError::NotAnArticle("an index of other pages"));
    }
    None
}

/// A news flash of a sentence: less than a story, but dated, and most of what the page says in prose.
fn is_flash(evidence: &Evidence<'_>, chars: usize) -> bool {
    let dated = evidence.sources.all().any(|facts| facts.published.is_some());
    let ends = evidence.text.ends_with(['.', '!', '?', '。', '다', '”', '"', '।', '؟']);
    let prose = evidence.measure.total().prose as usize;
    dated && ends && chars >= FLASH && evidence.text.len() * 2 >= prose
}

/// Shorter is no sentence.
const FLASH: usize = 30;

/// Teasers: many headings that are links, and little text for each.
fn is_list(tree: &Tree<'_>, chars: usize) -> bool {
    let mut headings = 0;
    for (id, tag) in tree.elements(tree.body()).filter(|(_, tag)| tag.is_heading()).take(200) {
        let below = tree.elements(id).take(20).any(|(_, inner)| inner == Tag::A);
        let around = tree.ancestors(id).take(3).any(|outer| tree.tag(outer) == Some(Tag::A));
        headings += usize::from((below || around) && tag != Tag::H1);
    }
    headings >= TEASERS && chars < headings * 400
}

/// So many linked headings make a list.
const TEASERS: usize = 6;

fn is_error(title: &str) -> bool {
    let lower = title.trim().to_lowercase();
    let sorry = ["sorry", "oops", "could not", "couldn't", "can't", "cannot", "unable"]
        .iter()
        .any(|word| lower.contains(word));
    let names = ERRORS.iter().filter(|words| lower.contains(**words)).any(|words| {
        // "Page not found: libraries lose their books" is a headline: more follows than the site's name.
        sorry || lower.chars().count() <= words.chars().count() + BESIDES
    });
    let start = |code: &str| {
        lower.strip_prefix(code).is_some_and(|rest| {
            !rest.starts_with(char::is_alphanumeric) && rest.chars().count() <= 2 * BESIDES
        })
    };
    names
        || start("404")
        || start("403")
        || start("410")
        || start("error 404")
        || matches!(
            lower.as_str(),
            "error" | "not found" | "gone" | "forbidden" | "redirecting" | "redirecting..."
        )
}

/// Characters of a title besides the words of an error: the site's name.
const BESIDES: usize = 24;

#[rustfmt::skip]
const ERRORS: &[&str] = &[
    "page not found", "404 not found", "article not found", "story not found", "content not found", "page is not available", "page isn't available", "article is not available", "content is not available", "article has been removed", "page has moved", "site is under maintenance", "down for maintenance", "service unavailable",
    "bad gateway", "gateway timeout", "internal server error", "something went wrong", "an error occurred", "seite nicht verfügbar", "artikel nicht verfügbar", "not found (404)", "error 404", "page cannot be found", "page doesn't exist", "page does not exist", "page you requested", "page is no longer available", "article is no longer available", "content is no longer available", "story is no longer available", "access denied",
    "just a moment", "attention required", "are you a robot", "verify you are human", "seite nicht gefunden", "page introuvable", "página no encontrada", "página não encontrada", "pagina non trovata",
    "pagina niet gevonden", "sidan hittades inte", "siden blev ikke fundet", "페이지를 찾을 수 없", "존재하지 않는 페이지", "ページが見つかりません", "页面不存在", "страница не найдена", "sayfa bulunamadı", "الصفحة غير موجودة",
];

/// What kind of wall a short page is.
fn wall(text: &str, kept: &str, title: &str) -> Option<&'static str> {
    // A story about cookies has paragraphs about other things.
    let asks =
        |paragraph: &str| [CONSENT, LOGIN, ROBOT].concat().iter().any(|words| paragraph.contains(words));
    let kept = kept.to_lowercase();
    if kept.split("\n\n").filter(|paragraph| paragraph.len() >= 60 && !asks(paragraph)).count() >= 3 {
        return None;
    }
    let count = |words: &[&str]| words.iter().filter(|words| text.contains(**words)).count();
    let named = |words: &[&str]| words.iter().any(|words| title.contains(words));
    if count(ROBOT) > 0 && (count(ROBOT) > 1 || text.chars().count() < 1_200) {
        Some("a wall that asks whether a person reads")
    } else if count(CONSENT) >= 2 {
        Some("a wall that asks for consent")
    } else if count(LOGIN) >= 2 || named(LOGIN) && count(LOGIN) > 0 && text.chars().count() < 800 {
        Some("a wall that asks to log in")
    } else if count(ELSEWHERE) > 0 && text.chars().count() < 1_200 {
        Some("a wall that keeps other countries out")
    } else {
        None
    }
}

#[rustfmt::skip]
const CONSENT: &[&str] = &[
    "cookie", "consent", "accept all", "our partners", "personal data", "privacy policy", "personalised ads", "personalized ads", "zustimmung", "einwilligung", "werbung und tracking", "datenschutz",
    "akzeptieren", "consentement", "vos données", "tout accepter", "aceptar", "privacidad", "consenso",
];

#[rustfmt::skip]
const LOGIN: &[&str] = &[
    "log in to", "login to", "sign in to", "please log in", "please sign in", "forgot your password", "forgot password", "forgotten your password", "create an account", "don't have an account", "remember me",
    "email address and password", "anmelden, um", "bitte melden sie sich an", "passwort vergessen", "jetzt registrieren", "connectez-vous", "mot de passe oublié", "inicia sesión", "iniciar sesión",
    "olvidó su contraseña", "he olvidado", "password dimenticata", "로그인이 필요", "비밀번호 찾기", "ログインしてください", "パスワードを忘れ", "请登录", "忘记密码", "войдите", "забыли пароль",
];

#[rustfmt::skip]
const ROBOT: &[&str] = &[
    "verify you are human", "verifying you are human", "verify that you are human", "are you a robot", "i'm not a robot", "checking your browser", "enable javascript and cookies to continue",
    "unusual traffic", "ddos protection by", "ray id", "complete the captcha", "solve the captcha", "press and hold", "pardon our interruption", "access to this page has been denied",
];

#[rustfmt::skip]
const ELSEWHERE: &[&str] = &[
    "not available in your region", "not available in your country", "unavailable in your region", "unavailable for legal reasons", "general data protection regulation (gdpr) and therefore cannot grant you access",
    "recognize you are attempting to access this website from a country", "in ihrem land nicht verfügbar", "pas disponible dans votre pays", "no está disponible en su país",
];

#[rustfmt::skip]
const NEEDS_SCRIPT: &[&str] = &[
    "enable javascript", "javascript is disabled", "javascript is required", "requires javascript", "javascript to run this app", "bitte aktivieren sie javascript", "javascript ist deaktiviert", "activer javascript", "habilita javascript", "activar javascript",
    "자바스크립트를", "javascriptを有効", "启用javascript",
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
