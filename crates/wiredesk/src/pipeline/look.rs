//! A look at an article's page: whether one is wanted, what came of asking, and the article that feed and page give.
use std::time::Duration;

use fetcher::{FetchErrorKind, Fetched, Request, RequestKind};
use journal::Claim;
use model::article::TextSource;
use model::feed::{Channel, Item};
use model::record::{ArchivePlace, Origin};
use model::state::Validators;
use model::{Article, ArticleState, Domain, Timestamp, Warning};
use parser::page::PageContext;
use url::Url;

use super::desk::Desk;
use super::verdict::{self, Verdict};
use super::{archive, import};
use crate::config::{Feed, Pages};

/// A page that can not be had is asked for this often before the feed's text has to do.
const TRIES: u32 = 3;
/// Characters of feed text from which `pages = "auto"` takes it for the whole article; half of them for scripts that
/// write a word in two or three.
const LONG_ENOUGH: usize = 1_500;

/// What asking for the page led to.
pub enum Look {
    /// The page, or (with the reason) none: the feed's own text is the article.
    Seen(Box<View>),
    /// The page is as it was at the last version.
    Unchanged,
    /// The page is not there: at once for good (410), or for now (404).
    Missing {
        for_good: bool,
    },
    Later {
        reason: String,
        at: Timestamp,
    },
    /// Its domain is crowded or cooling down: nobody was asked, no attempt counts.
    Busy {
        until: Timestamp,
    },
    /// An imported page that is no longer where it was.
    Lost {
        reason: String,
    },
    Stopping,
}

/// What an article is made from.
pub struct View {
    pub item: Item,
    pub page: Option<Fetched>,
    /// Where the page was archived, or imported from.
    pub archived: Option<ArchivePlace>,
    /// Why there is no page although one was wanted.
    pub without: Option<String>,
    pub fetched_at: Timestamp,
    pub max_decoded: usize,
    /// For a page that states none.
    pub language: Option<String>,
    /// The title of the last version, for a revisited page that states none.
    pub last_title: String,
}

/// Asks for the page of a claimed item, if one is wanted.
pub async fn look(desk: &Desk, feed: &Feed, claim: &Claim) -> Look {
    let item = &claim.item;
    if let Some(place) = &item.item.archived {
        return match import::page(place.clone()).await {
            Ok((fetched, place)) => seen(desk, feed, claim, Some(fetched), None, Some(place)),
            Err(reason) => Look::Lost { reason },
        };
    }
    let Some(url) = page_url(feed, &item.item, &claim.state, &item.origin) else {
        return seen(desk, feed, claim, None, None, None);
    };
    let Some(domain) = Domain::of_url(&url) else {
        return seen(desk, feed, claim, None, Some(format!("`{url}` has no host")), None);
    };
    let mut request = Request::new(url, domain, RequestKind::Page);
    request.validators = validators(&claim.state);
    request.user_agent = feed.user_agent.clone();
    request.proxy = feed.proxy.clone();
    request.certificates = feed.certificates.clone();
    request.keep_head = desk.archive.is_some();
    let fetched = tokio::select! {
        fetched = desk.fetcher.fetch(request) => fetched,
        () = desk.stopping.cancelled() => return Look::Stopping,
    };
    match fetched {
        Ok(fetched) if fetched.not_modified() => Look::Unchanged,
        Ok(fetched) => {
            let place = match &desk.archive {
                Some(archive) => archive.keep(&fetched, archive::Kind::Page).await,
                None => None,
            };
            seen(desk, feed, claim, Some(fetched), None, place)
        }
        Err(error) => {
            let reason = error.reason();
            if let (FetchErrorKind::Busy, Some(until)) = (error.kind(), error.retry_after()) {
                return Look::Busy { until };
            }
            let published = claim.state.version().is_some();
            match verdict::of_page_fetch(error.kind(), error.status()) {
                Verdict::Stop => Look::Stopping,
                Verdict::Gone if published => Look::Missing { for_good: true },
                Verdict::Retry if published && error.status() == Some(404) => {
                    Look::Missing { for_good: false }
                }
                Verdict::Retry if item.attempts + 1 < TRIES => {
                    let soonest = desk.clock.now().plus(wait(item.attempts));
                    let at = error.retry_after().map_or(soonest, |asked| asked.max(soonest));
                    Look::Later { reason, at }
                }
                _ => seen(desk, feed, claim, None, Some(reason), None),
            }
        }
    }
}

