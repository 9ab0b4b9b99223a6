//! From TOML to settings: every key checked against the table, every mistake gathered, every place kept.
use std::collections::{BTreeMap, BTreeSet};
use std::net::SocketAddr;
use std::rc::Rc;
use std::time::Duration;

use toml::Spanned;
use toml::de::{DeTable, DeValue};
use url::Url;

use super::enrich::Names;
use super::keys::{self, KEYS, Key, Kind, names_under};
use super::problem::{Place, Problem, SourceFile, did_you_mean};
use super::value;

/// A value that fits its key.
#[derive(Clone, Debug, PartialEq)]
pub enum Setting {
    Text(String),
    /// Of a model.
    Folder(String),
    Flag(bool),
    Count(u64),
    Duration(Duration),
    Address(SocketAddr),
    Addresses(Vec<SocketAddr>),
    Ranges(Vec<fetcher::AddressRange>),
    Url(Url),
    Texts(Vec<String>),
    Durations(Vec<Duration>),
    Map(BTreeMap<String, String>),
}

/// What was set, by dotted path, with its place.
#[derive(Debug, Default)]
pub struct Settings {
    pub values: BTreeMap<String, (Setting, Place)>,
    /// Paths of all known keys that were written, also where the value did not fit.
    pub written: BTreeSet<String>,
    /// Feed tables: id and where its header stands.
    pub feeds: BTreeMap<String, Place>,
    pub problems: Vec<Problem>,
}

/// Where the values of strings come from besides the file itself.
pub struct Surroundings<'a> {
    pub variable: &'a dyn Fn(&str) -> Option<String>,
    /// Reads a file named by a `*_file` key.
    pub file: &'a dyn Fn(&str) -> Result<String, String>,
}

impl Settings {
    /// Adds one file's settings.
    pub fn read(&mut self, source: Rc<SourceFile>, around: &Surroundings<'_>) {
        let (root, errors) = DeTable::parse_recoverable(&source.text);
        let place = |span| Place { file: source.clone(), span, secret: false };
        for error in errors {
            let mut problem = Problem::new(error.message().trim().replace('\n', "; "));
            if let Some(span) = error.span() {
                problem = problem.at(&place(span));
            }
            self.problems.push(problem);
        }
        let mut walk = Walk { source: &source, around, settings: self };
        walk.table(root.get_ref(), &mut Vec::new());
    }
}

struct Walk<'a, 'b> {
    source: &'a Rc<SourceFile>,
    around: &'a Surroundings<'b>,
    settings: &'a mut Settings,
}

impl Walk<'_, '_> {
    fn place(&self, span: std::ops::Range<usize>, secret: bool) -> Place {
        Place { file: self.source.clone(), span, secret }
    }

    fn table(&mut self, table: &DeTable<'_>, path: &mut Vec<String>) {
        for (name, value) in table.iter() {
            path.push(name.get_ref().to_string());
            self.entry(name.span(), value, path);
            path.pop();
        }
    }

    fn entry(
        &mut self,
        name_span: std::ops::Range<usize>,
        value: &Spanned<DeValue<'_>>,
        path: &mut Vec<String>,
    ) {
        let parts: Vec<&str> = path.iter().map(String::as_str).collect();
        let dotted = parts.join(".");
        if let Some(key) = keys::find(&parts) {
            let place = self.place(value.span(), key.kind.is_secret() || shows_credentials(value.get_ref()));
            self.settings.written.insert(dotted.clone());
            return match self.setting(key, value) {
                Ok(setting) => self.put(dotted, setting, place),
                Err(problem) => self.settings.problems.push(problem.at(&place)),
            };
        }
        if let Some(secret) = secret_of_file_key(&parts) {
            return self.secret_file(&secret, value);
        }
        let is_section = KEYS.iter().any(|key| {
            let mine: Vec<&str> = key.path.split('.').collect();
            mine.len() > parts.len() && mine.iter().zip(&parts).all(|(m, p)| *m == "*" || m == p)
        });
        match (is_section, value.get_ref()) {
            (true, DeValue::Table(inner)) => {
                if let [section, id] = parts[..]
                    && section == "feeds"
                {
                    let place = self.place(name_span, false);
                    self.feed(id, &place);
                }
                self.table(inner, path);
            }
            (true, other) => {
                let place = self.place(value.span(), false);
                let problem =
                    Problem::new(format!("`{dotted}` is a table, not {}", article(other.type_str())));
                self.settings.problems.push(problem.help(format!("write it as [{dotted}]")).at(&place));
            }
            (false, _) => self.unknown(&parts, name_span),
        }
    }

