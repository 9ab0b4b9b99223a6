//! A sitemap as XML: entries of a `urlset` or of an index, told by their names whatever namespace they are put in.
use model::{
    Item, Warning,
    feed::{Category, Media},
};

use super::{Child, MOST, Sitemap, empty_document, warn};
use crate::feed::{
    FeedContext, LIST, absolute,
    date::{self},
    entity, fitted, language_tag,
    tokens::{Token, Tokens},
    uri,
};

/// Which vocabulary a name belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Space {
    Core,
    News,
    Image,
    Video,
    Other,
}

/// An element whose text is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Field {
    Loc,
    Modified,
    Title,
    Published,
    Publication,
    Language,
    Keywords,
    Genres,
    MediaUrl,
    /// Where a video plays: what there is when its file is not given.
    MediaPlayer,
    MediaThumbnail,
    MediaTitle,
    MediaText,
    VideoPublished,
}

#[derive(Default)]
struct Entry {
    item: Item,
    is_child: bool,
    video_published: Option<String>,
}

pub struct Reader<'a> {
    tokens: Tokens<'a>,
    context: &'a FeedContext<'a>,
    prefixes: Vec<(&'a str, Space)>,
    entry: Option<Entry>,
    media: Option<Media>,
    /// The extension whose element is open, when that has no prefix: then neither have those inside it.
    bare: Option<Space>,
    leaf: Option<(Field, String)>,
    is_index: bool,
    rooted: bool,
    closed: bool,
    urls: Vec<Item>,
    children: Vec<Child>,
    publication: Option<String>,
    language: Option<String>,
    budget: usize,
    left_out: usize,
    without_loc: usize,
    unclosed: usize,
    bad_dates: usize,
}

/// Declarations of namespaces that are looked at; sitemaps have five.
const PREFIXES: usize = 64;

impl<'a> Reader<'a> {
    pub fn new(text: &'a str, context: &'a FeedContext<'a>) -> Self {
        Reader {
            tokens: Tokens::new(text),
            context,
            prefixes: Vec::new(),
            entry: None,
            media: None,
            bare: None,
            leaf: None,
            is_index: false,
            rooted: false,
            closed: false,
            urls: Vec::new(),
            children: Vec::new(),
            publication: None,
            language: None,
            budget: text.len() + 64 * 1024,
            left_out: 0,
            without_loc: 0,
            unclosed: 0,
            bad_dates: 0,
        }
    }

    /// Reads to the end. `None`: this is no sitemap.
    pub fn read(mut self) -> Option<Sitemap> {
        while let Some(token) = self.tokens.next() {
            match token {
                Token::Start { name, closed } => self.start(name, closed),
                Token::End(name) => self.end(name),
                Token::Text(text) => {
                    if let Some((_, value)) = &mut self.leaf {
                        value.push_str(&entity::decode(text, self.tokens.doctype(), &mut self.budget));
                    }
                }
                Token::Literal(text) => {
                    if let Some((_, value)) = &mut self.leaf {
                        value.push_str(text);
                    }
                }
            }
        }
        let met = self.rooted || !self.urls.is_empty() || !self.children.is_empty();
        met.then(|| self.finish())
    }

    fn start(&mut self, name: &'a str, closed: bool) {
        self.bind();
        let (prefix, local) = name.split_once(':').unwrap_or(("", name));
        let local = local.to_ascii_lowercase();
        let root = matches!(&*local, "urlset" | "sitemapindex");
        if root && !self.rooted {
            self.rooted = true;
            self.is_index = local == "sitemapindex";
            // A root of these names is ours, whatever namespace it is put in.
            self.prefixes.push((prefix, Space::Core));
            return;
        }
        match (self.space(prefix), &*local) {
            (Space::Core, "url" | "sitemap") => {
                self.unclosed += usize::from(self.entry.is_some());
                self.close_entry();
                let is_child = self.is_index || local == "sitemap";
                self.entry = (!closed).then(|| Entry { is_child, ..Entry::default() });
            }
            _ if self.entry.is_none() || closed => {}
            (Space::Core | Space::News, "news") => self.open_extension(prefix, Space::News),
            (Space::Core | Space::Image, "image") => self.open_extension(prefix, Space::Image),
            (Space::Core | Space::Video, "video") => self.open_extension(prefix, Space::Video),
            (space, local) => {
                if let Some(field) = field(space, local) {
                    self.close_leaf();
                    self.leaf = Some((field, String::new()));
                }
            }
        }
    }