/// 30 s, 2 min, 8 min …
fn wait(attempts: u32) -> Duration {
    Duration::from_secs(30 * 4u64.pow(attempts.min(6)))
}

/// The page is asked for conditionally only where its text is what was published.
fn validators(state: &ArticleState) -> Validators {
    match (&state.text_source, state.version()) {
        (Some(TextSource::Page), Some(_)) => state.page_validators.clone(),
        _ => Validators::default(),
    }
}

fn page_url(feed: &Feed, item: &Item, state: &ArticleState, origin: &Origin) -> Option<Url> {
    let wanted = match feed.pages {
        Pages::Always => true,
        Pages::Never => false,
        Pages::Auto => *origin == Origin::Revisit || !is_long(item),
    };
    let link = item.link.as_deref().or(Some(state.url.as_str()).filter(|url| !url.is_empty()))?;
    let url = Url::parse(link).ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
    wanted.then_some(url)
}

/// Whether the feed itself carries the article.
fn is_long(item: &Item) -> bool {
    let texts = item.content.iter().map(|content| content.value.as_str()).chain(item.summary.as_deref());
    texts.map(text_length).max().unwrap_or(0) >= LONG_ENOUGH
}

/// Characters outside tags; those of scripts without small letters count double.
fn text_length(html: &str) -> usize {
    let mut inside = false;
    let mut count = 0;
    for c in html.chars() {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            c if !inside && !c.is_whitespace() => count += if c >= '\u{1100}' { 2 } else { 1 },
            _ => {}
        }
    }
    count
}

fn seen(
    desk: &Desk,
    feed: &Feed,
    claim: &Claim,
    page: Option<Fetched>,
    without: Option<String>,
    archived: Option<ArchivePlace>,
) -> Look {
    Look::Seen(Box::new(View {
        item: claim.item.item.clone(),
        fetched_at: page.as_ref().map_or(claim.item.fetched_at, |page| page.fetched_at),
        page,
        archived,
        without,
        max_decoded: desk.config().fetch.max_decoded,
        language: feed.language.clone(),
        last_title: claim.state.stripped_title.clone(),
    }))
}

/// The article that feed and page give together. CPU work: call it on the pool.
pub fn article(view: &View) -> Article {
    let link = view.item.link.as_deref().unwrap_or("");
    let own = |warning: Option<Warning>| {
        let context =
            PageContext { url: link, content_type: None, content_language: None, now: Some(view.fetched_at) };
        let mut article = parser::page::from_item(&view.item, &Channel::default(), &context);
        article.warnings.extend(warning);
        article
    };
    let mut article = match &view.page {
        None => own(view.without.as_ref().map(|reason| Warning::with("page-not-had", reason))),
        Some(page) => match read(view, page) {
            Ok(article) => parser::page::merge(article, &view.item),
            Err(reason) => own(Some(Warning::with("page-no-article", reason))),
        },
    };
    if article.title.is_none() && !view.last_title.is_empty() {
        article.title = Some(view.last_title.clone());
    }
    if article.language.is_none() {
        article.language = view.language.clone();
    }
    article
}

fn read(view: &View, page: &Fetched) -> Result<Article, String> {
    let bytes =
        fetcher::body::decode(&page.body, view.max_decoded).map_err(|error| crate::report::chain(&error))?;
    let context = PageContext {
        url: page.url.as_str(),
        content_type: page.content_type.as_deref(),
        content_language: page.content_language.as_deref(),
        now: Some(view.fetched_at),
    };
    let article = parser::page::read(&bytes, &context).map_err(|error| crate::report::chain(&error))?;
    if article.text.is_empty() { Err("the page holds no text".to_owned()) } else { Ok(article) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_and_space_are_no_text() {
        assert_eq!(text_length("<p>one <b>two</b></p>"), 6);
        assert_eq!(text_length("서울"), 4);
        assert_eq!(text_length("<never closed"), 0);
    }
}
