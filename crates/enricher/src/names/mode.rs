//! How names are to be recognised: which networks read after the fast recogniser.
use std::sync::Arc;

use super::Recogniser;
use super::cascade::Stage;
use super::network::{ModelFiles, Network, NetworkError};
use crate::models::ModelStamp;

/// Which recognisers read the text.
#[derive(Clone, Debug, Default)]
pub enum NamesMode {
    /// The perceptron alone.
    Fast,
    /// The perceptron, a small network where that is in doubt, the large one where both are.
    #[default]
    Cascade,
    /// The large network.
    Accurate,
    /// A network of the user's own, in any language that it was trained for.
    Model(Arc<ModelFiles>),
}

/// Pieces of words of an article that the large network may read, some 2,300 words; what goes beyond is left to the
/// fast recogniser.
pub const DEFAULT_BUDGET: usize = 3000;

/// Readings of the perceptron with a smaller margin than this go to the small network, and its readings with a smaller
/// one to the large: of news that is a third of the words and a twentieth, of short messages a half and a fifth.
const DOUBT_OF_FAST: f32 = 50.0;
const DOUBT_OF_STUDENT: f32 = 0.7;

/// What the perceptron's points are worth beside the small network and the large: from 0.01 to 0.03 all did about
/// equally well.
const TRUST_BESIDE_STUDENT: f32 = 0.02;
const TRUST_BESIDE_ACCURATE: f32 = 0.015;

/// Words that the small network reads in the time that the large one reads a piece of one.
const STUDENT_SPEED: usize = 5;

/// Our networks, loaded only where a mode asks for them.
pub struct Networks {
    pub student: ModelFiles,
    pub accurate: ModelFiles,
}

impl Recogniser {
    /// With the networks of a mode.
    pub fn with_mode(mut self, mode: &NamesMode, ours: &Networks) -> Result<Self, NetworkError> {
        let all = f32::INFINITY;
        self.stages = match mode {
            NamesMode::Fast => Vec::new(),
            NamesMode::Cascade => vec![
                stage(&ours.student, DOUBT_OF_FAST, TRUST_BESIDE_STUDENT, STUDENT_SPEED)?,
                stage(&ours.accurate, DOUBT_OF_STUDENT, TRUST_BESIDE_ACCURATE, 1)?,
            ],
            NamesMode::Accurate => vec![stage(&ours.accurate, all, TRUST_BESIDE_ACCURATE, 1)?],
            NamesMode::Model(files) => vec![stage(files, all, 0.0, 1)?],
        };
        self.is_general = matches!(mode, NamesMode::Model(_));
        Ok(self)
    }
}

fn stage(files: &ModelFiles, doubt: f32, trust: f32, pieces_a_unit: usize) -> Result<Stage, NetworkError> {
    let stamp = ModelStamp { name: files.name, version: files.version.clone() };
    Ok(Stage { network: Network::read(files)?, stamp, doubt, trust, pieces_a_unit })
}
