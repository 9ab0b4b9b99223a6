//! The models that are embedded in the program, with the stamps that provenance carries.
use std::borrow::Cow;

use thiserror::Error;

use crate::coref::GivenNames;
use crate::names::{
    AliasesError, ModelFiles, NamesMode, NetworkError, Networks, Recogniser, Tables, TablesError, Weights,
    WeightsError,
};
use crate::places::{Places, PlacesError};

macro_rules! file {
    ($path:literal) => {
        concat!(env!("CARGO_MANIFEST_DIR"), "/../../models/", $path)
    };
}

/// Name and version of a model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModelStamp {
    pub name: &'static str,
    pub version: Cow<'static, str>,
}

/// Loaded models; loading reads the weights in place.
pub struct Models {
    pub(crate) recogniser: Recogniser,
    pub(crate) places: Places,
    pub(crate) given_names: GivenNames,
    pub(crate) stamps: Vec<ModelStamp>,
}

#[derive(Debug, Error)]
pub enum EnricherError {
    #[error("the weights of the names model cannot be used")]
    Weights(#[from] WeightsError),
    #[error("the tables of the names model cannot be used")]
    Tables(#[from] TablesError),
    #[error("the table of places cannot be used")]
    Places(#[from] PlacesError),
    #[error("a network for names cannot be used")]
    Network(#[from] NetworkError),
    #[error("the aliases cannot be used")]
    Aliases(#[from] AliasesError),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// A damaged model, in the program or the user's.
    Model,
    /// The user's aliases contradict themselves.
    Aliases,
}

impl EnricherError {
    pub fn kind(&self) -> ErrorKind {
        match self {
            EnricherError::Aliases(_) => ErrorKind::Aliases,
            _ => ErrorKind::Model,
        }
    }
}

impl Models {
    /// The models that the program carries.
    pub fn embedded() -> Result<Self, EnricherError> {
        let tables = Tables::read(
            include_str!(file!("names-fast/clusters.tsv")),
            include_str!(file!("names-fast/gazetteer.tsv")),
        )?;
        let weights = Weights::read(include_bytes!(file!("names-fast/weights")))?;
        Ok(Models {
            recogniser: Recogniser::new(tables, weights),
            places: Places::read(include_str!(file!("places/places.tsv")))?,
            given_names: GivenNames::read(include_str!(file!("names-fast/given_names.tsv"))),
            stamps: vec![
                ModelStamp { name: "names-fast", version: "3".into() },
                ModelStamp { name: "places", version: "1".into() },
            ],
        })
    }
}

/// The recogniser with the networks that the mode asks for; others are not loaded.
pub fn with_networks(recogniser: Recogniser, mode: &NamesMode) -> Result<Recogniser, EnricherError> {
    let files = |name, weights: &'static [u8], config: &'static [u8]| ModelFiles {
        name,
        version: "2".into(),
        weights: weights.into(),
        tokenizer: include_bytes!(file!("names-accurate/tokenizer.json")).into(),
        config: config.into(),
    };
    let ours = Networks {
        student: files(
            "names-student",
            include_bytes!(file!("names-student/model.onnx")),
            include_bytes!(file!("names-student/config.json")),
        ),
        accurate: files(
            "names-accurate",
            include_bytes!(file!("names-accurate/model.onnx")),
            include_bytes!(file!("names-accurate/config.json")),
        ),
    };
    Ok(recogniser.with_mode(mode, &ours)?)
}
