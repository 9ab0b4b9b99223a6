//! A feed that is gone is looked for on its site: one that is surely the same is polled from then on, others are named.
use fetcher::RequestKind;
use model::state::{Health, Validators};
use model::{Domain, FeedState, comparable};
use parser::discover::Discovered;
use url::Url;

use super::super::desk::Desk;
use super::super::events;
use super::body::{self, Seen};
use crate::config::Feed;

/// More names than a person reads are not told.
const NAMED: usize = 3;
/// Feeds of a site that are read to find ours among them.
const TRIED: usize = 8;

/// Looks on the site of a feed that rests. Finds it, or says in the feed's reason what the site offers.
pub async fn rediscover(desk: &Desk, feed: &Feed, next: &mut FeedState) {
    let Some(offered) = offered(desk, feed, next).await else { return };
    let mut read = Vec::new();
    for candidate in
        offered.iter().filter(|feed| Domain::of_url(&feed.url).as_ref() == Some(&next.domain)).take(TRIED)
    {
        let request = body::request(feed, next, candidate.url.clone(), RequestKind::Feed);
        let Some(answer) = body::ask(desk, request).await else { return };
        let Ok(fetched) = answer else { continue };
        if let Ok(Seen::Body(body)) = body::read(desk, fetched, None).await {
            read.push((candidate.url.clone(), body.document.channel.title));
        }
    }
    if let Some(found) = ours(next.title.as_deref(), &read) {
        events::feed_moved(next, found);
        next.url = found.to_string();
        next.health = Health::New;
        next.reason = None;
        next.failures = 0;
        next.failing_since = None;
        next.validators = Validators::default();
        next.body_hash = None;
        next.next_poll_at = desk.clock.now();
    } else if !offered.is_empty() {
        let named: Vec<&str> = offered.iter().take(NAMED).map(|feed| feed.url.as_str()).collect();
        let reason = next.reason.take().unwrap_or_default();
        next.reason = Some(format!("{reason}; its site offers {}", named.join(", ")));
    }
}

/// The feeds that the site's page names, but for the one that is gone.
async fn offered(desk: &Desk, feed: &Feed, state: &FeedState) -> Option<Vec<Discovered>> {
    let gone = Url::parse(&state.url).ok()?;
    let site = state.site.as_deref().and_then(|site| Url::parse(site).ok());
    let site = site.or_else(|| gone.join("/").ok())?;
    let request = body::request(feed, state, site, RequestKind::Page);
    let fetched = body::ask(desk, request).await?.ok()?;
    let cap = desk.config().fetch.max_decoded;
    let job = move || {
        let bytes = fetcher::body::decode(&fetched.body, cap).ok()?;
        let mut found = parser::discover::feeds(&bytes, &fetched.url);
        found.retain(|feed| feed.url != gone);
        Some(found)
    };
    desk.cpu.run(job).await.ok()?
}

/// The one feed whose channel has the title that ours had; where a title is not known, the only feed there is.
fn ours<'a>(title: Option<&str>, read: &'a [(Url, Option<String>)]) -> Option<&'a Url> {
    let name = |title: &str| comparable(title).to_lowercase();
    let same =
        |found: &&(Url, Option<String>)| found.1.as_deref().map(name) == title.map(name) && title.is_some();
    let titled: Vec<_> = read.iter().filter(same).collect();
    match (titled.as_slice(), read) {
        ([(url, _)], _) => Some(url),
        ([], [(url, found)]) if title.is_none() || found.is_none() => Some(url),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(title: Option<&str>, read: &[(&str, Option<&str>)], expect: Option<&str>) {
        let read: Vec<_> = read
            .iter()
            .map(|(url, title)| (url.parse().expect("a URL of the table"), title.map(str::to_owned)))
            .collect();
        assert_eq!(ours(title, &read).map(Url::as_str), expect, "{read:?}");
    }

    #[test]
    fn the_same_feed_or_none() {
        let (one, two) = ("http://a.example/1", "http://www.a.example/2");
        check(None, &[(one, None)], Some(one));
        check(None, &[(one, Some("Sport"))], Some(one));
        check(None, &[(one, None), (two, None)], None);
        check(Some("World News"), &[(one, Some("Sport")), (two, Some("World  news"))], Some(two));
        check(Some("World News"), &[(one, Some("World News")), (two, Some("World News"))], None);
        check(Some("World News"), &[(one, Some("Sport"))], None);
        check(Some("World News"), &[(one, None)], Some(one));
        check(Some("World News"), &[], None);
    }
}
