//! `[enrich]`: which recognisers read names, and the entities that the user names himself.
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result};
use enricher::{AliasEntry, ModelFiles, NamesMode};
use model::annotations::EntityType;
use serde::Deserialize;
use sha2::{Digest, Sha256};

/// How articles are enriched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enrich {
    /// `false`: parsed articles only.
    pub inline: bool,
    pub names: Names,
    pub aliases: Option<PathBuf>,
}

/// Who recognises names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Names {
    Fast,
    #[default]
    Cascade,
    Accurate,
    /// A folder with `model.onnx`, `tokenizer.json` and `config.json`.
    Model(PathBuf),
}

impl Names {
    pub const WORDS: [&str; 3] = ["cascade", "fast", "accurate"];

    pub fn of_word(word: &str) -> Option<Names> {
        match word {
            "fast" => Some(Names::Fast),
            "cascade" => Some(Names::Cascade),
            "accurate" => Some(Names::Accurate),
            _ => None,
        }
    }

    fn mode(&self) -> Result<NamesMode> {
        Ok(match self {
            Names::Fast => NamesMode::Fast,
            Names::Cascade => NamesMode::Cascade,
            Names::Accurate => NamesMode::Accurate,
            Names::Model(dir) => NamesMode::Model(Arc::new(files(dir)?)),
        })
    }
}

impl Default for Enrich {
    fn default() -> Self {
        Enrich { inline: true, names: Names::default(), aliases: None }
    }
}

impl Enrich {
    /// The enricher, with its models and the user's files read.
    ///
    /// # Errors
    /// A file that can not be read, or does not hold what it should.
    pub fn open(&self) -> Result<enricher::Enricher> {
        let aliases = match &self.aliases {
            Some(file) => aliases(file)?,
            None => Vec::new(),
        };
        let config = enricher::Config { names: self.names.mode()?, aliases, ..enricher::Config::default() };
        enricher::Enricher::new(config, enricher::Models::embedded()?).context("`[enrich]` can not be used")
    }
}

fn files(dir: &Path) -> Result<ModelFiles> {
    let read = |name: &str| -> Result<Vec<u8>> {
        let file = dir.join(name);
        std::fs::read(&file).with_context(|| format!("can not read {}", file.display()))
    };
    let (weights, tokenizer, config) = (read("model.onnx")?, read("tokenizer.json")?, read("config.json")?);
    Ok(ModelFiles {
        name: "names-own",
        version: fingerprint(&[&weights, &tokenizer, &config]).into(),
        weights: weights.into(),
        tokenizer: tokenizer.into(),
        config: config.into(),
    })
}

/// What tells one model of a user's from another: the first 12 digits of a SHA-256 of its files.
fn fingerprint(files: &[&[u8]]) -> String {
    let mut sha = Sha256::new();
    files.iter().for_each(|file| sha.update(file));
    format!("{:x}", sha.finalize()).chars().take(12).collect()
}

/// The file of `enrich.aliases`: tables `[[entity]]`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct AliasFile {
    #[serde(default)]
    entity: Vec<AliasTable>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct AliasTable {
    name: String,
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    surfaces: Vec<String>,
    #[serde(default)]
    links: BTreeMap<String, String>,
    country: Option<String>,
}

fn aliases(file: &Path) -> Result<Vec<AliasEntry>> {
    let shown = file.display();
    let text = std::fs::read_to_string(file).with_context(|| format!("can not read {shown}"))?;
    let read: AliasFile = toml::from_str(&text).with_context(|| format!("reading {shown}"))?;
    read.entity
        .into_iter()
        .map(|table| {
            let kind = EntityType::from(table.kind.as_str());
            anyhow::ensure!(
                !matches!(kind, EntityType::Other(_)),
                "{shown}: `{}` of `{}` is no type; write person, organization, place, event, law, product, work or group",
                table.kind,
                table.name
            );
            Ok(AliasEntry {
                name: table.name,
                surfaces: table.surfaces,
                kind,
                links: table.links.into_iter().collect(),
                country: table.country,
            })
        })
        .collect()
}
