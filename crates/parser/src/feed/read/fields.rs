//! Puts the value of an element into the field that it names, of the item, the channel or one of their containers.
use model::{
    FeedDate,
    feed::{Category, Generator, Link, Person},
};

use super::{
    Place, Reader,
    draft::{LIST, add_person, offer, reading_link},
    leaf::Leaf,
    rank,
};
use crate::feed::{
    clean::names::{DateRole, El, Space},
    date, language_tag, uri,
};

impl<'a> Reader<'a> {
    /// Takes a finished value to where it belongs.
    pub(super) fn take(&mut self, mut leaf: Leaf<'a>) {
        // A value that the end of the input cut short is worse than none.
        if self.truncated && leaf.el != El::Link {
            return;
        }
        let value = leaf.value(&mut self.cleaner.budget);
        match self.place() {
            Place::Item => self.take_in_item(leaf, value),
            Place::Channel => self.take_in_channel(leaf, value),
            Place::Image if !value.is_empty() => {
                let url = self.absolute(&value, &leaf.base);
                let place = if self.draft.is_some() { Place::Item } else { Place::Channel };
                self.picture(Some(url), place);
            }
            Place::Person => self.take_in_person(&leaf, value),
            Place::Source => self.take_in_source(leaf, value),
            Place::Media => self.take_in_media(leaf.el, value),
            Place::SkipHours => {
                if let Ok(hour @ 0..=24) = value.parse::<u8>() {
                    self.document.hints.skip_hours.push(hour % 24);
                }
            }
            Place::SkipDays => self.document.hints.skip_days.extend(date::weekday(&value)),
            _ => {}
        }
    }

    fn take_in_item(&mut self, leaf: Leaf<'a>, value: String) {
        let rank = rank(leaf.space);
        if let Some(language) = leaf.language.as_deref()
            && leaf.el.is_marked_up()
            && let Some(draft) = &mut self.draft
        {
            draft.item.language.get_or_insert_with(|| language.to_owned());
        }
        match leaf.el {
            El::Link => return self.take_link(leaf, value),
            El::Category | El::Keywords => return self.take_category(&leaf, value),
            El::Author | El::Contributor => return,
            El::Id | El::Guid => return self.take_id(&leaf, value),
            El::Date(role) => {
                if let (Some(date), Some(draft)) = (self.date(&value), &mut self.draft) {
                    draft.date(date, role);
                }
                return;
            }
            El::Comments => {
                let url = self.absolute(&value, &leaf.base);
                let Some(draft) = &mut self.draft else { return };
                draft.item.comments = Some(url).filter(|url| !url.is_empty());
                return;
            }
            El::Content if value.is_empty() => return self.take_content_source(&leaf),
            _ => {}
        }
        let Some(draft) = &mut self.draft else { return };
        match leaf.el {
            El::Title => draft.title(value, rank),
            El::Description | El::Summary => draft.summary(value, leaf.media_type(), rank),
            El::Subtitle => draft.summary(value, leaf.media_type(), 0),
            El::Content | El::Encoded | El::Body => draft.content(value, leaf.media_type()),
            El::Rights if !value.is_empty() => draft.item.rights = Some(value),
            El::Language => draft.item.language = language_tag(&value).or(draft.item.language.take()),
            El::OriginalLink => draft.original_link(value),
            _ => {}
        }
    }

    /// RFC 4287 §4.1.3.2: content elsewhere.
    fn take_content_source(&mut self, leaf: &Leaf<'a>) {
        let Some(source) = leaf.attributes.get("src") else { return };
        let href = self.absolute(source, &leaf.base);
        let media_type = leaf.attributes.get("type").map(str::to_owned);
        if let Some(draft) = &mut self.draft {
            draft.link(Link { href, rel: Some("content".to_owned()), media_type, title: None }, None);
        }
    }

    fn take_id(&mut self, leaf: &Leaf<'a>, value: String) {
        // Only what looks like a path is one; a plain word is an id of its own.
        let relative = value.contains('/') && !value.contains(char::is_whitespace) && leaf.el == El::Id;
        let value = if relative { self.absolute(&value, &leaf.base) } else { value };
        let permalink = (leaf.el == El::Guid).then(|| {
            !leaf.attributes.get("isPermaLink").is_some_and(|flag| flag.eq_ignore_ascii_case("false"))
        });
        let rank = rank(leaf.space);
        match &mut self.draft {
            Some(draft) => draft.id(value, rank, permalink),
            None if !value.is_empty() => self.document.channel.id = Some(value),
            None => {}
        }
    }

