//! A sitemap as plain text: one URL a line.
use model::{FeedDocument, Item};

use super::{MOST, empty_document, warn};
use crate::feed::{FeedContext, uri};

/// Whether the first line is a URL, as it must be here and is in no other form.
pub fn begin(text: &str) -> bool {
    text.lines().next().is_some_and(|line| is_url(line.trim()))
}

/// `None` when most lines are something else.
pub fn read(text: &str, context: &FeedContext<'_>) -> Option<FeedDocument> {
    let lines = || text.lines().map(str::trim).filter(|line| !line.is_empty());
    let urls = lines().filter(|line| is_url(line)).count();
    let others = lines().count() - urls;
    if urls <= others {
        return None;
    }
    let mut document = empty_document();
    document.channel.language =
        context.content_language.and_then(|list| crate::feed::language_tag(list.split(',').next()?));
    document.items.reserve_exact(urls.min(MOST));
    let kept = lines().filter(|line| is_url(line)).take(MOST);
    document.items.extend(kept.map(|line| Item { link: Some(line.to_owned()), ..Item::default() }));
    warn(&mut document.warnings, "items-left-out", urls.saturating_sub(MOST), "items beyond the limit");
    warn(&mut document.warnings, "lines-unreadable", others, "lines are no URL");
    Some(document)
}

fn is_url(line: &str) -> bool {
    uri::is_http(line) && line.contains("://") && !line.contains(char::is_whitespace)
}
