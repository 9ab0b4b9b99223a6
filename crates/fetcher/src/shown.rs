//! A URL as people may see it: without credentials, and never longer than a line.
use std::fmt;

use url::Url;

/// For messages and logs. Parsed URLs hold no control characters: they are percent-encoded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownUrl(String);

impl ShownUrl {
    const LONGEST: usize = 200;
}

impl From<&Url> for ShownUrl {
    fn from(url: &Url) -> Self {
        let mut url = url.clone();
        // Both fail only for URLs that cannot have credentials.
        let _ = url.set_username("");
        let _ = url.set_password(None);
        url.set_fragment(None);
        let mut text: String = url.into();
        if text.len() > Self::LONGEST {
            // Serialised URLs are ASCII, so every place is a boundary.
            text.truncate(Self::LONGEST);
            text.push('…');
        }
        ShownUrl(text)
    }
}

impl fmt::Display for ShownUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