    fn end(&mut self, name: &str) {
        let (prefix, local) = name.split_once(':').unwrap_or(("", name));
        let local = local.to_ascii_lowercase();
        match (self.space(prefix), &*local) {
            (_, "urlset" | "sitemapindex") => {
                self.unclosed += usize::from(self.entry.is_some());
                self.close_entry();
                self.closed = true;
            }
            (Space::Core, "url" | "sitemap") => self.close_entry(),
            (_, "news" | "image" | "video") => self.close_extension(),
            (space, local) => {
                let ends = self.leaf.as_ref().is_some_and(|(open, _)| field(space, local) == Some(*open));
                if ends {
                    self.close_leaf();
                }
            }
        }
    }

    fn open_extension(&mut self, prefix: &str, space: Space) {
        self.close_extension();
        self.bare = prefix.is_empty().then_some(space);
        let media_type = match space {
            Space::Image => "image",
            Space::Video => "video",
            _ => return,
        };
        self.media = Some(Media { media_type: Some(media_type.to_owned()), ..Media::default() });
    }

    fn close_extension(&mut self) {
        self.close_leaf();
        self.bare = None;
        let Some(media) = self.media.take() else { return };
        let Some(Entry { item, .. }) = &mut self.entry else { return };
        let shows = media.url.is_some() || media.thumbnail.is_some();
        if shows && item.media.len() < LIST && !item.media.contains(&media) {
            item.media.push(media);
        }
    }

    fn close_leaf(&mut self) {
        let Some((field, value)) = self.leaf.take() else { return };
        let value = value.trim();
        if !value.is_empty() {
            self.take(field, value);
        }
    }

    fn take(&mut self, field: Field, value: &str) {
        let url = match field {
            Field::Loc | Field::MediaUrl | Field::MediaPlayer | Field::MediaThumbnail => self.url(value),
            _ => None,
        };
        let date = match field {
            Field::Modified | Field::Published => date::parse(value, None),
            _ => None,
        };
        self.bad_dates += usize::from(matches!(field, Field::Modified | Field::Published) && date.is_none());
        let text = || Some(value.to_owned());
        let Some(Entry { item, video_published, .. }) = &mut self.entry else { return };
        match (field, &mut self.media) {
            (Field::Loc, _) => item.link = item.link.take().or(url),
            (Field::Modified, _) => item.updated = date,
            (Field::Title, _) => item.title = text(),
            (Field::Published, _) => item.published = date,
            (Field::Publication, _) => self.publication = self.publication.take().or_else(text),
            (Field::Language, _) => {
                item.language = language_tag(value);
                self.language = self.language.take().or_else(|| item.language.clone());
            }
            (Field::Keywords, _) => add_categories(item, value, None),
            (Field::Genres, _) => add_categories(item, value, Some("genre")),
            (Field::VideoPublished, _) => *video_published = text(),
            (Field::MediaUrl, Some(media)) => media.url = url,
            (Field::MediaPlayer, Some(media)) => media.url = media.url.take().or(url),
            (Field::MediaThumbnail, Some(media)) => media.thumbnail = url,
            (Field::MediaTitle, Some(media)) => media.title = text(),
            (Field::MediaText, Some(media)) => media.description = text(),
            (_, None) => {}
        }
    }

    /// Ends the entry that is open, whoever ends it.
    fn close_entry(&mut self) {
        self.close_extension();
        let Some(Entry { mut item, is_child, video_published }) = self.entry.take() else { return };
        let Some(link) = item.link.take() else {
            self.without_loc += 1;
            return;
        };
        if self.urls.len() + self.children.len() == MOST {
            self.left_out += 1;
        } else if is_child {
            self.children.push(Child { url: link, modified: item.updated });
        } else {
            item.link = Some(link);
            // A video goes up with its page.
            item.published =
                item.published.or_else(|| video_published.and_then(|text| date::parse(&text, None)));
            if self.urls.capacity() == 0 {
                self.urls.reserve_exact(self.tokens.elements(&["url"]).min(MOST));
            }
            self.urls.push(fitted(item));
        }
    }