    fn feed(&mut self, id: &str, place: &Place) {
        let fits = !id.is_empty()
            && id.len() <= 100
            && id
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'_' | b'.'));
        if !fits {
            let problem = Problem::new(format!("`{id}` can not be a feed's id")).at(place);
            self.settings
                .problems
                .push(problem.help("use small letters, digits, `-`, `_` and `.`, at most 100"));
        }
        if let Some(earlier) = self.settings.feeds.insert(id.to_owned(), place.clone()) {
            let first = Problem::new("").at(&earlier).location().unwrap_or_default();
            let problem = Problem::new(format!("the feed `{id}` stands twice")).at(place);
            self.settings
                .problems
                .push(problem.help(format!("the first is at {first}; give one of them another id")));
        }
    }

    fn put(&mut self, path: String, setting: Setting, place: Place) {
        self.settings.values.insert(path, (setting, place));
    }

    fn unknown(&mut self, parts: &[&str], name_span: std::ops::Range<usize>) {
        let place = self.place(name_span, false);
        let (name, parent) = match parts.split_last() {
            Some((name, parent)) => (*name, parent),
            None => return,
        };
        let known = names_under(parent);
        let mut problem = Problem::new(format!("unknown key `{}`", parts.join("."))).at(&place);
        if let Some(near) = did_you_mean(name, known.iter().map(String::as_str)) {
            problem = problem.help(format!("did you mean `{near}`?"));
        } else if !known.is_empty() {
            problem = problem.help(format!("known here: {}", known.join(", ")));
        }
        self.settings.problems.push(problem);
    }

    fn secret_file(&mut self, secret: &str, value: &Spanned<DeValue<'_>>) {
        let place = self.place(value.span(), false);
        let read = self.text(value.get_ref()).and_then(|name| {
            (self.around.file)(&name).map_err(|why| Problem::new(format!("can not read `{name}`: {why}")))
        });
        match read {
            Ok(text) => self.put(secret.to_owned(), Setting::Text(text.trim().to_owned()), place),
            Err(problem) => self.settings.problems.push(problem.at(&place)),
        }
    }

    /// A string with its variables replaced.
    fn text(&self, value: &DeValue<'_>) -> Result<String, Problem> {
        let DeValue::String(text) = value else {
            return Err(Problem::new(format!("expected a text, found {}", article(value.type_str()))));
        };
        value::expand(text, self.around.variable).map_err(Problem::new)
    }

    fn texts(&self, value: &DeValue<'_>) -> Result<Vec<String>, Problem> {
        match value {
            DeValue::Array(array) => array.iter().map(|item| self.text(item.get_ref())).collect(),
            DeValue::String(_) => Ok(vec![self.text(value)?]),
            other => {
                Err(Problem::new(format!("expected a list of texts, found {}", article(other.type_str()))))
            }
        }
    }

    fn setting(&self, key: &Key, value: &Spanned<DeValue<'_>>) -> Result<Setting, Problem> {
        let value = value.get_ref();
        match key.kind {
            Kind::Flag => match value {
                DeValue::Boolean(flag) => Ok(Setting::Flag(*flag)),
                other => {
                    Err(Problem::new(format!("expected true or false, found {}", article(other.type_str()))))
                }
            },
            Kind::Count(least, most) => count(value, least, most),
            Kind::Map | Kind::SecretMap => self.map(value),
            Kind::Names => self.names(value),
            Kind::TextList | Kind::AddressList | Kind::Ranges | Kind::DurationList => {
                list(key.kind, self.texts(value)?)
            }
            _ => single(key.kind, self.text(value)?),
        }
    }

    fn names(&self, value: &DeValue<'_>) -> Result<Setting, Problem> {
        let DeValue::Table(table) = value else { return single(Kind::Names, self.text(value)?) };
        let model = table.iter().find(|(name, _)| name.get_ref().as_ref() == "model");
        match (model, table.len()) {
            (Some((_, folder)), 1) => Ok(Setting::Folder(self.text(folder.get_ref())?)),
            _ => Err(Problem::new("expected a word, or { model = \"folder\" }")),
        }
    }

    fn map(&self, value: &DeValue<'_>) -> Result<Setting, Problem> {
        let DeValue::Table(table) = value else {
            return Err(Problem::new(format!(
                "expected a table of texts, found {}",
                article(value.type_str())
            )));
        };
        let mut map = BTreeMap::new();
        for (name, value) in table.iter() {
            let text = match value.get_ref() {
                DeValue::Boolean(flag) => flag.to_string(),
                DeValue::Integer(number) => number.as_str().to_owned(),
                other => self.text(other)?,
            };
            map.insert(name.get_ref().to_string(), text);
        }
        Ok(Setting::Map(map))
    }
}

/// A URL with a password in it: it is refused, and not repeated.
fn shows_credentials(value: &DeValue<'_>) -> bool {
    matches!(value, DeValue::String(text) if text.contains("://") && text.contains('@'))
}

