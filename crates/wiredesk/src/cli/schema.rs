//! `wiredesk schema`: the contract of the topics, for readers in any language.
use std::fmt::Write as _;
use std::io::Write;

use serde_json::{Value, json};

use crate::config::keys::{KEYS, Kind};
use crate::report::Failure;

#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// One schema: `enriched.v1`, `quote.v1`, …, or `asyncapi`; all of them when left out
    name: Option<String>,
    /// Only the names
    #[arg(long, conflicts_with = "name")]
    list: bool,
    /// The reference of the configuration, as Markdown
    #[arg(long, conflicts_with_all = ["name", "list"])]
    config_reference: bool,
}

pub fn run(arguments: &Arguments) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    if arguments.config_reference {
        out.write_all(config_reference().as_bytes())?;
        return Ok(());
    }
    let schemas = schemas()?;
    match &arguments.name {
        _ if arguments.list => {
            for (name, _) in &schemas {
                writeln!(out, "{name}")?;
            }
        }
        None => {
            writeln!(out, "{}", serde_json::to_string_pretty(&Value::Object(schemas.into_iter().collect()))?)?
        }
        Some(wanted) => {
            let Some((_, schema)) = schemas.iter().find(|(name, _)| name == wanted) else {
                let known: Vec<&str> = schemas.iter().map(|(name, _)| name.as_str()).collect();
                return Err(Failure::Usage(format!("no schema `{wanted}`; there are {}", known.join(", "))));
            };
            writeln!(out, "{}", serde_json::to_string_pretty(schema)?)?;
        }
    }
    Ok(())
}

fn schemas() -> serde_json::Result<Vec<(String, Value)>> {
    let mut all = Vec::new();
    for (name, schema) in model::schema::all() {
        all.push((name.to_owned(), serde_json::to_value(schema)?));
    }
    all.push(("asyncapi".to_owned(), asyncapi()));
    Ok(all)
}

/// AsyncAPI 3.0: which topic carries which record.
fn asyncapi() -> Value {
    let topics = [
        (
            "enriched",
            "enriched.v1",
            "article id",
            "one record for each version of an article: the main product",
        ),
        (
            "articles",
            "article.v1",
            "article id",
            "the parsed article without annotations, when `enrich.inline` is false",
        ),
        ("quotes", "quote.v1", "article id", "one quotation that a version added, changed or removed"),
        ("entities", "entity.v1", "article id", "one entity that a version added, changed or removed"),
        ("dead-letters", "dead-letter.v1", "article id or feed id", "what failed, where and why"),
    ];
    let mut channels = serde_json::Map::new();
    let mut operations = serde_json::Map::new();
    for (topic, schema, key, summary) in topics {
        let message = json!({
            "name": schema, "contentType": "application/json", "summary": summary,
            "bindings": { "kafka": { "key": { "type": "string", "description": key } } },
            "headers": { "type": "object", "description": "CloudEvents 1.0, Kafka binding, binary mode: ce_specversion, ce_id, ce_type, ce_source, ce_time, ce_dataschema; traceparent" },
            "payload": { "schemaFormat": "application/schema+json;version=draft-2020-12", "schema": { "$ref": format!("./{schema}.json") } }
        });
        channels.insert(
            topic.to_owned(),
            json!({ "address": format!("news.{topic}"), "messages": { schema: message } }),
        );
        operations.insert(
            format!("publish-{topic}"),
            json!({ "action": "send", "channel": { "$ref": format!("#/channels/{topic}") } }),
        );
    }
    json!({
        "asyncapi": "3.0.0",
        "info": { "title": "Wiredesk", "version": "1.0.0", "description": "Topics with the default prefix `news.`; read them with isolation.level=read_committed" },
        "channels": channels, "operations": operations
    })
}

fn config_reference() -> String {
    let mut text = String::from(
        "# Configuration\n\nWritten by `cargo xtask docs` from the table in `crates/wiredesk/src/config/keys.rs`.\n\n\
         TOML. Durations are texts like \"90s\", \"5m\", \"1h30m\", \"7d\"; sizes like \"512KiB\", \"10MiB\". `${VAR}` and \
         `${VAR:-default}` inside a text are replaced by the environment's values, `$$` is a dollar sign. Beside a secret \
         `x` there is `x_file`, which names a file that holds it. Paths are relative to the configuration file. Further \
         feeds are read from `feeds.d/*.toml` beside it. `wiredesk check` tells every mistake with its place.\n",
    );
    let mut section = "";
    for key in KEYS {
        let (parent, name) = key.path.rsplit_once('.').unwrap_or(("", key.path));
        if parent != section {
            section = parent;
            let _ = write!(
                text,
                "\n## [{}]\n\n| key | value | default | |\n| --- | --- | --- | --- |\n",
                parent.replace('*', "ID")
            );
        }
        let default = if key.default.is_empty() { String::new() } else { format!("`{}`", key.default) };
        let _ = writeln!(
            text,
            "| `{name}` | {} | {default} | {} |",
            kind_words(key.kind),
            key.doc.replace('|', "\\|")
        );
    }
    text
}

fn kind_words(kind: Kind) -> String {
    match kind {
        Kind::Text => "text".into(),
        Kind::Secret => "secret text".into(),
        Kind::Path => "path".into(),
        Kind::Flag => "true or false".into(),
        Kind::Count(least, most) => format!("{least}–{most}"),
        Kind::Duration => "duration".into(),
        Kind::Size => "size".into(),
        Kind::Address => "ip:port".into(),
        Kind::AddressList => "list of ip:port".into(),
        Kind::Ranges => "list of address ranges".into(),
        Kind::Url => "URL".into(),
        Kind::TextList => "list of texts".into(),
        Kind::DurationList => "list of durations".into(),
        Kind::Map | Kind::SecretMap => "table of texts".into(),
        Kind::Choice(words) => words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(" or "),
        Kind::Names => "`cascade`, `fast`, `accurate` or `{ model = \"folder\" }`".into(),
        Kind::FirstFill => "`all`, `none` or an age".into(),
    }
}
