//! Which elements of a page are not its article, by their markup alone: the ordered rules, each with the name it is
//! reported under.
use super::measure::Measure;
use super::names::{Word, words};
use super::tag::Tag;
use super::tree::{NodeId, Tree};

/// The name of the rule that dropped a block, as `page_why` shows it.
pub type Rule = &'static str;

/// Elements whose content no reader sees.
pub fn is_invisible(tag: Tag) -> bool {
    use Tag::*;
    matches!(
        tag,
        Script
            | Style
            | Noscript
            | Template
            | Title
            | Iframe
            | Noframes
            | Noembed
            | Textarea
            | Select
            | Option
            | Object
            | Canvas
            | Svg
            | Math
            | Head
    )
}

/// The rule that drops everything below an element.
pub fn rule(tree: &Tree<'_>, id: NodeId, tag: Tag, block: bool, measure: &Measure) -> Option<Rule> {
    if is_hidden(tree, id) && !measure.is_content(id) {
        return Some("hidden");
    }
    let by_tag = match tag {
        Tag::Nav => Some("nav"),
        Tag::Aside => Some("aside"),
        Tag::Footer => Some("footer"),
        Tag::Form | Tag::Search => Some("form"),
        Tag::Button | Tag::Label => Some("button"),
        Tag::Figure | Tag::Figcaption | Tag::Video | Tag::Audio | Tag::Picture => Some("figure"),
        Tag::Dialog => Some("dialog"),
        Tag::Address => Some("address"),
        _ => None,
    };
    let rule = match by_tag {
        Some(rule) => Some(rule),
        // A heading's id is its anchor, not what it is.
        None if block && may_be_named(tag) => by_names(tree, id),
        None if tag == Tag::Span && is_hover_card(tree, id) => Some("overlay"),
        None => None,
    };
    rule.filter(|rule| !measure.is_content(id) || gathers(rule) && measure.is_crowd(id))
}

/// What shows when a reader points at a word, written into the sentence: the card inside what is pointed at.
fn is_hover_card(tree: &Tree<'_>, id: NodeId) -> bool {
    let is_card =
        |word: &str| matches!(word, "tooltip" | "tooltiptext" | "rollover" | "popover" | "hovercard");
    let named = |id| {
        // A page has thousands of spans: one look at the letters spares the words of nearly all.
        tree.attributes(id).filter(|(name, _)| *name == "class").any(|(_, value)| {
            ["ooltip", "ollover", "opover", "overcard"].iter().any(|part| value.contains(part))
                && words(value).any(|word| is_card(&word))
        })
    };
    let role = tree.attributes(id).any(|(name, value)| name == "role" && value == "tooltip");
    role || named(id) && tree.ancestors(id).skip(1).take(2).any(named)
}

/// Rules for what may hold more text than the story that it stands below.
fn gathers(rule: &str) -> bool {
    matches!(rule, "comments" | "popular" | "related")
}

/// Rows and cells carry ids of what they list.
fn may_be_named(tag: Tag) -> bool {
    !tag.is_heading() && !matches!(tag, Tag::Html | Tag::Body | Tag::Tr | Tag::Tbody | Tag::Thead | Tag::Main)
}

/// A post that the story quotes: its wrapper is named like a share bar.
pub fn is_quoted_post(tree: &Tree<'_>, id: NodeId, tag: Tag, rule: &str) -> bool {
    tag == Tag::Blockquote
        && matches!(rule, "share" | "sidebar" | "media" | "figure")
        && tree.attribute(id, "class").is_some_and(|class| class.contains("tweet") || class.contains("media"))
}

fn is_hidden(tree: &Tree<'_>, id: NodeId) -> bool {
    let mut hidden = false;
    for (name, value) in tree.attributes(id) {
        hidden |= match name {
            "hidden" => true,
            "aria-hidden" => value == "true",
            "style" => {
                let value = value.replace(' ', "").to_ascii_lowercase();
                value.contains("display:none") || value.contains("visibility:hidden")
            }
            "class" => value.split_ascii_whitespace().any(is_hiding_class),
            _ => false,
        };
    }
    hidden
}

fn is_hiding_class(class: &str) -> bool {
    matches!(
        class,
        "visually-hidden"
            | "visuallyhidden"
            | "sr-only"
            | "screen-reader-text"
            | "screen-reader-only"
            | "u-visually-hidden"
            | "offscreen"
            | "a11y-hidden"
            | "d-none"
            | "is-hidden"
            | "visually_hidden"
            | "visuallyHidden"
            | "print-only"
            | "only-print"
            | "hide"
    )
}

