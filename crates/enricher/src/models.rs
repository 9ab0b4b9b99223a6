//! The models that are embedded in the program, with the stamps that provenance carries.
use thiserror::Error;

use crate::coref::GivenNames;
use crate::names::{Recogniser, Tables, TablesError, Weights, WeightsError};
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
    pub version: &'static str,
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
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// The program was built with a damaged model.
    Model,
}

impl EnricherError {
    pub fn kind(&self) -> ErrorKind {
        ErrorKind::Model
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
                ModelStamp { name: "names-fast", version: "2" },
                ModelStamp { name: "places", version: "1" },
            ],
        })
    }
}
