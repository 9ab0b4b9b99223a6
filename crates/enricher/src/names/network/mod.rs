//! A token classifier in ONNX: the words of sentences in, log-probabilities of our labels at each word out; always on one
//! thread, so that the same words give the same numbers.
mod labels;

mod windows;

mod wordpiece;

mod words;

use std::borrow::Cow;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use rten::{LoadError, Model, NodeId, RunError, RunOptions, ThreadPool, Value as Tensor, ValueOrView};
use rten_tensor::prelude::*;
use rten_tensor::{NdTensor, NdTensorView};
use serde_json::Value;
use thiserror::Error;

use super::perceptron::Scores;
use labels::{Labels, LabelsError};
use windows::{Reader, Window};
use wordpiece::{WordPiece, WordPieceError};

/// The files of an ONNX token classifier, as the transformers libraries write them.
#[derive(Clone, Default)]
pub struct ModelFiles {
    /// Name and version go into provenance.
    pub name: &'static str,
    pub version: Cow<'static, str>,
    /// `model.onnx`
    pub weights: Cow<'static, [u8]>,
    /// `tokenizer.json`
    pub tokenizer: Cow<'static, [u8]>,
    /// `config.json`: `id2label`; the key `inputs` says what our own models are fed with.
    pub config: Cow<'static, [u8]>,
}

impl fmt::Debug for ModelFiles {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ModelFiles").field("name", &self.name).field("version", &self.version).finish()
    }
}

#[derive(Debug, Error)]
pub enum NetworkError {
    #[error("the network cannot be read")]
    Load(#[from] LoadError),
    #[error(transparent)]
    Tokenizer(#[from] WordPieceError),
    #[error(transparent)]
    Labels(#[from] LabelsError),
    #[error("the network has no `{0}`")]
    Node(&'static str),
    #[error("the network failed")]
    Run(#[from] RunError),
    #[error("the network answered with another shape than {expected} words by {labels} labels")]
    Shape { expected: usize, labels: usize },
}

/// A network with what turns words into its inputs.
pub struct Network {
    model: Model,
    inputs: Inputs,
    output: NodeId,
    reader: Reader,
    labels: Labels,
    /// One pool of one thread for each caller at a time, kept for the next.
    pools: Mutex<Vec<Arc<ThreadPool>>>,
}

enum Inputs {
    Pieces { ids: NodeId, mask: NodeId, types: Option<NodeId> },
    Words { features: NodeId, mask: NodeId },
}

impl Network {
    pub fn read(files: &ModelFiles) -> Result<Self, NetworkError> {
        let config: Value = serde_json::from_slice(&files.config).map_err(LabelsError::from)?;
        let labels = Labels::read(&config)?;
        let pieces = WordPiece::read(&files.tokenizer)?;
        let reader = Reader::new(pieces, config.get("inputs").and_then(Value::as_str));
        let pool = Arc::new(ThreadPool::with_num_threads(1));
        let model = pool.run(|| match &files.weights {
            Cow::Borrowed(bytes) => Model::load_static_slice(bytes),
            Cow::Owned(bytes) => Model::load(bytes.clone()),
        })?;
        let node = |name: &'static str| model.find_node(name).ok_or(NetworkError::Node(name));
        let inputs = match reader.reads_words() {
            true => Inputs::Words { features: node("feats")?, mask: node("mask")? },
            false => Inputs::Pieces {
                ids: node("input_ids")?,
                mask: node("attention_mask")?,
                types: model.find_node("token_type_ids"),
            },
        };
        let output = model.output_ids().first().copied().ok_or(NetworkError::Node("output"))?;
        Ok(Network { inputs, output, reader, labels, pools: Mutex::new(vec![pool]), model })
    }

    /// Positions that the words of a sentence take.
    pub fn size(&self, words: &[&str]) -> usize {
        self.reader.size(words)
    }

    /// Scores at each word of each sentence; sentences that follow each other are read together.
    pub fn scores(&self, sentences: &[Vec<&str>]) -> Result<Vec<Vec<Scores>>, NetworkError> {
        let mut scores: Vec<Vec<Scores>> = sentences.iter().map(|s| vec![NO_NAME; s.len()]).collect();
        for window in self.reader.windows(sentences) {
            let logits = self.run(&window)?;
            for place in &window.words {
                let row: Vec<f32> = logits.slice((0, place.at)).iter().copied().collect();
                let word = scores.get_mut(place.sentence).and_then(|s| s.get_mut(place.word));
                if let Some(word) = word {
                    *word = self.labels.scores(&row);
                }
            }
        }
        Ok(scores)
    }

    fn run(&self, window: &Window) -> Result<NdTensor<f32, 3>, NetworkError> {
        let length = window.length();
        let pool = self.pools.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let pool = pool.unwrap_or_else(|| Arc::new(ThreadPool::with_num_threads(1)));
        let mut options = RunOptions::default();
        options.thread_pool = Some(pool.clone());
        let answer = self.model.run(self.inputs.of(window), &[self.output], Some(options));
        self.pools.lock().unwrap_or_else(PoisonError::into_inner).push(pool);
        let wrong = || NetworkError::Shape { expected: length, labels: self.labels.len() };
        let logits: NdTensor<f32, 3> =
            answer?.into_iter().next().and_then(|v| v.try_into().ok()).ok_or_else(wrong)?;
        if logits.shape() == [1, length, self.labels.len()] { Ok(logits) } else { Err(wrong()) }
    }
}

impl Inputs {
    fn of<'w>(&self, window: &'w Window) -> Vec<(NodeId, ValueOrView<'w>)> {
        let length = window.length();
        let numbers = |list: &'w [i32]| NdTensorView::from_data([1, length], list).into();
        match self {
            Inputs::Pieces { ids, mask, types } => {
                let all = NdTensor::from_data([1, length], vec![1i32; length]);
                let mut inputs = vec![(*ids, numbers(&window.numbers)), (*mask, Tensor::from(all).into())];
                inputs.extend(types.map(|types| (types, numbers(&window.types))));
                inputs
            }
            Inputs::Words { features, mask } => {
                let all = NdTensor::from_data([1, length], vec![1f32; length]);
                let numbers = NdTensorView::from_data([1, length, words::FEATURES], &window.numbers[..]);
                vec![(*features, numbers.into()), (*mask, Tensor::from(all).into())]
            }
        }
    }
}

/// Of a word that was not read.
const NO_NAME: Scores = [0.0, -20.0, -20.0, -20.0, -20.0, -20.0, -20.0, -20.0, -20.0];
