//! The article's own object of a page's JSON-LD, as facts.
use std::collections::HashMap;

use serde_json::{Map, Value};

use super::facts::{Facts, StatedImage, Update, line};
use super::json_ld::{Graph, is_article, types};

type Object = Map<String, Value>;
type Ids<'g> = HashMap<&'g str, &'g Object>;

/// At most so many entries of a live blog are kept.
const MAX_UPDATES: usize = 500;

/// Facts of the article object that says most; empty when the page has none. `url` is the page's address: where a page
/// carries objects of several articles (a list of teasers), the one that names this page wins.
pub fn facts(graph: &Graph, url: &str) -> Facts {
    let objects = graph.objects();
    let ids = graph.ids(&objects);
    let best = objects
        .iter()
        .enumerate()
        .filter(|(_, object)| is_article(object) || is_live(object))
        .max_by_key(|(at, object)| (weight(object, url), std::cmp::Reverse(*at)));
    let mut facts = best.map(|(_, object)| of_object(object, &ids)).unwrap_or_default();
    let articles = objects.iter().filter(|object| is_article(object) || is_live(object)).count();
    facts.listed = articles >= LISTED && best.is_none_or(|(_, object)| !is_here(object, url));
    if facts.section.is_none() {
        facts.section = objects.iter().find_map(|object| breadcrumb(object));
    }
    if facts.language.is_none() {
        facts.language = objects.iter().find_map(|object| text(object, "inLanguage"));
    }
    facts
}

fn is_live(object: &Object) -> bool {
    types(object).any(|name| name == "LiveBlogPosting")
}

fn weight(object: &Object, url: &str) -> usize {
    let stated =
        ["headline", "author", "datePublished", "articleBody", "description", "image", "dateModified"];
    let count = stated.iter().filter(|key| object.get(**key).is_some_and(|v| !is_blank(v))).count();
    let live = if is_live(object) { 2 } else { 0 };
    count + if is_here(object, url) { 5 } else { 0 } + live
}

/// So many articles of a page are a list, where none is the page's own.
const LISTED: usize = 4;

/// Whether an object names this page as its own.
fn is_here(object: &Object, url: &str) -> bool {
    ["url", "@id", "mainEntityOfPage"]
        .iter()
        .any(|key| object.get(*key).and_then(reference).is_some_and(|stated| same_page(stated, url)))
}

fn is_blank(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(values) => values.iter().all(is_blank),
        _ => false,
    }
}

fn reference(value: &Value) -> Option<&str> {
    match value {
        Value::String(text) => Some(text),
        Value::Object(object) => object.get("@id").or_else(|| object.get("url")).and_then(Value::as_str),
        Value::Array(values) => values.iter().find_map(reference),
        _ => None,
    }
}

fn same_page(stated: &str, url: &str) -> bool {
    let path = |text: &str| {
        let text = text.split(['?', '#']).next().unwrap_or(text).trim_end_matches('/');
        text.split_once("://").map_or(text, |(_, rest)| rest).trim_start_matches("www.").to_owned()
    };
    let (stated, url) = (path(stated), path(url));
    !stated.is_empty() && (stated == url || stated.starts_with('/') && url.ends_with(&stated))
}

fn of_object(object: &Object, ids: &Ids<'_>) -> Facts {
    let mut images = Vec::new();
    for key in ["image", "thumbnailUrl"] {
        images_of(object.get(key), ids, &mut images, 0);
    }
    let mut facts = Facts {
        title: text(object, "headline").or_else(|| text(object, "name")),
        subtitle: text(object, "alternativeHeadline"),
        summary: text(object, "description"),
        published: raw(object, "datePublished").or_else(|| raw(object, "dateCreated")),
        modified: raw(object, "dateModified"),
        section: text(object, "articleSection"),
        tags: words(object.get("keywords")),
        images,
        language: object.get("inLanguage").and_then(language),
        url: raw(object, "url")
            .or_else(|| object.get("mainEntityOfPage").and_then(reference).map(str::to_owned)),
        publisher: names_of(object.get("publisher").or_else(|| object.get("sourceOrganization")), ids)
            .into_iter()
            .next(),
        license: raw(object, "license"),
        copyright: text(object, "copyrightNotice")
            .or_else(|| names_of(object.get("copyrightHolder"), ids).into_iter().next()),
        body: object.get("articleBody").or_else(|| object.get("text")).and_then(body),
        free: object.get("isAccessibleForFree").and_then(truth).or_else(|| closed_part(object)),
        kinds: types(object).map(str::to_ascii_lowercase).collect(),
        updates: updates(object),
        ..Facts::default()
    };
    for key in ["author", "creator", "contributor"] {
        facts.authors = names_of(object.get(key), ids);
        if !facts.authors.is_empty() {
            break;
        }
    }
    facts
}

fn raw(object: &Object, key: &str) -> Option<String> {
    match object.get(key)? {
        Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(values) => values.iter().find_map(Value::as_str).map(str::to_owned),
        Value::Object(inner) => inner.get("@value").and_then(Value::as_str).map(str::to_owned),
        _ => None,
    }
}

fn text(object: &Object, key: &str) -> Option<String> {
    raw(object, key).and_then(|text| line(&text))
}

fn language(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Object(object) => raw(object, "alternateName").or_else(|| raw(object, "name")),
        Value::Array(values) => values.iter().find_map(language),
        _ => None,
    }
}

