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

/// Looks on the site of a feed that rests. Finds it, or says in the feed's reason what the site offers.
pub async fn rediscover(desk: &Desk, feed: &Feed, next: &mut FeedState) {
    let Some(offered) = offered(desk, feed, next).await else { return };
    let Some(candidate) = surely(&offered, next) else {
        if !offered.is_empty() {
            let named: Vec<&str> = offered.iter().take(NAMED).map(|feed| feed.url.as_str()).collect();
            let reason = next.reason.take().unwrap_or_default();
            next.reason = Some(format!("{reason}; its site offers {}", named.join(", ")));
        }
        return;
    };
    let request = body::request(feed, next, candidate.url.clone(), RequestKind::Feed);
    let Some(Ok(fetched)) = body::ask(desk, request).await else { return };
    let Ok(Seen::Body(body)) = body::read(desk, fetched, None).await else { return };
    if !same_title(next.title.as_deref(), body.document.channel.title.as_deref()) {
        return;
    }
    events::feed_moved(next, &candidate.url);
    next.url = candidate.url.to_string();
    next.health = Health::New;
    next.reason = None;
    next.failures = 0;
    next.failing_since = None;
    next.validators = Validators::default();
    next.body_hash = None;
    next.next_poll_at = desk.clock.now();
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

/// The one feed of the same domain that has the same title, as far as both say it.
fn surely<'a>(offered: &'a [Discovered], state: &FeedState) -> Option<&'a Discovered> {
    let own = |feed: &&Discovered| Domain::of_url(&feed.url).as_ref() == Some(&state.domain);
    let ours: Vec<&Discovered> = offered.iter().filter(own).collect();
    let known = |feed: &&&Discovered| state.title.is_some() && feed.title.is_some();
    let same = |feed: &&&Discovered| same_title(state.title.as_deref(), feed.title.as_deref());
    let titled: Vec<&&Discovered> = ours.iter().filter(known).filter(same).collect();
    match (titled.as_slice(), ours.as_slice()) {
        ([one], _) => Some(one),
        ([], [one]) if same(&one) => Some(one),
        _ => None,
    }
}

/// Titles that are not known do not differ.
fn same_title(one: Option<&str>, other: Option<&str>) -> bool {
    one.zip(other).is_none_or(|(one, other)| comparable(one) == comparable(other))
}

#[cfg(test)]
mod tests {
    use model::{FeedId, Timestamp};

    use super::*;

    #[track_caller]
    fn check(title: Option<&str>, offered: &[(&str, Option<&str>)], expect: Option<&str>) {
        let (id, domain) = (FeedId::new("f"), Domain::named("a.example"));
        let mut state =
            FeedState::new(id, "http://a.example/old".into(), domain, Timestamp::from_millis(0));
        state.title = title.map(str::to_owned);
        let offered: Vec<Discovered> = offered
            .iter()
            .map(|(url, title)| Discovered {
                url: url.parse().expect("a URL of the table"),
                title: title.map(str::to_owned),
                media_type: None,
            })
            .collect();
        assert_eq!(surely(&offered, &state).map(|feed| feed.url.as_str()), expect, "{offered:?}");
    }

    #[test]
    fn the_same_feed_or_none() {
        let (one, two, far) = ("http://a.example/1", "http://www.a.example/2", "http://b.example/3");
        check(None, &[(one, None)], Some(one));
        check(None, &[(one, None), (two, None)], None);
        check(None, &[(far, None)], None);
        check(None, &[(far, None), (two, None)], Some(two));
        check(Some("World News"), &[(one, Some("Sport")), (two, Some("World  news"))], Some(two));
        check(Some("World News"), &[(one, Some("World News")), (two, Some("World News"))], None);
        check(Some("World News"), &[(far, Some("World News"))], None);
        check(Some("World News"), &[(one, Some("Sport"))], None);
        check(Some("World News"), &[(one, None)], Some(one));
        check(None, &[], None);
    }
}
