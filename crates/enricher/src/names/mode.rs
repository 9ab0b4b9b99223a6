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
    #[default]
    Fast,
    /// The perceptron, a small network where that is in doubt, the large one where both are.
    Cascade,
    /// The large network.
    Accurate,
    /// A network of the user's own, in any language that it was trained for.
    Model(Arc<ModelFiles>),
}

/// Words of an article that the large network may read; what goes beyond is left to the fast recogniser.
pub const fn default_budget() -> usize {
    4000
}

/// Margins below which a reading of the perceptron, and one of the small network, is doubted.
const DOUBT_OF_FAST: f32 = 40.0;
const DOUBT_OF_STUDENT: f32 = 2.0;

/// Words that the small network reads in the time that the large one reads one.
const STUDENT_SPEED: usize = 10;

impl Recogniser {
    /// With the networks of a mode; `student` and `accurate` are ours.
    pub fn with_mode(
        mut self,
        mode: &NamesMode,
        student: &ModelFiles,
        accurate: &ModelFiles,
    ) -> Result<Self, NetworkError> {
        let stage = |files: &ModelFiles, doubt: f32, words_a_unit: usize| {
            let stamp = ModelStamp { name: files.name, version: files.version };
            Ok::<_, NetworkError>(Stage { network: Network::read(files)?, stamp, doubt, words_a_unit })
        };
        self.stages = match mode {
            NamesMode::Fast => Vec::new(),
            NamesMode::Cascade => {
                vec![stage(student, DOUBT_OF_FAST, STUDENT_SPEED)?, stage(accurate, DOUBT_OF_STUDENT, 1)?]
            }
            NamesMode::Accurate => vec![stage(accurate, f32::INFINITY, 1)?],
            NamesMode::Model(files) => vec![stage(files, f32::INFINITY, 1)?],
        };
        self.is_general = matches!(mode, NamesMode::Model(_));
        Ok(self)
    }
}