/// The attributes whose words say what a block is for.
#[rustfmt::skip]
const NAMING: &[&str] =
    &["class", "id", "role", "itemprop", "data-testid", "data-component", "data-qa", "data-type", "aria-label"];

fn by_names(tree: &Tree<'_>, id: NodeId) -> Option<Rule> {
    for (name, value) in tree.attributes(id) {
        if value.is_empty() || !NAMING.contains(&name) {
            continue;
        }
        let mut previous = Word::EMPTY;
        for word in words(value).chain(std::iter::once(Word::EMPTY)) {
            if let Some(rule) = by_pair(&previous, &word).or_else(|| by_word(&word)) {
                return Some(rule);
            }
            previous = word;
        }
    }
    None
}

fn by_word(word: &str) -> Option<Rule> {
    Some(match word {
        "related" | "recommended" | "recommendation" | "recommendations" | "recirculation" | "recirc"
        | "outbrain" | "taboola" | "readalso" | "seealso" | "readmore" | "morefrom" | "teaser"
        | "teasers" | "relatedcontent" | "relatedlinks" | "relateds" | "weiterlesen" | "upsell" => "related",
        "share" | "sharing" | "social" | "socials" | "sharebar" | "addthis" | "sharedaddy"
        | "sociallinks" | "follow" => "share",
        "ad" | "ads" | "adv" | "advert" | "adverts" | "advertisement" | "advertising" | "sponsor"
        | "sponsored" | "promo" | "promos" | "promotion" | "adslot" | "adbox" | "dfp" | "werbung"
        | "anzeige" | "banner" => "advert",
        "newsletter" | "newsletters" | "donate" | "donation" | "donations" | "subscribe" | "subscription"
        | "signup" | "register" | "registration" | "login" | "signin" | "regwall" => "sign-up",
        "comment" | "comments" | "disqus" | "respond" | "commentlist" | "kommentare" => "comments",
        "complementary" | "contentinfo" => "sidebar",
        "caption" | "captions" | "credit" | "credits" | "figcaption" | "photocredit" | "imagecredit"
        | "legend" | "imagecaption" | "wp-caption-text" => "caption",
        "byline" | "bylines" | "author" | "authors" | "authorbox" | "bio" | "contributor"
        | "contributors" | "reporter" | "autor" | "autoren" => "byline",
        "tags" | "taglist" | "keywords" | "topics" | "tagcloud" | "breadcrumb" | "breadcrumbs"
        | "categories" | "hashtags" => "tags",
        "nav" | "navigation" | "navbar" | "menu" | "pagination" | "pager" | "toolbar" | "tools" | "toc"
        | "masthead" => "nav",
        "footer" | "copyright" | "colophon" => "footer",
        "popular" | "trending" | "mostread" | "mostpopular" | "latest" | "topstories" => "popular",
        "cookie" | "cookies" | "consent" | "gdpr" | "modal" | "popup" | "overlay" | "lightbox"
        | "tooltip" | "snackbar" => "overlay",
        "gallery" | "slideshow" | "carousel" | "slider" | "video" | "videos" | "player" | "podcast"
        | "audio" => "media",
        "poll" | "quiz" | "survey" | "rating" | "ratings" => "poll",
        "factbox" | "infobox" | "faktenbox" | "infokasten" | "faktaruta" | "faktaboks" | "expandable" => {
            "fact box"
        }
        "pullquote" | "pullquotes" => "pull-quote",
        "timestamp" | "date" | "dateline" | "published" | "pubdate" | "datetime" => "time",
        _ => return None,
    })
}

fn by_pair(first: &str, second: &str) -> Option<Rule> {
    Some(match (first, second) {
        ("read" | "see" | "also", "more" | "also" | "read" | "next")
        | ("more", "from" | "on" | "news" | "stories" | "articles")
        | ("up", "next")
        | ("you", "may" | "might") => "related",
        ("most", "read" | "popular" | "viewed" | "shared") | ("top", "stories") => "popular",
        ("sign", "up" | "in") | ("log", "in") => "sign-up",
        ("pull", "quote") => "pull-quote",
        // "sidebar-grid" is a layout that has one, "has-sidebar" a page.
        ("has" | "with" | "no" | "without" | "of", "sidebar" | "rail") => return None,
        ("sidebar" | "rail", "grid" | "layout" | "wrapper" | "container" | "page" | "main" | "tall") => {
            return None;
        }
        ("sidebar" | "rail", _) => "sidebar",
        ("back" | "to", "top") => "nav",
        _ => return None,
    })
}