/// `http.token_file` → `http.token`, if that is a secret.
fn secret_of_file_key(parts: &[&str]) -> Option<String> {
    let (last, parent) = parts.split_last()?;
    let mut path = parent.to_vec();
    path.push(last.strip_suffix("_file")?);
    keys::find(&path).filter(|key| key.kind == Kind::Secret).map(|_| path.join("."))
}

fn count(value: &DeValue<'_>, least: u64, most: u64) -> Result<Setting, Problem> {
    let DeValue::Integer(number) = value else {
        return Err(Problem::new(format!("expected a whole number, found {}", article(value.type_str()))));
    };
    match u64::from_str_radix(&number.as_str().replace('_', ""), number.radix()) {
        Ok(number) if (least..=most).contains(&number) => Ok(Setting::Count(number)),
        _ => Err(Problem::new(format!("expected a whole number from {least} to {most}"))),
    }
}

/// A setting that is written as one text; also used for the table's defaults.
pub fn single(kind: Kind, text: String) -> Result<Setting, Problem> {
    match kind {
        Kind::Duration => value::duration(&text).map(Setting::Duration).ok_or_else(|| {
            Problem::new(format!("`{text}` is no duration"))
                .help("write it like \"90s\", \"5m\", \"1h30m\" or \"7d\"")
        }),
        Kind::Size => value::size(&text).map(Setting::Count).ok_or_else(|| {
            Problem::new(format!("`{text}` is no size")).help("write it like \"512KiB\" or \"10MiB\"")
        }),
        Kind::Address => text.parse().map(Setting::Address).map_err(|_| {
            Problem::new(format!("`{text}` is no address"))
                .help("write it as ip:port, like \"127.0.0.1:8470\"")
        }),
        Kind::Url => url(&text),
        Kind::Choice(words) => match words.iter().find(|word| **word == text) {
            Some(_) => Ok(Setting::Text(text)),
            None => Err(choice(&text, words)),
        },
        Kind::Names => match Names::of_word(&text) {
            Some(_) => Ok(Setting::Text(text)),
            None => Err(choice(&text, &Names::WORDS)),
        },
        Kind::FirstFill => match text.as_str() {
            "all" | "none" => Ok(Setting::Text(text)),
            age if value::duration(age).is_some() => Ok(Setting::Text(text)),
            _ => Err(Problem::new(format!("`{text}` says no first fill"))
                .help("write \"all\", \"none\" or an age like \"24h\"")),
        },
        _ => Ok(Setting::Text(text)),
    }
}

fn url(text: &str) -> Result<Setting, Problem> {
    let url = Url::parse(text).map_err(|why| {
        Problem::new(format!("`{text}` is no URL: {why}"))
            .help("write it whole, like \"https://example.org/feed.xml\"")
    })?;
    if !url.username().is_empty() || url.password().is_some() {
        return Err(
            Problem::new("a URL must not carry credentials").help("use `username` with `password_file`")
        );
    }
    Ok(Setting::Url(url))
}

fn list(kind: Kind, texts: Vec<String>) -> Result<Setting, Problem> {
    match kind {
        Kind::AddressList => {
            let parse = |text: String| match single(Kind::Address, text)? {
                Setting::Address(address) => Ok(address),
                _ => Err(Problem::new("not an address")),
            };
            Ok(Setting::Addresses(texts.into_iter().map(parse).collect::<Result<_, _>>()?))
        }
        Kind::Ranges => {
            let parse = |text: String| {
                text.parse::<fetcher::AddressRange>().map_err(|_| {
                    Problem::new(format!("`{text}` is no address range"))
                        .help("write it like \"127.0.0.0/8\" or \"::1/128\"")
                })
            };
            Ok(Setting::Ranges(texts.into_iter().map(parse).collect::<Result<_, _>>()?))
        }
        Kind::DurationList => {
            let parse = |text: String| match single(Kind::Duration, text)? {
                Setting::Duration(duration) => Ok(duration),
                _ => Err(Problem::new("not a duration")),
            };
            Ok(Setting::Durations(texts.into_iter().map(parse).collect::<Result<_, _>>()?))
        }
        _ => Ok(Setting::Texts(texts)),
    }
}

fn choice(text: &str, words: &[&str]) -> Problem {
    let listed = words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ");
    let problem = Problem::new(format!("`{text}` is none of {listed}"));
    match did_you_mean(text, words.iter().copied()) {
        Some(near) => problem.help(format!("did you mean `{near}`?")),
        None => problem,
    }
}

fn article(noun: &str) -> String {
    let an = noun.starts_with(['a', 'e', 'i', 'o', 'u']);
    format!("{} {noun}", if an { "an" } else { "a" })
}
