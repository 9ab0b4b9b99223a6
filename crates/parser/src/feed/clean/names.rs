//! What an element means, whatever prefix, namespace, case or format it is written in.
//!
//! Feeds name namespaces loosely: draft URIs, no declaration, a prefix of convention bound to a URI of fancy. A known URI
//! decides first, then a known prefix. One set of meanings serves RSS, RDF, Atom and CDF, because feeds mix them.

/// The namespaces that a reader of feeds gives a meaning to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Space {
    /// RSS of any version, Atom of any version, CDF, or none.
    Core,
    Rdf,
    Dc,
    DcTerms,
    Content,
    Media,
    Itunes,
    Syndication,
    /// RFC 5005.
    History,
    Admin,
    /// FeedBurner and Pheedo, for the link that they wrapped.
    Origin,
    /// Of magazines and journals.
    Prism,
    /// What publishers write for Yandex: the whole text of the story.
    Yandex,
    Xhtml,
    Svg,
    MathMl,
    Other,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateRole {
    Published,
    Updated,
    Created,
    /// `dc:date`: some date, the publication's in practice.
    Dublin,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum El {
    // structure
    Html,
    Rss,
    Rdf,
    Feed,
    Channel,
    Item,
    Image,
    TextInput,
    SkipHours,
    SkipDays,
    MediaGroup,
    MediaContent,
    Author,
    Contributor,
    Source,
    // marked-up text
    Title,
    Subtitle,
    Description,
    Summary,
    Content,
    Encoded,
    Body,
    Rights,
    // plain text
    Link,
    Guid,
    Id,
    Date(DateRole),
    Category,
    Keywords,
    Generator,
    GeneratorAgent,
    Language,
    Ttl,
    Hour,
    Day,
    UpdatePeriod,
    UpdateFrequency,
    Logo,
    Icon,
    Name,
    Email,
    Url,
    Comments,
    OriginalLink,
    MediaCredit,
    // attributes alone
    Cloud,
    Enclosure,
    MediaThumbnail,
    ItunesCategory,
    ItunesImage,
    Complete,
    Unknown,
}

impl El {
    /// Its text may hold markup, escaped or not.
    pub fn is_marked_up(self) -> bool {
        use El::*;
        matches!(self, Title | Subtitle | Description | Summary | Content | Encoded | Body | Rights)
    }

    /// Its value is its text (or its attributes) and no element of ours belongs into it.
    pub fn is_leaf(self) -> bool {
        use El::*;
        self.is_marked_up()
            || matches!(
                self,
                Link | Guid
                    | Id
                    | Date(_)
                    | Category
                    | Keywords
                    | Generator
                    | GeneratorAgent
                    | Language
                    | Ttl
            )
            || matches!(self, Hour | Day | UpdatePeriod | UpdateFrequency | Logo | Icon | Name | Email | Url)
            || matches!(self, Comments | OriginalLink | MediaCredit)
    }

    /// Whether its start tag, met inside the open `leaf`, shows that the leaf was never closed. Only names that HTML
    /// does not have can show it where HTML is expected.
    pub fn interrupts(self, leaf: El) -> bool {
        use El::*;
        if leaf == Title {
            return matches!(
                self,
                Item | Guid | Date(_) | Link | Description | Enclosure | Comments | Encoded
            );
        }
        if leaf.is_marked_up() {
            return matches!(self, Item | Guid | Date(_) | Enclosure | Comments | Encoded);
        }
        self != Unknown
    }
}

const PREFIXES: &[(&str, Space)] = &[
    ("atom", Space::Core),
    ("atom10", Space::Core),
    ("atom03", Space::Core),
    ("a10", Space::Core),
    ("rss", Space::Core),
    ("rdf", Space::Rdf),
    ("dc", Space::Dc),
    ("dcterms", Space::DcTerms),
    ("content", Space::Content),
    ("media", Space::Media),
    ("itunes", Space::Itunes),
    ("sy", Space::Syndication),
    ("syn", Space::Syndication),
    ("fh", Space::History),
    ("admin", Space::Admin),
    ("feedburner", Space::Origin),
    ("pheedo", Space::Origin),
    ("prism", Space::Prism),
    ("yandex", Space::Yandex),
    ("turbo", Space::Yandex),
    ("xhtml", Space::Xhtml),
    ("svg", Space::Svg),
];

/// Starts of URIs, without scheme, in lower case. The longer of two that overlap stands first.
const URIS: &[(&str, Space)] = &[
    ("purl.org/rss/1.0/modules/content", Space::Content),
    ("purl.org/rss/1.0/modules/syndication", Space::Syndication),
    ("purl.org/rss/1.0/modules/", Space::Other),
    ("purl.org/rss/1.0", Space::Core),
    ("purl.org/net/rss1.1", Space::Core),
    ("my.netscape.com/rdf/simple/0.9", Space::Core),
    ("channel.netscape.com/rdf/simple/0.9", Space::Core),
    ("my.netscape.com/publish/formats/rss", Space::Core),
    ("backend.userland.com/rss", Space::Core),
    ("blogs.law.harvard.edu/tech/rss", Space::Core),
    ("cyber.law.harvard.edu/rss", Space::Core),
    ("www.rssboard.org/rss-specification", Space::Core),
    ("www.w3.org/2005/atom", Space::Core),
    ("purl.org/atom/ns", Space::Core),
    ("purl.org/pie/", Space::Core),
    ("purl.org/echo/", Space::Core),
    ("example.com/newformat", Space::Core),
    ("example.com/necho", Space::Core),
    ("www.w3.org/1999/02/22-rdf-syntax-ns", Space::Rdf),
    ("purl.org/dc/terms", Space::DcTerms),
    ("purl.org/dc/elements", Space::Dc),
    ("search.yahoo.com/mrss", Space::Media),
    ("tools.search.yahoo.com/mrss", Space::Media),
    ("www.rssboard.org/media-rss", Space::Media),
    ("www.itunes.com/dtds/podcast", Space::Itunes),
    ("example.com/dtds/podcast", Space::Itunes),
    ("purl.org/syndication/history/1.0", Space::History),
    ("webns.net/mvcb", Space::Admin),
    ("rssnamespace.org/feedburner/ext/1.0", Space::Origin),
    ("www.pheedo.com/namespace/pheedo", Space::Origin),
    ("prismstandard.org/namespaces", Space::Prism),
    ("purl.org/prism", Space::Prism),
    ("news.yandex.ru", Space::Yandex),
    ("turbo.yandex.ru", Space::Yandex),
    ("www.w3.org/1999/xhtml", Space::Xhtml),
    ("www.w3.org/2000/svg", Space::Svg),
    ("www.w3.org/1998/math/mathml", Space::MathMl),
];

/// What a declaration `xmlns:prefix="uri"` binds.
pub fn space_of_uri(prefix: &str, uri: &str) -> Space {
    let mut buffer = [0u8; 64];
    let uri = uri.trim();
    let bare = uri.split_once("://").map_or(uri, |(_, rest)| rest).as_bytes();
    let length = bare.len().min(buffer.len());
    buffer[..length].copy_from_slice(&bare[..length]);
    buffer.make_ascii_lowercase();
    let known = URIS.iter().find(|(known, _)| buffer[..length].starts_with(known.as_bytes()));
    match known {
        Some((_, space)) if *space != Space::Other => *space,
        _ => space_of_prefix(prefix),
    }
}

/// What a prefix stands for where nothing declares it, or a URI that nobody knows.
pub fn space_of_prefix(prefix: &str) -> Space {
    if prefix.is_empty() {
        return Space::Core;
    }
    let known = PREFIXES.iter().find(|(known, _)| known.eq_ignore_ascii_case(prefix));
    known.map_or(Space::Other, |(_, space)| *space)
}

/// The meaning of a name. `local` in lower case.
pub fn element(space: Space, local: &str) -> El {
    match space {
        Space::Core => core(local),
        Space::Rdf if local == "rdf" => El::Rdf,
        Space::Dc => dublin_core(local),
        Space::DcTerms => match local {
            "issued" | "available" => El::Date(DateRole::Published),
            "modified" => El::Date(DateRole::Updated),
            "created" => El::Date(DateRole::Created),
            _ => dublin_core(local),
        },
        Space::Content if local == "encoded" => El::Encoded,
        Space::Media => media(local),
        Space::Itunes => match local {
            "author" => El::Author,
            "title" => El::Title,
            "subtitle" => El::Subtitle,
            "summary" => El::Summary,
            "category" => El::ItunesCategory,
            "keywords" => El::Keywords,
            "image" | "link" => El::ItunesImage,
            _ => El::Unknown,
        },
        Space::Syndication => match local {
            "updateperiod" => El::UpdatePeriod,
            "updatefrequency" => El::UpdateFrequency,
            _ => El::Unknown,
        },
        Space::History if local == "complete" => El::Complete,
        Space::Admin if local == "generatoragent" => El::GeneratorAgent,
        Space::Origin if local == "origlink" => El::OriginalLink,
        Space::Prism => match local {
            "publicationdate" => El::Date(DateRole::Dublin),
            "modificationdate" => El::Date(DateRole::Updated),
            _ => El::Unknown,
        },
        Space::Yandex if matches!(local, "full-text" | "content") => El::Encoded,
        Space::Xhtml => match local {
            "html" => El::Html,
            "body" | "div" => El::Body,
            _ => El::Unknown,
        },
        _ => El::Unknown,
    }
}

fn core(local: &str) -> El {
    match local {
        "html" => El::Html,
        "rss" => El::Rss,
        "rdf" => El::Rdf,
        "feed" => El::Feed,
        "channel" => El::Channel,
        "item" | "entry" => El::Item,
        "image" => El::Image,
        "textinput" => El::TextInput,
        "skiphours" => El::SkipHours,
        "skipdays" => El::SkipDays,
        "author" | "managingeditor" => El::Author,
        "contributor" => El::Contributor,
        "source" => El::Source,
        "title" => El::Title,
        "subtitle" | "tagline" => El::Subtitle,
        "description" | "abstract" => El::Description,
        "summary" => El::Summary,
        "content" => El::Content,
        "fullitem" | "encoded" => El::Encoded,
        "body" => El::Body,
        "rights" | "copyright" => El::Rights,
        "link" => El::Link,
        "guid" => El::Guid,
        "id" => El::Id,
        "pubdate" | "published" | "issued" | "publishdate" | "publicationdate" | "datepublished" => {
            El::Date(DateRole::Published)
        }
        "updated" | "modified" | "lastbuilddate" | "lastmod" | "lastupdated" | "datemodified" => {
            El::Date(DateRole::Updated)
        }
        "created" => El::Date(DateRole::Created),
        "date" => El::Date(DateRole::Dublin),
        "category" => El::Category,
        "keywords" | "tags" => El::Keywords,
        "generator" => El::Generator,
        "language" => El::Language,
        "ttl" => El::Ttl,
        "hour" => El::Hour,
        "day" => El::Day,
        "updateperiod" => El::UpdatePeriod,
        "updatefrequency" => El::UpdateFrequency,
        "logo" => El::Logo,
        "icon" => El::Icon,
        "name" => El::Name,
        "email" => El::Email,
        "url" | "uri" | "homepage" => El::Url,
        "comments" => El::Comments,
        "cloud" => El::Cloud,
        "enclosure" => El::Enclosure,
        _ => El::Unknown,
    }
}

fn dublin_core(local: &str) -> El {
    match local {
        "title" => El::Title,
        "description" | "abstract" => El::Description,
        "creator" | "author" => El::Author,
        "contributor" => El::Contributor,
        "subject" => El::Category,
        "rights" => El::Rights,
        "language" => El::Language,
        "date" => El::Date(DateRole::Dublin),
        "identifier" => El::Id,
        _ => El::Unknown,
    }
}

fn media(local: &str) -> El {
    match local {
        "group" => El::MediaGroup,
        "content" => El::MediaContent,
        "thumbnail" => El::MediaThumbnail,
        "title" => El::Title,
        "description" => El::Description,
        "credit" => El::MediaCredit,
        "keywords" => El::Keywords,
        "category" => El::Category,
        _ => El::Unknown,
    }
}
