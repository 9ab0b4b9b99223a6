//! Trains the weights of the names model: `train_names CLUSTERS GAZETTEER OUT EPOCHS PRUNE DATA…`.
//!
//! Data in `.json`: `[{"fold": "train", "sents": [[[word, …], [mask, …]], …]}, …]`; documents of the fold "dev" are not
//! learned from, but scored. Data in `.jsonl`: stories of Wiregold, a line each; `x3:` before the path takes them thrice.
#![allow(clippy::print_stderr)]
use std::error::Error;
use std::fs;

use enricher::names::training::{Example, Options, score, train};
use enricher::names::{NameKind, Tables, Weights};
use serde::Deserialize;

#[derive(Deserialize)]
struct Text {
    fold: String,
    sents: Vec<(Vec<String>, Vec<u16>)>,
}

#[derive(Deserialize)]
struct Story {
    text: String,
    entities: Vec<Entity>,
}

#[derive(Deserialize)]
struct Entity {
    r#type: String,
    mentions: Vec<Mention>,
}

#[derive(Deserialize)]
struct Mention {
    start: usize,
    end: usize,
    form: String,
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [clusters, gazetteer, out, epochs, prune, data @ ..] = arguments.as_slice() else {
        return Err("usage: train_names CLUSTERS GAZETTEER OUT EPOCHS PRUNE DATA.json…".into());
    };
    let read = |path: &String| fs::read_to_string(path).map(|text| &*text.leak());
    let tables = Tables::read(read(clusters)?, read(gazetteer)?)?;
    let (mut examples, mut held_out) = (Vec::new(), Vec::new());
    for path in data {
        let (times, path) = path.strip_prefix("x3:").map_or((1, path.as_str()), |path| (3, path));
        if path.ends_with(".jsonl") {
            for line in fs::read_to_string(path)?.lines() {
                let story: Story = serde_json::from_str(line)?;
                (0..times).for_each(|_| examples.extend(of_story(&story)));
            }
            continue;
        }
        let texts: Vec<Text> = serde_json::from_slice(&fs::read(path)?)?;
        for text in texts {
            let list = if text.fold == "dev" { &mut held_out } else { &mut examples };
            list.extend(text.sents.into_iter().map(|(words, masks)| Example { words, masks }));
        }
    }
    let options = Options { epochs: epochs.parse()?, prune: prune.parse()? };
    let bytes = train(&tables, examples, &options, |line| eprintln!("{line}"));
    fs::write(out, &bytes)?;
    let weights = Weights::read(bytes.leak())?;
    eprintln!("held out: F1 {:.2} over {} sentences", score(&tables, &weights, &held_out), held_out.len());
    Ok(())
}

/// Sentences of a story with its names; places in it are code points.
fn of_story(story: &Story) -> Vec<Example> {
    let mut bytes: Vec<usize> = story.text.char_indices().map(|(at, _)| at).collect();
    bytes.push(story.text.len());
    let mut names = Vec::new();
    for entity in &story.entities {
        let kind = match entity.r#type.as_str() {
            "person" => NameKind::Person,
            "organization" => NameKind::Organization,
            "place" => NameKind::Place,
            _ => NameKind::Other,
        };
        for mention in entity.mentions.iter().filter(|m| m.form == "name") {
            if let (Some(&start), Some(&end)) = (bytes.get(mention.start), bytes.get(mention.end)) {
                names.push((start..end, kind));
            }
        }
    }
    Example::of_text(&story.text, &names)
}
