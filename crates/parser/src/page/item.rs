//! A feed's own content as an article, and what an item adds to the article of its page.
use model::article::{Article, Author, FieldSource, Image, ParagraphKind, PublishedTime, TextSource};
use model::feed::{Channel, FeedDate, Item, Person};

use super::block::{self, BlockKind};
use super::measure::Measure;
use super::text::{self, Draft};
use super::{PageContext, build, charref, fields};
use crate::{byline, credit, dateline, fingerprint, language, take};

/// The article that the feed alone gives: its longest text, cleaned into paragraphs; `text_source` is `feed`.
pub fn from_item(item: &Item, channel: &Channel, context: &PageContext<'_>) -> Article {
    let mut article = fields::blank(context);
    let html = fullest(item);
    let mut drafts = paragraphs(html);
    article.credit = strip_credit(&mut drafts);
    let title = item.title.as_deref().map(plain).unwrap_or_default();
    let (title, label) = take::strip(&title, &mut drafts);
    article.take = label;
    article.title = Some(title).filter(|title| !title.is_empty());
    (article.text, article.paragraphs) = text::join(drafts);
    article.text_source = TextSource::Feed;
    // A feed that gives a summary alone, or a text that stops short, is not the whole story.
    article.text_complete =
        item.content.iter().any(|content| content.value.len() > 1_500) && !is_cut(&article.text);
    article.publisher = channel.title.as_deref().map(plain);
    if article.title.is_some() {
        article.sources.insert("title".to_owned(), FieldSource::Feed);
    }
    let stated = item.language.as_deref().or(channel.language.as_deref()).map(str::to_owned);
    complete(&mut article, stated.as_deref());
    merge(article, item)
}

/// The article of a page with what only its feed says: title, authors, times, tags, image where the page has none.
pub fn merge(mut article: Article, item: &Item) -> Article {
    let mut from_feed = |field: &str| {
        article.sources.insert(field.to_owned(), FieldSource::Feed);
    };
    if article.title.is_none()
        && let Some(title) = item.title.as_deref().map(plain).filter(|title| !title.is_empty())
    {
        let (title, label) = take::strip(&title, &mut Vec::new());
        article.title = Some(title);
        article.take = article.take.or(label);
        from_feed("title");
    } else if article.take.is_none() {
        // A page's own title may lack the label that its feed carries.
        article.take = item.title.as_deref().and_then(|title| take::strip(&plain(title), &mut Vec::new()).1);
    }
    if article.authors.is_empty() {
        article.authors = authors(&item.authors, article.publisher.as_deref());
        if !article.authors.is_empty() {
            from_feed("authors");
        }
    }
    if article.published.is_none()
        && let Some(date) = item.published.as_ref().or(item.updated.as_ref())
    {
        article.published = Some(time(date));
        from_feed("published_at");
    }
    if article.modified.is_none()
        && let (Some(date), true) = (&item.updated, item.published.is_some())
    {
        article.modified = Some(time(date));
        from_feed("modified_at");
    }
    if article.tags.is_empty() {
        let names = item.categories.iter().filter_map(|c| c.label.as_deref().or(c.term.as_deref()));
        article.tags = names.map(plain).filter(|tag| !tag.is_empty()).collect();
        if !article.tags.is_empty() {
            from_feed("tags");
        }
    }
    if article.summary.is_none() {
        let summary = item.summary.as_deref().map(|html| joined(&paragraphs(html)));
        article.summary = summary.filter(|text| !text.is_empty() && *text != article.text);
        if article.summary.is_some() {
            from_feed("summary");
        }
    }
    if article.images.is_empty() {
        article.images = images(item);
        if !article.images.is_empty() {
            from_feed("images");
        }
    }
    if article.rights.notice.is_none() {
        article.rights.notice = item.rights.as_deref().map(plain).filter(|text| !text.is_empty());
    }
    article
}

/// What follows from the text itself: language, dateline, an agency without a credit line, and the hashes of sameness.
pub fn complete(article: &mut Article, stated_language: Option<&str>) {
    article.language = language::detect(stated_language, &article.text);
    let first = article.text.split("\n\n").next().unwrap_or("");
    if let Some(stated) = dateline::read(first) {
        let day = article.published.as_ref().map(day);
        article.dateline = Some(dateline::resolve(&stated, day.as_deref()));
        article.credit = article.credit.take().or(stated.agency);
    }
    let paragraphs: Vec<&str> = article.text.split("\n\n").filter(|text| !text.is_empty()).collect();
    article.fingerprint = fingerprint::fingerprint(&paragraphs);
    article.simhash = fingerprint::simhash(&article.text);
}

