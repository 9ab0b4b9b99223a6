//! Trains the weights of the names model: `train_names CLUSTERS GAZETTEER OUT EPOCHS PRUNE DATA.json…`.
//!
//! Data: `[{"fold": "train", "sents": [[[word, …], [mask, …]], …]}, …]`; documents of the fold "dev" are left out.
#![allow(clippy::print_stderr)]
use std::error::Error;
use std::fs;

use enricher::names::Tables;
use enricher::names::training::{Example, Options, train};
use serde::Deserialize;

#[derive(Deserialize)]
struct Text {
    fold: String,
    sents: Vec<(Vec<String>, Vec<u16>)>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [clusters, gazetteer, out, epochs, prune, data @ ..] = arguments.as_slice() else {
        return Err("usage: train_names CLUSTERS GAZETTEER OUT EPOCHS PRUNE DATA.json…".into());
    };
    let read = |path: &String| fs::read_to_string(path).map(|text| &*text.leak());
    let tables = Tables::read(read(clusters)?, read(gazetteer)?)?;
    let mut examples = Vec::new();
    for path in data {
        let texts: Vec<Text> = serde_json::from_slice(&fs::read(path)?)?;
        let sentences = texts.into_iter().filter(|t| t.fold != "dev").flat_map(|t| t.sents);
        examples.extend(sentences.map(|(words, masks)| Example { words, masks }));
    }
    let options = Options { epochs: epochs.parse()?, prune: prune.parse()? };
    let bytes = train(&tables, examples, &options, |line| eprintln!("{line}"));
    fs::write(out, bytes)?;
    Ok(())
}
