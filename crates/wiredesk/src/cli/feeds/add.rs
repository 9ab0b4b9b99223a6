//! `wiredesk feeds add URL`: tries a feed, or finds those of a site, and prints the TOML that configures them.
use std::io::Write;

use anyhow::Context;
use fetcher::{Fetched, RequestKind};
use model::feed::FeedDocument;
use parser::feed::FeedContext;
use parser::sitemap::Sitemap;
use parser::sniff::Sniffed;
use url::Url;

use super::super::Configuration;
use super::super::oneshot::{Access, OneShot};
use super::super::terminal::plain;
use super::table::{Entry, Taken, write_file};
use crate::report::Failure;

/// Feeds that a site names beyond these are not tried.
const MOST: usize = 20;
/// Where content systems put a feed that no page names.
const USUAL: [&str; 6] = ["/feed", "/rss.xml", "/feed.xml", "/atom.xml", "/rss", "/index.xml"];

#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// A feed, a sitemap, or a site
    url: String,
    /// Write the tables into feeds.d beside the configuration instead of printing them
    #[arg(long)]
    write: bool,
    #[command(flatten)]
    access: Access,
    #[command(flatten)]
    configuration: Configuration,
}

pub fn run(arguments: &Arguments) -> Result<(), Failure> {
    let url = Url::parse(&arguments.url)
        .map_err(|error| Failure::Usage(format!("`{}` is no URL: {error}", arguments.url)))?;
    let mut taken = match arguments.configuration.exists() {
        true => Taken::by(&arguments.configuration.load()?),
        false => Taken::default(),
    };
    let search = Search { oneshot: OneShot::new(&arguments.access)? };
    let entries = search.entries(&url)?;
    if entries.is_empty() {
        return Err(anyhow::anyhow!("{url} is no feed, names none, and has none at the usual places").into());
    }
    let (tables, known) = taken.tables(&entries);
    let mut notes = std::io::stderr().lock();
    if known > 0 {
        writeln!(notes, "{known} of {} are configured already", entries.len())?;
    }
    if tables.is_empty() {
        return Ok(());
    }
    if arguments.write {
        let name = url.host_str().unwrap_or("added");
        let file = write_file(&arguments.configuration.config, name, &tables)?;
        writeln!(notes, "{} feeds written to {}", entries.len() - known, file.display())?;
    } else {
        std::io::stdout().lock().write_all(tables.as_bytes())?;
    }
    Ok(())
}

struct Search {
    oneshot: OneShot,
}

impl Search {
    /// The address itself if it is a feed or a sitemap; else what its site announces, links, has at the usual places,
    /// or names as sitemaps in its robots.txt: the first of these that gives anything.
    fn entries(&self, url: &Url) -> anyhow::Result<Vec<Entry>> {
        let (fetched, bytes) = self.oneshot.get(url, RequestKind::Feed)?;
        let page = match parser::sniff::sniff(&bytes, fetched.content_type.as_deref()) {
            Sniffed::Page => true,
            _ => match entry(&fetched, &bytes) {
                Some(entry) => return Ok(vec![entry]),
                None => false,
            },
        };
        if page {
            let named: Vec<Url> =
                parser::discover::feeds(&bytes, &fetched.url).into_iter().map(|feed| feed.url).collect();
            let found = self.tried(&named)?;
            if !found.is_empty() {
                return Ok(found);
            }
        }
        let usual: Vec<Url> = USUAL.iter().filter_map(|path| fetched.url.join(path).ok()).collect();
        let found = self.quietly(&usual);
        if !found.is_empty() {
            return Ok(found);
        }
        Ok(self.quietly(&self.sitemaps(&fetched.url)))
    }

    /// Those that can be read; what can not is told.
    fn tried(&self, urls: &[Url]) -> anyhow::Result<Vec<Entry>> {
        let mut found = Vec::new();
        for url in urls.iter().take(MOST) {
            match self.try_one(url) {
                Ok(entry) => found.push(entry),
                Err(error) => {
                    let text = format!("the site names {url}, which can not be read: {error:#}");
                    writeln!(std::io::stderr().lock(), "{}", plain(&text))?;
                }
            }
        }
        if urls.len() > MOST {
            writeln!(std::io::stderr().lock(), "the site names {} feeds, {MOST} were tried", urls.len())?;
        }
        Ok(found)
    }

    fn quietly(&self, urls: &[Url]) -> Vec<Entry> {
        urls.iter().take(MOST).filter_map(|url| self.try_one(url).ok()).collect()
    }

    fn try_one(&self, url: &Url) -> anyhow::Result<Entry> {
        let (fetched, bytes) = self.oneshot.get(url, RequestKind::Feed)?;
        entry(&fetched, &bytes).context("it is neither a feed nor a sitemap")
    }

    /// Sitemaps of news, where a site has some of its own; else all.
    fn sitemaps(&self, site: &Url) -> Vec<Url> {
        let robots =
            site.join("/robots.txt").ok().and_then(|url| self.oneshot.get(&url, RequestKind::Robots).ok());
        let Some((fetched, bytes)) = robots else { return Vec::new() };
        let named = parser::sitemap::of_robots(&String::from_utf8_lossy(&bytes), &fetched.url);
        let of_news: Vec<Url> =
            named.iter().filter(|url| url.as_str().to_ascii_lowercase().contains("news")).cloned().collect();
        if of_news.is_empty() { named } else { of_news }
    }
}

/// What stands at an address, if it can be configured. A feed that has moved for good is configured where it is now.
fn entry(fetched: &Fetched, bytes: &[u8]) -> Option<Entry> {
    let context = FeedContext {
        url: fetched.url.as_str(),
        content_type: fetched.content_type.as_deref(),
        content_language: fetched.content_language.as_deref(),
        now: Some(fetched.fetched_at),
    };
    let asked = fetched.hops.first().map_or(&fetched.url, |hop| &hop.from);
    let url = fetched.permanent_target().unwrap_or(asked).to_string();
    if let Ok(document) = parser::feed::read(bytes, &context) {
        let title = document.channel.title.clone();
        return Some(Entry { remark: Some(remark(&document)), url, title, ..Entry::default() });
    }
    let remark = match parser::sitemap::read(bytes, &context).ok()? {
        Sitemap::Urls(document) => format!("sitemap of {} pages", document.items.len()),
        Sitemap::Index(children) => format!("index of {} sitemaps", children.len()),
    };
    Some(Entry { remark: Some(remark), url, sitemap: true, ..Entry::default() })
}

fn remark(document: &FeedDocument) -> String {
    let newest = document.items.iter().filter_map(|item| item.published.as_ref().or(item.updated.as_ref()));
    let newest =
        newest.map(|date| date.at).max().map(|at| format!(", the newest of {at}")).unwrap_or_default();
    let title = document.channel.title.as_deref().unwrap_or("(no title)");
    format!("{title}: {} feed of {} items{newest}", document.format, document.items.len())
}
