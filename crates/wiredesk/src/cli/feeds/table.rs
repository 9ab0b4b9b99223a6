//! Feeds as tables of TOML, with ids that are free; printed, or written into `feeds.d` beside a configuration.
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use model::{Domain, NormalUrl};
use url::Url;

use super::super::terminal::plain;
use crate::config::Config;

/// A feed to be configured.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    pub url: String,
    /// A sitemap, or an index of them.
    pub sitemap: bool,
    pub title: Option<String>,
    pub publisher: Option<String>,
    pub language: Option<String>,
    pub labels: Vec<(String, String)>,
    /// What was found there, for the comment above the table.
    pub remark: Option<String>,
}

/// Ids and addresses that are taken.
#[derive(Debug, Default)]
pub struct Taken {
    ids: BTreeSet<String>,
    urls: BTreeSet<String>,
}

impl Taken {
    pub fn by(config: &Config) -> Taken {
        let ids = config.feeds.keys().map(ToString::to_string).collect();
        let urls = config.feeds.values().map(|feed| normal(feed.url.as_str())).collect();
        Taken { ids, urls }
    }

    /// The tables of the entries that are not configured yet, and how many are.
    pub fn tables(&mut self, entries: &[Entry]) -> (String, usize) {
        let (mut text, mut known) = (String::new(), 0);
        for entry in entries {
            if !self.urls.insert(normal(&entry.url)) {
                known += 1;
                continue;
            }
            let id = self.free_id(entry);
            write_table(&mut text, &id, entry);
        }
        (text, known)
    }

    fn free_id(&mut self, entry: &Entry) -> String {
        let wanted = id_of(entry);
        let numbered = (2..).map(|number| format!("{wanted}-{number}"));
        let id = std::iter::once(wanted.clone()).chain(numbered).find(|id| !self.ids.contains(id));
        let id = id.unwrap_or(wanted);
        self.ids.insert(id.clone());
        id
    }
}

fn normal(url: &str) -> String {
    NormalUrl::parse(url).map_or_else(|| url.to_owned(), |url| url.as_str().to_owned())
}

/// The first label of the domain, and what tells the feed from its neighbours: its title, else its path.
fn id_of(entry: &Entry) -> String {
    let url = Url::parse(&entry.url).ok();
    let domain = url.as_ref().and_then(Domain::of_url);
    let owner = domain.as_ref().map_or("feed", |domain| domain.as_str().split('.').next().unwrap_or("feed"));
    let title = entry.title.as_deref().map(slug).unwrap_or_default();
    let path = url.as_ref().map(|url| slug(url.path())).unwrap_or_default();
    let own = if title.len() >= 3 { title } else { path };
    let rest = own.strip_prefix(owner).unwrap_or(&own).trim_matches('-');
    let id = if rest.is_empty() { owner.to_owned() } else { format!("{owner}-{rest}") };
    id.chars().take(60).collect::<String>().trim_matches('-').to_owned()
}

/// Small letters and digits, words joined by `-`.
fn slug(text: &str) -> String {
    let mut slug = String::new();
    for c in text.chars() {
        match c.to_ascii_lowercase() {
            c if c.is_ascii_alphanumeric() => slug.push(c),
            _ if !slug.is_empty() && !slug.ends_with('-') => slug.push('-'),
            _ => {}
        }
    }
    slug.trim_matches('-').to_owned()
}

fn write_table(out: &mut String, id: &str, entry: &Entry) {
    if let Some(remark) = &entry.remark {
        let _ = writeln!(out, "# {}", plain(remark));
    }
    // `feeds.a.b` would be a table within a table.
    let key = if id.contains('.') { quoted(id) } else { id.to_owned() };
    let _ = writeln!(out, "[feeds.{key}]\nurl = {}", quoted(&entry.url));
    if entry.sitemap {
        out.push_str("kind = \"sitemap\"\n");
    }
    for (name, value) in [("publisher", &entry.publisher), ("language", &entry.language)] {
        if let Some(value) = value {
            let _ = writeln!(out, "{name} = {}", quoted(value));
        }
    }
    if !entry.labels.is_empty() {
        let pairs: Vec<String> = entry
            .labels
            .iter()
            .map(|(name, value)| format!("{} = {}", quoted(name), quoted(value)))
            .collect();
        let _ = writeln!(out, "labels = {{ {} }}", pairs.join(", "));
    }
    out.push('\n');
}

/// A basic string of TOML. `$` is escaped, because `${…}` in a value names a variable.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c.is_control() || c == '$' => {
                let _ = write!(quoted, "\\u{:04X}", u32::from(c));
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// Writes the tables into a new file of `feeds.d`, which the configuration beside it reads.
pub fn write_file(configuration: &Path, name: &str, tables: &str) -> anyhow::Result<PathBuf> {
    let folder = configuration.parent().unwrap_or(Path::new("")).join("feeds.d");
    std::fs::create_dir_all(&folder).with_context(|| format!("can not make {}", folder.display()))?;
    let file = folder.join(format!("{}.toml", slug(name)));
    let shown = file.display();
    match std::fs::File::create_new(&file) {
        Ok(mut out) => out.write_all(tables.as_bytes()).with_context(|| format!("can not write {shown}"))?,
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            bail!("{shown} exists; print the tables without --write, and put them where you like")
        }
        Err(error) => return Err(error).with_context(|| format!("can not write {shown}")),
    }
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(url: &str, title: &str, expect: &str) {
        let title = (!title.is_empty()).then(|| title.to_owned());
        assert_eq!(id_of(&Entry { url: url.into(), title, ..Entry::default() }), expect);
    }

    #[test]
    fn ids_from_domain_and_title() {
        check("https://www.yna.co.kr/rss/news.xml", "연합뉴스", "yna-rss-news-xml");
        check("https://en.yna.co.kr/RSS/news.xml", "Yonhap News", "yna-yonhap-news");
        check("https://yonhap.example/feed", "Yonhap: World & Politics", "yonhap-world-politics");
        check("https://a.example/", "", "a");
        check("http://127.0.0.1:8080/feed", "", "127-feed");
    }

    #[test]
    fn tables_are_read_back_as_they_were_meant() {
        let entry = Entry {
            url: "https://a.example/f?x=${y}&q=\"1\"".into(),
            sitemap: true,
            title: Some("A \"b\" \\ c\n[feeds.evil]".into()),
            publisher: Some("The \"A\"\n".into()),
            labels: vec![("folder".into(), "x/y".into())],
            remark: Some("30 items\n[feeds.evil]".into()),
            ..Entry::default()
        };
        let (text, known) = Taken::default().tables(&[entry.clone(), entry.clone()]);
        assert_eq!(known, 1);
        let read: toml::Table = text.parse().expect("TOML");
        let feeds = read["feeds"].as_table().expect("feeds");
        assert_eq!(feeds.len(), 1, "{text}");
        let (_, feed) = feeds.iter().next().expect("one feed");
        assert_eq!(feed["url"].as_str(), Some(entry.url.as_str()));
        assert_eq!(feed["publisher"].as_str(), entry.publisher.as_deref());
        assert_eq!(feed["labels"]["folder"].as_str(), Some("x/y"));
    }

    #[test]
    fn ids_are_numbered_when_they_are_taken() {
        let entry = |url: &str| Entry { url: url.into(), title: Some("News".into()), ..Entry::default() };
        let (text, _) =
            Taken::default().tables(&[entry("https://a.example/1"), entry("https://a.example/2")]);
        assert!(text.contains("[feeds.a-news]") && text.contains("[feeds.a-news-2]"), "{text}");
    }
}