/// A part that is not free, where the article itself says nothing (schema.org's markup of paywalled content).
fn closed_part(object: &Object) -> Option<bool> {
    let parts = object.get("hasPart")?;
    let parts = parts.as_array().map_or(std::slice::from_ref(parts), Vec::as_slice);
    let closed = parts.iter().filter_map(|part| truth(part.get("isAccessibleForFree")?)).any(|free| !free);
    closed.then_some(false)
}

fn truth(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(truth) => Some(*truth),
        // "False", "http://schema.org/False"
        Value::String(text) => match text.rsplit('/').next()?.trim().to_ascii_lowercase().as_str() {
            "true" | "yes" | "1" => Some(true),
            "false" | "no" | "0" => Some(false),
            _ => None,
        },
        _ => None,
    }
}

fn body(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()).filter(|text| !text.trim().is_empty()),
        Value::Array(values) => {
            let parts: Vec<&str> = values.iter().filter_map(Value::as_str).collect();
            Some(parts.join("\n\n")).filter(|text| !text.trim().is_empty())
        }
        _ => None,
    }
}

/// Names of persons or organisations: strings, objects, references, lists of them.
fn names_of(value: Option<&Value>, ids: &Ids<'_>) -> Vec<String> {
    let mut out = Vec::new();
    if let Some(value) = value {
        gather_names(value, ids, &mut out, 0);
    }
    out
}

fn gather_names(value: &Value, ids: &Ids<'_>, out: &mut Vec<String>, depth: usize) {
    if depth > 4 || out.len() > 30 {
        return;
    }
    match value {
        Value::String(text) => match ids.get(text.as_str()) {
            Some(object) => gather_object_names(object, ids, out, depth),
            None => out.extend(line(text)),
        },
        Value::Array(values) => values.iter().for_each(|value| gather_names(value, ids, out, depth + 1)),
        Value::Object(object) => gather_object_names(object, ids, out, depth),
        _ => {}
    }
}

fn gather_object_names(object: &Object, ids: &Ids<'_>, out: &mut Vec<String>, depth: usize) {
    match object.get("name") {
        Some(name) => gather_names(name, &Ids::new(), out, depth + 1),
        None => {
            let given = text(object, "givenName");
            let family = text(object, "familyName");
            if let Some(family) = family {
                out.push(given.map_or(family.clone(), |given| format!("{given} {family}")));
            } else if let Some(object) = object.get("@id").and_then(Value::as_str).and_then(|id| ids.get(id))
                && object.contains_key("name")
            {
                gather_object_names(object, ids, out, depth + 1);
            }
        }
    }
}

fn images_of(value: Option<&Value>, ids: &Ids<'_>, out: &mut Vec<StatedImage>, depth: usize) {
    if depth > 4 || out.len() > 20 {
        return;
    }
    match value {
        Some(Value::String(url)) => {
            out.push(StatedImage { url: url.trim().to_owned(), ..Default::default() })
        }
        Some(Value::Array(values)) => {
            values.iter().for_each(|value| images_of(Some(value), ids, out, depth + 1))
        }
        Some(Value::Object(object)) => {
            let object = match object.get("@id").and_then(Value::as_str).and_then(|id| ids.get(id)) {
                Some(full) if !object.contains_key("url") => full,
                _ => object,
            };
            if let Some(url) = raw(object, "url").or_else(|| raw(object, "contentUrl")) {
                let caption = text(object, "caption").or_else(|| text(object, "description"));
                let credit = text(object, "creditText").or_else(|| text(object, "copyrightNotice"));
                out.push(StatedImage { url, caption, credit });
            }
        }
        _ => {}
    }
}

/// Keywords: a list, or one string with commas or semicolons.
fn words(value: Option<&Value>) -> Vec<String> {
    match value {
        Some(Value::String(text)) => text.split([',', ';']).filter_map(line).collect(),
        Some(Value::Array(values)) => values
            .iter()
            .filter_map(|value| match value {
                Value::String(text) => line(text),
                Value::Object(object) => text_of_term(object),
                _ => None,
            })
            .collect(),
        _ => Vec::new(),
    }
}

fn text_of_term(object: &Object) -> Option<String> {
    text(object, "name").or_else(|| text(object, "termCode"))
}

/// The last but one step of a breadcrumb, which names the section.
fn breadcrumb(object: &Object) -> Option<String> {
    if !types(object).any(|name| name == "BreadcrumbList") {
        return None;
    }
    let steps: Vec<String> = object
        .get("itemListElement")?
        .as_array()?
        .iter()
        .filter_map(Value::as_object)
        .filter_map(|step| text(step, "name").or_else(|| text(step.get("item")?.as_object()?, "name")))
        .collect();
    steps.get(1..).filter(|rest| !rest.is_empty()).and_then(|rest| rest.first()).cloned()
}

fn updates(object: &Object) -> Vec<Update> {
    let entries = object.get("liveBlogUpdate").and_then(Value::as_array).into_iter().flatten();
    entries
        .filter_map(Value::as_object)
        .take(MAX_UPDATES)
        .map(|entry| Update {
            headline: text(entry, "headline").or_else(|| text(entry, "name")),
            body: entry.get("articleBody").and_then(body),
            at: raw(entry, "datePublished"),
        })
        .collect()
}