    fn take_link(&mut self, leaf: Leaf<'a>, value: String) {
        let get = |name| leaf.attributes.get(name).map(str::to_owned);
        let written = get("href").unwrap_or(value);
        let rel = get("rel").map(|rel| relation(&rel)).unwrap_or_else(|| "alternate".to_owned());
        // An empty reference is the document that it stands in: what `self` may say, and no article.
        if written.is_empty() && (rel != "self" || self.draft.is_some()) {
            return;
        }
        // A link broken over lines is still one link.
        let written = written.split(['\n', '\r', '\t']).map(str::trim).collect::<String>();
        let href = self.absolute(&uri::mended(&written), &leaf.base);
        let length = leaf.attributes.get("length").and_then(|length| length.parse().ok());
        let link = Link { href, rel: Some(rel), media_type: get("type"), title: get("title") };
        match &mut self.draft {
            Some(draft) => draft.link(link, length),
            None => self.channel_link(link),
        }
    }

    fn channel_link(&mut self, link: Link) {
        let hints = &mut self.document.hints;
        let href = || Some(link.href.clone());
        match link.rel.as_deref().unwrap_or("") {
            "hub" if hints.hubs.len() < 10 => hints.hubs.extend(href()),
            "self" => hints.self_url = hints.self_url.take().or_else(href),
            // RFC 5005: the next page of a paged feed, the archive before this document.
            "next" => hints.next_page = hints.next_page.take().or_else(href),
            "prev-archive" => hints.prev_archive = hints.prev_archive.take().or_else(href),
            _ => {}
        }
        if self.document.channel.links.len() < LIST {
            self.document.channel.links.push(link);
        }
    }

    fn take_category(&mut self, leaf: &Leaf<'a>, value: String) {
        if leaf.el == El::Keywords {
            for word in value.split(',').map(str::trim).filter(|word| !word.is_empty()) {
                let scheme = (leaf.space == Space::Itunes).then(|| "http://www.itunes.com/".to_owned());
                self.add_category(Category { term: Some(word.to_owned()), scheme, label: None });
            }
            return;
        }
        let get = |name| leaf.attributes.get(name).map(str::to_owned);
        let term = get("term").or_else(|| Some(value).filter(|value| !value.is_empty()));
        let scheme = get("scheme").or_else(|| get("domain"));
        self.add_category(Category { term, scheme, label: get("label") });
    }

    fn take_in_channel(&mut self, leaf: Leaf<'a>, value: String) {
        let rank = rank(leaf.space);
        match leaf.el {
            El::Link => return self.take_link(leaf, value),
            El::Category | El::Keywords => return self.take_category(&leaf, value),
            El::Id => return self.take_id(&leaf, value),
            El::Date(role) => return self.channel_date(&value, role),
            El::Language => return self.offer_language(&value, 3),
            El::Logo | El::Icon if !value.is_empty() => {
                let url = self.absolute(&value, &leaf.base);
                let channel = &mut self.document.channel;
                let slot = if leaf.el == El::Logo { &mut channel.logo } else { &mut channel.icon };
                *slot = Some(url);
                return;
            }
            _ => {}
        }
        let channel = &mut self.document.channel;
        match leaf.el {
            El::Title => offer(&mut channel.title, &mut self.ranks.title, value, rank),
            El::Description | El::Summary | El::Subtitle => {
                offer(&mut channel.subtitle, &mut self.ranks.subtitle, value, rank);
            }
            El::Rights if !value.is_empty() => channel.rights = Some(value),
            El::Generator => {
                let get = |name| leaf.attributes.get(name).map(str::to_owned);
                let name = Some(value).filter(|name| !name.is_empty());
                let url = get("uri").or_else(|| get("url"));
                channel.generator = Some(Generator { name, url, version: get("version") });
            }
            El::GeneratorAgent if channel.generator.is_none() => {
                let url = leaf.attributes.get("rdf:resource").map(str::to_owned);
                channel.generator = Some(Generator { name: url.clone(), url, version: None });
            }
            El::Ttl => self.document.hints.ttl_minutes = leading_number(&value),
            El::UpdatePeriod => self.ranks.update_seconds = period_seconds(&value),
            El::UpdateFrequency => self.ranks.update_frequency = leading_number(&value).map(u64::from),
            _ => {}
        }
    }

