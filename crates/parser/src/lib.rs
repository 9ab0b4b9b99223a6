//! Feed bytes to items, page bytes to an article: pure functions over what strangers send, which never fail halfway.
#![forbid(unsafe_code)]

pub mod charset;
pub mod discover;
pub mod feed;
pub mod identity;
pub mod opml;
pub mod sitemap;
pub mod sniff;

pub mod page;

pub mod agency;
pub mod byline;
pub mod credit;
pub mod dateline;
pub mod fingerprint;
pub mod language;
pub mod notice;
pub mod rights;
pub mod take;
mod zone;
