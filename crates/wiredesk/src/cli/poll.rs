//! `wiredesk poll URL`: one feed, one article, or a site whose feed is found; fetched, parsed, enriched and printed.
use std::collections::BTreeMap;
use std::io::Write;

use anyhow::{Context, bail};
use enricher::Enricher;
use fetcher::{Fetched, RequestKind};
use model::feed::{FeedDocument, Item};
use model::record::{Enriched, Origin, Topic};
use model::{Aliases, ArticleId, ArticleState, Domain, FeedId};
use parser::feed::FeedContext;
use parser::page::PageContext;
use parser::sniff::Sniffed;
use url::Url;

use super::oneshot::{Access, OneShot};
use super::run::clock;
use super::terminal::{self, Style, plain};
use crate::config::Enrich;
use crate::pipeline::compose::{self, Context as ComposeContext};
use crate::pipeline::item;
use crate::report::Failure;

#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// A feed, an article, or a site
    url: String,
    /// One record a line instead of text for people
    #[arg(long)]
    json: bool,
    /// At most so many articles of a feed
    #[arg(long, default_value_t = 10)]
    limit: usize,
    /// Do not fetch article pages, take the feed's own texts
    #[arg(long)]
    no_pages: bool,
    #[command(flatten)]
    access: Access,
}

/// What the steps share.
struct Poll<'a> {
    arguments: &'a Arguments,
    oneshot: OneShot,
    enricher: Enricher,
}

pub fn run(arguments: &Arguments) -> Result<(), Failure> {
    let url = Url::parse(&arguments.url)
        .map_err(|error| Failure::Usage(format!("`{}` is no URL: {error}", arguments.url)))?;
    let poll =
        Poll { arguments, oneshot: OneShot::new(&arguments.access)?, enricher: Enrich::default().open()? };
    let (fetched, bytes) = poll.oneshot.get(&url, RequestKind::Feed)?;
    match parser::sniff::sniff(&bytes, fetched.content_type.as_deref()) {
        Sniffed::Feed => poll.feed(&fetched, &bytes)?,
        Sniffed::Page => poll.page_or_site(&fetched, &bytes)?,
        Sniffed::Other => {
            let kind = fetched.content_type.as_deref().unwrap_or("no content type").to_owned();
            return Err(anyhow::anyhow!("{url} is neither a feed nor a page ({kind})").into());
        }
    }
    Ok(())
}

