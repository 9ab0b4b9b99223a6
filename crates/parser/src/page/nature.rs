//! What sort of article a page is, and who may read it.
use model::article::{Access, ArticleKind};
use url::Url;

use super::facts::Facts;
use super::sources::Sources;

pub fn kind(sources: &Sources, url: &str) -> ArticleKind {
    let stated = |name: &str| sources.json_ld.kinds.iter().any(|kind| kind == name);
    if stated("liveblogposting") || !sources.json_ld.updates.is_empty() {
        return ArticleKind::Live;
    }
    let path = Url::parse(url).map(|url| url.path().to_ascii_lowercase()).unwrap_or_default();
    if path.split(['/', '_', '.']).any(|part| LIVE.iter().any(|name| part.starts_with(name))) {
        return ArticleKind::Live;
    }
    if ["opinionnewsarticle", "opinionarticle", "criticreview"].iter().any(|name| stated(name)) {
        return ArticleKind::Opinion;
    }
    let in_path = |names: &[&str]| path.split(['/', '-', '_', '.']).any(|part| names.contains(&part));
    let section = section(sources);
    let opinion: &[&str] = &[
        "opinion",
        "opinions",
        "commentisfree",
        "comment",
        "kommentar",
        "meinung",
        "tribune",
        "editorial",
        "editorials",
        "kolumne",
        "leitartikel",
    ];
    let first = path.split('/').find(|part| !part.is_empty()).unwrap_or("");
    if opinion.contains(&first) || opinion.contains(&section.as_str()) {
        ArticleKind::Opinion
    } else if in_path(&[
        "gallery",
        "galleries",
        "slideshow",
        "fotostrecke",
        "bilderstrecke",
        "diaporama",
        "fotogaleria",
    ]) {
        ArticleKind::Gallery
    } else if stated("videoobject")
        || sources.meta.kinds.iter().any(|kind| kind.starts_with("video"))
        || matches!(first, "video" | "videos")
    {
        ArticleKind::Video
    } else {
        ArticleKind::Article
    }
}

/// What the addresses of live pages hold, at the beginning of a step.
const LIVE: &[&str] =
    &["liveblog", "live-blog", "liveticker", "live-ticker", "newsticker", "live-updates", "minuto-a-minuto"];

fn section(sources: &Sources) -> String {
    let section = [&sources.json_ld, &sources.meta].into_iter().find_map(|facts| facts.section.as_deref());
    section.unwrap_or("").to_lowercase()
}

/// `offer`: the page sells a subscription where its story goes on.
pub fn access(sources: &Sources, offer: bool) -> Access {
    let stated = |facts: &Facts| facts.free;
    match stated(&sources.json_ld).or(stated(&sources.meta)).or(stated(&sources.microdata)) {
        Some(false) if sources.meta.metered => Access::Metered,
        Some(false) => Access::Paywalled,
        Some(true) => Access::Free,
        None if offer => Access::Paywalled,
        None => Access::Free,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_before_paths() {
        let sources = |kind: &str, section: Option<&str>| Sources {
            json_ld: Facts {
                kinds: vec![kind.to_owned()],
                section: section.map(str::to_owned),
                ..Facts::default()
            },
            ..Sources::default()
        };
        for (kind_stated, section, url, expect) in [
            ("newsarticle", None, "https://coast.example/news/a", ArticleKind::Article),
            ("liveblogposting", None, "https://coast.example/opinion/a", ArticleKind::Live),
            ("opinionnewsarticle", None, "https://coast.example/a", ArticleKind::Opinion),
            ("newsarticle", None, "https://coast.example/opinion/a", ArticleKind::Opinion),
            ("newsarticle", Some("Opinion"), "https://coast.example/a", ArticleKind::Opinion),
            ("newsarticle", None, "https://coast.example/news/opinion-polls-fall", ArticleKind::Article),
            ("newsarticle", None, "https://coast.example/gallery/a", ArticleKind::Gallery),
            ("newsarticle", None, "https://coast.example/news/liveblog-ferries-stop", ArticleKind::Live),
            ("newsarticle", None, "https://coast.example/news/live-music-returns", ArticleKind::Article),
            ("videoobject", None, "https://coast.example/a", ArticleKind::Video),
        ] {
            assert_eq!(kind(&sources(kind_stated, section), url), expect, "{kind_stated} {url}");
        }
    }
}
