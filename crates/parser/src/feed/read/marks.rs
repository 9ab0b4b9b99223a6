//! Elements that speak through their attributes: enclosures, pictures, clouds, and what RDF and CDF put on their containers.
use model::feed::{Category, Link, Media};

use super::{Place, Reader, draft::add_category};
use crate::feed::{
    clean::{
        Element,
        names::{DateRole, El},
    },
    uri,
};

impl<'a> Reader<'a> {
    pub(super) fn mark(&mut self, element: &Element<'a>, place: Place) {
        match element.el {
            El::Enclosure => self.mark_enclosure(element),
            El::Cloud if place == Place::Channel => {
                let get = |name| element.attributes.get(name);
                if let Some(domain) = get("domain") {
                    let port = get("port").unwrap_or("80");
                    let path = get("path").unwrap_or("/").trim_start_matches('/');
                    self.document.hints.cloud = Some(format!("{domain}:{port}/{path}"));
                }
            }
            El::MediaThumbnail => {
                let Some(url) = self.url_attribute(element, "url") else { return };
                if let Some(media) = &mut self.media {
                    media.thumbnail.get_or_insert(url);
                } else if place == Place::Item {
                    self.add_media(Media { thumbnail: Some(url), ..Media::default() });
                }
            }
            El::ItunesCategory => {
                let term = element.attributes.get("text").map(str::to_owned);
                let scheme = Some("http://www.itunes.com/".to_owned());
                self.add_category(Category { term, scheme, label: None });
            }
            El::ItunesImage => {
                let link = element.local.eq_ignore_ascii_case("link");
                if !link || element.attributes.get("rel").is_some_and(|rel| rel.eq_ignore_ascii_case("image"))
                {
                    let url =
                        self.url_attribute(element, "href").or_else(|| self.url_attribute(element, "url"));
                    self.picture(url, place);
                }
            }
            El::Complete => self.document.hints.complete = true,
            _ => {}
        }
    }

    fn mark_enclosure(&mut self, element: &Element<'a>) {
        let url = self.url_attribute(element, "url").or_else(|| self.url_attribute(element, "href"));
        let (Some(url), Some(draft)) = (url, &mut self.draft) else { return };
        let media_type = element.attributes.get("type").map(str::to_owned);
        let length = element.attributes.get("length").and_then(|length| length.parse().ok());
        draft.link(Link { href: url, rel: Some("enclosure".to_owned()), media_type, title: None }, length);
    }

    pub(super) fn open_image(&mut self, element: &Element<'a>) -> Place {
        let url = self.url_attribute(element, "href").or_else(|| self.url_attribute(element, "url"));
        self.picture(url, self.place());
        self.picture_text.clear();
        Place::Image
    }

    /// Some write the address between the tags and nothing else.
    pub(super) fn close_image(&mut self) {
        let text = std::mem::take(&mut self.picture_text);
        let text = text.trim();
        if (uri::is_http(text) || text.starts_with('/')) && !text.contains(char::is_whitespace) {
            let base = self.cleaner.base();
            let url = self.absolute(text, &base);
            self.picture(Some(url), self.place());
        }
    }

    /// The feed's logo, or a picture beside the item.
    pub(super) fn picture(&mut self, url: Option<String>, place: Place) {
        let Some(url) = url else { return };
        match place {
            Place::Item => self.add_media(Media { url: Some(url), ..Media::default() }),
            _ => {
                self.document.channel.logo.get_or_insert(url);
            }
        }
    }

    pub(super) fn open_media(&mut self, element: &Element<'a>) -> Place {
        let url = self.url_attribute(element, "url");
        let get = |name| element.attributes.get(name).map(str::to_owned);
        let media_type = get("type").or_else(|| get("medium"));
        self.media = Some(Media { url, media_type, ..Media::default() });
        Place::Media
    }

    pub(super) fn close_media(&mut self) {
        if let Some(media) = self.media.take() {
            self.add_media(media);
        }
    }

    fn add_media(&mut self, media: Media) {
        if let Some(draft) = &mut self.draft {
            draft.media(media);
        }
    }

    pub(super) fn open_source(&mut self, element: &Element<'a>) -> Place {
        let href = self.url_attribute(element, "url").unwrap_or_default();
        self.source = Some(Link { href, ..Link::default() });
        Place::Source
    }

    pub(super) fn close_source(&mut self) {
        let Some(mut source) = self.source.take() else { return };
        source.title = source.title.map(|title| title.trim().to_owned()).filter(|title| !title.is_empty());
        if let Some(draft) = &mut self.draft
            && (source.title.is_some() || !source.href.is_empty())
        {
            draft.item.source = Some(source);
        }
    }

    /// RDF's `about`, CDF's `HREF` and `LASTMOD`.
    pub(super) fn mark_channel(&mut self, element: &Element<'a>) {
        if let Some(about) = element.attributes.get("rdf:about") {
            self.document.channel.id.get_or_insert_with(|| about.to_owned());
        }
        if let Some(href) = self.url_attribute(element, "href") {
            self.document.channel.links.push(alternate(href));
        }
        if let Some(date) = element.attributes.get("lastmod") {
            self.channel_date(date, DateRole::Updated);
        }
    }

    pub(super) fn mark_item(&mut self, element: &Element<'a>) {
        let href = self.url_attribute(element, "href");
        let date = element.attributes.get("lastmod").and_then(|date| self.date(date));
        let about = element.attributes.get("rdf:about").or_else(|| element.attributes.get("about"));
        let Some(draft) = &mut self.draft else { return };
        if let Some(about) = about {
            draft.id(about.to_owned(), 1, None);
        }
        if let Some(href) = href {
            draft.link(alternate(href), None);
        }
        if let Some(date) = date {
            draft.date(date, DateRole::Updated);
        }
    }

    pub(super) fn add_category(&mut self, category: Category) {
        match &mut self.draft {
            Some(draft) => draft.category(category),
            None => add_category(&mut self.document.channel.categories, category),
        }
    }

    /// An attribute that holds a URL, made absolute.
    pub(super) fn url_attribute(&mut self, element: &Element<'a>, name: &str) -> Option<String> {
        let value = element.attributes.get(name)?;
        let base = self.cleaner.base();
        Some(self.absolute(value, &base))
    }
}

fn alternate(href: String) -> Link {
    Link { href, rel: Some("alternate".to_owned()), ..Link::default() }
}