impl Poll<'_> {
    fn feed(&self, fetched: &Fetched, bytes: &[u8]) -> anyhow::Result<()> {
        let context = FeedContext {
            url: fetched.url.as_str(),
            content_type: fetched.content_type.as_deref(),
            content_language: fetched.content_language.as_deref(),
            now: Some(fetched.fetched_at),
        };
        let document =
            parser::feed::read(bytes, &context).with_context(|| format!("reading {}", fetched.url))?;
        if !self.arguments.json {
            self.introduce(fetched, &document)?;
        }
        for item in document.items.iter().take(self.arguments.limit) {
            self.item(fetched, &document, item)?;
        }
        Ok(())
    }

    fn introduce(&self, fetched: &Fetched, document: &FeedDocument) -> anyhow::Result<()> {
        let mut out = std::io::stdout().lock();
        let title = document.channel.title.as_deref().unwrap_or("(no title)");
        let shown = document.items.len().min(self.arguments.limit);
        writeln!(
            out,
            "{}, {} feed of {} items, {shown} shown",
            plain(title),
            document.format,
            document.items.len()
        )?;
        writeln!(out, "{}\n", fetched.url)?;
        for warning in &document.warnings {
            writeln!(out, "  repaired: {} {}", warning.code, plain(warning.detail.as_deref().unwrap_or("")))?;
        }
        Ok(())
    }

    fn item(&self, feed: &Fetched, document: &FeedDocument, item: &Item) -> anyhow::Result<()> {
        let link = item.link.as_deref().and_then(|link| Url::parse(link).ok());
        let page = match link.filter(|_| !self.arguments.no_pages) {
            None => None,
            Some(link) => match self.oneshot.get(&link, RequestKind::Page) {
                Ok((fetched, bytes)) => {
                    self.read_page(&fetched, &bytes).map_err(|error| format!("{error:#}")).ok()
                }
                Err(error) => {
                    self.note(&format!("{link}: {error:#}; the feed's own text is shown"))?;
                    None
                }
            },
        };
        let article = match page {
            Some(page) => parser::page::merge(page, item),
            None => {
                let context = PageContext {
                    url: item.link.as_deref().unwrap_or(feed.url.as_str()),
                    content_type: None,
                    content_language: None,
                    now: Some(feed.fetched_at),
                };
                parser::page::from_item(item, &document.channel, &context)
            }
        };
        self.show(feed, &article)
    }

    fn read_page(&self, fetched: &Fetched, bytes: &[u8]) -> anyhow::Result<model::Article> {
        let context = PageContext {
            url: fetched.url.as_str(),
            content_type: fetched.content_type.as_deref(),
            content_language: fetched.content_language.as_deref(),
            now: Some(fetched.fetched_at),
        };
        parser::page::read(bytes, &context).with_context(|| format!("reading {}", fetched.url))
    }

    /// An article page is printed; any other page is a site, whose feed is looked for.
    fn page_or_site(&self, fetched: &Fetched, bytes: &[u8]) -> anyhow::Result<()> {
        match self.read_page(fetched, bytes) {
            Ok(article) if !article.text.is_empty() && fetched.url.path() != "/" => {
                self.show(fetched, &article)
            }
            outcome => {
                let found = parser::discover::feeds(bytes, &fetched.url);
                let Some(feed) = found.first() else {
                    return match outcome {
                        Ok(article) if !article.text.is_empty() => self.show(fetched, &article),
                        Ok(_) => bail!("{} has no article and names no feed", fetched.url),
                        Err(error) => Err(error.context("and the page names no feed")),
                    };
                };
                let url = feed.url.clone();
                self.note(&format!("found the feed {url}"))?;
                let (fetched, bytes) = self.oneshot.get(&url, RequestKind::Feed)?;
                self.feed(&fetched, &bytes)
            }
        }
    }

    /// The same composition as a worker's, as the first version of a new article.
    fn show(&self, fetched: &Fetched, article: &model::Article) -> anyhow::Result<()> {
        let now = clock().now();
        let owner = Url::parse(&article.url).ok().and_then(|url| Domain::of_url(&url));
        let domain = owner.or_else(|| Domain::of_url(&fetched.url)).context("no host")?;
        let alias = parser::identity::address(&article.url).map(|url| model::Alias::uri(url.as_str()));
        let alias = alias
            .unwrap_or_else(|| model::Alias::content(article.title.as_deref().unwrap_or(""), &article.text));
        let id = ArticleId::from_alias(&domain, &alias);
        let previous = ArticleState::new(id, domain, Aliases::new(alias), article.url.clone(), now);
        let feed = FeedId::new("poll");
        let found = item::annotate(&self.enricher, article, self.enricher.budget());
        let models = item::stamps(&found);
        let context = ComposeContext {
            previous: &previous,
            feed: &feed,
            labels: &BTreeMap::new(),
            publisher: None,
            country: None,
            origin: Origin::Poll,
            supersedes: None,
            fetched_at: fetched.fetched_at,
            archived: None,
            now,
            poll: "poll",
            worker: "poll",
            journal: "none",
            models: &models,
            inline: true,
            max_record: usize::MAX,
        };
        let composed = compose::compose(article, &found.annotations, &context)?;
        let row = composed.rows.iter().find(|row| row.topic == Topic::Enriched);
        let value = row.and_then(|row| row.value.as_deref()).context("no record was composed")?;
        let mut out = std::io::stdout().lock();
        if self.arguments.json {
            out.write_all(value)?;
            out.write_all(b"\n")?;
        } else {
            let record: Enriched = serde_json::from_slice(value)?;
            terminal::article(&mut out, &record, Style::of_stdout())?;
            for warning in &article.warnings {
                writeln!(out, "  note: {} {}", warning.code, plain(warning.detail.as_deref().unwrap_or("")))?;
            }
        }
        Ok(())
    }

    /// For people, on standard error, so that a pipe stays NDJSON.
    fn note(&self, text: &str) -> anyhow::Result<()> {
        writeln!(std::io::stderr().lock(), "{}", plain(text))?;
        Ok(())
    }
}