    fn finish(mut self) -> Sitemap {
        // The next look has the entry whole.
        let half = self.entry.take().is_some();
        if self.urls.is_empty() && (self.is_index || !self.children.is_empty()) {
            return Sitemap::Index(self.children);
        }
        let mut document = empty_document();
        document.channel.title = self.publication;
        let stated = self.context.content_language.and_then(|list| language_tag(list.split(',').next()?));
        document.channel.language = self.language.or(stated);
        document.items = self.urls;
        let warnings = &mut document.warnings;
        warn(warnings, "markup-unclosed", self.unclosed, "elements were never closed");
        warn(warnings, "loc-missing", self.without_loc, "entries name no page");
        warn(warnings, "items-left-out", self.left_out, "items beyond the limit");
        warn(warnings, "date-unreadable", self.bad_dates, "dates cannot be read");
        if half {
            warnings.push(Warning::new("item-truncated"));
        }
        if half || !self.closed || self.tokens.cut().is_some() {
            warnings.push(Warning::new("truncated"));
        }
        Sitemap::Urls(document)
    }

    /// Prefixes are bound for the whole document: none is seen to change its meaning halfway.
    fn bind(&mut self) {
        for (name, uri) in self.tokens.attributes() {
            if let Some(prefix) = name.strip_prefix("xmlns:")
                && self.prefixes.len() < PREFIXES
                && !self.prefixes.iter().any(|(known, _)| *known == prefix)
            {
                self.prefixes.push((prefix, space_of(prefix, uri)));
            }
        }
    }

    fn space(&self, prefix: &str) -> Space {
        if prefix.is_empty() {
            return self.bare.unwrap_or(Space::Core);
        }
        let bound = self.prefixes.iter().rev().find(|(known, _)| *known == prefix);
        bound.map_or_else(|| space_of(prefix, ""), |(_, space)| *space)
    }

    /// An absolute URL of the web. What is broken over lines is one URL still.
    fn url(&mut self, value: &str) -> Option<String> {
        let written: String = value.split(['\n', '\r', '\t']).map(str::trim).collect();
        let url = absolute(&written, self.context.url, &mut self.budget);
        (uri::is_http(&url) && url.contains("://") && !url.contains(' ')).then(|| url.into_owned())
    }
}

/// Prefixes are the convention that all keep; the address of a namespace is copied wrong more often.
fn space_of(prefix: &str, uri: &str) -> Space {
    let uri = uri.to_ascii_lowercase();
    let is = |name: &str| prefix.eq_ignore_ascii_case(name);
    if is("news") || uri.contains("sitemap-news") {
        Space::News
    } else if is("image") || uri.contains("sitemap-image") {
        Space::Image
    } else if is("video") || uri.contains("sitemap-video") {
        Space::Video
    } else if uri.contains("sitemaps.org/schemas") || uri.contains("google.com/schemas/sitemap/") {
        Space::Core
    } else {
        Space::Other
    }
}

fn field(space: Space, local: &str) -> Option<Field> {
    let field = match (space, local) {
        (Space::Core, "loc") => Field::Loc,
        // No extension has one, so that one inside of an extension shows that its end tag is missing.
        (Space::Core | Space::News | Space::Image | Space::Video, "lastmod") => Field::Modified,
        (Space::News, "title") => Field::Title,
        (Space::News, "publication_date") => Field::Published,
        (Space::News, "name") => Field::Publication,
        (Space::News, "language") => Field::Language,
        (Space::News, "keywords") => Field::Keywords,
        (Space::News, "genres") => Field::Genres,
        (Space::Image, "loc") | (Space::Video, "content_loc") => Field::MediaUrl,
        (Space::Video, "player_loc") => Field::MediaPlayer,
        (Space::Video, "thumbnail_loc") => Field::MediaThumbnail,
        (Space::Image | Space::Video, "title") => Field::MediaTitle,
        (Space::Image, "caption") | (Space::Video, "description") => Field::MediaText,
        (Space::Video, "publication_date") => Field::VideoPublished,
        _ => return None,
    };
    Some(field)
}

fn add_categories(item: &mut Item, list: &str, scheme: Option<&str>) {
    for term in list.split([',', '،', '、', '，']).map(str::trim).filter(|term| !term.is_empty()) {
        let scheme = scheme.map(str::to_owned);
        let category = Category { term: Some(term.to_owned()), scheme, label: None };
        if item.categories.len() < LIST && !item.categories.contains(&category) {
            item.categories.push(category);
        }
    }
}
