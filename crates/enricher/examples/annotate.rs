//! Annotates NDJSON lines of `{id, text, title?, language?, published_at?}` from standard input, for the scorers:
//! `annotate [fast|cascade|accurate|MODEL_DIR]`.
#![allow(clippy::print_stdout)]
use std::borrow::Cow;
use std::error::Error;
use std::io::{BufRead, stdin};
use std::path::Path;
use std::sync::Arc;

use enricher::{Config, Enricher, Input, ModelFiles, Models, NamesMode};
use model::Timestamp;
use model::annotations::{Annotations, FoundEntity, FoundQuote};
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn Error>> {
    let names = match std::env::args().nth(1).as_deref() {
        None => Config::default().names,
        Some("fast") => NamesMode::Fast,
        Some("cascade") => NamesMode::Cascade,
        Some("accurate") => NamesMode::Accurate,
        Some(folder) => NamesMode::Model(Arc::new(files(Path::new(folder))?)),
    };
    let enricher = Enricher::new(Config { names, ..Config::default() }, Models::embedded()?)?;
    for line in stdin().lock().lines() {
        let value: Value = serde_json::from_str(&line?)?;
        let field = |name: &str| value.get(name).and_then(Value::as_str);
        let text = field("text").unwrap_or("");
        let published_at = field("published_at").and_then(|at| {
            let whole = if at.len() == 10 { format!("{at}T12:00:00Z") } else { at.to_owned() };
            Timestamp::parse(&whole)
        });
        let input = Input {
            text,
            title: field("title"),
            language: field("language"),
            published_at,
            ..Input::default()
        };
        println!("{}", record(&value["id"], text, &enricher.annotate(&input)));
    }
    Ok(())
}

fn files(folder: &Path) -> std::io::Result<ModelFiles> {
    let read = |name: &str| std::fs::read(folder.join(name)).map(Cow::Owned);
    Ok(ModelFiles {
        name: "model",
        version: "0".into(),
        weights: read("model.onnx")?,
        tokenizer: read("tokenizer.json")?,
        config: read("config.json")?,
    })
}

fn record(id: &Value, text: &str, found: &Annotations) -> Value {
    json!({
        "id": id,
        "text": text,
        "entities": found.entities.iter().enumerate().map(|(at, e)| entity(at, e)).collect::<Vec<_>>(),
        "quotes": found.quotes.iter().enumerate().map(|(at, q)| quote(at, q)).collect::<Vec<_>>(),
        "dates": found.dates,
        "quantities": found.quantities,
    })
}

fn entity(at: usize, e: &FoundEntity) -> Value {
    json!({
        "id": format!("e{at}"), "type": e.kind, "name": e.name, "role": e.role, "links": e.links,
        "salience": e.salience, "place": e.place, "mentions": e.mentions,
    })
}

fn quote(at: usize, q: &FoundQuote) -> Value {
    let id = |entity: Option<usize>| entity.map(|e| format!("e{e}"));
    let speaker = q.speaker.as_ref().map(|s| {
        let words = s.surface.as_ref();
        json!({
            "text": words.map(|w| &w.text), "start": words.map(|w| w.start), "end": words.map(|w| w.end),
            "entity": id(s.entity), "name": s.name,
        })
    });
    let addressee = q.addressee.as_ref().map(|a| {
        json!({"text": a.surface.text, "start": a.surface.start, "end": a.surface.end, "entity": id(a.entity)})
    });
    json!({
        "id": format!("q{at}"), "kind": q.kind, "text": q.text, "spans": q.spans, "speaker": speaker, "cue": q.cue,
        "addressee": addressee, "medium": q.medium, "confidence": q.confidence,
    })
}
