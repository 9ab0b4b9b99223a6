//! What one source of a page (JSON-LD, meta tags, microdata) says about the article, before any source is believed.

/// Plain values as stated: entities decoded, white space collapsed, nothing judged.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    pub title: Option<String>,
    pub subtitle: Option<String>,
    pub summary: Option<String>,
    pub authors: Vec<String>,
    pub published: Option<String>,
    pub modified: Option<String>,
    pub section: Option<String>,
    pub tags: Vec<String>,
    pub images: Vec<StatedImage>,
    pub language: Option<String>,
    pub url: Option<String>,
    pub publisher: Option<String>,
    pub license: Option<String>,
    pub copyright: Option<String>,
    pub body: Option<String>,
    /// `isAccessibleForFree`, or a tier in a meta tag.
    pub free: Option<bool>,
    /// A number of articles is free.
    pub metered: bool,
    pub tdm_reserved: Option<bool>,
    pub robots: Option<String>,
    /// schema.org types or `og:type`, lower case.
    pub kinds: Vec<String>,
    pub updates: Vec<Update>,
    /// The page states several articles and none of them as its own: it lists them.
    pub listed: bool,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StatedImage {
    pub url: String,
    pub caption: Option<String>,
    pub credit: Option<String>,
}

/// One entry of a live blog.
#[derive(Clone, Debug, Default)]
pub struct Update {
    pub headline: Option<String>,
    pub body: Option<String>,
    pub at: Option<String>,
}

/// A stated string as one line of text: entities and tags gone, white space collapsed; `None` when nothing is left.
pub fn line(text: &str) -> Option<String> {
    let decoded = super::charref::decode(text);
    // Values are often escaped twice (`&amp;#039;`).
    let decoded = super::charref::decode(&decoded);
    let mut out = super::tree::Spaced::default();
    let mut rest: &str = &decoded;
    while let Some(open) = rest.find('<') {
        let (before, tag) = rest.split_at(open);
        out.push(before);
        let is_tag = tag[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/');
        match tag.find('>').filter(|_| is_tag) {
            Some(close) => {
                if tag.starts_with("<p") || tag.starts_with("<br") || tag.starts_with("</p") {
                    out.gap();
                }
                rest = &tag[close + 1..];
            }
            None => {
                out.push("<");
                rest = &tag[1..];
            }
        }
    }
    out.push(rest);
    Some(out.finish()).filter(|line| !line.is_empty())
}
