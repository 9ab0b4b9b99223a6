//! From a feed's table to its configuration, with the defaults of `[defaults]`.
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use model::Domain;
use url::Url;

use super::super::problem::{Place, Problem};
use super::super::read::Setting;
use super::super::{Auth, Feed, FeedKind, FirstFill, Pages, Secret, Terms, value};
use super::Build;

impl Build {
    /// `None` (with a problem told, unless it is switched off) when the feed can not be polled.
    pub(super) fn feed(&mut self, id: &str, place: &Place, allow: &[fetcher::AddressRange]) -> Option<Feed> {
        let key = |name: &str| format!("feeds.{id}.{name}");
        let Some(url) = self.url(&key("url")) else {
            if !self.written.contains(&key("url")) {
                let problem = Problem::new(format!("the feed `{id}` has no `url`")).at(place);
                self.problems.push(problem.help("add url = \"https://…\""));
            }
            return None;
        };
        if let Err(refusal) = fetcher::guard::check_url(&url, allow) {
            let problem = Problem::new(format!("`{url}` can never be fetched: {refusal}"));
            self.problem_at(
                &key("url"),
                problem.help("mend the URL, or list the range in `fetch.allow_private`"),
            );
        }
        let named = self.optional_text(&key("domain"));
        let domain_named = named.is_some();
        let domain = match named {
            Some(name) => Domain::named(&name),
            None => Domain::of_url(&url)?,
        };
        if self.own_duration(id, "min_interval") > self.own_duration(id, "max_interval") {
            let at =
                if self.values.contains_key(&key("max_interval")) { "max_interval" } else { "min_interval" };
            let problem = Problem::new("`min_interval` is longer than `max_interval`");
            self.problem_or(&key(at), place, problem);
        }
        let feed = self.feed_with(id, url, domain, domain_named);
        self.flag(&key("enabled")).then_some(feed)
    }

    pub(super) fn feed_with(&mut self, id: &str, url: Url, domain: Domain, domain_named: bool) -> Feed {
        let key = |name: &str| format!("feeds.{id}.{name}");
        let first_fill = self.own_text(id, "first_fill");
        let pages = self.own_text(id, "pages");
        let headers = match self.setting(&key("headers")) {
            Some(Setting::Map(map)) => map.into_iter().collect(),
            _ => Vec::new(),
        };
        let labels = match self.setting(&key("labels")) {
            Some(Setting::Map(map)) => map,
            _ => BTreeMap::new(),
        };
        let kind = match self.text(&key("kind")).as_str() {
            "sitemap" => FeedKind::Sitemap,
            _ => FeedKind::Feed,
        };
        let terms = Terms {
            kind,
            publisher: self.optional_text(&key("publisher")),
            country: self.optional_text(&key("country")),
            language: self.optional_text(&key("language")),
            labels,
            min_interval: self.own_duration(id, "min_interval"),
            max_interval: self.own_duration(id, "max_interval"),
            first_fill: first_fill_of(&first_fill),
            pages: pages_of(&pages),
            revisit: self.own_durations(id, "revisit"),
            user_agent: self.optional_text(&key("user_agent")),
            headers,
            auth: self.auth(id),
            proxy: self.url(&key("proxy")),
            certificates: self.certificates(&key("ca_file")),
        };
        Feed { url, domain, domain_named, terms: self.share(terms) }
    }

    fn share(&mut self, terms: Terms) -> Arc<Terms> {
        if let Some(known) = self.terms.get(&terms) {
            return known.clone();
        }
        let terms = Arc::new(terms);
        self.terms.insert(terms.clone());
        terms
    }

    fn auth(&mut self, id: &str) -> Option<Auth> {
        let username = self.optional_text(&format!("feeds.{id}.username"));
        let password = self.optional_text(&format!("feeds.{id}.password"));
        let bearer = self.optional_text(&format!("feeds.{id}.bearer"));
        if username.is_some() && bearer.is_some() {
            let problem = Problem::new("a feed has either `username` and `password`, or `bearer`");
            self.problem_at(&format!("feeds.{id}.bearer"), problem);
        }
        match (username, password, bearer) {
            (_, _, Some(token)) => Some(Auth::Bearer(Secret::new(token))),
            (Some(username), password, None) => {
                Some(Auth::Basic { username, password: Secret::new(password.unwrap_or_default()) })
            }
            (None, Some(_), None) => {
                let problem = Problem::new("`password` needs `username`");
                self.problem_at(&format!("feeds.{id}.password"), problem);
                None
            }
            _ => None,
        }
    }
}

fn first_fill_of(text: &str) -> FirstFill {
    match text {
        "all" => FirstFill::All,
        "none" => FirstFill::None,
        age => FirstFill::Age(value::duration(age).unwrap_or(Duration::from_secs(24 * 3600))),
    }
}

fn pages_of(text: &str) -> Pages {
    match text {
        "always" => Pages::Always,
        "never" => Pages::Never,
        _ => Pages::Auto,
    }
}