    fn take_in_person(&mut self, leaf: &Leaf<'a>, value: String) {
        if value.is_empty() {
            return;
        }
        let url = (leaf.el == El::Url).then(|| self.absolute(&value, &leaf.base));
        let person = &mut self.person.person;
        match leaf.el {
            El::Name => person.name = Some(value),
            El::Email => person.email = Some(value),
            _ => person.url = url,
        }
    }

    pub(super) fn add_person(&mut self, person: Person, contributes: bool) {
        let channel = &mut self.document.channel;
        match &mut self.draft {
            Some(draft) => draft.person(person, contributes),
            None => {
                add_person(if contributes { &mut channel.contributors } else { &mut channel.authors }, person)
            }
        }
    }

    fn take_in_source(&mut self, leaf: Leaf<'a>, value: String) {
        if leaf.el == El::Title {
            if let Some(source) = &mut self.source {
                source.title = Some(value);
            }
            return;
        }
        let written = leaf.attributes.get("href").map(str::to_owned).unwrap_or(value);
        let href = self.absolute(&written, &leaf.base);
        let own = leaf.attributes.get("rel").is_some_and(|rel| rel.eq_ignore_ascii_case("self"));
        if let Some(source) = &mut self.source
            && (source.href.is_empty() || own)
        {
            source.href = href;
        }
    }

    fn take_in_media(&mut self, el: El, value: String) {
        let Some(media) = self.media.as_mut().filter(|_| !value.is_empty()) else { return };
        match el {
            El::Title => media.title = Some(value),
            El::Description => media.description = Some(value),
            _ => media.credit = Some(value),
        }
    }

    pub(super) fn channel_date(&mut self, text: &str, role: DateRole) {
        let Some(date) = self.date(text) else { return };
        let rank = match role {
            DateRole::Updated => {
                self.document.channel.updated = Some(date);
                return;
            }
            DateRole::Published => 3,
            DateRole::Dublin => 2,
            DateRole::Created => 1,
        };
        if rank >= self.ranks.published {
            self.document.channel.published = Some(date);
            self.ranks.published = rank;
        }
    }

    /// A date that cannot be read is counted; an empty one is none.
    pub(super) fn date(&mut self, text: &str) -> Option<FeedDate> {
        let date = date::parse(text, None);
        self.bad_dates += usize::from(date.is_none() && !text.trim().is_empty());
        date
    }

    pub(super) fn offer_language(&mut self, text: &str, rank: u8) {
        let tag = language_tag(text).unwrap_or_default();
        offer(&mut self.document.channel.language, &mut self.ranks.language, tag, rank);
    }

    /// What can be said only when all of the channel is known.
    pub(super) fn finish_channel(&mut self) {
        if let Some(language) = self.context.content_language.and_then(|list| list.split(',').next()) {
            self.offer_language(language, 1);
        }
        let channel = &mut self.document.channel;
        channel.link = reading_link(&channel.links).filter(|link| !link.is_empty());
        if channel.link.is_none() {
            channel.link = channel.id.clone().filter(|id| uri::is_http(id));
        }
        let every =
            self.ranks.update_seconds.map(|period| period / self.ranks.update_frequency.unwrap_or(1).max(1));
        self.document.hints.update_every_seconds = every;
    }
}

/// RFC 4287 §4.2.7.2: a name, or the same name as an IRI.
fn relation(rel: &str) -> String {
    let rel = rel.to_ascii_lowercase();
    let registered =
        ["http://www.iana.org/assignments/relation/", "https://www.iana.org/assignments/relation/"];
    match registered.iter().find_map(|prefix| rel.strip_prefix(prefix)) {
        Some(name) => name.to_owned(),
        None => rel,
    }
}

/// `ttl` and its like: "60", " 60 minutes".
fn leading_number(text: &str) -> Option<u32> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    text.get(..digits)?.parse().ok()
}

/// RSS 1.0 syndication module, `updatePeriod`.
fn period_seconds(text: &str) -> Option<u64> {
    const HOUR: u64 = 3600;
    match text.to_ascii_lowercase().as_str() {
        "hourly" => Some(HOUR),
        "daily" => Some(24 * HOUR),
        "weekly" => Some(7 * 24 * HOUR),
        "monthly" => Some(30 * 24 * HOUR),
        "yearly" => Some(365 * 24 * HOUR),
        _ => None,
    }
}