/// The day on the publisher's own clock.
fn day(time: &PublishedTime) -> String {
    let minutes = time.offset.unwrap_or_default().minutes();
    let shifted = model::Timestamp::from_millis(time.at.millis().saturating_add(i64::from(minutes) * 60_000));
    shifted.to_string().get(..10).unwrap_or("").to_owned()
}

fn fullest(item: &Item) -> &str {
    let contents = item.content.iter().map(|content| content.value.as_str());
    contents.chain(item.summary.as_deref()).max_by_key(|html| html.len()).unwrap_or("")
}

/// A fragment's paragraphs: all of its blocks, for a feed holds no navigation.
fn paragraphs(html: &str) -> Vec<Draft> {
    if !html.contains('<') {
        let lines = html.split("\n\n").map(|text| plain(&text.replace('\n', " ")));
        return lines.filter(|text| !text.is_empty()).map(Draft::text).collect();
    }
    let tree = build::build(html);
    let blocks = block::read(&tree, &Measure::of(&tree)).into_iter().filter(|block| block.dropped.is_none());
    let drafts = blocks.map(|block| Draft {
        kind: match block.kind {
            BlockKind::Heading => ParagraphKind::Heading,
            BlockKind::Item => ParagraphKind::List,
            _ => ParagraphKind::Text,
        },
        text: block.text,
        at: None,
    });
    drafts.filter(|draft| !draft.text.trim().is_empty()).collect()
}

fn strip_credit(drafts: &mut Vec<Draft>) -> Option<String> {
    let last = drafts.last_mut()?;
    let (text, credit) = credit::strip(&last.text);
    let text = text.to_owned();
    last.text = text;
    if last.text.is_empty() {
        drafts.pop();
    }
    credit
}

fn joined(drafts: &[Draft]) -> String {
    drafts.iter().map(|draft| draft.text.as_str()).collect::<Vec<_>>().join(" ")
}

/// One line without markup, entities decoded.
fn plain(text: &str) -> String {
    let decoded = charref::decode(text);
    let bare = if decoded.contains('<') { joined(&paragraphs(&decoded)) } else { decoded.into_owned() };
    bare.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_cut(text: &str) -> bool {
    let end = text.trim_end_matches([']', ')', '»', ' ']);
    end.ends_with('…') || end.ends_with("...")
}

fn authors(people: &[Person], publisher: Option<&str>) -> Vec<Author> {
    let names: Vec<String> = people.iter().filter_map(|person| person.name.clone()).collect();
    byline::read(&names, publisher).authors
}

fn time(date: &FeedDate) -> PublishedTime {
    PublishedTime {
        at: date.at,
        offset: date.offset,
        precision: date.precision.clone(),
        source: FieldSource::Feed,
    }
}

fn images(item: &Item) -> Vec<Image> {
    let media = item.media.iter().filter_map(|media| {
        let is_image = media.media_type.as_deref().is_none_or(|kind| kind.starts_with("image"));
        let url = if is_image { media.url.clone() } else { media.thumbnail.clone() };
        Some(Image { url: url?, caption: media.description.clone(), credit: media.credit.clone() })
    });
    let enclosures =
        item.enclosures.iter().filter(|e| e.media_type.as_deref().is_some_and(|t| t.starts_with("image/")));
    let enclosed = enclosures.map(|e| Image { url: e.url.clone(), caption: None, credit: None });
    media.chain(enclosed).collect()
}

#[cfg(test)]
mod tests {
    use model::feed::Content;

    use super::*;

    fn article(item: &Item) -> Article {
        from_item(
            item,
            &Channel::default(),
            &PageContext { url: "https://desk.example/a", ..PageContext::default() },
        )
    }

    #[test]
    fn a_full_text_becomes_paragraphs_with_credit_and_take_apart() {
        let item = Item {
            title: Some("(2nd LD) Ferry &amp; harbour reopen".into()),
            content: vec![Content {
                value: "<p>BUSAN, Nov. 20 (Hanbit) -- The ferry sailed.</p><ul><li>At nine</li></ul><p>It came back. (Hanbit)</p>".into(),
                media_type: Some("text/html".into()),
            }],
            ..Item::default()
        };
        let article = article(&item);
        assert_eq!(article.title.as_deref(), Some("Ferry & harbour reopen"));
        assert_eq!(article.take.as_ref().and_then(|take| take.number), Some(2));
        assert_eq!(article.credit.as_deref(), Some("Hanbit"));
        assert_eq!(article.text.split("\n\n").count(), 3);
        assert!(article.text.ends_with("It came back."));
        assert_eq!(article.text_source, TextSource::Feed);
        assert!(!article.fingerprint.is_empty());
    }

    #[test]
    fn a_summary_of_plain_text_is_a_text() {
        let item = Item { summary: Some("The bridge will close & reopen.".into()), ..Item::default() };
        assert_eq!(article(&item).text, "The bridge will close & reopen.");
    }
}
